import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_as_data import cases
from newsactors.cleaning import clean, find_seams, restore

SEED = Path(__file__).parents[1] / "seeds" / "000_1f538d970d95d26f.txt"
RAW = SEED.read_bytes().decode("utf-8")
# Text in which every rule has something to do, beside arbitrary characters.
DAMAGED = st.lists(
    st.sampled_from(
        [
            "reportSign up",
            "Getty Images",
            "\u00ad",
            "\ufeff",
            "\r\n",
            "\r",
            "\u00a0",
            "end.Next one",
            "“no.”Yes",
            "â€™",
            "Ã\x83Â©",
            "Â\u00a0",
            "â",
            "€™",
            "&amp;",
            "&am",
            "p;lt;",
            "&shy;",
            "\x92",
            "\u200e",
            "\u05d0",
            "…",
            " ",
        ]
    )
    | st.text(max_size=8)
).map("".join)


@pytest.mark.parametrize("case", cases("cleaning"))
def test_case(case):
    cleaned = clean(case["text"])
    assert cleaned.text == case["clean"]
    assert [[tag.kind, cleaned.raw[tag.raw_start : tag.raw_end]] for tag in cleaned.tags] == case["tags"]


@given(DAMAGED)
def test_the_raw_text_can_always_be_rebuilt_from_the_clean_text_and_the_edits(text):
    assert restore(replace(clean(text), raw="")) == text


@given(DAMAGED)
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text).text
    assert clean(once).text == once


@given(DAMAGED)
def test_every_clean_character_that_was_kept_leads_back_to_itself(text):
    cleaned = clean(text)
    repaired = {position for edit in cleaned.edits for position in range(edit.raw_start, edit.raw_end)}
    for at, character in enumerate(cleaned.text):
        raw = cleaned.to_raw(at, at + 1)
        if raw.end > raw.start and raw.start not in repaired:
            assert raw.of(text) == character
            assert cleaned.to_clean(*raw) == (at, at + 1)


@given(DAMAGED)
def test_offsets_keep_their_order(text):
    cleaned = clean(text)
    starts = [cleaned.to_raw(at, at + 1).start for at in range(len(cleaned.text))]
    assert starts == sorted(starts)


def test_the_whole_clean_text_stands_for_the_whole_raw_text():
    cleaned = clean(RAW)
    assert cleaned.to_raw(0, len(cleaned.text)) == (0, len(RAW))
    assert cleaned.to_clean(0, len(RAW)) == (0, len(cleaned.text))


def test_a_span_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="span 3:9 lies outside the text, which has 5 characters"):
        clean("short").to_raw(3, 9)


def test_the_seed_has_four_seams_at_the_right_characters():
    assert [RAW[at - 4 : at] + "|" + RAW[at : at + 3] for at, _ in find_seams(RAW)] == [
        "icer|For",
        "ages|Mr ",
        "ergy|Jus",
        "tion|Sig",
    ]


def test_every_other_line_of_the_seed_stays_as_it_is():
    raw_lines, clean_lines = RAW.split("\n"), clean(RAW).text.split("\n")
    assert clean_lines[:30] == raw_lines[:30]
    assert "".join(clean_lines) == "".join(raw_lines)


def test_tags_lie_inside_the_text_and_in_order():
    tags = clean(RAW).tags
    assert [tag.raw_start for tag in tags] == sorted(tag.raw_start for tag in tags)
    assert [tag.kind for tag in tags].count("truncated") == 4
    assert all(re.search(r"\S", RAW[tag.raw_start : tag.raw_end]) for tag in tags)
