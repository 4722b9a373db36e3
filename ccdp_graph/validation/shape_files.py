"""Reading shapes that others wrote: official ones, or a user's own."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import AssetError
from ccdp_graph.files import line_of, read_text
from ccdp_graph.rdf import empty_graph, parse_turtle

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


_ENDINGS = (".ttl", ".shacl")


def read_shape_files(paths: Sequence[Path]) -> "Graph":
    """Read shapes files, and folders of them, into one shapes graph.

    Two slips of official files are read as they are meant: `sh:shape` is `sh:node`, and a property
    shape without a path is a shape of the node itself.

    Raises:
        AssetError: A file is not there, is not Turtle, imports what is not among the files, or
            holds no shapes; or shapes are recursive. Names file and line.
    """
    files = [file for path in paths for file in _files(path)]
    texts = {file: read_text(file) for file in files}
    graph = empty_graph()
    for file, text in texts.items():
        parse_turtle(text, file, graph)
    _imported(graph, texts)
    _as_meant(graph)
    _shapes_at_all(graph, files)
    _not_recursive(graph, texts)
    return graph


def _files(path: Path) -> tuple[Path, ...]:
    if not path.is_dir():
        return (path,)
    found = tuple(sorted(p for p in path.rglob("*") if p.suffix.lower() in _ENDINGS))
    if not found:
        raise AssetError(f"holds no {' or '.join(_ENDINGS)} file; give SHACL in Turtle", path)
    return found


def _imported(graph: "Graph", texts: dict[Path, str]) -> None:
    from rdflib import OWL, RDF

    names = {file.name for file in texts} | {file.stem for file in texts}
    for target in sorted(set(graph.objects(None, OWL.imports)), key=str):
        name = str(target).rstrip("/#").rpartition("/")[2]
        if name in names or (target, RDF.type, OWL.Ontology) in graph:
            continue
        file, line = _place(texts, str(target), name)
        raise AssetError(
            f"imports <{target}>, which is not there; give that file too, or take the line out",
            file,
            line,
        )


def _place(texts: dict[Path, str], *words: str) -> tuple[Path, int | None]:
    """Return the first file and line on which one of some words stands."""
    for word in words:
        for file, text in texts.items():
            line = line_of(text, word) if word else None
            if line:
                return file, line
    return next(iter(texts)), None


def _as_meant(graph: "Graph") -> None:
    from rdflib import RDF, SH, URIRef

    for subject, predicate, value in list(graph.triples((None, URIRef(f"{SH}shape"), None))):
        graph.remove((subject, predicate, value))
        graph.add((subject, SH.node, value))
    for holder, shape in list(graph.subject_objects(SH.property)):
        if (shape, SH.path, None) not in graph and (shape, None, None) in graph:
            graph.remove((holder, SH.property, shape))
            graph.remove((shape, RDF.type, SH.PropertyShape))
            graph.add((holder, SH.node, shape))


def _shapes_at_all(graph: "Graph", files: Sequence[Path]) -> None:
    from rdflib import RDF, SH

    if (None, RDF.type, SH.NodeShape) not in graph:
        raise AssetError("is no SHACL: it has no sh:NodeShape; give a shapes file", files[0])


def _not_recursive(graph: "Graph", texts: dict[Path, str]) -> None:
    from rdflib import RDF, SH

    done: set[Node] = set()
    for start in sorted(graph.subjects(RDF.type, SH.NodeShape), key=str):
        trail: list[tuple[Node, Iterator[Node]]] = [(start, _used(graph, start))]
        while trail:
            node, following = trail[-1]
            after = next(following, None)
            if after is None:
                done.add(node)
                trail.pop()
            elif after in [known for known, _ in trail]:
                name = str(after)
                last = name.replace("#", "/").rpartition("/")[2]
                file, line = _place(texts, name, last)
                said = f"the shape <{name}> uses itself; SHACL does not say what that means"
                raise AssetError(f"{said}: break the circle", file, line)
            elif after not in done:
                trail.append((after, _used(graph, after)))


def _used(graph: "Graph", shape: "Node") -> Iterator["Node"]:
    """Give the shapes that a shape uses."""
    from rdflib import SH
    from rdflib.collection import Collection

    for predicate in (SH.property, SH.node, SH["not"], SH.qualifiedValueShape):
        yield from graph.objects(shape, predicate)
    for predicate in (SH["and"], SH["or"], SH.xone):
        for members in graph.objects(shape, predicate):
            yield from Collection(graph, members)
