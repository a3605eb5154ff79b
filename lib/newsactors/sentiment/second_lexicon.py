"""A second lexicon of tone, to see whether a finding hangs on the first."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from newsactors import packaged


@cache
def afinn() -> Mapping[str, float]:
    """Return the words of AFINN (Nielsen 2011) with their valence on the scale of VADER's, from -4 to +4.

    For `vader(texts, rated=afinn())`. Phrases, and the one word with a letter beyond ASCII, are left out. Not for
    scores that are to be compared with published ones: those add up AFINN's own numbers. `resources/afinn.md` names
    origin and licence (ODbL). ResourceError if the file is missing.

    >>> afinn()["praise"], afinn()["war"]
    (2.4, -1.6)
    """
    # AFINN runs from -5 to +5, VADER's lexicon from -4 to +4.
    rows = [line.split("\t") for line in packaged.text("afinn.txt").splitlines()]
    usable = ((word, int(valence)) for word, valence in rows if word.isascii() and len(word.split()) == 1)
    return MappingProxyType({word: valence * 4 / 5 for word, valence in usable})
