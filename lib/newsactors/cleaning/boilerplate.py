"""Tag what is not the article's running text: whole lines, and parts of lines."""

import re
from collections.abc import Iterator
from functools import cache

from newsactors.cleaning.characters import ends_with_stop
from newsactors.packaged import rows
from newsactors.spans import Span, any_of, lines, trim

# What the patterns in resources/boilerplate.csv have in common.
_PERSON = r"(?:[A-Z]\. ?){0,2}[A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+|de|del|van|der|von|al|el|la|di|bin)){1,4}"
_AGENCY = (
    r"(?:Getty(?: Images)?|AFP|AP|EPA(?:-EFE)?|PA(?: Media| Wire)?|Reuters|REUTERS|Shutterstock|Alamy|iStock|UPI|"
    r"Rex Features|REX|NurPhoto|Anadolu(?: Agency)?|Associated Press|Zuma(?: Press)?|Xinhua|TASS)"
)
# A capitalised word, and the small words that stand between the names of a desk.
_WORD = r"[^\W\d_a-z][\w.’'-]*"
_DESK = (
    r"(?:and|&|in|at|for|by|from|with|de|del|della|van|der|von|den|al|el|la|di|da|bin|dos|"
    r"newsrooms?|bureaus?|staff|agencies|additional|reporting|writing|editing|production|graphics?)(?![\w’'-])"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
_PARTS = {
    "<desk>": (
        r"(?:(?:Additional |With )?(?:[Rr]eporting|writing)|Writing|Editing|Compiled|Edited|Produced|With files|"
        rf"With inputs?) (?:by|from) (?={_WORD} (?:{_WORD}|newsroom|bureau)|<agency>\b|[A-Z]{{2,5}}\b|agencies\b)"
        rf"(?:{_WORD}|agencies)(?:(?:[;,] ?| ?/ ?| )(?:{_WORD}|{_DESK})){{0,80}}[.)\]]{{0,3}}"
    ),
    "<contacts>": r"\({1,2}[\w.+-]{1,60}@[\w.-]{3,60}; ?[^()\n]{2,200}\){1,2}",
    "<people>": rf"(?:{_PERSON}(?:(?:, and|,| and| &) {_PERSON}){{0,5}})",
    "<person>": _PERSON,
    "<agency>": _AGENCY,
    "<site>": r"(?:Twitter|Facebook|Instagram|WhatsApp|Telegram|LinkedIn|YouTube|Pinterest|Reddit|X|TikTok|Bluesky)",
    "<credit>": r"(?i:(?:photo(?:graph(?:er)?)?|pics?|picture|image|composite|illustration)(?: credit| courtesy)?)",
    # Capitalised words and the small words between them; hardly any sentence is written so.
    "<credited>": (
        r"(?:(?:[A-Z(][\w.’'()&-]*|for|of|the|via|and|de|van|der|von|by)"
        r"(?:[ ,/|;]+|(?=\W*(?:$|\))))){1,10}(?:[^\w)]{0,2})"
    ),
    "<town>": r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}",
    "<date>": rf"(?:{_MONTH}[.a-z]* \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}[a-z]*)",
    "<dash>": r"\s{0,2}(?:—|–|--|-)(?=\s{0,2}[A-Z“‘\"'$£€\d(])",
    "<wire>": (
        r"(?:Reuters|AP|AFP|UPI|CNN|PA|dpa|DPA|ANI|PTI|IANS|TASS|Xinhua|KUNA|WAM|EFE|ANSA|Bloomberg|CP|AAP|RNS|JTA|CNS|"
        r"Kyodo|Yonhap|Bernama|IRNA|The Canadian Press|Thomson Reuters Foundation)"
    ),
}
# Cities that datelines name alone and the gazetteer does not list, by hand: those that stand alone in the Associated
# Press's, capitals of US states, other large ones. Left out are words and frequent surnames (Nice, Reading, Lincoln).
_CITIES = (
    "Brussels;Luxembourg;Monaco;San Marino;Singapore;Djibouti;Quebec City;Cincinnati;Honolulu;Indianapolis;"
    "Oklahoma City;Salt Lake City;San Antonio;St. Louis;Guatemala City;Kingston;Nassau;Georgetown;Port-au-Prince;"
    "Annapolis;Austin;Albany;Baton Rouge;Boise;Carson City;Columbus;Hartford;Juneau;Lansing;Little Rock;Montgomery;"
    "Montpelier;Nashville;Providence;Raleigh;Richmond;Sacramento;Santa Fe;Springfield;Tallahassee;Topeka;Trenton;"
    "Albuquerque;Anchorage;Atlantic City;Buffalo;Charleston;Colorado Springs;Fort Worth;Jacksonville;Kansas City;"
    "Louisville;Memphis;Newark;Oakland;Omaha;Portland;San Jose;Tucson;Tulsa;White Plains;Calgary;Edmonton;Halifax;"
    "Winnipeg;Adelaide;Brisbane;Canterbury;Christchurch;Darwin;Hobart;Perth;Bradford;Brighton;Bristol;Coventry;Derry;"
    "Dundee;Inverness;Leicester;Londonderry;Newcastle;Norwich;Nottingham;Plymouth;Portsmouth;Sheffield;Southampton;"
    "Stormont;Swansea;Westminster;York;Cork;Galway;Bordeaux;Cannes;Lille;Nantes;Toulouse;Dresden;Düsseldorf;Leipzig;"
    "Stuttgart;Basel;Lausanne;Salzburg;Bologna;Genoa;Palermo;Turin;Bilbao;Seville;Valencia;Porto;Gothenburg;Malmo;"
    "Gdansk;Krakow;Thessaloniki;Izmir;Diyarbakir;Gaziantep;Dnipro;Kramatorsk;Kaliningrad;Sochi;Vladivostok;Grozny;"
    "Bethlehem;Latakia;Daraa;Qom;Herat;Jalalabad;Kunduz;Quetta;Rawalpindi;Srinagar;Ahmedabad;Hyderabad;Lucknow;Pune;"
    "Yangon;Rangoon;Mandalay;Ho Chi Minh City;Guangzhou;Shenzhen;Chongqing;Tianjin;Busan;Kyoto;Nagasaki;Fukushima;"
    "Guadalajara;Monterrey;Ciudad Juarez;Medellin;Cartagena;Guayaquil;Recife;Salvador;Kano;Maiduguri;Mombasa;Goma;"
    "Durban;Bulawayo;Marrakesh;Tangier;Misrata;Sirte;Hargeisa;Mekelle;Taiz;Medina"
)
# "Sign up for alerts, the police told …" is reported, "Follow her on Twitter and you will find …" a sentence.
_INVITATIONS = frozenset({"newsletter", "share"})
_REPORTED = re.compile(
    r", [^,]{0,60}\b(?:sa(?:id|ys)|t(?:old|ells)|(?:promis|urg|announc|advis)e[sd]|(?:warn|claim)(?:s|ed)|"
    r"wr(?:ote|ites)|reads)\b[^,]{0,60}$|\band you(?: will|[’']ll) (?!get|receive|be\b|have|never)"
)
# An invitation or credit is one or two sentences; a longer line that reads like one is the article's own.
_LONGEST = 300
_LONGEST_NOTE = 600
# A speaker's label is one only where others are near: lines from one to the next.
_TURN_DISTANCE = 4
# Letters and digits that a paragraph must have before its repetition is no accident: about twelve words.
_LONG_ENOUGH = 60
_SENTENCE_START = re.compile(r"(?<=[.!?…”\"’')]) +(?=[\w(\[—–©-])")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


