"""Paragraphs: the lines of a text."""

from newsactors.spans import Span, lines


def split_paragraphs(text: str) -> list[Span]:
    r"""Return the lines of a text that hold anything, without the space around them.

    >>> split_paragraphs("One.\n\n  Two.\n")
    [Span(start=0, end=4), Span(start=8, end=12)]
    """
    return lines(text)
