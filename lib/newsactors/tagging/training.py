"""Learning the weights of a model: conditional maximum likelihood by AdaGrad (Duchi, Hazan and Singer 2011).

Used by the rebuild scripts, not in analysis. On x86-64 with the locked versions the same data give the same bytes.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from newsactors.tagging import chain
from newsactors.tagging.columns import Columns
from newsactors.tagging.templates import BITS, features, parse

Features = npt.NDArray[np.uint32]
_SEED = 1


class Settings(NamedTuple):
    """How to train: passes over the data, step size, pull towards 0 on the weights a batch touches, tokens a batch.

    Features seen fewer than `least` times get no weight. The result is the mean over the last half of the passes.
    """

    epochs: int = 6
    rate: float = 0.02
    l2: float = 0.1
    least: int = 20
    batch: int = 3500


class Batch(NamedTuple):
    """Some lines side by side: the features that occur, which of them each token has, and the labels."""

    packed: chain.Packed
    used: npt.NDArray[np.int64]
    design: sparse.csr_matrix
    labels: npt.NDArray[np.int64]


def feature_matrix(columns: Columns, spec: str) -> Features:
    """Return the numbers of all features, a row a token."""
    return np.stack(list(features(columns, parse(spec))), axis=1)


def train(
    matrix: Features,
    labels: npt.NDArray[np.int8],
    lines: npt.NDArray[np.int64],
    n_labels: int,
    settings: Settings,
    allowed: npt.NDArray[np.bool_] | None = None,
) -> tuple[chain.Floats, chain.Floats]:
    """Return weights (a row for each of the 2^20 features) and steps learned from labelled lines (first, length, ...).

    `allowed` tells which steps may be taken, the last row which labels may come first.
    """
    weights = np.zeros((1 << BITS, n_labels), np.float32)
    steps = np.zeros((n_labels + 1, n_labels), np.float32)
    if allowed is not None:
        steps[~allowed] = chain.FORBIDDEN
    squares, step_squares = np.full_like(weights, 1e-8), np.full_like(steps, 1e-8)
    sums, step_sums, counted = np.zeros_like(weights), np.zeros_like(steps), 0
    batches = _batches(matrix, labels, lines, settings)
    order = np.random.default_rng(_SEED)
    for epoch in range(settings.epochs):
        for number in order.permutation(len(batches)):
            batch = batches[number]
            slope, step_slope = _slopes(batch, weights, steps)
            slope += np.float32(settings.l2) * weights[batch.used]
            squares[batch.used] += slope * slope
            weights[batch.used] -= np.float32(settings.rate) * slope / np.sqrt(squares[batch.used])
            step_squares += step_slope * step_slope
            steps -= np.float32(settings.rate) * step_slope / np.sqrt(step_squares)
        if epoch >= settings.epochs // 2:
            sums, step_sums, counted = sums + weights, step_sums + steps, counted + 1
    return sums / np.float32(counted), step_sums / np.float32(counted)


def _slopes(batch: Batch, weights: chain.Floats, steps: chain.Floats) -> tuple[chain.Floats, chain.Floats]:
    """Return the slope of the negative log-likelihood in the weights that a batch uses, and in the steps."""
    scores = np.ascontiguousarray((batch.design @ weights[batch.used]).T)
    probabilities, expected = chain.marginals(scores, steps, batch.packed)
    gold, edges = batch.labels, batch.packed.edges
    probabilities[gold, np.arange(len(gold))] -= 1
    for t, (start, end) in enumerate(pairwise(edges)):
        before: Any = gold[edges[t - 1] : edges[t - 1] + end - start] if t else -1
        np.subtract.at(expected, (before, gold[start:end]), 1)
    return batch.design.T @ probabilities.T, expected


def _batches(
    matrix: Features, labels: npt.NDArray[np.int8], lines: npt.NDArray[np.int64], settings: Settings
) -> list[Batch]:
    """Cut the lines into batches of similar length, and leave out features that are too rare."""
    tokens = np.concatenate([np.arange(first, first + length) for first, length, *_ in lines.tolist()])
    is_kept = np.bincount(matrix[tokens].ravel(), minlength=1 << BITS) >= settings.least
    by_length = sorted(range(len(lines)), key=lambda k: (lines[k, 1], k))
    groups: list[list[int]] = [[]]
    for k in by_length:
        if (len(groups[-1]) + 1) * lines[k, 1] > settings.batch and groups[-1]:
            groups.append([])
        groups[-1].append(k)
    return [_batch(matrix, labels, lines[group], is_kept) for group in groups]


def _batch(
    matrix: Features, labels: npt.NDArray[np.int8], lines: npt.NDArray[np.int64], is_kept: npt.NDArray[np.bool_]
) -> Batch:
    packed = chain.pack(lines[:, 0], lines[:, 1])
    present = matrix[packed.order]
    kept = is_kept[present]
    used, at = np.unique(present[kept], return_inverse=True)
    pointers = np.concatenate([[0], np.cumsum(kept.sum(1))])
    design = sparse.csr_matrix(
        (np.ones(len(at), np.float32), at.astype(np.int32), pointers), shape=(len(present), len(used))
    )
    return Batch(packed, used.astype(np.int64), design, labels[packed.order].astype(np.int64))


def folds(lines: npt.NDArray[np.int64], n_folds: int, units: npt.NDArray[np.int64]) -> Sequence[npt.NDArray[np.bool_]]:
    """Return for each fold which lines belong to it: every n-th unit, where `units` numbers the unit of each text.

    Texts of one unit, such as copies, stay together, and no text is torn apart.
    """
    return [units[lines[:, 2]] % n_folds == fold for fold in range(n_folds)]
