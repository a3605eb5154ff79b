"""Bytes as text: which encoding they are in, and what to say where they are in none."""

import codecs
from typing import NoReturn

from newsactors.errors import BinaryDocumentError, DocumentEncodingError

# The longer marks first, as one begins with a shorter one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LIKELY = ("utf-8", "utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be", "cp1252")
_JUDGED = 10_000  # characters at the beginning by which an encoding is guessed


def decode(data: bytes, place: str, encoding: str) -> str:
    r"""Return the text that bytes are in an encoding; `place` names the file in errors.

    Raises `DocumentEncodingError` with the offset of the first byte that is not in the encoding, and the encoding to
    try; `BinaryDocumentError` where there is a zero that no encoding explains.

    >>> decode(b"caf\xe9", "menu.txt", "latin-1")
    'café'
    """
    try:
        codec = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        message = f"Python knows no encoding {encoding!r}; give one it knows, such as utf-8, utf-16 or cp1252"
        raise DocumentEncodingError(message, path=place, offset=0) from None
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if marked and codec not in (marked, family := marked[:6]):
        message = f"the file begins as {family.upper()} does; give {_option(family)}"
        raise DocumentEncodingError(message, path=place, offset=0)
    wide = codec.startswith(("utf-16", "utf-32"))
    if not wide and b"\0" in data:
        _refuse_zero(data.decode("latin-1"), "byte", data, place)
    try:
        raw = data.decode(encoding)
    except UnicodeDecodeError as error:
        bad = f"byte {error.start} (0x{data[error.start]:02x}) is not {encoding}"
        raise DocumentEncodingError(
            f"{bad}; give the file's own{_example(data)}", path=place, offset=error.start
        ) from None
    except (UnicodeError, LookupError) as error:  # LookupError for "hex" and the like, which decode no text
        raise DocumentEncodingError(
            f"not {encoding} text: {error}; give the file's own{_example(data)}", path=place, offset=0
        ) from None
    if "\0" in raw:
        _refuse_zero(raw, "character", data, place)
    return raw


def _refuse_zero(held: str, unit: str, data: bytes, place: str) -> NoReturn:
    """Raise the error for text that holds a zero: its encoding where that can be guessed, otherwise it is no text."""
    at = held.index("\0")
    if likely := _likely(data):
        message = f"{unit} {at} is zero, as in {likely.upper()}; give {_option(likely)}"
        raise DocumentEncodingError(message, path=place, offset=at)
    line, column = held.count("\n", 0, at) + 1, at - held.rfind("\n", 0, at)
    message = f"{unit} {at} is zero, which no text file holds; extract the text first"
    raise BinaryDocumentError(message, path=place, line=line, column=column)


def _likely(data: bytes) -> str:
    """Return the first common encoding in which bytes are text with a tenth of it in ASCII, or an empty string.

    Read two by two, text in Latin letters looks like Chinese: of its letters, none is ASCII then.
    """
    for name in _LIKELY:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        shown = sum(" " <= character <= "~" for character in text[:_JUDGED])
        if "\0" not in text and shown * 10 > len(text[:_JUDGED]):
            return name
    return ""


def _example(data: bytes) -> str:
    return f", for example {_option(likely)}" if (likely := _likely(data)) else " (on the command line: --encoding)"


def _option(encoding: str) -> str:
    return f"encoding={encoding!r} (on the command line: --encoding {encoding})"
