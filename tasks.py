"""Run or test everything, on any system: `python3 tasks.py run`, `python3 tasks.py test`.

    run     check the seeds, write the tables, execute every notebook in place, and report
    test    unit tests, the examples in the documentation, and every notebook cell against its stored output;
            --slow: only the tests that take minutes; all other arguments are pytest's
    lab     open the notebooks in JupyterLab
    lock    resolve the dependencies again and rewrite requirements.lock

Packages go into .venv, exactly as requirements.lock names them; the first time takes about a minute.
With --here the environment of the running Python is used as it is, and nothing is installed (conda, containers).
"""
# The standard library only, in syntax that Python 3.6 can parse: an old Python is to get a message, not a traceback.

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
FLOOR = (3, 11)  # requires-python in pyproject.toml
VENV = ROOT / ".venv"
STAMP = VENV / "installed.sha256"
LOG = VENV / "install.log"
# What a shell may hold that would shadow the environment, or slow every kernel down (no bytecode: 5 CPU seconds each).
DROPPED = ("MPLBACKEND", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH")
# Nothing but the package itself, built by the setuptools that the lock has just installed.
EDITABLE = ("--no-deps", "--no-build-isolation", "-e", ".")
# What pip and uv say when no package index answers.
UNREACHABLE = "connection error|dns error|failed to establish a new connection|name resolution|network is unreachable"
UNREACHABLE += "|newconnectionerror|error sending request|connect ?timeout|could not connect|timed out"


class Stop(Exception):  # noqa: N818, it ends the program on purpose
    """Ends the program with a message for the person who started it."""


def check_python(version: "tuple[int, ...]") -> None:
    """Refuse a Python that is older than the packages need."""
    if version[:2] < FLOOR:
        found, needed = (".".join(map(str, numbers)) for numbers in (version[:3], FLOOR))
        raise Stop(
            f"this is Python {found}, and {needed} or newer is needed.\n"
            f"Install it from https://www.python.org/downloads/, then: python{needed} tasks.py run"
        )


def changed_seeds(root: Path) -> "list[str]":
    """Compare the seeds with seeds/SHA256SUMS; return one message for each file that is not as listed."""
    sums = root / "seeds" / "SHA256SUMS"
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else []
    matches = [re.fullmatch("([0-9a-f]{64}) [ *](.+)", line) for line in lines]
    if not lines or None in matches:
        return ["seeds/SHA256SUMS is missing or damaged; restore it: git checkout -- seeds/SHA256SUMS"]
    listed = {match.group(2): match.group(1) for match in matches if match}
    messages = []
    for name in sorted(listed.keys() | {path.name for path in (root / "seeds").glob("*.txt")}):
        path, expected = root / "seeds" / name, listed.get(name)
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
        if expected is None:
            messages.append(f"seeds/{name} is not in seeds/SHA256SUMS; keep texts of your own elsewhere")
        elif found != expected:
            message = f"seeds/{name} is not as received: SHA-256 {expected} expected, {found} found;"
            messages.append(f"{message} restore it: git checkout -- seeds/{name}")
    return messages


def child_environment() -> "dict[str, str]":
    """Return the environment for the programs started here."""
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
    kept.update(PYTHONUTF8="1", JUPYTER_PLATFORM_DIRS="1")
    return kept


def venv_python(venv: Path) -> Path:
    """Return the path of the interpreter inside a virtual environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def wanted_stamp() -> str:
    """Return a digest of all that decides what .venv holds; of the place too, because scripts in it name the place."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in ("requirements.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def runs(python: Path) -> bool:
    """Tell whether an interpreter is there, starts, and is new enough."""
    check = f"import sys; sys.exit(sys.version_info < {FLOOR})"
    try:
        return subprocess.run([str(python), "-c", check], stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def ready() -> Path:
    """Return the interpreter of a .venv that holds exactly the lock, making or repairing the environment first.

    The stamp is removed before anything is installed and written last: an interrupted installation has none, and is
    thrown away rather than trusted.
    """
    python = venv_python(VENV)
    works = STAMP.is_file() and runs(python)
    if works and STAMP.read_text(encoding="utf-8") == wanted_stamp():
        return python
    uv = shutil.which("uv")
    if works and (uv or quietly([str(python), "-m", "pip", "--version"])[0] == 0):
        STAMP.unlink()
    else:
        make_venv(uv)
    count = sum("==" in line for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines())
    print(f"installing {count} packages into .venv with {'uv' if uv else 'pip'} ...", flush=True)
    if uv:
        install([uv, "pip", "sync", "--quiet", "--python", str(python), "--require-hashes", "requirements.lock"])
        install([uv, "pip", "install", "--quiet", "--python", str(python), *EDITABLE])
    else:
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2"]
        install([*pip, "--require-hashes", "-r", "requirements.lock"])
        install([*pip, *EDITABLE])
    STAMP.write_text(wanted_stamp(), encoding="utf-8")
    return python


def make_venv(uv: "str | None") -> None:
    """Make an empty .venv, in place of whatever is there."""
    if uv is None and importlib.util.find_spec("ensurepip") is None:
        raise Stop(
            "this Python cannot make virtual environments: its ensurepip module is missing.\n"
            f"On Debian and Ubuntu: sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        )
    print(f"making .venv with Python {sys.version.split()[0]} ...", flush=True)
    if VENV.exists():
        shutil.rmtree(str(VENV))
    command = [uv, "venv", "--quiet", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
    code, output = quietly([*command, str(VENV)])
    if code:
        raise Stop(f".venv could not be made: {last_line(output)}")


def install(command: "list[str]") -> None:
    """Run an installer, keep what it says in .venv/install.log, and turn its failure into a message."""
    code, output = quietly(command)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(output)
    if code:
        raise Stop(explain(output))


def quietly(command: "list[str]") -> "tuple[int, str]":
    """Run a command in the project's folder; return its exit code and all that it printed."""
    environment, pipe = child_environment(), subprocess.PIPE
    done = subprocess.run(command, cwd=str(ROOT), env=environment, stdout=pipe, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode(errors="replace")


def explain(output: str) -> str:
    """Say in a line or two why an installer failed."""
    lowered = output.lower()
    if ("hashes" in lowered and "do not match" in lowered) or "hash mismatch" in lowered:
        return "a downloaded package is not the one that requirements.lock names: its hash differs, so it was refused."
    if re.search(UNREACHABLE, lowered):
        return (
            "the packages could not be fetched: no package index was reached.\n"
            "The first run needs the network (or a mirror set up for pip); later runs do not."
        )
    return f"the packages could not be installed: {last_line(output)}\nThe whole output is in .venv/install.log"


def last_line(output: str) -> str:
    """Return the first line that is marked as an error, else the last one that says anything."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no message"]
    return next((line for line in lines if line.lower().startswith("error")), lines[-1])


def here() -> Path:
    """Return the running interpreter, if it has the packages; the project's own code is found through PYTHONPATH."""
    missing = [name for name in ("nbclient", "nbval", "pandas", "sklearn") if importlib.util.find_spec(name) is None]
    if missing:
        raise Stop(
            f"the environment of this Python lacks {', '.join(missing)}.\n"
            "Install into it: python -m pip install --require-hashes -r requirements.lock"
        )
    return Path(sys.executable)


def call(python: Path, arguments: "list[str]", folder: Path = ROOT) -> int:
    """Run Python with the given arguments, showing what it prints; return its exit code."""
    environment = child_environment()
    environment["PYTHONPATH"] = str(ROOT / "lib")
    return subprocess.run([str(python), *arguments], cwd=str(folder), env=environment, check=False).returncode


def check_run(extra: "list[str]") -> None:
    """Refuse arguments that would be ignored, and seeds that are not as received, before anything is installed."""
    if extra:
        raise Stop(f"run takes no arguments, and got: {' '.join(extra)}")
    changed = changed_seeds(ROOT)
    if changed:
        raise Stop("\n".join(changed))


def run(python: Path, extra: "list[str]") -> int:
    """Write the tables, execute the notebooks, and report."""
    texts, notebooks = (
        sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern))
        for pattern in ("seeds/*.txt", "notebooks/*.ipynb")
    )
    print(f"seeds: {len(texts)} file(s), SHA-256 as listed", flush=True)
    tables = ["--tables", "data/tables", "--texts", *texts] if texts else []
    figures = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("data/figures/*.png"))
    copied = ["--figures", *figures] if figures else []
    return call(python, ["-m", "newsactors.reproduce", *notebooks, *tables, *copied])


def test(python: Path, extra: "list[str]") -> int:
    """Run pytest: all but the slow tests, or with --slow only those."""
    chosen = "slow" if "--slow" in extra else "not slow"
    return call(python, ["-m", "pytest", "-m", chosen, *(argument for argument in extra if argument != "--slow")])


def lab(python: Path, extra: "list[str]") -> int:
    """Open JupyterLab in notebooks/."""
    return call(python, ["-m", "jupyterlab", *extra], ROOT / "notebooks")


def lock(extra: "list[str]") -> int:
    """Rewrite requirements.lock from pyproject.toml, keeping versions that still fit; `--upgrade` is passed on."""
    with tempfile.TemporaryDirectory() as folder:
        uv = shutil.which("uv")
        if uv is None:
            python = venv_python(Path(folder))
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            subprocess.run([str(python), "-m", "pip", "install", "--quiet", "uv"], check=True)
            uv = shutil.which("uv", path=str(python.parent)) or "uv"
        command = [uv, "pip", "compile", "pyproject.toml", "--output-file", "requirements.lock", "--quiet"]
        command += ["--universal", "--generate-hashes", "--python-version", ".".join(map(str, FLOOR))]
        command += ["--fork-strategy", "fewest", "--all-extras", "--no-header", *extra]
        return subprocess.run(command, cwd=str(ROOT), env=child_environment(), check=False).returncode


def main(arguments: "list[str]") -> int:
    """Do one task; return its exit code, 1 with a message where it cannot be done, 2 where there is no such task."""
    tasks = {"run": run, "test": test, "lab": lab}
    name, *extra = [argument for argument in arguments if argument != "--here"] or [""]
    if name in ("help", "--help", "-h"):
        print(__doc__)
        return 0
    if name not in [*tasks, "lock"]:
        if name:
            print(f"error: there is no task {name!r}; these are the tasks:\n", file=sys.stderr)
        print(__doc__, file=sys.stderr)
        return 2
    try:
        check_python(tuple(sys.version_info[:3]))
        if name == "lock":
            return lock(extra)
        if name == "run":
            check_run(extra)
        return tasks[name](here() if "--here" in arguments else ready(), extra)
    except Stop as stop:
        print(f"error: {stop}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failure:
        print(f"error: this command failed: {' '.join(map(str, failure.cmd))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
