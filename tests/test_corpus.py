import pytest

from newsactors import corpus, errors
from newsactors.corpus import Document, articles_of, distinct_names, read


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
