import json
from collections import Counter
from itertools import combinations
from math import comb, log2

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.association import BigramAssocMeasures
from scipy import stats

from newsactors.networks import co_occurrence, disparity_filter, graph_of
from newsactors.networks.association import fisher
from newsactors.uncertainty import false_discovery

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


def ties_of(named, within="sentence", **options):
    mentions, sentences = tables(named)
    return co_occurrence(mentions, within, sentences=sentences, **{"draws": 0} | options)


def tie(ties, a, b):
    [row] = ties.query("actor_a == @a and actor_b == @b").to_dict("records")
    return row


def test_counts_and_measures_of_a_pair_worked_by_hand():
    row = tie(ties_of(NAMED), "Iran", "Israel")
    assert (row["count"], row["count_a"], row["count_b"], row["windows"]) == (2, 3, 3, 6)
    assert row["expected"] == 1.5
    assert row["pmi"] == pytest.approx(log2(2 * 6 / 9), abs=1e-9)
    assert row["npmi"] == pytest.approx(log2(2 * 6 / 9) / -log2(2 / 6), abs=1e-9)
    assert row["jaccard"] == 0.5
    # 3 of 6 windows hold Iran, 3 hold Israel: P(2 or 3 shared) = (C(3,2) C(3,1) + C(3,3)) / C(6,3) = 10 / 20
    assert row["p"] == pytest.approx(0.5)
    assert json.loads(row["evidence"]) == [["day-1", 10, 19], ["day-1", 20, 29]]


def contingency(row):
    both, a, b, n = row.count, row.count_a, row.count_b, row.windows
    return [[both, a - both], [b - both, n - a - b + both]]


def random_ties(draws=0):
    rng = np.random.default_rng(5)
    named = [(1, n, " ".join(rng.choice(list("ABCDEFGH"), rng.integers(0, 5)))) for n in range(1, 60)]
    return ties_of([*NAMED, *((p, s + 6, a) for p, s, a in named)], draws=draws)


def test_measures_agree_with_nltk():
    for row in random_ties().itertuples():
        marginals = row.count, (row.count_a, row.count_b), row.windows
        assert row.pmi == pytest.approx(BigramAssocMeasures.pmi(*marginals), abs=1e-9)
        assert row.jaccard == pytest.approx(BigramAssocMeasures.jaccard(*marginals), abs=1e-9)
        assert row.dice == pytest.approx(BigramAssocMeasures.dice(*marginals), abs=1e-9)
        assert row.g2 == pytest.approx(BigramAssocMeasures.likelihood_ratio(*marginals), abs=1e-6)
        assert row.phi**2 == pytest.approx(BigramAssocMeasures.phi_sq(*marginals), abs=1e-9)


def test_measures_agree_with_scipy():
    for row in random_ties().itertuples():
        table = contingency(row)
        assert row.p == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue, rel=1e-9)
        g2, _, _, expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert row.g2 == pytest.approx(g2, rel=1e-9, abs=1e-12)
        assert row.expected == pytest.approx(expected[0, 0], rel=1e-9)
        assert row.association_strength == pytest.approx(row.count / expected[0, 0], rel=1e-9)
        cramer = stats.contingency.association(table, "cramer")
        assert row.phi == pytest.approx(np.sign(row.count - expected[0, 0]) * cramer, abs=1e-9)


def test_other_measures_worked_by_hand():
    row = tie(ties_of(NAMED), "Israel", "Oman")
    # Israel is in 3 of 6 windows, Oman in 2, both in 1.
    assert row["dice"] == 0.4
    assert row["cosine"] == pytest.approx(1 / 6**0.5, abs=1e-9)
    assert row["association_strength"] == 1.0
    assert (row["phi"], row["g2"]) == (0.0, 0.0)
    # Israel meets Iran twice and Oman once: of 2 ties one has 1/3; Oman's two ties have one half each.
    assert row["alpha"] == pytest.approx(0.5)


