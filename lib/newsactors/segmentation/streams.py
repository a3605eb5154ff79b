"""Make undelimited streams from whole articles: what a scraper that cuts, glues and forgets would leave.

For training and for experiments. What is done to an article is drawn anew for every stream, so that a model can trust
no habit of one corpus: streams of one outlet and of several, cut to many lengths in characters or bytes, with and
without titles and crossheads, with final stops lost, and with names changed so that no two articles share any.
"""

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

_FINAL_STOP = re.compile(r"\.([\"”’')\]]*)$")
# A capitalised word that does not open a sentence.
_NAME = re.compile(r"(?<![.!?:“\"‘'] )(?<!^)\b[A-Z][a-z]{2,}\b")
# Lengths at which feeds and databases cut; 160 counts twice because it is the commonest.
_LIMITS = (120, 140, 155, 160, 160, 200, 250, 280, 300)

# What may stand between a title and the first paragraph.
_BYLINES = (
    "By Jane Doe|By JOHN SMITH|By Jane Doe and John Smith|John Smith in Geneva|Jane Doe, Staff Reporter|"
    "By John Smith, Associated Press|3 May 2016|Published: 10:42, 3 May 2016|Updated May 3, 2016 9:15 am ET"
).split("|")


class Source(NamedTuple):
    """A whole article to make streams from: who published it, its title, and its paragraphs."""

    publisher: str
    title: str
    paragraphs: tuple[str, ...]


class Recipe(NamedTuple):
    """What is done to the articles of a stream.

    Fractions are probabilities for each article; `longest`, if not 0, ends articles after that many paragraphs at most,
    as short reports do, which hold what the first paragraphs of long ones hold.
    """

    kind: str = "whole"
    share_cut: float = 0.5
    title: float = 0.0
    lost_stop: float = 0.0
    crosshead: float = 0.0
    byline: float = 0.0
    longest: int = 0
    no_stops: bool = False
    own_names: bool = False
    one_publisher: bool = False


class MadeStream(NamedTuple):
    """Lines, and the numbers of those that open an article, the first being 0."""

    lines: list[str]
    starts: list[int]


def draw_recipe(rng: random.Random) -> Recipe:
    """Draw what is done to a stream."""
    return Recipe(
        kind=rng.choice(("cut", "cut", "jitter", "whole", "whole")),
        share_cut=rng.choice((0.2, 0.5, 0.5, 0.8)),
        title=rng.choice((0, 0, 0, 0.5, 1)),
        lost_stop=rng.choice((0, 0, 0.2, 0.5)),
        crosshead=rng.choice((0, 0, 0, 0.5)),
        byline=rng.choice((0, 0, 0.5)),
        longest=rng.choice((0, 0, 0, 5, 10)),
        no_stops=rng.random() < 0.1,
        own_names=rng.random() < 0.3,
        one_publisher=rng.random() < 0.4,
    )


def make_stream(sources: Sequence[Source], recipe: Recipe, rng: random.Random) -> MadeStream:
    """Put 3 to 20 articles together, each whole or cut to its beginning."""
    pool = list(sources)
    if recipe.one_publisher:
        publisher = rng.choice(sorted({source.publisher for source in pool}))
        pool = [source for source in pool if source.publisher == publisher]
    limit, in_bytes = rng.choice(_LIMITS), rng.random() < 0.5
    mark, glues = rng.choice(("", "", "", "", "", "…", "...")), rng.random() < 0.5
    lines: list[str] = []
    starts = []
    for number, chosen in enumerate(rng.sample(pool, min(rng.randint(3, 20), len(pool)))):
        source = _with_own_names(chosen, number) if recipe.own_names else chosen
        starts.append(len(lines))
        if recipe.kind != "whole" and rng.random() < recipe.share_cut:
            text = " ".join(source.paragraphs)
            text = source.title + text if glues and rng.random() < 0.5 else text
            cut = _jitter(text, rng) if recipe.kind == "jitter" else _cut(text, limit, in_bytes=in_bytes)
            lines.append(cut + (mark if len(cut) < len(text) else ""))
        else:
            lines += _whole(source, recipe, rng)
    return MadeStream([_FINAL_STOP.sub(r"\1", line) for line in lines] if recipe.no_stops else lines, starts)


def _whole(source: Source, recipe: Recipe, rng: random.Random) -> list[str]:
    kept = rng.randint(2, recipe.longest) if recipe.longest else len(source.paragraphs)
    lines = list(source.paragraphs[:kept])
    if rng.random() < recipe.lost_stop:
        lines[-1] = _FINAL_STOP.sub(r"\1", lines[-1])
    if len(lines) > 4 and rng.random() < recipe.crosshead:
        at = rng.randrange(2, len(lines) - 1)
        words = re.findall("[a-z]{3,}", lines[at])
        lines.insert(at, " ".join(words[: rng.randint(2, 4)]).capitalize() or "More")
    if rng.random() < recipe.byline:
        lines.insert(0, rng.choice(_BYLINES))
    return [source.title, *lines] if rng.random() < recipe.title else lines


def _cut(text: str, limit: int, *, in_bytes: bool) -> str:
    return (text.encode()[:limit].decode(errors="ignore") if in_bytes else text[:limit]).strip()


def _jitter(text: str, rng: random.Random) -> str:
    cut = text[: rng.randint(80, 300)]
    return (cut.rsplit(" ", 1)[0] if rng.random() < 0.7 else cut).strip()


def _with_own_names(source: Source, number: int) -> Source:
    """Give an article names that no other article has, as articles on other topics would."""
    ending = f"{'qwertzuiopasdfghjklyxcvbnm'[number % 26]}x"
    paragraphs = tuple(_NAME.sub(lambda name: name.group() + ending, text) for text in source.paragraphs)
    return source._replace(paragraphs=paragraphs)
