"""Which statements make a network: one tidy frame from either source, filtered by date, value and duplication."""

import datetime
import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from newsactors.networks.dna import DnaFile
from newsactors.networks.dna_tables import variable_columns

DUPLICATES = ("include", "document", "week", "month", "year", "acrossrange")
# Columns that may name a statement's document, most particular first: DNA's, a plain frame's, that of `statements`.
DOCUMENT_COLUMNS = ("document_id", "document", "article_id")
# What DNA knows about a document and offers as a variable.
_OF_DOCUMENTS = ("title", "author", "source", "section", "type", "date")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


# Also a pandas Timestamp, which is a date.
Date = str | datetime.date


class Filters(NamedTuple):
    """The choices that decide which statements count; dates as DNA writes them (31.12.2024) or ISO (2024-12-31)."""

    duplicates: str = "include"
    start: Date | None = None
    stop: Date | None = None
    exclude: Mapping[str, Collection[object]] | None = None
    invert: bool = False


def tidy(statements: DnaFile | pd.DataFrame) -> pd.DataFrame:
    """Return one row a statement; what a DNA file says of documents is put beside each of their statements.

    The index of statements of a DNA file is their `id`. A variable of theirs goes before a property of the documents
    that has the same name.
    """
    if isinstance(statements, pd.DataFrame):
        return statements
    said, documents = statements.statements, statements.documents
    own = documents.set_index("id")[[name for name in _OF_DOCUMENTS if name not in said]]
    held = own.reindex(said["document_id"]).reset_index(drop=True)
    beside = pd.concat([said.reset_index(drop=True), held], axis="columns")
    return beside.set_axis(said["id"].to_numpy(), axis="index")


def require_variable(frame: pd.DataFrame, name: str, role: str) -> pd.Series:
    """Return a column, or raise `ValueError` naming those that are there."""
    if name not in frame:
        raise ValueError(f"{role}={name!r} is no column of the statements; choose one of {', '.join(map(str, frame))}")
    return frame[name]


def labels(values: pd.Series) -> pd.Series:
    """Return values as text, missing ones as the empty text."""
    if values.dtype == "str":
        return values.fillna("")
    return values.astype(object).map(lambda value: "" if pd.isna(value) else str(value)).astype("str")


def possible_values(statements: DnaFile | pd.DataFrame, name: str) -> list[str]:
    """Return every value a variable can take, sorted: of a DNA file also entities and documents with no statement."""
    if isinstance(statements, pd.DataFrame):
        values = {*labels(statements[name])}
    else:
        values = {*labels(statements.statements[name])} if name in statements.statements else set()
        named = dict(zip(variable_columns(statements.variables), statements.variables["id"], strict=True))
        if name in named:
            entities = statements.entities
            values.update(entities.loc[entities["variable_id"] == named[name], "value"])
        elif name in _OF_DOCUMENTS:
            values.update(labels(statements.documents[name]))
    return sorted(values - {""})


def with_values(frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Keep the statements that have a value, and not the empty text, in all the named columns."""
    empty = np.column_stack([labels(frame[name]) == "" for name in names])
    return frame[~empty.any(axis=1)]


def select(frame: pd.DataFrame, identity: list[str], filters: Filters, ignore_year: bool = False) -> pd.DataFrame:
    """Keep the statements that pass the filters.

    Two statements are duplicates when they have the same values in `identity` and fall into one document, ISO week,
    month or year, or simply both in the range; the earliest is kept, which matters where they differ in a qualifier
    that is not part of `identity`. With `ignore_year` weeks and months of different years are the same, as in DNA.
    """
    if filters.duplicates not in DUPLICATES:
        raise ValueError(f"duplicates={filters.duplicates!r} is none of {', '.join(map(repr, DUPLICATES))}")
    kept = _in_range(_without_excluded(frame, filters), filters)
    if filters.duplicates == "include":
        return kept
    order = [name for name in ("date", *DOCUMENT_COLUMNS, "start") if name in kept]
    kept = kept.sort_values(order, kind="stable") if order else kept
    key = pd.DataFrame({number: kept[name] for number, name in enumerate(identity)})
    key[len(identity)] = _unit(kept, filters.duplicates, ignore_year)
    return kept[~key.duplicated()]


def _without_excluded(frame: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    for name, values in (filters.exclude or {}).items():
        listed = require_variable(frame, name, "exclude").isin([values] if isinstance(values, str) else list(values))
        frame = frame[listed if filters.invert else ~listed]
    return frame


def _in_range(frame: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    first, last = moment(filters.start, end=False), moment(filters.stop, end=True)
    if first is not None and last is not None and first > last:
        raise ValueError(f"start={filters.start!r} is after stop={filters.stop!r}; exchange them")
    if first is not None:
        frame = frame[_dates(frame, "start") >= first]
    return frame if last is None else frame[_dates(frame, "stop") <= last]


def moment(value: Date | None, *, end: bool) -> pd.Timestamp | None:
    """Read a date; a day without time means its first moment, or with `end` its last second.

    >>> moment("05.01.2024", end=True)
    Timestamp('2024-01-05 23:59:59')
    """
    if value is None:
        return None
    text = _GERMAN_DATE.sub(r"\3-\2-\1", value) if isinstance(value, str) else value
    try:
        when = pd.Timestamp(text)
    except ValueError:
        raise ValueError(f"{value!r} is no date; write it as 31.12.2024 or 2024-12-31") from None
    when = when.tz_convert(None) if when.tzinfo else when
    whole_day = ":" not in str(text)
    return when + pd.Timedelta(days=1, seconds=-1) if end and whole_day else when


def _dates(frame: pd.DataFrame, purpose: str) -> pd.Series:
    """Return the dates of statements, in UTC."""
    if "date" not in frame:
        raise ValueError(f"{purpose} needs a column 'date', which the statements lack; add it or leave {purpose} out")
    dates = frame["date"]
    try:
        if not isinstance(dates.dtype, np.dtype) or dates.dtype.kind != "M":
            dates = pd.to_datetime(dates, utc=True).dt.tz_localize(None)
    except (TypeError, ValueError) as error:
        raise ValueError(f"column 'date': {error}; write dates as 2024-12-31 or as timestamps") from None
    if dates.isna().any():
        row = dates.index[dates.isna()][0]
        raise ValueError(f"{purpose} needs dates, and statement {row} has none; fill column 'date' or drop it")
    return dates


def _unit(frame: pd.DataFrame, duplicates: str, ignore_year: bool) -> pd.Series | int:
    """Return the number of the document, week, month or year of each statement."""
    if duplicates == "acrossrange":
        return 0
    if duplicates == "document":
        name = next((name for name in DOCUMENT_COLUMNS if name in frame), None)
        if name is None:
            raise ValueError(f"duplicates='document' needs a column {' or '.join(DOCUMENT_COLUMNS)}; add one")
        return frame[name]
    dates = _dates(frame, f"duplicates={duplicates!r}")
    if duplicates == "year":
        return dates.dt.year
    iso = dates.dt.isocalendar()
    year, number = (iso["year"], iso["week"]) if duplicates == "week" else (dates.dt.year, dates.dt.month)
    return number if ignore_year else year.astype("int64") * 100 + number.astype("int64")
