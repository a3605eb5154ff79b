"""How sure a number is: intervals by resampling, and p-values corrected for how many were looked at."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

# With 2,000 resamples the ends of a 95% interval vary from seed to seed by 1 to 2% of its width (60 values, 40 seeds).
RESAMPLES = 2000
_DRAWN = 100_000  # clusters drawn at once


class Interval(NamedTuple):
    """An estimate with the lower and upper end of its interval, in the unit of the estimate."""

    estimate: float
    low: float
    high: float


def _mean(values: npt.NDArray[np.float64]) -> float:
    return float(np.mean(values))


def _numbers(given: Sequence[Any] | npt.NDArray[Any] | pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return numbers as an array in which every missing value (None, nan, pd.NA) is nan."""
    values = np.asarray(given)
    return np.where(pd.isna(values), np.nan, values).astype(float) if values.dtype == object else values.astype(float)


def _check_column(name: str, given: object) -> None:
    """Raise ValueError for a table, which would be read by its columns' names or row by row."""
    if (dimensions := getattr(given, "ndim", 1)) != 1:
        raise ValueError(f"{name} has {dimensions} dimensions: give one column, such as frame['name']")


def _probabilities(name: str, given: Sequence[float] | npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    numbers = _numbers(given)
    _check_column(name, numbers)
    if (wrong := np.flatnonzero(~((numbers >= 0) & (numbers <= 1)))).size:
        first = wrong[0]
        raise ValueError(f"{name}, item {first}: {numbers[first]} is no probability; give numbers between 0 and 1")
    return numbers


def _booleans(name: str, given: Sequence[bool]) -> npt.NDArray[np.bool_]:
    """Return True and False, or 1 and 0, as an array; of words every one would count as true."""
    _check_column(name, given)
    values = pd.Series(list(given), dtype=object)
    if len(wrong := values[~values.isin([0, 1])]):
        first = wrong.index[0]
        raise ValueError(
            f"{name}, item {first}: {wrong[first]!r} is neither true nor false; give True or False, or 1 or 0"
        )
    return np.asarray(values, dtype=bool)


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"level is {level}: give a share between 0 and 1, such as 0.95")


