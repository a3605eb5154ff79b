import json
import random
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_as_data import CASES, cases
from newsactors.segmentation import rebuild, restore_paragraphs, split_articles, split_paragraphs, split_sentences
from newsactors.segmentation.boundaries import boundary_probabilities
from newsactors.segmentation.streams import Recipe, Source, draw_recipe, make_stream
from newsactors.trees import from_json

TEXTS = json.loads((CASES / "articles.json").read_text(encoding="utf-8"))["texts"]
SOURCES = [Source("paper", name, tuple(lines)) for name, lines in TEXTS.items()]
LINES = st.lists(
    st.sampled_from([line for lines in TEXTS.values() for line in lines] + ["", "—", "x" * 300, "Ana Ruiz"])
)


@pytest.mark.parametrize("case", cases("articles", "streams"))
def test_streams(case):
    parts = [case.get("within", "\n").join(TEXTS[name]) for name in case["articles"]]
    between = case.get("between", "\n")
    text = between.join(parts)
    found = [span.of(text).split("\n")[0] for span in split_articles(text)]
    assert found == [TEXTS[name][0] for name in case["articles"]]


@pytest.mark.parametrize("case", cases("articles", "lines"))
def test_lines(case):
    text = "\n".join(case["lines"])
    assert [text.count("\n", 0, span.start) for span in split_articles(text)] == case["starts"]


@given(LINES)
def test_the_first_line_opens_an_article_and_probabilities_are_probabilities(lines):
    found = boundary_probabilities(lines)
    assert len(found) == len(lines)
    assert ((found >= 0) & (found <= 1)).all()
    assert found[:1].tolist() == [1.0][: len(lines)]


def test_a_delimiter_belongs_to_the_article_before_it():
    text = "\n=====\n".join("\n".join(TEXTS[name]) for name in ("film", "rail"))
    first, second = split_articles(text)
    assert first.of(text).endswith("=====")
    assert second.of(text) == "\n".join(TEXTS["rail"])


def test_an_article_on_one_line_gets_its_paragraphs_back_and_nothing_is_lost():
    line = " ".join(line for lines in TEXTS.values() for line in lines)
    sentences, found = split_sentences(line), split_paragraphs(line)
    assert len(sentences) > 15
    assert found == restore_paragraphs(line)
    assert 10 <= len(found) < len(sentences)
    assert "".join(span.of(line) for span in found).replace(" ", "") == line.replace(" ", "")


def test_a_line_of_few_sentences_is_one_paragraph():
    line = " ".join(TEXTS["harbour"])
    assert [span.of(line) for span in split_paragraphs(line)] == [line]


@given(st.integers(0, 10_000))
def test_made_streams_hold_what_their_recipe_says(seed):
    rng = random.Random(seed)
    made = make_stream(SOURCES, draw_recipe(rng), rng)
    assert made.starts[0] == 0
    assert all(a < b for a, b in pairwise([*made.starts, len(made.lines)]))


def test_a_recipe_that_does_nothing_keeps_articles_as_they_are():
    made = make_stream(SOURCES, Recipe(), random.Random(1))
    opened = [made.lines[start] for start in made.starts]
    assert sorted(opened) == sorted(source.paragraphs[0] for source in SOURCES if source.paragraphs[0] in opened)
    assert all(line in {text for lines in TEXTS.values() for text in lines} for line in made.lines)


def test_trees_walk_left_up_to_the_threshold_and_right_beyond_it():
    deep = {
        "feature": [1, 0, 0, 0, 0],
        "threshold": [0.5, 0, 7.0, 0, 0],
        "left": [1, 0, 3, 0, 0],
        "value": [0, -2, 0, 1, 3],
    }
    trees = from_json({"columns": ["a", "b"], "bias": 0.5, "trees": [deep]})
    rows = np.array([[0.0, 0.5], [7.0, 1.0], [7.1, 1.0]])
    odds = np.log(trees.probabilities(rows) / (1 - trees.probabilities(rows)))
    assert odds.round(6).tolist() == [-1.5, 1.5, 3.5]


@pytest.mark.slow
def test_training_twice_gives_the_same_weights():
    web = Counter(word.lower() for lines in TEXTS.values() for line in lines for word in line.split())
    copies = [source._replace(publisher=publisher) for publisher in "abc" for source in SOURCES]
    one, other = (rebuild.train(copies, web, streams_a_fold=3) for _ in range(2))
    assert json.dumps(one) == json.dumps(other)
    rows = np.zeros((1, len(one["second"]["columns"])))
    assert 0 < from_json(one["second"]).probabilities(rows)[0] < 1
