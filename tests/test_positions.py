"""Statements: hand-written cases, the seed article, and what must hold for any text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_as_data import cases
from newsactors.positions import Statement, find_statements, find_statements_batch
from newsactors.positions.cues import VERB_FORMS, load_cues
from newsactors.spans import Span

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "cases" / "attributions.json").read_text(encoding="utf-8"))
ARTICLE = (HERE.parent / "seeds" / "000_1f538d970d95d26f.txt").read_text(encoding="utf-8")
PIECES = st.sampled_from(
    "the minister|Ann Smith|Iran|she|who| said| says| told reporters| warned of| according to| accused| claim|'s|’s|"
    " that| not| to| and| but|, |. |: |; | – |\n|“|”|‘|’|\"|''|(|)| on Monday| in a statement| 66| by| was| saying|"
    " is expected| talks would go on| war| adding|But |A|é|…|?".split("|")
)


def surfaces(statements: list[Statement], text: str) -> list[dict[str, Any]]:
    return [
        {role: [span.of(text) for span in getattr(statement, role)] for role in ("source", "cue", "content")}
        | {"form": statement.form}
        for statement in statements
    ]


@pytest.mark.parametrize("case", cases("attributions"))
def test_case(case: dict[str, Any]) -> None:
    assert surfaces(find_statements(case["text"]), case["text"]) == case["statements"]


def test_cases_are_enough_and_distinct() -> None:
    assert len(CASES) >= 60
    assert len({case["text"] for case in CASES}) == len(CASES)
    assert {s["form"] for case in CASES for s in case["statements"]} == {"direct", "mixed", "indirect", "nominal"}


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    statements = find_statements(text)
    assert statements == sorted(statements, key=lambda s: (s.cue, s.content))
    for statement in statements:
        assert statement.cue and statement.content
        for spans in (statement.source, statement.cue, statement.content):
            bounds = [bound for span in spans for bound in span]
            assert bounds == sorted(bounds)
            assert all(isinstance(span, Span) and span.of(text).strip() for span in spans)
            assert all(0 <= span.start < span.end <= len(text) for span in spans)


@given(st.lists(st.lists(PIECES, max_size=25).map("".join), max_size=4))
def test_batch_is_the_same_as_one_by_one_and_no_text_changes_another(texts: list[str]) -> None:
    alone = [find_statements(text) for text in texts]
    assert find_statements_batch(texts) == alone
    assert find_statements_batch(texts[::-1]) == alone[::-1]


def test_whole_paragraphs_do_not_depend_on_those_before() -> None:
    first, second = "Rain fell on Monday.", "Talks will go on, the Kremlin said."
    shift = len(first) + 1
    [statement] = find_statements(f"{first}\n{second}")
    [alone] = find_statements(second)
    assert statement.content == tuple(span.shift(shift) for span in alone.content)


# Each word of saying in the first article of the seed: line, source, cue, content from and to, speaker.
SEED = [
    (1, "officials in Washington", "have said", "The US is", "regional war", None),
    (3, "the embassy", "said", "The developments", "security fears", None),
    (4, "an embassy notice", "on Thursday said", "“Out of", "further notice”", None),
    (6, "the Israeli prime minister", "said", "“We are prepared", "offensively,”", None),
    (8, "state department spokesperson Matthew Miller", "told", "Blinken spoke", "escalate,”", "Matthew Miller"),
    (9, "Biden", "said", "that Israel", "US backing", "Joe Biden"),
    (11, "US officials", "say", "much will", "Iranian attack", None),
    (12, "Pentagon spokesperson Major General Pat Ryder", "told", "The head of", "on Thursday", "Pat Ryder"),
    (14, "officials in Washington", "said", "Meanwhile, the", "in Gaza", None),
    (14, "They", "point out", "that the Hamas leader", "than ever", None),
    (16, "Amir-Abdollahian", "said", "the US could", "war crimes”", "Hossein Amir-Abdollahian"),
    (17, "Reuters", "reported", "While in Oman", "major escalation", "Reuters"),
    (18, "Russia and Germany", "both urged", "restraint", "restraint", "Russia"),
    (18, "Moscow", "warned", "against travel", "Middle East", "government of Russia"),
    (19, "The German foreign minister, Annalena Baerbock", "urged", "to show", "restraint", "Annalena Baerbock"),
    (22, "the Kremlin", "called for", "all countries", "into chaos", "government of Russia"),
    (23, "The Kremlin spokesperson, Dmitry Peskov", "said", "there had been", "and Iran", "Dmitry Peskov"),
    (23, "he", "said", "the Israeli strike", "international law", None),
    (23, "Moscow", "has advised", "not to travel", "Palestinian territories", "government of Russia"),
    (24, "Iran’s supreme leader, Ayatollah Ali Khamenei", "warned", "that Israel", "be punished”", "Ali Khamenei"),
    (24, "one of his advisers", "had said", "Israeli embassies", "longer safe”", None),
    (25, "The Israeli foreign minister, Israel Katz", "warning", "that “if Iran", "attack Iran”", "Israel Katz"),
    (26, "", "it was reported", "that Iran was", "with Hamas", None),
    (29, "The head of the USAID humanitarian agency, Samantha Power", "told", "that it", "of Gaza", "Samantha Power"),
]
SEED_FAILURES = [
    (5, "Benjamin Netanyahu", "to tell", "“Whoever harms", "harm them.”", "Benjamin Netanyahu"),
    (9, "Blinken", "to tell", "that Washington", "its proxies”", "Antony Blinken"),
    (28, "the Israeli military", "said", "that construction", "had begun", None),
    (30, "Sajid N Tarar", "stated", "that Pakistan", "Pakistan ne", "Sajid N Tarar"),
]
KNOWN = pytest.mark.xfail(raises=AssertionError, strict=True, reason="known failure")


@pytest.mark.parametrize("row", [*SEED, *(pytest.param(row, marks=KNOWN) for row in SEED_FAILURES)])
def test_seed_article(row: tuple[int, str, str, str, str, str | None]) -> None:
    line, source, cue, first, last, speaker = row
    found = [
        s.content
        for s in find_statements(ARTICLE)
        if ARTICLE.count("\n", 0, s.cue[0].start) + 1 == line
        and [span.of(ARTICLE) for span in s.source] == ([source] if source else [])
        and s.cue[0].of(ARTICLE) == cue
        and s.speaker == speaker
    ]
    assert len(found) == 1
    assert found[0][0].of(ARTICLE).startswith(first)
    assert found[0][-1].of(ARTICLE).endswith(last)


def test_lexicon_is_sorted_and_sound() -> None:
    path = HERE.parent / "lib" / "newsactors" / "resources" / "cues.csv"
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    assert [row[:2] for row in rows] == sorted((row[:2] for row in rows), key=lambda row: (row[0], row[1]))
    for lemma, word_class, forms, takes, origin in rows:
        assert lemma and takes and origin
        assert len(forms.split()) == {"verb": len(VERB_FORMS) - 1, "noun": 1, "preposition": 0}[word_class]


def test_lexicon_knows_irregular_forms() -> None:
    assert load_cues()["sought"][0].lemma == "seek"
    assert load_cues()["told"][0].forms == {"past", "participle"}
