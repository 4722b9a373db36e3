"""A FAIR Data Point as documents at addresses of their own, each leading to those below it.

A crawler asks for the very IRIs that it reads: the service, what `ldp:contains` names, and so on.
So what the documents speak of is named by their addresses. Our own IRI of a catalogue or dataset
stands in its document as its identifier, and by `prov:specializationOf`: the entry of this edition,
with its version, is a view of that thing. The two are not said to be the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.rdf.index import A, Facts, name, text_of
from ccdp_graph.rdf.namespaces import expand
from ccdp_graph.rdf.terms import Statement, iri, literal

_CHILDREN = {
    "fdp-o:metadataCatalog": ("catalogues", {"en": "Catalogues", "fr": "Catalogues"}),
    "dcat:dataset": ("datasets", {"en": "Datasets", "fr": "Jeux de données"}),
}
"""What leads to entries below: by property, the fragment and the titles of its container."""

_SERVED = ("dcat:DataService", "dcat:Catalog", "dcat:Dataset")


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that a FAIR Data Point serves a document of.

    Attributes:
        term: Its IRI in the view, as N-Triples writes it.
        statements: All of its document, sorted, under addresses.
    """

    term: str
    statements: tuple[Statement, ...]


def served(view: Facts) -> list[str]:
    """Return the things of the view that have a document: service, catalogues, datasets."""
    return sorted({term for kind in _SERVED for term in view.typed(kind)})


def entries(view: Facts, addresses: Mapping[str, str], pages: Mapping[str, str]) -> Iterator[Entry]:
    """Give the document of each served thing, with its containers.

    Source: FAIR Data Point specification 1.2, section 4.1; Linked Data Platform 1.0, section 5.4.

    Args:
        view: The view for a FAIR Data Point.
        addresses: By term, the address that it has in the tree: of all that is served, and of the
            profiles.
        pages: By term, the address of a page for people.
    """
    moved = {term: iri(address) for term, address in addresses.items()}
    for term in served(view):
        node = moved[term]
        statements = [*_moved(_document(term, view, addresses), moved)]
        statements += _containers(term, view, moved)
        if term in pages:
            statements.append((node, name("foaf:page"), iri(pages[term])))
        if not view.is_a(term, "dcat:DataService"):
            identifier = name("dcterms:identifier")
            statements = [s for s in statements if s[1] != identifier or s[0] != node]
            statements.append((node, name("prov:specializationOf"), term))
            statements.append((node, identifier, literal(text_of(term))))
        yield Entry(term, tuple(sorted(dict.fromkeys(statements))))


def _document(term: str, view: Facts, elsewhere: Mapping[str, str]) -> Iterator[Statement]:
    """Give what is said of a thing, and of all that it names and no other document is about."""
    waiting, seen = [term], {term}
    while waiting:
        for statement in view.statements(waiting.pop()):
            yield statement
            value = statement[2]
            if value in view.by_subject and value not in seen and value not in elsewhere:
                seen.add(value)
                waiting.append(value)


def _moved(statements: Iterator[Statement], moved: Mapping[str, str]) -> Iterator[Statement]:
    for subject, predicate, value in statements:
        yield moved.get(subject, subject), predicate, moved.get(value, value)


def _containers(term: str, view: Facts, moved: Mapping[str, str]) -> Iterator[Statement]:
    """Say which documents lie below, and what leads to them."""
    node = moved[term]
    for predicate, (fragment, titles) in _CHILDREN.items():
        members: Sequence[str] = view.values(term, predicate)
        if not members:
            continue
        container = f"{node[:-1]}#{fragment}>"
        yield container, A, name("ldp:DirectContainer")
        for language, title in titles.items():
            yield container, name("dcterms:title"), literal(title, language=language)
        yield container, name("ldp:membershipResource"), node
        yield container, name("ldp:hasMemberRelation"), iri(expand(predicate))
        for member in members:
            yield container, name("ldp:contains"), moved[member]
