"""Words as the search for names needs them: offsets, bare forms, and whether a capital letter means anything."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsactors.actors import gazetteer
from newsactors.cleaning import find_seams
from newsactors.spans import TOKEN

# The space before a token, the token, a stop that may belong to it, and the words in small letters between spaces that
# follow: most words are such, and need no closer look.
_TOKENS = re.compile(rf"(\s*)({TOKEN.pattern})(\.?)((?: [a-z]+(?=,? ))*)")
_INITIALISM = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_ADDRESS = re.compile(r"(?<!\S)(?=\S*(?:://|@|www\.))\S+")
# Marks that hold two words together without making them one: "AFP/Getty", "Kyiv,Ukraine", "Reuters:The".
_JOINTS = re.compile(r"(?<=\w)[/:,](?=[^\W\d])|(?<=[^\W\d_]{2})\.(?=[A-Z][a-z])")
# The last part of "US-supplied", "Trump-era", "Oxford-educated": an adjective made from a name.
_SUFFIX = re.compile(r"\w+ed|led|run|built|based|born|era|style|made|like|wide|only|owned|held|linked|bound|friendly")
_OPENING = frozenset('“"‘«„•*')
_GLUED = re.compile(r"[A-Z](?<=[a-z]{3}.)[a-z]")
_INNER_CAPITAL = re.compile(r"[A-ZÀ-Þ](?<=[^\W_].)")
_LINE = re.compile(r"[\n\r]?[^\n\r]+")
_STOPS, _CLOSING = frozenset(".!?…"), frozenset("”\"’')]")
_JOINING = frozenset(["", " ", "\u00a0", "  ", "-"])
_HEADLINE_SHARE = 0.7  # of words with a capital: above it a line is set in title case and capitals say nothing


class Word(NamedTuple):
    """A word or a punctuation mark of a text, at characters `start` to `end` (exclusive).

    `bare` is the form without a possessive ending and without an abbreviation's stop, `key` the form in which it is
    looked up. `capital` tells that it begins with a capital; `opens` that its capital proves nothing, because it opens
    a sentence or a quotation or stands in a line set in title case. `joined` tells that only spaces or a hyphen stand
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


Words = Sequence[Word]


def read_words(text: str) -> list[Word]:
    """Split a text into words; compounds with a known name fall apart, possessive endings are left out of the span.

    Where a sentence begins is told by stops and line ends alone: `split_sentences` would take longer than all the rest.

    >>> [word.bare for word in read_words("Iran’s US-supplied jets, he said.")]
    ['Iran', 'US', 'supplied', 'jets', ',', 'he', 'said', '.']
    """
    title_case, seams, short = _title_case(text), _seams(text), gazetteer.words("abbreviation")
    found: list[Word] = []
    new, add = tuple.__new__, found.append  # Word(...) would take twice the time
    at, before, ended, hyphen = 0, "", True, ""  # `ended`: the next word begins a sentence
    for space, token, stop, plain in _TOKENS.findall(_without_addresses(text).rstrip()):
        start, joined = at + len(space), space in _JOINING
        if token == "-" and not space and len(before) > 2 and before.endswith(".") and text[at + 1 : at + 2].islower():
            at, hyphen = at + 1, "-"  # "U.S.-led": the hyphen is the gap before "led"
            continue
        if stop and (token in short or _INITIALISM.fullmatch(token)):
            token, stop = token + stop, ""
        if not hyphen and (len(token) == 1 or (token.isalnum() and not seams)):
            at, capital = start + len(token), token[0].isupper()
            opens = capital and (ended or before in _OPENING or "\n" in space or _is_inside(title_case, start))
            add(new(Word, (start, at, token, token, capital, opens, joined, False, False)))
            before, ended = token, token in _STOPS or (ended and token in _CLOSING)
        else:
            for first, last in _parts(token, start, seams):
                gap, whole = hyphen or text[at:first], text[first:last]
                opens = ended or before in _OPENING or "\n" in gap or first in seams or _is_inside(title_case, first)
                add(_word(whole, first, gap, opens))
                at, before, ended, hyphen = last, whole, whole in _STOPS or (ended and whole in _CLOSING), ""
        if stop:
            add(new(Word, (at, at + 1, stop, stop, False, False, True, False, False)))
            at, before, ended = at + 1, stop, True
        if plain:
            for word in plain.split():
                start = at + 1
                at = start + len(word)
                add(new(Word, (start, at, word, word, False, False, True, False, False)))
            before, ended = word, False
    return found


