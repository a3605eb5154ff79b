import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_as_data import cases
from newsactors.cleaning import find_seams, rebuild
from newsactors.cleaning.seams import packaged_model, packaged_names

SEED = (Path(__file__).parents[1] / "seeds" / "000_1f538d970d95d26f.txt").read_bytes().decode("utf-8")
# Pieces that are candidates for a seam on one side or the other, beside arbitrary characters.
PIECES = (
    "The |the|said |Storm Hits Coast|officials|WASHINGTON (AP) - |CIA|Trump |WhatsApp|LinkedIn|In|Mc|O’Brien|U.S.|Mr |"
    'AFP|/AP|Photo: |Getty Images|(CNN)|2016|12|£3m|@handle|http://a.B/|Booking.Com|no.|end.|.|!|?|…|...|;|:|—|-|’s|"|“|'
    "”|‘|’|)|]| |\n|\u2028|\u0301|\u00ad|A|I|a|É"
).split("|")
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=24).map("".join)


def mended(text):
    """Put back what find_seams says was lost."""
    for at, lost in reversed(find_seams(text)):
        text = text[:at] + lost + text[at:]
    return text


@pytest.mark.parametrize("case", cases("seams"))
def test_case(case):
    cuts = [0, *(at for at, _ in find_seams(case["text"])), len(case["text"])]
    assert [case["text"][a:b] for a, b in pairwise(cuts)] == case["pieces"]
    assert [lost for _, lost in find_seams(case["text"])] == case["lost"]


def test_the_seed_has_its_four_seams_and_no_other():
    found = [(SEED[at - 4 : at], SEED[at : at + 4], lost) for at, lost in find_seams(SEED)]
    assert found == [
        ("icer", "For ", "\n"),
        ("ages", "Mr A", "\n"),
        ("ergy", "Just", "\n"),
        ("tion", "Sign", "\n"),
    ]


@given(TEXTS)
def test_where_a_break_was_put_there_is_no_seam_any_more_and_none_is_new(text):
    assert find_seams(mended(text)) == []


@given(TEXTS)
def test_seams_stand_in_order_inside_unbroken_text(text):
    found = find_seams(text)
    assert [at for at, _ in found] == sorted({at for at, _ in found})
    assert all(0 < at < len(text) and not text[at - 1 : at + 1].isspace() for at, _ in found)
    assert {lost for _, lost in found} <= {" ", "\n"}


@given(TEXTS, st.integers(0, 200))
def test_invisible_characters_change_nothing(text, at):
    seen = [mended(variant).replace("\u00ad", "") for variant in (text, text[:at] + "\u00ad" + text[at:])]
    assert seen[0] == seen[1]


@given(TEXTS)
def test_lines_are_looked_at_one_by_one(text):
    assert mended(text) == "\n".join(mended(line) for line in text.split("\n"))


def test_the_stored_model_is_small_and_in_order():
    model = packaged_model()
    assert list(model.weights)[1:] == sorted(list(model.weights)[1:])
    assert next(iter(model.weights)) == "bias"
    assert all(len(seen) == 4 and seen.isdecimal() for seen in model.words.values())
    stored = Path(rebuild.__file__).parents[1] / "resources" / "seams.json"
    assert stored.stat().st_size < 200_000
    assert rebuild.store(model) == stored.read_text(encoding="utf-8")
    assert "bias" in json.loads(stored.read_text(encoding="utf-8"))["weights"]


def test_names_are_kept_whole_wherever_they_stand():
    for name in packaged_names():
        assert find_seams(f"He went to {name} on Monday, and {name}’s plan failed.") == []
