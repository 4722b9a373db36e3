"""How well our networks and resources are matched with the records of other catalogues.

Measured on a gold list made by hand (gold-records.tsv in tests/golden/linking) against records
as they are in those catalogues (foreign-records.tsv.xz). Half of the list was kept out of tuning.
"""

import csv
import lzma
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from ccdp_graph.linking.names import Candidate
from ccdp_graph.linking.sources import read_records
from ccdp_graph.linking.suggest import suggest_links
from ccdp_graph.project.project import Project
from ccdp_graph.rdf.namespaces import PREFIXES
from ccdp_graph.rdf.terms import iri as term, is_iri, literal
from ccdp_graph.sparql.store import Store

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "golden" / "linking"
SOURCES = ("re3data", "fairsharing", "integbio", "cordis", "members", "portals")
HEADINGS = (
    "part",
    "source",
    "records",
    "ours",
    "ours with a record there",
    "among 3 suggestions",
    "interval",
    "the first",
    "ours with a suggestion",
    "accepted without a person",
    "of them right",
    "interval",
)
_COUNTRY = "http://publications.europa.eu/resource/authority/country/"


@dataclass(frozen=True, slots=True)
class Asked:
    """One network or resource of ours, one catalogue, and what was suggested."""

    part: str
    source: str
    ours: str
    exact: frozenset[str]
    close: frozenset[str]
    candidates: tuple[Candidate, ...]

    @property
    def found(self) -> list[str]:
        """The records suggested, the likeliest first."""
        return [candidate.thing.iri for candidate in self.candidates]

    @property
    def certain(self) -> bool:
        """Whether it would be accepted without a person."""
        return bool(self.candidates) and self.candidates[0].certain


def wilson(right: int, number: int) -> str:
    """Return the 95 % interval of a share, after Wilson.

    >>> wilson(15, 15), wilson(81, 263), wilson(0, 10), wilson(0, 0)
    ('0.80–1.00', '0.26–0.37', '0.00–0.28', '–')
    """
    if not number:
        return "–"
    z, share = 1.959964, right / number
    middle = (share + z * z / (2 * number)) / (1 + z * z / number)
    half = z * sqrt(share * (1 - share) / number + z * z / (4 * number**2)) / (1 + z * z / number)
    return f"{max(0, middle - half):.2f}–{min(1, middle + half):.2f}"


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a TSV file that begins with comments."""
    content = path.read_bytes()
    text = (lzma.decompress(content) if path.suffix == ".xz" else content).decode()
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def catalogue(records: Iterable[dict[str, str]], files: Project) -> str:
    """Write records as a catalogue in DCAT would have them, as N-Triples."""
    codes = {
        code: concept.iri
        for concept in files.concepts().concepts
        for code in concept.notations
        if concept.scheme == "country"
    }
    return "".join(
        f"{term(row['iri'])} {term(PREFIXES[prefix] + name)} {value} .\n"
        for row in records
        for prefix, name, value in _said(row, codes)
    )


def _said(row: dict[str, str], codes: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    yield "rdf", "type", term(PREFIXES["dcat"] + "Dataset")
    yield "dcterms", "title", literal(row["title"], language="en")
    for other in filter(None, row["alternatives"].split("|")):
        yield "dcterms", "alternative", literal(other)
    if row["country"]:
        yield "dcterms", "spatial", term(codes[row["country"]])
    if row["publisher"]:
        yield "dcterms", "publisher", literal(row["publisher"])
    if is_iri(row["page"]):
        yield "dcat", "landingPage", term(row["page"])


def asked(store: Store, files: Project) -> list[Asked]:
    """Ask each catalogue about all of our networks and resources, whatever was decided on them."""
    foreign, gold = rows_of(FOLDER / "foreign-records.tsv.xz"), rows_of(FOLDER / "gold-records.tsv")
    parts = {row["ours"]: row["part"] for row in gold}
    found = []
    for source in SOURCES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "records.nt"
            own = [row for row in foreign if row["source"] == source]
            path.write_text(catalogue(own, files), encoding="utf-8")
            names = read_records(path, source, files.record_types(), files.concepts())
        suggested = {
            thing.iri.removeprefix(files.settings.base): tuple(candidates)
            for thing, candidates in suggest_links(
                store, files.record_types(), names, files.links(), concepts=files.concepts()
            )
        }
        for ours, part in parts.items():
            exact, close = (
                frozenset(
                    row["record"]
                    for row in gold
                    if (row["ours"], row["source"], row["relation"]) == (ours, source, relation)
                )
                for relation in ("exact", "close")
            )
            found.append(Asked(part, source, ours, exact, close, suggested.get(ours, ())))
    return found


def measures(part: str, source: str, found: list[Asked], records: int) -> tuple[str, ...]:
    """Return a row of the table."""
    there = [entry for entry in found if entry.exact]
    among = sum(bool(entry.exact & set(entry.found)) for entry in there)
    first = sum(bool(entry.exact & set(entry.found[:1])) for entry in there)
    certain = [entry for entry in found if entry.certain]
    right = sum(entry.found[0] in entry.exact for entry in certain)
    return (
        part,
        source,
        str(records),
        str(len({entry.ours for entry in found})),
        str(len(there)),
        str(among),
        wilson(among, len(there)),
        str(first),
        str(sum(bool(entry.candidates) for entry in found)),
        str(len(certain)),
        str(right),
        wilson(right, len(certain)),
    )


def table(store: Store, files: Project) -> list[tuple[str, ...]]:
    """Measure by part and source."""
    found = asked(store, files)
    foreign = rows_of(FOLDER / "foreign-records.tsv.xz")
    lines = []
    for part in ("tuning", "held-out"):
        own = [entry for entry in found if entry.part == part]
        for source in SOURCES:
            number = sum(row["source"] == source for row in foreign)
            of_source = [entry for entry in own if entry.source == source]
            lines.append(measures(part, source, of_source, number))
        lines.append(measures(part, "all", own, len(foreign)))
    return lines
