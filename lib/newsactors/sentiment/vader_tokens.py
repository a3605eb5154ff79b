"""Words as VADER sees them: how their spelling is taken, and what its lexicon and rules ask of each, as a table.

Most words are nothing to VADER: they are neither in its lexicon nor in any of its rules. Such words share one number,
so that a table of some 7,600 rows tells all that the rules ask of a word, however large the vocabulary of the texts is.
"""

import string
from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from newsactors.sentiment import vader_words as known

BOUNDARY: Final = 0  # stands between texts
PLAIN: Final = 1  # a word that no list has
PLAIN_NEGATION: Final = 2  # a word that no list has and that holds "n't"
SHORT: Final = 2  # what has no more characters without its punctuation was perhaps an emoticon, and keeps it
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Words(NamedTuple):
    """Each word's number, and what the rules ask of it, by number.

    `rated` tells whether the lexicon has it, `valence` what it says, from -4 to +4 (0 for words it does not have);
    `boost` is what it adds to the valence of a word behind it; `negates` whether it negates that; `part` its number
    among the words of phrases, 0 for all others.
    """

    numbers: Mapping[str, int]
    rated: Flags
    valence: Floats
    boost: Floats
    negates: Flags
    part: npt.NDArray[np.intp]
    parts: Mapping[str, int]


def strip_marks(spelling: str) -> str:
    """Return a word without the ASCII punctuation around it, but as it is if two characters or fewer would be left.

    >>> strip_marks('"war,"'), strip_marks("no,"), strip_marks(":)"), strip_marks("“war”")
    ('war', 'no,', ':)', '“war”')
    """
    stripped = spelling.strip(string.punctuation)
    return spelling if len(stripped) <= SHORT else stripped


def spell_emoji(text: str) -> str:
    """Put the description of each emoji in its place: with a space before it, but none behind.

    >>> spell_emoji("Peace😀, at last")
    'Peace grinning face, at last'
    """
    names, found, after_space = known.emoji(), [], True
    for character in text:
        name = names.get(character)
        if name is not None and not after_space:
            found.append(" ")
        found.append(character if name is None else name)
        after_space = character == " "
    return "".join(found)


def number_of(word: str, numbers: Mapping[str, int]) -> int:
    """Return the number of a word, of which `strip_marks` has taken the punctuation.

    >>> number_of("Cabinet", words().numbers) == PLAIN, number_of("shouldn't've", words().numbers) == PLAIN_NEGATION
    (True, True)
    """
    lower = word.lower()
    number = numbers.get(lower)
    if number is not None:
        return number
    return PLAIN_NEGATION if known.NEGATES_WITHIN in lower else PLAIN


@cache
def words() -> Words:
    """Return the table of words with VADER's lexicon; ResourceError if it is not installed."""
    return table_of(known.lexicon())


def table_of(rated: Mapping[str, float]) -> Words:
    """Return the table of words with the valences of a lexicon."""
    phrase_words = sorted({word for phrase in chain(known.PHRASES, known.DAMPENING_PAIRS) for word in phrase})
    listed = (known.NEGATIONS, known.INTENSIFIERS, known.DAMPENERS, known.NAMED, phrase_words)
    # A word is looked up in small letters, so that nothing else is ever found; two emoticons with "Þ" are lost so.
    findable = {word for word in rated if word == word.lower() and len(word.split()) == 1}
    names = ["", "", "", *sorted(findable.union(*listed))]
    numbers = {name: number for number, name in enumerate(names) if name}
    parts = {name: part for part, name in enumerate(phrase_words, start=1)}
    signs = [(name in known.INTENSIFIERS) - (name in known.DAMPENERS) for name in names]
    negates = [name in known.NEGATIONS or known.NEGATES_WITHIN in name for name in names]
    negates[PLAIN_NEGATION] = True
    return Words(
        numbers,
        np.array([name in rated for name in names]),
        np.array([rated.get(name, 0.0) for name in names]),
        known.BOOST * np.array(signs, np.float64),
        np.array(negates),
        np.array([parts.get(name, 0) for name in names]),
        parts,
    )
