"""The notebooks run on a reader's own text, however short: a cell that has nothing to count says so and goes on."""

import json
import re
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
NAMES = ["02-explore-sentiment", "03-map-actor-co-occurrence", "04-read-stated-positions"]
FILES = re.compile(r'^FILES = \["\.\./seeds/[^]]*\]$', re.MULTILINE)

NOTE = """Oman's foreign minister, Salim Karim, met Germany's envoy in Muscat on Monday.
He said that the talks had been useful.
“We will meet again,” the envoy told reporters.
"""
ARTICLE = (
    "Ferry strike in Greece ends after three days\n\n"
    "Ferries between Piraeus and the islands sailed again on Friday after unions called off a strike that had "
    "stranded thousands of passengers.\n\n"
    "The transport minister, Eleni Markou, said the government had offered seamen a new contract, and praised the "
    "union for its “sense of duty”. The union's president, Nikos Petrou, called the offer a first step. “We have been "
    "promised a lot before,” he said. “We will judge it by what is paid.”\n\n"
    "Hoteliers on Crete accused both sides of gambling with the season. According to the Greek tourism federation, one "
    "booking in ten was cancelled. The European Commission welcomed the agreement and urged Greece to invest in its "
    "ports, while opposition parties demanded that Markou explain to parliament why talks had begun so late.\n"
)
QUIET = "It rained all night. The river rose a little. In the morning the road was dry.\n"
SPEECH = "“Nothing,” she said.\n"
CUT = (
    "Ferries between Piraeus and the islands sailed again on Friday after unions called off a strike that had stranded "
    "thousands of passengers, the ministry of shipp\n"
    "Hoteliers on Crete accused both sides of gambling with the season, and opposition parties demanded that the "
    "minister explain to parliament why the talks had be\n"
)
TEXTS = {
    "three sentences": [NOTE],
    "one article": [ARTICLE],
    "four articles": [ARTICLE.replace("Friday", day) for day in ("Friday", "Monday", "Tuesday", "Sunday")],
    "nobody named": [QUIET],
    "one line": [SPEECH],
    "two cut beginnings": [CUT],
}


@pytest.mark.slow
@pytest.mark.parametrize("texts", TEXTS)
@pytest.mark.parametrize("name", NAMES)
def test_notebook_runs_on_a_short_text(tmp_path, monkeypatch, name, texts):
    """In this process, for speed: a kernel for each would take longer than all cells together."""
    paths = [tmp_path / f"text-{number}.txt" for number, _ in enumerate(TEXTS[texts], start=1)]
    for path, text in zip(paths, TEXTS[texts], strict=True):
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(NOTEBOOKS)
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = {cell["id"]: "".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"}
    replaced = {key: FILES.sub(f"FILES = {[str(path) for path in paths]!r}", code) for key, code in sources.items()}
    assert sum(replaced[key] != code for key, code in sources.items()) == 1
    names = {"__name__": "__main__"}
    for key, code in replaced.items():
        try:
            exec(compile(code, f"{name}, cell {key}", "exec"), names)
        except Exception as error:
            raise AssertionError(f"cell {key}: {type(error).__name__}: {error}") from error
