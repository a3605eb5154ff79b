"""Speech that a mark attributes, where no word says so: turns of a transcript, quotations signed with a name."""

from collections.abc import Iterator, Sequence
from typing import Final

from newsactors.actors import gazetteer
from newsactors.positions.linking import Attribution, Range
from newsactors.positions.tagger import Plain
from newsactors.tagging import parts_of_speech
from newsactors.tagging.tokens import INSIDE, OPENING, OUTSIDE

_DASHES: Final = frozenset(["―", "—", "–", "--"])
_LONGEST_NAME: Final = 7  # tokens, "Gov. John Q. Public, R-Ohio" among them
# Words before a colon that name a rubric, not a speaker.
_RUBRICS: Final = frozenset(
    "correction clarification source sources video photo image warning update latest note related read watch what why "
    "contributing how where when who breaking exclusive analysis opinion editorial live topic subject full weather "
    "score ingredients method date time place venue price tickets email phone tel website address photograph picture "
    "pictures caption credit chapter part section figure table images result results verdict rating summary "
    "background context monday tuesday wednesday thursday friday saturday sunday in on at from for to by".split()
)
_SHORTEST: Final = 4  # tokens, marks included, of a quotation that can be a sentence of its own
_INNER: Final = frozenset(["of", "the", "and", "de", "von", "van", ".", "-"])
_VERBS: Final = parts_of_speech.codes("VBD", "VBZ", "VBP", "MD")


def find_turns(reading: Plain) -> Iterator[tuple[str, Attribution]]:
    """Yield turns, `SMITH: Talks failed.`, and signed quotations, `“Talks failed.” — Ann Smith`, with their rule.

    A label is a speaker's if it is a name of two words, in capitals, or that of a state, person or body on the lists;
    where a text has one such turn, other labels count too.
    """
    sure: set[int] = set()
    possible: list[tuple[int, Attribution]] = []
    for first, length, text in reading.lines:
        line = (first, first + length)
        if label := _label(reading, line):
            possible.append((text, Attribution(label, (label[1], label[1] + 1), ((label[1] + 1, line[1]),))))
            if _is_surely_a_name(reading.words[slice(*label)]):
                sure.add(text)
        if signature := _signature(reading, line):
            yield "signature", signature
    for text, turn in possible:
        if text in sure:
            yield "turn", turn


def _label(reading: Plain, line: Range) -> Range | None:
    first, end = line
    words = reading.words[first : min(end, first + _LONGEST_NAME + 2)]
    colon = first + words.index(":") if ":" in words else end
    return (first, colon) if colon + 1 < end and _is_name(reading, (first, colon)) else None


def _is_surely_a_name(words: Sequence[str]) -> bool:
    if len(words) == 1 and not (words[0].isupper() and len(words[0]) > 1):
        entry = gazetteer.entries().get(words[0])
        return entry is not None and entry.type != "place" and entry.role in ("name", "seat")
    return True


def _signature(reading: Plain, line: Range) -> Attribution | None:
    first, end = line
    tail = reading.words[max(first, end - _LONGEST_NAME - 1) : end]
    at = next((len(tail) - n for n, word in enumerate(reversed(tail), start=1) if word in _DASHES), 0)
    dash = end - len(tail) + at
    if not at or not reading.quoted[dash - 1] or not _is_name(reading, (dash + 1, end)):
        return None
    return Attribution((dash + 1, end), (dash, dash + 1), (_quotation(reading.quoted, dash, first),))


def _quotation(quoted: Sequence[int], end: int, first: int) -> Range:
    start = end - 1
    while start > first and quoted[start] and quoted[start - 1]:
        start -= 1
    return start, end


def _is_name(reading: Plain, place: Range) -> bool:
    """Tell whether tokens can be a speaker's name: outside quotations, capitalised, no verb, no rubric among them."""
    tagged = zip(reading.words[slice(*place)], reading.tags[slice(*place)], strict=True)
    named = [(word, tag) for word, tag in tagged if word[0].isalpha() and word not in _INNER]
    if not 0 < len(named) < 6 or not _RUBRICS.isdisjoint(reading.lowered(place)):
        return False
    return not any(reading.quoted[slice(*place)]) and all(
        word[0].isupper() and (word.isupper() or tag not in _VERBS) for word, tag in named
    )


def find_continuations(reading: Plain, contents: Sequence[Sequence[Range]]) -> Iterator[tuple[int, Range]]:
    """Yield quotations that go on without a new cue: the number of the content they belong to, and their tokens.

    A quotation that makes a sentence of its own, or stands behind a comma, goes on with that of the sentence before.
    One in the next paragraph does if that before it was left open, as the convention is.
    """
    owner = {token: number for number, pieces in enumerate(contents) for piece in pieces for token in range(*piece)}
    open_until, last_text, before = False, -1, -1
    for first, length, text in reading.lines:
        if text != last_text or not open_until:
            before = -1
        quoted = reading.quoted[first : first + length]
        last = first
        for start, end in _quotations(quoted, first):
            number = next((owner[token] for token in range(start, end) if token in owner), -1)
            goes_on = reading.begins[start] or reading.words[start - 1] == ","
            is_near = reading.sentence[start] - reading.sentence[last] <= 1
            last = end - 1
            if number < 0 and before >= 0 and goes_on and is_near and end - start > _SHORTEST:
                owner |= dict.fromkeys(range(start, end), before)
                yield before, (start, end)
            else:
                before = number
        open_until, last_text = quoted[-1] in (INSIDE, OPENING), text


def _quotations(quoted: Sequence[int], first: int) -> Iterator[Range]:
    if not any(quoted):
        return
    start = -1
    for at, place in enumerate([*quoted, OUTSIDE]):
        if start >= 0 and place in (OUTSIDE, OPENING):
            yield first + start, first + at
            start = -1
        if place and start < 0:
            start = at
