"""The sentence around a marked mention: its words and tags, other names, clauses, what is negated, and lexicon classes.

Names, clauses and the reach of negations are guessed from words and parts of speech; nothing is parsed.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from newsactors.sentiment.target_lexicon import classes_of
from newsactors.tagging import parts_of_speech
from newsactors.tagging.columns import word_columns
from newsactors.tagging.tokens import CLOSING, OPENING, OUTSIDE, Tokens, read_tokens

NEGATIONS: Final = frozenset("not n't no never none nobody nothing neither nor without hardly barely cannot".split())
SUBORDINATORS: Final = frozenset(
    "that because after as when while if but although though since before until unless whereas despite than so where "
    "why how whether who whom whose which".split()
)
_MOST: Final = 300  # words read on either side of a mention: more than a sentence of prose has, and a bound on the time
_REACH: Final = 4  # words behind a negation that it negates, if they stand in its clause
_BREAKS: Final = frozenset("; : — -- – . ! ? ... ,".split())
_FAR_PRONOUNS: Final = frozenset("it its you your".split())  # seldom an actor


class Marked(NamedTuple):
    """The sentence of a mention, whose words are those from `start` up to, not including, `end`.

    All lists have an entry a word: `words` in small letters, `tags` their parts of speech, `names` the number of the
    other name or personal pronoun that a word belongs to (0: none), `clauses` the number of its clause, `negated`
    whether a negation reaches it, `quoted` whether it is in quotation marks, `classes` those of the lexicon.
    """

    words: list[str]
    tags: list[str]
    start: int
    end: int
    names: list[int]
    clauses: list[int]
    negated: list[bool]
    quoted: list[bool]
    classes: list[frozenset[str]]


def read_marked(texts: Sequence[str], mentions: Sequence[tuple[int, int, int]]) -> list[Marked]:
    """Return the sentences of mentions, each given as number of the text, first character and character behind.

    A sentence is cut as `Tokens` has it; a mention that runs over a boundary has all the sentences it touches.

    >>> [found] = read_marked(["It rained. Nobody praised Ann, who sued."], [(0, 26, 29)])
    >>> found.words, found.start, found.end
    (['nobody', 'praised', 'ann', ',', 'who', 'sued', '.'], 2, 3)
    >>> found.clauses, found.negated
    ([0, 0, 0, 1, 2, 2, 3], [False, True, True, False, False, False, False])
    """
    tokens = read_tokens(texts)
    tags = parts_of_speech.tag(word_columns(tokens), parts_of_speech.load_guesser())
    real = np.flatnonzero(tokens.type)
    edges = np.searchsorted(tokens.text[real], np.arange(len(texts) + 1))
    found = []
    for text, start, end in mentions:
        here = real[edges[text] : edges[text + 1]]
        first = here[np.searchsorted(tokens.end[here], start, "right")]
        last = here[np.searchsorted(tokens.start[here], end, "left") - 1]
        found.append(_marked(tokens, tags, int(first), int(last)))
    return found


def _marked(tokens: Tokens, tags: npt.NDArray[np.uint32], first: int, last: int) -> Marked:
    """Return the sentences that hold the tokens `first` to `last`, both included."""
    opens = max(int(tokens.opens[first]), first - _MOST)
    ends = min(int(tokens.ends[last]), last + _MOST) + 1
    at = opens + np.flatnonzero(tokens.type[opens:ends])
    start, end = (int(np.searchsorted(at, token)) for token in (first, last + 1))
    words = [tokens.forms[number] for number in tokens.type[at].tolist()]
    names = [parts_of_speech.TAGS[number - 1] for number in tags[at].tolist()]
    quoted = tokens.quoted[at].tolist()
    clauses = _clauses(words, names, quoted, start, end)
    return Marked(
        words,
        names,
        start,
        end,
        _other_names(words, names, start, end),
        clauses,
        negated(words, clauses),
        [place != OUTSIDE for place in quoted],
        classes_of(words, start, end),
    )


def placed(mention: Marked) -> Iterator[tuple[int, str, str, int, int]]:
    """Yield for each word outside the mention: index, side, whether in its clause, names between (0..2), distance."""
    left = (range(mention.start - 1, -1, -1), "L", mention.start)
    right = (range(mention.end, len(mention.words)), "R", mention.end - 1)
    for indices, where, edge in (left, right):
        own, between = mention.clauses[min(edge, mention.end - 1)], set[int]()
        for at in indices:
            yield at, where, "own" if mention.clauses[at] == own else "other", min(len(between), 2), abs(at - edge)
            if mention.names[at]:
                between.add(mention.names[at])


def _other_names(words: Sequence[str], tags: Sequence[str], start: int, end: int) -> list[int]:
    """Return the number of each run of proper nouns, and of each personal pronoun, outside the mention; else 0."""
    found, count, inside = [0] * len(words), 0, False
    for at, (word, tag) in enumerate(zip(words, tags, strict=True)):
        is_noun = tag == "NNP"
        is_name = not start <= at < end and (is_noun or (tag in ("PRP", "PRP$") and word not in _FAR_PRONOUNS))
        if is_name:
            count += not (inside and is_noun)
            found[at] = count
        inside = is_name
    return found


def _clauses(words: Sequence[str], tags: Sequence[str], quoted: Sequence[int], start: int, end: int) -> list[int]:
    """Return the number of each word's clause.

    A new one begins at a mark, a subordinator, "and" before a verb, or the edge of a quotation.
    """
    found, count = [], 0
    for at, (word, tag) in enumerate(zip(words, tags, strict=True)):
        if at and not start < at < end:
            follows = tags[at + 1] if at + 1 < len(words) else ""
            crosses = quoted[at] != quoted[at - 1] and (quoted[at] == OPENING or quoted[at - 1] == CLOSING)
            count += (
                crosses
                or word in _BREAKS
                or (word in SUBORDINATORS and tag in ("IN", "W", "CC", "RB"))
                or (word in ("and", "or") and follows in ("VBD", "VBZ", "MD", "PRP"))
            )
        found.append(count)
    return found


def is_negation(word: str) -> bool:
    """Tell whether a word in small letters is a negation."""
    return word in NEGATIONS or word.endswith("n't")


def negated(words: Sequence[str], clauses: Sequence[int]) -> list[bool]:
    """Tell for each word whether a negation before it reaches it; words in small letters, with the numbers of clauses.

    >>> negated("they didn't praise the mayor".split(), [0] * 5)
    [False, False, True, True, True]
    """
    found, until, clause = [], -1, -1
    for at, word in enumerate(words):
        negates = is_negation(word)
        found.append(not negates and at <= until and clauses[at] == clause)
        if negates:
            until, clause = at + _REACH, clauses[at]
    return found
