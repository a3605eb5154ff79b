"""Cues and what stands around them: the lexicon, the verb group, the subject before it, the content behind it."""

from functools import cache
from typing import NamedTuple

from newsactors import packaged
from newsactors.errors import ResourceError
from newsactors.positions import phrases
from newsactors.positions.phrases import Range, Sentence
from newsactors.positions.words import AUXILIARIES, BE, DAYS, LINKS, PRONOUNS, SUBORDINATORS, is_adverb, looks_finite

VERB_FORMS = ("base", "third", "past", "participle", "gerund")
_NOUN_FORMS = ("singular", "plural")
QUESTION_WORDS = frozenset("what how why whether if who where when".split())
JOINS = frozenset("and but or then".split())
_PREPOSITIONS = frozenset("for of about on against in with at over".split())  # that a lexicon entry may ask for
_OTHER_PREPOSITIONS = frozenset("by from across among between around within near off down than out up".split())
_CLAUSE_PRONOUNS = frozenset("i you he she it we they there".split())
_ADDRESSEES = frozenset("me him her them us you reporters journalists supporters".split())
_ADDRESSEE_ENDS = QUESTION_WORDS | frozenset("that to not against about : ,".split())
_INSERTIONS = frozenset(  # first words of an insertion between commas that is not an apposition
    "in on at by for with from after before during while when speaking citing using as who whose which though "
    "although however according like despite without asked if because since including too of meanwhile not himself "
    "herself".split()
)


class Cue(NamedTuple):
    """A word that can attribute: `takes` lists its constructions, `forms` the forms that the word at hand can be."""

    lemma: str
    word_class: str
    takes: frozenset[str]
    forms: frozenset[str]


@cache
def load_cues() -> dict[str, tuple[Cue, ...]]:
    """Return the entries of the cue lexicon, `resources/cues.csv`, by surface form in lower case, verbs before nouns.

    Raises `ResourceError` when the file is missing or lacks a column.

    >>> [(cue.lemma, cue.word_class, sorted(cue.forms)) for cue in load_cues()["claims"]]
    [('claim', 'verb', ['third']), ('claim', 'noun', ['plural'])]
    """
    try:
        table = packaged.rows("cues.csv")
        rows = [(row["lemma"], row["class"], row["forms"].split(), row["takes"].split()) for row in table]
    except KeyError as error:
        raise ResourceError(f"resources/cues.csv: cannot be read ({error!r}); install the package again") from error
    forms: dict[str, dict[tuple[str, str], Cue]] = {}
    for lemma, word_class, others, takes in sorted(rows, key=lambda row: row[1], reverse=True):
        names = VERB_FORMS if word_class == "verb" else _NOUN_FORMS
        for name, variants in zip(names, [lemma, *others], strict=False):
            for form in variants.split("|"):
                entries = forms.setdefault(form, {})
                known = entries.get((lemma, word_class), Cue(lemma, word_class, frozenset(takes), frozenset()))
                entries[lemma, word_class] = known._replace(forms=known.forms | {name})
    return {form: tuple(entries.values()) for form, entries in forms.items()}


def verb_group(sentence: Sentence, verb: int) -> int:
    """Return the first token of the verb group that ends with `verb`: auxiliaries, adverbs, "on Monday".

    >>> verb_group(phrases.plain_sentence("She has repeatedly said so"), 3)
    1
    """
    start = verb
    while start > 0 and not sentence.is_quoted(start - 1):
        word = sentence.words[start - 1]
        if word in AUXILIARIES or (is_adverb(word) and not sentence.is_capital(start - 1)):
            start -= 1
        elif word in DAYS and start > 1:
            start -= 1 + (sentence.words[start - 2] == "on")
        else:
            break
    return start


def is_finite(sentence: Sentence, i: int, cue: Cue, group: int) -> bool:
    """Tell whether the verb at `i`, its group beginning at `group`, can be finite and have a subject of its own.

    >>> [cue] = load_cues()["said"]
    >>> is_finite(phrases.plain_sentence("She said so"), 1, cue, 1)
    True
    """
    auxiliaries = [word for word in sentence.words[group:i] if word in AUXILIARIES]
    if sentence.is_capital(i) and not _is_headline(sentence):
        return False
    if cue.forms & {"third", "base"} and looks_finite(sentence.word(i + 1)):  # a noun: "the calls failed"
        return False
    if cue.forms & {"third", "past"} and not auxiliaries:
        return sentence.word(i + 1) != "by" or "past" not in cue.forms
    if "base" in cue.forms:
        return bool(auxiliaries) or "noun" not in cue.takes or _is_plural(sentence.word(group - 1))
    if "participle" in cue.forms:
        return not {"has", "have", "had"}.isdisjoint(auxiliaries)
    return "gerund" in cue.forms and not BE.isdisjoint(auxiliaries)


def _is_headline(sentence: Sentence) -> bool:
    return 2 * sum(sentence.is_capital(i) for i in range(len(sentence.words))) > len(sentence.words)


def _is_plural(word: str) -> bool:
    """Tell whether a word is likely to be a plural noun or a pronoun that takes the base form of a verb."""
    if word in ("i", "you", "we", "they", "who", "many", "some", "others", "people", "critics", "percent"):
        return True
    return word.endswith("s") and not word.endswith(("'s", "ss", "us", "is"))


