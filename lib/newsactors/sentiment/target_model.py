"""The sentiment of a sentence toward one of those it mentions: a linear classifier of hashed features."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from numbers import Real
from typing import Final, NamedTuple, TypeAlias
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsactors.elementary import softmax
from newsactors.sentiment.arguments import as_spans, as_texts
from newsactors.sentiment.target_context import Marked, read_marked
from newsactors.sentiment.target_features import GROUPS
from newsactors.tagging import model
from newsactors.tagging.columns import code

FILE: Final = "toward.npz"
LABELS: Final = ("negative", "neutral", "positive")
UNSURE: Final = "unsure"
SURE: Final = 0.6  # from it on, 86% of the labels given to NewsMTSC's development parts are right
IDF_PARTS: Final = 16  # the idf is stored in 16ths, in one byte
# Shares of the labels among the mentions whose bias each set of weights has learned, which its probabilities suppose:
# those of NewsMTSC's training part; for "masked", of invented sentences written around a target as well.
SHARES: Final = {"named": (0.38, 0.35, 0.27), "masked": (0.34, 0.41, 0.25)}
_BATCH: Final = 500  # mentions read together
_BROKEN: Final = re.compile(r"\r?\n(?=(\w))")
Shares: TypeAlias = Sequence[float] | Mapping[str, float] | pd.Series  # in the order of `LABELS`, or by label
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class Weights(NamedTuple):
    """Weights of features, which are known by their hashes, `keys`, in order; `group`, `idf`, `table` have a row each.

    `group` is the index in `groups` of the group that a feature belongs to, `idf` its weight before its group is
    scaled to length 1 within a mention. Its log-odds for each label are `table`, in units of `unit[group]`; `bias` is
    added once.
    """

    groups: tuple[str, ...]
    keys: npt.NDArray[np.uint32]
    group: npt.NDArray[np.uint8]
    idf: Floats
    table: npt.NDArray[np.int8]
    unit: Floats
    bias: Floats


class Hashed(NamedTuple):
    """The features of some mentions: their hashes, the mention that each is of, and the index of its group."""

    keys: npt.NDArray[np.uint32]
    mention: Whole
    group: Whole


def hashed(mentions: Sequence[Marked], groups: Sequence[str]) -> Hashed:
    """Return the features of some mentions, each once, those of a mention and group in the order of their hashes."""
    found, counts = list[int](), list[int]()
    starts = [(name, code(f"{name} ")) for name in groups]  # the hash of a feature goes on from that of its group
    for mention in mentions:
        for name, start in starts:
            # Sorted, since the order of a set differs from run to run, and with it the last digits of sums.
            keys = sorted({crc32(feature.encode("utf-8", "surrogatepass"), start) for feature in GROUPS[name](mention)})
            found += keys
            counts.append(len(keys))
    slot = np.repeat(np.arange(len(counts)), counts)
    return Hashed(np.array(found, np.uint32), slot // len(groups), slot % len(groups))


def subset(features: Hashed, keep: npt.NDArray[np.bool_]) -> Hashed:
    """Return the features of the mentions to `keep`, which are numbered anew."""
    chosen, number = keep[features.mention], np.cumsum(keep) - 1
    return Hashed(features.keys[chosen], number[features.mention[chosen]], features.group[chosen])


def scaled(features: Hashed, keys: npt.NDArray[np.uint32], idf: Floats) -> tuple[Whole, Whole, Floats]:
    """Return mention, index in `keys` and value of each known feature; a mention's group has length 1."""
    at = np.searchsorted(keys, features.keys)
    at[at == len(keys)] = 0
    known = keys[at] == features.keys
    at, mention = at[known], features.mention[known]
    slot = mention * (features.group.max(initial=0) + 1) + features.group[known]
    value = idf[at]
    return mention, at, value / np.sqrt(np.bincount(slot, value * value))[slot]


def probabilities(mentions: Sequence[Marked], weights: Weights) -> Floats:
    """Return the probability of each label (columns, in the order of `LABELS`) for each mention (rows)."""
    return weigh(hashed(mentions, weights.groups), len(mentions), weights)


def weigh(features: Hashed, count: int, weights: Weights) -> Floats:
    """Return the same for so many mentions, from their features."""
    mention, at, value = scaled(features, weights.keys, weights.idf)
    odds = weights.table[at] * (value * weights.unit[weights.group[at]])[:, None]
    sums = [np.bincount(mention, column, minlength=count) for column in odds.T]
    return softmax(np.stack(sums, axis=1) + weights.bias)


@cache
def load_weights(name: str) -> Weights:
    """Return the packaged weights "named" or "masked"; ResourceError if they are missing or damaged."""
    return model.load_as(FILE, name, from_stored)


def from_stored(arrays: model.Stored) -> Weights:
    """Build weights from the arrays that `stored` returned."""
    return Weights(
        tuple(arrays["groups"].tolist()),
        np.cumsum(arrays["gaps"], dtype=np.uint32),
        arrays["group"].astype(np.uint8),
        arrays["idf"].astype(np.float64) / IDF_PARTS,
        np.ascontiguousarray(arrays["table"].T.astype(np.int8)),
        arrays["unit"].astype(np.float64),
        arrays["bias"].astype(np.float64),
    )


def stored(weights: Weights) -> model.Stored:
    """Return the arrays to be stored for weights."""
    return {
        "groups": np.array(weights.groups),
        "gaps": np.diff(weights.keys, prepend=np.uint32(0)),
        "group": weights.group,
        "idf": np.rint(weights.idf * IDF_PARTS).astype(np.uint8),
        "table": np.ascontiguousarray(weights.table.T),
        "unit": weights.unit.astype(np.float32),
        "bias": weights.bias.astype(np.float32),
    }


