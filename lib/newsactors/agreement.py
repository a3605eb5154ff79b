"""Scores against gold: what was found of what a human coder marked; how far coders agree with each other."""

from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

LEVELS: Final = ("nominal", "ordinal", "interval")
Floats = npt.NDArray[np.float64]


class Scores(NamedTuple):
    """Precision, recall and F1, each from 0 to 1, and the counts behind them."""

    precision: float
    recall: float
    f1: float
    hits: int
    found: int
    gold: int


def score(gold: Iterable[Hashable], found: Iterable[Hashable]) -> Scores:
    """Compare two collections of items, each counted once; an item is a hit when it is equal in both.

    With nothing found, precision is 1 (nothing found was wrong); with nothing to find, recall is 1. Not for graded
    agreement: a span that is one character off counts as wrong. Raises `ValueError` for a table, whose items would be
    its columns' names.

    >>> score(gold={3, 7, 9}, found={3, 9, 12, 15})._asdict()
    {'precision': 0.5, 'recall': 0.6666666666666666, 'f1': 0.5714285714285714, 'hits': 2, 'found': 4, 'gold': 3}
    """
    wanted, got = set(_items("gold", gold)), set(_items("found", found))
    hits = len(wanted & got)
    precision = hits / len(got) if got else 1.0
    recall = hits / len(wanted) if wanted else 1.0
    f1 = 2 * hits / (len(wanted) + len(got)) if wanted or got else 1.0
    return Scores(precision, recall, f1, hits, len(got), len(wanted))


def _items(name: str, given: Iterable[Hashable]) -> list[Hashable]:
    """Return the items of a list or column; all missing values are alike, None, since nan is not equal to itself."""
    if getattr(given, "ndim", 1) != 1:
        raise ValueError(
            f"{name} is a table: give a list of its rows, such as list(frame.itertuples(index=False, name=None)), "
            "or one of its columns"
        )
    return [None if _is_missing(item) else item for item in given]


def score_labels(gold: Iterable[Hashable], found: Iterable[Hashable], labels: Iterable[Hashable]) -> pd.DataFrame:
    """Compare a label an item with gold, label by label: one row a label, in the order given, and its `Scores`.

    What was found may hold other labels, such as "unsure" for items left open: these count as not found, so that they
    cost recall and no precision. The mean of the column `f1` is macro-F1, if each label occurs: one that neither gold
    nor what was found has gets 1 throughout, as in `score`. A missing label (None, nan) is one like others, named None.
    Raises `ValueError` where the two differ in number, or an item's gold is not among the labels.

    >>> table = score_labels(["a", "b", "b", "a"], ["a", "b", "a", "unsure"], labels=["a", "b"])
    >>> table[["label", "precision", "recall", "hits"]].values.tolist()
    [['a', 0.5, 0.5, 1], ['b', 1.0, 0.5, 1]]
    """
    golds, founds = _items("gold", gold), _items("found", found)
    names = dict.fromkeys(_items("labels", labels))
    if len(golds) != len(founds):
        raise ValueError(f"{len(golds)} labels of gold and {len(founds)} found: give one of each an item")
    if unknown := [label for label in golds if label not in names]:
        raise ValueError(f"gold has the label {unknown[0]!r}, which is not among {list(names)}")
    rows = []
    for label in names:
        wanted, got = ([at for at, one in enumerate(side) if one == label] for side in (golds, founds))
        rows.append({"label": label} | score(wanted, got)._asdict())
    return pd.DataFrame(rows)


