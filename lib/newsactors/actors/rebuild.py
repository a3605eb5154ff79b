"""Write `resources/states.csv` again, from the countryinfo package and the hand edits in `states_edits.csv`.

`python -m newsactors.actors.rebuild`, after `pip install countryinfo==1.0.1`; nothing else here needs that package.
"""

import csv
import importlib.util
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from newsactors.errors import ResourceError
from newsactors.packaged import rows

# States are what countryinfo lists less these territories, regions and former states: the members and observers of the
# United Nations and Taiwan; Kosovo comes from states_edits.csv.
_NO_STATES = frozenset(
    (
        "ABW", "AIA", "ALA", "ANT", "ASM", "ATA", "ATF", "BES", "BLM", "BMU", "BVT", "CCK", "COK", "CUW", "CXR", "CYM",
        "ESH", "FLK", "FRO", "GGY", "GIB", "GLP", "GRL", "GUF", "GUM", "HKG", "HMD", "IMN", "IOT", "JEY", "MAC", "MAF",
        "MNP", "MSR", "MTQ", "MYT", "NCL", "NFK", "NIU", "PCN", "PRI", "PYF", "REU", "SCG", "SGS", "SHN", "SJM", "SPM",
        "SXM", "TCA", "TKL", "UMI", "VGB", "VIR", "WLF"
    )
)  # fmt: skip
_FIELDS = ("name", "demonyms", "capital", "capital_aliases", "aliases")
_LONG_FORMS = ("Republic of ", "Kingdom of ", "State of ", "Sultanate of ", "Principality of ", "Commonwealth of ",
               "Federal Republic of ", "Islamic Republic of ", "United Republic of ")  # fmt: skip


def _source_rows(folder: Path) -> dict[str, dict[str, Any]]:
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    found: dict[str, dict[str, Any]] = {}
    for record in records:
        code = record.get("ISO", {}).get("alpha3", "")
        if code not in _NO_STATES and record.get("demonym"):
            found.setdefault(code, record)
    return found


def _from_source(record: Mapping[str, Any]) -> dict[str, str]:
    spellings = [
        s.strip() for s in record.get("altSpellings") or [] if s.isascii() and s.strip().startswith(_LONG_FORMS)
    ]
    capital = record.get("capital") or ""
    return {
        "name": str(record["name"]),
        "demonyms": str(record["demonym"]).replace(",", ";"),
        "capital": capital if isinstance(capital, str) else str(capital[0]),
        "capital_aliases": "",
        "aliases": ";".join(s for s in spellings if s != record["name"]),
    }


def state_rows(folder: Path, edits: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Join the records of countryinfo in `folder` with hand edits; each row says where each field comes from.

    An edit replaces the field whole. Rows are sorted by name.
    """
    table = {code: _from_source(record) for code, record in _source_rows(folder).items()}
    by_hand: dict[str, set[str]] = {}
    for edit in edits:
        row = table.setdefault(edit["iso3"], dict.fromkeys(_FIELDS, ""))
        row[edit["field"]] = edit["value"]
        by_hand.setdefault(edit["iso3"], set()).add(edit["field"])
    done = []
    for code, row in table.items():
        if not row["name"]:
            continue
        origin = ";".join(f"{f}:{'hand' if f in by_hand.get(code, ()) else 'countryinfo'}" for f in _FIELDS if row[f])
        done.append({"name": row["name"], "iso3": code, **{f: row[f] for f in _FIELDS[1:]}, "origin": origin})
    return sorted(done, key=lambda row: row["name"])


def main() -> int:
    """Write `resources/states.csv` again; needs countryinfo 1.0.1 (MIT licence), which nothing else here uses."""
    found = importlib.util.find_spec("countryinfo")
    if found is None or not found.origin:
        raise ResourceError(
            "countryinfo: not installed, and only it can rebuild states.csv; pip install countryinfo==1.0.1"
        )
    table = state_rows(Path(found.origin).parent / "data", rows("states_edits.csv"))
    target = Path(__file__).parents[1] / "resources" / "states.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"states.csv: {len(table)} states")
    return 0


if __name__ == "__main__":
    sys.exit(main())
