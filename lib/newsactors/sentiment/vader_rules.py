"""VADER's rules, applied to many texts at once: the same scores as the authors' program, to the last digit.

Each rule is a step for all rated words together. What a step does to one word is done in the order of their program,
since floating-point sums depend on it. Rules of theirs that look like slips are kept and marked "sic".
"""

from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from newsactors.sentiment import vader_words as known
from newsactors.sentiment.vader_reading import Chunk
from newsactors.sentiment.vader_tokens import BOUNDARY, Flags, Floats, Whole, Words, words

COLUMNS: Final = ("neg", "neu", "pos", "compound")
_DIGITS: Final = (3, 3, 3, 4)
_NEAR_TIE: Final = 1e-6  # far above the error of one multiplication, far below what else lies between two digits
# Where a phrase is looked for around a rated word; of several that are found the last one holds.
_LOOKED_UP: Final = ((-3, -2), (-3, -2, -1), (-2, -1), (-2, -1, 0), (-1, 0), (0, 1), (0, 1, 2))
Numbers = npt.NDArray[np.int32]


class Rated(NamedTuple):
    """The rated words of a chunk, which stand `at` these places, each in the text number `row` (from 0).

    `near[k]` are the words k places on (0: the rated words themselves, -1: those before); `mixed` tells whether some
    words of the text, but not all, are in capitals.
    """

    at: Whole
    row: Whole
    near: dict[int, Numbers]
    mixed: Flags


class Phrases(NamedTuple):
    """Valences of two and of three words in a row, by the words' `part`, and what pairs add; not a number for none."""

    pairs: Floats
    triples: Floats
    added: Floats


def score(chunk: Chunk, table: Words) -> Floats:
    """Return the scores of each text of a chunk, whose words have the numbers of `table`: a row each, `COLUMNS`."""
    rated = _find_rated(chunk, table)
    return _scores(_after_but(_valences(chunk, rated, table), chunk, rated, table), rated, chunk)


def _find_rated(chunk: Chunk, table: Words) -> Rated:
    """Find the words that the lexicon rates, but not "kind" in "kind of"."""
    at = np.flatnonzero(table.rated[chunk.words])
    kind, of = table.numbers["kind"], table.numbers["of"]
    at = at[(chunk.words[at] != kind) | (chunk.words[at + 1] != of)]
    row = np.searchsorted(chunk.starts, at, "right") - 1
    return Rated(at, row, {step: chunk.words[at + step] for step in range(-3, 3)}, chunk.mixed[row])


def _valences(chunk: Chunk, rated: Rated, table: Words) -> Floats:
    """Return the valence of each rated word after what the words around it do to it."""
    near, number = rated.near, table.numbers
    valence = table.valence[near[0]]
    no = number["no"]
    # "No" before a rated word only negates it. It reaches two words on, and three if "or" or "nor" is the third.
    valence[(near[0] == no) & table.rated[near[1]]] = 0.0
    between = _are(near[-1], "or", "nor", table)
    negated = (near[-1] == no) | (near[-2] == no) | ((near[-3] == no) & between)
    valence = np.where(negated, table.valence[near[0]] * known.FLIP, valence)
    loud = chunk.capitals[rated.at] & rated.mixed
    valence += np.where(loud, np.where(valence > 0, known.CAPITALS, -known.CAPITALS), 0.0)
    for back, left in enumerate(known.FADING, start=1):
        valence += _boost(valence, back, chunk, rated, table) * left
        # Rated words do nothing to those behind them, and nothing reaches over the beginning of a text.
        acts = ~table.rated[near[-back]] & (near[-back] != BOUNDARY)
        valence *= np.where(acts, _negation(near, back, table), 1.0)
        if back == len(known.FADING):
            valence = np.where(acts, _phrases(valence, near, table), valence)
    at_least = _are(near[-2], "at", "very", table)
    return valence * np.where((near[-1] == number["least"]) & ~at_least, known.FLIP, 1.0)


def _boost(valence: Floats, back: int, chunk: Chunk, rated: Rated, table: Words) -> Floats:
    """Return what an intensifier or dampener so many words back adds to each valence."""
    boost = table.boost[rated.near[-back]]
    loud = chunk.capitals[rated.at - back] & rated.mixed & (boost != 0)
    # Sic: capitals make a dampener an intensifier.
    louder = np.where(loud, np.where(valence > 0, known.CAPITALS, -known.CAPITALS), 0.0)
    return np.where(valence < 0, -boost, boost) + louder


