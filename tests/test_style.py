"""The code is linted, formatted and typed; no file names a place on a disk; the top level holds what it should."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import notebook_rules as rules

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    *("notebooks", "lib", "data", "seeds", "tests", "environment.yml", "README.md"),
    *("pyproject.toml", "requirements.lock", "tasks.py", "CITATION.cff", "LICENSE", "CONTRIBUTING.md"),
    *(".ci", ".gitignore", ".gitattributes"),
}


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache", "."],
        ["ruff", "format", "--no-cache", "--check", "lib", "tests", "tasks.py"],
        ["mypy", "lib", "tasks.py"],
    ],
    ids=["ruff-check", "ruff-format", "mypy"],
)
def test_clean(command):
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def tracked():
    """Return the files that git has or would take; without git, those that no tool has left."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
        names = [name for name in listed if name and (ROOT / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()]
    left = (".venv/", ".git/", "build/", ".hypothesis/")
    return sorted(
        name for name in names if not name.startswith(left) and "cache" not in name and ".egg-info/" not in name
    )


def test_no_file_holds_an_absolute_path():
    found = []
    for name in tracked():
        if name.endswith(
            ".npz"
        ):  # a drive letter and a backslash are bound to turn up in megabytes of compressed bytes
            continue
        lines = (ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines()
        found += [f"{name}:{number}" for number, line in enumerate(lines, start=1) if rules.ABSOLUTE_PATH.search(line)]
    assert found == []


def test_top_level_holds_only_what_it_should():
    assert {name.split("/")[0] for name in tracked()} <= TOP_LEVEL


def test_text_files_end_their_lines_with_lf():
    suffixes = {".py", ".md", ".ipynb", ".toml", ".yml", ".csv", ".json", ".lock", ".cff"}
    assert [name for name in tracked() if Path(name).suffix in suffixes and b"\r" in (ROOT / name).read_bytes()] == []


def test_no_pattern_has_possessive_groups():
    """Python 3.11.0 to 3.11.4 misread `(…)*+` and its like; possessive single characters are read well."""
    possessive = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+")
    sources = [*(ROOT / "lib").rglob("*.py"), *(ROOT / "lib").rglob("*.csv")]
    found = [path.name for path in sources if possessive.search(path.read_text(encoding="utf-8"))]
    assert len(sources) > 60
    assert found == []
