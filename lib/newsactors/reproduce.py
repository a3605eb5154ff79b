"""Executing notebooks so that the same notebook gives the same bytes, and saying where two versions part.

`python -m newsactors.reproduce notebooks/*.ipynb` executes notebooks in place, and `--tables` writes the tables too:
it is the command behind `python3 tasks.py run`, and no part of the analysis.
"""

import argparse
import base64
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from newsactors.differences import committed, verdict
from newsactors.errors import NewsactorsError

# A cell that takes longer than this is stuck: the slowest one meant for these notebooks takes seconds.
CELL_SECONDS = 600

# Two kernels keep two cores busy; more only wait for each other and for memory (about 300 MB a kernel).
KERNELS = 2

# What a user's shell may hold that changes outputs, warnings or the layout of printed tables.
_DROPPED = {"COLUMNS", "LINES", "MATPLOTLIBRC", "MPLBACKEND"} | {
    f"PYTHON{name}" for name in ("DONTWRITEBYTECODE", "OPTIMIZE", "STARTUP", "WARNINGS")
}
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_VOLATILE = ("ExecuteTime", "collapsed", "execution", "scrolled", "trusted")


class NotebookError(NewsactorsError):
    """A notebook cannot be read, or one of its cells fails."""


class Outcome(NamedTuple):
    """What became of one notebook: its path, the seconds it took, and either its new bytes or what went wrong."""

    path: Path
    seconds: float
    content: bytes | None
    error: str | None


