"""A frame of statements made into the tables of a new file for the Discourse Network Analyzer."""

import base64
import functools
import hashlib

import pandas as pd

from newsactors.networks.dna import DnaFile
from newsactors.networks.dna_schema import SHORT_TEXT, VERSION, VERSION_DATE
from newsactors.networks.dna_tables import FIELDS, columns_of, typed
from newsactors.networks.selection import DOCUMENT_COLUMNS, labels

# Columns of a frame of statements that say where a statement is; every other column becomes a variable.
_PLACE = ("id", "statement_type_id", *DOCUMENT_COLUMNS, "start", "stop", "end", "coder", "text", "date")
# How a JSON list or object begins: spans and the like, no entities.
_JSON = ("[", "{")
# DNA compares passwords as Jasypt's StrongPasswordEncryptor does: salt and hash, SHA-256 a hundred thousand times.
_SALT_LENGTH, _ROUNDS = 16, 100_000


def new_dna(statements: pd.DataFrame, documents: pd.DataFrame | None = None, password: str = "newsactors") -> DnaFile:
    """Make the tables of a DNA file from a frame with one row a statement, of a statement type `DNA Statement`.

    Statements belong to the document named in `document_id`, `document` or `article_id`, and stand at `start` and
    `stop` (or `end`) in its text. `documents` has that key and `text`, and where known `title` (or `headline`),
    `author`, `source` (or `source_file`), `section`, `notes`, `type` and `date` (UTC; 1970-01-01 where it is not known,
    for DNA needs one). Without `documents`, a document's text is the `text` of its statements, one a line, and
    offsets are counted anew; its date is that of its first statement. Numbers that statements (`id`) and documents have
    are kept.

    All other columns become variables: boolean and integer ones as they are; text as short text, or as long text
    where a value is longer than 190 characters or is a JSON list or object; other numbers as long text.

    Raises `ValueError` naming the row when a boolean or integer value is missing, and when a document is.

    >>> dna = new_dna(pd.DataFrame({"document": ["d"], "who": ["Oman"], "what": ["talks"], "agrees": [True]}))
    >>> dna.variables[["variable", "data_type"]].to_numpy().tolist()
    [['who', 'short text'], ['what', 'short text'], ['agrees', 'boolean']]
    >>> dna.documents["text"].tolist()
    ['Oman | talks | True']
    """
    frame = statements.reset_index(drop=True)
    key = next((name for name in DOCUMENT_COLUMNS if name in frame), None)
    keys = labels(frame[key]) if key else pd.Series(["statements"] * len(frame), dtype="str")
    names = [name for name in frame if name not in _PLACE]
    types = [_data_type(frame[name]) for name in names]
    columns = {str(name): _column(frame[name], type_) for name, type_ in zip(names, types, strict=True)}
    placed = frame if documents is not None else _placed(frame, keys, list(columns.values()))
    known = _documents(placed, keys, documents)
    known["id"] = _ids(known["key"])
    numbers = dict(zip(known.pop("key"), known["id"], strict=True))
    stop = "stop" if "stop" in placed else "end"
    _require_offsets(placed, stop)
    ids = _ids(labels(frame["id"]) if "id" in frame else keys)
    rows = {"id": ids, "statement_type_id": 1, "document_id": keys.map(numbers), "coder": 1}
    tables = {
        "settings": {"property": ["version", "date"], "value": [VERSION, VERSION_DATE]},
        "coders": {"id": [1], "name": "Admin", "red": 255, "green": 255, "password": _hashed(password)},
        "documents": known.assign(coder=1),
        "statement_types": {"id": [1], "label": "DNA Statement", "red": 239, "green": 208, "blue": 51},
        "variables": {
            "id": range(1, len(names) + 1),
            "variable": list(columns),
            "data_type": types,
            "statement_type_id": 1,
        },
        "statements": pd.DataFrame({**rows, "start": placed["start"], "stop": placed[stop]}, index=frame.index),
    }
    made = {field: _filled(table, pd.DataFrame(tables.get(field, {}))) for table, field in FIELDS.items()}
    made["statements"] = made["statements"].assign(**columns)
    return DnaFile(**made)


def _data_type(values: pd.Series) -> str:
    kind = str(pd.api.types.infer_dtype(values, skipna=True))
    if kind in ("boolean", "integer"):
        return kind
    texts = labels(values)
    too_long = (texts.str.len() > SHORT_TEXT).any() or texts.str.startswith(_JSON).any()
    return "long text" if too_long or kind not in ("string", "categorical", "empty") else "short text"


