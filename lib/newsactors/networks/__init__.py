"""Who appears with whom and who agrees with whom: co-occurrence networks, discourse networks, and their files.

`co_occurrence` counts who is named in the same window; `discourse_network` who states the same about the same. Files
of the Discourse Network Analyzer are read by `read_dna` and written by `write_dna`.
"""

from newsactors.networks.backbone import concept_backbone, disparity_filter
from newsactors.networks.bars import agreement_counts
from newsactors.networks.clustering import cluster
from newsactors.networks.co_occurrence import FALSE_DISCOVERY_RATE, co_occurrence, graph_of
from newsactors.networks.discourse import discourse_network
from newsactors.networks.dna import DnaFile, read_dna
from newsactors.networks.dna_new import new_dna
from newsactors.networks.dna_write import write_dna
from newsactors.networks.polarisation import Polarisation, polarisation

__all__ = [
    "FALSE_DISCOVERY_RATE",
    "DnaFile",
    "Polarisation",
    "agreement_counts",
    "cluster",
    "co_occurrence",
    "concept_backbone",
    "discourse_network",
    "disparity_filter",
    "graph_of",
    "new_dna",
    "polarisation",
    "read_dna",
    "write_dna",
]
