"""Our VADER gives the numbers of the authors' package, to the last digit, whatever the text; and what NLTK's gives."""

import json
import os
import random
import subprocess
import sys
import tracemalloc
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import (
    B_DECR,
    B_INCR,
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from cases_as_data import cases
from newsactors import sentiment
from newsactors.errors import ResourceError
from newsactors.sentiment import benchmark, vader_reading, vader_tokens, vader_words
from newsactors.sentiment.lexicon_scores import ENGINES, FLIP, RULE_WORDS

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
COLUMNS = ["neg", "neu", "pos", "compound"]
REFERENCE = SentimentIntensityAnalyzer()
COUNT = 20_000
LISTED = sorted({*vader_words.NEGATIONS, *vader_words.INTENSIFIERS, *vader_words.DAMPENERS, *vader_words.NAMED})
LEXICON = list(REFERENCE.lexicon)
PHRASES = [" ".join(words) for words in (*vader_words.PHRASES, *vader_words.DAMPENING_PAIRS)]
BARE = [
    "the",
    "cabinet",
    "Minister",
    "US",
    "of",
    "a",
    "--",
    "-",
    ",",
    "“",
    "naïve",
    "İno",
    "Straße",
    "ΑΣ",
    "8",
    "?",
    "!",
]
RATED = ["good", "bad", "war", "great", "disaster", "kind", "no", "doubt", ":)", "<3", "party", "united", "United"]
TWISTED = [
    "don’t",
    "N'T",
    "shouldn't've",
    "'n't'",
    "no,",
    ".ok.",
    "“war”",
    "(war)",
    "war!?",
    "\u212aind",
    "a\0b",
    "\ud800",
]
EMOJI = ["😀", "💘", "™", "©", "❤️", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "‼", "🇬🇧"]
MARKS = ["!", "?", "!!", "???", ".", ",", '"', "'", "”", "…", "-" * 12]
SPACES = [" ", "  ", "\n", "\t", "\u00a0", "\u2009", "\u3000", "\x85", "\x1f", ""]


def of_authors(texts):
    return [[REFERENCE.polarity_scores(text)[column] for column in COLUMNS] for text in texts]


def different(texts):
    """Return the texts whose scores are not those of the authors' package, with both."""
    ours = sentiment.vader(texts).to_numpy().tolist()
    rows = zip(texts, ours, of_authors(texts), strict=True)
    return [(text, found, expected) for text, found, expected in rows if found != expected]


@cache
def stored_texts():
    """Return the texts of the seeds and of the gold files, a paragraph or a sentence each."""
    texts = [line for path in (ROOT / "seeds").glob("*.txt") for line in path.read_text("utf-8").splitlines()]
    for name in ("newsmtsc-names", "passages", "ewt-sentences"):
        for line in (ROOT / "data" / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            texts += [row["text"]] if "text" in row else [text for part in row["paragraphs"] for text, _ in part]
    return texts


def word_of(source, own):
    """Return a word: of a text, or one that some rule asks for, perhaps in capitals or with marks."""
    pools = (own, own, own, RATED, LISTED, PHRASES, BARE, TWISTED, EMOJI, LEXICON, ["but", "no"])
    word = source.choice(source.choice(pools))
    return source.choice(
        (*[word] * 8, word.upper(), word.capitalize(), word + source.choice(MARKS), source.choice(MARKS) + word)
    )


def mixed_texts(count, seed=2014):
    """Return texts put together from words of stored texts and words that rules ask for."""
    source, texts = random.Random(seed), stored_texts()
    found = []
    for _ in range(count):
        own = source.choice(texts).split() or ["a"]
        start = source.randrange(len(own))
        words = [word if source.random() < 0.6 else word_of(source, own) for word in own[start : start + 15]]
        if source.random() < 0.5:
            words = [word_of(source, own) for _ in range(source.randrange(10))]
        spaces = source.choices(SPACES, [90, *[1] * (len(SPACES) - 1)], k=len(words))
        text = "".join(word + space for word, space in zip(words, spaces, strict=True))
        found.append(text.upper() if source.random() < 0.05 else text + source.choice(("", "", "!", "??", "!!!?")))
    return found


@pytest.mark.parametrize("case", cases("vader", "rules"))
def test_rule(case):
    expected = [[case[column] for column in COLUMNS]]
    assert of_authors([case["text"]]) == expected
    assert sentiment.vader([case["text"]]).to_numpy().tolist() == expected


@pytest.mark.parametrize("case", cases("vader", "nltk"))
def test_nltk_differs(case):
    expected = [[case[column] for column in COLUMNS]]
    assert sentiment.vader([case["text"]], engine="nltk").to_numpy().tolist() == expected
    assert of_authors([case["text"]]) != expected


def test_exact_on_many_texts():
    texts = [sentence for text in stored_texts() for sentence in text.split(". ")]
    texts += mixed_texts(COUNT - len(texts))
    assert len(texts) == COUNT
    assert different(texts) == []


WORD = st.sampled_from([*RATED * 3, *LISTED, *PHRASES, *BARE, *TWISTED, *EMOJI, "but", "BUT"])
SPELLED = st.tuples(WORD, st.sampled_from([str, str.upper, str.capitalize]), st.sampled_from(["", "", *MARKS])).map(
    lambda parts: parts[1](parts[0]) + parts[2]
)
SENTENCE = st.lists(st.tuples(SPELLED, st.sampled_from([" "] * 8 + SPACES)), max_size=14).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)


@settings(max_examples=150)
@given(st.lists(SENTENCE, max_size=8))
def test_exact_on_rule_words(texts):
    assert different(texts) == []


@settings(max_examples=150)
@given(st.lists(st.text(), max_size=8))
def test_exact_on_any_characters(texts):
    assert different(texts) == []


def test_exact_with_long_runs():
    runs = [
        "!" * 5000,
        "war" + "." * 5000,
        "-" * 5000 + "so good",
        "good " * 3000 + "but" + " good" * 50,
        "x" * 300_000,
    ]
    assert different(runs) == []


def test_texts_do_not_depend_on_each_other_nor_on_chunks(monkeypatch):
    texts = mixed_texts(300, seed=7)
    whole = sentiment.vader(texts)
    shifted = pd.Series(texts, index=range(9, 309), dtype=object)
    backwards = sentiment.vader(texts[::-1])[::-1].reset_index(drop=True)
    monkeypatch.setattr(vader_reading, "_CHUNK", 100)
    monkeypatch.setattr(vader_reading, "_MOST_SPELLINGS", 20)
    pd.testing.assert_frame_equal(whole, backwards, check_exact=True)
    pd.testing.assert_frame_equal(whole, sentiment.vader(texts), check_exact=True)
    pd.testing.assert_frame_equal(whole, sentiment.vader(shifted), check_exact=True)


def test_lists_are_the_authors():
    words = vader_words
    boosters = dict.fromkeys(words.INTENSIFIERS, words.BOOST) | dict.fromkeys(words.DAMPENERS, -words.BOOST)
    boosters |= {" ".join(pair): -words.BOOST for pair in words.DAMPENING_PAIRS}
    assert boosters == BOOSTER_DICT
    assert set(NEGATE) == words.NEGATIONS
    assert {" ".join(phrase): valence for phrase, valence in words.PHRASES.items()} == {
        phrase: valence for phrase, valence in SPECIAL_CASES.items() if " " in phrase
    }
    assert (*(words.BOOST, -words.BOOST, words.CAPITALS, words.FLIP),) == (B_INCR, B_DECR, C_INCR, N_SCALAR)
    assert sentiment.lexicon() == REFERENCE.lexicon
    assert words.emoji() == {sign: text for sign, text in REFERENCE.emojis.items() if len(sign) == 1}
    assert FLIP == words.FLIP


def test_what_the_rules_take_for_granted():
    """Words that add or negate are not rated, and all that can be found is ASCII."""
    rated = vader_words.lexicon().keys()
    assert rated.isdisjoint(RULE_WORDS)
    assert all(word.isascii() for word in vader_tokens.words().numbers)
    beyond = [chr(number) for number in range(0x80, sys.maxunicode + 1)]
    careful = [character for character in beyond if character.isspace()] + [*vader_words.emoji(), vader_reading.KELVIN]
    assert all(map(vader_reading._needs_care().match, careful))
    # Of other letters only "İ" has an ASCII letter when it is small: "i" and a dot above, which no listed word holds.
    assert [one for one in beyond if any(map(str.isascii, one.lower()))] == ["İ", vader_reading.KELVIN]


def test_rounding_is_that_of_round():
    from newsactors.sentiment.vader_rules import _rounded

    ties = np.arange(-4000, 4000) / 4000
    values = np.concatenate([ties, np.nextafter(ties, 2), np.nextafter(ties, -2), np.arange(1, 17) / 16])
    for digits in (3, 4):
        assert _rounded(values, digits).tolist() == [round(value, digits) for value in values.tolist()]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_no_text_is_named(engine):
    with pytest.raises(ValueError, match=r"^row 1 is nan, which is no text: give strings, an empty one"):
        sentiment.vader(["a", float("nan")], engine=engine)
    with pytest.raises(ValueError, match=r"^row 0 is b'a', which"):
        sentiment.vader([b"a"], engine=engine)
    with pytest.raises(ValueError, match=r"^texts is one string: give a list of texts$"):
        sentiment.vader("a", engine=engine)
    found = sentiment.vader([], engine=engine)
    assert found.columns.tolist() == COLUMNS
    assert found.dtypes.astype(str).tolist() == ["float64"] * 4


def test_unknown_engine_is_named():
    with pytest.raises(ValueError, match=r"^engine is 'vader': give one of newsactors, nltk$"):
        sentiment.vader(["a"], engine="vader")


def test_nltk_is_left_as_it_was():
    import nltk.data

    before = list(nltk.data.path)
    sentiment.vader(["A good deal."], engine="nltk")
    assert nltk.data.path == before


def test_missing_nltk_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "nltk.sentiment.vader", None)
    with pytest.raises(ModuleNotFoundError, match=r"^engine \"nltk\" needs NLTK: pip install nltk$"):
        sentiment.vader(["A good deal."], engine="nltk")


