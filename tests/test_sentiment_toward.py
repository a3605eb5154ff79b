"""Sentiment toward a mention: hand-made cases, its indifference to order and company, its errors, its rebuilding."""

import hashlib
import json
import math
import os
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cases_as_data import cases
from newsactors import sentiment
from newsactors.errors import ResourceError
from newsactors.sentiment import rebuild, target_lexicon, target_model
from newsactors.sentiment.target_context import read_marked
from newsactors.sentiment.target_features import GROUPS
from newsactors.sentiment.target_model import FILE, LABELS, SHARES, load_weights
from newsactors.spans import Span

ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
CASES = [parameter.values[0] for parameter in cases("toward")]


def span_of(text, target):
    start = text.index(target)
    return Span(start, start + len(target))


def texts_and_spans():
    return [case["text"] for case in CASES], [span_of(case["text"], case["target"]) for case in CASES]


@pytest.mark.parametrize("case", cases("toward"))
def test_case(case):
    found = sentiment.toward([case["text"]], [span_of(case["text"], case["target"])])
    assert found["label"].tolist() == [case["sentiment"]]


@pytest.mark.parametrize("masked", [False, True])
def test_rows_do_not_depend_on_order_or_company(masked):
    texts, spans = texts_and_spans()
    together = sentiment.toward(texts, spans, masked=masked)
    backwards = sentiment.toward(texts[::-1], spans[::-1], masked=masked)
    alone = [sentiment.toward([text], [span], masked=masked) for text, span in zip(texts, spans, strict=True)]
    pd.testing.assert_frame_equal(together, backwards[::-1].reset_index(drop=True), check_exact=True)
    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True), check_exact=True)


def test_batches_change_nothing(monkeypatch):
    texts, spans = texts_and_spans()
    whole = sentiment.toward(texts, spans)
    monkeypatch.setattr("newsactors.sentiment.target_model._BATCH", 3)
    pd.testing.assert_frame_equal(whole, sentiment.toward(texts, spans), check_exact=True)


def test_probabilities_and_labels():
    texts, spans = texts_and_spans()
    found = sentiment.toward(texts, spans)
    shares = found[list(LABELS)].to_numpy()
    assert list(found.columns) == [*LABELS, "label"]
    assert (shares > 0).all()
    assert np.allclose(shares.sum(1), 1, rtol=0, atol=1e-12)
    assert found["label"].tolist() == [LABELS[best] for best in shares.argmax(1)]
    careful = sentiment.toward(texts, spans, least=0.7)
    assert careful["label"].tolist() == [LABELS[row.argmax()] if row.max() >= 0.7 else "unsure" for row in shares]
    assert 0 < (careful["label"] == "unsure").sum() < len(texts)
    pd.testing.assert_frame_equal(found[list(LABELS)], careful[list(LABELS)], check_exact=True)


def test_nothing_gives_an_empty_table():
    found = sentiment.toward([], [])
    assert list(found.columns) == [*LABELS, "label"]
    assert found.dtypes.astype(str).tolist() == ["float64"] * 3 + ["str"]
    assert found.empty


def test_the_same_sentence_in_a_longer_text_has_the_same_sentiment():
    text, target = CASES[0]["text"], CASES[0]["target"]
    longer = f"Zoë’s café burned down – 🔥🔥.\r\n{text} It was awful, a disgrace, a scandal."
    found = sentiment.toward([text, longer], [span_of(text, target), span_of(longer, target)])
    assert found.iloc[0].tolist() == found.iloc[1].tolist()


def test_offsets_count_characters_whatever_their_width():
    text = "“Naïve 😀😀 fools,” said Ángela Müller of José Núñez, the corrupt café owner."
    [first, second] = read_marked([text], [(0, *span_of(text, "Ángela Müller")), (0, *span_of(text, "José Núñez"))])
    assert first.words[first.start : first.end] == ["ángela", "müller"]
    assert second.words[second.start : second.end] == ["josé", "núñez"]


def test_a_mention_across_lines_and_part_of_a_word_are_read():
    text = "They met John\nSmith-Jones."
    [across, part] = read_marked([text], [(0, 9, 25), (0, 20, 25)])
    assert across.words == ["they", "met", "john", "smith-jones", "."]
    assert (across.start, across.end) == (2, 4)
    assert part.words[part.start : part.end] == ["smith-jones"]


