"""Edge weights made comparable between those who speak much and those who speak little."""

import numpy as np
import numpy.typing as npt

from newsactors.networks.counts import Counts, Matrix

NORMALIZATIONS = {
    "twomode": ("no", "activity", "prominence"),
    "onemode": ("no", "average", "jaccard", "cosine"),
}


def normalise_two_mode(weights: Matrix, counts: Counts, method: str, *, ties: bool) -> Matrix:
    """Divide by the statements of the row (activity) or of the column (prominence).

    With `ties`, the number of distinct ties is used in place of that of statements: the weights are then codes, not
    counts.
    """
    if method == "no":
        return weights
    made = counts.over_levels(np.ones(len(counts.levels.values)))
    made = (made > 0).astype(float) if ties else made
    return divide(weights, made.sum(axis=1 if method == "activity" else 0, keepdims=True))


def normalise_one_mode(
    weights: Matrix, counts: Counts, method: str, likeness: Matrix, *, dna_compatible: bool
) -> Matrix:
    """Divide by mean activity, by the sum of what two nodes share and do not share, or by their norms.

    `likeness` is the network of the same aggregation in which a node's tie with itself is its squared length.
    """
    activity = np.asarray(counts.matrix.sum(axis=1)).ravel()
    if method == "no":
        return weights
    if method == "average":
        return divide(weights, (activity[:, None] + activity) / 2)
    if method == "jaccard":
        return divide(weights, unmatched(counts) + np.asarray((counts.matrix @ counts.matrix.T).todense()))
    lengths = activity if dna_compatible else np.sqrt(np.diag(likeness))
    return divide(weights, np.outer(lengths, lengths))


def unmatched(counts: Counts) -> Matrix:
    """Count the statements of two nodes that the other never makes: other column entity, or other level."""
    activity = np.asarray(counts.matrix.sum(axis=1))
    alone = activity - np.asarray((counts.matrix @ (counts.matrix > 0).astype(float).T).todense())
    return np.asarray(alone + alone.T)


def divide(weights: Matrix, by: npt.NDArray[np.float64]) -> Matrix:
    """Divide; where the divisor is 0 nothing was said, and the weight stays 0."""
    shape = np.broadcast_shapes(weights.shape, by.shape)
    return np.divide(weights, by, out=np.zeros(shape), where=np.broadcast_to(by, shape) != 0)
