"""Training the classifier of sentiment toward a mention on NewsMTSC (Hamborg and Donnay 2021, MIT licence) and others.

    python -m newsactors.sentiment.rebuild CORPORA

writes `resources/toward.npz` again, in some minutes, from `newsmtsc/train.jsonl` and the invented sentences of
`data/gold/toward-sentences.jsonl`. Texts that begin like one of `newsmtsc/dev-*.jsonl` are left out. With `--seeds 0`
nothing is written: it prints the scores on the development files, those of five-fold cross-validation on NewsMTSC,
once a seed, and those on each kind of invented sentences when learned without that kind, and without all kinds.
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

from newsactors.agreement import score_labels
from newsactors.corpora import read_gold
from newsactors.sentiment.target_context import Marked
from newsactors.sentiment.target_model import (
    FILE,
    LABELS,
    Floats,
    Hashed,
    hashed,
    probabilities,
    read_mentions,
    stored,
    subset,
    weigh,
)
from newsactors.sentiment.target_training import GROUPS, learn
from newsactors.tagging.model import save
from newsactors.uncertainty import calibration_error, surer_half

INVENTED: Final = Path(__file__).parents[3] / "data" / "gold" / "toward-sentences.jsonl"
KINDS: Final = {
    "politics": "politics in the US and Britain",
    "world": "world affairs",
    "business": "business and science",
    "courts": "courts, sport, culture, local news",
    "mentions": "all actors of a sentence coded",
    "us": "US politics and society",
    "words": "words of praise and blame",
    "several": "several targets a sentence",
    "plain": "plain agency prose",
    "hard": "neutral amid strong words, or against them",
    "grammar": "roles told by grammar alone, all actors coded",
    "crime": "bystanders of crime and accidents, all actors coded",
    "conflict": "conflict and diplomacy, all actors coded",
}
# Size of the features of their own (see `learn`) that invented mentions have: of most kinds, and of three in which
# whoever is named is coded, so that more mentions are neutral. From 0 to 0.6 for the former, F1 of "named" in
# cross-validation on NewsMTSC rises by 1.4, and on invented kinds held out it falls by as much; "masked" is to judge
# all texts alike. To have "mentions", a fourth kind with all actors coded, among the three made nothing better.
OWN: Final = {"named": 0.3, "masked": 0.0}
OWN_OF_ALL_CODED: Final = 1.0
_ALL_CODED: Final = ("grammar", "crime", "conflict")
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
    best, sure = found.argmax(1), found.max(1).tolist()
    right = (best == gold).tolist()
    f1 = score_labels(gold.tolist(), best.tolist(), range(len(LABELS)))["f1"].mean()
    half = surer_half(sure, right)
    percents = {"macro_f1": f1, "accuracy": np.mean(right), "accuracy_at_half_coverage": half}
    return {name: round(100 * float(share), 1) for name, share in percents.items()} | {
        "ece": round(calibration_error(sure, right), 3)
    }


def beginning(text: str) -> str:
    """Return the first 60 letters of a text, by which copies with another ending are known."""
    return re.sub(r"\W+", "", text.lower())[:60]


def folds(rows: Rows, seed: int) -> Gold:
    """Return a random fold for each row of NewsMTSC, the same for copies of a sentence, and -1 for invented rows."""
    sources = [beginning(row["text"]) for row in rows]
    number = np.unique(sources, return_inverse=True)[1]
    fold = (np.random.RandomState(seed).permutation(number.max() + 1) % _FOLDS)[number]
    return np.where(is_invented(rows), -1, fold)


def is_invented(rows: Rows) -> npt.NDArray[np.bool_]:
    """Tell which rows are of the project's own sentences, by their kind."""
    return np.array([bool(row["kind"]) for row in rows], bool)


