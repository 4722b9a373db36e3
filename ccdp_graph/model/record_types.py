"""Kinds of record: what they are called, and how their records are shown, compared and linked.

A kind is declared in the column file of its table, or, where no table lists its things, in a file
of its own (`mapping/*.kind.yml`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.i18n import joined
from ccdp_graph.rdf import DCTERMS, PREFIXES, expand, slug
from ccdp_graph.schemas import KIND_FILE, KIND_KEYS, CheckedFile

ORGANISATION = "organisation"
"""The kind that no table lists: cells name its things, which are told apart by their names."""

NETWORK, DATA = "network", "data"
"""The roles of kinds: records that connect those who hold data, and records of data held."""

HOLDER, COORDINATOR, PARTNER = "holder", "coordinator", "technical-partner"
"""The roles of an organisation at a record."""

_REQUIRED = ("class", "labels", "plurals")

_KEY_OF = {"class_iri": "class", "is_dataset": "dataset", "schema_type": "schemaType"}
"""The keys that have another name than the attribute."""

_TAKEN = frozenset(
    (
        "catalogue concept dumps fdp harvest map matrix place question release source term "
        "vocabulary"
    ).split()
)
"""Folders of the site, and of IRIs, that hold something else."""

_Properties = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RecordType:
    """A kind of record; all properties and classes are IRIs.

    Attributes:
        name: The folder of its IRIs and pages, such as `resource`.
        labels: What one record is called, by language; `plurals` what several are called.
        naming: The property with the name of a record.
        is_listed: Whether a table lists its records; if not, other records name them.
        index: The properties that its index shows, and by which that can be filtered.
        groups: By heading of a record's page, the properties under it.
        dimensions: By dimension, the properties with its values.
        organisations: By role, the properties that link a record to organisations.
        role: `NETWORK` or `DATA`, for analyses that tell these apart; or nothing.
        is_dataset: Whether its records are datasets, which catalogues of datasets get.
        schema_type: Its type in schema.org.
    """

    name: str
    class_iri: str
    labels: Mapping[str, str]
    plurals: Mapping[str, str]
    naming: str = DCTERMS + "title"
    is_listed: bool = True
    index: tuple[str, ...] = ()
    groups: _Properties = field(default_factory=dict)
    dimensions: _Properties = field(default_factory=dict)
    organisations: _Properties = field(default_factory=dict)
    role: str = ""
    is_dataset: bool = False
    schema_type: str = "Thing"

    def label(self, language: str) -> str:
        """Return what one record is called."""
        return self.labels.get(language) or self.labels["en"]

    def plural(self, language: str) -> str:
        """Return what several records are called, as a heading."""
        return self.plurals.get(language) or self.plurals["en"]

    @property
    def plurals_within(self) -> dict[str, str]:
        """What several records are called within a sentence, by language."""
        return {language: _within(text) for language, text in self.plurals.items()}

    def plural_within(self, language: str) -> str:
        """Return what several records are called within a sentence."""
        return _within(self.plural(language))

    def name_within(self, number: int, language: str) -> str:
        """Return what so many records are called within a sentence."""
        return _within(self.label(language) if number == 1 else self.plural(language))

    @property
    def collection(self) -> str:
        """The name of all its records together, in options and files, such as `resources`."""
        return f"{self.name.removesuffix('s')}s"

    @property
    def responsible(self) -> tuple[str, ...]:
        """The property of who is in charge of a record: its coordinator or first holder, if any."""
        links = self.organisations
        return links.get(COORDINATOR, ())[:1] or links.get(HOLDER, ())[:1]


def _within(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]  # an acronym stays


@dataclass(frozen=True, slots=True)
class RecordTypes:
    """The kinds of record of a project, those that tables list first."""

    entries: tuple[RecordType, ...] = ()

    @classmethod
    def of(cls, declared: Sequence[tuple[Path, RecordType]]) -> "RecordTypes":
        """Collect kinds with the files that declare them; several may declare the same alike.

        Raises:
            AssetError: Two files contradict each other, or two kinds have the same class.
        """
        entries: dict[str, tuple[Path, RecordType]] = {}
        for path, entry in declared:
            other_path, other = entries.setdefault(entry.name, (path, entry))
            for part in fields(entry):
                if getattr(entry, part.name) != getattr(other, part.name):
                    key = _KEY_OF.get(part.name, part.name)
                    raise AssetError(
                        f"says otherwise than {other_path.name} what a '{entry.name}' is "
                        f"('{key}'); keep what one of them says",
                        path,
                    )
        by_class: dict[str, str] = {}
        for path, entry in entries.values():
            if by_class.setdefault(entry.class_iri, entry.name) != entry.name:
                raise AssetError(
                    f"the kinds '{by_class[entry.class_iri]}' and '{entry.name}' have the same "
                    f"class {entry.class_iri}; give each its own",
                    path,
                )
        found = [entry for _, entry in entries.values()]
        return cls(tuple(sorted(found, key=lambda entry: not entry.is_listed)))

    def __iter__(self) -> Iterator[RecordType]:
        return iter(self.entries)

    def __contains__(self, name: object) -> bool:
        return any(entry.name == name for entry in self.entries)

    def __getitem__(self, name: str) -> RecordType:
        return next(entry for entry in self.entries if entry.name == name)

    def get(self, name: str) -> RecordType | None:
        """Return the kind of that name, if there is one."""
        return next((entry for entry in self.entries if entry.name == name), None)

    @property
    def listed(self) -> tuple[RecordType, ...]:
        """The kinds that tables list."""
        return tuple(entry for entry in self.entries if entry.is_listed)

    @property
    def networks_first(self) -> tuple[RecordType, ...]:
        """The listed kinds, those first through which one gets to the others."""
        return tuple(sorted(self.listed, key=lambda entry: entry.role != NETWORK))

    def with_role(self, role: str) -> tuple[RecordType, ...]:
        """Return the kinds with a role."""
        return tuple(entry for entry in self.entries if entry.role == role)


def capitalised(text: str) -> str:
    """Return a text as it stands at the beginning of a line."""
    return text[:1].upper() + text[1:]


def in_words(kinds: Sequence[RecordType], language: str) -> str:
    """List what the records of some kinds are called, as within a sentence.

    >>> kinds = [RecordType(name, "", {}, {"en": name}) for name in ("Beds", "ICUs", "Wards")]
    >>> in_words(kinds, "en")
    'beds, ICUs, and wards'
    """
    return joined(tuple(kind.plural_within(language) for kind in kinds), language)


def read_kind(
    file: CheckedFile,
    content: Mapping[str, Any],
    prefixes: Mapping[str, str] = PREFIXES,
    *,
    naming: str,
    is_listed: bool,
) -> RecordType | None:
    """Read what a file says about the kind of its records, or nothing if it says nothing.

    Args:
        content: What the file says, over what a file of the same name says to which it adds.
        prefixes: Those of the IRIs in it.

    Raises:
        AssetError: A key is missing, or a name or a label will not do; names the line.
    """
    if not content.keys() & {key.name for key in KIND_KEYS}:
        return None
    for key in _REQUIRED:
        if key not in content:
            raise file.error(f"the key '{key}' is missing; add it")
    for key in ("labels", "plurals"):
        if "en" not in content[key]:
            raise file.error(f"'{key}' is given by language, at least 'en'", key)
    name = content["kind"]
    if name != slug(name) or name in _TAKEN:
        raise file.error(f"'{name}' cannot name a folder of its own; choose another", "kind")

    def iris(value: str | Sequence[str]) -> tuple[str, ...]:
        names = (value,) if isinstance(value, str) else value
        return tuple(expand(each, prefixes) for each in names)

    def properties(key: str) -> _Properties:
        return {name: iris(value) for name, value in content.get(key, {}).items()}

    return RecordType(
        name=name,
        class_iri=expand(content["class"], prefixes),
        labels=content["labels"],
        plurals=content["plurals"],
        naming=naming,
        is_listed=is_listed,
        index=iris(content.get("index", ())),
        groups=properties("groups"),
        dimensions=properties("dimensions"),
        organisations=properties("organisations"),
        role=content.get("role", ""),
        is_dataset=content.get("dataset", False),
        schema_type=content.get("schemaType", "Thing"),
    )


def parse_kind_file(text: str, path: Path, prefixes: Mapping[str, str] = PREFIXES) -> RecordType:
    """Read a kind whose things no table lists.

    Raises:
        AssetError: A key is unknown, missing or has a wrong value; names the line.
    """
    file = KIND_FILE.read(text, path)
    naming = expand(file.content["naming"], prefixes)
    kind = read_kind(file, file.content, prefixes, naming=naming, is_listed=False)
    assert kind is not None  # the format requires its class
    return kind
