"""Compression, encoding and format of a document; bundled JSON-LD contexts."""

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.harvests.oai_pmh import OAI
from ccdp_graph.harvests.recovery import root_of, well_formed
from ccdp_graph.project import Project, kept
from ccdp_graph.rdf import RDF, RdfFormat

MAX_BYTES = 1_000_000_000  # of a document, unpacked

_GZIP = b"\x1f\x8b"

_XML_ENCODING = re.compile(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']""")

_LINE = re.compile(
    rb"""\s*(?:\#.*|(?:<[^>:]+:[^>]*>|_:\S+)\s+<[^>]*>\s+(?:<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?)
    \s*(?:<[^>]*>\s*|_:\S+\s*)?\.\s*(?:\#.*)?)?""",
    re.VERBOSE,
)

_MAX_LINES = 50

_PREFIX = re.compile(rb"^\s*(?:@prefix|@base|prefix\s+[\w.-]*:|base\s+<)", re.I | re.M)

_TURTLE = re.compile(
    rb"(?:^|\s)(?:@prefix|@base|prefix\s+[\w.-]*:\s*<|base\s+<)|^\s*(?:<[^>\s]*>|_:\w+|\[)(?:\s|$)",
    re.IGNORECASE,
)


def unpacked(content: bytes, max_bytes: int = MAX_BYTES) -> bytes:
    """Unpack gzip, up to a limit; return anything else unchanged.

    Raises:
        AssetError: It is not a complete gzip file, or unpacks to more than the limit.
    """
    if not content.startswith(_GZIP):
        return content
    decompressor = zlib.decompressobj(wbits=31)
    try:
        data = decompressor.decompress(content, max_bytes + 1)
    except zlib.error as error:
        raise AssetError(f"is a gzip file that cannot be unpacked ({error})") from error
    if len(data) > max_bytes:
        raise AssetError(f"unpacks to more than {max_bytes / 1e6:g} MB, which is refused")
    if not decompressor.eof:
        raise AssetError("is a truncated gzip file")
    return data


def in_utf8(content: bytes) -> tuple[bytes, str]:
    """Return a text as UTF-8 without byte order mark, and its encoding if that was another."""
    declared = _XML_ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    by_mark = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}.get(content[:2])
    try:
        encoding = by_mark or (declared[1].decode() if declared else "utf-8")
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        encoding, text = "cp1252", content.decode("cp1252", "replace")
    if encoding.lower().replace("_", "-") in {"utf-8", "utf8", "us-ascii", "ascii"}:
        return content.removeprefix(b"\xef\xbb\xbf"), ""
    text = text.removeprefix("\ufeff")
    if text.startswith("<?xml"):
        text = text.partition("?>")[2]
    return text.encode("utf-8", "replace"), encoding


def detect_format(content: bytes) -> RdfFormat:
    """Detect the format of a UTF-8 text.

    Raises:
        AssetError: It is XML that declares entities, which could blow up.
    """
    start = content.lstrip()[:1]
    if start in {b"{", b"["} and _is_json(content):
        return RdfFormat.JSON_LD
    if start == b"<" and re.match(
        rb"\s*<(\?xml|!--|!doctype|[\w.-]+:?[\w.-]*[\s>/])", content, re.I
    ):
        xml_format = _xml_format(content)
        if xml_format is not None:
            return xml_format
    lines = content.split(b"\n", _MAX_LINES)[:_MAX_LINES]
    content_lines = [line for line in lines if line.strip() and not line.lstrip().startswith(b"#")]
    n_quads_lines = sum(_LINE.fullmatch(line) is not None for line in content_lines)
    if n_quads_lines * 2 > len(content_lines) and not _PREFIX.search(content):
        return RdfFormat.N_QUADS
    return (
        RdfFormat.TRIG
        if any(map(_TURTLE.search, content_lines)) or start in {b"{", b"["}
        else RdfFormat.OTHER
    )


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        # truncated JSON is still JSON, and is reported as such
        return re.match(rb'\s*[{\[]\s*[{\["]', content) is not None and b"@prefix" not in content
    return True


def _xml_format(content: bytes) -> RdfFormat | None:
    if re.match(
        rb"\s*(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", content, re.I | re.S
    ):
        return RdfFormat.HTML
    root = root_of(content)
    if root is None:  # <http://…> opens a line of Turtle
        return None
    if root == f"{{{OAI}}}OAI-PMH":
        return RdfFormat.OAI
    if root == f"{{{RDF}}}RDF" or RDF.encode() in content:
        return RdfFormat.RDF_XML
    return RdfFormat.OTHER if well_formed(content) else None


PINNED: Mapping[str, str] = {
    "https://semiceu.github.io/DCAT-AP/releases/3.0.0/context/dcat-ap.jsonld": "dcat-ap",
    "https://semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld": "dcat-ap",
    "http://schema.org": "schema-org",
    "https://schema.org": "schema-org",
    "http://schema.org/docs/jsonldcontext.jsonld": "schema-org",
    "https://schema.org/docs/jsonldcontext.jsonld": "schema-org",
}
"""By address, the name of the pinned copy: `ontology/external/NAME.context.jsonld`."""


class Contexts:
    """Inlines bundled contexts into documents.

    Args:
        pinned: By name, the value of `@context` in the copy.
    """

    def __init__(self, pinned: Mapping[str, Any]) -> None:
        self._pinned = pinned

    def inlined(self, document: Any) -> tuple[Any, tuple[str, ...]]:
        """Return a document without remote contexts, and the addresses of unknown ones."""
        unknown: dict[str, None] = {}
        return self._walk(document, unknown), tuple(unknown)

    def _walk(self, value: Any, unknown: dict[str, None]) -> Any:
        if isinstance(value, list):
            return [self._walk(entry, unknown) for entry in value]
        if not isinstance(value, dict):
            return value
        inlined = {}
        for key, entry in value.items():
            if key == "@import" and isinstance(entry, str):
                unknown[entry] = None
            elif key == "@context":
                inlined[key] = self._context(entry, unknown)
            else:
                inlined[key] = self._walk(entry, unknown)
        return inlined

    def _context(self, context: Any, unknown: dict[str, None]) -> Any:
        if isinstance(context, list):
            return [self._context(entry, unknown) for entry in context]
        if isinstance(context, str):
            name = PINNED.get(context.partition("#")[0].rstrip("/"), "")
            if name in self._pinned:
                return self._pinned[name]
            unknown[context] = None
            return {}
        return self._walk(context, unknown)


@kept
def pinned_contexts(project: Project) -> Mapping[str, Any]:
    """Read the bundled JSON-LD contexts, by name.

    Raises:
        AssetError: One is not JSON.
    """
    ending = ".context.jsonld"
    contexts = {}
    for path in project.files(f"ontology/external/*{ending}"):
        try:
            document = json.loads(project.text(path))
        except ValueError as error:
            raise AssetError(f"is not a JSON-LD context ({error})", path) from error
        contexts[path.name.removesuffix(ending)] = document["@context"]
    return contexts
