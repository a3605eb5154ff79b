"""Discourse networks: who shares which concepts with whom, or contradicts whom, by the statements they make."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from newsactors.networks.counts import Counts, Levels, Matrix, count, levels_of
from newsactors.networks.dna import DnaFile
from newsactors.networks.normalisation import NORMALIZATIONS, normalise_one_mode, normalise_two_mode, unmatched
from newsactors.networks.selection import Date, Filters, possible_values, require_variable, select, tidy, with_values

AGGREGATIONS = {
    "twomode": ("ignore", "subtract", "combine"),
    "onemode": ("ignore", "congruence", "conflict", "subtract"),
}
# A combination of levels is one binary digit a level; a float64 holds 53 of them exactly.
_MOST_LEVELS = 53


class Variables(NamedTuple):
    """The columns of the statements that make a network."""

    rows: str
    columns: str
    qualifier: str | None


def discourse_network(
    statements: DnaFile | pd.DataFrame,
    kind: str = "twomode",
    *,
    rows: str = "organization",
    columns: str = "concept",
    qualifier: str | None = None,
    aggregation: str = "ignore",
    normalization: str = "no",
    duplicates: str = "include",
    isolates: bool = False,
    start: Date | None = None,
    stop: Date | None = None,
    exclude: Mapping[str, Collection[object]] | None = None,
    invert: bool = False,
    dna_compatible: bool = False,
) -> pd.DataFrame:
    """Make the two-mode network of `rows` and `columns`, or the one-mode network of `rows` through `columns`.

    `statements` is what `read_dna` returns or a frame with one row a statement; `rows`, `columns` and `qualifier` name
    its columns. With x_ijk the number of statements of row i about column j at level k of the qualifier (Leifeld,
    Gruber and Bossner 2018, Discourse Network Analyzer Manual, ch. 2; Leifeld 2017, Handbook of Political Networks):

    - `twomode`: `ignore` sums x_ijk over k; `subtract` weights it by k (false counts -1); `combine` gives a code, for a
      boolean qualifier 0 no statement, 1 only true, 2 only false, 3 both. A text qualifier has no sign: `subtract` is
      then the same as `ignore`.
    - `onemode`: `ignore` multiplies the statements of i and i' about j and sums over j; `congruence` counts pairs at
      the same level, `conflict` those at different levels, `subtract` the first less the second. With a numeric
      qualifier a pair counts 1 - d for congruence and d for conflict, d being the distance of the levels as a share of
      the range found in all statements (the manual's formula, not checked against networks that DNA made).

    `normalization`: `activity` or `prominence` for two modes, `average`, `jaccard` or `cosine` for one. `duplicates`
    other than `include` counts equal statements once in a document, ISO week, month, year, or altogether
    (`acrossrange`). `isolates` keeps entities without a statement left. Statements between `start` and `stop`
    (inclusive; UTC) count, unless a value of theirs is listed in `exclude`, or, with `invert`, unless all are.
    Statements that lack the row or the column entity are left out.

    Labels are sorted by code point. A one-mode network has zeros in its diagonal. `dna_compatible=True` gives the
    numbers of DNA 3.0.11, which differ in four ways: its cosine divides by the product of the two activities where
    here it is the cosine of two vectors of counts; its weeks and months are the same in every year; with a text
    qualifier its conflict counts every statement that the other does not make, also about what the other never spoke
    of; and it stops on `combine` with `prominence`, which here divides by the number of rows tied to the column, as
    `activity` does by that of columns.

    Not for statements that were coded by a rule not measured on these texts: a tie is only as good as its statements.
    An unnormalised one-mode network mostly shows who speaks much.

    Raises `ValueError` naming the choices when an option or a column is not known, and the row when a qualifier is
    missing.

    >>> said = pd.DataFrame({"who": ["Iran", "Iran", "Oman", "Qatar"], "what": ["talks", "oil", "talks", "talks"],
    ...                      "agrees": [True, True, True, False]})
    >>> print(discourse_network(said, rows="who", columns="what"))
           oil  talks
    Iran   1.0    1.0
    Oman   0.0    1.0
    Qatar  0.0    1.0
    >>> print(discourse_network(said, "onemode", rows="who", columns="what", qualifier="agrees",
    ...                         aggregation="subtract", normalization="average").round(2))
           Iran  Oman  Qatar
    Iran   0.00  0.67  -0.67
    Oman   0.67  0.00  -1.00
    Qatar -0.67 -1.00   0.00
    """
    _check(kind, aggregation, normalization, qualifier)
    if aggregation == "ignore" and normalization != "jaccard":
        qualifier = None
    filters = Filters(duplicates, start, stop, exclude, invert)
    counts = _counts(statements, Variables(rows, columns, qualifier), aggregation, filters, dna_compatible)
    if kind == "twomode":
        weights, names = _two_mode(counts, aggregation, normalization), counts.columns
    else:
        weights, names = _one_mode(counts, aggregation, normalization, dna_compatible=dna_compatible), counts.rows
    network = pd.DataFrame(weights, counts.rows, names)
    if isolates:
        all_rows = possible_values(statements, rows)
        all_columns = possible_values(statements, columns) if kind == "twomode" else all_rows
        network = network.reindex(index=all_rows, columns=all_columns, fill_value=0.0)
    return network


def _check(kind: str, aggregation: str, normalization: str, qualifier: str | None) -> None:
    for name, value, choices in (
        ("kind", kind, tuple(AGGREGATIONS)),
        ("aggregation", aggregation, AGGREGATIONS.get(kind, ())),
        ("normalization", normalization, NORMALIZATIONS.get(kind, ())),
    ):
        if value not in choices:
            where = "" if name == "kind" else f", the choices for kind={kind!r}"
            raise ValueError(f"{name}={value!r} is none of {', '.join(map(repr, choices))}{where}")
    if qualifier is None and aggregation != "ignore":
        message = f"aggregation={aggregation!r} needs a qualifier, such as qualifier='agreement'"
        raise ValueError(f"{message}; without one use aggregation='ignore'")


def _counts(
    statements: DnaFile | pd.DataFrame, variables: Variables, aggregation: str, filters: Filters, ignore_year: bool
) -> Counts:
    frame = tidy(statements)
    if frame.empty:
        raise ValueError("there are no statements: code some, or look whether the right file was read")
    for role, name in variables._asdict().items():
        if name is not None:
            require_variable(frame, name, role)
    rows, columns, qualifier = variables
    levels = levels_of(None if qualifier is None else frame[qualifier])
    if levels.kind == "text" and isinstance(statements, DnaFile):
        levels = Levels("text", tuple(possible_values(statements, str(qualifier))))
    graded = [] if qualifier is None else [qualifier]
    frame = with_values(frame, [rows, columns, *(graded if levels.kind == "text" else [])])
    kept = select(frame, [rows, columns, *([] if aggregation == "ignore" else graded)], filters, ignore_year)
    return count(kept[rows], kept[columns], None if qualifier is None else kept[qualifier], levels)


def _two_mode(counts: Counts, aggregation: str, normalization: str) -> Matrix:
    kind, levels = counts.levels
    if aggregation == "combine":
        if len(levels) > _MOST_LEVELS:
            raise ValueError(
                f"'combine' can tell {_MOST_LEVELS} levels apart, the qualifier has {len(levels)}: group them"
            )
        weights = counts.over_levels([2.0**place for place in reversed(range(len(levels)))], presence=True)
    elif aggregation == "subtract" and kind == "boolean":
        weights = counts.over_levels([-1, 1])
    elif aggregation == "subtract" and kind == "number":
        weights = counts.over_levels(levels)
    else:
        weights = counts.over_levels(np.ones(len(levels)))
    return normalise_two_mode(weights, counts, normalization, ties=aggregation == "combine")


def _one_mode(counts: Counts, aggregation: str, normalization: str, *, dna_compatible: bool) -> Matrix:
    mentions = counts.over_levels(np.ones(len(counts.levels.values)))
    together = mentions @ mentions.T
    congruence = together if aggregation == "ignore" else _congruence(counts)
    conflict = together - congruence
    if dna_compatible and counts.levels.kind == "text":
        conflict = unmatched(counts)
    weights = {
        "ignore": together,
        "congruence": congruence,
        "conflict": conflict,
        "subtract": congruence - conflict,
    }[aggregation]
    weights = normalise_one_mode(weights, counts, normalization, congruence, dna_compatible=dna_compatible)
    np.fill_diagonal(weights, 0)
    return weights


def _congruence(counts: Counts) -> Matrix:
    """Sum over pairs of statements about one column entity: 1 at the same level, less the further the levels differ."""
    kind, levels = counts.levels
    if kind != "number" or len(levels) < 2:
        return np.asarray((counts.matrix @ counts.matrix.T).todense())
    scale = np.array(levels, dtype=float)
    nearness = 1 - np.abs(scale[:, None] - scale) / (scale[-1] - scale[0])
    similar = sparse.kron(sparse.identity(len(counts.columns)), nearness, format="csr")
    return np.asarray((counts.matrix @ similar @ counts.matrix.T).todense())
