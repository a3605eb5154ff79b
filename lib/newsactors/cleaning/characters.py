"""Characters that scraping adds or spoils: invisible ones, odd spaces, odd line ends, what is left of HTML."""

import re
from collections.abc import Iterator
from html import unescape

from newsactors.cleaning.mojibake import find_mojibake
from newsactors.spans import Span

# Characters that print as nothing and as a space (Unicode 16, general categories Cf and Zs). Joiners (U+200C, U+200D)
# are left alone: scripts and emoji need them.
INVISIBLE = "\u00ad\u200b\u2060\ufeff"
INVISIBLE_RUN = re.compile(f"[{INVISIBLE}]+")
ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
LINE_END = re.compile("\r\n?|[\u2028\u2029\u0085]")
# Marks that set the direction of writing are noise unless a letter of a right-to-left script stands within two
# characters of them (Unicode 16, Bidi_Control; blocks Hebrew to Arabic Extended-A and their presentation forms).
_DIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_RIGHT_TO_LEFT = "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_STRAY_DIRECTION = re.compile(
    f"[{_DIRECTIONAL}](?<!{_RIGHT_TO_LEFT}.)(?<!{_RIGHT_TO_LEFT}..)(?<!{_RIGHT_TO_LEFT}...)(?!.{{0,2}}{_RIGHT_TO_LEFT})"
)
_SIMPLE = (
    (INVISIBLE_RUN, "", "invisible character"),
    (_STRAY_DIRECTION, "", "invisible character"),
    (ODD_SPACE, " ", "odd space"),
    (LINE_END, "\n", "line end"),
)
_FINAL_STOP = re.compile(rf"[.!?…:;][\"”’')\]»\s{INVISIBLE}]*$")
# References to characters that news text holds, by name or by number; an `amp;` before the name is a second encoding.
_NAMES = (
    "amp lt gt quot apos nbsp shy lsquo rsquo ldquo rdquo sbquo bdquo laquo raquo ndash mdash hellip bull middot copy "
    "reg trade euro pound yen cent sect deg frac12 frac14 frac34 times aelig AElig oelig OElig szlig iexcl iquest ensp "
    "emsp thinsp zwnj zwj"
).split()
_ENTITY = re.compile(
    rf"&(?:(?:amp|#38|#x26);)*({'|'.join(_NAMES)}|#\d{{2,6}}|#[xX][\da-fA-F]{{2,5}}"
    r"|[a-zA-Z](?:grave|acute|circ|tilde|uml|ring|cedil|caron|slash));"
)
# Printable characters of Windows-1252 that were read as Latin-1 controls (0x85 is a line end to Unicode: left to that).
_C1 = re.compile("[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")


def ends_with_stop(line: str) -> bool:
    """Tell whether a line ends as a finished sentence does, closing quotation marks and brackets aside."""
    return bool(_FINAL_STOP.search(line))


def find_spoilt(text: str) -> Iterator[tuple[Span, str, str]]:
    r"""Find spoilt characters in order: span, what belongs there (one character or none), and the name of the repair.

    One layer a call: what a repair brings to light, the next call finds.

    >>> [(right, rule) for _, right, rule in find_spoilt("AT&amp;T\r\nco\u00adop\x92s clichÃ©")]
    [('&', 'entity'), ('\n', 'line end'), ('', 'invisible character'), ('’', 'control character'), ('é', 'mojibake')]
    """
    found = [(span, right, "mojibake") for span, right in find_mojibake(text)]
    found += [(span, right, "entity") for span, right in _entities(text)]
    if not text.isascii():
        found += [
            (Span(*m.span()), m.group().encode("latin-1").decode("cp1252"), "control character")
            for m in _C1.finditer(text)
        ]
    found += [
        (Span(*match.span()), right, rule) for pattern, right, rule in _SIMPLE for match in pattern.finditer(text)
    ]
    end = 0
    for span, right, rule in sorted(found):  # where two overlap, the one that begins first is the wider
        if span.start >= end:
            yield span, right, rule
            end = span.end


def _entities(text: str) -> Iterator[tuple[Span, str]]:
    """Find HTML character references; one that stands for a letter or digit of ASCII, or a control, is left alone."""
    for match in _ENTITY.finditer(text):
        right = unescape(f"&{match[1]};")
        if len(right) == 1 and (right > "\x9f" or (right.isascii() and right.isprintable() and not right.isalnum())):
            yield Span(*match.span()), right
