"""A dataset in CKAN's JSON: extras, or fields of the site's own schema."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ccdp_graph.profiles import LISTS, CkanDataset

_PLAIN = ("title", "notes", "url", "license_id", "version")

# Source: ckanext-dcat 2, schemas: each of these fields replaces several extras.
_NESTED = {
    "publisher": {"publisher_uri": "uri", "publisher_name": "name", "publisher_url": "url"},
    "contact": {"contact_uri": "uri", "contact_name": "name", "contact_email": "email"},
    "temporal_coverage": {"temporal_start": "start", "temporal_end": "end"},
    "spatial_coverage": {"spatial_uri": "uri", "spatial_text": "text"},
}


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a site's schema beside those of CKAN; none without a schema.

    Attributes:
        parts: The subfields of each field, if it has any.
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
        """Return the value of a field or extra of a dataset, as text."""
        if key in self.parts:
            return _text(package.get(key))
        extras = package.get("extras") or ()
        return next((_text(e.get("value")) for e in extras if e.get("key") == key), "")


def to_package(dataset: CkanDataset, fields: Fields) -> dict[str, Any]:
    """Return a dataset as the document that `package_create` takes."""
    extras = dict(dataset["extras"])
    document: dict[str, Any] = {"name": dataset["name"]}
    document |= {key: dataset[key] for key in _PLAIN}
    document["tags"] = [{"name": tag} for tag in dataset["tags"]]
    document["resources"] = list(dataset["resources"])
    for key, parts in _NESTED.items():
        if fields.parts.get(key):
            values = {part: extras.pop(extra) for extra, part in parts.items() if extra in extras}
            allowed = {part: text for part, text in values.items() if part in fields.parts[key]}
            if allowed:
                document[key] = [allowed]
    for key in sorted(extras.keys() & fields.parts.keys()):
        text = extras.pop(key)
        document[key] = json.loads(text) if key in LISTS else text
    document["extras"] = [{"key": key, "value": extras[key]} for key in sorted(extras)]
    return document


def package_changes(
    ours: Mapping[str, Any], package: Mapping[str, Any], fields: Fields, our_extras: frozenset[str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the changes to make on the site, and the names of the fields that differ.

    Extras and fields that are not ours stay as they are.
    """
    changes = {
        key: value
        for key, value in ours.items()
        if key not in {"extras", "tags"} and not _same_value(value, package.get(key))
    }
    differs = sorted(changes)
    tags = {tag["name"] for tag in package.get("tags") or () if not tag.get("vocabulary_id")}
    if tags != {tag["name"] for tag in ours["tags"]}:
        changes["tags"] = ours["tags"]
        differs.append("tags")
    their_values = {e["key"]: _text(e.get("value")) for e in package.get("extras") or ()}
    our_values = {e["key"]: e["value"] for e in ours["extras"]}
    changed_extras = sorted(
        key
        for key in our_extras - fields.parts.keys()
        if their_values.get(key) != our_values.get(key)
    )
    if changed_extras:
        kept = {key: value for key, value in their_values.items() if key not in our_extras}
        changes["extras"] = [{"key": k, "value": v} for k, v in sorted((kept | our_values).items())]
    our_fields = (our_extras | _NESTED.keys()) & fields.parts.keys()
    removed = {key for key in our_fields if package.get(key) and key not in ours}
    changes |= {key: [] if fields.parts[key] else "" for key in removed}
    return changes, (*differs, *changed_extras, *sorted(removed))


def _same_value(ours: Any, theirs: Any) -> bool:
    """Return whether a value equals ours; the site may have added keys to it."""
    if isinstance(ours, list):
        their_list = theirs if isinstance(theirs, list) else []
        pairs = zip(ours, their_list, strict=False)
        return len(ours) == len(their_list) and all(_same_value(a, b) for a, b in pairs)
    if isinstance(ours, dict):
        return isinstance(theirs, dict) and all(
            _same_value(ours[key], theirs.get(key)) for key in ours
        )
    return _text(ours) == _text(theirs)


def _text(value: Any) -> str:
    text = "" if value is None else value if isinstance(value, str) else str(value)
    return "\n".join(text.split("\r\n")).strip()
