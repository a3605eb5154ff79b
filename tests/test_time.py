"""No text, however odd, takes more time than in proportion to its length."""

import time

import pandas as pd
import pytest

from newsactors import corpus, pipeline
from newsactors.actors import find_mentions
from newsactors.cleaning import clean
from newsactors.positions import find_statements
from newsactors.segmentation import find_quotations, split_articles, split_paragraphs, split_sentences


def analysed(text: str) -> pd.DataFrame:
    return pipeline.sentences_table(corpus.articles_of(corpus.Document("day.txt", text)))


PIECES = ["a", "A", "A-", ".", "(", "x.X", "”A", "‘a ", "“a ", "\u00a0", "\n", "He said no. ", "Iran and "]
CROWDS = ["Joe Biden said he left. ", "the Israeli prime minister met Joe Biden and ", "Chinese, "]
READERS = [clean, split_articles, split_paragraphs, split_sentences, find_quotations, find_mentions, find_statements]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("read", READERS)
def test_time_is_in_proportion_to_length(read, piece):
    assert_in_proportion(read, piece, 2_000)


@pytest.mark.parametrize("piece", CROWDS)
def test_many_persons_and_pronouns_take_time_in_proportion(piece):
    assert_in_proportion(find_mentions, piece, 1_000)


def test_tables_are_made_in_proportion_to_length():
    assert_in_proportion(analysed, "He said “no”. ", 300)


def assert_in_proportion(read, piece, times):
    """Let eight times the text take at most half of what quadratic time would: 32 times as long.

    Below two hundredths of a second the clock says too little; what is that fast may grow as it likes.
    """

    def seconds(repeats):
        start = time.process_time()
        read(piece * repeats)
        return time.process_time() - start

    small = max(min(seconds(times), seconds(times)), 0.02)
    assert seconds(8 * times) <= 32 * small
