"""Training the part-of-speech guesser on the Universal Dependencies English Web Treebank (CC BY-SA 4.0)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from newsactors.corpora import read_gold
from newsactors.tagging.columns import word_columns
from newsactors.tagging.model import Stored, quantised
from newsactors.tagging.parts_of_speech import TAGS, TEMPLATES
from newsactors.tagging.tokens import Tokens, read_tokens
from newsactors.tagging.training import Settings, feature_matrix, train

SETTINGS: Final = Settings(epochs=8, rate=0.1, l2=0.003, least=1, batch=1000)
# Features kept, by largest weight times the fourth root of the count; all 300,000 would give 96.0 in place of 94.9.
ROWS: Final = 30000
_JOINED: Final = {
    **{"NNPS": "NNP", "JJS": "JJR", "RBR": "RB", "RBS": "RB", "PDT": "DT", "AFX": "JJ", "FW": "NN", "GW": "NN"},
    **dict.fromkeys(("WDT", "WP", "WRB", "WP$"), "W"),
    **dict.fromkeys(("UH", "LS", "ADD", "NFP", "$"), "SYM"),
}


def gold_tags(tokens: Tokens, records: Sequence[dict[str, Any]]) -> npt.NDArray[np.int8]:
    """Return the index in `TAGS` of each token's gold tag, -1 where the treebank cuts the words differently."""
    at_start, at_end = {}, {}
    for number, record in enumerate(records):
        position = 0
        for word, tag in zip(record["tokens"], record["xpos"], strict=True):
            position = record["text"].index(word, position)
            name = _JOINED.get(tag, tag)
            at_start[number, position] = at_end[number, position + len(word)] = (
                TAGS.index(name) if name in TAGS else TAGS.index("P")
            )
            position += len(word)
    places = zip(tokens.text.tolist(), tokens.start.tolist(), tokens.end.tolist(), strict=True)
    found = [at_end.get((text, end), at_start.get((text, start), -1)) for text, start, end in places]
    return np.where(tokens.type > 0, np.array(found), -1).astype(np.int8)


def learn(path: Path) -> Stored:
    """Learn from a file of tagged texts; each token is a line of its own, since the tags around are not used."""
    records = read_gold(path)
    tokens = read_tokens([record["text"].replace("\n", " ") for record in records])
    matrix, gold = feature_matrix(word_columns(tokens), TEMPLATES), gold_tags(tokens, records)
    tagged = np.flatnonzero(gold >= 0)
    lines = np.stack([tagged, np.ones_like(tagged)], axis=1)
    weights, _ = train(matrix, gold, lines, len(TAGS), SETTINGS)
    size = np.abs(weights).max(1) * np.bincount(matrix[tagged].ravel(), minlength=len(weights)) ** 0.25
    weights[size < np.sort(size)[-ROWS]] = 0
    return quantised(TAGS, TEMPLATES, weights, np.zeros((len(TAGS) + 1, len(TAGS)), np.float32))
