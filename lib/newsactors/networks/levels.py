"""From persons and offices to governments and states: mentions counted at a coarser level."""

import pandas as pd

from newsactors.actors.gazetteer import state_name
from newsactors.networks.windows import require_column

# What acts for a state at each level; None stands for everything that belongs to one.
_MEMBERS = {"actor": (), "government": ("person", "government", "force"), "state": None}


def roll_up(mentions: pd.DataFrame, level: str) -> pd.DataFrame:
    """Return the mentions with actors replaced by what they belong to, for networks of governments or of states.

    | level | what changes |
    |---|---|
    | `actor` | nothing |
    | `government` | persons, governments and forces of a known state become its government, of type `government` |
    | `state` | everything of a known state becomes that state, of type `state` |

    Mentions without an actor, or whose `state` is empty or that of a territory without an entry, stay as they are.

    What it loses: `state` says where an actor belongs, not for whom it speaks. An opposition, a court, a rebel force
    and a former minister become one with the government, and their quarrels with it vanish, for an actor has no tie
    with itself. A person whose state is not known stays alone, so that a government gains most where the gazetteer
    knows most. Not for domestic politics. Place names become states only if `co_occurrence` is told `places=True`.

    Raises `ValueError` for another level.

    >>> mentions = pd.DataFrame({"actor": ["Pentagon", "Reuters"], "type": ["government", "medium"],
    ...                          "state": ["USA", ""]})
    >>> roll_up(mentions, "government")["actor"].tolist(), roll_up(mentions, "state")["actor"].tolist()
    (['government of United States', 'Reuters'], ['United States', 'Reuters'])
    """
    if level not in _MEMBERS:
        raise ValueError(f"level={level!r} is none of {', '.join(map(repr, _MEMBERS))}")
    if level == "actor":
        return mentions.copy()
    for name in ("actor", "type", "state"):
        require_column(mentions, name, "mentions", f"level={level!r}")
    actors, types, states = (mentions[name].astype(object) for name in ("actor", "type", "state"))
    names = states.map(lambda code: "" if pd.isna(code) else state_name(code)).astype(object)
    members = _MEMBERS[level]
    moved = (names != "") & actors.notna() & (actors != "")
    if members is not None:
        moved &= types.isin(members)
        names = "government of " + names
    return mentions.assign(actor=actors.mask(moved, names), type=types.mask(moved, level))
