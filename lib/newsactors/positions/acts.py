"""The act of a statement: what its source does by stating it, from support to threat."""

from collections.abc import Sequence
from typing import NamedTuple

from newsactors.positions.act_conditions import entry_that_holds
from newsactors.positions.act_content import NEGATIONS, QUOTES, Said, content_act
from newsactors.positions.act_lexicon import SENTENCE_ENDS, Entry, ends_sentence, hits, load_acts, split_words
from newsactors.positions.words import AUXILIARIES, BARE_DETERMINERS, is_adverb
from newsactors.schema import ACTS
from newsactors.spans import Span

# Characters that are read: what tells the act stands close by, and no text, however odd, may cost more.
_BEFORE, _AFTER, _CUE, _CONTENT = 120, 45, 120, 300
_NEAR = 70  # characters in which a name may be the source's, and which are read unless a condition stands further off
_LINKING_AHEAD = ("if ", "If ", "nless ", "hether ", "rovided ")
_MOST_PIECES = 4
_NEGATING = NEGATIONS | {"yet"}  # "has yet to say"
_IN_GROUP = AUXILIARIES | NEGATIONS
_NOBODY = frozenset("nobody none neither".split())
_BAR = "\x02"  # "start of text", a control character that no article holds
_OPENED_UP = ("say", "think", "light")  # acts of a first lemma that a second one may decide
_BELIEFS = ("warn", "accuse", "reject", "demand", "urge", "support")  # acts of "she believes that ..."


class Act(NamedTuple):
    """One of the eleven acts, and what decided: a lemma of the lexicon, or a word of the content."""

    act: str
    evidence: str


class Reading(NamedTuple):
    """A statement's words: its sentence up to the cue, the verb group there, the cue, the content; what governs."""

    before: list[str]
    group: list[str]
    cue: list[str]
    said: Said
    governing: "Governing | None"


class Governing(NamedTuple):
    """The lemma of the cue that decides, at which of its words it begins, and whether it is negated."""

    entry: Entry
    start: int
    is_negated: bool


def find_act(reading: Reading) -> Act:
    """Return the act that a statement performs, decided by its cue and, where that only reports, by its content.

    The acts are those of CAMEO's verbal categories (Schrodt 2012) as the codebook in `data/` puts them: threaten, warn,
    accuse, deny, reject, demand, urge, promise, support, consult, comment; of several that fit the first. A negated cue
    turns into its opposite where it has one ("does not support": reject), and else says nothing but a comment. Not for
    deeds, and not for irony.

    >>> find_act(read("The envoy said talks must resume.", [Span(10, 14)], [Span(15, 32)]))
    Act(act='demand', evidence='content: must')
    >>> find_act(read("He did not rule out talks.", [Span(3, 19)], [Span(20, 25)]))
    Act(act='comment', evidence='cue: rule out, negated')
    """
    if reading.governing is None:
        return _by_content(reading.said, None)
    entry, _, is_negated = reading.governing
    if is_negated:
        act = "comment" if entry.negated == "void" else entry.negated
        return Act(act, f"cue: {entry.lemma}, negated")
    if entry.act in ("say", "light"):
        return _by_content(reading.said, entry)
    if entry.act == "think":
        return _by_content(reading.said, entry, _BELIEFS)
    condition = f" [{entry.when}]" if entry.when else ""
    return Act("comment" if entry.act == "void" else entry.act, f"cue: {entry.lemma}{condition}")


def _by_content(said: Said, entry: Entry | None, among: Sequence[str] = ACTS) -> Act:
    told = content_act(said, among)
    if told:
        return Act(told[0], f"content: {told[1]}")
    return Act("comment", f"cue: {entry.lemma}" if entry else "no rule")


