"""The catalogue of damage and boilerplate: what is found, what is done about it, and why."""

import json
from functools import cache
from typing import NamedTuple

from newsactors.packaged import rows


class Kind(NamedTuple):
    """A kind of finding: an `edit`, which repairs the text, or a `tag`, which marks a part of it.

    `finding` is what `example` becomes (an edit), or which parts of it are tagged. Later stages pass over what is
    `skipped`: it is neither the article's voice nor a part of its sentences.
    """

    name: str
    form: str
    meaning: str
    example: str
    finding: str
    skipped: bool
    reason: str


@cache
def kinds() -> tuple[Kind, ...]:
    """Return all kinds, edits first, in the order of the catalogue.

    >>> [kind.name for kind in kinds() if kind.form == "edit"][:3]
    ['mojibake', 'entity', 'control character']
    """
    return tuple(
        Kind(
            row["kind"],
            row["form"],
            row["meaning"],
            _unescaped(row["example"]),
            _unescaped(row["finding"]),
            row["skipped"] == "yes",
            row["reason"],
        )
        for row in rows("kinds.csv")
    )


def _unescaped(cell: str) -> str:
    quoted = cell.replace('"', '\\"')
    return str(json.loads(f'"{quoted}"'))


@cache
def skipped() -> frozenset[str]:
    """Return the names of the kinds that later stages pass over.

    >>> "byline" in skipped(), "correction" in skipped()
    (True, False)
    """
    return frozenset(kind.name for kind in kinds() if kind.skipped)


def catalogue() -> str:
    """Return the catalogue as Markdown; data/README.md holds it, and a test compares the two."""
    edits = ["| edit | what is repaired | example | becomes | why |", "|---|---|---|---|---|"]
    tags = ["| tag | what is marked | example | tagged | skipped | why |", "|---|---|---|---|---|---|"]
    for row in rows("kinds.csv"):
        cells = [row["kind"], row["meaning"], _code(row["example"]), _code(row["finding"])]
        if row["form"] == "edit":
            edits.append(f"| {' | '.join([*cells, row['reason']])} |")
        else:
            tags.append(f"| {' | '.join([*cells, row['skipped'], row['reason']])} |")
    return "\n".join([*edits, "", *tags, ""])


def _code(cell: str) -> str:
    return "`" + cell.replace(" | ", "` and `") + "`"
