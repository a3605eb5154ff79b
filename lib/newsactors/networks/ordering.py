"""An order of nodes that follows from the network, not from names or rows: the ground of results that repeat."""

import math
from collections.abc import Hashable
from typing import Any

import networkx as nx

# The neighbours of each node by number, with the weight of the tie.
Neighbours = list[dict[int, float]]


def in_order(graph: "nx.Graph[Any]", weight: str) -> tuple[list[Hashable], Neighbours]:
    """Return the nodes in canonical order, strongest first, and the neighbours of each by their numbers in that order.

    Nodes are told apart by strength (the sum of their ties' weights) and number of ties, then by those of their
    neighbours, and so on (Weisfeiler and Leman 1968). Of nodes that are still alike, the one whose name sorts last
    goes last, and the others are told apart anew; as such nodes can nearly always be exchanged without changing the
    network, the order depends on names only where it makes no difference. Direction is ignored, as are ties of a node
    with itself. A tie without the attribute `weight` weighs 1.

    Raises `ValueError` for a weight that is negative, 0 or no finite number.

    >>> graph = nx.Graph([("c", "a"), ("c", "b"), ("c", "d"), ("d", "e")])
    >>> in_order(graph, "count")
    (['c', 'd', 'a', 'b', 'e'], [{1: 1, 2: 1, 3: 1}, {0: 1, 4: 1}, {0: 1}, {0: 1}, {1: 1}])
    """
    names = sorted(graph, key=str)
    number = {name: n for n, name in enumerate(names)}
    ties = _ties(graph, weight, number)
    place = _places(ties)
    order = sorted(range(len(names)), key=lambda n: place[n])
    neighbours = [dict(sorted((place[m], w) for m, w in ties[n].items())) for n in order]
    return [names[n] for n in order], neighbours


def graph_of_neighbours(neighbours: Neighbours) -> "nx.Graph[int]":
    """Return the network of numbered nodes, the weights of its ties as the edge attribute `weight`."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(neighbours)))
    graph.add_weighted_edges_from((a, b, w) for a, near in enumerate(neighbours) for b, w in near.items() if a < b)
    return graph


def _ties(graph: "nx.Graph[Any]", weight: str, number: dict[Hashable, int]) -> Neighbours:
    ties: Neighbours = [{} for _ in number]
    for a, b, value in graph.edges(data=weight, default=1):
        if not (isinstance(value, (int, float)) or hasattr(value, "item")) or not 0 < value < math.inf:
            raise ValueError(f"tie {a!r} - {b!r}: {weight}={value!r}; weights must be finite numbers above 0")
        size = value.item() if hasattr(value, "item") else value
        if a != b:
            one, other = number[a], number[b]
            total = math.fsum((ties[one].get(other, 0), size))
            ties[one][other] = ties[other][one] = int(total) if total.is_integer() else total
    return ties


def _places(ties: Neighbours) -> list[int]:
    """Return the place of each node in the order; nodes are numbered in order of their names."""
    everyone = range(len(ties))
    first = {n: (-math.fsum(ties[n].values()), -len(ties[n])) for n in everyone}
    # The class of a node is the number of nodes in all classes before its own.
    at = [0] * len(ties)
    members = {0: list(everyone)} if ties else {}
    _refine(ties, at, members, _split(at, members, 0, first))
    for start in everyone:
        while len(members.get(start, ())) > 1:
            last = max(members[start])
            members[start].remove(last)
            at[last] = start + len(members[start])
            members[at[last]] = [last]
            _refine(ties, at, members, {last})
    return at


def _refine(ties: Neighbours, at: list[int], members: dict[int, list[int]], changed: set[int]) -> None:
    """Split classes whose members differ in the classes of their neighbours until none do."""
    while changed:
        touched = sorted({at[m] for n in changed for m in ties[n]})
        marks = {
            c: {n: tuple(sorted((at[m], w) for m, w in ties[n].items())) for n in members[c]}
            for c in touched
            if len(members[c]) > 1
        }
        changed = set().union(*(_split(at, members, c, mark) for c, mark in marks.items()))


def _split(at: list[int], members: dict[int, list[int]], start: int, marks: dict[int, Any]) -> set[int]:
    """Divide a class by its members' marks, in their order; return the nodes whose class is now another."""
    if not marks:
        return set()
    moved: set[int] = set()
    ordered = sorted(members.pop(start), key=lambda n: (marks[n], n))
    for place, node in enumerate(ordered, start=start):
        same = place > start and marks[node] == marks[ordered[place - start - 1]]
        begin = at[ordered[place - start - 1]] if same else place
        if begin != at[node]:
            at[node] = begin
            moved.add(node)
        members.setdefault(begin, []).append(node)
    return moved
