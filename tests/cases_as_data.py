"""Linguistic cases as data: read `tests/cases/*.json`; known failures must go on failing until mended."""

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def cases(name: str, section: str | None = None) -> list[Any]:
    """Return the cases of a file, or of one section of it, as pytest parameters named by their labels.

    A case with `known_failure` is marked xfail, strictly: when it starts to pass, the test fails and the mark must go.
    A crash is no known failure.
    """
    read = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    marked = {True: [pytest.mark.xfail(raises=AssertionError, strict=True, reason="known failure")], False: []}
    return [
        pytest.param(case, id=case.get("label") or case.get("comment"), marks=marked[case.get("known_failure", False)])
        for case in (read[section] if section else read)
    ]
