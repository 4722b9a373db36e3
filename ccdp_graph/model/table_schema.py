"""Column files: how a sheet is recognised and what each of its columns holds."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.files import line_of, parse_yaml
from ccdp_graph.model.record_types import KIND_KEYS, RecordType, read_kind
from ccdp_graph.rdf import PREFIXES, expand

DATATYPES = frozenset(
    {"string", "gYear", "nonNegativeInteger", "anyURI", "ageRange", "contact", "record"}
)

_FILE_KEYS = KIND_KEYS | set(
    "table kind titles descriptions sheetNames primaryKey period section text".split()
)

_ADDED = frozenset({"dimensions", "groups", "organisations"})
"""Keys of the kind to which a file that lies over another adds."""

_COLUMN_KEYS = frozenset(
    {
        "name",
        "titles",
        "required",
        "datatype",
        "separator",
        "lang",
        "vocabulary",
        "propertyUrl",
        "countryColumn",
        "rest",
        "role",
        "matches",
        "options",
        "template",
        "description",
        "example",
    }
)

_REFERENCE = re.compile(r"\$\((\w+)\)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column, in the words of CSVW where it has one.

    Attributes:
        titles: Every header text by which the column is known, in any language.
        vocabulary: The schemes whose labels a cell holds, in order; or `organisation`.
        property_iri: The property that a cell's value becomes.
        country_column: For organisations, the column that says where they are.
        rest: The key that takes all values but the first, where only one is allowed.
        role: For organisations, the concept of their role, for qualified attribution.
        matches: By key, a scheme's namespace: the matching concept there, if there is one.
        options: By header of a tick column, the word that a tick there stands for.
        template: For a cell that holds the values of several columns, how they stand in it, such
            as `$(publisher) ($(country))`; a template of two years reads "since 2015" too.
        titles_by_language: The same titles by language, the one to write first.
        description: What to write, by language, where the shapes do not say it well.
        example: What a cell may hold, by language; words of a list need one language only.
    """

    name: str
    titles: tuple[str, ...]
    datatype: str
    property_iri: str
    required: bool = False
    separator: str = ""
    vocabulary: tuple[str, ...] = ()
    country_column: str = ""
    rest: str = ""
    role: str = ""
    matches: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    template: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The columns whose values the template names."""
        return tuple(_REFERENCE.findall(self.template))

    @property
    def is_list_of_words(self) -> bool:
        """Whether a cell may hold several words of a vocabulary, so that options may be ticked."""
        return bool(self.vocabulary and self.separator)

    titles_by_language: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    example: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The header text that messages use."""
        return self.titles[0]

    def title_in(self, language: str) -> str:
        """Return the header text to write in a language, or the usual one."""
        return next(iter(self.titles_by_language.get(language, ())), self.title)

    def label_in(self, language: str) -> str:
        """Return what to call the column in a language: in English always by its usual title."""
        return self.title if language == "en" else self.title_in(language)


@dataclass(frozen=True, slots=True)
class ColumnFile:
    """What a sheet of one kind looks like.

    Attributes:
        table: The name of the document and of its catalogue, such as `data-resources`.
        kind: The last folder of the IRIs of its things, such as `resource`.
        titles: The title of its catalogue, by language.
        section: The columns that a heading row over a block of rows may fill, in order.
        text: Headers whose cells stay text, because a person decided so.
        sheet_names: What to call its sheet in a blank survey, by language.
        record_type: What the file says about the kind of its records; None if another file does.
    """

    table: str
    kind: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    primary_key: str
    period: tuple[str, ...]
    columns: tuple[Column, ...]
    section: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    sheet_names: Mapping[str, str] = field(default_factory=dict)
    record_type: RecordType | None = None
    _by_name: dict[str, Column] = field(default_factory=dict, init=False, repr=False, compare=False)

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        if name not in self._by_name:
            self._by_name.update((column.name, column) for column in self.columns)
        return self._by_name[name]


