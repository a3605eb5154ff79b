"""How strongly two actors are associated: measures of a two-by-two table of windows."""

import numpy as np
import numpy.typing as npt

from newsactors.elementary import exp, log, log2, log_gamma
from newsactors.networks.normalisation import divide

Floats = npt.NDArray[np.float64]


def associations(both: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike, windows: int) -> dict[str, Floats]:
    """Return the measures of the `ties` table for pairs that are in `both` windows, each in `a` and in `b` of all.

    The arguments are counts, one a pair, with 1 <= both <= a, b <= windows. Of the measures, `pmi` is unbounded
    (Church and Hanks 1990) and `npmi` divides it by -log2(both / windows) (Bouma 2009); `jaccard`, `dice` and `cosine`
    (Ochiai) look at the windows of the two alone, and stay the same however many others there are;
    `association_strength` is count over expected count, which is that of van Eck and Waltman (2009, JASIST 60, 1635),
    count / (a b), times the number of windows; `phi` is Pearson's correlation of being named; `g2` is the
    log-likelihood ratio (Dunning 1993, Computational Linguistics 19, 61), in natural units, large for pairs that avoid
    each other too; `p` is the chance of `both` or more, see `fisher`.

    Which to use: `cosine` or `association_strength` to draw or to cluster, `p` to doubt. Not `pmi` for rare actors:
    it is largest for two that are named once, together.

    >>> found = associations([2], [3], [3], windows=6)
    >>> {name: round(float(values[0]), 3) for name, values in found.items()}  # doctest: +NORMALIZE_WHITESPACE
    {'expected': 1.5, 'pmi': 0.415, 'npmi': 0.262, 'jaccard': 0.5, 'dice': 0.667, 'cosine': 0.667,
     'association_strength': 1.333, 'phi': 0.333, 'g2': 0.68, 'p': 0.5}
    """
    both, a, b = (np.asarray(counts, dtype=float) for counts in (both, a, b))
    expected = a * b / windows
    pmi = log2(both / expected)
    share = both / windows
    neither = windows - a - b + both
    spread = np.sqrt(a * b) * np.sqrt((windows - a) * (windows - b))
    return {
        "expected": expected,
        "pmi": pmi,
        # In every window together, log2(share) is 0 and so is pmi: the limit is 1 (Bouma 2009).
        "npmi": np.divide(pmi, -log2(share), out=np.ones_like(pmi), where=share < 1),
        "jaccard": both / (a + b - both),
        "dice": 2 * both / (a + b),
        "cosine": both / np.sqrt(a * b),
        "association_strength": both / expected,
        "phi": divide(both * neither - (a - both) * (b - both), spread),
        "g2": _likelihood_ratio([both, a - both, b - both, neither], [a, a, windows - a], [b, windows - b, b], windows),
        "p": fisher(both, a, b, windows),
    }


def _likelihood_ratio(observed: list[Floats], rows: list[Floats], columns: list[Floats], windows: int) -> Floats:
    """Return 2 * sum of observed * ln(observed / expected) over the four cells; an empty cell adds nothing."""
    rows, columns = [*rows, rows[-1]], [*columns, columns[1]]
    total = np.zeros_like(observed[0])
    for cell, row, column in zip(observed, rows, columns, strict=True):
        ratio = np.divide(cell * windows, row * column, out=np.ones_like(cell), where=cell > 0)
        total += cell * log(ratio)
    return np.maximum(0, 2 * total)


def fisher(both: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike, windows: int) -> Floats:
    """Return the one-sided p of Fisher's exact test: the chance that a and b windows share `both` or more.

    The upper tail of the hypergeometric distribution, summed from its largest term down; relative error below 1e-8 for
    up to a million windows. It supposes that windows are drawn one by one, whoever else is named in them: not for
    windows that differ much in how many they name, for which `null_model` is there.

    >>> fisher([2, 3], [3, 3], [3, 3], windows=6).round(3).tolist()
    [0.5, 0.05]
    """
    both, a, b = (np.asarray(counts, dtype=float) for counts in (both, a, b))
    # From the mode on terms fall towards either end; below it, what is left of 1 is summed instead.
    upper = both >= np.floor((a + 1) * (b + 1) / (windows + 2))
    at = np.where(upper, both, both - 1)
    fewest = np.maximum(0, a + b - windows)  # that they must share: below it there is nothing to sum, p is 1
    start = np.maximum(at, fewest)
    term = exp(_log_choose(a, start) + _log_choose(windows - a, b - start) - _log_choose(windows, b)) * (at >= fewest)
    total = term.copy()
    left = np.flatnonzero(term > 0)
    while len(left):
        k, n_a, n_b, up = at[left], a[left], b[left], upper[left]
        rising = (n_a - k) * (n_b - k) / ((k + 1) * np.maximum(1, windows - n_a - n_b + k + 1))
        falling = k * (windows - n_a - n_b + k) / ((n_a - k + 1) * (n_b - k + 1))
        term[left] *= np.where(up, rising, falling)
        total[left] += term[left]
        at[left] += np.where(up, 1, -1)
        left = left[term[left] > total[left] * 1e-17]
    return np.asarray(np.clip(np.where(upper, total, 1 - total), 0, 1))


def _log_choose(n: Floats | int, k: Floats) -> Floats:
    return np.asarray(log_gamma(n + 1.0) - log_gamma(k + 1.0) - log_gamma(n - k + 1.0))
