"""A network drawn so that it can be read: nodes, lines, and a name beside each node that hides no other."""

from collections.abc import Hashable, Mapping, Sequence
from textwrap import fill, wrap
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.font_manager import FontProperties
from matplotlib.patheffects import withStroke
from matplotlib.textpath import text_to_path

from newsactors.palette import GREY, SERIES

Floats = npt.NDArray[np.float64]
# Points: radius of the largest and of the smallest node, widest and thinnest line, size of text, its lines and the room
# around it.
_LARGEST, _SMALLEST = 17.0, 2.6
_WIDEST, _THINNEST = 6.0, 0.5
_TEXT, _LINE, _ROOM = 8.5, 11.0, 1.0
_FONT = FontProperties(family="DejaVu Sans", size=_TEXT)
# Characters after which a name goes on in another line.
_LONGEST = 24
# Where a name may stand: to the right of its node, left, below, above, and between; then farther off.
_SIDES = (
    *((1, 0), (-1, 0), (0, -1), (0, 1)),
    *((0.8, 0.6), (0.8, -0.6), (-0.8, 0.6), (-0.8, -0.6)),
    *((0.3, 0.95), (0.3, -0.95), (-0.3, 0.95), (-0.3, -0.95)),
)
_AWAY = (2.0, 6.0, 12.0, 20.0, 30.0, 42.0, 56.0, 72.0)
# How far a line may bend, as a share of its length, to keep clear of a node by so many points; pieces of a bent line.
_BENDS = (0.0, *(side * size / 20 for size in range(1, 11) for side in (1, -1)))
_CLEAR, _PIECES = 3.0, 24


def draw_network(
    axes: Axes,
    graph: "nx.Graph[Any]",
    positions: Mapping[Hashable, tuple[float, float]],
    communities: "Mapping[Hashable, int] | pd.Series[int] | None" = None,
    *,
    weight: str = "count",
    size: str = "mentions",
) -> list[Hashable]:
    """Draw a network as nodes and lines, with names beside the nodes; return the nodes whose names found no room.

    The area of a node goes with its attribute `size` (with the sum of its ties' weights where it has none), the width
    of a line with the edge attribute `weight`; very small ones are drawn a little larger than that. `communities`
    numbers the group of each node from 1, as `networks.communities` does: the six largest get a colour, others are
    grey, and so are lines between groups. `positions` are those of `networks.layout`, stretched to fill the axes. A
    line that would pass behind another node is bent around it where it can be.

    The axes should fill the figure, without a legend; set a title before, for names are placed for the room that is
    then left. Names never overlap each other or a node that is drawn; where that cannot be, the smaller node stays
    without a name: say so below the figure, or give it more room. Not for more than about sixty nodes: leave out weak
    ties, or show a matrix.

    >>> from newsactors.figures import house_style
    >>> graph = nx.Graph([("Iran", "Israel", {"count": 3}), ("Iran", "Oman", {"count": 1})])
    >>> with house_style() as (figure, axes):
    ...     unnamed = draw_network(axes, graph, {"Iran": (0, 0), "Israel": (1, 0), "Oman": (0, 1)}, {"Iran": 1})
    >>> [text.get_text() for text in axes.texts], unnamed
    (['Iran', 'Israel', 'Oman'], [])
    """
    axes.set_axis_off()
    if not len(graph):
        return []
    if missing := [node for node in graph if node not in positions]:
        raise ValueError(f"node {missing[0]!r} has no position; give those that layout(graph) returns")
    strength = dict(graph.degree(weight=weight))
    sizes = {node: float(graph.nodes[node].get(size, strength[node])) for node in graph}
    nodes = sorted(graph, key=lambda node: (-sizes[node], str(node)))
    radius = np.maximum(_SMALLEST, _LARGEST * np.sqrt([sizes[n] / max(1e-9, sizes[nodes[0]]) for n in nodes]))
    room = _room(axes)
    names = [_in_lines(str(node)) for node in nodes]
    extents = np.array([_extent(name) for name in names])
    places = np.array([positions[node] for node in nodes], dtype=float)
    places = _apart(_fitted(places, room, extents[:, 0].max()), radius, room)
    axes.set(xlim=(0, room[0]), ylim=(0, room[1]))
    group = [0 if communities is None else int(communities.get(n, 0)) for n in nodes]
    colours = [SERIES[g - 1] if 1 <= g <= len(SERIES) else GREY for g in group]
    of = dict(zip(nodes, zip(places, group, colours, strict=True), strict=True))
    lines = _draw_lines(axes, graph, weight, of, radius)
    axes.scatter(
        places[:, 0], places[:, 1], s=(2 * radius) ** 2, color=colours, edgecolor="white", linewidth=0.8, zorder=3
    )
    return [nodes[i] for i in _draw_names(axes, names, extents, places, radius, lines)]


