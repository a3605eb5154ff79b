import hashlib
import math
from xml.etree import ElementTree

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsactors.errors import NewsactorsError, OutputError
from newsactors.networks import graph_of, read_network, write_network

FORMATS = ["graphml", "gexf", "csv"]


def example():
    """Return ties with everything that a file could lose: empty text, digits as text, marks, other letters, signs."""
    graph = nx.Graph()
    graph.add_node("Iran", mentions=3, state="IRN", known=True, share=2.0)
    graph.add_node("Côte d’Ivoire", state="", note='say "no", <b>&\n\ttwice\r', code="007", share=0.1)
    graph.add_node("alone", yes="true", nothing="")
    graph.add_edge("Iran", "Côte d’Ivoire", count=3, pmi=-1.25e-7, significant=False, window="sentence")
    graph.add_edge("Iran", "alone", count=1, pmi=math.inf, significant=True, evidence='[["x", 0, 5]]')
    return graph


def contents(graph):
    """Return nodes and edges in order, each attribute with its type."""

    def typed(data):
        return {name: (type(value), value) for name, value in data.items()}

    nodes = [(node, typed(data)) for node, data in graph.nodes(data=True)]
    return graph.is_directed(), nodes, [(a, b, typed(data)) for a, b, data in graph.edges(data=True)]


@pytest.mark.parametrize("ending", FORMATS)
def test_everything_comes_back(ending, tmp_path):
    write_network(example(), tmp_path / f"ties.{ending}")
    assert contents(read_network(tmp_path / f"ties.{ending}")) == contents(example())


@pytest.mark.parametrize("ending", FORMATS)
def test_directed_networks_keep_direction_and_own_labels_and_weights(ending, tmp_path):
    graph = nx.DiGraph()
    graph.add_node("a", label="A")
    graph.add_node("b")
    graph.add_edge("a", "b", weight=2, count=2)
    graph.add_edge("b", "a", weight=5, count=1)
    graph.add_edge("a", "a", weight=1)
    write_network(graph, tmp_path / f"n.{ending}")
    assert contents(read_network(tmp_path / f"n.{ending}")) == contents(graph)


@pytest.mark.parametrize("ending", FORMATS)
def test_missing_values_are_left_out_and_numpys_numbers_are_plain(ending, tmp_path):
    graph = nx.Graph()
    graph.add_node(1, p=None, n=np.int64(4), x=np.float64(0.5), y=float("nan"), z=np.bool_(True), mixed=1)
    graph.add_node(2, mixed=1.5)
    write_network(graph, tmp_path / f"n.{ending}")
    assert contents(read_network(tmp_path / f"n.{ending}"))[1] == [
        ("1", {"n": (int, 4), "x": (float, 0.5), "z": (bool, True), "mixed": (float, 1.0)}),
        ("2", {"mixed": (float, 1.5)}),
    ]


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_network_gives_the_same_bytes_and_an_empty_one_a_file(ending, tmp_path):
    digests = set()
    for name in ("one", "two"):
        files = write_network(example(), tmp_path / f"{name}.{ending}")
        digests.add(hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest())
    assert len(digests) == 1
    write_network(nx.Graph(), tmp_path / f"none.{ending}")
    assert contents(read_network(tmp_path / f"none.{ending}")) == (False, [], [])


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="￾￿") | st.sampled_from("\n\t\r")
)
VALUES = [st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False), TEXT]


@pytest.mark.parametrize("ending", FORMATS)
@settings(max_examples=30)
@given(data=st.data())
def test_any_values_come_back(ending, tmp_path_factory, data):
    kind = data.draw(st.sampled_from(VALUES))
    graph = nx.Graph()
    for name in data.draw(st.lists(TEXT.filter(bool), unique=True, max_size=4)):
        graph.add_node(name, value=data.draw(kind))
    for a, b in zip(list(graph), list(graph)[1:], strict=False):
        graph.add_edge(a, b, value=data.draw(kind))
    path = tmp_path_factory.getbasetemp() / f"any.{ending}"
    write_network(graph, path)
    assert contents(read_network(path)) == contents(graph)