def _negation(near: dict[int, Numbers], back: int, table: Words) -> Floats:
    """Return what a negation so many words back multiplies each valence by; 1 if there is none."""
    number = table.numbers
    factor = np.where(table.negates[near[-back]], known.FLIP, 1.0)
    if back == 1:
        return factor
    so, doubt = _are(near[-1], "so", "this", table), near[-1] == number["doubt"]
    never = near[-back] == number["never"]
    if back == 2:
        never_so = never & so
    else:
        # Sic: "so" or "this" before a rated word strengthens it without any "never".
        never_so = (never & _are(near[-2], "so", "this", table)) | so
        doubt = doubt | (near[-2] == number["doubt"])
    factor[(near[-back] == number["without"]) & doubt] = 1.0
    factor[never_so] = known.NEVER_SO
    return factor


def _are(word: Numbers, this: str, that: str, table: Words) -> Flags:
    """Tell which words are one of two."""
    found: Flags = (word == table.numbers[this]) | (word == table.numbers[that])
    return found


def _phrases(valence: Floats, near: dict[int, Numbers], table: Words) -> Floats:
    """Put the valence of the phrase that a word stands in, or that stands before it, in place of its own."""
    phrases = _phrase_table()
    part = {step: table.part[word] for step, word in near.items()}
    for steps in _LOOKED_UP:
        found = (phrases.pairs if len(steps) == 2 else phrases.triples)[tuple(part[step] for step in steps)]
        valence = np.where(np.isnan(found), valence, found)
    for first in (-3, -2):
        # Sic: "kind of" makes what is negative more so.
        valence = valence + phrases.added[part[first], part[first + 1]]
    return valence


@cache
def _phrase_table() -> Phrases:
    """Return the table of phrases."""
    parts = words().parts
    size = len(parts) + 1
    found = Phrases(np.full((size, size), np.nan), np.full((size, size, size), np.nan), np.zeros((size, size)))
    for phrase, valence in known.PHRASES.items():
        place = tuple(parts[word] for word in phrase)
        (found.pairs if len(phrase) == 2 else found.triples)[place] = valence
    for one, other in known.DAMPENING_PAIRS:
        found.added[parts[one], parts[other]] = -known.BOOST
    return found


def _after_but(valence: Floats, chunk: Chunk, rated: Rated, table: Words) -> Floats:
    """Halve the valences before a text's first "but" and raise those behind it by half."""
    places = np.flatnonzero(chunk.words == table.numbers["but"])
    rows, first = np.unique(np.searchsorted(chunk.starts, places, "right") - 1, return_index=True)
    for row, but in zip(rows.tolist(), places[first].tolist(), strict=True):
        start, end = np.searchsorted(rated.row, (row, row + 1)).tolist()
        values = valence[start:end].tolist()
        for number in range(end - start):
            # Sic: of equal valences the first is changed, whichever was meant.
            changed = values.index(values[number])
            values[changed] *= known.BEFORE_BUT if rated.at[start + changed] < but else known.AFTER_BUT
        valence[start:end] = values
    return valence


def _scores(valence: Floats, rated: Rated, chunk: Chunk) -> Floats:
    """Return the scores of each text, from the valences of its rated words."""
    count, row = len(chunk.starts), rated.row
    total = _sums(valence, row, count)
    total += np.sign(total) * chunk.emphasis
    # Each word weighs one more than its valence; one without valence weighs one, too.
    positive = np.bincount(row, np.where(valence > 0, valence + 1, 0.0), count)
    negative = np.abs(np.bincount(row, np.where(valence < 0, valence - 1, 0.0), count))
    neutral = chunk.lengths - np.bincount(row, valence != 0, count)
    emphatic = np.where(positive > negative, chunk.emphasis, 0.0), np.where(positive < negative, chunk.emphasis, 0.0)
    positive, negative = positive + emphatic[0], negative + emphatic[1]
    weight = positive + negative + neutral
    weight[chunk.lengths == 0] = 1.0  # there is nothing to share
    shares = negative / weight, neutral / weight, positive / weight, total / np.sqrt(total * total + known.SQUASH)
    return np.stack([_rounded(share, digits) for share, digits in zip(shares, _DIGITS, strict=True)], axis=1)


def _sums(valence: Floats, row: Whole, count: int) -> Floats:
    """Return the sum of each row's valences, as `sum` has it: since Python 3.12 that corrects for rounding."""
    found = np.bincount(row, valence, count).astype(np.float64)
    ends = np.searchsorted(row, np.arange(count + 1))
    values, edges = valence.tolist(), ends.tolist()
    for number in np.flatnonzero(np.diff(ends) > 2).tolist():  # of two, both ways give the same
        found[number] = sum(values[edges[number] : edges[number + 1]])
    return found


def _rounded(values: Floats, digits: int) -> Floats:
    """Round as `round` does: to the decimal that is nearest to the exact value of the binary number."""
    scaled = values * 10**digits
    rounded: Floats = np.rint(scaled) / 10**digits
    for tie in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < _NEAR_TIE).tolist():
        rounded[tie] = round(float(values[tie]), digits)
    return rounded
