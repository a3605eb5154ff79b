"""Sentences taken apart into quoted words and the rest."""

import math
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsactors.segmentation import Quotation, find_quotations, split_sentences
from newsactors.sentiment import split_voices, vader, vader_by_voice
from newsactors.spans import Span


@pytest.mark.parametrize(
    ("text", "quoted", "rest"),
    [
        ("He called it “a disgrace”.", "a disgrace", "He called it ."),
        ("He called it 'a disgrace'.", "a disgrace", "He called it ."),
        ("“Go,” she said. “Now.”", "Go, Now.", "she said."),
        ("Nothing was said.", "", "Nothing was said."),
        ("“All of it is said.”", "All of it is said.", ""),
        ("“He told me ‘no’ twice,” Ann said.", "He told me ‘no’ twice,", "Ann said."),
        ("He said ''no way'' twice.", "no way", "He said twice."),
        ("He said ``no way'' twice.", "no way", "He said twice."),
        ("He said ‘‘no way’’ twice.", "no way", "He said twice."),
        ("He said “‘no’ way” twice.", "‘no’ way", "He said twice."),
        ("Er sagte „nein“ dazu.", "nein", "Er sagte dazu."),
        ("The mayor said: “We have no", "We have no", "The mayor said:"),  # cut short, never closed
    ],
)
def test_what_is_quoted(text, quoted, rest):
    found = split_voices(text, [Span(0, len(text))], find_quotations(text))
    assert found.to_numpy().tolist() == [[quoted, rest]]


def test_a_sentence_within_a_long_quotation_is_quoted():
    text = "“We won. They lost. It is over,” Ann said."
    found = split_voices(text, split_sentences(text), find_quotations(text))
    assert found["quoted"].tolist() == ["We won.", "They lost.", "It is over,"]
    assert found["rest"].tolist() == ["", "", "Ann said."]


def test_an_empty_text_has_no_voices():
    assert split_voices("", [], []).columns.tolist() == ["quoted", "rest"]
    assert vader_by_voice(split_voices("", [], [])).shape == (0, 2)


def test_a_voice_without_words_has_no_tone():
    scores = vader_by_voice(pd.DataFrame({"quoted": ["", "good"], "rest": ["— .", "bad"]}))
    assert scores["compound_quoted"].isna().tolist() == [True, False]
    assert scores["compound_rest"].isna().tolist() == [True, False]
    assert scores.loc[1].tolist() == vader(["good", "bad"])["compound"].tolist()


def test_marks_do_not_hide_words():
    text = "They said “kill” him."
    [[quoted, rest]] = vader_by_voice(split_voices(text, [Span(0, len(text))], find_quotations(text))).to_numpy()
    assert vader([text])["compound"].item() == 0.0
    assert quoted < -0.5
    assert not math.isnan(rest)


@given(st.text(alphabet="aB .,“”'\"\n", max_size=60))
def test_no_letter_is_lost_or_told_twice(text):
    sentences = split_sentences(text)
    voices = split_voices(text, sentences, find_quotations(text))
    assert len(voices) == len(sentences)
    for sentence, quoted, rest in zip(sentences, voices["quoted"], voices["rest"], strict=True):
        letters = sorted(c for c in sentence.of(text) if c.isalpha())
        assert sorted(c for c in quoted + rest if c.isalpha()) == letters


def test_time_is_linear():
    """Each sentence looks at its own quotations only: 20,000 by 50,000 pairs would take minutes."""
    one = "Ann said “no”. "
    quotations = [Quotation(len(one) * at + 9, len(one) * at + 13, True) for at in range(20_000)]
    sentences = [Span(start, start + 5) for start in range(0, len(one) * 20_000, 6)]
    started = time.process_time()
    found = split_voices(one * 20_000, sentences, quotations)
    assert time.process_time() - started < 10
    assert len(found) == 50_000
    assert (found["quoted"] != "").sum() >= 20_000
