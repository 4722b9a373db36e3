"""Turtle, TriG and N-Quads taken apart into statements, where one of them is wrong."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ccdp_graph.harvesting.xml_parts import Part

_TOKEN = re.compile(
    rb'''(?P<space>[ \t\r\n]+|\#[^\n]*)
    |(?P<iri><[^<>\n]*>)
    |(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'
      |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<directive>(?:@prefix|@base|prefix|base)(?=[\s<]))
    |(?P<open>\{)
    |(?P<close>\})
    |(?P<end>\.(?=[\s\#}]|$))
    |(?P<word>[^\s\#<>"'{}.]+|\.(?=[^\s\#}]))
    |(?P<broken>.)''',
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)

_SPARQL = (b"prefix", b"base")


def line_parts(content: bytes) -> Iterator[Part]:
    """Give the lines of N-Quads."""
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        if line.strip():
            yield Part(number, line)


class _Token(NamedTuple):
    kind: str
    text: bytes
    start: int
    end: int
    line: int


def _tokens(content: bytes) -> Iterator[_Token]:
    """Give the tokens; a text or IRI that is not closed goes to the end of its line."""
    place, line = 0, 1
    while place < len(content):
        match = _TOKEN.match(content, place)
        assert match is not None  # the last kind takes any sign
        kind, end = str(match.lastgroup), match.end()
        if kind == "broken":
            stop = content.find(b"\n", end)
            rest = content[end : len(content) if stop == -1 else stop].rstrip()
            end += len(rest) - rest.endswith(b".")  # the full stop is likely meant as one
        yield _Token(kind, content[place:end], place, end, line)
        line += content.count(b"\n", place, end)
        place = end


def turtle_parts(content: bytes) -> Iterator[Part]:
    """Give the statements of Turtle or TriG, each with the prefixes that hold for it.

    A full stop ends a statement wherever it stands, for none may stand within brackets.
    """
    head, graph, directive = b"", b"", b""
    first: _Token | None = None
    for token in _tokens(content):
        if first is None:
            if token.kind == "space":
                continue
            first = token
            directive = token.text.lower() if token.kind == "directive" else b""
        ends_directive = token.kind == ("iri" if directive in _SPARQL else "end")
        if directive:
            if ends_directive:
                head += content[first.start : token.end] + b"\n"
                first = None
        elif token.kind == "open":
            graph, first = content[first.start : token.end], None
        elif token.kind in {"end", "close"}:
            body = content[first.start : token.start].strip()
            if body:
                yield _part(first.line, head, graph, body + b" .")
            first = None
            graph = b"" if token.kind == "close" else graph
    if first is not None:
        yield _part(first.line, head, graph, content[first.start :])


def _part(line: int, head: bytes, graph: bytes, body: bytes) -> Part:
    return Part(line, head + graph + body + (b"}" if graph else b""))
