"""JSON-LD of a graph, in one order: equal graphs give equal texts."""

import json
from typing import Any

from ccdp_graph.rdf.namespaces import PREFIXES
from ccdp_graph.rdf.turtle import parse_turtle


def turtle_as_json_ld(turtle: str) -> str:
    """Write a graph that comes as Turtle as JSON-LD, with the project's prefixes as context."""
    graph = parse_turtle(turtle)
    context = {name: namespace for name, namespace in PREFIXES.items() if namespace in turtle}
    text = graph.serialize(format="json-ld", context=context, auto_compact=False)
    document = json.loads(text)
    if "@graph" not in document:  # one thing alone, or none
        document = {
            "@context": document.pop("@context", context),
            "@graph": [document] if document else [],
        }
    return json.dumps(_sorted(document), ensure_ascii=False, indent=2) + "\n"


def _sorted(value: Any, key: str = "") -> Any:
    """Sort keys, and values whose order means nothing: all but those of a list."""
    if isinstance(value, dict):
        return {name: _sorted(value[name], name) for name in sorted(value)}
    if isinstance(value, list):
        ordered = [_sorted(entry) for entry in value]
        return ordered if key == "@list" else sorted(ordered, key=_text)
    return value


def _text(value: Any) -> str:
    return str(value.get("@id", "")) + json.dumps(value) if isinstance(value, dict) else str(value)
