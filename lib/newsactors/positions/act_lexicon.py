"""The lexicon of acts, `resources/acts.csv`: cues and words of the content, found in a row of words."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from newsactors import packaged
from newsactors.errors import ResourceError
from newsactors.positions.cues import load_cues
from newsactors.positions.words import ADVERBS, POSSESSIVES, is_adverb

# Contractions are written out, so that "didn't" holds a negation and "we'll" a subject and a verb; marks are set apart.
# Plain replacements take a third of the time of a regular expression.
_APOSTROPHES = (
    *(("can't", "can not"), ("won't", "will not"), ("n't", " not"), ("'ll", " will"), ("'d ", " would ")),
    *(("' ", " ' "), (" '", " ' "), ("'s ", " 's "), ("'re ", " 're "), ("'ve ", " 've "), ("'m ", " 'm ")),
)
_MARKS = tuple((mark, f" {mark} ") for mark in '“”"‘«»()?!;:,–—')
_DOUBLED = frozenset(
    "ban bar blog brag cancel chip clap commit compel crop cut drag drop forget get grab grin hit jab knit let nod "
    "pan pin plan plod prod put quit rap rebut rip rub rebel run scrap set shred shrug shun shut sit slam slap snub "
    "spin step stop strip submit swat tap tip travel trim vet win wrap chat pat dig spur tug concur defer confer refer "
    "admit permit label model signal counsel level hug bid forbid equip begin".split()
)
_IRREGULAR = {  # past and past participle; what `cues.csv` has is taken from there
    base: forms
    for base, *forms in (
        entry.split("/")
        for entry in (
            "bear/bore/borne beat/beat/beaten begin/began/begun bid/bade|bid/bid|bidden bind/bound/bound "
            "bite/bit/bitten break/broke/broken bring/brought/brought build/built/built "
            "burn/burned|burnt/burned|burnt buy/bought/bought cast/cast/cast choose/chose/chosen come/came/come "
            "cut/cut/cut dig/dug/dug do/did/done draw/drew/drawn drive/drove/driven fall/fell/fallen "
            "fight/fought/fought forbid/forbade/forbidden forgive/forgave/forgiven get/got/got|gotten "
            "give/gave/given go/went/gone have/had/had hear/heard/heard hit/hit/hit hold/held/held hurt/hurt/hurt "
            "keep/kept/kept lay/laid/laid lead/led/led lean/leaned|leant/leant leave/left/left let/let/let "
            "lose/lost/lost make/made/made mean/meant/meant meet/met/met override/overrode/overridden "
            "pay/paid/paid put/put/put quit/quit/quit ring/rang/rung rise/rose/risen run/ran/run sell/sold/sold "
            "send/sent/sent set/set/set shoot/shot/shot shrink/shrank/shrunk shut/shut/shut sing/sang/sung "
            "sit/sat/sat spell/spelled|spelt/spelled|spelt spend/spent/spent spin/spun/spun stand/stood/stood "
            "steal/stole/stolen stick/stuck/stuck strike/struck/struck strive/strove/striven take/took/taken "
            "tear/tore/torn throw/threw/thrown understand/understood/understood uphold/upheld/upheld win/won/won "
            "withdraw/withdrew/withdrawn withhold/withheld/withheld withstand/withstood/withstood"
        ).split()
    )
}
_ABBREVIATIONS = frozenset("mr mrs ms dr gen sen rep gov lt col st".split())
_PASSED_OVER = POSSESSIVES | ADVERBS | frozenset("a an the any some such it them him".split())
_PARTS = {"content": "content", "modal": "content", "deed": "deed"}
SENTENCE_ENDS = frozenset(".?!")
_MOST_PASSED_OVER = 2  # "give [his] backing", "rule [it] out"


class Entry(NamedTuple):
    """A row of the lexicon; `act` may be "say" or "think" (the content decides) or "void" (nothing is stated)."""

    lemma: str
    word_class: str
    when: str
    act: str
    negated: str


class Hit(NamedTuple):
    """A lemma in a row of words: where it begins and ends, and its entries, those with a condition first."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class Lemmas(NamedTuple):
    """What begins with one word: the word alone, and longer lemmas by their second word, the longest first."""

    alone: tuple[Entry, ...]
    longer: dict[str, tuple[tuple[tuple[str, ...], tuple[Entry, ...]], ...]]


Lexicon = dict[str, Lemmas]


def split_words(text: str) -> list[str]:
    """Return words in lower case and punctuation marks, contractions written out.

    >>> split_words("She didn’t say: “We’ll go.”")
    ['she', 'did', 'not', 'say', ':', '“', 'we', 'will', 'go', '.', '”']
    """
    text = text.lower().replace("’", "'").replace("cannot", "can not") + " "
    for mark, apart in _MARKS:
        if mark in text:
            text = text.replace(mark, apart)
    if "'" in text:
        for short, long in _APOSTROPHES:
            text = text.replace(short, long)
    return text.replace("\n", " ").replace(". ", " . ").split()


def ends_sentence(words: Sequence[str], at: int) -> bool:
    """Tell whether the word at `at` ends a sentence: a mark, but not the stop of "Mr." or of an initial.

    >>> ends_sentence(split_words("Mr. Smith left."), 1), ends_sentence(split_words("Mr. Smith left."), 4)
    (False, True)
    """
    if words[at] not in SENTENCE_ENDS:
        return False
    return words[at] != "." or at == 0 or not (len(words[at - 1]) == 1 or words[at - 1] in _ABBREVIATIONS)


