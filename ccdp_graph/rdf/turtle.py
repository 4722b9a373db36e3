"""Turtle in and out, always in one canonical form: equal graphs give equal bytes."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.errors import TurtleError
from ccdp_graph.rdf.namespaces import PREFIXES, RDF

if TYPE_CHECKING:
    from rdflib import Graph


_A = f"<{RDF}type>"

_MOST_KEPT = 1_000_000  # terms

_LOCAL_NAME = re.compile(r"^[A-Za-z_][\w-]*$", re.ASCII)


def empty_graph() -> "Graph":
    """Return a graph without any prefix, so that files bind only what they use."""
    from rdflib import Graph

    return Graph(bind_namespaces="none")


def read_only(graph: "Graph") -> "Graph":
    """Return a graph for many to read: who tries to change it gets a ModificationException."""
    from ccdp_graph.rdf.read_only_graph import ReadOnlyGraph

    return ReadOnlyGraph(graph)


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


class Shortener(dict[str, tuple[str, str]]):
    """Terms as Turtle writes them, with prefixes; most are looked up once for all files.

    Shape: by term, as N-Triples writes it, its short form and the name of its prefix, or nothing.

    Attributes:
        prefixes: By name, the namespaces to shorten with; the first that fits is taken.

    >>> Shortener({"foaf": "http://xmlns.com/foaf/0.1/"})["<http://xmlns.com/foaf/0.1/name>"]
    ('foaf:name', 'foaf')
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self.prefixes = dict(prefixes)
        by_namespace = {ns: name for name, ns in reversed(self.prefixes.items())}
        # a local name has neither / nor #, so that what ends in one is found without searching
        self._at_once = by_namespace if all(n.endswith(("/", "#")) for n in by_namespace) else None

    def __missing__(self, term: str) -> tuple[str, str]:
        found = self._typed(term) if term.startswith('"') else self._shortened(term)
        if len(self) < _MOST_KEPT:
            self[term] = found
        return found

    def _typed(self, term: str) -> tuple[str, str]:
        if not term.endswith(">"):
            return term, ""
        text, _, datatype = term.rpartition("^^")
        short, name = self[datatype]
        return f"{text}^^{short}", name

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
    names = prefixes if isinstance(prefixes, Shortener) else Shortener(prefixes)
    used: set[str] = set()
    by_subject = groupby(sorted(statements), itemgetter(0))
    blocks = [_block(subject, own, names, used) for subject, own in by_subject]
    used.discard("")
    head = "".join(f"PREFIX {name}: <{names.prefixes[name]}>\n" for name in sorted(used))
    return f"{head}\n" + "\n\n".join(blocks) + "\n"


def _block(
    subject: str, own: Iterable[tuple[str, str, str]], names: Shortener, used: set[str]
) -> str:
    """Write the sorted statements of a subject, and add the prefixes that they use to `used`."""
    text, prefix = names[subject]
    used.add(prefix)
    lines = [text]
    by_predicate: dict[str, list[str]] = {_A: []}  # it comes first, whatever its IRI
    for _, predicate, term in own:
        by_predicate.setdefault(predicate, []).append(term)
    for predicate, terms in by_predicate.items():
        verb, prefix = ("a", "") if predicate == _A else names[predicate]
        used.add(prefix)
        if len(terms) == 1:  # as mostly
            text, prefix = names[terms[0]]
            used.add(prefix)
            lines.append(f"    {verb} {text} ;")
        elif terms:
            objects = sorted({names[term] for term in terms})
            used.update([prefix for _, prefix in objects])
            between = "\n        " if len(objects) > 1 else " "
            shown = " ,\n        ".join([text for text, _ in objects])
            lines.append(f"    {verb}{between}{shown} ;")
    return "\n".join([*lines, "."])
