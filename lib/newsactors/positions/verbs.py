"""Attribution rules for verbs: how source and content stand around "said", "warned", "was criticised by".

Each rule takes a sentence, the index of a verb and its lexicon entry, and returns a `Draft` or None. `VERB_RULES` gives
their order, which matters: the first rule that fits decides.
"""

from collections.abc import Callable
from typing import NamedTuple

from newsactors.positions import phrases
from newsactors.positions.cues import (
    JOINS,
    Cue,
    content_after,
    is_finite,
    leading_subject,
    subject_before,
    verb_group,
)
from newsactors.positions.phrases import Range, Sentence
from newsactors.positions.words import BE, FINITE, SUBORDINATORS, looks_finite

BREAKS = frozenset([",", ";", ":", "–", "—", "―", "-", "--"])
# Words that may stand between the start of a clause and its subject, with the measure in "days after he had said".
_MEASURES = frozenset("hours days weeks months years shortly".split())
_CLAUSE_OPENERS = JOINS | (SUBORDINATORS - {"that"}) | _MEASURES
# Participles behind "be" that tell of a state, not of speech.
_STATES = frozenset("agreed worried asked held determined".split())


class Draft(NamedTuple):
    """An attribution before its content is delimited; all numbers are token indices of one sentence.

    `left`: the part of the content before source and cue; `right`: where the part behind them begins; one may be None.
    `opens`: where the clause of this attribution begins, which ends the content of an earlier one. `speech`: whether
    the cue can report words, rather than a stand alone.
    """

    source: Range | None
    cue: Range
    left: Range | None
    right: int | None
    opens: int
    rule: str
    speech: bool = True


def follow_inverted(sentence: Sentence, i: int, cue: Cue) -> Draft | None:
    """Read content, verb, source: "“...,” said X" and "CLAUSE, said X".

    Without a quotation the source must end its clause; otherwise "Smith, 45, said taxes fell" would be read so.

    >>> from newsactors.positions.rules import find_drafts
    >>> [(d.source, d.left, d.right) for d in find_drafts(phrases.plain_sentence("Talks failed, said Ann Smith."))]
    [((4, 6), (0, 2), None)]
    """
    before = i - 1
    quoted = sentence.is_quoted(before)
    if "quote" not in cue.takes or "person" in cue.takes or not cue.forms & {"past", "third"}:
        return None
    if not quoted and sentence.word(before) != ",":
        return None
    source = phrases.noun_phrase_after(sentence, i + 1)
    if source is None:
        return None
    source = _with_apposition(sentence, source)
    behind = phrases.skip_adverbials(sentence, source[1])
    ends = not sentence.word(behind)[:1].isalnum() or sentence.words[behind] == "who"
    if not quoted and not (ends and phrases.is_clause(sentence, before)):
        return None
    left = _before(sentence, before + quoted)
    return Draft(source, (i, i + 1), left, _resumed(sentence, source[1]), before, "follow_inverted")


def _before(sentence: Sentence, end: int) -> Range:
    """Return the content that ends at `end`: a quotation that a mark sets off, or all from the sentence's start."""
    start = end
    while sentence.is_quoted(start - 1) and sentence.quoted[start - 1] == sentence.quoted[end - 1]:
        start -= 1
    return (start, end) if start < end and sentence.word(start - 1) in BREAKS else (0, end)


def _with_apposition(sentence: Sentence, source: Range) -> Range:
    """Extend a source to the right over ", the mayor of Y" up to the next comma or the end of the sentence."""
    words, at = sentence.words, source[1] + 1
    if sentence.word(source[1]) != "," or not phrases.opens_phrase(sentence, at):
        return source
    end = at
    while end < len(words) and not sentence.is_quoted(end) and words[end] not in BREAKS - {"-"}:
        if words[end] in FINITE and "who" not in words[at:end]:
            return source
        end += 1
    return (source[0], end - (end == len(words) and not words[end - 1][0].isalnum()))


def _resumed(sentence: Sentence, at: int) -> int | None:
    """Return where a quotation goes on behind the source, as in "“...,” said X, “...”"."""
    while sentence.word(at) in BREAKS and not sentence.is_quoted(at):
        at += 1
    return at if sentence.is_quoted(at) else None


def follow_passive(sentence: Sentence, i: int, cue: Cue) -> Draft | None:
    """Read "it was reported that CLAUSE", "X is expected to ..." and "X was criticised by Y".

    >>> from newsactors.positions.rules import find_drafts
    >>> [(d.source, d.left, d.right) for d in find_drafts(phrases.plain_sentence("It was reported that talks failed."))]
    [(None, None, 3)]
    """
    group = verb_group(sentence, i)
    if "participle" not in cue.forms or BE.isdisjoint(sentence.words[group:i]) or sentence.words[i] in _STATES:
        return None
    subject, following = subject_before(sentence, group), sentence.word(i + 1)
    if subject is None:
        return None
    if following == "by" and (source := phrases.noun_phrase_after(sentence, i + 2)):
        return Draft(source, (group, i + 1), subject, None, subject[0], "follow_passive")
    if following == "that" and sentence.words[subject[0]] == "it":
        return Draft(None, (subject[0], i + 1), None, i + 1, subject[0], "follow_passive")
    if following == "to" and "that" in cue.takes:
        return Draft(None, (group, i + 1), subject, i + 1, subject[0], "follow_passive")
    return None


