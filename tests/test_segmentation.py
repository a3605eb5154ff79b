import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_as_data import cases
from newsactors.segmentation import find_quotations, split_articles, split_paragraphs, split_sentences

ROOT = Path(__file__).parents[1]
RAW = (ROOT / "seeds" / "000_1f538d970d95d26f.txt").read_bytes().decode("utf-8")
TEXT = st.lists(
    st.sampled_from(
        ["Mr. ", "U.S. ", "He said: ", "“Yes?” ", "‘no’ ", "\n", ".", "! ", "…", "reportSign up", '"', " A", "Go. "]
    )
    | st.text(max_size=6)
).map("".join)


def gold(kind):
    with (ROOT / "data" / "gold" / "segmentation.csv").open(newline="", encoding="utf-8") as file:
        return [(int(r["raw_start"]), int(r["raw_end"])) for r in csv.DictReader(file) if r["kind"] == kind]


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences(case):
    text = " ".join(case["sentences"])
    assert [span.of(text) for span in split_sentences(text)] == case["sentences"]


@given(TEXT)
@pytest.mark.parametrize("split", [split_articles, split_paragraphs, split_sentences])
def test_every_visible_character_lies_in_exactly_one_unit_and_units_are_in_order(split, text):
    spans = split(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = "".join("".join(span.of(text).split()) for span in spans)
    assert covered == "".join(text.split())


@given(TEXT)
def test_every_visible_character_lies_in_exactly_one_sentence_of_exactly_one_article(text):
    articles = split_articles(text)
    sentences = [span.shift(article.start) for article in articles for span in split_sentences(article.of(text))]
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    assert "".join("".join(span.of(text).split()) for span in sentences) == "".join(text.split())


def test_the_seed_is_cut_as_its_coder_marked_it():
    assert [tuple(span) for span in split_articles(RAW)] == gold("article")
    assert [tuple(span) for span in split_sentences(RAW)] == gold("sentence")
    assert [(q.start, q.end) for q in find_quotations(RAW)] == gold("quotation")


def test_line_29_of_the_seed_is_a_paragraph_of_the_first_article():
    first = split_articles(RAW)[0]
    assert first.of(RAW).count("\n") == 28
    assert first.of(RAW).endswith("confirming earlier warnings from UN agencies")


@pytest.mark.parametrize("split", [split_articles, split_paragraphs, split_sentences, find_quotations])
@pytest.mark.parametrize("text", ["", " \n\t\r\n "])
def test_nothing_in_nothing_out(split, text):
    assert split(text) == []
