"""What stands around a token: the first stage of attribution, as columns and templates over words."""

from typing import Final

import numpy as np
import numpy.typing as npt

from newsactors.actors import gazetteer
from newsactors.tagging import parts_of_speech
from newsactors.tagging.columns import BY_KIND, Columns, code
from newsactors.tagging.parts_of_speech import TAGS, is_any
from newsactors.tagging.scoring import Scorer
from newsactors.tagging.tokens import CLOSING, OPENING, Tokens

TEMPLATES: Final = """
w@0 w@-1 w@1 w@-2 w@2 s@0 s@-1 s@1 x3@0 x2@0 p3@0 shape@0 pos@0 pos@-1 pos@1 pos@-2 pos@2 pos@3 pos@-3
w@-1|w@0 w@0|w@1 s@0|pos@1 s@0|pos@-1 pos@-1|pos@0 pos@0|pos@1 pos@-1|pos@0|pos@1 pos@-2|pos@-1|pos@0
pos@0|pos@1|pos@2 pos@0|pos@1|pos@2|pos@3
q@0 q@-1|q@0|q@1 q@0|pos@0 q@-1|w@0 q@1|w@0 sq@0|q@0 sq@0|b@0 sq@0|s@0
b@0 b@0|w@0 b@1 first@0 first@0|fd@0 fd@0|pos@0 cm@0|vb@0 cm@0|vb@0|pos@0
sL@0 sL@0|dL@0 sL@0|gL@0 dL@0|gL@0|pL@0 gL@0|pos@0 dL@0|pos@0
sR@0 sR@0|dR@0 sR@0|gR@0 dR@0|gR@0|pR@0 gR@0|pos@0 dR@0|pos@0
sL@0|sR@0 gL@0|gR@0 s@0|sq@0|vb@0 dL@0|dR@0 cue@0|pos@0|q@0 s@-1|s@1 s@0|s@1 w@-1|w@1 w@0|pos@1|pos@2
end@0|q@0 ps@0|shape@0 shape@-1|shape@0|shape@1 w@1|w@2 w@-2|w@-1 pos@-1|s@0|pos@1
"""
_BETWEEN: Final = ((1, 2), (3, 2), (9, 1), (18, 2))  # of breaks, verbs, "that" and marks: weight, and most that count
_DISTANCES: Final = 9
# How many values a column has at most.
SIZES: Final = (
    dict.fromkeys(("pos", "pL", "pR"), len(TAGS) + 1)
    | dict.fromkeys(("dL", "dR"), _DISTANCES + 1)
    | dict.fromkeys(("gL", "gR"), 2 + sum(weight * most for weight, most in _BETWEEN))
    | {"fd": _DISTANCES, "end": _DISTANCES, "cue": 2, "sq": 3, "cm": 4, "vb": 4, "ps": 2}
)
_BREAKS: Final = (",", ";", ":", "-", "–", "—")
_STEPS: Final = (0, 1, 2, 3, 5, 8, 12, 20)  # upper ends of the ranges in which distances are told apart
_NAME: Final = np.uint32(code("<name>"))
_TELLING: Final = ("title", "role", "address", "abbreviation", "head_org")
_KEPT: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday twitter facebook republican republicans democrat "
    "democrats democratic i".split()
)
Index = npt.NDArray[np.signedinteger]
Flags = npt.NDArray[np.bool_]


