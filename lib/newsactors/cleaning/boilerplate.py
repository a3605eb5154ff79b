"""Tag what is not the article's voice, and where the scraper stopped."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from newsactors.cleaning.characters import ends_with_stop
from newsactors.spans import Span, lines

# What an invitation or a credit says. Each pattern must match a whole line or a whole segment between two seams.
_BOILERPLATE = {
    "newsletter": re.compile(
        r"(?=.*\b(?:sign(?:ed)? up|subscribe|register)\b)"
        r"(?=.*\b(?:inbox|newsletter|e-?mail|alerts?|briefing|sent to you|"
        r"coverage and analysis)\b).*",
        re.IGNORECASE,
    ),
    "picture-credit": re.compile(
        r"(?:(?i:photo(?:graph)?|picture|image|credit)s?(?: by| credit)?: ?.{2,80}"
        r"|(?:[A-Z][\w.’'-]+ ){0,4}?/?(?:Getty Images|AFP|AP Photo|EPA|PA Media|Shutterstock|Alamy|iStock)"
        r"(?:[/ ](?:Getty Images|AFP|AP|EPA|[A-Z][\w.’'-]+)){0,3})",
    ),
}
# Lengths, in bytes or characters, at which feeds and databases cut: text messages, meta descriptions, tweets, columns.
_CUT_LENGTHS = frozenset({140, 150, 155, 156, 160, 200, 250, 255, 256, 280, 300, 500, 512, 1000, 1024})
_CUT_MARK = re.compile(r"(?:\[\+\d+ chars\]|\[?…\]?|\[\.\.\.\]|\.\.\.)$")


class Tag(NamedTuple):
    """A stretch of the raw text that is not the article's voice, or where it breaks off.

    `kind` is `newsletter`, `picture-credit` or `truncated`.
    """

    kind: str
    raw_start: int
    raw_end: int


def find_boilerplate(text: str) -> Iterator[tuple[str, Span]]:
    """Find stretches of a clean text that are not the article's voice: kind and span, in order."""
    for line in lines(text):
        for kind, pattern in _BOILERPLATE.items():
            # An invitation is one or two sentences; a longer line that mentions newsletters is the article's own.
            if line.end - line.start <= 300 and pattern.fullmatch(line.of(text)):
                yield kind, line
                break


def find_truncated_ends(text: str) -> Iterator[Tag]:
    """Tag the last word of each line that was cut: at a round length, at a length that others share, or with a mark."""
    found = lines(text)
    open_ended = [line for line in found if not ends_with_stop(line.of(text))]
    sizes = {line: len(line.of(text).encode("utf-8", "surrogatepass")) for line in open_ended}
    shared = {size for size, count in Counter(sizes.values()).items() if count > 1 and size >= min(_CUT_LENGTHS)}
    for line in found:
        cut_short = line in sizes and ({sizes[line], line.end - line.start} & _CUT_LENGTHS or sizes[line] in shared)
        if cut_short or _CUT_MARK.search(line.of(text)):
            last_word = line.of(text).split()[-1]
            yield Tag("truncated", line.end - len(last_word), line.end)
