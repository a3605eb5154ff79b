"""Phrases that mean an actor without naming it: "the Israeli prime minister", "US officials", "Iran's military"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsactors.actors import gazetteer
from newsactors.actors.gazetteer import Entry
from newsactors.actors.names import Name
from newsactors.actors.wording import Word, Words, after_the, bare_at, goes_on

_LONGEST = 4  # lower-case words of an office: "deputy foreign policy adviser"
_OWNING_ROLES = frozenset(["demonym", "seat"])
_OWNING_TYPES = frozenset(["organisation", "force", "government", "medium"])
_EARLIER = frozenset("former ex then late outgoing incoming acting deputy vice".split())
_INDEFINITE = frozenset("a an any every each another no one".split())
_DETERMINERS = frozenset("the his her its their our my".split())
_COUNTING = frozenset("two three four five six seven eight nine ten some several many few other more most".split())
# One office under several names; spelling as in British news.
_SAME = {
    "defense": "defence",
    "premier": "prime minister",
    "pm": "prime minister",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "adviser": "advisor",
    "chief": "head",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
}


class Description(NamedTuple):
    """Words `first` to `last` (exclusive) that mean an actor by what it is to its `owner`.

    `type` is person, group, government, force or organisation; `office` the words for it as `office_of` has them,
    `owner` the entry of the state or body it belongs to, None in "the president". "A former French minister" is not
    `definite`.
    """

    first: int
    last: int
    type: str
    office: str
    owner: Entry | None
    definite: bool = True

    @property
    def state(self) -> str | None:
        """Return the owner's state, an ISO 3166 alpha-3 code, or None."""
        return self.owner.state if self.owner else None


def office_of(words: Sequence[str]) -> str:
    """Return the words of an office in one spelling, in small letters.

    >>> office_of(["Defense", "Secretary"]), office_of(["premier"])
    ('defence secretary', 'prime minister')
    """
    return " ".join(_SAME.get(word.lower(), word.lower()) for word in words)


def find_descriptions(words: Words, names: Sequence[Name]) -> list[Description]:
    """Return the descriptions of a text in order: of states and bodies by name first, and of those it has once named.

    >>> from newsactors.actors.names import find_names
    >>> from newsactors.actors.wording import read_words
    >>> words = read_words("The Iranian foreign minister met US officials; the president of Egypt met the minister.")
    >>> for each in find_descriptions(words, list(find_names(words))):
    ...     print(each.type, "|", each.office, "|", each.owner and each.owner.name)
    person | foreign minister | Iran
    group | officials | United States
    person | president | Egypt
    person | minister | None
    """
    owned = [found for name in names if (found := _behind_owner(words, name) or _before_owner(words, name))]
    taken = {at for each in owned for at in range(each.first, each.last)}
    bare = [found for found in _bare(words) if taken.isdisjoint(range(found.first, found.last))]
    return sorted([*owned, *bare])


def _behind_owner(words: Words, name: Name) -> Description | None:
    """Return the description that a name opens: "Iranian minister", "Iran’s president", "Hamas leader"."""
    entry = name.listed
    if entry is None or name.last >= len(words):
        return None
    possessive = words[name.last - 1].possessive
    owns = entry.role in _OWNING_ROLES or entry.type in _OWNING_TYPES or entry.state in ("USA", "GBR", "ARE")
    if not (possessive or (owns and entry.role != "people")):
        return None
    found = _office_at(words, name.last)
    if found is None:
        return None
    size, kind = found
    first = _with_determiner(words, name.first)
    office = office_of([word.bare for word in words[name.last : name.last + size]])
    before = words[name.first - 1].bare.lower() if name.first and words[name.first].joined else ""
    if before in _EARLIER:
        office = f"{before} {office}"
    definite = _is_definite(words, first) and not (kind == "group" and _is_counted(words, first))
    return Description(first, name.last + size, kind, office, entry, definite)


