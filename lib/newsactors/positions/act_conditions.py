"""The conditions under which an entry of the lexicon of acts holds: column "when" of `resources/acts.csv`."""

from collections.abc import Callable, Sequence

from newsactors.positions.act_content import QUOTES, Said, content_act, evaluation, harm
from newsactors.positions.act_lexicon import Entry
from newsactors.positions.words import BARE_DETERMINERS, QUESTION_WORDS, is_adverb

_ALLEGATIONS = frozenset(
    "accusation accusations allegation allegations assertion assertions charge charges claim claims idea insinuation "
    "insinuations notion report reports rumor rumors rumour rumours speculation story stories suggestion suggestions "
    "theory theories".split()
)
_REQUESTS = frozenset(
    "access appeal application asylum bail bid clemency entry motion parole permission permit petition plea request "
    "requests visa visas".split()
)
_SILENT_ON = frozenset(
    "answer comment confirm deny detail disclose discuss elaborate explain give identify name provide reply respond "
    "reveal say share specify speculate state tell".split()
)
_ENDANGERED = BARE_DETERMINERS | frozenset(
    "civilians democracy european global health human international life lives national peace people public regional "
    "security society stability those world".split()
)


def entry_that_holds(entries: Sequence[Entry], tail: Sequence[str], said: Said) -> Entry:
    """Return the first entry of a lemma whose condition holds, or else one that leaves the act to the content."""
    for entry in entries:
        if not entry.when or CONDITIONS[entry.when](tail, said):
            return entry
    return Entry(entries[0].lemma, "", "", "say", "void")


def _has_infinitive(tail: Sequence[str], said: Said) -> bool:
    """Tell whether the source is to act itself: "wants to go", not "wants them to go"."""
    at = next((at for at, word in enumerate(tail) if not is_adverb(word)), 0)
    return _is_infinitive(tail[at:])


def _has_order(tail: Sequence[str], said: Said) -> bool:
    """Tell whether somebody else is to act: "told the crowd to go"."""
    return _is_infinitive(tail) or _is_infinitive(said.words)


def _is_infinitive(words: Sequence[str]) -> bool:
    if words[:2] == ["not", "to"]:
        words = words[1:]
    verb = next((word for word in words[1:3] if word not in QUOTES), "")
    return words[:1] == ["to"] and verb not in BARE_DETERMINERS and verb.isalpha()


def _has_late_infinitive(tail: Sequence[str], said: Said) -> bool:
    """Tell whether an infinitive follows near: "asked the region to stay calm"."""
    for words in (tail[:9], said.words[:9]):
        if "to" in words:
            at = list(words).index("to")
            if "that" not in words[:at] and QUOTES.isdisjoint(words[:at]) and _is_infinitive(words[at:]):
                return True
    return False


def _is_question(tail: Sequence[str], said: Said) -> bool:
    return said.is_question or (bool(said.words) and said.words[0] in QUESTION_WORDS)


def _endangers(tail: Sequence[str], said: Said) -> bool:
    """Tell whether a noun phrase follows, not an infinitive: "a threat to peace"."""
    return any(words[:1] == ["to"] and (words[1:2] or [""])[0] in _ENDANGERED for words in (tail, said.words))


def _content_is(act: str) -> Callable[[Sequence[str], Said], bool]:
    return lambda tail, said: content_act(said, (act,)) is not None


def _calls_it(act: str) -> Callable[[Sequence[str], Said], bool]:
    return lambda tail, said: (evaluation(said.words[:30]) or ("",))[0] == act


def _names(words: frozenset[str], reach: int) -> Callable[[Sequence[str], Said], bool]:
    return lambda tail, said: not (words.isdisjoint(tail[:reach]) and words.isdisjoint(said.words[:reach]))


def _has_gerund(tail: Sequence[str], said: Said) -> bool:
    return any(len(words[0]) > 4 and words[0].endswith("ing") for words in (tail, said.words) if words)


CONDITIONS: dict[str, Callable[[Sequence[str], Said], bool]] = {
    "to": _has_infinitive,
    "person_to": _has_order,
    "np_to": _has_late_infinitive,
    "question": _is_question,
    "gerund": _has_gerund,
    "should": _content_is("urge"),
    "reprisal": _content_is("threaten"),
    "harm": lambda tail, said: (harm(tail[:9]) or harm(said.words[:9])) is not None,
    "bad": _calls_it("accuse"),
    "good": _calls_it("support"),
    "allegation": _names(_ALLEGATIONS, 6),
    "request": _names(_REQUESTS, 6),
    "endangered": _endangers,
    "silence": _names(_SILENT_ON, 3),
}
