"""All of it in one go: files in, the five tables out; and the command line."""

import argparse
import json
import os
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path, PurePath

import pandas as pd
from tqdm import tqdm

from newsactors import __version__, corpus, networks, output, segmentation, sentiment
from newsactors.actors import Mention, find_mentions
from newsactors.corpus import Article
from newsactors.errors import DocumentError, NewsactorsError
from newsactors.positions import MIN_CONFIDENCE, find_statements, find_statements_batch
from newsactors.schema import conform
from newsactors.spans import Span, extent, index_holding, words, words_within


@dataclass(frozen=True)
class Analysis:
    """The five tables, and the documents that could not be read."""

    articles: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    statements: pd.DataFrame
    ties: pd.DataFrame
    failures: tuple[DocumentError, ...]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the five tables by name, in the order of the data's way."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "failures"}


def analyse(
    paths: str | PurePath | Sequence[str | PurePath],
    out: str | PurePath | None = None,
    *,
    encoding: str = "utf-8",
    one_article: bool = False,
    min_confidence: float = MIN_CONFIDENCE,
    progress: bool = False,
) -> Analysis:
    """Read files and make the five tables; with `out`, write them there too.

    `paths` is one path or several; `one_article` says that each file is known to hold one article. A document that
    cannot be read is listed in `failures`, and the others are analysed all the same: as many documents go in as come
    out in `articles.source_file` and `failures` together. A file named twice is read once. Where no document could be
    read nothing is written, so that tables made earlier stay. Tables hold ties within sentences and within paragraphs,
    and statements that are right with a probability of at least `min_confidence`. `out` may begin with "~". Raises
    `OutputError` where the tables cannot be written, `ValueError` where no file is named or `min_confidence` is no
    probability.

    Not for millions of articles: everything is held in memory, in one process.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "day.txt").write_text("“We will not go,” the Kremlin said.", encoding="utf-8")
    >>> analysis = analyse([folder / "day.txt", folder / "night.txt"])
    >>> analysis.statements[["article_id", "form"]].to_dict("records"), len(analysis.failures)
    ([{'article_id': 'day-1', 'form': 'direct'}], 1)
    """
    unique = _distinct(paths)
    if not unique:
        raise ValueError("no files given: name at least one")
    find_statements_batch([], min_confidence)  # ValueError now and not once all files are read
    # Made at once too: where that fails, nothing need be read.
    with nullcontext() if out is None else output.folder_for(out) as folder:
        articles: list[Article] = []
        failures = []
        names = corpus.distinct_names(unique)
        named = list(zip(unique, names, corpus.distinct_stems(names), strict=True))
        for path, name, stem in tqdm(named, desc="documents", unit="file", disable=not progress):
            try:
                document = corpus.read(path, name=name, encoding=encoding)
                articles += corpus.articles_of(document, one_article=one_article, stem=stem)
            except DocumentError as error:
                failures.append(error)
        analysis = _tables(articles, tuple(failures), min_confidence, progress)
        if folder is not None and articles:
            output.write_tables(analysis.tables(), folder)
    return analysis


def _distinct(paths: str | PurePath | Sequence[str | PurePath]) -> list[str]:
    """Return each file once, in the order first named; a path alone counts as a list of one."""
    places: dict[str, str] = {}
    for path in [paths] if isinstance(paths, (str, PurePath)) else paths:
        # Not `Path.resolve`: that raises on a loop of links, which `read` reports like any unreadable file.
        places.setdefault(os.path.abspath(path), str(path))  # noqa: PTH100
    return list(places.values())


def write(analysis: Analysis, out: str | PurePath) -> list[Path]:
    """Write each table as CSV (for people) and Parquet (for machines) into the folder `out`, made if need be.

    Returns the paths written. The same tables give the same bytes. Raises `OutputError` where it cannot write; tables
    made earlier then stay as they were, unless the message names those that were replaced.
    """
    with output.folder_for(out) as folder:
        return output.write_tables(analysis.tables(), folder)


def _tables(
    articles: Sequence[Article], failures: tuple[DocumentError, ...], min_confidence: float, progress: bool
) -> Analysis:
    shown = partial(tqdm, articles, unit="article", disable=not progress)
    sentences = sentences_table(shown(desc="sentences"))
    found = [find_mentions(article.text) for article in shown(desc="mentions")]
    mentions = mentions_table(articles, found)
    ties = [networks.co_occurrence(mentions, within, sentences=sentences) for within in ("sentence", "paragraph")]
    return Analysis(
        corpus.articles_table(articles),
        sentences,
        mentions,
        statements_table(shown(desc="statements"), found, min_confidence),
        conform("ties", pd.concat(ties, ignore_index=True)),
        failures,
    )


