import datetime
import gzip
import json
from itertools import product
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import distance

from newsactors.networks import (
    agreement_counts,
    cluster,
    concept_backbone,
    discourse_network,
    disparity_filter,
    polarisation,
    read_dna,
)
from newsactors.networks.discourse import AGGREGATIONS
from newsactors.networks.normalisation import NORMALIZATIONS
from newsactors.networks.selection import DUPLICATES

DNA = Path(__file__).parent / "dna"
SYNTH = read_dna(DNA / "synth.dna")
# What DNA itself made of the same file, but for the 72 networks on which it crashed.
REFERENCES = [
    case
    for case in json.loads(gzip.decompress((DNA / "synth-networks.json.gz").read_bytes()))["networks"]
    if "result" in case
]
CHOICES = [
    (kind, aggregation, normalization)
    for kind in AGGREGATIONS
    for aggregation, normalization in product(AGGREGATIONS[kind], NORMALIZATIONS[kind])
]

# Five statements, small enough to count by hand.
SAID = pd.DataFrame(
    [
        ("d1", "2023-03-06", "Iran", "talks", True, 2),
        ("d1", "2023-03-06", "Iran", "talks", True, 2),
        ("d2", "2024-03-05", "Iran", "talks", False, -1),
        ("d2", "2024-03-05", "Oman", "talks", True, 1),
        ("d3", "2024-03-06", "Oman", "oil", False, 0),
    ],
    columns=["document", "date", "who", "what", "agrees", "strength"],
)
WHO = {"rows": "who", "columns": "what"}


def of(case, **changes):
    exclude = {}
    for name, value in zip(case["excludeVariables"], case["excludeValues"], strict=True):
        exclude.setdefault(name, []).append(value)
    options = {
        "kind": case["networkType"],
        "rows": case["variable1"],
        "columns": case["variable2"],
        "qualifier": case["qualifier"],
        "aggregation": case["qualifierAggregation"],
        "exclude": exclude,
        "invert": case["invertValues"],
        **{name: case[name] for name in ("normalization", "duplicates", "isolates", "start", "stop")},
    }
    return discourse_network(SYNTH, **{**options, **changes})


def same(network, result):
    assert (list(network.index), list(network.columns)) == (result["rows"], result["cols"])
    wanted = np.array(result["matrix"], dtype=float).reshape(network.shape)
    np.testing.assert_allclose(network.to_numpy(), wanted, rtol=0, atol=1e-12)


def cells(network):
    return network.round(10).to_numpy().tolist()


def test_the_references_cover_every_setting():
    assert len(REFERENCES) == 1728
    wanted = {(*choice, d) for choice, d in product(CHOICES, DUPLICATES)} - {
        ("twomode", "combine", "prominence", d) for d in DUPLICATES
    }
    names = ("networkType", "qualifierAggregation", "normalization", "duplicates")
    assert {tuple(case[name] for name in names) for case in REFERENCES[::7]} == wanted
    assert {tuple(case[name] for name in names) for case in REFERENCES} == wanted


# A seventh holds every setting; the rest takes ten seconds.
@pytest.mark.parametrize("first", [0, *(pytest.param(first, marks=pytest.mark.slow) for first in range(1, 7))])
def test_networks_equal_those_of_dna(first):
    for case in REFERENCES[first::7]:
        same(of(case, dna_compatible=True), case["result"])


def test_by_default_only_the_flaws_differ():
    for case in REFERENCES[::11]:
        words = case["qualifier"] == "person" and case["qualifierAggregation"] in ("conflict", "subtract")
        flawed = case["normalization"] == "cosine" or case["duplicates"] in ("week", "month")
        if not flawed and not (words and case["networkType"] == "onemode"):
            same(of(case), case["result"])


def test_two_mode_networks_worked_by_hand():
    def made(**options):
        return cells(discourse_network(SAID, **WHO, **options))

    assert made() == [[0, 3], [1, 1]]
    assert made(qualifier="agrees", aggregation="subtract") == [[0, 1], [-1, 1]]
    assert made(qualifier="strength", aggregation="subtract") == [[0, 3], [0, 1]]
    assert made(qualifier="agrees", aggregation="combine") == [[0, 3], [2, 1]]
    assert made(qualifier="document", aggregation="subtract") == made()
    assert made(normalization="activity") == [[0, 1], [0.5, 0.5]]
    assert made(normalization="prominence") == [[0, 0.75], [1, 0.25]]