def isolated(folder: Path, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which nobody's own Jupyter, IPython or matplotlib settings reach a kernel.

    `folder` is an empty directory that the kernels may fill; `environment` is the one to start from, `os.environ` when
    None. Kernels import this very copy of the package. It also fills matplotlib's font cache there, about a second: a
    kernel that does it itself may warn on stderr.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     kept = isolated(Path(folder), {"PATH": "/bin", "MPLBACKEND": "svg"})
    >>> sorted(kept)[:3], "MPLBACKEND" in kept
    (['IPYTHONDIR', 'JUPYTER_CONFIG_DIR', 'JUPYTER_DATA_DIR'], False)
    """
    start = os.environ if environment is None else environment
    clean = {name: value for name, value in start.items() if name not in _DROPPED}
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR"):
        clean[name] = str(folder / name.lower())
        Path(clean[name]).mkdir(parents=True, exist_ok=True)
    clean |= {"JUPYTER_NO_CONFIG": "1", "JUPYTER_PLATFORM_DIRS": "1", "PYTHONUTF8": "1"}
    source = Path(__file__).resolve().parents[1]
    if source.name != "site-packages":  # which must not come before the standard library
        clean["PYTHONPATH"] = os.pathsep.join(filter(None, [str(source), clean.get("PYTHONPATH")]))
    fill_cache = [sys.executable, "-c", "import matplotlib.font_manager"]
    subprocess.run(fill_cache, env=clean, check=False, capture_output=True)
    return clean


def canonical(notebook: nbformat.NotebookNode) -> bytes:
    """Write a notebook as bytes that depend on nothing but its cells and their outputs.

    Keys sorted, indent 1, LF, UTF-8, one final newline; the interpreter's version, widget state and marks that editors
    leave are dropped. The notebook object is changed in the same way.
    """
    notebook.metadata["kernelspec"] = dict(_KERNEL)
    notebook.metadata.pop("widgets", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in notebook.cells:
        for name in _VOLATILE:
            cell.metadata.pop(name, None)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    text: str = nbformat.writes(notebook, version=nbformat.NO_CONVERT)
    return (text.rstrip("\n") + "\n").encode()


def execute(path: Path, environment: Mapping[str, str]) -> bytes:
    """Execute a notebook from the top in a fresh kernel of this very interpreter, and return it as canonical bytes.

    The file itself is left alone. `environment` is the kernel's, best from `isolated`; the kernel starts in the folder
    of the notebook. Raises `NotebookError` naming the cell, by its number among the code cells and its id, and why.
    """
    notebook = _read(path)
    reached: list[int] = []
    # No kernel directories: the specification is then the running interpreter's own, whatever the user has registered.
    own = KernelSpecManager(kernel_dirs=[])
    kernels = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=own, transport_encryption="auto")
    client = NotebookClient(
        notebook,
        km=kernels,
        timeout=CELL_SECONDS,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_execute=lambda cell, cell_index: reached.append(cell_index),
    )
    try:
        client.execute(env=dict(environment), cleanup_kc=True)
    except Exception as error:  # a dead kernel, a time limit and a cell's own error arrive as unrelated classes
        raise NotebookError(f"{path.name}: {_place(notebook, reached)}: {_reason(error)}") from error
    return canonical(notebook)


def _read(path: Path) -> nbformat.NotebookNode:
    try:
        notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        message = str(error).splitlines()[0]
        raise NotebookError(f"{path.name}: not a readable notebook ({message}); restore the file") from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _place(notebook: nbformat.NotebookNode, reached: Sequence[int]) -> str:
    if not reached:
        return "before the first cell"
    count = sum(cell.cell_type == "code" for cell in notebook.cells[: reached[-1] + 1])
    return f"code cell {count} (id {notebook.cells[reached[-1]].get('id')})"


def _reason(error: Exception) -> str:
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}".strip()
    return f"{type(error).__name__}: {error}".strip().splitlines()[0]


def execute_all(paths: Sequence[Path], environment: Mapping[str, str]) -> Iterator[Outcome]:
    """Execute notebooks, two at a time, and yield their outcomes in the order given; a failure stops no other."""

    def one(path: Path) -> Outcome:
        start = time.perf_counter()
        try:
            content, error = execute(path, environment), None
        except NotebookError as failure:
            content, error = None, str(failure)
        return Outcome(path, time.perf_counter() - start, content, error)

    with ThreadPoolExecutor(KERNELS) as pool:
        yield from pool.map(one, paths)


def _run_notebooks(paths: Sequence[Path], before: Mapping[Path, bytes | None]) -> list[str]:
    failures = []
    with tempfile.TemporaryDirectory(prefix="newsactors-", ignore_cleanup_errors=True) as folder:
        for number, outcome in enumerate(execute_all(paths, isolated(Path(folder))), start=1):
            if outcome.content is None:
                failures.append(str(outcome.error))
                result = "FAILED, left as it was"
            else:
                outcome.path.write_bytes(outcome.content)
                result = verdict(outcome.path, before[outcome.path])
            print(f"  [{number}/{len(paths)}] {outcome.path.stem:30} {outcome.seconds:5.1f} s  {result}", flush=True)
    return failures


def _run_tables(texts: Iterable[Path], tables: Path) -> list[str]:
    command = [sys.executable, "-m", "newsactors", "analyse", *map(str, texts), "--out", str(tables)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [f"tables: {(done.stderr.strip() or 'no message').splitlines()[-1]}"] if done.returncode else []


def _print_tables(tables: Path, before: Mapping[Path, bytes | None]) -> None:
    for path in sorted(tables.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
        results = [verdict(twin, before.get(twin)) for twin in sorted(tables.glob(f"{path.stem}.*"))]
        different = [result for result in results if result != "same bytes"]
        print(f"  {path.stem:12} {rows:6} rows  {(different or results)[0]}", flush=True)


def figure_of(notebook: Path, cell_id: str) -> bytes:
    """Return the first picture that a cell of an executed notebook shows, as PNG.

    Raises `NotebookError` where the notebook has no such cell or the cell no picture.
    """
    for cell in nbformat.read(notebook, as_version=4).cells:
        for output in cell.get("outputs", []) if cell.id == cell_id else []:
            if "image/png" in output.get("data", {}):
                return base64.b64decode(output.data["image/png"])
    raise NotebookError(f"{notebook.name}: no cell {cell_id!r} that shows a picture; mend the name of the figure")


def _write_figures(figures: Sequence[Path], notebooks: Path) -> list[str]:
    """Copy figures out of notebooks: the file `NOTEBOOK.CELL.png` holds the picture that the cell shows."""
    failures = []
    for path in figures:
        name, cell_id, _ = path.name.split(".")
        try:
            path.write_bytes(figure_of(notebooks / f"{name}.ipynb", cell_id))
        except NotebookError as failure:
            failures.append(str(failure))
    return failures


def main(arguments: Sequence[str] | None = None) -> int:
    """Execute notebooks in place, write the tables, and report; return 1 if anything failed, and 0 otherwise.

    Bytes that differ from the committed ones are reported and are no failure: after an edit they should differ.
    """
    parser = argparse.ArgumentParser(prog="python -m newsactors.reproduce", description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path, help="notebooks to execute in place")
    parser.add_argument("--tables", type=Path, help="folder to write the tables to")
    parser.add_argument("--texts", nargs="+", type=Path, default=[], help="documents that the tables are made from")
    parser.add_argument("--figures", nargs="+", type=Path, default=[], help="NOTEBOOK.CELL.png files to write anew")
    options = parser.parse_args(arguments)
    tables = sorted(options.tables.glob("*")) if options.tables else []
    before = {path: committed(path) for path in [*options.notebooks, *options.figures, *tables]}
    failures: list[str] = []
    if options.tables:
        print(f"tables, from {len(options.texts)} document(s):", flush=True)
        failures += _run_tables(options.texts, options.tables)
        _print_tables(options.tables, before)
    print(f"notebooks, {KERNELS} at a time:", flush=True)
    failures += _run_notebooks(options.notebooks, before)
    if options.figures:
        failures += _write_figures(options.figures, options.notebooks[0].parent)
    if not failures:
        files = [*options.notebooks, *options.figures, *(sorted(options.tables.glob("*")) if options.tables else [])]
        same = sum(verdict(path, before.get(path)) == "same bytes" for path in files)
        print(f"{same} of {len(files)} files are byte for byte as committed (without git: as before)", flush=True)
    for failure in failures:
        print(f"error: {failure}", file=sys.stderr, flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
