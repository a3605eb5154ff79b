"""What speaks for the type of a capitalised run: its own words, and the words beside it.

Head nouns, titles, appositions and reporting verbs are the internal and external evidence of McDonald (1996), "Internal
and external evidence in the identification and semantic categorization of proper names".
"""

from collections.abc import Sequence

from newsactors.actors import gazetteer
from newsactors.actors.wording import Words, bare_at, goes_on

MAX_RUN = 8  # words; longer runs are headlines or lists
_COMPASS = frozenset({"North", "South", "East", "West"})


def type_of_run(words: Words, first: int, last: int, titled: bool) -> tuple[str, str]:
    """Return the type of the run of words `first` to `last` (exclusive) and the evidence for it; "" and "" if none.

    `titled` tells that a title stands before the run. Not for names in the stored lists: those bring their type.

    >>> from newsactors.actors.wording import read_words
    >>> type_of_run(read_words("the lawyer Ossip Brzk said"), 2, 4, titled=False)
    ('person', 'role')
    """
    bare = [word.bare for word in words[first:last]]
    if titled and not (bare[0].isupper() and len(bare[0]) > 2) and bare[0] not in gazetteer.words("head_event"):
        return "person", "title"
    if len(bare) == 2 and bare[0] in gazetteer.words("given") and bare[1] in gazetteer.words("surname_head"):
        return "person", "given"
    if bare[0] in gazetteer.words("first_event") or max(map(len, bare)) == 1:
        return "", ""
    if (len(bare) > 1 and bare[-1] in gazetteer.words("head_event")) or any(w[0].isdigit() for w in bare):
        return "", ""
    if len(bare) > 1 and _is_organisation(bare):
        return organisation_type(words, first, last), "head"
    if len(bare) > 1 and (bare[-1] in gazetteer.words("head_place") or bare[0] in gazetteer.words("first_place")):
        return "place", "head"
    if found := _person_evidence(words, first, last):
        return "person", found
    return _other_evidence(words, first, last)


def organisation_type(words: Words, first: int, last: int) -> str:
    """Return force, medium, government or organisation, by the words of an organisation's name."""
    bare = {word.bare for word in words[first:last]}
    for kind in ("government", "force", "medium"):
        if bare & gazetteer.words(kind):
            return kind
    return "organisation"


def _is_organisation(bare: Sequence[str]) -> bool:
    """Tell whether a run ends in the head of an organisation, before "of" or "for" if it has these."""
    core = bare[: next((n for n, word in enumerate(bare) if word in ("of", "for")), len(bare))]
    return core[-1:] != [] and core[-1] in gazetteer.words("head_org" if core == bare else "first_org")


def _person_evidence(words: Words, first: int, last: int) -> str:
    bare = [word.bare for word in words[first:last]]
    before, after = bare_at(words, first - 1), bare_at(words, last)
    named = bare[0] not in gazetteer.words("given_word") and after not in gazetteer.words("place_noun")
    if bare[0] in gazetteer.words("given") and (len(bare) > 1 or named):
        return "given"
    if len(bare) == 1 and after in gazetteer.words("of_person") and before in ("the", "The"):
        return "administration"
    if len(bare) > 4 or before in ("the", "The") or any(w.isupper() and len(w) > 2 for w in bare):
        return ""
    if len(bare) > 2 and any(len(w.rstrip(".")) == 1 for w in bare[1:-1]):
        return "initial"
    if _role_beside(words, first, last):
        return "role"
    if len(bare) > 1 and (after in gazetteer.words("report") or before in gazetteer.words("report")):
        return "report"
    return ""


def _role_beside(words: Words, first: int, last: int) -> bool:
    """Tell whether a role or an age is beside it: "lawyer X", "the activist, X", "X, the minister,", "X, 54,"."""
    roles = gazetteer.words("role")
    before = bare_at(words, first - 1)
    if before in roles or (before == "," and bare_at(words, first - 2) in roles):
        return True
    if last + 1 < len(words) and words[last].bare == ",":
        after = [word.bare for word in words[last + 1 : last + 8]]
        until = next((n for n, w in enumerate(after) if w in ",.;:"), len(after))
        if after[0] in ("the", "a", "an", "his", "her", "their") or after[0][:1].isupper():
            return any(w in roles for w in after[:until])
        return after[0].isdigit() and len(after[0]) == 2 and len(after) > 1 and after[1] == ","
    return False


def _other_evidence(words: Words, first: int, last: int) -> tuple[str, str]:
    before, after = bare_at(words, first - 1), bare_at(words, last)
    bare = words[first].bare
    if after in gazetteer.words("noun_after") and not words[first].opens:
        return "organisation", "noun"
    if before in gazetteer.words("org_noun") and bare not in gazetteer.words("opener"):
        return "organisation", "noun"
    if after == "(" and is_acronym_of(bare_at(words, last + 1), [word.bare for word in words[first:last]]):
        return "organisation", "acronym"
    if words[last - 1].possessive or goes_on(words, last) or words[first].opens:
        return "", ""
    if last - first == 1 and (bare.isupper() or bare in _COMPASS or bare in gazetteer.words("opener")):
        return "", ""
    if (
        after in gazetteer.words("place_noun")
        or _in_known_state(words, last)
        or (before != "at" and is_locative(words, first))
    ):
        return "place", "locative"
    return "", ""


def _in_known_state(words: Words, last: int) -> bool:
    """Tell whether the one-word name of a part of the United States follows after a comma: "Ocala, Florida"."""
    after = gazetteer.entries().get(gazetteer.key(bare_at(words, last + 1))) if bare_at(words, last) == "," else None
    return after is not None and (after.role, after.type, after.state) == ("name", "place", "USA")


def is_acronym_of(acronym: str, bare: Sequence[str]) -> bool:
    """Tell whether an acronym is made of the initials of a name's words, in order, small words optional.

    >>> is_acronym_of("IRGC", ["Islamic", "Revolutionary", "Guard", "Corps"])
    True
    """
    initials = "".join(word[0] for word in bare if word[0].isupper())
    return len(acronym) > 1 and acronym.isupper() and acronym == initials


def is_locative(words: Words, first: int) -> bool:
    """Tell whether a preposition of place stands before word `first`, with at most two modifiers between."""
    locative, modifier = gazetteer.words("locative"), gazetteer.words("modifier")
    for at in range(first - 1, max(-1, first - 4), -1):
        word = words[at].bare
        if word.lower() in locative:
            return word.lower() != "at" or at == first - 1
        if word not in modifier:
            return False
    return False


def with_complement(words: Words, last: int) -> int:
    """Return the end of a run up to word `last` with "of ..." or "for ..." after the head of an organisation."""
    if words[last - 1].possessive or words[last - 1].bare not in gazetteer.words("first_org"):
        return last
    if last + 1 >= len(words) or words[last].bare not in ("of", "for") or not words[last].joined:
        return last
    end = at = last + 1 + (words[last + 1].bare == "the")
    while end < len(words) and end - at < MAX_RUN and words[end].joined and not words[end - 1].possessive:
        bridge = words[end].bare in ("and", "&", "of") and end + 1 < len(words) and words[end + 1].capital and end > at
        if not bridge and (not words[end].capital or words[end].bare in gazetteer.words("closed")):
            break
        end += 1
    end -= words[end - 1].bare in ("and", "&", "of")
    return end if end > at else last
