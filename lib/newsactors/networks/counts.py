"""How often each row entity makes a statement about each column entity at each level of the qualifier."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from newsactors.networks.dna import DnaFile
from newsactors.networks.selection import Date, Filters, labels, require_variable, select, tidy, with_values

Matrix = npt.NDArray[np.float64]


class Levels(NamedTuple):
    """The levels of a qualifier in ascending order, and its kind: `boolean`, `number`, `text`, or `none`."""

    kind: str
    values: tuple[Any, ...]


class Counts(NamedTuple):
    """Counts x_ijk as a sparse matrix with a row for i and a column for each pair (j, k), level k running faster."""

    matrix: sparse.csr_matrix
    rows: list[str]
    columns: list[str]
    levels: Levels

    def over_levels(self, weights: Sequence[float] | Matrix, *, presence: bool = False) -> Matrix:
        """Return the sum over k of x_ijk times the weight of level k; with `presence`, each x_ijk > 0 counts as one."""
        counts = (self.matrix > 0).astype(float) if presence else self.matrix
        column = np.asarray(weights, dtype=float).reshape(-1, 1)
        return np.asarray((counts @ sparse.kron(sparse.identity(len(self.columns)), column, format="csr")).todense())


def levels_of(values: pd.Series | None) -> Levels:
    """Find the levels of a qualifier; a boolean one has both, whether they occur or not.

    >>> levels_of(pd.Series([True, True])), levels_of(pd.Series([2, -1, 2]))
    (Levels(kind='boolean', values=(False, True)), Levels(kind='number', values=(-1, 2)))
    """
    if values is None:
        return Levels("none", ("",))
    kind = pd.api.types.infer_dtype(values, skipna=True)
    if kind == "boolean":
        return Levels("boolean", (False, True))
    if kind in ("integer", "floating", "mixed-integer-float", "decimal"):
        return Levels("number", tuple(sorted({number.item() for number in values.dropna().to_numpy()})))
    return Levels("text", tuple(sorted({*labels(values)} - {""})))


def count(rows: pd.Series, columns: pd.Series, qualifier: pd.Series | None, levels: Levels) -> Counts:
    """Count statements by row entity, column entity and level."""
    row_names, column_names = sorted({*labels(rows)}), sorted({*labels(columns)})
    i, j = (
        pd.Index(names).get_indexer(labels(values)) for names, values in ((row_names, rows), (column_names, columns))
    )
    k = np.zeros(len(rows), dtype=int) if qualifier is None else _level_numbers(qualifier, levels)
    n = len(levels.values)
    shape = (len(row_names), len(column_names) * n)
    matrix = sparse.csr_matrix((np.ones(len(rows)), (i, j * n + k)), shape=shape)
    return Counts(matrix, row_names, column_names, levels)


def _level_numbers(qualifier: pd.Series, levels: Levels) -> npt.NDArray[np.int64]:
    values = labels(qualifier) if levels.kind == "text" else qualifier
    if values.isna().any():
        row = values.index[values.isna()][0]
        message = f"statement {row} has no value for the qualifier {qualifier.name!r}; code it, drop it"
        raise ValueError(f"{message}, or use aggregation='ignore' without a qualifier")
    numbers = {value: number for number, value in enumerate(levels.values)}
    return np.array([numbers[value] for value in values.to_numpy()], dtype=np.int64)


def agreement_counts(
    statements: DnaFile | pd.DataFrame,
    variable: str = "concept",
    qualifier: str = "agreement",
    *,
    speaker: str | None = None,
    duplicates: str = "include",
    start: Date | None = None,
    stop: Date | None = None,
    exclude: Mapping[str, Collection[object]] | None = None,
    invert: bool = False,
) -> pd.DataFrame:
    """Count the statements about each entity of `variable` by level of the qualifier: the bars of rDNA's `dna_barplot`.

    Returns a row an entity, most frequent first, with a column a level (`agreement` and `disagreement` for a boolean
    qualifier) and `total`. `duplicates`, `start`, `stop`, `exclude` and `invert` are those of `discourse_network`;
    statements are duplicates when entity and level are the same, and the `speaker` if one is named: without, two
    speakers who say the same in one document count once under `duplicates="document"`.

    Not for finding controversy by itself: a concept that one speaker supports often and another rejects often looks
    like one on which everybody is divided.

    >>> said = pd.DataFrame({"what": ["talks", "oil", "talks"], "agrees": [True, True, False]})
    >>> print(agreement_counts(said, "what", "agrees"))
           agreement  disagreement  total
    talks          1             1      2
    oil            1             0      1
    """
    frame = tidy(statements)
    speakers = [] if speaker is None else [speaker]
    identity = [variable, qualifier, *speakers]
    for role, name in zip(("variable", "qualifier", "speaker"), identity, strict=False):
        require_variable(frame, name, role)
    levels = levels_of(frame[qualifier])
    valued = with_values(frame, identity if levels.kind == "text" else [variable, *speakers])
    kept = select(valued, identity, Filters(duplicates, start, stop, exclude, invert))
    counts = count(kept[variable], pd.Series("", index=kept.index, dtype="str"), kept[qualifier], levels)
    names = ["disagreement", "agreement"] if levels.kind == "boolean" else [str(value) for value in levels.values]
    bars = pd.DataFrame(np.asarray(counts.matrix.todense()).astype("int64"), counts.rows, names)
    bars = bars[["agreement", "disagreement"]] if levels.kind == "boolean" else bars
    return bars.assign(total=bars.sum(axis=1)).sort_values("total", ascending=False, kind="stable")
