"""How much the lines before a place share with those behind it: lexical cohesion.

Windows and segments are rows of a sparse matrix of counts, lines by words, so that the time is linear in the text.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags

from newsactors.elementary import log, log_gamma

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
# Weight of the prior over words, in words: how surprising it is that a text repeats itself. A third and three times as
# much changed the F1 of boundaries by less than half a point (PolNeAR training streams).
_PRIOR_WORDS = 300.0
# Rows that are summed and compared together; bounds the memory on long texts.
_ROWS = 4096


def count_matrix(counters: Sequence[Mapping[str, int]]) -> csr_matrix:
    """Return a matrix of counts, one row a line, one column a word, in the order in which words come."""
    columns: dict[str, int] = {}
    rows, cells, values = [], [], []
    for row, counter in enumerate(counters):
        for word, count in counter.items():
            rows.append(row)
            cells.append(columns.setdefault(word, len(columns)))
            values.append(float(count))
    return csr_matrix((values, (rows, cells)), shape=(len(counters), max(1, len(columns))))


def rarity_weighted(counts: csr_matrix) -> csr_matrix:
    """Weigh each word by the logarithm of how few lines hold it (inverse document frequency)."""
    lines_with = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = log((counts.shape[0] + 1) / np.maximum(lines_with, 1))
    return csr_matrix(counts @ diags(rarity))


def segment_sums(matrix: csr_matrix, starts: Indices, ends: Indices) -> csr_matrix:
    """Return one row for each segment: the sum of the matrix's rows from start up to, not including, end."""
    lengths = ends - starts
    pointers = np.concatenate([[0], np.cumsum(lengths)])
    members = np.arange(pointers[-1]) + np.repeat(starts - pointers[:-1], lengths)
    select = csr_matrix((np.ones(len(members)), members, pointers), shape=(len(starts), matrix.shape[0]))
    return csr_matrix(select @ matrix)


def by_blocks(measure: Callable[..., Array], *bounds: Indices) -> Array:
    """Apply a measure to blocks of rows of several arrays of bounds, and return the results side by side."""
    blocks = range(0, max(1, len(bounds[0])), _ROWS)
    return np.concatenate([measure(*(array[at : at + _ROWS] for array in bounds)) for at in blocks], axis=-1)


def cosine(left: csr_matrix, right: csr_matrix) -> Array:
    """Return the cosine of each pair of rows, 0..1; 0 where one is empty."""
    both = row_sums(left.multiply(right))
    norms = np.sqrt(row_sums(left.multiply(left)) * row_sums(right.multiply(right)))
    return both / np.maximum(norms, 1e-9)


def share_known(rows: csr_matrix, known: csr_matrix) -> Array:
    """Return which share of each row's weight falls on words that the row of `known` holds, 0..1."""
    present = known.copy()
    present.data[:] = 1.0
    return row_sums(rows.multiply(present)) / np.maximum(row_sums(rows), 1e-9)


def row_sums(matrix: csr_matrix) -> Array:
    """Return the sums of the rows as a plain array."""
    return np.asarray(matrix.sum(axis=1), dtype=float).ravel()


def topic_change(counts: csr_matrix, starts: Indices, middles: Indices, ends: Indices) -> Array:
    """Return how much better two sources of words explain start..middle and middle..end than one does.

    The logarithm of the Bayes factor of two Dirichlet-multinomial models over one (Eisenstein and Barzilay 2008), by
    the square root of the smaller side's length in words; above 0 speaks for a change.
    """
    total = np.asarray(counts.sum(axis=0), dtype=float).ravel() + 0.5
    prior = _PRIOR_WORDS * total / total.sum()
    before, after = segment_sums(counts, starts, middles), segment_sums(counts, middles, ends)
    gain = _evidence(before, prior) + _evidence(after, prior) - _evidence(csr_matrix(before + after), prior)
    return np.asarray(gain / np.sqrt(1 + np.minimum(row_sums(before), row_sums(after))))


def _evidence(counts: csr_matrix, prior: Array) -> Array:
    """Return the log marginal likelihood of each row under a Dirichlet-multinomial with this prior."""
    cells = counts.copy()
    cells.data = log_gamma(counts.data + prior[counts.indices]) - log_gamma(prior[counts.indices])
    whole = prior.sum()
    result: Array = row_sums(cells) - (log_gamma(row_sums(counts) + whole) - log_gamma(whole))
    return result