def bucket(distance: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    """Return the range that a distance in tokens falls into: 0, 1, 2, 3, 4-5, 6-8, 9-12, 13-20, more."""
    return np.searchsorted(_STEPS, distance, "left").astype(np.uint32)


def counted(flags: Flags) -> Index:
    """Return how many flags are set before each token, with one entry more at the end."""
    return np.concatenate([[0], np.cumsum(flags)])


def nearest(flags: Flags, sentence: Index) -> tuple[Index, Index]:
    """Return the number of the nearest flagged token at or before each token of its sentence, and at or behind it.

    -1 where there is none.

    >>> nearest(np.array([False, True, False, False]), np.array([1, 1, 1, 2]))
    (array([-1,  1,  1, -1]), array([ 1,  1, -1, -1]))
    """
    n = len(flags)
    at = np.arange(n)
    before = np.maximum.accumulate(np.where(flags, at, -1))
    behind = np.minimum.accumulate(np.where(flags, at, n)[::-1])[::-1]
    before = np.where((before >= 0) & (sentence[before] == sentence), before, -1)
    behind = np.where((behind < n) & (sentence[np.minimum(behind, n - 1)] == sentence), behind, -1)
    return before, behind


def _hide_names(columns: Columns, tokens: Tokens, words: list[str]) -> None:
    """Let all names be one word, so that nothing is learned of who spoke in the training news; their shape stays.

    Titles, roles and what a name says of its kind ("Ministry", "Council") are no names, nor are days and parties.
    """
    parts = gazetteer.parts(*_TELLING) | _KEPT
    is_kept = np.array([word.rstrip(".") in parts for word in words])[tokens.type]
    is_name = is_any(columns["pos"], "NNP") & ~is_kept & (tokens.quoted < OPENING)
    for name in BY_KIND:
        columns[name] = np.where(is_name, _NAME, columns[name])
    columns["kind"] = np.where(is_name, columns["kind"].max(initial=0) + np.uint32(1), columns["kind"])


def add_surroundings(columns: Columns, tokens: Tokens, cues: frozenset[str], guesser: Scorer) -> None:
    """Add the columns of the first stage.

    `pos` part of speech; `cue` whether the word is in the lexicon of cues; of the nearest such word on the left (L)
    and on the right (R) its stem `s`, distance `d`, part of speech `p`, and `g`, what lies between: commas, verbs,
    "that", quotation marks. Of the sentence: its `first` word and the distance from it (`fd`) and to its `end`, commas
    (`cm`) and verbs (`vb`) so far, and whether it is quoted (`sq`); `ps` is set where a line begins.
    """
    words, first, last = tokens.forms, tokens.opens, tokens.ends
    columns["pos"] = tags = parts_of_speech.tag(columns, guesser)
    _hide_names(columns, tokens, words)
    is_cue = np.array([word in cues for word in words])[tokens.type]
    columns["cue"] = is_cue.astype(np.uint32)
    is_verb = is_any(tags, "VBP", "VBZ", "VBD", "MD")
    at = np.arange(len(tags))
    breaks, commas, thats = (counted(np.isin(words, each)[tokens.type]) for each in (_BREAKS, ",", "that"))
    verbs = counted(is_verb)
    marks = counted((tokens.quoted == OPENING) | (tokens.quoted == CLOSING))
    likely = is_cue & (is_verb | is_any(tags, "VB", "VBN", "VBG", "NN", "NNS"))
    for side, there in zip("LR", nearest(likely, tokens.sentence), strict=True):
        found = there >= 0
        low, high = np.minimum(there, at), np.maximum(there, at)
        between = sum(
            weight * np.minimum(counts[high] - counts[np.minimum(low + 1, high)], most)
            for counts, (weight, most) in zip((breaks, verbs, thats, marks), _BETWEEN, strict=True)
        )
        columns["s" + side] = np.where(found, columns["s"][there], 1).astype(np.uint32)
        columns["d" + side] = np.where(found, bucket(high - low) + 1, 0).astype(np.uint32)
        columns["g" + side] = np.where(found, between + 1, 0).astype(np.uint32)
        columns["p" + side] = np.where(found, tags[there], 0).astype(np.uint32)
    columns["first"], columns["fd"], columns["end"] = columns["w"][first], bucket(at - first), bucket(last - at)
    inside = counted(tokens.quoted > 0)
    n_inside, n_tokens = inside[last + 1] - inside[first], last + 1 - first
    columns["sq"] = np.where(n_inside == 0, 0, np.where(n_inside == n_tokens, 2, 1)).astype(np.uint32)
    columns["cm"] = np.minimum(commas[at + 1] - commas[first], 3).astype(np.uint32)
    columns["vb"] = np.minimum(verbs[at + 1] - verbs[first], 3).astype(np.uint32)
    columns["ps"] = (np.roll(tokens.type, 1) == 0).astype(np.uint32)