def test_missing_lexicon_is_named():
    with pytest.raises(ResourceError, match=r"^vaderSentiment/none\.txt: not installed; install newsactors again$"):
        vader_words._pairs("none.txt")


def test_neither_the_authors_module_nor_a_network_library_is_imported():
    program = (
        "import sys; from newsactors import sentiment; sentiment.vader(['A good deal.']); sentiment.valences('war')\n"
        "print([name for name in ('requests', 'vaderSentiment.vaderSentiment', 'nltk') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_memory_does_not_grow_with_texts(monkeypatch):
    """Beyond the result, ten times the texts take hardly more than the texts once."""
    monkeypatch.setattr(vader_reading, "_CHUNK", 20_000)
    texts = mixed_texts(1000, seed=3)
    sentiment.vader(texts)
    peaks = []
    for many in (texts, texts * 10):
        tracemalloc.start()
        result = sentiment.vader(many).memory_usage(index=False).sum()
        peaks.append(tracemalloc.get_traced_memory()[1] - result)
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_benchmark_prints_ratios(tmp_path, capsys):
    path = tmp_path / "texts.txt"
    path.write_text("The deal is good. It is not a war.\n", encoding="utf-8")
    assert benchmark.main([str(path), "--rounds", "1"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("2 sentences of 4.5 words\n")
    assert printed.count("times as fast") == 2
    assert "20 texts:" in printed


OTHER_LEXICON = st.dictionaries(
    st.sampled_from([*RATED, *LISTED, "cabinet", "minister", "shit", "bomb", "but"]), st.integers(-4, 4), max_size=9
)


@settings(max_examples=100)
@given(st.lists(SENTENCE, max_size=8), OTHER_LEXICON)
def test_other_lexicons_follow_the_same_rules(texts, rated):
    other = SentimentIntensityAnalyzer()
    other.lexicon = {word: valence for word, valence in rated.items() if word not in RULE_WORDS}
    expected = [[other.polarity_scores(text)[column] for column in COLUMNS] for text in texts]
    assert sentiment.vader(texts, rated=rated).to_numpy().tolist() == expected


def test_second_lexicon():
    words = sentiment.afinn()
    assert (len(words), min(words.values()), max(words.values())) == (3351, -4.0, 4.0)
    other = SentimentIntensityAnalyzer()
    other.lexicon = {word: valence for word, valence in words.items() if word not in RULE_WORDS}
    texts = mixed_texts(500, seed=11)
    expected = [other.polarity_scores(text)["compound"] for text in texts]
    assert sentiment.vader(texts, rated=words)["compound"].tolist() == expected
    by_nltk = sentiment.vader(["The best response is support."], engine="nltk", rated=words)["compound"]
    assert by_nltk.tolist() == sentiment.vader(["The best response is support."], rated=words)["compound"].tolist()


def test_letters_beyond_ascii_are_refused():
    with pytest.raises(ValueError, match="rated has 'naïve', which VADER's rules cannot look up"):
        sentiment.vader(["naïve"], rated={"naïve": -1.6})


@pytest.mark.parametrize("word", ["", 3, None])
def test_what_is_no_word_is_not_rated(word):
    with pytest.raises(ValueError, match=f"rated has {word!r}, which VADER's rules cannot look up"):
        sentiment.vader(["good"], rated={word: 1.0})


@pytest.mark.parametrize("valence", [float("nan"), float("inf"), "2", None])
def test_a_valence_is_a_number(valence):
    with pytest.raises(ValueError, match=f"rated has {valence!r} for 'good': give a number"):
        sentiment.vader(["good"], rated={"good": valence})


def test_texts_come_as_any_row_of_strings():
    texts = ["I love it", "I hate it"]
    wanted = sentiment.vader(texts)
    for given_texts in (tuple(texts), iter(texts), np.array(texts), pd.Series(texts, index=[5, 1])):
        pd.testing.assert_frame_equal(sentiment.vader(given_texts), wanted)
    for none in (pd.DataFrame({"text": texts}), dict(enumerate(texts)), set(texts), None, 3):
        with pytest.raises(ValueError, match=f"texts is of type {type(none).__name__}: give a list of texts"):
            sentiment.vader(none)


def test_the_own_lexicon_may_be_changed():
    texts = mixed_texts(50, seed=3)
    same = sentiment.vader(texts, rated=sentiment.lexicon())
    pd.testing.assert_frame_equal(same, sentiment.vader(texts))
    changed = sentiment.vader(["It is about security."], rated={**sentiment.lexicon(), "security": 0.0})
    assert changed["compound"].tolist() == [0.0]
