"""Acts and modality: hand-written cases, the lexicon, and what must hold for any text."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_as_data import cases
from newsactors.positions import act_conditions
from newsactors.positions.act_lexicon import load_acts, split_words
from newsactors.positions.acts import Act, find_act, read
from newsactors.positions.modality import find_modality
from newsactors.schema import ACTS
from newsactors.spans import Span

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "cases" / "acts.json").read_text(encoding="utf-8"))
LEXICON = HERE.parent / "lib" / "newsactors" / "resources" / "acts.csv"
MODALITIES = ("asserted", "hypothetical", "conditional")
DECIDED_LATER = ("say", "think", "light", "void")  # by the content, by a noun behind, or not at all
PIECES = st.sampled_from(
    "the minister|Iran| said| denied| did not| would| may| threatened| to| strike| if|, |. |“|”|‘|’|'|?|\n| must| no|"
    " call for| a| its| will never accept| warning| that|…|é|\x02|\x1f|n't| is| ready| without| going".split("|")
)


def located(case: dict[str, Any]) -> dict[str, list[Span]]:
    """Return the spans of a case: content first, then the cue outside it, then the source outside both."""
    spans: dict[str, list[Span]] = {}
    taken: list[Span] = []
    for role in ("content", "cue", "source"):
        spans[role] = []
        for surface in case.get(role, []):
            after = spans[role][-1].end if spans[role] else 0
            spans[role].append(_place(case["text"], surface, after, taken))
        taken += spans[role]
    return spans


def _place(text: str, surface: str, after: int, taken: list[Span]) -> Span:
    """Return where whole words stand for the first time behind `after`, outside what is taken."""
    for start in range(after, len(text)):
        span = Span(start, start + len(surface))
        cuts_word = text[start - 1 : start].isalnum() or text[span.end : span.end + 1].isalnum()
        if text.startswith(surface, start) and not cuts_word and not any(span.meets(other) for other in taken):
            return span
    raise ValueError(f"{surface!r} is not in {text!r}")


def find_act_and_modality(text: str, source: list[Span], cue: list[Span], content: list[Span]) -> tuple[Act, str]:
    reading = read(text, cue, content)
    return find_act(reading), find_modality(reading, text, source, cue)


@pytest.mark.parametrize("case", cases("acts"))
def test_case(case: dict[str, Any]) -> None:
    spans = located(case)
    act, modality = find_act_and_modality(case["text"], spans["source"], spans["cue"], spans["content"])
    assert (act.act, modality) == (case["act"], case["modality"]), act.evidence


def test_cases_are_enough_distinct_and_a_third_of_them_hard() -> None:
    assert len(CASES) >= 300
    assert len({case["text"] for case in CASES}) == len(CASES)
    assert 3 * sum(case["comment"].startswith("hard: ") for case in CASES) >= len(CASES)
    assert min(Counter(case["act"] for case in CASES)[act] for act in ACTS) >= 15
    assert {case["modality"] for case in CASES} == set(MODALITIES)


@given(st.lists(PIECES, max_size=40).map("".join), st.lists(st.integers(0, 120), min_size=6, max_size=6))
def test_any_spans_of_any_text_have_one_act_and_one_modality(text: str, bounds: list[int]) -> None:
    a, b, c, d, e, f = (min(bound, len(text)) for bound in bounds)
    source, cue, content = ([Span(*sorted(pair))] for pair in ((a, b), (c, d), (e, f)))
    act, modality = find_act_and_modality(text, source, cue, content)
    assert act.act in ACTS and act.evidence
    assert modality in MODALITIES


def test_what_stands_in_other_paragraphs_changes_nothing() -> None:
    text = "The envoy would not say when talks must resume."
    spans = [[Span(0, 9)], [Span(10, 23)], [Span(24, 46)]]
    alone = find_act_and_modality(text, *spans)
    shifted = [[span.shift(18) for span in role] for role in spans]
    assert find_act_and_modality(f"If he denied that\n{text}\nIf he threatened", *shifted) == alone
    assert alone[0].act == "comment" and alone[1] == "hypothetical"


def test_no_more_is_read_of_a_long_content_than_of_a_short_one() -> None:
    short = "The envoy said talks must resume " + "and the weather was fine " * 20
    long = short + "and they must resign " * 50_000
    found = [find_act(read(text, [Span(10, 14)], [Span(15, len(text))])) for text in (short, long)]
    assert found[0] == found[1] == ("demand", "content: must")


def test_a_statement_without_cue_is_an_error() -> None:
    with pytest.raises(ValueError, match="cue: no span"):
        read("No cue.", [], [Span(0, 2)])


def test_lexicon_is_sorted_and_sound() -> None:
    header, *rows = [line.split(",") for line in LEXICON.read_text(encoding="utf-8").splitlines()]
    assert header == ["lemma", "class", "when", "act", "negated", "origin"]
    keys = [(lemma, word_class, when) for lemma, word_class, when, *_ in rows]
    assert len(set(keys)) == len(keys)
    assert [key[:2] for key in keys] == sorted(key[:2] for key in keys)
    of_cues = {"", *act_conditions.CONDITIONS}
    for _, word_class, when, act, negated, origin in rows:
        assert act in (*ACTS, *DECIDED_LATER) and negated in (*ACTS, "void")
        assert origin == "own" or origin.startswith("CAMEO ")
        assert when in ({"", "be", "self", "start"} if word_class in ("content", "modal", "deed") else of_cues)


def test_lexicon_inflects_by_rule_and_by_list() -> None:
    lexicon = load_acts()["cue"]
    for form in "denies denied rejecting criticised criticized threw forbade counselled counseled fears vetoes".split():
        assert form in lexicon
    assert "criticizeed" not in lexicon and "denyed" not in lexicon


def test_words_are_split_alike_with_straight_and_curly_apostrophes() -> None:
    assert split_words("It’s “a lie”, he can’t.") == split_words("It's “a lie”, he can't.")
    assert split_words("It's “a lie”, he can't.") == "it 's “ a lie ” , he can not .".split()