@pytest.mark.parametrize(
    ("texts", "spans", "message"),
    [
        (["He left."], [], "1 texts and 0 spans: give one span a text"),
        (["He left.", "He left."], [(0, 2), (3, 3)], r"row 1: the span \(3, 3\) is empty .* give the mention's first"),
        (["He left."], [(-2, 2)], r"row 0: the span \(-2, 2\)"),
        (["He left."], [(0.0, 2.0)], r"row 0: the span \(0.0, 2.0\) is no pair of whole numbers"),
        (["He left."], [None], "row 0: the span None is no pair of whole numbers"),
        (["He left.", float("nan")], [(0, 2)] * 2, "row 1 is nan, which is no text"),
        (pd.DataFrame({"text": ["He left."]}), [(0, 2)], "texts is of type DataFrame: give a list of texts"),
        (None, [(0, 2)], "texts is of type NoneType"),
        (["He left."], [(4, 9)], r"row 0: the span \(4, 9\) .* outside its text, which has 8 characters"),
        (["He left."], [(2, 3)], r"row 0: the span \(2, 3\) holds only white space"),
        ("He left.", [(0, 2)], "give a list of texts"),
    ],
)
def test_what_does_not_fit_is_named(texts, spans, message):
    with pytest.raises(ValueError, match=message):
        sentiment.toward(texts, spans)


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan")])
def test_least_is_a_probability(least):
    with pytest.raises(ValueError, match="give a probability from 0"):
        sentiment.toward(["He left."], [(0, 2)], least=least)


def test_any_characters_are_read():
    odd = ["\ud800 x", "?", "🔥", "a\u2028b", "''", "x" * 300, "1,000", "\u0301e", "’", "He\x00"]
    assert len(sentiment.toward(odd, [(0, 1)] * len(odd))) == len(odd)


def test_other_names_do_not_count_as_the_masked_target():
    """With `masked`, one unknown name is as good as another."""
    text = "Protesters denounced {} as a corrupt tyrant."
    names = ["Smith", "Johnson", "Williams"]
    texts = [text.format(name) for name in names]
    found = sentiment.toward(texts, [span_of(*pair) for pair in zip(texts, names, strict=True)], masked=True)
    assert found["negative"].nunique() == 1


def test_weights_and_lexicon_fit_the_code():
    for name in ("named", "masked"):
        weights = load_weights(name)
        assert weights.groups == rebuild.GROUPS[name]
        assert set(weights.groups) <= set(GROUPS)
        assert (np.diff(weights.keys.astype(np.int64)) > 0).all()
        assert len(weights.keys) == len(weights.table) == len(weights.group) == len(weights.idf)
    known = {name for classes in target_lexicon.load_lexicon().words.values() for name in classes}
    assert set(target_lexicon.COARSE) <= known


def test_a_lexicon_without_a_column_is_an_error(monkeypatch):
    monkeypatch.setattr("newsactors.packaged.rows", lambda name: [{"entry": "liar"}])
    target_lexicon.load_lexicon.cache_clear()
    with pytest.raises(ResourceError, match="lacks the column 'class'"):
        target_lexicon.load_lexicon()
    target_lexicon.load_lexicon.cache_clear()


