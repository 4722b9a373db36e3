"""Lists of the world's names: pinned copies, one thing a row.

A list is TSV, perhaps compressed (.xz), under a header of `#key: value` lines: title, source,
license, modified, `links` (what of ours its things may be: `organisation`, or concept schemes) and
`iri` (what each id begins with). `via` names another list, whose things are in this one too where
its column `same` has an IRI of this one for them: ROR knows organisations by their Wikidata id.
"""

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.files.texts import read_heading, read_packed_text
from ccdp_graph.model.named_thing import NamedThing
from ccdp_graph.rdf.terms import is_iri

_KEYS = ("title", "source", "license", "modified", "links", "iri")

_COLUMNS = ("id", "name", "acronyms", "aliases", "country", "host", "types")


@dataclass(frozen=True, slots=True)
class NameList:
    """One list.

    Attributes:
        links: The kinds of our things that its things may be.
        modified: The day as of which it is; nothing for records, which have days of their own.
        note: What of it was left out.
        iri: What the IRIs of its things begin with.
        via: The name of another list that knows things of this one.
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
        """Add the things that another list names as things of this one.

        Shape: each bears the names that the other list has, and the other's IRI as an identifier.
        """
        found = tuple(
            replace(thing, iri=same, identifiers=(thing.iri,))
            for thing in other.things
            for same in thing.identifiers
            if same.startswith(self.iri)
        )
        return replace(self, things=(*self.things, *found))


def read_name_list(path: Path) -> NameList:
    """Read a list of names.

    Shape: the kind of its things is the first one that it links.

    Raises:
        AssetError: It is not there, or is no such list; names file and line.
    """
    text = read_packed_text(path)
    told, start = read_heading(text, path, _KEYS)
    reader = csv.DictReader(
        io.StringIO(text[start:]), delimiter="\t", quoting=csv.QUOTE_NONE, restval=""
    )
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    above = text.count("\n", 0, start)
    if missing:
        raise AssetError(f"the column '{missing[0]}' is missing; add it", path, above + 1)
    links = tuple(told["links"].split())
    things = []
    for row in reader:
        iri = told["iri"] + row["id"]
        if not is_iri(iri) or not row["name"]:
            raise AssetError("a row needs an id and a name", path, above + reader.line_num)
        things.append(_thing(row, iri, links[0]))
    return NameList(
        title=told["title"],
        source=told["source"],
        licence=told["license"],
        modified=told["modified"],
        links=links,
        things=tuple(things),
        iri=told["iri"],
        via=told.get("via", ""),
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
