"""Drawing estimates with their intervals, one row each."""

from collections.abc import Sequence
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes

from newsactors.palette import BLUE, GREY, INK


def draw_intervals(axes: Axes, rows: pd.DataFrame, colours: Sequence[str]) -> None:
    """Draw one row an estimate, from the top down: a dot, its interval as a bar, and a line at zero.

    `rows` has the columns `name`, `mean`, `low` and `high`; `colours` has one for each.

    >>> from newsactors.figures import house_style
    >>> rows = pd.DataFrame({"name": ["Oman"], "mean": [0.1], "low": [-0.1], "high": [0.3]})
    >>> with house_style() as (figure, axes):
    ...     draw_intervals(axes, rows, [INK])
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['Oman']
    """
    places = range(len(rows))
    axes.hlines(places, rows["low"], rows["high"], color=colours, linewidth=4, alpha=0.4)
    axes.scatter(rows["mean"], places, color=colours, zorder=3)
    axes.vlines(0, -0.7, len(rows) - 0.4, color=INK, linewidth=0.8)
    axes.set_yticks(places, rows["name"].tolist())
    axes.set_ylim(len(rows) - 0.4, -0.7)
    axes.tick_params(left=False)


def draw_scores(axes: Axes, scores: pd.DataFrame, peers: pd.DataFrame) -> None:
    """Draw one row a part of the gold: a dot and the 95% interval around it, and a small mark for each other tool.

    `scores` has the columns `part`, `score`, `low` and `high`, from the top row down; `peers` has `part`, `tool` and
    `score`, in the same unit. The best of the others is named at the right. Not for telling whether two tools differ:
    the interval is of one of them, and both met the same texts.

    >>> from newsactors.figures import house_style
    >>> scores = pd.DataFrame({"part": ["letters"], "score": [90.0], "low": [85.0], "high": [94.0]})
    >>> with house_style() as (figure, axes):
    ...     draw_scores(axes, scores, pd.DataFrame({"part": ["letters"], "tool": ["rule"], "score": [71.0]}))
    >>> [text.get_text() for text in axes.texts]
    ['best other', 'rule 71']
    """
    rows = range(len(scores))
    axes.hlines(rows, scores["low"], scores["high"], color=BLUE, linewidth=4, alpha=0.35)
    axes.plot(scores["score"], rows, "o", color=BLUE, label="this package, with 95% interval")
    others = peers.merge(pd.DataFrame({"part": scores["part"], "row": rows}), on="part")
    axes.plot(others["score"], others["row"], "|", color=INK, markersize=11, label="another tool")
    best = others.sort_values("score", kind="stable").drop_duplicates("part", keep="last")
    axes.text(1.02, -0.6, "best other", va="bottom", transform=axes.get_yaxis_transform())
    for row, tool, score in zip(best["row"], best["tool"], best["score"], strict=True):
        name = fill(f"{tool} {score:g}", 24)
        axes.text(1.02, row, name, color=GREY, va="center", transform=axes.get_yaxis_transform())
    axes.set_yticks(rows, scores["part"].tolist())
    axes.set_ylim(len(scores) - 0.4, -0.6)
    axes.tick_params(left=False)
