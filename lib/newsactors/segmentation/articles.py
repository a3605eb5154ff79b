"""Cut a text into articles: at its delimiters where it has any, else where the evidence says that one begins."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from newsactors.segmentation.boundaries import LIKELY, boundary_probabilities
from newsactors.spans import Span, lines

# Lines that are nothing but a delimiter: a rule of one sign, or a database's count of documents ("3 of 20 DOCUMENTS").
# A bare "3 of 20" counts pictures.
_DELIMITER = re.compile(
    r"([-=_*#~+—–%<>])\1{4,}|(?:document|article|story) \d+ of \d+|\d+ of \d+ (?:documents|articles|stories)"
    r"|document [a-z]{4}0{4}\w+",
    re.IGNORECASE,
)
_LINE_END = re.compile("\r\n?|[\n\u2028\u2029\u0085]")
# Where openings are few, the text is more often one article than a stream, and each must be as likely as this. With it
# 77 of PolNeAR's 84 development articles stay whole (68 without), and of 100 pairs of them 79 are cut right (76).
_FEW, _SURELY = 2, 0.6
# Blank lines delimit articles if the lines below them are so many times as likely to open one as the other lines are.
# Set by hand: blank lines between all paragraphs, or here and there, stay near 1, delimiting ones far above.
_TIMES_AS_LIKELY = 3.0


def split_articles(text: str) -> list[Span]:
    r"""Cut a text, one paragraph a line, into articles, in order; every non-space character lies in exactly one.

    Delimiters are recognised and kept to: rules ("=====", "-----"), counts ("3 of 20 DOCUMENTS"), and blank lines where
    only, or more of them, stand between articles. A delimiter belongs to the article before it. Where there is none,
    `boundaries` weighs lexical cohesion, names that are introduced or come again, how articles open and close, cut-off
    ends and changes of typography.

    Not for texts by many hands (forum threads, chats) or with all paragraphs on one line: see `resources/boundaries.md`
    for what it scores, and its limits. Where one file is known to hold one article, do not cut it at all.

    >>> stream = "The port of Aveiro was closed on Monday after a storm sank a pilot boat, the port authority said, "
    >>> stream += "and no ship has been allowed to leave it since mid\n"
    >>> stream += "A court in Vienna has ordered a former minister to repay 1.2m euros that he spent on flights and a "
    >>> stream += "hunting lodge, and sent his lawyer away without the pap"
    >>> [span.of(stream).split()[1] for span in split_articles(stream)]
    ['port', 'court']
    >>> [span.of("One.\n=====\nTwo.") for span in split_articles("One.\n=====\nTwo.")]
    ['One.\n=====', 'Two.']
    """
    found = lines(text)
    if not found:
        return []
    is_rule = [bool(_DELIMITER.fullmatch(line.of(text))) for line in found]
    kept = [number for number, rule in enumerate(is_rule) if not rule] or [0]
    likely = dict(zip(kept, boundary_probabilities([found[n].of(text) for n in kept]).tolist(), strict=True))
    openings = [number for number in kept[1:] if likely[number] > LIKELY]
    if len(openings) <= _FEW:
        openings = [number for number in openings if likely[number] > _SURELY]
    below_rules = [number for before, number in pairwise(kept) if number - before > 1]
    if below_rules and len(set(openings) - set(below_rules)) <= len(below_rules):
        starts = below_rules
    else:
        starts = _below_blank_lines(text, found, likely) or openings
    edges = [0, *starts, len(found)]
    return [Span(found[first].start, found[following - 1].end) for first, following in pairwise(edges)]


def _below_blank_lines(text: str, found: Sequence[Span], likely: Mapping[int, float]) -> list[int]:
    """Return the lines below (the most) blank lines, if these by and large are the likely openings; else nothing."""
    ends = {
        number: len(_LINE_END.findall(text, found[before].end, found[number].start))
        for before, number in pairwise(likely)
    }
    widths = sorted(set(ends.values()))
    choices = [[number for number, count in ends.items() if count >= width] for width in widths[1:]]
    total = sum(likely[number] for number in ends)

    def agreement(choice: list[int]) -> float:
        """Return how far a choice of lines agrees with how likely each is (F1, but for a factor of two)."""
        return sum(likely[number] for number in choice) / (len(choice) + total)

    best = max(choices, key=agreement, default=[])
    inside = sum(likely[number] for number in best)
    elsewhere = (total - inside) / max(1, len(ends) - len(best)) + 0.01
    missed = [number for number in ends if likely[number] > LIKELY and number not in set(best)]
    agreed = best and inside / len(best) >= _TIMES_AS_LIKELY * elsewhere and len(missed) <= len(best)
    return best if agreed else []
