"""The one house style, and how results are shown: a figure never without its description and its numbers.

A notebook makes a figure inside `house_style`, draws on it, and hands it to `show`. Text with numbers goes through
`tell`, tables through `table`, and evidence through `evidence`, so that everything a reader sees is an output that was
computed and can be compared.
"""

import base64
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from textwrap import fill
from typing import Any

import matplotlib as mpl
import pandas as pd
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.rcsetup import cycler

from newsactors.network_drawing import draw_network as draw_network
from newsactors.palette import BLUE, GREY, INK, PALE, SERIES, VERMILION
from newsactors.palette import GREEN as GREEN
from newsactors.palette import ORANGE as ORANGE
from newsactors.palette import PURPLE as PURPLE
from newsactors.palette import SKY as SKY
from newsactors.spans import any_of

# Negative, neutral, positive: blue and vermilion differ in lightness too, so that a grey print keeps them apart.
TONE_COLOURS = {"negative": VERMILION, "neutral": GREY, "positive": BLUE}

# Everything that differs from matplotlib's own defaults. DejaVu Sans ships with matplotlib: no machine lacks it.
STYLE: dict[str, Any] = {
    "figure.figsize": (8, 4.5),
    "figure.dpi": 100,
    "savefig.dpi": 160,  # drawn finer than shown, for screens with small pixels and for print
    "font.family": ["DejaVu Sans"],
    "font.size": 10.5,
    "axes.titlesize": 12.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 12,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "axes.axisbelow": True,
    "axes.prop_cycle": cycler(color=list(SERIES)),
    "text.color": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "grid.color": PALE,
    "legend.frameon": False,
    "svg.hashsalt": "newsactors",
}


@contextmanager
def _style() -> Iterator[None]:
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)  # type: ignore[arg-type]
        yield


@contextmanager
def house_style(width: float = 8, height: float = 4.5) -> Iterator[tuple[Figure, Axes]]:
    """Give a figure of the given size in inches and its axes, in the house style whatever the reader's own settings.

    Draw inside the `with` block: text is styled when it is made.

    >>> with house_style(6, 3) as (figure, axes):
    ...     _ = axes.plot([1, 2, 3])
    >>> figure.get_size_inches().tolist(), axes.spines["top"].get_visible()
    ([6.0, 3.0], False)
    """
    with _style():
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, figure.add_subplot()


def draw_intervals(axes: Axes, rows: pd.DataFrame, colours: Sequence[str]) -> None:
    """Draw one row an estimate, from the top down: a dot, its interval as a bar, and a line at zero.

    `rows` has the columns `name`, `mean`, `low` and `high`; `colours` has one for each.

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


def to_png(figure: Figure) -> bytes:
    """Return a figure as PNG, without the name and version of the program that wrote it."""
    buffer = io.BytesIO()
    with _style():  # some settings, such as the default size of text, are read only when a figure is drawn
        figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def show(figure: Figure, *, alt: str, description: str, data: pd.DataFrame, n: str) -> None:
    """Show a figure with all that a reader who cannot see it needs: alt text, a description, and the plotted numbers.

    `alt` says in a sentence what the figure is; `description` says in words what it shows, and stands below it; `n`
    says what was counted, with the number; `data` is the table of what was drawn. Where it has no row, a sentence that
    names the figure by its title takes the place of all this.
    """
    for name, value in (("alt", alt), ("description", description), ("n", n)):
        if not value.strip():
            raise ValueError(f"a figure needs its {name}: it is empty")
    if not len(data):
        title = next((text for each in figure.axes if (text := each.get_title(loc="left"))), alt)
        tell(f"*{title.rstrip('.')}: there is nothing to draw.*")
        return
    image = base64.b64encode(to_png(figure)).decode("ascii")
    bundle = {"image/png": image, "text/plain": f"[Figure: {alt}]"}
    width = round(figure.get_figwidth() * STYLE["figure.dpi"])
    display(bundle, raw=True, metadata={"image/png": {"alt": alt, "width": width}})
    tell(f"*{description} n = {n}.*")
    table(data, caption="What the figure plots", folded=True)


def tell(text: str) -> None:
    """Print a paragraph of Markdown from a cell, so that every number in it is computed and checked."""
    display({"text/markdown": text, "text/plain": text}, raw=True)


def table(frame: pd.DataFrame, caption: str = "", digits: int = 3, *, folded: bool = False) -> None:
    """Show a whole table, text uncut, fractions with at most `digits` significant digits.

    A `folded` table shows its caption only, until the reader opens it; where HTML is not shown it is printed in full.
    """
    shown = frame.rename_axis(columns=None).map(lambda value: _digits(value, digits))
    sides = ["right" if pd.api.types.is_numeric_dtype(dtype) else "left" for dtype in frame.dtypes]
    head = _row("th", shown.columns, sides)
    body = "".join(_row("td", row, sides) for row in shown.itertuples(index=False))
    named = f"<caption>{escape(caption)}</caption>" if caption and not folded else ""
    html = f"<table>{named}<thead>{head}</thead><tbody>{body}</tbody></table>"
    if folded:
        html = f"<details><summary>{escape(caption)}</summary>{html}</details>"
    plain = shown.to_string(index=False) if len(shown) else "(nothing)"
    display({"text/html": html, "text/plain": f"{caption}\n{plain}" if caption else plain}, raw=True)


def _row(tag: str, cells: Iterable[object], sides: Sequence[str]) -> str:
    aligned = zip(cells, sides, strict=True)
    return "<tr>" + "".join(f'<{tag} style="text-align: {s};">{escape(str(c))}</{tag}>' for c, s in aligned) + "</tr>"


def evidence(rows: pd.DataFrame, mark: Sequence[str] = (), caption: str = "Evidence") -> None:
    """Show sentences as evidence, each with its place in the raw file and the words in `mark` set bold.

    `rows` has columns `article_id`, `raw_start`, `raw_end` and `text`, as in four of the five tables; a column `mark`
    may hold words to be set bold in its row alone.
    """
    lines = [f"**{caption}**", ""]
    plain = [caption]
    for row in rows.to_dict("records"):
        place = f"{row['article_id']}, characters {row['raw_start']}–{row['raw_end']}"
        text = " ".join(str(row["text"]).split())
        lines += [
            f"> {_bold(text, [*mark, *([row['mark']] if row.get('mark') else [])])}  ",
            f"> <small>{place}</small>",
            "",
        ]
        plain.append(f"{text} [{place}]")
    if not len(rows):
        lines, plain = [*lines, "*(nothing found)*"], [*plain, "(nothing found)"]
    display({"text/markdown": "\n".join(lines), "text/plain": "\n".join(plain)}, raw=True)


def _bold(text: str, words: Iterable[str]) -> str:
    marked = any_of(_safe(word) for word in words if word)
    return re.sub(rf"(?<!\w)(?:{marked})(?!\w)", r"**\g<0>**", _safe(text)) if marked else _safe(text)


def _safe(text: str) -> str:
    """Return a text in which nothing is read as Markdown or HTML."""
    return re.sub(r"[$*_]", r"\\\g<0>", escape(text, quote=False))


def _digits(value: object, digits: int) -> object:
    """Write a float with at most so many significant digits; leave all else as it is."""
    if not isinstance(value, float):
        return value
    if value != value:
        return ""
    short = f"{value:.{digits}g}"
    if "e" not in short or abs(value) < 1e-6:
        return short
    return f"{float(short):.10f}".rstrip("0").rstrip(".")
