"""Networks as XML: GraphML 1.0 and GEXF 1.3, each written the same way every time."""

import math
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as Xml

from newsactors.networks.plain import Attributes, Plain, Value, without

_GRAPHML, _GEXF = "http://graphml.graphdrawing.org/xmlns", "http://gexf.net/1.3"
_NAMES = {bool: "boolean", int: "long", float: "double", str: "string"}
_TYPES = {name: type_ for type_, name in _NAMES.items()} | {"int": int, "integer": int, "float": float}


def write_graphml(plain: Plain, path: Path) -> list[Path]:
    """Write GraphML; extras are told by the name of their key, as Gephi names them."""
    root = Xml.Element("graphml", xmlns=_GRAPHML)
    keys: dict[tuple[str, str], str] = {}
    for kind, extra, rows in (
        ("node", "label", plain.nodes.values()),
        ("edge", "weight", [d for *_, d in plain.edges]),
    ):
        for name, type_ in _declared(rows).items():
            key = name if name == extra and extra in plain.extra else f"{kind[0]}{len(keys)}"
            keys[kind, name] = key
            Xml.SubElement(root, "key", {"id": key, "for": kind, "attr.name": name, "attr.type": type_})
    drawn = Xml.SubElement(root, "graph", edgedefault="directed" if plain.directed else "undirected")
    for node, data in plain.nodes.items():
        element = Xml.SubElement(drawn, "node", id=node)
        for name, value in data.items():
            Xml.SubElement(element, "data", key=keys["node", name]).text = _text(value)
    for source, target, data in plain.edges:
        element = Xml.SubElement(drawn, "edge", source=source, target=target)
        for name, value in data.items():
            Xml.SubElement(element, "data", key=keys["edge", name]).text = _text(value)
    return _saved(root, path)


def read_graphml(path: Path) -> Plain:
    """Read GraphML: one graph, its nodes and edges with attributes of simple types; drawings of yEd are left out."""
    root = _root(path, "graphml")
    named: dict[str, tuple[str, str]] = {}
    defaults: dict[str, Attributes] = {"node": {}, "edge": {}}
    for key in root.iterfind("{*}key"):
        if (name := key.get("attr.name")) is None:
            continue
        named[key.attrib["id"]] = name, key.get("attr.type", "string")
        default = key.find("{*}default")
        for kind in ("node", "edge"):
            if default is not None and key.get("for", "all") in (kind, "all"):
                defaults[kind][name] = _value(default.text, key.get("attr.type", "string"))

    def attributes(element: Xml.Element, kind: str) -> Attributes:
        """Return the attributes of an element, with the defaults of its kind."""
        told = [(data.attrib["key"], data.text) for data in element.iterfind("{*}data")]
        own = {named[key][0]: _value(text, named[key][1]) for key, text in told if key in named}
        return defaults[kind] | own

    drawn = _part(root, "graph")
    nodes = {node.attrib["id"]: attributes(node, "node") for node in drawn.iterfind("{*}node")}
    edges = [(e.attrib["source"], e.attrib["target"], attributes(e, "edge")) for e in drawn.iterfind("{*}edge")]
    extra = frozenset(name for name in ("label", "weight") if name in named)
    return Plain(nodes, edges, drawn.get("edgedefault") == "directed", extra)