def sentences_table(articles: Iterable[Article]) -> pd.DataFrame:
    """Make the `sentences` table: every sentence of the articles, boilerplate too, tagged, with its tone.

    The tone of quoted words and of the rest are apart too (`sentiment.split_voices`).
    """
    rows, voices = [], []
    for article in articles:
        found = segmentation.find_quotations(article.text)
        quotations = [Span(q.start, q.end) for q in found]
        voices.append(sentiment.split_voices(article.text, article.sentences, found))
        for number, sentence in enumerate(article.sentences, start=1):
            quoted, total = words_within(article.text, [sentence], quotations)
            paragraph = (index_holding(article.paragraphs, sentence) or 0) + 1
            rows.append(
                _place(article, number, sentence)
                | {"paragraph": paragraph, "tag": article.tag_of(*sentence)}
                | {"quoted": quoted / total if total else 0.0}
            )
    frame = pd.DataFrame(rows)
    if not frame.empty:
        tone = sentiment.vader(frame["text"].tolist())
        frame[["negative", "neutral", "positive", "compound"]] = tone[["neg", "neu", "pos", "compound"]]
        frame = frame.join(sentiment.vader_by_voice(pd.concat(voices, ignore_index=True)))
    return conform("sentences", frame)


def mentions_table(articles: Iterable[Article], found: Iterable[Sequence[Mention]]) -> pd.DataFrame:
    """Make the `mentions` table from those found in each article: every one outside boilerplate."""
    rows = []
    for article, mentions in zip(articles, found, strict=True):
        ends = [word.end for word in words(article.text)]
        for mention in mentions:
            place = Span(mention.start, mention.end)
            number = index_holding(article.sentences, place)
            if number is None or article.tag_of(*place):
                continue
            paragraph = (index_holding(article.paragraphs, article.sentences[number]) or 0) + 1
            rows.append(
                _place(article, number + 1, place)
                | {"paragraph": paragraph, "token": bisect_right(ends, place.start)}
                | {"kind": mention.kind, "use": mention.use, "actor": mention.actor or ""}
                | {"type": mention.type, "state": mention.state or ""}
            )
    return conform("mentions", pd.DataFrame(rows))


_AS_THEY_ARE = ("speaker", "form", "act", "modality", "addressee", "evidence", "act_evidence")


def statements_table(
    articles: Iterable[Article], found: Iterable[Sequence[Mention]], min_confidence: float = MIN_CONFIDENCE
) -> pd.DataFrame:
    """Make the `statements` table: every statement outside boilerplate, its parts as span lists.

    `found` are the mentions of each article.
    """
    rows = []
    for article, mentions in zip(articles, found, strict=True):
        ends = [sentence.end for sentence in article.sentences]
        for statement in find_statements(article.text, min_confidence, mentions=mentions):
            whole = extent([*statement.source, *statement.cue, *statement.content])
            if article.tag_of(*whole):
                continue
            first = bisect_right(ends, whole.start) + 1
            parts = {
                role: json.dumps([list(s) for s in getattr(statement, role)]) for role in ("source", "cue", "content")
            }
            rows.append(
                _place(article, first, whole)
                | parts
                | {name: getattr(statement, name) or "" for name in _AS_THEY_ARE}
                | {"targets": json.dumps([list(target) for target in statement.targets])}
                | {"confidence": statement.confidence}
            )
    return conform("statements", pd.DataFrame(rows))


def _place(article: Article, sentence_id: int, span: Span) -> dict[str, str | int]:
    """Return the columns that say where a row's evidence is."""
    raw = article.to_raw(*span)
    return {
        "article_id": article.article_id,
        "sentence_id": sentence_id,
        "start": span.start,
        "end": span.end,
        "raw_start": raw.start,
        "raw_end": raw.end,
        "text": span.of(article.text),
    }


def _probability(text: str) -> float:
    """Read the option `--min-confidence`."""
    try:
        find_statements_batch([], number := float(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: give a probability from 0 to 1") from None
    return number


def _tell(lines: Iterable[str]) -> bool:
    """Print lines, and tell whether that went well, as it does where nobody reads them to the end (`| head -1`)."""
    try:
        print(*lines, sep="\n", flush=True)
    except OSError as error:
        # Python would write what is left when it ends, and fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(f"numbers of rows not printed: {error.strerror}; the tables are written", file=sys.stderr)
            return False
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0, 1 when something could not be read or written, or 130 when interrupted."""
    parser = argparse.ArgumentParser(prog="newsactors", description="Who says what about whom in raw news text.")
    parser.add_argument("--version", action="version", version=f"newsactors {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("analyse", help="read files and write the five tables as CSV and Parquet")
    command.add_argument("files", nargs="+", metavar="FILE", help="text file, one paragraph a line")
    command.add_argument("--out", required=True, metavar="DIR", help="folder for the tables; made if it is not there")
    command.add_argument("--encoding", default="utf-8", help="encoding of the files (default: utf-8)")
    command.add_argument("--one-article", action="store_true", help="each file holds one article: do not look for more")
    command.add_argument(
        "--min-confidence",
        type=_probability,
        default=MIN_CONFIDENCE,
        help="keep statements that are right with at least this probability (default: %(default)s)",
    )
    options = parser.parse_args(arguments)
    try:
        analysis = analyse(
            options.files,
            options.out,
            encoding=options.encoding,
            one_article=options.one_article,
            min_confidence=options.min_confidence,
            progress=sys.stderr.isatty(),
        )
    except NewsactorsError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    for failure in analysis.failures:
        print(f"not read: {failure}", file=sys.stderr)
    if analysis.articles.empty:
        print("nothing written: no file could be read", file=sys.stderr)
        return 1
    told = _tell(f"{name:<12}{len(table):>8} rows" for name, table in analysis.tables().items())
    return 0 if told and not analysis.failures else 1
