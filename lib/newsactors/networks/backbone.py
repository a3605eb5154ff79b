"""What a network can spare: ties that chance explains, and concepts whose loss changes nothing."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsactors.networks.discourse import discourse_network
from newsactors.networks.dna import DnaFile
from newsactors.networks.normalisation import divide
from newsactors.networks.selection import require_variable, tidy


def disparity_filter(network: pd.DataFrame, level: float = 0.05) -> pd.DataFrame:
    """Keep the ties of a one-mode network that are too strong for their node: the rest become 0.

    A node with k ties might spread its strength over them evenly by chance; a tie with the share s of it is kept when
    (1 - s) ** (k - 1) < `level` at one of its ends at least (Serrano, Boguñá and Vespignani 2009, PNAS 106, 6483).

    Not for signed networks (make congruence and conflict one by one), nor for nodes with one tie, whose only tie is
    never too strong: it stays only where the other end keeps it.

    >>> names = list("abcd")
    >>> network = pd.DataFrame([[0, 30, 1, 1], [30, 0, 1, 1], [1, 1, 0, 1], [1, 1, 1, 0]], names, names)
    >>> disparity_filter(network).to_numpy().tolist()
    [[0, 30, 0, 0], [30, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    """
    weights = network.to_numpy(float)
    if list(network.index) != list(network.columns) or (weights < 0).any():
        raise ValueError("the disparity filter needs a one-mode network without negative weights")
    chance = disparity(weights, weights.sum(axis=1, keepdims=True), (weights > 0).sum(axis=1, keepdims=True))
    strong = (chance < level) & (weights > 0)
    return network.where(strong | strong.T, 0)


def disparity(weight: npt.ArrayLike, strength: npt.ArrayLike, degree: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return the chance that a tie has so large a share of its node's strength: (1 - share) ** (degree - 1).

    `strength` is the sum of the weights of the node's ties and `degree` their number; see `disparity_filter`.

    >>> disparity([30, 1], [32, 32], [3, 3]).round(3).tolist()
    [0.004, 0.938]
    """
    share = divide(np.asarray(weight, dtype=float), np.asarray(strength, dtype=float))
    return np.asarray((1 - share) ** (np.asarray(degree) - 1))


def concept_backbone(
    statements: DnaFile | pd.DataFrame,
    rows: str = "organization",
    columns: str = "concept",
    **options: Any,
) -> pd.DataFrame:
    """Rank the concepts by how little the network of `rows` changes without them.

    From the network of all `columns`, the one whose removal costs least is taken away, again and again (the nested
    method of `dna_backbone`, rDNA manual). The cost is the Euclidean distance between the Laplacian spectra of the
    full and the reduced network (Wilson and Zhu 2008, Pattern Recognition 41, 2833), each divided by its sum, so that
    structure counts and not volume; negative weights count as 0. `options` go to `discourse_network`. DNA's own loss
    is not published in full: the order may differ from that of `dna_backbone`.

    Returns a row for each concept in the order of removal, with the `loss` of the network then left; the last rows are
    the backbone. Ties go to the concept that sorts first.

    Not for more than about a hundred concepts: time grows with the square of their number. A concept that is removed
    early is redundant for who stands with whom, not unimportant.

    >>> said = pd.DataFrame({"who": list("aabbc"), "what": ["oil", "tax", "oil", "tax", "war"]})
    >>> concept_backbone(said, "who", "what")
      concept  loss
    0     oil   0.0
    1     war   0.0
    2     tax   1.0
    """
    frame = tidy(statements)
    names = sorted({*require_variable(frame, columns, "columns").dropna()} - {""})
    exclude = options.pop("exclude", None) or {}
    if options.get("invert"):
        raise ValueError("invert=True cannot be combined with leaving concepts out; choose the statements beforehand")
    nodes = sorted({*require_variable(frame, rows, "rows").dropna()} - {""})

    def spectrum(without: list[str]) -> npt.NDArray[np.float64]:
        """Return the eigenvalues of the network without some concepts."""
        left_out = {**exclude, columns: [*exclude.get(columns, []), *without]}
        network = discourse_network(statements, "onemode", rows=rows, columns=columns, exclude=left_out, **options)
        return _spectrum(network.reindex(index=nodes, columns=nodes, fill_value=0.0))

    full = spectrum([])
    removed: list[str] = []
    losses: list[float] = []
    while len(removed) < len(names):
        left = [name for name in names if name not in removed]
        costs = [float(np.linalg.norm(full - spectrum([*removed, name]))) for name in left]
        best = next(n for n, cost in enumerate(costs) if cost <= min(costs) + 1e-10)
        removed.append(left[best])
        losses.append(round(costs[best], 10))
    return pd.DataFrame({"concept": removed, "loss": losses})


def _spectrum(network: pd.DataFrame) -> npt.NDArray[np.float64]:
    weights = np.maximum(network.to_numpy(float), 0)
    values: npt.NDArray[np.float64] = np.linalg.eigvalsh(np.diag(weights.sum(axis=1)) - weights)
    return divide(values, values.sum(keepdims=True)) if weights.any() else np.zeros(len(weights))
