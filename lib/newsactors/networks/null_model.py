"""How often chance brings two actors together when busy windows stay busy and prominent actors prominent."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from newsactors.networks.windows import Integers

# An entry not shared by its two windows stays where it is in half of the trades, and the autocorrelation of counts
# halves with every trade (measured: .51, .26, .14, and .04 after five): so many between draws lose and cost little.
THINNING = 5
# Small networks are drawn many at a time: up to here numpy's own time for a call matters more than the number of rows.
_ENTRIES_AT_A_TIME = 20_000


def pairs_in(sizes: Integers) -> tuple[Integers, Integers]:
    """Return the positions of both ends of every pair within groups that stand one after the other.

    >>> [ends.tolist() for ends in pairs_in(np.array([2, 1, 3]))]
    [[0, 3, 3, 4], [1, 4, 5, 5]]
    """
    position = np.arange(sizes.sum())
    later = np.repeat(np.cumsum(sizes), sizes) - position - 1
    first = np.repeat(position, later)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(later) - later, later)
    return first, second


def randomised(window: Integers, actor: Integers, draws: int, seed: int = 0) -> Iterator[tuple[Integers, Integers]]:
    """Draw networks in which each window names as many actors, and each actor is in as many windows, as observed.

    `window` and `actor` are the ends of each entry, numbered from 0, none twice. Yields a pair of arrays (networks,
    entries) some networks at a time, `draws` in all: windows in order, and the actors in them in order.

    Windows trade (curveball; Strona et al. 2014, Nature Communications 5, 4114): two of them put together what only
    one of them holds and deal it out anew, each getting back as many. In a global trade every window trades with one
    other at random (Carstens, Berger and Strona 2018, SEA, LIPIcs 103, 12); such a chain reaches every network with
    these margins equally often. It runs for twice log2(entries) global trades before the first draw, after which the
    chance that any given entry has never been dealt anew is about one in the square of their number, and for
    `THINNING` between two draws. Numbers are those of numpy's PCG64 with `seed`.

    >>> window, actor = np.array([0, 0, 1]), np.array([0, 1, 2])
    >>> drawn = np.concatenate([a for _, a in randomised(window, actor, draws=600)])
    >>> networks, times = np.unique(drawn, axis=0, return_counts=True)
    >>> networks.tolist(), (times / 600).round(1).tolist()
    ([[0, 1, 2], [0, 2, 1], [1, 2, 0]], [0.3, 0.3, 0.3])
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    entries, rows = len(window), 1 + int(window.max())
    bits = max(1, int(actor.max()).bit_length())
    chains = max(1, min(draws, _ENTRIES_AT_A_TIME // entries))
    held = (np.arange(chains)[:, None] * rows + window).ravel(), np.tile(actor, chains)
    trades = math.ceil(2 * math.log2(max(2, entries)))
    while draws > 0:
        for _ in range(trades):
            held = _global_trade(*held, (chains, rows), bits, rng)
        key = np.sort(held[0] << bits | held[1]).reshape(chains, entries)[:draws]
        yield (key >> bits) % rows, key & ((1 << bits) - 1)
        draws, trades = draws - chains, THINNING


def _global_trade(
    row: Integers, actor: Integers, shape: tuple[int, int], bits: int, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Pair the rows of each chain at random; within a pair, deal out anew what only one of the two rows holds."""
    chains, rows = shape
    # An even number of seats for each chain, so that no pair sits in two of them.
    seats = rng.permuted(np.tile(np.arange(rows), (chains, 1)), axis=1)
    seat = (seats + np.arange(chains)[:, None] * (rows + rows % 2)).ravel()
    sitter = np.zeros(chains * (rows + rows % 2), dtype=np.int64)
    sitter[seat] = np.arange(chains * rows)
    at = seat[row]
    key = np.sort((at >> 1) << (bits + 1) | actor << 1 | at & 1)
    twin = key[1:] >> 1 == key[:-1] >> 1
    free = np.ones(len(key), dtype=bool)
    free[1:] &= ~twin
    free[:-1] &= ~twin
    pair = key >> (bits + 1)
    actor = key >> 1 & ((1 << bits) - 1)
    # Shuffled within pairs by one sort: pair, then random bits, then what is dealt out.
    chance = 62 - bits - int(pair[-1]).bit_length()
    dealt = rng.integers(1 << min(chance, 40), size=int(free.sum())) << bits | actor[free]
    actor[free] = np.sort(pair[free] << (bits + min(chance, 40)) | dealt) & ((1 << bits) - 1)
    return sitter[pair << 1 | key & 1], actor


def exceedance(
    window: Integers, actor: Integers, observed: tuple[Integers, Integers, Integers], draws: int, seed: int = 0
) -> npt.NDArray[np.float64]:
    """Return, for each pair, the chance of meeting as often as observed when all margins are kept.

    `observed` holds the first actor, the second, later in order, and the number of windows that hold both, one entry a
    pair, in order of the pairs. p = (1 + draws with that count or a larger one) / (1 + draws), which is never 0
    (Davison and Hinkley 1997, section 4.2).

    >>> window, actor = np.array([0, 0, 1]), np.array([0, 1, 2])
    >>> pair = np.array([0]), np.array([1]), np.array([1])
    >>> exceedance(window, actor, pair, draws=999).round(1).tolist()
    [0.3]
    """
    first, second, count = observed
    window = np.unique(window, return_inverse=True)[1]
    n = 1 + int(actor.max())
    one, other = pairs_in(np.bincount(window))
    sought = first * n + second
    reached = np.zeros(len(count), dtype=np.int64)
    for _, drawn in randomised(window, actor, draws, seed):
        chain = np.arange(len(drawn))[:, None] * (n * n)
        met = np.sort((chain + drawn[:, one] * n + drawn[:, other]).ravel())
        wanted = chain + sought
        times = np.searchsorted(met, wanted, side="right") - np.searchsorted(met, wanted)
        reached += (times >= count).sum(axis=0)
    return (1 + reached) / (1 + draws)
