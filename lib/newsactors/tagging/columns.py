"""What the words of a text tell by themselves: columns of numbers, one a token, and the kinds that share them."""

from zlib import crc32

import numpy as np
import numpy.typing as npt

from newsactors.tagging.tokens import OPENING, Tokens

Columns = dict[str, npt.NDArray[np.uint32]]

_ENDINGS = ("ing", "ed", "es", "s")
_MARK = '"'  # every mark that opens or closes a quotation counts as this one
BY_KIND = ("w", "s", "x3", "x2", "p3")  # columns that are alike for tokens of a kind
SIZES = {"shape": 12, "q": 4, "b": 2}  # how many values a column has at most, 0 and so on


def code(text: str) -> int:
    """Return the number that stands for a string in columns and features: its CRC-32."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def stem(word: str) -> str:
    """Cut the endings of verbs and plurals off a word in small letters; fast, and rough.

    >>> [stem(word) for word in ("warned", "warning", "warns", "urge", "urges", "planned", "news", "press")]
    ['warn', 'warn', 'warn', 'urg', 'urg', 'plan', 'new', 'press']
    """
    for ending in _ENDINGS if word[-1] in "gds" else ():
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lse":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


def is_mark(shapes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Tell which shapes are those of tokens without a letter or digit."""
    found: npt.NDArray[np.bool_] = (shapes == 3) | (shapes == 4)
    return found


def shape(word: str) -> int:
    """Return what a word looks like: 1..2 numbers, 3..4 marks, 5..6 small letters, 7..11 capitals of five kinds.

    >>> [shape(word) for word in ("2026", "3rd", ",", "...", "war", "co-operate", "A", "UN", "Iran", "McDonald")]
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 11]
    """
    if word.isalpha() and word.islower():  # most words
        return 5
    if word[0].isdigit():
        return 1 if word.isdigit() else 2
    if not word[0].isalnum():
        return 3 if len(word) == 1 else 4
    if word.islower():
        return 6
    if len(word) == 1:
        return 7
    if word.isupper():
        return 8
    if word[1:].islower():
        return 9
    return 10 if "." in word else 11


def word_columns(tokens: Tokens) -> Columns:
    """Return what the words themselves tell; empty tokens have 0 everywhere.

    `w` word, `s` stem, `x3` and `x2` ending, `p3` beginning, `shape`; `q` the place in a quotation, `b` whether a
    sentence begins. Tokens with the same `kind`, a number, have the same `BY_KIND`.
    """
    rows = [(0,) * 6]
    for word, small in zip(tokens.types[1:], tokens.forms[1:], strict=True):
        raw = small.encode("utf-8", "surrogatepass")
        root = code(stem(small))
        rows.append((crc32(raw), root, crc32(raw[-3:]), crc32(raw[-2:]), crc32(raw[:3]), shape(word)))
    table = np.array(rows, np.uint32)
    columns = {name: table[:, k][tokens.type] for k, name in enumerate(("w", "s", "x3", "x2", "p3", "shape"))}
    is_mark, kind = tokens.quoted >= OPENING, tokens.type.astype(np.uint32)
    columns["w"][is_mark] = code(_MARK)
    kind[is_mark] = len(tokens.types) + np.unique(kind[is_mark], return_inverse=True)[1]
    return columns | {"kind": kind, "q": tokens.quoted, "b": tokens.begins.astype(np.uint32)}
