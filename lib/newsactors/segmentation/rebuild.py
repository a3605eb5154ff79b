"""Train `resources/boundaries.json` and `paragraphs.json` again: `python -m newsactors.segmentation.rebuild CORPORA`.

CORPORA is a folder with `polnear/train.jsonl` (PolNeAR 1.0, articles) and `ewt/pos.jsonl` (UD English EWT, tokens). The
same data give the same bytes. What the weights are and how they score stands in `resources/boundaries.md`.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from newsactors.corpora import read_gold
from newsactors.segmentation.boundaries import segment_features, table
from newsactors.segmentation.cohesion import Array
from newsactors.segmentation.evidence import line_tokens
from newsactors.segmentation.paragraphs import break_features
from newsactors.segmentation.sentences import split_sentences
from newsactors.segmentation.streams import MadeStream, Source, draw_recipe, make_stream
from newsactors.segmentation.windows import Columns, Stream, read_stream
from newsactors.trees import from_json, to_json

SEED, FOLDS, STREAMS_A_FOLD = 11, 3, 1000
# A token counts if at least 20 lines hold it and it is no word of the corpus's topic: at most four times as frequent as
# in EWT's web texts.
_FEWEST_LINES, _MOST_TOPICAL = 20, 4.0
# Fewer sentences than this say too little about paragraph breaks; half of it and twice as much gave the same F1.
_FEWEST_BREAKS = 100
# Features that can only speak for a boundary as they grow, or only against one; trees that must respect this scored 1
# to 3 points higher on streams unlike the training ones.
_SPEAK_FOR = frozenset(
    "change_6 change_6_peak depth_8 cosine_8_dip again again_first opening opening_lead closing_before note_before "
    "style_change_3 style_change_8 segment_change segment_again segment_again_first".split()
)
_SPEAK_AGAINST = frozenset(
    "cosine_2 cosine_4 cosine_8 share_4 names_cosine_3 names_known_12 bare bare_first closing note "
    "segment_share segment_bare segment_bare_first".split()
)


def read_sources(path: Path) -> list[Source]:
    """Read PolNeAR articles: the first line is the title, the rest paragraphs."""
    sources = []
    for row in read_gold(path):
        lines = [line.strip() for line in row["text"].split("\n") if line.strip()]
        if len(lines) > 1:
            sources.append(Source(row["id"].split("_")[0], lines[0].rstrip("."), tuple(lines[1:])))
    return sources


def train_tokens(sources: Sequence[Source], web: Counter[str], *, opening: bool) -> dict[str, float]:
    """Fit the weights of tokens that first (or last) lines hold more often than others do; the bias stands under ""."""
    lines = [line for source in sources for line in source.paragraphs]
    edge = 0 if opening else -1
    labels = [at == edge % len(s.paragraphs) for s in sources for at in range(len(s.paragraphs))]
    tokens = [line_tokens(line, opening=opening) for line in lines]
    held_by, here = Counter(token for row in tokens for token in row), Counter(" ".join(lines).lower().split())

    def is_general(token: str) -> bool:
        """Tell whether a word is not much more frequent here than on the web."""
        word = token.split(":", 1)[1] if token[:1].isdigit() and ":" in token[1:] else token
        limit = _MOST_TOPICAL * (web[word] + 3) / web.total()
        return not word[:1].isalpha() or here[word] / here.total() <= limit

    kept = sorted(token for token, count in held_by.items() if count >= _FEWEST_LINES and is_general(token))
    columns = {token: at for at, token in enumerate(kept)}
    cells = [(row, columns[token]) for row, held in enumerate(tokens) for token in held if token in columns]
    matrix = csr_matrix((np.ones(len(cells)), np.array(cells).T), shape=(len(lines), len(columns)))
    fitted = LogisticRegression(C=0.03, max_iter=300).fit(matrix, labels)
    weights = zip(kept, fitted.coef_[0].tolist(), strict=True)
    rounded = {token: round(weight, 3) for token, weight in weights if abs(weight) >= 0.02}
    return {"": round(float(fitted.intercept_[0]), 3)} | rounded


def train_trees(columns: Sequence[Columns], labels: Array) -> dict[str, Any]:
    """Fit boosted trees on all streams and return them as plain lists."""
    names = sorted(columns[0])
    direction = [(name in _SPEAK_FOR) - (name in _SPEAK_AGAINST) for name in names]
    model = HistGradientBoostingClassifier(
        max_iter=300, learning_rate=0.07, max_leaf_nodes=24, min_samples_leaf=20, l2_regularization=1.0,
        monotonic_cst=direction, early_stopping=False, random_state=0,
    )  # fmt: skip
    model.fit(np.vstack([table(stream, names) for stream in columns]), labels)
    return to_json(model, names)


def train(sources: Sequence[Source], web: Counter[str], streams_a_fold: int = STREAMS_A_FOLD) -> dict[str, Any]:
    """Train the model of article boundaries: token weights, first step, second step.

    Each fold's streams are read with token weights, and their first-step probabilities made with trees, that never saw
    the fold's articles; the second step learns from what the first does on new text.
    """
    rng = random.Random(SEED)
    shuffled = rng.sample(list(sources), len(sources))
    folds = [shuffled[number::FOLDS] for number in range(FOLDS)]
    streams: list[tuple[int, Stream, Array]] = []
    for number, fold in enumerate(folds):
        others = [source for other in folds if other is not fold for source in other]
        opening, closing = (train_tokens(others, web, opening=side) for side in (True, False))
        for _ in range(streams_a_fold):
            made = make_stream(fold, draw_recipe(rng), rng)
            streams.append((number, read_stream(made.lines, opening, closing), _labels(made)))
        print(f"fold {number + 1} of {FOLDS}: streams read", file=sys.stderr)
    second = []
    for number in range(FOLDS):
        rest = [(stream.features, labels) for fold_, stream, labels in streams if fold_ != number]
        trees = from_json(train_trees([f for f, _ in rest], np.concatenate([y for _, y in rest])))
        for fold_, stream, labels in streams:
            if fold_ == number:
                rough = trees.probabilities(table(stream.features, trees.columns))
                second.append((stream.features | segment_features(stream, rough), labels))
        print(f"fold {number + 1} of {FOLDS}: first step done", file=sys.stderr)
    return {
        "opening": train_tokens(sources, web, opening=True),
        "closing": train_tokens(sources, web, opening=False),
        "first": train_trees([s.features for _, s, _ in streams], np.concatenate([y for _, _, y in streams])),
        "second": train_trees([f for f, _ in second], np.concatenate([y for _, y in second])),
    }


def train_breaks(sources: Sequence[Source]) -> dict[str, float]:
    """Fit the weights that tell where a paragraph breaks, and the threshold of the highest F1 on the same articles."""
    rows, labels = list[dict[str, float]](), list[bool]()
    for source in sources:
        split = [[span.of(text) for span in split_sentences(text)] for text in source.paragraphs]
        rows += break_features([sentence for paragraph in split for sentence in paragraph])[1:]
        labels += [at == 0 for paragraph in split for at in range(len(paragraph))][1:]
    counts = Counter(name for row in rows for name in row)
    kept = sorted(name for name, count in counts.items() if count >= _FEWEST_BREAKS)
    columns = {name: at for at, name in enumerate(kept)}
    cells = [(n, columns[name], value) for n, row in enumerate(rows) for name, value in row.items() if name in columns]
    lines, places, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (lines, places)), shape=(len(rows), len(columns)))
    fitted = LogisticRegression(C=0.05, max_iter=500, fit_intercept=False).fit(matrix, labels)
    weights = {name: round(weight, 3) for name, weight in zip(kept, fitted.coef_[0].tolist(), strict=True)}
    scores, truth = matrix @ np.array(list(weights.values())), np.array(labels)
    best = max(np.arange(-1.0, 1.0, 0.1), key=lambda limit: float(f1_score(truth, scores > limit)))
    return {"threshold": round(float(best), 1)} | weights


def _labels(made: MadeStream) -> Array:
    labels = np.zeros(len(made.lines))
    labels[made.starts] = 1
    return labels


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    corpora = parser.parse_args().corpora
    web = Counter(token.lower() for row in read_gold(corpora / "ewt" / "pos.jsonl") for token in row["tokens"])
    sources = read_sources(corpora / "polnear" / "train.jsonl")
    folder = Path(__file__).parents[1] / "resources"
    for name, weights in (("paragraphs", train_breaks(sources)), ("boundaries", train(sources, web))):
        target = folder / f"{name}.json"
        target.write_text(json.dumps(weights, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
