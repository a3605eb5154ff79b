"""What a capitalised run names: a person, an organisation, a place, or nothing; learned from names marked by hand.

A linear model over the words of the run and those beside it. It decides about runs that the stored lists do not know;
the evidence of the rules (`evidence`) is one of its features. Card: `resources/names.md`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from newsactors import packaged
from newsactors.actors import gazetteer
from newsactors.actors.evidence import organisation_type
from newsactors.actors.names import Name, bare_text
from newsactors.actors.wording import Words, bare_at

LABELS = ("", "person", "organisation", "place")
# Word lists that tell something of a name by its first or its last word.
_LISTS = (
    "given role head_org first_org head_place first_place closed opener head_event first_event government force medium "
    "family_first surname_head"
).split()
_CERTAIN = frozenset(["title", "acronym", "noun"])  # evidence of rules that a name is one
_LONGEST = 4  # words of a run that shapes are told of


class Weights(NamedTuple):
    """Whole numbers, one a label, for each feature; `shares` tells how often words are written small, 0 to 4.

    `bias` is added, once a document, to what speaks for a name.
    """

    features: Mapping[str, Sequence[int]]
    shares: Mapping[str, int]
    bias: int


@cache
def load_weights() -> Weights:
    """Return the packaged weights; ResourceError if they are missing or damaged."""
    return Weights(**packaged.weights("names.json"))


def with_types(words: Words, names: Sequence[Name], weights: Weights) -> list[Name]:
    """Give the runs that no list knows the type that all occurrences of their words in the document speak for.

    >>> from newsactors.actors.names import find_names
    >>> from newsactors.actors.wording import read_words
    >>> words = read_words("Odette Farnsworth left the Varnholt Group on Monday.")
    >>> [(name.type, name.evidence) for name in with_types(words, list(find_names(words)), load_weights())]
    [('person', 'learned'), ('organisation', 'head')]
    """
    totals: dict[str, list[int]] = defaultdict(lambda: [weights.bias * (label > 0) for label in range(len(LABELS))])
    for name in names:
        if not name.listed:
            scores = totals[bare_text(words, name)]
            for feature in describe(words, name, weights.shares):
                for label, weight in enumerate(weights.features.get(feature, ())):
                    scores[label] += weight
    found = {text: LABELS[max(range(len(LABELS)), key=scores.__getitem__)] for text, scores in totals.items()}
    return [name if name.listed else _typed(words, name, found[bare_text(words, name)]) for name in names]


def _typed(words: Words, name: Name, kind: str) -> Name:
    """Return a name with the type learned; what the rules say stays where it says the same, or more precisely."""
    if kind == name.type or (not kind and name.evidence in _CERTAIN):
        return name
    if kind == "organisation":
        if name.type not in ("", "person", "place", "state"):
            return name
        return Name(name.first, name.last, organisation_type(words, name.first, name.last), "learned")
    return Name(name.first, name.last, kind, "learned" if kind else "")


def describe(words: Words, name: Name, shares: Mapping[str, int]) -> Iterator[str]:
    """Yield the features of a run: its rule, words, shapes and endings, and the words beside it."""
    first, last = name.first, name.last
    bare = [word.bare for word in words[first:last]]
    before, after = bare_at(words, first - 1), bare_at(words, last)
    rule, size, opens = f"rule {name.type} {name.evidence}", min(len(bare), 5), words[first].opens
    yield from ("all", rule, f"{rule} {size}")
    for side, word in (("<", before.lower()), (">", after.lower())):
        yield from (f"{side} {word}", f"{side} ends {word[-3:]}", f"{rule} {side} {word}")
    for place, word in (("first", bare[0]), ("last", bare[-1])):
        small = word.lower()
        yield from (f"{place} {small}", f"{place} ends {small[-3:]}")
        yield f"last ends {small[-2:]}" if place == "last" else f"first begins {small[:3]}"
        for kind in _kinds().get(word, ()):
            yield from (f"{place} in {kind}", f"{place} in {kind} {size}")
    left, right, shapes = _shape(before), _shape(after), " ".join([_shape(word) for word in bare[:_LONGEST]])
    yield from (f"< {left}", f"> {right}", f"shapes {left} | {shapes} | {right}")
    told = [str(shares.get(word.lower(), 5)) for word in bare[:_LONGEST]]
    yield from (f"size {size} {opens}", f"small {' '.join(told)}", f"small first {told[0]} {opens} {size}")
    yield from (f"small last {told[-1]} {size}", f"small all {' '.join(sorted(set(told)))}")


def _shape(word: str) -> str:
    """Return what a word looks like: A capitals, a small, Aa a capital first, I one letter, 9 with digits, x else."""
    if not word:
        return "-"
    if word.islower():
        return "a"
    if len(word) == 1:
        return "I"
    if word.isupper():
        return "A"
    if word[0].isupper() and word[1:].islower():
        return "Aa"
    return "9" if any(map(str.isdigit, word)) else "x"


@cache
def _kinds() -> Mapping[str, Collection[str]]:
    """Return for each word of the lists that tell of names which of them hold it."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in _LISTS:
        for word in sorted(gazetteer.words(kind)):
            found[word].append(kind)
    return found
