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


def test_tuples_are_spans_too():
    text = "“We won,” she said, “at last.” He left."
    found = split_voices(text, [(0, 30), (31, 39)], [tuple(each) for each in find_quotations(text)])
    assert found.to_numpy().tolist() == [["We won, at last.", "she said,"], ["", "He left."]]


def test_spans_are_no_quotations():
    with pytest.raises(
        ValueError, match=r"quotations holds Span\(start=0, end=4\): give those of find_quotations, which"
    ):
        split_voices("“No” he said.", [Span(0, 13)], [Span(0, 4)])


def test_half_a_character_is_read_as_by_vader():
    text = "“Good \udcff,” he said, bad \udcff."
    voices = split_voices(text, [Span(0, len(text))], find_quotations(text))
    assert voices.to_numpy().tolist() == [["Good \udcff,", "he said, bad \udcff."]]
    assert voices.dtypes.astype(str).tolist() == ["str", "str"]
    tones = vader(["Good \udcff,", "he said, bad \udcff."])["compound"].tolist()
    assert vader_by_voice(voices).to_numpy().tolist() == [tones]
    assert vader_by_voice(pd.concat([voices, voices], ignore_index=True)).shape == (2, 2)


def test_a_missing_voice_is_named():
    with pytest.raises(ValueError, match="row 1 is nan, which is no text"):
        vader_by_voice(pd.DataFrame({"quoted": ["good", None], "rest": ["bad", "bad"]}))


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