def test_nothing_is_read_at_import_and_scikit_learn_never():
    code = (
        "import sys; from newsactors import sentiment; from newsactors.sentiment import target_model as m;"
        "assert m.load_weights.cache_info().currsize == 0; sentiment.toward(['He left.'], [(0, 2)]);"
        "assert 'sklearn' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=ENVIRONMENT)


def test_the_rebuild_command_writes_the_same_file_again(tmp_path):
    """On the cases with other names in them: too few to learn from, enough to go every step."""
    rows = []
    for case, name in product(CASES, ("", "Ann ", "Bob ")):
        text = case["text"].replace(case["target"], name + case["target"], 1)
        start, end = span_of(text, name + case["target"])
        rows.append({"text": text, "start": start, "end": end, "label": case["sentiment"]})
    (tmp_path / "newsmtsc").mkdir()
    invented = tmp_path / "invented.jsonl"
    parts = {"newsmtsc/train": rows[::2], "newsmtsc/dev-rw": rows[:3]}
    for file, part in (parts | {"invented": [row | {"kind": "world"} for row in rows[1::2]]}).items():
        lines = [json.dumps(row) + "\n" for row in part]
        (tmp_path / f"{file}.jsonl").write_text("".join(lines), encoding="utf-8")
    written = []
    for seed in ("1", "2"):  # of hashes, on which the order of sets depends
        out = tmp_path / seed
        out.mkdir()
        command = [sys.executable, "-m", "newsactors.sentiment.rebuild", str(tmp_path), "--out", str(out)]
        command += ["--invented", str(invented)]
        subprocess.run(command, check=True, env=ENVIRONMENT | {"PYTHONHASHSEED": seed})
        written.append((out / FILE).read_bytes())
    assert written[0] == written[1]


def test_invented_sentences_fit_their_spans_and_are_counted_in_the_data_sheet():
    data = Path(__file__).parents[1] / "data"
    rows = rebuild.read_gold(data / "gold" / "toward-sentences.jsonl")
    assert all(row["label"] in LABELS and row["kind"] in rebuild.KINDS for row in rows)
    assert all(0 <= row["start"] < row["end"] <= len(row["text"]) for row in rows)
    assert not any(row["text"][row["start"]].isspace() or row["text"][row["end"] - 1].isspace() for row in rows)
    told = f"{len(rows):,} mentions in {len({row['text'] for row in rows}):,} invented"
    assert told in (data / "README.md").read_text(encoding="utf-8")


def test_invented_rows_are_in_no_fold_and_copies_in_one():
    rows = [{"text": text, "kind": ""} for text in ("One two.", "Three.", "one, two", "Four.")]
    rows.append({"text": "Five.", "kind": "world"})
    fold = rebuild.folds(rows, 0)
    assert fold[0] == fold[2] >= 0
    assert fold[4] == -1
    assert (fold[:4] >= 0).all()


def test_sure_is_a_threshold_for_least():
    texts, spans = texts_and_spans()
    found = sentiment.toward(texts, spans, least=sentiment.SURE)
    assert ((found["label"] == "unsure") == (found[list(LABELS)].max(axis=1) < sentiment.SURE)).all()


def test_scores_worked_by_hand():
    gold = np.array([0, 0, 1, 2])
    found = np.array([[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.3, 0.7, 0.0], [0.0, 0.4, 0.6]])
    assert rebuild.scores(gold, found) == {
        "macro_f1": 77.8,
        "accuracy": 75.0,
        "accuracy_at_half_coverage": 50.0,
        "ece": 0.4,
    }


def test_probabilities_are_the_same_on_every_processor():
    """The last digits of `np.exp` differ with the instructions that a processor has; these use none of them."""
    powers = -np.arange(0, 40, 0.37)[:, None] * np.array([0.0, 1.0, 3.0])
    expected = np.array([[math.exp(power) for power in row] for row in powers.tolist()])
    expected /= expected.sum(1, keepdims=True)
    found = target_model.softmax(powers)
    np.testing.assert_allclose(found, expected, rtol=1e-14)
    assert target_model.softmax(np.array([[0.0, -1e9, -np.inf]])).tolist()[0] == pytest.approx([1, 0, 0], abs=1e-300)
    assert hashlib.sha256(found.tobytes()).hexdigest()[:16] == "cfb30ff7f8dcc252"


def test_time_grows_with_the_names_of_a_sentence_not_with_their_square():
    seconds = []
    for count in (200, 800):
        names = [f"Bell{number}," for number in range(count)]
        text = "They praised " + " ".join(names) + " and Ann."
        spans = [(text.index(name), text.index(name) + len(name) - 1) for name in names]
        started = time.process_time()
        assert len(sentiment.toward([text] * count, spans)) == count
        seconds.append(time.process_time() - started)
    assert seconds[1] < 10 * seconds[0]  # four times the names; the square would be sixteen


def test_rows_go_by_their_place_whatever_the_index():
    texts = pd.Series(["Voters admire Lopez for her courage.", "Police arrested Bob for fraud."], index=[1, 0])
    spans = [(14, 19), (16, 19)]
    wanted = sentiment.toward(texts.tolist(), spans)
    pd.testing.assert_frame_equal(sentiment.toward(texts, spans), wanted)
    pd.testing.assert_frame_equal(sentiment.toward((text for text in texts), iter(spans)), wanted)


def test_a_break_before_a_small_letter_is_a_space():
    told = "Lopez is a coward, critics of the mayor said."
    spans = [(0, 5)]
    for broken in (told.replace(" is", "\nis"), told.replace(" the", "\r\nthe")):
        found = sentiment.toward([broken], spans)
        pd.testing.assert_frame_equal(found, sentiment.toward([told], spans))


def test_expected_shares_turn_probabilities():
    texts, spans = ["Critics of Lopez spoke.", "They denounced King as a tyrant."], [(11, 16), (15, 19)]
    plain = sentiment.toward(texts, spans)[list(LABELS)].to_numpy()
    turned = sentiment.toward(texts, spans, shares=(0.2, 0.7, 0.1))[list(LABELS)].to_numpy()
    expected = plain * np.array([0.2 / 0.38, 0.7 / 0.35, 0.1 / 0.27])
    np.testing.assert_allclose(turned, expected / expected.sum(axis=1, keepdims=True), rtol=1e-12)
    counted = pd.Series(["neutral"] * 7 + ["negative"] * 2 + ["positive"]).value_counts(normalize=True)
    for by_label in (counted, counted.to_dict()):
        by_name = sentiment.toward(texts, spans, shares=by_label)[list(LABELS)].to_numpy()
        np.testing.assert_allclose(by_name, turned, rtol=1e-12)
    same = sentiment.toward(texts, spans, shares=SHARES["named"])[list(LABELS)].to_numpy()
    np.testing.assert_allclose(same, plain, rtol=1e-12)
    hidden = sentiment.toward(texts, spans, masked=True)
    pd.testing.assert_frame_equal(sentiment.toward(texts, spans, masked=True, shares=SHARES["masked"]), hidden)


@pytest.mark.parametrize(
    "shares", [(0.5, 0.5), (1.0, 0.0, 0.0), (38, 35, 27), (0.5, 0.5, float("nan")), {"neutral": 1.0}, "abc"]
)
def test_shares_are_three_whose_sum_is_one(shares):
    with pytest.raises(ValueError, match="give three shares above 0 whose sum is 1"):
        sentiment.toward(["He left."], [(0, 2)], shares=shares)
