"""Stored checks: SPARQL that finds what shapes cannot say, one row a fault.

The header is that of a stored question: lines that begin with `#+`, together one YAML document.
The query gives `?focus`, and where it has them `?path` and `?value`; any other variable may stand
in braces in the messages.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.errors import QueryError
from ccdp_graph.files.texts import line_of
from ccdp_graph.model.report import Severity
from ccdp_graph.rdf.namespaces import expand
from ccdp_graph.sparql.stored_query import read_header

_KEYS = ("rule", "severity", "path", "message", "description")

_SELECTED = re.compile(r"\bSELECT\s+(?:DISTINCT\s+)?((?:\?\w+\s+)+)WHERE\b", re.IGNORECASE)

_PROLOGUE = re.compile(r"(?:\s*PREFIX\s+[\w-]*:\s*<[^>]*>)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StoredCheck:
    """One check and all that is said of it.

    Attributes:
        prologue: The prefixes, and `select` what follows them.
        variables: What it gives, in order.
        rule: Its own IRI, and `path` that of the property at fault, if it is always the same.
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
        QueryError: A key of its header is missing or unknown, or it is no SELECT of ?focus, or a
            message names a variable that it does not give.
    """
    header = read_header(text, path, _KEYS, required=("rule", "severity", "message"))
    severities = {severity.label: severity for severity in Severity}
    if header["severity"] not in severities:
        known = ", ".join(severities)
        raise QueryError(f"unknown severity; use {known}", path, line_of(text, "severity"))
    bare = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    prologue = _PROLOGUE.match(bare)
    assert prologue is not None  # it may be empty
    select = bare[prologue.end() :].strip()
    selected = _SELECTED.match(select)
    variables = tuple(selected[1].replace("?", "").split()) if selected else ()
    if "focus" not in variables:
        raise QueryError("a check is a SELECT of variables, ?focus among them", path)
    messages = header["message"]
    if not isinstance(messages, dict) or "en" not in messages:
        raise QueryError("a message is given by language, en first", path, line_of(text, "message"))
    for message in messages.values():
        for name in re.findall(r"\{(\w*)\}", message):
            if name not in variables:
                raise QueryError(f"the message names ?{name}, which is not selected", path)
    try:
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
    except KeyError as error:
        raise QueryError(f"unknown prefix in {error}", path) from error
