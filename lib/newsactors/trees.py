"""Boosted decision trees as plain arrays: what a trained model needs to be applied, and no more."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from newsactors.elementary import logistic

# Rows that are walked through all trees together: few enough for all nodes to stay in the processor's cache.
_ROWS = 256


class Trees(NamedTuple):
    """An ensemble of binary trees with one row of arrays a tree, padded to the widest.

    `columns` names the features of a row, in order. At node k a row goes to `left` if its value of `feature` is at most
    `threshold`, else to `left` + 1; a leaf leads to itself and adds `value` to the score, which starts at `bias`.
    """

    columns: tuple[str, ...]
    feature: npt.NDArray[np.int32]
    threshold: npt.NDArray[np.float64]
    left: npt.NDArray[np.int32]
    value: npt.NDArray[np.float64]
    bias: float
    depth: int

    def probabilities(self, rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the probability of the positive class for each row of features, 0..1."""
        scores = [self._score(rows[at : at + _ROWS]) for at in range(0, len(rows), _ROWS)]
        return logistic(np.concatenate([*scores, np.zeros(0)]))

    def _score(self, rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        # Nodes are numbered through all trees, and cells through all rows: one flat look-up instead of two indices.
        root = np.arange(len(self.left))[:, None] * self.left.shape[1]
        cell = np.arange(len(rows)) * rows.shape[1]
        node = np.repeat(root, len(rows), axis=1)
        for _ in range(self.depth):
            left = self.left.take(node)
            right = rows.take(self.feature.take(node) + cell) > self.threshold.take(node)
            node = np.where(left > 0, root + left + right, node)
        # Tree by tree, so that the sum has one order on every processor.
        total = np.full(len(rows), self.bias)
        for values in self.value.take(node):
            total += values
        return total


def from_json(stored: Mapping[str, Any]) -> Trees:
    """Build the ensemble from its stored form: `columns`, `bias`, and each tree's feature, threshold, left and value.

    >>> stump = {"feature": [0, 0, 0], "threshold": [2.5, 0, 0], "left": [1, 0, 0], "value": [0, -1, 1]}
    >>> trees = from_json({"columns": ["length"], "bias": 0.0, "trees": [stump]})
    >>> trees.probabilities(np.array([[2.0], [3.0]])).round(2).tolist()
    [0.27, 0.73]
    """
    trees: Sequence[Mapping[str, list[float]]] = stored["trees"]
    widest = max(len(tree["left"]) for tree in trees)

    def stack(name: str, dtype: type) -> npt.NDArray[Any]:
        """Return one array of all trees, padded to the widest."""
        return np.array([tree[name] + [0] * (widest - len(tree[name])) for tree in trees], dtype)

    return Trees(
        tuple(stored["columns"]),
        stack("feature", np.int32),
        stack("threshold", np.float64),
        stack("left", np.int32),
        stack("value", np.float64),
        float(stored["bias"]),
        max(_depth(tree["left"]) for tree in trees),
    )


def to_json(model: Any, columns: Sequence[str]) -> dict[str, Any]:
    """Return the stored form of a trained `HistGradientBoostingClassifier` for two classes."""
    # scikit-learn has no public way to the nodes of these trees; the lock keeps the version.
    trees = [_plain(step[0].nodes) for step in model._predictors]
    return {"columns": list(columns), "bias": float(model._baseline_prediction[0, 0]), "trees": trees}


def _plain(nodes: Any) -> dict[str, list[float]]:
    """Order a tree's nodes so that two children stand side by side behind their parent."""
    order, at = [0], 0
    left = []
    while at < len(order):
        node = nodes[order[at]]
        left.append(0 if node["is_leaf"] else len(order))
        order += [] if node["is_leaf"] else [int(node["left"]), int(node["right"])]
        at += 1
    kept = nodes[order]
    leaf = kept["is_leaf"].astype(bool)
    return {
        "feature": np.where(leaf, 0, kept["feature_idx"]).tolist(),
        "threshold": [0 if end else float(f"{x:.7g}") for end, x in zip(leaf, kept["num_threshold"], strict=True)],
        "left": left,
        "value": [round(float(x), 4) if end else 0 for end, x in zip(leaf, kept["value"], strict=True)],
    }


def _depth(left: Sequence[float]) -> int:
    """Return how many steps lead from the root to the deepest leaf; children stand behind their parents."""
    depths = [0] * len(left)
    for node, child in enumerate(left):
        if child:
            depths[int(child)] = depths[int(child) + 1] = depths[node] + 1
    return max(depths)
