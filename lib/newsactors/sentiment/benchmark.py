"""Measure `vader` against vaderSentiment and NLTK: `python -m newsactors.sentiment.benchmark [FILE...]`.

A FILE has a text a line, or, if its name ends in ".jsonl", an object a line with its "text"; texts are cut into
sentences. Without any, the texts in `data/gold` are taken. Each engine scores the same sentences in turn, several
times; printed are medians of CPU time, their ratios, which depend less on the machine, and how memory grows.
"""

import argparse
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from newsactors.corpora import read_gold
from newsactors.segmentation import split_sentences
from newsactors.sentiment.lexicon_scores import vader

OURS: Final = "newsactors"
_GOLD: Final = Path(__file__).parents[3] / "data" / "gold"
_DEFAULT: Final = ("newsmtsc-names.jsonl", "passages.jsonl")
_ROW: Final = 4 * 8  # bytes of a row of scores
Engine = Callable[[Sequence[str]], object]


def engines() -> dict[str, Engine]:
    """Return the three engines, each of which scores a list of texts; ModuleNotFoundError without NLTK."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser = SentimentIntensityAnalyzer()
    return {
        OURS: vader,
        "vaderSentiment": lambda texts: [analyser.polarity_scores(text) for text in texts],
        "nltk": lambda texts: vader(texts, engine="nltk"),
    }


def sentences(paths: Iterable[Path]) -> list[str]:
    """Return the sentences of some files, in order."""
    texts: list[str] = []
    for path in paths:
        is_rows = path.suffix == ".jsonl"
        texts += [row["text"] for row in read_gold(path)] if is_rows else path.read_text("utf-8").splitlines()
    return [text[start:end] for text in texts for start, end in split_sentences(text)]


def cpu_times(texts: Sequence[str], contestants: Mapping[str, Engine], rounds: int) -> dict[str, float]:
    """Return the median CPU time, in seconds, that each engine needs for all texts; all take turns in each round."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, engine in contestants.items():
            started = time.process_time()
            engine(texts)
            times[name].append(time.process_time() - started)
    return {name: statistics.median(found) for name, found in times.items()}


def peak_memory(texts: Sequence[str]) -> int:
    """Return how many bytes `vader` holds at most while it scores texts, its result among them."""
    tracemalloc.start()
    try:
        vader(texts)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--rounds", type=int, default=5, help="how often each engine scores all sentences (5)")
    options = parser.parse_args(arguments)
    texts = sentences(options.files or [_GOLD / name for name in _DEFAULT])
    if not texts:
        parser.error("no sentence in these files: give files with text")
    vader(texts[:1])  # reads the lexicon
    times = cpu_times(texts, engines(), max(1, options.rounds))
    print(f"{len(texts):,} sentences of {sum(len(text.split()) for text in texts) / len(texts):.1f} words")
    for name, seconds in times.items():
        ratio = "" if name == OURS else f"; {OURS} is {seconds / times[OURS]:.1f} times as fast"
        print(f"{name}: {len(texts) / seconds:,.0f} sentences a CPU-second{ratio}")
    for many in (1, 10):
        count, peak = many * len(texts), peak_memory(many * texts)
        print(f"{count:,} texts: {peak / 1e6:.1f} MB at most, of which {count * _ROW / 1e6:.1f} MB are the result")
    return 0


if __name__ == "__main__":
    sys.exit(main())
