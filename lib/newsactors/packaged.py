"""Files that ship with the package, in `resources/`: lexicons and trained weights."""

import csv
import io
import json
from importlib import resources
from typing import Any

from newsactors.errors import ResourceError


def text(filename: str) -> str:
    """Return a packaged text file; ResourceError if it is missing."""
    try:
        return (resources.files("newsactors") / "resources" / filename).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ResourceError(f"resources/{filename}: not in the package; install newsactors again") from error


def rows(filename: str) -> list[dict[str, str]]:
    """Return the rows of a packaged CSV file, in file order; ResourceError if it is missing.

    >>> rows("states.csv")[0]["name"]
    'Afghanistan'
    """
    return list(csv.DictReader(io.StringIO(text(filename))))


def weights(filename: str) -> Any:
    """Return what a packaged JSON file holds; ResourceError if it is missing or damaged."""
    try:
        return json.loads(text(filename))
    except ValueError as error:
        raise ResourceError(f"resources/{filename}: damaged ({error}); install newsactors again") from error
