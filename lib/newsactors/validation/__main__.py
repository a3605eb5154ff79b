"""Score cleaning and segmentation against gold: `python -m newsactors.validation CORPORA`.

CORPORA holds `sentences/dev.jsonl` (UD English GUM and EWT), `streams/polnear-dev.*.jsonl` and `polnear/dev.jsonl`
(PolNeAR 1.0). Scores are printed beside the targets they were to reach. `--out data/validation/counts.csv` keeps the
counts by document, without any text, for notebook 01.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from newsactors.cleaning import clean
from newsactors.corpora import read_gold
from newsactors.segmentation import find_quotations, split_articles, split_sentences
from newsactors.validation.counting import counts
from newsactors.validation.summary import summary


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
    for stage, speed in speeds(read_gold(options.corpora / "polnear" / "dev.jsonl")).items():
        print(f"{stage}: {speed:.1f} million characters a CPU-second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
