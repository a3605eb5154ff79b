"""Score all that is found in a text against gold: `python -m newsactors.validation CORPORA`.

CORPORA holds `sentences/dev.jsonl` (UD English GUM and EWT), `streams/polnear-dev.*.jsonl`, `polnear/dev.jsonl` and
`polnear/dev-heads.json` (PolNeAR 1.0), and what names (`newsactors.actors.training`) and sentiment toward a mention
(`newsactors.sentiment.rebuild`) are learned from, which takes a quarter of an hour to hold out kind by kind.
Scores are printed with 95% intervals, those of cleaning and segmentation beside the targets they were to reach, and
speeds. `--out data/validation` keeps the counts by document, without any text, for the notebooks.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from newsactors.actors import find_mentions
from newsactors.cleaning import clean
from newsactors.corpora import read_gold
from newsactors.positions import MIN_CONFIDENCE, find_statements, find_statements_batch
from newsactors.segmentation import find_quotations, split_articles, split_sentences
from newsactors.validation.attribution import FAMILIES, attributions, passage_report, passages, scores
from newsactors.validation.counting import counts
from newsactors.validation.hand_coding import compare, compare_mentions, mention_scores
from newsactors.validation.names import name_scores, names
from newsactors.validation.summary import summary
from newsactors.validation.toward import judge_targets, label_report, toward_report

ROOT = Path(__file__).parents[3]
# The confidence from which on statements are kept by default, and one at which nine of ten are right.
CONFIDENCES = (MIN_CONFIDENCE, 0.65)


def speeds(articles: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return words a CPU-second of each stage, one article a call; of statements also in one call."""
    texts = [article["text"] for article in articles]
    size = sum(len(text.split()) for text in texts)
    found = {}
    stage: Callable[[str], object]
    for stage in (clean, split_sentences, find_quotations, split_articles, find_mentions, find_statements):
        stage(texts[0])
        started = time.process_time()
        for text in texts:
            stage(text)
        found[stage.__name__] = size / (time.process_time() - started)
    started = time.process_time()
    find_statements_batch(texts)
    found[find_statements_batch.__name__] = size / (time.process_time() - started)
    return found


def seed_scores() -> str:
    """Return how mentions and statements of the seed file agree with its hand coding, as two small tables."""
    seed = ROOT / "seeds" / "000_1f538d970d95d26f.txt"
    coded = {name: read_gold(ROOT / "data" / "gold" / f"{name}.jsonl") for name in ("mentions", "positions")}
    mentions = mention_scores(compare_mentions(seed, coded["mentions"])).round(3).to_string(index=False)
    rows = compare(seed, coded["positions"])
    both, asserted = rows[rows["kind"] == "both"], rows[rows["modality"] == "asserted"]
    shares = {
        "asserted found": (asserted["kind"] == "both").mean(),
        "found that are coded": len(both) / (rows["kind"] != "coded").sum(),
        "words of content in common": both["content"].mean(),
        **{f"same {name}": (both[name] == both[f"{name}_found"]).mean() for name in ("act", "form", "speaker")},
    }
    return f"{mentions}\n\n{pd.Series(shares).round(3).to_string()}"


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, help="write the counts by document to this folder")
    options = parser.parse_args()
    articles = read_gold(options.corpora / "polnear" / "dev.jsonl")
    heads = json.loads((options.corpora / "polnear" / "dev-heads.json").read_text(encoding="utf-8"))
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
    table = counts(options.corpora)
    found = pd.concat([attributions(articles, heads, least).assign(confidence=least) for least in CONFIDENCES])
    named = names(options.corpora)
    held = [row for row in read_gold(ROOT / "data" / "gold" / "passages.jsonl") if row["id"][0] in FAMILIES]
    passages_ = passages(held, MIN_CONFIDENCE)
    judged = judge_targets(options.corpora)
    if options.out:
        tables = {"toward": judged, "passages": passages_, "names": named, "counts": table, "attributions": found}
        for name, each in tables.items():
            each.to_csv(options.out / f"{name}.csv", index=False, lineterminator="\n")
    print(summary(table).round(1).to_string(index=False, na_rep="-"))
    print(f"\nnames, each source held out in turn, percent\n{name_scores(named).round(1).to_string(index=False)}")
    print(f"\nseed file, against its hand coding, shares from 0 to 1\n{seed_scores()}")
    for least, group in found.groupby("confidence"):
        print(f"\nattributions of a confidence of at least {least}, percent")
        print(scores(group).round(1).to_string(index=False))
    print(f"\nattributions in passages of hard constructions, percent\n{passage_report(passages_)}\n")
    print(f"sentiment toward a mention, percent\n{toward_report(judged)}\n\n{label_report(judged)}\n")
    for stage, speed in speeds(articles).items():
        print(f"{stage}: {speed:,.0f} words a CPU-second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
