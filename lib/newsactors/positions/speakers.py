"""Who speaks and who is spoken to: the actors behind a source, an addressee."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

from newsactors.actors import Mention, gazetteer, outermost
from newsactors.positions.linking import Attribution, Range
from newsactors.positions.tagger import Plain
from newsactors.positions.words import LINKS
from newsactors.tagging import parts_of_speech

_DETERMINERS: Final = frozenset("the a an his her its their".split())
_PART_ENDS: Final = frozenset(
    [",", "and", "&", "nor", "(", ")", "who", ";", ""]
)  # end a part of a source with its own head
_AFTER_NAMES: Final = frozenset(["MP", "MEP", "MSP", "QC", "KC", "Jr", "Sr", "CBE", "OBE"])
_SINGULAR: Final = frozenset(["he", "she", "his", "her"])
# Verbs of which the person behind them is told, not spoken about (Levin 1993, classes 37.1, 37.2 and 37.9).
_TELLING: Final = frozenset(
    "tell tells told telling ask asks asked asking urge urges urged urging warn warns warned warning assure assures "
    "assured remind reminds reminded inform informs informed advise advises advised notify notified call calls called "
    "calling implore implored beg begged order orders ordered ordering command commanded instruct instructed "
    "encourage encourages encouraged press pressed pressing invite invited challenge challenged promise promised "
    "convince convinced persuade persuaded lobby lobbied demand".split()
)
# Of these the person is told only where an infinitive follows: "called Iran" is a call, "called him a liar" a verdict.
_ORDERING: Final = frozenset("call calls called calling challenge challenges challenged demand".split())
_BEFORE_NAMES: Final = parts_of_speech.codes("DT", "JJ", "NNP", "PRP$")
_TO: Final = frozenset(["to", "with", "on", "upon", "at"])
_NO_NAMES: Final = frozenset(
    "The A An I He She It We They This That These Those Some Many Most All Both Neither Either Others No Q Question "
    "Answer Interviewer INTERVIEWER PRESENTER REPORTER QUESTION ANSWER THE Police Officials Ministers".split()
)
_LONGEST_ACRONYM: Final = 6  # letters; from here on capitals are taken for a name in capitals
_TITLES: Final = ("title", "role", "address", "abbreviation", "title_modifier")
_NAME: Final = parts_of_speech.codes("NNP")
_BACK: Final = 2000  # characters before a "he" in which it is looked for who is meant
_NEAR: Final = 6  # tokens behind the cue in which an addressee may begin


def find_speakers(reading: Plain, source: Range, mentions: Sequence[Mention]) -> list[str]:
    """Return the actors who head the parts of a source, in order: "Russia and Germany" has two.

    Who only qualifies the head does not speak: "US officials" has no actor of its own. Of a part with apposition
    ("the minister, Ann Smith") a person speaks for all.
    """
    words = reading.lowered(source)
    if words in (["who"], ["which"]):  # the word before is meant, a comma in between passed over
        before = source[0] - 1 - (reading.words[source[0] - 1] == ",")
        source = before, before + 1
        words = reading.lowered(source)
    joined: dict[int, list[Mention]] = {}  # the mentions of each part before, between and behind "and"
    for i in _heads(words):
        at = bisect_right(mentions, reading.start[source[0] + i], key=lambda mention: mention.end)
        if at < len(mentions) and mentions[at].actor and mentions[at].start < reading.end[source[0] + i]:
            joined.setdefault(sum(word in ("and", "&", "nor") for word in words[:i]), []).append(mentions[at])
    found: list[str] = []
    for each in joined.values():
        found += [m.actor for m in each if m.type == "person"] or [each[0].actor]
    return list(dict.fromkeys(found))


def _heads(words: Sequence[str]) -> Iterator[int]:
    """Yield the last word of each part before a preposition or a comma; an owner only where nothing is owned."""
    behind = False  # behind a preposition or "who", up to the next part
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        opens_part = word in (",", "(", ";") or (word in ("and", "&") and following in _DETERMINERS)
        behind = word in LINKS or word == "who" or (behind and not opens_part)
        is_owner = following in ("'s", "’s") and i + 2 == len(words)
        if not behind and word[:1].isalnum() and (following in LINKS or following in _PART_ENDS or is_owner):
            yield i


def plain_name(words: Sequence[str], known: Mapping[str, str]) -> str | None:
    """Return the name that a source begins with, titles left out, where no mention was found: who speaks has a name.

    Two or more capitalised words are a name; one is if it ends a name in `known`, which maps the last words of names
    to the whole; capitals alone are an acronym, or in a transcript a family name.

    >>> plain_name("Dame Odette Farnsworth , chair of the board".split(), {})
    'Odette Farnsworth'
    """
    at, titles = 0, gazetteer.parts(*_TITLES)
    while at < len(words) and words[at].rstrip(".").casefold() in titles:
        at += 1
    run: list[str] = list(
        takewhile(lambda word: word[0].isupper() and word not in _NO_NAMES | _AFTER_NAMES, words[at:])
    )
    if at + len(run) + 1 < len(words) and words[at + len(run)] in ("'s", "’s"):
        return None  # "Ann Smith’s lawyer" has no name
    in_capitals = all(word.isupper() for word in run)
    if len(run) == 1:
        name = run[0].title() if in_capitals and run[0].title() in known else run[0]
        if name in known:
            return known[name]
        if not in_capitals or len(run[0]) < 2 or len(words) > at + 1:
            return None
        return run[0] if len(run[0]) < _LONGEST_ACRONYM else run[0].title()
    if len(run) < 2:
        return None
    return " ".join(word.title() if in_capitals else word for word in run)


class Voices:
    """The speakers of one text, asked for source by source in text order, since a "he" may be the speaker before."""

    def __init__(self, reading: Plain, mentions: Sequence[Mention]) -> None:
        """Take the reading of all texts and the mentions of one."""
        self._reading, self._mentions = reading, outermost(mentions)
        self._pronouns = {mention.start: mention.actor for mention in mentions if mention.kind == "pronoun"}
        self._people = {mention.actor for mention in self._mentions if mention.type == "person"}
        self._known = {name.split()[-1]: name for name in sorted(self._people) if " " in name}
        self._before: tuple[int, str] | None = None  # where the last known speaker is named, and who it is

    def of(self, source: Range) -> list[str]:
        """Return the actors behind a source; none where it is not certain."""
        words, start = self._reading.lowered(source), self._reading.start[source[0]]
        if len(words) == 1 and words[0] in _SINGULAR:
            speaker = self._going_on(source[0]) or self._pronouns.get(start)
            return [speaker] if speaker else []
        found = find_speakers(self._reading, source, self._mentions)
        if not found and (name := plain_name(self._reading.words[slice(*source)], self._known)):
            found = [name]
            self._people.add(name)
            self._known.setdefault(name.split()[-1], name)
        is_person = len(found) == 1 and found[0] in self._people
        self._before = (start, found[0]) if is_person else None
        return found

    def _going_on(self, at: int) -> str | None:
        """Return who a "he" or "she" is: the last speaker, if no other person was named since.

        Where nobody has spoken, it is the only person whom the text has named before, not far off. Names that may be
        anybody's make it uncertain.
        """
        place = self._reading.start[at]
        start, speaker = self._before or (place - _BACK, "")
        start = max(start, place - _BACK)
        first = bisect_right(self._mentions, start - 1, key=lambda mention: mention.start)
        last = bisect_right(self._mentions, place - 1, key=lambda mention: mention.start)
        near = self._mentions[first:last]
        people = {mention.actor for mention in near if mention.type == "person"} | {speaker} - {""}
        return people.pop() if len(people) == 1 and not self._has_stranger(at, start, near, people) else None

    def _has_stranger(self, at: int, start: int, near: Sequence[Mention], people: Collection[str]) -> bool:
        """Tell whether two words before token `at` make a name that no mention covers: somebody else, perhaps."""
        known = {word for name in people for word in name.split()}
        covered = {place for mention in near for place in range(mention.start, mention.end)}
        reading, names = self._reading, 0
        for i in range(at - 1, -1, -1):
            if reading.text[i] not in (-1, reading.text[at]) or 0 <= reading.start[i] < start:
                break
            word = reading.words[i]
            is_free = word[:1].isupper() and reading.tags[i] in _NAME and reading.start[i] not in covered
            names = names + 1 if is_free and word not in known and word not in _NO_NAMES else 0
            if names > 1:
                return True
        return False


def find_addressee(reading: Plain, attribution: Attribution, mentions: Sequence[Mention]) -> str | None:
    """Return the actor to whom it is said: the object of a verb of telling, or right behind "to", "on" or "with"."""
    cue, at = reading.lowered(attribution.cue), attribution.cue[1]
    following = reading.words[at].lower()
    is_led = (cue[-1] in _TO and len(cue) == 2) or following in _TO
    if "according" in cue or not (is_led or cue[-1] in _TELLING):
        return None
    first = at + (following in _TO)
    for at in range(first, first + _NEAR):
        place = reading.start[at]
        k = bisect_right(mentions, place, key=lambda mention: mention.end)
        if place >= 0 and k < len(mentions) and mentions[k].start <= place and not reading.quoted[at]:
            return _addressed(
                reading, attribution, mentions[k], at, needs_to=not is_led and bool(_ORDERING.intersection(cue))
            )
        if reading.tags[at] not in _BEFORE_NAMES or reading.begins[at]:
            return None
    return None


def _addressed(reading: Plain, attribution: Attribution, mention: Mention, at: int, *, needs_to: bool) -> str | None:
    """Return the actor of a mention that begins at a token, unless it owns what follows or is the source."""
    last = at
    while 0 <= reading.start[last] < mention.end:
        last += 1
    following = reading.words[last].lower()
    source = attribution.source or (0, 0)
    is_source = source[0] <= at < source[1]
    if (
        is_source
        or mention.use in ("place", "affiliation")
        or following in ("'s", "’s")
        or (needs_to and following != "to")
    ):
        return None
    return mention.actor or None
