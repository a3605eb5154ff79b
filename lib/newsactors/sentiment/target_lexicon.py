"""The lexicon of words that colour what is said of someone, `resources/target_lexicon.csv`, and the forms of its words.

Classes say what a word does or names: "criticise", "hero", "incompetent". Most have a side, + or -, for whom they are
said of; which side a sentence takes toward one of its actors depends on who does what to whom, and is learned.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from newsactors import packaged
from newsactors.errors import ResourceError

FILE: Final = "target_lexicon.csv"
# Part of speech and side of each class. Where a word has several classes, the first here stands for it; a class that
# is not here never does.
COARSE: Final = dict(
    pair.split(":")
    for pair in (
        "criticise:v- praise:v+ support:v+ oppose:v- prosecute:v- harm:v- wrong:v- obstruct:v- mock:v- fail:v- win:v+ "
        "help:v+ please:v+ rant:v- threaten:v- deny:deny admit:admit rejoice:v+ villain:n- hero:n+ scandal:n- "
        "criticism:n- failure:n- achievement:n+ virtue:n+ vice:n- approval:n+ violence:n- immoral:a- incompetent:a- "
        "unhappy:a- bad:a- moral:a+ competent:a+ happy:a+ good:a+ law:n- problem:n- peace:n+"
    ).split()
)
# Function words, and words of the opinion polls that are listed in all the forms that count.
_AS_LISTED: Final = frozenset("negation contrast unreal emphasis cause leading trailing polls".split())
_VOWELS: Final = "aeiou"
_NONE: Final = frozenset[str]()


class Lexicon(NamedTuple):
    """Classes by word, in all its forms, and by phrase: for the first word, (all words of the phrase, classes)."""

    words: dict[str, frozenset[str]]
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]


@cache
def load_lexicon() -> Lexicon:
    """Return the packaged lexicon; ResourceError if it is missing or lacks a column.

    >>> sorted(load_lexicon().words["criticised"]), load_lexicon().phrases["took"][0]
    (['criticise'], (('took', 'a', 'shot'), frozenset({'criticise'})))
    """
    words: dict[str, frozenset[str]] = {}
    phrases: dict[tuple[str, ...], frozenset[str]] = {}
    try:
        for row in packaged.rows(FILE):
            entry, classes = tuple(row["entry"].split()), frozenset([row["class"]])
            if len(entry) > 1:
                phrases[entry] = phrases.get(entry, _NONE) | classes
                continue
            for form in entry if row["class"] in _AS_LISTED else forms(entry[0]):
                words[form] = words.get(form, _NONE) | classes
    except KeyError as error:
        raise ResourceError(f"resources/{FILE}: lacks the column {error}; install newsactors again") from error
    by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for phrase, found in phrases.items():
        by_first.setdefault(phrase[0], []).append((phrase, found))
    return Lexicon(words, by_first)


def forms(word: str) -> set[str]:
    """Return a word with every regular ending it could have as a verb, noun or adjective; some are no words.

    Irregular forms ("stole") are rows of the lexicon.

    >>> sorted(forms("deny"))
    ['denied', 'denies', 'denily', 'deny', 'denyed', 'denying', 'denyly', 'denys']
    >>> sorted(forms("rob"))
    ['rob', 'robbed', 'robbing', 'robed', 'robing', 'robly', 'robs']
    """
    cut, last = word[:-1], word[-1]
    found = {word, word + "s", word + "ly"}
    found |= {word + "d", cut + "ing"} if last == "e" else {word + "ed", word + "ing"}
    if word.endswith(("s", "x", "z", "ch", "sh")):
        found.add(word + "es")
    if last == "y":
        found.add(cut + "ily")
        if word[-2:-1] not in _VOWELS:
            found |= {cut + "ies", cut + "ied"}
    if len(word) > 2 and last not in _VOWELS + "wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        found |= {word + last + "ed", word + last + "ing"}
    if word.endswith("ic"):
        found.add(word + "ally")
    if word.endswith("ize"):
        found |= {word[:-2] + ending for ending in ("se", "ses", "sed", "sing")}
    if word.endswith("le"):
        found.add(cut + "y")
    return found


def classes_of(words: Sequence[str], start: int, end: int) -> list[frozenset[str]]:
    """Return the classes of each word; those of a phrase count at its word nearest to the words `start` to `end`.

    A phrase that reaches into these is none.

    >>> [sorted(found) for found in classes_of("they took a shot at her".split(), 5, 6)]
    [[], [], [], ['criticise', 'harm'], [], []]
    """
    lexicon = load_lexicon()
    found = [lexicon.words.get(word, _NONE) for word in words]
    for at, word in enumerate(words):
        for phrase, classes in lexicon.phrases.get(word, ()):
            behind = at + len(phrase)
            if tuple(words[at:behind]) == phrase and (behind <= start or at >= end):
                nearest = behind - 1 if behind <= start else at
                found[nearest] |= classes
    return found


def coarse(word_class: str) -> str:
    """Return part of speech and side of a class, with "!" in front if negated; what is no class stays as it is.

    >>> coarse("criticise"), coarse("!hero"), coarse("of")
    ('v-', '!n+', 'of')
    """
    negation = "!" if word_class.startswith("!") else ""
    return negation + COARSE.get(word_class.removeprefix("!"), word_class.removeprefix("!"))


def main_class(classes: frozenset[str]) -> str | None:
    """Return the class that stands for a word with these, or None."""
    return next((name for name in COARSE if name in classes), None) if classes else None
