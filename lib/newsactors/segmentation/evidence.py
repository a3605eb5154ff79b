"""What one line of a stream says by itself about where it stands in an article.

Words and names are read here once, for `cohesion` and `boundaries` to count; nothing is decided.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsactors.cleaning import ends_with_stop

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*|[^\w\s]")
_SENTENCE_BREAK = re.compile(r"[.!?:][\"”’')\]]*\s|[\"“‘(]$")
_POSSESSIVE = re.compile(r"[’']s?$")
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# Words that say nothing of the topic: function words, and those that any news report may hold.
_GENERAL = frozenset(
    "a about above after again against all also am an and any are as asked at back be because been before being below "
    "between both but by can could day did didn do does doing don down during each even few first for from further get "
    "go going got had has have having he her here hers him his how i if in into is isn it its just know last like made "
    "make many may me might more most mr mrs ms much must my new no nor not now of off on once one only or other our "
    "out over own people president said same say saying says she should so some such than that the their them then "
    "there these they think this those through time to told too two under until up us very want was we week well were "
    "what when where which while who whom why will with won would year years you your".split()
)
_DATELINE = re.compile(r"[A-Z][A-Z.,' ]{3,}[^—–-]{0,30}(?:—|–|--| - |―)")
# Lines that stand behind the last paragraph: on the author, the outlet, the making of the article.
_NOTE = re.compile(
    r"^\W*(?:(?:additional )?(?:reporting|editing|writing)|compiled) by\b|contributed (?:to this|reporting)"
    r"|\bis (?:a|an|the) (?:[\w-]+ ){0,6}(?:columnist|correspondent|professor|author|editor|reporter|fellow|contributor"
    r"|director|writer|analyst|lawyer|attorney|member|founder|mayor|adviser|historian|senior|chair)"
    r"|^\W*(?:editor['’]?s? note|correction|clarification|update[sd]?\b|note:)"
    r"|this (?:post|story|article|report|version|piece|column) (?:has been|was|is|originally|first|appeared|will)"
    r"|@\w|follow (?:him|her|us|me)\b|(?:e-?mail|contact|reach|write to) (?:him|her|us|the)\b"
    r"|copyright|©|all rights reserved|read more|click here|sign up|subscribe",
    re.IGNORECASE,
)
_LONGEST_NOTE = 500
_EDGE_TOKENS = 60
# Marks that an outlet sets in one way and another in another way: two columns each, told apart by pattern.
STYLES = (
    (re.compile("[“”]"), re.compile('"')),
    (re.compile(r"\w’\w"), re.compile(r"\w'\w")),
    (re.compile("[“”]"), re.compile("''|``")),
    (re.compile("—"), re.compile("--")),
    (re.compile("—"), re.compile(" - ")),
    (re.compile("—"), re.compile(" – ")),
)


@dataclass(frozen=True)
class LineEvidence:
    """One line: how it ends, how long it is, which words and names it holds, which marks it is set in."""

    text: str
    is_open: bool
    n_bytes: int
    content: Counter[str]
    names: tuple[str, ...]
    full_names: tuple[tuple[str, ...], ...]
    is_note: bool
    has_dateline: bool


def read_line(text: str) -> LineEvidence:
    """Read the evidence of one line.

    >>> line = read_line("The minister met Ana Ruiz. Ruiz resigned in the harbours of Lagos")
    >>> line.is_open, line.full_names, line.names, line.content["harbour"]
    (True, (('Ana', 'Ruiz'),), ('Ana', 'Ruiz', 'Lagos'), 1)
    """
    words, content, runs = list(_WORD.finditer(text)), Counter[str](), list[list[str]]()
    end = -1
    for word in words:
        form, lower = word.group(), word.group().lower()
        if (lower not in _GENERAL and len(lower) > 2) or (len(lower) == 4 and lower.isdigit()):
            content[_stem(lower)] += 1
        gap = text[end : word.start()] if end >= 0 else "."
        if form[0].isupper() and lower not in _GENERAL and lower not in _DAYS and form != "I":
            if gap.strip() not in ("", ".") or _SENTENCE_BREAK.search(gap) or not runs:
                runs.append([])
            runs[-1].append(_POSSESSIVE.sub("", form))
        elif runs and runs[-1]:
            runs.append([])
        end = word.end()
    return LineEvidence(
        text=text,
        is_open=not ends_with_stop(text),
        n_bytes=len(text.encode("utf-8", "surrogatepass")),
        content=content,
        names=tuple(dict.fromkeys(name for run in runs for name in run)),
        full_names=tuple(tuple(run) for run in runs if len(run) > 1),
        is_note=len(text) < _LONGEST_NOTE and bool(_NOTE.search(text)),
        has_dateline=bool(_DATELINE.match(text)),
    )


def line_tokens(line: str, *, opening: bool) -> list[str]:
    """Return what a line's beginning (or end) shows of its place: words without topic, the outermost three marked.

    Names, all-capitals, weekdays and numbers are replaced by their class, so that a model learns how articles open and
    close and not what they are about.

    >>> line_tokens("On Monday 3 ships left Lagos.", opening=True)
    ['on', '<day>', '<number>', 'ships', 'left', '<name>', '.', '0:on', '1:<day>', '2:<number>']
    """
    found = _TOKEN.findall(line)
    kept = found[:_EDGE_TOKENS] if opening else found[-_EDGE_TOKENS:]
    masked = [_mask(token, first=opening and at == 0) for at, token in enumerate(kept)]
    edge = masked[:3] if opening else masked[-3:][::-1]
    return list(dict.fromkeys([*masked, *(f"{at}:{token}" for at, token in enumerate(edge))]))


def score_lines(lines: Sequence[str], weights: Mapping[str, float], *, opening: bool) -> list[float]:
    """Return the log odds that each line opens (or closes) an article, by the weights of its tokens."""
    bias = weights[""]
    found = (line_tokens(line, opening=opening) for line in lines)
    return [bias + sum(weights.get(token, 0.0) for token in tokens) for tokens in found]


def _mask(token: str, *, first: bool) -> str:
    lower = token.lower()
    if lower in _DAYS:
        return "<day>"
    if token[0].isdigit():
        return "<number>"
    if not token[0].isalpha():
        return token.replace("’", "'").replace("“", '"').replace("”", '"')
    if not first and token[0].isupper() and token != "I":
        return "<capitals>" if token.isupper() and len(token) > 1 else "<name>"
    return lower


def _stem(word: str) -> str:
    """Cut the commonest endings, so that "talks" and "talk" count as one word."""
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if len(word) > 4 and not word.endswith("ss"):
        for ending, left in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)] + left
    return word
