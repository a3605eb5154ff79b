"""Attributions that may be in a text: those of several readings by the tagger, from a strict to a lenient one."""

from typing import NamedTuple

from newsactors.positions.corrections import corrected
from newsactors.positions.linking import Attribution, Range, lines_with_cues, link_line
from newsactors.positions.tagger import Plain, Reading


class Candidate(NamedTuple):
    """A possible attribution, and in how many of the readings it was found."""

    attribution: Attribution
    votes: int


def propose(reading: Reading, lists: Plain) -> list[Candidate]:
    """Return the distinct attributions of all readings in the order of cue and content."""
    votes: dict[Attribution, int] = {}
    known: dict[tuple[int, bytes], list[Attribution]] = {}  # most lines are labelled alike in all readings
    fixed: dict[Attribution, Attribution] = {}  # and most attributions in those that are not
    for labels in reading.labelings:
        written = labels.tobytes()
        for line in lines_with_cues(reading.tokens, labels):
            key = line[0], written[slice(*line)]
            if key not in known:
                known[key] = []
                for found in link_line(lists, reading.probabilities, written, line):
                    if found not in fixed:
                        fixed[found] = corrected(lists, found)
                    if fixed[found].content:
                        known[key].append(fixed[found])
            for attribution in known[key]:
                votes[attribution] = votes.get(attribution, 0) + 1
    return [Candidate(attribution, votes[attribution]) for attribution in sorted(votes, key=_place)]


def _place(attribution: Attribution) -> tuple[Range, tuple[Range, ...], Range]:
    return attribution.cue, attribution.content, attribution.source or (-1, -1)
