"""Statements inside the content of others: "Officials said that Iran had warned of war" holds two."""

from collections.abc import Sequence
from typing import Final

from newsactors.actors import Mention, find_mentions
from newsactors.positions.statements import Statement, find_statements_batch
from newsactors.spans import Span

# Of contents read as texts of their own, from this probability on; chosen on passages E, see below.
MIN_NESTED: Final = 0.5
_SHORTEST: Final = 5  # words that a content has at least, if a source, a cue and a content are to be in it
_THAT: Final = "that "
_EDGES: Final = " “”\"‘’'\n"


def find_nested(
    text: str,
    statements: Sequence[Statement],
    min_confidence: float = MIN_NESTED,
    *,
    mentions: Sequence[Mention] | None = None,
) -> list[Statement]:
    """Find the statements inside the contents of `statements`, one layer down, in the order of the cues.

    Each piece of a content is read as a text of its own, with the mentions of the whole text. Kept apart from
    `find_statements`, because it depends on the coding whether these are wanted: on invented passages in which they
    are coded (kind E, not learned from), F1 of all statements rises from 74 to 76 with them; on PolNeAR, which
    codes none, it falls from 73 to 68. Most are intentions and second-hand reports; their modality is that of the
    words around, so that what is nested in a possibility may be called asserted.

    >>> from newsactors.positions import find_statements
    >>> text = "The ministry said that Iran had warned its neighbours against any attack on its ports."
    >>> outer = find_statements(text)
    >>> for one in find_nested(text, outer):
    ...     print([span.of(text) for span in one.source + one.cue + one.content], one.speaker, one.evidence)
    ['Iran', 'had warned', 'its neighbours against any attack on its ports'] Iran nested
    """
    known = find_mentions(text) if mentions is None else mentions
    pieces = [piece for each in statements for part in each.content if (piece := _inner(text, part))]
    texts = [text[piece.start].upper() + text[piece.start + 1 : piece.end] for piece in pieces]
    inside = [
        [_moved(m, -piece.start) for m in known if piece.start <= m.start and m.end <= piece.end] for piece in pieces
    ]
    cues = {at for each in statements for cue in each.cue for at in range(*cue)}
    found: list[Statement] = []
    for piece, inner in zip(pieces, find_statements_batch(texts, min_confidence, mentions=inside), strict=True):
        for each in inner:
            moved = _shifted(each, piece.start)
            if cues.isdisjoint(at for cue in moved.cue for at in range(*cue)):
                cues.update(at for cue in moved.cue for at in range(*cue))
                found.append(moved)
    return sorted(found, key=lambda each: each.cue)


def _inner(text: str, part: Span) -> Span | None:
    """Return a piece of content without quotation marks around it and "that" before, None if it is too short."""
    words = part.of(text)
    start = part.start + len(words) - len(words.lstrip(_EDGES))
    start += len(_THAT) if text.startswith(_THAT, start) else 0
    end = part.end - len(words) + len(words.rstrip(_EDGES))
    return Span(start, end) if len(text[start:end].split()) >= _SHORTEST else None


def _moved(mention: Mention, by: int) -> Mention:
    return mention._replace(start=mention.start + by, end=mention.end + by)


def _shifted(statement: Statement, by: int) -> Statement:
    targets = tuple(target._replace(start=target.start + by, end=target.end + by) for target in statement.targets)
    return statement._replace(
        source=tuple(span.shift(by) for span in statement.source),
        cue=tuple(span.shift(by) for span in statement.cue),
        content=tuple(span.shift(by) for span in statement.content),
        targets=targets,
        evidence="nested",
    )
