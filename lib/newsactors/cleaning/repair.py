"""Find and repair what scraping did to a text, tag what is not the article's voice, and lose nothing.

Two kinds of finding are kept apart. An *edit* repairs a defect: an invisible character goes, a garbled letter is read
rightly, a lost space or paragraph break comes back. A *tag* marks a stretch: an invitation to a newsletter, a picture
credit, a dateline, the place where the scraper stopped. Edits change the text and are recorded, so that every offset of
the clean text leads back to the raw one; tags change nothing. `kinds` lists all of them.

Quotation marks, dashes, apostrophes and accents stay as they came: they are evidence of who speaks.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from newsactors.cleaning.boilerplate import find_boilerplate
from newsactors.cleaning.characters import find_spoilt
from newsactors.cleaning.kinds import skipped
from newsactors.cleaning.seams import find_seams
from newsactors.cleaning.truncation import find_truncated_ends
from newsactors.spans import Span, index_holding

# Text is encoded wrongly once or twice in practice; the bound keeps what was made to nest from taking quadratic time.
_LAYERS = 8
# Kinds whose patterns know how they end: a line that ends so was not cut, though it has no full stop.
_COMPLETE = frozenset({"picture-credit", "tweet", "related-link", "share", "agency-tail", "advert"})


class Edit(NamedTuple):
    """One repair: `original`, at `raw[raw_start:raw_end]`, reads `replacement` in the clean text, by `rule`."""

    raw_start: int
    raw_end: int
    original: str
    replacement: str
    rule: str


class Tag(NamedTuple):
    """A stretch of the raw text of some `kind` (see `kinds.catalogue`): boilerplate, or where an article breaks off."""

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
        """Return kinds and raw spans of the tags that later stages skip, in order; no two of them overlap."""
        tags = [tag for tag in self.tags if tag.kind in skipped()]
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

    Every repair is recorded: garbled characters, entities, invisible characters, odd spaces and line ends, and spaces
    or paragraph breaks lost between two pieces (`kinds.kinds` lists them, with the tags). The raw text is always
    `.raw`, and `restore(cleaned)` rebuilds it from the clean text and the edits alone. Cleaning twice changes nothing
    more.

    Not for text in scripts without capitals, nor for program code: seams and tags are read off capitals. What
    `find_seams` takes for one name stays glued.

    >>> cleaned = clean("He resigned over the reportSign up for our daily newsletter")
    >>> cleaned.text
    'He resigned over the report\nSign up for our daily newsletter'
    >>> [(tag.kind, cleaned.raw[tag.raw_start:tag.raw_end]) for tag in cleaned.tags]
    [('newsletter', 'Sign up for our daily newsletter')]
    """
    repaired = _repair(CleanText(text, text, (), ()))
    boilerplate = [Tag(kind, *repaired.to_raw(*span)) for kind, span in find_boilerplate(repaired.text)]
    complete = [Span(tag.raw_start, tag.raw_end) for tag in boilerplate if tag.kind in _COMPLETE]
    ends = [span for span in find_truncated_ends(text) if index_holding(complete, span) is None]
    cut = [Tag("truncated", *span) for span in ends]
    return replace(repaired, tags=tuple(sorted([*boilerplate, *cut], key=lambda tag: (tag.raw_start, tag.kind))))


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


def _repair(cleaned: CleanText) -> CleanText:
    """Repair characters, layer by layer until nothing is left to repair, then what was lost between two pieces."""
    for _ in range(_LAYERS):
        found = [Edit(*span, span.of(cleaned.text), right, rule) for span, right, rule in find_spoilt(cleaned.text)]
        if not found:
            break
        cleaned = _add(cleaned, found)
    lost = {"\n": "lost paragraph break", " ": "lost space"}
    return _add(cleaned, [Edit(at, at, "", missing, lost[missing]) for at, missing in find_seams(cleaned.text)])


def _add(cleaned: CleanText, edits: list[Edit]) -> CleanText:
    """Apply edits of the clean text, in order; one that meets earlier edits takes them in."""
    if not edits:
        return cleaned
    parts, at, merged, earlier = [], 0, [], list(reversed(cleaned.edits))
    for edit in edits:
        parts += [cleaned.text[at : edit.raw_start], edit.replacement]
        at = edit.raw_end
        raw = cleaned.to_raw(edit.raw_start, edit.raw_end)
        while earlier and earlier[-1].raw_end <= raw.start:
            merged.append(earlier.pop())
        while earlier and earlier[-1].raw_start < raw.end:
            earlier.pop()
        merged.append(Edit(*raw, raw.of(cleaned.raw), edit.replacement, edit.rule))
    text = "".join([*parts, cleaned.text[at:]])
    return CleanText(cleaned.raw, text, (*merged, *reversed(earlier)), ())
