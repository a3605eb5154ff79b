import dataclasses
import json
import math
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsactors import cleaning, corpus, errors, networks, pipeline, schema, spans

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "000_1f538d970d95d26f.txt"
RAW = SEED.read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def analysis():
    return pipeline.analyse([SEED])


@pytest.mark.parametrize("name", ["sentences", "mentions", "statements"])
def test_every_row_is_the_text_it_points_to(analysis, name):
    table = analysis.tables()[name]
    texts = analysis.articles.set_index("article_id")["text"]
    assert len(table) >= 30
    for row in table.itertuples():
        assert RAW[row.raw_start : row.raw_end] == row.text
        assert texts[row.article_id][row.start : row.end] == row.text


def test_every_article_is_its_raw_text_repaired(analysis):
    for row in analysis.articles.itertuples():
        assert cleaning.clean(RAW[row.raw_start : row.raw_end]).text == row.text


def test_parts_of_statements_lie_inside_them(analysis):
    for row in analysis.statements.itertuples():
        source, cue, content = corpus.spans_of([row.source, row.cue, row.content])
        assert content, "a statement without content states nothing"
        assert cue or source, "a statement has a cue or at least a source"
        for part in (source, cue, content):
            assert all(row.start <= s.start < s.end <= row.end for s in part)
            assert all(a.end <= b.start for a, b in pairwise(part))


def test_every_tie_points_to_windows_that_name_both(analysis):
    mentions = analysis.mentions
    for row in analysis.ties.itertuples():
        places = json.loads(row.evidence)
        assert len(places) == row.count
        for article_id, start, end in places:
            inside = mentions[(mentions["article_id"] == article_id) & mentions["raw_start"].between(start, end)]
            assert {row.actor_a, row.actor_b} <= set(inside["actor"])


def test_sentences_cover_their_articles(analysis):
    for row in analysis.articles.itertuples():
        texts = analysis.sentences.query("article_id == @row.article_id")["text"]
        assert "".join("".join(texts).split()) == "".join(row.text.split())


def test_keys_are_unique_and_join(analysis):
    assert analysis.articles["article_id"].is_unique
    keys = ["article_id", "sentence_id"]
    assert not analysis.sentences.duplicated(keys).any()
    for name in ("mentions", "statements"):
        joined = analysis.tables()[name].merge(analysis.sentences[keys], on=keys, validate="many_to_one")
        assert len(joined) == len(analysis.tables()[name])


def test_paragraph_and_token_of_mentions_are_those_of_their_place(analysis):
    mentions = analysis.mentions.merge(analysis.sentences, on=["article_id", "sentence_id"], suffixes=("", "_sentence"))
    assert mentions["paragraph"].equals(mentions["paragraph_sentence"])
    texts = analysis.articles.set_index("article_id")["text"]
    lengths = analysis.articles.set_index("article_id")["n_words"]
    for row in mentions.itertuples():
        word = spans.words(texts[row.article_id])[row.token]
        assert word.start <= row.start < word.end
        assert row.token < lengths[row.article_id]


def test_windows_are_the_same_with_and_without_sentences(analysis):
    for within in ("sentence", "paragraph", "article", 25, 400):
        told = networks.co_occurrence(analysis.mentions, within, sentences=analysis.sentences, draws=0)
        alone = networks.co_occurrence(analysis.mentions, within, draws=0)
        assert told[["actor_a", "actor_b", "count"]].equals(alone[["actor_a", "actor_b", "count"]])
        assert (told["windows"] >= alone["windows"]).all()


def test_boilerplate_names_no_actors(analysis):
    tagged = analysis.sentences[analysis.sentences["tag"] != ""]
    assert tagged["tag"].tolist() == ["newsletter", "picture-credit", "newsletter"]
    assert analysis.mentions.merge(tagged[["article_id", "sentence_id"]]).empty


MAY_MISS = ["compound_quoted", "compound_rest", "p_null"]


def allowed(column, values):
    """Tell whether values keep the codebook's word: a range `a..b`, or a list of values divided by bars."""
    if not column.allowed:
        return True
    if ".." in column.allowed:
        low, high = column.allowed.split("..")
        return values.dropna().between(float(low), float(high or "inf")).all()
    names = {name.strip().replace("(empty)", "") for name in column.allowed.split("|")}
    return set(values.astype(str).str.lower()) <= names


