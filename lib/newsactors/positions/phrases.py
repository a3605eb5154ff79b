"""Noun phrases and adverbials, found without a parser: the ground on which the attribution rules stand.

Every function works on the token indices of one `Sentence`; a `Range` of tokens is end-exclusive. The walks stop at
function words, marks and capitals. That is fast and easy to check by eye, and wrong where only syntax could tell: a
list of names, a phrase with a clause inside, a verb that no list here holds.
"""

from typing import NamedTuple

from newsactors.positions.words import (
    ADJUNCTS,
    BARE_DETERMINERS,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    FINITE,
    LINKS,
    MONTHS,
    OCCASION_LINKS,
    OCCASIONS,
    OUTSIDE_PHRASES,
    PERIODS,
    PRONOUNS,
    SUBORDINATORS,
    is_adverb,
    looks_finite,
)
from newsactors.spans import Span, tokens

_LONGEST_PHRASE = 18  # tokens; longer walks are far more often a missed verb than a longer name

Range = tuple[int, int]


class Sentence(NamedTuple):
    """One sentence as tokens.

    `words[i]` is token `i` in lower case with straight apostrophes; `quoted[i]` the number of its quotation, or -1.

    >>> sentence = plain_sentence("Ann spoke.")
    >>> sentence.is_capital(0), sentence.is_quoted(0), sentence.word(1), sentence.word(9), sentence.span_of((0, 2))
    (True, False, 'spoke', '', Span(start=0, end=9))
    """

    text: str
    span: Span
    tokens: list[Span]
    words: list[str]
    quoted: list[int]

    def is_capital(self, i: int) -> bool:
        """Tell whether token `i` begins with a capital letter."""
        return self.text[self.tokens[i].start].isupper()

    def is_quoted(self, i: int) -> bool:
        """Tell whether there is a token `i` and it lies in a quotation."""
        return 0 <= i < len(self.quoted) and self.quoted[i] >= 0

    def word(self, i: int) -> str:
        """Return word `i`, or an empty string outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def span_of(self, tokens: Range) -> Span:
        """Return the characters that a non-empty range of tokens covers."""
        return Span(self.tokens[tokens[0]].start, self.tokens[tokens[1] - 1].end)


def plain_sentence(text: str) -> Sentence:
    """Return one sentence without quotations as tokens, to try a rule on.

    >>> plain_sentence("The mayor didn’t speak.").words
    ['the', 'mayor', "didn't", 'speak', '.']
    """
    words = tokens(text)
    lowered = [word.of(text).lower().replace("’", "'") for word in words]
    return Sentence(text, Span(0, len(text)), words, lowered, [-1] * len(words))


def is_clause(sentence: Sentence, end: int) -> bool:
    """Tell whether the words before `end` hold a finite verb or a quotation.

    >>> is_clause(plain_sentence("On Monday, she left."), 2), is_clause(plain_sentence("She had left."), 3)
    (False, True)
    """
    return any(looks_finite(sentence.words[i]) or sentence.is_quoted(i) for i in range(end))


def is_nominal(sentence: Sentence, i: int) -> bool:
    """Tell whether token `i` can be part of a noun phrase, as far as its form shows.

    >>> sentence = plain_sentence("Officials in Berlin said")
    >>> [sentence.words[i] for i in range(4) if is_nominal(sentence, i)]
    ['officials', 'berlin']
    """
    word = sentence.word(i)
    if not word or sentence.is_quoted(i) or not word[0].isalnum() or word in LINKS or word in DAYS:
        return False
    return not (word in SUBORDINATORS or word in CONJUNCTIONS or word in FINITE or word in OUTSIDE_PHRASES)


def opens_phrase(sentence: Sentence, i: int) -> bool:
    """Tell whether a noun phrase can begin or go on with token `i`.

    >>> sentence = plain_sentence("of the city")
    >>> [opens_phrase(sentence, i) for i in range(4)]
    [False, True, True, False]
    """
    return is_nominal(sentence, i) or sentence.word(i) in DETERMINERS


def matching_mark(sentence: Sentence, last: int) -> int:
    """Return the mark that opens the insertion between commas, dashes or brackets that ends at `last`, or -1.

    >>> matching_mark(plain_sentence("Ann Smith, the mayor, said"), 5)
    2
    """
    mark = "(" if sentence.words[last] == ")" else sentence.words[last]
    places = range(last - 1, max(-1, last - 30), -1)
    return next((i for i in places if sentence.words[i] == mark and not sentence.is_quoted(i)), -1)


def noun_phrase_before(sentence: Sentence, last: int) -> Range | None:
    """Return the noun phrase whose last token is `last`, walking left, or None where there is none.

    >>> sentence = plain_sentence("On Monday the head of the agency said")
    >>> sentence.span_of(noun_phrase_before(sentence, 6)).of(sentence.text)
    'the head of the agency'
    """
    if sentence.word(last) in PRONOUNS and not sentence.is_quoted(last):
        return (last, last + 1) if sentence.words[last] not in ("that", "this") else None
    if not is_nominal(sentence, last) and sentence.word(last) != ")":
        return None
    start, i, joint = last + 1, last, last + 1
    while i >= 0 and last - i < _LONGEST_PHRASE and not sentence.is_quoted(i):
        word = sentence.words[i]
        if word == ")":
            i = matching_mark(sentence, i)
        elif word in DETERMINERS:
            start = i
            if sentence.word(i - 1) not in LINKS or not is_nominal(sentence, i - 2):
                break
            i -= 1
        elif word in LINKS or word in ("and", "or", "&"):
            if not _goes_on_left(sentence, i):
                break
            joint = i if word in ("and", "or") else joint
        elif is_nominal(sentence, i) and not _is_verb(sentence, i, last):
            start = i
        elif not (word in (".", "-", "/") and i < last):
            break
        i -= 1
    if start < joint <= last and sentence.word(i) in FINITE:  # "left the talks and ministers said"
        start = joint + 1
    return _without_lead(sentence, start, last + 1)


def _goes_on_left(sentence: Sentence, i: int) -> bool:
    """Tell whether a phrase goes on to the left of a preposition or conjunction."""
    if sentence.words[i] in LINKS:
        return is_nominal(sentence, i - 1)
    return is_nominal(sentence, i - 1) and (sentence.is_capital(i - 1) or not sentence.is_capital(i + 1))


def _is_verb(sentence: Sentence, i: int, last: int) -> bool:
    """Tell whether the form in -ed at `i` is a verb behind its subject rather than an adjective or an adjunct."""
    word = sentence.words[i]
    if not looks_finite(word) or sentence.is_capital(i) or i == last or word in ADJUNCTS:
        return False
    return is_nominal(sentence, i - 1) and sentence.words[i - 1] not in DETERMINERS


def _without_lead(sentence: Sentence, start: int, end: int) -> Range | None:
    """Drop from the front of a phrase what belongs to the words before it: "in the debate Smith", "last week Smith"."""
    words = sentence.words
    while start < end and (is_adverb(words[start]) or words[start] in DAYS or not words[start][0].isalnum()):
        start += 1
    leads = sentence.word(start - 1) in LINKS or sentence.word(start) in ("last", "this")
    if start < end - 1 and leads and sentence.is_capital(end - 1):
        first = end - 1
        while first > start and (sentence.is_capital(first - 1) or words[first - 1] in (".", "of", "and")):
            first -= 1
        start = first if any(not sentence.is_capital(i) for i in range(start, first)) else start
    start += start < end - 1 and words[start] == "that"
    if start >= end or words[end - 1] in BARE_DETERMINERS:
        return None
    alone = end - start == 1 and words[start].endswith("ing") and not sentence.is_capital(start)
    return None if alone else (start, end)


def noun_phrase_after(sentence: Sentence, first: int) -> Range | None:
    """Return the noun phrase that begins at `first`, walking right, or None where there is none.

    >>> sentence = plain_sentence("said the head of the agency on Monday")
    >>> sentence.span_of(noun_phrase_after(sentence, 1)).of(sentence.text)
    'the head of the agency'
    """
    words, i = sentence.words, first
    if sentence.word(first) in PRONOUNS and not is_nominal(sentence, first + 1):
        return (first, first + 1)
    while i < len(words) and not sentence.is_quoted(i):
        if words[i] in LINKS or words[i] in ("and", "&"):
            if i == first or skip_adverbials(sentence, i) > i or not opens_phrase(sentence, i + 1):
                break
        elif not (opens_phrase(sentence, i) or words[i] in ("(", ")")) and not (
            words[i] == "." and i + 1 < len(words) and sentence.is_capital(i - 1)
        ):
            break
        i += 1
    while i > first and (words[i - 1] in LINKS or is_adverb(words[i - 1]) or words[i - 1] in ("and", "(")):
        i -= 1
    return (first, i) if i > first else None


def skip_adverbials(sentence: Sentence, i: int) -> int:
    """Return the first token from `i` on that is not part of an adverb, a date or the occasion of speaking.

    >>> skip_adverbials(plain_sentence("said on Monday in a statement that"), 1)
    6
    """
    while i < len(sentence.words) and not sentence.is_quoted(i):
        word, following = sentence.words[i], sentence.word(i + 1)
        if is_adverb(word) or word in DAYS:
            i += 1
        elif word in ("on", "in", "late", "early", "since") and (following in DAYS | MONTHS or following.isdigit()):
            i += 2
        elif word in ("last", "this", "next", "earlier", "that") and following in DAYS | PERIODS | {"this"}:
            i += 2 + (following == "this")
        elif word in ("in", "at", "during", "on", "to", "via", "through") and (end := _occasion(sentence, i + 1)):
            i = end
        else:
            break
    return i


def _occasion(sentence: Sentence, i: int) -> int:
    """Return the end of an occasion of speaking that begins at `i`, or 0: "an interview with the paper"."""
    for k in range(i, i + 6):
        if sentence.word(k) in OCCASIONS:
            end = k + 1
            if sentence.word(end) in OCCASION_LINKS and not _occasion(sentence, end + 1):
                end += 1
                while opens_phrase(sentence, end) and sentence.words[end] != "that":
                    end += 1
            return end
        if not opens_phrase(sentence, k) or sentence.word(k) == "that":
            return 0
    return 0
