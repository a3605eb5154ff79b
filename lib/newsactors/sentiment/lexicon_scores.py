"""The tone of words, by the VADER lexicon and rules (Hutto and Gilbert 2014)."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

import pandas as pd

FLIP = -0.74  # what a negation does to a valence (Hutto and Gilbert 2014)


class _Analyser(Protocol):
    lexicon: dict[str, float]

    def polarity_scores(self, text: str) -> dict[str, float]: ...


@cache
def _analyser() -> _Analyser:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser: _Analyser = SentimentIntensityAnalyzer()
    return analyser


def lexicon() -> Mapping[str, float]:
    """Return the words that VADER's lexicon rates, with their valence from -4 to +4.

    >>> lexicon()["praise"], lexicon()["war"]
    (2.6, -2.9)
    """
    return _analyser().lexicon


def vader(texts: Sequence[str]) -> pd.DataFrame:
    """Score the tone of each text; one row a text, in order, with columns `neg`, `neu`, `pos`, `compound`.

    `neg`, `neu` and `pos` are shares from 0 to 1 of the words' weight; `compound` runs from -1 (most negative) to +1
    and is the sum of the words' valences after the rules for negation, emphasis and contrast, squashed. The numbers
    are those of the authors' own package, vaderSentiment.

    The lexicon was rated for short social-media texts. It measures the tone of words, not anyone's attitude: a sober
    report of a war is "negative", and a sentence that is negative about one actor may side with another. Do not read
    it as stance toward an actor.

    >>> vader(["Russia and Germany both urged restraint.", "The strike killed six officers."])["compound"].tolist()
    [0.0, -0.7184]
    """
    rows = [_analyser().polarity_scores(text) for text in texts]
    return pd.DataFrame(rows, columns=["neg", "neu", "pos", "compound"], dtype="float64")


def valences(text: str) -> pd.DataFrame:
    """List the words of a text that the lexicon rates, in order, with their `valence`: -4 to +4, mean of ten raters.

    This is the evidence behind a score, before any rule: negation and emphasis are not applied here.

    >>> valences("The prospect of a strike could hamper a hostage deal").to_dict("records")
    [{'word': 'prospect', 'valence': 1.2}, {'word': 'strike', 'valence': -0.5}]
    """
    from vaderSentiment.vaderSentiment import SentiText

    rated = lexicon()
    words = [word for word in SentiText(text).words_and_emoticons if word.lower() in rated]
    return pd.DataFrame({"word": words, "valence": [rated[word.lower()] for word in words]})
