"""Character spans, the unit in which everything here is measured and cited."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Everything that ends a line in Unicode and in files, but for form feeds and tabulators, which stand inside lines.
_LINE = re.compile("[^\n\r\u0085\u2028\u2029]+")
# A word keeps inner apostrophes, hyphens, full stops and digits' separators: "don't", "long-simmering", "U.S", "1,200".
TOKEN = re.compile(r"\w+(?:[-'’.,:/&@]\w+)*|\S", re.UNICODE)


class Span(NamedTuple):
    """A stretch of text: character offsets from `start` up to, not including, `end`.

    >>> span = Span(4, 11)
    >>> span.of("The Kremlin spoke.")
    'Kremlin'
    >>> span.shift(10)
    Span(start=14, end=21)
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> "Span":
        """Return the same span, `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def holds(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


def trim(text: str, start: int, end: int) -> Span:
    """Shrink a span until it neither begins nor ends with white space; all-space spans become empty at `start`.

    >>> trim("  two words ", 0, 12)
    Span(start=2, end=11)
    """
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, start + max(lead, len(piece.rstrip()))) if piece.strip() else Span(start, start)


def lines(text: str) -> list[Span]:
    r"""Return the lines of a text that hold anything, in order, without the space around them.

    >>> lines("One.\r\n\n  Two.\n")
    [Span(start=0, end=4), Span(start=9, end=13)]
    """
    spans = (trim(text, *match.span()) for match in _LINE.finditer(text))
    return [span for span in spans if span.end > span.start]


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression, without a group around it, for any of `words`; the longest that fits matches.

    >>> any_of(["PA", "Reuters", "AFP", "AP", "PA"])
    'Reuters|AFP|AP|PA'
    """
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def tokens(text: str) -> list[Span]:
    """Split text into words and single punctuation marks, each with its offsets.

    A word keeps the marks inside it (`don't`, `long-simmering`, `1,200`); a mark at its edge is a token of its own.
    This is the token by which windows are counted and shares are taken; it is not a linguistic tokeniser: `don't` is
    one token here and two in treebanks.

    >>> [token.of("He didn’t say “no”.") for token in tokens("He didn’t say “no”.")]
    ['He', 'didn’t', 'say', '“', 'no', '”', '.']
    """
    return [Span(*match.span()) for match in TOKEN.finditer(text)]


def words(text: str) -> list[Span]:
    """Return the tokens that hold a letter or a digit.

    >>> len(words("Iran’s leader – Ali Khamenei – warned Israel."))
    6
    """
    return [token for token in tokens(text) if any(c.isalnum() for c in token.of(text))]


def words_within(text: str, spans: Iterable[Span], covers: Sequence[Span]) -> tuple[int, int]:
    """Count the words in `spans`, and how many of them lie inside any of `covers`: (inside, all).

    `covers` are in order and do not overlap.

    >>> words_within("He will “not go”.", [Span(0, 17)], [Span(8, 16)])
    (2, 4)
    """
    counted = [word.shift(span.start) for span in spans for word in words(span.of(text))]
    return sum(index_holding(covers, word) is not None for word in counted), len(counted)


def index_holding(spans: Sequence[Span], inner: Span) -> int | None:
    """Return the index of the one of `spans` that holds `inner` whole, or None.

    `spans` are in order and do not overlap, as sentences, paragraphs and quotations are; the time is logarithmic.

    >>> index_holding([Span(0, 5), Span(6, 20)], Span(8, 10))
    1
    """
    at = bisect_right(spans, inner.start, key=lambda span: span.start) - 1
    return at if at >= 0 and spans[at].holds(inner) else None


def extent(spans: Iterable[Span]) -> Span:
    """Return the span from the first start to the last end of several spans.

    >>> extent([Span(30, 34), Span(2, 9)])
    Span(start=2, end=34)
    """
    listed = list(spans)
    return Span(min(s.start for s in listed), max(s.end for s in listed))
