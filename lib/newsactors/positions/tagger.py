"""The tagger of attributions: two stages over the words, then the labels of every token and how sure they are."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newsactors.positions import revision, surroundings
from newsactors.positions.cues import load_cues
from newsactors.tagging import chain, model, parts_of_speech
from newsactors.tagging.columns import SIZES, Columns, is_mark, word_columns
from newsactors.tagging.model import FILE, Model
from newsactors.tagging.scoring import Scorer, scorer
from newsactors.tagging.tokens import Tokens


class Tagger(NamedTuple):
    """The models of both stages, the words that the lexicon has as cues, and what scores tokens.

    `both` scores them by the templates that the stages share, `more` by those that the second has beside them.
    """

    first: Model
    second: Model
    cues: frozenset[str]
    parts_of_speech: Scorer
    both: Scorer
    more: Scorer


class Reading(NamedTuple):
    """The tokens of some texts, their columns, the labels of each, once a bias, and the probability of every label.

    `probabilities` has a row a label.
    """

    tokens: Tokens
    columns: Columns
    labelings: list[npt.NDArray[np.int8]]
    probabilities: chain.Floats


@cache
def load_tagger() -> Tagger:
    """Return the packaged tagger; ResourceError if a file is missing or damaged."""
    first, second = (model.load(FILE, name) for name in ("first", "second"))
    shared, sizes = len(first.templates), SIZES | surroundings.SIZES | revision.SIZES
    return Tagger(
        first,
        second,
        frozenset(load_cues()),
        parts_of_speech.load_guesser(),
        scorer([first, second], sizes, last=shared),
        scorer([second], sizes, shared),
    )


def read(tokens: Tokens, tagger: Tagger, biases: Sequence[float]) -> Reading:
    """Label every token once a bias, which is added to the scores of labels that begin a source, cue or content."""
    columns = word_columns(tokens)
    surroundings.add_surroundings(columns, tokens, tagger.cues, tagger.parts_of_speech)
    first, second = np.split(tagger.both.sums(columns), [tagger.first.table.shape[1]], axis=1)
    [labels], probabilities = decode(tagger.first, tagger.first.scaled(first), tokens, [0])
    revision.add_revision(columns, tokens, labels, probabilities)
    scores = tagger.second.scaled(second + tagger.more.sums(columns))
    return Reading(tokens, columns, *decode(tagger.second, scores, tokens, biases))


def decode(
    tagger: Model, scores: chain.Floats, tokens: Tokens, biases: Sequence[float]
) -> tuple[list[npt.NDArray[np.int8]], chain.Floats]:
    """Return the best labels of all tokens, once a bias, and the probability of each label (rows), without any."""
    n, first, length = len(tokens.type), tokens.lines[:, 0], tokens.lines[:, 1]
    packed = chain.pack(first, length)
    probabilities = np.zeros((len(tagger.labels), n), np.float32)
    probabilities[:, packed.order] = chain.label_probabilities(scores.take(packed.order, 1), tagger.steps, packed)
    # All biases side by side, as if the lines stood there several times: one walk instead of several.
    begins = (np.arange(len(tagger.labels))[:, None] % 2).astype(np.float32)
    biased = np.concatenate([scores + np.float32(bias) * begins for bias in biases], axis=1)
    shifts = n * np.arange(len(biases))[:, None]
    packed = chain.pack((first + shifts).ravel(), np.tile(length, len(biases)))
    labels = np.zeros(n * len(biases), np.int8)
    labels[packed.order] = chain.best_path(biased.take(packed.order, 1), tagger.steps, packed)
    return np.split(labels, len(biases)), probabilities


class Plain(NamedTuple):
    """A reading as lists: value by value, these are read several times faster than arrays.

    `words` are as written; `tags` and `is_cue` are as in the reading's columns, `is_mark` tells what has no letter or
    digit, and the others are as in its tokens. `lines` have first token, number of tokens, number of the text.
    """

    words: list[str]
    start: list[int]
    end: list[int]
    text: list[int]
    quoted: list[int]
    begins: list[bool]
    sentence: list[int]
    opens: list[int]
    ends: list[int]
    tags: list[int]
    is_cue: list[int]
    is_mark: list[bool]
    lines: list[list[int]]

    def lowered(self, place: tuple[int, int]) -> list[str]:
        """Return a range of tokens as words in small letters."""
        return [word.lower() for word in self.words[slice(*place)]]


def plain(reading: Reading) -> Plain:
    """Return the lists of a reading."""
    tokens, columns = reading.tokens, reading.columns
    arrays = (
        *(tokens.start, tokens.end, tokens.text, tokens.quoted, tokens.begins, tokens.sentence, tokens.opens),
        *(tokens.ends, columns["pos"], columns["cue"], is_mark(columns["shape"]), tokens.lines),
    )
    words = [tokens.types[number] for number in tokens.type.tolist()]
    return Plain(words, *(array.tolist() for array in arrays))
