"""A linear chain over the labels of a line: forward and backward sums, and the best path.

Nothing here depends on the processor: sums run in a fixed order, and the exponential is that of `elementary`.
(Lafferty, McCallum and Pereira 2001; Rabiner 1989.)
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newsactors.elementary import exp_single

Floats = npt.NDArray[np.float32]

# Score of a step that may not be taken; large beside all sums, small enough for exact arithmetic.
FORBIDDEN = np.float32(-1e4)


class Packed(NamedTuple):
    """Lines side by side, longest first: `order` holds the tokens' numbers, all first ones, then all second ones, ...

    `edges[t]` to `edges[t + 1]` are the places in `order` of the tokens that are number t in their lines.
    """

    order: npt.NDArray[np.int64]
    edges: list[int]


def pack(first: npt.ArrayLike, length: npt.ArrayLike) -> Packed:
    """Lay lines, given by their first token and length, side by side.

    >>> pack([0, 10], [2, 3])
    Packed(order=array([10,  0, 11,  1, 12]), edges=[0, 2, 4, 5])
    """
    starts, lengths = np.asarray(first, np.int64), np.asarray(length, np.int64)
    longest = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[longest], lengths[longest]
    alive = np.searchsorted(-lengths, -np.arange(lengths.max(initial=0)), "left")
    edges = np.concatenate([[0], np.cumsum(alive)])
    line = np.arange(edges[-1]) - np.repeat(edges[:-1], alive)
    return Packed(starts[line] + np.repeat(np.arange(len(alive)), alive), edges.tolist())


def marginals(scores: Floats, steps: Floats, packed: Packed) -> tuple[Floats, Floats]:
    """Return the probability of each label at each token, and the expected number of each step from label to label.

    `scores` has a row a label and a column a token in packed order; row -1 of `steps` (labels + 1 rows) scores the
    label that a line begins with, the others the step from one label to the next.
    """
    walked = _walk(scores, steps, packed)
    probabilities = walked.probabilities()
    edges, step = packed.edges, exp_single(steps)
    expected = np.zeros_like(step)
    for t in range(len(edges) - 2, 0, -1):
        earlier = walked.ahead[:, edges[t - 1] : edges[t - 1] + edges[t + 1] - edges[t]]
        expected[:-1] += (earlier[:, None] * walked.coming[:, edges[t] : edges[t + 1]][None]).sum(2)
    expected[-1] = probabilities[:, : edges[1] if len(edges) > 1 else 0].sum(1)
    expected[:-1] *= step[:-1]
    return probabilities, expected


def label_probabilities(scores: Floats, steps: Floats, packed: Packed) -> Floats:
    """Return the first of what `marginals` returns, faster than that: the steps are not counted."""
    return _walk(scores, steps, packed).probabilities()


class _Walked(NamedTuple):
    """The sums over all ways to and from each label: `ahead` up to a token, `behind` from it on.

    `coming` is what a token, with all behind it, hands to the one before.
    """

    ahead: Floats
    behind: Floats
    coming: Floats

    def probabilities(self) -> Floats:
        """Return the probability of each label at each token."""
        found = self.ahead * self.behind
        found /= found.sum(0)
        return found


def _walk(scores: Floats, steps: Floats, packed: Packed) -> _Walked:
    """Walk all lines at once, forward and then backward (Rabiner 1989)."""
    edges = packed.edges
    step = exp_single(steps)
    first, later = step[-1][:, None], step[:-1, :, None]
    weights = exp_single(scores - scores.max(0, initial=-1e9))
    ahead, scale = np.empty_like(weights), np.empty_like(weights[0])
    before = weights
    for t, (start, end) in enumerate(pairwise(edges)):
        here = weights[:, start:end] * (np.add.reduce(before[:, None, : end - start] * later, 0) if t else first)
        np.add.reduce(here, 0, out=scale[start:end])
        before = np.divide(here, scale[start:end], ahead[:, start:end])
    behind, coming = np.ones_like(weights), np.zeros_like(weights)
    for t in range(len(edges) - 2, 0, -1):
        start, end = edges[t], edges[t + 1]
        here = np.multiply(weights[:, start:end], behind[:, start:end], coming[:, start:end])
        here /= scale[start:end]
        np.add.reduce(later * here, 1, out=behind[:, edges[t - 1] : edges[t - 1] + end - start])
    return _Walked(ahead, behind, coming)


def best_path(scores: Floats, steps: Floats, packed: Packed) -> npt.NDArray[np.int8]:
    """Return the labels of the path with the highest score through each line, in packed order (Viterbi 1967)."""
    edges = packed.edges
    first, later = steps[-1][:, None], steps[:-1, :, None]
    total = scores.copy()
    total[:, : edges[1] if len(edges) > 1 else 0] += first
    for t in range(1, len(edges) - 1):
        start, end = edges[t], edges[t + 1]
        ways = total[:, None, edges[t - 1] : edges[t - 1] + end - start] + later
        total[:, start:end] += np.maximum.reduce(ways, 0)
    # Which way was the best is asked only of the labels on the path; token by token, since argmax is slow in rows.
    totals, back = np.ascontiguousarray(total.T), np.ascontiguousarray(steps[:-1].T)
    labels: npt.NDArray[np.int8] = totals.argmax(1).astype(np.int8)
    for t in range(len(edges) - 2, 0, -1):
        start, end = edges[t], edges[t + 1]
        earlier = slice(edges[t - 1], edges[t - 1] + end - start)
        labels[earlier] = (totals[earlier] + back.take(labels[start:end], 0)).argmax(1)
    return labels
