"""One row a task: where it was measured, on how much, with what score, and where it scores lowest."""

from pathlib import Path
from typing import Final

import pandas as pd

from newsactors.validation.attribution import FAMILIES, scores
from newsactors.validation.names import SOURCES as NAME_SOURCES
from newsactors.validation.names import name_scores
from newsactors.validation.summary import PARTS, summary
from newsactors.validation.toward import DEVELOPMENT, toward_scores
from newsactors.validation.toward import SOURCES as TOWARD_SOURCES

# The part of each task's gold that stands for it here, edited prose, and what is counted in it.
COUNTED: Final = {
    "sentences": ("sentence ends, F1", "gum_interview", "documents"),
    "articles": ("beginnings of articles, F1", "brief", "streams"),
    "paragraphs": ("paragraph breaks, F1", "polnear-dev", "documents"),
}


def summary_report(folder: Path) -> str:
    """Return the scores of each task on one part of its gold as Markdown, from the tables of counts in `folder`.

    The last column names the part of the same gold on which the score is lowest. README holds it; a test compares.
    """
    rows = ["| what, in percent | where | n | score | 95% interval | lowest |", "|---|---|---|---|---|---|"]
    counted = summary(pd.read_csv(folder / "counts.csv"))
    counted["name"] = counted["part"].replace(PARTS)
    for task, (what, part, unit) in COUNTED.items():
        of_task = counted[counted["task"] == task]
        rows.append(_row(what, of_task[of_task["part"] == part], unit, of_task))
    named = name_scores(pd.read_csv(folder / "names.csv"))
    named = named.assign(name=named["source"].map(NAME_SOURCES), score=named["f1"], documents=named["gold"])
    for measure, group in named.groupby("measure", sort=False):
        rows.append(_row(f"names, right in {measure}, F1", group[group["source"] == "news"], "names", group))
    found = scores(pd.read_csv(folder / "attributions.csv").query("confidence == confidence.min()"))
    found = found[found["measure"] == "attribution"].assign(name="US political news (PolNeAR)")
    hard = pd.read_csv(folder / "passages.csv").query("measure == 'attribution'")
    families = pd.concat(scores(group).assign(name=FAMILIES[str(name)]) for name, group in hard.groupby("family"))
    said, other = (frame.assign(score=frame["f1"], documents=frame["gold"]) for frame in (found, families))
    rows.append(_row("who said what, F1", said, "attributions", other))
    judged = toward_scores(pd.read_csv(folder / "toward.csv"))
    judged = judged.assign(name=judged["source"].map(TOWARD_SOURCES), score=judged["f1"], documents=judged["items"])
    of_news = judged[judged["source"].isin(DEVELOPMENT)]
    for (_, model), group in of_news.groupby(["source", "model"], sort=False):
        what = f"sentiment toward a mention, “{model}”, macro-F1"
        rows.append(_row(what, group, "mentions", judged[judged["model"] == model]))
    return "\n".join(rows)


def _row(what: str, chosen: pd.DataFrame, unit: str, parts: pd.DataFrame) -> str:
    [row] = chosen.itertuples()
    lowest = parts.sort_values("score", kind="stable").iloc[0]
    interval = f"{row.score:.1f} | {row.low:.1f} to {row.high:.1f}"
    return f"| {what} | {row.name} | {row.documents:,} {unit} | {interval} | {lowest['score']:.1f}: {lowest['name']} |"
