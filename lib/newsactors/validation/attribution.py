"""Score attributions against gold: pairs of found and gold ones that share enough content and agree in their source.

The definitions are those under which PolNeAR's annotators, peers and this package are compared in notebook 04. Words
are runs of letters and digits, so that it does not matter who counts punctuation and quotation marks in.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsactors.positions import find_statements_batch
from newsactors.uncertainty import bootstrap
from newsactors.validation.counting import anonymous
from newsactors.validation.summary import rates_cells

_WORD: Final = re.compile(r"[^\W_]+")
# Words that end the head of a source when no parser has told it: "officials | of the ministry".
_HEAD_ENDS: Final = frozenset("of for in at from with who that which to on by".split())
_MARKS: Final = re.compile("[“”\"\n]|''")
Words = frozenset[int]
REPORTED: Final = {
    "attribution": "all attributions",
    "direct": "direct speech",
    "mixed": "partly quoted",
    "indirect": "not quoted",
    "attribution, .8 of the content": "all, at least .8 of the content",
    "content alone": "content alone, whatever the source",
    "exact in all words": "source, cue and content exact in all words",
}
FORMS: Final = ("direct", "mixed", "indirect")


class Read(NamedTuple):
    """One attribution as numbers of words, its form, and the word that heads its source."""

    source: Words
    cue: Words
    content: Words
    form: str
    head: int | None


class Tally(NamedTuple):
    """For one measure and document: gold attributions and how many were hit, found ones and how many of them hit."""

    measure: str
    document: str
    gold: int
    gold_hit: int
    found: int
    found_hit: int


def read(
    text: str, attributions: Sequence[Mapping[str, Any]], heads: Sequence[Sequence[int] | None] = ()
) -> list[Read]:
    """Turn attributions with `source`, `cue` and `content` (lists of start and end) into sets of words.

    Those without a word in their content are left out. `heads` may give the span that heads each source.

    >>> read("He said no.", [{"source": [[0, 2]], "cue": [[3, 7]], "content": [[8, 10]]}])
    [Read(source=frozenset({0}), cue=frozenset({1}), content=frozenset({2}), form='indirect', head=0)]
    """
    words = [match.span() for match in _WORD.finditer(text)]
    owner = {at: number for number, (start, end) in enumerate(words) for at in range(start, end)}
    quoted = _quoted(text)

    def covered(spans: Sequence[Sequence[int]]) -> Words:
        """Return the words that spans touch."""
        return frozenset(owner[at] for start, end in spans for at in range(start, end) if at in owner)

    found = []
    for number, each in enumerate(attributions):
        source, cue, content = (covered(each[role]) for role in ("source", "cue", "content"))
        if content:
            n_quoted = sum(words[word][0] in quoted for word in content)
            form = FORMS[0] if n_quoted == len(content) else FORMS[1] if n_quoted else FORMS[2]
            place = heads[number] if number < len(heads) else None
            told = covered([place]) & source if place else frozenset()
            head = max(told) if told else _head([text[slice(*words[w])] for w in sorted(source)], sorted(source))
            found.append(Read(source, cue, content, form, head))
    return found


def _quoted(text: str) -> frozenset[int]:
    """Return the characters inside double quotation marks; a line end closes what is open."""
    inside, opened = set[int](), 0
    is_open = False
    for match in [*_MARKS.finditer(text), None]:
        if is_open:
            inside.update(range(opened, match.start() if match else len(text)))
        if match:
            is_open = {"“": True, "”": False, "\n": False}.get(match.group(), not is_open)
            opened = match.end()
    return frozenset(inside)


def _head(words: Sequence[str], numbers: Sequence[int]) -> int | None:
    head = None
    for word, number in zip(words, numbers, strict=True):
        if head is not None and word.lower() in _HEAD_ENDS:
            break
        head = number
    return head


def overlap(a: Words, b: Words) -> float:
    """Return F1 of two sets of words, 1 for two empty ones."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def same_source(gold: Read, found: Read) -> bool:
    """Tell whether two sources agree: half their words, or the gold head in a found source that is not much longer."""
    if not gold.source or not found.source:
        return not gold.source and not found.source
    short = len(found.source) <= 2 * len(gold.source) + 3
    return overlap(gold.source, found.source) >= 0.5 or (gold.head in found.source and short)


def pairs(gold: Sequence[Read], found: Sequence[Read], fits: Callable[[Read, Read], bool]) -> list[tuple[int, int]]:
    """Pair gold and found attributions that fit, one to one, those with most content in common first."""
    offers = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            common = overlap(one.content, other.content)
            if common > 0 and fits(one, other):
                offers.append((-common, -overlap(one.source, other.source), i, j))
    paired: list[tuple[int, int]] = []
    for *_, i, j in sorted(offers):
        if all(i != a and j != b for a, b in paired):
            paired.append((i, j))
    return paired


def right(gold: Read, found: Read, least: float = 0.5) -> bool:
    """Tell whether an attribution is right: enough content in common, and the source agrees."""
    return overlap(gold.content, found.content) >= least and same_source(gold, found)


