import codecs
from pathlib import Path

import pytest

from newsactors import corpus, errors
from newsactors.corpus import Document, articles_of, distinct_names, distinct_stems, read


def write(folder, data, name="day.txt"):
    path = folder / name
    path.write_bytes(data)
    return path


def test_raw_text_is_kept_to_the_character(tmp_path):
    assert read(write(tmp_path, "\ufeffOne.\r\nTwo.\r".encode())).raw == "\ufeffOne.\r\nTwo.\r"


def test_a_missing_file():
    with pytest.raises(errors.MissingDocumentError) as caught:
        read("nowhere/day.txt")
    assert str(caught.value) == "nowhere/day.txt: there is no such file; check the name and the folder"


def test_a_folder(tmp_path):
    with pytest.raises(errors.MissingDocumentError, match=r"this is a folder; name the files in it|cannot be read"):
        read(tmp_path)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff\u00a0\n".encode()])
def test_an_empty_file(tmp_path, data):
    path = write(tmp_path, data)
    with pytest.raises(errors.EmptyDocumentError) as caught:
        read(path)
    assert str(caught.value) == f"{path}: the file holds no text"


def test_a_binary_file(tmp_path):
    path = write(tmp_path, b"PK\x03\x04\nab\0\0")
    with pytest.raises(errors.BinaryDocumentError) as caught:
        read(path)
    assert str(caught.value) == f"{path}:2:3: byte 7 is zero, which no text file holds; extract the text first"
    assert (caught.value.line, caught.value.column) == (2, 3)


def test_bad_utf8_names_the_byte_and_the_remedy(tmp_path):
    path = write(tmp_path, "It is a cliché.".encode("cp1252"))
    with pytest.raises(errors.DocumentEncodingError) as caught:
        read(path)
    assert caught.value.offset == 13
    remedy = "give the file's own, for example encoding='cp1252' (on the command line: --encoding cp1252)"
    assert str(caught.value) == f"{path}: byte 13 (0xe9) is not utf-8; {remedy}"
    assert read(path, encoding="cp1252").raw == "It is a cliché."


def test_an_unknown_encoding(tmp_path):
    with pytest.raises(errors.DocumentEncodingError, match="Python knows no encoding 'latin-99'"):
        read(write(tmp_path, b"One."), encoding="latin-99")


def test_utf16_is_no_binary_file(tmp_path):
    assert read(write(tmp_path, "One.".encode("utf-16")), encoding="utf-16").raw == "One."


def option(encoding):
    return f"encoding={encoding!r} (on the command line: --encoding {encoding})"


