"""The modality of a statement: made, possible or not made, or made only under a condition."""

import re
from collections.abc import Sequence

from newsactors.positions.acts import Reading
from newsactors.spans import Span

_CONDITIONS = frozenset("if unless provided".split())
_ASKING = frozenset("ask asks asked asking wonder wonders wondered know knows see unclear sure unsure said say".split())
_POSSIBLE = frozenset("may might could would should must ought can shall".split())
_OUTLOOK = frozenset("likely unlikely expected expects due poised set about bound yet supposed".split())
_OPEN = _POSSIBLE | _OUTLOOK | {"will"}
_SPOKEN = ("comment", "say", "light", "warn", "accuse", "demand", "urge", "consult", "deny", "threaten", "void")
_WISHES = frozenset("like love prefer rather".split())  # "would like": said all the same
_PERFORMED = frozenset("i we".split())  # "I would say"
# Words behind which an infinitive or a gerund is not yet, or not, said: "asked him to confirm", "without naming".
_UNSAID = frozenset(
    "able about ask asked asking asks begged call called calls chance decline declined declines demand demanded "
    "demands due encouraged expected fail failed fails hope hoped hopes intend intends invited likely need needed "
    "needs opportunity ordered plan planned plans poised pressed pressing pressure promised pushed pushing ready "
    "refuse refused refuses reluctant ruled set supposed told unable unlikely unwilling urge urged urges urging "
    "want wanted wants willing yet".split()
)
_UNSAID_GERUND = frozenset(
    "without avoid avoided avoids deny denied denies denying than considered considering".split()
)
_UNSAID_PREPOSITION = frozenset("short instead refrain refrained shy shied away prevent prevented stopped".split())
_DOUBTED = frozenset("any possible potential likely future hypothetical".split())
_LATER_CONDITION = re.compile(r"\b(?:if|unless|provided|as long as)\b")
_AHEAD = 240  # characters behind the cue in which a condition may follow
_SENTENCE_END = re.compile(r"[.?!][”’\"']*\s|\n")


def find_modality(reading: Reading, text: str, source: Sequence[Span], cue: Sequence[Span]) -> str:
    """Return "asserted", "hypothetical" or "conditional" for a statement whose words have been read (`acts.read`).

    "asserted": the text says that it was stated. "hypothetical": it may, might or will be stated, is asked for, or is
    said not to have been stated. "conditional": it stands under an "if", in the condition or in what follows from it.
    A negated attitude ("does not support") is asserted, a negated saying ("did not say") is not. What the content
    itself says under an "if" does not count. Not a measure of certainty.

    >>> from newsactors.positions.acts import read
    >>> text, source, cue, content = "The envoy may call a vote.", [Span(0, 9)], [Span(10, 18)], [Span(19, 25)]
    >>> find_modality(read(text, cue, content), text, source, cue)
    'hypothetical'
    """
    found = reading.governing
    group = reading.group + (reading.cue[: found.start] if found else reading.cue)
    is_open = not _OPEN.isdisjoint(group)
    if _is_conditional(reading, is_open) or (is_open and _condition_follows(text, cue[-1].end)):
        return "conditional"
    subject = reading.before[-1:] or (text[source[0].start : source[0].end].lower().split()[:1] if source else [])
    if _is_unsaid(reading) or (is_open and _is_possible(group, reading, subject)):
        return "hypothetical"
    return "asserted"


def _is_conditional(reading: Reading, is_open: bool) -> bool:
    """Tell whether the cue stands in a condition, or, being open, in what follows from one."""
    before = reading.before
    if _CONDITIONS.isdisjoint(before):
        return before[:1] == ["should"] and "," not in before
    at = max(at for at, word in enumerate(before) if word in _CONDITIONS)
    if at > 0 and before[at] == "if" and before[at - 1] in _ASKING:
        return False
    return "," not in before[at:] or is_open


def _condition_follows(text: str, end: int) -> bool:
    """Tell whether the sentence goes on to a condition: "would pledge more money if it won"."""
    ahead = text[end : end + _AHEAD]
    stop = _SENTENCE_END.search(ahead)
    return _LATER_CONDITION.search(ahead[: stop.start()] if stop else ahead) is not None


def _is_unsaid(reading: Reading) -> bool:
    """Tell whether the text says that the statement was not made, or only asks for it."""
    before, cue, found = reading.before, reading.cue, reading.governing
    if found:
        if found.entry.act == "void" or (found.is_negated and found.entry.negated == "void"):
            return True
        if not _DOUBTED.isdisjoint(cue[: found.start]):
            return True
    if not before:
        return False
    last = before[-1]
    asked = "if" in before[1:] and "," not in before and before[before.index("if", 1) - 1] in _ASKING
    if asked or before[0] in ("did", "does", "do") or "whether" in before[-5:]:
        return True
    if last in _DOUBTED or last in _UNSAID_GERUND:
        return True
    if last in ("of", "from") and not _UNSAID_PREPOSITION.isdisjoint(before[-4:-1]):
        return True
    return (last == "to" or cue[:1] == ["to"]) and not _UNSAID.isdisjoint(_near(before))


def _near(before: Sequence[str]) -> list[str]:
    """Return the last words before the cue, back to a punctuation mark, nine at most."""
    near: list[str] = []
    for word in reversed(before[-9:]):
        if not word[0].isalnum():
            break
        near.append(word)
    return near


def _is_possible(group: Sequence[str], reading: Reading, subject: Sequence[str]) -> bool:
    """Tell whether the statement lies ahead or is only possible: "may say", "will demand", "is likely to urge"."""
    found = reading.governing
    if found is None:
        return True
    if found.is_negated or not _WISHES.isdisjoint(reading.cue):
        return False
    if not _OUTLOOK.isdisjoint(group):
        return True
    if "can" in group:
        return False
    if "will" in group and _POSSIBLE.isdisjoint(group):
        return found.entry.act in _SPOKEN
    return not (subject and subject[0] in _PERFORMED)