@given(st.integers(1, 400), st.data())
def test_fisher_agrees_with_the_hypergeometric_tail(n, data):
    a, b = data.draw(st.integers(1, n)), data.draw(st.integers(1, n))
    both = data.draw(st.integers(max(1, a + b - n), min(a, b)) if max(1, a + b - n) <= min(a, b) else st.just(1))
    [found] = fisher([both], [a], [b], n)
    assert found == pytest.approx(stats.hypergeom.sf(both - 1, n, a, b), rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(("both", "a", "b", "n"), [(60, 80, 80, 100), (1, 3, 2, 4), (0, 3, 30, 60)])
def test_as_few_as_there_must_be_are_shared_for_sure(both, a, b, n):
    assert fisher([both], [a], [b], n).tolist() == [1.0]


def test_fisher_holds_far_from_what_is_expected():
    found = fisher([1, 9_500, 12_000], [100_000] * 3, [100_000] * 3, 1_000_000)
    wanted = [stats.hypergeom.sf(k - 1, 1_000_000, 100_000, 100_000) for k in (1, 9_500, 12_000)]
    assert found[:2] == pytest.approx(wanted[:2], rel=1e-9)
    assert 0 <= found[2] < 1e-100


def test_alpha_is_that_of_the_disparity_filter():
    ties = random_ties()
    names = sorted({*ties["actor_a"], *ties["actor_b"]})
    network = pd.DataFrame(0, names, names)
    for row in ties.itertuples():
        network.loc[row.actor_a, row.actor_b] = network.loc[row.actor_b, row.actor_a] = row.count
    kept = disparity_filter(network, level=0.2)
    alphas = {(row.actor_a, row.actor_b): row.alpha for row in ties.itertuples()}
    assert 0 < sum(alpha < 0.2 for alpha in alphas.values()) < len(alphas)
    assert {pair for pair, alpha in alphas.items() if alpha < 0.2} == {pair for pair in alphas if kept.loc[pair] > 0}


def test_q_corrects_fisher_and_the_null_model_must_agree():
    drawn, not_drawn = random_ties(draws=99), random_ties()
    assert not_drawn["p_null"].isna().all()
    tests = comb(len({*drawn["actor_a"], *drawn["actor_b"]}), 2)
    assert drawn["q"].tolist() == pytest.approx(false_discovery(drawn["p"], tests).tolist(), abs=1e-9)
    assert drawn["q"].equals(not_drawn["q"])


def test_a_tie_that_crowded_windows_explain_is_not_significant():
    """Five crowded windows name the same twelve, seventy name one each: only the null model sees the crowds."""
    crowd = [(1, n, " ".join("abcdefghijkl")) for n in range(1, 6)]
    alone = [(1, n, "mnopqrstuvwxyz"[n % 14]) for n in range(6, 76)]
    mentions, sentences = tables(crowd + alone)
    fisher = co_occurrence(mentions, sentences=sentences, draws=0)
    both = co_occurrence(mentions, sentences=sentences, draws=199)
    assert tie(fisher, "a", "b")["significant"] and tie(fisher, "a", "b")["q"] < 1e-4
    assert tie(both, "a", "b")["q"] == tie(fisher, "a", "b")["q"]
    assert both["significant"].tolist() == ((both["q"] <= 0.05) & (both["p_null"] <= 0.05)).tolist()


def test_rare_ties_are_left_out_after_everything_is_computed():
    mentions, sentences = tables(NAMED)
    everything = co_occurrence(mentions, sentences=sentences, draws=19)
    frequent = co_occurrence(mentions, sentences=sentences, draws=19, min_count=2)
    assert everything["count"].tolist() == [2, 1, 1]
    pd.testing.assert_frame_equal(frequent, everything[everything["count"] >= 2].reset_index(drop=True))


def test_blocks_of_words_never_cross_articles_and_hold_every_word_once():
    mentions = pd.DataFrame(
        [("a", 1, 0, "Iran"), ("a", 1, 9, "Oman"), ("a", 2, 10, "Israel"), ("b", 1, 0, "Iran"), ("b", 1, 3, "Oman")],
        columns=["article_id", "sentence_id", "token", "actor"],
    )
    [row] = co_occurrence(mentions, within=10, draws=0).to_dict("records")
    assert (row["actor_a"], row["actor_b"], row["window"], row["count"]) == ("Iran", "Oman", "10 words", 2)
    # Article a has a second block because Israel is in it; the third, in which nobody is named, is not known of.
    assert (row["count_a"], row["count_b"], row["windows"]) == (2, 2, 3)
    words = pd.DataFrame(
        [("a", 1, "w " * 10, ""), ("a", 2, "w " * 11, ""), ("b", 1, "w " * 4, ""), ("b", 2, "w " * 26, "advert")],
        columns=["article_id", "sentence_id", "text", "tag"],
    )
    assert co_occurrence(mentions, within=10, sentences=words, draws=0)["windows"].tolist() == [4]


def test_without_sentences_only_windows_that_name_an_actor_are_known():
    mentions, sentences = tables(NAMED)
    alone, told = co_occurrence(mentions, draws=0), co_occurrence(mentions, sentences=sentences, draws=0)
    assert alone["windows"].unique().tolist() == [5]
    assert told["windows"].unique().tolist() == [6]
    assert alone[["actor_a", "actor_b", "count"]].equals(told[["actor_a", "actor_b", "count"]])
    assert alone["evidence"].unique().tolist() == ["[]"]  # these mentions do not say where they are
    placed = mentions.assign(raw_start=range(0, 90, 10), raw_end=range(5, 95, 10))
    row = tie(co_occurrence(placed, draws=0), "Iran", "Israel")
    assert json.loads(row["evidence"]) == [["day-1", 0, 15], ["day-1", 20, 45]]


@pytest.mark.parametrize(
    ("within", "column"), [("sentence", "sentence_id"), ("paragraph", "paragraph"), (50, "token"), ("article", "actor")]
)
def test_a_missing_column_is_named_only_where_it_is_needed(within, column):
    mentions = pd.DataFrame({"article_id": ["x"] * 2, "actor": ["Iran", "Oman"]})
    for name in ("sentence_id", "paragraph", "token"):
        mentions[name] = 1
    assert co_occurrence(mentions[["article_id", "actor", *({column} - {"actor"})]], within)["count"].tolist() == [1]
    with pytest.raises(ValueError, match=f"mentions lack the column '{column}'"):
        co_occurrence(mentions.drop(columns=column), within)


@pytest.mark.parametrize("within", [0, -3, True, 2.5, None])
def test_a_window_of_no_size_is_refused(within):
    with pytest.raises(ValueError, match="is no window"):
        ties_of(NAMED, within)


def test_missing_actors_are_no_actor():
    mentions = pd.DataFrame({"article_id": "x", "sentence_id": 1, "actor": ["Iran", None, "Oman", ""]})
    assert co_occurrence(mentions)[["actor_a", "actor_b"]].to_numpy().tolist() == [["Iran", "Oman"]]


def test_categories_count_like_text():
    mentions, sentences = tables(NAMED)
    coded = mentions.assign(actor=pd.Categorical(mentions["actor"], ["Oman", "Israel", "unused", "Iran"]))
    pd.testing.assert_frame_equal(
        co_occurrence(coded, sentences=sentences, draws=9), co_occurrence(mentions, sentences=sentences, draws=9)
    )


def test_a_sentence_given_twice_is_named():
    mentions, sentences = tables(NAMED)
    with pytest.raises(ValueError, match="day-1 has sentence 1 twice"):
        co_occurrence(mentions, sentences=pd.concat([sentences, sentences]))


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.sampled_from("ABCDE")), max_size=40))
def test_counts_agree_with_counting_one_by_one(rows):
    mentions = pd.DataFrame(rows, columns=["article_id", "sentence_id", "actor"]).astype({"article_id": "str"})
    expected = Counter()
    for _, window in mentions.groupby(["article_id", "sentence_id"]):
        expected.update(combinations(sorted({*window["actor"]}), 2))
    ties = co_occurrence(mentions, draws=0)
    assert dict(zip(zip(ties["actor_a"], ties["actor_b"], strict=True), ties["count"], strict=True)) == expected


