"""Characters that scraping adds or spoils: invisible ones, odd spaces, odd line ends."""

import re

# Characters that print as nothing and as a space (Unicode 16, general categories Cf and Zs). Joiners (U+200C, U+200D)
# are left alone: scripts and emoji need them.
INVISIBLE = "\u00ad\u200b\u2060\ufeff"
INVISIBLE_RUN = re.compile(f"[{INVISIBLE}]+")
ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
LINE_END = re.compile("\r\n?|[\u2028\u2029\u0085]")
_FINAL_STOP = re.compile(rf"[.!?…:;][\"”’')\]»\s{INVISIBLE}]*$")


def ends_with_stop(line: str) -> bool:
    """Tell whether a line ends as a finished sentence does, closing quotation marks and brackets aside."""
    return bool(_FINAL_STOP.search(line))
