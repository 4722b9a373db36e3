"""Stored checks: SPARQL queries for what shapes cannot express, one row per violation."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.errors import QueryError
from ccdp_graph.model import Severity, Term
from ccdp_graph.rdf import PREFIXES, expand
from ccdp_graph.schemas import CHECK
from ccdp_graph.sparql import Store
from ccdp_graph.validation.engines.sparql import term_text
from ccdp_graph.validation.results import Result, Rule

_SELECTED = re.compile(r"\bSELECT\s+(?:DISTINCT\s+)?((?:\?\w+\s+)+)WHERE\b", re.IGNORECASE)

_PROLOGUE = re.compile(r"(?:\s*PREFIX\s+[\w-]*:\s*<[^>]*>)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StoredCheck:
    """One check with its description.

    Attributes:
        prologue: The prefixes; `select` is what follows them.
        variables: The selected variables, in order.
        rule: Its own IRI; `path` is that of the property at fault, if it is always the same.
        messages: By language, with other variables of the query in braces.
    """

    path_of_file: Path
    prologue: str
    select: str
    variables: tuple[str, ...]
    rule: str
    severity: Severity
    path: str | None
    messages: Mapping[str, str]


def parse_check(text: str, path: Path) -> StoredCheck:
    """Read a stored check.

    Raises:
        QueryError: A key of its header is missing or unknown, it does not select ?focus, or a
            message names a variable that is not selected.
    """
    file = CHECK.read(text, path)
    header = file.content
    bare = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    prologue = _PROLOGUE.match(bare)
    assert prologue is not None  # it may be empty
    select = bare[prologue.end() :].strip()
    selected = _SELECTED.match(select)
    variables = tuple(selected[1].replace("?", "").split()) if selected else ()
    if "focus" not in variables:
        raise QueryError("a check must SELECT variables, including ?focus", path)
    messages = header["message"]
    if "en" not in messages:
        raise file.error("give the message by language, at least in en", "message")
    for message in messages.values():
        for name in re.findall(r"\{(\w*)\}", message):
            if name not in variables:
                said = f"the message names ?{name}, which is not selected"
                raise file.error(said, "message")
    severities = {severity.label: severity for severity in Severity}
    return StoredCheck(
        path_of_file=path,
        prologue=prologue[0],
        select=select,
        variables=variables,
        rule=expand(header["rule"]),
        severity=severities[header["severity"]],
        path=expand(header["path"]) if "path" in header else None,
        messages=messages,
    )


_COMPONENT = PREFIXES["sh"] + "SPARQLConstraintComponent"


def run_checks(
    store: Store, checks: Iterable[StoredCheck], *, limit: int | None
) -> Iterator[tuple[Result, int]]:
    """Yield one result per row of each check, with a count as `validate_store` does.

    Args:
        limit: How many rows of one check are fetched; None for all.

    Raises:
        QueryError: A check cannot be run; names its file.
    """
    for check in checks:
        only = "" if limit is None else f"\nLIMIT {limit + 1}"
        rows = _rows(store, check, f"{check.prologue}\n{check.select}{only}")
        unfetched = 0
        if limit is not None and len(rows) > limit:
            text = f"{check.prologue}\nSELECT (COUNT(*) AS ?number) {{ {{ {check.select} }} }}"
            number = _rows(store, check, text)[0][0]
            unfetched = int(number.value) - limit if number else 0
        for index, row in enumerate(rows):
            yield _result(check, row), unfetched if index == limit else 1


def _rows(store: Store, check: StoredCheck, text: str) -> tuple[tuple[Term | None, ...], ...]:
    try:
        return store.rows(text)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"cannot be run: {error}", check.path_of_file) from error


def _result(check: StoredCheck, row: tuple[Term | None, ...]) -> Result:
    terms = dict(zip(check.variables, row, strict=True))
    focus, path, value = terms["focus"], terms.get("path"), terms.get("value")
    assert focus is not None  # every check selects the node at fault
    texts = {name: "" if term is None else term.value for name, term in terms.items()}
    messages = {
        language: re.sub(r"\{(\w*)\}", lambda placeholder: texts[placeholder[1]], message)
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
