"""What stands around each line of a stream, in windows of fixed size: the first step's features, by name."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from newsactors.elementary import log
from newsactors.segmentation import cohesion
from newsactors.segmentation.cohesion import Array, Indices
from newsactors.segmentation.evidence import STYLES, LineEvidence, read_line, score_lines

Columns = dict[str, Array]


class Stream(NamedTuple):
    """A stream as both steps read it: its lines, the counts of their words, and first-step features by name."""

    lines: list[LineEvidence]
    counts: csr_matrix
    features: Columns


def read_stream(lines: Sequence[str], opening: Mapping[str, float], closing: Mapping[str, float]) -> Stream:
    """Read the lines and compute the features of the first step."""
    read = [read_line(line) for line in lines]
    counts = cohesion.count_matrix([line.content for line in read])
    features = _shape(read) | _window_cohesion(read, counts) | _names(read) | _style(read)
    opens = np.array(score_lines(lines, opening, opening=True))
    closes = np.array(score_lines(lines, closing, opening=False))
    for name, values, padding in (("opening", opens, -5.0), ("closing", closes, -3.0)):
        features |= _neighbours(name, values, padding)
    features["opening_lead"] = opens - _extreme(opens, 2, np.max, -5.0)
    return Stream(read, counts, features)


def _shape(lines: Sequence[LineEvidence]) -> Columns:
    """Length and end of each line and its neighbours; how many open lines of the stream are cut at the same length."""
    by_bytes = Counter(line.n_bytes for line in lines if line.is_open)
    by_characters = Counter(len(line.text) for line in lines if line.is_open)
    columns: Columns = {"dateline": np.array([line.has_dateline for line in lines], float)}
    columns |= _neighbours("open", np.array([line.is_open for line in lines], float))
    columns |= _neighbours("length", np.array([len(line.text) for line in lines], float))
    columns |= _neighbours("note", np.array([line.is_note for line in lines], float))
    same = [max(by_bytes[x.n_bytes], by_characters[len(x.text)]) if x.is_open else 0 for x in lines]
    return columns | _neighbours("same_length", np.array(same, float))


def _neighbours(name: str, values: Array, padding: float = 0.0) -> Columns:
    """Return a column, and the same of the line before and of the line behind."""
    edge = np.array([padding])
    before, behind = np.concatenate([edge, values[:-1]]), np.concatenate([values[1:], edge])
    return {name: values, f"{name}_before": before, f"{name}_behind": behind}


def _extreme(values: Array, reach: int, choose: Callable[..., Array], padding: float | None = None) -> Array:
    """Return the highest (np.max) or lowest (np.min) value among each line's neighbours within reach."""
    size = len(values)
    padded = np.pad(values, reach, mode="edge") if padding is None else np.pad(values, reach, constant_values=padding)
    shifted = [padded[reach + by : reach + by + size] for by in range(-reach, reach + 1) if by]
    return choose(shifted, axis=0)


def _window_cohesion(lines: Sequence[LineEvidence], counts: csr_matrix) -> Columns:
    size = len(lines)
    weighted = cohesion.rarity_weighted(counts)
    names = cohesion.rarity_weighted(cohesion.count_matrix([dict.fromkeys(line.names, 1) for line in lines]))

    def around(matrix: csr_matrix, here: Indices, reach: int) -> tuple[csr_matrix, csr_matrix]:
        """Return the words of the lines before and from each line on."""
        before = cohesion.segment_sums(matrix, np.maximum(here - reach, 0), here)
        return before, cohesion.segment_sums(matrix, here, np.minimum(here + reach, size))

    def measure(here: Indices) -> Array:
        """Return the measures of these lines, a row a measure."""
        before, after = around(weighted, here, 4)
        return np.vstack(
            [
                *(cohesion.cosine(*around(weighted, here, reach)) for reach in (2, 8)),
                cohesion.cosine(before, after),
                cohesion.share_known(after, before),
                cohesion.topic_change(counts, np.maximum(here - 6, 0), here, np.minimum(here + 6, size)),
                cohesion.cosine(*around(names, here, 3)),
                cohesion.share_known(names[here], around(names, here, 12)[0]),
            ]
        )

    kinds = ("cosine_2", "cosine_8", "cosine_4", "share_4", "change_6", "names_cosine_3", "names_known_12")
    columns: Columns = dict(zip(kinds, cohesion.by_blocks(measure, np.arange(size)), strict=True))
    wide, change = columns["cosine_8"], columns["change_6"]
    padded = np.pad(wide, 4, mode="edge")
    left = np.max([padded[4 - by : 4 - by + size] for by in (1, 2, 3, 4)], axis=0)
    right = np.max([padded[4 + by : 4 + by + size] for by in (1, 2, 3, 4)], axis=0)
    return columns | {
        "depth_8": (left - wide) + (right - wide),
        "cosine_8_dip": _extreme(wide, 3, np.min) - wide,
        "change_6_peak": change - _extreme(change, 3, np.max),
        "names_n": np.array([len(line.names) for line in lines], float),
    }


