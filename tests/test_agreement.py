"""Agreement between coders and with gold, against published figures, NLTK and scikit-learn."""

import math
import re
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from nltk.metrics import agreement as nltk_agreement
from nltk.metrics import binary_distance, interval_distance
from sklearn.metrics import precision_recall_fscore_support

from newsactors import uncertainty
from newsactors.agreement import krippendorff, score, score_labels
from newsactors.uncertainty import bootstrap, calibration, calibration_error, surer_half

# Krippendorff (2011), "Computing Krippendorff's alpha-reliability", example C: twelve units, four observers.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
UNITS = list(zip(*OBSERVERS, strict=True))


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_the_published_one(level, alpha):
    assert round(krippendorff(UNITS, level), 3) == alpha


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("level", "distance"), [("nominal", binary_distance), ("interval", interval_distance)])
def test_alpha_is_that_of_nltk(level, distance, seed):
    codings = np.random.default_rng(seed).integers(-2, 3, size=(40, 3)).tolist()
    triples = [(coder, item, value) for item, row in enumerate(codings) for coder, value in enumerate(row)]
    theirs = nltk_agreement.AnnotationTask(triples, distance=distance).alpha()
    assert krippendorff(codings, level) == pytest.approx(theirs, abs=1e-12)


def test_alpha_at_its_ends():
    assert krippendorff([["a", "a"], ["b", "b"]]) == 1.0
    assert krippendorff([["a", "b"], ["b", "a"]]) == -0.5
    assert math.isnan(krippendorff([["a", "a"], ["a", "a"]]))
    assert math.isnan(krippendorff([["a", None], ["b", None]]))
    assert math.isnan(krippendorff([]))


def test_order_tells_how_labels_rank():
    codings = [["low", "mid"], ["mid", "high"], ["high", "high"], ["low", "low"]]
    as_numbers = [[{"low": 0, "mid": 1, "high": 2}[value] for value in row] for row in codings]
    assert krippendorff(codings, "ordinal", ["low", "mid", "high"]) == krippendorff(as_numbers, "ordinal")
    with pytest.raises(ValueError, match="have no order of their own"):
        krippendorff(codings, "ordinal")


def test_an_unknown_level_is_named():
    with pytest.raises(ValueError, match="'ratio': give nominal, ordinal or interval"):
        krippendorff([[1, 2]], "ratio")
    with pytest.raises(ValueError, match="'mid' is not in the order given"):
        krippendorff([["low", "mid"]], "ordinal", ["low", "high"])


def test_scores_by_label_are_those_of_scikit_learn():
    labels = ["negative", "neutral", "positive"]
    gold, found = np.random.default_rng(1).choice(labels, size=(2, 200)).tolist()
    theirs = precision_recall_fscore_support(gold, found, labels=labels)
    ours = score_labels(gold, found, labels)
    for name, column in zip(["precision", "recall", "f1", "gold"], theirs, strict=True):
        assert ours[name].tolist() == pytest.approx(column.tolist())


def test_what_is_left_open_costs_recall_and_no_precision():
    table = score_labels(["a", "a", "b"], ["a", "unsure", "unsure"], ["a", "b"]).set_index("label")
    assert table.loc["a", ["precision", "recall"]].tolist() == [1.0, 0.5]
    assert table.loc["b", ["precision", "recall", "found"]].tolist() == [1.0, 0.0, 0]


def test_labels_must_fit():
    with pytest.raises(ValueError, match="1 labels of gold and 2 found"):
        score_labels(["a"], ["a", "b"], ["a"])
    with pytest.raises(ValueError, match="'c', which is not among"):
        score_labels(["c"], ["a"], ["a"])


def test_calibration_counts_by_part():
    table = calibration([0.05, 0.31, 0.39, 1.0, 0.9], [False, True, False, True, True])
    assert table[["low", "high", "items", "right"]].to_numpy().tolist() == [
        [0.0, 0.1, 1, 0.0],
        [0.3, 0.4, 2, 0.5],
        [0.9, 1.0, 2, 1.0],
    ]
    assert table["probability"].tolist() == pytest.approx([0.05, 0.35, 0.95])
    assert calibration_error([0.05, 0.31, 0.39, 1.0, 0.9], [False, True, False, True, True]) == pytest.approx(
        (0.05 + 2 * 0.15 + 2 * 0.05) / 5
    )


