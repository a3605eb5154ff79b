"""Who is named in which window: sentences, paragraphs, articles, or blocks of words."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsactors.spans import words

Integers = npt.NDArray[np.int64]
_UNITS = {"sentence": "sentence_id", "paragraph": "paragraph", "article": ""}


class Incidence(NamedTuple):
    """Which actors are named in which windows: one entry for an actor and a window, however often it is named there.

    `actor` and `window` hold the numbers of each entry, in order of window, then actor; they point into `actors`
    (names in order) and into `places` (`article_id`, `raw_start`, `raw_end` of each window in order; `raw_end` is 0
    where the mentions do not tell). `total` counts all windows, those that name nobody included as far as known.
    """

    actors: pd.Index
    actor: Integers
    window: Integers
    places: pd.DataFrame
    total: int


def incidence(
    mentions: pd.DataFrame,
    within: str | int = "sentence",
    sentences: pd.DataFrame | None = None,
    *,
    places: bool = False,
) -> Incidence:
    """Find who is named in which window; the arguments are those of `co_occurrence`, and the errors too.

    >>> mentions = pd.DataFrame({"article_id": "x", "token": [0, 7, 9, 12], "actor": ["Iran", "Oman", "Iran", "Oman"]})
    >>> found = incidence(mentions, within=10)
    >>> list(found.actors), found.actor.tolist(), found.window.tolist(), found.total
    (['Iran', 'Oman'], [0, 1, 1], [0, 0, 1], 2)
    """
    column = "token" if _is_size(within) else _UNITS[str(within)]
    own = None if sentences is None else _own(sentences)
    if own is not None and column == "paragraph":
        column = ""  # the sentences tell it
    kept = _counted(mentions, column, own is not None, places)
    if sentences is None or own is None:
        window, told = _windows(kept, _units(kept, within))
        total = len(told)
    else:
        sentence = _sentence_of(kept, own)
        kept, sentence = kept[sentence >= 0], sentence[sentence >= 0]
        if _is_size(within):
            window, told = _windows(kept, _units(kept, within))
            total = len(_blocks(sentences, int(within)) | {*zip(told["article_id"], told["unit"], strict=True)})
        else:
            of_sentence, told = _windows(own, _units(own, within))
            window, total = of_sentence[sentence], len(told)
    actor, names = _coded(kept["actor"])
    # Sorting is much faster than np.unique, which hashes.
    key = np.sort(window * max(1, len(names)) + actor)
    key = key[np.diff(key, prepend=-1) > 0]
    return Incidence(names, key % max(1, len(names)), key // max(1, len(names)), told, total)


def _is_size(within: str | int) -> bool:
    """Tell whether windows are blocks of so many words; raise `ValueError` for what is no window at all."""
    if isinstance(within, (int, np.integer)) and not isinstance(within, bool) and within > 0:
        return True
    if isinstance(within, str) and within in _UNITS:
        return False
    choices = ", ".join(map(repr, _UNITS))
    raise ValueError(f"within={within!r} is no window; choose one of {choices}, or a number of words above 0")


def require_column(frame: pd.DataFrame, name: str, table: str, why: str) -> pd.Series:
    """Return a column, or raise `ValueError` that says what needs it."""
    if name not in frame:
        raise ValueError(f"{table} lack the column {name!r}, which {why} needs; data/README.md says what it holds")
    return frame[name]


def _counted(mentions: pd.DataFrame, column: str, joined: bool, places: bool) -> pd.DataFrame:
    """Return the mentions that count, with the columns that are needed and those of their place where there are any."""
    needed = {"actor": "counting actors", "article_id": "telling articles apart"}
    needed |= {column: "this window"} if column else {}
    needed |= {"sentence_id": "sentences="} if joined else {}
    for name, why in needed.items():
        require_column(mentions, name, "mentions", why)
    counted = (mentions["actor"].notna() & (mentions["actor"] != "")).to_numpy(bool)
    if not places and "use" in mentions:
        counted = counted & ~mentions["use"].eq("place").fillna(False).to_numpy(bool)
    offsets = [name for name in ("raw_start", "raw_end") if name in mentions]
    return mentions.loc[counted, [*needed, *offsets]]


def is_own(sentences: pd.DataFrame) -> pd.Series:
    """Tell which sentences are no boilerplate; a table read back from CSV has nan where the tag is empty."""
    if "tag" not in sentences:
        return pd.Series(True, index=sentences.index)
    return sentences["tag"].isna() | (sentences["tag"] == "")


def _own(sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the article's own sentences, without boilerplate."""
    for name in ("article_id", "sentence_id"):
        require_column(sentences, name, "sentences", "sentences=")
    own = sentences[is_own(sentences)]
    twice = own.duplicated(["article_id", "sentence_id"])
    if twice.any():
        article, number = own.loc[twice, ["article_id", "sentence_id"]].iloc[0]
        raise ValueError(f"sentences: {article} has sentence {number} twice; give each sentence once")
    return own


