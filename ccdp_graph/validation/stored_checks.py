"""Stored checks: SPARQL that finds what shapes cannot say, one row a fault."""

import re
from collections.abc import Iterable, Iterator

from ccdp_graph.errors import QueryError
from ccdp_graph.model.solutions import Term
from ccdp_graph.model.stored_check import StoredCheck
from ccdp_graph.rdf.namespaces import PREFIXES
from ccdp_graph.sparql.store import GraphStore
from ccdp_graph.validation.results import Result, Rule
from ccdp_graph.validation.store_checker import term_text

_COMPONENT = PREFIXES["sh"] + "SPARQLConstraintComponent"


def run_checks(
    store: GraphStore, checks: Iterable[StoredCheck], *, most: int | None
) -> Iterator[tuple[Result, int]]:
    """Give a result a row of each check, with a count as `store_checker.check_store` does.

    Args:
        most: How many rows of one check are fetched; all where it is None.

    Raises:
        QueryError: A check cannot be run; names its file.
    """
    for check in checks:
        limit = "" if most is None else f"\nLIMIT {most + 1}"
        rows = _rows(store, check, f"{check.prologue}\n{check.select}{limit}")
        left = 0
        if most is not None and len(rows) > most:
            text = f"{check.prologue}\nSELECT (COUNT(*) AS ?number) {{ {{ {check.select} }} }}"
            number = _rows(store, check, text)[0][0]
            left = int(number.value) - most if number else 0
        for place, row in enumerate(rows):
            yield _result(check, row), left if place == most else 1


def _rows(store: GraphStore, check: StoredCheck, text: str) -> tuple[tuple[Term | None, ...], ...]:
    try:
        return store.rows(text)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"cannot be run: {error}", check.path_of_file) from error


def _result(check: StoredCheck, row: tuple[Term | None, ...]) -> Result:
    found = dict(zip(check.variables, row, strict=True))
    focus, path, value = found["focus"], found.get("path"), found.get("value")
    assert focus is not None  # a check selects the thing at fault
    words = {name: "" if term is None else term.value for name, term in found.items()}
    messages = {
        language: re.sub(r"\{(\w*)\}", lambda named: words[named[1]], message)
        for language, message in check.messages.items()
    }
    rule = Rule(
        iri=check.rule,
        path=path.value if path is not None else check.path,
        severity=check.severity,
        messages=messages,
        component=_COMPONENT,
    )
    return Result(rule, term_text(focus), None if value is None else term_text(value))
