"""Which of the candidates are attributions: boosted trees over what the tagger said of their parts and how they lie."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from newsactors.positions.candidates import Candidate
from newsactors.positions.linking import Attribution
from newsactors.positions.revision import by_role
from newsactors.positions.tagger import Reading
from newsactors.trees import Trees

COLUMNS: Final = (
    *("votes", "rivals"),
    *("cue_highest", "cue_mean", "cue_first", "cue_begins", "cue_length", "cue_quoted", "cue_tag", "cue_last_tag"),
    *("content_mean", "content_lowest", "content_first", "content_begins", "content_last", "content_length"),
    *("content_pieces", "content_quoted", "content_tag", "content_lies", "content_cue", "content_source"),
    *("content_before", "content_behind", "content_opens", "content_to_end", "content_left_over"),
    *("source_highest", "source_mean", "source_begins", "source_length", "source_tag", "source_lies"),
    *("source_same_sentence", "from_line", "to_line"),
)
_NONE: Final = -99.0  # where there is no source


def choose(
    reading: Reading, candidates: Sequence[Candidate], trees: Trees, least: float
) -> list[tuple[Attribution, float]]:
    """Return the candidates that are right with a probability of at least `least`, each cue and content once.

    Of candidates that share a cue, or half of their content, the likeliest is kept. The probability, 0..1, is that
    half of the content and the source are right; it is rounded, since processors differ in the last digits.
    """
    probabilities = trees.probabilities(describe(reading, candidates)).round(3).tolist()
    kept: list[tuple[Attribution, float]] = []
    cues, owner = set[int](), dict[int, int]()  # tokens of kept cues; which kept attribution a token's content is of
    for k in sorted(range(len(candidates)), key=lambda k: (-probabilities[k], k)):
        if probabilities[k] < least:
            break
        found = candidates[k].attribution
        tokens = [token for piece in found.content for token in range(*piece)]
        owners = [owner[token] for token in tokens if token in owner]
        if owners:
            common = Counter(owners)
            sizes = {number: sum(end - start for start, end in kept[number][0].content) for number in common}
            if any(2 * common[number] >= min(sizes[number], len(tokens)) for number in common):
                continue
        if cues.isdisjoint(range(*found.cue)):
            cues.update(range(*found.cue))
            owner |= dict.fromkeys(tokens, len(kept))
            kept.append((found, probabilities[k]))
    return kept


def describe(reading: Reading, candidates: Sequence[Candidate]) -> npt.NDArray[np.float64]:
    """Return the features of each candidate, a row each, in the order of `COLUMNS`."""
    n = len(candidates)
    if not n:
        return np.zeros((0, len(COLUMNS)))
    tokens, roles, p = reading.tokens, by_role(reading.probabilities), reading.probabilities
    tags = reading.columns["pos"]
    found = [candidate.attribution for candidate in candidates]
    cue, first, last = (
        np.array(pieces) for pieces in zip(*((a.cue, a.content[0], a.content[-1]) for a in found), strict=True)
    )
    source = np.array([a.source or (0, 1) for a in found])
    sourced = np.array([a.source is not None for a in found])
    line = tokens.lines[np.searchsorted(tokens.lines[:, 0], cue[:, 0], "right") - 1]
    pieces = np.array([piece for a in found for piece in a.content])
    owner = np.repeat(np.arange(n), [len(a.content) for a in found])
    begin = np.searchsorted(owner, np.arange(n))
    length = np.add.reduceat(pieces[:, 1] - pieces[:, 0], begin)

    def over_content(join: np.ufunc, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Join values over all words of each content."""
        return join.reduceat(_over(join, values, pieces), begin)

    cue_length, source_length, at = cue[:, 1] - cue[:, 0], source[:, 1] - source[:, 0], cue[:, 0]
    opens, ends = tokens.opens, tokens.ends
    sentence = np.stack([opens[at], ends[at] + 1], axis=1)
    total = over_content(np.add, roles["Q"])
    _, same_cue, counts = np.unique(at, return_inverse=True, return_counts=True)
    by_cue = [_over(np.maximum, roles["C"], cue), _over(np.add, roles["C"], cue) / cue_length, roles["C"][at], p[3, at]]
    by_cue += [cue_length, tokens.quoted[at], tags[at], tags[cue[:, 1] - 1]]
    by_content = [total / length, over_content(np.minimum, roles["Q"]), roles["Q"][first[:, 0]], p[5, first[:, 0]]]
    by_content += [roles["Q"][last[:, 1] - 1], length, np.bincount(owner)]
    by_content += [over_content(np.add, (tokens.quoted > 0).astype(np.int64)) / length, tags[first[:, 0]]]
    by_content += [_lies(first, cue), over_content(np.maximum, roles["C"]), over_content(np.maximum, roles["S"])]
    by_content += [roles["Q"][first[:, 0] - 1], roles["Q"][last[:, 1]], first[:, 0] - opens[first[:, 0]]]
    by_content += [ends[last[:, 1] - 1] - last[:, 1], _over(np.add, roles["Q"], sentence) - total]
    by_source = [_over(np.maximum, roles["S"], source), _over(np.add, roles["S"], source) / source_length]
    by_source += [p[1, source[:, 0]], source_length, tags[source[:, 1] - 1], _lies(source, cue)]
    by_source += [tokens.sentence[source[:, 0]] == tokens.sentence[at]]
    by_source = [np.where(sourced, column, _NONE) for column in by_source]
    places = [at - line[:, 0], line[:, 0] + line[:, 1] - cue[:, 1]]
    votes = [np.array([candidate.votes for candidate in candidates]), counts[same_cue]]
    return np.stack([*votes, *by_cue, *by_content, *by_source, *places], axis=1).astype(np.float64)


def _over(join: np.ufunc, values: npt.NDArray[Any], ranges: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
    """Return the sum, or whatever `join` does, of the values in each range."""
    result: npt.NDArray[Any] = join.reduceat(values, ranges.ravel())[::2]
    return result


def _lies(part: npt.NDArray[np.int64], cue: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return how many tokens parts begin behind their cues (from 0) or end before them (below 0)."""
    return np.where(part[:, 0] >= cue[:, 1], part[:, 0] - cue[:, 1], part[:, 1] - cue[:, 0] - 1)
