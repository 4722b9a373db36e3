"""What the stages give: workbooks as far as records, and the whole build, which writes itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.files import write_files
from ccdp_graph.harvests import harvested
from ccdp_graph.mapping import (
    provenance_graph,
)
from ccdp_graph.model import (
    ConceptIndex,
    Document,
    Identifiers,
    Report,
    Settings,
    Workbook,
)
from ccdp_graph.project import REGISTER
from ccdp_graph.rdf import PREFIXES, Statement, iri, turtle_of
from ccdp_graph.sparql import MANY_QUADS, EmbeddedStore
from ccdp_graph.tables import Table, Tidied
from ccdp_graph.validation import (
    ProvenanceLookup,
    graph_of,
)

if TYPE_CHECKING:
    from rdflib import Graph


STORE = "store"


@dataclass(frozen=True, slots=True)
class TidyBuild:
    """Workbooks read into records.

    Attributes:
        documents: One per mapping, then the catalogue's.
        concepts: Those of the vocabularies, by their words.
    """

    workbooks: tuple[Workbook, ...]
    tables: tuple[Table, ...]
    tidied: Tidied
    documents: tuple[Document, ...]
    identifiers: Identifiers
    concepts: ConceptIndex


@dataclass(frozen=True, slots=True)
class Build:
    """The result of a build, not yet written.

    Attributes:
        settings: Those of the project that it was built for; `project_folder` is its folder.
        public: The statements of the public graph, sorted.
        provenance: Those of the provenance graph, sorted.
        identifiers: The register of ids, including new ones.
        finder: Looks up the cells of resources and properties.
        language: The language of the report.
    """

    settings: Settings
    project_folder: Path | None
    public: tuple[Statement, ...]
    provenance: tuple[Statement, ...]
    report: Report
    identifiers: Identifiers
    finder: ProvenanceLookup
    language: str = "en"

    def turtle(self) -> str:
        """Return the public graph as canonical Turtle."""
        return turtle_of(self.public, {**PREFIXES, "ccdpi": self.settings.base})

    def quads(self) -> str:
        """Return both graphs as N-Quads, the public one as the default graph."""
        graph = iri(provenance_graph(self.settings.base))
        public = (f"{s} {p} {o} .\n" for s, p, o in self.public)
        return "".join((*public, *(f"{s} {p} {o} {graph} .\n" for s, p, o in self.provenance)))

    def to_rdflib(self) -> "Graph":
        """Return the public graph as rdflib's."""
        return graph_of(self.public)

    def write(self, folder: Path | str) -> tuple[Path, ...]:
        """Write the build into a folder and return what was written.

        What the project harvested goes into graph.nq too. New ids go to the project folder, or
        without one beside the output; a large build gets a store on disk too.

        Raises:
            AssetError: What was harvested is not as it was written.
            OutputError: The folder cannot be written; what stood there is untouched.
        """
        folder, own_folder = Path(folder), self.project_folder
        harvested_quads = harvested(own_folder)
        texts = {
            "graph.ttl": self.turtle(),
            "graph.nq": self.quads() + harvested_quads,
            "report.json": self.report.json_text(),
            "report.txt": self.report.text(self.language),
        }
        new = Identifiers(self.identifiers.own)
        large = len(self.public) + len(self.provenance) + harvested_quads.count("\n") >= MANY_QUADS
        if new.entries and own_folder is None:
            texts[REGISTER] = new.text()

        def fill(staging: Path, store: Path) -> None:
            EmbeddedStore.write(staging / "graph.nq", store)

        write_files(folder, texts, {STORE: fill if large else None})
        if new.entries and own_folder is not None:
            write_files(own_folder / "mapping", {REGISTER: new.text()})
        return tuple(folder / name for name in (*texts, *((STORE,) if large else ())))
