"""Communities: who has more to do with one another than with the rest."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

import networkx as nx
import pandas as pd

from newsactors.networks.ordering import Neighbours, graph_of_neighbours, in_order

# Runs of the search, of which the best counts; that of one run depends on the order in which it visits nodes.
SEEDS = 10


def communities(graph: "nx.Graph[Any]", weight: str = "count") -> pd.Series:
    """Divide a network into communities of highest modularity: a number for each node, 1 for the largest community.

    The Louvain method (Blondel et al. 2008, J. Stat. Mech. P10008), as in networkx, from 10 seeds; the division of
    highest modularity counts, the first of several as good. Communities as large as one another are numbered by the
    place of their first node in the canonical order (see `ordering`), strongest first. A node without ties is a
    community by itself. `weight` names the edge attribute that says how strong a tie is.

    Five thousand nodes with three times as many ties take under a minute, a hundred nodes a tenth of a second.

    The result is the same whatever the order of nodes and rows, and whatever the names, but for nodes that can be
    exchanged without changing the network.

    Not as proof that there are groups: networks drawn at random have communities too (Guimerà et al. 2004), and small
    groups are merged in large networks (Fortunato and Barthélemy 2007, PNAS 104, 36). See `stability`.

    >>> graph = nx.Graph([*nx.complete_graph("abcd").edges, *nx.complete_graph("xyz").edges, ("a", "x")])
    >>> communities(graph).to_dict()
    {'a': 1, 'b': 1, 'c': 1, 'd': 1, 'x': 2, 'y': 2, 'z': 2}
    """
    names, ties = in_order(graph, weight)
    number = [0] * len(names)
    if names:
        _, best = max(_divisions(ties), key=lambda division: division[0])
        for place, members in enumerate(sorted(best, key=lambda c: (-len(c), min(c))), start=1):
            for node in members:
                number[node] = place
    return pd.Series(number, index=pd.Index(names, dtype="object"), name="community", dtype="int64")


def modularity(
    graph: "nx.Graph[Any]", groups: "Mapping[Hashable, int] | pd.Series[int]", weight: str = "count"
) -> float:
    """Return the modularity of a division, as `communities` gives it: nought where groups hold no more than chance.

    It is the share of ties within groups less the share that random ties would have there, given how many each node
    has (Newman and Girvan 2004). A network without ties has none: nan. Random networks reach values above nought, the
    higher the fewer ties they have. ValueError if a node has no group.

    >>> graph = nx.Graph([*nx.complete_graph("abcd").edges, *nx.complete_graph("xyz").edges, ("a", "x")])
    >>> round(modularity(graph, communities(graph)), 2)
    0.35
    """
    if lacking := [node for node in graph if node not in groups]:
        raise ValueError(f"node {lacking[0]!r} is in no group; give every node of the network one")
    parts: dict[int, set[Hashable]] = {}
    for node in graph:
        parts.setdefault(int(groups[node]), set()).add(node)
    if not graph.size(weight=weight):
        return float("nan")
    return float(nx.community.modularity(graph, parts.values(), weight))


def stability(graph: "nx.Graph[Any]", weight: str = "count") -> pd.DataFrame:
    """Return, for each tie, the share of 10 runs in which both its ends fall into one community: `together`, 0 to 1.

    A tie near .5 joins two that the search cannot place: do not build on either answer. What differs between runs is
    the search alone; that the same texts told again would give the same communities does not follow.

    >>> graph = nx.Graph([*nx.complete_graph("abcd").edges, *nx.complete_graph("xyz").edges, ("a", "x")])
    >>> stability(graph).query("together < 1").to_dict("records")
    [{'actor_a': 'a', 'actor_b': 'x', 'together': 0.0}]
    """
    names, ties = in_order(graph, weight)
    pairs = [(a, b) for a, near in enumerate(ties) for b in near if a < b]
    together: Counter[tuple[int, int]] = Counter()
    for _, division in _divisions(ties):
        of = {node: place for place, members in enumerate(division) for node in members}
        together.update((a, b) for a, b in pairs if of[a] == of[b])
    rows = [(*sorted((str(names[a]), str(names[b]))), together[a, b] / SEEDS) for a, b in pairs]
    return pd.DataFrame(sorted(rows), columns=["actor_a", "actor_b", "together"])


def _divisions(ties: Neighbours) -> list[tuple[float, list[set[int]]]]:
    """Return the modularity and the communities that each seed leads to."""
    graph = graph_of_neighbours(ties)
    if not graph.size():
        return [(0.0, [{node} for node in graph])] * SEEDS
    found = []
    for seed in range(SEEDS):
        division = nx.community.louvain_communities(graph, weight="weight", seed=seed)
        # Rounded, so that of two divisions as good the first counts on every processor.
        found.append((round(nx.community.modularity(graph, division, weight="weight"), 10), division))
    return found
