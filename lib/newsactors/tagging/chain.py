"""A linear chain over the labels of a line: forward and backward sums, and the best path.

Nothing here depends on the processor: sums run in a fixed order, and the exponential is our own, since that of numpy
differs between processors in the last bit. (Lafferty, McCallum and Pereira 2001; Rabiner 1989.)
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

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
    order = np.concatenate([np.zeros(0, np.int64), *(starts[:n] + t for t, n in enumerate(alive))])
    return Packed(order, [0, *np.cumsum(alive).tolist()])


def exp(x: Floats) -> Floats:
    """Return e to the power of x, with the same bits on every processor that follows IEEE 754; error below 1e-6.

    >>> [f"{value:.5f}" for value in exp(np.array([0, 1, -1, -200], np.float32))]
    ['1.00000', '2.71828', '0.36788', '0.00000']
    """
    # Cody and Waite's reduction to |rest| <= log(2) / 2, then a Taylor polynomial.
    x = np.maximum(x, np.float32(-80))
    whole = np.rint(x * np.float32(1.4426950408889634))
    rest = (x - whole * np.float32(0.693359375)) + whole * np.float32(2.12194440e-4)
    total = np.full_like(x, 1 / 720)
    for coefficient in (1 / 120, 1 / 24, 1 / 6, 0.5, 1.0, 1.0):
        total = total * rest + np.float32(coefficient)
    result: Floats = np.ldexp(total, whole.astype(np.int32))
    return result


def marginals(scores: Floats, steps: Floats, packed: Packed) -> tuple[Floats, Floats]:
    """Return the probability of each label at each token, and the expected number of each step from label to label.

    `scores` has a row a label and a column a token in packed order; row -1 of `steps` (labels + 1 rows) scores the
    label that a line begins with, the others the step from one label to the next.
    """
    edges = packed.edges
    step = exp(steps)
    weights = exp(scores - scores.max(0, initial=-1e9))
    ahead, scale = np.empty_like(weights), np.empty_like(weights[0])
    for t, (start, end) in enumerate(pairwise(edges)):
        here = weights[:, start:end]
        if t == 0:
            here = here * step[-1][:, None]
        else:
            before = ahead[:, edges[t - 1] : edges[t - 1] + end - start]
            here = here * (before[:, None] * step[:-1, :, None]).sum(0)
        scale[start:end] = here.sum(0)
        ahead[:, start:end] = here / scale[start:end]
    behind, expected = np.ones_like(weights), np.zeros_like(step)
    for t in range(len(edges) - 2, 0, -1):
        start, end = edges[t], edges[t + 1]
        earlier = slice(edges[t - 1], edges[t - 1] + end - start)
        coming = weights[:, start:end] * behind[:, start:end] / scale[start:end]
        behind[:, earlier] = (step[:-1, :, None] * coming[None]).sum(1)
        expected[:-1] += (ahead[:, None, earlier] * coming[None]).sum(2)
    probabilities = ahead * behind
    probabilities /= probabilities.sum(0)
    expected[-1] = probabilities[:, : edges[1] if len(edges) > 1 else 0].sum(1)
    expected[:-1] *= step[:-1]
    return probabilities, expected


def best_path(scores: Floats, steps: Floats, packed: Packed) -> npt.NDArray[np.int8]:
    """Return the labels of the path with the highest score through each line, in packed order (Viterbi 1967)."""
    edges = packed.edges
    came = np.zeros(scores.shape, np.int8)
    total = np.empty_like(scores)
    for t, (start, end) in enumerate(pairwise(edges)):
        if t == 0:
            total[:, start:end] = scores[:, start:end] + steps[-1][:, None]
            continue
        ways = total[:, None, edges[t - 1] : edges[t - 1] + end - start] + steps[:-1, :, None]
        came[:, start:end] = ways.argmax(0)
        total[:, start:end] = ways.max(0) + scores[:, start:end]
    labels: npt.NDArray[np.int8] = total.argmax(0).astype(np.int8)
    for t in range(len(edges) - 2, 0, -1):
        start, end = edges[t], edges[t + 1]
        at = np.arange(start, end)
        labels[edges[t - 1] : edges[t - 1] + end - start] = came[labels[start:end], at]
    return labels
