import base64
import hashlib
import sqlite3
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsactors.errors import DocumentError, MissingDocumentError, OutputError
from newsactors.networks import DnaFile, new_dna, read_dna, write_dna

# Made by DNA's own core from invented statements; see tests/dna/README.md.
SYNTH = Path(__file__).parent / "dna" / "synth.dna"


def equal(one: DnaFile, other: DnaFile):
    for field in DnaFile._fields:
        pd.testing.assert_frame_equal(getattr(one, field), getattr(other, field), obj=field)


def contents(path):
    connection = sqlite3.connect(path)
    schema = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    tables = [name for kind, name, *_ in schema if kind == "table"]
    rows = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables}
    connection.close()
    return schema, rows


def changed(folder, sql):
    """Return the path of a copy of the sample, changed by hand."""
    path = folder / "changed.dna"
    path.write_bytes(SYNTH.read_bytes())
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()
    return path


def full_file():
    """Return a file with something in every table and every type of variable."""
    said = pd.DataFrame(
        {
            "document": ["d", "d", "e"],
            "start": [0, 3, 1],
            "stop": [1, 5, 2],
            "person": ["Amir", "Bea", ""],
            "agreement": [True, False, True],
            "intensity": [-2, 0, 3],
            "note": ["x" * 191, "", "[1]"],
        }
    )
    texts = pd.DataFrame({"document": ["d", "e"], "text": ["😀 a😀b", "no"], "date": ["2024-02-29 10:30:00", None]})
    dna = new_dna(said, texts)
    dna = dna._replace(
        entities=pd.DataFrame(
            {"id": [4, 7], "variable_id": 1, "value": ["Bea", "Amir"], "red": 1, "green": 2, "blue": [3, None]}
        ).assign(child_of=pd.Series([7, None], dtype="Int64")),
        attribute_variables=pd.DataFrame({"id": [1], "variable_id": [1], "attribute_variable": ["Type"]}),
        attributes=pd.DataFrame(
            {"id": [1], "entity_id": [7], "attribute_variable_id": [1], "attribute_value": ["minister"]}
        ),
        variable_links=pd.DataFrame({"id": [1], "source_variable_id": [1], "target_variable_id": [2]}),
        regexes=pd.DataFrame({"label": ["(?i)talks"], "red": 1, "green": 2, "blue": 3}),
    )
    statements = dna.statements.astype({"agreement": "boolean", "intensity": "Int64"})
    statements.loc[2, ["agreement", "intensity", "note"]] = [pd.NA, pd.NA, None]
    return dna._replace(statements=statements)


def test_a_file_of_dna_is_read_into_tidy_frames():
    dna = read_dna(SYNTH)
    assert {field: len(getattr(dna, field)) for field in DnaFile._fields} == {
        "settings": 2,
        "coders": 4,
        "documents": 40,
        "statement_types": 3,
        "variables": 6,
        "variable_links": 0,
        "regexes": 0,
        "coder_relations": 12,
        "statements": 260,
        "entities": 42,
        "attribute_variables": 0,
        "attributes": 0,
    }
    first = dna.statements.iloc[0]
    assert (first["person"], first["organization"], first["concept"]) == (
        "Person J",
        "Zeta Group",
        "Talks should resume",
    )
    assert (first["agreement"], first["intensity"], first["document_id"]) == (True, -1, 15)
    assert dna.statements.dtypes[["person", "agreement", "intensity"]].astype(str).tolist() == [
        "str",
        "boolean",
        "Int64",
    ]
    assert dna.documents["date"][0] == pd.Timestamp("2025-04-03 15:40")


def test_what_is_written_is_table_for_table_what_dna_wrote(tmp_path):
    write_dna(read_dna(SYNTH), tmp_path / "again.dna")
    assert contents(tmp_path / "again.dna") == contents(SYNTH)


def test_the_same_statements_give_the_same_bytes(tmp_path):
    write_dna(read_dna(SYNTH), tmp_path / "one.dna")
    write_dna(read_dna(tmp_path / "one.dna"), tmp_path / "two.dna")
    assert (tmp_path / "one.dna").read_bytes() == (tmp_path / "two.dna").read_bytes()


