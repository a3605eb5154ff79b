"""Count what is found and missed in gold: sentences, glue, seams, paragraphs, articles; one row a document."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from newsactors.cleaning import find_seams
from newsactors.corpora import read_gold
from newsactors.segmentation import restore_paragraphs, split_articles, split_sentences
from newsactors.spans import lines, tokens

_ENDED = re.compile(r"[.!?][\"”’')\]]*$")
_ONE_STOP = re.compile(r"(?<=[^.])\.(?=[\"”’')\]]*$)")

Paragraph = Sequence[tuple[str, bool]]


class Count(NamedTuple):
    """What was found in one document: `hits` of what is there, `wrong` beside it, `missed`; `units` of text read."""

    task: str
    part: str
    document: str
    hits: int
    wrong: int
    missed: int
    units: int = 0


def counts(corpora: Path) -> pd.DataFrame:
    """Score everything, one row a task, part of the gold and document."""
    gold = read_gold(corpora / "sentences" / "dev.jsonl")
    articles = anonymous(read_gold(corpora / "polnear" / "dev.jsonl"))
    rows = [*sentences(gold), *glued(gold), *headlines(articles), *false_seams(articles), *paragraphs(articles, gold)]
    rows += kept_whole(articles)
    for path in sorted((corpora / "streams").glob("polnear-dev.*.jsonl")):
        rows += streams(read_gold(path), path.suffixes[0].strip("."))
    return pd.DataFrame(rows)


def anonymous(articles: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give articles numbers for names: PolNeAR's own hold words of their titles."""
    return [{**article, "id": f"polnear-{number:02}"} for number, article in enumerate(articles, start=1)]


def joined(paragraph: Paragraph) -> tuple[str, list[int]]:
    """Return the text of a paragraph of gold sentences, and where each of them ends.

    >>> joined([("Go.", False), ("Now", True), ("!", False)])
    ('Go. Now!', [3, 7, 8])
    """
    pieces = [sentence if last_or_glued else f"{sentence} " for sentence, last_or_glued in paragraph]
    pieces[-1] = paragraph[-1][0]
    ends = [
        end - len(piece) + len(piece.rstrip()) for end, piece in zip(accumulate(map(len, pieces)), pieces, strict=True)
    ]
    return "".join(pieces), ends


def inner_boundaries(text: str, ends: Iterable[int]) -> set[int]:
    """Return ends as counts of visible characters, without the last: space around a boundary does not matter."""
    visible = [0, *accumulate(not character.isspace() for character in text)]
    return {visible[end] for end in ends} - {0, visible[-1]}


def sentences(gold: Sequence[dict[str, Any]]) -> Iterator[Count]:
    """Score sentence ends inside paragraphs, one paragraph a call."""
    for document in gold:
        hits = wrong = missed = units = 0
        for paragraph in document["paragraphs"]:
            text, ends = joined(paragraph)
            wanted = inner_boundaries(text, ends)
            found = inner_boundaries(text, (span.end for span in split_sentences(text)))
            hits, wrong = hits + len(wanted & found), wrong + len(found - wanted)
            missed, units = missed + len(wanted - found), units + len(text)
        yield Count("sentences", document["genre"], document["id"], hits, wrong, missed, units)


def damaged(
    sentences: Paragraph, rng: random.Random, spaces: float, stops: float
) -> tuple[str, list[int], dict[int, str]]:
    """Run sentences together: return the text, their ends, and what was lost at which of them.

    `spaces` is the share of finished sentences that lose the space behind them, `stops` of those that lose stop and
    space.
    """
    text, ends, lost = "", list[int](), dict[int, str]()
    for number, (sentence, is_glued) in enumerate(sentences):
        last, draw, kind = number == len(sentences) - 1, rng.random(), ""
        if not last and _ENDED.search(sentence):
            if draw < spaces:
                kind = "lost space"
            elif draw < spaces + stops and _ONE_STOP.search(sentence):
                kind, sentence = "lost stop", _ONE_STOP.sub("", sentence)
        text += sentence
        ends.append(len(text))
        if kind:
            lost[len(text)] = kind
        elif not last and not is_glued:
            text += " "
    return text, ends, lost


