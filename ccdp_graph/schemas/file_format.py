"""The format of a kind of file: how it is read, checked, and described to others."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.schemas.nodes import Kind, Node
from ccdp_graph.schemas.scalar_types import Schema
from ccdp_graph.schemas.toml_nodes import toml_nodes
from ccdp_graph.schemas.types import Type, read
from ccdp_graph.schemas.yaml_nodes import yaml_nodes


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that has the form of its format.

    Attributes:
        content: Texts, numbers, tuples and dictionaries, as the format has them.
    """

    content: Any
    root: Node
    path: Path
    refusal: type[AssetError]

    def error(self, message: str, *place: str | int) -> AssetError:
        """Make an error that names the line of a value.

        Args:
            place: The keys and indexes that lead to it.
        """
        return self.refusal(message, self.path, self.root.line_of(*place))


@dataclass(frozen=True, slots=True, eq=False)
class FileFormat:
    """What a kind of file holds.

    Attributes:
        name: By which people ask for it, such as `column-file`.
        files: Where such files lie, as a pattern.
        parse: Reads the syntax.
        refusal: The error of a file that does not have the format.
    """

    name: str
    title: str
    files: str
    content: Type
    parse: Callable[[str, Path], Node] = yaml_nodes
    refusal: type[AssetError] = AssetError

    @property
    def iri(self) -> str:
        """The address of its JSON Schema."""
        return f"https://w3id.org/ccdp/schema/{self.name}.json"

    @property
    def editor_line(self) -> str:
        """The first line of a file that tells editors of the schema."""
        if self.parse is toml_nodes:
            return f"#:schema {self.iri}"
        return f"# yaml-language-server: $schema={self.iri}"

    def read(self, text: str, path: Path) -> CheckedFile:
        """Read a file.

        Raises:
            AssetError: It does not have the format; one line that names file and line, what is
                wrong and what to write instead.
        """
        root = self.parse(text, path)

        def refuse(message: str, line: int) -> AssetError:
            return self.refusal(message, path, line)

        if root.kind is Kind.NOTHING:
            root = Node(Kind.MAP, 1)  # an empty file lacks what is required
        return CheckedFile(read(self.content, root, "the file", refuse), root, path, self.refusal)

    def json_schema(self) -> Schema:
        """Describe it as JSON Schema, draft 2020-12."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": self.iri,
            **self.content.schema(),
            "title": self.title,
        }
