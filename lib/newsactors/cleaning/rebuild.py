"""Train the model that finds seams: `python -m newsactors.cleaning.rebuild CORPORA` writes `resources/seams.json`.

`CORPORA` holds `polnear/train.jsonl`, `newsmtsc/train.jsonl`, `ewt/pos.jsonl` and `sentences/dev.jsonl`, whose
sentences are left out of EWT. With `--without NAME` one source is left out and scored, and nothing is written.
"""

import argparse
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from newsactors.cleaning.seam_examples import Document, Example, examples, glued, makings
from newsactors.cleaning.seam_features import features
from newsactors.cleaning.seams import Model, packaged_names, pattern_of, places, seams_of
from newsactors.corpora import read_gold

# Penalties of 0.1 and 1 and words seen 3, 5 or 8 times were tried on sources left out, and changed scores by about a
# point or less; the number of folds was not tried.
_FOLDS, _GLUED, _LEAST_WORD, _LEAST_FEATURE, _PENALTY = 4, 1200, 6, 40, 0.3
# A place in clean text that a first model is so sure of is taken for a true seam that nobody marked, and left out.
_SURE = 0.9
# Added to the intercept: examples hold more names with a capital inside than news does. With publishers left out it
# finds about one seam in a hundred more, at up to two false ones more in 100,000 tokens.
_LEAN = 1.0
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][a-z]+)*")
_OPENS = re.compile(r"(?:^|[.!?…:][\"”’')\]]*\s|[“\"‘(])\s*$")


class Source(NamedTuple):
    """One publisher or corpus: headlines, documents as paragraphs, and pairs of a headline and its lead."""

    titles: list[str]
    documents: list[Document]
    pairs: list[tuple[str, str]]


def read_sources(folder: Path) -> dict[str, Source]:
    """Read the training parts of three corpora; PolNeAR gives a source for each of its seven publishers."""
    sources: dict[str, Source] = defaultdict(lambda: Source([], [], []))
    for row in read_gold(folder / "polnear" / "train.jsonl"):
        title, *paragraphs = (" ".join(line.split()) for line in row["text"].split("\n") if line.strip())
        title = re.sub(r"[.;]([’”'\"]*)$", r"\1", title)  # the corpus puts a stop behind every headline
        lead = next((paragraph for paragraph in paragraphs if len(paragraph) > 70), "")
        source = sources[row["id"].split("_")[0]]
        source.documents.append(tuple(paragraphs))
        if len(title) > 15 and lead:
            source.titles.append(title)
            source.pairs.append((title, lead))
    news = dict.fromkeys(row["text"] for row in read_gold(folder / "newsmtsc" / "train.jsonl"))
    held = {s for row in read_gold(folder / "sentences" / "dev.jsonl") for p in row["paragraphs"] for s, _ in p}
    web = [row["text"] for row in read_gold(folder / "ewt" / "pos.jsonl") if row["text"] not in held]
    for name, lines in (("newsmtsc", [line for text in news for line in text.split("\n") if line]), ("ewt", web)):
        sources[name].documents.extend(tuple(lines[at : at + 10]) for at in range(0, len(lines), 10))
    return dict(sources)


def profiles_of(documents: Iterable[Document], least: int = _LEAST_WORD) -> dict[str, str]:
    """Count words seen at least `least` times: small, capitalised inside a sentence, opening one, in capitals.

    >>> profiles_of([("The end. The start of the day.",)], least=3)
    {'the': '1010'}
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for paragraph in (paragraph for document in documents for paragraph in document):
        for match in _WORD.finditer(paragraph):
            use = _use(match.group(), bool(_OPENS.search(paragraph, max(0, match.start() - 6), match.start())))
            if use is not None:
                counts[match.group().lower().replace("’", "'").removesuffix("'s")][use] += 1
    scale = [0, *(min(9, 1 + int(0.75 * math.log2(count))) for count in range(1, 4097))]
    return {
        word: "".join(str(scale[min(count, 4096)]) for count in seen)
        for word, seen in sorted(counts.items())
        if sum(seen) >= least
    }


def _use(word: str, opens: bool) -> int | None:
    if word.islower():
        return 0
    if len(word) > 1 and word.isupper():
        return 3
    return (2 if opens else 1) if word[1:].islower() or len(word) == 1 else None


def train(sources: Mapping[str, Source]) -> Model:
    """Fit the model; words are counted on three quarters of the documents for examples made from the fourth."""
    rng, names = Random(1), list(packaged_names())
    rng.shuffle(names)
    listed, brands = pattern_of(names[: len(names) // 2]), names[len(names) // 2 :]
    seen: list[tuple[list[str], bool]] = []
    for fold in range(_FOLDS):
        words = profiles_of(one for _, source in sorted(sources.items()) for one in _words_of(source, fold))
        for _, source in sorted(sources.items()):
            documents = list(islice(source.documents, fold, None, _FOLDS))
            made = makings(source.titles[fold::_FOLDS], documents, brands, _lowered(words))
            for example in examples(rng, made, documents, _GLUED):
                seen += _judged(example, words, listed)
    words = profiles_of(one for source in sources.values() for one in _words_of(source, -1))
    return Model(_fit(seen), words, pattern_of(names))


def store(model: Model) -> str:
    """Return the model as JSON: words grouped by profile, everything sorted, one group or weight a line."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word, seen in sorted(model.words.items()):
        groups[seen].append(word)
    words = {seen: " ".join(listed) for seen, listed in sorted(groups.items())}
    return json.dumps({"weights": model.weights, "words": words}, ensure_ascii=False, indent=0) + "\n"


