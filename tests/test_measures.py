"""Uncertainty, agreement and sentiment: values against hand-worked ones and against other packages."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from newsactors import agreement, sentiment, uncertainty


def test_bootstrap_covers_the_mean_about_as_often_as_it_says():
    rng = np.random.default_rng(7)
    hits = 0
    for seed in range(100):
        values = np.repeat(rng.normal(size=20), 2)  # twenty clusters of two equal values
        interval = uncertainty.bootstrap(values.tolist(), [i // 2 for i in range(40)], seed=seed)
        hits += interval.low <= 0 <= interval.high
    assert 86 <= hits <= 99


def test_bootstrap_of_clusters_is_wider_than_of_single_values():
    values = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.2, 0.2, 0.2]
    together = uncertainty.bootstrap(values, [1, 1, 1, 2, 2, 2, 3, 3, 3])
    apart = uncertainty.bootstrap(values, range(9))
    assert together.high - together.low > apart.high - apart.low
    assert together.estimate == apart.estimate == pytest.approx(0.4)


def test_bootstrap_is_the_same_each_time_and_takes_another_statistic():
    values = [3.0, 1.0, 2.0]
    assert uncertainty.bootstrap(values, "abc") == uncertainty.bootstrap(values, "abc")
    assert uncertainty.bootstrap(values, "abc", statistic=lambda v: float(np.max(v))).estimate == 3.0


@pytest.mark.parametrize(("values", "clusters"), [([], []), ([1.0], []), ([1.0, 2.0], [1])])
def test_bootstrap_refuses_values_without_clusters(values, clusters):
    with pytest.raises(ValueError, match="give one cluster a value, and at least one"):
        uncertainty.bootstrap(values, clusters)


def test_a_difference_is_that_of_the_means_and_skips_resamples_of_one_group():
    found = uncertainty.difference([1.0, 0.0, 3.0, 0.0], [True, False, True, False], clusters=[1, 2, 3, 4])
    assert found.estimate == 2.0
    assert (found.low, found.high) == (1.0, 3.0)


@pytest.mark.parametrize("chosen", [[True, True], [False, False]])
def test_a_difference_needs_two_groups(chosen):
    with pytest.raises(ValueError, match="one of the two groups is empty"):
        uncertainty.difference([0.1, 0.2], chosen, [1, 2])


@pytest.mark.parametrize("missing", [math.nan, None, pd.NA])
def test_a_missing_value_is_refused_where_the_statistic_needs_it(missing):
    values = [1.0, missing, 3.0]
    with pytest.raises(ValueError, match=r"values, row 1: a value is missing \(nan\); drop such rows first"):
        uncertainty.bootstrap(values, "abc")
    with pytest.raises(ValueError, match="values, row 1: a value is missing"):
        uncertainty.difference(values, [True, True, False], "abc")
    found = uncertainty.bootstrap(values, "abc", statistic=lambda v: float(np.nansum(v)))
    assert found.estimate == 4.0


def test_missing_clusters_are_one():
    values = [1.0, 2.0, 3.0, 4.0]
    together = uncertainty.bootstrap(values, ["a", "b", "?", "?"])
    assert uncertainty.bootstrap(values, ["a", "b", math.nan, float("nan")]) == together
    assert uncertainty.bootstrap(values, ["a", "b", None, pd.NA]) == together


def test_clusters_are_one_column():
    frame = pd.DataFrame({"v": [0.0, 1.0, 2.0], "article_id": ["a", "a", "b"]})
    for table in (frame[["article_id"]], frame[["article_id", "v"]], frame[["v"]].to_numpy()):
        with pytest.raises(ValueError, match=r"clusters has 2 dimensions: give one column, such as frame\['name'\]"):
            uncertainty.bootstrap(frame["v"], table)
    assert uncertainty.bootstrap(frame["v"], frame["article_id"]) == uncertainty.bootstrap([0.0, 1.0, 2.0], "aab")
    of_two = uncertainty.bootstrap(frame["v"], [("a", 1), ("a", 1), ("b", 1)])
    assert of_two == uncertainty.bootstrap([0.0, 1.0, 2.0], "aab")


@pytest.mark.parametrize("level", [-1, 0, 1, 95, math.nan])
def test_a_level_is_a_share(level):
    with pytest.raises(ValueError, match=f"level is {level}: give a share between 0 and 1, such as 0.95"):
        uncertainty.bootstrap([1.0, 2.0], "ab", level=level)
    with pytest.raises(ValueError, match=f"level is {level}: give a share"):
        uncertainty.proportion(1, 2, level)


@pytest.mark.parametrize(("value", "shown"), [("yes", "'yes'"), (2, "2"), (math.nan, "nan"), (None, "None")])
def test_who_is_chosen_is_said_by_true_and_false(value, shown):
    with pytest.raises(ValueError, match=f"chosen, item 1: {shown} is neither true nor false; give True or False"):
        uncertainty.difference([1.0, 2.0], [True, value], "ab")


def test_a_difference_takes_one_of_each_an_item():
    with pytest.raises(ValueError, match="2 values and 3 chosen: give one of each an item"):
        uncertainty.difference([1.0, 2.0], [True, False, True], "ab")
    with pytest.raises(ValueError, match="values has 2 dimensions"):
        uncertainty.difference(pd.DataFrame({"v": [1.0, 2.0]}), [True, False], "ab")
    as_numbers = uncertainty.difference([1.0, 0.0, 3.0, 0.0], [1, 0, 1, 0], clusters=[1, 2, 3, 4])
    assert as_numbers == uncertainty.difference([1.0, 0.0, 3.0, 0.0], [True, False] * 2, clusters=[1, 2, 3, 4])


def test_a_share_is_of_whole_numbers():
    assert uncertainty.proportion(1.0, 4.0) == uncertainty.proportion(1, 4)
    with pytest.raises(ValueError, match=r"1\.5 of 4: give whole numbers"):
        uncertainty.proportion(1.5, 4)


@pytest.mark.parametrize(("wrong", "shown"), [(math.nan, "nan"), (None, "nan"), (-1, "-1.0"), (5, "5.0")])
def test_what_is_no_p_is_named(wrong, shown):
    with pytest.raises(ValueError, match=f"p, item 2: {shown} is no probability; give numbers between 0 and 1"):
        uncertainty.false_discovery([0.001, 0.01, wrong])
    with pytest.raises(ValueError, match="p has 2 dimensions"):
        uncertainty.false_discovery([[0.1], [0.2]])


def test_a_share_keeps_inside_its_range():
    assert uncertainty.proportion(0, 5).low == 0
    assert uncertainty.proportion(5, 5).high == 1
    with pytest.raises(ValueError, match="6 of 5 is no share"):
        uncertainty.proportion(6, 5)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discovery_equals_scipys(p):
    assert uncertainty.false_discovery(p) == pytest.approx(stats.false_discovery_control(p))
    padded = stats.false_discovery_control([*p, *[1.0] * 10])[: len(p)]
    assert uncertainty.false_discovery(p, tests=len(p) + 10) == pytest.approx(padded)


def test_false_discovery_of_nothing_and_of_too_much():
    assert uncertainty.false_discovery([]).tolist() == []
    with pytest.raises(ValueError, match="1 tests cannot have given 2 values"):
        uncertainty.false_discovery([0.1, 0.2], tests=1)


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ("abc", "abd", (2 / 3, 2 / 3, 2 / 3)),
        ("", "", (1, 1, 1)),
        ("ab", "", (1, 0, 0)),
        ("", "ab", (0, 1, 0)),
        ("aab", "abb", (1, 1, 1)),
    ],
)
def test_scores(gold, found, expected):
    assert agreement.score(gold, found)[:3] == expected


def test_vader_of_nothing_is_an_empty_table():
    assert sentiment.vader([]).dtypes.astype(str).to_dict() == dict.fromkeys(
        ["neg", "neu", "pos", "compound"], "float64"
    )


def test_valences_are_the_lexicons():
    assert sentiment.valences("A Bad war, a good peace.").to_dict("list") == {
        "word": ["Bad", "war", "good", "peace"],
        "valence": [-2.5, -2.9, 1.9, 2.5],
    }
    assert sentiment.valences("").empty