def _listed(filename: str, *columns: str) -> set[str]:
    return {name for row in rows(filename) for column in columns for name in row[column].split(";") if name}


@cache
def _places() -> dict[str, str]:
    """Return the parts of datelines that are names: cities, cities in capitals, and what may follow a city."""
    places = _listed("places.csv", "name", "aliases")
    cities = places | _listed("states.csv", "capital", "capital_aliases") | set(_CITIES.split(";"))
    # In capitals, a short name is more than a place: VA, LA.
    capitals = {name.upper() for name in cities if len(name) > 3}
    regions = places | _listed("states.csv", "name", "aliases")
    # Lists so long are only gone through where a dash is near.
    near = r"(?=[A-Z][^\n—–]{2,60}?(?: -|--|[—–]))"
    return {
        "<CITY>": rf"{near}(?:{any_of(capitals)})(?![\w’'-])",
        "<city>": rf"{near}(?:{any_of(cities | capitals)})(?![\w’'-])",
        "<region>": rf"(?:[A-Z][A-Za-z.]{{0,4}}\.|{any_of(regions | {name.upper() for name in regions})})",
    }


@cache
def _patterns(place: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the kinds that are found at a place of a line, each with its patterns as one, in the order of the file."""
    by_kind: dict[str, list[str]] = {}
    for row in rows("boilerplate.csv"):
        if row["place"] == place:
            by_kind.setdefault(row["kind"], []).append(row["pattern"])
    joined = {kind: "|".join(f"(?:{pattern})" for pattern in patterns) for kind, patterns in by_kind.items()}
    for name, part in (_PARTS | _places()).items():
        joined = {kind: pattern.replace(name, part) for kind, pattern in joined.items()}
    return [(kind, re.compile(f"(?:{pattern})$" if place == "end" else pattern)) for kind, pattern in joined.items()]


def find_boilerplate(text: str) -> Iterator[tuple[str, Span]]:
    r"""Find what is not an article's running text in a clean text: kind and span, in order, none overlapping.

    A line is one kind as a whole or may hold several parts. For English news, one paragraph a line. What the kinds are
    and how well each is found: `resources/boilerplate.md`.

    >>> text = "By Jane Doe\nGENEVA (AP) — Talks failed. Follow her on Twitter @janedoe.\nRead more"
    >>> [(kind, span.of(text)) for kind, span in find_boilerplate(text)][:3]
    [('byline', 'By Jane Doe'), ('dateline', 'GENEVA (AP) —'), ('share', 'Follow her on Twitter @janedoe.')]
    """
    found = lines(text)
    turns = _turns(text, found)
    seen: set[str] = set()
    for number, line in enumerate(found):
        kind = _kind_of_line(text, line) or _kind_by_place(text, found, number)
        key = _NOT_ALPHANUMERIC.sub("", line.of(text)).casefold()
        if not kind and len(key) >= _LONG_ENOUGH:
            kind = "repeated-paragraph" if key in seen else ""
            seen.add(key)
        yield from [(kind, line)] if kind else _parts_of_line(text, line, turns.get(number))


def _kind_of_line(text: str, line: Span) -> str:
    length = line.end - line.start
    for kind, pattern in _patterns("line"):
        if length <= (_LONGEST_NOTE if kind == "correction" else _LONGEST) and pattern.fullmatch(text, *line):
            return "" if kind in _INVITATIONS and _REPORTED.search(text, *line) else kind
    return ""


def _kind_by_place(text: str, found: list[Span], number: int) -> str:
    """Return the kind of a line that is one only below a headline and above a paragraph: "Jane Doe in Geneva"."""
    if not 0 < number < len(found) - 1 or found[number].end - found[number].start > _LONGEST // 3:
        return ""
    above, below = found[number - 1].of(text), found[number + 1]
    if ends_with_stop(above) or len(above) > _LONGEST // 2 or below.end - below.start < _LONGEST // 3:
        return ""
    return next((kind for kind, pattern in _patterns("below headline") if pattern.fullmatch(text, *found[number])), "")


def _turns(text: str, found: list[Span]) -> dict[int, tuple[str, Span]]:
    """Find the labels of speakers by the number of their line, where a dialogue is near."""
    [(kind, pattern)] = _patterns("turn")
    matches = {number: match for number, line in enumerate(found) if (match := pattern.match(text, *line))}
    numbers = [-_TURN_DISTANCE - 1, *matches, len(found) + _TURN_DISTANCE]
    return {
        number: (kind, Span(*matches[number].span()))
        for before, number, after in zip(numbers, numbers[1:], numbers[2:], strict=False)
        if min(number - before, after - number) <= _TURN_DISTANCE
    }


def _parts_of_line(text: str, line: Span, turn: tuple[str, Span] | None) -> Iterator[tuple[str, Span]]:
    """Yield the parts of a line that are boilerplate; of two that overlap, the first."""
    parts = [turn] if turn else []
    parts += [(kind, _span(m)) for kind, pattern in _patterns("start") if (m := pattern.match(text, *line))]
    parts += [(kind, _span(m)) for kind, pattern in _patterns("inside") for m in pattern.finditer(text, *line)]
    near_end = max(line.start, line.end - _LONGEST)
    parts += [(kind, _span(m)) for kind, pattern in _patterns("end") if (m := pattern.search(text, near_end, line.end))]
    for start in _SENTENCE_START.finditer(text, near_end, line.end):
        for kind, pattern in _patterns("tail"):
            m = pattern.match(text, start.end(), line.end)
            if m and not (kind in _INVITATIONS and _REPORTED.search(text, *m.span())):
                parts.append((kind, _span(m)))
    end = line.start
    for kind, part in sorted(parts, key=lambda part: (part[1].start, -part[1].end)):
        if part.start >= end and part.end > part.start:
            yield kind, part
            end = part.end


def _span(match: re.Match[str]) -> Span:
    """Return the span of a match without the spaces around it."""
    return trim(match.string, *match.span())