def _before_owner(words: Words, name: Name) -> Description | None:
    """Return the description that a name ends: "the president of Iran", "officials in Washington"."""
    entry, at = name.listed, name.first
    if entry is None or words[name.last - 1].possessive:
        return None
    at -= _has_article(words, at)
    if at < 2 or not words[at].joined or not words[at - 1].joined:
        return None
    link, noun = words[at - 1].bare, _lowered(words[at - 2]) or (words[at - 2].opens and words[at - 2].bare.lower())
    kind = _type_of(noun) if noun else ""
    is_group = link == "in" and kind == "group" and entry.role in ("capital", "seat")
    is_owned = link == "of" and kind in ("person", "government", "force") and entry.role == "name"
    if not (is_group or (is_owned and entry.type != "place")):
        return None
    first = at - 2
    while first and at - 1 - first < _LONGEST and words[first].joined and _is_modifier(words[first - 1].bare):
        first -= 1
    office = office_of([word.bare for word in words[first : at - 1]])
    article = _has_article(words, first)
    if kind != "group" and not article:
        return None
    return Description(first - article, name.last, kind, office, entry)


def _bare(words: Words) -> Iterator[Description]:
    """Yield definite offices and bodies without an owner: "the president", "the embassy"."""
    for at, word in enumerate(words):
        if word.bare in ("the", "The") and at + 1 < len(words):
            found = _office_at(words, at + 1)
            if found is None or found[1] == "group":
                continue
            last = at + 1 + found[0]
            office = office_of([each.bare for each in words[at + 1 : last]])
            is_office = found[1] != "person" or office.split()[-1] in gazetteer.words("office")
            if is_office and not _is_part_of_more(words, last):
                yield Description(at, last, found[1], office, None)


def _is_part_of_more(words: Words, at: int) -> bool:
    """Tell whether an office is part of something longer: "the president of", "the Prime Minister’s Office"."""
    if words[at - 1].possessive:
        return at < len(words) and words[at].capital
    return bare_at(words, at) == "of" or (goes_on(words, at) and words[at - 1].capital)


def _office_at(words: Words, at: int) -> tuple[int, str] | None:
    """Return how many lower-case words from `at` on make an office or a body, and what type of actor that is."""
    sizes = []
    for size in range(1, _LONGEST + 1):
        here = at + size - 1
        noun = _lowered(words[here]) if here < len(words) else ""
        if not noun or not words[here].joined or words[here].hyphen or not _is_modifier(noun):
            break
        if kind := _type_of(noun):
            sizes.append((size, kind))
        if words[here].possessive:
            break
    if not sizes:
        return None
    size, kind = sizes[-1]
    if [word.bare for word in words[at + size - 1 : at + size + 2]] == ["secretary", "of", "state"]:
        size += 2
    return size, kind


def _lowered(word: Word) -> str:
    """Return a word of an office in small letters, "" for any other word with a capital: "the Prime Minister"."""
    small = word.bare.lower()
    return small if not word.capital or small in gazetteer.parts("title") else ""


def _is_modifier(word: str) -> bool:
    """Tell whether a word may stand in the middle of an office."""
    return word.islower() and word not in gazetteer.words("function") and word not in gazetteer.words("report")


def _type_of(noun: str) -> str:
    """Return the type of actor that a noun in small letters stands for, "" for none."""
    for kind in ("government", "force", "organisation"):
        if noun in gazetteer.words(f"body_{kind}"):
            return kind
    if noun in gazetteer.words("role"):
        return "person"
    is_plural = noun.endswith("s") and noun.removesuffix("s") in gazetteer.words("role")
    return "group" if is_plural or noun in gazetteer.words("body_group") else ""


def _with_determiner(words: Words, at: int) -> int:
    """Return where a phrase begins: "the considerable US forces", "his Israeli counterparts"; two words at most."""
    for before in range(at, max(0, at - 3), -1):
        if not words[before].joined:
            break
        word = words[before - 1].bare.lower()
        if word in _DETERMINERS:
            return before - 1
        if not words[before - 1].bare.islower() or not _is_modifier(word) or word in gazetteer.words("locative"):
            break
    return at


def _is_counted(words: Words, first: int) -> bool:
    """Tell whether some of a group are meant, not the group: "six other Guard officers"."""
    before = words[first - 1].bare.lower() if first and words[first].joined else ""
    return before in _COUNTING or before.isdigit()


def _is_definite(words: Words, at: int) -> bool:
    """Tell whether no indefinite article stands before word `at`, with at most two words between."""
    before = at
    while before and at - before < 2 and words[before].joined and words[before - 1].bare.islower():
        if words[before - 1].bare in _INDEFINITE:
            return False
        before -= 1
    return not before or words[before - 1].bare.lower() not in _INDEFINITE


def _has_article(words: Words, at: int) -> bool:
    return words[at].joined and after_the(words, at)
