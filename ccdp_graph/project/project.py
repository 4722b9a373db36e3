"""Reading the files of a project: mappings, vocabularies, shapes, questions, decisions, ids.

The bundled files come first; a project folder (one with a ccdp.toml) is layered over them.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ccdp_graph.errors import AssetError, QueryError
from ccdp_graph.files import Memo, read_heading, read_packed_text, read_text
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.mapping import TriplesMap, parse_yarrrml, with_languages
from ccdp_graph.model import (
    ColumnFile,
    ConceptIndex,
    Decisions,
    Identifiers,
    Links,
    RecordTypes,
    Settings,
    parse_column_file,
    parse_decisions,
    parse_identifiers,
    parse_kind_file,
    parse_links,
    parse_settings,
)
from ccdp_graph.project.assets import AssetFolders, bundled_folder
from ccdp_graph.rdf import PREFIXES, THINGS, parse_turtle_files, read_only
from ccdp_graph.sparql import StoredQuery, parse_query

if TYPE_CHECKING:
    from rdflib import Graph

T = TypeVar("T")

SETTINGS = "ccdp.toml"

REGISTER = "identifiers.csv"

LINKS = "links.sssom.tsv"

_NAME_LISTS = (".names.tsv", ".names.tsv.xz")

_MOST_KEPT = 4096  # texts, and what was read from them: several times what any project has


def kept(read: Callable[["Project"], T]) -> Callable[["Project"], T]:
    """Let what a function reads from a project be read once, and kept by the project."""

    @wraps(read)
    def read_once(project: "Project") -> T:
        return project.keep(read, lambda: read(project))

    return read_once


@dataclass(frozen=True, slots=True)
class Project:
    """A project and where its files lie; each file is read once, when it is first asked for.

    Any number of threads may share it, and what it returns is not to be changed. It does not see
    what is done to a file after it was read: `reread` does. Only what commands themselves write,
    the register of ids and the decisions on links, is read each time for those who add to it.

    Attributes:
        folder: The project folder, or None where the bundled files stand alone.
    """

    settings: Settings
    folders: AssetFolders
    folder: Path | None = None
    _memo: Memo = field(
        default_factory=lambda: Memo(_MOST_KEPT), init=False, repr=False, compare=False
    )

    def keep(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return what was read under a key; it is read when it is first asked for."""
        return self._memo.get(key, read)

    def reread(self) -> "Project":
        """Return the same project as its files are now."""
        return replace(self)

    def files(self, pattern: str) -> tuple[Path, ...]:
        """Return the files that fit a glob pattern, by name, as `AssetFolders.files` does."""
        return self.keep(("files", pattern), lambda: self.folders.files(pattern))

    def text(self, path: Path) -> str:
        """Return the text of a file of the project.

        Raises:
            AssetError: It cannot be read, or is written to while it is read.
        """
        return self.keep(("text", path), lambda: read_text(path))

    @property
    def workbooks(self) -> tuple[Path, ...]:
        """The workbooks to build from where none is named."""
        if self.settings.workbooks and self.folder is not None:
            return tuple(self.folder / name for name in self.settings.workbooks)
        return self.files("examples/*.xlsx")

    @kept
    def column_files(self) -> tuple[ColumnFile, ...]:
        """Read every column file; one in the project folder adds to a bundled one of its name.

        Raises:
            AssetError: One of them is wrong, or two claim the same table.
        """
        files = self.files("mapping/*.columns.yml")
        bundled = self.folders.layers[0]
        prefixes = self._prefixes
        found = tuple(
            parse_column_file(self.text(path), path, self._under(path, bundled), prefixes)
            for path in files
        )
        for path, entry in zip(files, found, strict=True):
            if [other.table for other in found].count(entry.table) > 1:
                raise AssetError(f"another file claims the table '{entry.table}' too", path)
        return found

    @kept
    def record_types(self) -> RecordTypes:
        """Read the kinds of record: the bundled ones, a project's own, then those of kind files.

        Raises:
            AssetError: A file is wrong, two contradict each other, or none says what a kind is.
        """
        bundled = self.folders.layers[0] / "mapping"
        sheets = sorted(
            zip(self.files("mapping/*.columns.yml"), self.column_files(), strict=True),
            key=lambda entry: not (bundled / entry[0].name).is_file(),
        )
        declared = [(path, sheet.record_type) for path, sheet in sheets if sheet.record_type]
        declared += [
            (path, parse_kind_file(self.text(path), path, self._prefixes))
            for path in self.files("mapping/*.kind.yml")
        ]
        types = RecordTypes.of(declared)
        for path, sheet in sheets:
            if sheet.kind not in types:
                raise AssetError(
                    f"does not say what a '{sheet.kind}' is; add class, labels and plurals", path
                )
        return types

    @property
    def _prefixes(self) -> Mapping[str, str]:
        return {**PREFIXES, "ccdpi": self.settings.base}

    def _under(self, path: Path, bundled: Path) -> str:
        """Return the text of the bundled file that a project's file adds to, if there is one."""
        same = bundled / "mapping" / path.name
        return self.text(same) if same != path and same.is_file() else ""

    @kept
    def mappings(self) -> tuple[TriplesMap, ...]:
        """Read every YARRRML file, with the project's own base for `ccdpi`."""
        prefixes = {"ccdpi": self.settings.base}
        return tuple(
            triples_map
            for path in self.files("mapping/*.yarrrml.yml")
            for triples_map in parse_yarrrml(self.mapping_text(path), path, prefixes)
        )

    def mapping_text(self, path: Path) -> str:
        """Return a YARRRML file with the languages of the texts.

        What a column or a sheet says counts first; then the language of the project, if it has one
        alone. Else a text has no tag.
        """
        languages = self.settings.languages
        default = languages[0] if len(languages) == 1 else ""
        table = path.name.removesuffix(".yarrrml.yml")
        file = next((entry for entry in self.column_files() if entry.table == table), None)
        return with_languages(
            self.text(path), lambda key: (file.language_of(key) if file else "") or default
        )

    def mapping_texts(self) -> dict[str, str]:
        """Return the YARRRML files by name, with the project's own base, for other engines."""
        return {
            path.name: self.mapping_text(path).replace(f'"{THINGS}"', f'"{self.settings.base}"')
            for path in self.files("mapping/*.yarrrml.yml")
        }

    def pinned_lists(self) -> tuple[tuple[str, str, str], ...]:
        """Return file name, title and date of each pinned copy of a foreign list."""
        from rdflib import DCTERMS, RDF, SKOS

        found = []
        for path in self.files("ontology/external/*.ttl"):
            graph = parse_turtle_files([(self.text(path), path)])
            for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme):
                title = min((str(t) for t in graph.objects(scheme, DCTERMS.title)), default="")
                day = graph.value(scheme, DCTERMS.modified) or graph.value(scheme, DCTERMS.issued)
                if day is not None:
                    found.append((path.name, title, str(day)))
        tables = (*self.name_lists().values(), *self.files("ontology/external/*.map.tsv"))
        found += [(path.name, *_title_and_date(path)) for path in tables]
        return tuple(sorted(found))

    @kept
    def vocabularies(self) -> "Graph":
        """Read the concept schemes, ours and the pinned copies of foreign ones."""
        return self._graph("ontology/vocab/*.ttl", "ontology/external/*.ttl")

    @kept
    def concepts(self) -> ConceptIndex:
        """Index the concepts of the vocabularies by their words."""
        return ConceptIndex.from_graph(self.vocabularies())

    @kept
    def ontology(self) -> "Graph":
        """Read the definitions of our own terms."""
        return self._graph("ontology/*.ttl")

    @kept
    def shapes(self) -> "Graph":
        """Read our own SHACL profile."""
        return self._graph("shapes/*.ttl")

    @kept
    def background(self) -> "Graph":
        """Read what targets take for known: classes, and concepts of foreign lists."""
        return self._graph("shapes/background/*.ttl")

    @kept
    def described_terms(self) -> Mapping[str, str]:
        """Return by term (as N-Triples) the vocabulary file in which it is described."""
        return {
            line: f"ontology/{path.parent.name}/{path.name}"
            for path in self.files("ontology/*/*.ttl")
            for line in self.text(path).splitlines()
            if line.startswith("<") and line.endswith(">")
        }

    @kept
    def decisions(self) -> Decisions:
        """Read the decisions on words; those of the project folder win."""
        none = Decisions()
        found = (
            parse_decisions(self.text(path), path)
            for layer in self.folders.layers
            for path in AssetFolders((layer,)).files("mapping/*.sssom.tsv")
            if path.name != LINKS
        )
        return reduce(lambda earlier, later: later.over(earlier), found, none)

    @kept
    def links(self) -> Links:
        """Read the decisions on links; those of the project folder win."""
        found = (self._links(layer, self.text) for layer in self.folders.layers)
        return reduce(lambda earlier, later: later.over(earlier), found, Links())

    def own_links(self) -> Links:
        """Read the decisions on links in the project folder as they are now, to add to them."""
        return self._links(self.own_folder(), read_text)

    def _links(self, layer: Path, text: Callable[[Path], str]) -> Links:
        path = layer / "mapping" / LINKS
        return parse_links(text(path), path, self.settings.base) if path.is_file() else Links()

    def name_lists(self) -> dict[str, Path]:
        """Return the files of the lists of the world's names, by name."""
        return {
            path.name.removesuffix(suffix): path
            for suffix in _NAME_LISTS
            for path in self.files(f"ontology/external/*{suffix}")
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

    def identifiers(self, beside: Path | None = None) -> Identifiers:
        """Read the ids given so far, as they are now: a build adds to them.

        Args:
            beside: The register beside an earlier output, if there is one, over the bundled ones
                and the project's.
        """
        paths = [layer / "mapping" / REGISTER for layer in self.folders.layers]
        paths += [beside] if beside is not None else []
        found = [
            parse_identifiers(read_text(path), path).entries if path.exists() else ()
            for path in paths
        ]
        entries = dict.fromkeys(entry for register in found for entry in register)
        return Identifiers(tuple(entries), frozenset(found[0]))

    @kept
    def queries(self) -> tuple[StoredQuery, ...]:
        """Read every stored question, by name."""
        return tuple(map(self.query, self.query_names()))

    def query_names(self) -> tuple[str, ...]:
        """Return the names of all stored questions; none of them is read."""
        return tuple(path.stem for path in self.files("queries/*.rq"))

    def query(self, name: str) -> StoredQuery:
        """Read the stored question of that name.

        Raises:
            QueryError: There is none; names the nearest.
        """
        paths = {path.stem: path for path in self.files("queries/*.rq")}
        if name not in paths:
            raise QueryError(f"no question '{name}'{did_you_mean(name, paths)}")
        path, types = paths[name], self.record_types  # few questions need them
        return self.keep(("query", name), lambda: parse_query(self.text(path), path, types))

    def _graph(self, *patterns: str) -> "Graph":
        paths = (path for pattern in patterns for path in self.files(pattern))
        return read_only(parse_turtle_files((self.text(path), path) for path in paths))


def _title_and_date(path: Path) -> tuple[str, str]:
    """Read what a list is called, and the day as of which it is."""
    heading, _ = read_heading(read_packed_text(path), path, ("title", "modified"))
    return heading["title"], heading["modified"]


def open_project(folder: Path | str = ".") -> Project:
    """Find the project of a folder: the nearest ccdp.toml in it or above, or the bundled one.

    Raises:
        AssetError: The ccdp.toml is wrong.
    """
    bundled, start = bundled_folder(), Path(folder).resolve()
    for layer in (start, *start.parents):
        settings = layer / SETTINGS
        if settings.is_file():
            parsed = parse_settings(read_text(settings), settings)
            return Project(parsed, AssetFolders((bundled, layer)), layer)
    return Project(Settings(), AssetFolders((bundled,)))
