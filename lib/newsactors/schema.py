"""The five tables and their codebook: every column's type, allowed values and meaning, in one place."""

from typing import NamedTuple

import pandas as pd


class Column(NamedTuple):
    """One column: its pandas type, the values it may hold, and what it means."""

    dtype: str
    allowed: str
    meaning: str


_KEY = Column("str", "", "the article: file name (without .txt) and the article's number in the file")
_SENTENCE = Column("int64", "1..", "number of the sentence in its article")
_PLACE = {
    "start": Column("int64", "0..", "first character, counted in the article's clean text"),
    "end": Column("int64", "0..", "character after the last, counted in the article's clean text"),
    "raw_start": Column("int64", "0..", "first character, counted in the raw file"),
    "raw_end": Column("int64", "0..", "character after the last, counted in the raw file"),
}
# What a statement can do, in the codebook's order: of several acts that fit, the first counts.
ACTS = tuple("threaten warn accuse deny reject demand urge promise support consult comment".split())
_SPANS = "JSON list of [start, end] pairs in the article's clean text, in order"

TABLES: dict[str, dict[str, Column]] = {
    "articles": {
        "article_id": _KEY,
        "source_file": Column("str", "", "file the article was found in"),
        "raw_start": _PLACE["raw_start"],
        "raw_end": _PLACE["raw_end"],
        "headline": Column("str", "", "first line where it reads as a headline or caption; else empty"),
        "text": Column("str", "", "clean text, one paragraph a line"),
        "n_words": Column("int64", "0..", "tokens with a letter or digit"),
        "truncated": Column("bool", "true | false", "whether the scraper cut the text short"),
        "defects": Column("str", "", "JSON object: how many of each repair and tag (kinds: see `cleaning`)"),
    },
    "sentences": {
        "article_id": _KEY,
        "sentence_id": _SENTENCE,
        "paragraph": Column("int64", "1..", "number of the paragraph in its article"),
        **_PLACE,
        "text": Column("str", "", "the sentence"),
        "tag": Column(
            "str",
            "",
            "kind of boilerplate that covers it, where it is skipped; empty for the article's own words",
        ),
        "quoted": Column("float64", "0..1", "share of its words that stand in quotation marks"),
        "negative": Column("float64", "0..1", "VADER: share of negative words by weight"),
        "neutral": Column("float64", "0..1", "VADER: share of words without valence by weight"),
        "positive": Column("float64", "0..1", "VADER: share of positive words by weight"),
        "compound": Column("float64", "-1..1", "VADER: tone of the whole sentence"),
    },
    "mentions": {
        "article_id": _KEY,
        "sentence_id": _SENTENCE,
        **_PLACE,
        "text": Column("str", "", "the mention as it stands"),
        "kind": Column("str", "name | demonym | metonym | description", "how the actor is referred to"),
        "use": Column(
            "str",
            "actor | affiliation | attribution | place",
            "what the mention does in its sentence; `attribution` is reserved and not assigned yet",
        ),
        "actor": Column("str", "", "canonical name of the actor; empty where it was not resolved"),
        "type": Column(
            "str", "person | state | government | organisation | force | medium | group | place", "what the actor is"
        ),
        "state": Column("str", "", "state the actor belongs to, ISO 3166 alpha-3; empty where none or not known"),
    },
    "statements": {
        "article_id": _KEY,
        "sentence_id": Column("int64", "1..", "number of the sentence in which the statement begins"),
        **_PLACE,
        "text": Column("str", "", "the stretch from the first to the last of source, cue and content"),
        "source": Column("str", "", f"who states it: {_SPANS}; empty list where unattributed"),
        "cue": Column("str", "", f"the words that attribute it: {_SPANS}"),
        "content": Column("str", "", f"what is stated: {_SPANS}"),
        "speaker": Column(
            "str", "", "canonical actor behind the source, several joined by `; `; empty where it was not resolved"
        ),
        "form": Column("str", "direct | indirect | mixed | nominal", "how the content is reported"),
        "act": Column("str", " | ".join(ACTS), "what the source does by stating it"),
        "modality": Column("str", "asserted | hypothetical | conditional", "whether it was stated, or might be"),
        "addressee": Column("str", "", "canonical actor to whom it is said; empty where none was found"),
        "targets": Column(
            "str",
            "",
            "actors in the content: JSON list of [actor, start, end, stance, probability], stance -1, 0 or 1 or null "
            "where it could not be told",
        ),
        "confidence": Column("float64", "0..1", "probability that source and half of the content are right"),
        "evidence": Column("str", "tagger | turn | signature", "what found the statement"),
        "act_evidence": Column("str", "", "word of cue or content that told the act"),
    },
    "ties": {
        "actor_a": Column("str", "", "the actor whose name sorts first"),
        "actor_b": Column("str", "", "the other actor"),
        "window": Column("str", "sentence | paragraph | article", "unit within which the two appear together"),
        "count": Column("int64", "1..", "windows that hold both"),
        "count_a": Column("int64", "1..", "windows that hold actor_a"),
        "count_b": Column("int64", "1..", "windows that hold actor_b"),
        "windows": Column("int64", "1..", "all windows"),
        "expected": Column("float64", "0..", "windows that would hold both if the two were independent"),
        "pmi": Column("float64", "", "pointwise mutual information, in bits: log2(count / expected)"),
        "npmi": Column("float64", "-1..1", "pmi divided by its largest possible value"),
        "jaccard": Column("float64", "0..1", "windows that hold both, as a share of those that hold either"),
        "p": Column("float64", "0..1", "chance of this count or a larger one under independence (Fisher, one-sided)"),
        "q": Column(
            "float64",
            "0..1",
            "p corrected for all pairs of actors that might have met, by window type (Benjamini-Hochberg)",
        ),
        "significant": Column("bool", "true | false", "whether q is at most 0.05"),
        "evidence": Column(
            "str", "", "JSON list of [article_id, raw_start, raw_end], one for each window that holds both"
        ),
    },
}


def conform(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame the columns, order and types of the named table; an empty frame gets all columns.

    Fractions are rounded to ten significant digits, because processors differ from about the twelfth on.

    Raises `ValueError` when a column is missing or one too many is there.

    >>> conform("ties", pd.DataFrame()).shape
    (0, 15)
    """
    columns = TABLES[table]
    if frame.empty:
        return pd.DataFrame({name: pd.Series(dtype=column.dtype) for name, column in columns.items()})
    if set(frame.columns) != set(columns):
        raise ValueError(
            f"table {table!r}: columns that differ from the schema: {sorted(set(frame.columns) ^ set(columns))}"
        )
    typed = frame[list(columns)].astype({name: column.dtype for name, column in columns.items()})
    for name in typed.columns[typed.dtypes == "float64"]:
        typed[name] = [float(f"{value:.10g}") for value in typed[name]]
    return typed.reset_index(drop=True)


def codebook() -> str:
    """Return the codebook of all five tables as Markdown; data/README.md holds it, and a test compares the two."""
    parts = []
    for table, columns in TABLES.items():
        parts += [f"### {table}", "", "| column | type | values | meaning |", "|---|---|---|---|"]
        parts += [
            f"| `{name}` | {column.dtype} | {column.allowed.replace('|', '·')} | {column.meaning} |"
            for name, column in columns.items()
        ]
        parts.append("")
    return "\n".join(parts)
