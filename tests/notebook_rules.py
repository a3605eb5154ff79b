"""What nbval does not see: rules of a stored notebook, each a function from the notebook to a list of complaints.

A notebook is the plain dictionary that `json.loads` gives, multi-line strings joined by `read`.
"""

import ast
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

LONGEST_CELL = 15  # lines: what a reader takes in at once, and a screen shows beside its output
SHORTEST_ALT = 40  # characters: "Bar chart" is a label, not a text in place of the picture

_WORD = r"(?:[A-Z][\w’'-]+|and|et al\.|&|van|der|den|de|von|le|la)"
_YEAR = r"(?:1[6-9]|20)\d\d[a-z]?"
# Digits that no cell computes, taken out before the prose is searched for numbers.
ALLOWED_DIGITS = [
    re.compile(pattern, re.MULTILINE | re.DOTALL)
    for pattern in (
        r"^(```+|~~~+).*?^\1",  # fenced code
        r"`[^`\n]+`",  # inline code
        r"\]\([^)\s]*\)",  # the target of a link
        r"\b(?:https?://|doi:|10\.\d{4,}/)\S+",
        rf"(?<=[(;])\s*{_WORD}(?:,? {_WORD})*,? {_YEAR}(?=[;)])",  # (Hutto and Gilbert 2014; van Atteveldt et al. 2021)
        rf"(?:{_WORD} )+\({_YEAR}\)",  # Hutto and Gilbert (2014)
        r"\b\d\d(?:-[a-z]+)+(?:\.ipynb)?\b",  # 01-clean-and-segment
        r"\b[A-Z][A-Za-z]*-?\d+\b",  # names: F1, SHA-256
        r"^\s*\d+\. ",  # items of a list
    )
]
ABSOLUTE_PATH = re.compile(r"(?<![\w.~-])/(?:home|root|work|Users)/|\b[A-Z]:\\{1,2}[A-Z]")
MARKER = re.compile(r"NBVAL_|PYTEST_VALIDATE_")
HEX_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){0,3}(?:-[0-9a-f]{12})?")
KEBAB_ID = re.compile(r"[a-z]+(?:-(?:[a-z]+|[0-9]+))*")

Notebook = dict[str, Any]


def read(path: Path) -> Notebook:
    """Read a notebook, each source and text as one string."""
    return joined(json.loads(path.read_text(encoding="utf-8")))


def joined(notebook: Notebook) -> Notebook:
    """Return a copy in which each source and text is one string."""
    copy: Notebook = json.loads(json.dumps(notebook))
    for cell in copy["cells"]:
        cell["source"] = "".join(cell["source"])
        for output in cell.get("outputs", []):
            if "text" in output:
                output["text"] = "".join(output["text"])
            for kind, value in output.get("data", {}).items():
                output["data"][kind] = "".join(value) if isinstance(value, list) else value
    return copy


def _code(notebook: Notebook) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _outputs(notebook: Notebook) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((cell["id"], output) for cell in _code(notebook) for output in cell["outputs"])


def executed_in_order(notebook: Notebook) -> list[str]:
    """Every code cell holds code and was executed, from the top, in a fresh kernel."""
    counts = [cell["execution_count"] for cell in _code(notebook)]
    empty = [f"{cell['id']}: an empty code cell" for cell in _code(notebook) if not cell["source"].strip()]
    expected = list(range(1, len(counts) + 1))
    return empty + ([] if counts == expected else [f"execution counts are {counts}, not {expected}"])


def outputs_stored(notebook: Notebook) -> list[str]:
    """Something was printed or shown, and is stored."""
    return [] if any(True for _ in _outputs(notebook)) else ["no cell has an output: they were stripped"]


def no_stderr_and_no_error(notebook: Notebook) -> list[str]:
    """No warning and no error is stored."""
    return [
        f"{cell}: stores {output.get('name', output['output_type'])}"
        for cell, output in _outputs(notebook)
        if output["output_type"] == "error" or output.get("name") == "stderr"
    ]


def no_marker_and_no_tag(notebook: Notebook) -> list[str]:
    """No cell is excepted from the comparison."""
    return [
        f"{cell['id']}: has a marker or a tag"
        for cell in notebook["cells"]
        if MARKER.search(cell["source"]) or cell["metadata"].get("tags")
    ]


