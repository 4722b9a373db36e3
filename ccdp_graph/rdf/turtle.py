"""Turtle in and out, always in one canonical form: equal graphs give equal bytes."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import TurtleError
from ccdp_graph.rdf.namespaces import PREFIXES, RDF

if TYPE_CHECKING:
    from rdflib import Graph

_LOCAL_NAME = re.compile(r"^[A-Za-z_][\w-]*$", re.ASCII)


def empty_graph() -> "Graph":
    """Return a graph without any prefix, so that files bind only what they use."""
    from rdflib import Graph

    return Graph(bind_namespaces="none")


def read_turtle(path: Path, into: "Graph | None" = None) -> "Graph":
    """Read a Turtle file, into a graph of its own or one that is there.

    Raises:
        TurtleError: The file cannot be read, or is not Turtle; names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TurtleError(f"cannot be read ({error}); give a UTF-8 Turtle file", path) from error
    return parse_turtle(text, path, into)


def parse_turtle(text: str, path: Path | None = None, into: "Graph | None" = None) -> "Graph":
    """Read Turtle from a text; `path` names it in errors.

    Raises:
        TurtleError: The text is not Turtle.
    """
    graph = empty_graph() if into is None else into
    try:
        graph.parse(data=text, format="turtle")
    except Exception as error:  # rdflib raises BadSyntax, but also ValueError and others
        said = str(error)
        line = re.search(r"at line (\d+)", said)
        reason = re.search(r"Bad syntax \((.*?)\) at", said)
        raise TurtleError(
            f"not Turtle: {reason[1] if reason else said.splitlines()[0]}; mend this line",
            path,
            int(line[1]) if line else None,
        ) from error
    return graph


def canonical_turtle(graph: "Graph", prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Write a graph as Turtle, sorted, with only the prefixes that it uses.

    A term may be written with a prefix of `prefixes` or of the graph itself. Equal graphs give
    equal texts, whatever the hash seed.
    """
    used = empty_graph()
    known = {name: str(namespace) for name, namespace in graph.namespaces()} | dict(prefixes)
    text = "\n".join(str(term) for triple in graph for term in _names(triple))
    for prefix, namespace in sorted(known.items()):
        if re.search(rf"^{re.escape(namespace)}[^/#\n]", text, re.MULTILINE):
            used.bind(prefix, namespace, override=True, replace=True)
    for triple in graph:
        used.add(triple)
    return used.serialize(format="longturtle", canon=True).strip() + "\n"


def _names(triple: Iterable[object]) -> Iterable[object]:
    from rdflib import Literal, URIRef

    for term in triple:
        if isinstance(term, URIRef):
            yield term
        elif isinstance(term, Literal) and term.datatype:
            yield term.datatype


class Shortener:
    """Writes terms with prefixes; each distinct IRI is looked up once, in however many files.

    Attributes:
        prefixes: By name, the namespaces to shorten with; the first that fits is taken.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(prefixes)
        self._known: dict[str, tuple[str, str]] = {}
        by_namespace = {ns: name for name, ns in reversed(self.prefixes.items())}
        # a local name has neither / nor #, so that what ends in one is found without searching
        self._at_once = by_namespace if all(n.endswith(("/", "#")) for n in by_namespace) else None

    def __call__(self, term: str) -> tuple[str, str]:
        """Return a term as Turtle writes it, and the name of its prefix, or nothing.

        >>> Shortener({"foaf": "http://xmlns.com/foaf/0.1/"})("<http://xmlns.com/foaf/0.1/name>")
        ('foaf:name', 'foaf')
        """
        if term.startswith('"'):
            text, caret, datatype = term.rpartition('"^^<') if term.endswith(">") else ("", "", "")
            if not caret:
                return term, ""
            short, name = self(f"<{datatype}")
            return f'{text}"^^{short}', name
        found = self._known.get(term)
        if found is None:
            found = self._known[term] = self._shortened(term)
        return found

    def _shortened(self, term: str) -> tuple[str, str]:
        if self._at_once is not None:
            cut = max(term.rfind("/"), term.rfind("#")) + 1
            found = self._at_once.get(term[1:cut])
            fitting = [] if found is None else [(found, term[1:cut])]
        else:
            fitting = [(n, ns) for n, ns in self.prefixes.items() if term.startswith(ns, 1)]
        for name, namespace in fitting:
            local = term[1 + len(namespace) : -1]
            if _LOCAL_NAME.match(local):
                return f"{name}:{local}", name
        return term, ""


def turtle_of(
    statements: Iterable[tuple[str, str, str]],
    prefixes: Mapping[str, str] | Shortener = PREFIXES,
) -> str:
    """Write statements without blank nodes as canonical Turtle, at once from their terms.

    Shape: as `canonical_turtle` lays it out (one block a subject, `a` first, all sorted, only
    used prefixes), but ten times as fast, since no graph is built: it writes what is published.

    Args:
        statements: Subject, predicate and object as N-Triples writes them.
        prefixes: By name, the namespaces to shorten with; for many texts, one `Shortener`.
    """
    shortener = prefixes if isinstance(prefixes, Shortener) else Shortener(prefixes)
    used: set[str] = set()

    def short(term: str) -> str:
        text, name = shortener(term)
        used.add(name)
        return text

    by_subject: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, term in statements:
        by_subject.setdefault(subject, {}).setdefault(predicate, []).append(term)
    a = f"<{RDF}type>"
    blocks = []
    for subject in sorted(by_subject):
        lines = [short(subject)]
        for predicate in sorted(by_subject[subject], key=lambda iri: (iri != a, iri)):
            verb = "a" if predicate == a else short(predicate)
            objects = sorted({short(term) for term in by_subject[subject][predicate]})
            if len(objects) == 1:
                lines.append(f"    {verb} {objects[0]} ;")
            else:
                lines += [f"    {verb}", " ,\n".join(f"        {term}" for term in objects) + " ;"]
        blocks.append("\n".join([*lines, "."]))
    known = shortener.prefixes
    head = "".join(f"PREFIX {name}: <{known[name]}>\n" for name in sorted(used - {""}))
    return f"{head}\n" + "\n\n".join(blocks) + "\n"
