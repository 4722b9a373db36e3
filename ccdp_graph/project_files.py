"""Reading the files of a project: mappings, vocabularies, shapes, questions, decisions, ids.

The bundled files come first; a project folder (one with a ccdp.toml) is layered over them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import AssetError, QueryError
from ccdp_graph.linking.name_list import SUFFIXES, NameList, read_name_list, title_and_date
from ccdp_graph.mapping.yarrrml import TriplesMap, parse_yarrrml
from ccdp_graph.model.columns import ColumnFile, parse_column_file
from ccdp_graph.model.concept_index import ConceptIndex
from ccdp_graph.model.decisions import Decisions, parse_decisions
from ccdp_graph.model.identifiers import Identifiers, parse_identifiers
from ccdp_graph.model.links import Links, parse_links
from ccdp_graph.model.project import Project, parse_project
from ccdp_graph.model.stored_check import StoredCheck, parse_check
from ccdp_graph.model.stored_query import StoredQuery, parse_query
from ccdp_graph.model.target import Target, parse_targets
from ccdp_graph.rdf.assets import AssetFolders, bundled_folder, read_text
from ccdp_graph.rdf.namespaces import THINGS
from ccdp_graph.rdf.turtle import read_turtle
from ccdp_graph.store.turtle_files import read_turtle_files
from ccdp_graph.validation.shape_files import read_shape_files
from ccdp_graph.validation.shape_reading import ShapesError, read_shapes
from ccdp_graph.validation.shapes import Shapes

if TYPE_CHECKING:
    from rdflib import Graph

SETTINGS = "ccdp.toml"
_PREFIX = re.compile(r"prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
REGISTER = "identifiers.csv"
_MOST_NAMED = 12
LINKS = "links.sssom.tsv"


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """A project and where its files lie.

    Attributes:
        folder: The project folder, or None where the bundled files stand alone.
    """

    project: Project
    folders: AssetFolders
    folder: Path | None = None

    @property
    def workbooks(self) -> tuple[Path, ...]:
        """The workbooks to build from where none is named."""
        if self.project.workbooks and self.folder is not None:
            return tuple(self.folder / name for name in self.project.workbooks)
        return self.folders.files("examples/*.xlsx")

    def column_files(self) -> tuple[ColumnFile, ...]:
        """Read every column file; one in the project folder adds to a bundled one of its name.

        Raises:
            AssetError: One of them is wrong, or two claim the same table.
        """
        files = self.folders.files("mapping/*.columns.yml")
        bundled = self.folders.layers[0]
        found = tuple(
            parse_column_file(read_text(path), path, self._under(path, bundled)) for path in files
        )
        for path, entry in zip(files, found, strict=True):
            if [other.table for other in found].count(entry.table) > 1:
                raise AssetError(f"another file claims the table '{entry.table}' too", path)
        return found

    def _under(self, path: Path, bundled: Path) -> str:
        """Return the text of the bundled file that a project's file adds to, if there is one."""
        same = bundled / "mapping" / path.name
        return read_text(same) if same != path and same.is_file() else ""

    def mappings(self) -> tuple[TriplesMap, ...]:
        """Read every YARRRML file, with the project's own base for `ccdpi`."""
        prefixes = {"ccdpi": self.project.base}
        return tuple(
            triples_map
            for path in self.folders.files("mapping/*.yarrrml.yml")
            for triples_map in parse_yarrrml(read_text(path), path, prefixes)
        )

    def mapping_texts(self) -> dict[str, str]:
        """Return the YARRRML files by name, with the project's own base, for other engines."""
        return {
            path.name: read_text(path).replace(f'"{THINGS}"', f'"{self.project.base}"')
            for path in self.folders.files("mapping/*.yarrrml.yml")
        }

    def pinned_lists(self) -> tuple[tuple[str, str, str], ...]:
        """Return file name, title and date of each pinned copy of a foreign list."""
        from rdflib import DCTERMS, RDF, SKOS

        found = []
        for path in self.folders.files("ontology/external/*.ttl"):
            graph = read_turtle(path)
            for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme):
                title = min((str(t) for t in graph.objects(scheme, DCTERMS.title)), default="")
                day = graph.value(scheme, DCTERMS.modified) or graph.value(scheme, DCTERMS.issued)
                if day is not None:
                    found.append((path.name, title, str(day)))
        tables = (*self.name_lists().values(), *self.folders.files("ontology/external/*.map.tsv"))
        found += [(path.name, *title_and_date(path)) for path in tables]
        return tuple(sorted(found))

    def vocabularies(self) -> "Graph":
        """Read the concept schemes, ours and the pinned copies of foreign ones."""
        return self._graph("ontology/vocab/*.ttl", "ontology/external/*.ttl")

    def ontology(self) -> "Graph":
        """Read the definitions of our own terms."""
        return self._graph("ontology/*.ttl")

    def shapes(self) -> "Graph":
        """Read our own SHACL profile."""
        return self._graph("shapes/*.ttl")

    def targets(self) -> tuple[Target, ...]:
        """Read the targets; one of the project folder replaces a bundled one of its name."""
        found: dict[str, Target] = {}
        for layer in self.folders.layers:
            for path in AssetFolders((layer,)).files("shapes/targets.yml"):
                found |= {entry.name: entry for entry in parse_targets(read_text(path), path)}
        return tuple(found.values())

    def target(self, name: str) -> Target:
        """Read the target of that name.

        Raises:
            AssetError: There is none; names the nearest.
        """
        known = {target.name: target for target in self.targets()}
        if name not in known:
            raise AssetError(f"no target '{name}'{nearest_of(name, known)}")
        return known[name]

    def target_shapes(self, target: Target) -> "Graph":
        """Read the shapes of a target; where it names none, our own profile.

        Raises:
            AssetError: There are none where it says, or they are no SHACL.
        """
        if not target.shapes:
            return self.shapes()
        paths = [p for entry in target.shapes for p in self.folders.files(f"shapes/{entry}/*.ttl")]
        if not paths:
            raise AssetError(f"the target '{target.name}' has no file in {target.shapes}")
        return read_shape_files(paths)

    def background(self) -> "Graph":
        """Read what targets take for known: classes, and concepts of foreign lists."""
        return self._graph("shapes/background/*.ttl")

    def own_shapes(self) -> Shapes:
        """Read our own SHACL profile for the engines that check it.

        Raises:
            AssetError: A shape is wrong; names file and line.
        """
        paths = self.folders.files("shapes/*.ttl")
        graph = self.shapes()
        try:
            return read_shapes(graph)
        except ShapesError as error:
            raise AssetError(str(error), *_place_of(error.shape, paths)) from error

    def checks(self) -> tuple[StoredCheck, ...]:
        """Read every stored check, by name."""
        paths = self.folders.files("shapes/checks/*.rq")
        return tuple(parse_check(read_text(path), path) for path in paths)

    def described_terms(self) -> dict[str, str]:
        """Return by term (as N-Triples) the vocabulary file in which it is described."""
        return {
            line: f"ontology/{path.parent.name}/{path.name}"
            for path in self.folders.files("ontology/*/*.ttl")
            for line in read_text(path).splitlines()
            if line.startswith("<") and line.endswith(">")
        }

    def decisions(self) -> Decisions:
        """Read the decisions on words; those of the project folder win."""
        none = Decisions()
        found = (
            parse_decisions(read_text(path), path)
            for layer in self.folders.layers
            for path in AssetFolders((layer,)).files("mapping/*.sssom.tsv")
            if path.name != LINKS
        )
        return reduce(lambda earlier, later: later.over(earlier), found, none)

    def links(self, *, own: bool = False) -> Links:
        """Read the decisions on links; those of the project folder win.

        Args:
            own: Read those of the project folder alone.
        """
        layers = [self.folder] if own and self.folder else self.folders.layers
        found = (
            parse_links(read_text(path), path, self.project.base)
            for layer in layers
            if (path := layer / "mapping" / LINKS).is_file()
        )
        return reduce(lambda earlier, later: later.over(earlier), found, Links())

    def name_list(self, source: str) -> NameList:
        """Read the list of the world's names that is called so, such as `ror`.

        Raises:
            AssetError: There is none, or it is wrong; names the nearest.
        """
        known = self.name_lists()
        if source not in known:
            raise AssetError(f"no list of names '{source}'{nearest_of(source, known)}")
        return read_name_list(known[source])

    def name_lists(self) -> dict[str, Path]:
        """Return the files of the lists of the world's names, by name."""
        return {
            path.name.removesuffix(suffix): path
            for suffix in SUFFIXES
            for path in self.folders.files(f"ontology/external/*{suffix}")
        }

    def own_folder(self) -> Path:
        """Return the project folder, to write decisions to.

        Raises:
            AssetError: There is none; says how to make one.
        """
        if self.folder is None or self.folder.resolve() == bundled_folder().resolve():
            raise AssetError(
                "there is no project folder to write decisions to; make one with 'ccdp init DIR' "
                "and run this in it"
            )
        return self.folder

    def concept_index(self, vocabularies: "Graph") -> ConceptIndex:
        """Index the concepts of the vocabularies by their words."""
        return ConceptIndex.from_graph(vocabularies)

    def identifiers(self, beside: Path | None = None) -> Identifiers:
        """Read the ids given so far: bundled ones, the project's, those beside an output.

        Args:
            beside: The register beside an earlier output, if there is one.
        """
        paths = [layer / "mapping" / REGISTER for layer in self.folders.layers]
        paths += [beside] if beside is not None else []
        found = [
            parse_identifiers(read_text(path), path).entries if path.exists() else ()
            for path in paths
        ]
        entries = dict.fromkeys(entry for register in found for entry in register)
        return Identifiers(tuple(entries), frozenset(found[0]))

    def queries(self) -> tuple[StoredQuery, ...]:
        """Read every stored question, by name."""
        paths = self.folders.files("queries/*.rq")
        return tuple(parse_query(read_text(path), path) for path in paths)

    def query(self, name: str) -> StoredQuery:
        """Read the stored question of that name.

        Raises:
            QueryError: There is none; names the nearest.
        """
        known = {query.name: query for query in self.queries()}
        if name not in known:
            raise QueryError(f"no question '{name}'{nearest_of(name, known)}")
        return known[name]

    def _graph(self, *patterns: str) -> "Graph":
        paths = (path for pattern in patterns for path in self.folders.files(pattern))
        return read_turtle_files(paths)


