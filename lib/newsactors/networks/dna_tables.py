"""How the tables of a DNA file and data frames correspond: names, types, offsets."""

import functools
import re
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsactors.networks.dna_schema import CREATE

Connection = sqlite3.Connection
Offsets = npt.NDArray[np.int64]

# The frame of each table; the four tables of values become columns of `statements`.
FIELDS = {
    "SETTINGS": "settings",
    "CODERS": "coders",
    "DOCUMENTS": "documents",
    "STATEMENTTYPES": "statement_types",
    "VARIABLES": "variables",
    "VARIABLELINKS": "variable_links",
    "REGEXES": "regexes",
    "CODERRELATIONS": "coder_relations",
    "STATEMENTS": "statements",
    "ENTITIES": "entities",
    "ATTRIBUTEVARIABLES": "attribute_variables",
    "ATTRIBUTEVALUES": "attributes",
}


class Column(NamedTuple):
    """A column of a table: its name in the file and in the frame, its pandas type, and the value it has by default."""

    name: str
    field: str
    dtype: str
    default: str | None


@functools.cache
def columns_of(table: str) -> tuple[Column, ...]:
    """Return the columns of a table as the schema declares them.

    >>> [column.field for column in columns_of("VARIABLES")]
    ['id', 'variable', 'data_type', 'statement_type_id']
    """
    connection = new_database()
    found = connection.execute(f"PRAGMA table_info({table})").fetchall()
    connection.close()
    columns = []
    for _, name, kind, not_null, default, key in found:
        dtype = "str" if kind == "TEXT" else "int64" if not_null or key else "Int64"
        preset = default.strip("'") if default is not None else None
        columns.append(Column(name, _snake(name), dtype, preset))
    return tuple(columns)


def new_database() -> Connection:
    """Make an empty DNA database in memory."""
    connection = sqlite3.connect(":memory:")
    for sql in CREATE:
        connection.execute(sql)
    return connection


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def typed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame the types of its table; `date` of documents is turned from seconds since 1970 into a time, UTC."""
    result = pd.DataFrame(index=pd.RangeIndex(len(frame)))
    for column in columns_of(table):
        values = frame[column.field].reset_index(drop=True)
        if (table, column.name) == ("DOCUMENTS", "Date"):
            result[column.field] = pd.Series(values.astype("int64").to_numpy("datetime64[s]"))
        else:
            result[column.field] = values.astype(column.dtype)
    return result


def variable_columns(variables: pd.DataFrame) -> list[str]:
    """Name the column of each variable in the frame of statements, in the order of `variables`.

    >>> frame = pd.DataFrame({"variable": ["person", "start", "person"], "statement_type_id": [1, 1, 2]})
    >>> variable_columns(frame)
    ['person', 'start (1)', 'person (2)']
    """
    taken = {column.field for column in columns_of("STATEMENTS")}
    names = []
    for name, kind in zip(variables["variable"], variables["statement_type_id"], strict=True):
        names.append(f"{name} ({kind})" if name in taken else str(name))
        taken.add(names[-1])
    return names


def from_utf16(texts: Sequence[str], offsets: Offsets) -> Offsets:
    """Turn offsets in UTF-16 units, as DNA counts, into offsets in characters, as Python does.

    >>> from_utf16(["😀 no"], np.array([3])).tolist()
    [2]
    """
    units = {text: _units(text) for text in set(texts)}
    return _mapped(texts, offsets, {text: (known, np.arange(len(known))) for text, known in units.items()})


def to_utf16(texts: Sequence[str], offsets: Offsets) -> Offsets:
    """Turn offsets in characters into offsets in UTF-16 units; offsets past the end stay as far past it.

    >>> to_utf16(["😀 no", "no"], np.array([2, 9])).tolist()
    [3, 9]
    """
    units = {text: _units(text) for text in set(texts)}
    return _mapped(texts, offsets, {text: (np.arange(len(known)), known) for text, known in units.items()})


def _units(text: str) -> Offsets:
    """Return the offset in UTF-16 units of each character and of the end."""
    if text.isascii() or max(text) <= "\uffff":
        return np.arange(len(text) + 1)
    return np.cumsum([0, *(1 + (character > "\uffff") for character in text)])


def _mapped(texts: Sequence[str], offsets: Offsets, tables: dict[str, tuple[Offsets, Offsets]]) -> Offsets:
    mapped = []
    for text, offset in zip(texts, offsets.tolist(), strict=True):
        known, wanted = tables[text]
        at = min(int(np.searchsorted(known, offset)), len(known) - 1)
        mapped.append(int(wanted[at]) + max(0, offset - int(known[-1])))
    return np.array(mapped, dtype=np.int64)
