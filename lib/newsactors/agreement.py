"""Scores against gold: what was found of what a human coder marked, and what was found beside it."""

from collections.abc import Hashable, Iterable
from typing import NamedTuple


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
    agreement: a span that is one character off counts as wrong.

    >>> score(gold={3, 7, 9}, found={3, 9, 12, 15})._asdict()
    {'precision': 0.5, 'recall': 0.6666666666666666, 'f1': 0.5714285714285714, 'hits': 2, 'found': 4, 'gold': 3}
    """
    wanted, got = set(gold), set(found)
    hits = len(wanted & got)
    precision = hits / len(got) if got else 1.0
    recall = hits / len(wanted) if wanted else 1.0
    f1 = 2 * hits / (len(wanted) + len(got)) if wanted or got else 1.0
    return Scores(precision, recall, f1, hits, len(got), len(wanted))