def _room(axes: Axes) -> tuple[float, float]:
    """Return width and height of the axes in points, laid out as they will be drawn."""
    figure = axes.get_figure(root=True)
    if figure is None:
        raise ValueError("these axes belong to no figure any more; make new ones")
    figure.draw_without_rendering()
    box = axes.get_position()
    wide, high = figure.get_size_inches() * 72
    return float(box.width * wide), float(box.height * high)


def _fitted(places: Floats, room: tuple[float, float], widest: float) -> Floats:
    """Stretch places to fill the room, but for a margin for names, of which one is `widest`."""
    low, high = places.min(axis=0), places.max(axis=0)
    margin = np.minimum([widest + 10.0, 24.0], np.array(room) / 5)
    span = np.where(high > low, high - low, 1.0)
    inner = margin + (places - low) / span * (np.array(room) - 2 * margin)
    return np.where(high > low, inner, np.array(room) / 2)


def _apart(places: Floats, radius: Floats, room: tuple[float, float]) -> Floats:
    """Push nodes that overlap away from each other, a little at a time."""
    places = places.copy()
    least = radius[:, None] + radius + 5.0
    for _ in range(200):
        away = places[:, None] - places
        # Two nodes in one place part along a line that depends on their numbers.
        away += 1e-3 * np.subtract.outer(np.arange(len(places)), np.arange(len(places)))[:, :, None] * (1.0, 0.7)
        apart = np.sqrt((away**2).sum(axis=2)) + np.eye(len(places))
        push = np.maximum(0, least - apart) * (1 - np.eye(len(places)))
        if not push.any():
            break
        places += (away / apart[:, :, None] * push[:, :, None]).sum(axis=1) / 3
        places = np.clip(places, radius[:, None] + 1, np.array(room) - radius[:, None] - 1)
    return np.round(places, 2)


def _draw_lines(
    axes: Axes, graph: "nx.Graph[Any]", weight: str, of: Mapping[Hashable, tuple[Floats, int, str]], radius: Floats
) -> Floats:
    """Draw ties, strong ones last, those within a group in its colour, bent around the nodes that they do not join.

    Return x1, y1, x2, y2 of every straight piece.
    """
    ties = sorted((float(w), str(a), str(b), a, b) for a, b, w in graph.edges(data=weight, default=1) if a != b)
    widths = [max(_THINNEST, _WIDEST * w / ties[-1][0]) for w, *_ in ties]
    ends = [(of[a], of[b]) for *_, a, b in ties]
    colours = [one[2] if one[1] == other[1] > 0 else GREY for one, other in ends]
    numbers = {node: number for number, node in enumerate(of)}
    centres = np.array([place for place, *_ in of.values()])
    lines = [
        _bent(one[0], other[0], *(np.delete(each, [numbers[a], numbers[b]], axis=0) for each in (centres, radius)))
        for (one, other), (*_, a, b) in zip(ends, ties, strict=True)
    ]
    axes.add_collection(LineCollection(lines, linewidths=widths, colors=colours, alpha=0.4, zorder=1))
    pieces = [np.hstack([line[:-1], line[1:]]) for line in lines]
    return np.concatenate(pieces) if pieces else np.empty((0, 4))


