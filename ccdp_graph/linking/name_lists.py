"""Name lists: pinned copies of external ones, and ours as JSON for matching offline."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.files import read_heading, read_packed_text
from ccdp_graph.linking.name_index import MIN_SCORE, NEAR, POINTS, NameIndex
from ccdp_graph.linking.names import FOLDS, SMALL_WORDS, NamedThing
from ccdp_graph.rdf import is_iri

_KEYS = ("title", "source", "license", "modified", "links", "iri")

_COLUMNS = ("id", "name", "acronyms", "aliases", "country", "host", "types")


@dataclass(frozen=True, slots=True)
class NameList:
    """One list.

    Attributes:
        links: The kinds of our entities that its entries may match.
        modified: The date of the list; empty for records, which have dates of their own.
        note: What was left out of it.
        iri: The prefix of the IRIs of its entries.
        via: The name of another list that also names entries of this one.
    """

    title: str
    source: str
    licence: str
    modified: str
    links: tuple[str, ...]
    things: tuple[NamedThing, ...]
    note: str = ""
    iri: str = ""
    via: str = ""

    def known_by(self, other: "NameList") -> "NameList":
        """Add the entries that another list identifies with entries of this one.

        Shape: each has the names in the other list, and the other's IRI as an identifier.
        """
        equated = tuple(
            replace(thing, iri=same, identifiers=(thing.iri,))
            for thing in other.things
            for same in thing.identifiers
            if same.startswith(self.iri)
        )
        return replace(self, things=(*self.things, *equated))


def read_name_list(path: Path) -> NameList:
    """Read a list of names.

    Shape: the kind of its entries is the first one that it links.

    Raises:
        AssetError: It is missing or malformed; names file and line.
    """
    text = read_packed_text(path)
    heading, start = read_heading(text, path, _KEYS)
    reader = csv.DictReader(
        io.StringIO(text[start:]), delimiter="\t", quoting=csv.QUOTE_NONE, restval=""
    )
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    lines_above = text.count("\n", 0, start)
    if missing:
        raise AssetError(f"the column '{missing[0]}' is missing; add it", path, lines_above + 1)
    links = tuple(heading["links"].split())
    things = []
    for row in reader:
        iri = heading["iri"] + row["id"]
        if not is_iri(iri) or not row["name"]:
            raise AssetError("a row needs an id and a name", path, lines_above + reader.line_num)
        things.append(_thing(row, iri, links[0]))
    return NameList(
        title=heading["title"],
        source=heading["source"],
        licence=heading["license"],
        modified=heading["modified"],
        links=links,
        things=tuple(things),
        iri=heading["iri"],
        via=heading.get("via", ""),
    )


def _thing(row: dict[str, str], iri: str, kind: str) -> NamedThing:
    def several(column: str) -> tuple[str, ...]:
        return tuple(part for part in row.get(column, "").split("|") if part)

    return NamedThing(
        iri=iri,
        name=row["name"],
        kind=kind,
        alternatives=several("aliases"),
        acronyms=several("acronyms"),
        country=row["country"],
        hosts=several("host"),
        types=several("types"),
        identifiers=several("same"),
    )


VERSION = 1

_MIN_COMMON = 3  # a word in so many names is worth naming


def index_text(things: Iterable[NamedThing], title: str) -> str:
    """Write an index; equal entities give equal bytes."""
    index = NameIndex.of(things)
    document = {
        "version": VERSION,
        "title": title,
        "entries": [_entry(thing) for thing in index.things],
        "hints": {
            "points": dict(POINTS),
            "leastScore": MIN_SCORE,
            "near": NEAR,
            "smallWords": sorted(SMALL_WORDS),
            "sameWords": {word: first for word, first in sorted(FOLDS.items()) if word != first},
            "commonWords": dict(index.common_words(_MIN_COMMON)),
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def parse_index(text: str, path: Path) -> tuple[NamedThing, ...]:
    """Read the entities of an index.

    Raises:
        AssetError: It is not an index, or has another version.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise AssetError(
            f"not JSON: {error.msg}; make one with ccdp link index", path, error.lineno
        ) from (error)
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise AssetError(f"not an index of version {VERSION}; make one with ccdp link index", path)
    entries = document.get("entries")
    if not isinstance(entries, list):
        raise AssetError("the index has no 'entries'; make one with ccdp link index", path)
    return tuple(
        _indexed_thing(entry, number, path) for number, entry in enumerate(entries, start=1)
    )


def _entry(thing: NamedThing) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": thing.iri,
        "label": thing.name,
        "alternatives": list(thing.alternatives),
        "type": thing.kind,
        "country": thing.country,
        "hosts": list(thing.hosts),
    }
    return {key: value for key, value in fields.items() if value}


def _indexed_thing(entry: object, number: int, path: Path) -> NamedThing:
    fields = entry if isinstance(entry, dict) else {}
    texts = [fields.get(key, "") for key in ("id", "label", "type", "country")]
    lists = [fields.get(key, []) for key in ("alternatives", "hosts")]
    well_typed = all(isinstance(text, str) for text in texts) and all(
        isinstance(part, list) and all(isinstance(text, str) for text in part) for part in lists
    )
    if not well_typed or not is_iri(texts[0]) or not texts[1]:
        raise AssetError(f"entry {number} has no id or label; make one with ccdp link index", path)
    iri, name, kind, country = texts
    others, hosts = (tuple(part) for part in lists)
    return NamedThing(iri, name, kind, alternatives=others, country=country, hosts=hosts)
