"""Where two versions of a file part: the report of a run, and no part of the analysis."""

import json
import subprocess
from pathlib import Path
from typing import Any

_PNG = "iVBORw0KGgo"  # how a PNG begins in base64


def first_difference(old: bytes, new: bytes) -> str | None:
    r"""Say where two versions of a file part, or return None where they are the same bytes.

    Notebooks are compared cell by cell, other text line by line (from 1), anything else by byte offset (from 0).

    >>> first_difference(b"a,b\n1,2\n", b"a,b\n1,3\n")
    "line 2: '1,2' became '1,3'"
    >>> first_difference(b"same", b"same") is None
    True
    """
    if old == new:
        return None
    if old.startswith(b"{") and new.startswith(b"{"):
        try:
            return _walk(json.loads(old), json.loads(new), ()) or "only the layout of the file"
        except ValueError:
            pass
    try:
        return _walk(old.decode().split("\n"), new.decode().split("\n"), ("lines",))
    except UnicodeDecodeError:
        return f"byte {_shared(old, new)} of {len(old)}; it now has {len(new)}"


def _walk(old: Any, new: Any, place: tuple[str, ...]) -> str | None:
    """Descend to the first value that differs, cells before metadata, and describe it; None where nothing does."""
    if old == new:
        return None
    if isinstance(old, dict) and isinstance(new, dict):
        names = sorted(old.keys() | new.keys(), key=lambda name: (name != "cells", name))
        return next(filter(None, (_walk(old.get(name), new.get(name), (*place, name)) for name in names)), None)
    if isinstance(old, list) and isinstance(new, list):
        for number, (left, right) in enumerate(zip(old, new, strict=False), start=1):
            if left != right:
                identity = f" ({left['id']})" if isinstance(left, dict) and "id" in left else ""
                return _walk(left, right, (*place[:-1], f"{place[-1].removesuffix('s')} {number}{identity}"))
        return f"{', '.join(place)}: {len(old)} became {len(new)}"
    if all(isinstance(value, str) and value.startswith(_PNG) for value in (old, new)):
        return f"{', '.join(place)}: one picture became another"
    first, second = _cut(old, new)
    return f"{', '.join(place)}: {first} became {second}"


def _shared(old: str | bytes, new: str | bytes) -> int:
    """Count the characters or bytes that two sequences share from the start."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(old), len(new)))


def _cut(old: Any, new: Any) -> tuple[str, str]:
    """Write two values in about 80 characters each; long strings from shortly before the place where they part."""
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > 80:
        start = max(0, _shared(old, new) - 30)
        old, new = (("…" if start else "") + text[start : start + 70] for text in (old, new))
    first, second = (text if len(text) <= 90 else text[:80] + "…" for text in (repr(old), repr(new)))
    return first, second


def committed(path: Path) -> bytes | None:
    """Return the bytes of a file as last committed; where git does not know it, as it is on disk now, or None."""
    command = ["git", "-C", str(path.parent), "show", f"HEAD:./{path.name}"]
    try:
        shown = subprocess.run(command, capture_output=True, check=True)
        return shown.stdout
    except (OSError, subprocess.CalledProcessError):
        return path.read_bytes() if path.is_file() else None


def verdict(path: Path, before: bytes | None) -> str:
    """Say in a few words how a file compares with its bytes `before`."""
    if before is None:
        return "new"
    if not path.is_file():
        return "MISSING"
    difference = first_difference(before, path.read_bytes())
    return f"DIFFERS at {difference}" if difference else "same bytes"