def subject_before(sentence: Sentence, group: int) -> Range | None:
    """Return the noun phrase that ends just before the verb group, with its apposition, or None.

    >>> subject_before(phrases.plain_sentence("Ann Smith, the mayor, said so"), 6)
    (0, 5)
    """
    last = group - 1
    if last < 0 or sentence.is_quoted(last):
        return None
    if sentence.words[last] not in (",", ")", "-", "–", "—"):
        return phrases.noun_phrase_before(sentence, last)
    opening = phrases.matching_mark(sentence, last)
    head = phrases.noun_phrase_before(sentence, opening - 1)
    if head is None:
        return None
    if sentence.words[head[1] - 1].isdigit() and sentence.word(head[0] - 1) == ",":  # "Ann Smith, 66, a nurse,"
        head = phrases.noun_phrase_before(sentence, head[0] - 2) or head
    inner = sentence.words[opening + 1]
    apposition = sentence.words[last] == ")" or not (inner in _INSERTIONS or inner.endswith("ing"))
    return (head[0], last) if apposition else head


def leading_subject(sentence: Sentence, before: int) -> Range | None:
    """Return the noun phrase that opens the sentence, for a verb at `before` or later that shares its subject.

    An opening adverbial is passed over where a comma ends it.

    >>> leading_subject(phrases.plain_sentence("On Monday, the minister left, adding that talks failed"), 6)
    (3, 5)
    """
    words = sentence.words
    first = next((i for i in range(before) if words[i][0].isalnum()), before)
    opening = sentence.word(first)
    adverbial = opening in LINKS | SUBORDINATORS | JOINS or opening.endswith("ing")
    if adverbial and "," in words[first:before]:
        first = words.index(",", first) + 1
    if first >= before or sentence.is_quoted(first):
        return None
    if words[first].partition("'")[0] in PRONOUNS:
        return (first, first + 1)
    phrase = phrases.noun_phrase_after(sentence, first)
    if phrase is None:
        return None
    stops = (i for i in range(first + 1, phrase[1]) if looks_finite(words[i]) or is_adverb(words[i]))
    return (first, _end_of_apposition(sentence, next(stops, phrase[1])))


def _end_of_apposition(sentence: Sentence, end: int) -> int:
    """Return the end of the apposition that begins behind `end`, where two commas enclose one, or else `end`."""
    phrase = phrases.noun_phrase_after(sentence, end + 1) if sentence.word(end) == "," else None
    return phrase[1] if phrase and sentence.word(phrase[1]) == "," else end


def content_after(sentence: Sentence, cue: Cue, i: int) -> tuple[int, int | None]:
    """Return the end of the cue that begins at `i` and the first token of the content behind it, or None for that.

    Particles and prepositions that the lexicon allows belong to the cue; adverbs, dates, the occasion of speaking and
    the person spoken to are passed over. A colon at the end of a sentence gives the token after the last one.

    >>> [cue] = load_cues()["told"]
    >>> content_after(phrases.plain_sentence("She told reporters on Monday that talks failed"), cue, 1)
    (2, 5)
    """
    words, takes, end = sentence.words, cue.takes, i + 1
    end += sentence.word(end) in ("out", "up") and sentence.word(end) in takes
    at = phrases.skip_adverbials(sentence, end)
    if at + 1 < len(words) and (words[at] in _PREPOSITIONS & takes or (words[at] == "to" and "to_np" in takes)):
        return at + 1, at + 1
    if "person" in takes and at < len(words):
        at = _skip_addressee(sentence, at)
        if sentence.word(at) in _PREPOSITIONS & takes:
            return end, at
    return end, _content_start(sentence, takes, at)


def _skip_addressee(sentence: Sentence, at: int) -> int:
    """Return the first token behind the person spoken to: "told [reporters on Thursday] that"."""
    for k in range(at, min(at + 14, len(sentence.words))):
        if sentence.words[k] in _ADDRESSEE_ENDS or (k > at and sentence.is_quoted(k)):
            return k
    phrase = phrases.noun_phrase_after(sentence, at)
    end = at + 1 if sentence.words[at] in _ADDRESSEES else phrase[1] if phrase else at
    after = phrases.skip_adverbials(sentence, end)
    return after if sentence.word(after)[:1].isalnum() else at


def _content_start(sentence: Sentence, takes: frozenset[str], at: int) -> int | None:
    """Return where content begins at or just behind token `at`, or None where it does not."""
    word = sentence.word(at)
    if sentence.is_quoted(at):
        return at
    if word == ":" or (word == "," and sentence.is_quoted(at + 1)):
        return at + 1
    if not word or not (word[0].isalnum() or word in "$#@("):
        return None
    if word == "to" or (word == "not" and sentence.word(at + 1) == "to"):
        return at if takes & {"to", "person"} else None
    if word == "that" or word in QUESTION_WORDS:
        return at
    if word in JOINS or word in SUBORDINATORS or word in _PREPOSITIONS or word in _OTHER_PREPOSITIONS:
        return None
    return at if takes & {"object", "person"} or ("that" in takes and _opens_clause(sentence, at)) else None


def _opens_clause(sentence: Sentence, at: int) -> bool:
    """Tell whether a clause without "that" begins at `at`: with a pronoun, or with a finite verb not far on."""
    if sentence.words[at].partition("'")[0] in _CLAUSE_PRONOUNS:
        return True
    near = sentence.words[at + 1 : at + 16]
    return any(looks_finite(word) or word.endswith("n't") or _is_third_person(word) for word in near)


def _is_third_person(word: str) -> bool:
    return any("third" in cue.forms for cue in load_cues().get(word, ()))
