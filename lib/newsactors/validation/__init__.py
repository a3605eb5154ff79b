"""Score what the package finds against gold, and sum the scores up; `data/validation/README.md` holds the tables."""

from newsactors.corpora import read_gold
from newsactors.validation.attribution import attribution_report, attributions, passage_report, passages, scores
from newsactors.validation.coded_tables import coded_tables, inside_others
from newsactors.validation.counting import (
    Count,
    counts,
    damaged,
    glued,
    inner_boundaries,
    sentences,
)
from newsactors.validation.hand_coding import compare, compare_mentions, mention_scores
from newsactors.validation.names import SOURCES as NAME_SOURCES
from newsactors.validation.names import name_report, name_scores, names
from newsactors.validation.overview import summary_report
from newsactors.validation.summary import MEASURES, PARTS, report, summary
from newsactors.validation.toward import SOURCES as TOWARD_SOURCES
from newsactors.validation.toward import judge_targets, label_report, toward_report, toward_scores

__all__ = [
    "MEASURES",
    "NAME_SOURCES",
    "PARTS",
    "TOWARD_SOURCES",
    "Count",
    "attribution_report",
    "attributions",
    "coded_tables",
    "compare",
    "compare_mentions",
    "counts",
    "damaged",
    "glued",
    "inner_boundaries",
    "inside_others",
    "judge_targets",
    "label_report",
    "mention_scores",
    "name_report",
    "name_scores",
    "names",
    "passage_report",
    "passages",
    "read_gold",
    "report",
    "scores",
    "sentences",
    "summary",
    "summary_report",
    "toward_report",
    "toward_scores",
]
