"""What can be seen around a place where two pieces of text may stand together with nothing between.

The features look back no further than the last break and ahead no further than the next place of the same kind, so
that a break put in at one place changes nothing at the others: to repair a text twice is to repair it once.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

# Letters of Latin 1, but for the two that stand where UTF-8 was read as Latin 1 ("rÃ©sumÃ©").
UPPER, LOWER = "A-ZÀÁÄ-ÖØ-Þ", "a-zß-öø-ÿ"
LINE_ENDS = "\n\r\u0085\u2028\u2029"
# Enough to see a headline whole, and the bound that keeps the time in proportion to the length of the text.
_BACK, _AHEAD = 240, 120
_LINE_END = re.compile(f"[{LINE_ENDS}]")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]»]*\s")
_LEFT = re.compile(rf"([{UPPER}{LOWER}\d]+(?:[’'-][{UPPER}{LOWER}\d]+)*)?([^\w\s]*)$")
_RIGHT = re.compile(rf"[\"“‘'«(\[£$€-]*([{UPPER}{LOWER}\d]+(?:[’'-][{LOWER}]+)*)")
_PIECE = re.compile(rf"(?:[{UPPER}][{LOWER}]+|[{UPPER}]+|[{LOWER}]+|\d+)$")
_CAMEL = re.compile(f"[{LOWER}][{UPPER}]")
_WORD = re.compile(r"[^\W_][\w’'-]*")
_INITIALS = re.compile(r"(?<!\w)\w\.(?:\w\.)*$")
_CREDIT = re.compile(
    r"\b(?:(?:Getty(?: Images)?|Reuters|REUTERS|AFP|AP|EPA|UPI|PA(?: Media| Wire)?|Press Association|Associated Press"
    r"|Shutterstock|Alamy|Rex(?: Features)?|iStock|Bloomberg|BBC|CNN|[Pp]hotos?|Images|File|Handout|Pool)\)?"
    r"|(?:[Pp]hotograph|PHOTO|[Pp]hoto|[Pp]icture|[Ii]mage|[Cc]redit|[Ss]ource|via|[Cc]ourtesy)s?(?: by|:| of|/) ?"
    r"[^:]{0,60})$"
)
_INVITATION = re.compile(
    r"(?:Advert|By|Click|Continue|Download|Follow|For free|Get|Getty|Image|Join|Last|Listen|Media|More|Photo|Picture"
    r"|Published|Read|Register|Related|Reuters|Share|Sign|Source|Story|Subscribe|Support|Updated?|Video|Want|Watch)\b"
)
_DATELINE = re.compile(rf"[{UPPER}][{UPPER}. ’-]+(?:,|\s?\(|\s?[—–-]|:)")
_KNOWN_INITIALS = frozenset({"u.s.", "u.k.", "u.n.", "d.c.", "e.u.", "a.m.", "p.m."})


class Place(NamedTuple):
    """A place between two characters: `at`, the last break before it, the next place after it, and what is open.

    `fresh` tells that a paragraph begins at `start`; `quoted` that a straight quotation mark is open there.
    """

    at: int
    start: int
    stop: int
    fresh: bool
    quoted: bool


class _View(NamedTuple):
    """The text before and after a place, cut at the nearest breaks, and the words and marks that meet there."""

    back: str
    ahead: str
    run: str
    marks: str
    right: str
    after: str
    fresh: bool


def features(text: str, place: Place, words: Mapping[str, str]) -> list[str]:
    """Return the names of what holds at a place; `words` maps words to profiles (see `resources/seams.md`).

    Names are made of the kind of place, "lower|u" for a small letter before a capital, and of what was seen.

    >>> seen = features("Storm hits coastThe harbour was shut.", Place(16, 0, 37, True, False), {"the": "9690"})
    >>> [name for name in seen if name.startswith("lower|u right")]
    ['lower|u right=Topens', 'lower|u right_opener=9', 'lower|u right_title=6', 'lower|u right_small=9', \
'lower|u right_length=3', 'lower|u right_word=the']
    """
    view = _view(text, place)
    kind = _kind(view)
    left, right, around = list(_left(view, words)), list(_right(view, words)), list(_around(view))
    pairs = [(left[0], right[0]), (around[0], right[0]), (around[0], around[1]), (around[0], left[0])]
    names = [kind, *(f"{kind} {one} {other}" for one, other in pairs), *_signs(view, kind, place.quoted)]
    for name in (*left, *right, *around):
        names += [name, f"{kind} {name}"]
    return names


def profile(word: str, words: Mapping[str, str]) -> str:
    """Return how often a word was seen: small, capitalised inside a sentence, opening one, and in capitals.

    Each is a digit from 0 (never) to 9, on a scale of logarithms.

    >>> profile("The’s", {"the": "9690"})
    '9690'
    """
    plain = word.lower().replace("’", "'")
    return words.get(plain) or words.get(plain.removesuffix("'s"), "0000")


def _view(text: str, place: Place) -> _View:
    at = place.at
    line = _LINE_END.split(text[max(place.start, at - _BACK) : at])[-1]
    pieces = _SENTENCE_END.split(line)
    ahead = _LINE_END.split(text[at : min(place.stop, at + _AHEAD)], maxsplit=1)[0]
    end = _SENTENCE_END.search(ahead)
    ahead = ahead[: end.end() - 1] if end else ahead
    ahead = ahead[:1] + ahead[1:].rstrip('"')  # where a straight mark is the next place, it is not seen either way
    left, right = _LEFT.search(pieces[-1][-60:]), _RIGHT.match(ahead)
    run, marks = (left.group(1) or "", left.group(2)) if left else ("", "")
    fresh = place.fresh and len(pieces) == 1 and at - place.start <= _BACK
    word, after = (right.group(1), ahead[right.end() :]) if right else ("", ahead)
    return _View(pieces[-1], ahead, run, marks, word, after, fresh)


def _kind(view: _View) -> str:
    first, marks, run = view.ahead[:1], view.marks, view.run
    ahead = "d" if first.isdigit() else "u" if first.isupper() else "l" if first.isalpha() else "q"
    if marks:
        behind = "stop" if marks[-1] in ".!?…" else "stop-close" if marks[0] in ".!?…," else "mark"
    elif run[-1:].isdigit():
        behind = "digit"
    elif run.isupper() and len(run) > 1:
        behind = "caps"
    else:
        behind = "camel" if run[:1].isupper() else "lower"
    return f"{behind}|{ahead}"


def _level(digit: str) -> str:
    return "0" if digit == "0" else "1" if digit < "3" else "3" if digit < "6" else "6"


def _shape(word: str) -> str:
    return "1" if len(word) < 2 else "u" if word.isupper() else "T" if word[0].isupper() else "l"


def _left(view: _View, words: Mapping[str, str]) -> Iterator[str]:
    found = _PIECE.search(view.run)
    piece = found.group() if found else ""
    small, title, _, caps = tuple(profile(piece, words))
    yield f"left={_shape(piece)}{_level(caps if piece.isupper() else max(small, title))}"
    yield f"left_length={min(len(piece), 7)}"
    yield f"left_small={small}"
    yield f"left_title={title}"
    yield f"left_end={piece[-3:].lower()}"
    if view.run and view.right and not view.marks:
        yield f"whole={_level(max(profile(view.run + view.right, words)))}"
    if piece != view.run:
        yield f"left_joined={_level(max(profile(view.run, words)))}{'c' if _CAMEL.search(view.run) else ''}"


def _right(view: _View, words: Mapping[str, str]) -> Iterator[str]:
    right = view.right
    seen = profile(right, words)
    small, title, opener, _ = tuple(seen)
    use = "opens" if opener >= "4" else "small" if small > title else "name" if title > "1" else "rare"
    yield f"right={_shape(right)}{'none' if max(seen) == '0' else use}"
    yield f"right_opener={opener}"
    yield f"right_title={title}"
    yield f"right_small={small}"
    yield f"right_length={min(len(right), 7)}"
    if opener >= "4":
        yield f"right_word={right.lower()}"


def _around(view: _View) -> Iterator[str]:
    before = _WORD.findall(view.back[: len(view.back) - len(view.run) - len(view.marks)])
    long = [word for word in before if len(word) > 3]
    share = sum(word[0].isupper() for word in long) / max(1, len(long))
    case = "none" if len(long) < 2 else "title" if share > 0.7 else "some" if share > 0.35 else "small"
    yield f"before={case}{'' if view.fresh else '-inside'}"
    yield f"words={next(limit for limit in (0, 1, 2, 4, 8, 12, 18, 240) if len(before) <= limit)}"
    follow = _WORD.findall(view.after)[:5]
    first = follow[0][0] if follow else ""
    shape = "none" if not first else "d" if first.isdigit() else "l" if first.islower() else "u"
    yield f"after={'+' if view.after[:1].isspace() else view.after[:1]}{shape}"
    yield f"after_small={sum(word[0].islower() for word in follow)}"


def _signs(view: _View, kind: str, quoted: bool) -> Iterator[str]:
    first = view.ahead[:1]
    if view.marks:
        yield f"behind {view.marks[-3:]}"
    if not first.isalnum():
        yield f"ahead {first} {'quoted' if quoted else ''}"
    initials = _INITIALS.search(view.back[-20:]) if view.marks[:1] == "." else None
    if initials:
        known = initials.group().lower()
        yield f"initials={known if known in _KNOWN_INITIALS else len(known)}"
    if _CREDIT.search(view.back[-80:]):
        yield "credit"
        yield f"{kind} credit"
    if _INVITATION.match(view.ahead):
        yield f"{kind} invitation"
    if _DATELINE.match(view.ahead):
        yield f"{kind} dateline"
