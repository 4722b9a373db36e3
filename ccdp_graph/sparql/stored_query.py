"""Stored questions: SPARQL with a header that says what is asked, of what, in which words.

The header is grlc's: lines that begin with `#+`, together one YAML document. A parameter `country`
is the variable `?_country`, always projected, and bound as a term, never pasted into the text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccdp_graph.errors import QueryError
from ccdp_graph.files import line_of, parse_yaml
from ccdp_graph.model import RecordType, RecordTypes

_NO_TYPES = RecordTypes()

KINDS = frozenset({"concept", "country", "region", "endpoint", "number", "year", "date", "text"})

RECORD = "record"
"""The kind of a parameter that may be a record of any kind."""

AUDIENCES: Mapping[str, Mapping[str, str]] = {
    "researcher": {"en": "Researchers", "fr": "Chercheurs"},
    "curator": {"en": "Curators", "fr": "Conservateurs des données"},
    "steward": {"en": "Data stewards", "fr": "Intendants des données"},
    "programme": {"en": "Programme leads", "fr": "Responsables de programme"},
}
"""Who asks: the tag of each audience and its heading by language."""

_GIVES = {
    "SELECT": ("a table", "csv, json or xlsx"),
    "CONSTRUCT": ("a graph", "ttl"),
    "ASK": ("yes or no", "json"),
}
"""By form, what an answer is, and the formats that hold it."""

_KEYS = frozenset({"summary", "description", "tags", "parameters", "columns"})

_PARAMETER_KEYS = frozenset({"type", "scheme", "label", "optional", "default", "example"})

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

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
        kind: One of `KINDS`, or a kind of thing; `scheme` names the scheme of a concept.
        things: The kinds of thing that a value may be; none for other kinds of value.
        labels: By language.
        optional: Whether the question has an answer without it; `default` stands in for a value.
        example: A value that has an answer on the bundled workbooks.
    """

    name: str
    kind: str
    scheme: str
    labels: Mapping[str, str]
    optional: bool
    default: str
    example: str
    things: tuple[RecordType, ...] = ()

    @property
    def option(self) -> str:
        """The name of its option on the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return not self.optional and not self.default

    def label(self, language: str) -> str:
        """Return what people call it."""
        return in_language(self.labels, language, self.name)


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
        return {name: in_language(words, language, name) for name, words in self.headings.items()}

    def title(self, language: str) -> str:
        """Return the question as a person would ask it."""
        return in_language(self.summary, language, self.name)

    def explanation(self, language: str) -> str:
        """Return what a row of the answer is, and what is left out."""
        return in_language(self.description, language)

    @property
    def audience(self) -> str:
        """The tag of those who ask it; empty where no tag says."""
        return next((tag for tag in AUDIENCES if tag in self.tags), "")

    @property
    def gives_graph(self) -> bool:
        """Whether the answer is a graph, not a table or yes or no."""
        return self.form in {"CONSTRUCT", "DESCRIBE"}

    def is_about(self, word: str, language: str) -> bool:
        """Tell whether a word stands in its name, summary, description or tags."""
        said = (self.name, self.title(language), self.explanation(language), *self.tags)
        return word.casefold() in "\n".join(said).casefold()

    def check(self, form: str, names: Iterable[str]) -> None:
        """Refuse to be asked for another form of answer, or of what it does not know.

        Args:
            form: SELECT, ASK, or CONSTRUCT, which a DESCRIBE is too.

        Raises:
            QueryError: Says which form to ask for, or which parameter it does not have.
        """
        if form != (own := "CONSTRUCT" if self.gives_graph else self.form):
            given, instead = _GIVES[own]
            raise QueryError(
                f"{self.name} gives {given}, not {_GIVES[form][0]}; ask for --format {instead}"
            )
        unknown = sorted(set(names) - {parameter.name for parameter in self.parameters})
        if unknown:
            raise QueryError(f"{self.name} has no parameter '{unknown[0]}'")


def parse_query(text: str, path: Path, types: RecordTypes = _NO_TYPES) -> StoredQuery:
    """Read a stored question.

    Args:
        types: The kinds of thing that its parameters may be.

    Raises:
        QueryError: It has no header, an unknown key or kind of parameter, or is no SELECT, ASK,
            CONSTRUCT or DESCRIBE.
    """
    content = read_header(text, path, sorted(_KEYS), required=("summary",))
    bare = masked(text)
    form = _FORM.search(bare)
    if form is None or _UPDATE.search(bare):
        raise QueryError("a question is a SELECT, ASK, CONSTRUCT or DESCRIBE, no update", path)
    columns = _mapping(content, "columns", text, path)
    parameters = tuple(
        _parameter(name, entry, text, path, types)
        for name, entry in _mapping(content, "parameters", text, path).items()
    )
    projected = bare[form.start() :].partition("{")[0] if form[1].upper() == "SELECT" else bare
    for parameter in parameters:
        _check_use(parameter, bare, projected, path)
    return StoredQuery(
        name=path.stem,
        text=text,
        form=form[1].upper(),
        summary=_by_language(content["summary"]),
        description=_by_language(content.get("description", {})),
        tags=_tags(content, text, path),
        parameters=parameters,
        headings={name: _by_language(words) for name, words in columns.items()},
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


def masked(text: str) -> str:
    """Return a question with spaces for its strings, IRIs and comments, each sign in its place."""
    return _SKIPPED.sub(lambda match: " " * len(match[0]), text)


def in_language(words: Mapping[str, str], language: str, otherwise: str = "") -> str:
    """Return words in one language, or else in English, or in any."""
    return words.get(language) or words.get("en") or next(iter(words.values()), otherwise)


def _tags(content: Mapping[str, Any], text: str, path: Path) -> tuple[str, ...]:
    tags = content.get("tags") or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise QueryError("'tags' is a list: [network, researcher]", path, line_of(text, "tags"))
    return tuple(tags)


def _mapping(content: Mapping[str, Any], key: str, text: str, path: Path) -> Mapping[str, Any]:
    found = content.get(key) or {}
    if not isinstance(found, dict):
        raise QueryError(f"'{key}' has one line a name: 'name: …'", path, line_of(text, key))
    return found


def _check_use(parameter: Parameter, bare: str, projected: str, path: Path) -> None:
    variable = rf"\?_{parameter.name}\b"
    if not re.search(variable, bare):
        raise QueryError(
            f"the parameter '{parameter.name}' is used nowhere; write ?_{parameter.name}", path
        )
    if not re.search(variable, projected):  # a store binds only what is projected
        raise QueryError(
            f"the parameter '{parameter.name}' is not projected; SELECT ?_{parameter.name} too",
            path,
        )


def _parameter(name: str, entry: Any, text: str, path: Path, types: RecordTypes) -> Parameter:
    line = line_of(text, name)
    if not _NAME.fullmatch(name):
        raise QueryError(f"the parameter '{name}' needs a name such as data_type", path, line)
    entry = entry or {}
    if not isinstance(entry, dict) or not entry.keys() <= _PARAMETER_KEYS:
        known = ", ".join(sorted(_PARAMETER_KEYS))
        raise QueryError(f"'{name}' is described by {known}", path, line)
    kind = entry.get("type", "text")
    things = {**{thing.name: (thing,) for thing in types}, RECORD: types.listed}
    if kind not in KINDS | things.keys():
        known = ", ".join(sorted(KINDS | things.keys()))
        raise QueryError(f"unknown type '{kind}' of '{name}'; use {known}", path, line)
    if kind == "concept" and "scheme" not in entry:
        raise QueryError(f"the concept '{name}' needs a scheme", path, line)
    return Parameter(
        name=name,
        kind=kind,
        scheme=entry.get("scheme", ""),
        labels=_by_language(entry.get("label", name)),
        optional=entry.get("optional", "false") == "true",
        default=entry.get("default", ""),
        example=entry.get("example", ""),
        things=things.get(kind, ()),
    )


def _by_language(words: Any) -> dict[str, str]:
    if isinstance(words, dict):
        return {language: str(text) for language, text in words.items()}
    return {"en": str(words)}
