from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_as_data import cases
from newsactors.segmentation import find_quotations

MARKS = "“”\"„‟‘’'‚‛`«»‹›"
TEXT = st.lists(
    st.sampled_from(
        [*MARKS, "''", "``", "a", "S", "s", "9", " ", " ", ". ", ", ", "\n", "(", "—", "He said ", "“No,” "]
    )
    | st.text(max_size=3)
).map("".join)
CASES = cases("quotations")


@pytest.mark.parametrize("case", CASES)
def test_quotations(case):
    text, found = case["text"], find_quotations(case["text"])
    assert [[text[q.start : q.end], q.closed] for q in found] == case["quotations"]
    assert [q.continues for q in found] == case.get("continues", [False] * len(found))
    assert [q.kind for q in found] == case.get("kinds", [q.kind for q in found])


def test_half_of_the_cases_are_hard_and_few_fail():
    values = [parameter.values[0] for parameter in CASES]
    assert len(values) >= 150
    assert 2 * sum(case.get("hard", False) for case in values) >= len(values)
    assert sum(case.get("known_failure", False) for case in values) == 3


@given(TEXT)
def test_quotations_lie_inside_one_line_each_in_order_and_apart(text):
    quotations = find_quotations(text)
    assert quotations == find_quotations(text)
    assert all(0 <= q.start < q.end <= len(text) for q in quotations)
    assert all(a.end <= b.start for a, b in pairwise(quotations))
    assert not any("\n" in text[q.start : q.end] for q in quotations)


@given(TEXT)
def test_a_quotation_begins_with_a_mark_and_a_closed_one_ends_with_one(text):
    for q in find_quotations(text):
        assert text[q.start] in MARKS
        assert text[q.end - 1] in MARKS or not q.closed
        assert not (q.closed and q.continues)
        assert q.kind in {"speech", "title", "scare", "unknown"}


@given(TEXT)
def test_paragraphs_around_a_text_only_shift_its_quotations(text):
    around = find_quotations(f"Rain fell.\n{text}\nIt went on.")
    assert [q._replace(start=q.start - 11, end=q.end - 11) for q in around] == find_quotations(text)


@given(TEXT)
def test_plain_words_in_the_same_line_only_shift_closed_quotations(text):
    def closed(quotations, by):
        return [(q.start - by, q.end - by) for q in quotations if q.closed]

    assert closed(find_quotations(f"Rain fell. {text} It went on."), 11) == closed(find_quotations(text), 0)


@given(st.text(alphabet="ab .,", max_size=30), st.sampled_from(["“”", '""', "''", "‘’", "«»", "„“"]))
def test_any_words_between_two_marks_in_plain_words_are_one_quotation(words, marks):
    text = f"She said {marks[0]}we {words} go{marks[1]} on Monday."
    assert [tuple(q[:3]) for q in find_quotations(text)] == [(9, len(text) - 11, True)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "“”", '"', "'", '"' * 100])
def test_marks_with_nothing_inside_do_no_harm(text):
    assert all(text[q.start : q.end].strip() for q in find_quotations(text))


def test_a_very_long_line_of_marks_is_read_in_windows():
    text = "“a,” he said. " * 2_000
    found = find_quotations(text)
    assert [q.start for q in found] == list(range(0, len(text), 14))
    assert all(q.closed and q.kind == "speech" for q in found[:1])
