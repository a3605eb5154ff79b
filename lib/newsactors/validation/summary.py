"""Sum up counts by document: scores with intervals, beside the targets."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsactors.uncertainty import Interval, bootstrap

# F1 in percent, or what the unit says, that each score was to reach before it was measured.
TARGETS = {
    "sentences": {"gum_interview": 97.3, "gum_speech": 99.6},
    "articles": {"brief": 95.0, "seed": 95.0, "jitter": 90.0, "whole": 86.0},
    "glue found": {"lost space": 97.0, "lost stop": 85.0, "headline": 92.0},
    "false seams": {"polnear-dev": 3.0},
}
# What each task counts, and what each part of the gold holds, in plain words.
MEASURES = {
    "sentences": "sentence ends, one paragraph a call: F1",
    "glued": "sentence ends, document on one line, spaces and stops taken away: F1",
    "glue found": "places where something was taken away: share found",
    "false seams": "seams found in 10,000 tokens of sound text",
    "paragraphs": "paragraph breaks, articles set on one line: F1",
    "kept whole": "single articles left in one piece: share",
    "articles": "beginnings of articles in streams: F1",
}
PARTS = {
    "gum_interview": "interviews",
    "gum_speech": "speeches",
    "ewt_weblog": "weblogs",
    "ewt_newsgroup": "newsgroups",
    "ewt_email": "e-mails",
    "ewt_answers": "answers",
    "ewt_reviews": "reviews",
    "polnear-dev": "US news",
    "brief": "half cut at 160 characters",
    "jitter": "half cut at 80 to 300 characters",
    "seed": "half cut at 160 bytes and glued",
    "whole": "whole articles only",
}


def f1(rows: npt.NDArray[np.float64]) -> float:
    """Return F1 from 0 to 1 of rows of hits, wrong and missed."""
    hits, wrong, missed = rows.sum(axis=0)
    return float(2 * hits / max(1.0, 2 * hits + wrong + missed))


def recall(rows: npt.NDArray[np.float64]) -> float:
    """Return the share found, from 0 to 1, of rows of hits, wrong and missed."""
    hits, _, missed = rows.sum(axis=0)
    return float(hits / max(1.0, hits + missed))


def rates_cells(row: Any) -> str:
    """Return precision, recall, F1 and its interval, attributes of a row in percent, as cells of a Markdown table."""
    return f"{row.precision:.1f} | {row.recall:.1f} | {row.f1:.1f} | {row.low:.1f} to {row.high:.1f}"


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a task and part: score with its 95% interval by documents, and the target, in percent.

    What is a share, an F1 or a rate: see `MEASURES`.
    """
    rows = []
    for (task, part), group in table.groupby(["task", "part"], sort=False):
        values = group[["hits", "wrong", "missed"]].to_numpy(float)
        clusters = group["document"].tolist()
        if task == "false seams":
            rates = np.column_stack([values[:, 1], group["units"].to_numpy(float)])
            interval = bootstrap(rates, clusters, statistic=lambda r: float(1e4 * r[:, 0].sum() / r[:, 1].sum()))
        else:
            scaled = bootstrap(values, clusters, statistic=recall if task in ("glue found", "kept whole") else f1)
            interval = Interval(*(100 * end for end in scaled))
        rows.append((task, part, len(set(clusters)), *interval, TARGETS.get(str(task), {}).get(str(part))))
    return pd.DataFrame(rows, columns=["task", "part", "documents", "score", "low", "high", "target"])


def report(table: pd.DataFrame) -> str:
    """Return the summary of a table of counts as Markdown, in plain words; a test compares it with the sheet."""
    found = summary(table).sort_values("task", key=lambda task: task.map(list(MEASURES).index), kind="stable")
    rows = ["| what (percent, but for seams) | where | score | 95% interval |", "|---|---|---|---|"]
    for row in found.itertuples():
        where, interval = PARTS.get(row.part, row.part), f"{row.low:.1f} to {row.high:.1f}"
        rows.append(f"| {MEASURES[row.task]} | {where} | {row.score:.1f} | {interval} |")
    return "\n".join(rows) + "\n"
