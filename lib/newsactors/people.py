"""Which person a name stands for within one document: family names, given names and descriptions of office holders.

A family name alone stands for the full name introduced last before it, or, as in headlines, first after it. Nothing is
carried over between documents. Two holders of one family name in a document are told apart by that order only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsactors import gazetteer
from newsactors.evidence import is_locative
from newsactors.names import Name
from newsactors.wording import Word

Words = Sequence[Word]
# For each family name, the words at which it was introduced and the full names it stood in.
People = Mapping[str, Sequence[tuple[int, str]]]


class Description(NamedTuple):
    """Words `first` to `last` (exclusive) that mean a person by office: "the Iranian foreign minister"."""

    first: int
    last: int
    state: str
    office: str


def bare_text(words: Words, name: Name) -> str:
    """Return the words of a name without possessive endings and without the stops of initials."""
    return " ".join(word.bare for word in words[name.first : name.last])


def surname(full: str) -> str:
    """Return the last word of a full name that is not a generational suffix.

    >>> surname("Robert F Kennedy Jr")
    'Kennedy'
    """
    parts = [part for part in full.split() if part not in gazetteer.words("name_end")]
    return parts[-1] if parts else full


def introduced(words: Words, names: Sequence[Name]) -> People:
    """Return the persons of a document, by family name.

    A run of two or three words without a type is a person if its last word stands alone in a later sentence.
    """
    alone: dict[str, list[int]] = defaultdict(list)
    for name in names:
        if name.last - name.first == 1 and name.entry is None and not is_locative(words, name.first):
            alone[bare_text(words, name)].append(name.first)
    people: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        full = bare_text(words, name)
        if name.last - name.first > 1 and _is_person(words, name, alone[surname(full)]):
            people.setdefault(surname(full), []).append((name.first, full))
    for name in names:
        single = bare_text(words, name)
        if name.type == "person" and name.evidence != "given" and single not in people and name.last - name.first == 1:
            people[single] = [(name.first, single)]
    return people


def _is_person(words: Words, name: Name, alone: Sequence[int]) -> bool:
    if name.type == "person":
        return not words[name.last - 1].bare.isupper() or words[name.first].bare.isupper()
    if name.type or name.last - name.first > 3 or words[name.first - 1].bare in ("the", "The"):
        return False
    if words[name.last - 1].bare.isupper():
        return False
    return any(any(word.bare in ".!?" for word in words[name.last : at]) for at in alone)


def full_name(text: str, at: int, people: People) -> str:
    """Return the full name that `text` at word `at` stands for; `text` itself if the document gives no fuller one.

    >>> full_name("Blinken", 9, {"Blinken": [(2, "Antony Blinken")]})
    'Antony Blinken'
    """
    known = people.get(surname(text), [])
    if text != surname(text):
        known = [(first, full) for first, full in known if full.split()[0] == text.split()[0]]
    elif not known:
        known = [
            (first, full) for family in sorted(people) for first, full in people[family] if full.split()[0] == text
        ]
        if len({surname(full) for _, full in known}) > 1:
            return text
    if not known:
        return text
    nearest = ([full for first, full in known if first <= at] or [known[0][1]])[-1]
    same = Counter(full for _, full in known if full.split()[0] == nearest.split()[0])
    return max(same, key=lambda full: (same[full], len(full.split()), full))


def offices(words: Words, names: Sequence[Name], people: People) -> dict[tuple[str, str], str]:
    """Return who holds an office of a state, where the text names the holder in apposition, and names only one.

    "The Iranian foreign minister, Hossein Amir-Abdollahian" counts, and "Annalena Baerbock, the German foreign minister,".
    """
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    by_first = {name.first: name for name in names if name.type == "person"}
    by_last = {name.last: name for name in names if name.type == "person"}
    for found in descriptions(words, names):
        after = after_titles(words, found.last)
        name = by_first.get(after) or (by_last.get(found.first - 1) if words[found.first - 1].bare == "," else None)
        if name:
            holders[found.state, found.office].add(full_name(bare_text(words, name), name.first, people))
    return {office: min(held) for office, held in holders.items() if len(held) == 1}


def after_titles(words: Words, at: int) -> int:
    """Return the index of the first word from `at` on that is no comma and no title."""
    at += at < len(words) and words[at].bare == ","
    while (
        at < len(words) and words[at].bare in gazetteer.words("title") and at + 1 < len(words) and words[at + 1].joined
    ):
        at += 1
    return at


def descriptions(words: Words, names: Sequence[Name]) -> Iterator[Description]:
    """Yield the phrases that name an office of a state.

    "the Israeli defence minister" and "US secretary of state" whole; of "Iran's president" only the office, since the
    state is named beside it.
    """
    for name in names:
        if name.type != "state" or not name.entry or name.evidence != "list":
            continue
        size = _office_size(words, name.last)
        possessive = words[name.last - 1].possessive
        if size and (possessive or name.entry.role == "demonym" or name.entry.state in ("USA", "GBR")):
            article = name.first > 0 and words[name.first - 1].bare in ("the", "The")
            first = name.last if possessive else name.first - article
            office = " ".join(word.bare for word in words[name.last : name.last + size])
            yield Description(first, name.last + size, name.entry.name, office)


def _office_size(words: Words, at: int) -> int:
    """Return how many lower-case words from `at` on end in a role, four at most: "secretary of state" counts as one."""
    size = 0
    while size < 4 and at + size < len(words) and words[at + size].joined and words[at + size].bare.islower():
        size += 1
    if [word.bare for word in words[at : at + 3]] == ["secretary", "of", "state"]:
        return 3
    while size and words[at + size - 1].bare not in gazetteer.words("role"):
        size -= 1
    return size
