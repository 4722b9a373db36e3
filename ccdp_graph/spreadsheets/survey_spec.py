"""What a blank survey asks: its columns, how much each is needed, and the words it offers."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from ccdp_graph.model import Column, ColumnFile, Concept, ConceptIndex
from ccdp_graph.rdf import normalised

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


_EXAMPLES = {
    "gYear": "2015",
    "nonNegativeInteger": "1250",
    "anyURI": "https://example.org/",
    "contact": "registry@example.org",
    "ageRange": "0-17",
}


class Need(Enum):
    """How much a column is needed, by the severity of the shape that asks for it."""

    REQUIRED = "Violation"
    RECOMMENDED = "Warning"
    OPTIONAL = "Info"


@dataclass(frozen=True, slots=True)
class Guidance:
    """What the shapes and the ontology say about a column, in one language."""

    need: Need = Need.OPTIONAL
    description: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of words: its title in one language, its version and its date of modification."""

    name: str
    title: str
    version: str
    modified: str


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that a blank survey is made from.

    Attributes:
        guidance: By table and column name.
        schemes: By the last part of their IRI, as column files name them.
    """

    language: str
    tables: tuple[ColumnFile, ...]
    index: ConceptIndex
    guidance: Mapping[tuple[str, str], Guidance]
    schemes: Mapping[str, Scheme]

    def guidance_of(self, table: ColumnFile, column: Column) -> Guidance:
        """Return the guidance on a column."""
        return self.guidance.get((table.table, column.name), Guidance())

    def words(self, vocabulary: Sequence[str]) -> tuple[str, ...]:
        """Return the labels of some schemes in the survey's language, sorted."""
        labels = {self._label(concept) for concept in self.index.of_scheme(*vocabulary)}
        return tuple(sorted(labels, key=lambda label: (normalised(label), label)))

    def list_title(self, vocabulary: Sequence[str]) -> str:
        """Return the title of the list of some schemes."""
        titles = (self.schemes[name].title if name in self.schemes else name for name in vocabulary)
        return " / ".join(titles)

    def reasons(self) -> tuple[str, ...]:
        """Return the words that say why a value is missing."""
        concepts = (self.index.by_iri(iri) for iri in self.index.reasons)
        return tuple(sorted(self._label(concept) for concept in concepts if concept))

    def example(self, column: Column) -> str:
        """Return an example for a column: its own, or one for its datatype."""
        stated = _in_language(column.example, self.language)
        words = self.words(column.vocabulary)
        if not words:
            return stated or _EXAMPLES.get(column.datatype, "")
        if not stated:
            return _EXAMPLES.get(column.datatype, words[0])
        pieces = stated.split(column.separator) if column.separator else [stated]
        matches = ((piece, self.index.find(piece, column.vocabulary)) for piece in pieces)
        labels = [self._label(concept) if concept else piece.strip() for piece, concept in matches]
        return f"{column.separator} ".join(labels)

    def used_schemes(self) -> tuple[Scheme, ...]:
        """Return the schemes that the columns use, by name."""
        names = {name for t in self.tables for column in t.columns for name in column.vocabulary}
        return tuple(self.schemes[name] for name in sorted(names & self.schemes.keys()))

    def _label(self, concept: Concept) -> str:
        return concept.labels.get(self.language) or concept.label


def read_guidance(
    column_file: ColumnFile, shapes: "Graph", ontology: "Graph", language: str
) -> dict[tuple[str, str], Guidance]:
    """Find what the shapes and the ontology say about the columns of a table.

    The table's node shape is the one with most of its properties. A column's own description comes
    first, then the definition of its property, then the texts of a shape.
    """
    from rdflib import RDF, SH, SKOS, URIRef

    properties = {column.property_iri for column in column_file.columns}
    nodes = sorted(shapes.subjects(RDF.type, SH.NodeShape), key=str)
    paths_by_shape = [_by_path(node, shapes) for node in nodes]
    paths_by_shape.sort(key=lambda paths: -len(properties & paths.keys()))
    by_path = ChainMap(*paths_by_shape)  # the table's own shape comes before all others
    guidance = {}
    for column in column_file.columns:
        property_shapes = by_path.get(column.property_iri, [])
        stated = _in_language(column.description, language)
        sources: list[tuple[Graph, Node, Node]]
        sources = [(ontology, URIRef(column.property_iri), SKOS.definition)]
        sources += [
            (shapes, s, SH.description) for s in property_shapes if not _only_presence(s, shapes)
        ]
        sources += [(shapes, s, SH.name) for s in property_shapes]
        texts = (_text(graph, node, term, language) for graph, node, term in sources)
        description = stated or next((text for text in texts if text), "")
        key = column_file.table, column.name
        key_column = column.name == column_file.primary_key  # a row without it is not a record
        need = Need.REQUIRED if key_column or column.required else _need(property_shapes, shapes)
        guidance[key] = Guidance(need, description)
    return guidance


def read_schemes(vocabularies: "Graph", language: str) -> dict[str, Scheme]:
    """Find title, version and date of every concept scheme, by the last part of its IRI."""
    from rdflib import DCTERMS, OWL, RDF, SKOS

    schemes = {}
    for node in sorted(vocabularies.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        name = str(node).rstrip("/").rpartition("/")[2]
        title = _text(vocabularies, node, DCTERMS.title, language) or name
        version = vocabularies.value(node, OWL.versionInfo) or ""
        modified = _day(vocabularies.value(node, DCTERMS.modified))
        schemes[name] = Scheme(name, title, str(version), modified)
    return schemes


def _day(term: "Node | None") -> str:
    try:
        return date.fromisoformat(str(term)[:10]).isoformat()
    except ValueError:
        return ""


def _in_language(by_language: Mapping[str, str], language: str) -> str:
    return by_language.get(language) or next(iter(by_language.values()), "")


def _by_path(node_shape: "Node", shapes: "Graph") -> dict[str, list["Node"]]:
    from rdflib import SH

    shapes_by_path: dict[str, list[Node]] = {}
    for shape in sorted(shapes.objects(node_shape, SH.property), key=str):
        shapes_by_path.setdefault(str(shapes.value(shape, SH.path)), []).append(shape)
    return shapes_by_path


def _only_presence(shape: "Node", shapes: "Graph") -> bool:
    """Tell whether a shape only asks for a value, whatever the value is."""
    from rdflib import SH

    value_constraints = {SH.datatype, SH.nodeKind, SH.pattern, SH["in"], SH.minLength}
    return not value_constraints & set(shapes.predicates(shape))


def _need(property_shapes: Sequence["Node"], shapes: "Graph") -> Need:
    from rdflib import SH

    with_minimum = [shape for shape in property_shapes if (shape, SH.minCount, None) in shapes]
    severities = {
        str(shapes.value(shape, SH.severity)).rpartition("#")[2] for shape in with_minimum
    }
    return next((need for need in Need if need.value in severities), Need.OPTIONAL)


def _text(graph: "Graph", node: "Node", term: "Node", language: str) -> str:
    """Return a text about a node in a language, in English, or in any other."""
    from rdflib import Literal

    texts = sorted(t for t in graph.objects(node, term) if isinstance(t, Literal))
    by_language = {text.language: str(text) for text in texts}
    return by_language.get(language) or by_language.get("en") or "".join(texts[:1])
