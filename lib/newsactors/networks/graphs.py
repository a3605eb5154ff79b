"""From ties to graphs: networkx graphs whose nodes know what they are."""

import networkx as nx
import pandas as pd


def graph_of(ties: pd.DataFrame, mentions: pd.DataFrame | None = None) -> "nx.Graph[str]":
    """Turn ties of one window type into an undirected networkx graph; other columns become edge attributes.

    With `mentions`, nodes get what that table tells of them: `mentions`, how often they are mentioned, mentions as
    places aside unless there are no others; `type` and `state`, the most frequent, of several as frequent the first.
    Columns that the table lacks are left out. Actors without a tie are no nodes.

    Nodes and edges are added in sorted order, so that algorithms that depend on the order give the same result.

    >>> ties = pd.DataFrame({"actor_a": ["Iran"], "actor_b": ["Israel"], "count": [3]})
    >>> mentions = pd.DataFrame({"actor": ["Iran", "Israel", "Iran"], "type": "state", "state": ["IRN", "ISR", "IRN"]})
    >>> graph = graph_of(ties, mentions)
    >>> graph.edges(data=True), graph.nodes["Iran"]
    (EdgeDataView([('Iran', 'Israel', {'count': 3})]), {'mentions': 2, 'type': 'state', 'state': 'IRN'})
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({*ties["actor_a"], *ties["actor_b"]}))
    for row in ties.sort_values(["actor_a", "actor_b"]).to_dict("records"):
        a, b = row.pop("actor_a"), row.pop("actor_b")
        if graph.has_edge(a, b):
            raise ValueError(f"ties hold {a} and {b} twice: choose the rows of one window, ties[ties['window'] == ...]")
        graph.add_edge(a, b, **row)
    if mentions is not None:
        nx.set_node_attributes(graph, _of_nodes(mentions[mentions["actor"].isin(list(graph))]))
    return graph


def _of_nodes(mentions: pd.DataFrame) -> dict[str, dict[str, int | str]]:
    """Return what mentions tell of each actor."""
    if "use" in mentions:
        other = mentions["use"] != "place"
        mentions = mentions[other | ~mentions["actor"].isin(mentions["actor"][other])]
    told: dict[str, dict[str, int | str]] = {
        str(actor): {"mentions": int(number)} for actor, number in mentions["actor"].value_counts().items()
    }
    for name in ("type", "state"):
        if name in mentions:
            counts = mentions.groupby(["actor", name]).size().rename("n").reset_index()
            counts = counts.sort_values(["actor", "n", name], ascending=[True, False, True])
            for actor, value in counts.drop_duplicates("actor")[["actor", name]].itertuples(index=False):
                told[actor][name] = value
    return told
