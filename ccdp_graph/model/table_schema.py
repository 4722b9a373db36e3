"""Column files: how a sheet is recognised and what each of its columns holds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ccdp_graph.model.record_types import RecordType, read_kind
from ccdp_graph.rdf import PREFIXES, expand
from ccdp_graph.schemas import COLUMN_ADDITIONS, COLUMN_FILE

_ADDED = frozenset({"dimensions", "groups", "organisations"})
"""Keys of the kind to which a file that lies over another adds."""

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
        language: The language of its texts, if it is not that of the sheet.
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
    language: str = ""
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
        language: The language of its texts, if it is not that of the project.
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
    language: str = ""
    _by_name: dict[str, Column] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """List the columns by name."""
        self._by_name.update((column.name, column) for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        return self._by_name[name]

    def language_of(self, key: str) -> str:
        """Return the language of the texts of a key of its records; "" for that of the project."""
        column = self._by_name.get(key)
        return (column.language if column else "") or self.language


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
    file = (COLUMN_ADDITIONS if over else COLUMN_FILE).read(text, path)
    said = file.content
    content = _layered(COLUMN_FILE.read(over, path).content, said) if over else said
    columns = {entry["name"]: _column(entry, prefixes) for entry in content["columns"]}
    names = [entry["name"] for entry in said.get("columns", ())]
    for number, name in enumerate(names):
        if name in names[:number]:
            message = f"the column '{name}' is listed twice; keep one"
            raise file.error(message, "columns", number, "name")
        if not columns[name].property_iri and not columns[name].template:
            message = f"the column '{name}' needs the key 'propertyUrl' or 'template'; add one"
            raise file.error(message, "columns", number)
    for place, name in _references(said):
        if name not in columns:
            raise file.error(f"there is no column '{name}'; add it or mend the name", *place)
    naming = columns[content["primaryKey"]].property_iri
    return ColumnFile(
        table=content["table"],
        kind=content["kind"],
        titles=content["titles"],
        descriptions=content.get("descriptions", {}),
        primary_key=content["primaryKey"],
        period=content.get("period", ()),
        columns=tuple(columns.values()),
        section=content.get("section", ()),
        text=content.get("text", ()),
        sheet_names=content.get("sheetNames", {}),
        record_type=read_kind(file, content, prefixes, naming=naming, is_listed=True),
        language=content.get("lang", ""),
    )


def _references(content: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each place that names a column, and the name."""
    if "primaryKey" in content:
        yield ("primaryKey",), content["primaryKey"]
    for key in ("period", "section"):
        for number, name in enumerate(content.get(key, ())):
            yield (key, number), name
    for number, entry in enumerate(content.get("columns", ())):
        if "countryColumn" in entry:
            yield ("columns", number, "countryColumn"), entry["countryColumn"]
        for name in _REFERENCE.findall(entry.get("template", "")):
            yield ("columns", number, "template"), name


def _layered(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one file over another: what has names adds up, as do texts; columns meet by name."""
    columns = {entry["name"]: entry for entry in under["columns"]}
    for entry in over.get("columns", ()):
        before = columns.get(entry["name"], {})
        titles = {**before.get("titles", {})}
        for language, words in entry.get("titles", {}).items():
            titles[language] = (*titles.get(language, ()), *words)
        options = before.get("options", {}) | entry.get("options", {})
        columns[entry["name"]] = before | entry | {"titles": titles, "options": options}
    text = (*under.get("text", ()), *over.get("text", ()))
    named = {key: {**under.get(key, {}), **over[key]} for key in _ADDED & over.keys()}
    return {**under, **over, **named, "columns": tuple(columns.values()), "text": text}


def _column(entry: Mapping[str, Any], prefixes: Mapping[str, str]) -> Column:
    vocabulary = entry.get("vocabulary", ())
    titles = entry.get("titles") or {"": (entry["name"],)}
    return Column(
        name=entry["name"],
        titles=tuple(title for words in titles.values() for title in words),
        datatype=entry.get("datatype", "concept" if vocabulary else "string"),
        property_iri=expand(entry["propertyUrl"], prefixes) if "propertyUrl" in entry else "",
        required=entry.get("required", False),
        separator=entry.get("separator", ""),
        vocabulary=(vocabulary,) if isinstance(vocabulary, str) else vocabulary,
        country_column=entry.get("countryColumn", ""),
        rest=entry.get("rest", ""),
        language=entry.get("lang", ""),
        role=entry.get("role", ""),
        matches=entry.get("matches", {}),
        options=entry.get("options", {}),
        template=entry.get("template", ""),
        titles_by_language=titles,
        description=_by_language(entry.get("description", {})),
        example=_by_language(entry.get("example", {})),
    )


def _by_language(said: Mapping[str, str] | str) -> Mapping[str, str]:
    return {"": said} if isinstance(said, str) else said
