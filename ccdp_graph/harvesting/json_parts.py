"""JSON-LD taken apart into the members of its graph, where one of them is wrong."""

import json
from collections.abc import Iterator
from typing import Any


def json_ld_parts(document: Any) -> Iterator[tuple[int, bytes]]:
    """Give each member of the graph (or of the list) as a document, numbered from 1."""
    context = {}
    members = document
    if isinstance(document, dict):
        context = {"@context": document["@context"]} if "@context" in document else {}
        members = document.get("@graph", [document])
    for number, member in enumerate(members if isinstance(members, list) else [members], start=1):
        own = {**context, "@graph": [member]} if context else member
        yield number, json.dumps(own).encode()
