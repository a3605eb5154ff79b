"""What a capitalised run names: a person, an organisation, a place, or nothing; learned from names marked by hand.

A linear model over the words of the run and those beside it. It decides about runs that the stored lists do not know;
the evidence of the rules (`evidence`) is one of its features. Card: `resources/names.md`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from newsactors import packaged
from newsactors.actors import gazetteer
from newsactors.actors.evidence import organisation_type
from newsactors.actors.names import Name, bare_text
from newsactors.actors.wording import Words, bare_at

Shares = Mapping[str, int]
Group = tuple[Callable[..., Iterator[str]], tuple[Any, ...]]
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
    stored = packaged.weights("names.json")
    return Weights(stored["features"], stored["shares"], stored["bias"])


def with_types(words: Words, names: Sequence[Name], weights: Weights) -> list[Name]:
    """Give the runs that no list knows the type that all occurrences of their words in the document speak for.

    >>> from newsactors.actors.names import find_names
    >>> from newsactors.actors.wording import read_words
    >>> words = read_words("Odette Farnsworth left the Varnholt Group on Monday.")
    >>> [(name.type, name.evidence) for name in with_types(words, list(find_names(words)), load_weights())]
    [('person', 'learned'), ('organisation', 'head')]
    """
    totals: dict[str, list[int]] = defaultdict(lambda: [weights.bias * (label > 0) for label in range(len(LABELS))])
    own = [name for name in names if not name.listed]
    known: dict[Group, Sequence[int]] = {}  # what a group of features speaks for: most come back within a document
    for name in own:
        scores = totals[bare_text(words, name)]
        for group in _groups(words, name):
            added = known.get(group)
            if added is None:
                added = known[group] = _added(group, weights)
            for label, weight in enumerate(added):
                scores[label] += weight
    found = {text: LABELS[max(range(len(LABELS)), key=scores.__getitem__)] for text, scores in totals.items()}
    return [name if name.listed else _typed(words, name, found[bare_text(words, name)]) for name in names]


def _added(group: Group, weights: Weights) -> list[int]:
    """Return what the features of a group speak for, label by label."""
    describe_group, values = group
    rows = [
        weights.features[feature] for feature in describe_group(weights.shares, *values) if feature in weights.features
    ]
    return [sum(column) for column in zip(*rows, strict=True)] or [0] * len(LABELS)


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
    for describe_group, values in _groups(words, name):
        yield from describe_group(shares, *values)


def _groups(words: Words, name: Name) -> list[Group]:
    """Return groups of features, each as a function and the values it tells of."""
    first, last = name.first, name.last
    bare = [word.bare for word in words[first:last]]
    before, after = bare_at(words, first - 1).lower(), bare_at(words, last).lower()
    size, opens = min(len(bare), 5), words[first].opens
    small = tuple([word.lower() for word in bare[:_LONGEST]])
    shapes = " ".join([_shape(word) for word in bare[:_LONGEST]])
    sides = _shape(bare_at(words, first - 1)), _shape(bare_at(words, last))
    return [
        (_of_rule, (name.type, name.evidence, size)),
        (_of_neighbour, ("<", name.type, name.evidence, before)),
        (_of_neighbour, (">", name.type, name.evidence, after)),
        (_of_word, ("first", bare[0], size)),
        (_of_word, ("last", bare[-1], size)),
        (_of_shapes, (*sides, shapes)),
        (_of_shares, (small, opens, size)),
    ]


def _of_rule(_shares: Shares, kind: str, evidence: str, size: int) -> Iterator[str]:
    yield "all"
    yield f"rule {kind} {evidence}"
    yield f"rule {kind} {evidence} {size}"


def _of_neighbour(_shares: Shares, side: str, kind: str, evidence: str, word: str) -> Iterator[str]:
    yield f"{side} {word}"
    yield f"{side} ends {word[-3:]}"
    yield f"rule {kind} {evidence} {side} {word}"


def _of_word(_shares: Shares, place: str, word: str, size: int) -> Iterator[str]:
    small = word.lower()
    yield f"{place} {small}"
    yield f"{place} ends {small[-3:]}"
    yield f"{place} ends {small[-2:]}" if place == "last" else f"{place} begins {small[:3]}"
    for kind in _kinds().get(word, ()):
        yield f"{place} in {kind}"
        yield f"{place} in {kind} {size}"


def _of_shapes(_shares: Shares, left: str, right: str, shapes: str) -> Iterator[str]:
    yield f"< {left}"
    yield f"> {right}"
    yield f"shapes {left} | {shapes} | {right}"


def _of_shares(shares: Shares, words: Sequence[str], opens: bool, size: int) -> Iterator[str]:
    small = [str(shares.get(word, 5)) for word in words]
    yield f"size {size} {opens}"
    yield f"small {' '.join(small)}"
    yield f"small first {small[0]} {opens} {size}"
    yield f"small last {small[-1]} {size}"
    yield f"small all {' '.join(sorted(set(small)))}"


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
