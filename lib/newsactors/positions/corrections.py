"""What grammar tells of an attribution that the tagger has found: where parts end, and when nobody is its source."""

from typing import Final

import numpy as np

from newsactors.positions.linking import Attribution, Range, meet
from newsactors.positions.tagger import Reading
from newsactors.positions.words import BE
from newsactors.tagging.parts_of_speech import TAGS
from newsactors.tagging.tokens import CLOSING, INSIDE, OPENING, Tokens

_PARTICIPLES: Final = frozenset(TAGS.index(tag) + 1 for tag in ("VBN", "VBD"))
_NAMES: Final = frozenset(TAGS.index(tag) + 1 for tag in ("NNP", "PRP"))
_FINITE: Final = frozenset(TAGS.index(tag) + 1 for tag in ("VBD", "VBZ", "VBP", "MD"))
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


def corrected(reading: Reading, attribution: Attribution) -> Attribution:
    """Take marks and dates off the edges of an attribution, and its source away where that speaks of nobody."""
    tokens = reading.tokens
    source, cue, content = attribution
    bare = _trimmed(tokens, cue)
    cue = bare if bare[0] < bare[1] else cue
    if source:
        source = _without_time(tokens, _trimmed(tokens, _unquoted(tokens, source)))
        source = None if meet(source, cue) else source
    pieces = tuple(piece for piece in (with_marks(tokens, piece) for piece in content) if piece[0] < piece[1])
    pieces = tuple(_own_clause(reading, piece, cue) for piece in pieces)
    taken = [part for part in (source, cue) if part]
    whole = _whole_clause(reading, source, cue, pieces)
    pieces = tuple(piece for piece in whole if not any(meet(piece, part) for part in taken))
    if source is None or source[0] >= source[1]:
        return Attribution(None, cue, pieces)
    words, subject = _words(tokens, cue), _words(tokens, source)
    is_passive = not BE.isdisjoint(words) and reading.columns["pos"][cue[1] - 1] in _PARTICIPLES
    if not is_passive or source[1] > cue[0]:
        return Attribution(source, cue, pieces)
    if subject in (["it"], ["there"]):
        return Attribution(None, cue, pieces)
    if words[-1] in _RAISING and source[1] == cue[0]:
        return Attribution(None, cue, tuple(sorted((source, *pieces))))
    return Attribution(None if words[-1] in _TOLD else source, cue, pieces)


def _own_clause(reading: Reading, piece: Range, cue: Range) -> Range:
    """End what follows a cue where somebody else begins to speak: ", and Blinken called"."""
    tokens, tags = reading.tokens, reading.columns["pos"]
    if piece[0] < cue[1]:
        return piece
    for at in range(piece[0] + _SHORTEST_CLAUSE, piece[1] - 3):
        if tokens.types[tokens.type[at]] != "," or tokens.quoted[at]:
            continue
        word, name = tokens.types[tokens.type[at + 1]], at + 2
        while name < piece[1] and tags[name] in _NAMES and name < at + 6:
            name += 1
        if word in ("and", "but", "while") and name > at + 2 and tags[name] in _FINITE and reading.columns["cue"][name]:
            return piece[0], at
    return piece


def _whole_clause(reading: Reading, source: Range | None, cue: Range, content: tuple[Range, ...]) -> tuple[Range, ...]:
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
    return content if reading.tokens.quoted[clause[0] : first + 1].any() else ((clause[0], end),)


def _clause_before(reading: Reading, source: Range, cue: Range) -> Range | None:
    """Return the sentence before ", X said" where that closes it, or None."""
    tokens, tags = reading.tokens, reading.columns["pos"]
    start, last = min(source[0], cue[0]), max(source[1], cue[1])
    begin, end = int(reading.opens[start]), int(reading.ends[last - 1]) + 1
    if end - last >= _LONGEST_REST or any(tags[at] in _FINITE or tokens.quoted[at] for at in range(last, end)):
        return None
    is_parted = tokens.types[tokens.type[start - 1]] == "," or tokens.quoted[start - 1] == CLOSING
    if not is_parted or start - begin < _SHORTEST_CLAUSE:
        return None
    return begin, start - (tokens.quoted[start - 1] == 0)


def _rest_behind(reading: Reading, source: Range, cue: Range) -> Range | None:
    """Return what follows the cue in its sentence, or None."""
    tokens = reading.tokens
    first = max(cue[1], source[1]) if source[0] == cue[1] else cue[1]
    end = int(reading.ends[first - 1]) + 1
    end -= end > first and tokens.types[tokens.type[end - 1]] in (".", "!", "?")
    if end - first < 2 or tokens.types[tokens.type[first]] in _EDGES:
        return None
    return first, end


def _words(tokens: Tokens, place: Range) -> list[str]:
    return [tokens.types[i].lower() for i in tokens.type[slice(*place)].tolist()]


def _unquoted(tokens: Tokens, source: Range) -> Range:
    """End a source where a quotation opens."""
    opens = np.flatnonzero(tokens.quoted[source[0] + 1 : source[1]] == OPENING)
    return (source[0], source[0] + 1 + int(opens[0])) if len(opens) else source


def _trimmed(tokens: Tokens, piece: Range) -> Range:
    """Take marks off the edges of a piece."""
    first, last = piece
    while first < last and not tokens.quoted[first] and tokens.types[tokens.type[first]] in _EDGES:
        first += 1
    while last > first and not tokens.quoted[last - 1] and tokens.types[tokens.type[last - 1]] in _EDGES:
        last -= 1
    return first, last


def with_marks(tokens: Tokens, piece: Range) -> Range:
    """Take marks off the edges of a piece of content, and quotation marks in that belong to what it quotes."""
    first, last = _trimmed(tokens, piece)
    if first < last and tokens.quoted[first] == INSIDE and tokens.quoted[first - 1] == OPENING:
        first -= 1
    if first < last and tokens.quoted[last - 1] == INSIDE and tokens.quoted[last] == CLOSING:
        last += 1
    return first, last


def _without_time(tokens: Tokens, source: Range) -> Range:
    """Take a date off the beginning or end of a source: "On Thursday the Kremlin", "Ann Smith, last night"."""
    words = _words(tokens, source)
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
