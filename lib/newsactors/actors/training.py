"""Training of `name_types` on names marked by hand.

    python -m newsactors.actors.training CORPORA

writes `resources/names.json` again, in about half a minute, from a part of Universal NER's English Web Treebank (its
test part; the development part is kept for measuring), and the passages and sentences of `data/gold`.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from newsactors.actors.name_types import LABELS, Weights, describe
from newsactors.actors.names import Name, find_names
from newsactors.actors.wording import read_words
from newsactors.corpora import read_gold

GOLD: Final = Path(__file__).parents[3] / "data" / "gold"
# Chosen with each source held out in turn: .5 to 2 for the pull (sklearn's C) and 2 or 3 for the least count are alike.
PULL, LEAST = 1.0, 2
UNIT: Final = 64  # a weight of 1 is stored as this number
# Added to what speaks for a name, which makes found and missed ones balance; from 0 to .6 typed F1 is within a point.
BIAS: Final = 0.3
_SOURCE_TYPES: Final = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_WORD: Final = re.compile(r"[A-Za-z]\w*")


class Marked(NamedTuple):
    """A text and its names: first character, character after the last, and type."""

    text: str
    names: Sequence[tuple[int, int, str]]


def read_iob2(path: Path) -> list[Marked]:
    """Read a file of Universal NER, sentence by sentence; those from encyclopedias are left out, as in evaluation."""
    found = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        head = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
        text, at, names = head["text"], 0, list[tuple[int, int, str]]()
        for _, token, label, *_ in (line.split("\t") for line in lines if not line.startswith("#")):
            at = text.index(token, at)
            if label.startswith("B-"):
                names.append((at, at + len(token), label[2:]))
            elif label.startswith("I-") and names:
                names[-1] = (names[-1][0], at + len(token), names[-1][2])
            at += len(token)
        if not re.match(r"w\d", head.get("sent_id", "")):
            found.append(Marked(text, names))
    return found


def _marked(row: Mapping[str, Any]) -> Marked:
    return Marked(row["text"], [(start, end, kind) for start, end, kind in row["names"]])


def shares_of_small(texts: Iterable[str]) -> dict[str, int]:
    """Return how often words are written small inside of texts: 0 (up to 2%), 1 (20%), 2 (60%), 3 (95%), 4 (more).

    >>> shares_of_small(["the mark of a mark", "by Mark"])
    {'mark': 3}
    """
    small, large = Counter[str](), Counter[str]()
    for text in texts:
        for number, word in enumerate(_WORD.findall(text)):
            if word[0].islower():
                small[word] += 1
            elif number and not word.isupper():
                large[word.lower()] += 1
    words = sorted(word for word in {*small, *large} if small[word] + large[word] > 1)
    edges = (0.02, 0.2, 0.6, 0.95)
    return {word: sum(small[word] / (small[word] + large[word]) > edge for edge in edges) for word in words}


def examples(marked: Sequence[Marked], shares: Mapping[str, int]) -> tuple[list[list[str]], list[int]]:
    """Return the features of every run that no list knows, and the number of its label."""
    rows, labels = [], []
    for text, gold in marked:
        known = {(start, end): LABELS.index(_SOURCE_TYPES[kind]) for start, end, kind in gold}
        words = read_words(text)
        runs: list[Name] = [name for name in find_names(words) if not name.listed]
        for run in runs:
            rows.append(list(describe(words, run, shares)))
            labels.append(known.get((words[run.first].start, words[run.last - 1].end), 0))
    return rows, labels


def learn(rows: Sequence[Sequence[str]], labels: Sequence[int], shares: Mapping[str, int]) -> Weights:
    """Fit a multinomial logistic regression and round its weights."""
    counts = Counter(feature for row in rows for feature in set(row))
    names = sorted(feature for feature, count in counts.items() if count >= LEAST)
    numbers = {feature: number for number, feature in enumerate(names)}
    present = [sorted({numbers[feature] for feature in row if feature in numbers}) for row in rows]
    pointers = np.concatenate([[0], np.cumsum([len(row) for row in present])])
    matrix = sparse.csr_matrix((np.ones(pointers[-1]), np.concatenate(present), pointers), (len(rows), len(names)))
    model = LogisticRegression(C=PULL, max_iter=1000).fit(matrix, labels)
    whole = np.rint(model.coef_ * UNIT).astype(int).T
    features = {name: row.tolist() for name, row in zip(names, whole, strict=True) if row.any()}
    features["all"] = (
        np.array(features.get("all", [0] * len(LABELS))) + np.rint(model.intercept_ * UNIT).astype(int)
    ).tolist()
    return Weights(features, dict(shares), round(BIAS * UNIT))


def marked_texts(corpora: Path, gold: Path = GOLD) -> dict[str, list[Marked]]:
    """Return the texts to learn from by source: web, the five kinds of passages A to E, and news sentences."""
    found = {"web": read_iob2(corpora / "ewt" / "entities-test.iob2")}
    for row in read_gold(gold / "passages.jsonl"):
        if "names" in row:
            found.setdefault(row["id"][0], []).append(_marked(row))
    return found | {"news": [_marked(row) for row in read_gold(gold / "newsmtsc-names.jsonl")]}


def count_shares(corpora: Path, gold: Path = GOLD) -> dict[str, int]:
    """Count how often words are written small, in texts without marked names."""
    parts = [*marked_texts(corpora, gold).values(), read_iob2(corpora / "ewt" / "entities-dev.iob2")]
    held = {each.text for part in parts for each in part}
    others = [row["text"] for row in read_gold(corpora / "newsmtsc" / "train.jsonl")]
    others = list(dict.fromkeys(others)) + [row["text"] for row in read_gold(corpora / "ewt" / "pos.jsonl")]
    return shares_of_small(text for text in others if text not in held)


def main() -> int:
    """Train and write `names.json`."""
    parser = argparse.ArgumentParser(description="Train the types of names.")
    parser.add_argument("corpora", type=Path, help="folder with ewt/ and newsmtsc/")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "resources")
    options = parser.parse_args()
    marked = [each for source in marked_texts(options.corpora).values() for each in source]
    shares = count_shares(options.corpora)
    weights = learn(*examples(marked, shares), shares)
    text = json.dumps(weights._asdict(), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (options.out / "names.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
