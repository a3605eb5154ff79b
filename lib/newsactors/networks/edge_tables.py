"""Networks as two CSV files, one of edges and one of nodes, with the column names that Gephi expects."""

import math
import re
from collections.abc import Sequence
from pathlib import Path

from newsactors.networks.plain import Attributes, Plain, Value, without

# A cell and what ends it. Text stands in quotation marks, which tells it from numbers and from what is missing.
_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|\Z)')
_EXTRA = {"Label": "label", "Weight": "weight"}
_OF_NODES, _OF_EDGES = ("Id",), ("Source", "Target", "Type")


class Bare(str):
    """A cell without quotation marks."""


def write_tables(plain: Plain, path: Path) -> list[Path]:
    """Write edges to `path` and nodes beside it; text is in quotation marks, missing values are empty cells."""
    kind = "Directed" if plain.directed else "Undirected"
    nodes: list[tuple[tuple[Value, ...], Attributes]] = [((name,), data) for name, data in plain.nodes.items()]
    edges: list[tuple[tuple[Value, ...], Attributes]] = [((a, b, kind), data) for a, b, data in plain.edges]
    nodes_path = nodes_file(path)
    nodes_path.write_bytes(_table(_OF_NODES, nodes, plain.extra).encode("utf-8"))
    path.write_bytes(_table(_OF_EDGES, edges, plain.extra).encode("utf-8"))
    return [path, nodes_path]


def nodes_file(path: Path) -> Path:
    """Return where the nodes of a file of edges are.

    >>> nodes_file(Path("ties.csv")).name
    'ties-nodes.csv'
    """
    return path.with_name(f"{path.stem}-nodes{path.suffix}")


def read_tables(path: Path) -> Plain:
    """Read a file of edges, and that of its nodes where there is one; nodes that only edges name come last."""
    nodes: dict[str, Attributes] = {}
    names: set[str] = set()
    if nodes_file(path).exists():
        header, rows = _rows(nodes_file(path), _OF_NODES)
        names.update(header)
        nodes.update((name, data) for (name,), data in rows)
    header, rows = _rows(path, _OF_EDGES[:2])
    names.update(header)
    edges = [(a, b, without(data, {"Type"})) for (a, b), data in rows]
    for a, b, _ in edges:
        nodes.setdefault(a, {})
        nodes.setdefault(b, {})
    directed = any(data.get("Type") == "Directed" for _, data in rows)
    extra = frozenset(_EXTRA[name] for name in names & {*_EXTRA})
    return Plain(nodes, edges, directed, extra)


def _table(fixed: Sequence[str], rows: Sequence[tuple[tuple[Value, ...], Attributes]], extra: frozenset[str]) -> str:
    names = list(dict.fromkeys(name for _, data in rows for name in data))
    taken = {*fixed, *_EXTRA} & {*names}
    if taken:
        raise ValueError(f"attribute {min(taken)!r} has the name of a column that every table has; rename it")
    shown = {lower: name for name, lower in _EXTRA.items() if lower in extra}
    lines = [[_cell(name) for name in (*fixed, *(shown.get(name, name) for name in names))]]
    lines += [[*map(_cell, ends), *(_cell(data.get(name)) for name in names)] for ends, data in rows]
    return "".join(",".join(line) + "\n" for line in lines)


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _rows(path: Path, fixed: Sequence[str]) -> tuple[list[str], list[tuple[list[str], Attributes]]]:
    """Return the names of all columns, and the values of each row in those `fixed` and its attributes in others."""
    header, *lines = _cells(path.read_bytes().decode("utf-8-sig")) or [[]]
    names = [str(name) for name in header]
    missing = [name for name in fixed if name not in names]
    if missing:
        raise ValueError(f"{path.name} lacks the column {missing[0]!r}; its columns are {', '.join(names)}")
    rows: list[tuple[list[str], Attributes]] = []
    for number, line in enumerate(lines, start=2):
        cells = dict(zip(names, line, strict=len(line) >= len(names)))
        if any(isinstance(cells.get(name, Bare()), Bare) and not cells.get(name) for name in fixed):
            raise ValueError(f"{path.name}, row {number}: {' or '.join(fixed)} is empty; fill it or drop the row")
        data = {name: _value(cell) for name, cell in cells.items() if name not in fixed}
        held = {_EXTRA.get(name, name): value for name, value in data.items() if value is not None}
        rows.append(([str(cells[name]) for name in fixed], held))
    return names, rows


def _cells(text: str) -> Sequence[list[str]]:
    found: list[list[str]] = [[]]
    at = 0
    while at < len(text):
        match = _CELL.match(text, at)
        if match is None:
            raise ValueError(f"a quotation mark at character {at} is not closed, or text follows a closing one")
        quoted, bare, end = match.groups()
        found[-1].append(Bare(bare) if quoted is None else quoted.replace('""', '"'))
        at = match.end()
        if end != ",":
            found.append([])
    return [line for line in found if line and line != [Bare("")]]


def _value(cell: str) -> Value | None:
    """Read a cell; only one without quotation marks may hold something else than text."""
    if not isinstance(cell, Bare):
        return cell
    cell = str(cell)
    if cell in ("", "true", "false"):
        return None if not cell else cell == "true"
    for type_ in (int, float):
        try:
            number = type_(cell)
        except ValueError:
            continue
        return None if math.isnan(number) else number
    return cell
