"""The second stage of attribution: a token read again in the light of the first stage's labels."""

from typing import Final

import numpy as np
import numpy.typing as npt

from newsactors.positions.surroundings import Flags, bucket, counted, nearest
from newsactors.tagging.chain import Floats
from newsactors.tagging.columns import Columns, code
from newsactors.tagging.tokens import OPENING, Tokens

LABELS: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
TEMPLATES: Final = """
y@0 y@-1 y@1 y@-2|y@-1|y@0|y@1|y@2 mS@0 mC@0 mQ@0 mB@0 mS@0|mC@0|mQ@0 mS@-1|mS@0|mS@1 mC@-1|mC@0|mC@1
mQ@-1|mQ@0|mQ@1 mQ@-2|mQ@0|mQ@2 y@0|w@0 y@0|pos@0 y@0|s@0|pos@1 mC@0|s@0 mS@0|pos@0|shape@0 mQ@0|q@0|sq@0
nCl@0 nCr@0 nSl@0 nSr@0 nQl@0 nQr@0 nCl@0|pos@0 nCr@0|pos@0 nSl@0|pos@0 nSr@0|pos@0 nQr@0|pos@0 nCl@0|nCr@0
nCr@0|nSl@0 nCl@0|nQr@0 s2l@0 s2l@0|d2l@0 s2l@0|pos@0 s2r@0 s2r@0|d2r@0 s2r@0|pos@0 s2l@0|y@0 s2r@0|y@0
nCl@0|mQ@0 nCr@0|mS@0 nCr@0|mQ@0 kC@0 kC@0|y@0 kC@0|pos@0 aS@0 aC@0 aS@0|mS@0 aC@0|mC@0 aS@0|pos@0 aC@0|pos@0
qm@0 qm@0|q@0 qm@0|sm@0 qm@0|kC@0 sm@0 sm@0|b@0 sm@0|sx@0 sx@0|pos@0 sx@0|cue@0 pm@0|sm@0|nm@0 pm@0|sq@0|b@0
nm@0|sq@0 mQ@3|mQ@0 mQ@-3|mQ@0 mC@2|pos@0 mC@-2|pos@0 mS@2|pos@0 mS@-2|pos@0
"""
# Upper ends of ranges: of a probability, of its mean over a sentence, over the sentence beside, over a quotation, of
# its sum over the same word elsewhere in the text, and of its mean there.
_PROBABILITY: Final = (0.02, 0.08, 0.2, 0.4, 0.6, 0.85, 0.97)
_IN_SENTENCE: Final = (0.05, 0.2, 0.4, 0.6, 0.8, 0.95)
_BESIDE: Final = (0.1, 0.5, 0.9)
_IN_QUOTATION: Final = (0.1, 0.3, 0.5, 0.7, 0.9)
# How many values a column has at most.
SIZES: Final = (
    {"y": len(LABELS), "kC": 36, "qm": len(_IN_QUOTATION) + 2, "sm": len(_IN_SENTENCE) + 1}
    | dict.fromkeys(("mS", "mC", "mQ", "mB", "sx"), len(_PROBABILITY) + 1)
    | dict.fromkeys(("nCl", "nCr", "nSl", "nSr", "nQl", "nQr"), 240)
    | dict.fromkeys(("d2l", "d2r"), 10)
    | dict.fromkeys(("aS", "aC"), 25)
    | dict.fromkeys(("pm", "nm"), len(_BESIDE) + 1)
)
_COMMA: Final = code(",")
_ELSEWHERE, _SHARE = (0.3, 0.8, 1.7, 4), (0.05, 0.2, 0.5, 0.8)


def by_role(probabilities: Floats) -> dict[str, Floats]:
    """Return the probability that a token belongs to a source (S), a cue (C) and a content (Q)."""
    return {role: probabilities[k] + probabilities[k + 1] for role, k in (("S", 1), ("C", 3), ("Q", 5))}


def _range(values: npt.NDArray[np.floating], ends: tuple[float, ...]) -> npt.NDArray[np.uint32]:
    found: npt.NDArray[np.uint32] = np.digitize(values, ends).astype(np.uint32)
    return found


