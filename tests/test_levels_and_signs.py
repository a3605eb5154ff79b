import json

import pandas as pd
import pytest

from newsactors.networks import co_occurrence, roll_up, signed, stance_ties

MENTIONS = pd.DataFrame(
    [
        ("United States", "state", "USA", "actor"),
        ("government of United States", "government", "USA", "actor"),
        ("Joe Biden", "person", "USA", "actor"),
        ("United States Central Command", "force", "USA", "actor"),
        ("Reuters", "medium", "GBR", "actor"),
        ("Unknown Person", "person", "", "actor"),
        ("Somewhere", "place", "XXX", "place"),
        ("", "person", "USA", "actor"),
    ],
    columns=["actor", "type", "state", "use"],
)


def test_levels_worked_by_hand():
    assert roll_up(MENTIONS, "actor").equals(MENTIONS)
    by_government = roll_up(MENTIONS, "government")
    assert by_government["actor"].tolist() == [
        "United States",
        *["government of United States"] * 3,
        *["Reuters", "Unknown Person", "Somewhere", ""],
    ]
    assert by_government["type"].tolist() == [
        *["state", "government", "government", "government"],
        *["medium", "person", "place", "person"],
    ]
    by_state = roll_up(MENTIONS, "state")
    assert by_state["actor"].tolist() == [
        *["United States"] * 4,
        *["United Kingdom", "Unknown Person", "Somewhere", ""],
    ]
    assert by_state["type"].tolist() == [*["state"] * 5, "person", "place", "person"]
    assert by_state[["state", "use"]].equals(MENTIONS[["state", "use"]])


def test_a_state_has_no_tie_with_itself():
    mentions = MENTIONS.assign(article_id="x", sentence_id=1)
    names = co_occurrence(roll_up(mentions, "state"))[["actor_a", "actor_b"]].to_numpy().tolist()
    assert names == [
        ["United Kingdom", "United States"],
        ["United Kingdom", "Unknown Person"],
        ["United States", "Unknown Person"],
    ]


def test_unknown_levels_and_missing_columns_are_named():
    with pytest.raises(ValueError, match="level='region' is none of 'actor', 'government', 'state'"):
        roll_up(MENTIONS, "region")
    with pytest.raises(ValueError, match="mentions lack the column 'state'"):
        roll_up(MENTIONS.drop(columns="state"), "state")


SENTENCES = pd.DataFrame(
    [
        ("x", 0, 10, 0.05, ""),
        ("x", 11, 20, -0.05, ""),
        ("x", 21, 30, 0.0499, ""),
        ("x", 31, 40, 0.9, "newsletter"),
        ("y", 0, 10, -0.9, ""),
    ],
    columns=["article_id", "raw_start", "raw_end", "compound", "tag"],
)


def tones(*places):
    ties = pd.DataFrame({"actor_a": ["A"], "actor_b": ["B"], "evidence": [json.dumps(places)]}, index=[7])
    return signed(ties, SENTENCES)[["supporting", "neutral", "hostile"]].to_numpy().tolist()[0]


def test_tones_of_sentences_at_the_thresholds():
    assert tones(["x", 0, 10], ["x", 12, 15], ["x", 21, 30], ["y", 0, 10]) == [1, 1, 2]


def test_wider_windows_have_the_mean_tone_of_their_own_sentences():
    assert tones(["x", 0, 20]) == [0, 1, 0]
    assert tones(["x", 0, 40]) == [0, 1, 0]  # (.05 - .05 + .0499) / 3; the newsletter is not counted
    assert tones(["x", 31, 40]) == [0, 0, 0]


def test_ties_without_evidence_are_refused():
    with pytest.raises(ValueError, match="tie 7 names no window"):
        tones()
    with pytest.raises(ValueError, match="ties lack the column 'evidence'"):
        signed(pd.DataFrame({"actor_a": []}), SENTENCES)


def test_signed_keeps_rows_and_order():
    ties = pd.DataFrame({"actor_a": ["B", "A"], "evidence": ['[["y", 0, 10]]', '[["x", 0, 10], ["y", 0, 10]]']})
    assert signed(ties, SENTENCES)[["actor_a", "supporting", "hostile"]].to_numpy().tolist() == [
        ["B", 0, 1],
        ["A", 1, 1],
    ]


def test_stances_worked_by_hand():
    statements = pd.DataFrame(
        [
            ("Iran", [["Israel", 0, 6, -1, 0.8], ["Israel", 9, 15, 1, 0.6], ["Oman", 20, 24, None, None]]),
            ("Iran", [["Israel", 0, 6, None, None], ["Israel", 9, 15, 0, 0.6], ["Iran", 20, 24, 1, 0.9]]),
            ("Iran; Oman", [["Israel", 0, 6, 1, 0.7]]),
            ("", [["Israel", 0, 6, 1, 0.7]]),
            ("Oman", []),
        ],
        columns=["speaker", "targets"],
    )
    found = stance_ties(statements.assign(targets=statements["targets"].map(json.dumps)))
    assert found.columns.tolist() == ["speaker", "target", "supporting", "neutral", "hostile", "undecided", "total"]
    assert found.to_numpy().tolist() == [
        ["Iran", "Israel", 1, 1, 1, 0, 3],
        ["Iran", "Oman", 0, 0, 0, 1, 1],
        ["Oman", "Israel", 1, 0, 0, 0, 1],
    ]
    assert stance_ties(statements.iloc[:0]).empty
