"""Corpora with gold, to train and to measure on; `data/validation/README.md` lists them."""

import json
from pathlib import Path
from typing import Any


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines: gold sentences have `id`, `genre`, `paragraphs` of [sentence, glued to the next] pairs."""
    with path.open(encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]
