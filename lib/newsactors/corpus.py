"""Read documents, cut them into articles, and say what every column of the five tables means."""

import json
import os
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import NamedTuple, TypeVar

import pandas as pd

from newsactors import segmentation
from newsactors.cleaning import INVISIBLE, CleanText, Edit, Tag, clean, ends_with_stop
from newsactors.decoding import decode
from newsactors.errors import DocumentError, EmptyDocumentError, LongLineError, MissingDocumentError
from newsactors.schema import conform
from newsactors.spans import Span, index_holding, trim, words

# The longest line accepted, in characters: more than a hundred times the longest article of PolNeAR (33,672).
LONGEST_LINE = 5_000_000
_VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")
Found = TypeVar("Found", Edit, Tag)


class Document(NamedTuple):
    """A file as received: its `name` in every table, and its `raw` text, character for character."""

    name: str
    raw: str


@dataclass(frozen=True)
class Article:
    """One article of a document: `span` is its place in the document's clean text, `text` that place's text.

    Offsets of an article count from its own beginning; `to_raw` leads from there to the document's raw text.
    """

    article_id: str
    document: Document
    cleaned: CleanText
    span: Span

    @cached_property
    def text(self) -> str:
        """Return the article's clean text."""
        return self.span.of(self.cleaned.text)

    @cached_property
    def sentences(self) -> list[Span]:
        """Return the sentences of the text, in order."""
        return segmentation.split_sentences(self.text)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Return the paragraphs of the text, in order."""
        return segmentation.split_paragraphs(self.text)

    def to_raw(self, start: int, end: int) -> Span:
        """Return the span of the document's raw text behind a span of this article's text."""
        return self.cleaned.to_raw(*Span(start, end).shift(self.span.start))

    def tag_of(self, start: int, end: int) -> str:
        """Return the kind of the boilerplate tag that covers a span of this article's text, or an empty string."""
        raw = self.to_raw(start, end)
        kinds, places = self.cleaned.boilerplate
        at = index_holding(places, raw)
        return "" if at is None else kinds[at]


def read(path: str | PurePath, *, name: str = "", encoding: str = "utf-8") -> Document:
    """Read one text file without changing a character; line ends and a byte-order mark stay in `raw`.

    `name` stands for the document in the tables; it is the file's name unless given.

    Raises `MissingDocumentError`, `EmptyDocumentError`, `BinaryDocumentError`, `DocumentEncodingError` (with the byte
    offset) or `LongLineError`, all of them `DocumentError`s, as is what is raised for a name that no table can hold.

    >>> read("no-such-file.txt")
    Traceback (most recent call last):
    newsactors.errors.MissingDocumentError: no-such-file.txt: there is no such file; check the name and the folder
    """
    # A name that is not UTF-8 could not be printed everywhere.
    place = str(path).encode("utf-8", "backslashreplace").decode("utf-8") or "''"
    if not str(path):
        raise MissingDocumentError("the name is empty; name a file", path=place)
    name = name or Path(path).name
    if not _encodes(name):
        raise DocumentError("the file's name is not UTF-8, as names in the tables are; rename the file", path=place)
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise MissingDocumentError("there is no such file; check the name and the folder", path=place) from None
    except IsADirectoryError:
        raise MissingDocumentError("this is a folder; name the files in it", path=place) from None
    except (OSError, ValueError) as error:  # ValueError for a name with a zero character
        reason = getattr(error, "strerror", None) or error
        remedy = "check the name, and that you may read it"
        raise MissingDocumentError(f"the file cannot be read: {reason}; {remedy}", path=place) from None
    raw = decode(data, place, encoding)
    _check(raw, place)
    return Document(name, raw)


