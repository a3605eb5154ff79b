"""Where names stand in a text and what type each is, from the stored lists and from the words around it.

A capitalised run without evidence gets no type and is left out: a name missed is easier to see than a name made up.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from newsactors.actors import gazetteer
from newsactors.actors.evidence import MAX_RUN, organisation_type, type_of_run, with_complement
from newsactors.actors.gazetteer import Entry
from newsactors.actors.wording import Word, Words, bare_at, goes_on

_CONTRACTIONS = tuple(mark + end for mark in "'’" for end in ("ve", "re", "ll", "d", "m", "t"))


class Name(NamedTuple):
    """Words `first` to `last` (exclusive): known from the lists (`entry`), typed by `evidence`, or untyped ("")."""

    first: int
    last: int
    type: str
    evidence: str
    entry: Entry | None = None

    @property
    def listed(self) -> Entry | None:
        """Return the entry if the name as a whole is in the stored lists, which then bring its type; else None."""
        return self.entry if self.evidence == "list" else None


def bare_text(words: Words, name: Name) -> str:
    """Return the words of a name without possessive endings and without the stops of initials."""
    return " ".join([word.bare for word in words[name.first : name.last]])


def find_names(words: Words) -> Iterator[Name]:
    """Yield names and untyped capitalised runs in text order, not overlapping.

    >>> from newsactors.actors.wording import read_words
    >>> [(name.type, name.evidence) for name in find_names(read_words("Iran met Prime Minister Modi and a Zork."))]
    [('state', 'list'), ('person', 'title'), ('', '')]
    """
    title, behind_title, done = 0, -1, 0
    previous: Name | None = None
    firsts = gazetteer.longest_by_first_word()
    for i in [i for i, word in enumerate(words) if word.capital or word.key in firsts]:
        known = entry_at(words, i) if i >= done else None
        if i < done or not (known or words[i].capital):
            continue
        size = 0 if known else _title_size(words, i)
        if size == 1 and _may_be_surname(words, i):
            yield Name(i, i + 1, "", "")  # "King" alone may be the family name of a Larry King
        if size:
            title, behind_title, done = i, i + size, i + size
            continue
        titled = i == behind_title
        name = _known_name(words, i, known) if known else _run_at(words, i, titled and words[i].joined)
        if name is None:
            continue
        if titled and not name.entry:
            name = _with_title(words, title, name)
        if previous and _is_coordinated(words, previous, name):
            name = name._replace(type="person", evidence="coordination")
        yield name
        previous, done = name, name.last


def _may_be_surname(words: Words, i: int) -> bool:
    """Tell whether a title stands alone, and is no form of address: "King" may be a Larry King, "Mr" may not."""
    if words[i].bare in gazetteer.words("address") or words[i].bare in gazetteer.words("abbreviation"):
        return False
    return not goes_on(words, i + 1)


def _with_title(words: Words, title: int, name: Name) -> Name:
    """Take a title into a name that ends in the head of an organisation: "Premier League"."""
    head = words[name.last - 1].bare
    if words[title].bare in gazetteer.words("address") or words[title].bare in gazetteer.words("abbreviation"):
        return name
    if head not in gazetteer.words("head_org") or head in gazetteer.words("surname_head"):
        return name
    return Name(title, name.last, organisation_type(words, title, name.last), "head")


def _is_coordinated(words: Words, left: Name, name: Name) -> bool:
    """Tell whether two or three words without a type follow a person and "and": "Prince Harry and Meghan Markle"."""
    linked = left.last + 1 == name.first and words[left.last].bare == "and"
    return linked and left.type == "person" and not name.type and 1 < name.last - name.first < 4


def title_at(words: Words, i: int) -> int:
    """Return how many words from `i` on are a form of address or an office with a capital: 0 if none."""
    return _title_size(words, i) if words[i].capital and not entry_at(words, i) else 0


def _title_size(words: Words, i: int) -> int:
    """Return what `title_at` does for a word with a capital at which no known name starts."""
    for size in gazetteer.longest_titles_by_first_word().get(words[i].bare, ()):
        part = words[i : i + size]
        if " ".join([word.bare for word in part]) in gazetteer.words("title") and _is_unbroken(part):
            return size
    is_shouted = words[i].bare.isupper() and words[i].bare.capitalize() in gazetteer.words("address")  # "MS SMITH:"
    return int(is_shouted or _is_capital_role(words, i))


def _is_capital_role(words: Words, i: int) -> bool:
    """Tell whether a role with a capital stands before a given name: "Founder Jane Roe"."""
    if i + 1 >= len(words) or not words[i + 1].joined or words[i + 1].bare not in gazetteer.words("given"):
        return False
    return words[i].bare.lower() in gazetteer.words("role")


def entry_at(words: Words, i: int) -> tuple[int, Entry] | None:
    """Return the longest known name that starts at word `i`, with its number of words."""
    sizes, first = gazetteer.longest_by_first_word(), words[i].key
    for size in sizes.get(first) or (sizes.get(first.capitalize(), ()) if len(first) > 2 and first.isupper() else ()):
        part = words[i : i + size]
        if size == 1 or (len(part) == size and _may_be_name(part)):
            entry = gazetteer.entries().get(_key_of(part) if size > 1 else first) or _dateline(part)
            if entry and not _is_shouted(words, i, size):
                return size, entry
    return None


def _may_be_name(part: Words) -> bool:
    """Tell whether words stand together and the second is one of a known name, or in capitals as in a dateline."""
    second = part[1]
    return (second.key in gazetteer.second_words() or second.bare.isupper()) and all(word.joined for word in part[1:])


def _key_of(part: Words) -> str:
    """Join the look-up forms of words, with the possessive endings inside: "People's Liberation Army"."""
    return " ".join([word.key + "'s" if word.possessive else word.key for word in part[:-1]] + [part[-1].key])


def _is_unbroken(part: Words) -> bool:
    return all(word.joined and not before.possessive for before, word in pairwise(part))


def _dateline(part: Words) -> Entry | None:
    """Return the state or place whose name is set in capitals, as in the dateline "NEW YORK (AP)"."""
    if not part[0].bare.isupper() or not all(word.bare.isupper() for word in part[1:]):
        return None
    if sum(len(word.bare) for word in part) < 4:
        return None
    entry = gazetteer.entries().get(" ".join(word.bare.capitalize() for word in part))
    return (
        entry
        if entry and entry.role in ("name", "capital") and entry.type in ("state", "place", "government")
        else None
    )


def _is_shouted(words: Words, i: int, size: int) -> bool:
    """Tell whether an acronym that is also a word ("US", "WHO") stands among words in capitals."""
    if size > 1 or words[i].bare not in ("US", "WHO", "IT", "AM", "LA"):
        return False
    around = [word.bare for word in (*words[max(0, i - 1) : i], *words[i + 1 : i + 2]) if len(word.bare) > 1]
    return bool(around) and all(word.isupper() and gazetteer.key(word) not in gazetteer.entries() for word in around)


def _run_at(words: Words, i: int, titled: bool) -> Name | None:
    """Return the capitalised run that starts at word `i`, typed by the evidence, or None if none does."""
    if not _may_start(words, i) and not titled:
        return None
    last = _run_end(words, i)
    i = _without_opener(words, i, last)
    if i >= last:
        return None
    last = with_complement(words, last)
    kind, evidence = type_of_run(words, i, last, titled)
    return Name(i, last, kind, evidence)


def _may_start(words: Words, i: int) -> bool:
    word = words[i]
    if not word.capital:
        return False
    if word.bare in gazetteer.words("closed"):
        return word.bare in gazetteer.words("closed_surname") and bare_at(words, i + 1) in gazetteer.words("report")
    return not (word.opens and word.bare in gazetteer.words("opener")) and not word.bare.endswith(_CONTRACTIONS)


def _known_name(words: Words, i: int, known: tuple[int, Entry]) -> Name:
    size, entry = known
    last = i + size
    if size > 1 and (words[i].bare == "the" or (entry.type == "medium" and words[i].bare == "The")):
        i += 1
    if entry.needs and last + 1 < len(words) and words[last].bare == "of":
        state = entry_at(words, last + 1)
        if state and state[1].type == "state":  # "Supreme Court of India"
            return Name(i, last + 1 + state[0], entry.type, "head")
    if words[last - 1].possessive or not goes_on(words, last):
        return Name(i, last, entry.type, "list", entry)
    end = _run_end(words, last) if not title_at(words, last) else last
    if end > last:
        head = words[end - 1].bare
        if entry.type != "person" and head in gazetteer.words("head_org") and entry.role != "people":
            return Name(i, with_complement(words, end), organisation_type(words, i, end), "head", entry)
        if bare_at(words, end) in gazetteer.words("noun_after") and entry.role == "demonym":
            return Name(i, end, "organisation", "noun", entry)
        if head in gazetteer.words("head_place") and entry.role != "people":
            return Name(i, end, "place", "head", entry)
        named = words[i].bare in gazetteer.words("given") and head not in gazetteer.words("head_event")
        if size == 1 and named and end - last <= 2:
            return Name(i, end, "person", "given")
    return Name(i, last, entry.type, "list", entry)


def _run_end(words: Words, i: int) -> int:
    """Return the end of the capitalised run that starts at word `i`: inner particles and initials belong to it."""
    j = i + 1
    while j < len(words) and j - i < MAX_RUN and words[j].joined and not words[j - 1].possessive:
        if not (_goes_on(words, i, j) if words[j].capital else _is_particle(words, j)):
            break
        j += 1
    return j


def _goes_on(words: Words, i: int, j: int) -> bool:
    """Tell whether the capitalised word `j` can belong to the run that starts at `i`."""
    word = words[j]
    if word.bare in gazetteer.words("closed") and not _is_initial(word):
        return word.bare in gazetteer.words("closed_surname") and words[j - 1].bare in gazetteer.words("given")
    if word.opens and word.bare in gazetteer.words("opener"):
        return False
    known = entry_at(words, j)
    if known:
        return _is_surname(words, i, j, known[0])
    ends = not goes_on(words, j + 1) and words[j - 1].bare in gazetteer.words("given")
    return ends or not _title_size(words, j)


def _is_initial(word: Word) -> bool:
    """Tell whether a word is one letter of a person's name: not the pronoun and not the article."""
    return len(word.bare) == 1 and (word.end - word.start == 2 or word.bare not in "IA")


def _is_particle(words: Words, j: int) -> bool:
    if j + 1 >= len(words) or not (words[j].bare == "&" or words[j].bare in gazetteer.words("particle")):
        return False
    return words[j + 1].joined and (words[j + 1].capital or words[j + 1].bare in gazetteer.words("particle"))


def _is_surname(words: Words, i: int, j: int, size: int) -> bool:
    """Tell whether a known place at `j` is the family name of a person who starts at `i`: "Michael Jordan"."""
    if words[j].bare in gazetteer.words("head_org"):
        return True
    return size == 1 and words[i].bare in gazetteer.words("given") and words[j].bare in gazetteer.words("place_surname")


def _without_opener(words: Words, i: int, last: int) -> int:
    """Return where the run starts without a word like "Former" at the start of a sentence."""
    if last - i < 2 or words[i].bare in gazetteer.words("given"):
        return i
    if words[i].opens and words[i].bare in gazetteer.words("title_modifier"):
        return i + 1
    common = words[i].bare in gazetteer.words("opener") or words[i].bare in gazetteer.words("head_event")
    return i + (common and words[i + 1].bare in gazetteer.words("given"))
