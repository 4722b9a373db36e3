"""A release in DCAT 3: a dataset that is a version of the catalogue, and its files."""

from collections.abc import Iterable, Iterator, Sequence

from ccdp_graph.errors import AssetError
from ccdp_graph.i18n import Texts, complete_languages
from ccdp_graph.model import RecordTypes, Settings
from ccdp_graph.rdf import XSD, A, GraphIndex, Statement, iri, language_of, literal, name, text_of
from ccdp_graph.releases.files import SUMS, file_kinds
from ccdp_graph.releases.model import DescribedRelease, Release, ReleaseFile

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

_SHA256 = "spdx:checksumAlgorithm_sha256"

_COUNTED = Texts("{number:n} {records}")

_STATE = Texts("As of {day}: {counted}, in {number} statements.")


def release_iri(settings: Settings, version: str) -> str:
    """Return the IRI of a release."""
    return f"{settings.base}release/{version}"


def main_catalogue(index: GraphIndex) -> str:
    """Return the main catalogue, which contains the others.

    Raises:
        AssetError: There is none.
    """
    catalogues = [
        catalogue
        for catalogue in index.typed("dcat:Catalog")
        if index.values(catalogue, "dcat:catalog")
    ]
    if not catalogues:
        raise AssetError("the graph has no main catalogue; run ccdp build")
    return catalogues[0]


def last_day(index: GraphIndex) -> str:
    """Return the day of the latest record, as YYYY-MM-DD.

    Raises:
        AssetError: No record has one.
    """
    days = (
        text_of(day)
        for record in index.typed("dcat:CatalogRecord")
        for day in index.values(record, "dcterms:modified")
    )
    latest = max(days, default="")
    if not latest:
        raise AssetError("no record of the graph has a date; give --date YYYY-MM-DD")
    return latest[:10]


def lineage(subject: str, version: str, earlier: Sequence[Release]) -> Iterator[Statement]:
    """Yield the versions that a resource has had, and the one before this one.

    Args:
        earlier: All releases, the oldest first; the one of this version may be among them.
    """
    previous = [release for release in earlier if release.version != version]
    for release in earlier:
        yield subject, name("dcat:hasVersion"), iri(release.iri)
    for release in previous[-1:]:
        yield subject, name("dcat:previousVersion"), iri(release.iri)


def with_version(
    statements: tuple[Statement, ...], index: GraphIndex, version: str, earlier: Sequence[Release]
) -> tuple[Statement, ...]:
    """Return a view of a graph, with the version of the main catalogue if it is in it.

    Args:
        statements: The view.
        index: The public graph.
    """
    main = main_catalogue(index)
    if not any(subject == main for subject, _, _ in statements):
        return statements
    versions = [(main, name("dcat:version"), literal(version)), *lineage(main, version, earlier)]
    return tuple(sorted(dict.fromkeys((*statements, *versions))))


def describe_release(
    release: Release,
    index: GraphIndex,
    settings: Settings,
    types: RecordTypes,
    files: Iterable[ReleaseFile],
) -> Iterator[Statement]:
    """Describe a release, without blank nodes.

    Shape: one `dcat:Dataset` that is a version of the main catalogue; a `dcat:Distribution` per
    file of data, a `foaf:Document` per file about them, each with its SHA-256; and that of the list
    of checksums of the previous release, so that none can be rewritten without the next. Where the
    files will be served is not known yet: `dcat:accessURL` is the IRI of the release.

    Args:
        index: The public graph.
    """
    main, node = main_catalogue(index), iri(release.iri)
    yield from describe_catalogue(index, [release])
    yield node, A, name("dcat:Dataset")
    yield node, name("dcat:isVersionOf"), main
    yield node, name("dcat:version"), literal(release.version)
    yield node, name("dcterms:identifier"), literal(release.iri)
    yield node, name("dcterms:issued"), literal(release.issued, datatype=XSD + "date")
    if release.previous:
        previous = release_iri(settings, release.previous)
        yield node, name("dcat:previousVersion"), iri(previous)
        yield iri(f"{previous}/{SUMS}"), A, name("foaf:Document")
        yield from _checksum(iri(f"{previous}/{SUMS}"), release.previous_sums)
    for language, title in settings.title.items():
        text = f"{title}, {release.version}"
        yield node, name("dcterms:title"), literal(text, language=language)
    for language, text in _state_texts(release, index, types).items():
        yield node, name("dcterms:description"), literal(text, language=language)
    for language, text in release.notes.items():
        yield node, name("adms:versionNotes"), literal(text, language=language)
    for entry in ("dcterms:publisher", "dcterms:license", "dcterms:language", "dcat:contactPoint"):
        yield from ((node, name(entry), value) for value in index.values(main, entry))
    themes = {
        t for dataset in index.typed("dcat:Dataset") for t in index.values(dataset, "dcat:theme")
    }
    yield from ((node, name("dcat:theme"), theme) for theme in sorted(themes))
    for file in files:
        yield from _file(node, release, file, index.values(main, "dcterms:license"))


