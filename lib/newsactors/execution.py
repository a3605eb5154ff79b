"""Executing one notebook so that it gives the same bytes on any machine, and reading figures back out of it."""

import base64
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from newsactors.errors import NewsactorsError

# A cell that takes longer than this is stuck: the slowest one meant for these notebooks takes seconds.
CELL_SECONDS = 600

# What a user's shell may hold that changes outputs, warnings or the layout of printed tables.
_DROPPED = {"COLUMNS", "LINES", "MATPLOTLIBRC", "MPLBACKEND"} | {
    f"PYTHON{name}" for name in ("DONTWRITEBYTECODE", "OPTIMIZE", "STARTUP", "WARNINGS")
}
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_VOLATILE = ("ExecuteTime", "collapsed", "execution", "scrolled", "trusted")


class NotebookError(NewsactorsError):
    """A notebook cannot be read, or one of its cells fails."""


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
    # What a kernel writes past its messages (a library's complaint at shutdown, a crash) is told only if it failed.
    with tempfile.TemporaryFile() as log:
        try:
            client.execute(env=dict(environment), cleanup_kc=True, stdout=log, stderr=log)
        except Exception as error:  # a dead kernel, a time limit and a cell's own error arrive as unrelated classes
            log.seek(0)
            reason = _reason(error, log.read().decode(errors="replace"))
            raise NotebookError(f"{path.name}: {_place(notebook, reached)}: {reason}") from error
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


def _reason(error: Exception, log: str) -> str:
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}".strip()
    last = f" ({log.strip().splitlines()[-1]})" if log.strip() else ""
    return f"{type(error).__name__}: {error}".strip().splitlines()[0] + last


def figure_of(notebook: Path, cell_id: str) -> bytes:
    """Return the first picture that a cell of an executed notebook shows, as PNG.

    Raises `NotebookError` where the notebook has no such cell or the cell no picture.
    """
    for cell in nbformat.read(notebook, as_version=4).cells:
        for output in cell.get("outputs", []) if cell.id == cell_id else []:
            if "image/png" in output.get("data", {}):
                return base64.b64decode(output.data["image/png"])
    raise NotebookError(f"{notebook.name}: no cell {cell_id!r} that shows a picture; mend the name of the figure")