def _encodes(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _check(raw: str, place: str) -> None:
    """Raise an error for a text that cannot be read: without a visible character, or with a line too long."""
    if not _VISIBLE.search(raw):
        raise EmptyDocumentError("the file holds no text", path=place)
    for number, line in enumerate(raw.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            message = f"the line has {len(line)} characters, more than {LONGEST_LINE}; put one paragraph on a line"
            raise LongLineError(message, path=place, line=number, column=LONGEST_LINE + 1)


def distinct_names(paths: Sequence[str | PurePath]) -> list[str]:
    """Name each path by its last part, or by as many last parts as tell all paths apart; never by an absolute path.

    >>> distinct_names(["a/one.txt", "a/two.txt"])
    ['one.txt', 'two.txt']
    >>> distinct_names(["a/one.txt", "b/one.txt"])
    ['a/one.txt', 'b/one.txt']
    """
    files = [os.path.abspath(path) for path in paths]  # noqa: PTH100, `resolve` raises on a loop of links
    names: list[str] = []
    for spelt in (paths, files):  # as given where that will do; "a/one.txt" and "/a/one.txt" take the folders above
        parts = [[part for part in PurePath(path).parts if part != PurePath(path).anchor] for path in spelt]
        for length in range(1, max(map(len, parts), default=0) + 1):
            names = ["/".join(part[-length:]) for part in parts]
            if len(set(names)) == len(set(files)) == len(set(zip(names, files, strict=True))):
                return names
    return names


def distinct_stems(names: Sequence[str]) -> list[str]:
    """Return the names without their ".txt", but for those that would then be like another one.

    >>> distinct_stems(["one.txt", "two.txt", "two"])
    ['one', 'two.txt', 'two']
    """
    taken = set(names)
    return [name if (stem := name.removesuffix(".txt")) in taken else stem for name in names]


def articles_of(document: Document, *, one_article: bool = False, stem: str = "") -> list[Article]:
    r"""Clean a document and cut it into its articles, numbered from 1 in the order of the file.

    Their ids begin with `stem`, the document's name without ".txt" unless given; see `distinct_stems`.

    `one_article` says that the document is known to hold just one; it is then not cut, which is safer: of single
    articles, one in twelve was taken for two or more.

    Raises `EmptyDocumentError` where cleaning leaves nothing (a file of `&nbsp;`).

    >>> [article.article_id for article in articles_of(Document("day.txt", "One article.\nIts second line."))]
    ['day-1']
    """
    cleaned = clean(document.raw)
    stem = stem or document.name.removesuffix(".txt")
    found = [Span(0, len(document.raw))] if one_article else segmentation.split_articles(document.raw)
    spans = [span for span in found if _VISIBLE.search(span.of(document.raw))]
    places = [trim(cleaned.text, *cleaned.to_clean(*span)) for span in spans]
    kept = [place for place in places if place.end > place.start]
    if not kept:
        raise EmptyDocumentError("the file holds no text but spaces and invisible characters", path=document.name)
    return [Article(f"{stem}-{n}", document, cleaned, place) for n, place in enumerate(kept, start=1)]


def articles_table(articles: Iterable[Article]) -> pd.DataFrame:
    r"""Describe articles, one row each: the `articles` table.

    >>> table = articles_table(articles_of(Document("day.txt", "Talks fail\nBoth sides blame each other for it.")))
    >>> table[["headline", "n_words", "truncated"]].to_dict("records")
    [{'headline': 'Talks fail', 'n_words': 9, 'truncated': False}]
    """
    rows = []
    for article in articles:
        raw = article.to_raw(0, len(article.text))
        defects = Counter(edit.rule for edit in _beginning_in(raw, article.cleaned.edits))
        tags = _beginning_in(raw, article.cleaned.tags)
        defects.update(tag.kind for tag in tags if tag.raw_end <= raw.end)
        rows.append(
            {
                "article_id": article.article_id,
                "source_file": article.document.name,
                "raw_start": raw.start,
                "raw_end": raw.end,
                "headline": headline(article),
                "text": article.text,
                "n_words": len(words(article.text)),
                "truncated": any(tag.kind == "truncated" and tag.raw_end == raw.end for tag in tags),
                "defects": json.dumps(dict(sorted(defects.items()))),
            }
        )
    return conform("articles", pd.DataFrame(rows))


def _beginning_in(raw: Span, found: Sequence[Found]) -> Sequence[Found]:
    """Return the edits or tags, given in order, that begin inside a span of the raw text."""
    first, last = (bisect_left(found, at, key=lambda each: each.raw_start) for at in raw)
    return found[first:last]


def headline(article: Article) -> str:
    """Return the first line when it reads as a headline: no final stop, and another line below; else an empty string.

    A caption that was glued to the text reads the same way and is returned too.
    """
    own = [paragraph for paragraph in article.paragraphs if not article.tag_of(*paragraph)]
    if not own or own[0] == article.paragraphs[-1]:
        return ""
    first = own[0].of(article.text)
    return "" if ends_with_stop(first) else first


def spans_of(column: Iterable[str]) -> list[list[Span]]:
    """Read a column of span lists, as in `statements`, back into spans.

    >>> spans_of(["[[0, 5], [15, 29]]", "[]"])
    [[Span(start=0, end=5), Span(start=15, end=29)], []]
    """
    return [[Span(*pair) for pair in json.loads(cell)] for cell in column]


def places_of(evidence: Iterable[str]) -> pd.DataFrame:
    """Read a column of evidence, as in `ties`, back into places: `article_id`, `raw_start`, `raw_end`, one row a place.

    The index repeats that of the column, so that a place can be joined to its tie. Merged with `sentences` or compared
    with `mentions` it leads to the words themselves.

    >>> places_of(pd.Series(['[["day-1", 0, 9], ["day-2", 5, 30]]'], index=[7])).reset_index().to_numpy().tolist()
    [[7, 'day-1', 0, 9], [7, 'day-2', 5, 30]]
    """
    cells = pd.Series(evidence, dtype="object").map(json.loads).explode().dropna()
    places = pd.DataFrame(cells.tolist(), index=cells.index, columns=["article_id", "raw_start", "raw_end"])
    return places.astype({"article_id": "str", "raw_start": "int64", "raw_end": "int64"})


def spell_out(statements: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Replace the span lists of a `statements` table by the words they cover, parts joined by an ellipsis.

    For reading. To count or compare words, use the spans.

    >>> articles = pd.DataFrame({"article_id": ["day-1"], "text": ["“We,” he said, “will not go.”"]})
    >>> spans = {"source": ["[[6, 8]]"], "cue": ["[[9, 13]]"], "content": ["[[0, 5], [15, 29]]"]}
    >>> spell_out(pd.DataFrame({"article_id": ["day-1"], **spans}), articles)["content"].item()
    '“We,” … “will not go.”'
    """
    texts = articles.set_index("article_id")["text"].loc[statements["article_id"]]
    words = {
        part: [
            " … ".join(s.of(text) for s in spans) for text, spans in zip(texts, spans_of(statements[part]), strict=True)
        ]
        for part in ("source", "cue", "content")
    }
    return statements.assign(**{part: pd.Series(cells, statements.index, "str") for part, cells in words.items()})
