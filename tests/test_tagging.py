"""The tagger: sums and best paths against every path written out, tokens on any text, training that repeats itself."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsactors.positions import rebuild, revision, surroundings, tagger
from newsactors.tagging import chain, parts_of_speech
from newsactors.tagging.columns import SIZES, word_columns
from newsactors.tagging.model import from_stored, load, quantised
from newsactors.tagging.scoring import scorer
from newsactors.tagging.templates import BITS, features, parse
from newsactors.tagging.tokens import CLOSING, INSIDE, OPENING, PAD, read_tokens
from newsactors.tagging.training import Settings, feature_matrix, train

LABELS = 3
LENGTHS = [4, 1, 3, 4]


def random_chain(seed):
    rng = np.random.default_rng(seed)
    first = np.concatenate([[0], np.cumsum(LENGTHS)[:-1]])
    scores = rng.normal(size=(LABELS, sum(LENGTHS))).astype(np.float32)
    steps = rng.normal(size=(LABELS + 1, LABELS)).astype(np.float32)
    steps[1, 2] = chain.FORBIDDEN
    return scores, steps, first


def paths(scores, steps, first, length):
    """Yield every way through a line with its score."""
    for path in product(range(LABELS), repeat=length):
        before = (-1, *path)
        yield path, float(sum(scores[y, first + t] + steps[before[t], y] for t, y in enumerate(path)))


@pytest.mark.parametrize("seed", range(3))
def test_best_path_and_probabilities_are_those_of_all_paths_written_out(seed):
    scores, steps, first = random_chain(seed)
    packed = chain.pack(first, LENGTHS)
    labels = np.zeros(sum(LENGTHS), np.int8)
    labels[packed.order] = chain.best_path(scores[:, packed.order], steps, packed)
    probabilities = np.zeros_like(scores)
    probabilities[:, packed.order], expected = chain.marginals(scores[:, packed.order], steps, packed)
    counted = np.zeros((LABELS + 1, LABELS))
    for start, length in zip(first, LENGTHS, strict=True):
        ways = list(paths(scores, steps, start, length))
        assert tuple(labels[start : start + length]) == max(ways, key=lambda way: way[1])[0]
        weights = np.exp([score for _, score in ways])
        for (path, _), share in zip(ways, weights / weights.sum(), strict=True):
            for t, y in enumerate(path):
                probabilities[y, start + t] -= share
                counted[path[t - 1] if t else -1, y] += share
    assert np.abs(probabilities).max() < 1e-5
    assert np.abs(expected - counted).max() < 1e-4


def test_a_line_is_labelled_alike_in_any_company():
    scores, steps, first = random_chain(7)
    together = chain.pack(first, LENGTHS)
    among, _ = chain.marginals(scores[:, together.order], steps, together)
    for start, length in zip(first, LENGTHS, strict=True):
        alone = chain.pack([start], [length])
        single, _ = chain.marginals(scores[:, alone.order], steps, alone)
        places = [together.order.tolist().index(token) for token in alone.order]
        assert (among[:, places] == single).all()


@given(st.lists(st.text("aB.’'“”\"\n -né1$", max_size=40), max_size=4))
def test_tokens_are_in_order_and_leave_out_nothing_but_space(texts):
    tokens = read_tokens(texts)
    assert (tokens.type[:PAD] == 0).all() and (tokens.type[-PAD:] == 0).all()
    for number, text in enumerate(texts):
        here = np.flatnonzero(tokens.text == number)
        spans = list(zip(tokens.start[here].tolist(), tokens.end[here].tolist(), strict=True))
        assert [tokens.types[i] for i in tokens.type[here]] == [text[a:b] for a, b in spans]
        assert "".join(text[a:b] for a, b in spans) == "".join(text.split())
        assert spans == sorted(spans)
        single = read_tokens([text])
        assert (single.quoted[np.flatnonzero(single.text == 0)] == tokens.quoted[here]).all()
    for first, length, number in tokens.lines.tolist():
        assert (tokens.text[first : first + length] == number).all() and tokens.begins[first]
        assert (tokens.type[first - PAD : first] == 0).all() and (tokens.type[first + length :][:PAD] == 0).all()


def test_a_quotation_opens_once_and_goes_on_over_lines():
    tokens = read_tokens(["“We will go.\n“We will,” he said."])
    places = {tokens.types[i]: place for i, place in zip(tokens.type, tokens.quoted, strict=True) if i}
    assert places["go"] == INSIDE and places["”"] == CLOSING and places["he"] == 0
    assert tokens.quoted[tokens.type > 0][0] == OPENING


def test_features_tell_templates_and_values_apart():
    columns = word_columns(read_tokens(["to be or to do"]))
    word, before, both = features(columns, parse("w@0 w@-1 w@-1|w@0"))
    assert word[PAD] == word[PAD + 3] != word[PAD + 1]
    assert before[PAD + 1] == before[PAD + 4] and both[PAD + 1] != both[PAD + 4]
    assert max(word.max(), both.max()) < 1 << BITS


def test_training_learns_and_gives_the_same_bytes_again():
    tokens = read_tokens(["He said no .", "She said yes .", "It rained on .", "They said so ."] * 20)
    matrix = feature_matrix(word_columns(tokens), "w@0 w@-1")
    gold = np.array([tokens.types[i] in ("no", "yes", "so") for i in tokens.type]).astype(np.int8)
    settings = Settings(epochs=4, rate=0.5, l2=0.0, least=1)
    weights, steps = train(matrix, gold, tokens.lines, 2, settings)
    again, _ = train(matrix, gold, tokens.lines, 2, settings)
    assert (weights == again).all()
    stored = quantised(("O", "X"), "w@0 w@-1", weights, steps)
    learned = from_stored(stored)
    scores = learned.scores(features(word_columns(tokens), learned.templates), len(tokens.type))
    packed = chain.pack(tokens.lines[:, 0], tokens.lines[:, 1])
    assert (chain.best_path(scores[:, packed.order], learned.steps, packed) == gold[packed.order]).all()


def test_parts_of_speech_of_a_plain_sentence():
    tokens = read_tokens(["The minister quickly denied that Iran will attack two embassies."])
    tags = parts_of_speech.tag(word_columns(tokens), scorer([load("tagging.npz", "parts_of_speech")], SIZES))
    named = [parts_of_speech.TAGS[i - 1] for i in tags[tags > 0]]
    assert named == ["DT", "NN", "RB", "VBD", "IN", "NNP", "MD", "VB", "CD", "NNS", "P"]


def test_looking_templates_up_by_value_and_by_kind_changes_no_score(monkeypatch):
    cases = json.loads((Path(__file__).parent / "cases" / "attributions.json").read_text(encoding="utf-8"))
    kept = {}
    monkeypatch.setattr(tagger, "word_columns", lambda tokens: kept.setdefault("columns", word_columns(tokens)))
    tokens = read_tokens([case["text"] for case in cases])
    known = tagger.load_tagger()
    tagger.read(tokens, known, [0])
    columns, real = kept["columns"], tokens.type > 0
    sizes = SIZES | surroundings.SIZES | revision.SIZES
    assert all(columns[name].max() < size for name, size in sizes.items())
    templates, n = known.second.templates, len(known.first.templates)
    told = known.second.scores(features(columns, templates), len(real))
    sums = known.both.sums(columns)[:, known.first.table.shape[1] :] + known.more.sums(columns)
    assert (known.second.scaled(sums)[:, real] == told[:, real]).all()
    told = known.first.scores(features(columns, templates[:n]), len(real))
    assert (known.first.scaled(known.both.sums(columns))[:, real] == told[:, real]).all()


def write_rows(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def spans_of(text, pieces):
    found, at = [], 0
    for piece in pieces:
        at = text.index(piece, at)
        found.append([at, at + len(piece)])
    return found


def test_the_rebuild_command_writes_the_same_files_again(tmp_path, monkeypatch):
    """On invented articles, tagged by the package itself: too few to learn from, enough to go every step."""
    cases = json.loads((Path(__file__).parent / "cases" / "attributions.json").read_text(encoding="utf-8"))
    guesser = scorer([load("tagging.npz", "parts_of_speech")], SIZES)
    tagged, coded = [], []
    for number, case in enumerate(cases):
        text = case["text"]
        tokens = read_tokens([text])
        tags = parts_of_speech.tag(word_columns(tokens), guesser)
        real = np.flatnonzero(tokens.type)
        words = [tokens.types[i] for i in tokens.type[real]]
        tagged.append({"text": text, "tokens": words, "xpos": [parts_of_speech.TAGS[i - 1] for i in tags[real]]})
        rows = [{role: spans_of(text, s[role]) for role in ("source", "cue", "content")} for s in case["statements"]]
        coded.append({"id": str(number), "text": text, "attributions": rows})
    write_rows(tmp_path / "ewt" / "pos.jsonl", tagged)
    write_rows(tmp_path / "polnear" / "train.jsonl", coded)
    written = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr("sys.argv", ["rebuild", str(tmp_path), "--out", str(tmp_path / name)])
        assert rebuild.main() == 0
        written.append([(tmp_path / name / file).read_bytes() for file in ("tagging.npz", "ranking.json")])
    assert written[0] == written[1]
    packaged = load("tagging.npz", "second")
    with np.load(tmp_path / "first" / "tagging.npz") as arrays:
        assert str(arrays["second.templates"]) == rebuild.SPEC
        assert arrays["second.weights"].shape[0] == len(packaged.labels)
    assert len(packaged.templates) == len(parse(rebuild.SPEC))
