"""Statements: hand-written cases, the hand-coded seed file, and what must hold for any text."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_as_data import cases
from newsactors.positions import Statement, find_nested, find_statements, find_statements_batch
from newsactors.positions.cues import VERB_FORMS, load_cues
from newsactors.spans import Span
from newsactors.validation.hand_coding import compare

ROOT = Path(__file__).parents[1]
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/cases/attributions.json").read_text(encoding="utf-8"))
GOLD = [json.loads(row) for row in (ROOT / "data/gold/positions.jsonl").read_text(encoding="utf-8").splitlines()]
SEED = ROOT / "seeds" / "000_1f538d970d95d26f.txt"
WORD = re.compile(r"[^\W_]+")
PIECES = st.sampled_from(
    "the minister|Ann Smith|Iran|she|who| said| says| told reporters| warned of| according to| accused| claim|'s|’s|"
    " that| not| to| and| but|, |. |: |; | – |\n|“|”|‘|’|\"|''|(|)| on Monday| in a statement| 66| by| was| saying|"
    " is expected| talks would go on| war| adding|But |A|é|…|?|It was reported that".split("|")
)


def words(pieces: list[str]) -> list[str]:
    return [word for piece in pieces for word in WORD.findall(piece)]


def in_common(one: list[str], other: list[str]) -> float:
    """Return F1 of two lists of words, 1 for two empty ones."""
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other)) if one or other else 1.0


def fits(statement: Statement, wanted: dict[str, Any], text: str) -> bool:
    """Tell whether a statement is the one wanted, by the measures of `newsactors.validation.attribution`.

    Half of the source's words, a word of the cue and four fifths of the content's words must be common: a preposition
    between cue and content may fall to either.
    """
    found = {role: words([span.of(text) for span in getattr(statement, role)]) for role in ("source", "cue", "content")}
    source, cue, content = (words(wanted[role]) for role in ("source", "cue", "content"))
    return (
        in_common(source, found["source"]) >= 0.5
        and (bool(set(cue) & set(found["cue"])) or not cue)
        and in_common(content, found["content"]) >= 0.8
        and statement.form == wanted["form"]
        and ("speaker" not in wanted or statement.speaker == wanted["speaker"])
    )


@pytest.mark.parametrize("case", cases("attributions"))
def test_case(case: dict[str, Any]) -> None:
    found = find_statements(case["text"])
    assert len(found) == len(case["statements"])
    for statement, wanted in zip(found, case["statements"], strict=True):
        assert fits(statement, wanted, case["text"]), (statement, wanted)


def test_cases_are_enough_and_distinct() -> None:
    assert len(CASES) >= 200
    assert len({case["text"] for case in CASES}) == len(CASES)
    assert {s["form"] for case in CASES for s in case["statements"]} == {"direct", "mixed", "indirect", "nominal"}


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    statements = find_statements(text, min_confidence=0.05)
    assert statements == sorted(statements, key=lambda s: s.cue)
    for statement in statements:
        assert statement.cue and statement.content
        for spans in (statement.source, statement.cue, statement.content):
            bounds = [bound for span in spans for bound in span]
            assert bounds == sorted(bounds)
            assert all(isinstance(span, Span) and span.of(text).strip() for span in spans)
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert not any(piece.meets(other) for piece in statement.content for other in statement.cue + statement.source)
        assert 0 <= statement.confidence <= 1
        for target in statement.targets:
            assert (target.stance is None) == (target.probability is None)
            assert any(piece.holds(Span(target.start, target.end)) for piece in statement.content)


@given(st.lists(st.lists(PIECES, max_size=25).map("".join), max_size=4))
def test_batch_is_the_same_as_one_by_one_and_no_text_changes_another(texts: list[str]) -> None:
    alone = [find_statements(text) for text in texts]
    assert find_statements_batch(texts) == alone
    assert find_statements_batch(texts[::-1]) == alone[::-1]


def test_less_confidence_adds_and_more_takes_away() -> None:
    text = SEED.read_text(encoding="utf-8")
    strict, usual, lenient = (find_statements(text, least) for least in (0.8, 0.3, 0.1))
    assert 0 < len(strict) < len(usual) < len(lenient)
    assert {s.cue for s in strict} <= {s.cue for s in usual}


@pytest.mark.parametrize(
    ("text", "speaker", "addressee"),
    [
        ("Ann Smith said it was late. “It is late,” she added.", "Ann Smith", None),
        ("Ann Smith met Bob Jones. He said it was late.", None, None),
        ("France and Germany said that talks had failed.", "France; Germany", None),
        ("US officials said that talks had failed.", "United States", None),
        ("The Kremlin told Iran that talks had failed.", "government of Russia", "Iran"),
        ("Ann Smith’s lawyer said that it was late.", None, None),
        ("Ministers from France and Germany said that it was late.", None, None),
        ("Vladimir Putin warned of attacks on Israel.", "Vladimir Putin", None),
        ("Ten people died, according to Ann Smith.", "Ann Smith", None),
        ("Germany called on Israel to stop the raid.", "Germany", "Israel"),
        ("Astrid Fenwick-Holm and Paolo Grimaldesi met. It was late, she said.", None, None),
    ],
)
def test_speaker_and_addressee(text: str, speaker: str | None, addressee: str | None) -> None:
    statement = find_statements(text)[-1]
    assert (statement.speaker, statement.addressee) == (speaker, addressee)


@pytest.mark.parametrize("label", ["Weather", "London", "In London", "Sunday", "Ingredients", "Chapter One"])
def test_a_rubric_does_not_speak(label: str) -> None:
    assert [s for s in find_statements(f"{label}: rain in the north.") if s.evidence == "turn"] == []


def test_a_turn_with_a_statement_inside_is_kept() -> None:
    text = "JANE DOE: We will go.\nBEN JONES: My neighbours told me the bridge was old. It had cracks everywhere."
    turns = [(s.speaker, s.form) for s in find_statements(text) if s.evidence == "turn"]
    assert turns == [("Jane Doe", "indirect"), ("Ben Jones", "indirect")]


@pytest.mark.parametrize("least", [-0.1, 1.5, float("nan")])
def test_a_confidence_is_a_probability(least: float) -> None:
    with pytest.raises(ValueError, match="give a probability from 0 to 1"):
        find_statements("She said no.", min_confidence=least)


def test_nobody_takes_no_side() -> None:
    [statement] = find_statements("It was reported that Iran had brutally attacked Israel.")
    assert statement.source == () and {target.stance for target in statement.targets} == {None}


def test_targets_have_the_stance_of_the_act_or_of_the_words_around_them() -> None:
    [accused] = find_statements("Iran accused Oman of piracy.")
    assert [(t.actor, t.stance) for t in accused.targets] == [("Oman", -1)]
    [said] = find_statements("The minister said that Oman had committed a horrible crime, and Qatar had not.")
    assert [(t.actor, t.stance) for t in said.targets] == [("Oman", -1), ("Qatar", None)]


def test_statements_of_the_hand_coded_file() -> None:
    rows = compare(SEED, GOLD)
    assert Counter(rows["kind"]) == {"both": 31, "coded": 39, "found": 5}
    both = rows[rows["kind"] == "both"]
    right = {field: (both[field] == both[f"{field}_found"]).sum() for field in ("act", "form", "modality")}
    assert right == {"act": 25, "form": 30, "modality": 31}
    assert both["content"].mean() > 0.85


def test_lexicon_is_sorted_and_sound() -> None:
    path = ROOT / "lib" / "newsactors" / "resources" / "cues.csv"
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    assert [row[:2] for row in rows] == sorted((row[:2] for row in rows), key=lambda row: (row[0], row[1]))
    for lemma, word_class, forms, origin in rows:
        assert lemma and origin
        assert len(forms.split()) == {"verb": len(VERB_FORMS) - 1, "noun": 1, "preposition": 0}[word_class]


def test_lexicon_knows_irregular_forms() -> None:
    assert load_cues()["sought"][0].lemma == "seek"
    assert load_cues()["told"][0].forms == {"past", "participle"}


def test_nested_statements_lie_inside_a_content_and_keep_the_speakers_of_the_article() -> None:
    text = (
        "Odile Brandt, the energy minister, spoke to miners. The ministry said that Brandt had warned the mine’s "
        "owners against any cuts to wages, and that the union hoped to reach a deal by Friday."
    )
    outer = find_statements(text)
    nested = find_nested(text, outer)
    told = [(*[" ".join(span.of(text) for span in part) for part in each[:2]], each.speaker) for each in nested]
    assert told[0] == ("Brandt", "had warned", "Odile Brandt")
    contents = [content for each in outer for content in each.content]
    for each in nested:
        assert each.evidence == "nested"
        for span in (*each.source, *each.cue, *each.content):
            assert any(content.start <= span.start and span.end <= content.end for content in contents)


def test_nested_statements_do_not_repeat_what_was_found() -> None:
    for case in CASES[:60]:
        outer = find_statements(case["text"])
        cues = {cue for each in outer for cue in each.cue}
        assert cues.isdisjoint(cue for each in find_nested(case["text"], outer) for cue in each.cue)
