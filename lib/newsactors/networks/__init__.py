"""Who appears with whom and who agrees with whom: co-occurrence networks, discourse networks, and their files.

`co_occurrence` counts who is named in the same window, at the level that `roll_up` chooses; `graph_of` makes a network
of it, for `communities`, `layout` and `write_network`. `discourse_network` tells who states the same about the same.
Files of the Discourse Network Analyzer are read by `read_dna` and written by `write_dna`.
"""

from newsactors.networks.association import associations
from newsactors.networks.backbone import concept_backbone, disparity_filter
from newsactors.networks.camps import Polarisation, cluster, polarisation
from newsactors.networks.counts import agreement_counts
from newsactors.networks.discourse import discourse_network
from newsactors.networks.dna import DnaFile, read_dna
from newsactors.networks.dna_new import new_dna
from newsactors.networks.dna_write import write_dna
from newsactors.networks.files import read_network, write_network
from newsactors.networks.graphs import graph_of
from newsactors.networks.levels import roll_up
from newsactors.networks.louvain import communities, modularity, stability
from newsactors.networks.signs import signed, stance_ties
from newsactors.networks.stress import layout
from newsactors.networks.ties import FALSE_DISCOVERY_RATE, co_occurrence

__all__ = [
    "FALSE_DISCOVERY_RATE",
    "DnaFile",
    "Polarisation",
    "agreement_counts",
    "associations",
    "cluster",
    "co_occurrence",
    "communities",
    "concept_backbone",
    "discourse_network",
    "disparity_filter",
    "graph_of",
    "layout",
    "modularity",
    "new_dna",
    "polarisation",
    "read_dna",
    "read_network",
    "roll_up",
    "signed",
    "stability",
    "stance_ties",
    "write_dna",
    "write_network",
]
