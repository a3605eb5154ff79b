"""How sure a number is: intervals by resampling, and p-values corrected for how many were looked at."""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats

# With 2,000 resamples the ends of a 95% interval vary from seed to seed by 1 to 2% of its width (60 values, 40 seeds).
RESAMPLES = 2000


class Interval(NamedTuple):
    """An estimate with the lower and upper end of its interval, in the unit of the estimate."""

    estimate: float
    low: float
    high: float


def _mean(values: npt.NDArray[np.float64]) -> float:
    return float(np.mean(values))


def bootstrap(
    values: Sequence[float],
    clusters: Sequence[Hashable],
    statistic: Callable[[npt.NDArray[np.float64]], float] = _mean,
    level: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Return a statistic with its percentile interval, resampling whole clusters (Davison and Hinkley 1997, ch. 3.8).

    `clusters` names, for each value, what it was drawn with: sentences of one paragraph, paragraphs of one article.
    Values within a cluster resemble each other; resampling them one by one would make the interval too narrow.

    Not for fewer than about ten clusters: the interval is then too narrow however many resamples are drawn. With one
    cluster it has no width, and says nothing.

    >>> interval = bootstrap([0.1, 0.3, -0.2, 0.4, 0.0, 0.5], clusters=[1, 1, 2, 2, 3, 3])
    >>> [round(number, 2) for number in interval]
    [0.18, 0.1, 0.25]
    """
    if len(values) != len(clusters) or not len(values):
        raise ValueError(
            f"{len(values)} values and {len(clusters)} clusters: give one cluster a value, and at least one"
        )
    numbers = np.asarray(values, dtype=float)
    members = [numbers[[i for i, c in enumerate(clusters) if c == name]] for name in dict.fromkeys(clusters)]
    draws = np.random.default_rng(seed).integers(len(members), size=(RESAMPLES, len(members)))
    resampled = [statistic(np.concatenate([members[i] for i in draw])) for draw in draws]
    low, high = np.quantile(resampled, [(1 - level) / 2, (1 + level) / 2])
    return Interval(statistic(numbers), float(low), float(high))


def proportion(successes: int, total: int, level: float = 0.95) -> Interval:
    """Return a share with its Wilson interval (Wilson 1927), which stays inside 0 and 1 and holds for small counts.

    >>> [round(number, 2) for number in proportion(4, 4)]
    [1.0, 0.51, 1.0]
    """
    if not 0 <= successes <= total or total == 0:
        raise ValueError(f"{successes} of {total} is no share: successes must lie between 0 and a total above 0")
    ends = stats.binomtest(successes, total).proportion_ci(level, method="wilson")
    return Interval(successes / total, float(ends.low), float(ends.high))


def false_discovery(p: Sequence[float] | npt.NDArray[np.float64], tests: int | None = None) -> npt.NDArray[np.float64]:
    """Return q-values: p corrected for how many were tested (Benjamini and Hochberg 1995).

    Calling everything with q of at most .05 a finding makes, in the long run, at most one finding in twenty a false
    one. `tests` counts all tests made, where those not given in `p` had a p of 1; it is the number of values unless
    given.

    >>> false_discovery([0.01, 0.02, 0.03, 0.9]).round(2).tolist()
    [0.04, 0.04, 0.04, 0.9]
    >>> false_discovery([0.01, 0.02, 0.03, 0.9], tests=10).round(2).tolist()
    [0.1, 0.1, 0.1, 1.0]
    """
    values = np.asarray(p, dtype=float)
    if tests is not None and tests < len(values):
        raise ValueError(f"{tests} tests cannot have given {len(values)} values of p")
    order = np.argsort(values, kind="stable")
    scaled = values[order] * (len(values) if tests is None else tests) / np.arange(1, len(values) + 1)
    q = np.empty_like(values)
    q[order] = np.minimum.accumulate(np.minimum(scaled, 1)[::-1])[::-1]
    return q