def follow_seeming(sentence: Sentence, i: int, cue: Cue) -> Draft | None:
    """Read "X seems to ...", unattributed: to whom it seems is not said.

    >>> from newsactors.positions.rules import find_drafts
    >>> [(d.source, d.left, d.right) for d in find_drafts(phrases.plain_sentence("The war seems to be over."))]
    [(None, (0, 2), 3)]
    """
    group = verb_group(sentence, i)
    subject = subject_before(sentence, group)
    if "seem" not in cue.takes or sentence.word(i + 1) != "to" or subject is None:
        return None
    return Draft(None, (group, i + 1), subject, i + 1, subject[0], "follow_seeming")


def follow_participle(sentence: Sentence, i: int, cue: Cue) -> Draft | None:
    """Read a participle that shares the subject of its sentence: "X replied, warning that CLAUSE".

    >>> from newsactors.positions.rules import find_drafts
    >>> [(d.source, d.left, d.right) for d in find_drafts(phrases.plain_sentence("He left, warning that war began."))]
    [((0, 1), None, 4)]
    """
    group = verb_group(sentence, i)
    before = group - 1
    if "gerund" not in cue.forms or not BE.isdisjoint(sentence.words[group:i]):
        return None
    if not (sentence.is_quoted(before) or sentence.word(before) in JOINS | {","}):
        return None
    end, right = content_after(sentence, cue, i)
    source = leading_subject(sentence, before)
    if right is None or source is None:
        return None
    return Draft(source, (group, end), None, right, before, "follow_participle")


def follow_subject(sentence: Sentence, i: int, cue: Cue) -> Draft | None:
    """Read the source as subject of the cue: "X said CLAUSE", "“...,” X said", "X, the mayor, denied Y".

    >>> from newsactors.positions.rules import find_drafts
    >>> [(d.source, d.left, d.right) for d in find_drafts(phrases.plain_sentence("Ann Roe, the mayor, denied it."))]
    [((0, 5), None, 7)]
    """
    group = verb_group(sentence, i)
    source = subject_before(sentence, group) if is_finite(sentence, i, cue, group) else None
    if source is None:
        return None
    end, right = content_after(sentence, cue, i)
    left, right = _sides(sentence, _left_of(sentence, source[0], cue), right, end)
    if left is None and right is None:
        return None
    return Draft(source, (group, end), left, right, _clause_start(sentence, source[0]), "follow_subject")


def _left_of(sentence: Sentence, source: int, cue: Cue) -> Range | None:
    """Return what stands before a source behind a quotation or a comma, as far as the cue can refer to it.

    Every verb of speech can follow a quotation; a plain clause only those that can report one.
    """
    before = source - 1
    if "quote" not in cue.takes or before < 1:
        return None
    if sentence.is_quoted(before):
        return _before(sentence, source)
    if sentence.words[before] in BREAKS and (cue.takes & {"that", "person"} or sentence.is_quoted(before - 1)):
        return _before(sentence, before)
    return None


def _sides(sentence: Sentence, left: Range | None, right: int | None, end: int) -> tuple[Range | None, int | None]:
    """Decide whether content lies before the source, behind the cue (which ends at `end`) or on both sides."""
    if left is None:
        return None, right
    quoted = sentence.is_quoted(left[1] - 1)
    if right is None:
        rest = _rest_of_split(sentence, left, end)
        return (left, rest) if quoted or rest or phrases.is_clause(sentence, left[1]) else (None, None)
    if not quoted or sentence.word(right) in ("that", "to"):
        return None, right
    return left, right if sentence.is_quoted(right) or right == len(sentence.words) else None


def _rest_of_split(sentence: Sentence, left: Range, end: int) -> int | None:
    """Return where the content goes on behind the cue: "The army, he said, will stay"."""
    at = phrases.skip_adverbials(sentence, end)
    following = sentence.word(at + 1)
    if sentence.word(at) != "," or not following:
        return None
    split = looks_finite(following) or not (phrases.is_clause(sentence, left[1]) or following.endswith("ing"))
    return at + 1 if split else None


def _clause_start(sentence: Sentence, at: int) -> int:
    """Move from the first token of a source to the left over its conjunction and comma."""
    while sentence.word(at - 1) in _CLAUSE_OPENERS and not sentence.is_quoted(at - 1):
        at -= 1
    return at - 1 if sentence.word(at - 1) in BREAKS else at


def follow_coordinated(sentence: Sentence, i: int, cue: Cue) -> Draft | None:
    """Read a verb that shares its subject with an earlier one: "X denied A and urged B".

    >>> from newsactors.positions.rules import find_drafts
    >>> [(d.source, d.left, d.right) for d in find_drafts(phrases.plain_sentence("She left early and urged calm."))]
    [((0, 1), None, 5)]
    """
    group = verb_group(sentence, i)
    before = group - 1
    if sentence.word(before) not in JOINS or not cue.forms & {"third", "past"}:
        return None
    end, right = content_after(sentence, cue, i)
    source = leading_subject(sentence, before)
    if right is None or source is None:
        return None
    return Draft(source, (group, end), None, right, before - (sentence.word(before - 1) == ","), "follow_coordinated")


Rule = Callable[[Sentence, int, Cue], Draft | None]
VERB_RULES: tuple[Rule, ...] = (
    follow_passive,
    follow_seeming,
    follow_inverted,
    follow_participle,
    follow_subject,
    follow_coordinated,
)
