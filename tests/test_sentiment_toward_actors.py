"""From mentions to actors: counts, intervals, pooling; and the second lexicon."""

import time
from pathlib import Path

import pandas as pd
import pytest

from newsactors import pipeline, sentiment, uncertainty


@pytest.fixture(scope="module")
def tables():
    analysis = pipeline.analyse(Path(__file__).parents[1] / "seeds" / "000_1f538d970d95d26f.txt")
    return analysis.mentions, analysis.sentences


def rows(values, actor="Oman", label="neutral"):
    """Rows of `toward_mentions` from pairs of article and sentiment."""
    articles, sentiments = zip(*values, strict=True)
    return pd.DataFrame({"actor": actor, "article_id": articles, "label": label, "sentiment": sentiments})


@pytest.mark.parametrize("masked", [False, True])
def test_a_mention_is_judged_in_its_own_sentence(tables, masked):
    mentions, sentences = tables
    found = sentiment.toward_mentions(mentions, sentences, masked=masked, least=0.5)
    assert len(found) == len(mentions)
    pd.testing.assert_frame_equal(found[mentions.columns.tolist()], mentions)
    texts = sentences.set_index(["article_id", "sentence_id"]).loc[
        list(zip(mentions["article_id"], mentions["sentence_id"], strict=True))
    ]
    spans = [
        (m.start - start, m.end - start)
        for m, start in zip(mentions.itertuples(), texts["start"].tolist(), strict=True)
    ]
    assert [text[a:b] for text, (a, b) in zip(texts["text"], spans, strict=True)] == mentions["text"].tolist()
    alone = sentiment.toward(texts["text"].tolist(), spans, masked=masked, least=0.5)
    pd.testing.assert_frame_equal(found[alone.columns.tolist()], alone)
    assert found["sentiment"].tolist() == (alone["positive"] - alone["negative"]).tolist()


def test_mentions_of_sentences_left_out_are_left_out(tables):
    mentions, sentences = tables
    kept = sentences[sentences["quoted"] == 0]
    found = sentiment.toward_mentions(mentions, kept)
    assert len(found) == len(mentions.merge(kept[["article_id", "sentence_id"]])) < len(mentions)
    assert sentiment.toward_mentions(mentions, sentences[:0]).empty


def test_counts_add_up(tables):
    mentions, sentences = tables
    found = sentiment.toward_mentions(mentions, sentences, least=0.6)
    actors = sentiment.toward_actors(found, clusters=("article_id", "paragraph"))
    found = found[found["actor"] != ""]
    assert actors["mentions"].sum() == len(found)
    labels = actors[["negative", "neutral", "positive", "unsure"]]
    assert labels.sum(axis=1).tolist() == actors["mentions"].tolist()
    assert labels.sum().to_dict() == found["label"].value_counts().reindex(labels.columns, fill_value=0).to_dict()
    assert (actors["mentions"] >= actors["clusters"]).all()
    assert (actors["low"] <= actors["sentiment"]).all()
    assert (actors["sentiment"] <= actors["high"]).all()
    assert actors["mentions"].is_monotonic_decreasing


def test_intervals_draw_clusters_not_mentions():
    one_article = sentiment.toward_actors(rows([("a", -0.5), ("a", 0.5)] * 20)).loc[0]
    assert (one_article["low"], one_article["high"], one_article["few"]) == (0.0, 0.0, True)
    values = [(f"a{number}", (-1) ** number * 0.5) for number in range(40)]
    many = sentiment.toward_actors(rows(values)).loc[0]
    clusters, numbers = zip(*values, strict=True)
    assert (many["sentiment"], many["low"], many["high"]) == uncertainty.bootstrap(numbers, clusters)
    assert not many["few"]
    assert many["low"] < -0.1 < 0.1 < many["high"]


def test_no_rows_no_actors():
    empty = sentiment.toward_actors(rows([("a", 0.1)])[:0])
    assert empty.empty
    assert {"actor", "mentions", "sentiment", "low", "high", "few"} <= set(empty.columns)


def test_rows_without_actor_belong_to_nobody():
    known = rows([("a", 0.5), ("b", -0.5), ("b", 0.1)])
    unknown = pd.concat([rows([("c", 1.0)] * 5, actor=""), rows([("c", 1.0)] * 5, actor=None)])
    found = sentiment.toward_actors(pd.concat([known, unknown]))
    pd.testing.assert_frame_equal(found, sentiment.toward_actors(known))
    assert sentiment.toward_actors(unknown).empty


def test_rows_without_cluster_count_as_one():
    found = sentiment.toward_actors(rows([("a", 0.5), (None, 0.1), (None, -0.1)])).loc[0]
    assert (found["mentions"], found["clusters"]) == (3, 2)
    with pytest.raises(ValueError, match="clusters is 'article_id': give a list"):
        sentiment.toward_actors(rows([("a", 0.5)]), clusters="article_id")


def test_many_actors_take_seconds():
    many = pd.concat([rows([("a", 0.5)])] * 20_000).assign(actor=[f"{number:05}" for number in range(20_000)])
    started = time.process_time()
    assert len(sentiment.toward_actors(many)) == 20_000
    assert time.process_time() - started < 20


SENTENCES = pd.DataFrame(
    {"article_id": "x", "sentence_id": [1, 2], "start": [10, 30], "text": ["Voters admire Lopez.", "He left."]}
)
MENTIONS = pd.DataFrame({"article_id": "x", "sentence_id": [1, 2], "start": [24, 30], "end": [29, 32]}, index=[7, 7])


def test_an_earlier_judgement_is_replaced():
    once = sentiment.toward_mentions(MENTIONS, SENTENCES)
    again = sentiment.toward_mentions(sentiment.toward_mentions(MENTIONS, SENTENCES, masked=False), SENTENCES)
    pd.testing.assert_frame_equal(once, again)


def test_a_mention_over_the_end_of_its_sentence_counts_as_far_as_it_is_within():
    over = sentiment.toward_mentions(MENTIONS.assign(end=[33, 32]), SENTENCES)
    within = sentiment.toward_mentions(MENTIONS.assign(end=[30, 32]), SENTENCES)
    pd.testing.assert_frame_equal(over.drop(columns="end"), within.drop(columns="end"))
    assert over["end"].tolist() == [33, 32]


def test_a_sentence_comes_once():
    with pytest.raises(ValueError, match=r"^article x: sentence 2 comes twice in the sentences; give each once$"):
        sentiment.toward_mentions(MENTIONS, pd.concat([SENTENCES, SENTENCES[1:]]))


def test_columns_have_the_same_types_with_and_without_rows():
    some, none = (sentiment.toward_mentions(MENTIONS[:number], SENTENCES) for number in (2, 0))
    assert some.dtypes.to_dict() == none.dtypes.to_dict()


def test_what_does_not_belong_together_is_named():
    with pytest.raises(ValueError, match="article x: the mention at 100 is not in sentence 1, where its row puts it"):
        sentiment.toward_mentions(MENTIONS.assign(start=100, end=104), SENTENCES)
    with pytest.raises(ValueError, match="the sentences have no column 'text': give rows of that table"):
        sentiment.toward_mentions(MENTIONS, SENTENCES.drop(columns="text"))
