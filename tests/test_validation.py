import random
import re
from pathlib import Path

import pandas as pd
import pytest

from newsactors import heard, validation
from newsactors.validation import attribution

DATA = Path(__file__).parents[1] / "data"
COUNTED = ("gold", "found", "hits", "typed_hits")
GOLD = validation.read_gold(DATA / "gold" / "ewt-sentences.jsonl")
ATTRIBUTIONS = pd.read_csv(DATA / "validation" / "attributions.csv")
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


SHEET = (DATA / "validation" / "README.md").read_text(encoding="utf-8")
README = (DATA.parent / "README.md").read_text(encoding="utf-8")


def test_the_sheet_states_the_scores_that_were_counted():
    assert validation.report(COUNTS) in SHEET


def test_the_readme_sums_up_what_was_counted():
    assert f"\n\n{validation.summary_report(DATA / 'validation')}\n\n" in README


def test_the_summary_names_the_part_with_the_lowest_score():
    rows = [line.split(" | ") for line in validation.summary_report(DATA / "validation").splitlines()[2:]]
    assert len(rows) == 10
    assert all(float(row[3]) > float(row[5].split(":")[0]) for row in rows)


def test_prose_states_the_scores_of_others_that_are_stored():
    peers = pd.read_csv(DATA / "validation" / "peers.csv").query("part == 'all'")
    scores = peers.set_index("tool")["score"]
    tools = scores.drop("two human annotators").max()
    for text in (README, SHEET):
        said = re.search(
            r"annotators reach ([\d.]+) with each other,(?: and)? the best other tool [a-z ]+([\d.]+) ", text
        )
        assert said is not None
        assert said.groups() == (f"{scores['two human annotators']}", f"{tools}")
    paragraphs = pd.read_csv(DATA / "validation" / "peers.csv").query("task == 'paragraphs'")["score"]
    assert "an F1 of {} in US news, {} in interviews and {} in speeches".format(*paragraphs) in SHEET
    signs = validation.toward_scores(TOWARD).query("source in ['dev-rw', 'dev-mt'] and model == 'masked'")["vader"]
    assert "a macro-F1 of {:.1f} and {:.1f}".format(*signs) in README


TEXT = "“Rain fell,” Ann Smith of the board said. Iran denied “any” role."
GOLD_ROWS = [
    {"source": [[13, 35]], "cue": [[36, 40]], "content": [[0, 12]]},
    {"source": [[42, 46]], "cue": [[47, 53]], "content": [[54, 64]]},
]


def test_attributions_are_read_as_words_with_form_and_head():
    first, second = attribution.read(TEXT, GOLD_ROWS)
    assert (first.form, second.form) == ("direct", "mixed")
    assert [sorted(part) for part in first[:3]] == [[2, 3, 4, 5, 6], [7], [0, 1]]
    assert (first.head, second.head) == (3, 8)
    [told] = attribution.read(TEXT, GOLD_ROWS[:1], [[13, 16]])
    assert told.head == 2


@pytest.mark.parametrize(
    ("source", "agrees"),
    [([[13, 22]], True), ([[17, 22]], True), ([[13, 16]], False), ([[26, 35]], True), ([], False), ([[0, 53]], True)],
)
def test_a_source_agrees_by_half_its_words_or_by_its_head(source, agrees):
    [gold] = attribution.read(TEXT, GOLD_ROWS[:1])
    [found] = attribution.read(TEXT, [{**GOLD_ROWS[0], "source": source}])
    assert attribution.same_source(gold, found) == agrees


def test_tallies_by_hand():
    found = [
        {"source": [[17, 22]], "cue": [[36, 40]], "content": [[0, 12]]},  # right: the head, all of the content
        {"source": [[42, 46]], "cue": [[47, 53]], "content": [[60, 64]]},  # one of two words: F1 2/3
        {"source": [], "cue": [], "content": [[36, 40]]},  # wrong
    ]
    rows = attribution.tallies("a", attribution.read(TEXT, GOLD_ROWS), attribution.read(TEXT, found))
    told = {row.measure: row[2:] for row in rows}
    assert told["attribution"] == (2, 2, 3, 2)
    assert told["direct"] == (1, 1, 1, 1)
    assert told["mixed"] == (1, 1, 0, 0) and told["indirect"] == (0, 0, 2, 1)
    assert told["attribution, .8 of the content"] == (2, 1, 3, 1)
    assert told["exact in all words"] == (2, 0, 3, 0)
    assert told["words of the content"] == (4, 3, 4, 3)