def test_calibration_of_a_method_that_knows_how_sure_it_is():
    sure = np.random.default_rng(2).uniform(0.33, 1, 20_000)
    right = np.random.default_rng(3).uniform(size=20_000) < sure
    assert calibration_error(sure, right) < 0.01
    assert calibration_error(sure, ~right) > 0.3


def test_calibration_refuses_what_is_no_probability():
    with pytest.raises(ValueError, match="between 0 and 1"):
        calibration([1.2], [True])
    with pytest.raises(ValueError, match="1 probabilities and 2 outcomes"):
        calibration([0.5], [True, False])


def test_a_value_on_the_edge_of_two_parts_is_in_the_upper_one():
    hundredths = [number / 100 for number in range(100)]
    table = calibration(hundredths, [True] * 100, bins=100)
    assert table["low"].tolist() == table["probability"].tolist() == hundredths
    with pytest.raises(ValueError, match="bins is 0"):
        calibration([0.5], [True], bins=0)
    with pytest.raises(ValueError, match="item 1: nan is no probability"):
        calibration([0.5, math.nan], [True, True])


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_nan_is_no_value(level):
    with_none = [(1, None, 2), (2, 2, None), (None, 1, 1), (3, None, None), (2, 3, 3)]
    with_nan = pd.DataFrame(with_none, dtype=float).to_numpy().tolist()
    assert krippendorff(with_nan, level) == krippendorff(with_none, level)


def test_numbers_of_several_types_rank_as_numbers():
    codings = [[1, 2.5], [3, 3], [1, np.int64(1)], [2.5, 3]]
    assert krippendorff(codings, "ordinal") == krippendorff([[float(v) for v in row] for row in codings], "ordinal")
    assert krippendorff([["a", 1], [1, 1], ["a", "a"]]) == krippendorff([["a", "b"], ["b", "b"], ["a", "a"]])
    with pytest.raises(ValueError, match="have no order of their own: give it"):
        krippendorff([["a", 1]], "ordinal")


def test_one_value_alone_tells_nothing_however_it_is_rounded():
    assert math.isnan(krippendorff([[0.1, 0.1, 0.1]] * 3, "interval"))


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_alpha_of_many_different_values(level):
    """A matrix of all values by all others would take 32 GB."""
    codings = np.random.default_rng(0).normal(size=(32_000, 1)) + np.random.default_rng(1).normal(size=(32_000, 2))
    alpha = krippendorff(codings.tolist(), level)
    assert alpha == pytest.approx(0.0 if level == "nominal" else 0.5, abs=0.03)


