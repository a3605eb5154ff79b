"""Whose words a sentence is made of: what stands in quotation marks in it, and the rest."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from newsactors.segmentation import Quotation
from newsactors.segmentation.marks import DOUBLED
from newsactors.sentiment.lexicon_scores import vader
from newsactors.spans import Span

# Kept by Python: Arrow takes no lone surrogate, which VADER does.
_TEXT = pd.StringDtype("python", na_value=np.nan)


def split_voices(text: str, sentences: Iterable[tuple[int, int]], quotations: Sequence[Quotation]) -> pd.DataFrame:
    """Take sentences apart into `quoted` words and the `rest`; one row a sentence, in order, without the marks.

    `quotations` are those of the whole text, the outermost, in order (`segmentation.find_quotations`): a sentence in a
    long one has no mark of its own. Pieces are joined by a space. The rest is the reporter's wording, not the
    reporter's view: much of it tells what others said. ValueError if quotations are spans, which do not tell whether
    they are closed.

    >>> from newsactors.segmentation import find_quotations
    >>> text = "“We won,” she said, “at last.” He left."
    >>> split_voices(text, [Span(0, 30), Span(31, 39)], find_quotations(text)).to_dict("records")
    [{'quoted': 'We won, at last.', 'rest': 'she said,'}, {'quoted': '', 'rest': 'He left.'}]
    """
    if spans := [each for each in quotations if len(each) < 3]:
        raise ValueError(f"quotations holds {spans[0]!r}: give those of find_quotations, which tell if they are closed")
    quotations = [Quotation(*each) for each in quotations]
    rows, starts, ends = [], [each.start for each in quotations], [each.end for each in quotations]
    for sentence in map(Span._make, sentences):
        quoted, rest, at = list[str](), list[str](), sentence.start
        for quotation in quotations[bisect_right(ends, sentence.start) : bisect_left(starts, sentence.end)]:
            start, end = max(quotation.start, sentence.start), min(quotation.end, sentence.end)
            rest.append(text[at:start])
            first, last = _between_marks(text, quotation)
            quoted.append(text[max(start, first) : min(end, last)])
            at = end
        rest.append(text[at : sentence.end])
        rows.append([" ".join(" ".join(pieces).split()) for pieces in (quoted, rest)])
    return pd.DataFrame(rows, columns=["quoted", "rest"], dtype=_TEXT)


def _between_marks(text: str, quotation: Quotation) -> Span:
    """Return what stands between the marks of a quotation, each of which has one or two characters."""
    start, end, closed = quotation[:3]
    opening = 1 + (text[start : start + 2] in DOUBLED)
    closing = 1 + (text[end - 2 : end] in DOUBLED) if closed else 0
    return Span(start + opening, end - closing)


def vader_by_voice(voices: pd.DataFrame) -> pd.DataFrame:
    """Return VADER's `compound` of the quoted words and of the rest; missing (nan) where one of them has no word.

    Columns `compound_quoted` and `compound_rest`, a row for each of `split_voices`, numbered from 0 whatever its index.
    The two do not add up to the sentence's score: a negation or a contrast does not reach across, and VADER sees words
    that touch a mark only here.

    >>> voices = pd.DataFrame({"quoted": ["a great day", ""], "rest": ["they lied", "He left."]})
    >>> vader_by_voice(voices).values.tolist()
    [[0.6249, -0.3818], [nan, 0.0]]
    """
    scores = {}
    for voice in ("quoted", "rest"):
        texts = voices[voice].tolist()
        compound = vader(texts)["compound"]
        scores[f"compound_{voice}"] = compound.where(np.array([bool(re.search(r"\w", text)) for text in texts], bool))
    return pd.DataFrame(scores)
