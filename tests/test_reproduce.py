"""Executing notebooks: the same bytes, clear failures, and a true report."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from newsactors.differences import committed, first_difference, verdict
from newsactors.execution import NotebookError, canonical, execute, figure_of, isolated
from newsactors.reproduce import execute_all, main

ROOT = Path(__file__).resolve().parent.parent


def write(path, *sources):
    cells = [new_markdown_cell("Prose.", id="prose")]
    cells += [new_code_cell(source, id=f"step-{number}") for number, source in enumerate(sources, start=1)]
    nbformat.write(new_notebook(cells=cells), path)
    return path


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    return isolated(tmp_path_factory.mktemp("settings"))


def test_execution_gives_canonical_bytes_and_leaves_the_file(tmp_path, environment):
    path = write(tmp_path / "a.ipynb", "print('“Iran”')", "import sys, os\nos.getcwd() == sys.argv, sys.executable")
    before = path.read_bytes()
    content = execute(path, environment)
    assert path.read_bytes() == before
    notebook = json.loads(content)
    assert content == (json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
    assert [cell.get("execution_count") for cell in notebook["cells"]] == [None, 1, 2]
    assert [cell["metadata"] for cell in notebook["cells"]] == [{}, {}, {}]
    assert notebook["cells"][1]["outputs"][0]["text"] == ["“Iran”\n"]
    assert sys.executable in notebook["cells"][2]["outputs"][0]["data"]["text/plain"][0]
    assert "version" not in notebook["metadata"]["language_info"]


def test_kernel_starts_in_the_notebook_folder_and_ignores_the_users_settings(tmp_path):
    startup = tmp_path / "home" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "evil.py").write_text("total = 13", encoding="utf-8")
    rc = tmp_path / "matplotlibrc"
    rc.write_text("lines.linewidth: 13", encoding="utf-8")
    (tmp_path / "own").mkdir()
    users = os.environ | {"IPYTHONDIR": str(tmp_path / "home"), "MATPLOTLIBRC": str(rc), "MPLBACKEND": "svg"}
    source = "import os, matplotlib\nprint('total' in dir(), matplotlib.rcParams['lines.linewidth'], os.listdir())"
    (tmp_path / "work").mkdir()
    content = execute(write(tmp_path / "work" / "a.ipynb", source), isolated(tmp_path / "own", users))
    assert json.loads(content)["cells"][1]["outputs"][0]["text"] == ["False 1.5 ['a.ipynb']\n"]


def test_failing_cell_is_named(tmp_path, environment):
    path = write(tmp_path / "a.ipynb", "x = 1", "x / 0")
    with pytest.raises(NotebookError) as caught:
        execute(path, environment)
    assert str(caught.value) == "a.ipynb: code cell 2 (id step-2): ZeroDivisionError: division by zero"


def test_dead_kernel_is_named(tmp_path, environment):
    path = write(tmp_path / "a.ipynb", "import os", "os.write(2, b'out of patience\\n')\nos._exit(1)")
    place = r"a\.ipynb: code cell 2 \(id step-2\): DeadKernelError: Kernel died \(out of patience\)"
    with pytest.raises(NotebookError, match=place):
        execute(path, environment)


def test_unreadable_notebook_is_named(tmp_path, environment):
    (tmp_path / "a.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(NotebookError, match=r"a\.ipynb: not a readable notebook .*; restore the file"):
        execute(tmp_path / "a.ipynb", environment)


def test_main_reports_and_a_failure_stops_no_other(tmp_path, capfd):
    good, bad = write(tmp_path / "b-good.ipynb", "print(1)"), write(tmp_path / "a-bad.ipynb", "int('x')")
    bad_before = bad.read_bytes()
    assert main([str(bad), str(good)]) == 1
    out, err = capfd.readouterr()
    assert bad.read_bytes() == bad_before
    assert json.loads(good.read_bytes())["cells"][1]["outputs"][0]["text"] == ["1\n"]
    assert "[1/2] a-bad" in out
    assert "FAILED, left as it was" in out
    assert "DIFFERS at cell 2 (step-1), execution_count: None became 1" in out
    assert err.startswith("error: a-bad.ipynb: code cell 1 (id step-1): ValueError: invalid literal for int()")
    assert main([str(good)]) == 0
    assert "same bytes" in capfd.readouterr().out


def test_outcomes_come_in_the_order_given(tmp_path, environment):
    slow = write(tmp_path / "a.ipynb", "import time; time.sleep(1)")
    quick = write(tmp_path / "b.ipynb", "1")
    assert [outcome.path.name for outcome in execute_all([slow, quick], environment)] == ["a.ipynb", "b.ipynb"]


def test_canonical_drops_what_editors_leave():
    cell = new_code_cell(
        "1", id="one", metadata={"scrolled": True, "ExecuteTime": {}, "jupyter": {"source_hidden": True}}
    )
    notebook = new_notebook(cells=[cell], metadata={"widgets": {}, "language_info": {"name": "python", "version": "3"}})
    written = json.loads(canonical(notebook))
    assert written["cells"][0]["metadata"] == {"jupyter": {"source_hidden": True}}
    assert "widgets" not in written["metadata"]
    assert written["metadata"]["language_info"] == {"name": "python"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"a\nb\n", b"a\nb\n", None),
        (b"a\nb\n", b"a\nc\n", "line 2: 'b' became 'c'"),
        (b"a", b"a\nb", "lines: 1 became 2"),
        (b"a\r\n", b"a\n", "line 1: 'a\\r' became 'a'"),
        (b"\xff\x00\x01", b"\xff\x00\x02", "byte 2 of 3; it now has 3"),
        (b"\xff\x00", b"\xff\x00\x02", "byte 2 of 2; it now has 3"),
        (b'{"a": 1}', b'{"a":1}', "only the layout of the file"),
        (b'{"a": null}', b"{}", "only the layout of the file"),
        (b'{"image/png": "iVBORw0KGgoA"}', b'{"image/png": "iVBORw0KGgoB"}', "image/png: one picture became another"),
        (b"x" * 99 + b"a", b"x" * 99 + b"b", f"line 1: '…{'x' * 30}a' became '…{'x' * 30}b'"),
        (b'{"cells": []}', b'{"cells": [1]}', "cells: 0 became 1"),
        (
            b'{"cells": [{"id": "one", "outputs": [{"text": ["a", "b"]}]}]}',
            b'{"cells": [{"id": "one", "outputs": [{"text": ["a", "c"]}]}]}',
            "cell 1 (one), output 1, text 2: 'b' became 'c'",
        ),
    ],
)
def test_first_difference(old, new, said):
    assert first_difference(old, new) == said


def test_committed_prefers_git_to_the_disk(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"1\n")
    assert committed(path) == b"1\n"
    git = ["git", "-c", "user.name=n", "-c", "user.email=e", "-c", "core.autocrlf=false", "-C", str(tmp_path)]
    for command in (["init", "-q"], ["add", "a.csv"], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *command], check=True)
    path.write_bytes(b"2\n")
    assert committed(path) == b"1\n"
    assert verdict(path, committed(path)) == "DIFFERS at line 1: '1' became '2'"
    assert verdict(path, b"2\n") == "same bytes"
    assert verdict(path, None) == "new"
    assert verdict(Path(tmp_path / "gone.csv"), b"") == "MISSING"


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "figures").glob("*.png")), ids=lambda path: path.name)
def test_figures_outside_notebooks_are_the_notebooks_own(path):
    notebook, cell_id, _ = path.name.split(".")
    assert path.read_bytes() == figure_of(ROOT / "notebooks" / f"{notebook}.ipynb", cell_id)
    assert f"data/figures/{path.name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_figure_that_is_not_there_is_named():
    path = ROOT / "notebooks" / "00-start-here.ipynb"
    with pytest.raises(NotebookError, match=r"00-start-here\.ipynb: no cell 'nowhere' that shows a picture"):
        figure_of(path, "nowhere")


def test_a_figure_of_no_notebook_is_reported(tmp_path, capsys):
    figures = [tmp_path / "plain.png", tmp_path / "99-gone.show-map.png"]
    assert main(["--figures", *map(str, figures)]) == 1
    remedy = "no figure of a notebook; name it NOTEBOOK.CELL.png or keep it elsewhere"
    assert capsys.readouterr().err.splitlines() == [f"error: {path}: {remedy}" for path in figures]