def test_other_readers_find_types_labels_and_weights(tmp_path):
    for ending, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        [path] = write_network(example(), tmp_path / f"n.{ending}")
        graph = read(path)
        assert graph.nodes["Iran"]["label"] == "Iran"
        assert graph.nodes["Iran"]["mentions"] == 3
        assert graph.edges["Iran", "Côte d’Ivoire"]["weight"] == 3.0
        assert graph.edges["Iran", "Côte d’Ivoire"]["significant"] is False
        assert ElementTree.parse(path).getroot().tag.endswith(ending)
        assert "lastmodified" not in path.read_text(encoding="utf-8")
    edges, nodes = write_network(example(), tmp_path / "n.csv")
    assert pd.read_csv(edges).columns[:3].tolist() == ["Source", "Target", "Type"]
    assert pd.read_csv(edges)["Weight"].tolist() == [3.0, 1.0]
    assert pd.read_csv(nodes)[["Id", "Label"]].to_numpy().tolist() == [[name] * 2 for name in example()]


def test_tables_of_other_programs_can_be_read(tmp_path):
    (tmp_path / "n.csv").write_text(
        "Source,Target,Weight,kind\r\nIran,Oman,2,trade\r\nIran,Qatar,,\r\n", encoding="utf-8"
    )
    assert list(read_network(tmp_path / "n.csv").edges(data=True)) == [
        ("Iran", "Oman", {"weight": 2, "kind": "trade"}),
        ("Iran", "Qatar", {}),
    ]


def test_networks_of_networkx_can_be_read(tmp_path):
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=0.5)
    nx.write_graphml(graph, tmp_path / "n.graphml")
    nx.write_gexf(graph, tmp_path / "n.gexf")
    for ending in ("graphml", "gexf"):
        assert read_network(tmp_path / f"n.{ending}").edges["a", "b"]["weight"] == 0.5


def test_ties_with_nodes_come_back(tmp_path):
    ties = pd.DataFrame({"actor_a": ["Iran"], "actor_b": ["Oman"], "count": [2], "p_null": [np.nan]})
    mentions = pd.DataFrame({"actor": ["Iran", "Oman"], "type": "state", "state": ["IRN", "OMN"]})
    graph = graph_of(ties, mentions)
    for ending in FORMATS:
        write_network(graph, tmp_path / f"n.{ending}")
        back = read_network(tmp_path / f"n.{ending}")
        assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
        assert back.edges["Iran", "Oman"] == {"count": 2}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda g: g.add_node("x", what=[1]), "node attribute 'what' holds list; files hold bool, int, float or str"),
        (lambda g: g.add_edge("x", "y", count="two"), "edge attribute 'count' holds int and str"),
        (lambda g: g.add_nodes_from([1, "1"]), "two nodes have the same name"),
        (lambda g: g.add_node("x", note="\0"), "holds the character '\\\\x00', which XML lacks"),
    ],
)
def test_what_no_file_holds_is_named(change, message, tmp_path):
    graph = example()
    change(graph)
    with pytest.raises(ValueError, match=message):
        write_network(graph, tmp_path / "n.graphml")


def test_unknown_endings_and_broken_files_are_named(tmp_path):
    for act in (lambda path: write_network(example(), path), read_network):
        with pytest.raises(
            ValueError, match=r"ties\.net: '\.net' is no format of networks; choose \.graphml, \.gexf, \.csv"
        ):
            act("ties.net")
    with pytest.raises(ValueError, match="multigraph"):
        write_network(nx.MultiGraph(), tmp_path / "n.gexf")
    with pytest.raises(OutputError, match="cannot be written here"):
        write_network(example(), tmp_path / "missing" / "n.gexf")
    with pytest.raises(NewsactorsError, match="cannot be read"):
        read_network(tmp_path / "missing.csv")
    for ending, text in (("graphml", "<graphml>"), ("gexf", "<graphml/>"), ("csv", "a,b\n1,2\n"), ("csv", 'Source,"')):
        (tmp_path / f"bad.{ending}").write_text(text, encoding="utf-8")
        with pytest.raises(NewsactorsError, match=rf"bad\.{ending}: not a network in the format \.{ending}"):
            read_network(tmp_path / f"bad.{ending}")


def test_a_file_with_two_edges_for_a_pair_is_refused_as_a_multigraph_is(tmp_path):
    (tmp_path / "ties.csv").write_text("Source,Target,count\nIran,Oman,2\nOman,Iran,3\n", encoding="utf-8")
    with pytest.raises(NewsactorsError, match="two edges join 'Oman' and 'Iran'"):
        read_network(tmp_path / "ties.csv")


def test_names_of_nodes_are_read_as_they_stand(tmp_path):
    (tmp_path / "ties.csv").write_text("Source,Target\n007,008\ntrue,1e5\n", encoding="utf-8")
    assert sorted(read_network(tmp_path / "ties.csv")) == ["007", "008", "1e5", "true"]
