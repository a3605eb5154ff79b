"""Score sentiment toward a mention against NewsMTSC's development parts, and against kinds of news held out in turn."""

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsactors.agreement import score_labels
from newsactors.sentiment import TONE, vader
from newsactors.sentiment.rebuild import (
    KINDS,
    Rows,
    held_out,
    is_invented,
    kinds_as_folds,
    marked,
    own_sizes,
    read_rows,
    training_rows,
)
from newsactors.sentiment.target_model import LABELS, Floats, hashed, load_weights, probabilities
from newsactors.sentiment.target_training import GROUPS
from newsactors.uncertainty import bootstrap, calibration_error, surer_half

DEVELOPMENT: Final = ("dev-rw", "dev-mt")  # the development parts of NewsMTSC
SOURCES: Final = {
    "dev-rw": "US news, shares of labels as in news (NewsMTSC)",
    "dev-mt": "US news, several targets a sentence (NewsMTSC)",
} | {kind: f"{name} (invented)" for kind, name in KINDS.items()}


def judge_targets(corpora: Path) -> pd.DataFrame:
    """Judge targets that the weights have not learned from; one row a target and model.

    Columns: `source`; `model` ("named" or "masked"); `sentence`, its number in the source; `gold`; the probabilities
    `negative`, `neutral`, `positive`, with four decimals; `vader`, the compound score of the text. NewsMTSC's
    development parts are read by the packaged weights; of the invented sentences each kind is held out in turn, and
    read by weights learned from all the rest.
    """
    rows = training_rows(corpora)
    mentions, gold = marked(rows)
    invented, tables = is_invented(rows), []
    kinds = np.array([row["kind"] for row in rows])
    for model, groups in GROUPS.items():
        found = held_out(hashed(mentions, groups), model, gold, own_sizes(rows, model), kinds_as_folds(rows))
        tables.append(_judged(model, kinds[invented], [row for row in rows if row["kind"]], found[invented]))
        for source in DEVELOPMENT:
            held = read_rows(corpora / "newsmtsc" / f"{source}.jsonl")
            found = probabilities(marked(held)[0], load_weights(model))
            tables.append(_judged(model, np.full(len(held), source), held, found))
    table = pd.concat(tables, ignore_index=True)
    return table.sort_values("source", key=lambda source: source.map(list(SOURCES).index), kind="stable")


def _judged(model: str, sources: npt.NDArray[np.str_], rows: Rows, found: Floats) -> pd.DataFrame:
    texts = [row["text"] for row in rows]
    named = {"source": sources, "model": model, "sentence": pd.factorize(np.array(texts, dtype=object))[0]}
    frame = pd.DataFrame(named | {"gold": [row["label"] for row in rows]})
    frame[list(LABELS)] = found.round(4)
    return frame.assign(vader=vader(texts)["compound"])


def toward_scores(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a source and model, in percent: macro-`f1` with its 95% interval by sentences, and diagnostics.

    `accuracy`; `surer_half`, the accuracy on the half of the targets with the highest probabilities; `vader`, the
    macro-F1 of the sign of VADER's compound (from .05 on either side); `ece`, the calibration error (0 to 1).
    """
    rows = []
    for (source, model), group in table.groupby(["source", "model"], sort=False):
        chance = group[list(LABELS)].to_numpy(float)
        gold = group["gold"].map(LABELS.index).to_numpy()
        pairs = np.column_stack([gold, chance.argmax(1)]).astype(float)
        low, high = bootstrap(pairs, group["sentence"].tolist(), statistic=_macro_f1)[1:]
        tone = np.where(group["vader"] >= TONE, 2, np.where(group["vader"] <= -TONE, 0, 1))
        sure, right = chance.max(1).tolist(), (pairs[:, 0] == pairs[:, 1]).tolist()
        of_tone = _macro_f1(np.column_stack([gold, tone]))
        shares = (_macro_f1(pairs), low, high, np.mean(right), surer_half(sure, right), of_tone)
        error = calibration_error(sure, right)
        rows.append((source, model, len(group), *(100 * float(share) for share in shares), error))
    names = ["source", "model", "items", "f1", "low", "high", "accuracy", "surer_half", "vader", "ece"]
    return pd.DataFrame(rows, columns=names)


def _macro_f1(pairs: npt.NDArray[np.float64]) -> float:
    """Return the mean F1 of the labels that occur, in gold or found, of rows of both."""
    gold, found = pairs.astype(np.int64).T
    given = np.bincount(gold, minlength=len(LABELS)) + np.bincount(found, minlength=len(LABELS))
    hits = np.bincount(gold[gold == found], minlength=len(LABELS))
    return float(np.mean(2 * hits[given > 0] / given[given > 0]))


def toward_report(table: pd.DataFrame) -> str:
    """Return the scores as Markdown; sheet and card hold it, and a test compares."""
    rows = [
        "| targets in | weights | targets | macro-F1 | 95% interval | accuracy | surer half | VADER's sign | ECE |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in toward_scores(table).itertuples():
        rates = " | ".join(f"{rate:.1f}" for rate in (row.accuracy, row.surer_half, row.vader))
        interval = f"{row.f1:.1f} | {row.low:.1f} to {row.high:.1f}"
        rows.append(f"| {SOURCES[row.source]} | {row.model} | {row.items:,} | {interval} | {rates} | {row.ece:.3f} |")
    return "\n".join(rows)


def label_report(table: pd.DataFrame) -> str:
    """Return precision, recall and F1 of each label as Markdown, for NewsMTSC's development parts together."""
    rows = ["| weights | label | targets | precision | recall | F1 |", "|---|---|---|---|---|---|"]
    for model, group in table[table["source"].isin(DEVELOPMENT)].groupby("model", sort=False):
        found = group[list(LABELS)].idxmax(axis=1).tolist()
        for row in score_labels(group["gold"].tolist(), found, LABELS).itertuples():
            rates = " | ".join(f"{100 * rate:.1f}" for rate in (row.precision, row.recall, row.f1))
            rows.append(f"| {model} | {row.label} | {row.gold} | {rates} |")
    return "\n".join(rows)