def write_gexf(plain: Plain, path: Path) -> list[Path]:
    """Write GEXF without its optional date; labels and weights have places of their own there, beside attributes."""
    root = Xml.Element("gexf", xmlns=_GEXF, version="1.3")
    kind = "directed" if plain.directed else "undirected"
    drawn = Xml.SubElement(root, "graph", defaultedgetype=kind, mode="static")
    nodes = [without(data, plain.extra & {"label"}) for data in plain.nodes.values()]
    edges = [without(data, plain.extra & {"weight"}) for *_, data in plain.edges]
    keys: dict[tuple[str, str], str] = {}
    for part, rows in (("node", nodes), ("edge", edges)):
        columns = Xml.SubElement(drawn, "attributes", {"class": part})
        for name, type_ in _declared(rows).items():
            keys[part, name] = str(len(columns))
            Xml.SubElement(columns, "attribute", id=keys[part, name], title=name, type=type_)
    group = Xml.SubElement(drawn, "nodes")
    for (node, told), data in zip(plain.nodes.items(), nodes, strict=True):
        element = Xml.SubElement(group, "node", id=node, label=_text(told.get("label", node)))
        _add_values(element, {keys["node", name]: value for name, value in data.items()})
    group = Xml.SubElement(drawn, "edges")
    for number, ((source, target, told), data) in enumerate(zip(plain.edges, edges, strict=True)):
        element = Xml.SubElement(group, "edge", id=str(number), source=source, target=target)
        if "weight" in told:
            element.set("weight", _text(told["weight"]))
        _add_values(element, {keys["edge", name]: value for name, value in data.items()})
    return _saved(root, path)


def read_gexf(path: Path) -> Plain:
    """Read GEXF of any version: its static nodes and edges, without colours and places."""
    drawn = _part(_root(path, "gexf"), "graph")
    titles = {
        (columns.get("class", "node"), each.attrib["id"]): (each.attrib["title"], each.get("type", "string"))
        for columns in drawn.iterfind("{*}attributes")
        for each in columns.iterfind("{*}attribute")
    }

    def attributes(element: Xml.Element, part: str) -> Attributes:
        """Return the attributes of a node, an edge or the graph, by title."""
        told = {}
        for each in element.iterfind("{*}attvalues/{*}attvalue"):
            title, type_ = titles[part, each.get("for") or each.attrib["id"]]
            told[title] = _value(each.get("value"), type_)
        return told

    own = {title for title, _ in titles.values()}
    nodes: dict[str, Attributes] = {}
    for element in drawn.iterfind("{*}nodes/{*}node"):
        nodes[element.attrib["id"]] = attributes(element, "node")
        if "label" not in own and "label" in element.attrib:
            nodes[element.attrib["id"]]["label"] = element.attrib["label"]
    edges = []
    for element in drawn.iterfind("{*}edges/{*}edge"):
        data = attributes(element, "edge")
        if "weight" not in own and "weight" in element.attrib:
            data["weight"] = float(element.attrib["weight"])
        edges.append((element.attrib["source"], element.attrib["target"], data))
    return Plain(nodes, edges, drawn.get("defaultedgetype") == "directed", frozenset({"label", "weight"} - own))


def _add_values(element: Xml.Element, data: Attributes) -> None:
    values = Xml.SubElement(element, "attvalues") if data else element
    for key, value in data.items():
        Xml.SubElement(values, "attvalue", {"for": key, "value": _text(value)})


def _declared(rows: Iterable[Attributes]) -> dict[str, str]:
    """Return the type of each attribute by name, in the words of XML Schema."""
    return {name: _NAMES[type(value)] for row in rows for name, value in row.items()}


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and math.isinf(value):
        return "INF" if value > 0 else "-INF"
    return str(value)


def _value(text: str | None, type_: str) -> Value:
    if type_ == "boolean":
        return (text or "").strip().lower() in ("true", "1")
    value: Value = _TYPES.get(type_, str)(text or "")
    return value


def _root(path: Path, name: str) -> Xml.Element:
    root = Xml.parse(path).getroot()
    if root.tag.rpartition("}")[2] != name:
        raise ValueError(f"its root is {root.tag.rpartition('}')[2]!r}, not {name!r}")
    return root


def _part(root: Xml.Element, name: str) -> Xml.Element:
    found = root.find(f"{{*}}{name}")
    if found is None:
        raise ValueError(f"it has no element {name!r}")
    return found


def _saved(root: Xml.Element, path: Path) -> list[Path]:
    Xml.indent(root)
    # A bare carriage return would be read back as a line feed; those in attributes are escaped already.
    text = Xml.tostring(root, encoding="unicode").replace("\r", "&#13;")
    path.write_bytes(b'<?xml version="1.0" encoding="UTF-8"?>\n' + text.encode("utf-8") + b"\n")
    return [path]
