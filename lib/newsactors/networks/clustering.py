"""Who belongs together: clusters of a discourse network by standard methods."""

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
