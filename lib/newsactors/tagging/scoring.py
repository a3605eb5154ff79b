"""Scores for every token of several texts: each template is looked up once, and over as few values as can be.

A template over columns of few values ("pos@-1|pos@0") is one small table, written out beforehand. One over columns that
the kind of a token tells ("w@0") is looked up once a kind. Only the others are looked up token by token.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from newsactors.tagging.columns import BY_KIND, Columns
from newsactors.tagging.model import Model
from newsactors.tagging.templates import Shifted, Template, feature, shifted

Sums = npt.NDArray[np.int16]
Numbered = list[tuple[int, Template]]

_MOST = 20_000  # combinations of values that are written out: half a megabyte of weights


class Small(NamedTuple):
    """A template whose weights are written out for all combinations of values; `sizes` tells how many a column has."""

    template: Template
    sizes: tuple[int, ...]
    weights: Sums


class Scorer(NamedTuple):
    """The templates of some models, by how they are looked up; `row` and `table` as in `Model`, tables side by side.

    `by_kind` has the templates, offsets left out, by their offset.
    """

    row: npt.NDArray[np.int32]
    table: Sums
    small: list[Small]
    by_kind: Mapping[int, Numbered]
    others: Numbered

    def sums(self, columns: Columns) -> Sums:
        """Return for each token (rows) the sums of the weights of its features, in units."""
        at = shifted(columns)
        total = self._look_up(at, len(columns["kind"]), self.others)
        found = np.empty_like(total)
        for small in self.small:
            place: Any = 0
            for (name, offset), size in zip(small.template, small.sizes, strict=True):
                place = place * np.uint32(size) + at(name, offset)
            total += small.weights.take(place, axis=0, out=found, mode="clip")
        if self.by_kind:
            example = np.zeros(int(columns["kind"].max(initial=0)) + 1, np.intp)
            example[columns["kind"]] = np.arange(len(total))
            of_kind = shifted({name: columns[name][example] for name in BY_KIND})
            for offset, templates in self.by_kind.items():
                weights = self._look_up(of_kind, len(example), templates)
                total += weights.take(at("kind", offset), axis=0, out=found, mode="clip")
        return total

    def _look_up(self, at: Shifted, n: int, templates: Numbered) -> Sums:
        # One place for all that is found: to be given a new one each time takes longer than the look-up. Nothing is
        # ever clipped; with "raise", numpy would make a place of its own.
        total = np.zeros((n, self.table.shape[1]), np.int16)
        found, rows = np.empty_like(total), np.empty(n, self.row.dtype)
        for number, template in templates:
            self.row.take(feature(at, number, template), out=rows, mode="clip")
            total += self.table.take(rows, axis=0, out=found, mode="clip")
        return total


def scorer(models: Sequence[Model], sizes: Mapping[str, int], first: int = 0, last: int | None = None) -> Scorer:
    """Prepare the templates `first` to `last` (exclusive), which all models share; `sizes` tells of closed columns."""
    row, table = _side_by_side(models)
    result = Scorer(row, table, [], defaultdict(list), [])
    for number, template in enumerate(models[0].templates[first:last], start=first):
        names, offsets = zip(*template, strict=True)
        counts = tuple(sizes.get(name, _MOST + 1) for name in names)
        if prod(counts) <= _MOST:
            result.small.append(Small(template, counts, _written_out(result, number, counts)))
        elif set(names) <= set(BY_KIND) and len(set(offsets)) == 1:
            result.by_kind[offsets[0]].append((number, tuple((name, 0) for name in names)))
        else:
            result.others.append((number, template))
    return result


def _written_out(self: Scorer, number: int, counts: Sequence[int]) -> Sums:
    """Return the weights of a template for all combinations of so many values, in order."""
    n = prod(counts)
    values = np.unravel_index(np.arange(n), counts)
    columns = {str(k): column.astype(np.uint32) for k, column in enumerate(values)}
    return self._look_up(shifted(columns), n, [(number, tuple((name, 0) for name in columns))])


def _side_by_side(models: Sequence[Model]) -> tuple[npt.NDArray[np.int32], Sums]:
    """Return rows and table of models in one: what one row holds of each, one behind another."""
    if len(models) == 1:
        return models[0].row, models[0].table
    rows = np.flatnonzero(np.logical_or.reduce([model.row > 0 for model in models]))
    row = np.zeros_like(models[0].row)
    row[rows] = np.arange(1, len(rows) + 1)
    table = np.concatenate([model.table[model.row[rows]] for model in models], axis=1)
    return row, np.concatenate([np.zeros_like(table[:1]), table])