def no_definitions(notebook: Notebook) -> list[str]:
    """Functions and classes live in the package, where tests reach them; cells are plain Python, without magics."""
    complaints = []
    for cell in _code(notebook):
        try:
            nodes = list(ast.walk(ast.parse(cell["source"])))
        except SyntaxError as error:
            complaints.append(f"{cell['id']}: not plain Python ({error.msg})")
            continue
        complaints += [
            f"{cell['id']}: line {node.lineno} defines a function or class" for node in nodes if _defines(node)
        ]
    return complaints


def _defines(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr):
        return isinstance(node.value, ast.Lambda)
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def no_number_in_prose(notebook: Notebook) -> list[str]:
    """A number in Markdown goes stale unseen: a cell prints it, from the value it states."""
    complaints = []
    for cell in notebook["cells"]:
        prose = cell["source"] if cell["cell_type"] == "markdown" else ""
        for pattern in ALLOWED_DIGITS:
            prose = pattern.sub("", prose)
        complaints += [f"{cell['id']}: the prose holds {number}" for number in re.findall(r"\S*\d\S*", prose)]
    return complaints


def meaningful_ids(notebook: Notebook) -> list[str]:
    """Cell ids are words, and each is used once: links to cells, and messages that name one, stay true."""
    ids = [cell.get("id", "") for cell in notebook["cells"]]
    odd = [
        f"{name}: not words joined by hyphens" for name in ids if not KEBAB_ID.fullmatch(name) or HEX_ID.fullmatch(name)
    ]
    return odd + [f"{first}: used twice" for first, second in pairwise(sorted(ids)) if first == second]


def described_figures(notebook: Notebook) -> list[str]:
    """Every figure has an alternative text, a description to read, and the table of what it plots."""
    complaints = []
    for cell in _code(notebook):
        shown = [output.get("data", {}) for output in cell["outputs"]]
        pictures = [output for output in cell["outputs"] if "image/png" in output.get("data", {})]
        for picture in pictures:
            alt = picture["metadata"].get("image/png", {}).get("alt", "")
            if len(alt.strip()) < SHORTEST_ALT:
                complaints.append(f"{cell['id']}: a figure's alt text has {len(alt.strip())} characters")
        for kind, name in (("text/markdown", "descriptions"), ("text/html", "tables")):
            found = sum(kind in data for data in shown)
            if found < len(pictures):
                complaints.append(f"{cell['id']}: {len(pictures)} figures and {found} {name}")
        if any(kind in data for data in shown for kind in ("image/jpeg", "image/svg+xml", "image/gif")):
            complaints.append(f"{cell['id']}: a picture that is not PNG is compared by nobody")
    return complaints


def plain_kernel(notebook: Notebook) -> list[str]:
    """The kernel is the one that every installation has, and no version or widget state is stored."""
    metadata = notebook["metadata"]
    name = metadata.get("kernelspec", {}).get("name")
    complaints = [] if name == "python3" else [f"the kernel is {name}, not python3"]
    if "version" in metadata.get("language_info", {}) or "widgets" in metadata:
        complaints.append("the interpreter's version or widget state is stored")
    return complaints


def no_absolute_path(notebook: Notebook) -> list[str]:
    """Nothing names a place on somebody's disk."""
    return [
        f"{cell['id']}: holds an absolute path" for cell in notebook["cells"] if ABSOLUTE_PATH.search(_all_text(cell))
    ]


def _all_text(cell: dict[str, Any]) -> str:
    shown = [value for output in cell.get("outputs", []) for value in output.get("data", {}).values()]
    printed = [output.get("text", "") for output in cell.get("outputs", [])]
    return "\n".join(map(str, [cell["source"], *shown, *printed]))


def short_cells(notebook: Notebook) -> list[str]:
    """A code cell does one step."""
    lengths = {cell["id"]: len(cell["source"].splitlines()) for cell in _code(notebook)}
    return [f"{name}: {length} lines" for name, length in lengths.items() if length > LONGEST_CELL]


RULES = (
    executed_in_order,
    outputs_stored,
    no_stderr_and_no_error,
    no_marker_and_no_tag,
    no_definitions,
    no_number_in_prose,
    meaningful_ids,
    described_figures,
    plain_kernel,
    no_absolute_path,
    short_cells,
)
