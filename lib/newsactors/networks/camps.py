"""Who stands with whom: clusters of a discourse network, and how far a debate falls into two camps."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.cluster import hierarchy
from scipy.spatial import distance

from newsactors.networks.counts import Matrix
from newsactors.networks.normalisation import divide

HIERARCHICAL = ("single", "complete", "average", "ward")
METHODS = (*HIERARCHICAL, "kmeans", "spectral")
# Starts of k-means, of which the best counts; a fixed seed makes them the same each time.
_STARTS, _SEED = 20, 0
# Up to here every division into two camps is looked at: 2 ** 17 of them take a third of a second.
EXACT_UP_TO = 18
# Scores nearer than this are one score: sums differ between processors from about the twelfth digit.
_SAME = 1e-10


def cluster(network: pd.DataFrame, k: int, method: str = "average") -> pd.Series:
    """Divide the rows of a discourse network into `k` clusters, numbered from 1 in the order of their first member.

    A two-mode network gives each row a profile over the columns: rows are compared by the angle of their profiles
    (cosine distance; Euclidean distance of unit profiles for `ward`, which needs it, and for `kmeans`). A one-mode
    network gives similarities: distance is the largest weight less the weight, negative weights counting as 0.

    `single`, `complete`, `average` and `ward` are agglomerative clusterings of SciPy (Ward 1963, for the last; it is
    meant for distances in space, so for two-mode networks); `kmeans` (two-mode only) and `spectral` (Ng, Jordan and
    Weiss 2002) those of scikit-learn, with a fixed seed.

    Not for deciding how many camps there are: every method returns `k`, also from noise. Rows without any tie are put
    somewhere; leave them out first.

    >>> votes = pd.DataFrame([[2, 0, 1], [3, 0, 1], [0, 4, 0], [0, 1, 0]], index=["Iran", "Iraq", "Oman", "Qatar"])
    >>> cluster(votes, 2).to_dict()
    {'Iran': 1, 'Iraq': 1, 'Oman': 2, 'Qatar': 2}
    """
    if method not in METHODS:
        raise ValueError(f"method={method!r} is none of {', '.join(map(repr, METHODS))}")
    if not 1 <= k <= len(network):
        raise ValueError(f"k={k} clusters of {len(network)} rows; choose k from 1 to {len(network)}")
    one_mode = list(network.index) == list(network.columns)
    weights = network.to_numpy(float)
    if k == len(network) or k == 1:
        found = np.arange(len(network)) if k > 1 else np.zeros(len(network), dtype=int)
    elif method in HIERARCHICAL:
        tree = hierarchy.linkage(_distances(weights, one_mode, method), method)
        found = hierarchy.cut_tree(tree, n_clusters=k).ravel()
    elif method == "kmeans" and one_mode:
        raise ValueError("'kmeans' needs profiles: give it a two-mode network, or choose 'spectral' for this one")
    else:
        found = _by_scikit_learn(weights, one_mode, k, method)
    return pd.Series(pd.factorize(found)[0] + 1, index=network.index, name="cluster")


def _unit(weights: Matrix) -> Matrix:
    return divide(weights, np.linalg.norm(weights, axis=1, keepdims=True))


def _similarities(weights: Matrix, one_mode: bool) -> Matrix:
    """Return the weights of a one-mode network, negative ones as 0; of a two-mode one the cosines of its rows."""
    if one_mode:
        return np.asarray(np.maximum((weights + weights.T) / 2, 0))
    return np.asarray(_unit(weights) @ _unit(weights).T)


def _distances(weights: Matrix, one_mode: bool, method: str) -> Matrix:
    """Return pairwise distances, rounded so that ties are ties on every processor."""
    if method == "ward" and not one_mode:
        return np.asarray(np.round(distance.pdist(_unit(weights)), 10))
    similar = _similarities(weights, one_mode)
    apart = (similar.max() if one_mode else 1) - similar
    return np.asarray(np.round(distance.squareform(apart, checks=False), 10))


def _by_scikit_learn(weights: Matrix, one_mode: bool, k: int, method: str) -> npt.NDArray[np.int64]:
    # Only the notebooks need scikit-learn, and it takes a second to load.
    from sklearn.cluster import KMeans, SpectralClustering

    if method == "kmeans":
        found = KMeans(k, n_init=_STARTS, random_state=_SEED).fit_predict(_unit(weights))
    else:
        model = SpectralClustering(k, affinity="precomputed", random_state=_SEED, assign_labels="cluster_qr")
        found = model.fit_predict(np.maximum(_similarities(weights, one_mode), 0))
    return np.asarray(found, dtype=np.int64)


class Polarisation(NamedTuple):
    """The score of the best division, the camp (1 or 2) of each node, and whether no better division exists."""

    score: float
    camps: pd.Series
    exact: bool


def polarisation(congruence: pd.DataFrame, conflict: pd.DataFrame) -> Polarisation:
    """Find the two camps with most agreement inside and most contradiction between them, and say how clear they are.

    Both arguments are one-mode networks of the same nodes, without negative weights. The score is the modularity of
    the signed network with congruence as positive and conflict as negative weights (Gómez, Jensen and Arenas 2009,
    Physical Review E 80, 016114), at its maximum over all divisions into two: each kind of tie is compared with what
    the activity of its ends alone would bring. It is 0 when no division beats a single camp and at most 1; without
    conflict it is Newman's modularity. Up to 18 nodes with ties the maximum is exact; beyond, it is a lower bound, the
    best that moving single nodes reaches from as many starts as there are nodes (Newman 2006, PNAS 103, 8577).

    Camp 1 is that of the first node; nodes without a tie are in neither, 0.

    Not for comparing debates of very different size, and no test: random networks have a maximum above 0 too, the more
    so the sparser they are. Not for debates of three camps, which it forces into two.

    >>> names = ["Iran", "Oman", "Qatar"]
    >>> agree = pd.DataFrame([[0, 4, 0], [4, 0, 0], [0, 0, 0]], names, names)
    >>> oppose = pd.DataFrame([[0, 0, 3], [0, 0, 3], [3, 3, 0]], names, names)
    >>> found = polarisation(agree, oppose)
    >>> round(found.score, 4), found.camps.to_dict(), found.exact
    (0.3, {'Iran': 1, 'Oman': 1, 'Qatar': 2}, True)
    """
    positive, negative = _weights(congruence, congruence, "congruence"), _weights(conflict, congruence, "conflict")
    tied = (positive + negative).sum(axis=1) > 0
    camps = pd.Series(0, index=congruence.index, name="camp")
    if not tied.any():
        return Polarisation(0.0, camps, True)
    excess = _beyond_chance(positive) - _beyond_chance(negative)
    excess = excess[np.ix_(tied, tied)] / (positive.sum() + negative.sum())
    exact = len(excess) <= EXACT_UP_TO
    signs = _best_of_all(excess) if exact else _best_found(excess)
    camps[tied] = np.where(signs == signs[0], 1, 2)
    return Polarisation(max(0.0, float(signs @ excess @ signs) / 2), camps, exact)


def _weights(network: pd.DataFrame, like: pd.DataFrame, name: str) -> Matrix:
    labels = list(like.index)
    if list(network.index) != labels or list(network.columns) != labels:
        raise ValueError(f"{name} is no one-mode network of the same nodes; make both with the same rows and isolates")
    weights: Matrix = network.to_numpy(float, copy=True)
    np.fill_diagonal(weights, 0)
    if not np.isfinite(weights).all() or (weights < 0).any():
        raise ValueError(f"{name} has negative or missing weights; give congruence and conflict, not their difference")
    return np.asarray((weights + weights.T) / 2)


def _beyond_chance(weights: Matrix) -> Matrix:
    """Return weights less those expected from the strength of both ends; rows sum to 0."""
    strength = weights.sum(axis=1)
    return np.asarray(weights - np.outer(strength, strength) / strength.sum()) if strength.any() else weights


def _best_of_all(excess: Matrix) -> npt.NDArray[np.float64]:
    """Look at every division, the first node staying where it is."""
    n = len(excess)
    numbers = np.arange(2 ** (n - 1))
    signs = np.ones((len(numbers), n))
    signs[:, 1:] = 1 - 2 * (numbers[:, None] >> np.arange(n - 2, -1, -1) & 1)
    scores = np.einsum("ij,ij->i", signs @ excess, signs)
    return np.asarray(signs[np.argmax(scores >= scores.max() - _SAME)])


def _best_found(excess: Matrix) -> npt.NDArray[np.float64]:
    """Start with each node's friends against the rest and move single nodes for as long as the score rises."""
    best, top = np.ones(len(excess)), 0.0
    for start in excess:
        signs = np.where(start >= 0, 1.0, -1.0)
        while True:
            gain = -4 * signs * (excess @ signs) + 4 * np.diag(excess)
            node = int(np.argmax(gain >= gain.max() - _SAME))
            if gain[node] <= _SAME:
                break
            signs[node] *= -1
        score = float(signs @ excess @ signs)
        if score > top + _SAME:
            best, top = signs, score
    return best
