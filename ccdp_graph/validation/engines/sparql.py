"""Validation inside a store: each constraint is compiled to a SPARQL query that the store runs.

Plain SPARQL 1.1, so that any endpoint can answer it. A store that returns every kind of integer as
xsd:integer, as Oxigraph does, distinguishes datatypes only as far as it keeps them: both sides of
the comparison then come from the store.
"""

from collections.abc import Iterable, Iterator, Mapping

from ccdp_graph.model import Term
from ccdp_graph.rdf import PREFIXES, RDF, XSD, Statement, iri, literal
from ccdp_graph.sparql import Store
from ccdp_graph.validation.results import Result
from ccdp_graph.validation.shapes import Constraint, PropertyShape

_SUBCLASSES = (
    f"SELECT DISTINCT ?class ?super {{ ?class <{PREFIXES['rdfs']}subClassOf>+ ?super }}"
    " ORDER BY ?class ?super"
)

_ORDERS = {
    "minInclusive": ">=",
    "maxInclusive": "<=",
    "minExclusive": ">",
    "maxExclusive": "<",
    "lessThan": "<",
    "lessThanOrEquals": "<=",
}

_KINDS = {
    "IRI": "isIRI(?value)",
    "Literal": "isLiteral(?value)",
    "BlankNode": "isBlank(?value)",
    "BlankNodeOrIRI": "!isLiteral(?value)",
    "BlankNodeOrLiteral": "!isIRI(?value)",
    "IRIOrLiteral": "!isBlank(?value)",
}

# Lexical forms, since casts exist for a few datatypes only.
_DAY = "(0[1-9]|[12][0-9]|3[01])"

_ZONE = "(Z|[+-][0-9]{2}:[0-9]{2})?"

_FORMS = {
    **dict.fromkeys(("integer", "int", "long", "short", "byte"), "^[+-]?[0-9]+$"),
    "nonNegativeInteger": "^([+]?[0-9]+|-0+)$",
    "positiveInteger": "^[+]?0*[1-9][0-9]*$",
    "decimal": r"^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$",
    "boolean": "^(true|false|0|1)$",
    "date": f"^-?[0-9]{{4,}}-((0[13578]|1[02])-{_DAY}|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|[12][0-9])){_ZONE}$",
}


def validate_store(
    store: Store, shapes: Iterable[PropertyShape], *, limit: int
) -> Iterator[tuple[Result, int]]:
    """Yield what pySHACL would find in the default graph of a store, each with a count.

    Shape: in the store's own order. A count is 1, except for the last result of a constraint that
    was violated more than `limit` times, which stands for all that were not fetched.

    Args:
        limit: How many results of one constraint are fetched.
    """
    subclasses: dict[str, list[str]] = {}
    for subclass, superclass in store.rows(_SUBCLASSES):
        if (
            subclass is not None
            and superclass is not None
            and subclass.type == superclass.type == "uri"
        ):
            subclasses.setdefault(superclass.value, []).append(subclass.value)
    for shape in shapes:
        for constraint in shape.constraints:
            rule = shape.rule(constraint)
            body = compile_constraint(shape, constraint, subclasses)
            rows = store.rows(f"{body} LIMIT {limit + 1}")  # unordered: the store stops there
            for focus, value, _ in rows[:limit]:
                if focus is not None:
                    value_text = None if value is None else term_text(value)
                    yield Result(rule, term_text(focus), value_text), 1
            if len(rows) > limit:
                count_rows = store.rows(f"SELECT (COUNT(*) AS ?number) {{ {{ {body} }} }}")
                number = int(count_rows[0][0].value) if count_rows[0][0] else 0
                row = rows[limit]
                assert row[0] is not None
                value_text = None if row[1] is None else term_text(row[1])
                yield Result(rule, term_text(row[0]), value_text), number - limit


def public_statements(store: Store) -> tuple[Statement, ...]:
    """Fetch the default graph of a store."""
    rows = store.rows("SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }")
    return tuple(
        (term_text(s), term_text(p), term_text(o)) for s, p, o in rows if s and p and o is not None
    )