def bootstrap(
    values: Sequence[float] | npt.NDArray[np.float64],
    clusters: Sequence[Hashable],
    statistic: Callable[[npt.NDArray[np.float64]], float] = _mean,
    level: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Return a statistic with its percentile interval, resampling whole clusters (Davison and Hinkley 1997, ch. 3.8).

    `clusters` names, for each value, what it was drawn with: sentences of one paragraph, paragraphs of one article.
    Values within a cluster resemble each other; resampling them one by one would make the interval too narrow.
    Clusters that are missing (None, nan) count as one.

    `values` may be an array of rows, which `statistic` then gets; resamples for which it returns nan are left out.
    Raises `ValueError` where a value is missing and `statistic` cannot do without it.

    Not for fewer than about ten clusters: the interval is then too narrow however many resamples are drawn. With one
    cluster it has no width, and says nothing.

    >>> interval = bootstrap([0.1, 0.3, -0.2, 0.4, 0.0, 0.5], clusters=[1, 1, 2, 2, 3, 3])
    >>> [round(number, 2) for number in interval]
    [0.18, 0.1, 0.25]
    """
    _check_level(level)
    _check_column("clusters", clusters)
    if len(values) != len(clusters) or not len(values):
        raise ValueError(
            f"{len(values)} values and {len(clusters)} clusters: give one cluster a value, and at least one"
        )
    numbers = _numbers(values)
    estimate = statistic(numbers)
    if np.isnan(estimate) and len(missing := np.argwhere(np.isnan(numbers))):
        # Left in, they would choose the resamples: only those without them have a statistic.
        raise ValueError(f"values, row {missing[0, 0]}: a value is missing (nan); drop such rows first")
    named = pd.factorize(pd.Series(list(clusters), dtype=object), use_na_sentinel=False)[0]
    count = int(named.max()) + 1
    if count == 1:
        return Interval(estimate, estimate, estimate)
    members = np.split(numbers[np.argsort(named, kind="stable")], np.cumsum(np.bincount(named))[:-1])
    generator = np.random.default_rng(seed)
    # Drawn block by block: all draws at once would take 16 kB a cluster.
    block = max(_DRAWN // count, 1)
    shapes = [(min(block, RESAMPLES - first), count) for first in range(0, RESAMPLES, block)]
    draws = (generator.integers(count, size=shape) for shape in shapes)
    if statistic is _mean and numbers.ndim == 1:  # the sums and sizes of clusters will do, and take much less time
        sums, sizes = np.array([[member.sum(), len(member)] for member in members]).T
        resampled = np.concatenate([sums[draw].sum(1) / sizes[draw].sum(1) for draw in draws])
    else:
        resampled = np.array([statistic(np.concatenate([members[i] for i in row])) for draw in draws for row in draw])
    low, high = np.nanquantile(resampled, [(1 - level) / 2, (1 + level) / 2])
    return Interval(estimate, float(low), float(high))


def difference(values: Sequence[float], chosen: Sequence[bool], clusters: Sequence[Hashable]) -> Interval:
    """Return the mean of the chosen values minus the mean of the others, with its 95% interval, resampling clusters.

    Use it to compare two groups that share clusters, such as quoted and other words of the same paragraphs: whether
    the two groups' own intervals overlap does not answer that. Raises `ValueError` where one group is empty, a value is
    missing, or `chosen` holds anything but True and False, or 1 and 0. The warning about few clusters in `bootstrap`
    holds for each group.

    >>> found = difference([0.5, 0.1, 0.7, 0.2, 0.9, 0.3], [True, False] * 3, clusters=[1, 1, 2, 2, 3, 3])
    >>> [round(number, 2) for number in found]
    [0.5, 0.4, 0.6]
    """
    numbers, first = _numbers(values), _booleans("chosen", chosen)
    _check_column("values", numbers)
    if len(numbers) != len(first):
        raise ValueError(f"{len(numbers)} values and {len(first)} chosen: give one of each an item")
    if first.all() or not first.any():
        raise ValueError("one of the two groups is empty: there is nothing to compare")
    return bootstrap(np.column_stack([numbers, first]), clusters, statistic=_difference)


def _difference(rows: npt.NDArray[np.float64]) -> float:
    """Return the difference of means, or nan for a resample that holds one group only."""
    first, second = rows[rows[:, 1] == 1, 0], rows[rows[:, 1] == 0, 0]
    return float(np.mean(first) - np.mean(second)) if len(first) and len(second) else float("nan")


def proportion(successes: int, total: int, level: float = 0.95) -> Interval:
    """Return a share with its Wilson interval (Wilson 1927), which stays inside 0 and 1 and holds for small counts.

    >>> [round(number, 2) for number in proportion(4, 4)]
    [1.0, 0.51, 1.0]
    """
    _check_level(level)
    if not 0 <= successes <= total or total == 0:
        raise ValueError(f"{successes} of {total} is no share: successes must lie between 0 and a total above 0")
    if successes % 1 or total % 1:
        raise ValueError(f"{successes} of {total}: give whole numbers, counts of items")
    ends = stats.binomtest(int(successes), int(total)).proportion_ci(level, method="wilson")
    return Interval(successes / total, float(ends.low), float(ends.high))


def false_discovery(p: Sequence[float] | npt.NDArray[np.float64], tests: int | None = None) -> npt.NDArray[np.float64]:
    """Return q-values: p corrected for how many were tested (Benjamini and Hochberg 1995).

    Calling everything with q of at most .05 a finding makes, in the long run, at most one finding in twenty a false
    one. `tests` counts all tests made, where those not given in `p` had a p of 1; it is the number of values unless
    given. Raises `ValueError` where a p is missing or not between 0 and 1.

    >>> false_discovery([0.01, 0.02, 0.03, 0.9]).round(2).tolist()
    [0.04, 0.04, 0.04, 0.9]
    >>> false_discovery([0.01, 0.02, 0.03, 0.9], tests=10).round(2).tolist()
    [0.1, 0.1, 0.1, 1.0]
    """
    values = _probabilities("p", p)
    if tests is not None and tests < len(values):
        raise ValueError(f"{tests} tests cannot have given {len(values)} values of p")
    order = np.argsort(values, kind="stable")
    scaled = values[order] * (len(values) if tests is None else tests) / np.arange(1, len(values) + 1)
    q = np.empty_like(values)
    q[order] = np.minimum.accumulate(np.minimum(scaled, 1)[::-1])[::-1]
    return q


def calibration(probability: Sequence[float], right: Sequence[bool], bins: int = 10) -> pd.DataFrame:
    """Set how sure a method was beside how often it was right: one row for each of `bins` equal parts of 0 to 1.

    `probability` is what the method gave to the label it chose, `right` whether that was the gold label. Columns: `low`
    and `high` (ends of the part, the upper one excluded but for the last), `items`, `probability` (their mean), `right`
    (share of them that are), `right_low` and `right_high` (its 95% Wilson interval). Parts without items are left out.
    Raises `ValueError` where a probability is none, or `right` holds anything but True and False, or 1 and 0.

    The expected calibration error (Naeini et al. 2015) is `calibration_error`. Chance alone makes it larger than zero,
    the more so the fewer items there are.

    >>> calibration([0.95, 0.9, 0.6, 0.62], [True, True, True, False])[["low", "items", "right"]].values.tolist()
    [[0.6, 2.0, 0.5], [0.9, 2.0, 1.0]]
    """
    sure, hit = _outcomes(probability, right)
    if bins < 1 or bins % 1:
        raise ValueError(f"bins is {bins}: give a whole number of parts from 1 on")
    part = np.searchsorted(np.arange(1, bins) / bins, sure, "right")  # not sure * bins, which puts 29 of 100 below .29
    rows = []
    for number in np.unique(part).tolist():
        inside = part == number
        share = proportion(int(hit[inside].sum()), int(inside.sum()))
        ends = (number / bins, (number + 1) / bins)
        rows.append((*ends, int(inside.sum()), float(sure[inside].mean()), *share))
    names = ["low", "high", "items", "probability", "right", "right_low", "right_high"]
    return pd.DataFrame(rows, columns=names)


def _outcomes(
    probability: Sequence[float], right: Sequence[bool]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    sure, hit = _probabilities("probability", probability), _booleans("right", right)
    if len(sure) != len(hit):
        raise ValueError(f"{len(sure)} probabilities and {len(hit)} outcomes: give one of each an item")
    return sure, hit


def surer_half(probability: Sequence[float], right: Sequence[bool]) -> float:
    """Return the share that is right, 0 to 1, among the half of the items with the highest probabilities.

    Of items alike the first count; of an odd number, the half is the smaller one, and of a single item there is none
    (nan). Arguments and errors as for `calibration`.

    >>> surer_half([0.9, 0.5, 0.8, 0.4], [True, False, False, False])
    0.5
    """
    sure, hit = _outcomes(probability, right)
    surest = np.argsort(-sure, kind="stable")[: len(sure) // 2]
    return float(hit[surest].mean()) if len(surest) else float("nan")


def calibration_error(probability: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Return the expected calibration error, 0 to 1: mean gap between `probability` and `right` in `calibration`.

    >>> round(calibration_error([0.95, 0.9, 0.6, 0.62], [True, True, True, False]), 4)
    0.0925
    """
    found = calibration(probability, right, bins)
    gaps = (found["probability"] - found["right"]).abs() * found["items"]
    return float(gaps.sum() / found["items"].sum()) if len(found) else float("nan")
