"""The order of a publication: a built graph in, a folder for a web host out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.analysis.facts import Facts as Analysed
from ccdp_graph.analysis.facts import read_facts
from ccdp_graph.analysis.words import property_words
from ccdp_graph.asking import open_store
from ccdp_graph.errors import AssetError
from ccdp_graph.model.graph_store import GraphStore
from ccdp_graph.model.statements import Statement
from ccdp_graph.output import replace_folder
from ccdp_graph.project_files import ProjectFiles
from ccdp_graph.publishing.facts import Facts, text_of
from ccdp_graph.publishing.views import view
from ccdp_graph.rdf.namespaces import expand
from ccdp_graph.site.dumps import dumps
from ccdp_graph.site.edition import Edition, checked_base
from ccdp_graph.site.machine_files import machine_files, sitemap
from ccdp_graph.site.overview import data_files, picture_files, question_files, start_files
from ccdp_graph.site.pages import File, index_files, thing_files
from ccdp_graph.site.rendering import Frame, shared_files
from ccdp_graph.site.things import LANGUAGES, SiteGraph
from ccdp_graph.site.wording import INDEXES, PROPERTIES
from ccdp_graph.store.embedded import default_graph

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Published:
    """A graph that is to be published, and all that is asked of it.

    Attributes:
        statements: The public graph, sorted.
        quads: The N-Quads file that it was read from, with provenance.
    """

    statements: tuple[Statement, ...]
    quads: bytes
    store: GraphStore
    analysed: Analysed
    graph: SiteGraph


def publish(
    build: Path,
    site: Path,
    files: ProjectFiles,
    *,
    base: str,
    day: str = "",
    version: str = "",
    progress: Progress = lambda _: None,
) -> tuple[Edition, int]:
    """Write a site from a build, in the place of the one written there before.

    The same build, address, day and version give the same bytes.

    Args:
        base: The address that the folder will be served at.
        day: As YYYY-MM-DD; by default that of the latest record.
        version: By default that of ccdp.toml, or the day.

    Returns:
        What was published, and the number of files.

    Raises:
        AssetError: There is no build, it holds no record, or the base is no web address.
        OutputError: The folder holds something else, or cannot be written.
    """
    address = checked_base(base)
    progress("reading the build")
    published = read_build(build, files)
    day = day or _last_day(published.graph)
    edition = Edition(address, day, version or files.project.version or day)
    made = site_files(published, files, edition, progress)
    return edition, replace_folder(site, made)


def read_build(build: Path, files: ProjectFiles) -> Published:
    """Read what `ccdp build` wrote.

    Raises:
        AssetError: There is nothing, or it is of another project.
    """
    path = build / "graph.nq" if build.is_dir() else build
    statements = _statements(path)
    base = files.project.base
    if not any(subject.startswith(f"<{base}") for subject, _, _ in statements):
        raise AssetError(
            f"holds no thing that begins with {base}; run ccdp build in the folder of this "
            "project's ccdp.toml",
            path,
        )
    store = open_store(build)
    analysed = read_facts(store)
    graph = SiteGraph.of(statements, analysed.cells())
    return Published(statements, path.read_bytes(), store, analysed, graph)


def site_files(
    published: Published, files: ProjectFiles, edition: Edition, progress: Progress
) -> Iterator[File]:
    """Give all files of a site, path and content, page by page."""
    pages = []
    for path, content in _all_but_the_map(published, files, edition, progress):
        if path.endswith(".html"):
            pages.append(path)
        yield path, content
    yield from sitemap(sorted(pages), edition)


def _all_but_the_map(
    published: Published, files: ProjectFiles, edition: Edition, progress: Progress
) -> Iterator[File]:
    graph = published.graph
    frame = Frame(files.project, edition)
    seen_by_engines = Facts.of(view("schema-org", published.statements, files.project))
    words = {language: _names(files, language) for language in LANGUAGES}
    yield from shared_files()
    progress("writing pages")
    for term in sorted(graph.things):
        yield from thing_files(graph, seen_by_engines, graph.things[term], frame, words)
    for kind in INDEXES:
        if kind in {"resource", "network", "organisation", "place", "concept"}:
            yield from index_files(graph, kind, frame, words)
    yield from start_files(graph, frame)
    progress("asking all questions")
    yield from question_files(published.store, graph, files, frame)
    progress("drawing")
    yield from picture_files(published.store, files, frame)
    progress("writing what is to be downloaded")
    whole = tuple(dumps(published.statements, published.quads, graph, files, edition))
    yield from ((dump.path, dump.content) for dump in whole)
    yield from data_files(frame, whole)
    yield from machine_files(published.statements, graph, files.project, edition, whole)


def _names(files: ProjectFiles, language: str) -> dict[str, str]:
    """Name properties: as the sheets and our ontology do, and common ones in plain words."""
    plain = {expand(key): said for key, said in PROPERTIES[language].items()}
    return plain | property_words(files, language)


def _statements(path: Path) -> tuple[Statement, ...]:
    return tuple(sorted(default_graph(path)))


def _last_day(graph: SiteGraph) -> str:
    days = (
        text_of(day)
        for record in graph.facts.typed("dcat:CatalogRecord")
        for day in graph.facts.values(record, "dcterms:modified")
    )
    found = max(days, default="")
    if not found:
        raise AssetError("no record of the graph has a date; give --date YYYY-MM-DD")
    return found
