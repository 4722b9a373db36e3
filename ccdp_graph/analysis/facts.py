"""What analyses read from a graph, in simple questions that all SPARQL 1.1 stores answer alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ccdp_graph.analysis.dimensions import KINDS, Dimension
from ccdp_graph.cell import CellRef, column_number
from ccdp_graph.model.answers import Term
from ccdp_graph.model.citation import Citation, GraphRecord
from ccdp_graph.model.concept_index import REASONS
from ccdp_graph.model.graph_store import GraphStore
from ccdp_graph.rdf.namespaces import PREFIXES, SKOS, VOCABULARY
from ccdp_graph.rdf.terms import iri

_column = lru_cache(maxsize=1024)(column_number)
WORLD = VOCABULARY + "region/world"
AVAILABILITY = VOCABULARY + "availability"
_HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_CELLS = """
SELECT ?subject ?property ?row ?sheet ?address ?header ?text WHERE {{
  {values}
  GRAPH ?graph {{
    ?said rdf:subject ?subject ; rdf:predicate ?property ; prov:wasDerivedFrom ?cell .
    ?cell ccdp:sheetName ?sheet ; ccdp:address ?address ; ccdp:rawText ?text ;
      dcterms:isPartOf ?row .
    OPTIONAL {{ ?cell ccdp:columnHeader ?header }}
  }}
}}
"""
_ROWS = """
SELECT DISTINCT ?row ?workbook ?number WHERE {
  GRAPH ?graph {
    ?row ccdp:rowNumber ?number ; dcterms:isPartOf ?file .
    ?file dcterms:title ?workbook .
  }
}
"""


def ask_rows(store: GraphStore, text: str) -> Iterator[tuple[Term, ...]]:
    """Ask a SELECT in which all known prefixes may be used; give the rows that are whole."""
    for row in store.rows(_HEAD + text):
        yield tuple(Term("literal", "") if term is None else term for term in row)


def values_of(variable: str, iris: Iterable[str]) -> str:
    """Write a VALUES block.

    Raises:
        ValueError: One of them is no IRI, so that nothing else can get into a question.
    """
    return f"VALUES ?{variable} {{ {' '.join(iri(text) for text in sorted(set(iris)))} }}"


@dataclass(frozen=True, slots=True)
class Facts:
    """The records of a graph and what is needed to sort and name them.

    Attributes:
        records: By IRI.
        labels: Of concepts, organisations and records, in the language asked for.
        above: By concept, the concepts directly broader.
        schemes: By concept, the schemes that it is in.
    """

    store: GraphStore
    records: Mapping[str, GraphRecord]
    labels: Mapping[str, str]
    above: Mapping[str, frozenset[str]]
    schemes: Mapping[str, frozenset[str]]

    def label(self, thing: str) -> str:
        """Return the name of a thing, or the end of its IRI."""
        return self.labels.get(thing) or thing.rstrip("/").rpartition("/")[2].rpartition("#")[2]

    def broader(self, concept: str) -> frozenset[str]:
        """Return a concept and all that are broader."""
        found: set[str] = set()
        waiting = [concept]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting.extend(self.above.get(node, ()))
        return frozenset(found)

    def of_kind(self, kind: str) -> frozenset[str]:
        """Return the IRIs of all records of a kind."""
        return frozenset(i for i, record in self.records.items() if record.kind == kind)

    def stated(self, properties: Iterable[str], kind: str) -> dict[str, frozenset[str]]:
        """Return, by record of a kind, the IRIs that some properties state."""
        text = (
            f"SELECT DISTINCT ?record ?value WHERE {{ {values_of('property', properties)} "
            f"?record a {KINDS[kind]} ; ?property ?value . FILTER isIRI(?value) }}"
        )
        found: defaultdict[str, set[str]] = defaultdict(set)
        for record, value in ask_rows(self.store, text):
            found[record.value].add(value.value)
        return {record: frozenset(values) for record, values in found.items()}

    def places(self, things: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return, by thing, the countries and regions that it states."""
        text = (
            f"SELECT DISTINCT ?thing ?place WHERE {{ {values_of('thing', things)} "
            "?thing dcterms:spatial ?place }"
        )
        found: defaultdict[str, set[str]] = defaultdict(set)
        for thing, place in ask_rows(self.store, text):
            found[thing.value].add(place.value)
        return {thing: frozenset(those) for thing, those in found.items()}

    def reasons(self, properties: Iterable[str], kind: str) -> dict[str, frozenset[str]]:
        """Return, by record of a kind, the reasons given for a value that is missing."""
        text = (
            f"SELECT DISTINCT ?record ?reason WHERE {{ {values_of('property', properties)} "
            f"?record a {KINDS[kind]} ; ccdp:missingValue ?missing . "
            "?missing rdf:predicate ?property ; ccdp:reason ?reason }"
        )
        found: defaultdict[str, set[str]] = defaultdict(set)
        for record, reason in ask_rows(self.store, text):
            found[record.value].add(reason.value)
        return {record: frozenset(values) for record, values in found.items()}

    def values(self, dimension: Dimension, kind: str) -> dict[str, frozenset[str]]:
        """Return, by record of a kind, its values of a dimension."""
        properties = dimension.properties[kind]
        if not properties:
            return {record: frozenset({record}) for record in self.of_kind(kind)}
        found = {}
        for record, stated in self.stated(properties, kind).items():
            values = self.above_all(stated) if dimension.broader else stated
            if dimension.scheme:
                values = frozenset(v for v in values if dimension.scheme in self.schemes.get(v, ()))
            if values:
                found[record] = values
        return found

    def above_all(self, concepts: Iterable[str]) -> frozenset[str]:
        """Return concepts and all that are broader than one of them."""
        return frozenset().union(*(self.broader(concept) for concept in concepts))

    def covered(self, places: Iterable[str]) -> frozenset[str]:
        """Return places and what holds them, without the whole world."""
        return self.above_all(places) - {WORLD}

    def cells(
        self, subjects: Iterable[str] = (), properties: Iterable[str] = ()
    ) -> dict[tuple[str, str], tuple[Citation, ...]]:
        """Return, by subject and property, the cells that speak of them."""
        wanted = {"subject": tuple(subjects), "property": tuple(properties)}
        values = " ".join(values_of(name, iris) for name, iris in wanted.items() if iris)
        rows: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for row, book, number in self.store.texts(_HEAD + _ROWS):  # once, not for every cell
            rows[row].append((book, int(number)))
        found: defaultdict[tuple[str, str], set[Citation]] = defaultdict(set)
        asked = self.store.texts(_HEAD + _CELLS.format(values=values))
        for subject, name, row, sheet, address, header, text in asked:
            column = _column(address.rstrip("0123456789"))
            for book, line in rows[row]:
                found[subject, name].add(Citation(CellRef(book, sheet, line, column), header, text))
        return {key: tuple(sorted(found[key])) for key in sorted(found)}


