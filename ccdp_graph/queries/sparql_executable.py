"""The questions as sh:SPARQLExecutable, each with an example that any endpoint can run."""

import re
from collections.abc import Iterable, Mapping

from ccdp_graph.errors import QueryError
from ccdp_graph.model import Term
from ccdp_graph.rdf import (
    PREFIXES,
    XSD,
    canonical_turtle,
    expand,
    iri,
    literal,
    parse_turtle,
    turtle_of,
)
from ccdp_graph.sparql import Parameter, StoredQuery, masked

_SCHEMA = {"schema": "https://schema.org/"}

_PROPERTY = {"SELECT": "sh:select", "ASK": "sh:ask", "CONSTRUCT": "sh:construct"}

_CLASS = {
    "SELECT": "sh:SPARQLSelectExecutable",
    "ASK": "sh:SPARQLAskExecutable",
    "CONSTRUCT": "sh:SPARQLConstructExecutable",
}

_WHERE = re.compile(r"\bWHERE\s*\{|\bASK\s*\{|\bSELECT\b[^{]*\{", re.IGNORECASE)

Statement = tuple[str, str, str]


def executables(examples: Iterable[tuple[StoredQuery, Mapping[str, Term]]], base: str) -> str:
    """Describe questions in Turtle as sh:SPARQLExecutable, as collections of example queries do.

    Shape: one node per question and per parameter; a question with parameters has one more, for its
    text with the example values. No blank nodes; the prefixes stand in the text.

    Args:
        examples: Each question with the example terms of its parameters.
        base: What the IRIs of the project begin with.
    """
    statements: list[Statement] = []
    for query, terms in examples:
        statements += _describe(query, terms, f"{base}question/{query.name}")
    # through a graph, which writes long texts on several lines: people read them
    prefixes = dict(PREFIXES) | _SCHEMA
    return canonical_turtle(parse_turtle(turtle_of(statements, prefixes)), prefixes)


def bound_text(query: StoredQuery, terms: Mapping[str, Term]) -> str:
    """Return a question without its header, with VALUES for its parameters.

    For people to read and run elsewhere; this program itself binds terms, not text.
    """
    text = question_text(query)
    if not terms:
        return text
    match = _WHERE.search(masked(text))
    if match is None:
        raise QueryError(f"{query.name} has no WHERE {{ … }} to bind its parameters in")
    values = "".join(
        f"\n  VALUES ?_{name} {{ {_term_text(term)} }}" for name, term in sorted(terms.items())
    )
    return text[: match.end()] + values + text[match.end() :]


def question_text(query: StoredQuery) -> str:
    """Return the SPARQL of a question without its header."""
    lines = [line for line in query.text.splitlines() if not line.startswith("#+")]
    return "\n".join(lines).strip() + "\n"


def _describe(query: StoredQuery, terms: Mapping[str, Term], node: str) -> list[Statement]:
    statements = _executable(query, question_text(query), node)
    for tag in query.tags:
        statements.append(_statement(node, "schema:keywords", literal(tag)))
    for language, text in query.description.items():
        statements.append(_statement(node, "dcterms:description", literal(text, language=language)))
    for order, parameter in enumerate(query.parameters):
        parameter_node = f"{node}/{parameter.name}"
        statements.append(_statement(node, "rdf:type", iri(expand("sh:Parameterizable"))))
        statements.append(_statement(node, "sh:parameter", iri(parameter_node)))
        statements += _parameter(parameter, parameter_node, order)
    if terms:
        example = f"{node}/example"
        statements += _executable(query, bound_text(query, terms), example)
        statements.append(_statement(example, "prov:wasDerivedFrom", iri(node)))
    return statements


def _executable(query: StoredQuery, text: str, node: str) -> list[Statement]:
    if query.form == "DESCRIBE":
        raise QueryError(f"{query.name} is a DESCRIBE, which SHACL has no class for")
    return [
        _statement(node, "rdf:type", iri(expand("sh:SPARQLExecutable"))),
        _statement(node, "rdf:type", iri(expand(_CLASS[query.form]))),
        _statement(node, _PROPERTY[query.form], literal(text)),
        *(
            _statement(node, "rdfs:comment", literal(text, language=language))
            for language, text in query.summary.items()
        ),
    ]


def _parameter(parameter: Parameter, node: str, order: int) -> list[Statement]:
    integer = XSD + "integer"
    statements = [
        _statement(node, "rdf:type", iri(expand("sh:Parameter"))),
        _statement(node, "sh:path", iri(node)),
        _statement(node, "sh:order", literal(str(order), datatype=integer)),
        *(
            _statement(node, "sh:name", literal(label, language=language))
            for language, label in parameter.labels.items()
        ),
    ]
    if not parameter.required:
        true = literal("true", datatype=XSD + "boolean")
        statements.append(_statement(node, "sh:optional", true))
    if parameter.default:
        statements.append(_statement(node, "sh:defaultValue", literal(parameter.default)))
    if parameter.kind in {"number", "year", "date", "text"}:
        kind = {"number": "integer", "year": "integer", "date": "date", "text": "string"}
        statements.append(_statement(node, "sh:datatype", iri(XSD + kind[parameter.kind])))
    else:
        statements.append(_statement(node, "sh:nodeKind", iri(expand("sh:IRI"))))
    return statements


def _statement(subject: str, predicate: str, term: str) -> Statement:
    return iri(subject), iri(expand(predicate, dict(PREFIXES) | _SCHEMA)), term


def _term_text(term: Term) -> str:
    if term.type == "uri":
        return iri(term.value)
    return literal(term.value, language=term.language or None, datatype=term.datatype or None)
