"""A network as files hold it: names as text, attributes as plain values of one type each."""

import math
import re
from collections.abc import Set
from typing import Any, NamedTuple

import networkx as nx
import numpy as np

Value = bool | int | float | str
Attributes = dict[str, Value]
# Characters that no XML file may hold, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Plain(NamedTuple):
    """Nodes by name and edges by their ends, in order, with their attributes.

    `extra` names what is there for other programs only: `label` where it is the node's name, and `weight` where it is
    the edge's count.
    """

    nodes: dict[str, Attributes]
    edges: list[tuple[str, str, Attributes]]
    directed: bool
    extra: frozenset[str]


def plain_of(graph: "nx.Graph[Any]") -> Plain:
    """Make a network ready to be written, with the extras that it lacks; `ValueError` where no file could hold it."""
    names = {node: str(node) for node in graph}
    if len({*names.values()}) < len(names):
        raise ValueError("two nodes have the same name when written as text; rename one of them")
    for text in (
        *names.values(),
        *(str(name) for *_, data in (*graph.nodes(data=True), *graph.edges(data=True)) for name in data),
    ):
        if bad := _FORBIDDEN.search(text):
            raise ValueError(f"the name {text!r} holds the character {bad[0]!r}, which XML lacks; remove it")
    nodes = _of_one_type([dict(data) for _, data in graph.nodes(data=True)], "node")
    edges = _of_one_type([dict(data) for *_, data in graph.edges(data=True)], "edge")
    extra = set()
    if not any("label" in data for data in nodes):
        extra.add("label")
        nodes = [data | {"label": name} for data, name in zip(nodes, names.values(), strict=True)]
    if not any("weight" in data for data in edges):
        extra.add("weight")
        edges = [data | ({"weight": float(data["count"])} if _is_number(data.get("count")) else {}) for data in edges]
    ends = ((names[a], names[b]) for a, b in graph.edges)
    return Plain(
        dict(zip(names.values(), nodes, strict=True)),
        [(a, b, data) for (a, b), data in zip(ends, edges, strict=True)],
        graph.is_directed(),
        frozenset(extra),
    )


def graph_from(plain: Plain) -> "nx.Graph[str]":
    """Return the network that was read, without extras that say nothing new; `ValueError` for a multigraph."""
    graph: nx.Graph[str] = nx.DiGraph() if plain.directed else nx.Graph()
    repeated = {
        "label": all(data.get("label", name) == name for name, data in plain.nodes.items()),
        "weight": all(data.get("weight") == data.get("count") for *_, data in plain.edges),
    }
    left_out = {name for name in plain.extra if repeated[name]}
    for name, data in plain.nodes.items():
        graph.add_node(name, **without(data, left_out & {"label"}))
    for a, b, data in plain.edges:
        if graph.has_edge(a, b):
            raise ValueError(f"two edges join {a!r} and {b!r}; merge them into one with a count")
        graph.add_edge(a, b, **without(data, left_out & {"weight"}))
    return graph


def without(data: Attributes, names: Set[str]) -> Attributes:
    """Return the attributes but for those named."""
    return {name: value for name, value in data.items() if name not in names}


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _of_one_type(rows: list[dict[Any, Any]], kind: str) -> list[Attributes]:
    """Return attributes as plain Python values, missing ones left out, and whole numbers beside fractions as such."""
    plain: list[Attributes] = []
    types: dict[str, set[type]] = {}
    for row in rows:
        plain.append({})
        for name, given in row.items():
            value = given.item() if isinstance(given, np.generic) else given
            if value is None or (isinstance(value, float) and math.isnan(value)):
                continue
            plain[-1][str(name)] = value
            types.setdefault(str(name), set()).add(type(value))
            if isinstance(value, str) and (bad := _FORBIDDEN.search(value)):
                raise ValueError(
                    f"{kind} attribute {name!r} holds the character {bad[0]!r}, which XML lacks; remove it"
                )
    for name, found in types.items():
        if found == {int, float}:
            plain = [row | ({name: float(row[name])} if name in row else {}) for row in plain]
        elif len(found) > 1 or not found <= {bool, int, float, str}:
            listed = " and ".join(sorted(each.__name__ for each in found))
            raise ValueError(f"{kind} attribute {name!r} holds {listed}; files hold bool, int, float or str, one each")
    return plain