def test_paragraphs_and_articles_are_wider_windows():
    mentions, sentences = tables(NAMED)
    paragraphs = co_occurrence(mentions, "paragraph", sentences=sentences)
    assert (tie(paragraphs, "Israel", "Oman")["count"], paragraphs["windows"].iloc[0]) == (2, 3)
    assert json.loads(tie(paragraphs, "Israel", "Oman")["evidence"]) == [["day-1", 10, 29], ["day-1", 30, 49]]
    articles = co_occurrence(mentions, "article", sentences=sentences)
    assert articles[["count", "expected", "pmi", "npmi", "p"]].drop_duplicates().to_dict("records") == [
        {"count": 1, "expected": 1.0, "pmi": 0.0, "npmi": 1.0, "p": 1.0}
    ]


def test_windows_never_cross_articles():
    one, two = tables([(1, 1, "Iran")], "a-1"), tables([(1, 1, "Israel")], "a-2")
    mentions, sentences = (pd.concat(pair, ignore_index=True) for pair in zip(one, two, strict=True))
    assert co_occurrence(mentions, "article", sentences=sentences).empty


def test_q_counts_the_pairs_that_never_meet():
    named = [(1, 1, "A B"), (1, 2, "A B"), (1, 3, "C"), (1, 4, "D"), (1, 5, "")]
    [row] = ties_of(named).to_dict("records")
    assert row["p"] == pytest.approx(0.1)  # both in the same two of five sentences: 1 / C(5,2)
    assert row["q"] == pytest.approx(0.6)  # six pairs of four actors were possible
    assert row["significant"] is False


def test_places_and_boilerplate_make_no_tie_unless_asked():
    mentions, sentences = tables([(1, 1, "Iran Oman"), (1, 2, "Iran Oman")])
    mentions.loc[mentions["actor"] == "Oman", "use"] = "place"
    assert co_occurrence(mentions, sentences=sentences).empty
    assert co_occurrence(mentions, sentences=sentences, places=True)["count"].tolist() == [2]
    sentences["tag"] = ["newsletter", ""]
    assert co_occurrence(mentions, sentences=sentences, places=True)[["count", "windows"]].to_numpy().tolist() == [
        [1, 1]
    ]


