"""How a name is used: as the place, as an adjective before a noun, as a language."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsactors.actors import gazetteer
from newsactors.actors.evidence import is_locative
from newsactors.actors.names import Name
from newsactors.actors.wording import Words, after_the, bare_at

_PLACES = ("state", "place", "government")
_REPORTING = frozenset("said says say reported reports report wrote writes noted notes".split())
_LIST = 40  # words of a list of demonyms: longer ones are no text
_LINKS = frozenset([",", "and", "or", "the", "&", "to"])


def placed_in_lists(words: Words, names: Sequence[Name]) -> Iterator[int]:
    """Yield the first words of names that lists make places: "in Iraq, Oman and Turkey", "Austin, Texas"."""
    for chain in _lists(words, names):
        links = {w.bare for left, right in pairwise(chain) for w in words[left.last : right.first]}
        counted = bool(links & {"and", "or"}) and (is_place(words, chain[0]) or is_place(words, chain[-1]))
        between = [w.bare for w in words[chain[0].last : chain[1].first]]
        ranged = between == ["to"] and words[chain[0].first - 1].bare == "from"
        if counted or ranged or (links == {","} and len({name.entry.state for name in chain if name.entry}) == 1):
            yield from (name.first for name in chain)


def _lists(words: Words, names: Sequence[Name]) -> Iterator[list[Name]]:
    """Yield the runs of two or more known states and places with only commas, "and", "or" and "the" between them."""
    chain: list[Name] = []
    for name in names:
        if not name.entry or name.type not in _PLACES:
            continue
        between = words[chain[-1].last : name.first] if chain else ()
        if not between or any(word.bare not in _LINKS for word in between):
            if len(chain) > 1:
                yield chain
            chain = []
        chain.append(name)
    if len(chain) > 1:
        yield chain


def _is_noun(word: str) -> bool:
    return word[:1].isalpha() and word not in gazetteer.words("function")


def is_language(words: Words, name: Name) -> bool:
    """Tell whether a demonym names a language: "speaks Russian", "in English"."""
    before = bare_at(words, name.first - 1).lower()
    return before in gazetteer.words("language") and not is_adjective(words, name)


def is_adjective(words: Words, name: Name) -> bool:
    """Tell whether a demonym stands before a noun, alone or in a list: "Chinese, Turkish and Saudi counterparts"."""
    after = bare_at(words, name.last)
    if name.last < len(words) and words[name.last].hyphen:
        return True
    if _is_noun(after):
        return not (after in gazetteer.words("report") or (after.endswith("ed") and after_the(words, name.first)))
    at, links = name.last, {",", "and", "or"}
    while at < min(len(words), name.last + _LIST) and (words[at].bare in links or words[at].capital):
        at += 1
    return at > name.last + 1 and at < len(words) and words[at - 1].capital and _is_noun(words[at].bare)


def is_attribute(words: Words, name: Name) -> bool:
    """Tell whether a name stands before a noun like an adjective: "US officials", "US-supplied"."""
    if words[name.last - 1].possessive or name.last >= len(words) or not words[name.last].bare[0].islower():
        return False
    noun = words[name.last].bare.removesuffix("s")
    return words[name.last].joined and (
        words[name.last].hyphen or noun in gazetteer.words("role") or noun in gazetteer.words("attribute_noun")
    )


def is_place(words: Words, name: Name) -> bool:
    """Tell whether a name is used as a place: after "in", after a word of motion with "to", before "airport"."""
    if words[name.last - 1].possessive:
        return False
    if name.type == "government" and words[name.first].bare.isupper():  # a dateline: "TEHRAN (Reuters) - "
        return True
    after = words[name.last] if name.last < len(words) else None
    if is_locative(words, name.first):
        return True
    before = [word.bare.lower() for word in words[max(0, name.first - 6) : name.first]]
    if before[-3:] in (["front", "of", "the"], ["visit", "to", "the"]):
        return True
    if before[-1:] == ["of"] and bare_at(words, name.first - 2).lower() in gazetteer.words("place_part"):
        return True
    if after and after.joined and name.type != "state":
        if after.bare in gazetteer.words("place_noun"):
            return True
        if before[-1:] == ["the"] and after.bare in gazetteer.words("event_noun"):
            return True
    if name.type == "government" and after and after.joined and after.capital:
        return not after.opens
    if before[-1:] == ["the"]:
        before.pop()
    if before and before[-1] in gazetteer.words("place_verb"):
        return True
    behind_source = bool(before) and before[-1] in gazetteer.words("source_locative")
    return behind_source and not gazetteer.words("motion").isdisjoint(before)


def is_attribution(words: Words, first: int, last: int, *, medium: bool) -> bool:
    """Tell whether a name only says where a report comes from: "according to the BBC", "Reuters reported", "told CNN".

    News media are named so before a plain verb of reporting and behind "told"; others only behind "according to". Who
    denies or announces something is an actor, a medium too.
    """
    at = first - after_the(words, first)
    before = [word.bare.lower() for word in words[max(0, at - 2) : at]]
    if before == ["according", "to"] and not words[last - 1].possessive:
        return True
    return medium and (before[-1:] == ["told"] or bare_at(words, last) in _REPORTING)
