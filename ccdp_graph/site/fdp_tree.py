"""The FAIR Data Point as files, one per catalogue and dataset, for any web host.

A static web host cannot negotiate formats. So each IRI ends in
`.ttl`, with the Turtle document at that address and JSON-LD beside it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ccdp_graph.i18n import WORDS, Texts, languages
from ccdp_graph.model import Settings
from ccdp_graph.profiles import PROFILES, Entry, entries, fair_data_point_view, served
from ccdp_graph.rdf import GraphIndex, Shortener, Statement, json_ld, turtle_of
from ccdp_graph.web import (
    DownloadFile,
    File,
    ListPage,
    PageLayout,
    Publication,
    SiteGraph,
    Value,
    page_path,
    rdf_dumps,
)

ROOT = "fdp/index"

PROFILE_SHAPES = "shapes/targets/fdp/*.ttl"

_START = Texts("Starting point for FAIR Data Point crawlers")

_WHOLE = Texts("The FAIR Data Point in one file")


@dataclass(frozen=True, slots=True)
class Tree:
    """A FAIR Data Point.

    Attributes:
        documents: By path, without an ending.
        profiles: The shapes as text, by path.
    """

    documents: dict[str, Entry]
    profiles: dict[str, str]

    def statements(self) -> tuple[Statement, ...]:
        """Return the statements of all documents."""
        statements = (s for entry in self.documents.values() for s in entry.statements)
        return tuple(sorted(dict.fromkeys(statements)))


def read_tree(
    graph: SiteGraph, settings: Settings, publication: Publication, shapes: Mapping[str, str]
) -> Tree:
    """Create the FAIR Data Point of a publication.

    Args:
        shapes: The texts of `PROFILE_SHAPES`, by name.
    """
    settings = replace(settings, version=publication.version)
    view = GraphIndex.of(
        sorted(dict.fromkeys(fair_data_point_view(graph.facts, settings, publication.day)))
    )
    resources = {term: graph.things[term] for term in served(view) if term in graph.things}
    paths = {term: _path(term, view, graph) for term in served(view)}
    profiles = {name: f"fdp/profile/{name}.ttl" for name in PROFILES.values()}
    addresses = {term: publication.address(f"{path}.ttl") for term, path in paths.items()}
    addresses |= {term: publication.address(profiles[name]) for term, name in PROFILES.items()}
    pages = {term: publication.address(page_path(t.path, "en")) for term, t in resources.items()}
    documents = {paths[e.term]: e for e in entries(view, addresses, pages)}
    return Tree(documents, {path: shapes[name] for name, path in profiles.items()})


def tree_files(tree: Tree, graph: SiteGraph, layout: PageLayout) -> Iterator[File]:
    """Yield the documents of a FAIR Data Point, their profiles, and a page about it.

    Shape: the root as Turtle is among the downloads, so it is not included here.
    """
    for path, entry in tree.documents.items():
        if path != ROOT:
            yield f"{path}.ttl", turtle_of(entry.statements, layout.shortener).encode()
        yield f"{path}.jsonld", json_ld(entry.statements)
    yield from ((path, text.encode()) for path, text in tree.profiles.items())
    if ROOT not in tree.documents:
        return
    for language in languages():
        words = WORDS[language]
        rows = [
            (
                (Value(f"{path.removeprefix('fdp/')}.ttl", f"{path}.ttl"),),
                _name(entry, graph, language),
            )
            for path, entry in sorted(tree.documents.items())
        ]
        page = ListPage(
            title="FAIR Data Point",
            lead=words["crawled"].format(address=layout.publication.address(f"{ROOT}.ttl")),
            headings=(words["file"], words["holds"]),
            rows=rows,
        )
        yield page_path(ROOT, language), layout.list_page(page, ROOT, language)


def tree_dumps(tree: Tree, shortener: Shortener) -> Iterator[DownloadFile]:
    """Yield the downloads of a FAIR Data Point: its root, and everything in one file."""
    root = tree.documents.get(ROOT)
    if root is not None:
        turtle = turtle_of(root.statements, shortener).encode()
        yield DownloadFile(f"{ROOT}.ttl", turtle, "text/turtle", _START)
        yield from rdf_dumps("fdp", tree.statements(), shortener, _WHOLE)


def _path(term: str, view: GraphIndex, graph: SiteGraph) -> str:
    if view.is_a(term, "dcat:DataService"):
        return ROOT
    resource = graph.things.get(term)
    return f"fdp/{resource.path if resource else hashlib.sha256(term.encode()).hexdigest()[:16]}"


def _name(entry: Entry, graph: SiteGraph, language: str) -> tuple[Value, ...]:
    resource = graph.things.get(entry.term)
    if resource is None:
        return ()
    text, label_language = graph.label(entry.term, language)
    return (Value(text, page_path(resource.path, language), label_language),)
