"""Find and repair what scraping did to a text, tag what is not the article's voice, and lose nothing.

Two kinds of finding are kept apart. An *edit* repairs a defect: an invisible character goes, a lost space or paragraph
break comes back. A *tag* marks a stretch that someone other than the article's author wrote (an invitation to a
newsletter, a picture credit) or where the scraper stopped. Edits change the text and are recorded, so that every
offset of the clean text leads back to the raw one; tags change nothing.

Quotation marks, dashes, apostrophes and accents stay as they came: they are evidence of who speaks.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from newsactors.spans import Span, lines

# Characters that print as nothing and as a space (Unicode 16, general categories Cf and Zs). Joiners (U+200C, U+200D)
# are left alone: scripts and emoji need them.
INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029\u0085]")

# A word that may open a sentence, a caption or an invitation. The rule asks for one of them after the seam because a
# capital inside a word is, far more often than a lost space, part of a name: WhatsApp, McConnell, EgyptAir.
_OPENERS = (
    "A About According After All Also Although Among An And Another Any As At Because Before Both But By Click "
    "Despite Did Do Does During Each Earlier Even Every Find Follow For Former From Get Getty Had Has Have He Her "
    "Here His How However I If Image In Indeed Instead Is It Its Just Last Later Many Meanwhile More Most Mr Mrs Ms "
    "My New No Not Nothing Now Of On Once One Only Or Other Our Over People Photo Picture Police Read Register "
    "Reuters Several She Share Since Sign So Some Still Story Subscribe Such Support That The Their Then There "
    "These They This Those Though Three To Today Two Under Until Us Video Was Watch We Were What When Where Whether "
    "Which While Who Why Will With Would Yet You Your"
).split()
_SEAM_WITHOUT_STOP = re.compile(rf"(?<=[a-z]{{3}})(?=(?:{'|'.join(_OPENERS)})(?![\w@]))")
_SEAM_AFTER_STOP = re.compile(r"(?<=[a-z]{2}[.!?])(?=(?!(?:Com|Org|Net) )[A-Z][a-z]* )|(?<=[a-z][.!?][”\"])(?=[A-Z“])")
# Addresses, handles and tags are one piece whatever their capitals; so are these names, which end like a seam.
_ONE_PIECE = re.compile(
    r"[@#/]|www\.|(?<![A-Za-z])(?:LinkedIn|ShareThis|MoveOn|StandWithUs|[A-Z][a-z]+(?:Now|Watch))(?![A-Za-z])"
)

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
_FINAL_STOP = re.compile(rf"[.!?…:;][\"”’')\]»\s{INVISIBLE}]*$")


class Edit(NamedTuple):
    """One repair: `original`, at `raw[raw_start:raw_end]`, reads `replacement` in the clean text, by `rule`."""

    raw_start: int
    raw_end: int
    original: str
    replacement: str
    rule: str


class Tag(NamedTuple):
    """A stretch of the raw text that is not the article's voice, or where it breaks off.

    `kind` is `newsletter`, `picture-credit` or `truncated`.
    """

    kind: str
    raw_start: int
    raw_end: int


@dataclass(frozen=True)
class CleanText:
    """A repaired text and the way back: `text`, and what was done (`edits`) and found (`tags`) in `raw`."""

    raw: str
    text: str
    edits: tuple[Edit, ...]
    tags: tuple[Tag, ...]

    @cached_property
    def _pieces(self) -> tuple[list[int], list[int], list[tuple[int, int]]]:
        """Return clean starts and raw starts of all pieces, and each piece's (clean length, raw length)."""
        clean_starts, raw_starts, lengths = [0], [0], []
        for edit in self.edits:
            kept = edit.raw_start - raw_starts[-1]
            for clean_length, raw_length in ((kept, kept), (len(edit.replacement), edit.raw_end - edit.raw_start)):
                lengths.append((clean_length, raw_length))
                clean_starts.append(clean_starts[-1] + clean_length)
                raw_starts.append(raw_starts[-1] + raw_length)
        rest = len(self.raw) - raw_starts[-1]
        return clean_starts, raw_starts, [*lengths, (rest, rest)]

    @cached_property
    def boilerplate(self) -> tuple[list[str], list[Span]]:
        """Return kinds and raw spans of the tags that mark another voice, in order; no two of them overlap."""
        tags = [tag for tag in self.tags if tag.kind != "truncated"]
        return [tag.kind for tag in tags], [Span(tag.raw_start, tag.raw_end) for tag in tags]

    def _carry(self, at: int, *, back: bool, closing: bool) -> int:
        """Carry one offset over the edits; the end of a span is `closing`: it belongs to the character before it."""
        clean_starts, raw_starts, lengths = self._pieces
        here, there = (clean_starts, raw_starts) if back else (raw_starts, clean_starts)
        piece = bisect_right(here, at - closing) - 1
        clean_length, raw_length = lengths[piece]
        inside = at - here[piece]
        if clean_length == raw_length:
            return there[piece] + inside
        return there[piece] + ((raw_length if back else clean_length) if closing else 0)

    def to_raw(self, start: int, end: int) -> Span:
        """Return the raw span behind a span of the clean text; what was removed inside it is included.

        >>> repaired = clean("Naval officerFor free alerts")
        >>> repaired.to_raw(repaired.text.index("For"), len(repaired.text)).of(repaired.raw)
        'For free alerts'
        """
        return self._across(start, end, back=True)

    def to_clean(self, start: int, end: int) -> Span:
        """Return the clean span behind a span of the raw text; a span of removed characters only comes back empty."""
        return self._across(start, end, back=False)

    def _across(self, start: int, end: int, *, back: bool) -> Span:
        length = len(self.text if back else self.raw)
        if not 0 <= start <= end <= length:
            raise ValueError(f"span {start}:{end} lies outside the text, which has {length} characters")
        first = self._carry(start, back=back, closing=False)
        return Span(first, max(first, self._carry(end, back=back, closing=True)) if end > start else first)


