"""Stored questions: SPARQL with a header that says what is asked, of what, in which words.

The header is grlc's: lines that begin with `#+`, together one YAML document. A parameter `country`
is the variable `?_country`, always projected, and bound as a term, never pasted into the text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccdp_graph.errors import QueryError
from ccdp_graph.rdf.assets import line_of, parse_yaml

KINDS = frozenset(
    {"concept", "country", "region", "organisation", "network", "resource", "number", "text"}
)
_KEYS = frozenset({"summary", "description", "tags", "parameters", "columns"})
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_UPDATE = re.compile(
    r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\s+(DATA|WHERE|GRAPH|SILENT|INTO|<|\{)",
    re.IGNORECASE,
)
_SKIPPED = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#[^\n]*')


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks for.

    Attributes:
        kind: One of `KINDS`; `scheme` names the scheme of a concept.
        labels: By language.
        example: A value that has an answer on the bundled workbooks.
    """

    name: str
    kind: str
    scheme: str
    labels: Mapping[str, str]
    optional: bool
    example: str

    @property
    def option(self) -> str:
        """The name of its option on the command line."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """One question and all that is said of it.

    Attributes:
        name: The file's name without `.rq`.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        summary: The question as a person would ask it, by language; `description` likewise.
        headings: By variable and language.
    """

    name: str
    text: str
    form: str
    summary: Mapping[str, str]
    description: Mapping[str, str]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    headings: Mapping[str, Mapping[str, str]]

    def column_headings(self, language: str = "en") -> dict[str, str]:
        """Return the heading of each variable in one language."""
        return {name: words.get(language, name) for name, words in self.headings.items()}


def parse_query(text: str, path: Path) -> StoredQuery:
    """Read a stored question.

    Raises:
        QueryError: It has no header, an unknown key or kind of parameter, or is no SELECT, ASK,
            CONSTRUCT or DESCRIBE.
    """
    content = read_header(text, path, sorted(_KEYS), required=("summary",))
    bare = _SKIPPED.sub(" ", text)
    form = _FORM.search(bare)
    if form is None or _UPDATE.search(bare):
        raise QueryError("a question is a SELECT, ASK, CONSTRUCT or DESCRIBE, no update", path)
    parameters = tuple(
        _parameter(name, entry or {}, text, path)
        for name, entry in (content.get("parameters") or {}).items()
    )
    return StoredQuery(
        name=path.stem,
        text=text,
        form=form[1].upper(),
        summary=_by_language(content["summary"]),
        description=_by_language(content.get("description", {})),
        tags=tuple(content.get("tags", ())),
        parameters=parameters,
        headings={
            name: _by_language(words) for name, words in (content.get("columns") or {}).items()
        },
    )


def read_header(
    text: str, path: Path, known: Sequence[str], *, required: Sequence[str]
) -> dict[str, Any]:
    """Read the `#+` lines of a query as YAML.

    Raises:
        QueryError: There are none, a required key is missing, or one is unknown.
    """
    header = "\n".join(line[2:].removeprefix(" ") for line in text.splitlines() if line[:2] == "#+")
    content = parse_yaml(header, path) if header else None
    for key in required:
        if not isinstance(content, dict) or key not in content:
            raise QueryError(f"it begins with a header of '#+' lines that has a {key}", path, 1)
    assert isinstance(content, dict)
    for key in content:
        if key not in known:
            said = f"unknown key '{key}'; use {', '.join(known)}"
            raise QueryError(said, path, line_of(text, key))
    return content


def _parameter(name: str, entry: Mapping[str, Any], text: str, path: Path) -> Parameter:
    kind = entry.get("type", "text")
    line = line_of(text, name)
    if kind not in KINDS:
        known = ", ".join(sorted(KINDS))
        raise QueryError(f"unknown type '{kind}' of '{name}'; use {known}", path, line)
    if kind == "concept" and "scheme" not in entry:
        raise QueryError(f"the concept '{name}' needs a scheme", path, line)
    if f"?_{name}" not in text:
        raise QueryError(f"the parameter '{name}' is used nowhere; write ?_{name}", path, line)
    return Parameter(
        name=name,
        kind=kind,
        scheme=entry.get("scheme", ""),
        labels=_by_language(entry.get("label", name)),
        optional=entry.get("optional", "false") == "true",
        example=entry.get("example", ""),
    )


def _by_language(words: Any) -> dict[str, str]:
    return dict(words) if isinstance(words, dict) else {"en": str(words)}
