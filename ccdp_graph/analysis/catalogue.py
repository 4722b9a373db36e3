"""What analyses read from a graph, with simple queries that all SPARQL 1.1 stores answer alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ccdp_graph.analysis.dimensions import Dimension
from ccdp_graph.cell import CellRef, column_number
from ccdp_graph.files import Memo
from ccdp_graph.model import REASONS, CellEvidence, GraphRecord, RecordTypes, Term
from ccdp_graph.rdf import PREFIXES, SKOS, VOCABULARY, iri
from ccdp_graph.sparql import Store

WORLD = VOCABULARY + "region/world"

AVAILABILITY = VOCABULARY + "availability"

_AVAILABLE = frozenset(f"{AVAILABILITY}/{word}" for word in ("yes", "partial", "conditional"))

_Sets = Mapping[str, frozenset[str]]

_HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())

_PROVENANCE = (
    "?statement rdf:subject ?subject ; rdf:predicate ?property ; prov:wasDerivedFrom ?cell ."
)

_CELLS = """
SELECT ?subject ?property ?row ?sheet ?address ?header ?text WHERE {{
  {values}
  GRAPH ?graph {{
    {provenance}
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
    {provenance}
    ?row ccdp:rowNumber ?number ; dcterms:isPartOf ?file .
    ?file dcterms:title ?workbook .
  }}
}}
"""

_MOST_KEPT = 256  # answers


def select_rows(store: Store, text: str) -> Iterator[tuple[Term, ...]]:
    """Run a SELECT, which may use all known prefixes; unbound terms become empty texts."""
    for row in store.rows(_HEAD + text):
        yield tuple(Term("literal", "") if term is None else term for term in row)


def select_strings(store: Store, text: str) -> Iterator[tuple[str, ...]]:
    """Run such a SELECT for the texts of its terms only, which is faster."""
    return store.texts(_HEAD + text)


def values_of(variable: str, iris: Iterable[str]) -> str:
    """Write a VALUES block.

    Raises:
        ValueError: One of them is not an IRI, so nothing else can get into a query.
    """
    return f"VALUES ?{variable} {{ {' '.join(iri(text) for text in sorted(set(iris)))} }}"


@dataclass(frozen=True, slots=True)
class CatalogueIndex:
    """The records of a graph, and what is needed to group and name them.

    Attributes:
        types: The kinds of record.
        records: By IRI.
        labels: The names of concepts, organisations and records, in one language.
        above: The directly broader concepts of each concept.
        schemes: The schemes of each concept.
        ancestors: Each concept with itself and all broader concepts.
        answers: Earlier answers of the store, by query.
    """

    store: Store
    types: RecordTypes
    records: Mapping[str, GraphRecord]
    labels: Mapping[str, str]
    above: _Sets
    schemes: _Sets
    ancestors: _Sets
    answers: Memo = field(default_factory=lambda: Memo(_MOST_KEPT), repr=False, compare=False)

    def localised(self, language: str) -> "CatalogueIndex":
        """Return the same index with names in another language; all else is reused."""
        labels = _labels(self.store, language)
        records = {
            iri: replace(record, title=labels.get(iri, record.id))
            for iri, record in self.records.items()
        }
        return replace(self, records=records, labels=labels)

    def label(self, iri: str) -> str:
        """Return the name of an IRI, or the end of it."""
        return self.labels.get(iri) or iri.rstrip("/").rpartition("/")[2].rpartition("#")[2]

    def broader(self, concept: str) -> frozenset[str]:
        """Return a concept with all broader ones."""
        return self.ancestors.get(concept) or frozenset({concept})

    def kinds(self, role: str) -> tuple[str, ...]:
        """Return the names of the kinds with a role."""
        return tuple(kind.name for kind in self.types.with_role(role))

    def of_kind(self, *kinds: str) -> frozenset[str]:
        """Return the IRIs of all records of some kinds."""
        return frozenset(i for i, record in self.records.items() if record.kind in kinds)

    def stated(self, properties: Iterable[str], *kinds: str) -> _Sets:
        """Return the IRIs that some properties have at each record of some kinds."""
        text = (
            f"SELECT DISTINCT ?record ?value WHERE {{ {values_of('property', properties)} "
            f"{self._classes(kinds)} ?record a ?class ; ?property ?value . FILTER isIRI(?value) }}"
        )
        return self._sets(text)

    def places(self, iris: Iterable[str]) -> _Sets:
        """Return the countries and regions of each IRI."""
        text = (
            f"SELECT DISTINCT ?thing ?place WHERE {{ {values_of('thing', iris)} "
            "?thing dcterms:spatial ?place }"
        )
        return self._sets(text)

    def reasons(self, properties: Iterable[str], kind: str) -> _Sets:
        """Return the reasons given for missing values at each record of a kind."""
        text = (
            f"SELECT DISTINCT ?record ?reason WHERE {{ {values_of('property', properties)} "
            f"{self._classes([kind])} ?record a ?class ; ccdp:missingValue ?missing . "
            "?missing rdf:predicate ?property ; ccdp:reason ?reason }"
        )
        return self._sets(text)

    def _classes(self, kinds: Iterable[str]) -> str:
        return values_of("class", (self.types[kind].class_iri for kind in kinds))

    def _sets(self, text: str) -> _Sets:
        """Query once for pairs, and group them by their first term."""
        return self.answers.get(text, lambda: _read_sets(self.store, text))

    def values(self, dimension: Dimension, *kinds: str) -> _Sets:
        """Return the values of a dimension at each record of some kinds."""
        if len(kinds) != 1:
            return {r: values for k in kinds for r, values in self.values(dimension, k).items()}
        (kind,) = kinds
        if kind not in dimension.properties:
            return {}
        properties = dimension.properties[kind]
        if not properties:
            return {record: frozenset({record}) for record in self.of_kind(kind)}
        by_record = {}
        for record, stated in self.stated(properties, kind).items():
            values = self.above_all(stated) if dimension.broader else stated
            if dimension.scheme:
                values = frozenset(v for v in values if dimension.scheme in self.schemes.get(v, ()))
            if values:
                by_record[record] = values
        return by_record

    def above_all(self, concepts: Iterable[str]) -> frozenset[str]:
        """Return concepts with all that are broader than any of them."""
        return frozenset().union(*(self.broader(concept) for concept in concepts))

    def covered(self, places: Iterable[str]) -> frozenset[str]:
        """Return places with the regions that contain them, except the whole world."""
        return self.above_all(places) - {WORLD}

    def cells(
        self, subjects: Iterable[str] = (), properties: Iterable[str] = ()
    ) -> dict[tuple[str, str], tuple[CellEvidence, ...]]:
        """Return the cells behind each pair of subject and property."""
        filters = {"subject": tuple(subjects), "property": tuple(properties)}
        values = " ".join(values_of(name, iris) for name, iris in filters.items() if iris)
        # rows are described once, not for every cell; with filters, only those that matter
        provenance = f"{_PROVENANCE} ?cell dcterms:isPartOf ?row ." if values else ""
        rows: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for row, book, number in select_strings(
            self.store, _ROWS.format(values=values, provenance=provenance)
        ):
            rows[row].append((book, int(number)))
        cells: defaultdict[tuple[str, str], list[CellEvidence]] = defaultdict(list)
        cell_rows = select_strings(self.store, _CELLS.format(values=values, provenance=_PROVENANCE))
        for subject, name, row, sheet, address, header, text in cell_rows:
            column = column_number(address.rstrip("0123456789"))
            for book, line in rows[row]:
                cells[subject, name].append(
                    CellEvidence(CellRef(book, sheet, line, column), header, text)
                )
        return {key: tuple(sorted(set(cells[key]))) for key in sorted(cells)}


def read_facts(store: Store, types: RecordTypes, language: str = "en") -> CatalogueIndex:
    """Read the records of the listed kinds, and the names and concepts of a graph."""
    labels = _labels(store, language)
    records = {}
    for kind in types.listed:
        text = (
            f"SELECT DISTINCT ?record ?id WHERE {{ ?record a {iri(kind.class_iri)} ; "
            "dcterms:identifier ?id } ORDER BY ?record ?id"
        )
        for record, identifier in select_strings(store, text):
            title = labels.get(record, identifier)
            records[record] = GraphRecord(record, kind.name, identifier, title)
    above, schemes = _pairs(store, SKOS + "broader"), _pairs(store, SKOS + "inScheme")
    ancestors = {concept: _with_all_above(concept, above) for concept in above}
    return CatalogueIndex(store, types, records, labels, above, schemes, ancestors)


def _with_all_above(concept: str, above: _Sets) -> frozenset[str]:
    concepts: set[str] = set()
    pending = [concept]
    while pending:
        node = pending.pop()
        if node not in concepts:
            concepts.add(node)
            pending.extend(above.get(node, ()))
    return frozenset(concepts)


def is_reason(concept: str) -> bool:
    """Return whether a concept says why a value is missing, not that there is one."""
    return (
        concept.startswith(AVAILABILITY + "/") and concept not in _AVAILABLE and concept != REASONS
    )


def _pairs(store: Store, predicate: str) -> _Sets:
    return _read_sets(
        store, f"SELECT DISTINCT ?concept ?other WHERE {{ ?concept {iri(predicate)} ?other }}"
    )


def _read_sets(store: Store, text: str) -> _Sets:
    sets: defaultdict[str, set[str]] = defaultdict(set)
    for subject, value in select_strings(store, text):
        sets[subject].add(value)
    return {subject: frozenset(values) for subject, values in sets.items()}


def _labels(store: Store, language: str) -> dict[str, str]:
    """Choose a name for each IRI: in the language, in English, without a language, or any."""
    order = {language: 0, "en": 1, "": 2}
    names: dict[str, tuple[int, str]] = {}
    for name in ("skos:prefLabel", "dcterms:title", "foaf:name"):
        text = (
            "SELECT DISTINCT ?thing ?label (lang(?label) AS ?language) "
            f"WHERE {{ ?thing {name} ?label }}"
        )
        for node_iri, label, tag in select_strings(store, text):
            choice = (order.get(tag, 3), label)
            names[node_iri] = min(choice, names.get(node_iri, choice))
    return {node_iri: label for node_iri, (_, label) in names.items()}
