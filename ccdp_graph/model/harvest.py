"""A harvest: what was taken from another catalogue, when, and what became of it since."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError

KINDS = ("dcat", "fdp", "ckan", "oai", "void")

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Record:
    """A record of another catalogue.

    Attributes:
        digest: Of what is said of it.
        document: The address of the document that describes it.
        issued: When we took it first; `modified` when we last saw it changed. Both YYYY-MM-DD.
    """

    iri: str
    digest: str
    document: str
    issued: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """A document that a harvest keeps, to ask for again only where it changed.

    Attributes:
        file: Its content is kept under this name, the SHA-256.
    """

    address: str
    file: str
    place: str = ""
    link: str = ""
    etag: str = ""
    modified: str = ""
    tells: bool = True


@dataclass(frozen=True, slots=True)
class Harvest:
    """The state of one source.

    Attributes:
        source: The address or file it is taken from; `kind` one of `KINDS`.
        day: When something of it last changed, as YYYY-MM-DD.
        since: From when on an OAI-PMH server is asked for changes, or nothing.
        gone: By IRI, the day on which a record was not there any more.
        findings: How many there were, by severity.
        statements: A digest of all that was taken.
    """

    name: str
    source: str
    kind: str
    day: str = ""
    since: str = ""
    documents: tuple[Stored, ...] = ()
    records: tuple[Record, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    statements: str = ""

    def json_text(self) -> str:
        """Return the state for the next harvest."""
        return (
            json.dumps({"version": _VERSION, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"
        )


def parse_harvest(text: str, path: Path) -> Harvest:
    """Read a state.

    Raises:
        AssetError: It is none of ours, or of a later version.
    """
    try:
        found: dict[str, Any] = json.loads(text)
        version = found.pop("version")
        if version != _VERSION:
            raise AssetError(f"is of version {version}; this program knows {_VERSION}", path)
        documents = tuple(Stored(**one) for one in found.pop("documents"))
        records = tuple(Record(**one) for one in found.pop("records"))
        return Harvest(**found, documents=documents, records=records)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AssetError(
            f"is no state of a harvest ({error}); take the folder away, and harvest again", path
        ) from error


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the records of a source since the harvest before."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unchanged: int = 0


def dated(
    records: Iterable[Record], before: Sequence[Record], day: str
) -> tuple[tuple[Record, ...], Changes]:
    """Say of each record since when it is there and when it last changed."""
    known = {record.iri: record for record in before}
    found, new, changed = [], [], []
    for record in records:
        earlier = known.pop(record.iri, None)
        if earlier is None:
            new.append(record.iri)
            found.append(replace(record, issued=day, modified=day))
        elif earlier.digest != record.digest:
            changed.append(record.iri)
            found.append(replace(record, issued=earlier.issued, modified=day))
        else:
            found.append(replace(record, issued=earlier.issued, modified=earlier.modified))
    unchanged = len(found) - len(new) - len(changed)
    return tuple(found), Changes(tuple(new), tuple(changed), tuple(sorted(known)), unchanged)