@pytest.mark.parametrize("name", list(schema.TABLES))
def test_data_keeps_the_codebook(analysis, name):
    table = analysis.tables()[name]
    assert list(table.columns) == list(schema.TABLES[name])
    for column, book in schema.TABLES[name].items():
        assert str(table[column].dtype) == book.dtype, column
        assert book.meaning, column
        assert allowed(book, table[column]), (column, book.allowed, table[column].unique())
        assert column in MAY_MISS or not table[column].isna().any(), column


def test_a_tone_is_missing_where_a_sentence_has_no_such_words(analysis):
    sentences = analysis.sentences
    assert sentences["compound_quoted"].isna().tolist() == (sentences["quoted"] == 0).tolist()
    assert sentences["compound_rest"].isna().tolist() == (sentences["quoted"] == 1).tolist()
    unquoted = sentences[sentences["quoted"] == 0]
    assert unquoted["compound_rest"].tolist() == unquoted["compound"].tolist()


def test_the_printed_codebook_is_the_one_in_force():
    assert schema.codebook() in (ROOT / "data" / "README.md").read_text(encoding="utf-8")


@given(st.lists(st.floats(allow_nan=False) | st.integers(-(10**12), 10**12).map(lambda n: n / 1e6)))
def test_fractions_are_rounded_as_they_are_printed(values):
    rounded = schema.ten_digits(np.array(values, dtype=float)).tolist()
    assert rounded == [float(f"{value:.10g}") for value in values]


@pytest.mark.parametrize("name", list(schema.TABLES))
def test_committed_tables_are_what_the_seed_gives(analysis, name, tmp_path):
    pipeline.write(analysis, tmp_path)
    for ending in ("csv", "parquet"):
        assert (tmp_path / f"{name}.{ending}").read_bytes() == (
            ROOT / "data" / "tables" / f"{name}.{ending}"
        ).read_bytes()


@pytest.mark.parametrize("name", list(schema.TABLES))
def test_both_formats_hold_the_same_table(analysis, name):
    folder = ROOT / "data" / "tables"
    types = {column: book.dtype for column, book in schema.TABLES[name].items()}
    csv = pd.read_csv(folder / f"{name}.csv", dtype=types, keep_default_na=False, na_values=dict.fromkeys(MAY_MISS, ""))
    pd.testing.assert_frame_equal(csv, pd.read_parquet(folder / f"{name}.parquet"))
    pd.testing.assert_frame_equal(csv, analysis.tables()[name])


def test_bad_files_are_reported_and_good_ones_analysed(tmp_path):
    good, empty, binary, latin = (tmp_path / name for name in ("good.txt", "empty.txt", "binary.txt", "latin.txt"))
    good.write_text("Iran warned Israel.\n", encoding="utf-8")
    empty.write_bytes(b"")
    binary.write_bytes(b"\0\1")
    latin.write_bytes("cliché".encode("latin-1"))
    analysis = pipeline.analyse([empty, good, tmp_path / "missing.txt", binary, latin, good])
    assert analysis.articles["source_file"].tolist() == ["good.txt"]
    kinds = [
        errors.EmptyDocumentError,
        errors.MissingDocumentError,
        errors.BinaryDocumentError,
        errors.DocumentEncodingError,
    ]
    assert [type(failure) for failure in analysis.failures] == kinds


def test_nothing_but_bad_files_gives_empty_tables_of_the_right_types_and_spares_earlier_ones(tmp_path):
    (tmp_path / "ties.csv").write_text("earlier")
    analysis = pipeline.analyse(tmp_path / "missing.txt", tmp_path)
    assert [len(table) for table in analysis.tables().values()] == [0] * 5
    for name, columns in schema.TABLES.items():
        types = analysis.tables()[name].dtypes.astype(str).to_dict()
        assert types == {column: book.dtype for column, book in columns.items()}
    assert (tmp_path / "ties.csv").read_text() == "earlier"


def test_an_article_without_actors_or_statements_gives_tables_all_the_same(tmp_path):
    (tmp_path / "rain.txt").write_text("It rained. It rained again.\n", encoding="utf-8")
    analysis = pipeline.analyse(tmp_path / "rain.txt", tmp_path / "out")
    assert [len(table) for table in analysis.tables().values()] == [1, 2, 0, 0, 0]
    assert pd.read_parquet(tmp_path / "out" / "ties.parquet").dtypes.astype(str).to_dict() == {
        column: book.dtype for column, book in schema.TABLES["ties"].items()
    }


