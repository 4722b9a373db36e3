"""RDF read from text: strictly from strangers, term by term, and fast from our own Turtle files."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import AssetError
from ccdp_graph.i18n import Message, message
from ccdp_graph.rdf.formats import Parsed, Quad, RdfFormat
from ccdp_graph.rdf.terms import iri, is_iri, literal, repair_iri
from ccdp_graph.rdf.turtle import empty_graph, parse_turtle

if TYPE_CHECKING:
    import pyoxigraph
    from rdflib import Graph
    from rdflib.term import Node


_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

_MAX_SHOWN_LENGTH = 120


def parse(content: bytes, form: RdfFormat, base: str, *, lenient: bool = False) -> Parsed:
    """Read RDF in UTF-8.

    Args:
        base: What relative IRIs begin with, or nothing.
        lenient: Take IRIs with signs that no IRI may have, and mend them. JSON-LD is always read
            so, for its parser would leave them out without a word.

    Raises:
        AssetError: It is not RDF of that form; names the line.
    """
    import pyoxigraph

    forms = {
        RdfFormat.N_QUADS: pyoxigraph.RdfFormat.N_QUADS,
        RdfFormat.TRIG: pyoxigraph.RdfFormat.TRIG,
        RdfFormat.RDF_XML: pyoxigraph.RdfFormat.RDF_XML,
        RdfFormat.JSON_LD: pyoxigraph.RdfFormat.JSON_LD,
    }
    terms = _Terms()
    try:
        found = pyoxigraph.parse(
            content,
            format=forms[form],
            base_iri=base or None,
            lenient=lenient or form is RdfFormat.JSON_LD,
        )
        quads = tuple(quad for one in found if (quad := terms.quad(one)) is not None)
    except SyntaxError as error:
        said = re.sub(r"^Parser error (at|between) line .*?: | \(line \d+\)$", "", str(error))
        raise AssetError(said.rstrip("."), line=error.lineno) from error
    except ValueError as error:  # a base that is no IRI
        raise AssetError(str(error)) from error
    return Parsed(quads, tuple(terms.faults))


def parse_leniently(content: bytes, form: RdfFormat, base: str) -> Parsed:
    """Read RDF in UTF-8, with IRIs mended; raises as `parse`."""
    return parse(content, form, base, lenient=True)


class _Terms:
    """Writes terms, and notes each fault once, in order."""

    def __init__(self) -> None:
        self.faults: dict[Message, None] = {}

    def quad(self, quad: "pyoxigraph.Quad") -> Quad | None:
        """Write a statement; none where a part of it cannot be written."""
        import pyoxigraph

        graph = quad.graph_name
        parts = [self._term(quad.subject), self._term(quad.predicate), self._term(quad.object)]
        parts.append("" if isinstance(graph, pyoxigraph.DefaultGraph) else self._term(graph))
        return None if None in parts else Quad(part or "" for part in parts)

    def _term(self, term: object) -> str | None:
        import pyoxigraph

        if isinstance(term, pyoxigraph.NamedNode):
            return self._iri(term.value)
        if isinstance(term, pyoxigraph.BlankNode):
            return f"_:{term.value}"
        if isinstance(term, pyoxigraph.Literal):
            return self._literal(term)
        self._note(message("foreign-triple-term"))
        return None

    def _iri(self, text: str) -> str | None:
        if is_iri(text):
            return iri(text)
        better = repair_iri(text)
        if better is None:
            self._note(message("foreign-iri", iri=text[:_MAX_SHOWN_LENGTH]))
            return None
        self._note(message("foreign-iri-mended", iri=text[:_MAX_SHOWN_LENGTH]))
        return iri(better)

    def _literal(self, term: "pyoxigraph.Literal") -> str | None:
        if term.language is None:
            datatype = self._iri(term.datatype.value)
            return literal(term.value, datatype=datatype[1:-1] if datatype else None)
        if not _LANGUAGE.fullmatch(term.language):
            self._note(message("foreign-language", language=term.language[:_MAX_SHOWN_LENGTH]))
            return literal(term.value)
        return literal(term.value, language=term.language)

    def _note(self, fault: Message) -> None:
        self.faults[fault] = None


_TYPED_TEXT = re.compile(r"\^\^\S*string\b")


def parse_turtle_files(files: Iterable[tuple[str, Path]]) -> "Graph":
    """Read Turtle files into one graph, as `parse_turtle` does; languages are in lower case.

    Args:
        files: Texts and where they were read.

    Raises:
        TurtleError: A file is not Turtle; names file and line.
    """
    graph = empty_graph()
    for text, path in files:
        if not _parsed(text, graph):
            parse_turtle(text, path, graph)  # it says what is wrong, and where
    return graph


def _parsed(text: str, graph: "Graph") -> bool:
    """Read a text, whole or not at all."""
    import pyoxigraph
    from rdflib import BNode, Literal, URIRef

    known: dict[object, Node] = {}

    def term(value: object) -> "Node":
        found = known.get(value)
        if found is None:
            if isinstance(value, pyoxigraph.NamedNode):
                found = URIRef(value.value)
            elif isinstance(value, pyoxigraph.Literal):
                datatype = URIRef(value.datatype.value)
                plain = value.language or value.datatype == string
                found = Literal(value.value, value.language, None if plain else datatype)
            else:
                assert isinstance(value, pyoxigraph.BlankNode)
                found = BNode(value.value)
            known[value] = found
        return found

    string = pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#string")
    if _TYPED_TEXT.search(text):  # rdflib tells it from a plain text, Oxigraph does not
        return False
    try:
        reader = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
        quads = list(reader)
    except SyntaxError:
        return False
    for prefix, namespace in reader.prefixes.items():
        graph.bind(prefix, URIRef(namespace))
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return True