def compile_constraint(
    shape: PropertyShape, constraint: Constraint, subclasses: Mapping[str, Iterable[str]]
) -> str:
    """Write the SELECT of ?focus, ?value and ?other that gives one row per validation result.

    Args:
        subclasses: The subclasses of each class in the data graph, at any depth.

    Source: SHACL, section 4, whose definitions are written in SPARQL too. A missing value is a
    MINUS: Oxigraph runs a FILTER NOT EXISTS of two steps for each pair.
    """
    path, kind = iri(shape.paths[0]), constraint.kind
    focus = _instances("?focus", shape.targets, subclasses)
    values = f"{focus} ?focus {path} ?value ."
    if kind == "minCount" and constraint.number == 1:
        return f"SELECT DISTINCT ?focus ?value ?other {{ {focus} MINUS {{ ?focus {path} ?any }} }}"
    if kind in {"minCount", "maxCount"}:
        sign = "<" if kind == "minCount" else ">"
        return (
            f"SELECT ?focus ?value ?other {{ {{ SELECT ?focus {{ {focus} "
            f"OPTIONAL {{ ?focus {path} ?member }} }} GROUP BY ?focus "
            f"HAVING (COUNT(DISTINCT ?member) {sign} {constraint.number}) }} }}"
        )
    if kind == "hasValue":
        required = f"?focus {path} {constraint.terms[0]}"
        return f"SELECT DISTINCT ?focus ?value ?other {{ {focus} MINUS {{ {required} }} }}"
    if kind == "uniqueLang":
        return (
            f"SELECT ?focus ?value ?other {{ {{ SELECT ?focus ?other {{ {focus} "
            f"?focus {path} ?member . BIND (lcase(lang(?member)) AS ?other) "
            'FILTER (?other != "") } '
            "GROUP BY ?focus ?other HAVING (COUNT(DISTINCT ?member) > 1) } }"
        )
    if kind in {"lessThan", "lessThanOrEquals"}:
        other = f"?focus {constraint.terms[0]} ?other ."
        test = f"?value {_ORDERS[kind]} ?other"
        return f"SELECT DISTINCT ?focus ?value ?other {{ {values} {other} {_unless(test)} }}"
    if kind == "class":
        classes = _instances("?value", (constraint.text,), subclasses)
        return f"SELECT DISTINCT ?focus ?value ?other {{ {values} MINUS {{ {classes} }} }}"
    return f"SELECT DISTINCT ?focus ?value ?other {{ {values} {_unless(_test(constraint))} }}"


def _instances(
    variable: str, classes: Iterable[str], subclasses: Mapping[str, Iterable[str]]
) -> str:
    names = sorted({subclass for name in classes for subclass in (name, *subclasses.get(name, ()))})
    if len(names) == 1:
        return f"{variable} a {iri(names[0])} ."
    kind = f"{variable}_class"  # not one for both: a MINUS would ask that they be of one class
    return f"{variable} a {kind} . VALUES {kind} {{ {' '.join(map(iri, names))} }}"


def _unless(test: str) -> str:
    """Keep what fails a test; an error counts as failure."""
    return f"FILTER (!COALESCE({test}, false))"


def _test(constraint: Constraint) -> str:
    """Write the test of ?value for a constraint."""
    kind, term = constraint.kind, constraint.terms[0] if constraint.terms else ""
    if kind == "nodeKind":
        return _KINDS.get(constraint.text.rpartition("#")[2], "false")
    if kind == "in":
        members = " || ".join(f"sameTerm(?value, {member})" for member in constraint.terms)
        return members or "false"
    if kind == "pattern":
        return f"(!isBlank(?value) && REGEX(STR(?value), {term}))"
    if kind in {"minLength", "maxLength"}:
        sign = ">=" if kind == "minLength" else "<="
        return f"(!isBlank(?value) && STRLEN(STR(?value)) {sign} {constraint.number})"
    if kind == "datatype":
        return _datatype_test(constraint.text)
    return f"?value {_ORDERS[kind]} {term}"


def _datatype_test(datatype: str) -> str:
    if datatype == RDF + "langString":
        return '(isLiteral(?value) && LANG(?value) != "")'
    # STRDT: the store merges the kinds of integer on both sides, or on neither.
    test = f'DATATYPE(?value) = DATATYPE(STRDT("0", {iri(datatype)}))'
    form = _FORMS.get(datatype.removeprefix(XSD)) if datatype.startswith(XSD) else None
    shaped = f" && REGEX(STR(?value), {literal(form)})" if form else ""
    return f"(isLiteral(?value) && {test}{shaped})"


def term_text(term: Term) -> str:
    """Write a term of an answer in N-Triples."""
    if term.type == "uri":
        return iri(term.value)
    if term.type == "bnode":
        return f"_:{term.value}"
    return literal(term.value, language=term.language or None, datatype=term.datatype or None)
