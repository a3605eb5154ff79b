"""Templates that join columns into features, and the hash that turns a feature into a row of weights."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from newsactors.tagging.tokens import Columns

# 2^20 rows of weights. Fewer let rare features share rows with frequent ones: 2^18 cost 3 points of F1.
BITS = 20
# Odd multipliers with well-spread bits: the golden ratio's, and two from the MurmurHash3 family.
_STEP, _LAST, _SEED = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), 0x27D4EB2F

Template = tuple[tuple[str, int], ...]


def parse(spec: str) -> list[Template]:
    """Read templates: columns with the offset of the token that is looked at, joined by bars.

    >>> parse("w@0 w@-1|pos@1")
    [(('w', 0),), (('w', -1), ('pos', 1))]
    """
    parts = ([part.split("@") for part in template.split("|")] for template in spec.split())
    return [tuple((name, int(offset)) for name, offset in template) for template in parts]


def features(columns: Columns, templates: list[Template], first: int = 0) -> Iterator[npt.NDArray[np.uint32]]:
    """Yield for each template the number of the feature of every token, 0..2^20 - 1.

    `first` is the number of the first template; it goes into the hash, so that equal values of two templates differ.
    """
    shifted: dict[tuple[str, int], npt.NDArray[np.uint32]] = {}
    for number, template in enumerate(templates, start=first + 1):
        feature: Any = np.uint32(number * _SEED & 0xFFFFFFFF)
        for name, offset in template:
            if (name, offset) not in shifted:
                column = columns[name]
                shifted[name, offset] = np.concatenate([column[offset:], column[:offset]])
            feature = feature ^ shifted[name, offset]
            feature *= _STEP
            feature ^= feature >> np.uint32(15)
        yield (feature * _LAST) >> np.uint32(32 - BITS)
