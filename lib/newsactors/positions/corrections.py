"""What grammar tells of an attribution that the tagger has found: where parts end, and when nobody is its source."""

from typing import Final

from newsactors.positions.linking import Attribution, Range, meet
from newsactors.positions.tagger import Plain
from newsactors.positions.words import BE
from newsactors.tagging import parts_of_speech
from newsactors.tagging.tokens import CLOSING, INSIDE, OPENING

_PARTICIPLES: Final = parts_of_speech.codes("VBN", "VBD")
_NAMES: Final = parts_of_speech.codes("NNP", "PRP")
_FINITE: Final = parts_of_speech.codes("VBD", "VBZ", "VBP", "MD")
_LONGEST_REST: Final = 10  # tokens behind "X said" that its sentence may still have: "in an interview on Thursday"
_SHORTEST_CLAUSE: Final = 3
_EDGES: Final = frozenset(",;:.-–—―") | {"--", "..", "..."}
# Passives whose subject is part of what is held, "the court is expected to rule" (Quirk et al. 1985, 16.50).
_RAISING: Final = frozenset(
    "alleged assumed believed considered estimated expected feared intended known presumed projected reported reputed "
    "rumored rumoured said suspected thought understood".split()
)
# Passives whose subject is told: "the crowd was told that".
_TOLD: Final = frozenset("told asked assured informed reminded advised warned".split())
_DAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_TIMES: Final = _DAYS | frozenset(
    "on last this earlier yesterday today night week month year morning evening afternoon ,".split()
)
_BEGINS_TIME: Final = frozenset(["on", "last", "this", "earlier", "yesterday", "today"])


def corrected(reading: Plain, attribution: Attribution) -> Attribution:
    """Take marks and dates off the edges of an attribution, and its source away where that speaks of nobody."""
    source, cue, content = attribution
    bare = _trimmed(reading, cue)
    cue = bare if bare[0] < bare[1] else cue
    if source:
        source = _without_time(reading, _trimmed(reading, _unquoted(reading, source)))
        source = None if meet(source, cue) else source
    pieces = tuple(piece for piece in (with_marks(reading, piece) for piece in content) if piece[0] < piece[1])
    pieces = tuple(_own_clause(reading, piece, cue) for piece in pieces)
    taken = [part for part in (source, cue) if part]
    whole = _whole_clause(reading, source, cue, pieces)
    pieces = tuple(piece for piece in whole if not any(meet(piece, part) for part in taken))
    if source is None or source[0] >= source[1]:
        return Attribution(None, cue, pieces)
    words, subject = reading.lowered(cue), reading.lowered(source)
    is_passive = not BE.isdisjoint(words) and reading.tags[cue[1] - 1] in _PARTICIPLES
    if not is_passive or source[1] > cue[0]:
        return Attribution(source, cue, pieces)
    if subject in (["it"], ["there"]):
        return Attribution(None, cue, pieces)
    if words[-1] in _RAISING and source[1] == cue[0]:
        return Attribution(None, cue, tuple(sorted((source, *pieces))))
    return Attribution(None if words[-1] in _TOLD else source, cue, pieces)


def _own_clause(reading: Plain, piece: Range, cue: Range) -> Range:
    """End what follows a cue where somebody else begins to speak: ", and Blinken called"."""
    tags = reading.tags
    if piece[0] < cue[1]:
        return piece
    for at in range(piece[0] + _SHORTEST_CLAUSE, piece[1] - 3):
        if reading.words[at] != "," or reading.quoted[at]:
            continue
        word, name = reading.words[at + 1], at + 2
        while name < piece[1] and tags[name] in _NAMES and name < at + 6:
            name += 1
        if word in ("and", "but", "while") and name > at + 2 and tags[name] in _FINITE and reading.is_cue[name]:
            return piece[0], at
    return piece


def _whole_clause(reading: Plain, source: Range | None, cue: Range, content: tuple[Range, ...]) -> tuple[Range, ...]:
    """Let what stands before a closing ", X said" reach back to where its sentence begins; add what is not there."""
    if source is None or len(content) > 1:
        return content
    clause = _clause_before(reading, source, cue)
    if not content:
        found = clause or _rest_behind(reading, source, cue)
        return (found,) if found else ()
    [(first, end)] = content
    if clause is None or end > clause[1] + 1 or not clause[0] < first < clause[1]:
        return content
    return content if any(reading.quoted[clause[0] : first + 1]) else ((clause[0], end),)


def _clause_before(reading: Plain, source: Range, cue: Range) -> Range | None:
    """Return the sentence before ", X said" where that closes it, or None."""
    tags = reading.tags
    start, last = min(source[0], cue[0]), max(source[1], cue[1])
    begin, end = reading.opens[start], reading.ends[last - 1] + 1
    if end - last >= _LONGEST_REST or any(tags[at] in _FINITE or reading.quoted[at] for at in range(last, end)):
        return None
    is_parted = reading.words[start - 1] == "," or reading.quoted[start - 1] == CLOSING
    if not is_parted or start - begin < _SHORTEST_CLAUSE:
        return None
    return begin, start - (reading.quoted[start - 1] == 0)


def _rest_behind(reading: Plain, source: Range, cue: Range) -> Range | None:
    """Return what follows the cue in its sentence, or None."""
    first = max(cue[1], source[1]) if source[0] == cue[1] else cue[1]
    end = reading.ends[first - 1] + 1
    end -= end > first and reading.words[end - 1] in (".", "!", "?")
    if end - first < 2 or reading.words[first] in _EDGES:
        return None
    return first, end


def _unquoted(reading: Plain, source: Range) -> Range:
    """End a source where a quotation opens."""
    inside = range(source[0] + 1, source[1])
    return source[0], next((at for at in inside if reading.quoted[at] == OPENING), source[1])


def _trimmed(reading: Plain, piece: Range) -> Range:
    """Take marks off the edges of a piece."""
    first, last = piece
    while first < last and not reading.quoted[first] and reading.words[first] in _EDGES:
        first += 1
    while last > first and not reading.quoted[last - 1] and reading.words[last - 1] in _EDGES:
        last -= 1
    return first, last


def with_marks(reading: Plain, piece: Range) -> Range:
    """Take marks off the edges of a piece of content, and quotation marks in that belong to what it quotes."""
    first, last = _trimmed(reading, piece)
    if first < last and reading.quoted[first] == INSIDE and reading.quoted[first - 1] == OPENING:
        first -= 1
    if first < last and reading.quoted[last - 1] == INSIDE and reading.quoted[last] == CLOSING:
        last += 1
    return first, last


def _without_time(reading: Plain, source: Range) -> Range:
    """Take a date off the beginning or end of a source: "On Thursday the Kremlin", "Ann Smith, last night"."""
    words = reading.lowered(source)
    start = 0
    if words[:1] == ["on"] and _DAYS.intersection(words[1:2]):
        start = 2 + (words[2:3] == [","])
    end = len(words)
    while end > start and words[end - 1] in _TIMES:
        end -= 1
    if end < len(words) and words[end : end + 1] == [","]:
        end += 1
    is_time = end < len(words) and words[end] in _BEGINS_TIME
    end = (end - (words[end - 1] == ",")) if is_time else len(words)
    return (source[0] + start, source[0] + end) if start < end else source
