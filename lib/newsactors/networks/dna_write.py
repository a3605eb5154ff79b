"""Write files that the Discourse Network Analyzer opens; the same statements give the same bytes."""

import sqlite3
from pathlib import Path

import numpy as np
import pandas as pd

from newsactors.errors import OutputError
from newsactors.networks.dna import DnaFile
from newsactors.networks.dna_new import new_dna
from newsactors.networks.dna_schema import VALUE_TABLES
from newsactors.networks.dna_tables import FIELDS, Connection, columns_of, new_database, to_utf16, variable_columns

# Bytes 96 to 99 of the file header tell which version of SQLite wrote it (https://www.sqlite.org/fileformat.html):
# the only bytes that differ between machines, set to version 3.37.0.
_WRITER = slice(96, 100)
_WRITER_VERSION = (3037000).to_bytes(4, "big")


def write_dna(
    statements: DnaFile | pd.DataFrame,
    path: str | Path,
    *,
    documents: pd.DataFrame | None = None,
    password: str = "newsactors",
) -> None:
    """Write statements as a file of DNA 3, replacing one that is there.

    A `DnaFile` is written as it is: `read_dna` returns it again. New values of a short-text variable become entities.
    A frame becomes a new file as `new_dna` says, with `documents` and one coder, `Admin`, whose password DNA asks for
    when it opens the file. The password is kept as a hash that anyone can compare with guesses: it protects nothing.

    Not for adding to a file that others code in at the same time: what they did since it was read is lost.

    Raises `OutputError`, naming the table and the row, when a value does not fit into the file.

    >>> import tempfile
    >>> from newsactors.networks import read_dna
    >>> said = pd.DataFrame({"text": ["Oman backs talks."], "person": ["Oman"], "agrees": [True]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_dna(said, Path(folder, "said.dna"))
    ...     read_dna(Path(folder, "said.dna")).statements[["start", "stop", "person", "agrees"]].to_dict("records")
    [{'start': 0, 'stop': 17, 'person': 'Oman', 'agrees': True}]
    """
    dna = statements if isinstance(statements, DnaFile) else new_dna(statements, documents, password)
    dna = _with_new_entities(dna)
    connection = new_database()
    try:
        for table, field in FIELDS.items():
            frame = _in_utf16(dna) if field == "statements" else getattr(dna, field)
            _insert(connection, table, frame, path)
        for table, frame in _values(dna).items():
            _insert(connection, table, frame, path)
        _check_references(connection, path)
        connection.commit()
        content = bytearray(connection.serialize())
    finally:
        connection.close()
    content[_WRITER] = _WRITER_VERSION
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose a folder that is there") from None


def _insert(connection: Connection, table: str, frame: pd.DataFrame, path: str | Path) -> None:
    columns = columns_of(table)
    missing = [column.field for column in columns if column.field not in frame]
    if missing:
        raise OutputError(f"{path}: the frame for table {table} lacks the column {missing[0]!r}; add it")
    rows = _as_stored(frame[[column.field for column in columns]])
    names, marks = ", ".join(column.name for column in columns), ", ".join("?" * len(columns))
    for row in rows:
        try:
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            shown = ", ".join(f"{column.field}={str(value)[:40]!r}" for column, value in zip(columns, row, strict=True))
            message = f"{path}: table {table} does not take the row {shown[:300]} ({error}); correct the frame"
            raise OutputError(message) from None


def _as_stored(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return the rows as SQLite takes them: missing values as None, times as seconds since 1970, no numpy types."""
    columns = []
    for name in frame:
        values = frame[name]
        if pd.api.types.is_datetime64_any_dtype(values):
            values = values.astype("datetime64[s]").astype("int64").where(values.notna())
            values = values.astype("Int64")
        columns.append([None if pd.isna(value) else _plain(value) for value in values.astype(object)])
    return list(zip(*columns, strict=True))


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        value = value.item()
    return int(value) if isinstance(value, bool) else value


def _in_utf16(dna: DnaFile) -> pd.DataFrame:
    texts = dict(zip(dna.documents["id"], dna.documents["text"], strict=True))
    where = [texts.get(document, "") for document in dna.statements["document_id"]]
    offsets = {name: to_utf16(where, dna.statements[name].to_numpy(np.int64)) for name in ("start", "stop")}
    return dna.statements.assign(**offsets)


def _with_new_entities(dna: DnaFile) -> DnaFile:
    """Add the values of short-text variables that have no entity yet, in sorted order."""
    known = {*zip(dna.entities["variable_id"], dna.entities["value"], strict=True)}
    new = []
    for variable, name in zip(dna.variables.itertuples(), variable_columns(dna.variables), strict=True):
        if variable.data_type == "short text" and name in dna.statements:
            used = {*dna.statements[name].dropna()}
            new += [(variable.id, value) for value in sorted(used) if (variable.id, value) not in known]
    if not new:
        return dna
    first = int(dna.entities["id"].max()) + 1 if len(dna.entities) else 1
    added = pd.DataFrame(new, columns=["variable_id", "value"])
    added = added.assign(id=range(first, first + len(added)), red=0, green=0, blue=0, child_of=pd.NA)
    entities = pd.concat([dna.entities, added[list(dna.entities)].astype(dna.entities.dtypes.to_dict())])
    return dna._replace(entities=entities.reset_index(drop=True))


def _values(dna: DnaFile) -> dict[str, pd.DataFrame]:
    """Return the tables of values: for each statement in turn, its values in the order of the variables."""
    entities = dna.entities
    number = {(v, text): i for i, v, text in zip(*(entities[c] for c in ("id", "variable_id", "value")), strict=True)}
    rows: dict[str, list[tuple[object, ...]]] = {table: [] for table, _ in VALUE_TABLES.values()}
    variables = [*zip(dna.variables.itertuples(), variable_columns(dna.variables), strict=True)]
    for statement in dna.statements.to_dict("records"):
        for variable, name in variables:
            value = statement.get(name)
            if value is None or pd.isna(value):
                continue
            table = VALUE_TABLES[variable.data_type][0]
            stored = number[variable.id, value] if table == "DATASHORTTEXT" else value
            rows[table].append((len(rows[table]) + 1, statement["id"], variable.id, stored))
    return {table: pd.DataFrame(found, columns=[c.field for c in columns_of(table)]) for table, found in rows.items()}


def _check_references(connection: Connection, path: str | Path) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        table, row, parent, _ = broken
        raise OutputError(
            f"{path}: row {row} of table {table} refers to a row that {parent} lacks; add it or drop {row}"
        )
