"""Find the places where two pieces of text stand together with nothing between.

One pass of a regular expression finds where a piece may begin inside an unbroken run of characters; names, addresses
and the like are set aside; what remains is weighed by a small logistic model (`resources/seams.md`).
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from newsactors import packaged
from newsactors.cleaning.characters import INVISIBLE_RUN
from newsactors.cleaning.seam_features import LINE_ENDS, LOWER, UPPER, Place, features
from newsactors.spans import any_of

# A capital behind a small letter, a digit or a mark; the last of several capitals before a small letter; a capital
# behind an agency's; an opening mark; a figure behind a word; and behind a stop a figure, a dash, a small letter.
_CANDIDATE = re.compile(
    rf"[{UPPER}](?![\u0300-\u036f])(?:(?<=[{LOWER}.!?…:;%”’\"')\]»].)|(?=[{LOWER}])(?<=[{UPPER}]{{2}})"
    rf"|(?<=\d.)(?=[{LOWER}’' ])|(?<=AFP.|EPA.|BBC.|CNN.|/AP.|/PA.|ERS.)(?:(?<=[AI])(?= [{LOWER}])|(?=[{UPPER}])))"
    rf"|[\"“‘«](?<=[^\s,(\[—–/-].)(?=[\"“‘'{UPPER}])|[\"“‘«£$€](?<=[{LOWER}][.!?].)(?=[“‘{UPPER}{LOWER}\d])"
    rf"|[(\[](?:(?<=[{LOWER}][.!?].)|(?<=[{LOWER}].)(?=[{UPPER}]{{2}}|Reuters))"
    rf"|[\d–—*-](?<=[{LOWER}]{{3}}[.!?].)"
    rf"|[{LOWER}](?<=[{LOWER}]{{2}}[.!?][{LOWER}])"
)
# One piece whatever its capitals: addresses, tags, markup, hosts and file names.
_ADDRESS = re.compile(
    r"(?:https?:|www\.|pic\.twitter|=[\"“])[^\s()<>”]*|(?<![\w.-])[\w.-]++@[\w.-]+|[@#]\w+(?:\.[a-z]+[./]\S*)?"
    r"|[~<][\w./@-]+|(?<![\w.-])[A-Za-z\d-]++(?:\.[a-z\d-]++){2,}"
    r"|(?<![\w-])[\w-]*+\.(?i:com|org|net|edu|gov|co|uk|info|tv|us|html?|pdf|docx?|xlsx?|txt|jpe?g|png|gif|mp[34])"
    rf"(?![{LOWER}{UPPER}])"
)
# So are first syllables of surnames and one small letter (McX, DeX, O’X, iX); a last letter (SpaceX); units behind a
# figure (300USD); numbers of sections and the like (Section 27A of); a dot before (.NET); capitals with an apostrophe
# (DON’T) or a plural (MPs); initials (J.R., J.Smith).
_NAME_SHAPE = re.compile(
    rf"(?:(?<=[(\[])|(?<!\S)(?=\.[{UPPER}]{{2}}))\.[{UPPER}]"
    rf"|(?<![{UPPER}{LOWER}’'])(?:Mc|Mac|De|Di|Du|Da|La|Le|Al|El|Van|Von|Fitz|[ODdl][’']|[a-z])[{UPPER}]"
    rf"|[{LOWER}][B-HJ-Z](?![\w.’'])|\d(?:[{UPPER}]{{2,5}}(?![{LOWER}{UPPER}])|\.[B-HJ-Z](?!\w))"
    r"|(?<![\d.,])\d{1,3}A(?= (?:an?d|as|at|by|for|from|has|had|in|is|of|on|or|that|to|was|which|will|with)\b)"
    r"|\b(?:Article|Class|Division|Exit|Flat|Flight|Form|Gate|Grade|Group|Highway|Junction|Level|Part|Platform|Room|Route"
    r"|Rule|Schedule|Seat|Section|Terminal|Title|Unit|Zone|s\.|[Tt]he|a)s? \d{1,3}A(?= )"
    rf"|(?<![{UPPER}])[{UPPER}]{{2,}}+(?:[’'][{UPPER}]++|s)(?![{LOWER}])"
    rf"|(?<![{UPPER}{LOWER}.])(?:(?:[{UPPER}]\.)+[{UPPER}](?![{LOWER}])|(?:[A-HJ-Z]|Ph)\.[{UPPER}])"
)
_STOPPED = re.compile(r"[.!?…][\"”’')\]»]*$")
# What stands before a report as some outlets print it: "Washington (CNN)The talks …".
_WIRE = re.compile(rf"(?:\A|[\n\r])(?:[{UPPER}][\w .,’'-]{{0,40}})?\((?:[A-Z]{{2,}}[\w ]{{0,10}}|Reuters)\)$")


class Model(NamedTuple):
    """What was learned: a weight for each feature, profiles of words, and a pattern of names of one piece."""

    weights: Mapping[str, float]
    words: Mapping[str, str]
    names: re.Pattern[str]


def find_seams(text: str) -> list[tuple[int, str]]:
    r"""Return the places where two pieces stand together with nothing between, and what was lost there.

    Behind a full stop a space was lost; elsewhere a paragraph break was, or a stop and a space: a headline, a credit, a
    caption or an invitation stands against the text. Invisible characters at a seam change nothing.

    Not for program code, for tables, nor for languages other than English: what a word is, and how often it opens a
    sentence, was counted in English. A name that is written with a capital inside and is not listed in
    `resources/seam_names.txt` is told from a seam by what surrounds it, and sometimes taken for one.

    >>> find_seams("Getty ImagesMr Adani’s empire spans ports.Its debts grow.")
    [(12, '\n'), (42, ' ')]
    >>> find_seams("WhatsApp, McConnell, EgyptAir, LinkedIn, user@TheTimes.com and www.BeforeAfter.org stay whole.")
    []
    """
    if not INVISIBLE_RUN.search(text):
        return seams_of(text, packaged_model())
    kept = [at for at, character in enumerate(text) if not INVISIBLE_RUN.match(character)]
    return [(kept[at], lost) for at, lost in seams_of("".join(text[at] for at in kept), packaged_model())]


def seams_of(text: str, model: Model) -> list[tuple[int, str]]:
    """Return the seams that a model finds in a text without invisible characters."""
    walk = places(text, model.names, lambda place: _weight(model, text, place) > 0)
    return [(place.at, lost_at(text, place.at)) for place, broken in walk if broken]


def places(text: str, names: re.Pattern[str], is_seam: Callable[[Place], bool]) -> Iterator[tuple[Place, bool]]:
    """Yield the places where a seam may be, in order, and whether each is one: the next depends on it."""
    found = [match.start() for match in _CANDIDATE.finditer(text) if match.start()]
    whole = _inside_names(text, found, names)
    start, fresh, quotes, seen = 0, True, 0, 0
    for at, stop in zip(found, [*found[1:], len(text)], strict=False):
        if at in whole:
            continue
        line = max(text.rfind(mark, seen, at) for mark in LINE_ENDS) + 1
        if line:
            start, fresh, quotes = line, True, 0
        quotes += text.count('"', max(line, seen), at)
        seen = at
        # A straight mark closes what is open and opens what is not: only one of its two sides can be a seam.
        if quotes % 2 and '"' in text[at - 1 : at + 1]:
            continue
        place = Place(at, start, stop, fresh, quotes % 2 == 1)
        broken = is_seam(place)
        yield place, broken
        if broken:
            start, fresh = at, lost_at(text, at) == "\n"
            quotes = 0 if fresh else quotes


def lost_at(text: str, at: int) -> str:
    r"""Tell what a seam lacks: a space behind a stop, elsewhere a paragraph break.

    >>> lost_at("He left.She stayed.", 8), lost_at("Storm hits coastThe harbour", 16)
    (' ', '\n')
    """
    behind = _STOPPED.search(text, max(0, at - 6), at) or _WIRE.search(text, max(0, at - 64), at)
    return " " if behind else "\n"


def pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches any of `names` where no letter stands before it and no small one behind."""
    return re.compile(rf"(?<![{UPPER}{LOWER}])(?:{any_of(names)})(?![{LOWER}])")


@functools.cache
def packaged_names() -> tuple[str, ...]:
    """Return the names of one piece in `resources/seam_names.txt`, sorted."""
    return tuple(sorted(packaged.text("seam_names.txt").split()))


@functools.cache
def packaged_model() -> Model:
    """Return the model in `resources/seams.json`."""
    stored = packaged.weights("seams.json")
    words = {word: seen for seen, listed in stored["words"].items() for word in listed.split()}
    return Model(stored["weights"], words, pattern_of(packaged_names()))


def _inside_names(text: str, found: list[int], names: re.Pattern[str]) -> set[int]:
    """Return those of the offsets `found` that lie inside an address, a name or the like."""
    inside: set[int] = set()
    for pattern in (_ADDRESS, _NAME_SHAPE, names) if found else ():
        for start, end in (match.span() for match in pattern.finditer(text)):
            inside.update(found[bisect_left(found, start + 1) : bisect_left(found, end)])
    return inside


def _weight(model: Model, text: str, place: Place) -> float:
    seen = features(text, place, model.words)
    return model.weights["bias"] + sum(model.weights.get(name, 0.0) for name in seen)
