"""Stored word lists behind the search for actors: states, organisations, places, and the words around names.

The files live in `resources/`, each row with its origin, described in `resources/gazetteer.md`. `states.csv` is
computed: `python -m newsactors.actors.rebuild` writes it again from the countryinfo package and `states_edits.csv`.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from newsactors.errors import ResourceError
from newsactors.packaged import rows


class Entry(NamedTuple):
    """One name that the gazetteer knows.

    `name` is the canonical actor, `role` what the words are to it ("name", "demonym", "people", "capital" or "seat"),
    `type` one of the types of `actors.Mention`, `state` an ISO 3166 alpha-3 code or None. `needs` lists canonical
    actors, one of which the document must mention for the words to be read so, else ""; `place` is what a capital is
    called as a place.
    """

    name: str
    role: str
    type: str
    state: str | None
    needs: str = ""
    place: str = ""


def _listed(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def plural(demonym: str) -> str:
    """Return the noun for several people of a demonym, or "" where the adjective has no such form.

    >>> plural("Iranian"), plural("Chinese"), plural("Turkish")
    ('Iranians', '', '')
    """
    return "" if demonym.endswith(("ese", "sh", "ch", "s", "men", "man", "ic", "z")) else demonym + "s"


def _state_entries() -> Iterator[tuple[str, Entry]]:
    for row in rows("states.csv"):
        name, code = row["name"], row["iso3"]
        for alias in [name, *_listed(row["aliases"])]:
            yield alias, Entry(name, "name", "state", code)
        for demonym in _listed(row["demonyms"]):
            yield demonym, Entry(name, "demonym", "state", code)
            if people := plural(demonym):
                yield people, Entry(name, "people", "group", code)
        for capital in [row["capital"], *_listed(row["capital_aliases"])]:
            if capital:
                yield capital, Entry(f"government of {name}", "capital", "government", code, place=row["capital"])


def _other_entries(filename: str) -> Iterator[tuple[str, Entry]]:
    for row in rows(filename):
        entry = Entry(row["name"], row["role"], row["type"], row["state"] or None, row["needs"])
        aliases = _listed(row["aliases"])
        # "Guardian" alone is a common word; a medium listed as "The Guardian" is known with its article only.
        own = row["role"] == "name" and not row["needs"] and f"The {row['name']}" not in aliases
        for alias in [row["name"], *aliases] if own else aliases:
            yield alias, entry


def key(words: str) -> str:
    """Return the form under which names are looked up: straight apostrophes, no full stops inside initialisms.

    >>> key("U.S."), key("N’Djamena")
    ('US', "N'Djamena")
    """
    return words.replace("’", "'").replace(".", "").replace(",", " ,") if len(words) > 1 else words


@functools.cache
def entries() -> Mapping[str, Entry]:
    """Return every known name in its look-up form; of states, organisations and places the first to list it wins.

    >>> entries()["Tehran"].name, entries()["Iranian"].role
    ('government of Iran', 'demonym')
    """
    found: dict[str, Entry] = {}
    for alias, entry in [*_state_entries(), *_other_entries("organisations.csv"), *_other_entries("places.csv")]:
        found.setdefault(key(alias), entry)
    return found


@functools.cache
def _state_names() -> Mapping[str, str]:
    return {row["iso3"]: row["name"] for row in rows("states.csv")}


def state_name(code: str | None) -> str:
    """Return the name of a state by its code, or "" for no state and for territories.

    >>> state_name("USA"), state_name(None)
    ('United States', '')
    """
    return _state_names().get(code or "", "")


@functools.cache
def longest_by_first_word() -> Mapping[str, tuple[int, ...]]:
    """Return, for each first word of a known name, the numbers of words such names have, longest first.

    >>> longest_by_first_word()["Saudi"]
    (2, 1)
    """
    return _lengths((parts[0].removesuffix("'s"), len(parts)) for parts in map(str.split, entries()))


@functools.cache
def longest_titles_by_first_word() -> Mapping[str, tuple[int, ...]]:
    """Return, for each first word of a form of address or an office, the numbers of words such titles have.

    >>> longest_titles_by_first_word()["Foreign"]
    (2,)
    """
    return _lengths((parts[0], len(parts)) for parts in map(str.split, words("title")))


def _lengths(firsts: Iterable[tuple[str, int]]) -> Mapping[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for first, size in firsts:
        lengths.setdefault(first, set()).add(size)
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


@functools.cache
def second_words() -> frozenset[str]:
    """Return the second words of known names, with and without a possessive ending.

    >>> "Arabia" in second_words()
    True
    """
    seconds = [parts[1] for parts in map(str.split, entries()) if len(parts) > 1]
    return frozenset([*seconds, *(second.removesuffix("'s") for second in seconds)])


@functools.cache
def _word_lists() -> Mapping[str, frozenset[str]]:
    return {row["kind"]: frozenset(row["words"].split(";")) for row in rows("words.csv")}


@functools.cache  # called for nearly every word of a text
def words(kind: str) -> frozenset[str]:
    """Return one list of `words.csv` by its kind, such as "title" or "opener"; ResourceError if there is no such kind.

    >>> "Ayatollah" in words("title")
    True
    """
    try:
        return _word_lists()[kind]
    except KeyError:
        message = f"resources/words.csv: no list of kind {kind!r}; its kinds are in the column 'kind'"
        raise ResourceError(message) from None


@functools.cache
def parts(*kinds: str) -> frozenset[str]:
    """Return the single words in the named word lists, in small letters and without full stops.

    >>> {"prime", "minister", "gen"} <= parts("title")
    True
    """
    entries = [entry for kind in kinds for entry in words(kind)]
    return frozenset(part.rstrip(".").casefold() for entry in entries for part in entry.split())
