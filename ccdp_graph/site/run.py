"""The order of a publication: a built graph in, a folder for a web host out.

What takes long is made and written by copies of this process, as soon as what it needs has been
read: first what needs only the graph, then what shows the cells behind it. This process asks the
store, which no copy could, and then helps.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ccdp_graph.analysis import property_words, read_dimensions, read_world
from ccdp_graph.files import ForkPool, StagingFolder, Written, cores, fill_folder
from ccdp_graph.i18n import PROPERTIES
from ccdp_graph.project import Project
from ccdp_graph.rdf import GraphIndex, expand
from ccdp_graph.site.discovery import machine_files, sitemap
from ccdp_graph.site.fdp_tree import read_tree, tree_dumps, tree_files
from ccdp_graph.site.source import Published, read_build
from ccdp_graph.web import (
    LANGUAGES,
    MENU_ENTRY,
    TABLES,
    VIEWS,
    Download,
    DownloadFile,
    File,
    MapContext,
    PageLayout,
    PropertyNames,
    Publication,
    ReleaseHistory,
    SchemaOrgView,
    Source,
    checked_base,
    data_files,
    edition_of,
    gap_files,
    index_files,
    link_dumps,
    lore_dumps,
    map_files,
    ontology_files,
    picture_files,
    quads_dumps,
    question_files,
    read_shelf,
    read_sources,
    release_dumps,
    release_files,
    release_links,
    release_news,
    score_files,
    shared_files,
    source_files,
    start_files,
    survey_dumps,
    table_dumps,
    thing_files,
    view_dumps,
    vocabulary_files,
)

Progress = Callable[[str], None]


class ListedDownload(NamedTuple):
    """A file to download, and the number of what it is part of: in that order they are listed."""

    number: int
    download: Download


Made = Written | ListedDownload

Task = Callable[[], Iterator[Made]]

Make = Callable[[], Iterator[File | DownloadFile]]

_PART = 20  # things whose pages are made together


def publish(
    build: Path,
    site: Path,
    files: Project,
    *,
    base: str,
    day: str = "",
    version: str = "",
    releases: Path | None = None,
    jobs: int = 0,
    progress: Progress = lambda _: None,
) -> tuple[Publication, int]:
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
    making = _SiteBuild.of(published, files, edition, shelf)
    return edition, fill_folder(site, lambda new: making.everything(new, jobs or cores(), progress))


@dataclass(frozen=True, slots=True)
class _SiteBuild:
    """All that the files of a site are made of.

    Attributes:
        names: Of properties, by language.
    """

    published: Published
    files: Project
    edition: Publication
    shelf: ReleaseHistory
    frame: PageLayout
    sources: tuple[Source, ...]
    names: Mapping[str, PropertyNames]

    @classmethod
    def of(
        cls, published: Published, files: Project, edition: Publication, shelf: ReleaseHistory
    ) -> "_SiteBuild":
        sources = read_sources(published.store, files.project.base)
        menu = (*shelf.menu, *((MENU_ENTRY,) if sources else ()))
        frame = PageLayout(files.project, edition, menu)
        names = {language: _names(files, language) for language in LANGUAGES}
        return cls(published, files, edition, shelf, frame, sources, names)

    def everything(
        self, new: StagingFolder, processes: int, progress: Progress
    ) -> Generator[Written]:
        """Write all files of the site, in no set order."""
        pages: list[str] = []
        listed: list[ListedDownload] = []

        def noted(made: Iterator[Made]) -> Iterator[Written]:
            for each in made:
                if isinstance(each, ListedDownload):
                    listed.append(each)
                    yield each.download.file
                    continue
                if each.path.endswith(".html"):
                    pages.append(each.path)
                yield each

        with ForkPool(processes) as copies:
            copies.begin(self.of_the_graph(new))
            progress("looking up the cells")
            cited = replace(self, published=self.published.cited())
            copies.begin(partial(_written, new, make) for make in cited.of_cells())
            yield from noted(copies.beside(_written(new, partial(cited.of_the_store, progress))))
            progress("writing pages")
            yield from noted(copies.rest())
        progress("listing what is to be downloaded")
        listed.sort(key=lambda each: each.number)
        last = partial(self.of_downloads, [each.download for each in listed])
        yield from noted(_written(new, last))
        yield from noted(_written(new, partial(sitemap, sorted(pages), self.edition)))

    def of_the_graph(self, new: StagingFolder) -> Iterator[Task]:
        """Give what needs neither the store nor cells."""
        graph, frame = self.published.graph, self.frame
        for number, make in enumerate(self._dumps()):
            yield partial(_written, new, make, number)
        for kind in ("resource", "network", "organisation", "place", "concept"):
            yield partial(_written, new, partial(index_files, graph, kind, frame, self.names))
        yield partial(_written, new, partial(ontology_files, graph, frame))
        yield partial(_written, new, partial(vocabulary_files, graph, frame))

    def _dumps(self) -> Iterator[Make]:
        """Give what is to be downloaded, as it is listed."""
        graph, edition, shelf = self.published.graph, self.edition, self.shelf
        statements, names = self.published.statements, self.frame.names
        for stem in VIEWS:
            told = self.published.views.get(stem, statements)
            yield partial(view_dumps, stem, told, graph, names, edition, shelf.releases)
        yield partial(lore_dumps, graph, names)
        yield partial(quads_dumps, self.published.quads)
        for kind in TABLES:
            yield partial(table_dumps, graph, kind, edition)
        yield partial(survey_dumps, self.files)
        yield partial(release_dumps, shelf, graph.facts, names, edition)
        yield partial(link_dumps, statements, graph.facts, self.files)
        yield self._tree

    def _tree(self) -> Iterator[File | DownloadFile]:
        """Give the FAIR Data Point."""
        graph = self.published.graph
        tree = read_tree(graph, self.files, self.edition)
        yield from tree_files(tree, graph, self.frame)
        yield from tree_dumps(tree, self.frame.names)

    def of_cells(self) -> Iterator[Make]:
        """Give what shows cells, but does not need the store; the longest comes first."""
        graph, frame, names = self.published.graph, self.frame, self.names
        engines = SchemaOrgView(GraphIndex.of(self.published.views["schema-org"]))
        things = [graph.things[term] for term in sorted(graph.things)]

        def of_things(start: int) -> Iterator[File]:
            for thing in things[start : start + _PART]:
                yield from thing_files(graph, engines, thing, frame, names)

        def of_targets() -> Iterator[File]:
            checked = self.published.checked(self.files)
            yield from score_files(checked, graph, self.files, frame, names)

        yield of_targets
        yield from (partial(of_things, start) for start in range(0, len(things), _PART))

    def of_the_store(self, progress: Progress) -> Iterator[File]:
        """Give what the store is asked for, and what is there already."""
        published, frame, files = self.published, self.frame, self.files
        graph, store = published.graph, published.store
        yield from shared_files()
        yield from source_files(self.sources, frame)
        yield from release_files(self.shelf, graph, frame)
        progress("asking all questions")
        yield from question_files(store, graph, files, frame)
        progress("drawing")
        facts = {"en": published.analysed, "fr": published.analysed.named_in("fr")}
        atlas = MapContext(graph, facts, read_dimensions(files), read_world(files))
        yield from start_files(atlas, files.queries(), frame, release_links(self.shelf))
        yield from map_files(atlas, frame)
        yield from gap_files(atlas, frame)
        yield from picture_files(facts, files, frame)

    def of_downloads(self, downloads: Sequence[Download]) -> Iterator[File]:
        """Give what leads to all that is to be downloaded."""
        published, shelf = self.published, self.shelf
        statements, graph, project = published.statements, published.graph, self.files.project
        yield from data_files(graph, self.frame, downloads)
        news = release_news(shelf)
        args = statements, graph, project, self.edition, downloads, shelf.releases, news
        yield from machine_files(*args)


def _written(new: StagingFolder, make: Make, number: int = 0) -> Iterator[Made]:
    """Write what is made, by this process or a copy of it: only what is said of it travels.

    Args:
        number: The place of these files among those to download.
    """
    for each in make():
        if isinstance(each, DownloadFile):
            file = new.write(each.path, each.content)
            yield ListedDownload(number, Download(file, each.type, each.titles))
        else:
            yield new.write(*each)


def _names(files: Project, language: str) -> PropertyNames:
    """Name properties: as the sheets and our ontology do, and common ones in plain words."""
    plain = {expand(key): said for key, said in PROPERTIES[language].items()}
    return PropertyNames(plain | property_words(files, language))
