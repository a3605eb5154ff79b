import random
from pathlib import Path

import pandas as pd
import pytest

from newsactors import validation

DATA = Path(__file__).parents[1] / "data"
GOLD = validation.read_gold(DATA / "gold" / "ewt-sentences.jsonl")
COUNTS = pd.read_csv(DATA / "validation" / "counts.csv")
SENTENCES = [("He left at noon.", False), ("“Why?”", False), ("Nobody knew", True), ("!", False)]


def test_stored_counts_are_what_the_gold_that_ships_with_them_gives():
    stored = COUNTS[(COUNTS["task"] == "sentences") & COUNTS["part"].isin(["ewt_weblog", "ewt_newsgroup"])]
    computed = pd.DataFrame(validation.sentences(GOLD))
    assert len(computed) == 90
    assert stored.values.tolist() == computed.values.tolist()


def test_no_damage_leaves_the_text_as_it_was():
    text, ends, lost = validation.damaged(SENTENCES, random.Random(1), 0.0, 0.0)
    assert (text, ends, lost) == ("He left at noon. “Why?” Nobody knew!", [16, 23, 35, 36], {})


def test_all_spaces_can_be_lost():
    text, ends, lost = validation.damaged(SENTENCES, random.Random(1), 1.0, 0.0)
    assert text == "He left at noon.“Why?”Nobody knew!"
    assert lost == {16: "lost space", 22: "lost space"}
    assert ends == [16, 22, 33, 34]


def test_stops_are_lost_where_one_stood():
    text, _, lost = validation.damaged(SENTENCES, random.Random(1), 0.0, 1.0)
    assert text == "He left at noon“Why?” Nobody knew!"
    assert lost == {15: "lost stop"}


def test_boundaries_are_counted_in_visible_characters():
    assert validation.inner_boundaries("a b  c", [1, 2, 5, 6]) == {1, 2}


@pytest.mark.parametrize(("task", "score"), [("sentences", 200 * 3 / 9), ("glue found", 100 * 3 / 5)])
def test_the_summary_adds_up_documents(task, score):
    rows = [validation.Count(task, "x", "one", 2, 1, 0, 10), validation.Count(task, "x", "two", 1, 0, 2, 10)]
    [line] = validation.summary(pd.DataFrame(rows)).to_dict("records")
    assert (line["documents"], line["score"]) == (2, pytest.approx(score))
    assert line["low"] <= line["score"] <= line["high"]


def test_false_seams_are_a_rate_of_tokens():
    rows = [
        validation.Count("false seams", "polnear-dev", name, 0, wrong, 0, 5000) for name, wrong in (("a", 1), ("b", 3))
    ]
    [line] = validation.summary(pd.DataFrame(rows)).to_dict("records")
    assert (line["score"], line["target"]) == (4.0, 3.0)


def test_counts_name_no_article_of_the_corpus_without_a_licence():
    assert list(COUNTS.columns) == ["task", "part", "document", "hits", "wrong", "missed", "units"]
    names = COUNTS["document"].astype(str)
    linguists = COUNTS["task"].isin(["sentences", "glued"]) | COUNTS["part"].str.startswith(("gum_", "lost "))
    assert names[~linguists].str.fullmatch(r"(polnear-)?\d+").all()
    assert names[linguists].str.fullmatch(r"GUM_\w+(-\w+)*|(weblog|newsgroup|email|answers|reviews)-.*").all()


def test_the_readme_states_the_scores_that_were_counted():
    assert validation.report(COUNTS) in (DATA.parent / "README.md").read_text(encoding="utf-8")
