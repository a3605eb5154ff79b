"""The hand coding says what the seed file holds, in the values that its guide allows."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from nltk.metrics.agreement import AnnotationTask

from newsactors.agreement import krippendorff
from newsactors.spans import words

ROOT = Path(__file__).parents[1]


def coded(name):
    return [json.loads(line) for line in (ROOT / "data" / "gold" / name).read_text("utf-8").splitlines()]


ROWS = coded("positions.jsonl")
PASSES = [coded("positions-pass-1.jsonl"), coded("positions-pass-2.jsonl")]
GUIDE = (ROOT / "data" / "gold" / "positions-guide.md").read_text(encoding="utf-8")


def test_spans_hold_the_words_that_were_coded():
    assert [len(rows) for rows in (ROWS, *PASSES)] == [70, 72, 72]
    for row in (*ROWS, *PASSES[0], *PASSES[1]):
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


def test_the_data_sheet_tells_where_each_file_comes_from():
    sheet = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    passages, names, web = (coded(f"{name}.jsonl") for name in ("passages", "newsmtsc-names", "ewt-sentences"))
    sizes = {
        "segmentation.csv": f"{len(pd.read_csv(ROOT / 'data' / 'gold' / 'segmentation.csv'))} units",
        "positions.jsonl": f"{len(ROWS)} attributions",
        "mentions.jsonl": f"{len(coded('mentions.jsonl'))} mentions",
        "passages.jsonl": f"{len(passages):,} passages: "
        f"{sum(len(row['attributions']) for row in passages):,} attributions, "
        f"{sum(len(row.get('names', [])) for row in passages):,} names",
        "toward-sentences.jsonl": f"{len(coded('toward-sentences.jsonl')):,} mentions",
        "newsmtsc-names.jsonl": f"{len(names):,} sentences, {sum(len(row['names']) for row in names):,} names",
        "ewt-sentences.jsonl": f"{len(web)} documents, "
        f"{sum(len(paragraph) for row in web for paragraph in row['paragraphs']):,} sentences",
    }
    for name, told in sizes.items():
        assert any(row.startswith(f"| `{name}` |") and f" | {told} | " in row for row in sheet.splitlines()), name
    for path in (ROOT / "data" / "gold").iterdir():
        assert f"`{path.name}`" in sheet


def meets(one, other):
    return any(start < last and first < end for start, end in one for first, last in other)


def pairs():
    """Rows of the two passes whose cues overlap, those with most content in common first."""
    offers = sorted(
        (-sum(max(0, min(b, d) - max(a, c)) for a, b in x["content"] for c, d in y["content"]), i, j)
        for i, x in enumerate(PASSES[0])
        for j, y in enumerate(PASSES[1])
        if meets(x["cue"], y["cue"])
    )
    first, second, found = set(), set(), []
    for _, i, j in offers:
        if i not in first and j not in second:
            first.add(i)
            second.add(j)
            found.append((PASSES[0][i], PASSES[1][j]))
    return found


def alpha(triples):
    return f"{AnnotationTask(triples).alpha():.3f}"


def test_the_readme_states_how_far_the_two_passes_agree():
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    raw = (ROOT / "seeds" / ROWS[0]["source_file"]).read_bytes().decode()
    paired, tokens = pairs(), words(raw)
    assert len(paired) == 70
    told = []
    for role in ("source", "cue", "content"):
        covered = [[any(meets([word], row[role]) for row in rows) for word in tokens] for rows in PASSES]
        told.append(alpha([(k, i, str(inside)) for k, one in enumerate(covered) for i, inside in enumerate(one)]))
    assert "source {}, a cue {}, a content {}".format(*told) in readme
    fields = ("form", "modality", "act", "speaker")
    told = [
        alpha([(k, i, row[f] or "none") for i, pair in enumerate(paired) for k, row in enumerate(pair)]) for f in fields
    ]
    assert "form {}, modality {}, act {}, speaker {}".format(*told) in readme


def test_the_settled_coding_is_made_of_rows_of_the_first_pass():
    settled = {json.dumps(row["cue"]): row for row in ROWS}
    changed = []
    for one, _ in pairs():
        row = settled[json.dumps(one["cue"])]
        changed += [(row["cue_text"], field) for field in one if one[field] != row[field]]
    assert sorted(changed) == [(["are prepared"], "speaker"), (["had sought"], "act")]


MENTIONS = coded("mentions.jsonl")
MENTION_PASSES = [coded("mentions-pass-1.jsonl"), coded("mentions-pass-2.jsonl")]


def test_mentions_hold_the_words_that_were_coded_in_the_values_of_their_guide():
    guide = (ROOT / "data" / "gold" / "mentions-guide.md").read_text(encoding="utf-8")
    assert [len(rows) for rows in (MENTIONS, *MENTION_PASSES)] == [242, 245, 244]
    for rows in (MENTIONS, *MENTION_PASSES):
        raw = (ROOT / "seeds" / rows[0]["source_file"]).read_bytes().decode()
        assert all(raw[row["start"] : row["end"]] == row["text"] for row in rows)
        assert [(row["start"], -row["end"]) for row in rows] == sorted((row["start"], -row["end"]) for row in rows)
        for field in ("kind", "type", "use"):
            assert all(re.search(rf"\b{row[field]}\b", guide) for row in rows)


def test_the_readme_states_how_far_the_two_passes_of_mentions_agree():
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    raw = (ROOT / "seeds" / MENTIONS[0]["source_file"]).read_bytes().decode()
    keys = [{(row["start"], row["end"], row["kind"]): row for row in rows} for rows in MENTION_PASSES]
    shared = sorted(keys[0].keys() & keys[1].keys())
    for field in ("actor", "type", "use", "state"):
        triples = [(n, key, coded[key][field]) for n, coded in enumerate(keys) for key in shared]
        assert f"{field} {alpha(triples)}" in readme
    for kinds, name in ((("name", "demonym", "metonym"), "name"), (("description",), "description")):
        triples = [
            (n, word.start, next((k for a, b, k in sorted(coded) if k in kinds and a <= word.start < b), ""))
            for n, coded in enumerate(keys)
            for word in words(raw)
        ]
        assert f"{name} {alpha(triples)}" in readme


SENTIMENT = coded("sentiment.jsonl")
SENTIMENT_PASSES = [coded("sentiment-pass-1.jsonl"), coded("sentiment-pass-2.jsonl")]


def test_sentiment_is_coded_for_every_sentence_and_every_actor_mention():
    sentences = pd.read_csv(ROOT / "data" / "tables" / "sentences.csv")
    wanted = {(row["start"], row["end"]) for row in MENTIONS if row["use"] != "place"}
    for rows in (SENTIMENT, *SENTIMENT_PASSES):
        raw = (ROOT / "seeds" / rows[0]["source_file"]).read_bytes().decode()
        assert all(raw[row["start"] : row["end"]] == row["text"] for row in rows)
        told = [(row["start"], row["end"]) for row in rows if row["unit"] == "sentence"]
        assert told == list(zip(sentences["raw_start"], sentences["raw_end"], strict=True))
        mentions = [row for row in rows if row["unit"] == "mention"]
        assert {(row["start"], row["end"]) for row in mentions} == wanted
        assert len(mentions) == 199
        assert {row["label"] for row in mentions} == {"negative", "neutral", "positive"}
        assert all((row["voice"] == "") == (row["label"] == "neutral") for row in mentions)


def test_the_readme_states_how_far_the_two_passes_of_sentiment_agree():
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    pairs = list(zip(*SENTIMENT_PASSES, strict=True))
    tones = [[row["tone"] for row in pair] for pair in pairs if pair[0]["unit"] == "sentence"]
    labels = [[row["label"] for row in pair] for pair in pairs if pair[0]["unit"] == "mention"]
    signs = [[(tone > 0) - (tone < 0) for tone in pair] for pair in tones]
    assert f"tone {krippendorff(tones, 'ordinal'):.3f} (ordinal)" in readme
    assert f"its sign {krippendorff(signs):.3f} (nominal), label {krippendorff(labels):.3f} (nominal)" in readme


def test_the_settled_sentiment_differs_from_the_first_pass_where_the_passes_differ():
    changed = [row for row, first in zip(SENTIMENT, SENTIMENT_PASSES[0], strict=True) if row != first]
    differ = [
        first
        for first, second in zip(*SENTIMENT_PASSES, strict=True)
        if any(first.get(field) != second.get(field) for field in ("tone", "label", "voice"))
    ]
    assert len(differ) == 10
    assert {row["start"] for row in changed} <= {row["start"] for row in differ}
