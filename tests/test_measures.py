"""Uncertainty, agreement and sentiment: values against hand-worked ones and against other packages."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from newsactors import agreement, sentiment, uncertainty


def test_bootstrap_covers_the_mean_about_as_often_as_it_says():
    rng = np.random.default_rng(7)
    hits = 0
    for seed in range(100):
        values = np.repeat(rng.normal(size=20), 2)  # twenty clusters of two equal values
        interval = uncertainty.bootstrap(values.tolist(), [i // 2 for i in range(40)], seed=seed)
        hits += interval.low <= 0 <= interval.high
    assert 86 <= hits <= 99


def test_bootstrap_of_clusters_is_wider_than_of_single_values():
    values = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.2, 0.2, 0.2]
    together = uncertainty.bootstrap(values, [1, 1, 1, 2, 2, 2, 3, 3, 3])
    apart = uncertainty.bootstrap(values, range(9))
    assert together.high - together.low > apart.high - apart.low
    assert together.estimate == apart.estimate == pytest.approx(0.4)


def test_bootstrap_is_the_same_each_time_and_takes_another_statistic():
    values = [3.0, 1.0, 2.0]
    assert uncertainty.bootstrap(values, "abc") == uncertainty.bootstrap(values, "abc")
    assert uncertainty.bootstrap(values, "abc", statistic=lambda v: float(np.max(v))).estimate == 3.0


@pytest.mark.parametrize(("values", "clusters"), [([], []), ([1.0], []), ([1.0, 2.0], [1])])
def test_bootstrap_refuses_values_without_clusters(values, clusters):
    with pytest.raises(ValueError, match="give one cluster a value, and at least one"):
        uncertainty.bootstrap(values, clusters)


def test_a_difference_is_that_of_the_means_and_skips_resamples_of_one_group():
    found = uncertainty.difference([1.0, 0.0, 3.0, 0.0], [True, False, True, False], clusters=[1, 2, 3, 4])
    assert found.estimate == 2.0
    assert (found.low, found.high) == (1.0, 3.0)


@pytest.mark.parametrize("chosen", [[True, True], [False, False]])
def test_a_difference_needs_two_groups(chosen):
    with pytest.raises(ValueError, match="one of the two groups is empty"):
        uncertainty.difference([0.1, 0.2], chosen, [1, 2])


def test_a_share_keeps_inside_its_range():
    assert uncertainty.proportion(0, 5).low == 0
    assert uncertainty.proportion(5, 5).high == 1
    with pytest.raises(ValueError, match="6 of 5 is no share"):
        uncertainty.proportion(6, 5)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discovery_equals_scipys(p):
    assert uncertainty.false_discovery(p) == pytest.approx(stats.false_discovery_control(p))
    padded = stats.false_discovery_control([*p, *[1.0] * 10])[: len(p)]
    assert uncertainty.false_discovery(p, tests=len(p) + 10) == pytest.approx(padded)


def test_false_discovery_of_nothing_and_of_too_much():
    assert uncertainty.false_discovery([]).tolist() == []
    with pytest.raises(ValueError, match="1 tests cannot have given 2 values"):
        uncertainty.false_discovery([0.1, 0.2], tests=1)


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ("abc", "abd", (2 / 3, 2 / 3, 2 / 3)),
        ("", "", (1, 1, 1)),
        ("ab", "", (1, 0, 0)),
        ("", "ab", (0, 1, 0)),
        ("aab", "abb", (1, 1, 1)),
    ],
)
def test_scores(gold, found, expected):
    assert agreement.score(gold, found)[:3] == expected


def test_vader_of_nothing_is_an_empty_table():
    assert sentiment.vader([]).dtypes.astype(str).to_dict() == dict.fromkeys(
        ["neg", "neu", "pos", "compound"], "float64"
    )


def test_valences_are_the_lexicons():
    assert sentiment.valences("A Bad war, a good peace.").to_dict("list") == {
        "word": ["Bad", "war", "good", "peace"],
        "valence": [-2.5, -2.9, 1.9, 2.5],
    }
    assert sentiment.valences("").empty
