"""What programs look for at a site: VoID, sitemap, feed, link sets, citation, RO-Crate."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from ccdp_graph.model import Settings
from ccdp_graph.rdf import PREFIXES, XSD, A, Statement, iri, literal, name, shorten, slug, turtle_of
from ccdp_graph.release import Release, citation_file, lineage
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
    project: Settings,
    edition: Publication,
    downloads: Sequence[Download],
    releases: Sequence[Release] = (),
    news: Sequence[News] = (),
) -> Iterator[File]:
    """Give the files that describe the site as a whole.

    Args:
        news: For the feed, beside the records that changed last.
    """
    told = turtle_of(_void(statements, project, edition, downloads, releases), _PREFIXES).encode()
    yield "void.ttl", told
    yield ".well-known/void", told
    yield ".well-known/api-catalog", _api_catalogue(edition, downloads)
    yield "feed.atom", _feed(graph, project, edition, news)
    yield "CITATION.cff", citation_file(project, edition.version, edition.day, edition.base)
    yield "ro-crate-metadata.json", _crate(project, edition, downloads)
    address = escape(edition.address("sitemap.xml"))
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}\n".encode()


def sitemap(pages: Sequence[str], edition: Publication) -> Iterator[File]:
    """Give the sitemap of some pages: an index, and parts as large as is allowed."""
    parts: list[str] = []
    for start in range(0, len(pages), _MAX_ADDRESSES):
        path = f"sitemap-{len(parts) + 1}.xml"
        parts.append(path)
        entries = "".join(
            f"<url><loc>{escape(edition.address(page))}</loc><lastmod>{edition.day}</lastmod></url>\n"
            for page in pages[start : start + _MAX_ADDRESSES]
        )
        yield path, f"{_XML}<urlset {_SITEMAP}>\n{entries}</urlset>\n".encode()
    entries = "".join(
        f"<sitemap><loc>{escape(edition.address(path))}</loc></sitemap>\n" for path in parts
    )
    yield "sitemap.xml", f"{_XML}<sitemapindex {_SITEMAP}>\n{entries}</sitemapindex>\n".encode()


def _void(
    statements: Sequence[Statement],
    project: Settings,
    edition: Publication,
    downloads: Sequence[Download],
    releases: Sequence[Release],
) -> Iterator[Statement]:
    """Describe the graph. Source: Describing Linked Datasets with the VoID Vocabulary, W3C."""
    whole = iri(f"{edition.base}void.ttl#dataset")
    yield whole, A, _void_name("Dataset")
    for language, title in project.title.items():
        yield whole, name("dcterms:title"), literal(title, language=language)
    day = literal(edition.day, datatype=XSD + "date")
    yield whole, name("dcterms:modified"), day
    yield whole, name("dcat:version"), literal(edition.version)
    yield from lineage(whole, edition.version, releases)
    if project.licence:
        yield whole, name("dcterms:license"), iri(project.licence)
    yield whole, _void_name("uriSpace"), literal(project.base)
    yield whole, _void_name("triples"), _number(len(statements))
    yield whole, _void_name("distinctSubjects"), _number(len({s for s, _, _ in statements}))
    for each in downloads:
        if each.path.startswith("dumps/graph."):
            yield whole, _void_name("dataDump"), iri(edition.address(each.path))
    yield whole, name("rdfs:seeAlso"), iri(edition.address(NAMES))
    yield from link_set_statements(whole, statements)
    kinds = Counter(o for _, p, o in statements if p == A)
    yield from _partitions(whole, "class", "entities", kinds)
    yield from _partitions(whole, "property", "triples", Counter(p for _, p, _ in statements))


def _partitions(whole: str, kind: str, counted: str, numbers: Counter[str]) -> Iterator[Statement]:
    for term, number in sorted(numbers.items()):
        part = f"{whole[:-1]}-{kind}-{slug(shorten(term[1:-1]), longest=200)}>"
        yield whole, _void_name(f"{kind}Partition"), part
        yield part, _void_name(kind), term
        yield part, _void_name(counted), _number(number)


def _void_name(local: str) -> str:
    return iri(_VOID + local)


def _number(number: int) -> str:
    return literal(str(number), datatype=XSD + "integer")


def _api_catalogue(edition: Publication, downloads: Iterable[Download]) -> bytes:
    """List what programs may fetch. Source: RFC 9727, section 4, and RFC 9264."""
    items = [{"href": edition.address(d.path), "type": d.type} for d in downloads]
    described = [{"href": edition.address("void.ttl"), "type": "text/turtle"}]
    document = {
        "linkset": [
            {"anchor": edition.address(".well-known/api-catalog"), "item": items},
            {"anchor": edition.base, "describedby": described},
        ]
    }
    return _json(document)


def _feed(graph: SiteGraph, project: Settings, edition: Publication, news: Sequence[News]) -> bytes:
    """Write what is new, the latest first: all news, and records that changed. Source: RFC 4287."""
    days = days_of_change(graph)
    told = [*news]
    for topic in list(days)[:_MAX_ENTRIES]:
        title, path = graph.label(topic, "en")[0], graph.things[topic].path
        told.append(News(days[topic], topic[1:-1], title, path))
    told.sort(key=lambda each: each.day, reverse=True)
    entries = "".join(_entry(each, edition) for each in told)
    title = project.title.get("en") or next(iter(project.title.values()), "")
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{escape(edition.base)}</id><title>{_text(title)}</title>"
        f"<updated>{edition.day}T00:00:00Z</updated>"
        f"<author><name>{_text(project.publisher)}</name></author>"
        f'<link rel="self" href="{escape(edition.address("feed.atom"))}"/>\n{entries}</feed>\n'
    ).encode()


def _entry(each: News, edition: Publication) -> str:
    summary = f"<summary>{_text(each.summary)}</summary>" if each.summary else ""
    return (
        f"<entry><id>{escape(each.iri)}</id><title>{_text(each.title)}</title>"
        f"<updated>{each.day}T00:00:00Z</updated>{summary}"
        f'<link href="{escape(edition.address(page_path(each.path, "en")))}"/></entry>\n'
    )


def _text(text: str) -> str:
    return escape("".join(sign for sign in text if sign.isprintable() or sign == " "))


def _crate(project: Settings, edition: Publication, downloads: Sequence[Download]) -> bytes:
    """Describe the files to download. Source: RO-Crate Metadata Specification 1.1."""
    parts = [{"@id": each.path} for each in downloads]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": edition.base,
        "name": project.title.get("en", project.publisher),
        "description": project.description.get("en", project.publisher),
        "datePublished": edition.day,
        "version": edition.version,
        "author": {"@id": "#publisher"},
        "publisher": {"@id": "#publisher"},
        "hasPart": parts,
    }
    publisher = {"@id": "#publisher", "@type": "Organization", "name": project.publisher}
    if project.publisher_homepage:
        publisher["url"] = project.publisher_homepage
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
    if project.licence:
        root["license"] = {"@id": project.licence}
        graph.append({"@id": project.licence, "@type": "CreativeWork", "name": project.licence})
    graph += [
        {
            "@id": each.path,
            "@type": "File",
            "name": each.title("en"),
            "encodingFormat": each.type,
            "contentSize": str(each.file.size),
        }
        for each in downloads
    ]
    return _json({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph})


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
