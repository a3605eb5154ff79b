"""The tables of a Discourse Network Analyzer 3 file, as SQLite keeps them: what DNA checks when it opens one.

The wording is that of a file of version 3.0.7, down to the spaces, because two files are of one schema when
`sqlite_master` holds the same text. Recurring clauses are written once and put together here.
"""

# The most characters that titles, names and short texts hold.
SHORT_TEXT = 190
# The format a written file claims to be, and what DNA stores beside it.
VERSION, VERSION_DATE = "3.0.7", "2022-06-10"
# Type of a variable to the table that holds its values and the pandas type of the column they become.
VALUE_TABLES = {
    "boolean": ("DATABOOLEAN", "boolean"),
    "integer": ("DATAINTEGER", "Int64"),
    "long text": ("DATALONGTEXT", "str"),
    "short text": ("DATASHORTTEXT", "str"),
}

_KEY = "ID INTEGER NOT NULL PRIMARY KEY"
# Seven tables say it in the other order.
_KEY_OF_VALUES = "ID INTEGER PRIMARY KEY NOT NULL"


def _bounded(name: str, low: int, high: int, default: int | None = None, *, late: bool = False) -> str:
    between = f"CHECK ({name} BETWEEN {low} AND {high})"
    preset = f"DEFAULT {default}"
    return f"{name} INTEGER NOT NULL {between} {preset}" if late else f"{name} INTEGER NOT NULL {preset} {between}"


def _text(name: str, *, empty: bool = False) -> str:
    default = "DEFAULT '' " if empty else ""
    return f"{name} TEXT NOT NULL {default}CHECK (LENGTH({name}) < {SHORT_TEXT + 1})"


def _foreign(name: str, table: str) -> str:
    return f"FOREIGN KEY({name}) REFERENCES {table}(ID) ON DELETE CASCADE"


_COLOURS = tuple(_bounded(name, 0, 255, 0) for name in ("Red", "Green", "Blue"))
_COLOURS_OR_NONE = tuple(f"{name} INTEGER CHECK ({name} BETWEEN 0 AND 255)" for name in ("Red", "Green", "Blue"))
_PERMISSIONS = tuple(
    f"Permission{name}"
    for name in (
        *("AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements"),
        *("DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations"),
        *("ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements"),
    )
)
_OF_A_STATEMENT = (_foreign("StatementId", "STATEMENTS"), _foreign("VariableId", "VARIABLES"))
_ONE_VALUE = "UNIQUE (StatementId, VariableId)"


def _values(value: str, *foreign: str) -> tuple[str, ...]:
    keys = (_KEY_OF_VALUES, "StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL")
    return (*keys, value, *_OF_A_STATEMENT, *foreign, _ONE_VALUE)


def _relation(name: str) -> str:
    return f"{name} INTEGER NOT NULL DEFAULT 1 CHECK({name} BETWEEN 0 AND 1)"


# Table name to its clauses, in the order in which DNA makes the tables.
CLAUSES: dict[str, tuple[str, ...]] = {
    "SETTINGS": ("Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"),
    "CODERS": (
        *(_KEY, _text("Name"), *_COLOURS),
        *(_bounded("Refresh", 0, 9999, 0, late=True), _bounded("FontSize", 1, 99, 14, late=True), _text("Password")),
        "PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300",
        *(_bounded(name, 0, 1, 0, late=True) for name in ("ColorByCoder", "PopupDecoration")),
        *(_bounded(name, 0, 1, 1, late=True) for name in ("PopupAutoComplete", *_PERMISSIONS)),
    ),
    "DOCUMENTS": (
        *(_KEY, _text("Title"), "Text TEXT NOT NULL", "Coder INTEGER"),
        *(_text(name, empty=True) for name in ("Author", "Source", "Section")),
        *("Notes TEXT NOT NULL DEFAULT ''", _text("Type", empty=True), "Date INTEGER NOT NULL"),
        _foreign("Coder", "CODERS"),
    ),
    "STATEMENTTYPES": (_KEY, _text("Label"), *_COLOURS),
    "VARIABLES": (
        *(_KEY, _text("Variable")),
        "DataType TEXT NOT NULL CHECK ("
        + " OR ".join(f"DataType = '{name}'" for name in VALUE_TABLES)
        + ") DEFAULT 'short text'",
        *("StatementTypeId INTEGER", _foreign("StatementTypeId", "STATEMENTTYPES")),
        "UNIQUE (Variable, StatementTypeId)",
    ),
    "VARIABLELINKS": (
        *(_KEY, "SourceVariableId INTEGER", "TargetVariableId INTEGER", "CHECK (TargetVariableId != SourceVariableId)"),
        *(_foreign(name, "VARIABLES") for name in ("SourceVariableId", "TargetVariableId")),
    ),
    "REGEXES": (f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < {SHORT_TEXT + 1})", *_COLOURS),
    "CODERRELATIONS": (
        *(_KEY, "Coder INTEGER CHECK(Coder > 0)", "OtherCoder INTEGER CHECK(OtherCoder > 0)"),
        *(_relation(name) for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")),
        "CHECK (Coder != OtherCoder)",
        *(_foreign(name, "CODERS") for name in ("Coder", "OtherCoder")),
    ),
    "STATEMENTS": (
        *(_KEY, "StatementTypeId INTEGER", "DocumentId INTEGER"),
        *("Start INTEGER NOT NULL CHECK(Start >= 0)", "Stop INTEGER NOT NULL CHECK(Stop >= 0)", "Coder INTEGER"),
        *("CHECK (Start < Stop)", _foreign("StatementTypeId", "STATEMENTTYPES"), _foreign("Coder", "CODERS")),
        _foreign("DocumentId", "DOCUMENTS"),
    ),
    "DATABOOLEAN": _values("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _values("Value INTEGER NOT NULL DEFAULT 0"),
    "ENTITIES": (
        *(_KEY_OF_VALUES, "VariableId INTEGER NOT NULL", _text("Value", empty=True), *_COLOURS_OR_NONE),
        *("ChildOf INTEGER CHECK(ChildOf > 0)", "UNIQUE (VariableId, Value)", _foreign("ChildOf", "ENTITIES")),
        _foreign("VariableId", "VARIABLES"),
    ),
    "DATASHORTTEXT": _values("Entity INTEGER NOT NULL", _foreign("Entity", "ENTITIES")),
    "DATALONGTEXT": _values("Value TEXT DEFAULT ''"),
    "ATTRIBUTEVARIABLES": (
        *(_KEY_OF_VALUES, "VariableId INTEGER NOT NULL", _text("AttributeVariable")),
        *("UNIQUE(VariableId, AttributeVariable)", _foreign("VariableId", "VARIABLES")),
    ),
    "ATTRIBUTEVALUES": (
        *(_KEY_OF_VALUES, "EntityId INTEGER NOT NULL", "AttributeVariableId INTEGER NOT NULL"),
        *(_text("AttributeValue", empty=True), "UNIQUE (EntityId, AttributeVariableId)"),
        *(_foreign("EntityId", "ENTITIES"), _foreign("AttributeVariableId", "ATTRIBUTEVARIABLES")),
    ),
}
CREATE = tuple(f"CREATE TABLE {table}({', '.join(clauses)})" for table, clauses in CLAUSES.items())
