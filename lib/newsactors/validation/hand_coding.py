"""Set mentions and statements beside a hand coding of the same file, row by row."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from newsactors import corpus
from newsactors.actors import Mention, find_mentions
from newsactors.positions import find_statements
from newsactors.validation.attribution import Read, overlap, read

GROUPS: Final = {
    **dict.fromkeys(("name", "demonym", "metonym"), "names, demonyms, metonyms"),
    "description": "descriptions",
    "pronoun": "pronouns",
}


class MentionRow(NamedTuple):
    """A coded mention and the found one with the same characters and of the same group, or one of the two alone.

    `status` is "both", "coded" or "found"; what is coded and found of kind, actor and use stands side by side.
    """

    group: str
    status: str
    start: int
    text: str
    kind: str
    kind_found: str
    actor: str
    actor_found: str
    use: str
    use_found: str


def compare_mentions(path: str | Path, coded: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Find the mentions of a file and pair them with coded rows; `start` and `end` are characters of the raw file.

    Coded descriptions that are `apposed`, beside the name they mean, are left out on both sides. Rows stand in the
    order of the text.
    """
    document = corpus.read(path)
    found: dict[tuple[str, int, int], Mention] = {}
    for article in corpus.articles_of(document):
        for mention in find_mentions(article.text):
            raw = article.to_raw(mention.start, mention.end)
            found[GROUPS[mention.kind], raw.start, raw.end] = mention
    told = {(GROUPS[row["kind"]], row["start"], row["end"]): row for row in coded}
    apposed = {key for key, row in told.items() if row["apposed"]}
    keys = sorted((found.keys() | told.keys()) - apposed, key=lambda key: (key[1], -key[2], key[0]))
    rows = [_mention_row(document.raw, key, told.get(key), found.get(key)) for key in keys]
    return pd.DataFrame(rows, columns=MentionRow._fields)


def _mention_row(
    raw: str, key: tuple[str, int, int], coded: Mapping[str, Any] | None, found: Mention | None
) -> MentionRow:
    group, start, end = key
    values: list[str] = []
    for name in ("kind", "actor", "use"):
        values += [coded[name] if coded else "", getattr(found, name) if found else ""]
    return MentionRow(group, _status(coded, found), start, raw[start:end], *values)


def _status(coded: object, found: object) -> str:
    return "both" if coded and found else "coded" if coded else "found"


def mention_scores(rows: pd.DataFrame) -> pd.DataFrame:
    """Return precision, recall and F1 of each group, and the shares of those found whose actor and use are as coded.

    All from 0 to 1. `unresolved` is the share of those found for which the text was not seen to tell the actor.
    """
    table = []
    for group, part in rows.groupby("group", sort=False):
        both = part[part["status"] == "both"]
        n_found, n_coded = (part["status"] != "coded").sum(), (part["status"] != "found").sum()
        table.append(
            {
                "group": group,
                "coded": n_coded,
                "found": n_found,
                "precision": len(both) / n_found if n_found else float("nan"),
                "recall": len(both) / n_coded if n_coded else float("nan"),
                "f1": 2 * len(both) / (n_found + n_coded),
                "actor": (both["actor"] == both["actor_found"]).mean(),
                "unresolved": (both["actor_found"] == "").mean(),
                "use": (both["use"] == both["use_found"]).mean(),
            }
        )
    return pd.DataFrame(table)


class Row(NamedTuple):
    """A coded statement and the found one that shares cue and source with it, or one of the two alone.

    `kind` is "both", "coded" or "found"; `content` the F1 of the words of the two contents; what is coded and found of
    speaker, form, act and modality stands side by side. `stances` counts the stances decided for or against somebody,
    `stances_right` those of them that were coded; `not_coded` names the others' targets, each with the sign found.
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
    not_coded: str


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
    partner: dict[int, tuple[Mapping[str, Any], float]] = {}
    taken: set[int] = set()
    for cost, i, j in offers:
        if i not in partner and j not in taken:
            partner[i] = (found[j], -cost)
            taken.add(j)
    rows = [_statement_row(document.raw, row, *partner.get(i, (None, 0.0))) for i, row in enumerate(coded)]
    rows += [_statement_row(document.raw, None, each, 0.0) for j, each in enumerate(found) if j not in taken]
    return pd.DataFrame(rows, columns=Row._fields)


def _says_something(raw: str, row: Mapping[str, Any]) -> bool:
    return any(character.isalnum() for start, end in row["content"] for character in raw[start:end])


def _same(one: Read, other: Read) -> bool:
    source = bool(one.source & other.source) or not (one.source or other.source)
    return source and bool(one.cue & other.cue)


def _statement_row(raw: str, coded: Mapping[str, Any] | None, found: Mapping[str, Any] | None, content: float) -> Row:
    cue = (coded or found or {})["cue"]
    names = ("modality", "act", "form", "speaker")
    told = [coded[name] if coded else "" for name in names]
    ours = [getattr(found["statement"], name) or "" if found else "" for name in names]
    side_by_side: list[Any] = [value for pair in zip(told, ours, strict=True) for value in pair]
    decided = [(t.actor, t.stance) for t in found["statement"].targets if t.stance] if coded and found else []
    sides = {tuple(target) for target in coded["targets"]} if coded else set()
    right = sum(one in sides for one in decided)
    other = "; ".join(
        f"{actor} {'+' if stance > 0 else '−'}" for actor, stance in decided if (actor, stance) not in sides
    )
    words = " … ".join(raw[start:end] for start, end in cue)
    return Row._make([_status(coded, found), words, content, *side_by_side, len(decided), right, other])
