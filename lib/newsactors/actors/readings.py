"""Which actor each name of a document stands for, and how it is used."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsactors.actors import gazetteer, people, usage
from newsactors.actors.evidence import is_locative
from newsactors.actors.gazetteer import Entry
from newsactors.actors.names import Name, bare_text
from newsactors.actors.people import People
from newsactors.actors.wording import Words, bare_at

_ACRONYM = 3  # letters: names in capitals that are longer are taken for shouted ones


class Actor(NamedTuple):
    """A canonical name with its type and state, as `actors.Mention` has them; the name is "" where it is not known."""

    name: str
    type: str
    state: str | None = None


class Reading(NamedTuple):
    """What words `first` to `last` (exclusive) are read as, in the terms of `actors.Mention`."""

    first: int
    last: int
    kind: str
    use: str
    actor: Actor


class Document(NamedTuple):
    """What the whole document says about each of its names."""

    words: Words
    states: frozenset[str]
    placed: frozenset[int]
    people: People
    types: Mapping[str, str]
    acronyms: Mapping[str, Actor]


_KIND = {"name": "name", "demonym": "demonym", "people": "demonym", "capital": "metonym", "seat": "metonym"}
GOVERNMENT = "government of "


def checked(names: Sequence[Name]) -> list[Name]:
    """Drop look-ups whose required actor is not in the document; read Georgia among American places as one of them."""
    entries = [name.entry for name in names if name.entry and not name.entry.needs]
    sure = {entry.name for entry in entries} | {gazetteer.state_name(entry.state) for entry in entries}
    american = any(n.entry and n.entry.type == "place" and n.entry.state == "USA" for n in names)
    abroad = bool(sure & {"Russia", "Armenia", "Azerbaijan", "Abkhazia", "South Ossetia", "government of Georgia"})
    checked = []
    for name in names:
        if name.entry and name.entry.needs and sure.isdisjoint(name.entry.needs.split(";")):
            name = name._replace(entry=None, type="", evidence="")
        elif name.listed and name.listed[:2] == ("Georgia", "name") and american and not abroad:
            name = name._replace(entry=Entry("Georgia (US state)", "name", "place", "USA"), type="place")
        checked.append(name)
    return checked


def survey_names(words: Words, names: Sequence[Name]) -> Document:
    """Gather what all names of a document tell of each of them."""
    votes: dict[str, Counter[str]] = {}
    for name in names:
        if name.type and name.type != "person" and not name.entry:
            votes.setdefault(bare_text(words, name), Counter())[name.type] += 1
    return Document(
        words,
        frozenset(_state_of(n.entry) for n in names if n.entry and n.entry.type in ("state", "government")),
        frozenset(usage.placed_in_lists(words, names)),
        people.introduced(words, names),
        {text: max(sorted(count), key=count.__getitem__) for text, count in votes.items()},
        _acronyms(words, names),
    )


def _state_of(entry: Entry) -> str:
    return entry.name.removeprefix(GOVERNMENT)


def _acronyms(words: Words, names: Sequence[Name]) -> dict[str, Actor]:
    """Return the acronyms that the document introduces in brackets: "Free Homes Party (FHP)"."""
    found = {}
    for name in names:
        if name.type in ("", "person", "state"):
            continue
        after = [word.bare for word in words[name.last : name.last + 3]]
        if after[:1] == ["("] and after[2:] == [")"] and after[1].isupper():
            listed = name.listed
            found[after[1]] = (
                Actor(listed.name, listed.type, listed.state) if listed else _composed(words, name, name.type)
            )
    return found


def read_name(document: Document, name: Name) -> Iterator[Reading]:
    """Yield the reading of a name, or none where nothing speaks for an actor or a place."""
    words, text = document.words, bare_text(document.words, name)
    first, last = name.first, name.last
    if listed := name.listed:
        if text in document.people.forms and listed.role != "demonym" and not is_locative(words, first):
            actor = _person(document, text, first)
            yield Reading(first, last, "name", "actor", actor)
        else:
            yield from _listed(document, name, listed)
    elif text in document.acronyms:
        yield Reading(first, last, "name", "actor", document.acronyms[text])
    elif name.type == "person" or _is_introduced(document, name, text):
        is_owner = bare_at(words, name.last) in gazetteer.words("of_person") and not words[last - 1].possessive
        actor = _person(document, text, first)
        yield Reading(first, last, "name", "affiliation" if is_owner else "actor", actor)
    elif kind := name.type or document.types.get(text, ""):
        use = "place" if kind == "place" else "actor"
        yield Reading(first, last, "name", use, _composed(words, name, kind))


def _person(document: Document, text: str, at: int) -> Actor:
    """Return the person whom a name at word `at` stands for; a name in capitals, as in transcripts, becomes "Smith"."""
    name = people.full_name(text, at, document.people)
    return Actor(name.title() if name.isupper() and len(name) > _ACRONYM else name, "person")


def _is_introduced(document: Document, name: Name, text: str) -> bool:
    if name.type not in ("", "place") and name.evidence != "learned":
        return False
    known = document.people
    alone = " " not in text and people.surname(text) in known.forms
    return alone or text in known.full or text.casefold() in known.tails


def _composed(words: Words, name: Name, kind: str) -> Actor:
    """Name an organisation or place by its words; a government body with its state: "Foreign Ministry of Iran"."""
    text = bare_text(words, name)
    entry = name.entry
    if not entry:
        return Actor(text, kind)
    if kind == "government" and entry.type == "state" and name.last - name.first > 1:
        return Actor(f"{text.split(maxsplit=1)[1]} of {entry.name}", kind, entry.state)
    return Actor(text, kind, entry.state)


def _listed(document: Document, name: Name, entry: Entry) -> Iterator[Reading]:
    words, use, kind = document.words, "actor", _KIND[entry.role]
    actor = Actor(entry.name, entry.type, entry.state)
    if entry.role == "demonym":
        if usage.is_language(words, name):
            return
        use = "affiliation" if usage.is_adjective(words, name) else "actor"
        if use == "actor":
            actor = actor._replace(type="group")
    elif entry.role in ("capital", "seat"):
        if not _is_political(document, name, entry):
            kind, use, actor = "name", "place", Actor(entry.place or bare_text(words, name), "place", entry.state)
    elif entry.role == "name" and usage.is_attribute(words, name):
        use = "affiliation"
    elif entry.role == "name" and entry.type in ("state", "place"):
        speaks = bare_at(words, name.last) in gazetteer.words("report")
        is_scene = name.first in document.placed or usage.is_place(words, name)
        use = "place" if is_scene or (entry.type == "place" and not speaks) else "actor"
    yield Reading(name.first, name.last, kind, use, actor)


def _is_political(document: Document, name: Name, entry: Entry) -> bool:
    """Tell whether a capital or seat stands for a government: it speaks, or the document has other states in it."""
    words, after = document.words, bare_at(document.words, name.last)
    if name.last < len(words) and words[name.last].hyphen and after in gazetteer.words("capital_acts"):
        return True
    if name.first in document.placed or usage.is_place(words, name):
        return False
    return bool(
        entry.role == "seat"
        or document.states - {_state_of(entry)}
        or after in gazetteer.words("report") | {"will", "would"}
    )
