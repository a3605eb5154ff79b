"""Texts read for VADER's rules, many at once: each word as its number in `vader_tokens.words()`.

Only words that some list may have are looked up one by one. Which these are is told from the bytes of all texts
together: by a signature made of a word's length and some of its letters, which each listed word shares with few others.
So no listed word is missed, most of the others never become Python objects, and those that do are found to be `PLAIN`.
"""

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from newsactors.sentiment import vader_words as known
from newsactors.sentiment.vader_tokens import (
    BOUNDARY,
    PLAIN,
    PLAIN_NEGATION,
    SHORT,
    Flags,
    Floats,
    Whole,
    Words,
    number_of,
    spell_emoji,
    strip_marks,
    words,
)

PAD: Final = 3  # boundaries between two texts, as many as the rules look back
WIDE_SPACES: Final = "\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # at which `str.split` cuts, but ASCII
KELVIN: Final = "\u212a"  # the one character beside "K" whose small letter is "k"
_CHUNK: Final = 200_000  # characters read together
_MOST_SPELLINGS: Final = 2**16  # remembered from chunk to chunk
_MOST_MARKS: Final = 8  # taken from either end of a word at once; where there are more, the word is looked up
_SURROGATES: Final = "surrogatepass"
_GAP: Final = 0
_NOT_ASCII: Final = 0x80
# ASCII in small letters, white space as a gap, and nothing else as one.
_KEYS: Final = bytes(
    n if n >= _NOT_ASCII else _GAP if chr(n).isspace() else ord(chr(n).lower()) or 1 for n in range(256)
)
_MARKS: Final = np.array([chr(n) in string.punctuation for n in range(256)])
_BITS: Final = 18
_MIX: Final = np.uint32(0x9E3779B1)  # 2**32 over the golden ratio: neighbours come to lie far apart
Bytes = npt.NDArray[np.uint8]


class Chunk(NamedTuple):
    """Some texts in a row, which begin with that of the row `first`.

    `words` and `capitals` have an entry a word, and `PAD` boundaries before, between and behind texts: the number of
    each word, and whether all letters of a listed word are capitals. `starts` is where each text's words begin,
    `lengths` how many they are; `mixed` tells whether it has a listed word in capitals, and some word that is not;
    `emphasis` is what its exclamation and question marks add.
    """

    first: int
    words: npt.NDArray[np.int32]
    capitals: Flags
    mixed: Flags
    starts: Whole
    lengths: Whole
    emphasis: Floats


class _Codes(dict[bytes, int]):
    """The code of each spelling looked up so far: twice the word's number, and one more for a listed one in capitals.

    All lists are ASCII, so that other letters need not be told apart.
    """

    def __init__(self, numbers: Mapping[str, int]) -> None:
        super().__init__()
        self.numbers = numbers

    def __missing__(self, spelling: bytes) -> int:
        word = strip_marks(spelling.decode("ascii", "replace"))
        number = number_of(word, self.numbers)
        self[spelling] = code = 2 * number + (number > PLAIN_NEGATION and word.isupper())
        return code


class Lists(NamedTuple):
    """All listed words: the table of them, and of each signature whether one of them has it."""

    words: Words
    listed: Flags


@cache
def standard_lists() -> Lists:
    """Return the lists of VADER; ResourceError if the lexicon is not installed."""
    return lists_of(words())


def lists_of(table: Words) -> Lists:
    """Return the lists that a table of words makes."""
    keys = np.frombuffer("\n".join(("", *table.numbers, "")).encode("ascii").translate(_KEYS), np.uint8)
    listed = np.zeros(1 << _BITS, np.bool_)
    listed[_signatures(keys, *_edges(keys))] = True
    return Lists(table, listed)


def read_chunks(texts: Sequence[str], lists: Lists) -> Iterator[Chunk]:
    """Read texts a chunk at a time, in order.

    >>> [chunk] = read_chunks(["Not good!", ""], standard_lists())
    >>> chunk.starts.tolist(), chunk.lengths.tolist(), words().valence[chunk.words].tolist()
    ([3, 8], [2, 0], [0.0, 0.0, 0.0, 0.0, 1.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    """
    codes, needs_care = _Codes(lists.words.numbers), _needs_care().search
    first, size, read, emphasis = 0, 0, list[bytes](), list[float]()
    for row, text in enumerate(texts):
        if not text.isascii() and needs_care(text):
            spelled = text if known.emoji().keys().isdisjoint(text) else spell_emoji(text)
            text = " ".join(spelled.replace(KELVIN, "K").split())
        read.append(text.encode("utf-8", _SURROGATES))
        emphasis.append(_emphasis(text) if "!" in text or "?" in text else 0.0)
        size += len(text)
        if size > _CHUNK:
            yield _chunk(first, read, emphasis, codes, lists.listed)
            first, size, read, emphasis = row + 1, 0, [], []
            if len(codes) > _MOST_SPELLINGS:
                codes.clear()
    if read:
        yield _chunk(first, read, emphasis, codes, lists.listed)


