"""How well our things are matched with other catalogues, measured on gold lists made by hand.

python benchmarks/linking_quality.py

First organisations with ROR, then networks and resources with the records of other catalogues.
Half of each list was kept out of tuning. A thing that the catalogue lacks counts too: what is
accepted for it without a person is wrong.
"""

import csv
import tempfile
from dataclasses import dataclass
from pathlib import Path

from record_quality import HEADINGS as RECORD_HEADINGS, table

from ccdp_graph.linking.entities import read_entities
from ccdp_graph.linking.name_index import NameIndex
from ccdp_graph.linking.names import Candidate
from ccdp_graph.linking.sources import pinned_list
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.queries.run import open_store
from ccdp_graph.sparql.store import Store

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "golden" / "linking" / "gold-organisations.tsv"
HEADINGS = (
    "part",
    "organisations",
    "in ROR copy",
    "recall of 3 suggestions",
    "recall of the first",
    "accepted without a person",
    "of them right",
    "same name and country",
    "of them right",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One organisation of the gold list and what was suggested for it."""

    part: str
    ror: str
    candidates: tuple[Candidate, ...]

    def first_is_right(self) -> bool:
        """Tell whether the likeliest candidate is the one."""
        return self.found()[:1] == [self.ror]

    def found(self) -> list[str]:
        """Return the ids suggested."""
        return [candidate.thing.iri.rpartition("/")[2] for candidate in self.candidates]


def built(files: Project) -> Store:
    """Build the bundled workbooks."""
    with tempfile.TemporaryDirectory() as folder:
        build(files.workbooks, files).write(Path(folder))
        return open_store(Path(folder))


def judged(store: Store, files: Project) -> list[Judged]:
    """Match the organisations of the bundled workbooks, whatever was decided on them before."""
    things = read_entities(store, files.record_types())
    ours = {thing.iri.rpartition("/")[2]: thing for thing in things if thing.kind == "organisation"}
    index = NameIndex.of(pinned_list("ror", files.name_lists()).things)
    lines = [line for line in GOLD.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [
        Judged(row["part"], row["ror"], index.candidates(ours[row["organisation"]]))
        for row in csv.DictReader(lines, delimiter="\t")
    ]


def measures(part: str, found: list[Judged]) -> tuple[str, ...]:
    """Return a row of the table."""
    there = [entry for entry in found if entry.ror != "none"]
    certain = [entry for entry in found if entry.candidates and entry.candidates[0].certain]
    named = [
        entry
        for entry in found
        if entry.candidates
        and entry.candidates[0].same
        and any(word.startswith("same country") for word in entry.candidates[0].evidence)
    ]
    return (
        part,
        str(len(found)),
        str(len(there)),
        f"{sum(entry.ror in entry.found() for entry in there) / len(there):.3f}",
        f"{sum(entry.first_is_right() for entry in there) / len(there):.3f}",
        str(len(certain)),
        str(sum(entry.first_is_right() for entry in certain)),
        str(len(named)),
        str(sum(entry.first_is_right() for entry in named)),
    )


def main() -> None:
    """Print both tables, tab-separated, an empty line between them."""
    files = open_project(ROOT)
    store = built(files)
    found = judged(store, files)
    print("\t".join(HEADINGS))
    for part in ("tuning", "held-out"):
        print("\t".join(measures(part, [entry for entry in found if entry.part == part])))
    print("\t".join(measures("both", found)))
    print()
    for row in (RECORD_HEADINGS, *table(store, files)):
        print("\t".join(row))


if __name__ == "__main__":
    main()
