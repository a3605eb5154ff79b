"""Tag what is not the article's running text: whole lines, and parts of lines."""

import re
from collections.abc import Iterator
from functools import cache

from newsactors.cleaning.characters import ends_with_stop
from newsactors.packaged import rows
from newsactors.spans import Span, lines

# What the patterns in resources/boilerplate.csv have in common.
_PERSON = r"(?:[A-Z]\. ?){0,2}[A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+|de|del|van|der|von|al|el|la|di|bin)){1,4}"
_AGENCY = (
    r"(?:Getty(?: Images)?|AFP|AP|EPA(?:-EFE)?|PA(?: Media| Wire)?|Reuters|REUTERS|Shutterstock|Alamy|iStock|UPI|"
    r"Rex Features|REX|NurPhoto|Anadolu(?: Agency)?|Associated Press|Zuma(?: Press)?|Xinhua|TASS)"
)
_PARTS = {
    "<people>": rf"(?:{_PERSON}(?:(?:, and|,| and| &) {_PERSON}){{0,5}})",
    "<person>": _PERSON,
    "<agency>": _AGENCY,
    "<site>": r"(?:Twitter|Facebook|Instagram|WhatsApp|Telegram|LinkedIn|YouTube|Pinterest|Reddit|X|TikTok|Bluesky)",
    "<credit>": r"(?i:(?:photo(?:graph)?|picture|image|composite|illustration)(?: credit| courtesy)?)",
    # Capitalised words and the small words between them; hardly any sentence is written so.
    "<credited>": (
        r"(?:(?:[A-Z(][\w.’'()&-]*|for|of|the|via|and|de|van|der|von|by)"
        r"(?:[ ,/|;]+|(?=\W*(?:$|\))))){1,10}(?:[^\w)]{0,2})"
    ),
}
# An invitation or credit is one or two sentences; a longer line that reads like one is the article's own.
_LONGEST = 300
_LONGEST_NOTE = 600
# A speaker's label is one only where others are near: lines from one to the next.
_TURN_DISTANCE = 4
# Letters and digits that a paragraph must have before its repetition is no accident: about twelve words.
_LONG_ENOUGH = 60
_SENTENCE_START = re.compile(r"(?<=[.!?…”\"’')]) +(?=[\w(\[—–©-])")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


@cache
def _patterns(place: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the kinds that are found at a place of a line, each with its patterns as one, in the order of the file."""
    by_kind: dict[str, list[str]] = {}
    for row in rows("boilerplate.csv"):
        if row["place"] == place:
            by_kind.setdefault(row["kind"], []).append(row["pattern"])
    joined = {kind: "|".join(f"(?:{pattern})" for pattern in patterns) for kind, patterns in by_kind.items()}
    for name, part in _PARTS.items():
        joined = {kind: pattern.replace(name, part) for kind, pattern in joined.items()}
    return [(kind, re.compile(f"(?:{pattern})$" if place == "end" else pattern)) for kind, pattern in joined.items()]


def find_boilerplate(text: str) -> Iterator[tuple[str, Span]]:
    r"""Find what is not an article's running text in a clean text: kind and span, in order, none overlapping.

    A line is one kind as a whole or may hold several parts. For English news, one paragraph a line. What the kinds are
    and how well each is found: `resources/boilerplate.md`.

    >>> text = "By Jane Doe\nGENEVA (AP) — Talks failed. Follow her on Twitter @janedoe.\nRead more"
    >>> [(kind, span.of(text)) for kind, span in find_boilerplate(text)][:3]
    [('byline', 'By Jane Doe'), ('dateline', 'GENEVA (AP) —'), ('share', 'Follow her on Twitter @janedoe.')]
    """
    found = lines(text)
    turns = _turns(text, found)
    seen: set[str] = set()
    for number, line in enumerate(found):
        kind = _kind_of_line(text, line) or _kind_by_place(text, found, number)
        key = _NOT_ALPHANUMERIC.sub("", line.of(text)).casefold()
        if not kind and len(key) >= _LONG_ENOUGH:
            kind = "repeated-paragraph" if key in seen else ""
            seen.add(key)
        yield from [(kind, line)] if kind else _parts_of_line(text, line, turns.get(number))


def _kind_of_line(text: str, line: Span) -> str:
    length = line.end - line.start
    for kind, pattern in _patterns("line"):
        if length <= (_LONGEST_NOTE if kind == "correction" else _LONGEST) and pattern.fullmatch(text, *line):
            return kind
    return ""


def _kind_by_place(text: str, found: list[Span], number: int) -> str:
    """Return the kind of a line that is one only below a headline and above a paragraph: "Jane Doe in Geneva"."""
    if not 0 < number < len(found) - 1 or found[number].end - found[number].start > _LONGEST // 3:
        return ""
    above, below = found[number - 1].of(text), found[number + 1]
    if ends_with_stop(above) or len(above) > _LONGEST // 2 or below.end - below.start < _LONGEST // 3:
        return ""
    return next((kind for kind, pattern in _patterns("below headline") if pattern.fullmatch(text, *found[number])), "")


def _turns(text: str, found: list[Span]) -> dict[int, tuple[str, Span]]:
    """Find the labels of speakers by the number of their line, where a dialogue is near."""
    [(kind, pattern)] = _patterns("turn")
    matches = {number: match for number, line in enumerate(found) if (match := pattern.match(text, *line))}
    numbers = [-_TURN_DISTANCE - 1, *matches, len(found) + _TURN_DISTANCE]
    return {
        number: (kind, Span(*matches[number].span()))
        for before, number, after in zip(numbers, numbers[1:], numbers[2:], strict=False)
        if min(number - before, after - number) <= _TURN_DISTANCE
    }


def _parts_of_line(text: str, line: Span, turn: tuple[str, Span] | None) -> Iterator[tuple[str, Span]]:
    """Yield the parts of a line that are boilerplate; of two that overlap, the first."""
    parts = [turn] if turn else []
    parts += [(kind, _span(m)) for kind, pattern in _patterns("start") if (m := pattern.match(text, *line))]
    parts += [(kind, _span(m)) for kind, pattern in _patterns("inside") for m in pattern.finditer(text, *line)]
    near_end = max(line.start, line.end - _LONGEST)
    parts += [(kind, _span(m)) for kind, pattern in _patterns("end") if (m := pattern.search(text, near_end, line.end))]
    for start in _SENTENCE_START.finditer(text, near_end, line.end):
        for kind, pattern in _patterns("tail"):
            if m := pattern.match(text, start.end(), line.end):
                parts.append((kind, _span(m)))
    end = line.start
    for kind, part in sorted(parts, key=lambda part: (part[1].start, -part[1].end)):
        if part.start >= end and part.end > part.start:
            yield kind, part
            end = part.end


def _span(match: re.Match[str]) -> Span:
    """Return the span of a match without the spaces around it."""
    start, end = match.span()
    text = match.group()
    return Span(start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()))