def test_unresolved_mentions_are_no_actor():
    mentions, sentences = tables([(1, 1, "Iran Oman")])
    mentions["actor"] = ["Iran", ""]
    assert co_occurrence(mentions, sentences=sentences).empty


def test_an_unknown_window_names_the_choices():
    with pytest.raises(
        ValueError, match="within='page' is no window; choose one of 'sentence', 'paragraph', 'article'"
    ):
        ties_of(NAMED, "page")


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.lists(st.sets(st.sampled_from("ABCDE")), min_size=1, max_size=12))
def test_the_order_of_rows_changes_nothing(random, windows):
    mentions, sentences = tables([(1, n, " ".join(sorted(actors))) for n, actors in enumerate(windows, start=1)])
    order = list(range(len(mentions)))
    random.shuffle(order)
    shuffled, straight = (co_occurrence(m, sentences=sentences, draws=9) for m in (mentions.iloc[order], mentions))
    pd.testing.assert_frame_equal(shuffled, straight)


@settings(max_examples=40)
@given(st.lists(st.sets(st.sampled_from("ABCDE")), min_size=1, max_size=12))
def test_measures_stay_in_their_ranges(windows):
    ties = ties_of([(1, n, " ".join(actors)) for n, actors in enumerate(windows, start=1)], draws=9)
    for name, low, high in (("p", 0, 1), ("q", 0, 1), ("jaccard", 0, 1), ("npmi", -1, 1)):
        assert ties[name].between(low, high).all()
    assert (ties["q"] >= ties["p"] - 1e-9).all()
    assert np.isfinite(ties["pmi"]).all()


def test_a_graph_has_sorted_nodes_and_all_attributes():
    ties = ties_of(NAMED)
    graph = graph_of(ties.sample(frac=1, random_state=1))
    assert list(graph) == ["Iran", "Israel", "Oman"]
    assert graph["Iran"]["Israel"]["npmi"] == tie(ties, "Iran", "Israel")["npmi"]
    assert nx.density(graph) == 1.0


def test_nodes_know_what_mentions_tell():
    ties = pd.DataFrame({"actor_a": ["Iran", "Iran"], "actor_b": ["Israel", "Gaza"], "count": [3, 1]})
    mentions = pd.DataFrame(
        [
            ("Iran", "actor", "state", "IRN"),
            ("Iran", "place", "place", "IRN"),
            ("Israel", "actor", "state", "ISR"),
            ("Israel", "actor", "group", "ISR"),
            ("Israel", "actor", "state", ""),
            ("Gaza", "place", "place", "PSE"),
            ("Oman", "actor", "state", "OMN"),
        ],
        columns=["actor", "use", "type", "state"],
    )
    assert dict(graph_of(ties, mentions).nodes(data=True)) == {
        "Gaza": {"mentions": 1, "type": "place", "state": "PSE"},
        "Iran": {"mentions": 1, "type": "state", "state": "IRN"},
        "Israel": {"mentions": 3, "type": "state", "state": "ISR"},
    }
    assert graph_of(ties, mentions[["actor"]]).nodes["Israel"] == {"mentions": 3}


def test_ties_of_two_windows_make_no_graph():
    ties = pd.DataFrame({"actor_a": ["A", "A"], "actor_b": ["B", "B"], "window": ["sentence", "paragraph"]})
    with pytest.raises(ValueError, match="ties hold A and B twice"):
        graph_of(ties)


def test_tables_read_back_from_csv_give_the_same_ties(tmp_path):
    mentions, sentences = tables(NAMED)
    mentions.to_csv(tmp_path / "mentions.csv", index=False)
    sentences.to_csv(tmp_path / "sentences.csv", index=False)
    back = [pd.read_csv(tmp_path / f"{name}.csv") for name in ("mentions", "sentences")]
    found = co_occurrence(back[0], sentences=back[1], draws=0)
    assert len(found) > 0
    assert found["count"].tolist() == co_occurrence(mentions, sentences=sentences, draws=0)["count"].tolist()


def test_articles_that_name_nobody_give_no_ties():
    mentions, sentences = tables([(1, 1, ""), (1, 2, "")])
    other = sentences.assign(article_id="y")
    assert co_occurrence(mentions, sentences=pd.concat([sentences, other])).empty


def test_sentences_of_other_articles_are_refused():
    mentions, sentences = tables(NAMED)
    with pytest.raises(ValueError, match="tables of the same articles"):
        co_occurrence(mentions, sentences=sentences.assign(article_id="elsewhere"))
