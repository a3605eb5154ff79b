"""The tagger of attributions: two stages over the words, then the labels of every token and how sure they are."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain as joined
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from newsactors.positions import revision, surroundings
from newsactors.positions.cues import load_cues
from newsactors.tagging import chain, model
from newsactors.tagging.model import Model
from newsactors.tagging.templates import features
from newsactors.tagging.tokens import Columns, Tokens, word_columns

FILE: Final = "tagging.npz"


class Tagger(NamedTuple):
    """The three models, and the words that the lexicon has as cues."""

    parts_of_speech: Model
    first: Model
    second: Model
    cues: frozenset[str]


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
    guesser, first, second = (model.load(FILE, name) for name in ("parts_of_speech", "first", "second"))
    return Tagger(guesser, first, second, frozenset(load_cues()))


def read(tokens: Tokens, tagger: Tagger, biases: Sequence[float]) -> Reading:
    """Label every token once a bias, which is added to the scores of labels that begin a source, cue or content."""
    columns = word_columns(tokens)
    surroundings.add_surroundings(columns, tokens, tagger.cues, tagger.parts_of_speech)
    n_first = len(tagger.first.templates)
    told = list(features(columns, tagger.first.templates))
    [labels], probabilities = decode(tagger.first, told, tokens, [0])
    revision.add_revision(columns, tokens, labels, probabilities)
    more = features(columns, tagger.second.templates[n_first:], n_first)
    return Reading(tokens, columns, *decode(tagger.second, joined(told, more), tokens, biases))


def decode(
    tagger: Model, told: Iterable[npt.NDArray[np.uint32]], tokens: Tokens, biases: Sequence[float]
) -> tuple[list[npt.NDArray[np.int8]], chain.Floats]:
    """Return the best labels of all tokens, once a bias, and the probability of each label (rows), without any."""
    n, first, length = len(tokens.type), tokens.lines[:, 0], tokens.lines[:, 1]
    scores = tagger.scores(told, n)
    packed = chain.pack(first, length)
    probabilities = np.zeros((len(tagger.labels), n), np.float32)
    probabilities[:, packed.order] = chain.label_probabilities(scores[:, packed.order], tagger.steps, packed)
    # All biases side by side, as if the lines stood there several times: one walk instead of several.
    begins = np.arange(len(tagger.labels))[:, None] % 2
    biased = np.concatenate([scores + np.float32(bias) * begins for bias in biases], axis=1).astype(np.float32)
    shifts = n * np.arange(len(biases))[:, None]
    packed = chain.pack((first + shifts).ravel(), np.tile(length, len(biases)))
    labels = np.zeros(n * len(biases), np.int8)
    labels[packed.order] = chain.best_path(biased[:, packed.order], tagger.steps, packed)
    return np.split(labels, len(biases)), probabilities
