"""Files for programs that visit a site: VoID, sitemap, feed, citation, RO-Crate."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from ccdp_graph.model import Settings
from ccdp_graph.rdf import PREFIXES, XSD, A, Statement, iri, literal, name, shorten, slug, turtle_of
from ccdp_graph.releases import Release, citation_file, lineage
from ccdp_graph.web import (
    NAMES,
    Download,
    File,
    News,
    Publication,
    SiteGraph,
    days_of_change,
    link_set_statements,
    page_path,
)

_MAX_ADDRESSES = 50_000  # Source: sitemaps.org, "Sitemap file location"

_MAX_ENTRIES = 50

_VOID = "http://rdfs.org/ns/void#"

_PREFIXES = {**PREFIXES, "void": _VOID}

_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def machine_files(
    statements: Sequence[Statement],
    graph: SiteGraph,
    settings: Settings,
    publication: Publication,
    downloads: Sequence[Download],
    releases: Sequence[Release] = (),
    news: Sequence[News] = (),
) -> Iterator[File]:
    """Yield the files that describe the site as a whole.

    Args:
        news: For the feed, beside the latest changes of records.
    """
    void = turtle_of(
        _void(statements, settings, publication, downloads, releases), _PREFIXES
    ).encode()
    yield "void.ttl", void
    yield ".well-known/void", void
    yield ".well-known/api-catalog", _api_catalogue(publication, downloads)
    yield "feed.atom", _feed(graph, settings, publication, news)
    yield (
        "CITATION.cff",
        citation_file(settings, publication.version, publication.day, publication.base),
    )
    yield "ro-crate-metadata.json", _crate(settings, publication, downloads)
    address = escape(publication.address("sitemap.xml"))
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}\n".encode()


def sitemap(pages: Sequence[str], publication: Publication) -> Iterator[File]:
    """Yield the sitemap of some pages: an index, and parts as large as allowed."""
    parts: list[str] = []
    for start in range(0, len(pages), _MAX_ADDRESSES):
        path = f"sitemap-{len(parts) + 1}.xml"
        parts.append(path)
        entries = "".join(
            f"<url><loc>{escape(publication.address(page))}</loc><lastmod>{publication.day}</lastmod></url>\n"
            for page in pages[start : start + _MAX_ADDRESSES]
        )
        yield path, f"{_XML}<urlset {_SITEMAP}>\n{entries}</urlset>\n".encode()
    entries = "".join(
        f"<sitemap><loc>{escape(publication.address(path))}</loc></sitemap>\n" for path in parts
    )
    yield "sitemap.xml", f"{_XML}<sitemapindex {_SITEMAP}>\n{entries}</sitemapindex>\n".encode()


def _void(
    statements: Sequence[Statement],
    settings: Settings,
    publication: Publication,
    downloads: Sequence[Download],
    releases: Sequence[Release],
) -> Iterator[Statement]:
    """Describe the graph. Source: Describing Linked Datasets with the VoID Vocabulary, W3C."""
    dataset = iri(f"{publication.base}void.ttl#dataset")
    yield dataset, A, _void_name("Dataset")
    for language, title in settings.title.items():
        yield dataset, name("dcterms:title"), literal(title, language=language)
    day = literal(publication.day, datatype=XSD + "date")
    yield dataset, name("dcterms:modified"), day
    yield dataset, name("dcat:version"), literal(publication.version)
    yield from lineage(dataset, publication.version, releases)
    if settings.licence:
        yield dataset, name("dcterms:license"), iri(settings.licence)
    yield dataset, _void_name("uriSpace"), literal(settings.base)
    yield dataset, _void_name("triples"), _number(len(statements))
    yield dataset, _void_name("distinctSubjects"), _number(len({s for s, _, _ in statements}))
    for download in downloads:
        if download.path.startswith("dumps/graph."):
            yield dataset, _void_name("dataDump"), iri(publication.address(download.path))
    yield dataset, name("rdfs:seeAlso"), iri(publication.address(NAMES))
    yield from link_set_statements(dataset, statements)
    kinds = Counter(o for _, p, o in statements if p == A)
    yield from _partitions(dataset, "class", "entities", kinds)
    yield from _partitions(dataset, "property", "triples", Counter(p for _, p, _ in statements))


def _partitions(
    dataset: str, kind: str, count_property: str, numbers: Counter[str]
) -> Iterator[Statement]:
    for term, number in sorted(numbers.items()):
        part = f"{dataset[:-1]}-{kind}-{slug(shorten(term[1:-1]), longest=200)}>"
        yield dataset, _void_name(f"{kind}Partition"), part
        yield part, _void_name(kind), term
        yield part, _void_name(count_property), _number(number)


def _void_name(local: str) -> str:
    return iri(_VOID + local)


def _number(number: int) -> str:
    return literal(str(number), datatype=XSD + "integer")


def _api_catalogue(publication: Publication, downloads: Iterable[Download]) -> bytes:
    """List what programs may fetch. Source: RFC 9727, section 4, and RFC 9264."""
    items = [{"href": publication.address(d.path), "type": d.type} for d in downloads]
    described = [{"href": publication.address("void.ttl"), "type": "text/turtle"}]
    document = {
        "linkset": [
            {"anchor": publication.address(".well-known/api-catalog"), "item": items},
            {"anchor": publication.base, "describedby": described},
        ]
    }
    return _json(document)


def _feed(
    graph: SiteGraph, settings: Settings, publication: Publication, news: Sequence[News]
) -> bytes:
    """Write the feed, the latest first: all news, and changed records. Source: RFC 4287."""
    days = days_of_change(graph)
    entries_of_feed = [*news]
    for topic in list(days)[:_MAX_ENTRIES]:
        title, path = graph.label(topic, "en")[0], graph.things[topic].path
        entries_of_feed.append(News(days[topic], topic[1:-1], title, path))
    entries_of_feed.sort(key=lambda entry: entry.day, reverse=True)
    entries = "".join(_entry(entry, publication) for entry in entries_of_feed)
    title = settings.title.get("en") or next(iter(settings.title.values()), "")
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{escape(publication.base)}</id><title>{_text(title)}</title>"
        f"<updated>{publication.day}T00:00:00Z</updated>"
        f"<author><name>{_text(settings.publisher)}</name></author>"
        f'<link rel="self" href="{escape(publication.address("feed.atom"))}"/>\n{entries}</feed>\n'
    ).encode()


def _entry(news: News, publication: Publication) -> str:
    summary = f"<summary>{_text(news.summary)}</summary>" if news.summary else ""
    return (
        f"<entry><id>{escape(news.iri)}</id><title>{_text(news.title)}</title>"
        f"<updated>{news.day}T00:00:00Z</updated>{summary}"
        f'<link href="{escape(publication.address(page_path(news.path, "en")))}"/></entry>\n'
    )


def _text(text: str) -> str:
    return escape("".join(sign for sign in text if sign.isprintable() or sign == " "))


def _crate(settings: Settings, publication: Publication, downloads: Sequence[Download]) -> bytes:
    """Describe the files to download. Source: RO-Crate Metadata Specification 1.1."""
    parts = [{"@id": download.path} for download in downloads]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": publication.base,
        "name": settings.title.get("en", settings.publisher),
        "description": settings.description.get("en", settings.publisher),
        "datePublished": publication.day,
        "version": publication.version,
        "author": {"@id": "#publisher"},
        "publisher": {"@id": "#publisher"},
        "hasPart": parts,
    }
    publisher = {"@id": "#publisher", "@type": "Organization", "name": settings.publisher}
    if settings.publisher_homepage:
        publisher["url"] = settings.publisher_homepage
    graph: list[dict[str, Any]] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        root,
        publisher,
    ]
    if settings.licence:
        root["license"] = {"@id": settings.licence}
        graph.append({"@id": settings.licence, "@type": "CreativeWork", "name": settings.licence})
    graph += [
        {
            "@id": download.path,
            "@type": "File",
            "name": download.title("en"),
            "encodingFormat": download.type,
            "contentSize": str(download.file.size),
        }
        for download in downloads
    ]
    return _json({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph})


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
