"""Make texts with known seams: headlines, credits and invitations set against leads, and sentences run on."""

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

Document = tuple[str, ...]

_SENTENCE_END = re.compile(r"(?<=[a-z0-9%)][.!?])\s+(?=[A-Z“\"‘])|(?<=[.!?][”\"’])\s+(?=[A-Z“\"‘])")
_ENDS = re.compile(r"[.!?][\"”’')\]]*$")
_LAST_STOP = re.compile(r"\.([\"”’')\]]*)$")
# What a lead may begin with; lines that hold markup or other scraping are no examples of text.
_LEAD = re.compile(r"[A-Z0-9“‘\"£$](?!.*(?:author=|<tweet|Image copyright|pic\.twitter))")
_PERSON = re.compile(
    r"(?<=[a-z,] )[A-Z][a-z]+ [A-Z][a-z]{2,}(?= (?:said|says|told|has|is|was)\b|, \d\d,|, who|, the|, a )"
)
_SHORT_WORD = re.compile(r"\b[A-Za-z][a-z]{2,5}\b")
# Words that title case leaves small, and words that no headline ends with.
_SMALL = frozenset("a an the and or but of in on at to for from by with as is s vs via per nor".split())
_NO_END = _SMALL | frozenset(
    "that his her their its my our are was were be has have had who which when if than said it they he she i we not "
    "will would could about between during mr mrs ms".split()
)
# Written by hand: agencies and other owners of pictures as papers of several countries sign them, lines that invite or
# label, and the ends of headlines.
_AGENCIES = (
    "Getty Images|Getty Images|Getty|Reuters|Reuters|AFP|AFP via Getty Images|AFP via Getty|AP|AP Photo|EPA|PA|"
    "PA Media|PA Wire|Press Association|Shutterstock|Alamy|Rex|REX/Shutterstock|Rex Features|iStock|Bloomberg|"
    "Bloomberg via Getty Images|BBC|CNN|AFP/Getty Images|Getty Images/iStockphoto|Anadolu|Anadolu Agency|The Guardian|"
    "The Independent|EPA-EFE|NurPhoto|Handout|Associated Press|Alamy Stock Photo|Corbis|Xinhua|ZUMA Press|TASS|"
    "AP/Press Association Images|WireImage|FilmMagic|Twitter|Facebook|Instagram|Supplied|SWNS|Kyodo|Sky News|ITV|NASA|"
    "UPI"
).split("|")
_INVITATIONS = (
    "Sign up for our free newsletter|Sign up to our daily email|Get the latest news straight to your inbox|"
    "Subscribe now for unlimited access|Click here to read more|Follow us on Twitter|Read more|Share this article|"
    "Want more stories like this? Subscribe to the briefing|Register for free to continue reading|"
    "Join the conversation|"
    "For free breaking news alerts sign up to our newsletter|Listen to the podcast|Download the app|"
    "Support our journalism|Watch the video|Story continues below|Advertisement|Related article|Media caption|"
    "Image caption|Last updated on Monday|Published on 4 May 2021|Enter your email address|Photos|See also|"
    "Most popular|More from this author|Keep reading|Get our breaking news email|Your support helps us tell the story"
).split("|")
_HEADLINE_ENDS = "?|!| – video| – live|’| in 2023| by 10%| (VIDEO)| UK| US| PM| – CNN".split("|")
_CITIES = ("LONDON", "WASHINGTON", "PARIS", "BEIJING", "NEW YORK", "MOSCOW", "TOKYO", "CAIRO", "SEOUL", "(CNN)")
_DATES = (" (Reuters) - ", " (AP) — ", " — ", ", Jan 3 (Reuters) - ", ": ")
_CREDITS = (
    "{a}|{a}|{a}|{a}|{n}/{a}|{n}/{a}|{n} / {a}|Photograph: {n}/{a}|Photograph: {n}|Picture: {a}|Image: {a}|Photo: {n}|"
    "Photo credit: {n}/{a}|Credit: {a}|Source: {a}|PHOTO: {n}|Photo by {n}|Photograph by {n}|By {n}|({a})|({n}/{a})|"
    "File photo|File image|file photo|Stock image|{n} via {a}|{a}/{n}|{n} {a}|{n}"
).split("|")


class Example(NamedTuple):
    """A text and the offsets of all of its seams."""

    text: str
    seams: frozenset[int]


class Makings(NamedTuple):
    """What examples are made of; `brands` are names with a capital inside, `lowered` words that are no names."""

    titles: tuple[str, ...]
    leads: tuple[str, ...]
    sentences: tuple[str, ...]
    people: tuple[str, ...]
    brands: tuple[str, ...]
    syllables: tuple[str, ...]
    lowered: frozenset[str]


def sentences_of(paragraph: str) -> list[str]:
    """Cut a paragraph into sentences, roughly, as training needs it."""
    return [piece for piece in _SENTENCE_END.split(paragraph) if piece]


def makings(
    titles: Sequence[str], documents: Sequence[Document], brands: Sequence[str], lowered: frozenset[str]
) -> Makings:
    """Collect what examples are made of from the documents of one source."""
    pieces = [piece for document in documents for paragraph in document for piece in sentences_of(paragraph)]
    good = [piece for piece in pieces if len(piece) > 30 and _LEAD.match(piece)]
    firsts = [next((p for p in document if len(p) > 70), "") for document in documents if len(document) > 1]
    people = {name for piece in pieces for name in _PERSON.findall(piece)} or {"Jane Smith", "John Smith"}
    syllables = {word.lower() for piece in pieces for word in _SHORT_WORD.findall(piece)}
    leads = [lead for lead in firsts if _LEAD.match(lead)] or good
    people_of, brands_of, syllables_of = (tuple(sorted(kind)) for kind in (people, brands, syllables))
    return Makings(tuple(titles), tuple(leads), tuple(good), people_of, brands_of, syllables_of, lowered)


