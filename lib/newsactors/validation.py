"""Score cleaning and segmentation against gold: `python -m newsactors.validation CORPORA`.

CORPORA holds `sentences/dev.jsonl` (UD English GUM and EWT), `streams/polnear-dev.*.jsonl` and `polnear/dev.jsonl`
(PolNeAR 1.0). Scores are printed beside the targets they were to reach. `--out data/validation/counts.csv` keeps the
counts by document, without any text, for notebook 01.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsactors.cleaning import clean, find_seams
from newsactors.segmentation import find_quotations, restore_paragraphs, split_articles, split_sentences
from newsactors.spans import tokens
from newsactors.uncertainty import Interval, bootstrap

# F1 in percent, or what the unit says, that each score was to reach before it was measured.
TARGETS = {
    "sentences": {"gum_interview": 97.3, "gum_speech": 99.6},
    "articles": {"brief": 95.0, "seed": 95.0, "jitter": 90.0, "whole": 86.0},
    "glue found": {"lost space": 97.0, "lost stop": 85.0, "headline": 92.0},
    "false seams": {"polnear-dev": 3.0},
}
_ENDED = re.compile(r"[.!?][\"”’')\]]*$")
_ONE_STOP = re.compile(r"(?<=[^.])\.(?=[\"”’')\]]*$)")

Paragraph = Sequence[tuple[str, bool]]


class Count(NamedTuple):
    """What was found in one document: `hits` of what is there, `wrong` beside it, `missed`; `units` of text read."""

    task: str
    part: str
    document: str
    hits: int
    wrong: int
    missed: int
    units: int = 0


def counts(corpora: Path) -> pd.DataFrame:
    """Score everything, one row a task, part of the gold and document."""
    gold = read_gold(corpora / "sentences" / "dev.jsonl")
    articles = _read(corpora / "polnear" / "dev.jsonl")
    rows = [*sentences(gold), *glued(gold), *headlines(articles), *false_seams(articles), *paragraphs(articles, gold)]
    for path in sorted((corpora / "streams").glob("polnear-dev.*.jsonl")):
        rows += streams(_read(path), path.suffixes[0].strip("."))
    return pd.DataFrame(rows)


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Read documents of gold sentences: `id`, `genre`, and `paragraphs` of [sentence, glued to the next] pairs."""
    return _read(path)


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def joined(paragraph: Paragraph) -> tuple[str, list[int]]:
    """Return the text of a paragraph of gold sentences, and where each of them ends.

    >>> joined([("Go.", False), ("Now", True), ("!", False)])
    ('Go. Now!', [3, 7, 8])
    """
    pieces = [sentence if last_or_glued else f"{sentence} " for sentence, last_or_glued in paragraph]
    pieces[-1] = paragraph[-1][0]
    ends = [
        end - len(piece) + len(piece.rstrip()) for end, piece in zip(accumulate(map(len, pieces)), pieces, strict=True)
    ]
    return "".join(pieces), ends


def inner_boundaries(text: str, ends: Iterable[int]) -> set[int]:
    """Return ends as counts of visible characters, without the last: space around a boundary does not matter."""
    visible = [0, *accumulate(not character.isspace() for character in text)]
    return {visible[end] for end in ends} - {0, visible[-1]}


def sentences(gold: Sequence[dict[str, Any]]) -> Iterator[Count]:
    """Score sentence ends inside paragraphs, one paragraph a call."""
    for document in gold:
        hits = wrong = missed = units = 0
        for paragraph in document["paragraphs"]:
            text, ends = joined(paragraph)
            wanted = inner_boundaries(text, ends)
            found = inner_boundaries(text, (span.end for span in split_sentences(text)))
            hits, wrong = hits + len(wanted & found), wrong + len(found - wanted)
            missed, units = missed + len(wanted - found), units + len(text)
        yield Count("sentences", document["genre"], document["id"], hits, wrong, missed, units)


def damaged(
    sentences: Paragraph, rng: random.Random, spaces: float, stops: float
) -> tuple[str, list[int], dict[int, str]]:
    """Run sentences together: return the text, their ends, and what was lost at which of them.

    `spaces` is the share of finished sentences that lose the space behind them, `stops` of those that lose stop and
    space.
    """
    text, ends, lost = "", list[int](), dict[int, str]()
    for number, (sentence, is_glued) in enumerate(sentences):
        last, draw, kind = number == len(sentences) - 1, rng.random(), ""
        if not last and _ENDED.search(sentence):
            if draw < spaces:
                kind = "lost space"
            elif draw < spaces + stops and _ONE_STOP.search(sentence):
                kind, sentence = "lost stop", _ONE_STOP.sub("", sentence)
        text += sentence
        ends.append(len(text))
        if kind:
            lost[len(text)] = kind
        elif not last and not is_glued:
            text += " "
    return text, ends, lost


