"""Words that speak for and against somebody in a text, counted by a second lexicon: a check on the first."""

from collections.abc import Sequence

import pandas as pd

from newsactors.sentiment.target_context import is_negation, negated
from newsactors.sentiment.target_lexicon import classes_of, coarse, main_class
from newsactors.sentiment.vader_reading import checked
from newsactors.spans import words


def balance(texts: Sequence[str]) -> pd.DataFrame:
    """Count the words of each text that make somebody look good or bad; one row a text, in order.

    Columns `positive` and `negative`, counts of words that `target_lexicon.csv` puts on the two sides, those behind a
    negation on the other, and `balance`, -1 to 1: their difference divided by their sum, 0 where there are none.

    The lexicon was written for this project, by other hands and for another end than VADER's. Use `balance` beside
    `vader`, to see whether a finding hangs on one lexicon; it weighs all words alike and does no better by itself
    (notebook 02 compares both with hand coding). ValueError if `texts` is one string or holds something else.

    >>> balance(["Nobody praised the mayor.", "It rained."]).values.tolist()
    [[0.0, 1.0, -1.0], [0.0, 0.0, 0.0]]
    """
    rows = []
    for text in checked(texts):
        forms = [word.of(text).lower().replace("’", "'") for word in words(text)]
        sides = list[str]()
        found = zip(forms, classes_of(forms, len(forms), len(forms)), negated(forms, [0] * len(forms)), strict=True)
        for form, classes, is_negated in found:
            side = "" if is_negation(form) else coarse(main_class(classes) or "")[-1:]
            sides.append({"+": "-", "-": "+"}.get(side, "") if is_negated else side)
        rows.append((sides.count("+"), sides.count("-")))
    frame = pd.DataFrame(rows, columns=["positive", "negative"], dtype="int64")
    total = frame.sum(axis=1)
    return frame.assign(balance=((frame["positive"] - frame["negative"]) / total.where(total > 0)).fillna(0.0))
