"""Read and write the files of the Discourse Network Analyzer (DNA, version 3), so that coding can go on there."""

import sqlite3
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from newsactors.errors import DocumentError, MissingDocumentError
from newsactors.networks.dna_schema import VALUE_TABLES
from newsactors.networks.dna_tables import (
    FIELDS,
    Connection,
    columns_of,
    from_utf16,
    typed,
    variable_columns,
)

# The first bytes of every SQLite database (https://www.sqlite.org/fileformat.html).
_MAGIC = b"SQLite format 3\x00"


class DnaFile(NamedTuple):
    """All tables of a DNA file: one frame a table, column names in lower case, ids as they are in the file.

    `statements` is tidy: after `id`, `statement_type_id`, `document_id`, `start`, `stop` (Python character offsets in
    the document's text, end exclusive) and `coder` it has one column for each row of `variables`: `boolean` for
    boolean, `Int64` for integer, `str` for short and long text; missing where the file holds no value. A variable whose
    name is taken by another column is called `name (id of its statement type)`.
    `documents` has `date` in UTC. `attributes` are values of `attribute_variables` for `entities`.
    """

    settings: pd.DataFrame
    coders: pd.DataFrame
    documents: pd.DataFrame
    statement_types: pd.DataFrame
    variables: pd.DataFrame
    variable_links: pd.DataFrame
    regexes: pd.DataFrame
    coder_relations: pd.DataFrame
    statements: pd.DataFrame
    entities: pd.DataFrame
    attribute_variables: pd.DataFrame
    attributes: pd.DataFrame


def read_dna(path: str | Path) -> DnaFile:
    """Read a file of DNA 3; the file is opened for reading only and never changed.

    Values of statements that are no longer there are left out. An SQLite server database (MySQL, PostgreSQL) that DNA
    is connected to is no file: save a copy from DNA first.

    Raises `MissingDocumentError` when there is no such file and `DocumentError` when it is not a file of DNA 3; both
    say what to do.

    >>> read_dna("nowhere.dna")
    Traceback (most recent call last):
        ...
    newsactors.errors.MissingDocumentError: nowhere.dna: no such file; give the path of a .dna file
    """
    path = Path(path)
    _check(path)
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        tables = {field: _table(connection, table, path) for table, field in FIELDS.items()}
        tables["statements"] = _with_offsets(tables["statements"], tables["documents"], path)
        tables["statements"] = _with_values(connection, tables["statements"], tables["variables"], path)
    except sqlite3.DatabaseError as error:
        raise DocumentError(f"is damaged ({error}); take an earlier copy", path=str(path)) from None
    finally:
        connection.close()
    return DnaFile(**tables)


def _check(path: Path) -> None:
    """Raise unless the file is there and is SQLite: SQLite itself would make an empty database of a wrong path."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except FileNotFoundError:
        raise MissingDocumentError("no such file; give the path of a .dna file", path=str(path)) from None
    except OSError as error:
        message = f"cannot be read ({error.strerror}); give the path of a .dna file"
        raise MissingDocumentError(message, path=str(path)) from None
    if start != _MAGIC:
        found = "an empty file" if not start else f"it begins with {start!r}"
        message = f"is no SQLite database ({found}), as DNA files are; save it again from DNA"
        raise DocumentError(message, path=str(path))


def _table(connection: Connection, table: str, path: Path) -> pd.DataFrame:
    columns = columns_of(table)
    wanted = ", ".join(column.name for column in columns)
    try:
        rows = connection.execute(f"SELECT {wanted} FROM {table} ORDER BY 1").fetchall()
    except sqlite3.OperationalError as error:
        found = [name for (name,) in connection.execute("SELECT name FROM sqlite_master ORDER BY name")]
        held = f"it holds {', '.join(found[:5])}" if found else "it holds no table at all"
        message = (
            f"table {table} cannot be read ({error}; {held}); open the file in DNA 3 and save it as a new database"
        )
        raise DocumentError(message, path=str(path)) from None
    frame = pd.DataFrame(rows, columns=[column.field for column in columns], dtype=object)
    try:
        return typed(table, frame)
    except (TypeError, ValueError, OverflowError) as error:
        message = f"table {table} holds a value of the wrong kind ({error}); correct it in DNA"
        raise DocumentError(message, path=str(path)) from None


def _with_offsets(statements: pd.DataFrame, documents: pd.DataFrame, path: Path) -> pd.DataFrame:
    texts = dict(zip(documents["id"], documents["text"], strict=True))
    lost = statements.loc[~statements["document_id"].isin(documents["id"]), ["id", "document_id"]]
    if len(lost):
        statement, document = lost.iloc[0]
        message = f"table STATEMENTS: statement {statement} is in document {document}, which DOCUMENTS lacks; delete it"
        raise DocumentError(message, path=str(path))
    where = [texts[document] for document in statements["document_id"]]
    return statements.assign(
        **{name: from_utf16(where, statements[name].to_numpy(np.int64)) for name in ("start", "stop")}
    )


def _with_values(connection: Connection, statements: pd.DataFrame, variables: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Add a column for each variable."""
    columns = {}
    for variable, name in zip(variables.itertuples(), variable_columns(variables), strict=True):
        table, dtype = VALUE_TABLES[variable.data_type]
        value = "(SELECT Value FROM ENTITIES WHERE ID = Entity)" if table == "DATASHORTTEXT" else "Value"
        query = f"SELECT StatementId, {value} FROM {table} WHERE VariableId = ?"
        values = dict(connection.execute(query, (variable.id,)).fetchall())
        if table == "DATASHORTTEXT" and None in values.values():
            lost = min(statement for statement, text in values.items() if text is None)
            message = f"table {table}: {variable.variable!r} of statement {lost} is an entity that ENTITIES lacks"
            raise DocumentError(f"{message}; code the statement again in DNA", path=str(path))
        if table == "DATALONGTEXT":
            values = {statement: text or "" for statement, text in values.items()}
        column = pd.Series([values.get(statement) for statement in statements["id"]], statements.index, dtype=object)
        try:
            columns[name] = column.astype(dtype)
        except (TypeError, ValueError) as error:
            message = f"table {table} holds a value for {variable.variable!r} that is no {variable.data_type} ({error})"
            raise DocumentError(f"{message}; correct it in DNA", path=str(path)) from None
    return statements.assign(**columns)
