"""Reading YARRRML files: the part of the language that needs no functions and no joins.

Source: YARRRML specification (RML.io), sections on prefixes, sources, subjects, predicate-object
maps, languages, datatypes and references. Sources are JSON documents with JSONPath iterators.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccdp_graph.rdf import RDF
from ccdp_graph.schemas import MAPPING_FILE, CheckedFile

_Place = tuple[str | int, ...]

_REFERENCE = re.compile(r"\$\((?P<key>[\w-]+)(?P<list>\[\*\])?\)")

_UNDETERMINED = re.compile(r"(?P<value>\$\((?P<key>\w+)[^\n]*), und~lang\]")

_LANGUAGE = re.compile(r"^(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)~lang$")


@dataclass(frozen=True, slots=True)
class Source:
    """A logical source: the entries of one array of one document."""

    document: str
    array: str


@dataclass(frozen=True, slots=True)
class Template:
    """Fixed texts with references between them: `parts[0] key[0] parts[1] key[1] …`."""

    parts: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def is_reference(self) -> bool:
        """Whether it is one reference and nothing else, so that its value is used as it is."""
        return len(self.keys) == 1 and not any(self.parts)


@dataclass(frozen=True, slots=True)
class ObjectMap:
    """What an object is made of, and whether it is an IRI or a literal."""

    template: Template
    is_iri: bool
    language: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class PredicateObjectMap:
    """One predicate, its objects, and the line on which they stand."""

    predicate: str
    objects: tuple[ObjectMap, ...]
    line: int


@dataclass(frozen=True, slots=True)
class TriplesMap:
    """One named mapping: where it reads, whom it describes, and how; in which file it stands."""

    name: str
    sources: tuple[Source, ...]
    subject: Template
    predicate_objects: tuple[PredicateObjectMap, ...]
    file: str = ""


def with_languages(text: str, language_of: Callable[[str], str]) -> str:
    """Write into a YARRRML file in which language the texts of a key are.

    A mapping leaves that open with the tag `und` (undetermined, as BCP 47 has it).

    Args:
        language_of: Returns the tag of a key, or "" if nothing says what it is.

    >>> with_languages("[dcterms:title, $(name), und~lang]", lambda key: "fr")
    '[dcterms:title, $(name), fr~lang]'
    >>> with_languages("[dcterms:title, $(name), und~lang]", lambda key: "")
    '[dcterms:title, $(name)]'
    """

    def determined(match: re.Match[str]) -> str:
        language = language_of(match["key"])
        return f"{match['value']}, {language}~lang]" if language else f"{match['value']}]"

    return _UNDETERMINED.sub(determined, text)


def parse_yarrrml(
    text: str, path: Path, prefixes: Mapping[str, str] | None = None
) -> tuple[TriplesMap, ...]:
    """Read a YARRRML file.

    Args:
        prefixes: Win over those of the file; a project's own base for `ccdpi`, say.

    Raises:
        AssetError: A key, prefix or source is unknown or missing; names file and line.
    """
    file = MAPPING_FILE.read(text, path)
    reader = _Reader(file, {**file.content.get("prefixes", {}), **(prefixes or {})})
    return tuple(reader.triples_map(name, body) for name, body in file.content["mappings"].items())


@dataclass(frozen=True, slots=True)
class _Reader:
    file: CheckedFile
    prefixes: Mapping[str, str]

    def triples_map(self, name: str, body: Mapping[str, Any]) -> TriplesMap:
        return TriplesMap(
            name,
            tuple(_source(*entry) for entry in body["sources"]),
            self.template(body["s"], ("mappings", name, "s"), as_iri=True),
            tuple(
                self.predicate_object(entry, ("mappings", name, "po", number))
                for number, entry in enumerate(body["po"])
            ),
            self.file.path.name,
        )

    def predicate_object(self, entry: Sequence[Any], place: _Place) -> PredicateObjectMap:
        predicate = RDF + "type" if entry[0] == "a" else self.expanded(entry[0], place)
        objects = (entry[1],) if isinstance(entry[1], str) else entry[1]
        kind = entry[2] if len(entry) == 3 else ""
        return PredicateObjectMap(
            predicate,
            tuple(self.object(text, kind, place, is_type=entry[0] == "a") for text in objects),
            self.file.root.line_of(*place),
        )

    def object(self, text: str, kind: str, place: _Place, *, is_type: bool) -> ObjectMap:
        language = _LANGUAGE.match(kind)
        if is_type or text.endswith("~iri"):
            template = self.template(text.removesuffix("~iri"), place, as_iri=True)
            return ObjectMap(template, is_iri=True)
        if "$(" not in text and not kind and ":" in text:  # a constant prefixed name
            return ObjectMap(self.template(text, place, as_iri=True), is_iri=True)
        return ObjectMap(
            self.template(text, place, as_iri=False),
            is_iri=False,
            language=language["tag"] if language else None,
            datatype=self.expanded(kind, place) if kind and not language else None,
        )

    def template(self, text: str, place: _Place, *, as_iri: bool) -> Template:
        whole = self.expanded(text, place) if as_iri and not text.startswith("$(") else text
        parts, keys, start = [], [], 0
        for match in _REFERENCE.finditer(whole):
            parts.append(whole[start : match.start()])
            keys.append(match["key"])
            start = match.end()
        parts.append(whole[start:])
        if any("$(" in part for part in parts):
            said = f"cannot read the reference in '{text}'; write $(key) or $(key[*])"
            raise self.file.error(said, *place)
        return Template(tuple(parts), tuple(keys))

    def expanded(self, name: str, place: _Place) -> str:
        prefix, colon, local = name.partition(":")
        if local.startswith("//"):
            return name
        if not colon or prefix not in self.prefixes:
            said = f"unknown prefix in '{name}'; add it under 'prefixes'"
            raise self.file.error(said, *place)
        return self.prefixes[prefix] + local


def _source(document: str, iterator: str) -> Source:
    name = document.removesuffix("~jsonpath").removesuffix(".json")
    return Source(name, iterator.removeprefix("$.").removesuffix("[*]"))
