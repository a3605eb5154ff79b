"""The hand coding says what the seed file holds, in the values that its guide allows."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS = [json.loads(line) for line in (ROOT / "data" / "gold" / "positions.jsonl").read_text("utf-8").splitlines()]
GUIDE = (ROOT / "data" / "gold" / "positions-guide.md").read_text(encoding="utf-8")


def test_spans_hold_the_words_that_were_coded():
    assert len(ROWS) == 72
    for row in ROWS:
        raw = (ROOT / "seeds" / row["source_file"]).read_bytes().decode()
        for role in ("source", "cue", "content"):
            assert [raw[start:end] for start, end in row[role]] == row[f"{role}_text"]
            assert row[role] == sorted(row[role])


@pytest.mark.parametrize(
    ("field", "allowed"),
    [
        ("form", {"direct", "mixed", "indirect", "nominal"}),
        ("act", set("threaten warn accuse deny reject demand urge promise support consult comment".split())),
        ("modality", {"asserted", "hypothetical", "conditional"}),
    ],
)
def test_values_are_those_of_the_guide(field, allowed):
    assert {row[field] for row in ROWS} <= allowed
    assert all(re.search(rf"\b{value}\b", GUIDE) for value in allowed)


def test_rows_stand_in_the_order_of_their_cues():
    places = [row["cue"][0][0] for row in ROWS]
    assert places == sorted(places)
    assert all(stance in (-1, 0, 1) for row in ROWS for _, stance in row["targets"])
