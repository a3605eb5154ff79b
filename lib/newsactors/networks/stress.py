"""Where to draw each node: a layout that comes out the same on every machine."""

import math
from collections.abc import Hashable
from typing import Any

import networkx as nx
import numpy as np

from newsactors.networks.counts import Matrix
from newsactors.networks.ordering import Neighbours, graph_of_neighbours, in_order

Place = tuple[float, float]
# Starts of the search, of which the one that ends with the least stress counts; sweeps at most; least gain of a sweep.
_STARTS, _SWEEPS, _GAIN = 3, 300, 1e-4
# Multiples of these, without their whole part, fill a square evenly (the plane's analogue of the golden ratio).
_EVENLY = (0.7548776662466927, 0.5698402909980532)
# Room between components, and how much wider than high the whole may be; in lengths of a tie.
_ROOM, _SHAPE = 0.6, 1.6


def layout(graph: "nx.Graph[Any]", weight: str = "count") -> dict[Hashable, Place]:
    """Return the place of each node as (x, y), to four decimals; the mean tie is 1 long, strong ones are shorter.

    Stress majorisation (Gansner, Koren and North 2004, Graph Drawing, 239): nodes are put so that distances on paper
    come as near as they can to those along ties, where the length of a tie is 1 over the eighth root of its weight.
    Each component is laid out by itself, its longest side across, and the components are packed side by side, the
    largest first.

    Computed in the canonical order of nodes (see `ordering`) with sums one by one, products and square roots, all of
    which are the same on every processor: the result does not depend on the order of rows, nor on names, but for
    nodes that can be exchanged without changing the network, nor on numerical libraries.

    Not for more than about 300 nodes: time grows with more than the square of their number (50 nodes take less than
    a second, 200 six), and larger networks cannot be read as a drawing of nodes and lines anyway. What is near may be
    so for want of room: read ties, not distances.

    >>> layout(nx.Graph([("a", "b"), ("x", "y")]))
    {'a': (-0.5, 0.3), 'b': (0.5, 0.3), 'x': (-0.5, -0.3), 'y': (0.5, -0.3)}
    """
    names, ties = in_order(graph, weight)
    whole = graph_of_neighbours(_lengths(ties))
    components = sorted((sorted(c) for c in nx.connected_components(whole)), key=lambda c: (-len(c), c))
    drawn = [_straight(_least_stress(_distances(whole, members))) for members in components]
    places = dict(zip((n for members in components for n in members), _packed(drawn), strict=True))
    # Adding 0 turns -0.0 into 0.0.
    return {name: (round(places[n][0], 4) + 0.0, round(places[n][1], 4) + 0.0) for n, name in enumerate(names)}


def _lengths(ties: Neighbours) -> Neighbours:
    """Return how long each tie is to be, 1 on average."""
    long = [{m: 1 / math.sqrt(math.sqrt(math.sqrt(w))) for m, w in near.items()} for near in ties]
    every = [length for near in long for length in near.values()]
    mean = math.fsum(every) / len(every) if every else 1.0
    return [{m: length / mean for m, length in near.items()} for near in long]


def _distances(whole: "nx.Graph[int]", members: list[int]) -> Matrix:
    part = whole.subgraph(members)
    found = dict(nx.all_pairs_dijkstra_path_length(part, weight="weight"))
    return np.array([[found[min(a, b)][max(a, b)] for b in members] for a in members], dtype=float)


def _least_stress(distances: Matrix) -> list[Place]:
    """Return the best of several layouts, each from another even scatter of the nodes."""
    n, wide = len(distances), float(distances.max())
    found = []
    for start in range(_STARTS if n > 2 else 1):
        number = np.arange(1 + start * n, 1 + (start + 1) * n)
        scattered = np.stack([wide * (number * step % 1.0) for step in _EVENLY])
        found.append(_relaxed(scattered, distances))
    _, best = min(found, key=lambda each: each[0])
    return [(float(x), float(y)) for x, y in best.T]


def _relaxed(at: Matrix, wanted: Matrix) -> tuple[float, Matrix]:
    """Move node after node to where the others want it, until that changes next to nothing; return the stress too."""
    weights = 1 / (wanted + np.eye(len(wanted))) ** 2 * (1 - np.eye(len(wanted)))
    total = np.cumsum(weights, axis=1)[:, -1]
    before = math.inf
    for _ in range(_SWEEPS if len(wanted) > 1 else 0):
        stress = 0.0
        for i, weight in enumerate(weights):
            away = at[:, i, None] - at
            apart = np.sqrt(away[0] * away[0] + away[1] * away[1])
            apart[apart == 0] = 1.0
            # A running sum adds one number after the other; np.sum does so in an order of its own.
            stress += float(np.cumsum(weight * (apart - wanted[i]) ** 2)[-1])
            at[:, i] = np.cumsum(weight * (at + away * (wanted[i] / apart)), axis=1)[:, -1] / total[i]
        if before - stress <= _GAIN * stress:
            break
        before = stress
    return before, at


def _straight(places: list[Place]) -> list[Place]:
    """Turn a drawing so that its longest axis lies across and its first node, the strongest, left and above."""
    n = len(places)
    mean_x, mean_y = math.fsum(x for x, _ in places) / n, math.fsum(y for _, y in places) / n
    centred = [(x - mean_x, y - mean_y) for x, y in places]
    xx, yy = math.fsum(x * x for x, _ in centred), math.fsum(y * y for _, y in centred)
    xy = math.fsum(x * y for x, y in centred)
    spread = math.sqrt((xx - yy) * (xx - yy) + 4 * xy * xy)
    across = (xx - yy + spread, 2 * xy) if xx >= yy else (2 * xy, yy - xx + spread)
    size = math.sqrt(across[0] * across[0] + across[1] * across[1])
    c, s = (across[0] / size, across[1] / size) if size > 1e-9 else (1.0, 0.0)
    turned = [(c * x + s * y, c * y - s * x) for x, y in centred]
    flip_x = -1.0 if turned[0][0] > 0 else 1.0
    flip_y = -1.0 if turned[0][1] < 0 else 1.0
    return [(flip_x * x, flip_y * y) for x, y in turned]


def _packed(drawings: list[list[Place]]) -> list[Place]:
    """Put drawings in rows from the top left, the largest first, and centre the whole around (0, 0)."""
    boxes = [tuple(max(p[k] for p in d) - min(p[k] for p in d) + _ROOM for k in (0, 1)) for d in drawings]
    area = math.fsum(width * height for width, height in boxes)
    limit = max([width for width, _ in boxes] + [math.sqrt(area * _SHAPE)], default=0.0)
    placed: list[Place] = []
    x = y = deep = 0.0
    for drawing, (width, height) in zip(drawings, boxes, strict=True):
        if x > 0 and x + width > limit:
            x, y, deep = 0.0, y - deep, 0.0
        left, top = min(p[0] for p in drawing), max(p[1] for p in drawing)
        placed += [(x + px - left, y + py - top) for px, py in drawing]
        x, deep = x + width, max(deep, height)
    if not placed:
        return []
    middle = [(max(p[k] for p in placed) + min(p[k] for p in placed)) / 2 for k in (0, 1)]
    return [(px - middle[0], py - middle[1]) for px, py in placed]
