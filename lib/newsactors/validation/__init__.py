"""Score cleaning and segmentation against gold, and sum the scores up."""

from newsactors.corpora import read_gold
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
from newsactors.validation.summary import MEASURES, PARTS, report, summary

__all__ = [
    "MEASURES",
    "PARTS",
    "Count",
    "counts",
    "damaged",
    "glued",
    "inner_boundaries",
    "kept_whole",
    "paragraphs",
    "read_gold",
    "report",
    "sentences",
    "streams",
    "summary",
]
