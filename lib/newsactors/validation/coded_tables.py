"""A hand coding of statements and mentions as tables, to be counted as what was found is counted."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from newsactors.corpora import read_gold

_SPANS = ("source", "cue", "content")


def coded_tables(articles: pd.DataFrame, folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the coded statements and mentions of these articles, from `positions.jsonl` and `mentions.jsonl`.

    Columns are those of the coding, with `article_id`, and span lists are JSON, as in the tables; but all spans are
    characters of the raw file. `inside` tells of a statement whether it stands in the content of another. Both tables
    are empty where nobody coded the articles.
    """
    positions, mentions = (read_gold(folder / name) for name in ("positions.jsonl", "mentions.jsonl"))
    inside = inside_others(positions)
    coded = pd.DataFrame(positions).assign(inside=inside, start=[min(_first(row)) for row in positions])
    for name in _SPANS:
        coded[name] = coded[name].map(json.dumps)
    return _within(coded, articles), _within(pd.DataFrame(mentions), articles)


def inside_others(coded: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Tell of each coded statement whether its cue begins in the content of another.

    >>> inside_others([{"cue": [[0, 4]], "content": [[5, 60]]}, {"cue": [[20, 28]], "content": [[29, 60]]}])
    [False, True]
    """
    return [
        any(
            start <= row["cue"][0][0] < end
            for other in coded
            if other is not row and other.get("source_file") == row.get("source_file")
            for start, end in other["content"]
        )
        for row in coded
    ]


def _first(row: Mapping[str, Any]) -> list[int]:
    return [span[0] for name in _SPANS for span in row[name]]


def _within(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that begin in one of the articles, with its `article_id`."""
    places = articles[["article_id", "source_file", "raw_start", "raw_end"]]
    joined = rows.merge(places, on="source_file")
    held = joined["start"].ge(joined["raw_start"]) & joined["start"].lt(joined["raw_end"])
    return joined[held].drop(columns=["raw_start", "raw_end"]).reset_index(drop=True)