def glued(rng: Random, made: Makings) -> Example:
    """Set two or three pieces against each other, as scrapers do."""
    draw, lead = rng.random(), _lead(rng, made)
    if draw < 0.55:
        pieces = [_title(rng, made), lead]
    elif draw < 0.75:
        pieces = [_credit(rng, made), lead]
    elif draw < 0.87:
        pieces = [_title(rng, made) if draw < 0.8 else _caption(rng, made), _credit(rng, made), lead]
    elif draw < 0.92:
        pieces = [_title(rng, made), rng.choice(_INVITATIONS)]
    else:
        pieces = [rng.choice(_INVITATIONS), lead] if draw < 0.96 else [lead, rng.choice(_INVITATIONS)]
    ends = [sum(map(len, pieces[: number + 1])) for number in range(len(pieces) - 1)]
    return Example("".join(pieces), frozenset(ends))


def run_on(rng: Random, made: Makings, document: Document, loss: float) -> Example:
    """Take the space from a share `loss` of sentence ends, and stop and space from as many."""
    text, seams = "", set()
    for paragraph in document:
        for piece in sentences_of(paragraph):
            piece = _branded(rng, made, piece) if rng.random() < 0.03 else piece
            draw = rng.random() if _ENDS.search(piece) else 1.0
            text += piece if draw >= loss else _LAST_STOP.sub(r"\1", piece) if draw < loss / 2 else piece
            if draw < loss:
                seams.add(len(text))
            else:
                text += " "
        text = text[:-1] + "\n" if text.endswith(" ") else text
    return Example(text, frozenset(seams - {len(text)}))


def branded(rng: Random, made: Makings) -> Example:
    """Put names with a capital inside into clean sentences."""
    return Example("\n".join(_branded(rng, made, rng.choice(made.sentences)) for _ in range(2)), frozenset())


def _branded(rng: Random, made: Makings, text: str) -> str:
    words = text.split(" ")
    places = [number for number, word in enumerate(words) if word[:1].isupper() and word.isalpha()]
    if places:
        invented = rng.choice(made.syllables).capitalize() + rng.choice(made.syllables).capitalize()
        words[rng.choice(places)] = rng.choice(made.brands) if rng.random() < 0.5 else invented
    return " ".join(words)


def _phrase(rng: Random, made: Makings, most: int) -> str:
    words = rng.choice(made.sentences).rstrip('.!?"”’').split(" ")[: rng.randint(4, most)]
    while len(words) > 3 and words[-1].lower().strip(",.") in _NO_END and rng.random() < 0.95:
        words.pop()
    return " ".join(words).rstrip(',;:—–-."” ')


def _title(rng: Random, made: Makings) -> str:
    if made.titles and rng.random() < 0.5:
        title = _cased(rng.choice(made.titles), rng.choice(("as", "as", "sentence", "title")), made.lowered)
    else:
        title = _cased(_phrase(rng, made, 14), rng.choice(("as", "title", "all")), made.lowered)
    title = _branded(rng, made, title) if rng.random() < 0.1 else title
    return title + (rng.choice(_HEADLINE_ENDS) if rng.random() < 0.1 else "")


def _cased(title: str, case: str, lowered: frozenset[str]) -> str:
    first, *rest = title.split(" ")
    if case == "all":
        rest = [word[:1].upper() + word[1:] for word in rest]
    elif case == "title":
        rest = [word if word.lower() in _SMALL else word[:1].upper() + word[1:] for word in rest]
    elif case == "sentence":
        rest = [word.lower() if word.strip("‘’'\",:;?!").lower() in lowered else word for word in rest]
    return " ".join([first, *rest])


def _lead(rng: Random, made: Makings) -> str:
    lead, draw = rng.choice(made.leads if rng.random() < 0.6 else made.sentences), rng.random()
    if draw < 0.04:
        lead = rng.choice(_CITIES) + rng.choice(_DATES) + lead
    elif draw < 0.07:
        lead = rng.choice('“‘"') + lead
    elif draw < 0.09:
        number = rng.choice(("Two", "Three", "12", "15", "2,000", "£3m", "$40bn", "One"))
        lead = f"{number} {lead[0].lower()}{lead[1:]}"
    elif draw < 0.16:
        verb = rng.choice(("has", "is", "said", "was", "will", "and"))
        lead = f"{rng.choice(made.people)} {verb} {lead[0].lower()}{lead[1:]}"
    lead = _branded(rng, made, lead) if rng.random() < 0.08 else lead
    return lead if rng.random() < 0.5 else lead[: rng.randint(60, 160)]


def _credit(rng: Random, made: Makings) -> str:
    return rng.choice(_CREDITS).format(a=rng.choice(_AGENCIES), n=rng.choice(made.people))


def _caption(rng: Random, made: Makings) -> str:
    return _phrase(rng, made, 16) + ("." if rng.random() < 0.3 else "")


def examples(rng: Random, made: Makings, documents: Sequence[Document], count: int) -> Iterator[Example]:
    """Yield `count` glued texts, a tenth as many with names put in, and all documents, as they are and run on."""
    for _ in range(count):
        if rng.random() < 0.1:
            yield branded(rng, made)
        yield glued(rng, made)
    for document in documents:
        yield Example("\n".join(document), frozenset())
        yield run_on(rng, made, document, 0.25)
