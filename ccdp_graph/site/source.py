"""A graph to be published, as `ccdp build` wrote it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from ccdp_graph.analysis import CatalogueIndex, read_facts
from ccdp_graph.profiles import VIEWS, CheckedGraph, view
from ccdp_graph.project import Project
from ccdp_graph.queries import open_store
from ccdp_graph.rdf import Statement
from ccdp_graph.releases import public_graph
from ccdp_graph.sparql import Store
from ccdp_graph.validation import finder_of
from ccdp_graph.web import ExternalDescriptions, SiteGraph, read_terminology


@dataclass(frozen=True, slots=True)
class Published:
    """A graph to be published, with its store and views.

    Attributes:
        statements: The public graph, sorted.
        quads: The N-Quads file that it was read from, including provenance.
        graph: Without cells until they are looked up.
        views: Its views, by name.
    """

    statements: tuple[Statement, ...]
    quads: Path
    store: Store
    analysed: CatalogueIndex
    graph: SiteGraph
    views: Mapping[str, tuple[Statement, ...]]

    def cited(self) -> "Published":
        """Look up the cells of all statements, which takes a third of the reading time."""
        return replace(self, graph=replace(self.graph, cells=self.analysed.cells()))

    def checked(self, project: Project) -> CheckedGraph:
        """Return the graph for checks, with its cells if they were looked up."""
        cited = self.graph.cells.items()
        cells = {key: [citation.cell for citation in citations] for key, citations in cited}
        finder = finder_of(cells, project.settings.base, project.described_terms)
        return CheckedGraph(self.statements, finder, self.views)


def read_build(build: Path, project: Project) -> Published:
    """Read what `ccdp build` wrote.

    Raises:
        AssetError: There is no build, or it is of another project.
    """
    path = build / "graph.nq" if build.is_dir() else build
    with ThreadPoolExecutor(1) as loader:  # Oxigraph loads without holding up Python
        opening = loader.submit(open_store, build, checked=True)
        statements = public_graph(path, project.settings)
        types = project.record_types()
        graph = SiteGraph.of(statements, types, {}, terminology=read_terminology(project))
        views = {name: view(name, graph.facts, project.settings) for name in VIEWS}
        store = opening.result()
    graph = replace(graph, external=ExternalDescriptions.of(project.links(), store))
    return Published(statements, path, store, read_facts(store, types), graph, views)
