import base64
import io
import re
from itertools import combinations

import matplotlib as mpl
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from newsactors import figures

DATA = pd.DataFrame({"actor": ["Iran", "Israel"], "share": [1 / 3, 2.0]})


@pytest.fixture
def shown(monkeypatch):
    outputs = []
    monkeypatch.setattr(figures, "display", lambda bundle, raw, metadata=None: outputs.append((bundle, metadata)))
    return outputs


def draw():
    with figures.house_style(4, 2) as (figure, axes):
        axes.bar(DATA["actor"], DATA["share"])
        axes.set_title("Shares")
    return figure


def test_a_figure_comes_with_alt_text_description_and_table(shown):
    figures.show(draw(), alt="Bar chart of shares.", description="Israel leads.", data=DATA, n="2 actors")
    (picture, metadata), (words, _), (table, _) = shown
    assert metadata == {"image/png": {"alt": "Bar chart of shares.", "width": 400}}
    assert picture["text/plain"] == "[Figure: Bar chart of shares.]"
    assert words["text/markdown"] == "*Israel leads. n = 2 actors.*"
    assert table["text/html"].startswith("<details><summary>What the figure plots</summary><table>")
    assert re.findall(r"<td[^>]*>([^<]*)", table["text/html"]) == ["Iran", "0.333", "Israel", "2"]
    assert re.findall("text-align: (left|right)", table["text/html"]) == ["left", "right"] * 3
    assert Image.open(io.BytesIO(base64.b64decode(picture["image/png"]))).size == (640, 320)


@pytest.mark.parametrize("missing", ["alt", "description", "n"])
def test_a_figure_without_words_is_refused(missing):
    words = {"alt": "a", "description": "b", "n": "c"} | {missing: " "}
    with pytest.raises(ValueError, match=f"a figure needs its {missing}: it is empty"):
        figures.show(draw(), data=DATA, **words)


def test_pictures_are_the_same_whatever_the_readers_own_settings():
    plain = figures.to_png(draw())
    with mpl.rc_context({"axes.facecolor": "black", "font.size": 30, "savefig.dpi": 20, "savefig.bbox": "tight"}):
        assert figures.to_png(draw()) == plain
    assert b"matplotlib" not in plain.lower()


def test_the_house_style_leaves_the_readers_settings_alone():
    before = dict(mpl.rcParams)
    draw()
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1 / 3, "0.333"),
        (0.0, "0"),
        (-2.0, "-2"),
        (1234.5, "1230"),
        (0.00012345, "0.000123"),
        (1e-9, "1e-09"),
        (float("nan"), ""),
        (7, "7"),
        (True, "True"),
    ],
)
def test_numbers_have_three_significant_digits(shown, value, text):
    figures.table(pd.DataFrame({"value": pd.Series([value], dtype=object)}))
    assert shown[0][0]["text/plain"].split() == ["value", text][: 1 + bool(text)]


def test_evidence_names_its_place_and_marks_whole_words(shown):
    rows = pd.DataFrame(
        {"article_id": ["day-1"], "raw_start": [5], "raw_end": [40], "text": ["War in Warsaw\ncost $5 & *more*"]}
    )
    figures.evidence(rows, mark=["War"], caption="Found")
    assert shown[0][0]["text/markdown"] == (
        "**Found**\n\n> **War** in Warsaw cost \\$5 &amp; \\*more\\*  \n> <small>day-1, characters 5–40</small>\n"
    )
    assert shown[0][0]["text/plain"] == "Found\nWar in Warsaw cost $5 & *more* [day-1, characters 5–40]"


def test_evidence_without_marks_is_plain(shown):
    rows = pd.DataFrame({"article_id": ["day-1"], "raw_start": [0], "raw_end": [3], "text": ["War"]})
    figures.evidence(rows)
    assert "**War**" not in shown[0][0]["text/markdown"]


def drawn_network(**options):
    graph = nx.Graph()
    graph.add_node("Iran", mentions=16)
    graph.add_node("Israel", mentions=4)
    graph.add_node("United States Agency for International Development", mentions=1)
    graph.add_edge("Iran", "Israel", count=8)
    graph.add_edge("Iran", "United States Agency for International Development", count=2)
    places = dict(zip(graph, [(0, 0), (1, 0), (0, 1)], strict=True))
    with figures.house_style(6, 4) as (figure, axes):
        axes.set_title("Who is named with whom")
        unnamed = figures.draw_network(axes, graph, places, **options)
    return figure, axes, unnamed