def test_one_mode_networks_worked_by_hand():
    def tie(**options):
        network = discourse_network(SAID, "onemode", **WHO, **options)
        assert cells(network) == cells(network.T)
        assert (network.loc["Iran", "Iran"], network.loc["Oman", "Oman"]) == (0, 0)
        return network.loc["Iran", "Oman"]

    # Iran says talks three times (twice yes), Oman once (yes) and rejects oil.
    assert tie() == 3
    assert tie(qualifier="agrees", aggregation="congruence") == 2
    assert tie(qualifier="agrees", aggregation="conflict") == 1
    assert tie(qualifier="agrees", aggregation="subtract") == 1
    # On the scale from -1 to 2 the pairs (2, 1), (2, 1), (-1, 1) are 1/3, 1/3, 2/3 apart.
    assert tie(qualifier="strength", aggregation="conflict") == pytest.approx(4 / 3)
    assert tie(qualifier="strength", aggregation="congruence") == pytest.approx(5 / 3)
    assert tie(normalization="average") == pytest.approx(3 / 2.5)
    # Unmatched: Iran's one rejection of talks, Oman's one of oil; matched: two pairs.
    assert tie(qualifier="agrees", normalization="jaccard") == pytest.approx(3 / (1 + 1 + 2))
    assert tie(normalization="jaccard") == pytest.approx(3 / (0 + 1 + 3))


def test_cosine_is_the_cosine_of_two_vectors():
    iran, oman = [0, 3], [1, 1]
    network = discourse_network(SAID, "onemode", **WHO, normalization="cosine")
    assert network.loc["Iran", "Oman"] == pytest.approx(1 - distance.cosine(iran, oman))
    network = discourse_network(
        SAID, "onemode", **WHO, qualifier="agrees", aggregation="congruence", normalization="cosine"
    )
    assert network.loc["Iran", "Oman"] == pytest.approx(1 - distance.cosine([0, 0, 1, 2], [1, 0, 0, 1]))


def test_weeks_and_months_have_a_year():
    yearly = SAID.assign(agrees=True)
    for duplicates, iran, compatible in [("week", 2, 1), ("month", 2, 1), ("year", 2, 2), ("document", 2, 2)]:
        network = discourse_network(yearly, **WHO, duplicates=duplicates)
        assert network.loc["Iran", "talks"] == iran, duplicates
        network = discourse_network(yearly, **WHO, duplicates=duplicates, dna_compatible=True)
        assert network.loc["Iran", "talks"] == compatible, duplicates
    assert cells(discourse_network(yearly, **WHO, duplicates="acrossrange")) == [[0, 1], [1, 1]]
    # The last days of December belong to the first ISO week of the next year.
    turn = SAID.iloc[:2].assign(date=["2024-12-31", "2025-01-01"])
    assert cells(discourse_network(turn, **WHO, duplicates="week")) == [[1]]
    assert cells(discourse_network(turn, **WHO, duplicates="year")) == [[2]]


def test_combine_with_prominence_divides_by_those_who_speak_of_it():
    network = discourse_network(
        SAID, **WHO, qualifier="agrees", aggregation="combine", normalization="prominence", dna_compatible=True
    )
    assert cells(network) == [[0, 1.5], [2, 0.5]]


def test_conflict_in_words_needs_the_same_concept():
    said = pd.DataFrame({"who": list("aabb"), "what": ["x", "y", "x", "z"], "frame": ["law", "law", "cost", "law"]})
    options = {**WHO, "qualifier": "frame", "aggregation": "conflict"}
    assert cells(discourse_network(said, "onemode", **options)) == [[0, 1], [1, 0]]
    assert cells(discourse_network(said, "onemode", **options, dna_compatible=True)) == [[0, 4], [4, 0]]


def test_dates_are_inclusive_in_either_spelling():
    for start, stop in [
        ("05.03.2024", "05.03.2024"),
        ("2024-03-05", "2024-03-05 00:00"),
        ("5.3.2024", datetime.date(2024, 3, 5)),
    ]:
        assert cells(discourse_network(SAID, **WHO, start=start, stop=stop)) == [[1], [1]]
    west = pd.Timestamp("2024-03-04 19:00", tz="America/New_York")
    assert cells(discourse_network(SAID, **WHO, start=west, stop=west)) == [[1], [1]]
    later = discourse_network(SAID, **WHO, start=pd.Timestamp("2024-03-05 00:01"))
    assert later.to_dict() == {"oil": {"Oman": 1.0}}


