"""Running every notebook and writing the tables, and reporting what came out the same: the work of `tasks.py run`.

`python -m newsactors.reproduce notebooks/*.ipynb` executes notebooks in place, and `--tables` writes the tables too:
it is the command behind `python3 tasks.py run`, and no part of the analysis.
"""

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from newsactors.differences import committed, verdict
from newsactors.execution import NotebookError, execute, figure_of, isolated

# Two kernels keep two cores busy; more only wait for each other and for memory (about 300 MB a kernel).
KERNELS = 2


class Outcome(NamedTuple):
    """What became of one notebook: its path, the seconds it took, and either its new bytes or what went wrong."""

    path: Path
    seconds: float
    content: bytes | None
    error: str | None


def execute_all(paths: Sequence[Path], environment: Mapping[str, str]) -> Iterator[Outcome]:
    """Execute notebooks, two at a time, and yield their outcomes in the order given; a failure stops no other."""

    def one(path: Path) -> Outcome:
        """Execute a notebook, and tell how long it took and what came of it."""
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
    messages = done.stderr.strip().splitlines() or ["no message"]
    reported = [line for line in messages if line.startswith("not read:")] or messages[-1:]
    return [f"tables: {line}" for line in reported] if done.returncode else []


def _print_tables(tables: Path, before: Mapping[Path, bytes | None]) -> None:
    for path in sorted(tables.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
        results = [verdict(twin, before.get(twin)) for twin in sorted(tables.glob(f"{path.stem}.*"))]
        different = [result for result in results if result != "same bytes"]
        print(f"  {path.stem:12} {rows:6} rows  {(different or results)[0]}", flush=True)


def _write_figures(figures: Sequence[Path], notebooks: Sequence[Path]) -> list[str]:
    """Copy figures out of notebooks: the file `NOTEBOOK.CELL.png` holds the picture that the cell shows."""
    sources = {path.stem: path for path in notebooks}
    failures = []
    for path in figures:
        name, _, cell_id = path.stem.partition(".")
        if name not in sources or not cell_id:
            failures.append(f"{path}: no figure of a notebook; name it NOTEBOOK.CELL.png or keep it elsewhere")
            continue
        try:
            path.write_bytes(figure_of(sources[name], cell_id))
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
    failures += _write_figures(options.figures, options.notebooks)
    if not failures:
        files = [*options.notebooks, *options.figures, *(sorted(options.tables.glob("*")) if options.tables else [])]
        same = sum(verdict(path, before.get(path)) == "same bytes" for path in files)
        print(f"{same} of {len(files)} files are byte for byte as committed (without git: as before)", flush=True)
    for failure in failures:
        print(f"error: {failure}", file=sys.stderr, flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