def read_facts(store: GraphStore, language: str = "en") -> Facts:
    """Read records, names and concepts of a graph."""
    labels = _labels(store, language)
    records = {}
    for kind, class_name in KINDS.items():
        text = (
            f"SELECT DISTINCT ?record ?id WHERE {{ ?record a {class_name} ; "
            "dcterms:identifier ?id } ORDER BY ?record ?id"
        )
        for record, identifier in ask_rows(store, text):
            title = labels.get(record.value, identifier.value)
            records[record.value] = GraphRecord(record.value, kind, identifier.value, title)
    return Facts(
        store,
        records,
        labels,
        _pairs(store, SKOS + "broader"),
        _pairs(store, SKOS + "inScheme"),
    )


def is_reason(concept: str) -> bool:
    """Tell whether a concept says why a value is missing, rather than that it is there."""
    there = {f"{AVAILABILITY}/{word}" for word in ("yes", "partial", "conditional")}
    return concept.startswith(AVAILABILITY + "/") and concept not in there and concept != REASONS


def _pairs(store: GraphStore, predicate: str) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    text = f"SELECT DISTINCT ?concept ?other WHERE {{ ?concept {iri(predicate)} ?other }}"
    for concept, other in ask_rows(store, text):
        found[concept.value].add(other.value)
    return {concept: frozenset(others) for concept, others in found.items()}


def _labels(store: GraphStore, language: str) -> dict[str, str]:
    """Choose a name for each thing: in the language, in English, in none, in any."""
    order = {language: 0, "en": 1, "": 2}
    found: dict[str, tuple[int, str]] = {}
    for name in ("skos:prefLabel", "dcterms:title", "foaf:name"):
        text = f"SELECT DISTINCT ?thing ?label WHERE {{ ?thing {name} ?label }}"
        for thing, label in ask_rows(store, text):
            choice = (order.get(label.language, 3), label.value)
            found[thing.value] = min(choice, found.get(thing.value, choice))
    return {thing: label for thing, (_, label) in found.items()}
