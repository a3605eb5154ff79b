"""Score names of persons, organisations and places against names marked by hand, each source held out in turn."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from newsactors.actors import find_mentions
from newsactors.actors.name_types import Weights, load_weights
from newsactors.actors.training import Marked, count_shares, examples, learn, marked_texts, read_iob2
from newsactors.uncertainty import bootstrap
from newsactors.validation.summary import f1, rates_cells

_TYPES: Final = {"person": "PER", "state": "LOC", "place": "LOC"}
SOURCES: Final = {
    "A": "diplomatic reporting (invented)",
    "B": "agency copy (invented)",
    "C": "domestic and regional news (invented)",
    "D": "business, science, culture, sport (invented)",
    "E": "other English-language outlets (invented)",
    "news": "sentences of US news (NewsMTSC)",
    "web": "web texts (Universal NER, EWT, development part)",
}


class NameCount(NamedTuple):
    """For one text: names marked, found, and right in both ends; `typed_hits` right in type, too."""

    source: str
    document: int
    gold: int
    found: int
    hits: int
    typed_hits: int


def names(corpora: Path) -> pd.DataFrame:
    """Count names found in each source, with weights that were learned from the others; one row a text.

    The packaged weights, learned from all sources but the development part of Universal NER, read that one.
    """
    sources, shares = marked_texts(corpora), count_shares(corpora)
    rows: list[NameCount] = []
    for held in [source for source in sources if source != "web"]:
        rest = [each for source, marked in sources.items() if source != held for each in marked]
        rows += _counts(held, sources[held], learn(*examples(rest, shares), shares))
    rows += _counts("web", read_iob2(corpora / "ewt" / "entities-dev.iob2"), load_weights())
    return pd.DataFrame(rows)


def _counts(source: str, marked: Sequence[Marked], weights: Weights) -> Iterator[NameCount]:
    for number, (text, gold) in enumerate(marked):
        kept = [m for m in find_mentions(text, weights=weights) if m.kind in ("name", "metonym")]
        found = {(m.start, m.end): _TYPES.get(m.type, "ORG") for m in kept}
        wanted = {(start, end): kind for start, end, kind in gold}
        hits = found.keys() & wanted.keys()
        typed = sum(found[span] == wanted[span] for span in hits)
        yield NameCount(source, number, len(wanted), len(found), len(hits), typed)


def name_scores(table: pd.DataFrame) -> pd.DataFrame:
    """Return precision, recall and F1 in percent, with and without type, and F1's 95% interval by texts."""
    rows = []
    for source, group in table.groupby("source", sort=False):
        for measure, column in (("span", "hits"), ("span and type", "typed_hits")):
            hits, wrong, missed = group[column], group["found"] - group[column], group["gold"] - group[column]
            values = np.column_stack([hits, wrong, missed]).astype(float)
            interval = bootstrap(values, group["document"].tolist(), statistic=f1)
            found, gold = float(group["found"].sum()), float(group["gold"].sum())
            rates = (100 * hits.sum() / found, 100 * hits.sum() / gold, *(100 * share for share in interval))
            rows.append((source, measure, int(gold), *rates))
    return pd.DataFrame(rows, columns=["source", "measure", "gold", "precision", "recall", "f1", "low", "high"])


def name_report(table: pd.DataFrame) -> str:
    """Return the scores as Markdown; sheet and card hold it, and a test compares."""
    rows = ["| names in | right in | names | precision | recall | F1 | 95% interval |", "|---|---|---|---|---|---|---|"]
    for row in name_scores(table).itertuples():
        rows.append(f"| {SOURCES[row.source]} | {row.measure} | {row.gold:,} | {rates_cells(row)} |")
    return "\n".join(rows)
