"""Score cleaning, segmentation and positions against gold, and sum the scores up."""

from newsactors.corpora import read_gold
from newsactors.validation.attribution import attribution_report, attributions, scores
from newsactors.validation.counting import (
    Count,
    counts,
    damaged,
    glued,
    inner_boundaries,
    kept_whole,
    paragraphs,
    sentences,
    streams,
)
from newsactors.validation.hand_coding import compare
from newsactors.validation.summary import MEASURES, PARTS, report, summary

__all__ = [
    "MEASURES",
    "PARTS",
    "Count",
    "attribution_report",
    "attributions",
    "compare",
    "counts",
    "damaged",
    "glued",
    "inner_boundaries",
    "kept_whole",
    "paragraphs",
    "read_gold",
    "report",
    "scores",
    "sentences",
    "streams",
    "summary",
]
