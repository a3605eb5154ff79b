"""pyproject.toml, requirements.lock, environment.yml and what is installed say the same."""

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

import notebook_rules as rules
from newsactors import __version__

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA = (ROOT / "environment.yml").read_text(encoding="utf-8")


def lock_entries(text):
    """Return the requirements of a lock and, for each, its hashes."""
    lines = re.sub(r"(?m)^\s*#.*$", "", text).replace("\\\n", " ").splitlines()
    parts = [line.split("--hash=") for line in lines if line.strip()]
    return [(Requirement(head.strip()), [digest.strip() for digest in hashes]) for head, *hashes in parts]


ENTRIES = lock_entries(LOCK)
LOCKED = {canonicalize_name(requirement.name): requirement for requirement, _ in ENTRIES}
# The kernel, the editor, the engine behind pandas' Parquet, the checkers, and what builds the package.
USED_WITHOUT_IMPORT = {"ipykernel", "jupyterlab", "mypy", "pyarrow", "ruff", "setuptools"}
DIRECT = [Requirement(line) for line in sum(PROJECT["optional-dependencies"].values(), PROJECT["dependencies"])]


def test_every_entry_is_one_version_with_hashes():
    assert len(LOCKED) == len(ENTRIES) > len(DIRECT)
    for requirement, hashes in ENTRIES:
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert hashes, f"{requirement.name} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), requirement


def test_lock_names_no_place():
    assert "://" not in LOCK
    assert not re.search(r"(?m)^\s*(-i|--index-url|--extra-index-url|--find-links|-e|-f)\b", LOCK)


@pytest.mark.parametrize("requirement", DIRECT, ids=lambda requirement: requirement.name)
def test_direct_dependency_is_locked_at_a_version_that_fits(requirement):
    locked = LOCKED[canonicalize_name(requirement.name)]
    (pinned,) = locked.specifier
    assert locked.marker is None
    assert requirement.specifier.contains(pinned.version)


def test_installed_versions_are_the_locked_ones():
    different = {}
    for name, requirement in LOCKED.items():
        if requirement.marker is None or requirement.marker.evaluate(default_environment()):
            try:
                found = version(name)
            except PackageNotFoundError:
                found = "not installed"
            if not requirement.specifier.contains(found if found[0].isdigit() else "0"):
                different[name] = f"{found}, not {requirement.specifier}"
    assert different == {}


def imported_modules():
    """Return the top-level modules that the package, the tests and the notebooks import."""
    sources = [
        path.read_text(encoding="utf-8") for folder in ("lib", "tests") for path in (ROOT / folder).rglob("*.py")
    ]
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        sources += [cell["source"] for cell in rules.read(path)["cells"] if cell["cell_type"] == "code"]
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    named = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    named += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0]
    return {name.split(".")[0] for name in named}


def test_what_is_imported_is_declared_and_what_is_declared_is_used():
    providers = packages_distributions()
    modules = imported_modules() - sys.stdlib_module_names
    imported = {canonicalize_name(name) for module in modules for name in providers.get(module, [])}
    declared = {canonicalize_name(requirement.name) for requirement in DIRECT}
    assert imported - declared <= {PROJECT["name"]}
    assert declared - imported == USED_WITHOUT_IMPORT


def test_build_backend_comes_from_the_lock():
    required = Requirement("".join(build_requirements()))
    (pinned,) = LOCKED["setuptools"].specifier
    assert required.name == "setuptools"
    assert required.specifier.contains(pinned.version)


def build_requirements():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]


def test_conda_environment_installs_the_same_lock():
    assert re.findall(r"(?m)^name: (.+)$", CONDA) == [PROJECT["name"]]
    assert re.findall(r"(?m)^\s+- (?!conda-forge|pip)(.+)$", CONDA)[1:] == ["-r requirements.lock"]
    (python,) = re.findall(r"(?m)^\s+- python=(\d+\.\d+\.\d+)$", CONDA)
    assert SpecifierSet(PROJECT["requires-python"]).contains(python)


def test_versions_agree():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^version: (.+)$", citation) == [__version__]
    floor = re.search(r"FLOOR = \((\d+), (\d+)\)", (ROOT / "tasks.py").read_text(encoding="utf-8"))
    assert PROJECT["requires-python"] == f">={'.'.join(floor.groups())}"