def test_every_table_and_type_comes_back(tmp_path):
    write_dna(full_file(), tmp_path / "full.dna")
    dna = read_dna(tmp_path / "full.dna")
    assert dna.statements["person"].tolist() == ["Amir", "Bea", ""]
    assert dna.statements["agreement"].isna().tolist() == [False, False, True]
    assert dna.statements["note"].isna().tolist() == [False, False, True]
    assert dna.variables["data_type"].tolist() == ["short text", "boolean", "integer", "long text"]
    assert dna.entities[["id", "value"]].to_numpy().tolist() == [[4, "Bea"], [7, "Amir"], [8, ""]]
    assert dna.entities["child_of"].tolist() == [7, pd.NA, pd.NA]
    assert dna.attributes["attribute_value"].tolist() == ["minister"]
    assert dna.regexes["label"].tolist() == ["(?i)talks"]
    assert dna.documents["date"].tolist() == [pd.Timestamp("2024-02-29 10:30"), pd.Timestamp("1970-01-01")]
    assert contents(tmp_path / "full.dna")[0] == contents(SYNTH)[0]
    write_dna(dna, tmp_path / "again.dna")
    equal(read_dna(tmp_path / "again.dna"), dna)


def test_offsets_are_utf16_units_in_the_file_and_characters_in_the_frame(tmp_path):
    write_dna(full_file(), tmp_path / "full.dna")
    assert [row[3:5] for row in contents(tmp_path / "full.dna")[1]["STATEMENTS"]] == [(0, 2), (4, 7), (1, 2)]
    dna = read_dna(tmp_path / "full.dna")
    assert dna.statements[["start", "stop"]].to_numpy().tolist() == [[0, 1], [3, 5], [1, 2]]
    assert dna.documents["text"][0][3:5] == "😀b"


def test_two_statement_types_may_name_a_variable_alike(tmp_path):
    dna = read_dna(SYNTH)
    more = dna.variables.iloc[:2].assign(id=[7, 8], variable=["person", "start"], statement_type_id=[2, 2])
    columns = {"person (2)": "Narrator", "start (2)": "then"}
    first = dna.statements["id"] == 1
    wanted = dna._replace(
        variables=pd.concat([dna.variables, more], ignore_index=True),
        statements=dna.statements.assign(
            **{
                name: pd.Series(value, dna.statements.index, dtype="str").where(first)
                for name, value in columns.items()
            }
        ),
    )
    write_dna(wanted, tmp_path / "two.dna")
    pd.testing.assert_frame_equal(read_dna(tmp_path / "two.dna").statements, wanted.statements)


def test_the_table_of_statements_goes_into_a_file_with_its_articles(tmp_path):
    articles = pd.DataFrame(
        {"article_id": ["a-2", "a-1"], "text": ["Other.", "Oman said talks go on."], "headline": ["", "Talks"]}
    ).assign(source_file="a.txt")
    statements = pd.DataFrame(
        {
            "article_id": ["a-1"],
            "start": [0],
            "end": [22],
            "content": ["[[10, 22]]"],
            "speaker": ["Oman"],
            "stance": [1],
        }
    ).assign(confidence=0.75, text="Oman said talks go on.")
    write_dna(statements, tmp_path / "said.dna", documents=articles)
    dna = read_dna(tmp_path / "said.dna")
    assert dna.documents[["title", "text", "source"]].to_numpy().tolist() == [
        ["a-2", "Other.", "a.txt"],
        ["Talks", "Oman said talks go on.", "a.txt"],
    ]
    assert dna.statements[["document_id", "start", "stop", "speaker", "stance"]].to_numpy().tolist() == [
        [2, 0, 22, "Oman", 1]
    ]
    types = dict(zip(dna.variables["variable"], dna.variables["data_type"], strict=True))
    assert types == {"content": "long text", "speaker": "short text", "stance": "integer", "confidence": "long text"}


