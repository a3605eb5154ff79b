"""The data of an agreement bar chart: how often each concept is supported and rejected."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from newsactors.networks.counts import count, levels_of
from newsactors.networks.dna import DnaFile
from newsactors.networks.selection import Date, Filters, require, select, tidy, with_values


def agreement_counts(
    statements: DnaFile | pd.DataFrame,
    variable: str = "concept",
    qualifier: str = "agreement",
    *,
    speaker: str | None = None,
    duplicates: str = "include",
    start: Date | None = None,
    stop: Date | None = None,
    exclude: Mapping[str, Collection[object]] | None = None,
    invert: bool = False,
) -> pd.DataFrame:
    """Count the statements about each entity of `variable` by level of the qualifier: the bars of rDNA's `dna_barplot`.

    Returns a row an entity, most frequent first, with a column a level (`agreement` and `disagreement` for a boolean
    qualifier) and `total`. The filters are those of `discourse_network`; statements are duplicates when entity and
    level are the same, and the `speaker` if one is named: without, two speakers who say the same in one document count
    once under `duplicates="document"`.

    Not for finding controversy by itself: a concept that one speaker supports often and another rejects often looks
    like one on which everybody is divided.

    >>> said = pd.DataFrame({"what": ["talks", "oil", "talks"], "agrees": [True, True, False]})
    >>> print(agreement_counts(said, "what", "agrees"))
           agreement  disagreement  total
    talks          1             1      2
    oil            1             0      1
    """
    frame = tidy(statements)
    for role, name in (("variable", variable), ("qualifier", qualifier), ("speaker", speaker)):
        if name is not None:
            require(frame, name, role)
    levels = levels_of(frame[qualifier])
    named = [variable, *([qualifier] if levels.kind == "text" else []), *([speaker] if speaker else [])]
    identity = [variable, qualifier, *([speaker] if speaker else [])]
    kept = select(with_values(frame, named), identity, Filters(duplicates, start, stop, exclude, invert))
    counts = count(kept[variable], pd.Series("", index=kept.index, dtype="str"), kept[qualifier], levels)
    names = ["disagreement", "agreement"] if levels.kind == "boolean" else [str(value) for value in levels.values]
    bars = pd.DataFrame(np.asarray(counts.matrix.todense()).astype("int64"), counts.rows, names)
    bars = bars[["agreement", "disagreement"]] if levels.kind == "boolean" else bars
    return bars.assign(total=bars.sum(axis=1)).sort_values("total", ascending=False, kind="stable")