def scores(model: Model, source: Source) -> dict[str, float]:
    """Score a model on a source it was not trained on: percent of seams found, false ones in 10,000 clean tokens."""
    rng, found = Random(2), {}
    made = makings(source.titles, source.documents, ["WeWork"], _lowered(model.words))
    kinds: dict[str, Iterable[Example]] = {
        "headlines": [Example(title + lead, frozenset({len(title)})) for title, lead in source.pairs],
        "headlines, credits, invitations": [glued(rng, made) for _ in range(600)],
    }
    for kind, listed in kinds.items() if source.pairs else list(kinds.items())[1:]:
        hits = [len({at for at, _ in seams_of(one.text, model)} & one.seams) for one in listed]
        found[kind] = 100 * sum(hits) / max(1, sum(len(one.seams) for one in listed))
    clean = ["\n".join(document) for document in source.documents]
    false = sum(len(seams_of(text, model)) for text in clean)
    return found | {"false in 10,000 tokens": 10_000 * false / sum(len(text.split()) for text in clean)}


def main() -> int:
    """Write `resources/seams.json` again, or score a source left out; needs scikit-learn, which only this does."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--without", metavar="NAME", help="leave out this source, score it, and write nothing")
    arguments = parser.parse_args()
    sources = read_sources(arguments.corpora)
    if arguments.without:
        left_out = sources.pop(arguments.without)
        print(json.dumps({key: round(value, 1) for key, value in scores(train(sources), left_out).items()}))
        return 0
    model = train(sources)
    target = Path(__file__).parents[1] / "resources" / "seams.json"
    target.write_text(store(model), encoding="utf-8", newline="\n")
    print(f"seams.json: {len(model.weights)} weights, {len(model.words)} words")
    return 0


def _words_of(source: Source, fold: int) -> Iterable[Document]:
    """Yield the documents and headlines of a source outside one fold; all of them for fold -1."""
    for listed in (source.documents, [(title,) for title in source.titles]):
        yield from (one for number, one in enumerate(listed) if number % _FOLDS != fold)


def _lowered(words: Mapping[str, str]) -> frozenset[str]:
    return frozenset(word for word, seen in words.items() if seen[0] > seen[1])


def _judged(example: Example, words: Mapping[str, str], listed: re.Pattern[str]) -> list[tuple[list[str], bool]]:
    """Return the features of every place of an example, and whether it is a seam."""
    walk = places(example.text, listed, lambda place: place.at in example.seams)
    return [(features(example.text, place, words), broken) for place, broken in walk]


def _fit(judged: Sequence[tuple[list[str], bool]]) -> dict[str, float]:
    """Fit twice: the second time without the places in clean text that the first takes for seams."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for seen, _ in judged for name in set(seen))
    column = {name: at for at, name in enumerate(sorted(n for n, count in counts.items() if count >= _LEAST_FEATURE))}
    cells = [
        (row, column[name]) for row, (seen, _) in enumerate(judged) for name in sorted(set(seen)) if name in column
    ]
    table = csr_matrix(([1.0] * len(cells), tuple(zip(*cells, strict=True))), shape=(len(judged), len(column)))
    labels = [broken for _, broken in judged]
    kept = list(range(len(judged)))
    for _ in range(2):
        model = LogisticRegression(C=_PENALTY, l1_ratio=1, solver="liblinear", intercept_scaling=10, random_state=0)
        model.fit(table[kept], [labels[row] for row in kept])
        sure = model.predict_proba(table)[:, 1] > _SURE
        kept = [row for row in kept if labels[row] or not sure[row]]
    weights = {name: round(float(model.coef_[0][at]), 2) for name, at in column.items()}
    return {"bias": round(float(model.intercept_[0]) + _LEAN, 2)} | {
        name: weight for name, weight in weights.items() if weight
    }


if __name__ == "__main__":
    sys.exit(main())