def training_rows(corpora: Path, invented: Path = INVENTED) -> Rows:
    """Read the mentions to learn from, each with its kind, which is "" for NewsMTSC's."""
    folder = corpora / "newsmtsc"
    known = {beginning(row["text"]) for path in sorted(folder.glob("dev-*.jsonl")) for row in read_rows(path)}
    rows = [row | {"kind": ""} for row in read_rows(folder / "train.jsonl") if beginning(row["text"]) not in known]
    return rows + read_rows(invented)


def own_sizes(rows: Rows, name: str) -> Floats:
    """Return the size of the features of their own for each row, 0 for those of NewsMTSC."""
    sizes = {"": 0.0} | dict.fromkeys(KINDS, OWN[name]) | dict.fromkeys(_ALL_CODED, OWN_OF_ALL_CODED)
    if unknown := next((row["kind"] for row in rows if row["kind"] not in sizes), None):
        raise ValueError(f"a row is of the kind {unknown!r}: give one of {', '.join(KINDS)}")
    return np.array([sizes[row["kind"]] for row in rows])


def held_out(features: Hashed, name: str, gold: Gold, own: Floats, fold: Gold) -> Floats:
    """Return the probabilities of each mention when learned without its fold; of fold -1 they are 0."""
    found = np.zeros((len(gold), len(LABELS)))
    for number in np.unique(fold[fold >= 0]).tolist():
        inside, outside = fold != number, fold == number
        weights = learn(subset(features, inside), name, gold[inside], own[inside])
        found[outside] = weigh(subset(features, outside), int(outside.sum()), weights)
    return found


def kinds_as_folds(rows: Rows) -> Gold:
    """Return the number of the kind of each row, in the order of `KINDS`, and -1 for NewsMTSC's."""
    return np.array([list(KINDS).index(row["kind"]) if row["kind"] else -1 for row in rows])


def report(name: str, rows: Rows, features: Hashed, gold: Gold, seeds: Sequence[int]) -> None:
    """Print the scores of cross-validation and of kinds left out."""
    apart, own = is_invented(rows), own_sizes(rows, name)
    for seed in seeds:
        found = held_out(features, name, gold, own, folds(rows, seed))
        print(name, "cross-validation, seed", seed, json.dumps(scores(gold[~apart], found[~apart])))
    fold = kinds_as_folds(rows)
    others = held_out(features, name, gold, own, fold)
    news = weigh(features, len(rows), learn(subset(features, ~apart), name, gold[~apart], own[~apart]))
    for number, kind in enumerate([*KINDS, "all kinds"]):
        chosen = fold == number if kind in KINDS else apart
        for how, found in (("learned from NewsMTSC and other kinds", others), ("from NewsMTSC alone", news)):
            print(name, kind, how, json.dumps(scores(gold[chosen], found[chosen])))


def main() -> int:
    """Train both models and write them, or print scores."""
    parser = argparse.ArgumentParser(description="Train the classifier of sentiment toward a mention.")
    parser.add_argument("corpora", type=Path, help="folder with newsmtsc/train.jsonl")
    parser.add_argument("--invented", type=Path, default=INVENTED, help="sentences of other kinds, with a `kind`")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "resources")
    parser.add_argument("--seeds", type=int, nargs="*", default=[], help="print scores of cross-validation instead")
    options = parser.parse_args()
    rows = training_rows(options.corpora, options.invented)
    mentions, gold = marked(rows)
    features = {name: hashed(mentions, groups) for name, groups in GROUPS.items()}
    models = {name: learn(features[name], name, gold, own_sizes(rows, name)) for name in GROUPS}
    if not options.seeds:
        save(options.out / FILE, **{name: stored(weights) for name, weights in models.items()})
        return 0
    for name, weights in models.items():
        for path in sorted((options.corpora / "newsmtsc").glob("dev-*.jsonl")):
            read, wanted = marked(read_rows(path))
            print(name, path.stem, json.dumps(scores(wanted, probabilities(read, weights))))
        report(name, rows, features[name], gold, options.seeds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