@cache
def _needs_care() -> re.Pattern[str]:
    """Return a quick test that finds emoji, wide spaces and more: with single characters beyond U+FFFF it is slow."""
    near = "".join(sign for sign in known.emoji() if sign <= "\uffff")
    return re.compile(f"[{near}{WIDE_SPACES}{KELVIN}\U00010000-\U0010ffff]")


def _emphasis(text: str) -> float:
    """Return what the exclamation and question marks of a text add to the sum of its valences."""
    exclamations = min(text.count("!"), known.MOST_EXCLAMATIONS)
    return exclamations * known.EXCLAMATION + known.QUESTIONS[min(text.count("?"), len(known.QUESTIONS) - 1)]


def _chunk(first: int, texts: Sequence[bytes], emphasis: Sequence[float], codes: _Codes, listed: Flags) -> Chunk:
    """Find the words of texts in UTF-8, and look up those that may be listed."""
    raw = b"\n".join((b"", *texts, b""))
    keys = np.frombuffer(raw.translate(_KEYS), np.uint8)
    start, end = _edges(keys)
    at = np.flatnonzero(_may_be_listed(keys, start, end, listed))
    places = zip(start[at].tolist(), end[at].tolist(), strict=True)
    found = np.array([codes[raw[one:other]] for one, other in places], np.int32)
    count = len(texts)
    opens = np.searchsorted(start, np.cumsum([1, *(len(text) + 1 for text in texts)]))
    lengths = np.diff(opens)
    starts = opens[:-1] + PAD * np.arange(1, count + 1)
    numbers = np.full(len(start) + PAD * (count + 1), PLAIN, np.int32)
    numbers[np.append(starts, len(numbers))[:, None] - np.arange(1, PAD + 1)] = BOUNDARY
    capitals = np.zeros(len(numbers), np.bool_)
    at += PAD * np.repeat(np.arange(1, count + 1), lengths)[at]
    numbers[at], capitals[at] = found >> 1, found & 1
    mixed = np.zeros(count, np.bool_)
    for row in np.unique(np.searchsorted(starts, np.flatnonzero(capitals), "right") - 1).tolist():
        mixed[row] = not all(map(str.isupper, texts[row].decode("utf-8", _SURROGATES).split()))
    return Chunk(first, numbers, capitals, mixed, starts, lengths, np.array(emphasis))


def _edges(keys: Bytes) -> tuple[Whole, Whole]:
    """Return the first byte of each word, and the one behind its last."""
    gap = keys == _GAP
    edges = np.flatnonzero(gap[1:] != gap[:-1]) + 1
    return edges[::2], edges[1::2]


def _may_be_listed(keys: Bytes, start: Whole, end: Whole, listed: Flags) -> Flags:
    """Tell which words a list may have, and which hold "n't"."""
    first, behind, unfinished = _stripped(keys, start, end)
    found: Flags = listed[_signatures(keys, first, behind)]
    found[unfinished] = True
    n, apostrophe, t = known.NEGATES_WITHIN.encode()
    negating = np.flatnonzero((keys[:-2] == n) & (keys[1:-1] == apostrophe) & (keys[2:] == t))
    found[np.searchsorted(start, negating, "right") - 1] = True
    return found


def _stripped(keys: Bytes, start: Whole, end: Whole) -> tuple[Whole, Whole, Whole]:
    """Return first byte and byte behind of words without punctuation, as `strip_marks` has them.

    Returned last are the numbers of words of which some punctuation may be left.
    """
    first, behind = start.copy(), end.copy()
    before = np.flatnonzero(_MARKS[keys[first]])
    after = np.flatnonzero(_MARKS[keys[behind - 1]])
    for _ in range(_MOST_MARKS):
        first[before] += 1
        behind[after] -= 1
        before = before[_MARKS[keys[first[before]]]]  # nothing is a mark but marks: not the gap behind a word
        after = after[_MARKS[keys[behind[after] - 1]]]
    short = behind - first <= SHORT
    return np.where(short, start, first), np.where(short, end, behind), np.concatenate([before, after])


def _signatures(keys: Bytes, start: Whole, end: Whole) -> npt.NDArray[np.uint32]:
    """Return a number below 2**_BITS for each word, made of its length, three first, middle and two last bytes."""
    length, last = end - start, end - 1
    first = start, np.minimum(start + 1, last), np.minimum(start + 2, last)
    found = length.astype(np.uint32)
    for place in (*first, start + (length >> 1), np.maximum(last - 1, start), last):
        found = found * _MIX + keys[place]
    return (found * _MIX) >> np.uint32(32 - _BITS)