def test_values_are_excluded_or_chosen():
    assert discourse_network(SAID, **WHO, exclude={"what": ["oil"], "who": "Iran"}).to_dict() == {
        "talks": {"Oman": 1.0}
    }
    assert discourse_network(SAID, **WHO, exclude={"agrees": [False]}, invert=True).to_dict() == {
        "oil": {"Iran": 0.0, "Oman": 1.0},
        "talks": {"Iran": 1.0, "Oman": 0.0},
    }


def test_isolates_are_all_who_might_speak():
    dna = SYNTH._replace(statements=SYNTH.statements[SYNTH.statements["organization"] == "Zeta Group"])
    assert discourse_network(dna).shape == (1, 8)
    assert discourse_network(dna, isolates=True).shape == (11, 8)
    one_mode = discourse_network(dna, "onemode", rows="title", isolates=True, normalization="jaccard")
    assert (one_mode.shape, np.isfinite(one_mode.to_numpy()).all()) == ((40, 40), True)
    assert discourse_network(SAID, **WHO, start="2030-01-01").shape == (0, 0)
    assert cells(discourse_network(SAID, **WHO, start="2030-01-01", isolates=True)) == [[0, 0], [0, 0]]


def test_statements_without_an_entity_are_left_out():
    said = SAID.assign(who=["Iran", "", None, "Oman", "Oman"])
    assert discourse_network(said, **WHO).to_dict() == {"oil": {"Iran": 0, "Oman": 1}, "talks": {"Iran": 1, "Oman": 1}}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rows": "speaker"}, "rows='speaker' is no column of the statements; choose one of document, date, who"),
        ({"exclude": {"wat": ["oil"]}}, "exclude='wat' is no column"),
        ({"kind": "threemode"}, "kind='threemode' is none of 'twomode', 'onemode'$"),
        ({"aggregation": "conflict", "qualifier": "agrees"}, "is none of 'ignore', 'subtract', 'combine', the choices"),
        ({"normalization": "cosine"}, "normalization='cosine' is none of 'no', 'activity', 'prominence'"),
        ({"aggregation": "subtract"}, "needs a qualifier, such as qualifier='agreement'"),
        ({"duplicates": "day"}, "duplicates='day' is none of 'include', 'document', 'week'"),
        ({"start": "soon"}, "'soon' is no date; write it as 31.12.2024 or 2024-12-31"),
        ({"start": "2025-01-01", "stop": "2024-01-01"}, "is after stop='2024-01-01'; exchange them"),
    ],
)
def test_unknown_options_name_the_choices(options, message):
    with pytest.raises(ValueError, match=message):
        discourse_network(SAID, **{**WHO, **options})


def test_missing_values_name_the_statement():
    said = SAID.assign(agrees=[True, True, None, True, False])
    with pytest.raises(ValueError, match="statement 2 has no value for the qualifier 'agrees'; code it, drop it"):
        discourse_network(said, **WHO, qualifier="agrees", aggregation="combine")
    assert discourse_network(said, **WHO, qualifier="agrees").loc["Iran", "talks"] == 3
    with pytest.raises(ValueError, match="start needs dates, and statement 0 has none; fill column 'date'"):
        discourse_network(SAID.assign(date=[None, *SAID["date"][1:]]), **WHO, start="2024-01-01")
    with pytest.raises(ValueError, match="duplicates='week' needs a column 'date'"):
        discourse_network(SAID.drop(columns="date"), **WHO, duplicates="week")
    with pytest.raises(ValueError, match="duplicates='document' needs a column document_id or document or article_id"):
        discourse_network(SAID.drop(columns="document"), **WHO, duplicates="document")
    with pytest.raises(ValueError, match="there are no statements"):
        discourse_network(SAID.iloc[:0], **WHO)


STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from("de"),
        st.sampled_from(["2023-01-02", "2024-01-02", "2024-06-30"]),
        st.sampled_from("abcd"),
        st.sampled_from("xyz"),
        st.booleans(),
        st.integers(-2, 2),
    ),
    min_size=1,
    max_size=15,
).map(lambda rows: pd.DataFrame(rows, columns=list(SAID)))


