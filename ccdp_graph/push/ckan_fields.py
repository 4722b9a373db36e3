"""How a dataset stands in CKAN's JSON: extras, or the fields of a schema of the site's own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ccdp_graph.profiles import LISTS, CkanDataset

_PLAIN = ("title", "notes", "url", "license_id", "version")

# Source: ckanext-dcat 2, schemas: one field of these holds what several extras say without them.
_NESTED = {
    "publisher": {"publisher_uri": "uri", "publisher_name": "name", "publisher_url": "url"},
    "contact": {"contact_uri": "uri", "contact_name": "name", "contact_email": "email"},
    "temporal_coverage": {"temporal_start": "start", "temporal_end": "end"},
    "spatial_coverage": {"spatial_uri": "uri", "spatial_text": "text"},
}


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields that a site's schema names, beside those of CKAN; without a schema, none.

    Attributes:
        parts: The parts of each field that has some; else nothing.
    """

    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, schema: Mapping[str, Any]) -> "Fields":
        """Read the answer of `scheming_dataset_schema_show`."""
        return cls(
            {
                str(entry["field_name"]): frozenset(
                    str(part["field_name"]) for part in entry.get("repeating_subfields", ())
                )
                for entry in schema.get("dataset_fields", ())
            }
        )

    def value(self, package: Mapping[str, Any], key: str) -> str:
        """Return what a dataset says in a field or an extra, as text."""
        if key in self.parts:
            return _text(package.get(key))
        extras = package.get("extras") or ()
        return next((_text(e.get("value")) for e in extras if e.get("key") == key), "")


def on_the_wire(dataset: CkanDataset, fields: Fields) -> dict[str, Any]:
    """Write a dataset as `package_create` takes it."""
    extras = dict(dataset["extras"])
    document: dict[str, Any] = {"name": dataset["name"]}
    document |= {key: dataset[key] for key in _PLAIN}
    document["tags"] = [{"name": tag} for tag in dataset["tags"]]
    document["resources"] = list(dataset["resources"])
    for key, named in _NESTED.items():
        if fields.parts.get(key):
            told = {part: extras.pop(extra) for extra, part in named.items() if extra in extras}
            known = {part: text for part, text in told.items() if part in fields.parts[key]}
            if known:
                document[key] = [known]
    for key in sorted(extras.keys() & fields.parts.keys()):
        text = extras.pop(key)
        document[key] = json.loads(text) if key in LISTS else text
    document["extras"] = [{"key": key, "value": extras[key]} for key in sorted(extras)]
    return document


def unlike(
    wanted: Mapping[str, Any], package: Mapping[str, Any], fields: Fields, ours: frozenset[str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what has to be changed there, and the names of the fields that differ.

    Extras that are not ours stay as they are, and so do fields that we say nothing of.
    """
    changes = {
        key: value
        for key, value in wanted.items()
        if key not in {"extras", "tags"} and not _like(value, package.get(key))
    }
    differs = sorted(changes)
    tags = {tag["name"] for tag in package.get("tags") or () if not tag.get("vocabulary_id")}
    if tags != {tag["name"] for tag in wanted["tags"]}:
        changes["tags"] = wanted["tags"]
        differs.append("tags")
    theirs = {e["key"]: _text(e.get("value")) for e in package.get("extras") or ()}
    own = {e["key"]: e["value"] for e in wanted["extras"]}
    other = sorted(key for key in ours - fields.parts.keys() if theirs.get(key) != own.get(key))
    if other:
        kept = {key: value for key, value in theirs.items() if key not in ours}
        changes["extras"] = [{"key": k, "value": v} for k, v in sorted((kept | own).items())]
    known = (ours | _NESTED.keys()) & fields.parts.keys()
    left = {key for key in known if package.get(key) and key not in wanted}
    changes |= {key: [] if fields.parts[key] else "" for key in left}
    return changes, (*differs, *other, *sorted(left))


def _like(own: Any, theirs: Any) -> bool:
    """Tell whether a value there says what ours does; the site may have added to its parts."""
    if isinstance(own, list):
        there = theirs if isinstance(theirs, list) else []
        pairs = zip(own, there, strict=False)
        return len(own) == len(there) and all(_like(a, b) for a, b in pairs)
    if isinstance(own, dict):
        return isinstance(theirs, dict) and all(_like(own[key], theirs.get(key)) for key in own)
    return _text(own) == _text(theirs)


def _text(value: Any) -> str:
    text = "" if value is None else value if isinstance(value, str) else str(value)
    return "\n".join(text.split("\r\n")).strip()
