"""Set mentions beside a hand coding of the same file, row by row."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from newsactors import corpus
from newsactors.actors import Mention, find_mentions

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
    rows = [_row(document.raw, key, told.get(key), found.get(key)) for key in keys]
    return pd.DataFrame(rows, columns=MentionRow._fields)


def _row(raw: str, key: tuple[str, int, int], coded: Mapping[str, Any] | None, found: Mention | None) -> MentionRow:
    group, start, end = key
    status = "both" if coded and found else "coded" if coded else "found"
    values: list[str] = []
    for name in ("kind", "actor", "use"):
        values += [coded[name] if coded else "", getattr(found, name) if found else ""]
    return MentionRow(group, status, start, raw[start:end], *values)


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