def _sentence_of(mentions: pd.DataFrame, own: pd.DataFrame) -> Integers:
    """Return the row of each mention's sentence among the article's own sentences, -1 where it is none of them."""
    articles = pd.Index(own["article_id"].unique())
    if len(own) and len(mentions) and not mentions["article_id"].isin(articles).any():
        named, known = mentions["article_id"].iloc[0], articles[0]
        raise ValueError(f"mentions are of {named!r} ..., sentences of {known!r} ...: give tables of the same articles")
    step = 1 + max((int(frame["sentence_id"].max()) for frame in (own, mentions) if len(frame)), default=0)
    numbers = []
    for frame in (own, mentions):
        code, names = pd.factorize(frame["article_id"])
        number = articles.get_indexer(names)[code] if len(names) else code
        numbers.append(np.where(number < 0, -1, number * step + frame["sentence_id"].to_numpy("int64")))
    return np.asarray(pd.Index(numbers[0]).get_indexer(numbers[1]), dtype=np.int64)


def _units(frame: pd.DataFrame, within: str | int) -> Integers:
    """Return the number of the unit in its article, for each row."""
    if _is_size(within):
        return np.asarray(frame["token"].to_numpy("int64") // int(within))
    column = _UNITS[str(within)]
    if not column:
        return np.zeros(len(frame), dtype=np.int64)
    return np.asarray(require_column(frame, column, "sentences", "this window").to_numpy("int64"))


def _windows(frame: pd.DataFrame, unit: Integers) -> tuple[Integers, pd.DataFrame]:
    """Return the number of each row's window, in order of article and unit, and what is known of each window."""
    article, names = _coded(frame["article_id"])
    step = 1 + (int(unit.max()) if len(unit) else 0)
    window, keys = _numbered(article * step + unit)
    told = pd.DataFrame({"article_id": names[keys // step], "unit": keys % step})
    known = "raw_start" in frame and "raw_end" in frame
    by = frame[["raw_start", "raw_end"]].groupby(window) if known else None
    told["raw_start"] = by["raw_start"].min().to_numpy() if by is not None else 0
    told["raw_end"] = by["raw_end"].max().to_numpy() if by is not None else 0
    return window, told


def _coded(values: pd.Series) -> tuple[Integers, pd.Index]:
    """Return the number of each value and the values in order; categories have an order of their own, which is left."""
    code, found = pd.factorize(values)
    names = np.asarray(found, dtype=object)
    order = np.argsort(names, kind="stable")
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    return rank[code], pd.Index(names[order])


def _numbered(keys: Integers) -> tuple[Integers, Integers]:
    """Return the rank of each key among the different ones, and these in order."""
    if len(keys) and keys.max() < 10 * len(keys):
        # Ticking them off is several times as fast as hashing, where there is not much between one key and the next.
        there = np.zeros(int(keys.max()) + 1, dtype=bool)
        there[keys] = True
        return np.cumsum(there)[keys] - 1, np.flatnonzero(there)
    found, ordered = pd.factorize(keys, sort=True)
    return found, np.asarray(ordered)


def _blocks(sentences: pd.DataFrame, size: int) -> set[tuple[str, int]]:
    """Return article and number of every block that holds a word that is no boilerplate.

    Words of boilerplate keep their place in the count, as they do in the column `token`.
    """
    ordered = sentences.sort_values(["article_id", "sentence_id"], kind="stable")
    texts = require_column(ordered, "text", "sentences", "counting words")
    length = texts.map(lambda text: len(words(text))).astype("int64")
    end = length.groupby(ordered["article_id"]).cumsum()
    told = (length > 0) & is_own(ordered)
    ranges = zip(ordered["article_id"][told], (end - length)[told] // size, (end[told] - 1) // size, strict=True)
    return {(article, block) for article, first, last in ranges for block in range(first, last + 1)}