def tallies(document: str, gold: Sequence[Read], found: Sequence[Read]) -> Iterator[Tally]:
    """Count one document under every measure."""
    hits = pairs(gold, found, right)
    yield Tally("attribution", document, len(gold), len(hits), len(found), len(hits))
    for form in FORMS:
        yield Tally(
            form,
            document,
            sum(one.form == form for one in gold),
            sum(gold[i].form == form for i, _ in hits),
            sum(one.form == form for one in found),
            sum(found[j].form == form for _, j in hits),
        )
    strict: dict[str, Callable[[Read, Read], bool]] = {
        "attribution, .8 of the content": lambda one, other: right(one, other, 0.8),
        "content alone": lambda one, other: overlap(one.content, other.content) >= 0.5,
        "exact in all words": lambda one, other: one[:3] == other[:3],
    }
    for measure, fits in strict.items():
        n = len(pairs(gold, found, fits))
        yield Tally(measure, document, len(gold), n, len(found), n)
    for role in ("source", "cue", "content"):
        a, b = (frozenset[int]().union(*(getattr(one, role) for one in side)) for side in (gold, found))
        yield Tally(f"words of the {role}", document, len(a), len(a & b), len(b), len(a & b))


def one_layer(records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return records without attributions that lie in the content of another or have no cue: PolNeAR has one layer.

    >>> inner = {"source": [[5, 7]], "cue": [[8, 12]], "content": [[13, 20]]}
    >>> outer = {"source": [[22, 24]], "cue": [[25, 29]], "content": [[0, 20]]}
    >>> one_layer([{"attributions": [inner, outer]}]) == [{"attributions": [outer]}]
    True
    """

    def lies_in(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        """Tell whether an attribution stands within the content of another."""
        pieces = [piece for role in ("source", "cue", "content") for piece in one[role]]
        return one is not other and all(any(a <= x and y <= b for a, b in other["content"]) for x, y in pieces)

    return [
        {
            **record,
            "attributions": [
                one
                for one in record["attributions"]
                if one["cue"] and not any(lies_in(one, other) for other in record["attributions"])
            ],
        }
        for record in records
    ]


def attributions(
    articles: Sequence[Mapping[str, Any]], heads: Mapping[str, Sequence[int]], least: float
) -> pd.DataFrame:
    """Score `find_statements_batch` at a minimum confidence; one row a measure and document, documents numbered.

    `heads` gives the span that heads the source of attribution n of an article as `id#n`; those without are guessed.
    """
    rows: list[Tally] = []
    found = find_statements_batch([article["text"] for article in articles], least)
    for article, named, statements in zip(articles, anonymous(articles), found, strict=True):
        text, gold = article["text"], article["attributions"]
        told = [heads.get(f"{article['id']}#{n}") for n in range(len(gold))]
        records = [
            {role: getattr(statement, role) for role in ("source", "cue", "content")} for statement in statements
        ]
        rows += tallies(named["id"], read(text, gold, told), read(text, records))
    return pd.DataFrame(rows)


def rates(rows: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Return precision, recall and F1, 0..1, of rows of gold, gold hit, found, found hit.

    >>> rates(np.array([[4.0, 2, 5, 2], [0, 0, 0, 0]]))
    (0.4, 0.5, 0.4444444444444445)
    """
    gold, gold_hit, found, found_hit = rows.sum(axis=0)
    precision, recall = float(found_hit / max(found, 1)), float(gold_hit / max(gold, 1))
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-12)


def scores(table: pd.DataFrame) -> pd.DataFrame:
    """Return precision, recall and F1 in percent for each measure, F1 with its 95% interval by documents."""
    found = []
    for measure, group in table.groupby("measure", sort=False):
        values = group[["gold", "gold_hit", "found", "found_hit"]].to_numpy(float)
        precision, recall, _ = rates(values)
        interval = bootstrap(values, group["document"].tolist(), statistic=lambda rows: rates(rows)[2])
        found.append((measure, int(values[:, 0].sum()), *(100 * x for x in (precision, recall, *interval))))
    return pd.DataFrame(found, columns=["measure", "gold", "precision", "recall", "f1", "low", "high"])


FAMILIES: Final = {
    "F": "attitudes in a short phrase (urged restraint, opposed the deal)",
    "G": "intentions and plans (is seeking to, had hoped that)",
    "H": "nouns that carry a content (a warning that, calls for)",
    "I": "embedded, passive and second-hand reports (to tell reporters, it was reported)",
}


def passages(records: Sequence[Mapping[str, Any]], least: float) -> pd.DataFrame:
    """Score statements on coded passages, family by family (the first letter of `id`), as `attributions` does."""
    single = one_layer(records)
    families = sorted({record["id"][0] for record in single})
    tables = [
        attributions([record for record in single if record["id"][0] == family], {}, least).assign(family=family)
        for family in families
    ]
    return pd.concat(tables, ignore_index=True)


def passage_report(table: pd.DataFrame) -> str:
    """Return the scores of each family, all forms together, as Markdown; the sheet of scores and the card hold it."""
    rows = ["| constructions | attributions | precision | recall | F1 | 95% interval |", "|---|---|---|---|---|---|"]
    for family, group in table[table["measure"] == "attribution"].groupby("family"):
        [row] = scores(group).itertuples()
        rows.append(f"| {FAMILIES[str(family)]} | {row.gold} | {rates_cells(row)} |")
    return "\n".join(rows)


def attribution_report(table: pd.DataFrame) -> str:
    """Return the scores at each confidence as Markdown; sheet and card hold it, and a test compares."""
    rows = ["| confidence from | what | precision | recall | F1 | 95% interval |", "|---|---|---|---|---|---|"]
    for least, group in table.groupby("confidence"):
        for row in scores(group[group["measure"].isin(REPORTED)]).itertuples():
            rows.append(f"| {least:g} | {REPORTED[row.measure]} | {rates_cells(row)} |")
    return "\n".join(rows)
