import json
import math
import os
import subprocess
import sys

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machines import OLD_PROCESSOR
from newsactors.networks import communities, layout, modularity, stability
from newsactors.networks.ordering import in_order


def weighted(seed=3, nodes=24):
    """Return a network no two nodes of which can be exchanged, with weights of 1 to 9."""
    graph = nx.gnm_random_graph(nodes, 3 * nodes, seed=seed)
    rng = np.random.default_rng(seed)
    return nx.Graph([(f"n{a:02}", f"n{b:02}", {"count": int(rng.integers(1, 10))}) for a, b in graph.edges])


def shuffled(graph, seed):
    """Return the same network with nodes and edges in another order, and edges turned round."""
    rng = np.random.default_rng(seed)
    edges = [(b, a, d) if rng.random() < 0.5 else (a, b, d) for a, b, d in graph.edges(data=True)]
    other = nx.Graph()
    other.add_nodes_from(rng.permutation(sorted(graph)).tolist())
    other.add_edges_from(edges[i] for i in rng.permutation(len(edges)))
    return other


def renamed(graph, seed):
    names = sorted(graph)
    order = np.random.default_rng(seed).permutation(len(names))
    return dict(zip(names, (names[i] for i in order), strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_nothing(seed):
    graph, other = weighted(), shuffled(weighted(), seed)
    assert communities(other).to_dict() == communities(graph).to_dict()
    assert layout(other) == layout(graph)
    assert stability(other).equals(stability(graph))


@pytest.mark.parametrize("seed", range(3))
def test_names_change_nothing(seed):
    graph = weighted()
    new = renamed(graph, seed)
    other = nx.relabel_nodes(graph, new)
    assert communities(other).to_dict() == {new[n]: c for n, c in communities(graph).items()}
    assert layout(other) == {new[n]: place for n, place in layout(graph).items()}


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.integers(2, 9), st.randoms(use_true_random=False))
def test_the_order_of_nodes_gives_the_same_network_whatever_the_names(seed, nodes, random):
    graph = nx.gnp_random_graph(nodes, 0.4, seed=seed)
    names = [f"n{n}" for n in range(nodes)]
    random.shuffle(names)
    one, other = (nx.relabel_nodes(graph, dict(enumerate(given))) for given in (sorted(names), names))
    assert in_order(one, "count")[1] == in_order(other, "count")[1]


def test_alike_nodes_are_in_order_of_their_names():
    star = nx.Graph([("hub", leaf) for leaf in "cab"])
    assert in_order(star, "count")[0] == ["hub", "a", "b", "c"]
    pairs = nx.Graph([("d", "a"), ("c", "b")])
    assert in_order(pairs, "count") == (["b", "c", "a", "d"], [{1: 1}, {0: 1}, {3: 1}, {2: 1}])


def test_another_hash_seed_and_another_processor_change_nothing():
    code = (
        "import json; from test_communities import weighted; from newsactors.networks import communities, layout;"
        "g = weighted(); print(json.dumps([communities(g).to_dict(), layout(g)]))"
    )
    machine = {"PYTHONHASHSEED": "7", **OLD_PROCESSOR}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={**machine, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    graph = weighted()
    assert json.loads(done.stdout) == json.loads(json.dumps([communities(graph).to_dict(), layout(graph)]))


def test_two_circles_of_friends_are_two_communities():
    graph = nx.Graph([*nx.complete_graph("abcd").edges, *nx.complete_graph("vwxyz").edges, ("a", "z")])
    graph.add_node("alone")
    assert communities(graph).sort_index().to_dict() == {
        **dict.fromkeys("abcd", 2),
        "alone": 3,
        **dict.fromkeys("vwxyz", 1),
    }
    assert set(stability(graph)["together"]) == {0.0, 1.0}


def test_modularity_is_that_of_the_best_known_division():
    graph = nx.karate_club_graph()
    found = communities(graph, weight="none")
    groups = [set(found.index[found == c]) for c in found.unique()]
    # The optimum of Zachary's club, .4198, is known from exhaustive search (Brandes et al. 2008).
    assert nx.community.modularity(graph, groups, weight=None) == pytest.approx(0.4198, abs=5e-4)


def test_weights_must_be_above_0():
    for value in (0, -1, math.nan, math.inf, "many", None):
        with pytest.raises(ValueError, match=r"tie 'a' - 'b': count=.*; weights must be finite numbers above 0"):
            communities(nx.Graph([("a", "b", {"count": value})]))


def test_networks_without_ties_or_nodes():
    assert communities(nx.Graph()).empty
    assert layout(nx.Graph()) == {}
    nobody = nx.empty_graph(["a", "b"])
    assert communities(nobody).to_dict() == {"a": 1, "b": 2}
    assert layout(nobody) == {"a": (0.0, 0.3), "b": (0.0, -0.3)}
    assert stability(nobody).empty


def test_a_layout_keeps_distances():
    places = layout(nx.cycle_graph(12))
    around = [math.dist(places[n], places[(n + 1) % 12]) for n in range(12)]
    across = [math.dist(places[n], places[(n + 6) % 12]) for n in range(12)]
    assert max(around) - min(around) < 0.02
    assert min(across) > 3.5 * max(around)


def test_strong_ties_are_short_and_the_longest_side_lies_across():
    path = nx.Graph([("a", "b", {"count": 256}), ("b", "c", {"count": 1}), ("c", "d", {"count": 1})])
    places = layout(path)
    assert math.dist(places["a"], places["b"]) == pytest.approx(math.dist(places["b"], places["c"]) / 2, rel=0.05)
    xs, ys = zip(*places.values(), strict=True)
    assert max(xs) - min(xs) > 5 * (max(ys) - min(ys))


def test_components_stand_apart():
    graph = nx.disjoint_union_all([nx.complete_graph(5), nx.path_graph(3), nx.empty_graph(4)])
    places = layout(graph)
    assert min(math.dist(places[a], places[b]) for a in graph for b in graph if a < b) > 0.3


def test_a_network_without_ties_has_no_modularity():
    assert math.isnan(modularity(nx.empty_graph(2), {0: 1, 1: 2}))
    assert math.isnan(modularity(nx.Graph(), {}))


@pytest.mark.parametrize("groups", [{0: 1, 1: 1}, pd.Series([1, 1])])
def test_modularity_names_a_node_without_group(groups):
    with pytest.raises(ValueError, match="node 2 is in no group; give every node of the network one"):
        modularity(nx.path_graph(3), groups)
