"""Networks as files for other programs: GraphML, GEXF, and tables of nodes and edges."""

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any
from xml.etree.ElementTree import ParseError

import networkx as nx

from newsactors.errors import NewsactorsError, OutputError
from newsactors.networks.edge_tables import read_tables, write_tables
from newsactors.networks.graph_xml import read_gexf, read_graphml, write_gexf, write_graphml
from newsactors.networks.plain import Plain, graph_from, plain_of

_FORMATS: dict[str, tuple[Callable[[Plain, Path], list[Path]], Callable[[Path], Plain]]] = {
    ".graphml": (write_graphml, read_graphml),
    ".gexf": (write_gexf, read_gexf),
    ".csv": (write_tables, read_tables),
}


def write_network(graph: "nx.Graph[Any]", path: str | PurePath) -> list[Path]:
    """Write a network as `.graphml`, `.gexf` or `.csv`, with all attributes of nodes and edges; return the files.

    A CSV is two files: edges as named, nodes in NAME-nodes.csv. All three open in Gephi, GraphML in visone too. Names
    of nodes are written as text. Attributes are true or false, whole numbers, fractions or text, one type for an
    attribute (whole numbers become fractions beside fractions); a missing value (None, nan) is left out. Programs
    expect a `label` of nodes and a `weight` of edges: where the network has none, the name and the `count` are written
    so, and left out again by `read_network`. Attributes of the whole network are not written. The same network gives
    the same bytes, whatever the day.

    Raises `ValueError` for another ending, a multigraph, or a value that no format holds; `OutputError` where the file
    cannot be written.

    >>> import tempfile
    >>> graph = nx.Graph()
    >>> graph.add_edge("Iran", "Oman", count=3)
    >>> written = write_network(graph, Path(tempfile.mkdtemp()) / "ties.gexf")
    >>> read_network(written[0]).edges(data=True)
    EdgeDataView([('Iran', 'Oman', {'count': 3})])
    """
    write = _FORMATS[_ending(path)][0]
    if graph.is_multigraph():
        raise ValueError(f"{path}: a multigraph has several edges for a pair; merge them into one with a count")
    plain = plain_of(graph)
    try:
        return write(plain, Path(path))
    except OSError as error:
        raise OutputError(f"{path}: the network cannot be written here ({error.strerror or error})") from None


def read_network(path: str | PurePath) -> "nx.Graph[str]":
    """Read a network that `write_network` wrote, or another program: attributes as they were, nodes by name.

    A directed network comes back as a `networkx.DiGraph`. A CSV of edges needs the columns Source and Target; its
    nodes are read from NAME-nodes.csv where that is there. A `label` that only repeats the names, and a `weight` that
    only repeats the `count` as a fraction, are left out.

    Raises `ValueError` for another ending, `NewsactorsError` where the file cannot be read as what it says it is.
    """
    read = _FORMATS[_ending(path)][1]
    try:
        return graph_from(read(Path(path)))
    except OSError as error:
        raise NewsactorsError(f"{path}: the network cannot be read ({error.strerror or error})") from None
    except (ParseError, KeyError, ValueError, TypeError) as error:
        raise NewsactorsError(f"{path}: not a network in the format {Path(path).suffix} ({error})") from None


def _ending(path: str | PurePath) -> str:
    ending = Path(path).suffix.lower()
    if ending not in _FORMATS:
        raise ValueError(f"{path}: {ending or 'no ending'!r} is no format of networks; choose {', '.join(_FORMATS)}")
    return ending
