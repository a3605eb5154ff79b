"""How likely each line of a stream is to open an article.

Two steps of boosted trees. The first sees each line with windows of fixed size around it. The second sees the segments
that the first one found: what the text since the last likely boundary shares with the text up to the next one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from newsactors import packaged
from newsactors.segmentation import cohesion
from newsactors.segmentation.cohesion import Array, Indices
from newsactors.segmentation.evidence import LineEvidence
from newsactors.segmentation.windows import Columns, Stream, read_stream
from newsactors.trees import Trees, from_json

# Lines around a place that are compared at all; articles of PolNeAR's training part have 22 lines at the median.
_REACH = 40
# A line this likely to open an article opens one, and for the second step ends the segment before it. On PolNeAR's
# development streams anything from .35 to .5 is within a point and a half of the best for every kind of stream.
LIKELY = 0.4
# Features are rounded before they meet a threshold: processors differ from about the twelfth digit on.
_DIGITS = 6


class Model(NamedTuple):
    """Weights of tokens that open and close articles (under "" the bias), and the two steps' trees."""

    opening: Mapping[str, float]
    closing: Mapping[str, float]
    first: Trees
    second: Trees


@cache
def load_model() -> Model:
    """Read the packaged weights, once."""
    stored = packaged.weights("boundaries.json")
    return Model(stored["opening"], stored["closing"], from_json(stored["first"]), from_json(stored["second"]))


def boundary_probabilities(lines: Sequence[str]) -> Array:
    """Return for each line the probability, 0..1, that an article begins with it; for the first line it is 1.

    >>> boundary_probabilities(["The harbour was closed.", "It opened again at noon."]).round(1).tolist()
    [1.0, 0.0]
    """
    if not len(lines):
        return np.zeros(0)
    model = load_model()
    stream = read_stream(lines, model.opening, model.closing)
    rough = model.first.probabilities(table(stream.features, model.first.columns))
    features = stream.features | segment_features(stream, rough)
    fine = model.second.probabilities(table(features, model.second.columns))
    fine[:1] = 1.0
    return fine


def table(features: Columns, names: Sequence[str]) -> Array:
    """Return the named features side by side, rounded."""
    return np.column_stack([features[name] for name in names]).round(_DIGITS)


def segment_features(stream: Stream, probabilities: Array) -> Columns:
    """Compute the features of the second step: the segments before and behind each line, by the first step's odds."""
    size = len(stream.lines)
    starts, ends = _segments(probabilities)
    padded = np.pad(probabilities, 3)
    near = {f"segment_p{by:+d}": padded[3 + by : 3 + by + size] for by in range(-3, 4)}
    here = np.arange(size)
    shape = {
        "segment_n_before": (here - starts).astype(float),
        "segment_n_after": (ends - here).astype(float),
        "segment_density": _density(probabilities),
        "segment_p_highest": np.max([near[f"segment_p{by:+d}"] for by in (-3, -2, -1, 1, 2, 3)], axis=0),
    }
    names = _segment_names(stream.lines, probabilities, starts, ends)
    return near | shape | _segment_cohesion(stream, starts, ends) | names


def _segment_cohesion(stream: Stream, starts: Indices, ends: Indices) -> Columns:
    weighted = cohesion.rarity_weighted(stream.counts)
    size = len(stream.lines)

    def measure(here: Indices, starts: Indices, ends: Indices) -> Array:
        """Return the measures of these lines, a row a measure."""
        before = cohesion.segment_sums(weighted, starts, here)
        after = cohesion.segment_sums(weighted, here, ends)
        rest = cohesion.segment_sums(weighted, np.minimum(here + 1, size), np.maximum(ends, here + 1))
        return np.vstack(
            [
                cohesion.topic_change(stream.counts, starts, here, ends),
                cohesion.cosine(before, after),
                cohesion.share_known(after, before),
                cohesion.cosine(weighted[here], before),
                cohesion.cosine(weighted[here], rest),
            ]
        )

    kinds = ("change", "cosine", "share", "line_before", "line_after")
    measured = cohesion.by_blocks(measure, np.arange(size), starts, ends)
    return {f"segment_{kind}": column for kind, column in zip(kinds, measured, strict=True)}


def _density(probabilities: Array) -> Array:
    """Return the share of lines within reach that are likely to open an article: whether articles here are short."""
    size, here = len(probabilities), np.arange(len(probabilities))
    running = np.concatenate([[0.0], np.cumsum(probabilities)])
    first, last = np.maximum(here - _REACH, 0), np.minimum(here + _REACH + 1, size)
    return np.asarray((running[last] - running[first]) / (last - first))


def _segments(probabilities: Array) -> tuple[Indices, Indices]:
    """Return for each line the start of the segment before it and the end of the segment that it would open."""
    size = len(probabilities)
    likely = np.flatnonzero(probabilities > LIKELY)
    here = np.arange(size)
    last = np.concatenate([[0], likely])[np.searchsorted(likely, here, side="left")]
    following = np.concatenate([likely, [size]])[np.searchsorted(likely, here, side="right")]
    return np.minimum(np.maximum(last, here - _REACH), here), np.minimum(following, here + _REACH)


def _segment_names(lines: Sequence[LineEvidence], probabilities: Array, starts: Indices, ends: Indices) -> Columns:
    """As `_names`, against the whole segment before; only where a boundary is at all likely, for speed."""
    lines_with = Counter(name for line in lines for name in line.names)
    kinds = ("bare", "bare_first", "again", "again_first")
    columns = {f"segment_{kind}": np.zeros(len(lines)) for kind in kinds}
    for number in np.flatnonzero(probabilities >= 0.01).tolist():
        above = lines[int(starts[number]) : number]
        full_above = {full[-1] for line in above for full in line.full_names}
        names_above = {name for line in above for name in line.names}
        seen: set[str] = set()
        for by, line in enumerate(lines[number : min(int(ends[number]), number + 12)]):
            inside = {name for full in line.full_names for name in full}
            again = dict.fromkeys(full[-1] for full in line.full_names if full[-1] in names_above - seen)
            bare = [name for name in line.names if name in full_above and name not in inside and name not in seen]
            for kind, names in (("again", again), ("bare", bare)):
                weight = sum(lines_with[name] ** -0.5 for name in names)
                columns[f"segment_{kind}"][number] += weight
                columns[f"segment_{kind}_first"][number] += weight * (by == 0)
            seen |= inside | set(line.names)
    return columns
