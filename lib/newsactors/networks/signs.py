"""Friend or foe: the tone around two actors, and who takes which side about whom."""

import json

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsactors.corpus import places_of
from newsactors.networks.windows import is_own, require_column
from newsactors.sentiment.lexicon_scores import TONE

_STANCES = {1: "supporting", 0: "neutral", -1: "hostile"}


def signed(ties: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Add how many of a tie's windows are `supporting`, `neutral` or `hostile` in tone.

    The tone of a window is the mean VADER `compound` of its sentences, boilerplate aside: supporting from +.05,
    hostile from -.05 down (Hutto and Gilbert 2014, ICWSM 8, 216), neutral between. Windows are those of `evidence`;
    one that holds none of the sentences given is counted nowhere.

    Tone is not stance. It is that of the words, whoever speaks about whatever: two allies who condemn an attack get a
    hostile tie, and so does anybody named together in the report of a war. The windows of a tie share their tone with
    every other pair in them. Not for telling who stands with whom: see `stance_ties`, and read the evidence.

    Raises `ValueError` where ties lack their evidence.

    >>> ties = pd.DataFrame({"actor_a": ["Iran"], "actor_b": ["Oman"], "evidence": ['[["x", 0, 30], ["x", 31, 60]]']})
    >>> sentences = pd.DataFrame({"article_id": "x", "raw_start": [0, 31], "raw_end": [30, 60], "tag": "",
    ...                           "compound": [0.4, -0.2]})
    >>> signed(ties, sentences)[["supporting", "neutral", "hostile"]].to_numpy().tolist()
    [[1, 0, 1]]
    """
    for name in ("article_id", "raw_start", "raw_end", "compound"):
        require_column(sentences, name, "sentences", "the tone of windows")
    evidence = require_column(ties, "evidence", "ties", "the tone of windows").reset_index(drop=True)
    empty = np.flatnonzero(evidence == "[]")
    if len(empty):
        raise ValueError(f"tie {ties.index[empty[0]]} names no window; count from mentions with raw_start and raw_end")
    places = places_of(evidence)
    tone = _mean_tone(places, sentences[is_own(sentences)])
    counts = {
        "supporting": tone >= TONE,
        "neutral": np.abs(tone) < TONE,
        "hostile": tone <= -TONE,
    }
    numbers = places.index.to_numpy("int64")
    return ties.assign(**{name: np.bincount(numbers[is_so], minlength=len(ties)) for name, is_so in counts.items()})


def _mean_tone(places: pd.DataFrame, sentences: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return the mean compound of the sentences that meet each place, nan where none does."""
    tone = np.full(len(places), np.nan)
    rows = places.groupby("article_id").indices
    rated = sentences[sentences["compound"].notna()].sort_values("raw_start", kind="stable")
    for article, own in rated.groupby("article_id"):
        at = rows.get(article, np.array([], dtype=np.int64))
        total = np.concatenate([[0.0], np.cumsum(own["compound"].to_numpy(float))])
        first = np.searchsorted(own["raw_end"].to_numpy(), places["raw_start"].to_numpy()[at], side="right")
        after = np.searchsorted(own["raw_start"].to_numpy(), places["raw_end"].to_numpy()[at], side="left")
        some = after > first
        # Rounded, for the sums' last digits must not decide whether a mean of .05 is .05.
        tone[at[some]] = np.round((total[after] - total[first])[some] / (after - first)[some], 9)
    return tone


def stance_ties(statements: pd.DataFrame) -> pd.DataFrame:
    """Count who takes which side about whom: a row for each speaker and target of the `statements` table.

    Columns are `speaker`, `target`, `supporting`, `neutral`, `hostile`, `undecided` and `total`, in statements; a
    speaker who talks of itself is left out, several speakers of one statement count each. A statement counts once for
    a target: named several times in it, the stance that is most probable counts, the first of several as probable.

    Most stances are left undecided by the rules that find them (see `positions`); a row of which little is decided
    says little. Not for co-occurrence: a speaker need not stand in the window of its target.

    >>> said = pd.DataFrame({"speaker": ["Iran; Oman", ""], "targets": ['[["Israel", 0, 6, -1, 0.8]]', "[]"]})
    >>> stance_ties(said).drop(columns=["supporting", "neutral"]).to_numpy().tolist()
    [['Iran', 'Israel', 1, 0, 1], ['Oman', 'Israel', 1, 0, 1]]
    """
    speakers = require_column(statements, "speaker", "statements", "counting stances")
    targets = require_column(statements, "targets", "statements", "counting stances")
    rows = [
        (number, speaker, target, _STANCES.get(stance, "undecided"), -1.0 if probability is None else probability)
        for number, (names, cell) in enumerate(zip(speakers.fillna(""), targets, strict=True))
        for speaker in sorted({*str(names).split("; ")} - {""})
        for target, _, _, stance, probability in json.loads(cell)
        if target and target != speaker
    ]
    said = pd.DataFrame(rows, columns=["statement", "speaker", "target", "stance", "probability"])
    said = said.sort_values("probability", ascending=False, kind="stable")
    said = said.drop_duplicates(["statement", "speaker", "target"])
    counts = said.groupby(["speaker", "target", "stance"]).size().unstack("stance", fill_value=0)
    counts = counts.reindex(columns=[*_STANCES.values(), "undecided"], fill_value=0).astype("int64")
    return counts.assign(total=counts.sum(axis=1)).rename_axis(columns=None).reset_index()
