"""What VADER knows of words: the lexicon and the emoji of the authors' package, and the lists in their program.

Source of all lists and numbers: Hutto and Gilbert (2014) and their package vaderSentiment 3.3.2 (MIT licence). The two
files are read where that package is installed; the module beside them, which would load `requests`, is not imported.
What stands in their program as constants is stated here, and `tests/test_vader.py` compares it with theirs.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from newsactors.errors import ResourceError

FLIP: Final = -0.74  # what a negation does to a valence: it is multiplied by this
BOOST: Final = 0.293  # what an intensifier adds to the size of a valence, and a dampener takes from it
CAPITALS: Final = 0.733  # what capitals add to it, in a text that is not all in capitals
FADING: Final = (1.0, 0.95, 0.9)  # how much of a booster is left one, two and three words before the rated word
NEVER_SO: Final = 1.25  # what "never so" does to a valence: it is multiplied by this, not flipped
BEFORE_BUT: Final = 0.5
AFTER_BUT: Final = 1.5
EXCLAMATION: Final = 0.292  # for each exclamation mark, up to
MOST_EXCLAMATIONS: Final = 4
QUESTIONS: Final = (0.0, 0.0, 2 * 0.18, 3 * 0.18, 0.96)  # for none, one, two, three, more question marks
SQUASH: Final = 15  # the sum of valences, s, becomes s / sqrt(s * s + SQUASH)

NEGATIONS: Final = frozenset(
    "aint arent cannot cant couldnt darent didnt doesnt ain't aren't can't couldn't daren't didn't doesn't dont hadnt "
    "hasnt havent isnt mightnt mustnt neither don't hadn't hasn't haven't isn't mightn't mustn't neednt needn't never "
    "none nope nor not nothing nowhere oughtnt shant shouldnt uhuh wasnt werent oughtn't shan't shouldn't uh-uh wasn't "
    "weren't without wont wouldnt won't wouldn't rarely seldom despite".split()
)
NEGATES_WITHIN: Final = "n't"  # a word that holds this is a negation too
INTENSIFIERS: Final = frozenset(
    "absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously "
    "entirely especially exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking "
    "fricking frickin frigging friggin fully fuckin fucking fuggin fugging greatly hella highly hugely incredible "
    "incredibly intensely major majorly more most particularly purely quite really remarkably so substantially "
    "thoroughly total totally tremendous tremendously uber unbelievably unusually utter utterly very".split()
)
DAMPENERS: Final = frozenset(
    "almost barely hardly kinda kindof kind-of less little marginal marginally occasional occasionally partly scarce "
    "scarcely slight slightly somewhat sorta sortof sort-of".split()
)
DAMPENING_PAIRS: Final = frozenset({("just", "enough"), ("kind", "of"), ("sort", "of")})
# Phrases that have a valence of their own. Their program lists "badass" too, where no single word can be found.
PHRASES: Final[Mapping[tuple[str, ...], float]] = MappingProxyType(
    {
        ("the", "shit"): 3.0,
        ("the", "bomb"): 3.0,
        ("bad", "ass"): 1.5,
        ("bus", "stop"): 0.0,
        ("yeah", "right"): -2.0,
        ("beating", "heart"): 3.5,
        ("kiss", "of", "death"): -1.5,
        ("to", "die", "for"): 3.0,
    }
)
# Words that a rule names and no list above holds.
NAMED: Final = ("no", "or", "this", "doubt", "least", "at", "but", "kind", "of")


@cache
def lexicon() -> Mapping[str, float]:
    """Return the words that VADER's lexicon rates, with their valence from -4 to +4.

    ResourceError if the file is not installed.

    >>> lexicon()["praise"], lexicon()["war"]
    (2.6, -2.9)
    """
    return MappingProxyType({word: float(valence) for word, valence in _pairs("vader_lexicon.txt")})


@cache
def emoji() -> Mapping[str, str]:
    """Return what VADER reads in place of each emoji; only those of one character, since it finds no others.

    ResourceError if the file is not installed.

    >>> emoji()["😀"]
    'grinning face'
    """
    return MappingProxyType({sign: words for sign, words in _pairs("emoji_utf8_lexicon.txt") if len(sign) == 1})


def _pairs(filename: str) -> list[tuple[str, str]]:
    """Return the first two columns of a file of the package vaderSentiment; ResourceError if it is missing."""
    try:
        read = (resources.files("vaderSentiment") / filename).read_bytes().decode("utf-8")
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise ResourceError(f"vaderSentiment/{filename}: not installed; install newsactors again") from error
    rows = [line.strip().split("\t") for line in read.split("\n") if line.strip()]
    return [(row[0], row[1]) for row in rows]
