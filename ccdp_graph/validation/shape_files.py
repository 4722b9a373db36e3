"""Shapes files by others: official ones, or a user's own."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import AssetError
from ccdp_graph.files import line_of, read_text
from ccdp_graph.rdf import empty_graph, parse_turtle, without_blank_nodes
from ccdp_graph.validation.shapes import term_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


_ENDINGS = (".ttl", ".shacl")


def read_shape_files(paths: Sequence[Path], text: Callable[[Path], str] = read_text) -> "Graph":
    """Read shapes files, and folders of them, into one shapes graph.

    Two slips in official files are corrected: `sh:shape` is read as `sh:node`, and a property shape
    without a path as a shape of the node itself. Blank nodes are labelled by what is said of them,
    so that reports name the same shape alike each time.

    Args:
        text: Reads a file.

    Raises:
        AssetError: A file is missing, is not Turtle, imports a file that was not given, or has no
            shapes; or shapes are recursive. Names file and line.
    """
    files = [file for path in paths for file in _files(path)]
    texts = {file: text(file) for file in files}
    graph = empty_graph()
    for file, turtle in texts.items():
        parse_turtle(turtle, file, graph)
    _check_imports(graph, texts)
    _repair_slips(graph)
    _check_is_shacl(graph, files)
    _check_not_recursive(graph, texts)
    _label_blank_nodes(graph)
    return graph


def _files(path: Path) -> tuple[Path, ...]:
    if not path.is_dir():
        return (path,)
    files = tuple(sorted(p for p in path.rglob("*") if p.suffix.lower() in _ENDINGS))
    if not files:
        raise AssetError(f"has no {' or '.join(_ENDINGS)} file; give SHACL shapes in Turtle", path)
    return files


def _check_imports(graph: "Graph", texts: dict[Path, str]) -> None:
    from rdflib import OWL, RDF

    names = {file.name for file in texts} | {file.stem for file in texts}
    for imported in sorted(set(graph.objects(None, OWL.imports)), key=str):
        name = str(imported).rstrip("/#").rpartition("/")[2]
        if name in names or (imported, RDF.type, OWL.Ontology) in graph:
            continue
        file, line = _locate(texts, str(imported), name)
        raise AssetError(
            f"imports <{imported}>, which was not given; add that file, or remove the import",
            file,
            line,
        )


def _locate(texts: dict[Path, str], *words: str) -> tuple[Path, int | None]:
    """Return the first file and line with one of the words."""
    for word in words:
        for file, text in texts.items():
            line = line_of(text, word) if word else None
            if line:
                return file, line
    return next(iter(texts)), None


def _repair_slips(graph: "Graph") -> None:
    from rdflib import RDF, SH, URIRef

    for subject, predicate, value in list(graph.triples((None, URIRef(f"{SH}shape"), None))):
        graph.remove((subject, predicate, value))
        graph.add((subject, SH.node, value))
    for holder, shape in list(graph.subject_objects(SH.property)):
        if (shape, SH.path, None) not in graph and (shape, None, None) in graph:
            graph.remove((holder, SH.property, shape))
            graph.remove((shape, RDF.type, SH.PropertyShape))
            graph.add((holder, SH.node, shape))


def _label_blank_nodes(graph: "Graph") -> None:
    from rdflib import BNode

    triples = [triple for triple in graph if any(isinstance(term, BNode) for term in triple)]
    statements = [(term_of(s), term_of(p), term_of(o)) for s, p, o in triples]
    named = without_blank_nodes(statements, "urn:shape-")
    labels: dict[Node, Node] = {
        term: BNode(name.removeprefix("<urn:").removesuffix(">"))
        for triple, names in zip(triples, named, strict=True)
        for term, name in zip(triple, names, strict=True)
        if isinstance(term, BNode)
    }
    for triple in triples:
        graph.remove(triple)
    for subject, predicate, value in triples:
        graph.add((labels.get(subject, subject), predicate, labels.get(value, value)))


def _check_is_shacl(graph: "Graph", files: Sequence[Path]) -> None:
    from rdflib import RDF, SH

    if (None, RDF.type, SH.NodeShape) not in graph:
        raise AssetError("is not SHACL, as it has no sh:NodeShape; give a shapes file", files[0])


def _check_not_recursive(graph: "Graph", texts: dict[Path, str]) -> None:
    from rdflib import RDF, SH

    done: set[Node] = set()
    for start in sorted(graph.subjects(RDF.type, SH.NodeShape), key=str):
        trail: list[tuple[Node, Iterator[Node]]] = [(start, _shapes_used(graph, start))]
        while trail:
            node, remaining = trail[-1]
            used = next(remaining, None)
            if used is None:
                done.add(node)
                trail.pop()
            elif used in [visited for visited, _ in trail]:
                name = str(used)
                last = name.replace("#", "/").rpartition("/")[2]
                file, line = _locate(texts, name, last)
                message = f"the shape <{name}> refers to itself, which SHACL leaves undefined"
                raise AssetError(f"{message}; break the cycle", file, line)
            elif used not in done:
                trail.append((used, _shapes_used(graph, used)))


def _shapes_used(graph: "Graph", shape: "Node") -> Iterator["Node"]:
    """Yield the shapes that a shape refers to."""
    from rdflib import SH
    from rdflib.collection import Collection

    for predicate in (SH.property, SH.node, SH["not"], SH.qualifiedValueShape):
        yield from graph.objects(shape, predicate)
    for predicate in (SH["and"], SH["or"], SH.xone):
        for members in graph.objects(shape, predicate):
            yield from Collection(graph, members)
