"""A CKAN site, whose catalogue is DCAT (ckanext-dcat)."""

from urllib.parse import urlsplit

from ccdp_graph.harvests.sources.dcat import follow_pages
from ccdp_graph.harvests.sources.kind import SourceKind

_FILES = ("catalog.ttl", "catalog.rdf", "catalog.xml", "catalog.jsonld")


def _entries(source: str) -> tuple[str, ...]:
    start = source if source.endswith("/") else f"{source}/"
    return tuple(start + name for name in _FILES)


CKAN: SourceKind = SourceKind(
    "ckan",
    follow_pages,
    entries=_entries,
    is_entry=lambda _, source: urlsplit(source).path.endswith(_FILES),
)
