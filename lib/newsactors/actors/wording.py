"""Words as the search for names needs them: offsets, bare forms, and whether a capital letter means anything."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsactors.actors import gazetteer
from newsactors.segmentation import split_sentences
from newsactors.spans import Span, tokens

_INITIALISM = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_ADDRESS = re.compile(r"(?<!\S)(?=\S*(?:://|@|www\.))\S+")
# Marks that hold two words together without making them one: "AFP/Getty", "Kyiv,Ukraine", "Reuters:The".
_JOINTS = re.compile(r"(?<=\w)[/:,](?=[^\W\d])|(?<=[^\W\d_]{2})\.(?=[A-Z][a-z])")
# The last part of "US-supplied", "Trump-era", "Oxford-educated": an adjective made from a name.
_SUFFIX = re.compile(r"\w+ed|led|run|built|based|born|era|style|made|like|wide|only|owned|held|linked|bound|friendly")
_OPENING = frozenset('“"‘«„•*')
_JOINING = frozenset(["", " ", "\u00a0", "  ", "-"])
_HEADLINE_SHARE = 0.7  # of words with a capital: above it a line is set in title case and capitals say nothing


class Word(NamedTuple):
    """A word or a punctuation mark of a text, at characters `start` to `end` (exclusive).

    `bare` is the form without a possessive ending and without an abbreviation's stop, `key` the form in which it is
    looked up. `capital` tells that it begins with a capital; `opens` that this proves nothing, because it opens a
    sentence or a quotation or stands in a line set in title case. `joined` tells that only spaces or a hyphen stand
    between it and the word before, `hyphen` that a hyphen does.
    """

    start: int
    end: int
    bare: str
    key: str
    capital: bool
    opens: bool
    joined: bool
    hyphen: bool
    possessive: bool


def read_words(text: str) -> list[Word]:
    """Split a text into words; compounds with a known name fall apart, possessive endings are left out of the span.

    >>> [word.bare for word in read_words("Iran’s US-supplied jets, he said.")]
    ['Iran', 'US', 'supplied', 'jets', ',', 'he', 'said', '.']
    """
    starts = [sentence.start for sentence in split_sentences(text)]
    first, title_case = frozenset(starts), _title_case_lines(text)
    found: list[Word] = []
    at, before = 0, ""
    for start, end in _parts(text, starts):
        gap, whole = text[at:start], text[start:end]
        opens = start in first or before in _OPENING or (bool(title_case) and _within(title_case, start))
        joined = gap in _JOINING and at > 0
        at, before = end, whole
        if whole.isalpha():  # most words need no look at their marks
            found.append(Word(start, end, whole, whole, whole[0].isupper(), opens, joined, gap == "-", False))
            continue
        possessive = len(whole) > 2 and whole.endswith(("'s", "’s"))
        end -= 2 * possessive
        bare = text[start:end]
        bare = bare.rstrip(".") if len(bare) > 1 else bare
        known_as = gazetteer.key(bare)
        found.append(Word(start, end, bare, known_as, _is_capital(bare), opens, joined, gap == "-", possessive))
    return found


def _is_capital(bare: str) -> bool:
    """Tell whether a word begins with a capital, after the Arabic article if need be: "al-Assad"."""
    return bare[:1].isupper() or (bare[2:3] == "-" and bare[3:4].isupper() and bare[:2] in ("al", "el"))


def _parts(text: str, starts: Sequence[int]) -> Iterator[Span]:
    """Yield the tokens outside addresses, with the stop of an abbreviation, cut where a sentence starts inside one."""
    short = gazetteer.words("abbreviation")
    addresses = [Span(*match.span()) for match in _ADDRESS.finditer(text)]
    done = 0
    for token in tokens(text):
        if token.start < done or (addresses and _within(addresses, token.start)):
            continue
        surface = text[token.start : token.end]
        stopped = text[token.end : token.end + 1] == "."
        if stopped and (surface in short or _INITIALISM.fullmatch(surface)):
            done = token.end + 1
            yield Span(token.start, done)
        elif len(surface) > 2 and not surface.isalnum():
            yield from _pieces(surface, token.start)
        elif (at := bisect_right(starts, token.start)) < len(starts) and starts[at] < token.end:
            yield Span(token.start, starts[at])
            yield Span(starts[at], token.end)
        else:
            yield token


def _pieces(surface: str, offset: int) -> Iterator[Span]:
    at = 0
    for joint in [*_JOINTS.finditer(surface), None]:
        end = joint.start() if joint else len(surface)
        yield from _compound(surface[at:end], offset + at)
        if joint:
            yield Span(offset + joint.start(), offset + joint.end())
            at = joint.end()


def _compound(surface: str, offset: int) -> Iterator[Span]:
    known = gazetteer.entries()
    parts = surface.split("-")
    plain = [part.removesuffix("'s").removesuffix("’s") for part in parts]
    whole = gazetteer.key(surface.removesuffix("'s").removesuffix("’s"))
    splits = (
        len(parts) > 1
        and whole not in known
        and (
            any(gazetteer.key(part) in known for part in plain)
            or (surface[0].isupper() and _SUFFIX.fullmatch(parts[-1]))
        )
    )
    if not splits:
        yield Span(offset, offset + len(surface))
        return
    at = offset
    for part in parts:
        if part:
            yield Span(at, at + len(part))
        at += len(part) + 1


def _title_case_lines(text: str) -> list[Span]:
    """Return the lines, of four words or more, in which nearly every word has a capital."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        initials = [word[0] for word in line.group().split() if word[0].isalpha()]
        if len(initials) > 3 and sum(map(str.isupper, initials)) > _HEADLINE_SHARE * len(initials):
            found.append(Span(*line.span()))
    return found


def _within(spans: Sequence[Span], at: int) -> bool:
    i = bisect_right(spans, at, key=lambda span: span.start) - 1
    return i >= 0 and at < spans[i].end
