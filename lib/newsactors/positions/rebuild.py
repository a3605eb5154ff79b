"""Training the tagger of attributions, and the part-of-speech guesser that it needs on EWT.

    python -m newsactors.positions.rebuild CORPORA

writes `resources/tagging.npz` and `resources/ranking.json` again, in about six minutes, from PolNeAR's training part
(CORPORA) and the passages of `data/gold`, which are copy of other kinds. Nothing of the corpora is stored but weights
of hashed features and trees.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

from newsactors.corpora import read_gold
from newsactors.positions import revision, surroundings
from newsactors.positions.candidates import propose
from newsactors.positions.cues import load_cues
from newsactors.positions.linking import Attribution
from newsactors.positions.ranking import COLUMNS, describe
from newsactors.positions.revision import LABELS
from newsactors.positions.statements import BIASES
from newsactors.positions.tagger import Reading, decode, plain
from newsactors.tagging import rebuild as parts_of_speech
from newsactors.tagging.chain import Floats
from newsactors.tagging.columns import SIZES, Columns, word_columns
from newsactors.tagging.model import FILE, Model, Stored, from_stored, quantised, save
from newsactors.tagging.scoring import scorer
from newsactors.tagging.templates import features
from newsactors.tagging.tokens import Tokens, read_tokens
from newsactors.tagging.training import Settings, feature_matrix, folds, train
from newsactors.trees import to_json
from newsactors.validation import attribution as attribution_scores
from newsactors.validation.attribution import one_layer

# First found on PolNeAR's development part; on its training part, quarters held out, a weaker pull and rarer features
# (0.3, 20) give 66.3 in place of 66.0.
FIRST: Final = Settings(epochs=6, l2=0.1, least=20)
SECOND: Final = Settings(epochs=8, l2=1.0, least=50)
_FOLDS: Final = 4
# How often each passage is read. With four kinds of passages twice, F1 on the fifth rises from 67 to 77, and on
# PolNeAR's development part from 71.9 to 72.8; four times is no better.
COPIES: Final = 2
LEARNED: Final = "ABCDE"  # kinds of passages; the others are kept for measuring
PASSAGES: Final = Path(__file__).parents[3] / "data" / "gold" / "passages.jsonl"
SPEC: Final = surroundings.TEMPLATES + revision.TEMPLATES
Gold = Sequence[dict[str, Any]]


def allowed_steps() -> npt.NDArray[np.bool_]:
    """Tell which label may follow which (last row: begin a line): "I-" only "B-" or "I-" of its own role."""
    behind = [[not label.startswith("I") or before[2:] == label[2:] for label in LABELS] for before in LABELS]
    return np.array([*behind, [not label.startswith("I") for label in LABELS]])


def gold_labels(tokens: Tokens, records: Gold) -> npt.NDArray[np.int8]:
    """Return the label of each token; where roles overlap, the source wins over the cue, the cue over the content."""
    labels = np.zeros(len(tokens.type), np.int8)
    real = np.flatnonzero(tokens.type)
    edges = np.searchsorted(tokens.text[real], np.arange(len(records) + 1))
    for number, record in enumerate(records):
        here = real[edges[number] : edges[number + 1]]
        for role, label in (("content", 5), ("cue", 3), ("source", 1)):
            pieces = sorted({tuple(piece) for each in record["attributions"] for piece in each[role]})
            for start, end in pieces:
                first = np.searchsorted(tokens.end[here], start, "right")
                last = np.searchsorted(tokens.start[here], end, "left")
                labels[here[first:last]] = label + 1
                labels[here[first : min(first + 1, last)]] = label
    is_inner = (labels > 0) & (labels % 2 == 0)
    before = np.roll(labels, 1)
    is_torn = is_inner & (before != labels) & (before != labels - 1)  # its beginning was taken by another role
    return np.where(is_torn, labels - 1, labels).astype(np.int8)


def read_columns(tokens: Tokens, guesser: Model) -> Columns:
    """Return the columns of the first stage."""
    columns = word_columns(tokens)
    surroundings.add_surroundings(columns, tokens, frozenset(load_cues()), scorer([guesser], SIZES))
    return columns


def training_texts(corpora: Path, passages: Path = PASSAGES) -> tuple[list[dict[str, Any]], npt.NDArray[np.int64]]:
    """Return the coded texts, copies of passages among them, and the number of the unit that each belongs to."""
    articles = read_gold(corpora / "polnear" / "train.jsonl")
    copy = [row for row in one_layer(read_gold(passages)) if row["id"][0] in LEARNED]
    numbers = len(articles) + np.tile(np.arange(len(copy)), COPIES)
    return articles + copy * COPIES, np.concatenate([np.arange(len(articles)), numbers])


def first_stage(
    tokens: Tokens, columns: Columns, gold: npt.NDArray[np.int8], units: npt.NDArray[np.int64]
) -> tuple[Stored, npt.NDArray[np.int8], Floats]:
    """Train the first stage; return it, and what it says of each quarter of the texts when trained on the others."""
    matrix = feature_matrix(columns, surroundings.TEMPLATES)
    labels, probabilities = np.zeros_like(gold), np.zeros((len(LABELS), len(gold)), np.float32)
    for held_out in folds(tokens.lines, _FOLDS, units):
        learned = from_stored(learn(matrix, gold, tokens.lines[~held_out], surroundings.TEMPLATES, FIRST))
        part = tokens._replace(lines=tokens.lines[held_out])
        scores = learned.scores(features(columns, learned.templates), len(gold))
        [found], shares = decode(learned, scores, part, [0])
        labels += found
        probabilities += shares
    return learn(matrix, gold, tokens.lines, surroundings.TEMPLATES, FIRST), labels, probabilities


def learn(
    matrix: npt.NDArray[np.uint32],
    gold: npt.NDArray[np.int8],
    lines: npt.NDArray[np.int64],
    spec: str,
    settings: Settings,
) -> Stored:
    """Train one stage on the given lines."""
    return quantised(LABELS, spec, *train(matrix, gold, lines, len(LABELS), settings, allowed_steps()))


def ranking_data(
    tokens: Tokens, columns: Columns, gold: npt.NDArray[np.int8], records: Gold, units: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Return features of the attributions proposed in each quarter of the texts, and whether they are right."""
    matrix, rows, labels = feature_matrix(columns, SPEC), [], []
    for held_out in folds(tokens.lines, _FOLDS, units):
        learned = from_stored(learn(matrix, gold, tokens.lines[~held_out], SPEC, SECOND))
        part = tokens._replace(lines=tokens.lines[held_out])
        scores = learned.scores(features(columns, learned.templates), len(gold))
        reading = Reading(part, columns, *decode(learned, scores, part, BIASES))
        candidates = propose(reading, plain(reading))
        rows.append(describe(reading, candidates))
        labels.append(are_right(tokens, [candidate.attribution for candidate in candidates], records))
    return np.concatenate(rows), np.concatenate(labels)


