"""Who appears with whom: ties between actors, how strong they are, and which are more than chance."""

import json
import math
from collections import defaultdict
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
from scipy import stats

from newsactors.schema import conform
from newsactors.uncertainty import false_discovery

# The share of false ties accepted among the ties called significant, by convention.
FALSE_DISCOVERY_RATE = 0.05

# The key of one window: an article's id, then the number of the sentence or paragraph in it.
Window = tuple[str, ...]
_WINDOWS = {
    "sentence": ["article_id", "sentence_id"],
    "paragraph": ["article_id", "paragraph"],
    "article": ["article_id"],
}


def co_occurrence(
    mentions: pd.DataFrame, sentences: pd.DataFrame, within: str = "sentence", *, places: bool = False
) -> pd.DataFrame:
    """Count which actors are mentioned in the same window and compare the count with chance: the `ties` table.

    `mentions` and `sentences` are two of the five tables; `within` is `sentence`, `paragraph` or `article`. A window
    counts once for a pair, however often the two are named in it. Windows that name nobody count too: they are the
    reason why being named together is remarkable. Boilerplate sentences are left out, as are mentions without an actor
    and, unless `places` is true, mentions used as places.

    Chance means independence: actor a is in n_a and b in n_b of N windows, so n_a n_b / N windows would hold both
    (`expected`); `p` is Fisher's exact probability of at least the count found, `q` the same corrected for the number
    of pairs of actors, those that never meet included (Benjamini and Hochberg 1995).

    Being named together is not acting together: read the evidence. Windows of one article are not independent of one
    another, as Fisher's test supposes, so p is too small for actors that cluster in one part of a text; with a single
    article, take q as a way to rank ties.

    >>> keys = {"article_id": ["x", "x", "x"], "sentence_id": [1, 1, 2]}
    >>> m = pd.DataFrame({**keys, "actor": ["Iran", "Israel", "Iran"], "use": "actor"})
    >>> s = pd.DataFrame({"article_id": "x", "sentence_id": [1, 2, 3], "paragraph": 1, "tag": "",
    ...                   "raw_start": [0, 50, 90], "raw_end": [49, 89, 99]})
    >>> co_occurrence(m, s)[["actor_a", "actor_b", "count", "expected", "evidence"]].to_dict("records")
    [{'actor_a': 'Iran', 'actor_b': 'Israel', 'count': 1, 'expected': 0.6666666667, 'evidence': '[["x", 0, 49]]'}]
    """
    if within not in _WINDOWS:
        raise ValueError(f"within={within!r} is no window; choose one of {', '.join(map(repr, _WINDOWS))}")
    own = sentences[sentences["tag"] == ""]
    kept = mentions[(mentions["actor"] != "") & (places | (mentions["use"] != "place"))]
    placed = kept.merge(
        own[["article_id", "sentence_id", "paragraph"]], on=["article_id", "sentence_id"], validate="many_to_one"
    )
    members: dict[Window, list[str]] = {
        key: sorted(set(actors)) for key, actors in placed.groupby(_WINDOWS[within])["actor"]
    }
    shared: dict[tuple[str, ...], list[Window]] = defaultdict(list)
    for key, actors in members.items():
        for pair in combinations(actors, 2):
            shared[pair].append(key)
    extents = {key: (int(w["raw_start"].min()), int(w["raw_end"].max())) for key, w in own.groupby(_WINDOWS[within])}
    counts = pd.Series([actor for actors in members.values() for actor in actors], dtype="str").value_counts()
    rows = [
        {
            "actor_a": pair[0],
            "actor_b": pair[1],
            "window": within,
            "count": len(keys),
            "count_a": int(counts[pair[0]]),
            "count_b": int(counts[pair[1]]),
            "windows": len(extents),
            "evidence": json.dumps([[key[0], *extents[key]] for key in keys], ensure_ascii=False),
        }
        for pair, keys in sorted(shared.items())
    ]
    return conform("ties", _measure(pd.DataFrame(rows), pairs=math.comb(len(counts), 2)))


def _measure(ties: pd.DataFrame, pairs: int) -> pd.DataFrame:
    """Add expected count, association measures, p and q to the pairs that meet, of all `pairs` that might have."""
    if ties.empty:
        return ties
    n, a, b, both = (ties[name].to_numpy(float) for name in ("windows", "count_a", "count_b", "count"))
    pmi = np.log2(both * n / (a * b))
    share = both / n
    p = np.minimum(1, stats.hypergeom.sf(both - 1, n, a, b))
    q = false_discovery(p, tests=pairs)
    return ties.assign(
        expected=a * b / n,
        pmi=pmi,
        # In every window together, log2(share) is 0 and so is pmi: the limit is 1 (Bouma 2009).
        npmi=np.divide(pmi, -np.log2(share), out=np.ones_like(pmi), where=share < 1),
        jaccard=both / (a + b - both),
        p=p,
        q=q,
        significant=q <= FALSE_DISCOVERY_RATE,
    )


def graph_of(ties: pd.DataFrame) -> "nx.Graph[str]":
    """Turn ties of one window type into an undirected networkx graph; other columns become edge attributes.

    Nodes and edges are added in sorted order, so that algorithms that depend on the order give the same result.

    >>> graph = graph_of(pd.DataFrame({"actor_a": ["Iran"], "actor_b": ["Israel"], "count": [3]}))
    >>> graph.edges(data=True)
    EdgeDataView([('Iran', 'Israel', {'count': 3})])
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({*ties["actor_a"], *ties["actor_b"]}))
    for row in ties.sort_values(["actor_a", "actor_b"]).to_dict("records"):
        graph.add_edge(row.pop("actor_a"), row.pop("actor_b"), **row)
    return graph