def test_frames_of_a_file_make_it_again(tmp_path):
    dna = read_dna(SYNTH)
    write_dna(dna.statements, tmp_path / "again.dna", documents=dna.documents)
    again = read_dna(tmp_path / "again.dna")
    pd.testing.assert_frame_equal(again.statements, dna.statements)
    pd.testing.assert_frame_equal(again.documents, dna.documents)
    write_dna(dna.statements.drop(columns=["start", "stop"]), tmp_path / "bare.dna")
    bare = read_dna(tmp_path / "bare.dna")
    pd.testing.assert_frame_equal(
        bare.statements.drop(columns=["start", "stop"]), dna.statements.drop(columns=["start", "stop"])
    )
    first = bare.statements.iloc[0]
    text = bare.documents.set_index("id")["text"][first["document_id"]]
    assert text[first["start"] : first["stop"]] == "Person J | Zeta Group | Talks should resume | True | -1 | security"


def test_long_titles_are_shortened_to_what_dna_takes():
    dna = new_dna(pd.DataFrame({"document": ["t" * 300], "text": ["said"]}))
    assert dna.documents["title"].tolist() == ["t" * 189 + "…"]


def test_dna_takes_the_password_of_a_new_file():
    # The check of Jasypt's StrongPasswordEncryptor, by which DNA lets a coder in.
    stored = base64.b64decode(new_dna(pd.DataFrame({"text": ["said"]}), password="open").coders["password"][0])
    digest = hashlib.sha256(stored[:16] + b"open").digest()
    for _ in range(99_999):
        digest = hashlib.sha256(digest).digest()
    assert stored[16:] == digest


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
ROWS = st.lists(
    st.tuples(st.sampled_from("de"), TEXT, TEXT, st.booleans(), st.integers(-(2**31), 2**31)), min_size=1, max_size=6
)


@settings(max_examples=15)
@given(ROWS)
def test_any_statements_come_back(tmp_path_factory, rows):
    said = pd.DataFrame(rows, columns=["document", "text", "person", "agreement", "intensity"])
    path = tmp_path_factory.mktemp("any") / "any.dna"
    write_dna(said, path)
    dna = read_dna(path)
    back = dna.statements[["person", "agreement", "intensity"]]
    assert back.to_numpy().tolist() == said[["person", "agreement", "intensity"]].to_numpy().tolist()
    texts = dict(zip(dna.documents["id"], dna.documents["text"], strict=True))
    for row, text in zip(dna.statements.itertuples(), said["text"], strict=True):
        assert text in ("", texts[row.document_id][row.start : row.stop])
    write_dna(dna, path)
    equal(read_dna(path), dna)


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("none.dna", None, MissingDocumentError, "no such file; give the path of a .dna file"),
        (
            "text.dna",
            b"Oman said so.\n",
            DocumentError,
            r"is no SQLite database \(it begins with b'Oman said so.\\n'\)",
        ),
        ("empty.dna", b"", DocumentError, r"is no SQLite database \(an empty file\).*save it again from DNA"),
        ("cut.dna", SYNTH.read_bytes()[:20_000], DocumentError, "is damaged .*take an earlier copy"),
    ],
)
def test_what_is_no_dna_file_says_what_to_do(tmp_path, name, content, error, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match=message) as caught:
        read_dna(tmp_path / name)
    assert caught.value.path == str(tmp_path / name)


