"""Texts as columns of tokens: one array an attribute, all texts one after another, so that numpy does the work."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from newsactors.segmentation.quotations import Quotation, find_extents

Array = npt.NDArray[Any]

# Empty tokens between lines, so that a window over the whole column never mixes two of them; the widest window is 3.
PAD = 3

# Treebank tokens, except that hyphenated words stay whole and spaced initials ("U. S.") apart.
_TOKEN = re.compile(
    r"\s*("  # taken along: to try each alternative at a space takes longer
    r"[a-z]+(?![\w.'’‐-])"  # most words; the alternatives below would say the same, more slowly
    r"|(?:[A-Za-z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Rev|Prof|St|Jr|Sr|vs|No)\."
    r"|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec|Inc|Corp|Co|Ltd|etc)\."
    r"|(?=\w+['’]t\b)\w+?(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|S|re|ve|ll|d|m)\b"
    r"|[$€£]?\d+(?:[.,:]\d+)*(?:\w+|%)?"
    r"|\w+(?:[-‐]\w+)*"
    r"|''|``|\.\.+|--+"
    r"|\S)"
)
# White space as regular expressions and `str.isspace` have it.
_WHITE = (*range(9, 14), *range(28, 33), 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288)
_IS_BLACK = ~np.isin(np.arange(max(_WHITE) + 2), _WHITE)  # the last stands for all characters behind
_ENDS = frozenset([".", "!", "?", "…", "..."])
_DIGIT = re.compile(r"\d")
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)  # where a token stands to quotation marks


class Tokens(NamedTuple):
    """The tokens of several texts; every array has one entry a token, `PAD` empty tokens before and behind each line.

    `types` are the distinct words, `types[0]` the empty one, and `type` says which one a token is. `start` and `end`
    are character offsets in text number `text`, all three -1 for an empty token. `quoted` is `OUTSIDE`, `INSIDE`,
    `OPENING` or `CLOSING`. `sentence` numbers the sentences through all texts, `begins` marks their first tokens: cut
    by stops and capitals alone, which is rougher than `split_sentences` and several times faster. `lines` has a row a
    line: first token, number of tokens, number of the text. `forms` are the types as `normal` has them, `opens` and
    `ends` the first and the last token of each token's sentence.
    """

    types: list[str]
    forms: list[str]
    type: npt.NDArray[np.int32]
    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    text: npt.NDArray[np.int32]
    quoted: npt.NDArray[np.uint32]
    begins: npt.NDArray[np.bool_]
    sentence: npt.NDArray[np.signedinteger]
    opens: npt.NDArray[np.signedinteger]
    ends: npt.NDArray[np.signedinteger]
    lines: npt.NDArray[np.int64]


def read_tokens(texts: Sequence[str]) -> Tokens:
    """Split texts into tokens, each line a sequence of its own.

    >>> tokens = read_tokens(["He didn't say “no”.", "Why?"])
    >>> [tokens.types[i] for i in tokens.type if i]
    ['He', 'did', "n't", 'say', '“', 'no', '”', '.', 'Why', '?']
    >>> tokens.lines.tolist()
    [[3, 8, 0], [14, 2, 1]]
    >>> tokens.quoted[3:11].tolist()
    [0, 0, 0, 0, 2, 1, 3, 0]
    """
    numbers = defaultdict(count(1).__next__, {"": 0})  # a new word gets the next number
    types, spans, lengths, quoted = list[int](), list[Array](), list[Array](), list[Array]()
    for text in texts:
        words = _TOKEN.findall(text.rstrip())
        types += map(numbers.__getitem__, words)
        characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        places = _places(words, characters)
        spans.append(places)
        lengths_here = np.bincount(np.searchsorted(np.flatnonzero(characters == ord("\n")), places[:, 0]), minlength=1)
        lengths.append(lengths_here[lengths_here > 0])
        quoted.append(_quoted(places, [quotation for _, quotation in find_extents(text)]))
    return _laid_out(list(numbers), np.array(types, np.int32), spans, lengths, np.concatenate([[], *quoted]))


def _places(words: Sequence[str], characters: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    """Return start and end of each token of a text: together, in order, the tokens are all that is not white space."""
    length = np.fromiter(map(len, words), np.int64, len(words))
    end = np.cumsum(length)
    black = np.flatnonzero(_IS_BLACK.take(characters, mode="clip"))
    return np.stack([black[end - length], black[end - 1] + 1], axis=1)


def _laid_out(
    words: list[str],
    types: npt.NDArray[np.int32],
    spans: list[Array],
    lengths: list[Array],
    quoted: Array,
) -> Tokens:
    """Put empty tokens between the lines; `spans` and `lengths`, of tokens and lines, have an array a text."""
    owner = np.repeat(np.arange(len(lengths)), [len(each) for each in lengths])
    length = np.concatenate([np.zeros(0, np.int64), *lengths])
    line = np.repeat(np.arange(len(length)), length)
    place = np.arange(len(types)) + PAD * (line + 1)
    size = len(types) + PAD * (len(length) + 1)

    def spread(values: Array, empty: int, dtype: type = np.int32) -> Array:
        """Return a column with values at the tokens' places, and the empty value elsewhere."""
        column: Array = np.full(size, empty, dtype)
        column[place] = values
        return column

    starts, ends = np.concatenate([np.zeros((0, 2), np.int64), *spans]).T
    type_, marks = spread(types, 0), spread(quoted, OUTSIDE, np.uint32)
    begins = _begins(words, type_, marks)
    first = np.cumsum(length + PAD) - length
    text = spread(np.repeat(np.arange(len(spans)), [len(each) for each in spans]), -1)
    opens, closes = _sentence_edges(begins, type_)
    lines = np.stack([first, length, owner], axis=1)
    return Tokens(
        types=words,
        forms=[normal(word) if word else "" for word in words],
        type=type_,
        start=spread(starts, -1),
        end=spread(ends, -1),
        text=text,
        quoted=marks,
        begins=begins,
        sentence=np.cumsum(begins),
        opens=opens,
        ends=closes,
        lines=lines,
    )