@pytest.mark.parametrize("given", ["utf-8", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("mark", [codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE])
def test_utf32_is_not_taken_for_utf16(tmp_path, mark, given):
    name = "utf-32-le" if mark == codecs.BOM_UTF32_LE else "utf-32-be"
    path = write(tmp_path, mark + "One.".encode(name))
    with pytest.raises(errors.DocumentEncodingError) as caught:
        read(path, encoding=given)
    assert str(caught.value) == f"{path}: the file begins as UTF-32 does; give {option('utf-32')}"
    assert read(path, encoding="utf-32").raw == "One."
    assert read(path, encoding=name).raw == "\ufeffOne."


def test_the_other_order_of_bytes_is_refused(tmp_path):
    with pytest.raises(errors.DocumentEncodingError, match="the file begins as UTF-16 does; give encoding='utf-16'"):
        read(write(tmp_path, codecs.BOM_UTF16_LE + "One.".encode("utf-16-le")), encoding="utf-16-be")


@pytest.mark.parametrize(("name", "at"), [("utf-16-le", 1), ("utf-16-be", 0), ("utf-32-le", 1), ("utf-32-be", 0)])
def test_wide_text_without_a_mark_is_told_its_encoding(tmp_path, name, at):
    path = write(tmp_path, "“One – two,” said Ann.\nШест.".replace("“", "T").encode(name))
    with pytest.raises(errors.DocumentEncodingError) as caught:
        read(path)
    assert str(caught.value) == f"{path}: byte {at} is zero, as in {name.upper()}; give {option(name)}"
    assert caught.value.offset == at
    assert read(path, encoding=name).raw == "TOne – two,” said Ann.\nШест."


def test_zeros_are_found_after_wide_text_is_decoded_too(tmp_path):
    path = write(tmp_path, "One.\nT\0wo.".encode("utf-16"))
    with pytest.raises(errors.BinaryDocumentError) as caught:
        read(path, encoding="utf-16")
    assert str(caught.value) == f"{path}:2:2: character 6 is zero, which no text file holds; extract the text first"
    with pytest.raises(errors.DocumentEncodingError, match="character 1 is zero, as in UTF-32-LE; give encoding="):
        read(write(tmp_path, "One.".encode("utf-32-le")), encoding="utf-16-le")


@pytest.mark.parametrize(
    ("data", "given", "remedy"),
    [
        ("“Cliché” Ý".encode(), "cp1252", f", for example {option('utf-8')}"),  # Ý ends in 0x9d, as ” does
        ("One é.".encode(), "ascii", f", for example {option('utf-8')}"),
        (b"One \x81\xff.", "cp1252", " (on the command line: --encoding)"),
        (b"One \x81\xff.", "utf-8", " (on the command line: --encoding)"),
        (b"One \xff", "utf-16-le", f", for example {option('cp1252')}"),
    ],
)
def test_an_encoding_that_failed_is_not_its_own_remedy(tmp_path, data, given, remedy):
    with pytest.raises(errors.DocumentEncodingError) as caught:
        read(write(tmp_path, data), encoding=given)
    assert f" is not {given}; give the file's own{remedy}" in str(caught.value)


@pytest.mark.parametrize("encoding", ["bogus", "\0"])
def test_what_is_no_encoding_is_told_what_would_be(tmp_path, encoding):
    with pytest.raises(errors.DocumentEncodingError) as caught:
        read(write(tmp_path, b"One."), encoding=encoding)
    assert str(caught.value).endswith(
        f"Python knows no encoding {encoding!r}; give one it knows, such as utf-8, utf-16 or cp1252"
    )


def test_what_decodes_no_text(tmp_path):
    with pytest.raises(
        errors.DocumentEncodingError, match=r"not hex text: .*; give the file's own, for example encoding='"
    ):
        read(write(tmp_path, b"One."), encoding="hex")


def test_an_empty_name_and_one_with_a_zero():
    with pytest.raises(errors.MissingDocumentError) as caught:
        read("")
    assert str(caught.value) == "'': the name is empty; name a file"
    with pytest.raises(
        errors.MissingDocumentError, match="cannot be read: embedded null byte; check the name, and that"
    ):
        read("a\0.txt")


def test_what_may_not_be_read_has_a_remedy(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(errors.MissingDocumentError) as caught:
        read("day.txt")
    remedy = "check the name, and that you may read it"
    assert str(caught.value) == f"day.txt: the file cannot be read: Permission denied; {remedy}"


def test_a_name_that_no_table_can_hold(tmp_path):
    with pytest.raises(errors.DocumentError) as caught:
        read(f"{tmp_path}/bad\udcff.txt")
    remedy = "the file's name is not UTF-8, as names in the tables are; rename the file"
    assert str(caught.value) == f"{tmp_path}/bad\\udcff.txt: {remedy}"


def test_stems_are_as_distinct_as_names():
    assert distinct_stems(["x", "x.txt", "x.txt.txt", "y.txt"]) == ["x", "x.txt", "x.txt.txt", "y"]
    assert distinct_stems(["x.txt", "x.txt.txt"]) == ["x", "x.txt.txt"]
    assert [one.article_id for one in articles_of(Document("x.txt", "One."), stem="x.txt")] == ["x.txt-1"]


def test_a_line_of_fifty_megabytes(tmp_path):
    path = write(tmp_path, b"One.\n" + b"x" * 50_000_000)
    with pytest.raises(errors.LongLineError) as caught:
        read(path)
    assert str(caught.value) == (
        f"{path}:2:5000001: the line has 50000000 characters, more than 5000000; put one paragraph on a line"
    )


def test_names_tell_files_apart_and_hold_no_root():
    assert distinct_names(["/data/a/one.txt", "/data/b/one.txt", "/data/b/two.txt"]) == [
        "a/one.txt",
        "b/one.txt",
        "b/two.txt",
    ]
    assert distinct_names(["/one.txt"]) == ["one.txt"]
    assert distinct_names(["a/one.txt", "b/a/one.txt"]) == ["a/one.txt", "b/a/one.txt"]
    here = Path.cwd().name
    assert distinct_names(["a/one.txt", "/a/one.txt"]) == [f"{here}/a/one.txt", "a/one.txt"]
    assert distinct_names(["a/one.txt", "./a/one.txt", "b.txt"]) == ["one.txt", "one.txt", "b.txt"]
    assert distinct_names(["x/one", "q/../x/one", "w/q/../x/one"]) == [f"{here}/x/one", f"{here}/x/one", "w/x/one"]
    assert distinct_names([]) == []


def test_defects_count_what_lies_in_the_article():
    document = Document(
        "day.txt",
        "A harbour was closed after the stormSign up for our newsletter\n"
        + "Nobody was hurt, and the harbour will open again when the wind falls.",
    )
    table = corpus.articles_table(articles_of(document))
    assert table["defects"].tolist() == ['{"lost paragraph break": 1, "newsletter": 1}']
    assert table["headline"].tolist() == ["A harbour was closed after the storm"]


def test_an_article_knows_its_boilerplate():
    [article] = articles_of(Document("day.txt", "Getty ImagesMr Ito spoke.\nNobody answered."))
    assert article.text == "Getty Images\nMr Ito spoke.\nNobody answered."
    assert (article.tag_of(0, 12), article.tag_of(13, 20)) == ("picture-credit", "")
    assert article.to_raw(13, 20).of(article.document.raw) == "Mr Ito "
