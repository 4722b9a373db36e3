"""What analyses read from a graph, in simple questions that all SPARQL 1.1 stores answer alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ccdp_graph.analysis.dimensions import KINDS, Dimension
from ccdp_graph.cell import CellRef, column_number
from ccdp_graph.model import REASONS, CellEvidence, GraphRecord, Term
from ccdp_graph.rdf import PREFIXES, SKOS, VOCABULARY, iri
from ccdp_graph.sparql import GraphStore

WORLD = VOCABULARY + "region/world"

AVAILABILITY = VOCABULARY + "availability"

_THERE = frozenset(f"{AVAILABILITY}/{word}" for word in ("yes", "partial", "conditional"))

_Sets = Mapping[str, frozenset[str]]

_HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())

_SAID = "?said rdf:subject ?subject ; rdf:predicate ?property ; prov:wasDerivedFrom ?cell ."

_CELLS = """
SELECT ?subject ?property ?row ?sheet ?address ?header ?text WHERE {{
  {values}
  GRAPH ?graph {{
    {said}
    ?cell ccdp:sheetName ?sheet ; ccdp:address ?address ; ccdp:rawText ?text ;
      dcterms:isPartOf ?row .
    OPTIONAL {{ ?cell ccdp:columnHeader ?header }}
  }}
}}
"""

_ROWS = """
SELECT DISTINCT ?row ?workbook ?number WHERE {{
  {values}
  GRAPH ?graph {{
    {said}
    ?row ccdp:rowNumber ?number ; dcterms:isPartOf ?file .
    ?file dcterms:title ?workbook .
  }}
}}
"""


def select_rows(store: GraphStore, text: str) -> Iterator[tuple[Term, ...]]:
    """Ask a SELECT in which all known prefixes may be used; give the rows that are whole."""
    for row in store.rows(_HEAD + text):
        yield tuple(Term("literal", "") if term is None else term for term in row)


def select_strings(store: GraphStore, text: str) -> Iterator[tuple[str, ...]]:
    """Ask such a SELECT for what its terms say alone, which is quicker."""
    return store.texts(_HEAD + text)


def values_of(variable: str, iris: Iterable[str]) -> str:
    """Write a VALUES block.

    Raises:
        ValueError: One of them is no IRI, so that nothing else can get into a question.
    """
    return f"VALUES ?{variable} {{ {' '.join(iri(text) for text in sorted(set(iris)))} }}"


@dataclass(frozen=True, slots=True)
class CatalogueIndex:
    """The records of a graph and what is needed to sort and name them.

    Attributes:
        records: By IRI.
        labels: Of concepts, organisations and records, in the language asked for.
        above: By concept, the concepts directly broader.
        schemes: By concept, the schemes that it is in.
        asked: What the store was asked before, by question.
        climbed: By concept, itself and all that are broader, where that was looked up before.
    """

    store: GraphStore
    records: Mapping[str, GraphRecord]
    labels: Mapping[str, str]
    above: _Sets
    schemes: _Sets
    asked: dict[str, _Sets] = field(default_factory=dict)
    climbed: dict[str, frozenset[str]] = field(default_factory=dict)

    def named_in(self, language: str) -> "CatalogueIndex":
        """Return the same facts with names in another language; nothing else is asked again."""
        labels = _labels(self.store, language)
        records = {
            iri: replace(record, title=labels.get(iri, record.id))
            for iri, record in self.records.items()
        }
        return replace(self, records=records, labels=labels)

    def label(self, thing: str) -> str:
        """Return the name of a thing, or the end of its IRI."""
        return self.labels.get(thing) or thing.rstrip("/").rpartition("/")[2].rpartition("#")[2]

    def broader(self, concept: str) -> frozenset[str]:
        """Return a concept and all that are broader."""
        if concept not in self.climbed:
            found: set[str] = set()
            waiting = [concept]
            while waiting:
                node = waiting.pop()
                if node not in found:
                    found.add(node)
                    waiting.extend(self.above.get(node, ()))
            self.climbed[concept] = frozenset(found)
        return self.climbed[concept]

    def of_kind(self, kind: str) -> frozenset[str]:
        """Return the IRIs of all records of a kind."""
        return frozenset(i for i, record in self.records.items() if record.kind == kind)

    def stated(self, properties: Iterable[str], kind: str) -> _Sets:
        """Return, by record of a kind, the IRIs that some properties state."""
        text = (
            f"SELECT DISTINCT ?record ?value WHERE {{ {values_of('property', properties)} "
            f"?record a {KINDS[kind]} ; ?property ?value . FILTER isIRI(?value) }}"
        )
        return self._sets(text)

    def places(self, things: Iterable[str]) -> _Sets:
        """Return, by thing, the countries and regions that it states."""
        text = (
            f"SELECT DISTINCT ?thing ?place WHERE {{ {values_of('thing', things)} "
            "?thing dcterms:spatial ?place }"
        )
        return self._sets(text)

    def reasons(self, properties: Iterable[str], kind: str) -> _Sets:
        """Return, by record of a kind, the reasons given for a value that is missing."""
        text = (
            f"SELECT DISTINCT ?record ?reason WHERE {{ {values_of('property', properties)} "
            f"?record a {KINDS[kind]} ; ccdp:missingValue ?missing . "
            "?missing rdf:predicate ?property ; ccdp:reason ?reason }"
        )
        return self._sets(text)

    def _sets(self, text: str) -> _Sets:
        """Ask once for pairs, and gather them by the first of each."""
        if text not in self.asked:
            self.asked[text] = _gathered(self.store, text)
        return self.asked[text]

    def values(self, dimension: Dimension, kind: str) -> _Sets:
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
    ) -> dict[tuple[str, str], tuple[CellEvidence, ...]]:
        """Return, by subject and property, the cells that speak of them."""
        wanted = {"subject": tuple(subjects), "property": tuple(properties)}
        values = " ".join(values_of(name, iris) for name, iris in wanted.items() if iris)
        # what is said of rows is asked once, not for every cell; where few are wanted, of these
        said = f"{_SAID} ?cell dcterms:isPartOf ?row ." if values else ""
        rows: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for row, book, number in select_strings(self.store, _ROWS.format(values=values, said=said)):
            rows[row].append((book, int(number)))
        found: defaultdict[tuple[str, str], list[CellEvidence]] = defaultdict(list)
        asked = select_strings(self.store, _CELLS.format(values=values, said=_SAID))
        for subject, name, row, sheet, address, header, text in asked:
            column = column_number(address.rstrip("0123456789"))
            for book, line in rows[row]:
                found[subject, name].append(
                    CellEvidence(CellRef(book, sheet, line, column), header, text)
                )
        return {key: tuple(sorted(set(found[key]))) for key in sorted(found)}


def read_facts(store: GraphStore, language: str = "en") -> CatalogueIndex:
    """Read records, names and concepts of a graph."""
    labels = _labels(store, language)
    records = {}
    for kind, class_name in KINDS.items():
        text = (
            f"SELECT DISTINCT ?record ?id WHERE {{ ?record a {class_name} ; "
            "dcterms:identifier ?id } ORDER BY ?record ?id"
        )
        for record, identifier in select_strings(store, text):
            records[record] = GraphRecord(record, kind, identifier, labels.get(record, identifier))
    return CatalogueIndex(
        store,
        records,
        labels,
        _pairs(store, SKOS + "broader"),
        _pairs(store, SKOS + "inScheme"),
    )


def is_reason(concept: str) -> bool:
    """Tell whether a concept says why a value is missing, rather than that it is there."""
    return concept.startswith(AVAILABILITY + "/") and concept not in _THERE and concept != REASONS


def _pairs(store: GraphStore, predicate: str) -> _Sets:
    return _gathered(
        store, f"SELECT DISTINCT ?concept ?other WHERE {{ ?concept {iri(predicate)} ?other }}"
    )


def _gathered(store: GraphStore, text: str) -> _Sets:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in select_strings(store, text):
        found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}


def _labels(store: GraphStore, language: str) -> dict[str, str]:
    """Choose a name for each thing: in the language, in English, in none, in any."""
    order = {language: 0, "en": 1, "": 2}
    found: dict[str, tuple[int, str]] = {}
    for name in ("skos:prefLabel", "dcterms:title", "foaf:name"):
        text = (
            "SELECT DISTINCT ?thing ?label (lang(?label) AS ?language) "
            f"WHERE {{ ?thing {name} ?label }}"
        )
        for thing, label, said_in in select_strings(store, text):
            choice = (order.get(said_in, 3), label)
            found[thing] = min(choice, found.get(thing, choice))
    return {thing: label for thing, (_, label) in found.items()}
