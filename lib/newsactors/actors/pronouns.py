"""Whom "he" and "she" mean, where only one person can be meant; everything else stays unresolved."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from newsactors.actors.holders import Person, after_titles
from newsactors.actors.names import Name
from newsactors.actors.wording import Word

Words = Sequence[Word]
_PRONOUNS = frozenset("he him his himself she her hers herself".split())
_FEMALE = frozenset("she her hers herself".split())
_OWNING = frozenset(["his", "her"])
_MALE_TITLES = frozenset("Mr Sir Lord King Prince Pope Sheikh Imam".split())
_FEMALE_TITLES = frozenset("Mrs Ms Miss Dame Lady Baroness Queen Princess".split())
# Openers of clauses in which a pronoun may stand for a name behind it: "When he left, Smith said ...".
_FORWARD = frozenset("When While As After Before If Although Though Since Because In At Despite On Asked By".split())
_STOPS, _OPENING, _CLOSING = frozenset(".!?…"), frozenset('“"‘'), frozenset("”’")


class Pronoun(NamedTuple):
    """Word number `at` is a pronoun that means `actor`, "" where it is not certain; `owning` before what is owned."""

    at: int
    actor: str
    owning: bool


def find_pronouns(
    words: Words, names: Sequence[Name], persons: Sequence[Person], strangers: Collection[int]
) -> list[Pronoun]:
    """Return the pronouns for one person, in order, each with the person meant where that is certain.

    It is certain where the sentence up to the pronoun and the one before name one person only, nobody else may be meant
    ("strangers", words that stand for a person who is not known), and neither an opening clause nor a quotation mark
    between leaves it open. The rule is that of the only candidate; it does not know what a sentence means.
    """
    found = []
    sentence, quoted = _sentences(words)
    female = _genders(words, persons)
    unknown = sorted({*strangers, *(n.first for n in names if not n.type and n.last - n.first > 1)})
    starts: dict[int, int] = {}
    for at, number in enumerate(sentence):
        starts.setdefault(number, at)
    ends = {number: at for at, number in enumerate(sentence)}
    for at, word in enumerate(words):
        form = word.bare.lower() if len(word.bare) < 8 else ""
        if form not in _PRONOUNS:
            continue
        first, number = starts.get(sentence[at] - 1, starts[sentence[at]]), sentence[at]
        near = {p.actor for p in persons if first <= p.first < at}
        near = {actor for actor in near if female.get(actor, form in _FEMALE) == (form in _FEMALE)}
        later = {p.actor for p in persons if at < p.first <= ends[number]}
        later = {actor for actor in later if female.get(actor, form in _FEMALE) == (form in _FEMALE)} - near
        if not near and words[starts[number]].bare in _FORWARD and len(later) == 1 and not quoted[at]:
            near = later if _comes_next(words, at, persons, later) else near
        open_clause = words[starts[number]].bare in _FORWARD and later
        generic = "or" in {each.bare for each in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])}
        is_sure = (
            len(near) == 1 and not generic and not open_clause and not any(first <= place < at for place in unknown)
        )
        if is_sure and not near <= later:
            last = max(p.first for p in persons if p.first < at and p.actor in near)
            is_sure = quoted[last] == quoted[at] and not (quoted[at] and sentence[last] != number)
        following = words[at + 1] if at + 1 < len(words) else None
        owning = form in _OWNING and following is not None and following.joined and following.bare[:1].isalpha()
        found.append(Pronoun(at, near.pop() if is_sure else "", owning))
    return found


def _comes_next(words: Words, at: int, persons: Sequence[Person], later: Collection[str]) -> bool:
    """Tell whether the first comma behind word `at` stands right before a name: "Before he left, Smith said"."""
    comma = next((i for i in range(at, min(len(words), at + 25)) if words[i].bare == ","), len(words))
    return any(p.first == after_titles(words, comma) and p.actor in later for p in persons)


def _sentences(words: Words) -> tuple[list[int], list[bool]]:
    """Return the number of each word's sentence, cut at stops alone, and whether it stands in quotation marks."""
    number, inside, sentences, quoted = 0, False, [], []
    ended = False
    for word in words:
        if ended and word.bare not in _CLOSING and word.bare != '"':
            number, ended = number + 1, False
        if word.bare in _OPENING:
            inside = not inside if word.bare == '"' else True
        elif word.bare in _CLOSING:
            inside = False
        sentences.append(number)
        quoted.append(inside)
        ended = ended or word.bare in _STOPS
    return sentences, quoted


def _genders(words: Words, persons: Sequence[Person]) -> dict[str, bool]:
    """Return for persons with a telling title whether they are female."""
    found = {}
    for person in persons:
        before = words[person.first - 1].bare if person.first else ""
        if before in _FEMALE_TITLES or before in _MALE_TITLES:
            found[person.actor] = before in _FEMALE_TITLES
    return found
