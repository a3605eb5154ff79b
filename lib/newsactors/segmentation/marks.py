"""Quotation marks one by one: where they stand, and what speaks for reading each of them in a given way."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsactors.spans import Span

# First what is no mark: ruled lines, heights (5' 10"), rock ’n’ roll. A run of straight marks is one mark. In "'''"
# behind a word the single mark comes first. An apostrophe between two letters is not looked at.
_MARK = re.compile(
    r"[“”\"„‟‘’'‚‛`«»‹›]{5,}|\d['’′] ?\d{1,2}(?:[\"”″]|''|’’)(?!\w)|['’‘]n['’](?!\w)"
    r"|(?<=[^\s“\"‘«(\[])['’](?=''(?!')|’’(?!’))|''|``|‘‘|’’|‘’"
    r"|\"+|[“”„‟«»]|(?<!\w)['’‘‚‛`‹›]|['’‘‛`‹›](?!\w)"
)
_SIGN = re.compile(r"[“”\"„‟‘’'‚‛`«»‹›′]")  # each of the above holds one, first or behind a digit
QUOTES = "“”\"„‟‘’'‚‛`«»‹›"
# Families: curly doubles, straight and doubled ones, guillemets; all others are singles, "S".
_FAMILY = dict.fromkeys(["“", "”", "„", "‟", "‘‘", "’’", "‘’"], "D") | dict.fromkeys(['"', "''", "``"], "Q")
_FAMILY |= dict.fromkeys("«»", "G")
DOUBLED = frozenset(['""', *(mark for mark in _FAMILY if len(mark) == 2)])  # marks of two characters
_OPENING = frozenset(["“", "„", "‘", "‚", "«", "‹", "``", "‘‘", "`", "‟", "‛"])
_CLOSING = frozenset(["”", "’", "»", "›", "’’"])
# What stands behind an apostrophe, in words clipped at the start, and behind a stop or a word split off (the e.v.’s,
# America’ s); and what stands before it in words clipped at the end (goin’, o’, a 5’ wall).
_CLIPPED_START = re.compile(r"(?:\d\ds?|em|im|til|tis|twas|cause|cos|bout|n|nuff)(?!\w)", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:\s?s|d|ll|re|ve|m|t)(?!\w)")
_CLIPPED_END = re.compile(r"(?:(?<=\w)in|(?<!\w)(?:an|n|o|ol|th|wi)|\d)$", re.IGNORECASE)

# The classes of characters beside a mark: a letter, a stop, a colon, opening and closing brackets, a dash, a space.
_CLASSES = {c: kind for kind, members in {
    "a": "$£€#@&_%*", ".": ".,!?…;", ":": ":", "(": "([{/<", ")": ")]}>", "-": "-–—―"
}.items() for c in members}  # fmt: skip
# What it costs to read a mark as opening or closing behind and before these classes. The cheapest reading of a whole
# paragraph is taken (see `quotations`), so only differences count. All prices were set by hand and compared on
# quotations of PolNeAR and NewsMTSC, as they are, and with their marks exchanged, turned or taken out.
_OPEN_AFTER = {" ": 0.0, "(": 0.0, "-": 0.5, ":": 0.5, ".": 2.0, ")": 3.0, "a": 3.5}
_OPEN_BEFORE = {"a": 0.0, "(": 0.0, "-": 1.0, ".": 1.5, ":": 3.0, ")": 3.0, " ": 4.0}
_CLOSE_AFTER = {"a": 0.0, ".": 0.0, ")": 0.0, "-": 0.5, ":": 1.0, " ": 3.0, "(": 4.0}
_CLOSE_BEFORE = {" ": 0.0, ".": 0.0, ":": 0.0, ")": 0.0, "-": 0.0, "(": 1.0, "a": 2.5}
_AGAINST_SHAPE = 3.0  # a curly mark turned the wrong way
_CROSSED = 3.5  # a single mark closes what a double one opened, or the other way round; only behind a stop
_PLURAL = 1.4  # closed between a final s and a word in small letters: the workers' union
_NEVER = 99.0


class Mark(NamedTuple):
    """A quotation mark, its family, and what it costs to read it in each of the four ways below."""

    start: int
    end: int
    family: str
    prices: tuple[float, float, float, float]


OPENS, CLOSES, CROSSES, IS_NONE = range(4)  # the ways, as places in `Mark.prices`


def find_marks(text: str, line: Span) -> Iterator[Mark]:
    r"""Yield all that may be quotation marks in a line: never the apostrophe inside a word, nor feet with inches.

    >>> text = "Mo’s 6' 2\" son said: 'Don’t.'"
    >>> [(text[mark.start : mark.end], mark.family) for mark in find_marks(text, Span(0, len(text)))]
    [("'", 'S'), ("'", 'S')]
    """
    for match in _matches(text, line):
        shape = match.group()
        if len(shape) > 2:
            continue
        shape = shape if shape in _FAMILY else shape[0]
        start, end = match.span()
        before, after = _class_at(text, start - 1, line, -1), _class_at(text, end, line, 1)
        opens = _OPEN_AFTER[before] + _OPEN_BEFORE[after] + _AGAINST_SHAPE * (shape in _CLOSING)
        closes = _CLOSE_AFTER[before] + _CLOSE_BEFORE[after] + _AGAINST_SHAPE * (shape in _OPENING)
        if shape in "'’" and after == " " and text[start - 1] in "szx" and text[end + 1 : end + 2].islower():
            closes += _PLURAL
        crosses = closes + _CROSSED if before == "." and after in " .)" and shape not in _OPENING else _NEVER
        none = _price_of_none(text, start, end, shape, before + after)
        yield Mark(start, end, _FAMILY.get(shape, "S"), (opens, closes, crosses, none))


def _matches(text: str, line: Span) -> Iterator[re.Match[str]]:
    """Yield what `_MARK.finditer` would, in a fifth of its time: places without a sign are not tried."""
    done = line.start
    for sign in _SIGN.finditer(text, line.start, line.end):
        at = sign.start()
        if at < done:
            continue
        after_digit = at > done and text[at - 1].isdecimal()
        match = (after_digit and _MARK.match(text, at - 1, line.end)) or _MARK.match(text, at, line.end)
        if match:
            yield match
            done = match.end()


def family_at(text: str, at: int) -> str:
    """Return the family of the quotation mark that may open at an offset, or "".

    >>> family_at("''Yes", 0), family_at("‘Yes", 0), family_at("Yes", 0)
    ('Q', 'S', '')
    """
    return (
        _FAMILY.get(text[at : at + 2])
        or _FAMILY.get(text[at : at + 1])
        or ("S" if text[at : at + 1] in {"‘", "'"} else "")
    )


def _class_at(text: str, at: int, line: Span, step: int) -> str:
    """Return the class of the character at `at`, or of the one behind up to three more marks, going by `step`."""
    for _ in range(4):
        if not line.start <= at < line.end:
            return " "
        if text[at] not in QUOTES:
            return "a" if text[at].isalnum() else _CLASSES.get(text[at], " ")
        at += step
    return " "


def _price_of_none(text: str, start: int, end: int, shape: str, sides: str) -> float:
    """Return the price of reading a mark as an apostrophe, as feet or inches, or as a slip."""
    before = text[max(0, start - 3) : start]
    if shape not in ("'", "’", "‘", "`", "‛"):
        straight = shape == '"'
        return (1.0 if straight else 2.0) if before[-1:].isdigit() else (5.2 if straight else 6.0)
    if shape == "`" or sides == "  ":
        return 1.0
    if (_CLIPPED_START if sides[0] in " (-" else _SUFFIX).match(text, end):
        return 0.2
    if shape in "‘‛":
        return 4.0
    if sides[0] == "a" and before[-1:] in "szxSZX":
        return 0.7
    if sides[0] in "a.":
        return 1.0 if _CLIPPED_END.search(before) else 3.5
    return 2.5 if shape == "'" else 2.0