@settings(max_examples=40)
@given(STATEMENTS, st.sampled_from(CHOICES), st.sampled_from(DUPLICATES), st.sampled_from(["agrees", "strength"]))
def test_the_order_and_the_index_of_statements_change_nothing(said, choice, duplicates, qualifier):
    kind, aggregation, normalization = choice
    options = {**WHO, "qualifier": qualifier, "aggregation": aggregation, "duplicates": duplicates}
    if aggregation == "ignore":  # which of two duplicates stays would then decide its level
        del options["qualifier"]
    one = discourse_network(said, kind, **options, normalization=normalization)
    other = discourse_network(said[::-1].set_axis([0] * len(said)), kind, **options, normalization=normalization)
    pd.testing.assert_frame_equal(one, other)
    assert np.isfinite(one.to_numpy()).all()
    if kind == "onemode":
        pd.testing.assert_frame_equal(one, one.T)


@settings(max_examples=25)
@given(STATEMENTS, st.sampled_from(["agrees", "strength"]), st.sampled_from(NORMALIZATIONS["onemode"]))
def test_one_mode_aggregations_add_up(said, qualifier, normalization):
    def made(aggregation, normalization):
        options = {**WHO, "qualifier": qualifier, "aggregation": aggregation, "normalization": normalization}
        return discourse_network(said, "onemode", **options).to_numpy()

    np.testing.assert_allclose(made("congruence", "no") + made("conflict", "no"), made("ignore", "no"))
    congruence, conflict = made("congruence", normalization), made("conflict", normalization)
    np.testing.assert_allclose(made("subtract", normalization), congruence - conflict, atol=1e-12)
    if normalization == "cosine":
        assert max(congruence.max(), made("ignore", "cosine").max()) <= 1 + 1e-12
    if normalization == "cosine" and qualifier == "agrees":
        assert max(conflict.max(), np.abs(congruence - conflict).max()) <= 1 + 1e-12


WEIGHTS = st.integers(2, 6).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 4), min_size=n * n, max_size=n * n)] * 2).map(
        lambda pair: [
            pd.DataFrame(np.triu(np.reshape(w, (n, n)), 1), list("abcdefg")[:n], list("abcdefg")[:n]) for w in pair
        ]
    )
)


def signed_modularity(congruence, conflict, camps):
    """Return the sum of Gómez, Jensen and Arenas (2009), written out, over ordered pairs within camps."""
    score, total = 0.0, sum(map(sum, congruence)) + sum(map(sum, conflict))
    for network, sign in ((congruence, 1), (conflict, -1)):
        strength = [sum(row) for row in network]
        for i, j in product(range(len(camps)), repeat=2):
            if camps[i] == camps[j] and sum(strength):
                score += sign * (network[i][j] - strength[i] * strength[j] / sum(strength))
    return score / total if total else 0.0


@settings(max_examples=20)
@given(WEIGHTS)
def test_no_division_polarises_more_than_the_one_found(pair):
    congruence, conflict = (half + half.T for half in pair)
    found = polarisation(congruence, conflict)
    assert found.exact
    assert 0 <= found.score <= 1
    tied = [name for name in congruence if (congruence + conflict)[name].sum()]
    assert (found.camps != 0).tolist() == [name in tied for name in congruence]
    weights = [network.loc[tied, tied].to_numpy().tolist() for network in (congruence, conflict)]
    assert signed_modularity(*weights, found.camps[tied].tolist()) == pytest.approx(found.score, abs=1e-9)
    best = max(signed_modularity(*weights, camps) for camps in product((1, 2), repeat=len(tied)))
    assert best == pytest.approx(found.score, abs=1e-9)
    np.testing.assert_allclose(polarisation(3 * congruence, 3 * conflict).score, found.score, atol=1e-9)


def test_without_conflict_polarisation_is_modularity():
    graph = nx.barbell_graph(4, 0)
    network = nx.to_pandas_adjacency(graph)
    found = polarisation(network, network * 0)
    assert found.camps.tolist() == [1, 1, 1, 1, 2, 2, 2, 2]
    assert found.score == pytest.approx(nx.community.modularity(graph, [range(4), range(4, 8)]))
    assert polarisation(network * 0, network * 0).score == 0


def test_large_networks_are_searched():
    graph = nx.disjoint_union(nx.complete_graph(12), nx.complete_graph(13))
    friends = nx.to_pandas_adjacency(graph)
    found = polarisation(friends, 1 - friends - np.eye(25))
    assert (found.camps.value_counts().to_dict(), found.exact) == ({1: 12, 2: 13}, False)


