from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from newsactors.networks import co_occurrence
from newsactors.networks.null_model import exceedance, randomised
from test_networks import tables

# Actors 0 to 3 in five windows: small enough to write down every network with the same margins.
WINDOW = np.array([0, 0, 1, 1, 2, 3, 3, 4, 4, 4])
ACTOR = np.array([0, 1, 0, 1, 2, 0, 3, 1, 2, 3])


def every_network():
    """Return the actors of each window, in order, of all networks with the margins of the example."""
    sizes = np.bincount(WINDOW)
    networks = product(*(combinations(range(4), size) for size in sizes))
    lists = [sum(network, ()) for network in networks]
    return [drawn for drawn in lists if (np.bincount(drawn, minlength=4) == np.bincount(ACTOR)).all()]


def margins(window, actor):
    return np.bincount(window).tolist(), np.bincount(actor).tolist()


@pytest.mark.parametrize("seed", [0, 1])
def test_every_network_with_the_margins_is_drawn_equally_often(seed):
    networks = every_network()
    assert len(networks) == 156
    drawn = np.concatenate([actor for _, actor in randomised(WINDOW, ACTOR, draws=20_000, seed=seed)])
    kinds, times = np.unique(drawn, axis=0, return_counts=True)
    assert sorted(map(tuple, kinds.tolist())) == sorted(networks)
    assert stats.chisquare(times).pvalue > 0.001


def test_p_agrees_with_counting_every_network():
    pairs = np.array(list(combinations(range(4), 2))).T
    counts = np.array(
        [
            [sum({i, j} <= {*np.array(drawn)[w == WINDOW]} for w in range(5)) for i, j in pairs.T]
            for drawn in every_network()
        ]
    )
    assert counts.max() == 3
    for observed in (1, 2, 3):
        exact = (counts >= observed).mean(axis=0)
        found = exceedance(WINDOW, ACTOR, (*pairs, np.full(6, observed)), draws=20_000)
        assert found == pytest.approx(exact, abs=0.013)  # 3.7 standard errors


def test_fewer_draws_than_fit_at_a_time_and_more():
    for draws in (1, 7, 5000):
        drawn = [actor for _, actor in randomised(WINDOW, ACTOR, draws)]
        assert sum(map(len, drawn)) == draws


def test_the_seed_decides():
    mentions, sentences = tables([(1, n, ["A B", "A C", "B C", "A", "C D"][n % 5]) for n in range(1, 16)])
    found = [co_occurrence(mentions, sentences=sentences, draws=199, seed=s)["p_null"].tolist() for s in (1, 1, 2)]
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_a_pair_that_margins_force_together_is_no_surprise():
    mentions, sentences = tables([(1, 1, "A B"), (1, 2, "A B"), (1, 3, "")])
    [row] = co_occurrence(mentions, sentences=sentences).to_dict("records")
    assert row["p"] == pytest.approx(1 / 3)
    assert row["p_null"] == 1.0


@given(st.lists(st.sets(st.integers(0, 6), min_size=1), min_size=1, max_size=9), st.integers(0, 3))
def test_margins_stay(windows, seed):
    window = np.repeat(np.arange(len(windows)), [len(w) for w in windows])
    actor = np.concatenate([sorted(w) for w in windows])
    for drawn_windows, drawn_actors in randomised(window, actor, draws=12, seed=seed):
        for w, a in zip(drawn_windows, drawn_actors, strict=True):
            assert margins(w, a) == margins(window, actor)
            assert len({*zip(w.tolist(), a.tolist(), strict=True)}) == len(window)