@cache
def load_acts() -> dict[str, Lexicon]:
    """Return the lexicon in three parts, "cue", "content" and "deed", by the first word of a lemma in all its forms.

    Raises `ResourceError` when the file is missing or lacks a column.

    >>> [(entry.lemma, entry.act) for entry in load_acts()["cue"]["denied"].alone]
    [('deny', 'reject'), ('deny', 'deny')]
    """
    try:
        rows = [
            Entry(row["lemma"], row["class"], row["when"], row["act"], row["negated"])
            for row in packaged.rows("acts.csv")
        ]
    except KeyError as error:
        raise ResourceError(f"resources/acts.csv: lacks the column {error}; install newsactors again") from error
    found: dict[str, dict[str, dict[tuple[str, ...], tuple[Entry, ...]]]] = {
        part: {} for part in ("cue", "content", "deed")
    }
    for entry in rows:
        first, *rest = entry.lemma.split()
        part = found[_PARTS.get(entry.word_class, "cue")]
        for form in sorted(_forms(first, "verb" if entry.when == "self" else entry.word_class)):
            known = part.setdefault(form, {})
            known[tuple(rest)] = (*known.get(tuple(rest), ()), entry)
    return {name: {word: _by_second_word(lemmas) for word, lemmas in part.items()} for name, part in found.items()}


def _by_second_word(lemmas: dict[tuple[str, ...], tuple[Entry, ...]]) -> Lemmas:
    longer: dict[str, tuple[tuple[tuple[str, ...], tuple[Entry, ...]], ...]] = {}
    for rest, entries in sorted(lemmas.items(), key=lambda lemma: (-len(lemma[0]), lemma[0])):
        if rest:
            longer[rest[0]] = (*longer.get(rest[0], ()), (rest[1:], tuple(sorted(entries, key=_preference))))
    return Lemmas(tuple(sorted(lemmas.get((), ()), key=_preference)), longer)


def _preference(entry: Entry) -> tuple[bool, bool]:
    """Put entries with a condition before those without, and nouns before verbs."""
    return not entry.when, entry.word_class == "verb"


def _forms(word: str, word_class: str) -> set[str]:
    """Return the inflected forms of a lemma's first word, with -ise beside -ize."""
    if word_class in ("verb", "deed"):
        spellings = {word, re.sub("ize$", "ise", word)}
        return {form for spelling in spellings for form in _verb_forms(spelling)}
    return {word, _with_s(word)} if word_class == "noun" else {word}


@cache
def _known_forms() -> dict[str, set[str]]:
    """Return the forms of the verbs that `cues.csv` writes out, by base form."""
    forms: dict[str, set[str]] = {}
    for form, cues in load_cues().items():
        for cue in cues:
            if cue.word_class == "verb":
                forms.setdefault(cue.lemma, set()).add(form)
    return forms


def _verb_forms(base: str) -> set[str]:
    """Return base, third person, past, participle and gerund.

    >>> sorted(_verb_forms("veto")), sorted(_verb_forms("give"))
    (['veto', 'vetoed', 'vetoes', 'vetoing'], ['gave', 'give', 'given', 'gives', 'giving'])
    """
    if base in _known_forms():
        return _known_forms()[base]
    if base == "be":
        return {"be", "is", "are", "was", "were", "been", "being", "am"}
    third = "has" if base == "have" else _with_s(base)
    stem = base + base[-1] if base in _DOUBLED else base
    if base.endswith("e") and not base.endswith("ee"):
        past, gerund = base + "d", base[:-1] + "ing"
    else:
        past = base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeou" else stem + "ed"
        gerund = stem + "ing"
    pasts = {form for forms in _IRREGULAR.get(base, [past]) for form in forms.split("|")}
    american = {base + "ed", base + "ing"} if stem.endswith("ll") and base in _DOUBLED else set()
    return {base, third, gerund} | pasts | american


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh", "eto", "cho", "go")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeou" else word + "s"


def hits(words: Sequence[str], lexicon: Lexicon, stop: int) -> Iterator[Hit]:
    """Yield what the lexicon knows in a row of words, from left to right, that begins before word `stop`.

    Of several lemmas that begin at one word the longest counts; hits do not overlap.

    >>> [hit.entries[0].lemma for hit in hits("gave its backing to".split(), load_acts()["cue"], 4)]
    ['give backing']
    """
    at = 0
    while at < stop:
        hit = hit_at(words, at, lexicon)
        if hit:
            yield hit
        at = hit.end if hit else at + 1


def hit_at(words: Sequence[str], at: int, lexicon: Lexicon) -> Hit | None:
    """Return the longest lemma that begins at the word `at`, articles and adverbs inside it passed over, or None."""
    lemmas = lexicon.get(words[at])
    if lemmas is None:
        return None
    if lemmas.longer:
        for second in range(at + 1, min(at + 2 + _MOST_PASSED_OVER, len(words))):
            for rest, entries in lemmas.longer.get(words[second], ()):
                end = _match(words, second + 1, rest) if rest else second + 1
                if end is not None:
                    return Hit(at, end, entries)
            if not _is_passed_over(words[second]):
                break
    return Hit(at, at + 1, lemmas.alone) if lemmas.alone else None


def _is_passed_over(word: str) -> bool:
    return word in _PASSED_OVER or (word[-2:] == "ly" and is_adverb(word))


def _match(words: Sequence[str], at: int, rest: Sequence[str]) -> int | None:
    """Return the end of `rest` in `words` from `at` on, or None."""
    for wanted in rest:
        end = min(at + 1 + _MOST_PASSED_OVER, len(words))
        while at < end and words[at] != wanted and _is_passed_over(words[at]):
            at += 1
        if at >= end or words[at] != wanted:
            return None
        at += 1
    return at
