"""A reading as plain lists: of single values, these are read several times faster than arrays."""

from typing import NamedTuple

from newsactors.positions.tagger import Reading
from newsactors.tagging.columns import is_mark


class Plain(NamedTuple):
    """What a reading tells of each token, and its lines: first token, number of tokens, number of the text.

    `words` are as written; `tags` and `is_cue` are as in the reading's columns,
    `is_mark` tells what has no letter or digit, and the others are as in its tokens.
    """

    words: list[str]
    start: list[int]
    end: list[int]
    text: list[int]
    quoted: list[int]
    begins: list[bool]
    sentence: list[int]
    opens: list[int]
    ends: list[int]
    tags: list[int]
    is_cue: list[int]
    is_mark: list[bool]
    lines: list[list[int]]


def plain(reading: Reading) -> Plain:
    """Return the lists of a reading."""
    tokens, columns = reading.tokens, reading.columns
    arrays = (
        *(tokens.start, tokens.end, tokens.text, tokens.quoted, tokens.begins, tokens.sentence, tokens.opens),
        *(tokens.ends, columns["pos"], columns["cue"], is_mark(columns["shape"]), tokens.lines),
    )
    words = [tokens.types[number] for number in tokens.type.tolist()]
    return Plain(words, *(array.tolist() for array in arrays))