def test_scores_of_two_documents_and_their_interval():
    rows = [attribution.Tally("attribution", name, 2, hit, 2, hit) for name, hit in (("a", 2), ("b", 1))]
    [line] = validation.scores(pd.DataFrame(rows)).to_dict("records")
    assert (line["gold"], line["precision"], line["recall"], line["f1"]) == (4, 75, 75, pytest.approx(75))
    assert (line["low"], line["high"]) == (pytest.approx(50), pytest.approx(100))


def test_sheet_and_card_state_the_attributions_that_were_counted():
    told = validation.attribution_report(ATTRIBUTIONS)
    assert told in SHEET
    assert told in (DATA.parent / "lib/newsactors/resources/tagging.md").read_text(encoding="utf-8")


def test_attributions_name_no_article():
    assert list(ATTRIBUTIONS.columns) == ["measure", "document", "gold", "gold_hit", "found", "found_hit", "confidence"]
    assert ATTRIBUTIONS["document"].str.fullmatch(r"polnear-\d+").all()


def test_sheet_and_card_state_the_scores_of_names():
    told = validation.name_report(pd.read_csv(DATA / "validation" / "names.csv"))
    assert told in SHEET
    assert told in (DATA.parent / "lib/newsactors/resources/names.md").read_text(encoding="utf-8")


def test_scores_of_names_count_spans_and_types():
    rows = [("A", 0, 4, 5, 3, 2), ("A", 1, 0, 1, 0, 0)]
    span, typed = validation.name_scores(pd.DataFrame(rows, columns=["source", "document", *COUNTED])).to_dict(
        "records"
    )
    assert [round(span[name], 1) for name in ("precision", "recall", "f1")] == [50.0, 75.0, 60.0]
    assert round(typed["f1"], 1) == 40.0


def test_mentions_are_set_beside_their_coding():
    path = DATA.parent / "seeds" / "000_1f538d970d95d26f.txt"
    rows = validation.compare_mentions(path, validation.read_gold(DATA / "gold" / "mentions.jsonl"))
    scores = validation.mention_scores(rows).set_index("group")
    assert scores["coded"].tolist() == [195, 27, 7]
    assert (scores["f1"] >= [0.97, 0.8, 1.0]).all()
    assert (scores["actor"] >= [0.97, 0.85, 0.5]).all()
    assert (scores["use"] >= [0.9, 0.75, 0.8]).all()
    both = rows[(rows["status"] == "both") & (rows["group"] == "names, demonyms, metonyms")]
    assert both["kind"].tolist() == both["kind_found"].tolist()


def test_sheet_and_card_state_the_scores_of_hard_constructions():
    told = validation.passage_report(pd.read_csv(DATA / "validation" / "passages.csv"))
    assert told in SHEET
    assert told in (DATA.parent / "lib/newsactors/resources/tagging.md").read_text(encoding="utf-8")


TOWARD = pd.read_csv(DATA / "validation" / "toward.csv")


def test_sheet_and_card_state_the_scores_of_sentiment_toward_a_mention():
    card = (DATA.parent / "lib/newsactors/resources/toward.md").read_text(encoding="utf-8")
    for text in (card, SHEET):
        assert validation.toward_report(TOWARD) in text
        assert validation.label_report(TOWARD) in text
    assert set(TOWARD["source"]) == set(validation.TOWARD_SOURCES)