def _bent(start: Floats, end: Floats, others: Floats, radius: Floats) -> Floats:
    """Return the points of the flattest of some curves from start to end that passes behind no other node.

    Where all pass behind one, or the straight line behind none, it is straight.
    """
    along = end - start
    across = np.array([-along[1], along[0]])
    steps = np.linspace(0, 1, _PIECES + 1)[:, None]
    for bend in _BENDS:
        curve = start + steps * along + 2 * bend * steps * (1 - steps) * across
        apart = np.sqrt(((curve[:, None] - others) ** 2).sum(axis=2))
        if (apart > radius + _CLEAR).all():
            return curve if bend else np.array([start, end])
    return np.array([start, end])


def _draw_names(
    axes: Axes, names: Sequence[str], extents: Floats, places: Floats, radius: Floats, lines: Floats
) -> list[int]:
    """Write the names in the order given, each where nothing is in its way; return the numbers of those left out."""
    room = axes.get_xlim()[1], axes.get_ylim()[1]
    taken = np.column_stack([places - radius[:, None], places + radius[:, None]])
    halo, left_out = [withStroke(linewidth=2.2, foreground="white", alpha=0.85)], []
    for i, name in enumerate(names):
        box = _free_place(places[i], radius[i], extents[i], np.delete(taken, i, axis=0), lines, room)
        if box is None:
            left_out.append(i)
            continue
        taken = np.vstack([taken, box])
        near = np.clip(places[i], box[:2], box[2:])
        if np.hypot(*(near - places[i])) > radius[i] + _AWAY[1]:
            axes.plot(*zip(places[i], near, strict=True), color=GREY, linewidth=0.6, zorder=2)
        middle = (box[:2] + box[2:]) / 2
        text = axes.text(middle[0], middle[1], name, fontsize=_TEXT, ha="center", va="center", linespacing=1.1)
        text.set(path_effects=halo, zorder=4, in_layout=False)
    return left_out


def _extent(name: str) -> tuple[float, float]:
    """Return width and height of a name in points, with room around it."""
    rows = name.split("\n")
    widest = max(text_to_path.get_text_width_height_descent(row, _FONT, False)[0] for row in rows)
    return widest + 2 * _ROOM, _LINE * len(rows) + 2 * _ROOM


def _in_lines(name: str) -> str:
    """Divide a long name into as few lines as need be, about as long as one another."""
    lines = len(wrap(name, _LONGEST))
    return next(fill(name, width) for width in range(1 + len(name) // lines, 99) if len(wrap(name, width)) == lines)


def _free_place(
    place: Floats, radius: float, extent: Floats, taken: Floats, lines: Floats, room: tuple[float, float]
) -> Floats | None:
    """Return where a name hides nothing beside its node: near, and across as few lines as may be.

    Boxes are left, bottom, right, top.
    """
    for away in _AWAY:
        free: list[tuple[int, int, Floats]] = []
        for side in _SIDES:
            middle = place + np.array(side) * (radius + away) + np.sign(side) * extent / 2
            # What would stick out is shifted back.
            middle = np.clip(middle, extent / 2, np.array(room) - extent / 2)
            box = np.concatenate([middle - extent / 2, middle + extent / 2])
            gap = np.hypot(*(np.clip(place, box[:2], box[2:]) - place))
            hidden = (taken[:, :2] < box[2:]).all(axis=1) & (taken[:, 2:] > box[:2]).all(axis=1)
            if gap > radius and not hidden.any():
                free.append((_crossings(box, lines), len(free), box))
        if free:
            return min(free, key=lambda each: each[:2])[2]
    return None


def _crossings(box: Floats, lines: Floats) -> int:
    """Count the lines that pass through a box (Liang and Barsky 1984)."""
    start, along = lines[:, :2], lines[:, 2:] - lines[:, :2]
    along = np.where(along == 0, 1e-9, along)
    one, other = (box[:2] - start) / along, (box[2:] - start) / along
    enter = np.minimum(one, other).max(axis=1, initial=0)
    leave = np.maximum(one, other).min(axis=1, initial=1)
    return int((enter < leave).sum())
