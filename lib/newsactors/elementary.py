"""Exponential and logarithm with the same bits on every processor.

Sums, products, quotients and square roots are rounded alike wherever IEEE 754 is kept. The last digit of `np.exp` and
`np.log` depends on the processor's instructions and on the system's mathematical library, and so, now and then, does
what is decided by them: use these instead. They take and return arrays; errors are those of the last digit or two.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]

_LN2: Final = 0.6931471805599453
_LN2_HIGH: Final = 0.693147180369123816490  # its first 32 bits, so that products with whole numbers are exact,
_LN2_LOW: Final = 1.90821492927058770002e-10  # and the rest (as in Sun's fdlibm)
_HALF_LOG_TWO_PI: Final = 0.9189385332046727
# B(2k) / (2k (2k - 1)) of Stirling's series (Abramowitz and Stegun 1964, 6.1.41); from 10 on the next is below 1e-16.
_STIRLING: Final = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)


def exp(powers: npt.ArrayLike) -> Floats:
    """Return e to powers up to 0, as needed for probabilities; below -700, what e to -700 is.

    >>> exp([0.0, -1.0, -30.0]).tolist()
    [1.0, 0.36787944117144233, 9.357622968840175e-14]
    """
    bounded = np.maximum(np.asarray(powers, float), -700.0)  # e to this is 0 beside 1, and still a normal number
    halvings = np.rint(bounded / _LN2)
    left = (bounded - halvings * _LN2_HIGH) - halvings * _LN2_LOW
    found = np.ones_like(left)
    for term in range(14, 0, -1):  # at most 0.35 is left of a power, for which so many terms of the series are enough
        found = 1.0 + found * left / term
    return np.asarray(np.ldexp(found, halvings.astype(np.int32)))


def exp_single(powers: Singles) -> Singles:
    """Return e to powers up to 80, in single precision and faster; relative error below 1e-6, below -80 as e to -80.

    >>> [f"{value:.5f}" for value in exp_single(np.array([0, 1, -1, -200], np.float32))]
    ['1.00000', '2.71828', '0.36788', '0.00000']
    """
    # Cody and Waite's reduction to |rest| <= log(2) / 2, then a Taylor polynomial.
    powers = np.maximum(powers, np.float32(-80))
    whole = np.rint(powers * np.float32(1.4426950408889634))
    rest = (powers - whole * np.float32(0.693359375)) + whole * np.float32(2.12194440e-4)
    total = np.full_like(powers, 1 / 720)
    for coefficient in (1 / 120, 1 / 24, 1 / 6, 0.5, 1.0, 1.0):
        total = total * rest + np.float32(coefficient)
    result: Singles = np.ldexp(total, whole.astype(np.int32))
    return result


def logistic(odds: Floats) -> Floats:
    """Return the probability, 0..1, that belongs to log-odds.

    >>> logistic(np.array([0.0, 2.0, -2.0])).round(3).tolist()
    [0.5, 0.881, 0.119]
    """
    small = exp(-np.abs(odds))
    return np.where(odds < 0, small, 1.0) / (1.0 + small)


def softmax(odds: Floats) -> Floats:
    """Turn rows of log-odds into rows of probabilities, whose sums are 1.

    >>> softmax(np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 9.0]])).round(3).tolist()
    [[0.333, 0.333, 0.333], [0.0, 0.0, 1.0]]
    """
    raised = exp(odds - odds.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def log(values: npt.ArrayLike) -> Floats:
    """Return the natural logarithm of positive normal numbers; that of 0 is -inf, and of negative ones nan.

    >>> log([1.0, 2.0, 10.0]).round(6).tolist()
    [0.0, 0.693147, 2.302585]
    """
    doublings, rest = _mantissa_log(values)
    return np.asarray(doublings * _LN2_HIGH + (rest + doublings * _LN2_LOW))


def log2(values: npt.ArrayLike) -> Floats:
    """Return the binary logarithm of numbers as `log` does the natural one; that of powers of two is exact.

    >>> log2([0.125, 1.0, 3.0]).round(6).tolist()
    [-3.0, 0.0, 1.584963]
    """
    doublings, rest = _mantissa_log(values)
    return np.asarray(doublings + rest / _LN2)


def _mantissa_log(values: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return how often 2 divides each number, and the logarithm, -0.35 to 0.35, of what is left."""
    left, doublings = np.frexp(np.asarray(values, float))
    low = left < 0.7071067811865476
    left, doublings = np.where(low, 2 * left, left), doublings - low.astype(np.int32)
    # log(m) = 2 artanh((m - 1) / (m + 1)), and the argument is at most 0.172: 0.172 ** 23 is below the last digit.
    part = (left - 1.0) / (left + 1.0)
    square, series = part * part, np.zeros_like(part)
    for power in range(21, 0, -2):
        series = series * square + 1 / power
    return doublings.astype(float), np.where(left > 0, 2.0 * part * series, np.where(left == 0, -np.inf, np.nan))


def log_gamma(values: npt.ArrayLike) -> Floats:
    """Return the logarithm of the gamma function of positive numbers: `log_gamma(n + 1)` is that of n!.

    >>> log_gamma([1.0, 5.0, 0.5]).round(6).tolist()  # 0!, 4!, the square root of pi
    [0.0, 3.178054, 0.572365]
    """
    given = np.asarray(values, float)
    # Stirling's series is for large numbers: small ones are raised by 10, and what that multiplies is taken off again.
    product, small = np.ones_like(given), given < 10
    for step in range(10):
        product = np.where(small, product * (given + step), product)
    large = np.where(small, given + 10, given)
    inverse = 1.0 / large
    square, series = inverse * inverse, np.zeros_like(large)
    for coefficient in reversed(_STIRLING):
        series = series * square + coefficient
    return np.asarray((large - 0.5) * log(large) - large + _HALF_LOG_TWO_PI + series * inverse - log(product))