def parse_column_file(
    text: str, path: Path, over: str = "", prefixes: Mapping[str, str] = PREFIXES
) -> ColumnFile:
    """Read a column file.

    Args:
        over: The text of a file of the same name that this one adds to: columns of the same name
            get more titles and options, all else that is said again is said anew.
        prefixes: Those of the IRIs in it.

    Raises:
        AssetError: A key is unknown or missing, or names a column that the file lacks.
    """
    content = _content(text, path)
    if over:
        content = _layered(_content(over, path), content)
    for key in ("table", "kind", "primaryKey", "columns", "titles"):
        if key not in content:
            raise AssetError(f"the key '{key}' is missing; add it", path)
    columns = tuple(_column(entry, text, path, prefixes) for entry in content["columns"])
    names = [column.name for column in columns]
    for name in names:
        if names.count(name) > 1:
            raise AssetError(f"the column '{name}' is listed twice", path, line_of(text, name))
    period = tuple(content.get("period", ()))
    section = tuple(content.get("section", ()))
    parts = [part for column in columns for part in column.parts]
    asked = [content["primaryKey"], *period, *section, *parts]
    asked += [column.country_column for column in columns]
    for name in asked:
        if name and name not in names:
            line = line_of(text, name)
            raise AssetError(f"there is no column '{name}'; add it or mend the name", path, line)
    named_by = columns[names.index(content["primaryKey"])].property_iri
    return ColumnFile(
        table=content["table"],
        kind=content["kind"],
        titles=content["titles"],
        descriptions=content.get("descriptions", {}),
        primary_key=content["primaryKey"],
        period=period,
        columns=columns,
        section=section,
        text=tuple(content.get("text", ())),
        sheet_names=content.get("sheetNames", {}),
        record_type=read_kind(content, text, path, prefixes, naming=named_by, is_listed=True),
    )


def _content(text: str, path: Path) -> dict[str, Any]:
    content = parse_yaml(text, path)
    if not isinstance(content, dict):
        raise AssetError("expected keys such as 'table' and 'columns'", path, 1)
    _check_keys(content, _FILE_KEYS | {"columns"}, text, path)
    return content


def _layered(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Lay one file over another: what has names adds up, as do texts; columns meet by name."""
    columns = {entry.get("name"): entry for entry in under.get("columns", [])}
    for entry in over.get("columns", []):
        before = columns.get(entry.get("name"), {})
        titles = {**before.get("titles", {})}
        for language, words in entry.get("titles", {}).items():
            titles[language] = [*titles.get(language, []), *words]
        options = before.get("options", {}) | entry.get("options", {})
        columns[entry.get("name")] = before | entry | {"titles": titles, "options": options}
    text = [*under.get("text", []), *over.get("text", [])]
    named = {key: {**under.get(key, {}), **over[key]} for key in _ADDED & over.keys()}
    return under | over | named | {"columns": list(columns.values()), "text": text}


def _column(entry: Any, text: str, path: Path, prefixes: Mapping[str, str]) -> Column:
    if not isinstance(entry, dict) or "name" not in entry:
        raise AssetError("each column needs a 'name'", path, line_of(text, "columns"))
    line = line_of(text, entry["name"])
    _check_keys(entry, _COLUMN_KEYS, text, path)
    vocabulary = entry.get("vocabulary", ())
    datatype = entry.get("datatype", "concept" if vocabulary else "string")
    if datatype not in DATATYPES | {"concept"}:
        known = ", ".join(sorted(DATATYPES))
        raise AssetError(f"unknown datatype '{datatype}'; use one of {known}", path, line)
    template = entry.get("template", "")
    if "propertyUrl" not in entry and not template:
        raise AssetError(f"the column '{entry['name']}' needs a 'propertyUrl'", path, line)
    try:
        property_iri = expand(entry["propertyUrl"], prefixes) if "propertyUrl" in entry else ""
    except KeyError as error:
        prefix = entry["propertyUrl"].partition(":")[0]
        line = line_of(text, entry["propertyUrl"])
        raise AssetError(f"unknown prefix '{prefix}'; write the full IRI", path, line) from error
    titles = entry.get("titles") or {"": [entry["name"]]}
    return Column(
        name=entry["name"],
        titles=tuple(title for words in titles.values() for title in words),
        datatype=datatype,
        property_iri=property_iri,
        required=entry.get("required", "false") == "true",
        separator=entry.get("separator", ""),
        vocabulary=(vocabulary,) if isinstance(vocabulary, str) else tuple(vocabulary),
        country_column=entry.get("countryColumn", ""),
        rest=entry.get("rest", ""),
        role=entry.get("role", ""),
        matches=entry.get("matches", {}),
        options=entry.get("options", {}),
        template=template,
        titles_by_language={language: tuple(words) for language, words in titles.items()},
        description=_by_language(entry.get("description", {})),
        example=_by_language(entry.get("example", {})),
    )


def _by_language(said: Any) -> Mapping[str, str]:
    return {"": said} if isinstance(said, str) else said


def _check_keys(content: dict[str, Any], known: Set[str], text: str, path: Path) -> None:
    for key in content:
        if key not in known:
            expected = ", ".join(sorted(known))
            raise AssetError(f"unknown key '{key}'; use {expected}", path, line_of(text, key))
