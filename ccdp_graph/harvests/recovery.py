"""Splitting JSON-LD, RDF/XML and Turtle with errors into parts, to keep the good ones."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ccdp_graph.errors import AssetError


def json_ld_parts(document: Any) -> Iterator[tuple[int, bytes]]:
    """Yield each member of the graph (or list) as a document, numbered from 1."""
    context = {}
    members = document
    if isinstance(document, dict):
        context = {"@context": document["@context"]} if "@context" in document else {}
        members = document.get("@graph", [document])
    for number, member in enumerate(members if isinstance(members, list) else [members], start=1):
        part = {**context, "@graph": [member]} if context else member
        yield number, json.dumps(part).encode()


_START = re.compile(rb"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)([^<>]*)>")

_SKIPPED = re.compile(rb"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)

_MAX_ENDS = 8
"""How many closing tags are tried: an element may contain others of the same name."""


class Part(NamedTuple):
    """A part of a document that can be parsed by itself, and the line it starts on."""

    line: int
    content: bytes


def root_of(content: bytes) -> str | None:
    """Return the name of the root element as `{namespace}name`; None where there is none.

    Raises:
        AssetError: The document declares entities, which could expand without limit.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        for _, element in iterparse(io.BytesIO(content), events=("start",)):
            return str(element.tag)
    except DefusedXmlException as error:
        raise _entity_error() from error
    except ParseError:
        return None
    return None


def check_entities(content: bytes) -> None:
    """Reject XML that declares entities; whether it is well-formed is checked elsewhere.

    Raises:
        AssetError: It has some.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        for _, element in iterparse(io.BytesIO(content), events=("end",)):
            element.clear()
    except DefusedXmlException as error:
        raise _entity_error() from error
    except ParseError:
        if b"<!ENTITY" in content:
            raise _entity_error() from None


def _entity_error() -> AssetError:
    return AssetError("is XML that declares entities, which are refused as a security risk")


def rdf_xml_parts(content: bytes) -> Iterator[Part]:
    """Yield each child of the root as a document of its own, even if some are malformed.

    An element that does not end well is taken to end at the first closing tag of its name.
    """
    root = _START.search(content)
    while root is not None and root[0].startswith((b"<?", b"<!")):
        root = _START.search(content, root.end())
    if root is None:
        return
    head, tail = root[0], b"</" + root[1] + b">"
    end = content.rfind(tail)
    place, last = root.end(), end if end != -1 else len(content)
    line = content.count(b"\n", 0, place) + 1
    while place < last:
        skipped = _SKIPPED.match(content, place)
        next_place = skipped.end() if skipped else _end_of(content, place, last, head, tail)
        if not skipped:
            yield Part(line, head + content[place:next_place] + tail)
        line += content.count(b"\n", place, next_place)
        place = next_place


def _end_of(content: bytes, place: int, last: int, head: bytes, tail: bytes) -> int:
    """Return where the element that begins at a place ends."""
    start = _START.match(content, place)
    if start is None:  # no element: what comes before the next one
        place_found = content.find(b"<", place + 1)
        return place_found if place_found != -1 else last
    if start[2].endswith(b"/"):
        return start.end()
    closing, first, place_after = b"</" + start[1] + b">", None, start.end()
    for _ in range(_MAX_ENDS):
        place_found = content.find(closing, place_after)
        if place_found == -1:
            break
        place_after = place_found + len(closing)
        first = first or place_after
        if well_formed(head + content[place:place_after] + tail):
            return place_after
    return first or last


def well_formed(content: bytes) -> bool:
    """Return whether a text is well-formed XML without entities."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        fromstring(content)
    except (ParseError, DefusedXmlException):
        return False
    return True


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
    """Yield the lines of N-Quads."""
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
    """Yield the tokens; an unclosed text or IRI runs to the end of its line."""
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
    """Yield the statements of Turtle or TriG, each with the prefixes in force.

    A full stop always ends a statement, since none may occur within brackets.
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