def test_one_file_under_two_names_is_read_once(tmp_path):
    (tmp_path / "day.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "day.md").write_text("It snowed.", encoding="utf-8")
    paths = [tmp_path / "day.txt", f"{tmp_path}/../{tmp_path.name}/day.txt", tmp_path / "day.md"]
    assert pipeline.analyse(paths).articles["article_id"].tolist() == ["day-1", "day.md-1"]


def test_files_of_one_name_stay_apart(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "day.txt").write_text(f"Paper {folder} wrote.", encoding="utf-8")
    analysis = pipeline.analyse([tmp_path / "a" / "day.txt", tmp_path / "b" / "day.txt"])
    assert analysis.articles["article_id"].tolist() == ["a/day-1", "b/day-1"]


def test_files_that_differ_by_their_ending_stay_apart(tmp_path):
    for name in ("x", "x.txt", "y.txt"):
        (tmp_path / name).write_text(f"Paper {name} wrote.", encoding="utf-8")
    analysis = pipeline.analyse([tmp_path / name for name in ("x", "x.txt", "y.txt")])
    assert analysis.articles["article_id"].tolist() == ["x-1", "x.txt-1", "y-1"]
    assert analysis.articles["source_file"].tolist() == ["x", "x.txt", "y.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_not_utf8_loses_no_other_file(tmp_path):
    for name in ("bad\udcff.txt", "day.txt"):
        (tmp_path / name).write_text("It rained.", encoding="utf-8")
    analysis = pipeline.analyse([tmp_path / "bad\udcff.txt", tmp_path / "day.txt"], tmp_path / "out")
    assert analysis.articles["article_id"].tolist() == ["day-1"]
    assert [str(failure) for failure in analysis.failures] == [
        f"{tmp_path}/bad\\udcff.txt: the file's name is not UTF-8, as names in the tables are; rename the file"
    ]


@pytest.fixture
def day(tmp_path):
    path = tmp_path / "day.txt"
    path.write_text("It rained.", encoding="utf-8")
    return path


@pytest.mark.parametrize("least", [5, -1, math.nan])
def test_a_wrong_probability_is_refused_before_anything_is_read(least, monkeypatch, tmp_path, day):
    monkeypatch.setattr(corpus, "read", None)
    with pytest.raises(ValueError, match=f"min_confidence is {least}: give a probability from 0 to 1"):
        pipeline.analyse(day, tmp_path / "out", min_confidence=least)
    assert not (tmp_path / "out").exists()


def test_a_tilde_is_the_home_folder(tmp_path, monkeypatch, day):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    pipeline.analyse(day, "~/out")
    assert len(list((tmp_path / "out").iterdir())) == 10
    assert sorted(path.name for path in tmp_path.iterdir()) == ["day.txt", "out"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_folder_may_have_any_name(tmp_path, day):
    pipeline.analyse(day, tmp_path / "q\udcff")
    assert len(list((tmp_path / "q\udcff").iterdir())) == 10


def test_a_run_that_reads_nothing_leaves_no_folder(tmp_path):
    pipeline.analyse(tmp_path / "missing.txt", tmp_path / "new" / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_tables_as_they_were(tmp_path, monkeypatch, analysis):
    out = tmp_path / "out"
    pipeline.write(analysis, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def fail(*arguments, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", fail)
    for folder in (out, tmp_path / "new" / "out"):
        with pytest.raises(errors.OutputError) as caught:
            pipeline.write(dataclasses.replace(analysis, articles=analysis.articles.head(1)), folder)
        reason = (
            "the tables cannot be written here (No space left on device); nothing replaced; name a folder with --out"
        )
        assert str(caught.value) == f"{folder}: {reason}"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_tables_that_were_replaced_are_named(tmp_path, monkeypatch, analysis):
    replace = Path.replace

    def fail(path, target):
        if target.name == "sentences.csv":
            raise PermissionError(13, "Permission denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(
        errors.OutputError, match=r"denied\); only articles\.csv, articles\.parquet replaced; name a folder"
    ):
        pipeline.write(analysis, tmp_path)


def test_a_folder_where_a_table_belongs_is_named_before_anything_is_read(tmp_path, monkeypatch, day):
    (tmp_path / "out" / "ties.csv").mkdir(parents=True)
    monkeypatch.setattr(corpus, "read", None)
    with pytest.raises(errors.OutputError) as caught:
        pipeline.analyse(day, tmp_path / "out")
    reason = "this is a folder, where a table is to be written; move it away"
    assert str(caught.value) == f"{tmp_path / 'out' / 'ties.csv'}: {reason}"


@pytest.mark.parametrize("least", ["5", "-1", "nan", "much"])
def test_the_command_refuses_a_wrong_probability(least, capsys):
    with pytest.raises(SystemExit) as caught:
        pipeline.main(["analyse", "day.txt", "--out", "out", "--min-confidence", least])
    assert caught.value.code == 2
    assert f"argument --min-confidence: '{least}': give a probability from 0 to 1" in capsys.readouterr().err


def test_the_command_can_be_interrupted(monkeypatch, capsys):
    def interrupt(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "analyse", interrupt)
    assert pipeline.main(["analyse", "day.txt", "--out", "out"]) == 130
    assert capsys.readouterr().err == "interrupted\n"


def printing_to(stdout, day, out):
    """Run the command in a process of its own, whose numbers go there."""
    command = [sys.executable, "-m", "newsactors", "analyse", str(day), "--out", str(out)]
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_numbers_that_cannot_be_printed_are_no_traceback(tmp_path, day):
    with Path("/dev/full").open("w") as full:
        done = printing_to(full, day, tmp_path / "out")
    message = "numbers of rows not printed: No space left on device; the tables are written\n"
    assert (done.returncode, done.stderr) == (1, message)
    assert len(list((tmp_path / "out").iterdir())) == 10


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_that_stops_early_is_no_error(tmp_path, day):
    reading, writing = os.pipe()
    os.close(reading)
    done = printing_to(writing, day, tmp_path / "out")
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "out").iterdir())) == 10


def test_no_files_is_an_error():
    with pytest.raises(ValueError, match="no files given"):
        pipeline.analyse([])


def test_the_order_of_other_documents_changes_no_row(tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Chad and Mali met on Monday.", encoding="utf-8")
    alone, first, last = (pipeline.analyse(paths).mentions for paths in ([SEED], [other, SEED], [SEED, other]))
    assert first.iloc[-len(alone) :].reset_index(drop=True).equals(alone)
    assert last.iloc[: len(alone)].equals(alone)


def command(*arguments):
    return subprocess.run([sys.executable, "-m", "newsactors", *arguments], capture_output=True, text=True, check=False)


def test_the_command_writes_ten_files_and_counts_rows(tmp_path):
    done = command("analyse", str(SEED), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"(?:(?:articles|sentences|mentions|statements|ties) +\d+ rows\n){5}", done.stdout)
    assert done.stderr == ""
    assert len(list((tmp_path / "out").iterdir())) == 10


def test_a_file_of_one_article_is_not_cut_if_that_is_known(tmp_path):
    done = command("analyse", str(SEED), "--one-article", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert pd.read_csv(tmp_path / "out" / "articles.csv")[["raw_start", "raw_end"]].values.tolist() == [[0, len(RAW)]]


def test_the_command_reports_what_it_could_not_read(tmp_path):
    done = command("analyse", str(SEED), str(tmp_path / "nope.txt"), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert done.stderr == f"not read: {tmp_path / 'nope.txt'}: there is no such file; check the name and the folder\n"
    assert len(pd.read_csv(tmp_path / "out" / "articles.csv")) == 5


def test_the_command_writes_nothing_when_it_read_nothing(tmp_path):
    done = command("analyse", str(tmp_path / "nope.txt"), "--out", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[1:] == ["nothing written: no file could be read"]
    assert list(tmp_path.iterdir()) == []


def test_the_command_wants_a_folder():
    done = command("analyse", str(SEED), "--out", "")
    assert (done.returncode, done.stderr) == (1, "no folder named for the tables; name one with --out\n")


def test_the_command_says_when_it_cannot_write(tmp_path):
    (tmp_path / "taken").write_text("a file")
    done = command("analyse", str(SEED), "--out", str(tmp_path / "taken"))
    assert done.returncode == 1
    assert (
        done.stderr
        == f"{tmp_path / 'taken'}: the tables cannot be written here (File exists); name a folder with --out\n"
    )
