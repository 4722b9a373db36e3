"""The releases that a site shows, the one it presents, and their entries elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ccdp_graph.analysis import Difference, PropertyWords
from ccdp_graph.errors import AssetError
from ccdp_graph.i18n import RELEASE_WORDS, Texts, languages
from ccdp_graph.model import RecordTypes, Settings
from ccdp_graph.rdf import GraphIndex, Shortener, Statement, default_graph, iri, name
from ccdp_graph.releases import (
    DESCRIPTION,
    Release,
    describe_catalogue,
    differences,
    last_day,
    main_catalogue,
    read_releases,
    sha256_of,
)
from ccdp_graph.sparql import Store
from ccdp_graph.web.downloads import DownloadFile, rdf_dumps
from ccdp_graph.web.edition import Publication, page_path
from ccdp_graph.web.graph import Value


class News(NamedTuple):
    """An entry of the feed; `path` is that of its page, without extension."""

    day: str
    iri: str
    title: str
    path: str
    summary: str = ""


FOLDER = "releases"

SINCE = f"{FOLDER}/since"
"""The page of changes since the last release."""

_DUMP = Texts("All releases, as DCAT 3")


@dataclass(frozen=True, slots=True)
class ReleaseHistory:
    """The releases that a site shows.

    Attributes:
        releases: The oldest first.
        since: By language, the changes of the site's graph since the last of them; None
            if there are none.
    """

    releases: tuple[Release, ...] = ()
    since: Mapping[str, Difference] | None = None

    @property
    def current(self) -> Release | None:
        """The release that the site presents, if it is one."""
        return self.releases[-1] if self.releases and not self.since else None

    @property
    def menu(self) -> tuple[tuple[str, str], ...]:
        """The entry of the menu for releases, if there are any."""
        return (("releases", f"{FOLDER}/index"),) if self.releases else ()


def read_history(
    folder: Path | None,
    statements: Sequence[Statement],
    quads: Path,
    store: Store,
    settings: Settings,
    *,
    types: RecordTypes,
    names: PropertyWords,
) -> ReleaseHistory:
    """Read the releases of a project, and compare a graph with the last one.

    Args:
        folder: The folder of all releases; None to show none.
        names: What properties are called.

    Raises:
        AssetError: One of them was changed.
    """
    releases = read_releases(folder, settings) if folder else ()
    if not releases or releases[-1].sums["graph.nq"] == sha256_of(quads):
        return ReleaseHistory(releases)
    since = differences(releases[-1], store, statements, types, names)
    same = not (since["en"].added or since["en"].removed)
    return ReleaseHistory(releases, None if same else since)


def publication_of(
    address: str,
    index: GraphIndex,
    settings: Settings,
    history: ReleaseHistory,
    *,
    day: str,
    version: str,
) -> Publication:
    """Choose the date and version of a publication, unless they are given.

    Shape: those of the release that is presented. If the graph is not a release, the version of
    ccdp.toml if that is not released yet, or else the date; the date is that of the latest
    record, but never before the last release.

    Raises:
        AssetError: The version is that of a release, but the graph differs; or no record has a
            date.
    """
    current, versions = history.current, {release.version for release in history.releases}
    if current is not None:
        return Publication(address, day or current.issued, version or current.version)
    if version in versions:
        raise AssetError(
            f"{version} is already released, and this build differs from it; give another "
            "--version-tag"
        )
    last_day_released = history.releases[-1].issued if history.releases else ""
    day = day or max(last_day(index), last_day_released)
    planned_version = settings.version if settings.version not in versions else ""
    return Publication(address, day, version or planned_version or day)


def release_dumps(
    history: ReleaseHistory, index: GraphIndex, shortener: Shortener, publication: Publication
) -> Iterator[DownloadFile]:
    """Yield the descriptions of all releases in one file, with the addresses of their files."""
    if not history.releases:
        return
    statements = tuple(sorted(set(_descriptions(history, index, publication))))
    yield from rdf_dumps(FOLDER, statements, shortener, _DUMP)


def release_news(history: ReleaseHistory) -> tuple[News, ...]:
    """Return an entry of the feed for each release."""
    news = []
    for release in reversed(history.releases):
        title = RELEASE_WORDS["en"]["release"].format(version=release.version)
        news.append(
            News(release.issued, release.iri, title, release_path(release), release.notes["en"])
        )
    return tuple(news)


def release_links(history: ReleaseHistory) -> dict[str, list[Value]]:
    """Return links to the last release and to the changes since, by language."""
    links: dict[str, list[Value]] = {}
    for language in languages():
        words = RELEASE_WORDS[language]
        links[language] = [
            Value(
                f"{words['release'].format(version=release.version)}, {release.issued}",
                page_path(release_path(release), language),
            )
            for release in history.releases[-1:]
        ]
        if history.since:
            links[language].append(Value(words["unreleased"], page_path(SINCE, language)))
    return links


def release_path(release: Release) -> str:
    """Return the path of a release's page, without extension, and of its folder of files."""
    return f"{FOLDER}/{release.version}"


def _descriptions(
    history: ReleaseHistory, index: GraphIndex, publication: Publication
) -> Iterator[Statement]:
    main = main_catalogue(index)  # as it is now, not as each release knew it
    yield from describe_catalogue(index, history.releases)
    for release in history.releases:
        node = iri(release.iri)
        page = iri(publication.address(page_path(release_path(release), "en")))
        yield node, name("dcat:landingPage"), page
        yield page, name("rdf:type"), name("foaf:Document")
        for subject, predicate, value in default_graph(release.folder / DESCRIPTION):
            if subject == main or predicate == name("dcat:accessURL"):
                continue
            yield subject, predicate, value
            if value == name("dcat:Distribution"):
                file = subject[1:-1].removeprefix(f"{release.iri}/")
                address = iri(publication.address(f"{release_path(release)}/{file}"))
                yield subject, name("dcat:accessURL"), page
                yield subject, name("dcat:downloadURL"), address
