"""Which person a name stands for within one document: family names, given names, names with more or fewer words.

A family name alone stands for the full name introduced last before it, or, as in headlines, first after it. Nothing is
carried over between documents. Two holders of one family name in a document are told apart by that order only.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from newsactors.actors import gazetteer
from newsactors.actors.evidence import is_locative
from newsactors.actors.names import Name, bare_text
from newsactors.actors.wording import Words, after_the

_STOPS = frozenset(".!?")


class People(NamedTuple):
    """The persons whom a document names in full.

    `forms` gives, by family name and first word in small letters, the most frequent full name; `order`, by family name,
    the words at which it was introduced and the first words it then had; `given` the full names that have a word before
    the last; `tails` the full name behind its last words, two at least, in small letters; `full` all of them as in the
    text.
    """

    forms: Mapping[str, Mapping[str, str]]
    order: Mapping[str, tuple[Sequence[int], Sequence[str]]]
    given: Mapping[str, frozenset[str]]
    tails: Mapping[str, str]
    full: frozenset[str]


def surname(full: str) -> str:
    """Return the family name of a full name: without suffix and Arabic article, the first word in some languages.

    >>> surname("Robert F Kennedy Jr"), surname("Bashar al-Assad"), surname("Kim Jong Un"), surname("Kim Novak")
    ('Kennedy', 'Assad', 'Kim', 'Novak')
    """
    last = full
    if " " in full:
        endings = gazetteer.words("name_end")
        parts = [part for part in full.split() if part not in endings] or [full]
        first, last = parts[0], parts[-1]
        two_part_given = len(parts) > 2 or "-" in last
        if len(parts) > 1 and first in gazetteer.words("family_first"):
            return first
        if len(parts) > 1 and two_part_given and first in gazetteer.words("family_first_of_three"):
            return first
    return last[3:] if last.startswith(("al-", "Al-", "el-", "El-")) else last


def _own(full: str) -> str:
    """Return what tells a person from others of the family: the given name with a suffix, if there is one.

    >>> _own("Donald J Trump"), _own("Donald Trump Jr"), _own("Kim Jong-un"), _own("Kim Yo Jong")
    ('donald', 'donald jr', 'jong un', 'yo jong')
    """
    parts = full.replace("-", " ").split()
    if len(parts) > 1 and surname(full) == parts[0]:
        return " ".join(parts[1:]).casefold()
    endings = gazetteer.words("name_end")
    return " ".join([parts[0], *(part for part in parts[1:] if part in endings)]).casefold()


def _middle(full: str) -> list[str]:
    """Return the initials between the first name and the family name."""
    parts = [part for part in full.split() if part not in gazetteer.words("name_end")]
    return [part[0] for part in re.split(r"[ .]", " ".join(parts[1:-1])) if part]


def introduced(words: Words, names: Sequence[Name]) -> People:
    """Return the persons of a document.

    A run of two or three words without a type is a person if its last word stands alone in a later sentence.
    """
    alone: dict[str, int] = {}
    for name in names:
        if name.last - name.first == 1 and name.entry is None and not is_locative(words, name.first):
            alone[surname(words[name.first].bare)] = name.first
    known = []
    for name in names:
        if name.last - name.first > 1:
            full = bare_text(words, name)
            at = alone.get(surname(full), -1)
            if _is_person(words, name, at):
                known.append((name.first, full))
    families = {surname(full) for _, full in known}
    inner = {part for _, full in known for part in full.split()[:-1]}
    for name in names:
        if name.type == "person" and name.evidence != "given" and name.last - name.first == 1:
            single = words[name.first].bare
            if surname(single) not in families and single not in inner:
                known.append((name.first, single))
    return _gathered(sorted(known))


def _is_person(words: Words, name: Name, alone: int) -> bool:
    """Tell whether a run names a person; `alone` is where its last word stands alone, -1 if nowhere."""
    capitals = words[name.last - 1].bare.isupper()
    if name.type == "person":
        return not capitals or words[name.first].bare.isupper()
    if name.type or capitals or after_the(words, name.first) or name.last - name.first > 3:
        return False
    if not any(words[at].bare in _STOPS for at in range(name.last, alone)):
        return False
    if words[name.last - 1].bare in gazetteer.words("title"):
        return False
    return not words[name.last - 1].bare[1:2].isupper() and not words[name.first].bare.endswith("ing")


def _without_headline_word(full: str, others: Container[str]) -> str:
    """Return a name without a word that is no part of it: "Rip Donald Trump", "Crooked Hillary Clinton"."""
    first, _, rest = full.partition(" ")
    given = gazetteer.words("given")
    return rest if rest in others and first not in given and rest.split()[0] in given else full


def _tails(full: str) -> Iterator[str]:
    """Yield what is left of a name without its first words, in small letters, down to two words."""
    parts = full.casefold().split()
    for first in range(1, len(parts) - 1):
        yield " ".join(parts[first:])


def _gathered(known: Sequence[tuple[int, str]]) -> People:
    written = frozenset(full for _, full in known)
    known = [(at, _without_headline_word(full, written)) for at, full in known]
    tails = {tail: full for full in sorted({full for _, full in known}) for tail in _tails(full)}
    known = [(at, full) for at, full in known if full.casefold() not in tails]
    counts = Counter(full for _, full in known)
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    given: dict[str, set[str]] = defaultdict(set)
    order: dict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
    for full in sorted(counts, key=lambda full: (counts[full], len(full), full)):
        forms[surname(full)][_own(full)] = full
    for at, full in known:
        places, firsts = order[surname(full)]
        places.append(at)
        firsts.append(_own(full))
    for family in forms.values():
        for full in family.values():
            for part in full.split()[:-1] or [full]:
                given[part.casefold()].add(full)
    return People(forms, order, {first: frozenset(held) for first, held in given.items()}, tails, written)


def full_name(text: str, at: int, people: People) -> str:
    """Return the full name that `text` at word `at` stands for; `text` itself if the document gives no fuller one."""
    family = surname(text)
    forms = people.forms.get(family, {})
    if " " not in text and forms:
        places, firsts = people.order[family]
        return forms[firsts[max(0, bisect_right(places, at) - 1)]]
    if " " in text:
        text = _without_headline_word(text, people.full)
        forms = people.forms.get(surname(text), {})
        known = forms.get(_own(text))
        if known and text in people.full and _middle(text) and _middle(known) and _middle(text) != _middle(known):
            return text  # "George W Bush" and "George HW Bush"
        return known or people.tails.get(text.casefold(), text)
    named = people.given.get(text.casefold(), frozenset())
    return min(named) if len(named) == 1 else text
