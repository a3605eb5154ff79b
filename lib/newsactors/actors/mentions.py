"""Who is in a text: mentions of persons, organisations, states and places, and the canonical actor behind each.

| words | kind | actor |
|---|---|---|
| Israel, Reuters, Antony Blinken | name | the name without titles, "the", possessive; a family name as the full name |
| Israeli, Russians | demonym | the state |
| Tehran, the Kremlin | metonym | "government of Iran", "government of Russia"; a place where the place is meant |
| the Iranian foreign minister | description | the person whom the document names as its holder |
| US officials | description | the state, as a group; "the Israeli military" as a force, "the US government" |
| he, her | pronoun | the person meant, where only one can be |

A description or pronoun of which the text does not tell whom it means has the actor "", and is not guessed.
Descriptions hold the names in them: "the Iranian foreign minister" and "Iranian" are two mentions.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newsactors.actors import gazetteer, people, usage
from newsactors.actors.descriptions import Description, find_descriptions
from newsactors.actors.gazetteer import Entry
from newsactors.actors.holders import Offices, Person, holder, survey, with_context
from newsactors.actors.name_types import Weights, load_weights, with_types
from newsactors.actors.names import Name, find_names
from newsactors.actors.pronouns import find_pronouns
from newsactors.actors.readings import GOVERNMENT, Actor, Reading, checked, read_name, survey_names
from newsactors.actors.wording import Words, after_the, bare_at, read_words


class Mention(NamedTuple):
    """One mention, at character offsets `start` to `end` (exclusive) of the text, so that `text[start:end]` is `text`.

    `kind` is name, demonym, metonym, description or pronoun; `use` is actor, affiliation (before what belongs to it),
    attribution (it only says where a report comes from) or place; `type` is person, state, government, organisation,
    force, medium, group or place; `state` is an ISO 3166 alpha-3 code or None. "XKX" for Kosovo is the one code outside
    ISO 3166. `actor` is "" where the text does not tell whom a description or a pronoun means.
    """

    start: int
    end: int
    text: str
    kind: str
    use: str
    actor: str
    type: str
    state: str | None


def find_mentions(text: str, *, weights: Weights | None = None) -> list[Mention]:
    """Find who is mentioned in one document, in text order; descriptions may hold names.

    Method: look-up of known names, longest match first; a learned type for other capitalised runs (`name_types`);
    family names, offices and pronouns resolved within the document (`people`, `holders`, `pronouns`). On news copy of
    five kinds, 84% to 95% (F1) of the names are found and 77% to 86% with their type, on web texts 76% and 67%; card
    `names.md`. Not for text without capitals, for other languages than English, or for several articles at once,
    since names would be resolved across them: split those with `segmentation.split_articles` first.

    `weights` are others than the packaged ones for the types of names: for measuring only.

    >>> text = "The Kremlin spokesperson, Dmitry Peskov, met Iranian officials in Oman. He left."
    >>> for mention in find_mentions(text):
    ...     print(mention.text, mention.kind, mention.use, mention.actor, mention.type, mention.state, sep=" | ")
    Kremlin | metonym | affiliation | government of Russia | government | RUS
    Dmitry Peskov | name | actor | Dmitry Peskov | person | RUS
    Iranian officials | description | actor | Iran | group | IRN
    Iranian | demonym | affiliation | Iran | state | IRN
    Oman | name | place | Oman | state | OMN
    He | pronoun | actor | Dmitry Peskov | person | RUS
    """
    words = read_words(text)
    names = with_types(words, checked(list(find_names(words))), weights or load_weights())
    document = survey_names(words, names)
    readings = [reading for name in names for reading in read_name(document, name)]
    persons = [Person(r.first, r.last, r.actor.name) for r in readings if r.actor.type == "person"]
    described = find_descriptions(words, names)
    offices = with_context(words, persons, described, survey(words, names, persons, described))
    owners = {at for each in described if each.owner for at in range(each.first, each.last)}
    readings = [r._replace(use="affiliation") if r.first in owners and r.use == "actor" else r for r in readings]
    readings += list(_actors_without_name(words, names, persons, offices, described))
    found = []
    for first, last, kind, use, actor in sorted(readings, key=lambda r: (r.first, -r.last)):
        start, end = words[first].start, words[last - 1].end
        state = actor.state or (offices.states.get(actor.name) if actor.type == "person" else None)
        is_source = use == "actor" and usage.is_attribution(words, first, last, medium=actor.type == "medium")
        use = "attribution" if is_source else use
        found.append(Mention(start, end, text[start:end], kind, use, actor.name, actor.type, state))
    return found


def outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions of known actors that stand in no other one, pronouns left out: apart, and in text order.

    "the Iranian foreign minister" stays, where the text tells who that is, and the "Iranian" in it goes.

    >>> text = "The German minister, Annalena Baerbock, left. The German minister spoke in Oman."
    >>> [mention.text for mention in outermost(find_mentions(text))]
    ['German', 'Annalena Baerbock', 'The German minister', 'Oman']
    """
    found: list[Mention] = []
    for mention in mentions:
        if mention.actor and mention.kind != "pronoun" and (not found or mention.start >= found[-1].end):
            found.append(mention)
    return found


