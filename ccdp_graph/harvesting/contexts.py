"""JSON-LD contexts: pinned copies stand in for those elsewhere, and no other is loaded."""

from collections.abc import Mapping
from typing import Any

PINNED: Mapping[str, str] = {
    "https://semiceu.github.io/DCAT-AP/releases/3.0.0/context/dcat-ap.jsonld": "dcat-ap",
    "https://semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld": "dcat-ap",
    "http://schema.org": "schema-org",
    "https://schema.org": "schema-org",
    "http://schema.org/docs/jsonldcontext.jsonld": "schema-org",
    "https://schema.org/docs/jsonldcontext.jsonld": "schema-org",
}
"""By address, the name of the pinned copy: `ontology/external/NAME.context.jsonld`."""


class Contexts:
    """Puts pinned contexts into documents.

    Args:
        pinned: By name, what stands at `@context` in the copy.
    """

    def __init__(self, pinned: Mapping[str, Any]) -> None:
        self._pinned = pinned

    def inlined(self, document: Any) -> tuple[Any, tuple[str, ...]]:
        """Return a document without contexts elsewhere, and the addresses that are not known."""
        unknown: dict[str, None] = {}
        return self._walk(document, unknown), tuple(unknown)

    def _walk(self, value: Any, unknown: dict[str, None]) -> Any:
        if isinstance(value, list):
            return [self._walk(entry, unknown) for entry in value]
        if not isinstance(value, dict):
            return value
        found = {}
        for key, entry in value.items():
            if key == "@import" and isinstance(entry, str):
                unknown[entry] = None
            elif key == "@context":
                found[key] = self._context(entry, unknown)
            else:
                found[key] = self._walk(entry, unknown)
        return found

    def _context(self, context: Any, unknown: dict[str, None]) -> Any:
        if isinstance(context, list):
            return [self._context(entry, unknown) for entry in context]
        if isinstance(context, str):
            name = PINNED.get(context.partition("#")[0].rstrip("/"), "")
            if name in self._pinned:
                return self._pinned[name]
            unknown[context] = None
            return {}
        return self._walk(context, unknown)
