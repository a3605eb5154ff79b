"""Weights as plain arrays, and the scores they give to every token."""

import io
import zlib
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from newsactors.errors import ResourceError
from newsactors.tagging import chain
from newsactors.tagging.templates import BITS, Template, parse

# Weights are stored as whole numbers of one byte, so that their sums are exact in any order.
LARGEST = 127
FILE: Final = "tagging.npz"
Stored = dict[str, npt.NDArray[np.generic]]
_T = TypeVar("_T")


class Model(NamedTuple):
    """A linear model over hashed features, with steps between labels.

    `labels` are the names of the labels, `templates` the features. Feature number f has the weights
    `table[row[f]]`, one a label, in units of `unit`; row 0 is that of all features without weights. `steps[i, j]` is
    the score of label j behind label i, `steps[-1, j]` that of a line that begins with j.
    """

    labels: tuple[str, ...]
    templates: list[Template]
    row: npt.NDArray[np.int32]
    table: npt.NDArray[np.int16]
    unit: np.float32
    steps: chain.Floats

    def scores(self, told: Iterable[npt.NDArray[np.uint32]], n_tokens: int) -> chain.Floats:
        """Return the score of each label (rows) at each token (columns), from the features of each template."""
        total = np.zeros((n_tokens, self.table.shape[1]), np.int16)
        for feature in told:
            total += self.table.take(self.row.take(feature), axis=0)
        return self.scaled(total)

    def scaled(self, sums: npt.NDArray[np.int16]) -> chain.Floats:
        """Return the score of each label (rows) at each token from the sums of its weights, a row a token."""
        # In this order of memory the walks along the lines take half the time.
        return sums.T[: len(self.labels)].astype(np.float32, order="C") * self.unit


def quantised(
    labels: tuple[str, ...], spec: str, weights: npt.NDArray[np.float32], steps: npt.NDArray[np.float32]
) -> Stored:
    """Return the arrays to be stored for trained weights (a row for each of the 2^20 features)."""
    unit = np.abs(weights).max() / np.float32(LARGEST)
    whole = np.rint(weights / unit).astype(np.int8)
    rows = np.flatnonzero(whole.any(1)).astype(np.int32)
    # Gaps between numbers rather than the numbers, since gaps are small and compress well.
    return {
        "labels": np.array(labels),
        "templates": np.array(spec),
        "gaps": np.diff(rows, prepend=0).astype(np.uint16),
        "weights": np.ascontiguousarray(whole[rows].T),
        "unit": np.array(unit, np.float32),
        "steps": steps,
    }


def from_stored(arrays: Stored) -> Model:
    """Build a model from the arrays that `quantised` returned.

    >>> weights = np.zeros((1 << BITS, 2), np.float32)
    >>> weights[5] = 0.5, -1.0
    >>> arrays = quantised(("NN", "VB"), "w@0", weights, np.zeros((3, 2), np.float32))
    >>> arrays["weights"].tolist(), from_stored(arrays).table[1, :2].tolist()
    ([[64], [-127]], [64, -127])
    """
    labels: tuple[str, ...] = tuple(arrays["labels"].tolist())
    rows = np.cumsum(arrays["gaps"], dtype=np.int32)
    row = np.zeros(1 << BITS, np.int32)
    row[rows] = np.arange(1, len(rows) + 1)
    table = np.zeros((len(rows) + 1, -(-len(labels) // 8) * 8), np.int16)
    table[1:, : len(labels)] = arrays["weights"].T
    unit, steps = np.float32(arrays["unit"]), arrays["steps"].astype(np.float32)
    return Model(labels, parse(str(arrays["templates"])), row, table, unit, steps)


def save(path: Path, **models: Stored) -> None:
    """Write models to one compressed file; the same arrays give the same bytes."""
    named: dict[str, Any] = {f"{name}.{key}": array for name, arrays in models.items() for key, array in arrays.items()}
    np.savez_compressed(path, **named)


def load(filename: str, name: str) -> Model:
    """Read one model from a packaged file; ResourceError if it is missing or damaged."""
    return load_as(filename, name, from_stored)


def load_as(filename: str, name: str, build: Callable[[Stored], _T]) -> _T:
    """Read the arrays that `save` stored under a name in a packaged file, and build of them what they stand for.

    ResourceError if the file is missing or damaged.
    """
    try:
        data = (resources.files("newsactors") / "resources" / filename).read_bytes()
        with np.load(io.BytesIO(data)) as stored:
            prefix = f"{name}."
            return build({key.removeprefix(prefix): stored[key] for key in stored.files if key.startswith(prefix)})
    except (OSError, EOFError, ValueError, KeyError, BadZipFile, zlib.error) as error:
        raise ResourceError(f"resources/{filename}: missing or damaged ({error}); install newsactors again") from error