def _place_of(shape: str, paths: Iterable[Path]) -> tuple[Path | None, int | None]:
    """Return the file and line on which a shape is described, for error messages."""
    for path in paths if shape else ():
        text = read_text(path)
        names = {f"<{shape}>"} | {
            f"{prefix}:{shape.removeprefix(namespace)}"
            for prefix, namespace in _PREFIX.findall(text)
            if shape.startswith(namespace)
        }
        for number, line in enumerate(text.splitlines(), start=1):
            if line.split(" ")[0] in names:
                return path, number
    return next(
        ((path, None) for path in paths if shape and shape in read_text(path)), (None, None)
    )


def open_project(start: Path) -> ProjectFiles:
    """Find the project of a folder: the nearest ccdp.toml in it or above, or the bundled one.

    Raises:
        AssetError: The ccdp.toml is wrong.
    """
    bundled = bundled_folder()
    for folder in (start.resolve(), *start.resolve().parents):
        settings = folder / SETTINGS
        if settings.is_file():
            project = parse_project(read_text(settings), settings)
            return ProjectFiles(project, AssetFolders((bundled, folder)), folder)
    return ProjectFiles(Project(), AssetFolders((bundled,)))


def nearest_of(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean '…'?" or what there is, for an error message."""
    from rapidfuzz import process

    choices = sorted(known)
    found = process.extract(word, choices, score_cutoff=60, limit=1)
    if found:
        return f"; did you mean '{found[0][0]}'?"
    more = ", …" if len(choices) > _MOST_NAMED else ""
    return f"; there are: {', '.join(choices[:_MOST_NAMED])}{more}"
