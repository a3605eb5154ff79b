"""Who holds which office, as far as one document tells: "the Iranian foreign minister, Hossein Amir-Abdollahian"."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsactors.actors import gazetteer
from newsactors.actors.descriptions import Description, office_of
from newsactors.actors.gazetteer import Entry
from newsactors.actors.names import Name
from newsactors.actors.wording import Words

_STOPS = frozenset(".!?…")
# What makes an office another one than that of the words behind it.
_LESSER = frozenset("vice deputy former ex assistant acting then incoming outgoing shadow".split())
_OTHER_TIME = frozenset("former ex then late incoming onetime".split())
_COMPLEMENT = 5  # words between a description and the comma before the name


class Person(NamedTuple):
    """Words `first` to `last` (exclusive) that name the person `actor`."""

    first: int
    last: int
    actor: str


class Offices(NamedTuple):
    """What a document says about the offices of its persons.

    `held` has, for each person, the offices told of it, each with the name of its owner or ""; `states` the one state,
    an ISO 3166 alpha-3 code, to which a person's offices belong; `beside` the first words of descriptions that stand
    next to the name of whom they mean.
    """

    held: Mapping[str, frozenset[tuple[str, str]]]
    states: Mapping[str, str]
    beside: frozenset[int]


def survey(
    words: Words, names: Sequence[Name], persons: Sequence[Person], descriptions: Iterable[Description]
) -> Offices:
    """Return which offices stand beside which names: in apposition, and as titles."""
    held: dict[str, set[tuple[str, str]]] = defaultdict(set)
    states: dict[str, set[str]] = defaultdict(set)
    beside = set()
    by_first, by_last = {person.first: person for person in persons}, {person.last: person for person in persons}
    for each in descriptions:
        person = _next_to(words, each, by_first, by_last) if each.type == "person" else None
        if person:
            held[person.actor].add((each.owner.name if each.owner else "", each.office))
            states[person.actor].update(filter(None, [each.state]))
            beside.add(each.first)
    firsts = {name.first: name.listed for name in names if name.listed}
    before_title = {name.last: name for name in names if name.listed}
    for person in persons:
        first = _title_start(words, person.first)
        office = office_of([word.bare for word in words[first : person.first]])
        if office:
            named = before_title.get(first)
            owner = named.listed if named else _owner_behind(words, person, firsts)
            start = named.first if named else first
            before = words[start - 1].bare.lower() if start and words[start].joined else ""
            office = f"{before} {office}" if before in _OTHER_TIME else office
            held[person.actor].add((owner.name if owner else "", office))
            states[person.actor].update(filter(None, [owner.state if owner else None]))
    certain = {actor: min(codes) for actor, codes in states.items() if len(codes) == 1}
    return Offices({actor: frozenset(all_) for actor, all_ in held.items()}, certain, frozenset(beside))


def _owner_behind(words: Words, person: Person, firsts: Mapping[int, Entry]) -> Entry | None:
    """Return the state behind a name and "of": "Prime Minister Anna Berg of Finland"."""
    at = person.last + 1
    entry = firsts.get(at) if at < len(words) and words[person.last].bare == "of" else None
    return entry if entry and entry.type == "state" else None


def _next_to(
    words: Words, each: Description, by_first: Mapping[int, Person], by_last: Mapping[int, Person]
) -> Person | None:
    """Return the person whose name stands right behind a description, or before it and a comma."""
    if words[each.last - 1].possessive or _is_complement(words, each.first):
        return None
    behind = by_first.get(after_titles(words, each.last)) or by_first.get(_behind_complement(words, each.last))
    if behind:
        return behind
    return by_last.get(each.first - 1) if each.first and words[each.first - 1].bare == "," else None


def _is_complement(words: Words, first: int) -> bool:
    """Tell whether a description goes on a role, so that a name behind may be either: "the son of the president, X"."""
    linked = first > 1 and words[first - 1].bare in ("of", "for", "to")
    return linked and words[first - 2].bare in gazetteer.words("role")


def _behind_complement(words: Words, at: int) -> int:
    """Return the first word behind the comma that ends what goes on a description: "leader inside Gaza, ..."."""
    last = at
    ends = gazetteer.words("report") | _STOPS | {","}
    while last < min(len(words), at + _COMPLEMENT) and words[last].bare not in ends:
        last += 1
    is_closed = at < last < len(words) and words[last].bare == ","
    return after_titles(words, last) if is_closed else -1


def after_titles(words: Words, at: int) -> int:
    """Return the index of the first word from `at` on that is no comma and no title."""
    at += at < len(words) and words[at].bare == ","
    while at + 1 < len(words) and words[at].bare in gazetteer.words("title") and words[at + 1].joined:
        at += 1
    return at


def _title_start(words: Words, at: int) -> int:
    """Return where the title before word `at` begins, `at` if there is none; forms of address are no titles."""
    titles, first = gazetteer.parts("title"), at
    while first and words[first].joined and words[first - 1].capital and words[first - 1].bare.casefold() in titles:
        first -= 1
    return at if first < at and words[first].bare in gazetteer.words("address") else first


def holder(each: Description, offices: Offices) -> str:
    """Return the one person who is known to hold the office that a description means, "" where none or several are.

    An office of the same owner fits that ends in the words of the description: "the Iranian minister" means the foreign
    minister where no other Iranian minister is named. Where the description tells no owner the office must be the same,
    and one that few hold at a time: "the senator" may be any.
    """
    if not each.definite:
        return ""
    fitting = {actor for actor, held in offices.held.items() if any(_fits(each, *pair) for pair in held)}
    if each.state:
        fitting = {actor for actor in fitting if offices.states.get(actor) == each.state}
    return fitting.pop() if len(fitting) == 1 else ""


def _fits(each: Description, whose: str, office: str) -> bool:
    """Tell whether a description may mean who holds an office of `whose` (or ""), as far as the words go."""
    if each.owner is None:
        is_shared = " " not in office and office in gazetteer.words("shared_office")
        return office == each.office and not is_shared
    more = office.removesuffix(each.office)
    is_same = more != office and (not more or (more.endswith(" ") and more.split()[0] not in _LESSER))
    return is_same and whose in ("", each.owner.name)


def with_context(
    words: Words, persons: Sequence[Person], descriptions: Iterable[Description], offices: Offices
) -> Offices:
    """Add the offices of states whose holder is told by the sentence before the description alone.

    "Benjamin Netanyahu spoke in Israel. “We are prepared,” the Israeli prime minister said." The sentence before names
    the state and one person, of whom no office is told, and the description's own sentence names nobody.
    """
    held, states = dict(offices.held), dict(offices.states)
    stops = [at for at, word in enumerate(words) if word.bare in _STOPS]
    persons = sorted(persons)
    places = [person.first for person in persons]
    for each in descriptions:
        definite = words[each.first].bare in ("the", "The") and each.type == "person"
        if not definite or not each.owner or each.owner.type != "state" or each.first in offices.beside:
            continue
        here = _sentence_start(stops, each.first - 1)
        before = _sentence_start(stops, here - 2) if here > 1 else here
        behind = bisect_left(stops, each.last)
        end = stops[behind] if behind < len(stops) else len(words)
        first, middle, last = (bisect_left(places, at) for at in (before, here, end))
        near = {person.actor for person in persons[first:middle]}
        if len(near) != 1 or middle < last or not near.isdisjoint(held) or holder(each, offices):
            continue
        if any(word.key == each.owner.name for word in words[before:here]):
            actor = near.pop()
            held[actor], states[actor] = frozenset([(each.owner.name, each.office)]), each.owner.state or ""
    return offices._replace(held=held, states=states)


def _sentence_start(stops: Sequence[int], at: int) -> int:
    """Return the first word of the sentence that holds word `at`, given where the stops are."""
    before = bisect_left(stops, at)
    return stops[before - 1] + 1 if before else 0