def clean(text: str) -> CleanText:
    r"""Repair what scraping broke and tag what is not the article's voice.

    Four repairs, each recorded: invisible characters are removed, odd spaces become spaces, line ends become `\n`, and
    a space or paragraph break that was lost between two pieces comes back. The raw text is always `.raw`, and
    `restore(cleaned)` rebuilds it from the clean text and the edits alone.

    Not for text in scripts without capitals, nor for program code: the seam rule reads capitals. It finds a seam only
    before a word that can open a sentence, so it misses `armyCaptain` in order not to break `WhatsApp`; a name
    whose second half is such a word (`LinkedIn`) is kept only if it is on a short list.

    >>> cleaned = clean("He resigned over the reportSign up for our daily newsletter")
    >>> cleaned.text
    'He resigned over the report\nSign up for our daily newsletter'
    >>> [(tag.kind, cleaned.raw[tag.raw_start:tag.raw_end]) for tag in cleaned.tags]
    [('newsletter', 'Sign up for our daily newsletter')]
    """
    edits = _edits(text)
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.raw_start], edit.replacement]
        at = edit.raw_end
    repaired = CleanText(text, "".join([*parts, text[at:]]), edits, ())
    tags = sorted([*_boilerplate(repaired), *_truncated_ends(text)], key=lambda tag: (tag.raw_start, tag.kind))
    return CleanText(text, repaired.text, edits, tuple(tags))


def restore(cleaned: CleanText) -> str:
    r"""Rebuild the raw text from the clean text and the recorded edits.

    >>> restore(clean("soft\u00adly\r\nspoken")) == "soft\u00adly\r\nspoken"
    True
    """
    parts, at, raw_at = [], 0, 0
    for edit in cleaned.edits:
        kept = edit.raw_start - raw_at
        parts += [cleaned.text[at : at + kept], edit.original]
        at, raw_at = at + kept + len(edit.replacement), edit.raw_end
    return "".join([*parts, cleaned.text[at:]])


def find_seams(text: str) -> list[tuple[int, str]]:
    r"""Return the places where two pieces stand together with nothing between, and what was lost there.

    A seam without a full stop lost a paragraph break (a headline, a caption, a credit); one behind a full stop lost a
    space. Invisible characters at a seam change nothing.

    >>> find_seams("Getty ImagesMr Adani’s empire spans ports.Its debts grow.")
    [(12, '\n'), (42, ' ')]
    >>> find_seams("WhatsApp, McConnell, EgyptAir, LinkedIn, user@TheTimes.com and www.BeforeAfter.org stay whole.")
    []
    """
    if not _INVISIBLE.search(text):
        return _seams(text)
    kept = [at for at, character in enumerate(text) if not _INVISIBLE.match(character)]
    return [(kept[at], lost) for at, lost in _seams("".join(text[at] for at in kept))]


def _seams(text: str) -> list[tuple[int, str]]:
    seams = {match.start(): " " for match in _SEAM_AFTER_STOP.finditer(text)}
    seams |= {match.start(): "\n" for match in _SEAM_WITHOUT_STOP.finditer(text)}
    return [(at, lost) for at, lost in sorted(seams.items()) if not _ONE_PIECE.search(_word_around(text, at))]


def ends_with_stop(line: str) -> bool:
    """Tell whether a line ends as a finished sentence does, closing quotation marks and brackets aside."""
    return bool(_FINAL_STOP.search(line))


def _word_around(text: str, at: int) -> str:
    """Return the unbroken run of characters around an offset, up to 80 on each side."""
    before, after = text[max(0, at - 80) : at], text[at : at + 80]
    return re.split(r"\s", before)[-1] + re.split(r"\s", after)[0]


def _edits(text: str) -> tuple[Edit, ...]:
    simple = ((_INVISIBLE, "", "invisible character"), (_ODD_SPACE, " ", "odd space"), (_LINE_END, "\n", "line end"))
    found = [
        Edit(*match.span(), match.group(), replacement, rule)
        for pattern, replacement, rule in simple
        for match in pattern.finditer(text)
    ]
    lost = {"\n": "lost paragraph break", " ": "lost space"}
    found += [Edit(at, at, "", missing, lost[missing]) for at, missing in find_seams(text)]
    return tuple(sorted(found))


def _boilerplate(repaired: CleanText) -> Iterator[Tag]:
    for line in lines(repaired.text):
        for kind, pattern in _BOILERPLATE.items():
            # An invitation is one or two sentences; a longer line that mentions newsletters is the article's own.
            if line.end - line.start <= 300 and pattern.fullmatch(line.of(repaired.text)):
                yield Tag(kind, *repaired.to_raw(*line))
                break


def _truncated_ends(text: str) -> Iterator[Tag]:
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
