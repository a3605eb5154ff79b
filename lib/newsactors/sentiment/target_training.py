"""Learning the weights of `target_model`: multinomial logistic regression, alike on every processor."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from newsactors.elementary import log, softmax
from newsactors.sentiment.target_features import WORDS
from newsactors.sentiment.target_model import IDF_PARTS, LABELS, Floats, Hashed, Weights, scaled

GROUPS: Final = {
    name: (
        "side",
        "window",
        "relation",
        own,
        "lexical",
        "role_classes",
        "speaker",
        "frame",
        "outline",
        "nearest",
        "tone",
    )
    for name, own in (("named", "target"), ("masked", "target_kind"))
}
_LEAST: Final = 2  # mentions that a feature must be seen in
_SMOOTHING: Final = 0.3  # added to counts when features are rated
_MOST: Final = 2.0  # the highest rating
# What is learned from all groups (penalty 1) counts with 0.7, what is learned from words alone (penalty 0.5) with 0.3.
_BLEND: Final = ((0.7, 1.0), (0.3, 0.5))
_SHARPEN: Final = 1.2
_STEPS: Final = 80
Matrix = Any  # scipy's sparse matrices have no types


def learn(features: Hashed, name: str, gold: npt.NDArray[np.int64], own: Floats) -> Weights:
    """Learn the weights "named" or "masked" from the features of mentions and the index in `LABELS` of their labels.

    Mentions from other texts, coded by other rules, share the weights, but may have besides weights of their own for
    the same features (Daumé 2007), which are not kept: what is peculiar to them goes there. `own` is the size that the
    features have for these, 0 for no such weights: the larger, the less a mention teaches about others.
    """
    groups = GROUPS[name]
    keys, first, counts = np.unique(features.keys, return_index=True, return_counts=True)
    often = counts >= _LEAST
    keys, group = keys[often], features.group[first[often]].astype(np.uint8)
    idf = np.minimum(np.rint(IDF_PARTS * (log(len(gold) / counts[often]) + 1)), 255) / IDF_PARTS
    mention, at, value = scaled(features, keys, idf)
    matrix = sparse.csr_matrix((value, (mention, at)), shape=(len(gold), len(keys)))
    is_word = np.isin(group, [groups.index(each) for each in groups if each in WORDS])
    table, bias = np.zeros((len(keys), len(LABELS))), np.zeros(len(LABELS))
    for (share, penalty), chosen in zip(_BLEND, (np.full(len(keys), True), is_word), strict=True):
        part = matrix[:, np.flatnonzero(chosen)]
        rating = ratings(part, gold)
        odds, constant = _regress_apart(part @ sparse.diags(rating), gold, penalty, own)
        table[chosen] += share * _SHARPEN * odds * rating[:, None]
        bias += share * _SHARPEN * constant
    table -= table.mean(1, keepdims=True)
    largest = [np.abs(table[group == number]).max(initial=0) or 1.0 for number in range(len(groups))]
    unit = (np.array(largest) / 127).astype(np.float32).astype(np.float64)
    whole = np.rint(table / unit[group][:, None]).clip(-127, 127).astype(np.int8)
    return Weights(tuple(groups), keys, group, idf, whole, unit, bias)


def _regress_apart(matrix: Matrix, gold: npt.NDArray[np.int64], penalty: float, own: Floats) -> tuple[Floats, Floats]:
    """Return log-odds and constants as `regress` does, without those that mentions have of their own."""
    if not own.any():
        return regress(matrix, gold, penalty)
    apart = sparse.diags(own) @ sparse.hstack([matrix, np.ones((len(gold), 1))])
    odds, constant = regress(sparse.hstack([matrix, apart]).tocsr(), gold, penalty)
    return odds[: matrix.shape[1]], constant


def ratings(matrix: Matrix, gold: npt.NDArray[np.int64]) -> Floats:
    """Rate features by how differently the labels have them, so that telling ones are held back less.

    The rating is the root of the mean, over labels, of the absolute log-odds ratio of a label and the others.
    """
    seen = [np.asarray(matrix[gold == label].sum(0)).ravel() + _SMOOTHING for label in range(len(LABELS))]
    total = np.sum(seen, axis=0)
    ratios = [log(one / one.sum()) - log((total - one) / (total - one).sum()) for one in seen]
    return np.asarray(np.sqrt(np.minimum(np.abs(ratios).mean(0), _MOST)))


def regress(matrix: Matrix, gold: npt.NDArray[np.int64], penalty: float) -> tuple[Floats, Floats]:
    """Return log-odds by feature and label, and the constants, of least summed log loss + penalty / 2 * sum of squares.

    Accelerated gradient steps, one step size a feature (half the largest curvature it can have), restarted when they
    go uphill (O'Donoghue and Candès 2015).
    """
    wanted, turned, sizes = np.eye(len(LABELS))[gold], matrix.T.tocsr(), abs(matrix)
    length = np.asarray(sizes.sum(1)).ravel() + 1
    curvature = (np.asarray(sizes.T @ length).ravel() / 2 + penalty)[:, None]
    odds = ahead = np.zeros((matrix.shape[1], len(LABELS)))
    constant = constant_ahead = np.zeros(len(LABELS))
    pace = 1.0
    for _ in range(_STEPS):
        excess = softmax(matrix @ ahead + constant_ahead) - wanted
        slope, slope_constant = turned @ excess + penalty * ahead, excess.sum(0)
        new, new_constant = ahead - slope / curvature, constant_ahead - slope_constant / (length.sum() / 2)
        if (slope * (new - odds)).sum() + (slope_constant * (new_constant - constant)).sum() > 0:
            pace = 1.0
        next_pace = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = new + (pace - 1) / next_pace * (new - odds)
        constant_ahead = new_constant + (pace - 1) / next_pace * (new_constant - constant)
        odds, constant, pace = new, new_constant, next_pace
    return odds, constant