def describe_catalogue(index: GraphIndex, releases: Iterable[Release]) -> Iterator[Statement]:
    """Yield what releases refer to: the catalogue they are versions of, publisher, contact."""
    main = main_catalogue(index)
    for release in releases:
        yield main, name("dcat:hasVersion"), iri(release.iri)
    yield main, A, name("dcat:Catalog")
    for entry in ("dcterms:title", "dcterms:description", "dcterms:publisher", "dcterms:license"):
        yield from ((main, name(entry), value) for value in index.values(main, entry))
    for licence in index.values(main, "dcterms:license"):
        yield licence, A, name("dcterms:LicenseDocument")
    for contact in index.values(main, "dcat:contactPoint"):
        yield main, name("dcat:contactPoint"), contact
        yield from index.statements(contact)
    for agent in index.values(main, "dcterms:publisher"):
        for kind in ("foaf:Agent", "foaf:Organization"):
            yield agent, A, name(kind)
        yield from ((agent, name("foaf:name"), text) for text in index.values(agent, "foaf:name"))


def _state_texts(release: Release, index: GraphIndex, types: RecordTypes) -> dict[str, str]:
    total = sum(
        len(values) for description in index.by_subject.values() for values in description.values()
    )
    texts = {}
    for language in complete_languages():
        counted = [
            _COUNTED[language].format(
                number=len(things), records=kind.name_within(len(things), language)
            )
            for kind in types
            if (things := index.typed(kind.class_iri))
        ]
        texts[language] = _STATE[language].format(
            day=release.issued, counted=", ".join(counted), number=total
        )
    return texts


def _file(
    release: str, owner: Release, file: ReleaseFile, licences: Sequence[str]
) -> Iterator[Statement]:
    kind = file_kinds()[file.name]
    node = iri(f"{owner.iri}/{file.name}")
    if kind.data:
        yield release, name("dcat:distribution"), node
        yield node, A, name("dcat:Distribution")
        yield node, name("dcat:accessURL"), release
        size = literal(str(file.size), datatype=XSD + "nonNegativeInteger")
        yield node, name("dcat:byteSize"), size
        yield node, name("dcterms:issued"), literal(owner.issued, datatype=XSD + "date")
        yield from ((node, name("dcterms:license"), licence) for licence in licences)
        if kind.media_type:
            media_type = iri(_MEDIA_TYPES + kind.media_type)
            yield node, name("dcat:mediaType"), media_type
            yield media_type, A, name("dcterms:MediaType")
    else:
        yield release, name("foaf:page"), node
        yield node, A, name("foaf:Document")
    for language in complete_languages():
        yield node, name("dcterms:title"), literal(kind.titles[language], language=language)
    yield node, name("dcterms:format"), name(f"at:file-type/{kind.file_type}")
    yield from _checksum(node, file.sha256)


def _checksum(node: str, sha256: str) -> Iterator[Statement]:
    checksum = f"{node[:-1]}/checksum>"
    yield node, name("spdx:checksum"), checksum
    yield checksum, A, name("spdx:Checksum")
    yield checksum, name("spdx:algorithm"), name(_SHA256)
    yield name(_SHA256), A, name("spdx:ChecksumAlgorithm")
    yield checksum, name("spdx:checksumValue"), literal(sha256, datatype=XSD + "hexBinary")


def read_description(statements: Iterable[Statement]) -> DescribedRelease:
    """Read what `describe_release` gave.

    Raises:
        ValueError: It is not the description of one release.
    """
    index = GraphIndex.of(statements)
    (node,) = (s for s in index.typed("dcat:Dataset") if index.values(s, "dcat:isVersionOf"))
    (version,) = map(text_of, index.values(node, "dcat:version"))
    (issued,) = map(text_of, index.values(node, "dcterms:issued"))
    notes = {language_of(t): text_of(t) for t in index.values(node, "adms:versionNotes")}
    if "en" not in notes:
        raise ValueError("does not say in English what changed")
    previous = [
        text_of(previous_iri) for previous_iri in index.values(node, "dcat:previousVersion")
    ]
    sums = [
        text_of(value)
        for previous_iri in previous
        for value in index.values(f"<{previous_iri}/{SUMS}/checksum>", "spdx:checksumValue")
    ]
    return DescribedRelease(
        iri=text_of(node),
        version=version,
        issued=issued,
        previous=previous[0].rpartition("/")[2] if previous else "",
        previous_sums=sums[0] if sums else "",
        notes=notes,
    )
