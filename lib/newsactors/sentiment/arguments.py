"""What callers may give as texts and spans, checked once, with the row of what is wrong."""

import operator
from collections.abc import Iterable, Mapping

import pandas as pd


def as_texts(texts: Iterable[str]) -> list[str]:
    """Return texts as a list, in order; ValueError if they are no row of strings, with the row of what is none.

    >>> as_texts(pd.Series(["It rained.", ""], index=[7, 3]))
    ['It rained.', '']
    """
    if isinstance(texts, str | bytes):
        raise ValueError("texts is one string: give a list of texts")
    if isinstance(texts, pd.DataFrame | Mapping | set | frozenset) or not isinstance(texts, Iterable):
        raise ValueError(f"texts is of type {type(texts).__name__}: give a list of texts, or one column of a table")
    listed = list(texts)
    for row, text in enumerate(listed):
        if not isinstance(text, str):
            raise ValueError(f"row {row} is {text!r}, which is no text: give strings, an empty one for a missing text")
    return listed


def as_spans(texts: list[str], spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a span for each text; ValueError if there are more or fewer, or one holds nothing of its text.

    >>> as_spans(["Ann won."], [(0, 3)])
    [(0, 3)]
    """
    given = list(spans)
    if len(texts) != len(given):
        raise ValueError(
            f"{len(texts)} texts and {len(given)} spans: give one span a text, and a text once for each span"
        )
    return [_as_span(row, text, span) for row, (text, span) in enumerate(zip(texts, given, strict=True))]


def _as_span(row: int, text: str, span: Iterable[int]) -> tuple[int, int]:
    try:
        start, end = map(operator.index, span)
    except (TypeError, ValueError):
        raise ValueError(
            f"row {row}: the span {span!r} is no pair of whole numbers; give the mention's first character and the one "
            "behind its last"
        ) from None
    if not 0 <= start < end <= len(text):
        raise ValueError(
            f"row {row}: the span ({start}, {end}) is empty or outside its text, which has {len(text)} characters; "
            "give the mention's first character and the one behind its last"
        )
    if text[start:end].isspace():
        raise ValueError(f"row {row}: the span ({start}, {end}) holds only white space; give that of a mention")
    return start, end
