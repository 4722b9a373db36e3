"""Publishing step by step: a built graph in, a folder for a web host out.

Slow files are rendered and written by forked processes, as soon as their input has been
read: first those that need only the graph, then those that show cells. This process queries the
store, which no fork could, and then helps.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ccdp_graph.analysis import (
    mapped_kinds,
    read_dimensions,
    read_property_words,
    read_world,
)
from ccdp_graph.files import ForkPool, StagingFolder, Written, cores, fill_folder
from ccdp_graph.i18n import PROPERTIES, languages
from ccdp_graph.project import Project
from ccdp_graph.rdf import GraphIndex, expand
from ccdp_graph.site.discovery import machine_files, sitemap
from ccdp_graph.site.fdp_tree import PROFILE_SHAPES, read_tree, tree_dumps, tree_files
from ccdp_graph.site.source import Published, read_build
from ccdp_graph.web import (
    CONCEPT,
    MAP,
    MENU_ENTRY,
    PLACE,
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
    gap_files,
    home_files,
    index_files,
    link_dumps,
    map_files,
    menu_of,
    ontology_files,
    picture_files,
    publication_of,
    quads_dumps,
    quality_files,
    question_files,
    read_history,
    read_sources,
    release_dumps,
    release_files,
    release_links,
    release_news,
    resource_files,
    shared_files,
    source_files,
    survey_dumps,
    table_dumps,
    terminology_dumps,
    view_dumps,
    vocabulary_files,
)

Progress = Callable[[str], None]


class ListedDownload(NamedTuple):
    """A download, and the number of its group, which gives the order of the list."""

    number: int
    download: Download


Made = Written | ListedDownload

Task = Callable[[], Iterator[Made]]

Make = Callable[[], Iterator[File | DownloadFile]]

_PART = 20  # resources whose pages are rendered together


def publish(
    build: Path,
    site: Path,
    project: Project,
    *,
    base: str,
    day: str = "",
    version: str = "",
    releases: Path | None = None,
    jobs: int = 0,
    progress: Progress = lambda _: None,
) -> tuple[Publication, int]:
    """Write a site from a build, replacing the earlier one.

    The same build, address, day and version give the same bytes.

    Args:
        base: The address at which the folder will be served.
        day: As YYYY-MM-DD; by default that of the release that was built, or of the latest
            record.
        version: By default that of the release, that of ccdp.toml, or the day.
        releases: The folder of releases to show; by default none is shown.
        jobs: The number of processes; by default one per core.

    Returns:
        The publication, and the number of files.

    Raises:
        AssetError: There is no build, it has no record, the base is not a web address, or a release
            was changed.
        OutputError: The folder holds other files, or cannot be written.
    """
    address = checked_base(base)
    progress("reading the build")
    published = read_build(build, project)
    progress("reading the releases")
    statements, quads = published.statements, published.quads
    history = read_history(
        releases,
        statements,
        quads,
        published.store,
        project.settings,
        types=project.record_types(),
        names=read_property_words(project),
    )
    index = published.graph.facts
    publication = publication_of(
        address, index, project.settings, history, day=day, version=version
    )
    site_build = _SiteBuild.of(published, project, publication, history)
    return publication, fill_folder(
        site, lambda new: site_build.write(new, jobs or cores(), progress)
    )


@dataclass(frozen=True, slots=True)
class _SiteBuild:
    """Everything that the files of a site are made from.

    Attributes:
        names: The names of properties, by language.
    """

    published: Published
    project: Project
    publication: Publication
    history: ReleaseHistory
    layout: PageLayout
    sources: tuple[Source, ...]
    names: Mapping[str, PropertyNames]

    @classmethod
    def of(
        cls,
        published: Published,
        project: Project,
        publication: Publication,
        history: ReleaseHistory,
    ) -> "_SiteBuild":
        sources = read_sources(published.store, project.settings.base)
        more = (*history.menu, *((MENU_ENTRY,) if sources else ()))
        places = published.graph.of_kind(PLACE)
        has_map = mapped_kinds(published.analysed, read_dimensions(project))
        absent = (*([] if places else [f"{PLACE}/index"]), *([] if has_map else [MAP]))
        menu = menu_of(published.graph, more, without=absent)
        layout = PageLayout(project.settings, publication, menu)
        kinds = [kind.name for kind in published.graph.shown_types]
        names = {language: _names(project, language, kinds) for language in languages()}
        return cls(published, project, publication, history, layout, sources, names)

    def write(
        self, staging: StagingFolder, processes: int, progress: Progress
    ) -> Generator[Written]:
        """Write all files of the site, in no particular order."""
        pages: list[str] = []
        downloads: list[ListedDownload] = []

        def collect(outputs: Iterator[Made]) -> Iterator[Written]:
            for output in outputs:
                if isinstance(output, ListedDownload):
                    downloads.append(output)
                    yield output.download.file
                    continue
                if output.path.endswith(".html"):
                    pages.append(output.path)
                yield output

        with ForkPool(processes) as pool:
            pool.submit(self.graph_files(staging))
            progress("looking up the cells")
            with_cells = replace(self, published=self.published.cited())
            pool.submit(partial(_write_outputs, staging, make) for make in with_cells.cell_files())
            yield from collect(
                pool.as_completed(
                    _write_outputs(staging, partial(with_cells.store_files, progress))
                )
            )
            progress("writing pages")
            yield from collect(pool.drain())
        progress("listing what is to be downloaded")
        downloads.sort(key=lambda output: output.number)
        last_files = partial(self.download_files, [output.download for output in downloads])
        yield from collect(_write_outputs(staging, last_files))
        yield from collect(
            _write_outputs(staging, partial(sitemap, sorted(pages), self.publication))
        )

    def graph_files(self, staging: StagingFolder) -> Iterator[Task]:
        """Yield the files that need neither the store nor cells."""
        graph, layout = self.published.graph, self.layout
        for number, make in enumerate(self._download_tasks()):
            yield partial(_write_outputs, staging, make, number)
        places = (PLACE,) if graph.of_kind(PLACE) else ()
        for kind in (*(kind.name for kind in graph.shown_types), *places, CONCEPT):
            yield partial(
                _write_outputs, staging, partial(index_files, graph, kind, layout, self.names)
            )
        yield partial(_write_outputs, staging, partial(ontology_files, graph, layout))
        yield partial(_write_outputs, staging, partial(vocabulary_files, graph, layout))

    def _download_tasks(self) -> Iterator[Make]:
        """Yield the downloads, in the order of their list."""
        graph, publication, history = self.published.graph, self.publication, self.history
        statements, shortener = self.published.statements, self.layout.shortener
        for stem in VIEWS:
            view_statements = self.published.views.get(stem, statements)
            yield partial(
                view_dumps, stem, view_statements, graph, shortener, publication, history.releases
            )
        yield partial(terminology_dumps, graph, shortener)
        yield partial(quads_dumps, self.published.quads)
        for kind in graph.shown_types:
            yield partial(table_dumps, graph, kind, publication)
        yield partial(survey_dumps, self.project)
        yield partial(release_dumps, history, graph.facts, shortener, publication)
        yield partial(
            link_dumps,
            statements,
            graph.facts,
            graph.types,
            self.project.links(),
            concepts=self.project.concepts,
            settings=self.project.settings,
        )
        yield self._fdp_files

    def _fdp_files(self) -> Iterator[File | DownloadFile]:
        """Yield the FAIR Data Point."""
        graph, project = self.published.graph, self.project
        shapes = {path.stem: project.text(path) for path in project.files(PROFILE_SHAPES)}
        tree = read_tree(graph, project.settings, self.publication, shapes)
        yield from tree_files(tree, graph, self.layout)
        yield from tree_dumps(tree, self.layout.shortener)

    def cell_files(self) -> Iterator[Make]:
        """Yield the files that show cells but do not need the store, the slowest first."""
        graph, layout, names = self.published.graph, self.layout, self.names
        schema_org = SchemaOrgView(GraphIndex.of(self.published.views["schema-org"]))
        resources = [graph.things[term] for term in sorted(graph.things)]

        def pages_of_resources(start: int) -> Iterator[File]:
            for resource in resources[start : start + _PART]:
                yield from resource_files(graph, schema_org, resource, layout, names)

        def pages_of_targets() -> Iterator[File]:
            checked = self.published.checked(self.project)
            yield from quality_files(checked, graph, self.project, layout, names)

        yield pages_of_targets
        yield from (partial(pages_of_resources, start) for start in range(0, len(resources), _PART))

    def store_files(self, progress: Progress) -> Iterator[File]:
        """Yield the files that need the store, and those that only have to be copied."""
        published, layout, project = self.published, self.layout, self.project
        graph, store = published.graph, published.store
        yield from shared_files()
        yield from source_files(self.sources, layout)
        yield from release_files(self.history, graph, layout)
        progress("asking all questions")
        yield from question_files(store, project.queries(), project.concepts, graph, layout)
        progress("drawing")
        facts = {language: published.analysed.localised(language) for language in languages()}
        dimensions = read_dimensions(project)
        context = MapContext(graph, facts, dimensions, read_world(project))
        yield from home_files(context, project.queries(), layout, release_links(self.history))
        yield from map_files(context, layout)
        yield from gap_files(context, layout)
        yield from picture_files(facts, dimensions, layout)

    def download_files(self, downloads: Sequence[Download]) -> Iterator[File]:
        """Yield the files that list all downloads."""
        published, history = self.published, self.history
        statements, graph, settings = published.statements, published.graph, self.project.settings
        yield from data_files(graph, self.layout, downloads)
        news = release_news(history)
        described = statements, graph, settings, self.publication, downloads, history.releases, news
        yield from machine_files(*described)


def _write_outputs(staging: StagingFolder, make: Make, number: int = 0) -> Iterator[Made]:
    """Write files, in this process or a fork of it: only their metadata are passed on.

    Args:
        number: The position of these files among the downloads.
    """
    for output in make():
        if isinstance(output, DownloadFile):
            file = staging.write(output.path, output.content)
            yield ListedDownload(number, Download(file, output.type, output.titles))
        else:
            yield staging.write(*output)


def _names(project: Project, language: str, kinds: Sequence[str]) -> PropertyNames:
    """Return the names of properties: from the sheets, our ontology and common terms.

    Args:
        kinds: The kinds of record in the graph: other sheets come after theirs.
    """
    common = {expand(key): label for key, label in PROPERTIES[language].items()}
    return PropertyNames(common | read_property_words(project).in_language(language, *kinds))
