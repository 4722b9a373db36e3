"""Kinds of record are known to column files alone: no module names one of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from repository import ROOT

from ccdp_graph.project.project import open_project
from ccdp_graph.rdf.namespaces import shorten

PACKAGE = ROOT / "ccdp_graph"
TYPES = open_project(ROOT).record_types()
NAMES = {
    word
    for kind in TYPES
    for word in (kind.name, kind.collection, kind.class_iri.rpartition("#")[2])
}
CLASSES = tuple(word for kind in TYPES.listed for word in (kind.class_iri, shorten(kind.class_iri)))

KNOWN = {
    ("model/record_types.py", "network"): "the role of kinds through which one gets to data",
    ("model/record_types.py", "organisation"): "the kind that cells name, of which no sheet tells",
    ("model/record_types.py", "organisations"): "a key of column files",
    ("model/table_schema.py", "organisations"): "the same key",
    ("schemas/kind_format.py", "network"): "the role that a column file may name",
    ("schemas/kind_format.py", "organisations"): "the key of column files",
    ("tables/records.py", "organisation"): "a key of tidy records, which mappings read",
    ("tables/records.py", "organisations"): "the array of tidy records with all organisations",
    ("mapping/catalogue.py", "organisations"): "the same array",
    ("layouts/draft_texts.py", "organisations"): "the same array, and the key of column files",
    ("linking/name_index.py", "organisation"): "what the points of shared organisations are for",
    ("linkcheck/check.py", "organisation"): "a column of the report on links",
    ("i18n/catalogue.py", "organisation"): "a message about a name",
    ("tables/entity_resolution.py", "organisation"): "the same message",
    ("profiles/ckan.py", "resources"): "CKAN's word for distributions",
    ("push/ckan_fields.py", "resources"): "CKAN's word for distributions",
    ("charts/network_files.py", "Network"): "a heading of the table of connections",
    ("cli/ask/match.py", "network"): "the argument of the command",
    ("cli/ask/graph.py", "networks"): "the argument of the command",
}
"""The literals that look like the name of a kind, and what they are."""


def literals(path: Path) -> Iterator[str]:
    """Yield the texts in a module, without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from () if id(node) in documentation else (node.value,)


def test_no_module_knows_a_kind_of_record_by_its_name() -> None:
    found = {
        (path.relative_to(PACKAGE).as_posix(), text)
        for path in PACKAGE.rglob("*.py")
        for text in literals(path)
        if text in NAMES or any(word in text for word in CLASSES)
    }
    assert found == set(KNOWN)