def bare_at(words: Words, at: int) -> str:
    """Return the bare form of word `at`, "" before the first word and behind the last."""
    return words[at].bare if 0 <= at < len(words) else ""


def after_the(words: Words, at: int) -> bool:
    """Tell whether the definite article stands before word `at`."""
    return bare_at(words, at - 1) in ("the", "The")


def goes_on(words: Words, at: int) -> bool:
    """Tell whether word `at` has a capital, and no mark stands between it and the word before."""
    return at < len(words) and words[at].joined and words[at].capital


def _is_inside(bounds: Sequence[int], at: int) -> bool:
    """Tell whether a character is inside of one of the spans whose starts and ends, in turn, are `bounds`."""
    return bool(bounds) and bisect_right(bounds, at) % 2 == 1


def _word(whole: str, start: int, gap: str, opens: bool) -> Word:
    """Read a word, as it is written, that starts at `start` with `gap` before it."""
    possessive = len(whole) > 2 and whole.endswith(("'s", "’s"))
    bare = whole[:-2] if possessive else whole
    end = start + len(bare)
    bare = bare.rstrip(".") if len(bare) > 1 else bare
    known_as, capital = gazetteer.key(bare), _is_capital(bare)
    return Word(start, end, bare, known_as, capital, capital and opens, gap in _JOINING, gap == "-", possessive)


def _is_capital(bare: str) -> bool:
    """Tell whether a word begins with a capital, after the Arabic article if need be: "al-Assad"."""
    return bare[:1].isupper() or (bare[2:3] == "-" and bare[3:4].isupper() and bare[:2] in ("al", "el"))


def _seams(text: str) -> frozenset[int]:
    """Return where sentences begin inside of words ("Getty ImagesMr Roe"); looked for only where there is a sign."""
    if not _GLUED.search(text):
        return frozenset()
    found: set[int] = set()
    for line in _LINE.finditer(text):  # what stands in other lines says nothing about a seam
        if _INNER_CAPITAL.search(line.group()):
            found.update(line.start() + at for at, _ in find_seams(line.group()) if line.group()[at - 1].isalnum())
    return frozenset(found)


def _without_addresses(text: str) -> str:
    """Return a text with white space, but no line ends and none that joins words, in place of addresses."""
    if not any(sign in text for sign in ("://", "@", "www.")):  # a search for each word that has one takes longer
        return text
    return _ADDRESS.sub(lambda address: "\f" * len(address.group()), text)


def _parts(token: str, start: int, seams: frozenset[int]) -> Iterable[tuple[int, int]]:
    """Return where the words in a token begin and end; it is cut where a sentence starts inside of it."""
    if not token.isalnum() and len(token) > 2:
        return _pieces(token, start) if "-" in token or _JOINTS.search(token) else [(start, start + len(token))]
    cuts = [at for at in range(start + 1, start + len(token)) if at in seams] if seams else ()
    return pairwise([start, *cuts, start + len(token)])


def _pieces(surface: str, offset: int) -> Iterator[tuple[int, int]]:
    at = 0
    for joint in [*_JOINTS.finditer(surface), None]:
        end = joint.start() if joint else len(surface)
        yield from _compound(surface[at:end], offset + at)
        if joint:
            yield offset + joint.start(), offset + joint.end()
            at = joint.end()


def _compound(surface: str, offset: int) -> Iterator[tuple[int, int]]:
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
        yield offset, offset + len(surface)
        return
    at = offset
    for part in parts:
        if part:
            yield at, at + len(part)
        at += len(part) + 1


def _title_case(text: str) -> list[int]:
    """Return where lines of four words or more, in which nearly every word has a capital, begin and end, in turn."""
    found: list[int] = []
    for line in re.finditer(r"[^\n]+", text):
        initials = [word[0] for word in line.group().split()]
        if sum(map(str.islower, initials)) > len(initials) / 2:  # most lines need no closer look
            continue
        initials = list(filter(str.isalpha, initials))
        if len(initials) > 3 and sum(map(str.isupper, initials)) > _HEADLINE_SHARE * len(initials):
            found += line.span()
    return found