def read(text: str, cue: Sequence[Span], content: Sequence[Span]) -> Reading:
    """Return the words that tell act and modality; a bounded stretch of the text, whatever the spans.

    `text` is the whole article; `cue` and `content` are the statement's spans in it, in order. Raises `ValueError` when
    there is no cue.
    """
    if not cue:
        raise ValueError("cue: no span; an act is told by its cue, so give at least one")
    first, last = cue[0].start, cue[min(len(cue), _MOST_PIECES) - 1].end
    start = max(first - _BEFORE, 0)
    for piece in content:
        if start < piece.end <= first:
            start = piece.end
    start = max(start, text.rfind("\n", start, first) + 1)
    if first - start > _NEAR and not any(word in text[start:first] for word in _LINKING_AHEAD):
        start = text.find(" ", first - _NEAR) + 1
    before, words, after = _split_three(text[start:first], _cut(text, cue), text[last : last + _AFTER])
    near = text[max(start, first - _NEAR) : first]
    if content and content[0].start < first:
        near = text[last : last + _NEAR]
    ending = text[content[-1].end - 4 : content[-1].end] if content else ""
    stated = " ".join([_with_mark(text, piece) for piece in content[:_MOST_PIECES]])
    said = Said(stated, near, ending.rstrip("”\"’' ").endswith("?"))
    group = verb_group(before)
    is_negated = not (NEGATIONS.isdisjoint(group) and _NOBODY.isdisjoint(before[-4:]))
    return Reading(before, group, words, said, _governing(words, after, said, is_negated))


def _cut(text: str, cue: Sequence[Span]) -> str:
    return " ".join([text[piece.start : min(piece.end, piece.start + _CUE)] for piece in cue[:_MOST_PIECES]])


def _split_three(ahead: str, cue: str, after: str) -> tuple[list[str], list[str], list[str]]:
    """Return the words of three stretches of text, the first only from its last sentence on; in one go, for speed."""
    words = split_words(f"{ahead} {_BAR} {cue} {_BAR} {after}")
    first = words.index(_BAR)
    second = words.index(_BAR, first + 1)
    before = words[:first]
    if not SENTENCE_ENDS.isdisjoint(before):
        start = max((at + 1 for at in range(first) if ends_sentence(before, at)), default=0)
        del before[:start]
    return before, words[first + 1 : second], words[second + 1 :]


def _with_mark(text: str, piece: Span) -> str:
    """Return the beginning of a piece of content, with the quotation mark that opens it even if left outside."""
    start = piece.start - (piece.start > 0 and text[piece.start - 1] in '“"‘«')
    return text[start : min(piece.end, piece.start + _CONTENT)]


def _governing(cue: list[str], after: list[str], said: Said, is_negated: bool) -> Governing | None:
    """Return the lemma that decides: the first, unless it only reports and another follows ("voiced support for")."""
    words, lexicon = cue + after, load_acts()["cue"]
    found: list[Governing] = []
    for hit in hits(words, lexicon, len(cue)):
        if found and _is_occasion(words, hit.start):
            continue
        entry = entry_that_holds(hit.entries, words[hit.end :], said)
        one = Governing(entry, hit.start, is_negated or not _NEGATING.isdisjoint(cue[: hit.start]))
        if entry.act not in _OPENED_UP:
            return one
        found.append(one)
    bare = next((one for one in found if one.entry.act != "light"), None)
    return bare or _noun_of_content(said, found[0] if found else None) or next(iter(found), None)


def _is_occasion(words: Sequence[str], at: int) -> bool:
    """Tell whether the word at `at` names where and when it was said: "said in an interview", "after the talks"."""
    at -= words[at - 1] in BARE_DETERMINERS
    return words[at - 1] in ("in", "at", "during", "on", "after", "before")


def _noun_of_content(said: Said, verb: Governing | None) -> Governing | None:
    """Return the noun that opens the content behind a cue without a meaning of its own: "issued <a warning>"."""
    words = said.words
    hit = next(hits(words, load_acts()["cue"], min(3, len(words))), None)
    if hit is None or hit.entries[0].word_class not in ("noun", "adjective") or words[0] in ("that", *QUOTES):
        return None
    negated = (verb is not None and verb.is_negated) or not NEGATIONS.isdisjoint(words[: hit.start])
    return Governing(entry_that_holds(hit.entries, words[hit.end :], said), verb.start if verb else 0, negated)


def verb_group(before: list[str]) -> list[str]:
    """Return the auxiliaries and adverbs that end a row of words, a "no" before them included.

    >>> verb_group("the minister did not".split())
    ['did', 'not']
    """
    at = len(before)
    while at > 0 and (before[at - 1] in _IN_GROUP or is_adverb(before[at - 1])):
        at -= 1
    return before[at:]
