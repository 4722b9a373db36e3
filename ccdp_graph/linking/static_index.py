"""The names of our things as one JSON file, so that others can match names without a server.

Beside the things stands all that scoring needs: points, small words, words that are the same in
several languages, and how common the common words are.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.linking.matching import LEAST, NEAR, POINTS, NameIndex
from ccdp_graph.linking.words import FOLDS, SMALL_WORDS
from ccdp_graph.model.named_thing import NamedThing
from ccdp_graph.rdf.terms import is_iri

VERSION = 1

_COMMON = 3  # a word in so many names is worth naming


def index_text(things: Iterable[NamedThing], title: str) -> str:
    """Write an index; equal things give equal bytes."""
    index = NameIndex.of(things)
    document = {
        "version": VERSION,
        "title": title,
        "entries": [_entry(thing) for thing in index.things],
        "hints": {
            "points": dict(POINTS),
            "leastScore": LEAST,
            "near": NEAR,
            "smallWords": sorted(SMALL_WORDS),
            "sameWords": {word: first for word, first in sorted(FOLDS.items()) if word != first},
            "commonWords": dict(index.common_words(_COMMON)),
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def parse_index(text: str, path: Path) -> tuple[NamedThing, ...]:
    """Read the things of an index.

    Raises:
        AssetError: It is no index, or one of another version.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise AssetError(
            f"not JSON: {error.msg}; make it with link index", path, error.lineno
        ) from (error)
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise AssetError(f"no index of version {VERSION}; make it with ccdp link index", path)
    entries = document.get("entries")
    if not isinstance(entries, list):
        raise AssetError("the index has no 'entries'; make it with ccdp link index", path)
    return tuple(
        _indexed_thing(entry, number, path) for number, entry in enumerate(entries, start=1)
    )


def _entry(thing: NamedThing) -> dict[str, object]:
    told: dict[str, object] = {
        "id": thing.iri,
        "label": thing.name,
        "alternatives": list(thing.alternatives),
        "type": thing.kind,
        "country": thing.country,
        "hosts": list(thing.hosts),
    }
    return {key: value for key, value in told.items() if value}


def _indexed_thing(entry: object, number: int, path: Path) -> NamedThing:
    told = entry if isinstance(entry, dict) else {}
    texts = [told.get(key, "") for key in ("id", "label", "type", "country")]
    lists = [told.get(key, []) for key in ("alternatives", "hosts")]
    sound = all(isinstance(text, str) for text in texts) and all(
        isinstance(part, list) and all(isinstance(text, str) for text in part) for part in lists
    )
    if not sound or not is_iri(texts[0]) or not texts[1]:
        raise AssetError(f"entry {number} has no id or label; make it with ccdp link index", path)
    iri, name, kind, country = texts
    others, hosts = (tuple(part) for part in lists)
    return NamedThing(iri, name, kind, alternatives=others, country=country, hosts=hosts)