def krippendorff(
    codings: Iterable[Iterable[Hashable]] | pd.DataFrame, level: str = "nominal", order: Sequence[Hashable] = ()
) -> float:
    """Return Krippendorff's alpha: 1 where coders agree throughout, 0 where they agree as often as by chance.

    `codings` has a row an item, with the value each coder gave it, None or nan where a coder gave none: a list of
    lists, or a table with a column a coder. Items with fewer than two values are left out. `level` is how values
    differ: "nominal" (they do or do not), "ordinal" (by how many codings lie between them in the `order` given; numbers
    need none) or "interval" (numbers, by the square of their difference). Chance is estimated from all values given
    (Krippendorff 2019, ch. 12): with one value alone there is nothing to agree on, and alpha is nan. ValueError if a
    value is not in the order given, labels have none, or an item is no row but a word, a number, a mapping or a set.

    Not for passes by one mind: two codings by the same coder, or by two who talked, agree too well.

    >>> coders = [["for", "for"], ["against", "for"], ["against", "against"], ["for", "for"], ["for", None]]
    >>> round(krippendorff(coders), 3)
    0.533
    >>> round(krippendorff([[1, 2], [2, 2], [3, 3], [1, 1]], level="interval"), 3)
    0.821
    """
    if level not in LEVELS:
        raise ValueError(f"level is {level!r}: give nominal, ordinal or interval")
    rows = list(codings.itertuples(index=False, name=None) if isinstance(codings, pd.DataFrame) else codings)
    for at, row in enumerate(rows):
        # A word would be read as a coder a letter, a mapping by its keys, and a set has no value twice.
        if isinstance(row, str | bytes | Mapping | Set) or not isinstance(row, Iterable):
            raise ValueError(f"codings, item {at}: {row!r} is no row; give each coder's value, as in ['for', None]")
    pairable = [[value for value in row if not _is_missing(value)] for row in rows]
    pairable = [row for row in pairable if len(row) > 1]
    given = [value for row in pairable for value in row]
    values = list(order) or _distinct(given, level)
    place = {value: at for at, value in enumerate(values)}
    if unknown := [value for value in given if value not in place]:
        raise ValueError(f"{unknown[0]!r} is not in the order given, {values}")
    codes = np.array([place[value] for value in given], np.int64)
    if len(np.unique(codes)) < 2:
        return float("nan")
    numbers = None if level == "nominal" else _numbers(level, values, codes)
    items = np.repeat(np.arange(len(pairable)), [len(row) for row in pairable])
    expected = _disagreement(codes, np.zeros_like(items), numbers)
    return 1 - _disagreement(codes, items, numbers) / expected if expected else float("nan")


def _is_missing(value: Hashable) -> bool:
    return value is None or value is pd.NA or value != value  # nan is not itself


def _distinct(given: Sequence[Hashable], level: str) -> list[Hashable]:
    """Return the values given, each once; in their order, if that matters."""
    found = list(dict.fromkeys(given))
    if level != "ordinal":
        return found
    try:
        if any(isinstance(value, str) for value in found):  # by alphabet, "high" would rank below "low"
            raise TypeError
        return sorted(found)  # type: ignore[type-var]
    except TypeError:
        raise ValueError(f"the values {found} have no order of their own: give it, lowest first") from None


def _numbers(level: str, values: Sequence[Hashable], codes: npt.NDArray[np.int64]) -> Floats:
    """Return a number for each value, such that two values differ by the square of their numbers' difference."""
    if level == "interval":
        return np.array(values, dtype=float)
    totals = np.bincount(codes, minlength=len(values))
    return np.cumsum(totals) - totals / 2  # the distance of two ranks is the number of codings between their middles


def _disagreement(codes: npt.NDArray[np.int64], items: npt.NDArray[np.int64], numbers: Floats | None) -> float:
    """Return the sum, over items, of the differences of all pairs of their values, divided by values less one.

    With all values as one item this is what chance expects.
    """
    sizes = np.bincount(items).astype(float)
    if numbers is None:
        alike, counts = np.unique(items * (codes.max() + 1) + codes, return_counts=True)
        pairs = sizes**2 - np.bincount(alike // (codes.max() + 1), counts.astype(float) ** 2)
    else:
        value = numbers[codes]
        mean = np.bincount(items, value) / sizes
        pairs = 2 * sizes * np.bincount(items, (value - mean[items]) ** 2)
    return float((pairs / (sizes - 1)).sum())
