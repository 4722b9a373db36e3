"""Stored questions: SPARQL with a header that says what is asked, of what, in which words.

The header is grlc's: lines that begin with `#+`, together one YAML document. A parameter `country`
is the variable `?_country`, always projected, and bound as a term, never pasted into the text.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccdp_graph.errors import QueryError
from ccdp_graph.i18n import Texts, did_you_mean
from ccdp_graph.model import RecordType, RecordTypes
from ccdp_graph.schemas import PARAMETER_TYPES, QUESTION, CheckedFile

RECORD = "record"
"""The kind of a parameter that may be a record of any kind."""

AUDIENCES: Mapping[str, Texts[str]] = {
    "researcher": Texts("Researchers"),
    "curator": Texts("Curators"),
    "steward": Texts("Data stewards"),
    "programme": Texts("Programme leads"),
}
"""Who asks: the tag of each audience and its heading by language."""

_GIVES = {
    "SELECT": ("a table", "csv, json or xlsx"),
    "CONSTRUCT": ("a graph", "ttl"),
    "ASK": ("yes or no", "json"),
}
"""By form, what an answer is, and the formats that hold it."""

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
        kind: One of those of docs/reference/questions.md, or a kind of thing; `scheme` names the
            scheme of a concept.
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


def parse_query(
    text: str, path: Path, types: Callable[[], RecordTypes] = RecordTypes
) -> StoredQuery:
    """Read a stored question.

    Args:
        types: Reads the kinds of record, where a parameter may be one.

    Raises:
        QueryError: It has no header, an unknown key or kind of parameter, or is no SELECT, ASK,
            CONSTRUCT or DESCRIBE.
    """
    file = QUESTION.read(text, path)
    content = file.content
    bare = masked(text)
    form = _FORM.search(bare)
    if form is None or _UPDATE.search(bare):
        raise QueryError("a question is a SELECT, ASK, CONSTRUCT or DESCRIBE, no update", path)
    parameters = tuple(
        _parameter(name, entry, file, types)
        for name, entry in content.get("parameters", {}).items()
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
        tags=content.get("tags", ()),
        parameters=parameters,
        headings={n: _by_language(words) for n, words in content.get("columns", {}).items()},
    )


def masked(text: str) -> str:
    """Return a question with spaces for its strings, IRIs and comments, each sign in its place."""
    return _SKIPPED.sub(lambda match: " " * len(match[0]), text)


def in_language(words: Mapping[str, str], language: str, otherwise: str = "") -> str:
    """Return words in one language, or else in English, or in any."""
    return words.get(language) or words.get("en") or next(iter(words.values()), otherwise)


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


def _parameter(
    name: str, entry: Mapping[str, Any], file: CheckedFile, types: Callable[[], RecordTypes]
) -> Parameter:
    kind = entry.get("type", "text")
    things: tuple[RecordType, ...] = ()
    if kind == RECORD or kind not in PARAMETER_TYPES:
        known = {thing.name: (thing,) for thing in types()} | {RECORD: types().listed}
        if kind not in known:
            near = did_you_mean(kind, PARAMETER_TYPES.keys() | known.keys())
            raise file.error(f"'type' cannot be '{kind}'{near}", "parameters", name, "type")
        things = known[kind]
    if kind == "concept" and "scheme" not in entry:
        raise file.error(f"the concept '{name}' needs the key 'scheme'", "parameters", name)
    return Parameter(
        name=name,
        kind=kind,
        scheme=entry.get("scheme", ""),
        labels=_by_language(entry.get("label", name)),
        optional=entry.get("optional", False),
        default=entry.get("default", ""),
        example=entry.get("example", ""),
        things=things,
    )


def _by_language(words: Mapping[str, str] | str) -> Mapping[str, str]:
    return {"en": words} if isinstance(words, str) else words