def are_right(tokens: Tokens, proposed: Sequence[Attribution], records: Gold) -> npt.NDArray[np.int64]:
    """Tell which attributions share their source and half of their content with a gold one."""
    gold = [attribution_scores.read(record["text"], record["attributions"]) for record in records]
    found = np.zeros(len(proposed), np.int64)
    for number, attribution in enumerate(proposed):
        record = int(tokens.text[attribution.cue[0]])
        read = attribution_scores.read(records[record]["text"], [as_record(tokens, attribution)])
        found[number] = any(attribution_scores.right(one, other) for one in gold[record] for other in read)
    return found


def as_record(tokens: Tokens, attribution: Attribution) -> dict[str, list[list[int]]]:
    """Return an attribution in the form of a gold record."""
    parts = {"source": [attribution.source] if attribution.source else [], "cue": [attribution.cue]}
    named = {**parts, "content": attribution.content}
    return {
        role: [[int(tokens.start[first]), int(tokens.end[last - 1])] for first, last in pieces]
        for role, pieces in named.items()
    }


def learn_ranking(rows: npt.NDArray[np.float64], labels: npt.NDArray[np.int64]) -> dict[str, Any]:
    """Fit boosted trees that tell right attributions from wrong ones."""
    model = HistGradientBoostingClassifier(
        max_iter=100, learning_rate=0.1, max_leaf_nodes=12, min_samples_leaf=40, l2_regularization=1.0,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    return to_json(model.fit(rows, labels), COLUMNS)


def main() -> int:
    """Train everything and write `tagging.npz` and `ranking.json`."""
    parser = argparse.ArgumentParser(description="Train the tagger of attributions.")
    parser.add_argument("corpora", type=Path, help="folder with ewt/pos.jsonl and polnear/train.jsonl")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "resources")
    options = parser.parse_args()
    guesser = parts_of_speech.learn(options.corpora / "ewt" / "pos.jsonl")
    records, units = training_texts(options.corpora)
    tokens = read_tokens([record["text"] for record in records])
    gold = gold_labels(tokens, records)
    columns = read_columns(tokens, from_stored(guesser))
    first, labels, probabilities = first_stage(tokens, columns, gold, units)
    revision.add_revision(columns, tokens, labels, probabilities)
    second = learn(feature_matrix(columns, SPEC), gold, tokens.lines, SPEC, SECOND)
    save(options.out / FILE, parts_of_speech=guesser, first=first, second=second)
    ranking = learn_ranking(*ranking_data(tokens, columns, gold, records, units))
    text = json.dumps(ranking, separators=(",", ":"))
    (options.out / "ranking.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
