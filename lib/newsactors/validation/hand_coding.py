"""Set statements beside a hand coding of the same file, row by row."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from newsactors import corpus
from newsactors.positions import find_statements
from newsactors.validation.attribution import Read, overlap, read


class Row(NamedTuple):
    """A coded statement and the found one that shares cue and source with it, or one of the two alone.

    `kind` is "both", "coded" or "found"; `content` the F1 of the words of the two contents; what is coded and found of
    speaker, form, act and modality stands side by side. `stances` counts the stances decided for or against somebody,
    `stances_right` those of them that were coded.
    """

    kind: str
    cue: str
    content: float
    modality: str
    modality_found: str
    act: str
    act_found: str
    form: str
    form_found: str
    speaker: str
    speaker_found: str
    stances: int
    stances_right: int


def compare(path: str | Path, coded: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Find the statements of a file and pair them with coded rows, whose spans are characters of the raw file.

    Two rows pair if their cues share a word and their sources do, or both have none; of several, those with most
    content in common. Coded rows come first, in their order.
    """
    document = corpus.read(path)
    found = [
        {
            role: [list(article.to_raw(*span)) for span in getattr(statement, role)]
            for role in ("source", "cue", "content")
        }
        | {"statement": statement}
        for article in corpus.articles_of(document)
        for statement in find_statements(article.text)
    ]
    # `read` leaves out what has no word in its content; rows and what is read of them must keep step.
    found = [row for row in found if _says_something(document.raw, row)]
    coded = [row for row in coded if _says_something(document.raw, row)]
    ours, theirs = (read(document.raw, rows) for rows in (found, coded))
    offers = sorted(
        (-overlap(one.content, other.content), i, j)
        for i, one in enumerate(theirs)
        for j, other in enumerate(ours)
        if _same(one, other)
    )
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for cost, i, j in offers:
        if i not in partner and j not in taken:
            partner[i] = (j, -cost)
            taken.add(j)
    rows = [_row(document.raw, row, found[partner[i][0]] if i in partner else None, partner.get(i, (0, 0.0))[1])
            for i, row in enumerate(coded)]  # fmt: skip
    rows += [_row(document.raw, None, each, 0.0) for j, each in enumerate(found) if j not in taken]
    return pd.DataFrame(rows, columns=Row._fields)


def _says_something(raw: str, row: Mapping[str, Any]) -> bool:
    return any(character.isalnum() for start, end in row["content"] for character in raw[start:end])


def _same(one: Read, other: Read) -> bool:
    source = bool(one.source & other.source) or not (one.source or other.source)
    return source and bool(one.cue & other.cue)


def _row(raw: str, coded: Mapping[str, Any] | None, found: Mapping[str, Any] | None, content: float) -> Row:
    cue = (coded or found or {})["cue"]
    names = ("modality", "act", "form", "speaker")
    told = [coded[name] if coded else "" for name in names]
    ours = [getattr(found["statement"], name) or "" if found else "" for name in names]
    kind = "both" if coded and found else "coded" if coded else "found"
    side_by_side: list[Any] = [value for pair in zip(told, ours, strict=True) for value in pair]
    decided = [(t.actor, t.stance) for t in found["statement"].targets if t.stance] if coded and found else []
    sides = {tuple(target) for target in coded["targets"]} if coded else set()
    right = sum(one in sides for one in decided)
    words = " … ".join(raw[start:end] for start, end in cue)
    return Row._make([kind, words, content, *side_by_side, len(decided), right])
