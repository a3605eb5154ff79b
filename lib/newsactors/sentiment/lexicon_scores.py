"""The tone of words, by the VADER lexicon and rules (Hutto and Gilbert 2014)."""

import math
from collections.abc import Callable, Mapping, Sequence
from numbers import Real
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd

from newsactors.sentiment.arguments import as_texts
from newsactors.sentiment.vader_reading import lists_of, read_chunks, standard_lists
from newsactors.sentiment.vader_rules import COLUMNS, score
from newsactors.sentiment.vader_tokens import Floats, strip_marks, table_of
from newsactors.sentiment.vader_words import DAMPENERS, FLIP, INTENSIFIERS, NEGATIONS, lexicon

__all__ = ["ENGINES", "FLIP", "TONE", "lexicon", "vader", "valences"]

# A text is called positive from this compound on, negative from its negative on, neutral between.
TONE: Final = 0.05
RULE_WORDS: Final = NEGATIONS | INTENSIFIERS | DAMPENERS | {"least", "but"}


def vader(
    texts: Sequence[str], *, engine: str = "newsactors", rated: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Score the tone of each text; one row a text, in order, with columns `neg`, `neu`, `pos`, `compound`.

    `neg`, `neu` and `pos` are shares from 0 to 1 of the words' weight, rounded to 3 digits; `compound` runs from -1
    (most negative) to +1 and is the sum of the words' valences after the rules for negation, emphasis and contrast,
    squashed and rounded to 4 digits. An empty text has zeros. ValueError if `texts` is one string or holds something
    else, or `engine` is none of `ENGINES`; ResourceError if the lexicon is not installed.

    With `engine="newsactors"` all numbers are those of the authors' own package, vaderSentiment 3.3.2, to the last
    digit, and come several times as fast (`python -m newsactors.sentiment.benchmark` measures it). `engine="nltk"`
    gives those of NLTK (3.10), which has to be installed, with the same lexicon. They differ in some column for 41% of
    8,274 sentences of US political news (NewsMTSC), mostly since NLTK does not count words of one character, such as
    "a"; in `compound` for 4.5%, by 0.31 on average, and in its side (at +/-0.05) for 1.6%. There, NLTK takes one mark
    at most from a word (`loser,"` goes unrecognised), knows fewer intensifiers and no "no" that negates,
    reads a word that comes again as where it came first, and does not read emoji. State which of the two you used.

    The lexicon was rated for short social-media texts. It measures the tone of words, not anyone's attitude: a sober
    report of a war is "negative", and a sentence that is negative about one actor may side with another. Do not read
    it as stance toward an actor.

    `rated` puts another list of words with valences, such as `afinn()`, in the place of VADER's, under the same rules.
    Words in it that the rules themselves use (negations, intensifiers, "least", "but") keep that part and are not
    rated; phrases and words with capitals are not found; ValueError for letters beyond ASCII, an empty word, and a
    valence that is no finite number.

    As in the authors' package, a rated word is not recognised where it touches a curly quotation mark or a dash, which
    most news text has. Where that matters, replace the marks by spaces before.

    >>> vader(["Russia and Germany both urged restraint.", "The strike killed six officers."])["compound"].tolist()
    [0.0, -0.7184]
    >>> told = "They spoke of a “disaster”."
    >>> vader([told, told.translate(dict.fromkeys(map(ord, "“”"), " "))])["compound"].tolist()
    [0.0, -0.6249]
    """
    if not isinstance(engine, str) or engine not in ENGINES:
        raise ValueError(f"engine is {engine!r}: give one of {', '.join(ENGINES)}")
    return pd.DataFrame(ENGINES[engine](as_texts(texts), _ratable(rated)), columns=list(COLUMNS), copy=False)


def _ratable(rated: Mapping[str, float] | None) -> Mapping[str, float] | None:
    """Return a lexicon without the words that are the rules' own; ValueError if a word or valence is none."""
    if rated is None:
        return None
    own = lexicon()  # which has two emoticons that its rules never find
    for word, valence in rated.items():
        if not (isinstance(word, str) and word and (word.isascii() or word in own)):
            raise ValueError(
                f"rated has {word!r}, which VADER's rules cannot look up: leave it out or spell it in ASCII"
            )
        if not (isinstance(valence, Real) and math.isfinite(valence)):
            raise ValueError(f"rated has {valence!r} for {word!r}: give a number, as VADER's from -4 to 4")
    return {word: float(valence) for word, valence in rated.items() if word.isascii() and word not in RULE_WORDS}


def _by_rules(texts: Sequence[str], rated: Mapping[str, float] | None) -> Floats:
    """Return the scores by this package's rules."""
    lists = standard_lists() if rated is None else lists_of(table_of(rated))
    found = np.zeros((len(texts), len(COLUMNS)))
    for chunk in read_chunks(texts, lists):
        found[chunk.first : chunk.first + len(chunk.starts)] = score(chunk, lists.words)
    return found


def _by_nltk(texts: Sequence[str], rated: Mapping[str, float] | None) -> Floats:
    """Return the scores by NLTK; ModuleNotFoundError if it is not installed."""
    try:
        from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError('engine "nltk" needs NLTK: pip install nltk', name=error.name) from error

    class Analyser(SentimentIntensityAnalyzer):  # type: ignore[misc]
        """NLTK's, but for where its lexicon comes from: its own would look on search paths that all of NLTK shares."""

        def __init__(self) -> None:
            self.lexicon = lexicon() if rated is None else rated
            self.constants = VaderConstants()

    analyser, found = Analyser(), np.zeros((len(texts), len(COLUMNS)))
    for row, text in enumerate(texts):
        scores = analyser.polarity_scores(text)
        found[row] = [scores[column] for column in COLUMNS]
    return found


ENGINES: Final[Mapping[str, Callable[[Sequence[str], Mapping[str, float] | None], Floats]]] = MappingProxyType(
    {"newsactors": _by_rules, "nltk": _by_nltk}
)


def valences(text: str) -> pd.DataFrame:
    """List the words of a text that the lexicon rates, in order, with their `valence`: -4 to +4, mean of ten raters.

    This is the evidence behind a score, before any rule: negation and emphasis are not applied here.

    >>> valences("The prospect of a strike could hamper a hostage deal").to_dict("records")
    [{'word': 'prospect', 'valence': 1.2}, {'word': 'strike', 'valence': -0.5}]
    """
    rated = lexicon()
    [text] = as_texts([text])
    words = [word for word in map(strip_marks, text.split()) if word.lower() in rated]
    return pd.DataFrame({"word": words, "valence": [rated[word.lower()] for word in words]})
