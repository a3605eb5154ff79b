"""Templates that join columns into features, and the hash that turns a feature into a row of weights."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from newsactors.tagging.columns import Columns

# 2^20 rows of weights. Fewer let rare features share rows with frequent ones: 2^18 cost 3 points of F1.
BITS = 20
# Odd multipliers with well-spread bits: the golden ratio's, and two from the MurmurHash3 family.
_STEP, _LAST, _SEED = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), 0x27D4EB2F
_HALF, _REST = np.uint32(15), np.uint32(32 - BITS)

Template = tuple[tuple[str, int], ...]
Shifted = Callable[[str, int], npt.NDArray[np.uint32]]


def parse(spec: str) -> list[Template]:
    """Read templates: columns with the offset of the token that is looked at, joined by bars.

    >>> parse("w@0 w@-1|pos@1")
    [(('w', 0),), (('w', -1), ('pos', 1))]
    """
    parts = ([part.split("@") for part in template.split("|")] for template in spec.split())
    return [tuple((name, int(offset)) for name, offset in template) for template in parts]


def features(columns: Columns, templates: Iterable[Template]) -> Iterator[npt.NDArray[np.uint32]]:
    """Yield for each template the number of the feature of every token, 0..2^20 - 1."""
    at = shifted(columns)
    for number, template in enumerate(templates):
        yield feature(at, number, template)


def shifted(columns: Columns) -> Shifted:
    """Return what gives a column by name, moved so that each token has the value of the token at an offset."""

    @cache
    def at(name: str, offset: int) -> npt.NDArray[np.uint32]:
        """Return a column moved by so many tokens."""
        column = columns[name]
        return np.concatenate([column[offset:], column[:offset]]) if offset else column

    return at


def feature(at: Shifted, number: int, template: Template) -> npt.NDArray[np.uint32]:
    """Return the number of the feature of every token for one template.

    The number of the template goes into the hash, so that equal values of two templates differ.
    """
    total: Any = np.uint32((number + 1) * _SEED & 0xFFFFFFFF)
    for name, offset in template:
        total = total ^ at(name, offset)
        total *= _STEP
        total ^= total >> _HALF
    total *= _LAST
    total >>= _REST
    found: npt.NDArray[np.uint32] = total
    return found
