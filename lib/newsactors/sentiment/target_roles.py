"""What a marked mention does, what is done to it and what is said of it: guesses from words and parts of speech.

English puts the subject before its verb and the object behind; most of what is here skips what may stand between.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from newsactors.sentiment.target_context import NEGATIONS, SUBORDINATORS, Marked

AUXILIARIES: Final = frozenset(
    "be is are was were been being am 's 're 'm have has had having 've do does did will would shall should can could "
    "may might must 'll 'd ca wo get got gets getting".split()
)
BE: Final = frozenset("be is are was were been being am 's 're 'm get got gets getting".split())
_COPULAS: Final = BE | frozenset(
    "seem seems seemed look looks looked appear appears appeared become became becomes remain remains remained sounds "
    "sounded feel feels felt".split()
)
_FINITE: Final = ("VBD", "VBZ", "VBP", "MD")
_NOUNS: Final = ("NN", "NNS", "NNP")
_PHRASE: Final = ("DT", "JJ", "JJR", "NN", "NNS", "NNP", "CD", "PRP$", "POS")  # what a noun phrase is made of
_CONTENT: Final = ("JJ", "JJR", "NN", "NNS", "VB", "VBN", "VBG")
_OPENERS: Final = frozenset(", ( — -- –".split())
_CLOSERS: Final = frozenset(", ) — -- –".split())
_STOPS: Final = frozenset("; : . ! ?".split())
_VERBS: Final = 3  # verbs in a row that one subject is read with
_ASIDE: Final = 18  # words that stand between subject and verb at most
_REACH: Final = 9  # words of a verb group, of a predicate, of an object


class Role(NamedTuple):
    """A word that governs the mention or is said of it: `kind` of the relation, index, whether it is negated."""

    kind: str
    word: int
    negated: bool


def roles(mention: Marked) -> list[Role]:
    """Return the words that stand in some relation to the mention.

    >>> from newsactors.sentiment.target_context import read_marked
    >>> def read(text, name):
    ...     [found] = read_marked([text], [(0, text.index(name), text.index(name) + len(name))])
    ...     return [(role.kind, found.words[role.word]) for role in roles(found)]
    >>> text = "Ann, who was not indicted, attacked her old boss Bob."
    >>> read(text, "Ann")
    [('passive', 'indicted'), ('subject', 'attacked'), ('object of', 'old'), ('object of', 'boss')]
    >>> read(text, "Bob")
    [('modifier', 'boss'), ('modifier', 'old'), ('object', 'attacked')]
    """
    tags, end = mention.tags, mention.end
    if tags[end - 1] == "PRP$" or tags[end : end + 1] == ["POS"]:
        return [*_before(mention), *_owned(mention, end + (tags[end - 1] != "PRP$"))]
    return [*_before(mention), *_behind(mention)]


def _skip(mention: Marked, at: int, step: int, tags: tuple[str, ...]) -> int:
    """Return the next index, from `at` on or before it, of a word whose tag is none of these."""
    while 0 <= at < len(mention.tags) and mention.tags[at] in tags:
        at += step
    return at


def _verb(mention: Marked, at: int) -> Role | None:
    """Return the main verb of the verb group that begins at an index: subject of it, active or passive; or None."""
    is_passive = negated = False
    last = None
    for i in range(at, min(at + _REACH, len(mention.words))):
        word, tag = mention.words[i], mention.tags[i]
        if word in NEGATIONS:
            negated = True
        elif word in AUXILIARIES:
            is_passive, last = word in BE, i
        elif tag.startswith("VB"):
            alone = i == at and tag in ("VBN", "VBG")
            kind = "passive" if is_passive and tag in ("VBN", "VBD") else f"participle {tag}" if alone else "subject"
            return Role(kind, i, negated)
        elif tag not in ("RB", "TO", "MD"):
            break
    return None if last is None else Role("subject", last, negated)


def _owned(mention: Marked, at: int) -> Iterator[Role]:
    """Yield what the mention has, as a possessor, and what that does."""
    end = _skip(mention, at, 1, ("JJ", "JJR", "RB", "CD", "VBN", "VBG", *_NOUNS))
    yield from (Role("has", i, mention.negated[i]) for i in range(at, end))
    if end > at and (verb := _verb(mention, end)):
        yield verb._replace(kind=f"its {verb.kind}")


def _aside(mention: Marked, at: int) -> tuple[list[Role], int]:
    """Return what stands beside the mention from an index on, relative clause or apposition, and where that ends."""
    words, tags = mention.words, mention.tags
    found: list[Role] = []
    comma = at < len(words) and words[at] in _OPENERS
    first = at + comma
    if first < len(words) and words[first] in ("who", "which", "that"):
        verb = _verb(mention, first + 1)
        found = [verb] if verb else []
    if not comma:
        return found, at
    limit = min(first + _ASIDE, len(words))
    close = next((i for i in range(first, limit) if words[i] in _CLOSERS), None)
    if not found:
        inside = range(first, min(close or limit, first + _REACH))
        found = [Role("apposition", i, mention.negated[i]) for i in inside if tags[i] in _CONTENT]
    return found, at if close is None else close + 1


def _behind(mention: Marked) -> Iterator[Role]:
    """Yield what stands beside the mention, and what it is and does, as a subject."""
    words, at = mention.words, mention.end
    if words[at : at + 1] in (["and"], ["&"]):
        at = _skip(mention, at + 1, 1, (*_PHRASE, "PRP"))
    found, at = _aside(mention, at)
    yield from found
    if mention.tags[at : at + 1] == ["IN"] and words[at] not in SUBORDINATORS:
        behind = _skip(mention, at + 1, 1, _PHRASE)
        at = behind if mention.tags[behind : behind + 1] and mention.tags[behind] in _FINITE else at
    for _ in range(_VERBS):
        verb = _verb(mention, at)
        if not verb:
            return
        yield verb
        yield from _predicate(mention, verb)
        at = _next_verb(mention, verb.word + 1)


def _predicate(mention: Marked, verb: Role) -> Iterator[Role]:
    """Yield what the subject of a verb is said to be, or the words behind the verb."""
    words, tags = mention.words, mention.tags
    kind = "is" if words[verb.word] in _COPULAS else f"object of{' passive' * (verb.kind == 'passive')}"
    count = 0
    for i in range(verb.word + 1, min(verb.word + 1 + _REACH, len(words))):
        ends = words[i] in _STOPS or tags[i] in _FINITE or (words[i] in SUBORDINATORS and tags[i] in ("IN", "W"))
        if ends or count == 4:
            return
        if tags[i] in _CONTENT:
            count += 1
            yield Role(kind, i, verb.negated or mention.negated[i])


def _next_verb(mention: Marked, at: int) -> int:
    """Return where the next verb group of the same subject begins, behind "and", "but", a comma or before "to"."""
    words, tags = mention.words, mention.tags
    for i in range(at, min(at + 11, len(words) - 1)):
        joined = words[i] in ("and", "but", ",") and tags[i + 1] in (*_FINITE, "VBG", "RB")
        if joined or (tags[i] == "TO" and tags[i + 1] in ("VB", "RB")):
            return i + 1
        if tags[i] in _FINITE:
            break
    return len(words)


def _before(mention: Marked) -> Iterator[Role]:
    """Yield what describes the mention, and the verb, preposition or noun that it hangs on, to the left."""
    words, tags = mention.words, mention.tags
    at = _skip(mention, mention.start - 1, -1, (*_PHRASE, "P"))
    while at + 1 < mention.start and tags[at + 1] == "P" and words[at + 1] in _OPENERS:
        at += 1
    yield from (Role("modifier", i, False) for i in range(mention.start - 1, at, -1) if tags[i] in _CONTENT)
    if at > 0 and words[at] in ("and", "or", "&"):
        at = _skip(mention, at - 1, -1, (*_PHRASE, "PRP"))
    if at < 0:
        return
    if tags[at].startswith("VB") or tags[at] == "MD":
        yield Role("behind" if words[at] in AUXILIARIES else "object", at, mention.negated[at])
    elif words[at] in SUBORDINATORS or tags[at] == "W":
        verbs = [i for i in range(at - 1, max(at - 6, -1), -1) if tags[i].startswith("VB")]
        yield from (Role("told by", i, mention.negated[i]) for i in verbs[:1])
    elif tags[at] in ("IN", "TO", "RP"):
        yield Role("preposition", at, False)
        heads = [i for i in range(at - 1, max(at - 6, -1), -1) if tags[i] in (*_CONTENT, *_FINITE, "RP")]
        yield from (Role(f"{words[at]} {order}", i, mention.negated[i]) for order, i in enumerate(heads[:2]))
