"""Whose words a sentence is made of: what stands in quotation marks in it, and the rest."""

from collections.abc import Iterable, Sequence

import pandas as pd

from newsactors.segmentation import Quotation
from newsactors.sentiment.lexicon_scores import vader
from newsactors.spans import Span


def split_voices(text: str, sentences: Iterable[Span], quotations: Sequence[Quotation]) -> pd.DataFrame:
    """Take sentences apart into `quoted` words and the `rest`; one row a sentence, in order, without the marks.

    `quotations` are those of the whole text (`segmentation.find_quotations`): a sentence within a long one has no mark
    of its own. A quotation within another belongs to the outer one. Pieces are joined by a space. The rest is
    the reporter's wording, not the reporter's view: much of it tells what others said.

    >>> from newsactors.segmentation import find_quotations
    >>> text = "“We won,” she said, “at last.” He left."
    >>> split_voices(text, [Span(0, 30), Span(31, 39)], find_quotations(text)).to_dict("records")
    [{'quoted': 'We won, at last.', 'rest': 'she said,'}, {'quoted': '', 'rest': 'He left.'}]
    """
    rows, inside = [], _outermost(quotations)
    for sentence in sentences:
        quoted, rest, at = list[str](), list[str](), sentence.start
        for quotation in inside:
            start, end = max(quotation.start, sentence.start), min(quotation.end, sentence.end)
            if start < end:
                rest.append(text[at:start])
                first, last = quotation.start + 1, quotation.end - quotation.closed
                quoted.append(text[max(start, first) : min(end, last)])
                at = end
        rest.append(text[at : sentence.end])
        rows.append([" ".join(" ".join(pieces).split()) for pieces in (quoted, rest)])
    return pd.DataFrame(rows, columns=["quoted", "rest"], dtype="str")


def _outermost(quotations: Sequence[Quotation]) -> list[Quotation]:
    found: list[Quotation] = []
    for quotation in sorted(quotations, key=lambda each: (each.start, -each.end)):
        if not found or quotation.start >= found[-1].end:
            found.append(quotation)
    return found


def vader_by_voice(voices: pd.DataFrame) -> pd.DataFrame:
    """Return VADER's `compound` of the quoted words and of the rest; missing (nan) where one of them has no word.

    Columns `compound_quoted` and `compound_rest`, a row for each of `split_voices`. The two do not add up to the
    sentence's score: a negation or a contrast does not reach across, and VADER sees words that touch a mark only here.

    >>> voices = pd.DataFrame({"quoted": ["a great day", ""], "rest": ["they lied", "He left."]})
    >>> vader_by_voice(voices).values.tolist()
    [[0.6249, -0.3818], [nan, 0.0]]
    """
    scores = {}
    for voice in ("quoted", "rest"):
        words = voices[voice].astype("str")
        scores[f"compound_{voice}"] = vader(words.tolist())["compound"].where(words.str.contains(r"\w").to_numpy())
    return pd.DataFrame(scores)
