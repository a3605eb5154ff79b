"""Attributions that may be in a text: those of several readings by the tagger, from a strict to a lenient one."""

from typing import NamedTuple

from newsactors.positions.corrections import corrected, plain
from newsactors.positions.linking import Attribution, Range, lines_with_cues, link_line
from newsactors.positions.tagger import Reading


class Candidate(NamedTuple):
    """A possible attribution, and in how many of the readings it was found."""

    attribution: Attribution
    votes: int


def propose(reading: Reading) -> list[Candidate]:
    """Return the distinct attributions of all readings in the order of cue and content."""
    votes: dict[Attribution, int] = {}
    known: dict[tuple[Range, bytes], list[Attribution]] = {}  # most lines are labelled alike in all readings
    lists = plain(reading)
    for labels in reading.labelings:
        for line in lines_with_cues(reading.tokens, labels):
            key = line, labels[slice(*line)].tobytes()
            if key not in known:
                linked = link_line(reading, labels, line)
                known[key] = [one for one in (corrected(lists, found) for found in linked) if one.content]
            for attribution in known[key]:
                votes[attribution] = votes.get(attribution, 0) + 1
    return [Candidate(attribution, votes[attribution]) for attribution in sorted(votes, key=_place)]


def _place(attribution: Attribution) -> tuple[Range, tuple[Range, ...], Range]:
    return attribution.cue, attribution.content, attribution.source or (-1, -1)
