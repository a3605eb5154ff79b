"""Whom "he" and "she" mean, where only one person can be meant; everything else stays unresolved."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

from newsactors.actors import gazetteer
from newsactors.actors.holders import Person, after_titles
from newsactors.actors.names import Name
from newsactors.actors.wording import Words, bare_at

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
    persons = sorted(persons)
    places = [person.first for person in persons]
    for at, word in enumerate(words):
        form = word.bare.lower() if len(word.bare) < 8 else ""
        if form not in _PRONOUNS:
            continue
        number, is_female = sentence[at], form in _FEMALE
        first, start, end = (bisect_left(sentence, each) for each in (number - 1, number, number + 1))
        before = persons[bisect_left(places, first) : bisect_left(places, at)]
        behind = persons[bisect_right(places, at) : bisect_left(places, end)]
        near = {p.actor for p in before if female.get(p.actor, is_female) == is_female}
        later = {p.actor for p in behind if female.get(p.actor, is_female) == is_female} - near
        if not near and words[start].bare in _FORWARD and len(later) == 1 and not quoted[at]:
            near = later if _comes_next(words, at, behind) else near
        open_clause = words[start].bare in _FORWARD and later
        generic = "or" in (bare_at(words, at - 1), bare_at(words, at + 1))
        is_sure = (
            len(near) == 1
            and not generic
            and not open_clause
            and bisect_left(unknown, first) == bisect_left(unknown, at)
        )
        if is_sure and not near <= later:
            last = max(p.first for p in before if p.actor in near)
            is_sure = quoted[last] == quoted[at] and not (quoted[at] and sentence[last] != number)
        owning = (
            form in _OWNING and at + 1 < len(words) and words[at + 1].joined and _is_owned(form, words[at + 1].bare)
        )
        found.append(Pronoun(at, near.pop() if is_sure else "", owning))
    return _of_one_gender(words, found)


def _of_one_gender(words: Words, found: Sequence[Pronoun]) -> list[Pronoun]:
    """Leave open the rarer of "he" and "she" where a document seems to call one person both; both where as frequent."""
    said: dict[str, list[int]] = {}
    for each in found:
        said.setdefault(each.actor, [0, 0])[words[each.at].bare.lower() in _FEMALE] += 1
    kept = []
    for each in found:
        counts, is_female = said[each.actor], words[each.at].bare.lower() in _FEMALE
        is_doubtful = bool(each.actor) and 0 < counts[not is_female] >= counts[is_female]
        kept.append(each._replace(actor="") if is_doubtful else each)
    return kept


def _is_owned(form: str, word: str) -> bool:
    """Tell whether a word can be what "his" or "her" says who owns: not the "on" of "called her on Monday"."""
    no_noun = gazetteer.words("function") | gazetteer.words("locative") | gazetteer.words("source_locative")
    return word[:1].isalpha() and (form != "her" or word not in no_noun)


def _comes_next(words: Words, at: int, behind: Sequence[Person]) -> bool:
    """Tell whether the first comma behind word `at` stands right before a name: "Before he left, Smith said"."""
    comma = next((i for i in range(at, min(len(words), at + 25)) if words[i].bare == ","), len(words))
    place = after_titles(words, comma)
    return any(p.first == place for p in behind)


def _sentences(words: Words) -> tuple[list[int], list[bool]]:
    """Return the number of each word's sentence, cut at stops alone, and whether it stands in quotation marks."""
    number, inside, single, sentences, quoted = 0, False, False, [], []
    ended = False
    for word in words:
        if ended and word.bare not in _CLOSING and word.bare != '"':
            number, ended = number + 1, False
        if word.bare in _OPENING:
            inside, single = (not inside, False) if word.bare == '"' else (True, word.bare == "‘" and not inside)
        elif word.bare == "”" or (word.bare == "’" and single):
            inside = single = False
        sentences.append(number)
        quoted.append(inside)
        ended = ended or word.bare in _STOPS
    return sentences, quoted


def _genders(words: Words, persons: Sequence[Person]) -> dict[str, bool]:
    """Return for persons with a telling title whether they are female."""
    found = {}
    for person in persons:
        before = bare_at(words, person.first - 1)
        if before in _FEMALE_TITLES or before in _MALE_TITLES:
            found[person.actor] = before in _FEMALE_TITLES
    return found
