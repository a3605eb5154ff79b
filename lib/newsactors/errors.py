"""What can go wrong with input, as a small tree: catch `NewsactorsError` for all of it.

Every error names the place, the value found there and the remedy.
"""


class NewsactorsError(Exception):
    """Base of every error that this package raises on purpose."""


class DocumentError(NewsactorsError):
    """A document cannot be read; `path` names it, and `line` and `column` (from 1) the place where they are known."""

    def __init__(self, message: str, *, path: str, line: int | None = None, column: int | None = None) -> None:
        """Prefix the message with the place, in the form that editors turn into a link."""
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        super().__init__(f"{place}: {message}")
        self.path, self.line, self.column = path, line, column


class MissingDocumentError(DocumentError):
    """There is no such file, or it is a folder, or it may not be read."""


class EmptyDocumentError(DocumentError):
    """The file holds nothing but white space."""


class BinaryDocumentError(DocumentError):
    """The file holds bytes that no text has."""


class DocumentEncodingError(DocumentError):
    """The bytes are not text in the stated encoding; `offset` is the first bad byte, counted from 0."""

    def __init__(self, message: str, *, path: str, offset: int) -> None:
        """Keep the byte offset beside the message."""
        super().__init__(message, path=path)
        self.offset = offset


class LongLineError(DocumentError):
    """A line is longer than any article: the file is not news text."""


class OutputError(NewsactorsError):
    """Results cannot be written where they were asked for."""


class ResourceError(NewsactorsError):
    """A file that ships with the package is missing or damaged."""