def _names(lines: Sequence[LineEvidence]) -> Columns:
    """Full names that introduce or come again, and bare surnames that lean on a full name further up.

    A report gives a full name once and a surname from then on: a bare surname whose full name stands above speaks
    against a boundary, a full name whose surname has stood above speaks for one.
    """
    full_at, name_at = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for number, line in enumerate(lines):
        for full in line.full_names:
            full_at[full[-1]].append(number)
        for name in line.names:
            name_at[name].append(number)

    def above(places: Mapping[str, list[int]], name: str, number: int, reach: int) -> bool:
        """Tell whether a name stands at most so many lines above."""
        listed = places.get(name, [])
        before = bisect_left(listed, number)
        return before > 0 and listed[before - 1] >= number - reach

    columns = {name: np.zeros(len(lines)) for name in ("bare", "bare_first", "again", "again_first", "new", "full")}
    for number in range(len(lines)):
        columns["full"][number] = len(lines[number].full_names)
        seen: set[str] = set()
        for by, line in enumerate(lines[number : number + 4]):
            inside = {name for full in line.full_names for name in full}
            for surname in (full[-1] for full in line.full_names if full[-1] not in seen):
                if above(name_at, surname, number, 12):
                    columns["again"][number] += (weight := len(name_at[surname]) ** -0.5)
                    columns["again_first"][number] += weight * (by == 0)
                else:
                    columns["new"][number] += by == 0
            for name in line.names:
                if name not in inside and name not in seen and above(full_at, name, number, 25):
                    columns["bare"][number] += (weight := len(name_at[name]) ** -0.5)
                    columns["bare_first"][number] += weight * (by == 0)
            seen |= inside
    return columns


def _style(lines: Sequence[LineEvidence]) -> Columns:
    """Whether quotation marks, apostrophes and dashes change, and whether paragraphs grow longer or shorter."""
    here, size = np.arange(len(lines)), len(lines)

    def around(values: Array, reach: int) -> tuple[Array, Array]:
        """Return the sums of the lines before and from each line on."""
        running = np.concatenate([[0.0], np.cumsum(values)])
        return running[here] - running[np.maximum(here - reach, 0)], running[np.minimum(here + reach, size)] - running[
            here
        ]

    columns = {"style_change_3": np.zeros(size), "style_change_8": np.zeros(size), "style_same_8": np.zeros(size)}
    for pair in STYLES:
        one, other = (np.array([bool(mark.search(line.text)) for line in lines], float) for mark in pair)
        for reach in (3, 8):
            (one_before, one_after), (other_before, other_after) = around(one, reach), around(other, reach)
            leans_before, leans_after = np.sign(one_before - other_before), np.sign(one_after - other_after)
            columns[f"style_change_{reach}"] += leans_before * leans_after < 0
            if reach == 8:
                columns["style_same_8"] += leans_before * leans_after > 0
    before, after = around(np.array([len(line.text) for line in lines], float), 6)
    columns["length_mean_before"] = before / np.maximum(1, np.minimum(here, 6))
    columns["length_mean_after"] = after / np.maximum(1, np.minimum(size - here, 6))
    ratio = log((columns["length_mean_before"] + 20) / (columns["length_mean_after"] + 20))
    return columns | {"length_ratio": np.abs(ratio)}
