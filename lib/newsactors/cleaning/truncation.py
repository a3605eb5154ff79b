"""Find where the scraper stopped."""

import re
from collections import Counter

from newsactors.cleaning.characters import ends_with_stop
from newsactors.spans import Span, lines

# Lengths, in bytes or characters, at which feeds and databases cut: text messages, meta descriptions, tweets, columns.
_CUT_LENGTHS = frozenset({140, 150, 155, 156, 160, 200, 250, 255, 256, 280, 300, 500, 512, 1000, 1024})
# The shortest and longest text that is believed to be cut because others end at its length, or with an ellipsis; a
# shorter line that trails off, or a longer one, is more often speech.
_SHORTEST, _LONGEST = 80, 400
# Words that nobody ends a sentence or a headline with, in lines of at least so many characters.
_WEAK_WORDS = frozenset(
    "a an the and or nor but of from with by as than whose our your my his their its into between among against if "
    "because while although that which who these those every was were been being has have had would could should may "
    "might must cannot to for at in on is are be will".split()
)
_WEAK_LENGTH = 40
# The share of open ends that must have one length before that is no accident.
_SHARE = 0.2
# In a text that is punctuated well, a line that goes on behind a whole sentence and has no stop breaks off. Punctuated
# well: of its long lines, at least so many, at most this share lacks a stop. Where many of those were cut at a known
# length, that is how the scraper works, and a stop missing elsewhere was lost. Chosen on streams of cut articles.
_ENOUGH_LINES, _OPEN_SHARE, _BY_LENGTH_SHARE = 10, 0.15, 0.25
_CUT_MARK = re.compile(r"(?:\[\+\d+ chars\]|\[(?:…|\.\.\.)\])$")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.)$")
# The sentence before is longer than the quotation with which a headline may begin: "‘It was a disaster.’ How …".
_BREAKS_OFF = re.compile(r".{40,}[a-z”’\"][.!?][”’\"]? +[“\"A-Z]")
# A name behind a quotation or a post ends a text too: "(@name) May 3, 2016", "” ― Jane Doe".
_SIGNATURE = re.compile(r"(?:\(@\w+\)[\w ,.]{0,25}|[”\"]\s?[—―–-]{1,2}\s?[^.!?”\"]{2,60})$")


def find_truncated_ends(text: str) -> list[Span]:
    r"""Return the last word of each line that was cut, in order.

    Evidence is a mark (`[+99 chars]`, `[...]`, an ellipsis behind a long text), a length at which feeds cut or that
    many open ends share, a last word such as `the`; or, in a text punctuated well, a line that goes on behind a whole
    sentence and has no stop. A line that merely has no stop is not enough: headlines and captions have none either. So
    a third of the texts cut between two words is missed; see `resources/boilerplate.md`. Give the raw text: repairs
    change lengths.

    >>> text = "Talks failed\nBoth sides said on Monday that they were ready to return to the"
    >>> [span.of(text) for span in find_truncated_ends(text)]
    ['the']
    """
    found = [(line, line.of(text)) for line in lines(text)]
    sizes = {line: _sizes(words) for line, words in found if not _is_finished(words)}
    lengths = _cut_lengths(list(sizes.values()))
    by_length = {line for line, both in sizes.items() if both & lengths}
    careful = _is_punctuated_well([line for line, words in found if len(words) >= _SHORTEST], set(sizes), by_length)
    cut = [
        line
        for line, words in found
        if _has_mark(words) or line in by_length or (line in sizes and _breaks_off(words, careful=careful))
    ]
    return [Span(line.end - len(_last_word(line.of(text))), line.end) for line in cut]


def _is_finished(line: str) -> bool:
    return ends_with_stop(line) or bool(_SIGNATURE.search(line, max(0, len(line) - _SHORTEST)))


def _has_mark(line: str) -> bool:
    return bool(_CUT_MARK.search(line) or (_SHORTEST <= len(line) <= _LONGEST and _ELLIPSIS.search(line)))


def _breaks_off(line: str, *, careful: bool) -> bool:
    """Tell whether a line without a stop ends weakly or, in a text `careful` about stops, behind a whole sentence."""
    weak = len(line) >= _WEAK_LENGTH and _last_word(line).lstrip("“‘\"'(") in _WEAK_WORDS
    goes_on = _SHORTEST <= len(line) <= _LONGEST and (line[-1].isalnum() or line[-1] == ",")
    return weak or (careful and goes_on and bool(_BREAKS_OFF.match(line)))


def _is_punctuated_well(long: list[Span], unfinished: set[Span], by_length: set[Span]) -> bool:
    """Tell whether so few of the long lines lack a stop that one which does stands out, and no length explains it."""
    lacking = [line for line in long if line in unfinished]
    cut = sum(line in by_length for line in lacking)
    return (
        len(long) >= _ENOUGH_LINES
        and len(lacking) <= _OPEN_SHARE * len(long)
        and cut <= _BY_LENGTH_SHARE * len(lacking)
    )


def _sizes(line: str) -> frozenset[int]:
    return frozenset({len(line), len(line.encode("utf-8", "surrogatepass"))})


def _cut_lengths(sizes: list[frozenset[int]]) -> frozenset[int]:
    """Return the lengths at which lines of this text may have been cut, by custom or by what its open ends share.

    A line that was cut behind a space is one shorter; that counts where another shows the full length.
    """
    counts = Counter(size for both in sizes for size in both)
    long = sum(max(both) >= _SHORTEST for both in sizes)
    shared = {n for n, count in counts.items() if n >= _SHORTEST and count > 1 and count >= _SHARE * long}
    spaced = {length - 1 for length in (_CUT_LENGTHS | shared) if counts[length] > 1}
    return frozenset(_CUT_LENGTHS | shared | spaced)


def _last_word(line: str) -> str:
    return line.split()[-1] if len(line) < _LONGEST else line[-_LONGEST:].split()[-1]
