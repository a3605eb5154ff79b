"""The stored notebooks keep the rules; each rule, and nbval with the project's plugin, catches what it is there for."""

import base64
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

import notebook_rules as rules
from machines import OLD_PROCESSOR
from newsactors.differences import first_difference
from newsactors.execution import canonical, execute, isolated
from newsactors.reproduce import execute_all

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ALT = "Bar chart of how often each of two governments speaks in the articles."

# Run by itself, each changes something that another machine may have: set order, summation order, processor.
MACHINES = {
    "again": {},
    "hash-seed-0-one-thread": {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    "hash-seed-1-two-threads-old-processor": {
        "PYTHONHASHSEED": "1",
        "OPENBLAS_NUM_THREADS": "2",
        "OMP_NUM_THREADS": "2",
        "PYTHONWARNINGS": "ignore",
        **OLD_PROCESSOR,
    },
}


def picture(colour, level=6):
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(buffer, format="png", compress_level=level)
    return base64.b64encode(buffer.getvalue()).decode()


@pytest.fixture
def valid():
    """A small notebook that keeps every rule, executed by nobody."""
    figure = new_output("display_data", {"image/png": picture("red")}, metadata={"image/png": {"alt": ALT}})
    shown = [
        figure,
        new_output("display_data", {"text/markdown": "*Iran speaks most. n = 3.*"}),
        new_output("display_data", {"text/html": "<table></table>"}),
    ]
    cells = [
        new_markdown_cell("# Who speaks\n\nSee `x = 3` and (Hutto and Gilbert 2014).", id="title"),
        new_code_cell("total = 1 + 1\nprint(total)", id="count-sources", execution_count=1),
        new_code_cell("show(figure)", id="draw-sources", execution_count=2, outputs=shown),
    ]
    cells[1].outputs = [new_output("stream", name="stdout", text="2\n")]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    return json.loads(json.dumps(notebook))


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_keeps_rule(path, rule):
    assert rule(rules.read(path)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_written_canonically(path):
    content = path.read_bytes()
    assert first_difference(content, canonical(nbformat.read(path, as_version=4))) is None


def test_valid_notebook_keeps_every_rule(valid):
    assert [complaint for rule in rules.RULES for complaint in rule(rules.joined(valid))] == []


def stripped(notebook):
    for cell in notebook["cells"][1:]:
        cell["outputs"] = []


def uncounted(notebook):
    for cell in notebook["cells"][1:]:
        cell["execution_count"] = None


def shuffled(notebook):
    notebook["cells"][1]["execution_count"], notebook["cells"][2]["execution_count"] = 2, 1


def without_alt(notebook):
    notebook["cells"][2]["outputs"][0]["metadata"] = {}


def without_description(notebook):
    del notebook["cells"][2]["outputs"][1]


def without_table(notebook):
    del notebook["cells"][2]["outputs"][2]


def as_jpeg(notebook):
    notebook["cells"][2]["outputs"][0]["data"] = {"image/jpeg": "AAAA"}


def with_stderr(notebook):
    notebook["cells"][1]["outputs"][0]["name"] = "stderr"


def with_error(notebook):
    notebook["cells"][1]["outputs"] = [new_output("error", ename="ValueError", evalue="no", traceback=[])]


def other_kernel(notebook):
    notebook["metadata"]["kernelspec"]["name"] = "conda-env-py"


def with_version(notebook):
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.11.7"}


def with_tag(notebook):
    notebook["cells"][1]["metadata"]["tags"] = ["nbval-ignore-output"]


def with_id(name):
    return lambda notebook: notebook["cells"][1].update(id=name)


def with_code(source):
    return lambda notebook: notebook["cells"][1].update(source=source)


def with_prose(source):
    return lambda notebook: notebook["cells"][0].update(source=source)


def with_print(text):
    return lambda notebook: notebook["cells"][1]["outputs"][0].update(text=text)


MUTATIONS = [
    (rules.executed_in_order, uncounted, "[None, None]"),
    (rules.executed_in_order, shuffled, "[2, 1]"),
    (rules.executed_in_order, with_code(" \n"), "empty code cell"),
    (rules.outputs_stored, stripped, "stripped"),
    (rules.no_stderr_and_no_error, with_stderr, "stderr"),
    (rules.no_stderr_and_no_error, with_error, "error"),
    (rules.no_marker_and_no_tag, with_code("# NBVAL_IGNORE_OUTPUT\nprint(2)"), "marker"),
    (rules.no_marker_and_no_tag, with_code("#PYTEST_VALIDATE_IGNORE_OUTPUT"), "marker"),
    (rules.no_marker_and_no_tag, with_tag, "tag"),
    (rules.no_definitions, with_code("def f():\n    return 2"), "line 1"),
    (rules.no_definitions, with_code("x = 1\nclass A:\n    pass"), "line 2"),
    (rules.no_definitions, with_code("f = lambda x: x"), "defines"),
    (rules.no_definitions, with_code("f: object = lambda x: x"), "defines"),
    (rules.no_definitions, with_code("%pip install x"), "plain Python"),
    (rules.no_number_in_prose, with_prose("Iran speaks 23 times."), "23"),
    (rules.no_number_in_prose, with_prose("A share of 0.4."), "0.4"),
    (rules.no_number_in_prose, with_prose("In (all 2014) articles"), "2014"),
    (rules.no_number_in_prose, with_prose("# 3 actors"), "3"),
    (rules.meaningful_ids, with_id("1f538d97"), "1f538d97"),
    (rules.meaningful_ids, with_id("deadbeef"), "deadbeef"),
    (rules.meaningful_ids, with_id("0a1b2c3d-1111-2222-3333-444455556666"), "not words"),
    (rules.meaningful_ids, with_id("Count"), "Count"),
    (rules.meaningful_ids, with_id("title"), "twice"),
    (rules.described_figures, without_alt, "0 characters"),
    (rules.described_figures, without_description, "0 descriptions"),
    (rules.described_figures, without_table, "0 tables"),
    (rules.described_figures, as_jpeg, "not PNG"),
    (rules.plain_kernel, other_kernel, "conda-env-py"),
    (rules.plain_kernel, with_version, "version"),
    (rules.no_absolute_path, with_code("open('/" + "home/ana/x.txt')"), "count-sources"),
    (rules.no_absolute_path, with_print("C:" + "\\Users\\ana"), "count-sources"),
    (rules.short_cells, with_code("x = 1\n" * 16), "16 lines"),
]


@pytest.mark.parametrize(("rule", "mutate", "said"), MUTATIONS, ids=[rule.__name__ for rule, _, _ in MUTATIONS])
def test_rule_catches(valid, rule, mutate, said):
    mutate(valid)
    complaints = rule(rules.joined(valid))
    assert len(complaints) == 1
    assert said in complaints[0]


@pytest.mark.parametrize(
    "prose",
    [
        "Continue with [01-clean-and-segment](01-clean-and-segment.ipynb).",
        "# 02-explore-sentiment",
        "VADER (Hutto and Gilbert 2014) and (van Atteveldt, van der Velden and Boukes 2021; Young 2012a)",
        "Hutto and Gilbert (2014) scored F1 under UTF-8.",
        "```python\nx = 12\n```\nand `n = 12`",
        "https://doi.org/10.1609/icwsm.v8i1.14550",
        "1. First read\n2. then count",
    ],
)
def test_prose_may_hold_digits_that_no_cell_computes(valid, prose):
    with_prose(prose)(valid)
    assert rules.no_number_in_prose(valid) == []


SHOWN = """import base64
from IPython.display import display
data = base64.b64decode("{png}")
display({{"image/png": data}}, raw=True, metadata={{"image/png": {{"alt": "{alt}"}}}})
print(7 * 6)"""


@pytest.fixture(scope="module")
def nbval_outcomes(tmp_path_factory):
    """What nbval says of an executed notebook, and of copies that differ in what they store."""
    folder = tmp_path_factory.mktemp("notebooks")
    source = SHOWN.format(png=picture("red"), alt=ALT)
    nbformat.write(new_notebook(cells=[new_code_cell(source, id="draw")]), folder / "intact.ipynb")
    content = execute(folder / "intact.ipynb", isolated(tmp_path_factory.mktemp("settings")))
    (folder / "intact.ipynb").write_bytes(content)
    for name, path, value in [
        ("recompressed", (0, "data", "image/png"), picture("red", level=0)),
        ("swapped", (0, "data", "image/png"), picture("blue")),
        ("garbage", (0, "data", "image/png"), "iVBORw0KGgoAAAA"),
        ("renamed", (0, "metadata"), {"image/png": {"alt": "Another text that says something else."}}),
        ("miscounted", (1, "text"), "43\n"),
    ]:
        (folder / f"{name}.ipynb").write_text(changed(content, path, value), encoding="utf-8")
    no_outputs = json.loads(content)
    no_outputs["cells"][0]["outputs"] = []
    (folder / "stripped.ipynb").write_text(json.dumps(no_outputs), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-rA", "--color=no", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return {
        name: outcome for outcome, name in re.findall(r"^(PASSED|FAILED) \S*?(\w+)\.ipynb", done.stdout, re.MULTILINE)
    }


def changed(content, path, value):
    notebook = json.loads(content)
    place = notebook["cells"][0]["outputs"]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(notebook)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("intact", "PASSED"),
        ("recompressed", "PASSED"),
        ("swapped", "FAILED"),
        ("garbage", "FAILED"),
        ("renamed", "FAILED"),
        ("miscounted", "FAILED"),
        ("stripped", "FAILED"),
    ],
)
def test_nbval_compares_pictures_metadata_and_text(nbval_outcomes, name, outcome):
    assert nbval_outcomes[name] == outcome


@pytest.mark.slow
@pytest.mark.parametrize("machine", MACHINES)
def test_notebooks_come_out_byte_for_byte(tmp_path, machine):
    environment = isolated(tmp_path, os.environ | MACHINES[machine])
    differences = {}
    for outcome in execute_all(NOTEBOOKS, environment):
        difference = outcome.error or first_difference(outcome.path.read_bytes(), outcome.content)
        differences |= {outcome.path.stem: difference} if difference else {}
    assert differences == {}
