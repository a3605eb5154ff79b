"""The act that a content performs: "he would punish them" is a threat, "talks must resume" a demand."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from newsactors.positions.act_lexicon import Hit, ends_sentence, hit_at, hits, load_acts, split_words
from newsactors.positions.words import BE, POSSESSIVES, is_adverb
from newsactors.schema import ACTS

NEGATIONS = frozenset("not never no nor neither without nobody none hardly".split())
QUOTES = frozenset("“”\"‘'«»")
_NAME = re.compile(r"[A-Z][a-z]{3,}")
_STOPS = frozenset(".;:!?,()–—") | QUOTES
_SUBORDINATORS = frozenset(
    "if whether unless because which who whom whose what how why when where while although though as than until "
    "after before since said says saying told reported".split()  # what another says is not the source's own
)
_FUTURE = frozenset("will would shall going".split())  # of "going" only "going to"
_SELF_QUOTED = frozenset("i we".split())
_SELF = _SELF_QUOTED | frozenset("he she it they".split())
_OWN_GROUPS = frozenset("army country forces government group military nation party people side team troops".split())
_GUESSED = frozenset(
    "able available back complete completed done enough fine finished here open over ready there".split()
)
_MOST_WORDS = 45  # of a content that are read; acts stand near its beginning


@dataclass(frozen=True)
class Said:
    """What is stated, as text, and the text near the cue, where the source may be named; read when first asked."""

    text: str
    near: str = ""
    is_question: bool = False

    @cached_property
    def words(self) -> list[str]:
        """Its first words, quotation marks inside a clause left out: 'would “act” soon'."""
        read = split_words(self.text)[:_MOST_WORDS]
        if QUOTES.isdisjoint(read):
            return read
        return [word for at, word in enumerate(read) if word not in QUOTES or at == 0 or not read[at - 1][0].isalnum()]

    @cached_property
    def names(self) -> frozenset[str]:
        """The first four letters of the names near the cue, enough to join "Israeli" and "Israel"."""
        return frozenset(name[:4].lower() for name in _NAME.findall(self.near))

    @cached_property
    def acts(self) -> list[tuple[str, str]]:
        """Every act that a main clause performs, with the lemma that tells, in the order of `ACTS`."""
        return sorted(_acts(self), key=lambda act: ACTS.index(act[0]))


def content_act(said: Said, among: Sequence[str] = ACTS) -> tuple[str, str] | None:
    """Return the act that the words of a content perform, with the lemma that tells, or None where none is clear.

    Only clauses are read that no "if", "because" or "who" subordinates; a threat, promise, rejection or approval
    counts only where the source seems to be the subject. Not for cues that name an act: these decide themselves.

    >>> content_act(Said("that talks must resume at once"))
    ('demand', 'must')
    >>> content_act(Said("it would rain"))
    """
    return next((act for act in said.acts if act[0] in among), None)


def evaluation(words: Sequence[str]) -> tuple[str, str] | None:
    """Return "accuse" or "support" with the lemma that tells, for what somebody is called, or None.

    >>> evaluation("the siege a crime".split())
    ('accuse', 'crime')
    """
    for hit in hits(words, load_acts()["content"], len(words)):
        entry = next((entry for entry in hit.entries if entry.when != "start"), None)
        if entry and entry.act in ("accuse", "support") and not _is_negated(words, 0, hit.start):
            return entry.act, entry.lemma
    return None


def harm(words: Sequence[str]) -> str | None:
    """Return the lemma of the harm that an intention aims at, "to punish them", "a crushing response", or None.

    >>> harm("not to attack".split()), harm("to strike the port".split()), harm("to review the attack".split())
    (None, 'strike', None)
    """
    infinitive = "to" in words[:3]
    start = words.index("to") + 1 if infinitive else 0
    if not NEGATIONS.isdisjoint(words[:start]):
        return None
    reach = start + (2 if infinitive else 5)
    for hit in hits(words, load_acts()["deed"], min(reach, len(words))):
        if hit.start >= start and hit.entries[0].act == "threaten":
            return hit.entries[0].lemma
    return None


def _acts(said: Said) -> list[tuple[str, str]]:
    words, lexicon = said.words, load_acts()["content"]
    known = [at for at, word in enumerate(words) if word in lexicon or word in _FUTURE]
    told = {at: hit for at in known if (hit := hit_at(words, at, lexicon))}
    if not told and _FUTURE.isdisjoint(words):
        return []
    found: list[tuple[str, str]] = []
    for clause in _main_clauses(said):
        for at in range(clause.start, clause.end):
            if words[at] in _FUTURE:
                found += _future(clause, at)
            if at in told:
                found += _told_by(clause, told[at])
    return found


class _Clause(NamedTuple):
    words: Sequence[str]
    start: int
    end: int
    is_quoted: bool
    said: Said


def _main_clauses(said: Said) -> Iterator[_Clause]:
    """Yield the stretches between punctuation marks up to a subordinator; quoted behind the first quotation mark."""
    words, start, quoted, is_open = said.words, 0, False, True
    for at, word in enumerate((*words, ".")):
        is_stop = word in _STOPS and (word != "." or at == len(words) or ends_sentence(words, at))
        if is_stop or (is_open and word in _SUBORDINATORS):
            if is_open and at > start:
                yield _Clause(words, start, at, quoted, said)
            is_open = is_stop
            start = at + 1
            quoted = quoted or word in QUOTES


def _future(clause: _Clause, at: int) -> list[tuple[str, str]]:
    """Return the act of "we will punish", "they would not accept", where the source seems to be the subject."""
    words = clause.words
    if not _is_self(clause, at) or (words[at] == "going" and words[at + 1 : at + 2] != ["to"]):
        return []
    verb, negated = at + 1, False
    while verb < clause.end and (
        words[verb] in ("not", "never", "to", "continue", "hesitate") or is_adverb(words[verb])
    ):
        negated = (negated or words[verb] in NEGATIONS) and words[verb] != "hesitate"
        verb += 1
    if verb >= clause.end:
        return []
    hit = hit_at(words, verb, load_acts()["deed"])
    if hit is None:
        return []
    entry = hit.entries[0]
    return [(entry.negated if negated else entry.act, f"will {entry.lemma}")]


def _is_self(clause: _Clause, at: int) -> bool:
    """Tell whether the subject of the verb at `at` seems to be the source: a pronoun, "our forces", its name."""
    words = clause.words
    while at > clause.start and (
        words[at - 1] in BE or words[at - 1] in NEGATIONS or is_adverb(words[at - 1]) or words[at - 1] in _LINKING
    ):
        at -= 1
    if at == clause.start:
        return clause.said.words[max(0, at - 1) : at] == ["who"]
    subject = words[at - 1]
    if subject in (_SELF_QUOTED if clause.is_quoted else _SELF):
        return True
    own_group = subject in _OWN_GROUPS and at - 1 > clause.start and words[at - 2] in POSSESSIVES
    return own_group or (len(subject) > 3 and subject[:4] in clause.said.names)


_LINKING = frozenset("have has had do does did 'm 're 's 've been fully strongly totally would will can could".split())


def _told_by(clause: _Clause, hit: Hit) -> list[tuple[str, str]]:
    """Return the act that a lemma in a main clause tells, where its condition holds."""
    for entry in hit.entries:
        negated = _is_negated(clause.words, clause.start, hit.start)
        if _HOLDS[entry.when if entry.word_class == "content" else entry.word_class](clause, hit):
            if entry.word_class == "modal" or not negated:
                return [(entry.act, entry.lemma)]
            states_nothing = entry.negated == "void" or not _is_self(clause, hit.start)
            return [] if states_nothing else [(entry.negated, f"not {entry.lemma}")]
    return []


def _is_negated(words: Sequence[str], start: int, at: int) -> bool:
    return not NEGATIONS.isdisjoint(words[max(start, at - 3) : at])


def _is_predicate(clause: _Clause, hit: Hit) -> bool:
    at = hit.start - 1
    while at >= clause.start and (clause.words[at] in ("a", "an", "the", "so", "very") or is_adverb(clause.words[at])):
        at -= 1
    return at >= clause.start and (clause.words[at] in BE or clause.words[at] in ("as", "'s", "'re"))


def _is_asked_for(clause: _Clause, hit: Hit) -> bool:
    """Tell whether a modal verb states a duty, and not a guess, a condition, a question or the speaker's own need."""
    words, subject = clause.words, clause.words[hit.start - 1] if hit.start > clause.start else ""
    behind = next((at for at in range(hit.end, clause.end) if not is_adverb(words[at]) and words[at] != "not"), None)
    if clause.said.is_question or not subject or behind is None or subject in ("a", "the"):
        return False
    if subject in ("i", "he", "she") and words[hit.end - 1] == "to":
        return False
    guessed = words[behind] == "be" and (
        words[behind + 1 : behind + 2] == [] or words[behind + 1] in _GUESSED or words[behind + 1].endswith("ing")
    )
    return words[behind] != "have" and not (guessed and words[hit.start] in ("should", "must"))


_HOLDS: dict[str, Callable[[_Clause, Hit], bool]] = {
    "": lambda clause, hit: True,
    "be": _is_predicate,
    "self": lambda clause, hit: _is_self(clause, hit.start),
    "start": lambda clause, hit: clause.is_quoted and hit.start == clause.start,
    "modal": _is_asked_for,
}
