from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_as_data import cases
from newsactors.cleaning import clean
from newsactors.cleaning.boilerplate import find_boilerplate
from newsactors.cleaning.kinds import catalogue, kinds
from newsactors.cleaning.truncation import find_truncated_ends
from newsactors.corpus import Document, articles_of
from newsactors.packaged import rows
from newsactors.spans import lines

ROOT = Path(__file__).resolve().parents[1]
PATTERNS = rows("boilerplate.csv")
PARAGRAPH = "The harbour reopened on Monday, and the first ships left it before noon. " * 2
# Lines in which several kinds meet, in any order, beside arbitrary characters.
PAGES = st.lists(
    st.sampled_from([row["example"] for row in PATTERNS] + [kind.example for kind in kinds()] + [" ", "\n", PARAGRAPH])
    | st.text(max_size=8)
).map("".join)


def tagged(text):
    cleaned = clean(text)
    return [[tag.kind, cleaned.raw[tag.raw_start : tag.raw_end]] for tag in cleaned.tags]


@pytest.mark.parametrize("case", cases("boilerplate"))
def test_case(case):
    assert tagged(case["text"]) == case["tags"]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_every_example_of_the_catalogue_is_treated_as_it_says(kind):
    if kind.form == "edit":
        cleaned = clean(kind.example)
        assert (cleaned.text, {edit.rule for edit in cleaned.edits}) == (kind.finding, {kind.name})
    else:
        assert tagged(kind.example) == [[kind.name, part] for part in kind.finding.split(" | ")]


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: f"{row['kind']}: {row['example'][:40]!r}")
def test_every_pattern_finds_its_example(row):
    below_headline = row["place"] == "below headline"
    text = f"Harbour closed\n{row['example']}\n{PARAGRAPH}" if below_headline else row["example"]
    assert row["kind"] in [kind for kind, _ in find_boilerplate(text)]


def test_every_kind_found_is_in_the_catalogue_and_has_cases_for_and_against_it():
    tags = [kind.name for kind in kinds() if kind.form == "tag"]
    assert {row["kind"] for row in PATTERNS} == set(tags) - {"repeated-paragraph", "truncated"}
    labels = [case.values[0]["label"] for case in cases("boilerplate")]
    for kind in tags:
        assert sum(label.startswith(f"{kind}: ") for label in labels) >= 4
        assert sum(label.startswith(f"no {kind}: ") for label in labels) >= 4


def test_the_printed_catalogue_is_the_one_in_force():
    assert catalogue() in (ROOT / "data" / "README.md").read_text(encoding="utf-8")


@given(PAGES)
def test_boilerplate_is_in_order_and_never_overlaps(text):
    spans = [span for _, span in find_boilerplate(text)]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
    _, places = clean(text).boilerplate
    assert all(before.end <= after.start for before, after in pairwise(places))


@given(PAGES)
def test_truncated_ends_are_the_last_words_of_lines(text):
    for span in find_truncated_ends(text):
        assert not any(character.isspace() for character in span.of(text))
        assert span.end in {line.end for line in lines(text)}


def test_later_stages_see_only_what_they_skip():
    text = f"By Jane Doe\nCorrection: The date was wrong.\nSMITH: {PARAGRAPH}\nROE: We sail."
    assert [kind for kind, _ in tagged(text)] == ["byline", "correction", "transcript-turn", "transcript-turn"]
    assert clean(text).boilerplate[0] == ["byline"]


def test_a_dateline_is_no_part_of_its_sentence_and_a_byline_no_headline():
    [article] = articles_of(Document("day.txt", f"By Jane Doe\nGENEVA (AP) — {PARAGRAPH}"))
    start = article.text.index("GENEVA")
    assert article.tag_of(0, 11) == "byline"
    assert article.tag_of(start, start + 6) == "dateline"
    assert article.tag_of(start, start + 60) == ""


def test_the_patterns_file_is_in_blocks_of_one_kind():
    found = [row["kind"] for row in PATTERNS]
    assert [kind for at, kind in enumerate(found) if kind != found[at - 1]] == list(dict.fromkeys(found))


def test_a_line_that_breaks_off_stands_out_where_the_others_are_whole():
    whole = [f"On day {number} nobody sailed. {PARAGRAPH}".strip() for number in range(12)]
    cut = "The mayor thanked the crews of all the ships on Monday. They had waited outside the harb"
    headline = "‘It was awful.’ Survivors of the storm remember the night in which three old ships went down"
    text = "\n".join([*whole, cut, headline])
    broken = [span.of(text) for span in find_truncated_ends(text)]
    assert broken == ["harb"]
    assert find_truncated_ends("\n".join([*whole[:5], cut, headline])) == []
    careless = "\n".join([*whole, *(line[:-1] + " again" * n for n, line in enumerate(whole)), cut])
    assert find_truncated_ends(careless) == []


def test_a_line_that_ends_in_a_credit_was_not_cut_whatever_its_length():
    credit = "Photograph: Jane Doe/The Record"
    text = f"{PARAGRAPH[:120].strip()}. {credit}".rjust(160, "A")
    assert len(text) == 160 and find_truncated_ends(text) != []
    assert tagged(text) == [["picture-credit", credit]]
