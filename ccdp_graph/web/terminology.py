"""What the ontology and the vocabularies say, used in the graph or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ccdp_graph.project import Project
from ccdp_graph.rdf import GraphIndex, Statement, default_graph

_ONTOLOGY = "ontology/*.ttl"

_VOCABULARIES = ("ontology/vocab/*.ttl", "ontology/external/*.ttl")


@dataclass(frozen=True, slots=True)
class Terminology:
    """The terms and concepts of a project.

    Attributes:
        ontology: Our own terms; `vocabularies` all concepts and their schemes.
        files: By scheme, the file that it is written in.
    """

    ontology: GraphIndex = field(default_factory=GraphIndex)
    vocabularies: GraphIndex = field(default_factory=GraphIndex)
    files: Mapping[str, Path] = field(default_factory=dict)

    def dump_path(self, scheme: str) -> str:
        """Return where a vocabulary can be fetched; nothing where it comes from elsewhere."""
        return f"dumps/vocabularies/{self.files[scheme].name}" if scheme in self.files else ""


def read_lore(files: Project) -> Terminology:
    """Read ontology and vocabularies.

    Raises:
        AssetError: A file is not RDF; names file and line.
    """
    statements: list[Statement] = []
    found: dict[str, Path] = {}
    for path in (p for pattern in _VOCABULARIES for p in files.folders.files(pattern)):
        own = default_graph(path)
        statements += own
        found |= dict.fromkeys(GraphIndex.of(own).typed("skos:ConceptScheme"), path)
    own_terms = (s for path in files.folders.files(_ONTOLOGY) for s in default_graph(path))
    return Terminology(GraphIndex.of(own_terms), GraphIndex.of(statements), found)