def test_scores_of_sentiment_count_labels():
    table = pd.DataFrame(
        [
            ("dev-rw", "named", 0, "negative", 0.8, 0.1, 0.1, -0.5),
            ("dev-rw", "named", 0, "neutral", 0.6, 0.3, 0.1, -0.5),
            ("dev-rw", "named", 1, "positive", 0.1, 0.2, 0.7, 0.0),
            ("dev-rw", "named", 2, "neutral", 0.0, 0.9, 0.1, 0.04),
        ],
        columns=["source", "model", "sentence", "gold", "negative", "neutral", "positive", "vader"],
    )
    [row] = validation.toward_scores(table).to_dict("records")
    assert row["f1"] == pytest.approx(100 * (2 / 3 + 2 / 3 + 1) / 3)
    assert (row["accuracy"], row["surer_half"], row["items"]) == (75.0, 100.0, 4)
    assert row["vader"] == pytest.approx(100 * (2 / 3 + 2 / 4 + 0) / 3)
    assert row["ece"] == pytest.approx((0.2 + 0.6 + 0.3 + 0.1) / 4)


def test_stored_probabilities_are_those_of_sentences_that_ship():
    invented = pd.DataFrame(validation.read_gold(DATA / "gold" / "toward-sentences.jsonl"))
    stored = TOWARD[(TOWARD["model"] == "named") & ~TOWARD["source"].str.startswith("dev")]
    assert stored.groupby("source").size().to_dict() == invented.groupby("kind").size().to_dict()
    assert sorted(stored["gold"]) == sorted(invented["label"])
    assert (TOWARD[["negative", "neutral", "positive"]].sum(axis=1) - 1).abs().max() < 2e-4


def test_labels_that_do_not_occur_do_not_count():
    rows = [("dev-rw", "named", number, "neutral", 0.1, 0.8, 0.1, 0.0) for number in range(3)]
    columns = ["source", "model", "sentence", "gold", "negative", "neutral", "positive", "vader"]
    [row] = validation.toward_scores(pd.DataFrame(rows, columns=columns)).to_dict("records")
    assert (row["f1"], row["low"], row["high"], row["vader"]) == (100, 100, 100, 100)


CODED = Path(__file__).resolve().parents[1] / "data" / "gold"


def test_coded_rows_become_tables_of_the_articles_asked_for():
    whole = {"article_id": "seed-1", "source_file": "000_1f538d970d95d26f.txt", "raw_start": 0, "raw_end": 7503}
    statements, mentions = validation.coded_tables(pd.DataFrame([whole]), CODED)
    assert (len(statements), statements["inside"].sum()) == (68, 22)
    assert set(statements["article_id"]) == set(mentions["article_id"]) == {"seed-1"}
    assert mentions["end"].max() <= 7503
    counts = heard.heard_and_spoken_about(statements.assign(state=heard.voices(statements, mentions)), mentions)
    assert counts.loc["United States"].to_dict() == {"heard": 28, "spoken about": 4}


def test_articles_that_nobody_coded_give_empty_tables():
    other = {"article_id": "x-1", "source_file": "x.txt", "raw_start": 0, "raw_end": 99}
    statements, mentions = validation.coded_tables(pd.DataFrame([other]), CODED)
    assert (len(statements), len(mentions)) == (0, 0)
    assert heard.heard_and_spoken_about(statements.assign(state=heard.voices(statements, mentions)), mentions).empty


def test_a_speaker_who_is_not_resolved_has_no_state():
    columns = ["article_id", "start", "end", "actor", "state"]
    mentions = pd.DataFrame([("x", 0, 16, "", "RUS"), ("y", 0, 4, "Iran", "IRN")], columns=columns)
    rows = [("x", "[[20, 24]]", ""), ("x", "[[20, 24]]", "Iran"), ("y", "[]", "Ann Smith")]
    statements = pd.DataFrame(rows, columns=["article_id", "source", "speaker"])
    assert heard.voices(statements, mentions).tolist() == ["", "IRN", ""]


def test_what_readers_know_does_not_outdo_the_text():
    mentions = pd.DataFrame({"article_id": ["x"], "start": [0], "end": [4], "actor": ["Ann"], "state": ["IRN"]})
    rows = [("x", "[]", "Ann"), ("x", "[]", "Bob")]
    statements = pd.DataFrame(rows, columns=["article_id", "source", "speaker"])
    assert heard.voices(statements, mentions, {"Ann": "USA", "Bob": "USA"}).tolist() == ["IRN", "USA"]