def glued(gold: Sequence[dict[str, Any]], spaces: float = 0.05, stops: float = 0.02) -> Iterator[Count]:
    """Score documents on one line each, with spaces and stops taken away at random; three draws, added up."""
    draws = [random.Random(seed) for seed in (1, 2, 3)]
    for document in gold:
        flat = [sentence for paragraph in document["paragraphs"] for sentence in paragraph]
        hits = wrong = missed = 0
        found_of, missed_of = Counter[str](), Counter[str]()
        for rng in draws:
            text, ends, lost = damaged(flat, rng, spaces, stops)
            wanted = inner_boundaries(text, ends)
            found = inner_boundaries(text, (span.end for span in split_sentences(text)))
            hits, wrong, missed = hits + len(wanted & found), wrong + len(found - wanted), missed + len(wanted - found)
            for kind in set(lost.values()):
                places = inner_boundaries(text, (end for end, what in lost.items() if what == kind))
                found_of[kind] += len(places & found)
                missed_of[kind] += len(places - found)
        yield Count("glued", document["genre"], document["id"], hits, wrong, missed)
        for kind in sorted(found_of | missed_of):
            yield Count("glue found", kind, document["id"], found_of[kind], 0, missed_of[kind])


def headlines(articles: Sequence[dict[str, Any]]) -> Iterator[Count]:
    """Score headlines, without their stop, set against the first paragraph below them."""
    for article in articles:
        title, lead, *_ = _lines(article["text"])
        title = title.rstrip(".")
        found = {at for at, _ in find_seams(title + lead)}
        yield Count("glue found", "headline", article["id"], int(len(title) in found), 0, int(len(title) not in found))


def false_seams(articles: Sequence[dict[str, Any]]) -> Iterator[Count]:
    """Count seams found in articles as they are; some are true ones, so that this is an upper bound."""
    for article in articles:
        wrong, units = len(find_seams(article["text"])), len(tokens(article["text"]))
        yield Count("false seams", "polnear-dev", article["id"], 0, wrong, 0, units)


def paragraphs(articles: Sequence[dict[str, Any]], gold: Sequence[dict[str, Any]]) -> Iterator[Count]:
    """Score paragraph breaks put back into articles, interviews and speeches that were set on one line."""
    sets = [("polnear-dev", article["id"], _lines(article["text"])[1:]) for article in articles]
    for document in gold:
        sets.append((document["genre"], document["id"], [joined(paragraph)[0] for paragraph in document["paragraphs"]]))
    for part, name, listed in sets:
        if part not in ("polnear-dev", "gum_interview", "gum_speech") or len(listed) < 3:
            continue
        wanted = set(accumulate(len(text) + 1 for text in listed[:-1]))
        found = {span.start for span in restore_paragraphs(" ".join(listed))} - {0}
        yield Count("paragraphs", part, name, len(wanted & found), len(found - wanted), len(wanted - found))


def streams(listed: Sequence[dict[str, Any]], kind: str) -> Iterator[Count]:
    """Score the lines that open an article in undelimited streams, the first line of each left out."""
    for number, stream in enumerate(listed):
        text = "\n".join(stream["lines"])
        found = {text.count("\n", 0, span.start) for span in split_articles(text)} - {0}
        wanted = set(stream["starts"]) - {0}
        yield Count("articles", kind, str(number), len(wanted & found), len(found - wanted), len(wanted - found))


def f1(rows: npt.NDArray[np.float64]) -> float:
    """Return F1 from 0 to 1 of rows of hits, wrong and missed."""
    hits, wrong, missed = rows.sum(axis=0)
    return float(2 * hits / max(1.0, 2 * hits + wrong + missed))


def recall(rows: npt.NDArray[np.float64]) -> float:
    """Return the share found, from 0 to 1, of rows of hits, wrong and missed."""
    hits, _, missed = rows.sum(axis=0)
    return float(hits / max(1.0, hits + missed))


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a task and part: score with its 95% interval by documents, and the target, in percent.

    F1 of boundaries; of glue, the share found; of false seams, their number in 10,000 tokens.
    """
    rows = []
    for (task, part), group in table.groupby(["task", "part"], sort=False):
        values = group[["hits", "wrong", "missed"]].to_numpy(float)
        clusters = group["document"].tolist()
        if task == "false seams":
            rates = np.column_stack([values[:, 1], group["units"].to_numpy(float)])
            interval = bootstrap(rates, clusters, statistic=lambda r: float(1e4 * r[:, 0].sum() / r[:, 1].sum()))
        else:
            scaled = bootstrap(values, clusters, statistic=recall if task == "glue found" else f1)
            interval = Interval(*(100 * end for end in scaled))
        rows.append((task, part, len(set(clusters)), *interval, TARGETS.get(str(task), {}).get(str(part))))
    return pd.DataFrame(rows, columns=["task", "part", "documents", "score", "low", "high", "target"])


def speeds(articles: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return million characters a CPU-second of each stage, one article a call."""
    texts = [article["text"] for article in articles]
    size = sum(map(len, texts)) / 1e6
    stages: tuple[Callable[[str], object], ...] = (clean, split_sentences, find_quotations, split_articles)
    found = {}
    for stage in stages:
        stage(texts[0])
        started = time.process_time()
        for text in texts:
            stage(text)
        found[stage.__name__] = size / (time.process_time() - started)
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, help="write the counts by document to this CSV file")
    options = parser.parse_args()
    table = counts(options.corpora)
    if options.out:
        table.to_csv(options.out, index=False, lineterminator="\n")
    print(summary(table).round(1).to_string(index=False, na_rep="-"))
    for stage, speed in speeds(_read(options.corpora / "polnear" / "dev.jsonl")).items():
        print(f"{stage}: {speed:.1f} million characters a CPU-second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
