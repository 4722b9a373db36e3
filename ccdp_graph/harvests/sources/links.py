"""The links from one document to others."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from ccdp_graph.rdf import repair_iri

if TYPE_CHECKING:
    from ccdp_graph.harvests.documents import Document

_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s\",;]+))*)")

_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))", re.IGNORECASE)


def linked(document: "Document", relation: str) -> Iterator[str]:
    """Yield the targets of a relation in the Link header (RFC 8288)."""
    for target, parameters in _LINK.findall(document.link):
        match = _RELATION.search(parameters)
        if match and relation in (match[1] or match[2]).lower().split():
            yield from addresses(document.place, target)


def addresses(base: str, term: str) -> Iterator[str]:
    """Yield the web address of a term, if it is one."""
    try:
        address = repair_iri(urljoin(base, term.removeprefix("<").removesuffix(">"))) or ""
        whole = urldefrag(address)[0] if urlsplit(address).hostname else ""
    except ValueError:  # a host in brackets that are not closed, say
        return
    if whole.startswith(("http://", "https://")):
        yield whole
