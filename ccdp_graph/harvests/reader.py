"""From a document to statements: bad parts are reported, and the rest is kept."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.harvests.documents import Document, ParsedDocument, harvest_finding
from ccdp_graph.harvests.media_types import Contexts, detect_format, in_utf8, unpacked
from ccdp_graph.harvests.oai_pmh import OaiRecord, oai_records
from ccdp_graph.harvests.records import CATALOGUE, RECORDS
from ccdp_graph.harvests.recovery import (
    Part,
    check_entities,
    json_ld_parts,
    line_parts,
    rdf_xml_parts,
    turtle_parts,
)
from ccdp_graph.i18n import message
from ccdp_graph.model import Finding, Severity
from ccdp_graph.rdf import RDF, Parse, Parsed, Quad, RdfFormat, Statement, iri, without_blank_nodes

_A = iri(RDF + "type")

_XML = frozenset({RdfFormat.RDF_XML, RdfFormat.OAI})

_PARTS = {
    RdfFormat.N_QUADS: line_parts,
    RdfFormat.TRIG: turtle_parts,
    RdfFormat.RDF_XML: rdf_xml_parts,
}

_MAX_FAULTS = 200
"""How many bad parts of one document are reported one by one."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads documents.

    Attributes:
        parse: Rejects invalid RDF; `parse_leniently` repairs what can be repaired.
        contexts: The bundled JSON-LD contexts, by name.
        names: The prefix of the IRIs given to blank nodes.
    """

    parse: Parse
    parse_leniently: Parse
    contexts: Mapping[str, Any]
    names: str

    def read(self, document: Document, body: bytes) -> ParsedDocument:
        """Read a document; an unreadable one gives a finding and no statements."""
        place = document.place or document.address
        findings: list[Finding] = []
        rdf_format = RdfFormat.OTHER
        try:
            content, encoding = in_utf8(unpacked(body))
            rdf_format = detect_format(content)
            _refuse_unreadable(content, rdf_format)
        except AssetError as error:
            text = message("foreign-unreadable", reason=str(error))
            return ParsedDocument(
                document, rdf_format, (), (harvest_finding(Severity.VIOLATION, text, place),)
            )
        if encoding:
            text = message("foreign-encoding", encoding=encoding)
            findings.append(harvest_finding(Severity.INFO, text, place))
        if rdf_format is RdfFormat.OAI:
            return self._oai(document, content, findings)
        quads = self._quads(content, rdf_format, document.place, place, findings)
        statements = self._named(_record_statements(quads, place, findings))
        return ParsedDocument(document, rdf_format, statements, tuple(findings))

    def _oai(self, document: Document, content: bytes, findings: list[Finding]) -> ParsedDocument:
        place = document.place or document.address
        keyed: dict[str, tuple[Statement, ...] | None] = {}
        for record in oai_records(content):
            if record.identifier:
                keyed[record.identifier] = self._oai_record(record, place, findings)
            elif record.fault:
                text = message("foreign-part", reason=record.fault)
                findings.append(harvest_finding(Severity.VIOLATION, text, place, line=record.line))
        statements = tuple(s for parsed in keyed.values() for s in parsed or ())
        return ParsedDocument(document, RdfFormat.OAI, statements, tuple(findings), keyed)

    def _oai_record(
        self, record: OaiRecord, place: str, findings: list[Finding]
    ) -> tuple[Statement, ...] | None:
        if record.deleted:
            return None
        location = f"{place} ({record.identifier})"
        if record.fault:
            text = message("foreign-part", reason=record.fault)
            findings.append(harvest_finding(Severity.VIOLATION, text, location))
        if record.statements:
            return self._named(record.statements)
        quads = self._quads(record.rdf_xml, RdfFormat.RDF_XML, place, location, findings)
        return self._named([(s, p, o) for s, p, o, _ in quads])

    def _named(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        return tuple(dict.fromkeys(without_blank_nodes(statements, self.names)))

    def _quads(
        self, content: bytes, rdf_format: RdfFormat, base: str, place: str, findings: list[Finding]
    ) -> Sequence[Quad]:
        """Read the whole document, or part by part if that fails."""
        document = None
        if rdf_format is RdfFormat.JSON_LD:
            try:
                document, unknown = Contexts(self.contexts).inlined(json.loads(content))
            except (ValueError, RecursionError) as error:
                text = message("foreign-unreadable", reason=f"is not JSON ({error})")
                findings.append(harvest_finding(Severity.VIOLATION, text, place))
                return ()
            for address in unknown:
                text = message("foreign-context", address=address)
                findings.append(harvest_finding(Severity.WARNING, text, place))
            content = json.dumps(document).encode()
        try:
            parsed = self.parse(content, rdf_format, base)
        except AssetError:
            parts = _PARTS[rdf_format](content) if document is None else _members(document)
            return tuple(self._part_by_part(parts, rdf_format, base, place, findings))
        findings += (harvest_finding(Severity.WARNING, fault, place) for fault in parsed.faults)
        return parsed.quads

    def _part(self, part: Part, rdf_format: RdfFormat, base: str) -> tuple[Parsed, str]:
        """Read a part; if it could only be read leniently, the repairs are reported."""
        try:
            return self.parse(part.content, rdf_format, base), ""
        except AssetError as error:
            try:
                parsed = self.parse_leniently(part.content, rdf_format, base)
            except AssetError:
                return Parsed(()), str(error)
            faults = (message("foreign-leniently", reason=str(error)),)
            return Parsed(parsed.quads, parsed.faults or faults), ""

    def _part_by_part(
        self,
        parts: Iterable[Part],
        rdf_format: RdfFormat,
        base: str,
        place: str,
        findings: list[Finding],
    ) -> Iterator[Quad]:
        faults = 0
        for part in parts:
            parsed, fault = self._part(part, rdf_format, base)
            if fault:
                faults += 1
                if faults <= _MAX_FAULTS:
                    text = message("foreign-part", reason=fault)
                    findings.append(
                        harvest_finding(Severity.VIOLATION, text, place, line=part.line)
                    )
                continue
            findings += (
                harvest_finding(Severity.WARNING, fault, place, line=part.line)
                for fault in parsed.faults
            )
            yield from parsed.quads
        if faults > _MAX_FAULTS:
            text = message("foreign-more-parts", number=faults - _MAX_FAULTS)
            findings.append(harvest_finding(Severity.VIOLATION, text, place))


def _refuse_unreadable(content: bytes, rdf_format: RdfFormat) -> None:
    """Reject what cannot be read.

    Raises:
        AssetError: It is not RDF, or is XML with entities.
    """
    if rdf_format in {RdfFormat.HTML, RdfFormat.OTHER}:
        raise AssetError(f"is {rdf_format.value}, not RDF")
    if rdf_format in _XML:
        check_entities(content)


def _members(document: Any) -> Iterator[Part]:
    return (Part(number, content) for number, content in json_ld_parts(document))


def _record_statements(
    quads: Sequence[Quad], place: str, findings: list[Finding]
) -> list[Statement]:
    """Take the default graph if it has records, otherwise the named graphs that have some."""
    graphs = dict.fromkeys(graph for *_, graph in quads)
    with_records = {g for _, p, o, g in quads if p == _A and (o in RECORDS or o == CATALOGUE)}
    taken = {""} if "" in with_records or not with_records else {"", *with_records}
    left_out = [graph for graph in graphs if graph not in taken]
    if left_out:
        text = message("foreign-graphs", number=len(left_out), graph=left_out[0][1:-1])
        findings.append(harvest_finding(Severity.INFO, text, place))
    return [(s, p, o) for s, p, o, graph in quads if graph in taken]
