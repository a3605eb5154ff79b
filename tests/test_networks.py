import json
from math import log2

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.association import BigramAssocMeasures
from scipy import stats

from newsactors.networks import co_occurrence, graph_of

# Who is named in which sentence of which paragraph: small enough to count by hand.
NAMED = [
    (1, 1, "Iran Israel"),
    (1, 2, "Iran Israel Oman"),
    (2, 3, "Oman"),
    (2, 4, "Israel"),
    (3, 5, ""),
    (3, 6, "Iran Iran"),
]


def tables(named, article="day-1"):
    sentences = pd.DataFrame(
        [
            {
                "article_id": article,
                "sentence_id": s,
                "paragraph": p,
                "tag": "",
                "raw_start": 10 * s,
                "raw_end": 10 * s + 9,
            }
            for p, s, _ in named
        ]
    )
    rows = [
        {"article_id": article, "sentence_id": s, "actor": a, "use": "actor"}
        for _, s, actors in named
        for a in actors.split()
    ]
    return pd.DataFrame(rows, columns=["article_id", "sentence_id", "actor", "use"]), sentences


def tie(ties, a, b):
    [row] = ties.query("actor_a == @a and actor_b == @b").to_dict("records")
    return row


def test_counts_and_measures_of_a_pair_worked_by_hand():
    row = tie(co_occurrence(*tables(NAMED)), "Iran", "Israel")
    assert (row["count"], row["count_a"], row["count_b"], row["windows"]) == (2, 3, 3, 6)
    assert row["expected"] == 1.5
    assert row["pmi"] == pytest.approx(log2(2 * 6 / 9), abs=1e-9)
    assert row["npmi"] == pytest.approx(log2(2 * 6 / 9) / -log2(2 / 6), abs=1e-9)
    assert row["jaccard"] == 0.5
    # 3 of 6 windows hold Iran, 3 hold Israel: P(2 or 3 shared) = (C(3,2) C(3,1) + C(3,3)) / C(6,3) = 10 / 20
    assert row["p"] == pytest.approx(0.5)
    assert json.loads(row["evidence"]) == [["day-1", 10, 19], ["day-1", 20, 29]]


def test_measures_agree_with_scipy_and_nltk():
    for row in co_occurrence(*tables(NAMED)).itertuples():
        both, a, b, n = row.count, row.count_a, row.count_b, row.windows
        contingency = [[both, a - both], [b - both, n - a - b + both]]
        assert row.p == pytest.approx(stats.fisher_exact(contingency, alternative="greater").pvalue, abs=1e-9)
        assert row.pmi == pytest.approx(BigramAssocMeasures.pmi(both, (a, b), n), abs=1e-9)
        assert row.jaccard == pytest.approx(BigramAssocMeasures.jaccard(both, (a, b), n), abs=1e-9)


def test_paragraphs_and_articles_are_wider_windows():
    mentions, sentences = tables(NAMED)
    paragraphs = co_occurrence(mentions, sentences, "paragraph")
    assert (tie(paragraphs, "Israel", "Oman")["count"], paragraphs["windows"].iloc[0]) == (2, 3)
    assert json.loads(tie(paragraphs, "Israel", "Oman")["evidence"]) == [["day-1", 10, 29], ["day-1", 30, 49]]
    articles = co_occurrence(mentions, sentences, "article")
    assert articles[["count", "expected", "pmi", "npmi", "p"]].drop_duplicates().to_dict("records") == [
        {"count": 1, "expected": 1.0, "pmi": 0.0, "npmi": 1.0, "p": 1.0}
    ]


def test_windows_never_cross_articles():
    one, two = tables([(1, 1, "Iran")], "a-1"), tables([(1, 1, "Israel")], "a-2")
    mentions, sentences = (pd.concat(pair, ignore_index=True) for pair in zip(one, two, strict=True))
    assert co_occurrence(mentions, sentences, "article").empty


def test_q_counts_the_pairs_that_never_meet():
    named = [(1, 1, "A B"), (1, 2, "A B"), (1, 3, "C"), (1, 4, "D"), (1, 5, "")]
    [row] = co_occurrence(*tables(named)).to_dict("records")
    assert row["p"] == pytest.approx(0.1)  # both in the same two of five sentences: 1 / C(5,2)
    assert row["q"] == pytest.approx(0.6)  # six pairs of four actors were possible
    assert row["significant"] is False


def test_places_and_boilerplate_make_no_tie_unless_asked():
    mentions, sentences = tables([(1, 1, "Iran Oman"), (1, 2, "Iran Oman")])
    mentions.loc[mentions["actor"] == "Oman", "use"] = "place"
    assert co_occurrence(mentions, sentences).empty
    assert co_occurrence(mentions, sentences, places=True)["count"].tolist() == [2]
    sentences["tag"] = ["newsletter", ""]
    assert co_occurrence(mentions, sentences, places=True)[["count", "windows"]].to_numpy().tolist() == [[1, 1]]


def test_unresolved_mentions_are_no_actor():
    mentions, sentences = tables([(1, 1, "Iran Oman")])
    mentions["actor"] = ["Iran", ""]
    assert co_occurrence(mentions, sentences).empty


def test_an_unknown_window_names_the_choices():
    with pytest.raises(
        ValueError, match="within='page' is no window; choose one of 'sentence', 'paragraph', 'article'"
    ):
        co_occurrence(*tables(NAMED), within="page")


@given(st.randoms(use_true_random=False), st.lists(st.sets(st.sampled_from("ABCDE")), min_size=1, max_size=12))
def test_the_order_of_rows_changes_nothing(random, windows):
    mentions, sentences = tables([(1, n, " ".join(sorted(actors))) for n, actors in enumerate(windows, start=1)])
    order = list(range(len(mentions)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(co_occurrence(mentions.iloc[order], sentences), co_occurrence(mentions, sentences))


@given(st.lists(st.sets(st.sampled_from("ABCDE")), min_size=1, max_size=12))
def test_measures_stay_in_their_ranges(windows):
    ties = co_occurrence(*tables([(1, n, " ".join(actors)) for n, actors in enumerate(windows, start=1)]))
    for name, low, high in (("p", 0, 1), ("q", 0, 1), ("jaccard", 0, 1), ("npmi", -1, 1)):
        assert ties[name].between(low, high).all()
    assert (ties["q"] >= ties["p"] - 1e-9).all()
    assert np.isfinite(ties["pmi"]).all()


def test_a_graph_has_sorted_nodes_and_all_attributes():
    ties = co_occurrence(*tables(NAMED))
    graph = graph_of(ties.sample(frac=1, random_state=1))
    assert list(graph) == ["Iran", "Israel", "Oman"]
    assert graph["Iran"]["Israel"]["npmi"] == tie(ties, "Iran", "Israel")["npmi"]
    assert nx.density(graph) == 1.0
