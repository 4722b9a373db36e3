"""The ontology and the vocabularies, whether used in the graph or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ccdp_graph.project import Project, kept
from ccdp_graph.rdf import GraphIndex, Statement, default_graph

_ONTOLOGY = "ontology/*.ttl"

_VOCABULARIES = ("ontology/vocab/*.ttl", "ontology/external/*.ttl")


@dataclass(frozen=True, slots=True)
class Terminology:
    """The terms and concepts of a project.

    Attributes:
        ontology: Our own terms; `vocabularies` all concepts with their schemes.
        files: The file of each scheme.
    """

    ontology: GraphIndex = field(default_factory=GraphIndex)
    vocabularies: GraphIndex = field(default_factory=GraphIndex)
    files: Mapping[str, Path] = field(default_factory=dict)

    def dump_path(self, scheme: str) -> str:
        """Return the path of a vocabulary's download; empty if it comes from elsewhere."""
        return f"dumps/vocabularies/{self.files[scheme].name}" if scheme in self.files else ""


@kept
def read_terminology(project: Project) -> Terminology:
    """Read ontology and vocabularies.

    Raises:
        AssetError: A file is not RDF; names file and line.
    """
    statements: list[Statement] = []
    scheme_files: dict[str, Path] = {}
    for path in (p for pattern in _VOCABULARIES for p in project.files(pattern)):
        file_statements = default_graph(path, project.text(path))
        statements += file_statements
        scheme_files |= dict.fromkeys(
            GraphIndex.of(file_statements).typed("skos:ConceptScheme"), path
        )
    ontology = (
        statement
        for path in project.files(_ONTOLOGY)
        for statement in default_graph(path, project.text(path))
    )
    return Terminology(GraphIndex.of(ontology), GraphIndex.of(statements), scheme_files)
