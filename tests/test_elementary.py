"""Elementary functions: right to the last digits, and with the same bits on every processor."""

import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest
from scipy import special

from machines import OLD_PROCESSOR
from newsactors import elementary

RNG = np.random.default_rng(0)
# Numbers of all sizes, made without `**`, whose last digits differ between processors too.
WIDE = np.ldexp(RNG.uniform(0.5, 1, 20_000), RNG.integers(-1000, 1000, 20_000))
NEAR_ONE = 1 + RNG.uniform(-0.4, 0.5, 20_000)
POWERS = -RNG.uniform(0, 700, 20_000)
COUNTS = np.ldexp(RNG.uniform(0.5, 1, 20_000), RNG.integers(-8, 24, 20_000))
SINGLES = np.linspace(-80, 20, 20_001).astype(np.float32)


def largest_error(found, wanted):
    return (np.abs(found - wanted) / np.maximum(np.abs(wanted), np.finfo(float).tiny)).max()


@pytest.mark.parametrize(
    "name,other,values,error",
    [
        ("exp", np.exp, POWERS, 4e-16),
        ("log", np.log, WIDE, 5e-16),
        ("log", np.log, NEAR_ONE, 5e-16),
        ("log2", np.log2, WIDE, 5e-16),
        ("logistic", special.expit, np.concatenate([POWERS, -POWERS]), 1e-15),
    ],
)
def test_as_exact_as_another_implementation(name, other, values, error):
    assert largest_error(getattr(elementary, name)(values), other(values)) < error


def test_logarithm_of_gamma_is_exact_to_the_digits_that_subtraction_leaves():
    error = np.abs(elementary.log_gamma(COUNTS) - special.gammaln(COUNTS))
    assert (error / np.maximum(1, np.abs(special.gammaln(COUNTS)))).max() < 2e-14


def test_binary_logarithm_of_powers_of_two_is_whole():
    assert elementary.log2(2.0 ** np.arange(-1000, 1000)).tolist() == list(range(-1000, 1000))


def test_single_exponential_is_exact_enough():
    assert largest_error(elementary.exp_single(SINGLES), np.exp(SINGLES.astype(float))) < 2e-6


def test_of_nothing_comes_nothing():
    for name in ("exp", "log", "log2", "log_gamma", "logistic"):
        assert getattr(elementary, name)(np.zeros(0)).tolist() == []


@pytest.mark.parametrize("name", ["log", "log2"])
def test_zero_and_negative_numbers_have_no_finite_logarithm(name):
    np.testing.assert_array_equal(getattr(elementary, name)([0.0, -3.0, np.nan]), [-np.inf, np.nan, np.nan])


def bits():
    """Return a digest of the bits of all functions on many numbers."""
    parts = [elementary.exp(POWERS), elementary.exp_single(SINGLES), elementary.logistic(POWERS)]
    parts += [function(COUNTS) for function in (elementary.log, elementary.log2, elementary.log_gamma)]
    parts += [elementary.log(WIDE), elementary.softmax(WIDE[:9999].reshape(-1, 3) % 40)]
    return hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()


def test_bits_are_the_same_without_the_newer_instructions():
    machine = {**OLD_PROCESSOR, "PYTHONPATH": os.pathsep.join(sys.path)}
    code = "import test_elementary; print(test_elementary.bits())"
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, env=machine, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == bits()


def test_bits_are_those_that_results_were_stored_with():
    assert elementary.exp_single(np.array([-3.3, 0.1, 7.7], np.float32)).view(np.uint32).tolist() == [
        1024922318,
        1066235454,
        1158284688,
    ]
    stored = {
        "exp": (-3.3, "0x1.2e259bb85be84p-5"),
        "log": (0.3, "-0x1.34378fcbda721p+0"),
        "log2": (0.3, "-0x1.bca9c6f53897bp+0"),
        "log_gamma": (3.3, "0x1.f964fc1bf8d40p-1"),
    }
    for name, (value, bits_of_it) in stored.items():
        assert float(getattr(elementary, name)(value)).hex() == bits_of_it
