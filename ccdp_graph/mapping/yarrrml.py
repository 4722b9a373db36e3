"""Reading YARRRML files: the part of the language that needs no functions and no joins.

Source: YARRRML specification (RML.io), sections on prefixes, sources, subjects, predicate-object
maps, languages, datatypes and references. Sources are JSON documents with JSONPath iterators.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.files import line_of, parse_yaml
from ccdp_graph.rdf import RDF

_TOP_KEYS = frozenset({"prefixes", "base", "mappings"})

_MAPPING_KEYS = {
    **dict.fromkeys(("source", "sources"), "sources"),
    **dict.fromkeys(("s", "subject", "subjects"), "s"),
    **dict.fromkeys(("po", "predicateobjects"), "po"),
}

_SOURCE = re.compile(r"^(?P<document>[^~]+)\.json$|^(?P<named>[^~]+)\.json~jsonpath$")

_ITERATOR = re.compile(r"^\$\.(?P<array>\w+)\[\*\]$")

_REFERENCE = re.compile(r"\$\((?P<key>[\w-]+)(?P<list>\[\*\])?\)")

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
    """One predicate, and its objects."""

    predicate: str
    objects: tuple[ObjectMap, ...]


@dataclass(frozen=True, slots=True)
class TriplesMap:
    """One named mapping: where it reads, whom it describes, and how; in which file it stands."""

    name: str
    sources: tuple[Source, ...]
    subject: Template
    predicate_objects: tuple[PredicateObjectMap, ...]
    file: str = ""


def parse_yarrrml(
    text: str, path: Path, prefixes: Mapping[str, str] | None = None
) -> tuple[TriplesMap, ...]:
    """Read a YARRRML file.

    Args:
        prefixes: Win over those of the file; a project's own base for `ccdpi`, say.

    Raises:
        AssetError: A key, prefix or source is unknown or missing; names file and line.
    """
    content = parse_yaml(text, path)
    if not isinstance(content, dict) or not isinstance(content.get("mappings"), dict):
        raise AssetError("expected the keys 'prefixes' and 'mappings'", path, 1)
    reader = _Reader(text, path, {**content.get("prefixes", {}), **(prefixes or {})})
    reader.check(content, _TOP_KEYS)
    return tuple(reader.triples_map(name, body) for name, body in content["mappings"].items())


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    path: Path
    prefixes: Mapping[str, str]

    def error(self, message: str, word: str = "") -> AssetError:
        return AssetError(message, self.path, line_of(self.text, word) if word else None)

    def check(self, content: Mapping[str, Any], known: frozenset[str]) -> None:
        for key in content:
            if key not in known:
                expected = ", ".join(sorted(known))
                raise self.error(f"unknown key '{key}'; use {expected}", key)

    def triples_map(self, name: str, body: Any) -> TriplesMap:
        if not isinstance(body, dict):
            raise self.error(f"the mapping '{name}' needs the keys sources, s and po", name)
        self.check(body, frozenset(_MAPPING_KEYS))
        parts = {_MAPPING_KEYS[key]: value for key, value in body.items()}
        for key in ("sources", "s", "po"):
            if key not in parts:
                raise self.error(f"the mapping '{name}' lacks the key '{key}'", name)
        return TriplesMap(
            name,
            tuple(self.source(entry) for entry in parts["sources"]),
            self.template(parts["s"], as_iri=True),
            tuple(self.predicate_object(entry) for entry in parts["po"]),
            self.path.name,
        )

    def source(self, entry: Any) -> Source:
        place, iterator = entry if isinstance(entry, list) and len(entry) == 2 else ("", "")
        document, array = _SOURCE.match(place), _ITERATOR.match(iterator)
        if document is None or array is None:
            raise self.error(
                f'unknown source {entry}; write [NAME.json~jsonpath, "$.ARRAY[*]"]', place
            )
        return Source(document["named"] or document["document"], array["array"])

    def predicate_object(self, entry: Any) -> PredicateObjectMap:
        if not isinstance(entry, list) or not 2 <= len(entry) <= 3:
            raise self.error(f"expected [predicate, object] or with a type: {entry}")
        predicate = RDF + "type" if entry[0] == "a" else self.expanded(entry[0])
        objects = entry[1] if isinstance(entry[1], list) else [entry[1]]
        kind = entry[2] if len(entry) == 3 else ""
        return PredicateObjectMap(
            predicate, tuple(self.object(text, kind, is_type=entry[0] == "a") for text in objects)
        )

    def object(self, text: str, kind: str, *, is_type: bool) -> ObjectMap:
        language = _LANGUAGE.match(kind)
        if is_type or text.endswith("~iri"):
            return ObjectMap(self.template(text.removesuffix("~iri"), as_iri=True), is_iri=True)
        if "$(" not in text and not kind and ":" in text:  # a constant prefixed name
            return ObjectMap(self.template(text, as_iri=True), is_iri=True)
        datatype = self.expanded(kind) if kind and not language else None
        return ObjectMap(
            self.template(text, as_iri=False),
            is_iri=False,
            language=language["tag"] if language else None,
            datatype=datatype,
        )

    def template(self, text: Any, *, as_iri: bool) -> Template:
        if not isinstance(text, str):
            raise self.error(f"expected a text, not {text}")
        whole = self.expanded(text) if as_iri and not text.startswith("$(") else text
        parts, keys, place = [], [], 0
        for match in _REFERENCE.finditer(whole):
            parts.append(whole[place : match.start()])
            keys.append(match["key"])
            place = match.end()
        parts.append(whole[place:])
        if any("$(" in part for part in parts):
            raise self.error(f"cannot read the reference in '{text}'; write $(key) or $(key[*])")
        return Template(tuple(parts), tuple(keys))

    def expanded(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        if local.startswith("//"):
            return name
        if not colon or prefix not in self.prefixes:
            raise self.error(f"unknown prefix in '{name}'; add it under 'prefixes'", name)
        return self.prefixes[prefix] + local