def toward(
    texts: Sequence[str],
    spans: Sequence[tuple[int, int]],
    *,
    masked: bool = False,
    least: float = 0.0,
    shares: Shares | None = None,
) -> pd.DataFrame:
    """Tell whether a sentence presents a mention negatively, neutrally or positively, and how sure that is.

    `spans` has, for each of `texts`, the first character of the mention and the one behind its last (a `Span` will do);
    a text with several mentions is given once for each. Of longer texts only the sentence of the mention counts, and
    of that 300 words on either side; but all of a text is split and tagged, so that sentences are faster. A line break
    ends a sentence, unless a small letter follows. One row a mention, in order: the probabilities `negative`,
    `neutral`, `positive`, whose sum is 1, and `label`, the most probable of the three, or "unsure" where its
    probability is below `least` (0..1; with 0, never). ValueError if texts and spans differ in number or are none, a
    span is empty or outside its text, `least` is no probability, or `shares` are none.

    Probabilities suppose that labels are as frequent as where they were learned: 38% negative, 35% neutral, 27%
    positive; with `masked`, 34, 41 and 25%. Where every actor named is judged, most mentions are neutral: give the
    `shares` to expect of the three labels, in that order or by label, from a coded sample, and probabilities are
    multiplied by how much more frequent each is (Saerens, Latinne and Decaestecker 2002, equation 4). On the seed file
    that agrees better with the coding (notebook 02). To estimate the shares from the probabilities themselves, as the
    same paper does, made things worse on all coded texts.

    What is measured is what the coders of NewsMTSC (Hamborg and Donnay 2021) judged: whether the sentence, in the
    reporter's or a quoted voice, presents the mention negatively, neutrally or positively. That is not the stance of
    one actor toward another: who speaks is not asked. The classifier is trained on US political news and on invented
    sentences of other kinds, and has learned what is usually said of whom: another name in the same sentence changes 13
    to 24% of the labels; with `masked`, which hides the target's name, 3 to 6%. Use `masked` to compare how different
    actors are treated.

    Macro-F1 74.1 and 71.7 on the development parts "rw" and "mt" of NewsMTSC (masked: 73.2, 67.7), 71.1 in five-fold
    cross-validation (69.1); 67 where a sentence has targets with different labels. Among the surer half, 90% of labels
    are right. With `least=SURE`, 0.6, three of four mentions get a label, and 86% of these are right (79% in
    cross-validation). 1,500 mentions a second; `resources/toward.md` has the details. Do not use it where a single
    sentence matters, for irony, other languages than English, or to tell how a sentence sets two actors against each
    other: in sentences that are positive toward one and negative toward the other, 64% of the labels are right.

    >>> texts = ["Voters admire Lopez for her courage.", "Smith spoke on Tuesday.", "They denounced King as a tyrant."]
    >>> toward(texts, [(14, 19), (0, 5), (15, 19)])["label"].tolist()
    ['positive', 'neutral', 'negative']
    >>> toward(["They elected Lee by one vote."], [(13, 16)], least=SURE)["label"].tolist()
    ['unsure']
    """
    read = [join_lines(text) for text in as_texts(texts)]
    mentions = [(row, start, end) for row, (start, end) in enumerate(as_spans(read, spans))]
    if not isinstance(least, Real) or not 0 <= least <= 1:
        raise ValueError(f"least is {least!r}: give a probability from 0 (never unsure) to 1")
    name = "masked" if masked else "named"
    weights = load_weights(name)
    rows = [np.zeros((0, len(LABELS)))]
    for first in range(0, len(mentions), _BATCH):
        rows.append(probabilities(read_mentions(read, mentions[first : first + _BATCH]), weights))
    found = np.concatenate(rows)
    if shares is not None:
        found = found * (_as_shares(shares) / SHARES[name])
        found /= found.sum(axis=1, keepdims=True)
    frame = pd.DataFrame(found, columns=list(LABELS))
    labels = pd.Series(np.array(LABELS, dtype=object)[found.argmax(1)], dtype="str")
    return frame.assign(label=labels.where(found.max(1) >= least, UNSURE))


def _as_shares(shares: Shares) -> Floats:
    """Return expected shares of the labels as an array; ValueError if they are none."""
    if isinstance(shares, pd.Series | Mapping):  # by label: counted labels come in the order of their frequency
        shares = [shares.get(label, 0.0) for label in LABELS]
    try:
        given = np.array(shares, float)
    except (TypeError, ValueError):
        given = np.zeros(0)
    if given.shape != (len(LABELS),) or not (given > 0).all() or abs(given.sum() - 1) > 0.01:
        raise ValueError(f"shares is {shares!r}: give three shares above 0 whose sum is 1, of {', '.join(LABELS)}")
    return given


def join_lines(text: str) -> str:
    r"""Put spaces in the place of a break before a small letter: the sentence goes on, and all keeps its place.

    >>> join_lines("Ann\nis praised.\r\nby all\nBob left.")
    'Ann is praised.  by all\nBob left.'
    """
    return _BROKEN.sub(lambda found: " " * len(found[0]) if found[1].islower() else found[0], text)


def read_mentions(texts: Sequence[str], mentions: Sequence[tuple[int, int, int]]) -> list[Marked]:
    """Return the sentences of mentions (row, start, end); a text is read once, however many mentions it has."""
    numbers: dict[str, int] = {}
    numbered = [(numbers.setdefault(texts[row], len(numbers)), start, end) for row, start, end in mentions]
    return read_marked(list(numbers), numbered)