def _actors_without_name(
    words: Words,
    names: Sequence[Name],
    persons: Sequence[Person],
    offices: Offices,
    described: Sequence[Description],
) -> Iterator[Reading]:
    """Yield the descriptions, save those beside the name of whom they mean, and the pronouns for one person."""
    strangers: list[int] = []
    bodies: dict[str, Actor] = {}  # by their noun, the bodies named so far: "the administration" is the last one
    for each in sorted([*described, *_of_persons(words, persons)]):
        if each.first in offices.beside:
            continue
        actor = _described(each, offices)
        if each.type == "person" and not actor.name:
            strangers.append(each.first)
        if each.type in ("government", "force", "organisation"):
            noun = each.office.split()[-1]
            actor = bodies.get(noun, actor) if each.owner is None and not actor.name else actor
            bodies[noun] = actor
        if each.definite and (actor.name or each.owner or each.type == "person"):
            yield Reading(each.first, each.last, "description", "actor", actor)
    for pronoun in find_pronouns(words, names, persons, strangers):
        actor = Actor(pronoun.actor, "person", offices.states.get(pronoun.actor))
        yield Reading(pronoun.at, pronoun.at + 1, "pronoun", "affiliation" if pronoun.owning else "actor", actor)


def _of_persons(words: Words, persons: Sequence[Person]) -> Iterator[Description]:
    """Yield the governments called after a person: "the Biden administration", "Netanyahu’s government"."""
    for person in persons:
        body = bare_at(words, person.last)
        if body in gazetteer.words("body_government"):
            first = person.first - after_the(words, person.first)
            owner = Entry(person.actor, "name", "person", None)
            yield Description(first, person.last + 1, "government", body, owner)


def _described(each: Description, offices: Offices) -> Actor:
    """Return the actor that a description means, its name empty where the text does not tell.

    An administration called after a president of the United States is theirs.
    """
    owner, state = each.owner, each.state
    if each.type == "person":
        name = holder(each, offices)
        return Actor(name, "person", offices.states.get(name, state))
    if owner is None:
        return Actor("", each.type, None)
    if owner.type == "person":
        is_american = each.office == "administration" and people.surname(owner.name) in gazetteer.words("us_president")
        state = offices.states.get(owner.name) or ("USA" if is_american else None)
        return Actor(GOVERNMENT + gazetteer.state_name(state) if state else "", "government", state)
    whose = owner.name.removeprefix(GOVERNMENT)
    if each.type == "government" and gazetteer.state_name(state):
        return Actor(GOVERNMENT + gazetteer.state_name(state), "government", state)
    if each.type == "group" or (each.office.endswith("s") and each.type == "organisation"):
        return Actor(whose, each.type, state)
    is_military = each.type == "force" and each.office.split()[-1] not in ("police", "militia", "militias")
    name = f"{'military' if is_military else each.office} of {whose}"
    known = gazetteer.entries().get(name)
    return Actor(known.name if known else name, each.type, state)
