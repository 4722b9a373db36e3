"""The order of a publication: a built graph in, a folder for a web host out."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.analysis.facts import Facts as Analysed
from ccdp_graph.analysis.facts import read_facts
from ccdp_graph.analysis.words import property_words
from ccdp_graph.analysis.world import read_world
from ccdp_graph.asking import open_store
from ccdp_graph.checking import finder_of
from ccdp_graph.model.graph_store import GraphStore
from ccdp_graph.model.statements import Statement
from ccdp_graph.output import replace_folder
from ccdp_graph.project_files import ProjectFiles
from ccdp_graph.publishing.facts import Facts
from ccdp_graph.publishing.views import view
from ccdp_graph.rdf.namespaces import expand
from ccdp_graph.releasing import public_graph
from ccdp_graph.site.dumps import dumps
from ccdp_graph.site.edition import Edition, checked_base
from ccdp_graph.site.elsewhere import Elsewhere
from ccdp_graph.site.fair_data_point import read_tree, tree_dumps, tree_files
from ccdp_graph.site.gaps import gap_files
from ccdp_graph.site.home import start_files
from ccdp_graph.site.link_files import link_dumps
from ccdp_graph.site.lore import read_lore
from ccdp_graph.site.machine_files import machine_files, sitemap
from ccdp_graph.site.ontology import ontology_files
from ccdp_graph.site.overview import data_files, picture_files, question_files
from ccdp_graph.site.pages import File, index_files, thing_files
from ccdp_graph.site.processes import cores, shared_out
from ccdp_graph.site.release_pages import release_files
from ccdp_graph.site.releases import (
    Shelf,
    edition_of,
    read_shelf,
    release_dumps,
    release_links,
    release_news,
)
from ccdp_graph.site.rendering import Frame, shared_files
from ccdp_graph.site.scores import score_files
from ccdp_graph.site.source_pages import MENU_ENTRY, read_sources, source_files
from ccdp_graph.site.things import LANGUAGES, SiteGraph
from ccdp_graph.site.vocabularies import vocabulary_files
from ccdp_graph.site.wording import INDEXES, PROPERTIES
from ccdp_graph.site.world import Atlas, map_files
from ccdp_graph.targeting import Checked

Progress = Callable[[str], None]
_PART = 20  # things whose pages are made together


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
    releases: Path | None = None,
    jobs: int = 0,
    progress: Progress = lambda _: None,
) -> tuple[Edition, int]:
    """Write a site from a build, in the place of the one written there before.

    The same build, address, day and version give the same bytes.

    Args:
        base: The address that the folder will be served at.
        day: As YYYY-MM-DD; by default that of the release that the build is, or of the latest
            record.
        version: By default that of the release that the build is, that of ccdp.toml, or the day.
        releases: The folder of releases to show; by default none is shown.
        jobs: How many processes make pages; by default one a core.

    Returns:
        What was published, and the number of files.

    Raises:
        AssetError: There is no build, it holds no record, the base is no web address, or a release
            is not as it was released.
        OutputError: The folder holds something else, or cannot be written.
    """
    address = checked_base(base)
    progress("reading the build")
    published = read_build(build, files)
    progress("reading the releases")
    statements, quads = published.statements, published.quads
    shelf = read_shelf(releases, statements, quads, published.store, files)
    facts = published.graph.facts
    edition = edition_of(address, facts, files.project, shelf, day=day, version=version)
    made = site_files(published, files, edition, progress, shelf, jobs or cores())
    return edition, replace_folder(site, made)


def read_build(build: Path, files: ProjectFiles) -> Published:
    """Read what `ccdp build` wrote.

    Raises:
        AssetError: There is nothing, or it is of another project.
    """
    path = build / "graph.nq" if build.is_dir() else build
    with ThreadPoolExecutor(1) as beside:  # Oxigraph loads without holding up Python
        opening = beside.submit(open_store, build, checked=True)
        statements = public_graph(path, files.project)
        store = opening.result()
    analysed = read_facts(store)
    elsewhere, lore = Elsewhere.of(files.links(), store), read_lore(files)
    graph = SiteGraph.of(statements, analysed.cells(), elsewhere, lore)
    return Published(statements, path.read_bytes(), store, analysed, graph)


def site_files(
    published: Published,
    files: ProjectFiles,
    edition: Edition,
    progress: Progress,
    shelf: Shelf,
    jobs: int = 1,
) -> Iterator[File]:
    """Give all files of a site, path and content, page by page, in no set order.

    Args:
        jobs: How many processes make them.
    """
    pages = []
    for path, content in _all_but_the_map(published, files, edition, progress, shelf, jobs):
        if path.endswith(".html"):
            pages.append(path)
        yield path, content
    yield from sitemap(sorted(pages), edition)


def _all_but_the_map(
    published: Published,
    files: ProjectFiles,
    edition: Edition,
    progress: Progress,
    shelf: Shelf,
    jobs: int,
) -> Iterator[File]:
    graph = published.graph
    sources = read_sources(published.store, files.project.base)
    frame = Frame(files.project, edition, (*shelf.menu, *((MENU_ENTRY,) if sources else ())))
    seen_by_engines = Facts.of(view("schema-org", graph.facts, files.project))
    words = {language: _names(files, language) for language in LANGUAGES}
    things = [graph.things[term] for term in sorted(graph.things)]

    def of_things(start: int) -> Iterator[File]:
        for thing in things[start : start + _PART]:
            yield from thing_files(graph, seen_by_engines, thing, frame, words)

    def of_targets() -> Iterator[File]:
        yield from score_files(_checked(published, files), graph, files, frame, words)

    # none of them asks the store, which no copy of a process could; the longest comes first
    tasks: list[Callable[[], Iterator[File]]] = [
        of_targets,
        *(partial(of_things, start) for start in range(0, len(things), _PART)),
    ]
    yield from source_files(sources, frame)
    whole = _of_the_whole(published, files, edition, progress, shelf, frame, words)
    yield from shared_out(range(len(tasks)), lambda number: tasks[number](), whole, jobs)


def _of_the_whole(
    published: Published,
    files: ProjectFiles,
    edition: Edition,
    progress: Progress,
    shelf: Shelf,
    frame: Frame,
    words: Mapping[str, dict[str, str]],
) -> Iterator[File]:
    """Give all but the pages of things."""
    graph = published.graph
    yield from shared_files()
    progress("writing indexes")
    for kind in INDEXES:
        if kind in {"resource", "network", "organisation", "place", "concept"}:
            yield from index_files(graph, kind, frame, words)
    progress("asking all questions")
    yield from question_files(published.store, graph, files, frame)
    progress("drawing")
    facts = {"en": published.analysed, "fr": published.analysed.named_in("fr")}
    atlas = Atlas(graph, facts, read_dimensions(files), read_world(files))
    yield from start_files(atlas, files.queries(), frame, release_links(shelf))
    yield from map_files(atlas, frame)
    yield from gap_files(atlas, frame)
    yield from ontology_files(graph, frame)
    yield from vocabulary_files(graph, frame)
    progress("drawing matrices")
    yield from picture_files(facts, files, frame)
    progress("writing what is to be downloaded")
    tree = read_tree(graph, files, edition)
    yield from tree_files(tree, graph, frame)
    statements, releases = published.statements, shelf.releases
    whole = (
        *dumps(statements, published.quads, graph, files, edition, releases),
        *release_dumps(shelf, graph.facts, files.project, edition),
        *link_dumps(statements, published.store, files),
        *tree_dumps(tree, files.project.base),
    )
    yield from ((dump.path, dump.content) for dump in whole)
    yield from data_files(frame, whole)
    news = release_news(shelf)
    yield from machine_files(statements, graph, files.project, edition, whole, releases, news)
    yield from release_files(shelf, graph, frame)
    progress("writing pages")


def _checked(published: Published, files: ProjectFiles) -> Checked:
    said = (
        (subject, predicate, citation.cell)
        for (subject, predicate), citations in published.graph.cells.items()
        for citation in citations
    )
    return Checked(published.statements, finder_of(said, files))


def _names(files: ProjectFiles, language: str) -> dict[str, str]:
    """Name properties: as the sheets and our ontology do, and common ones in plain words."""
    plain = {expand(key): said for key, said in PROPERTIES[language].items()}
    return plain | property_words(files, language)