def test_resamples_of_many_clusters_are_drawn_in_blocks():
    bootstrap(range(20), range(20))
    tracemalloc.start()
    bootstrap(range(4000), range(4000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8e6  # all draws at once: 64 MB


def test_one_cluster_has_an_interval_without_width():
    assert bootstrap([0.25, 0.75], ["a", "a"]) == (0.5, 0.5, 0.5)


def test_means_of_clusters_give_the_same_interval_as_their_values():
    values = np.random.default_rng(4).normal(size=(50, 1))
    clusters = np.random.default_rng(5).integers(0, 12, 50).tolist()
    by_values = bootstrap(values, clusters, statistic=lambda rows: float(rows.mean()))
    assert bootstrap(values[:, 0], clusters) == pytest.approx(by_values, abs=1e-15)


def test_an_interval_does_not_depend_on_the_size_of_blocks(monkeypatch):
    values, clusters = list(range(50)), [number // 3 for number in range(50)]
    whole = bootstrap(values, clusters)
    monkeypatch.setattr(uncertainty, "_DRAWN", 300)
    assert bootstrap(values, clusters) == whole


def test_a_table_of_codings_has_a_column_a_coder():
    told = ["for", "against", "for", None]
    assert krippendorff(pd.DataFrame({"coder1": told, "coder2": told})) == 1.0
    other = ["for", "for", "for", "against"]
    table = pd.DataFrame({"coder1": told, "coder2": other})
    assert krippendorff(table) == krippendorff(list(zip(told, other, strict=True)))


@pytest.mark.parametrize("codings", [["for", "against"], {"for": [1, 1]}, pd.Series(["for", "for"]), ("for",)])
def test_a_word_is_no_row_of_codings(codings):
    with pytest.raises(ValueError, match=r"codings, item 0: 'for' is no row; give each coder's value, as in \['for', "):
        krippendorff(codings)


@pytest.mark.parametrize(("item", "shown"), [(2, "2"), ({"ann": 1, "bob": 2}, "{'ann': 1, 'bob': 2}"), ({1}, "{1}")])
def test_what_has_no_value_a_coder_is_no_row_of_codings(item, shown):
    with pytest.raises(ValueError, match=re.escape(f"codings, item 1: {shown} is no row")):
        krippendorff([[1, 1], item])


def test_tables_are_compared_by_rows_and_not_by_the_names_of_columns():
    frame = pd.DataFrame({"start": [0, 5], "end": [3, 9]})
    with pytest.raises(ValueError, match=r"gold is a table: give a list of its rows, such as list\(frame\.itertuples"):
        score(frame, frame)
    with pytest.raises(ValueError, match="found is a table"):
        score([(0, 3)], frame)
    with pytest.raises(ValueError, match="labels is a table"):
        score_labels(["a"], ["a"], frame)
    assert score(list(frame.itertuples(index=False, name=None)), [(0, 3), (5, 8)]).hits == 1


@pytest.mark.parametrize("labels", [["a", "b"], pd.Series(["a", "b"]), iter("ab"), ["a", "b", "a"]])
def test_labels_may_be_a_column_or_drawn_one_by_one_and_count_once(labels):
    table = score_labels(pd.Series(["a", "b"], index=[5, 6]), ["a", "a"], labels)
    assert table[["label", "hits", "found", "gold"]].to_numpy().tolist() == [["a", 1, 2, 1], ["b", 0, 0, 1]]


@pytest.mark.parametrize("missing", [None, math.nan, pd.NA])
def test_a_missing_label_is_one_like_others(missing):
    table = score_labels(["a", math.nan, np.nan], ["a", missing, "a"], ["a", missing])
    assert table[["hits", "found", "gold"]].to_numpy().tolist() == [[1, 2, 1], [1, 1, 2]]
    left_open = score_labels(["a", "a"], ["a", missing], ["a"])
    assert left_open[["hits", "found", "gold"]].to_numpy().tolist() == [[1, 1, 2]]
    with pytest.raises(ValueError, match="gold has the label None, which is not among"):
        score_labels(["a", missing], ["a", "a"], ["a"])


@pytest.mark.parametrize("judge", [calibration, calibration_error, surer_half])
def test_words_are_not_true_or_false(judge):
    with pytest.raises(ValueError, match="right, item 0: 'False' is neither true nor false; give True or False, or 1"):
        judge([0.9, 0.8], ["False", "no"])
    with pytest.raises(ValueError, match="right, item 1: nan is neither"):
        judge([0.9, 0.8], [True, math.nan])
    with pytest.raises(ValueError, match="2 probabilities and 3 outcomes"):
        judge([0.9, 0.8], [True, False, True])
    with pytest.raises(ValueError, match="probability, item 1: nan is no probability"):
        judge([0.9, None], [True, False])
    with pytest.raises(ValueError, match=r"probability has 2 dimensions: give one column, such as frame\['name'\]"):
        judge(pd.DataFrame({"p": [0.9, 0.8]}), [True, False])
    assert judge([0.9, 0.8], [1, 0.0]) is not None


def test_the_surer_half_of_one_item_is_nothing():
    assert math.isnan(surer_half([0.9], [True]))
    assert surer_half(pd.Series([0.2, 0.9, 0.8], dtype="Float64"), pd.Series([False, True, True])) == 1.0


def test_parts_are_whole():
    with pytest.raises(ValueError, match=r"bins is 2\.5: give a whole number of parts from 1 on"):
        calibration([0.9], [True], bins=2.5)