def glued(gold: Sequence[dict[str, Any]], spaces: float = 0.05, stops: float = 0.02) -> Iterator[Count]:
    """Score documents on one line each, with spaces and stops taken away at random; three draws, added up."""
    draws = [random.Random(seed) for seed in (1, 2, 3)]
    for document in gold:
        flat = [sentence for paragraph in document["paragraphs"] for sentence in paragraph]
        hits = wrong = missed = 0
        found_of, missed_of = Counter[str](), Counter[str]()
        for rng in draws:
            text, ends, lost = damaged(flat, rng, spaces, stops)
            wanted = inner_boundaries(text, ends)
            found = inner_boundaries(text, (span.end for span in split_sentences(text)))
            hits, wrong, missed = hits + len(wanted & found), wrong + len(found - wanted), missed + len(wanted - found)
            for kind in set(lost.values()):
                places = inner_boundaries(text, (end for end, what in lost.items() if what == kind))
                found_of[kind] += len(places & found)
                missed_of[kind] += len(places - found)
        yield Count("glued", document["genre"], document["id"], hits, wrong, missed)
        for kind in sorted(found_of | missed_of):
            yield Count("glue found", kind, document["id"], found_of[kind], 0, missed_of[kind])


def headlines(articles: Sequence[dict[str, Any]]) -> Iterator[Count]:
    """Score headlines, without their stop, set against the first paragraph below them."""
    for article in articles:
        title, lead, *_ = _lines(article["text"])
        title = title.rstrip(".")
        found = {at for at, _ in find_seams(title + lead)}
        yield Count("glue found", "headline", article["id"], int(len(title) in found), 0, int(len(title) not in found))


def false_seams(articles: Sequence[dict[str, Any]]) -> Iterator[Count]:
    """Count seams found in articles as they are; some are true ones, so that this is an upper bound."""
    for article in articles:
        wrong, units = len(find_seams(article["text"])), len(tokens(article["text"]))
        yield Count("false seams", "polnear-dev", article["id"], 0, wrong, 0, units)


def paragraphs(articles: Sequence[dict[str, Any]], gold: Sequence[dict[str, Any]]) -> Iterator[Count]:
    """Score paragraph breaks put back into articles, interviews and speeches that were set on one line."""
    sets = [("polnear-dev", article["id"], _lines(article["text"])[1:]) for article in articles]
    for document in gold:
        sets.append((document["genre"], document["id"], [joined(paragraph)[0] for paragraph in document["paragraphs"]]))
    for part, name, listed in sets:
        if part not in ("polnear-dev", "gum_interview", "gum_speech") or len(listed) < 3:
            continue
        wanted = set(accumulate(len(text) + 1 for text in listed[:-1]))
        found = {span.start for span in restore_paragraphs(" ".join(listed))} - {0}
        yield Count("paragraphs", part, name, len(wanted & found), len(found - wanted), len(wanted - found))


def kept_whole(articles: Sequence[dict[str, Any]]) -> Iterator[Count]:
    """Count the articles that stay in one piece when each is searched for boundaries as if it were a stream."""
    for article in articles:
        whole = len(split_articles("\n".join(_lines(article["text"])))) == 1
        yield Count("kept whole", "polnear-dev", article["id"], int(whole), 0, int(not whole))


def streams(listed: Sequence[dict[str, Any]], kind: str) -> Iterator[Count]:
    """Score the lines that open an article in undelimited streams, the first line of each left out."""
    for number, stream in enumerate(listed):
        text = "\n".join(stream["lines"])
        found = {text.count("\n", 0, span.start) for span in split_articles(text)} - {0}
        wanted = set(stream["starts"]) - {0}
        yield Count("articles", kind, str(number), len(wanted & found), len(found - wanted), len(wanted - found))


def _lines(text: str) -> list[str]:
    return [line.of(text) for line in lines(text)]
