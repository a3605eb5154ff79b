"""Cut a text into articles, paragraphs, sentences and quotations, all of them spans of the text as given.

| unit | what bounds it here |
|---|---|
| article | a line without a final stop that is not a headline: where a scraper cut, or an article's last line |
| paragraph | a line |
| sentence | a final stop before a capital, an opening mark or a digit; a seam (see `cleaning.find_seams`); a line end |
| quotation | an opening mark and its closing mark; where that is missing, the end of the paragraph |
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsactors.cleaning import ends_with_stop, find_seams
from newsactors.spans import Span, lines, trim

# Abbreviations that stand before a name or a number and so do not end a sentence, whatever follows.
_BEFORE_NAMES = frozenset(
    "adm atty brig capt cmdr col cpl det dr fr gen gov hon insp lt maj mme mr mrs ms mx messrs pres prof rep "
    "reps rev sen sens sgt sir st supt vs ft mt cf eg ie viz".split()
)
# Abbreviations that stand before a number; before anything else they are words that end a sentence ("She said no.").
_BEFORE_NUMBERS = frozenset("no nos fig figs art sec vol vols pp ca".split())
# Abbreviations that end a sentence only when the next word cannot go on with the same one.
_MAY_END = frozenset(
    "a.m am p.m pm u.s u.k u.n e.u d.c l.a inc corp co ltd llc plc jr sr bros etc al jan feb mar apr jun jul aug sep "
    "sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd dept est".split()
)
# Words that start a sentence far more often than they go on with a name after such an abbreviation.
_STARTERS = frozenset(
    "the a an this that these those he she it they we i you his her its their our there here but and in on at for from "
    "as after before when while if although however meanwhile yet so what who why how where".split()
)
_STOP = re.compile(r"(?:(?<![.!?])[.!?]++|…)[\"”’'»)\]]*+(?=\s++[\"“‘'«(\[–—-]*[^\W_a-z])")
_LAST_WORD = re.compile(r"[\w.]*$")
_NEXT_WORDS = re.compile(r"\s+([\"“‘'«(\[–—-]*)([^\W_]+)((?:\s+[\w.’'-]+){0,4})")
# After a question or exclamation inside the marks, a name and one of these verbs belong to the same sentence.
_SAYS = re.compile(
    r"\b(?:said|says|asked|asks|told|tells|wrote|writes|added|adds|replied|shouted|wondered|joked|tweeted)\b"
)

# Longer than nearly all headlines of newspapers, shorter than texts cut at 140 characters. Chosen by hand.
_HEADLINE_WORDS = 16
_DOUBLE = re.compile(r"[“”\"„]|''|``")
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])[’'](?![\w’'])")


class Quotation(NamedTuple):
    """A quoted stretch with its marks, `text[start:end]`.

    `closed` is False where no closing mark was found: the quotation then ends with its paragraph, and may go on in the
    next one.
    """

    start: int
    end: int
    closed: bool


def split_articles(text: str) -> list[Span]:
    r"""Cut an undelimited stream, one paragraph a line, into articles, in order.

    An article ends with a line that has no final stop, unless that line is short enough to be a headline with a text
    below it. Every non-space character lies in exactly one article; a text without any such line is one article.

    Do not use it where articles are delimited already, nor on a stream of whole articles that all end with a stop: it
    sees no boundary between those. Measured on streams made of PolNeAR development articles, F1 of boundaries: 56 to 67
    where half of the articles are stubs cut at 160 characters or bytes, 0 where none is cut.

    >>> stream = "Talks failed.\nBoth sides blame each other, as they have done on every one of the last seven "
    >>> stream += "occasions on which they met\nRain is expected in the north of the coun"
    >>> [span.of(stream).split()[0] for span in split_articles(stream)]
    ['Talks', 'Rain']
    """
    articles: list[Span] = []
    start = None
    found = lines(text)
    for number, line in enumerate(found):
        start = line.start if start is None else start
        below = found[number + 1] if number + 1 < len(found) else None
        if below is None or (not ends_with_stop(line.of(text)) and not _is_headline(line.of(text), below.of(text))):
            articles.append(Span(start, line.end))
            start = None
    return articles


def split_paragraphs(text: str) -> list[Span]:
    r"""Return the lines of a text that hold anything, without the space around them.

    >>> split_paragraphs("One.\n\n  Two.\n")
    [Span(start=0, end=4), Span(start=8, end=12)]
    """
    return lines(text)


def split_sentences(text: str) -> list[Span]:
    """Cut a text into sentences, in order; a sentence never crosses a line end.

    Works on raw text as well as on clean text: seams are sentence ends. Abbreviations, initials and the attribution
    behind a quoted question are looked at; a spaced ellipsis is not. Every non-space character lies in exactly one
    sentence. Measured on UD English, F1 of boundaries inside paragraphs: GUM speech 99.6, EWT weblog 96.7, GUM
    interview 94.7, EWT e-mail, where stops are missing, 71.6.

    >>> text = "Gen. Smith met J. R. Jones at 5 p.m. in the U.S. The talks failed. “Why?” Mr Jones asked."
    >>> [span.of(text) for span in split_sentences(text)]
    ['Gen. Smith met J. R. Jones at 5 p.m. in the U.S.', 'The talks failed.', '“Why?” Mr Jones asked.']
    """
    return [sentence for line in lines(text) for sentence in _sentences_of(text, line)]


def find_quotations(text: str) -> list[Quotation]:
    r"""Find the outermost quotations of a text, in order and without overlap.

    Curly, straight and doubled marks; single marks only where both are found in the paragraph, since one alone is an
    apostrophe. Scare quotes and titles are quotations too: nothing here tells them from speech.

    >>> text = "‘We won’t go,’ he said. The “deal” was signed.\n“We hope it holds."
    >>> [(text[q.start : q.end], q.closed) for q in find_quotations(text)]
    [('‘We won’t go,’', True), ('“deal”', True), ('“We hope it holds.', False)]
    """
    return [quotation for line in lines(text) for quotation in _quotations_of(text, line)]


def _is_headline(line: str, below: str) -> bool:
    return len(line.split()) <= _HEADLINE_WORDS and len(line) < len(below)


def _sentences_of(text: str, line: Span) -> Iterator[Span]:
    piece = line.of(text)
    ends = {match.end() for match in _STOP.finditer(piece) if _is_end(piece, match)}
    ends |= {at for at, _ in find_seams(piece)}
    start = 0
    for end in [*sorted(ends), len(piece)]:
        sentence = trim(text, line.start + start, line.start + end)
        if sentence.end > sentence.start:
            yield sentence
        start = end


def _is_end(line: str, stop: re.Match[str]) -> bool:
    """Decide whether a stop before a capital ends its sentence."""
    mark, following = stop.group(), _NEXT_WORDS.match(line, stop.end())
    before = (_LAST_WORD.search(line, max(0, stop.start() - 20), stop.start()) or stop).group()
    opening, word, rest = following.groups() if following else ("", "", "")
    if mark == ".":
        if before.lower() in _BEFORE_NAMES:
            return False
        if before.lower() in _BEFORE_NUMBERS:
            return not word[:1].isdigit()
        if before.lower() in _MAY_END or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", before):
            return bool(opening) or word.lower() in _STARTERS
        if re.fullmatch(r"[A-HJ-Z]", before):  # an initial, as in "J. R. Jones"; "I" is a word
            return word.lower() in _STARTERS and len(word) > 1
    asks = mark[0] in "!?" and mark[-1] in "\"”’'" and not opening
    return not (asks and _SAYS.search(f"{word}{rest}"))


def _quotations_of(text: str, line: Span) -> Iterator[Quotation]:
    at, double = line.start, _DOUBLE.search(text, line.start, line.end)
    while at < line.end:
        if double and double.start() < at:
            double = _DOUBLE.search(text, at, line.end)
        single = _single_quotation(text, at, double.start() if double else line.end, line.end)
        if single:
            yield single
            at = single.end
        elif double is None:
            return
        elif double.group() == "”":  # a closing mark without its opening one says nothing certain
            at = double.end()
        else:
            closing = re.compile("”" if double.group() in "“„" else "''" if double.group() in ("''", "``") else '"')
            close = closing.search(text, double.end(), line.end)
            at = close.end() if close else line.end
            yield Quotation(double.start(), at, close is not None)


def _single_quotation(text: str, at: int, before: int, end: int) -> Quotation | None:
    """Return the quotation in single marks that opens first between `at` and `before`, if one does and is closed."""
    opening = _SINGLE_OPEN.search(text, at, before)
    close = _SINGLE_CLOSE.search(text, opening.end(), end) if opening else None
    return Quotation(opening.start(), close.end(), True) if opening and close else None
