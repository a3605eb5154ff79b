"""Training the classifier of sentiment toward a mention on NewsMTSC (Hamborg and Donnay 2021, MIT licence).

    python -m newsactors.sentiment.rebuild CORPORA

writes `resources/toward.npz` again, in under a minute, from `newsmtsc/train.jsonl`. Texts that are in
`newsmtsc/dev-*.jsonl` too are left out. With `--seeds 0 1 2` nothing is written: it prints the scores of five-fold
cross-validation, once a seed, and those on the development files.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from newsactors.corpora import read_gold
from newsactors.sentiment.target_context import Marked
from newsactors.sentiment.target_model import (
    FILE,
    LABELS,
    Floats,
    hashed,
    probabilities,
    read_mentions,
    stored,
)
from newsactors.sentiment.target_training import GROUPS, learn
from newsactors.tagging.model import save

_FOLDS: Final = 5
Gold = npt.NDArray[np.int64]
Rows = list[dict[str, Any]]


def read_rows(path: Path) -> Rows:
    """Read the mentions of a file, the first of those with the same text and span."""
    rows: dict[tuple[str, int, int], dict[str, Any]] = {}
    for row in read_gold(path):
        rows.setdefault((row["text"], row["start"], row["end"]), row)
    return list(rows.values())


def marked(rows: Rows) -> tuple[list[Marked], Gold]:
    """Return the sentences of mentions, and the index in `LABELS` of the label of each."""
    mentions = [(number, row["start"], row["end"]) for number, row in enumerate(rows)]
    texts = [row["text"] for row in rows]
    return read_mentions(texts, mentions), np.array([LABELS.index(row["label"]) for row in rows])


def scores(gold: Gold, found: Floats) -> dict[str, float]:
    """Return macro-F1, accuracy, accuracy of the surer half (percent), and the calibration error in ten bins (0..1)."""
    best, sure = found.argmax(1), found.max(1)
    right, bins = best == gold, np.minimum((sure * 10).astype(int), 9)
    f1 = [2 * (right & (gold == k)).sum() / max((gold == k).sum() + (best == k).sum(), 1) for k in range(len(LABELS))]
    gaps = [abs((right[bins == k] - sure[bins == k]).sum()) for k in range(10)]
    half = right[np.argsort(-sure, kind="stable")[: len(gold) // 2]].mean()
    percents = {"macro_f1": np.mean(f1), "accuracy": right.mean(), "accuracy_at_half_coverage": half}
    return {name: round(100 * float(share), 1) for name, share in percents.items()} | {
        "ece": round(float(sum(gaps)) / len(gold), 3)
    }


def cross_validated(rows: Rows, mentions: Sequence[Marked], gold: Gold, groups: Sequence[str], seed: int) -> Floats:
    """Return the probabilities of each mention when learned from other folds; copies of a sentence are in one fold."""
    sources = [re.sub(r"\W+", "", row["text"].lower())[:60] for row in rows]
    number = np.unique(sources, return_inverse=True)[1]
    fold = (np.random.RandomState(seed).permutation(number.max() + 1) % _FOLDS)[number]
    found = np.zeros((len(gold), len(LABELS)))
    for held_out in range(_FOLDS):
        inside, outside = np.flatnonzero(fold != held_out), np.flatnonzero(fold == held_out)
        weights = learn(hashed([mentions[row] for row in inside.tolist()], groups), groups, gold[inside])
        found[outside] = probabilities([mentions[row] for row in outside.tolist()], weights)
    return found


def main() -> int:
    """Train both models and write them, or print scores."""
    parser = argparse.ArgumentParser(description="Train the classifier of sentiment toward a mention.")
    parser.add_argument("corpora", type=Path, help="folder with newsmtsc/train.jsonl")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "resources")
    parser.add_argument("--seeds", type=int, nargs="*", default=[], help="print scores of cross-validation instead")
    options = parser.parse_args()
    folder = options.corpora / "newsmtsc"
    kept = {path.stem: read_rows(path) for path in sorted(folder.glob("dev-*.jsonl"))}
    held_out = {row["text"] for rows in kept.values() for row in rows}
    rows = [row for row in read_rows(folder / "train.jsonl") if row["text"] not in held_out]
    mentions, gold = marked(rows)
    models = {name: learn(hashed(mentions, groups), groups, gold) for name, groups in GROUPS.items()}
    if not options.seeds:
        save(options.out / FILE, **{name: stored(weights) for name, weights in models.items()})
        return 0
    for name, weights in models.items():
        for file, others in kept.items():
            read, wanted = marked(others)
            print(name, file, json.dumps(scores(wanted, probabilities(read, weights))))
        for seed in options.seeds:
            found = cross_validated(rows, mentions, gold, GROUPS[name], seed)
            print(name, "cross-validation, seed", seed, json.dumps(scores(gold, found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
