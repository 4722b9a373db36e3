"""The things of a graph, and the concepts of its vocabularies, with all that they are called."""

from collections import defaultdict
from collections.abc import Iterable

from ccdp_graph.linking.words import dois_of, hosts_of, identifier_of, page_of
from ccdp_graph.model.concept_index import ConceptIndex
from ccdp_graph.model.graph_store import GraphStore
from ccdp_graph.model.named_thing import NamedThing
from ccdp_graph.rdf.namespaces import PREFIXES

_KINDS = {
    "organisation": ("foaf:Organization", "foaf:name"),
    "network": ("ccdp:Network", "dcterms:title"),
    "resource": ("ccdp:DataResource", "dcterms:title"),
}
_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_NAMES = (
    "SELECT DISTINCT ?thing ?name WHERE {{ ?thing a {kind} ; {name} ?name }} ORDER BY ?thing ?name"
)
_OTHERS = (
    "SELECT DISTINCT ?thing ?other WHERE {{ ?thing a {kind} ; "
    "dcterms:alternative|skos:altLabel ?other }} ORDER BY ?thing ?other"
)
_COUNTRIES = (
    "SELECT DISTINCT ?thing ?code WHERE {{ ?thing a {kind} ; dcterms:spatial ?country . "
    '?country skos:notation ?code FILTER(STRLEN(STR(?code)) = 2 && STR(?code) != "EU") }} '
    "ORDER BY ?thing ?code"
)
_PAGES = (
    "SELECT DISTINCT ?thing ?page WHERE {{ ?thing a {kind} . {{ ?thing foaf:homepage|"
    "dcat:landingPage ?page }} UNION {{ ?of dcterms:publisher|ccdp:coordinatingOrganisation "
    "?thing ; dcat:landingPage ?page }} }} ORDER BY ?thing ?page"
)
_OWN_PAGES = (
    "SELECT DISTINCT ?thing ?page WHERE {{ ?thing a {kind} ; foaf:homepage|dcat:landingPage ?page "
    "}} ORDER BY ?thing ?page"
)
_IDENTIFIERS = (
    "SELECT DISTINCT ?thing ?other WHERE {{ ?thing a {kind} ; skos:exactMatch ?other }} "
    "ORDER BY ?thing ?other"
)
_HOLDERS = (
    "SELECT DISTINCT ?thing ?called WHERE {{ ?thing a {kind} ; dcterms:publisher|"
    "ccdp:coordinatingOrganisation ?who . ?who foaf:name|skos:altLabel|skos:exactMatch ?called }} "
    "ORDER BY ?thing ?called"
)


def things_of(store: GraphStore, *, retired: bool = False) -> tuple[NamedThing, ...]:
    """Return the organisations, networks and resources of a graph.

    Shape: an organisation's websites are its own, and those of what it publishes or coordinates.

    Args:
        retired: Whether things that were replaced or removed are returned too.
    """
    gone: set[str] = set()
    if not retired:
        rows = store.rows(f"{_PREFIXES}SELECT ?thing WHERE {{ ?thing owl:deprecated ?true }}")
        gone = {row[0].value for row in rows if row[0]}
    return tuple(
        thing for kind in _KINDS for thing in _of_kind(store, kind) if thing.iri not in gone
    )


def concepts_of(index: ConceptIndex) -> tuple[NamedThing, ...]:
    """Return the concepts of the vocabularies, each in its scheme."""
    return tuple(
        NamedThing(
            iri=concept.iri,
            name=concept.label,
            kind=concept.scheme,
            alternatives=tuple(
                dict.fromkeys(word for word in concept.words if word != concept.label)
            ),
            country=_code(concept.notations) if concept.scheme == "country" else "",
        )
        for concept in index.concepts
    )


def _of_kind(store: GraphStore, kind: str) -> Iterable[NamedThing]:
    type_, name = _KINDS[kind]

    def told(query: str) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for thing, value in store.rows(_PREFIXES + query.format(kind=type_, name=name)):
            if thing is not None and value is not None:
                found[thing.value].append(value.value)
        return found

    names, others, countries, pages = map(told, (_NAMES, _OTHERS, _COUNTRIES, _PAGES))
    record = kind != "organisation"
    same = told(_IDENTIFIERS)
    own, holders = map(told, (_OWN_PAGES, _HOLDERS)) if record else ({}, {})
    for iri, called in names.items():
        codes = countries.get(iri, [])
        addresses = own.get(iri, ())
        known = {*map(identifier_of, same.get(iri, ())), *dois_of(addresses)} - {""}
        yield NamedThing(
            iri=iri,
            name=called[0],
            kind=kind,
            alternatives=tuple(dict.fromkeys((*called[1:], *others.get(iri, ())))),
            country=codes[0] if len(codes) == 1 else "",
            hosts=hosts_of(pages.get(iri, ())),
            countries=tuple(codes) if len(codes) > 1 else (),
            pages=tuple(sorted(set(filter(None, map(page_of, addresses))))),
            identifiers=(iri, *sorted(known)),
            organisations=tuple(holders.get(iri, ())),
        )


def _code(notations: Iterable[str]) -> str:
    return next((code for code in notations if len(code) == 2 and code.isalpha()), "")
