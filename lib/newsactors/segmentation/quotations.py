"""Find what stands between quotation marks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsactors.spans import Span, lines

_DOUBLE = re.compile(r"[“”\"„]|''|``")
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])[’'](?![\w’'])")


class Quotation(NamedTuple):
    """A quoted stretch with its marks, `text[start:end]`.

    `closed` is False where no closing mark was found: the quotation then ends with its paragraph, and may go on in the
    next one.
    """

    start: int
    end: int
    closed: bool


def find_quotations(text: str) -> list[Quotation]:
    r"""Find the outermost quotations of a text, in order and without overlap.

    Curly, straight and doubled marks; single marks only where both are found in the paragraph, since one alone is an
    apostrophe. Scare quotes and titles are quotations too: nothing here tells them from speech.

    >>> text = "‘We won’t go,’ he said. The “deal” was signed.\n“We hope it holds."
    >>> [(text[q.start : q.end], q.closed) for q in find_quotations(text)]
    [('‘We won’t go,’', True), ('“deal”', True), ('“We hope it holds.', False)]
    """
    return [quotation for line in lines(text) for quotation in _quotations_of(text, line)]


def _quotations_of(text: str, line: Span) -> Iterator[Quotation]:
    at, double = line.start, _DOUBLE.search(text, line.start, line.end)
    while at < line.end:
        if double and double.start() < at:
            double = _DOUBLE.search(text, at, line.end)
        single = _single_quotation(text, at, double.start() if double else line.end, line.end)
        if single:
            yield single
            at = single.end
        elif double is None:
            return
        elif double.group() == "”":  # a closing mark without its opening one says nothing certain
            at = double.end()
        else:
            closing = re.compile("”" if double.group() in "“„" else "''" if double.group() in ("''", "``") else '"')
            close = closing.search(text, double.end(), line.end)
            at = close.end() if close else line.end
            yield Quotation(double.start(), at, close is not None)


def _single_quotation(text: str, at: int, before: int, end: int) -> Quotation | None:
    """Return the quotation in single marks that opens first between `at` and `before`, if one does and is closed."""
    opening = _SINGLE_OPEN.search(text, at, before)
    close = _SINGLE_CLOSE.search(text, opening.end(), end) if opening else None
    return Quotation(opening.start(), close.end(), True) if opening and close else None