def _column(values: pd.Series, data_type: str) -> pd.Series:
    """Return the values as `read_dna` would: text without missing values, numbers and truth values checked."""
    if data_type.endswith("text"):
        return labels(values)
    missing = values.index[values.isna()]
    if len(missing):
        message = f"row {missing[0]} of the statements has no {data_type} value for {values.name!r}"
        raise ValueError(f"{message}, and DNA needs one: give it, drop the row, or drop the column")
    return values.astype("boolean" if data_type == "boolean" else "Int64")


def _placed(frame: pd.DataFrame, keys: pd.Series, columns: list[pd.Series]) -> pd.DataFrame:
    """Give each statement a line of its own in the text of its document."""
    described = [" | ".join(value for value in map(str, row) if value) for row in zip(*columns, strict=True)]
    texts = labels(frame["text"]) if "text" in frame else pd.Series([""] * len(frame), dtype="str")
    lines = [text or told or "-" for text, told in zip(texts, described or texts, strict=True)]
    length = pd.Series([len(line) for line in lines], dtype="int64")
    start = (length + 1).groupby(keys).cumsum() - length - 1
    return frame.assign(text=lines, start=start, stop=start + length)


def _documents(frame: pd.DataFrame, keys: pd.Series, documents: pd.DataFrame | None) -> pd.DataFrame:
    """Return the documents under DNA's names, with the key of their statements."""
    if documents is None:
        lines = frame.assign(key=keys).groupby("key", sort=False)
        given = pd.DataFrame({"key": list(lines.groups), "text": ["\n".join(texts) for _, texts in lines["text"]]})
        if "date" in frame:
            given["date"] = lines["date"].first().to_numpy()
    else:
        name = next((name for name in ("id", *DOCUMENT_COLUMNS) if name in documents), None)
        if name is None or "text" not in documents:
            raise ValueError(f"documents need a column 'text' and one of {', '.join(('id', *DOCUMENT_COLUMNS))}")
        given = documents.reset_index(drop=True).assign(key=labels(documents[name].reset_index(drop=True)))
    twice = given["key"][given["key"].duplicated()]
    if len(twice):
        raise ValueError(f"documents hold {twice.iloc[0]!r} twice; keep one of the rows")
    lost = keys.index[~keys.isin(given["key"])]
    if len(lost):
        raise ValueError(
            f"row {lost[0]} of the statements is in document {keys[lost[0]]!r}, which documents lack; add it"
        )
    known = pd.DataFrame({"key": given["key"], "text": labels(given["text"]), "notes": _first(given, ["notes"])})
    for field, others in _DOCUMENT_FIELDS.items():
        known[field] = _first(given, [field, *others]).map(_shortened)
    dates = pd.to_datetime(given["date"], utc=True) if "date" in given else pd.Series(pd.NaT, index=given.index)
    seconds = dates.dt.tz_localize(None).astype("datetime64[s]").astype("int64").where(dates.notna(), 0)
    return known.assign(date=seconds)


# DNA's name of a document's property to other names under which a frame may hold it.
_DOCUMENT_FIELDS = {"title": ["headline", "key"], "author": [], "source": ["source_file"], "section": [], "type": []}


def _first(frame: pd.DataFrame, names: list[str]) -> pd.Series:
    """Return for each row the first text that is not empty."""
    found = pd.Series([""] * len(frame), dtype="str")
    for name in names:
        if name in frame:
            found = found.where(found != "", labels(frame[name]))
    return found


def _shortened(text: str) -> str:
    return text if len(text) <= SHORT_TEXT else f"{text[: SHORT_TEXT - 1]}…"


def _ids(names: pd.Series) -> list[int]:
    """Return names that are numbers, all different, as numbers; else count from 1."""
    if names.is_unique and names.str.fullmatch(r"[1-9]\d{0,8}").all():
        return [int(name) for name in names]
    return list(range(1, len(names) + 1))


def _require_offsets(frame: pd.DataFrame, stop: str) -> None:
    for name in ("start", stop):
        if name not in frame or frame[name].isna().any():
            raise ValueError(
                f"the statements lack {name!r}, their place in the documents' text; give it or no documents"
            )


def _filled(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Add the columns a table has beyond those given, with the values it has by default."""
    for column in columns_of(table):
        if column.field not in frame:
            default = column.default if column.default is None or column.dtype == "str" else int(column.default)
            frame[column.field] = pd.Series([default] * len(frame), index=frame.index, dtype=object)
    return typed(table, frame)


@functools.cache
def _hashed(password: str) -> str:
    """Return the password as DNA stores it; the salt depends on the password only, so that files are reproducible."""
    secret = password.encode()
    salt = hashlib.sha256(b"salt" + secret).digest()[:_SALT_LENGTH]
    digest = hashlib.sha256(salt + secret).digest()
    for _ in range(_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