@pytest.mark.parametrize(("sql", "held"), [("", "no table at all"), ("CREATE TABLE KEYS(ID)", "KEYS")])
def test_another_database_is_no_dna_file(tmp_path, sql, held):
    connection = sqlite3.connect(tmp_path / "other.db")
    connection.executescript(f"CREATE TABLE T(ID); DROP TABLE T; {sql}")
    connection.close()
    with pytest.raises(
        DocumentError, match=rf"table SETTINGS cannot be read \(.*; it holds {held}\); open the file in DNA 3"
    ):
        read_dna(tmp_path / "other.db")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(MissingDocumentError, match=r"cannot be read .*; give the path of a .dna file"):
        read_dna(tmp_path)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("DELETE FROM ENTITIES WHERE ID = 18", "DATASHORTTEXT: 'organization' of statement 16 is an entity"),
        ("DELETE FROM DOCUMENTS WHERE ID = 3", "STATEMENTS: statement 22 is in document 3, which DOCUMENTS lacks"),
        (
            "UPDATE DATAINTEGER SET Value = 'much'",
            "DATAINTEGER holds a value for 'intensity' that is no integer .*'much'",
        ),
        ("UPDATE DATABOOLEAN SET Value = 7", "DATABOOLEAN holds a value for 'agreement' that is no boolean"),
        ("UPDATE DOCUMENTS SET Date = 'soon'", "DOCUMENTS holds a value of the wrong kind .*'soon'.*correct it in DNA"),
        ("DROP TABLE REGEXES", "REGEXES cannot be read"),
    ],
)
def test_damage_names_table_and_value(tmp_path, sql, message):
    with pytest.raises(DocumentError, match=message):
        read_dna(changed(tmp_path, sql))


def test_reading_changes_nothing(tmp_path):
    path = changed(tmp_path, "")
    before = path.read_bytes()
    read_dna(path)
    assert (path.read_bytes(), [file.name for file in tmp_path.iterdir()]) == (before, ["changed.dna"])


def test_what_does_not_fit_names_table_and_row(tmp_path):
    dna = read_dna(SYNTH)
    for wrong, message in [
        (
            dna._replace(documents=dna.documents.iloc[1:]),
            "row 11 of table STATEMENTS refers to a row that DOCUMENTS lacks",
        ),
        (dna._replace(coders=dna.coders.drop(columns="name")), "table CODERS lacks the column 'name'"),
        (
            dna._replace(statements=dna.statements.assign(stop=0)),
            "STATEMENTS does not take the row id='1'.*Start < Stop",
        ),
        (dna._replace(statements=dna.statements.assign(person="x" * 191)), "ENTITIES does not take the row .*LENGTH"),
    ]:
        with pytest.raises(OutputError, match=message):
            write_dna(wrong, tmp_path / "wrong.dna")
    assert not (tmp_path / "wrong.dna").exists()
    with pytest.raises(OutputError, match=r"cannot be written .*choose a folder that is there"):
        write_dna(dna, tmp_path / "nowhere" / "out.dna")


def test_missing_values_of_a_frame_name_the_row():
    said = pd.DataFrame({"text": ["a", "b"], "agrees": [True, None]})
    with pytest.raises(ValueError, match=r"row 1 of the statements has no boolean value for 'agrees'.*drop the row"):
        new_dna(said)
    lost = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [1]})
    with pytest.raises(ValueError, match="row 0 of the statements is in document 'a', which documents lack"):
        new_dna(lost, pd.DataFrame({"article_id": ["b"], "text": ["b"]}))
    with pytest.raises(ValueError, match="the statements lack 'start'"):
        new_dna(lost[["article_id"]], pd.DataFrame({"article_id": ["a"], "text": ["b"]}))
    with pytest.raises(ValueError, match="documents hold 'a' twice; keep one"):
        new_dna(lost, pd.DataFrame({"article_id": ["a", "a"], "text": ["b", "c"]}))
    with pytest.raises(ValueError, match="documents need a column 'text' and one of id, document_id"):
        new_dna(lost, pd.DataFrame({"name": ["a"]}))


def test_recoded_values_become_entities(tmp_path):
    dna = read_dna(SYNTH)
    merged = dna.statements.assign(concept=dna.statements["concept"].replace({"Zebra clause": "Other"}))
    write_dna(dna._replace(statements=merged), tmp_path / "recoded.dna")
    again = read_dna(tmp_path / "recoded.dna")
    assert again.entities.iloc[-1][["id", "variable_id", "value"]].tolist() == [43, 3, "Other"]
    assert (again.statements["concept"] == "Other").sum() == (dna.statements["concept"] == "Zebra clause").sum()
    assert np.array_equal(again.statements["person"], dna.statements["person"])
