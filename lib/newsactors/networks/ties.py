"""Who appears with whom: ties between actors, how strong they are, and which are more than chance."""

import json
import math

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from newsactors.networks.association import associations
from newsactors.networks.backbone import disparity
from newsactors.networks.null_model import exceedance, pairs_in
from newsactors.networks.windows import Incidence, Integers, incidence
from newsactors.schema import conform
from newsactors.uncertainty import false_discovery

# The share of false ties accepted among the ties called significant, by convention.
FALSE_DISCOVERY_RATE = 0.05
# The least p of 999 draws is .001. Above so many mentions they take longer than one may want to wait unasked.
DRAWS, DRAWN_UP_TO = 999, 50_000


def co_occurrence(
    mentions: pd.DataFrame,
    within: str | int = "sentence",
    *,
    sentences: pd.DataFrame | None = None,
    places: bool = False,
    min_count: int = 1,
    draws: int | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Count which actors are named in the same window and compare the count with chance: the `ties` table.

    `mentions` is the table of that name; of its columns `article_id`, `actor` and that of the window are needed. A
    window counts once for a pair, however often the two are named in it. Mentions without an actor are left out, and,
    unless `places` is true, those whose `use` is `place`.

    `within` is `sentence`, `paragraph`, `article`, or a number n: then articles are cut into blocks of n words, the
    last of which may be shorter. Not a sliding window: that counts one meeting up to n times and its windows overlap,
    so that no margin and no test holds. The price is that a block's edge parts some neighbours.

    `sentences`, the table of that name, tells which windows name nobody, and what is boilerplate, which is left out
    (for blocks of words by the column `text`). Give it: windows that name nobody are the reason why being named
    together is remarkable. Without it only windows that name an actor are counted, of blocks of words too, so that
    `expected` is too large and every tie looks weaker than it is.

    Chance means two things. Independence: actor a is in n_a and b in n_b of N windows, so n_a n_b / N would hold both
    (`expected`), with Fisher's exact `p`. The null model: every window keeps its number of actors and every actor its
    number of windows (`p_null`, from `draws` random networks, see `null_model.exceedance`; the same `seed`, the same
    draws). By default 999 are drawn for up to 50,000 mentions, which takes about 20 seconds for that many, and none
    for more: `p_null` is then missing. `draws=0` draws none. `q` corrects `p` for the number of pairs of actors, those
    that never meet included (Benjamini and Hochberg 1995). A tie is `significant` if q is at most .05 and, where it was
    drawn, `p_null` too: more than chance in both senses. Draws cannot tell p below one over their number, far too
    coarse to be corrected for thousands of pairs, so that they only confirm what Fisher's test has found.
    `alpha` is that of the disparity filter (Serrano et al. 2009); for the other measures see `association`.

    Ties of fewer than `min_count` windows are left out in the end: they count in `q` and `alpha`. `evidence` names
    the windows; for blocks of words, and without `sentences`, from the first mention of an actor in it to the last,
    and none where the mentions lack `raw_start` and `raw_end`.

    Being named together is not acting together: read the evidence. Windows of one article are not independent of one
    another, as both tests suppose, so p is too small for actors that cluster in one part of a text; with a single
    article, take q as a way to rank ties. Memory grows with the number of meetings, which for whole articles is the
    square of the actors in each: not for articles of thousands of words by the million.

    Raises `ValueError` for an unknown window, and for a column that is needed and not there.

    >>> mentions = pd.DataFrame({"article_id": "x", "sentence_id": [1, 1, 2], "actor": ["Iran", "Israel", "Iran"]})
    >>> sentences = pd.DataFrame({"article_id": "x", "sentence_id": [1, 2, 3], "tag": "",
    ...                           "raw_start": [0, 50, 90], "raw_end": [49, 89, 99]})
    >>> ties = co_occurrence(mentions, sentences=sentences)
    >>> ties[["actor_a", "actor_b", "count", "expected", "evidence"]].to_dict("records")
    [{'actor_a': 'Iran', 'actor_b': 'Israel', 'count': 1, 'expected': 0.6666666667, 'evidence': '[["x", 0, 49]]'}]
    """
    if draws is not None and draws < 0:
        raise ValueError(f"draws={draws}: draw 0 networks or more")
    found = incidence(mentions, within, sentences, places=places)
    if draws is None:
        draws = DRAWS if len(mentions) <= DRAWN_UP_TO else 0
    first, second, count = count_pairs(found)
    if not len(count):
        return conform("ties", pd.DataFrame())
    named = np.bincount(found.actor, minlength=len(found.actors))
    ties = pd.DataFrame(
        {"window": within if isinstance(within, str) else f"{within} words", "count": count}
        | {"count_a": named[first], "count_b": named[second], "windows": found.total}
        | associations(count, named[first], named[second], found.total)
        | {"alpha": _alpha(first, second, count), "p_null": np.nan}
    )
    if draws:
        ties["p_null"] = exceedance(found.window, found.actor, (first, second, count), draws, seed)
    ties["q"] = false_discovery(ties["p"].to_numpy(), tests=math.comb(len(named), 2))
    ties["significant"] = (ties["q"] <= FALSE_DISCOVERY_RATE) & ~(ties["p_null"] > FALSE_DISCOVERY_RATE)
    ties = ties.assign(actor_a=found.actors[first], actor_b=found.actors[second])
    kept = np.flatnonzero(count >= min_count)
    return conform("ties", ties.iloc[kept].assign(evidence=_evidence(found, count, kept)))


def count_pairs(found: Incidence) -> tuple[Integers, Integers, Integers]:
    """Return the numbers of both actors of each pair that meets, the first before the second, and how often they meet.

    The upper triangle of M M', where M is the sparse matrix of actors by windows; pairs come in order. Memory grows
    with the pairs that meet, not with all that might. Two million mentions in 800,000 sentences take half a second,
    `incidence` included; the whole of `co_occurrence`, with measures and evidence, takes four.

    >>> mentions = pd.DataFrame({"article_id": list("xxyyy"), "actor": ["Iran", "Oman", "Oman", "Iran", "Qatar"]})
    >>> [numbers.tolist() for numbers in count_pairs(incidence(mentions, "article"))]
    [[0, 0, 1], [1, 2, 2], [2, 1, 1]]
    """
    shape = (len(found.places), len(found.actors))
    begins = np.concatenate([[0], np.cumsum(np.bincount(found.window, minlength=shape[0]))])
    by_window = sparse.csr_matrix((np.ones(len(found.actor), dtype=np.int32), found.actor, begins), shape)
    meetings = sparse.triu(by_window.T @ by_window, k=1, format="csr")
    meetings.sort_indices()
    first = np.repeat(np.arange(shape[1]), np.diff(meetings.indptr))
    return first, meetings.indices.astype(np.int64), meetings.data.astype(np.int64)


def _alpha(first: Integers, second: Integers, count: Integers) -> npt.NDArray[np.float64]:
    """Return the smaller of a tie's chances at both its ends, by the disparity filter."""
    ends = np.concatenate([first, second])
    strength, degree = np.bincount(ends, np.tile(count, 2)), np.bincount(ends)
    return np.minimum(*(disparity(count, strength[end], degree[end]) for end in (first, second)))


def _evidence(found: Incidence, count: Integers, kept: Integers) -> list[str]:
    """Return the places of the windows that hold both actors, as JSON, of the pairs whose positions are `kept`."""
    if not (found.places["raw_end"] > 0).any():
        return ["[]"] * len(kept)
    one, other = pairs_in(np.bincount(found.window))
    order = np.argsort(found.actor[one] * len(found.actors) + found.actor[other], kind="stable")
    wanted = np.repeat(np.isin(np.arange(len(count)), kept, assume_unique=True), count)
    window = found.window[one[order[wanted]]]
    needed = np.bincount(window, minlength=len(found.places)) > 0
    columns = (found.places.loc[needed, name].tolist() for name in ("article_id", "raw_start", "raw_end"))
    names = {name: json.dumps(name, ensure_ascii=False) for name in found.places["article_id"].unique()}
    texts = np.array([f"[{names[a]}, {start}, {end}]" for a, start, end in zip(*columns, strict=True)], dtype=object)
    texts = texts[np.cumsum(needed)[window] - 1].tolist()
    ends = np.cumsum(count[kept]).tolist()
    return ["[" + ", ".join(texts[a:b]) + "]" for a, b in zip([0, *ends[:-1]], ends, strict=True)]
