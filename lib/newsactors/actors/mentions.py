"""Who is in a text: mentions of persons, organisations, states and places, and the canonical actor behind each.

| words | kind | actor |
|---|---|---|
| Israel, Reuters, Antony Blinken | name | the name without titles, "the", possessive; a family name as the full name |
| Israeli, Russians | demonym | the state |
| Tehran, the Kremlin | metonym | "government of Iran", "government of Russia"; a place where the place is meant |
| the Iranian foreign minister | description | the person whom the document names as its holder |

Pronouns, "attribution" among the uses, and descriptions whose holder the text does not name are absent, not guessed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsactors.actors import gazetteer, people, usage
from newsactors.actors.evidence import is_locative
from newsactors.actors.gazetteer import Entry
from newsactors.actors.names import Name, find_names
from newsactors.actors.people import People, bare_text
from newsactors.actors.wording import Word, read_words

Words = Sequence[Word]


class Mention(NamedTuple):
    """One mention, at character offsets `start` to `end` (exclusive) of the text, so that `text[start:end]` is `text`.

    `kind` is name, demonym, metonym or description; `use` actor, affiliation (an adjective before a noun) or place;
    `type` person, state, government, organisation, force, medium, group or place; `state` an ISO 3166 alpha-3 code or
    None. "XKX" for Kosovo is the one code outside ISO 3166.
    """

    start: int
    end: int
    text: str
    kind: str
    use: str
    actor: str
    type: str
    state: str | None


class _Actor(NamedTuple):
    name: str
    type: str
    state: str | None = None


class _Reading(NamedTuple):
    first: int
    last: int
    kind: str
    use: str
    actor: _Actor


class _Document(NamedTuple):
    """What the whole document says about each of its names."""

    words: Words
    states: frozenset[str]
    placed: frozenset[int]
    people: People
    types: Mapping[str, str]
    acronyms: Mapping[str, _Actor]


_KIND = {"name": "name", "demonym": "demonym", "people": "demonym", "capital": "metonym", "seat": "metonym"}
_GOVERNMENT = "government of "


def find_mentions(text: str) -> list[Mention]:
    """Find who is named in one document, in text order, without overlap.

    Method: look-up of known names, longest match first; typing of other capitalised runs by their head noun and by
    the words around them (see `evidence`); family names resolved within the document. Runs without evidence are left
    out. On web text, the development part of Universal NER's English Web Treebank, 80.9% of the spans found are
    right in extent and type and 55.7% of the gold ones are found. Not for text without capitals, for other
    languages than English, or for several articles at once, since a family name would be resolved across them: split
    those with `segmentation.split_articles` first.

    >>> text = "The Kremlin spokesperson, Dmitry Peskov, met Iranian officials in Oman. Peskov left."
    >>> for mention in find_mentions(text):
    ...     print(mention.text, mention.kind, mention.use, mention.actor, mention.type, mention.state, sep=" | ")
    Kremlin | metonym | actor | government of Russia | government | RUS
    Dmitry Peskov | name | actor | Dmitry Peskov | person | None
    Iranian | demonym | affiliation | Iran | state | IRN
    Oman | name | place | Oman | state | OMN
    Peskov | name | actor | Dmitry Peskov | person | None
    """
    words = read_words(text)
    names = _checked(list(find_names(words)))
    document = _survey(words, names)
    readings = [reading for name in names for reading in _read(document, name)]
    found = []
    for first, last, kind, use, actor in _with_descriptions(document, names, readings):
        start, end = words[first].start, words[last - 1].end
        found.append(Mention(start, end, text[start:end], kind, use, *actor))
    return found


def _checked(names: Sequence[Name]) -> list[Name]:
    """Drop look-ups whose required actor is not in the document; read Georgia among American places as one of them."""
    entries = [name.entry for name in names if name.entry and not name.entry.needs]
    sure = {entry.name for entry in entries} | {gazetteer.state_name(entry.state) for entry in entries}
    american = any(n.entry and n.entry.type == "place" and n.entry.state == "USA" for n in names)
    abroad = bool(sure & {"Russia", "Armenia", "Azerbaijan", "Abkhazia", "South Ossetia", "government of Georgia"})
    checked = []
    for name in names:
        if name.entry and name.entry.needs and sure.isdisjoint(name.entry.needs.split(";")):
            name = name._replace(entry=None, type="", evidence="")
        elif (
            name.entry and name.entry[:2] == ("Georgia", "name") and name.evidence == "list" and american and not abroad
        ):
            name = name._replace(entry=Entry("Georgia (US state)", "name", "place", "USA"), type="place")
        checked.append(name)
    return checked


def _survey(words: Words, names: Sequence[Name]) -> _Document:
    votes: dict[str, Counter[str]] = {}
    for name in names:
        if name.type and name.type != "person" and not name.entry:
            votes.setdefault(bare_text(words, name), Counter())[name.type] += 1
    return _Document(
        words,
        frozenset(_state_of(n.entry) for n in names if n.entry and n.entry.type in ("state", "government")),
        frozenset(usage.placed_in_lists(words, names)),
        people.introduced(words, names),
        {text: max(sorted(count), key=count.__getitem__) for text, count in votes.items()},
        _acronyms(words, names),
    )


def _state_of(entry: Entry) -> str:
    return entry.name.removeprefix(_GOVERNMENT)


def _acronyms(words: Words, names: Sequence[Name]) -> dict[str, _Actor]:
    """Return the acronyms that the document introduces in brackets: "Free Homes Party (FHP)"."""
    found = {}
    for name in names:
        if name.type in ("", "person", "state"):
            continue
        after = [word.bare for word in words[name.last : name.last + 3]]
        if after[:1] == ["("] and after[2:] == [")"] and after[1].isupper():
            listed = name.entry if name.evidence == "list" else None
            found[after[1]] = (
                _Actor(listed.name, listed.type, listed.state) if listed else _composed(words, name, name.type)
            )
    return found


def _read(document: _Document, name: Name) -> Iterator[_Reading]:
    words, text = document.words, bare_text(document.words, name)
    first, last = name.first, name.last
    if name.entry and name.evidence == "list":
        if text in document.people.forms and name.entry.role != "demonym" and not is_locative(words, first):
            actor = _Actor(people.full_name(text, first, document.people), "person")
            yield _Reading(first, last, "name", "actor", actor)
        else:
            yield from _listed(document, name, name.entry)
    elif text in document.acronyms:
        yield _Reading(first, last, "name", "actor", document.acronyms[text])
    elif name.type == "person" or _is_introduced(document, name, text):
        yield _Reading(first, last, "name", "actor", _Actor(people.full_name(text, first, document.people), "person"))
    elif kind := name.type or document.types.get(text, ""):
        use = "place" if kind == "place" and usage.is_place(words, name) else "actor"
        yield _Reading(first, last, "name", use, _composed(words, name, kind))


def _is_introduced(document: _Document, name: Name, text: str) -> bool:
    known = document.people
    return name.type in ("", "place") and _is_known(known, text)


def _is_known(known: People, text: str) -> bool:
    alone = " " not in text and people.surname(text) in known.forms
    return alone or text in known.full or text.casefold() in known.tails


def _composed(words: Words, name: Name, kind: str) -> _Actor:
    """Name an organisation or place by its words; a government body with its state: "Foreign Ministry of Iran"."""
    text = bare_text(words, name)
    entry = name.entry
    if not entry:
        return _Actor(text, kind)
    if kind == "government" and entry.type == "state" and name.last - name.first > 1:
        return _Actor(f"{text.split(maxsplit=1)[1]} of {entry.name}", kind, entry.state)
    return _Actor(text, kind, entry.state)


def _listed(document: _Document, name: Name, entry: Entry) -> Iterator[_Reading]:
    words, use, kind = document.words, "actor", _KIND[entry.role]
    actor = _Actor(entry.name, entry.type, entry.state)
    if entry.role == "demonym":
        if usage.is_language(words, name):
            return
        use = "affiliation" if usage.is_adjective(words, name) else "actor"
        if use == "actor":
            actor = actor._replace(type="group")
    elif entry.role in ("capital", "seat"):
        if not _is_political(document, name, entry):
            kind, use, actor = "name", "place", _Actor(entry.place or bare_text(words, name), "place", entry.state)
    elif entry.role == "name" and usage.is_attribute(words, name):
        use = "affiliation"
    elif entry.role == "name" and entry.type in ("state", "place"):
        use = "place" if name.first in document.placed or usage.is_place(words, name) else "actor"
    yield _Reading(name.first, name.last, kind, use, actor)


def _is_political(document: _Document, name: Name, entry: Entry) -> bool:
    """Tell whether a capital or seat stands for a government: it speaks, or the document has other states in it."""
    words, after = document.words, usage.next_word(document.words, name)
    if name.first in document.placed or usage.is_place(words, name):
        return False
    return bool(
        entry.role == "seat"
        or document.states - {_state_of(entry)}
        or after in gazetteer.words("report") | {"will", "would"}
    )


def _with_descriptions(document: _Document, names: Sequence[Name], readings: Sequence[_Reading]) -> list[_Reading]:
    """Put descriptions with a known holder in place of the demonym inside them, unless a name stands beside."""
    words, found = document.words, []
    holders = people.offices(words, names, document.people)
    starts = {reading.first for reading in readings if reading.actor.type == "person"}
    ends = {reading.last for reading in readings if reading.actor.type == "person"}
    for each in people.descriptions(words, names) if holders else ():
        holder = holders.get((each.state, each.office))
        before = each.first - 1 if words[each.first - 1].bare == "," else -1
        if holder and people.after_titles(words, each.last) not in starts and before not in ends:
            found.append(_Reading(each.first, each.last, "description", "actor", _Actor(holder, "person")))
    covered = {at for each in found for at in range(each.first, each.last)}
    kept = [reading for reading in readings if covered.isdisjoint(range(reading.first, reading.last))]
    return sorted([*kept, *found], key=lambda reading: reading.first)