def add_revision(columns: Columns, tokens: Tokens, labels: npt.NDArray[np.int8], probabilities: Floats) -> None:
    """Add the columns of the second stage; `labels` and `probabilities` (a row a label) are the first stage's.

    `y` label; `mS`, `mC`, `mQ`, `mB` ranges of the probability of source, cue, content and of a cue's first token; `n`
    the nearest beginnings of the three on the left and right, with what lies between, and of cues the stem (`s2`) and
    distance (`d2`); `kC` how many there are in the sentence; `a` whether the same word is part of a source or a cue
    elsewhere in the text; `qm`, `sm`, `pm`, `nm` the mean probability of content in the quotation, the sentence, the
    one before, the one behind; `sx` the highest probability of a cue in the sentence.
    """
    roles = by_role(probabilities)
    columns["y"] = labels.astype(np.uint32)
    for role in "SCQ":
        columns["m" + role] = _range(roles[role], _PROBABILITY)
    columns["mB"] = _range(probabilities[3], _PROBABILITY)
    _add_nearest(columns, tokens, {"C": labels == 3, "S": labels == 1, "Q": labels == 5})
    _add_elsewhere(columns, tokens, roles)
    _add_means(columns, tokens, roles)


def _add_nearest(columns: Columns, tokens: Tokens, begins: dict[str, Flags]) -> None:
    at = np.arange(len(tokens.type))
    first, last = tokens.opens, tokens.ends
    counts = {role: counted(flags) for role, flags in begins.items()}
    commas = counted(columns["w"] == _COMMA)
    for role, flags in begins.items():
        before, behind = nearest(flags, tokens.sentence)
        behind = np.roll(behind, -1)
        behind = np.where((behind >= 0) & (tokens.sentence[behind] == tokens.sentence), behind, -1)
        for side, there in (("l", before), ("r", behind)):
            low, high = np.minimum(there, at), np.maximum(there, at)
            distance = bucket(high - low)
            inner = np.minimum(low + 1, high)
            between = sum(
                weight * np.minimum(counts[other][high] - counts[other][inner], 1)
                for other, weight in (("C", 1), ("S", 2), ("Q", 4))
            ) + 8 * np.minimum(commas[high] - commas[low], 2)
            columns[f"n{role}{side}"] = np.where(there >= 0, 1 + distance + 10 * between, 0).astype(np.uint32)
            if role == "C":
                columns["s2" + side] = np.where(there >= 0, columns["s"][there], 1).astype(np.uint32)
                columns["d2" + side] = np.where(there >= 0, distance + 1, 0).astype(np.uint32)
    inside = {role: count[last + 1] - count[first] for role, count in counts.items()}
    columns["kC"] = (
        np.minimum(inside["C"], 3) + 4 * np.minimum(inside["S"], 2) + 12 * np.minimum(inside["Q"], 2)
    ).astype(np.uint32)


def _add_elsewhere(columns: Columns, tokens: Tokens, roles: dict[str, Floats]) -> None:
    key = np.where(tokens.text >= 0, tokens.text.astype(np.int64) * len(tokens.types) + tokens.type, -1)
    _, same = np.unique(key, return_inverse=True)
    others = np.bincount(same)[same] - 1
    for role in "SC":
        total = np.maximum(np.bincount(same, roles[role])[same] - roles[role], 0)
        found = _range(total, _ELSEWHERE) * 5 + _range(total / np.maximum(others, 1), _SHARE)
        columns["a" + role] = np.where(others > 0, found, 0).astype(np.uint32)


def _add_means(columns: Columns, tokens: Tokens, roles: dict[str, Floats]) -> None:
    content, sentence = roles["Q"], tokens.sentence
    is_inside = tokens.quoted > 0
    quotation = np.cumsum(tokens.quoted == OPENING) * is_inside
    mean = np.bincount(quotation, content) / np.maximum(np.bincount(quotation), 1)
    columns["qm"] = np.where(is_inside, 1 + _range(mean[quotation], _IN_QUOTATION), 0).astype(np.uint32)
    mean = np.bincount(sentence, content) / np.maximum(np.bincount(sentence, tokens.type > 0), 1)
    columns["sm"] = _range(mean[sentence], _IN_SENTENCE)
    highest = np.zeros(len(mean), np.float32)
    np.maximum.at(highest, sentence, roles["C"])
    columns["sx"] = _range(highest[sentence], _PROBABILITY)
    owner = np.full(len(mean) + 2, -1)  # the text of each sentence; -1 before the first and behind the last
    owner[sentence[tokens.begins] + 1] = tokens.text[tokens.begins]
    mean = np.concatenate([[0], mean, [0]])
    for name, step in (("pm", -1), ("nm", 1)):
        beside = sentence + 1 + step
        same_text = owner[beside] == owner[sentence + 1]
        columns[name] = _range(np.where(same_text, mean[beside], 0), _BESIDE)
