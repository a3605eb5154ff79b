"""tasks.py says what is wrong in a line or two, and repairs what it can."""

import ast
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Officials in Iran said on Monday that talks would go on."


@pytest.fixture
def project(tmp_path):
    """A copy of the project with one seed and no notebook."""
    for name in ("tasks.py", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "lib", tmp_path / "lib", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("seeds", "notebooks", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(TEXT, encoding="utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    (tmp_path / "seeds" / "SHA256SUMS").write_text(f"{digest}  a.txt\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def tasks(project):
    """The tasks.py of that copy, as a module."""
    specification = importlib.util.spec_from_file_location("copied_tasks", project / "tasks.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def start(project, *arguments):
    command = [sys.executable, str(project / "tasks.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_an_old_python_can_parse_it():
    ast.parse((ROOT / "tasks.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_old_python_is_refused(tasks):
    with pytest.raises(tasks.Stop) as caught:
        tasks.check_python((3, 10, 13))
    assert str(caught.value) == (
        "this is Python 3.10.13, and 3.11 or newer is needed.\n"
        "Install it from https://www.python.org/downloads/, then: python3.11 tasks.py run"
    )
    tasks.check_python((3, 11, 0))
    tasks.check_python((3, 14, 0))


@pytest.mark.parametrize("arguments", [[], ["sing"], ["--here"]])
def test_unknown_task_shows_the_usage(project, arguments):
    done = start(project, *arguments)
    assert done.returncode == 2
    named = f"error: there is no task {arguments[0]!r}; these are the tasks:\n\n" if arguments == ["sing"] else ""
    assert done.stderr.startswith(f"{named}Run or test everything")


def test_help_is_no_error(project):
    done = start(project, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Run or test everything")


def test_damaged_sums_are_named(tasks, project):
    (project / "seeds" / "SHA256SUMS").write_text("garbage\n", encoding="utf-8")
    message = "seeds/SHA256SUMS is missing or damaged; restore it: git checkout -- seeds/SHA256SUMS"
    assert tasks.changed_seeds(project) == [message]


def test_run_takes_no_arguments(project):
    done = start(project, "run", "--here", "--fast")
    assert (done.returncode, done.stderr) == (1, "error: run takes no arguments, and got: --fast\n")


def test_seeds_are_as_received(tasks):
    assert tasks.changed_seeds(ROOT) == []


def test_changed_seed_is_named_with_its_remedy(project):
    (project / "seeds" / "a.txt").write_text("Other.", encoding="utf-8")
    done = start(project, "run", "--here")
    expected, found = (hashlib.sha256(text.encode()).hexdigest() for text in (TEXT, "Other."))
    assert done.returncode == 1
    assert done.stderr == (
        f"error: seeds/a.txt is not as received: SHA-256 {expected} expected, {found} found; "
        "restore it: git checkout -- seeds/a.txt\n"
    )


def test_missing_and_unlisted_seeds_are_named(tasks, project):
    (project / "seeds" / "a.txt").rename(project / "seeds" / "b.txt")
    missing, unlisted = tasks.changed_seeds(project)
    assert missing.endswith("no file found; restore it: git checkout -- seeds/a.txt")
    assert unlisted == "seeds/b.txt is not in seeds/SHA256SUMS; keep texts of your own elsewhere"


def test_run_reports_a_failing_notebook_and_goes_on(project):
    for name, source in (("00-bad", "1 / 0"), ("01-good", "print('talks')")):
        cell = new_code_cell(source, id="divide")
        nbformat.write(new_notebook(cells=[cell]), project / "notebooks" / f"{name}.ipynb")
    before = (project / "notebooks" / "00-bad.ipynb").read_bytes()
    done = start(project, "run", "--here")
    assert done.returncode == 1
    assert done.stderr == "error: 00-bad.ipynb: code cell 1 (id divide): ZeroDivisionError: division by zero\n"
    assert (project / "notebooks" / "00-bad.ipynb").read_bytes() == before
    assert "seeds: 1 file(s), SHA-256 as listed" in done.stdout
    assert "articles          1 rows  new" in done.stdout
    assert "[2/2] 01-good" in done.stdout
    (project / "notebooks" / "00-bad.ipynb").unlink()
    again = start(project, "run", "--here")
    assert again.returncode == 0
    assert again.stdout.count("same bytes") == 6
    assert again.stdout.endswith("11 of 11 files are byte for byte as committed (without git: as before)\n")


def test_environment_of_the_children(tasks, monkeypatch):
    for name in tasks.DROPPED:
        monkeypatch.setenv(name, "x")
    kept = tasks.child_environment()
    assert not set(tasks.DROPPED) & kept.keys()
    assert (kept["PYTHONUTF8"], kept["PATH"]) == ("1", os.environ["PATH"])


def test_python_without_ensurepip_is_told_the_package(tasks, monkeypatch):
    monkeypatch.setattr(tasks.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(tasks.Stop, match=r"sudo apt install python3\.\d+-venv"):
        tasks.make_venv(None)
    with pytest.raises(tasks.Stop, match=r"lacks nbclient, .*\n.*--require-hashes -r requirements\.lock"):
        tasks.here()


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: No matching distribution found",
            "no package index was reached.\nThe first run needs the network",
        ),
        ("error: Failed to fetch\n  Caused by: dns error\n", "no package index was reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "its hash differs"),
        (
            "a\nERROR: No space left on device\nnotice",
            "installed: ERROR: No space left on device\nThe whole output is in",
        ),
        ("", "no message"),
    ],
)
def test_failed_installation_is_explained(tasks, output, said):
    assert said in tasks.explain(output)


@pytest.fixture
def installer(tasks, monkeypatch):
    """A stand-in for uv and pip: it makes a folder where an environment is asked for, and records each command."""
    commands = []

    def pretend(command):
        commands.append(command)
        if "venv" in command:
            tasks.venv_python(tasks.VENV).parent.mkdir(parents=True)
            shutil.copy(sys.executable, tasks.venv_python(tasks.VENV))
        return 0, ""

    monkeypatch.setattr(tasks, "quietly", pretend)
    monkeypatch.setattr(tasks, "runs", lambda python: python.is_file())
    monkeypatch.setattr(tasks.shutil, "which", lambda name: None)
    return commands


def test_environment_is_made_once(tasks, installer):
    tasks.ready()
    venv, lock, package = installer
    assert venv[1:3] == ["-m", "venv"]
    assert lock[-3:] == ["--require-hashes", "-r", "requirements.lock"]
    assert package[-4:] == ["--no-deps", "--no-build-isolation", "-e", "."]
    tasks.ready()
    assert len(installer) == 3


def test_uv_is_used_where_it_is(tasks, installer, monkeypatch):
    monkeypatch.setattr(tasks.shutil, "which", lambda name: name)
    tasks.ready()
    assert [command[:3] for command in installer] == [
        ["uv", "venv", "--quiet"],
        ["uv", "pip", "sync"],
        ["uv", "pip", "install"],
    ]


def test_changed_lock_is_installed_into_the_same_environment(tasks, installer):
    tasks.ready()
    (tasks.ROOT / "requirements.lock").write_text("idna==3.20\n", encoding="utf-8")
    tasks.ready()
    assert ["venv" in command for command in installer[:3]] == [True, False, False]
    assert [command[3] for command in installer[3:]] == ["--version", "install", "install"]


def test_environment_without_an_installer_is_made_again(tasks, installer, monkeypatch):
    tasks.ready()
    (tasks.ROOT / "requirements.lock").write_text("idna==3.20\n", encoding="utf-8")
    pretend = tasks.quietly
    monkeypatch.setattr(tasks, "quietly", lambda command: (1, "") if "--version" in command else pretend(command))
    tasks.ready()
    assert ["venv" in command for command in installer] == [True, False, False] * 2


def test_interrupted_installation_is_thrown_away(tasks, installer, monkeypatch):
    monkeypatch.setattr(tasks, "install", lambda command: (_ for _ in ()).throw(KeyboardInterrupt))
    assert tasks.main(["run"]) == 130
    assert not tasks.STAMP.exists()
    (tasks.VENV / "half-written").touch()
    monkeypatch.setattr(tasks, "install", tasks.quietly)
    tasks.ready()
    assert not (tasks.VENV / "half-written").exists()
    assert tasks.STAMP.read_text(encoding="utf-8") == tasks.wanted_stamp()


def test_environment_whose_interpreter_is_gone_is_made_again(tasks, installer):
    tasks.venv_python(tasks.ready().parent.parent).unlink()
    tasks.ready()
    assert sum("venv" in command for command in installer) == 2


def test_no_network_ends_in_a_message(tasks, installer, monkeypatch, capsys):
    installed = tasks.quietly
    offline = (1, "Failed to establish a new connection: [Errno -2] Name or service not known\nERROR: No matching")
    monkeypatch.setattr(tasks, "quietly", lambda command: installed(command) if "venv" in command else offline)
    assert tasks.main(["test"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "error: the packages could not be fetched: no package index was reached.",
        "The first run needs the network (or a mirror set up for pip); later runs do not.",
    ]
    assert not tasks.STAMP.exists()
