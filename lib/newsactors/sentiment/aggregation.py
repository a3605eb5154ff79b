"""From single mentions to actors: how each is presented, with the count behind it and how sure that is."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from newsactors import uncertainty
from newsactors.sentiment.target_model import LABELS, UNSURE, Shares, toward

# Below ten clusters a percentile bootstrap is clearly too narrow (Cameron, Gelbach and Miller 2008: few clusters).
FEW: Final = 10
_NEEDED: Final = {
    "mentions": ("article_id", "sentence_id", "start", "end"),
    "sentences": ("article_id", "sentence_id", "start", "text"),
}


def toward_mentions(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    masked: bool = True,
    least: float = 0.0,
    shares: Shares | None = None,
) -> pd.DataFrame:
    """Tell for each row of the `mentions` table whether its sentence presents it negatively, neutrally or positively.

    Returns the mentions whose sentence is among `sentences` (rows of that table: leave out what is not to count), in
    order, with the columns of `toward` added and `sentiment`, -1 to 1: the probability of positive minus that of
    negative, which is the expected label. Places and pronouns are judged like all others: choose rows before.

    With `masked`, the default here, what a name usually stands for in US news does not count, so that actors can be
    compared; see `toward`, also for `least` and `shares`.

    Of a mention that runs over the end of its sentence, the part within counts. Columns that an earlier call added are
    replaced. ValueError if a sentence comes twice, or a mention lies outside the sentence it is said to be in.

    >>> place = {"article_id": ["x"], "sentence_id": [1]}
    >>> sentences = pd.DataFrame(place | {"start": [10], "text": ["Voters admire Lopez."]})
    >>> mentions = pd.DataFrame(place | {"start": [24], "end": [29], "actor": ["Lopez"]})
    >>> toward_mentions(mentions, sentences)[["actor", "label"]].values.tolist()
    [['Lopez', 'positive']]
    """
    keys = ["article_id", "sentence_id"]
    for name, frame in (("mentions", mentions), ("sentences", sentences)):
        if lacking := [column for column in _NEEDED[name] if column not in frame]:
            raise ValueError(f"the {name} have no column {lacking[0]!r}: give rows of that table")
    if (twice := sentences.duplicated(keys)).any():
        article, number = sentences.loc[twice.to_numpy(), keys].iloc[0]
        raise ValueError(f"article {article}: sentence {number} comes twice in the sentences; give each once")
    places = sentences[[*keys, "start", "text"]].rename(columns={"start": "_from", "text": "_sentence"})
    rows = mentions.merge(places, on=keys, how="inner", sort=False)
    texts, starts = rows["_sentence"].tolist(), (rows["start"] - rows["_from"]).tolist()
    lengths = (rows["end"] - rows["start"]).tolist()
    for row, (text, at) in enumerate(zip(texts, starts, strict=True)):
        if not 0 <= at < len(text):
            article, number, start = rows.loc[row, [*keys, "start"]]
            raise ValueError(
                f"article {article}: the mention at {start} is not in sentence {number}, where its row puts it; "
                "give sentences of the same articles"
            )
    spans = [(at, min(at + size, len(text))) for text, at, size in zip(texts, starts, lengths, strict=True)]
    found = toward(texts, spans, masked=masked, least=least, shares=shares)
    found["sentiment"] = found["positive"] - found["negative"]
    return pd.concat([rows.drop(columns=["_from", "_sentence", *found.columns], errors="ignore"), found], axis=1)


def toward_actors(rows: pd.DataFrame, clusters: Sequence[str] = ("article_id",), seed: int = 0) -> pd.DataFrame:
    """Sum up the rows of `toward_mentions` by actor: one row an actor, those mentioned most first.

    Rows without an actor (missing or "", as pronouns whose actor is not known) belong to nobody and are left out.

    | column | what |
    |---|---|
    | `mentions`, `clusters` | how many there are, and in how many units drawn together |
    | `negative`, `neutral`, `positive`, `unsure` | how many mentions have the label |
    | `sentiment`, `low`, `high` | mean, -1 to 1, and its 95% interval, by drawing clusters (`uncertainty.bootstrap`) |
    | `few` | whether there are fewer than ten clusters: the interval is then too narrow, and with one it says nothing |

    `clusters` are the columns that name what was drawn together: articles; within a single article, its paragraphs.
    Rows whose cluster is missing count as drawn together.

    The table is no ranking: actors whose intervals overlap are not told apart, and the intervals say nothing of the
    classifier's own errors, which do not grow smaller with more mentions. Not for actors of different kinds of
    sentences: who is met in war reports is spoken of in war reports' words.

    >>> rows = pd.DataFrame({"actor": ["Oman", "Oman", "Iran"], "article_id": ["a", "b", "a"], "label": "neutral",
    ...                      "sentiment": [0.5, 0.1, -0.2]})
    >>> toward_actors(rows)[["actor", "mentions", "clusters", "sentiment", "low", "high", "few"]].values.tolist()
    [['Oman', 2, 2, 0.3, 0.1, 0.5, True], ['Iran', 1, 1, -0.2, -0.2, -0.2, True]]
    """
    if isinstance(clusters, str):
        raise ValueError(f"clusters is {clusters!r}: give a list of columns")
    named = rows[rows["actor"].notna() & (rows["actor"] != "")]
    if named.empty:
        return pd.DataFrame(
            columns=["actor", "mentions", "clusters", *LABELS, UNSURE, "sentiment", "low", "high", "few"]
        )
    columns = {"actor": named["actor"].tolist(), "sentiment": named["sentiment"].to_numpy(float)}
    columns["unit"] = named.groupby(list(clusters), dropna=False).ngroup().to_numpy()
    labels = {label: (named["label"] == label).to_numpy() for label in (*LABELS, UNSURE)}
    actors = pd.DataFrame(columns | labels).groupby("actor", sort=True)
    frame = pd.DataFrame({"mentions": actors.size(), "clusters": actors["unit"].nunique()})
    frame[list(labels)] = actors[list(labels)].sum()
    frame[["sentiment", "low", "high"]] = [
        uncertainty.bootstrap(group["sentiment"].to_numpy(), group["unit"].tolist(), seed=seed) for _, group in actors
    ]
    frame["few"] = frame["clusters"] < FEW
    return frame.reset_index().sort_values(
        ["mentions", "actor"], ascending=[False, True], kind="stable", ignore_index=True
    )