def test_polarisation_needs_two_networks_of_the_same_nodes():
    network = pd.DataFrame([[0, 1], [1, 0]], list("ab"), list("ab"))
    with pytest.raises(ValueError, match="conflict is no one-mode network of the same nodes"):
        polarisation(network, network.rename(index={"a": "c"}))
    with pytest.raises(ValueError, match="congruence has negative or missing weights"):
        polarisation(-network, network)


def test_the_backbone_keeps_the_concept_that_divides():
    said = pd.DataFrame(
        [(who, "weather", True) for who in "abcd"] + [(who, "war", who in "ab") for who in "abcd"],
        columns=["who", "what", "agrees"],
    )
    found = concept_backbone(said, "who", "what", qualifier="agrees", aggregation="subtract")
    assert found["concept"].tolist() == ["weather", "war"]
    assert found["loss"].tolist() == pytest.approx([0, 2**-0.5])
    with pytest.raises(ValueError, match="invert=True cannot be combined"):
        concept_backbone(said, "who", "what", invert=True)


def test_the_disparity_filter_follows_its_formula():
    star = pd.DataFrame(np.zeros((5, 5)), list("abcde"), list("abcde"))
    star.loc["a", list("bcde")] = star.loc[list("bcde"), "a"] = [17, 1, 1, 1]
    # a spreads 20 over four ties: (1 - 17/20) ** 3 = 0.0034 and (1 - 1/20) ** 3 = 0.86; the others have one tie each.
    assert disparity_filter(star).loc["a"].tolist() == [0, 17, 0, 0, 0]
    assert disparity_filter(star, level=0.9).loc["a"].tolist() == [0, 17, 1, 1, 1]
    assert disparity_filter(star, level=0.003).to_numpy().sum() == 0
    with pytest.raises(ValueError, match="without negative weights"):
        disparity_filter(-star)


def test_bars_count_who_agrees_with_what():
    bars = agreement_counts(SAID, "what", "agrees")
    assert bars.to_dict("index") == {
        "talks": {"agreement": 3, "disagreement": 1, "total": 4},
        "oil": {"agreement": 0, "disagreement": 1, "total": 1},
    }
    assert agreement_counts(SAID, "what", "agrees", duplicates="document").loc["talks"].tolist() == [2, 1, 3]
    assert agreement_counts(SAID, "what", "agrees", duplicates="acrossrange").loc["talks"].tolist() == [1, 1, 2]
    by_speaker = agreement_counts(SAID, "what", "agrees", speaker="who", duplicates="acrossrange")
    assert by_speaker.loc["talks"].tolist() == [2, 1, 3]
    assert agreement_counts(SAID, "what", "strength").columns.tolist() == ["-1", "0", "1", "2", "total"]
    assert agreement_counts(SYNTH)["total"].sum() == (SYNTH.statements["concept"] != "").sum()


@pytest.mark.parametrize("method", ["single", "complete", "average", "ward", "kmeans", "spectral"])
def test_clusters_are_found_by_every_method(method):
    votes = pd.DataFrame([[5, 4, 0], [0, 1, 5], [4, 4, 1], [0, 0, 4]], list("abcd"))
    assert cluster(votes, 2, method).tolist() == [1, 2, 1, 2]
    assert cluster(votes, 4, method).tolist() == [1, 2, 3, 4]
    similar = pd.DataFrame([[0, 1, 9, -1], [1, 0, 0, 8], [9, 0, 0, 1], [-1, 8, 1, 0]], list("abcd"), list("abcd"))
    if method != "kmeans":
        assert cluster(similar, 2, method).tolist() == [1, 2, 1, 2]


def test_clusters_that_cannot_be_say_so():
    votes = pd.DataFrame([[1, 0], [0, 1]], list("ab"), list("ab"))
    with pytest.raises(ValueError, match="k=3 clusters of 2 rows; choose k from 1 to 2"):
        cluster(votes, 3)
    with pytest.raises(ValueError, match="method='median' is none of 'single'"):
        cluster(votes, 1, "median")
    wider = pd.DataFrame(np.eye(3), list("abc"), list("abc"))
    with pytest.raises(ValueError, match="'kmeans' needs profiles"):
        cluster(wider, 2, "kmeans")