def _quoted(places: npt.NDArray[np.int64], quotations: Sequence[Quotation]) -> npt.NDArray[np.int64]:
    """Return where each token of a text, given by its characters, stands to the quotation marks."""
    start, end = places.T
    if not quotations:
        return np.full(len(start), OUTSIDE)
    opens = np.array([quotation.start for quotation in quotations])
    ends = np.array([quotation.end for quotation in quotations])
    is_closed = np.array([quotation.closed for quotation in quotations])
    at = np.searchsorted(opens, start, "right") - 1
    at[(at >= 0) & (start >= ends[at])] = -1
    inside, before = at >= 0, np.concatenate([[-1], at])[: len(at)]
    found = np.where(inside, np.where(at == before, INSIDE, OPENING), OUTSIDE)
    found[inside & (end == ends[at]) & is_closed[at]] = CLOSING
    return found


def _begins(
    types: Sequence[str], type_: npt.NDArray[np.int32], quoted: npt.NDArray[np.uint32]
) -> npt.NDArray[np.bool_]:
    """Mark the tokens that begin a sentence: after a stop, or a closing mark behind one, unless in small letters."""
    is_stop = np.array([word in _ENDS for word in types])[type_]
    is_small = np.array([word.islower() for word in types])[type_]
    closes, opens_line = quoted == CLOSING, np.roll(type_, 1) == 0
    after_stop = np.roll(is_stop, 1) | (np.roll(closes, 1) & np.roll(is_stop, 2))
    found: npt.NDArray[np.bool_] = (type_ > 0) & (opens_line | (after_stop & ~is_small & ~closes))
    return found


def _sentence_edges(begins: npt.NDArray[np.bool_], type_: npt.NDArray[np.int32]) -> tuple[Array, Array]:
    """Return for each token the first and the last token of its sentence."""
    at = np.arange(len(begins))
    first = np.maximum.accumulate(np.where(begins, at, 0))
    is_last = np.roll(begins, -1) | (np.roll(type_, -1) == 0)
    return first, np.minimum.accumulate(np.where(is_last, at, len(at) - 1)[::-1])[::-1]


def normal(word: str) -> str:
    """Return a word in small letters, with straight apostrophes; in numbers and sums every digit is a nought.

    >>> normal("Don’t"), normal("$1,250")
    ("don't", '$0,000')
    """
    lowered = word.lower().replace("’", "'").replace("‘", "'")
    return _DIGIT.sub("0", lowered) if lowered[0] in "$€£0123456789" else lowered
