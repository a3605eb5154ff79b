"""Which states are heard in statements, and which are only spoken about.

A person, an office, a government and a state count as that state. It takes the tables `statements` and `mentions`, or
those of a hand coding (`validation.coded_tables`), so that both are counted by the same rule.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from newsactors.actors.gazetteer import state_name
from newsactors.corpus import spans_of
from newsactors.spans import Span


def voices(
    statements: pd.DataFrame, mentions: pd.DataFrame, known: Mapping[str, str] | None = None
) -> "pd.Series[str]":
    """Return the code of the state that is heard in each statement, empty where none is told.

    It is the first state mentioned in the words of the source; else that of the speaker, as other mentions of that
    actor tell; else what `known` says, a code for an actor: what readers know and the text does not tell. Of several
    speakers the first whose state is found counts.

    >>> mentions = pd.DataFrame({"article_id": "x", "start": [4], "end": [11], "actor": ["Iran"], "state": ["IRN"]})
    >>> statements = pd.DataFrame({"article_id": "x", "speaker": ["", "Joe Biden"],
    ...                            "source": ["[[0, 20]]", "[[30, 32]]"]})
    >>> voices(statements, mentions, {"Joe Biden": "USA"}).tolist()
    ['IRN', 'USA']
    """
    stated = _stated_by_article(mentions)
    # A mention may have a state and no actor ("Russian officers"): it tells nothing of others that are not resolved.
    named = mentions[(mentions["state"] != "") & (mentions["actor"] != "")]
    told = dict(known or {}) | dict(zip(named["actor"], named["state"], strict=True))
    codes = []
    rows = zip(statements["article_id"], spans_of(statements["source"]), statements["speaker"], strict=True)
    for article_id, source, speaker in rows:
        inside = _states_in(stated.get(article_id), source)
        codes.append(next(iter([*inside, *filter(None, map(told.get, speaker.split("; ")))]), ""))
    return pd.Series(codes, statements.index, "str", name="state")


def heard_and_spoken_about(statements: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Count, for each state, the statements in which it is `heard` and those of others that mention it.

    `statements` needs a column `state`, as `voices` gives it; statements without one are left out. Mentions as a place
    count, too: who speaks of the war in Gaza speaks of Palestine. The index is the name of the state.

    >>> mentions = pd.DataFrame({"article_id": "x", "start": [9], "end": [13], "actor": ["Iran"], "state": ["IRN"]})
    >>> statements = pd.DataFrame({"article_id": "x", "content": ["[[5, 20]]"], "state": ["USA"]})
    >>> heard_and_spoken_about(statements, mentions).to_dict("index")
    {'Iran': {'heard': 0, 'spoken about': 1}, 'United States': {'heard': 1, 'spoken about': 0}}
    """
    stated = _stated_by_article(mentions)
    heard, about = Counter[str](), Counter[str]()
    for article_id, content, state in zip(
        statements["article_id"], spans_of(statements["content"]), statements["state"], strict=True
    ):
        if state:
            heard[state] += 1
            about.update(set(_states_in(stated.get(article_id), content)) - {state})
    codes = {state_name(code) or code: code for code in sorted(heard | about)}
    counts = {"heard": [heard[c] for c in codes.values()], "spoken about": [about[c] for c in codes.values()]}
    return pd.DataFrame(counts, pd.Index(list(codes), dtype="str", name="state"), dtype="int64").sort_index()


def _stated_by_article(mentions: pd.DataFrame) -> dict[object, pd.DataFrame]:
    """Return the mentions that have a state, article by article: looked for among all, they would take too long."""
    return dict(iter(mentions[mentions["state"] != ""].groupby("article_id", sort=False)))


def _states_in(own: pd.DataFrame | None, spans: Sequence[Span]) -> list[str]:
    """Return the states mentioned in spans of an article, whose mentions are given, in order."""
    if own is None:
        return []
    return [s for span in spans for s in own["state"][own["start"].ge(span.start) & own["end"].le(span.end)]]
