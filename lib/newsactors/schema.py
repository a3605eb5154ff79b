"""The five tables and their codebook: every column's type, allowed values and meaning, in one place."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd


class Column(NamedTuple):
    """One column: its pandas type, the values it may hold, and what it means."""

    dtype: str
    allowed: str
    meaning: str


_KEY = Column("str", "", "the article: file name (without .txt) and the article's number in the file")
_SENTENCE = Column("int64", "1..", "number of the sentence in its article")
_PARAGRAPH = Column("int64", "1..", "number of the paragraph in its article")
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
        "paragraph": _PARAGRAPH,
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
        "compound_quoted": Column("float64", "-1..1", "VADER: tone of its quoted words alone; empty where none are"),
        "compound_rest": Column("float64", "-1..1", "VADER: tone of what is not quoted in it; empty where all is"),
    },
    "mentions": {
        "article_id": _KEY,
        "sentence_id": _SENTENCE,
        "paragraph": _PARAGRAPH,
        "token": Column(
            "int64", "0..", "number of the mention's first word among the words (`n_words`) of its article"
        ),
        **_PLACE,
        "text": Column("str", "", "the mention as it stands"),
        "kind": Column("str", "name | demonym | metonym | description | pronoun", "how the actor is referred to"),
        "use": Column(
            "str",
            "actor | affiliation | attribution | place",
            "what the mention does in its sentence; `attribution` only says where a report comes from",
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
        "window": Column(
            "str", "sentence | paragraph | article | n words", "unit within which the two appear together"
        ),
        "count": Column("int64", "1..", "windows that hold both"),
        "count_a": Column("int64", "1..", "windows that hold actor_a"),
        "count_b": Column("int64", "1..", "windows that hold actor_b"),
        "windows": Column("int64", "1..", "all windows"),
        "expected": Column("float64", "0..", "windows that would hold both if the two were independent"),
        "pmi": Column("float64", "", "pointwise mutual information, in bits: log2(count / expected)"),
        "npmi": Column("float64", "-1..1", "pmi divided by its largest possible value"),
        "jaccard": Column("float64", "0..1", "windows that hold both, as a share of those that hold either"),
        "dice": Column("float64", "0..1", "windows that hold both, divided by the mean of count_a and count_b"),
        "cosine": Column("float64", "0..1", "the same divided by the geometric mean of the two (Ochiai)"),
        "association_strength": Column(
            "float64", "0..", "count / expected: van Eck and Waltman's association strength times all windows"
        ),
        "phi": Column("float64", "-1..1", "correlation of the two; 0 where one of them is in every window"),
        "g2": Column("float64", "0..", "log-likelihood ratio G², unsigned (Dunning 1993)"),
        "alpha": Column(
            "float64",
            "0..1",
            "disparity filter: chance of so large a share of an actor's meetings, at the end where it is smaller",
        ),
        "p": Column("float64", "0..1", "chance of this count or a larger one under independence (Fisher, one-sided)"),
        "p_null": Column(
            "float64",
            "0..1",
            "the same where windows keep their number of actors and actors theirs of windows, by 999 random draws; "
            "empty above 50,000 mentions",
        ),
        "q": Column(
            "float64",
            "0..1",
            "p corrected for all pairs of actors that might have met, by window type (Benjamini-Hochberg)",
        ),
        "significant": Column("bool", "true | false", "whether q is at most 0.05, and p_null too where it was drawn"),
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
    (0, 22)
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
        typed[name] = ten_digits(typed[name].to_numpy())
    return typed.reset_index(drop=True)


# All exact, so that a whole number divided by one of them is the nearest fraction.
_POWERS = np.array([float(f"1e{places}") for places in range(23)])


def ten_digits(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Round each number to ten significant digits, to what `float(f"{value:.10g}")` gives, but a column at a time.

    >>> ten_digits(np.array([1 / 3, -2.0, 0.0, 123456.78901234])).tolist()
    [0.3333333333, -2.0, 0.0, 123456.789]
    """
    size = np.abs(values)
    with np.errstate(all="ignore"):
        places = 9 - np.floor(np.log10(size))
        power = _POWERS[np.where((places >= 0) & (places <= 22), places, 0).astype(int)]
        scaled = size * power
        rounded: npt.NDArray[np.float64] = np.copysign(np.rint(scaled) / power, values)
        sure = (scaled >= 1e9) & (scaled < 1e10) & (np.abs(scaled % 1 - 0.5) > 1e-4)
    rest = ~sure & (values != 0) & np.isfinite(values)
    rounded[~sure] = values[~sure]
    rounded[rest] = [float(f"{value:.10g}") for value in values[rest]]
    return rounded


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