def test_a_network_has_areas_by_mentions_widths_by_count_and_colours_by_community():
    names = ["Iran", "Israel", "United States Agency for International Development"]
    _, axes, unnamed = drawn_network(communities=pd.Series([1, 1, 9], names))
    lines, nodes = axes.collections
    assert nodes.get_sizes() / nodes.get_sizes()[2] == pytest.approx([16, 4, 1], rel=1e-9)
    assert lines.get_linewidths() == pytest.approx([1.5, 6.0])
    colours = [mpl.colors.to_hex(colour).upper() for colour in nodes.get_facecolors()]
    assert colours == [figures.BLUE, figures.BLUE, figures.GREY]
    assert [mpl.colors.to_hex(colour).upper() for colour in lines.get_colors()] == [figures.GREY, figures.BLUE]
    assert not axes.axison
    assert unnamed == []


def test_names_in_a_network_hide_nothing_and_stay_inside():
    graph = nx.gnm_random_graph(30, 60, seed=1)
    graph = nx.relabel_nodes(graph, {n: f"Actor number {n}" for n in graph})
    rng = np.random.default_rng(0)
    places = {n: tuple(rng.random(2)) for n in graph}
    with figures.house_style(8, 6) as (figure, axes):
        unnamed = figures.draw_network(axes, graph, places)
        figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) + len(unnamed) == 30
    assert len(unnamed) <= 3
    for one, other in combinations(boxes, 2):
        assert min(one.x1, other.x1) - max(one.x0, other.x0) <= 1 or min(one.y1, other.y1) - max(one.y0, other.y0) <= 1
    assert all(axes.bbox.x0 - 1 <= box.x0 and box.x1 <= axes.bbox.x1 + 1 for box in boxes)
    centres = axes.transData.transform(axes.collections[1].get_offsets())
    assert not any(box.contains(*centre) for box in boxes for centre in centres)


def test_a_network_is_drawn_the_same_each_time():
    assert figures.to_png(drawn_network()[0]) == figures.to_png(drawn_network()[0])


def test_nodes_in_one_place_are_moved_apart():
    graph = nx.path_graph(3)
    with figures.house_style() as (_, axes):
        figures.draw_network(axes, graph, dict.fromkeys(graph, (0, 0)))
    places = axes.collections[1].get_offsets()
    radii = np.sqrt(axes.collections[1].get_sizes()) / 2
    for a, b in combinations(range(3), 2):
        assert np.hypot(*(places[a] - places[b])) > radii[a] + radii[b]


def test_an_empty_network_and_one_without_ties_can_be_drawn():
    with figures.house_style() as (_, axes):
        assert figures.draw_network(axes, nx.Graph(), {}) == []
        assert figures.draw_network(axes, nx.empty_graph(2), {0: (0, 0), 1: (1, 0)}) == []
    assert [text.get_text() for text in axes.texts] == ["0", "1"]


def test_a_node_without_a_position_is_named():
    with figures.house_style() as (_, axes), pytest.raises(ValueError, match="node 1 has no position"):
        figures.draw_network(axes, nx.path_graph(2), {0: (0, 0)})


def test_a_line_bends_around_a_node_that_it_does_not_join():
    graph = nx.Graph([("a", "c"), ("a", "b")])
    with figures.house_style(6, 4) as (_, axes):
        figures.draw_network(axes, graph, {"a": (0, 0), "b": (1, 0.001), "c": (2, 0)})
    lines, nodes = axes.collections
    middle, radius = nodes.get_offsets()[1], np.sqrt(nodes.get_sizes()[1]) / 2
    straight, bent = sorted((path.vertices for path in lines.get_paths()), key=len)
    assert len(straight) == 2
    assert np.hypot(*(bent - middle).T).min() > radius


def test_a_figure_of_nothing_is_a_sentence(shown):
    figures.show(draw(), alt="Bars.", description="None.", data=DATA.head(0), n="0 actors")
    assert [bundle["text/plain"] for bundle, _ in shown] == ["*Shares: there is nothing to draw.*"]


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("A war on R&D, he said.", ["R&D", "war"], "A **war** on **R&amp;D**, he said."),
        ("It cost $5 in snake_case.", ["snake_case"], "It cost \\$5 in **snake\\_case**."),
        ("Wars and a war.", ["war", ""], "Wars and a **war**."),
        ("No mark.", [""], "No mark."),
    ],
)
def test_marked_words_are_bold_whatever_they_hold(text, words, shown):
    assert figures._bold(text, words) == shown
