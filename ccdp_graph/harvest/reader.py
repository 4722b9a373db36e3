"""From a document to statements: what is wrong with a part of it is said, and the rest enters."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.harvest.documents import Document, ParsedDocument, harvest_finding
from ccdp_graph.harvest.media_types import Contexts, form_of, in_utf8, unpacked
from ccdp_graph.harvest.oai_pmh import OaiRecord, oai_records
from ccdp_graph.harvest.records import CATALOGUE, RECORDS
from ccdp_graph.harvest.recovery import (
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
"""How many parts of one document are told of, each by itself."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads documents.

    Attributes:
        parse: Refuses what is not quite RDF; `parse_leniently` mends what can be mended.
        contexts: The pinned JSON-LD contexts, by name.
        names: The IRI that the names of blank nodes begin with.
    """

    parse: Parse
    parse_leniently: Parse
    contexts: Mapping[str, Any]
    names: str

    def read(self, document: Document) -> ParsedDocument:
        """Read a document; one that cannot be read at all gives a finding and no statement."""
        place = document.place or document.address
        findings: list[Finding] = []
        form = RdfFormat.OTHER
        try:
            content, encoding = in_utf8(unpacked(document.content))
            form = form_of(content)
            _check(content, form)
        except AssetError as error:
            said = message("foreign-unreadable", reason=str(error))
            return ParsedDocument(
                document, form, (), (harvest_finding(Severity.VIOLATION, said, place),)
            )
        if encoding:
            said = message("foreign-encoding", encoding=encoding)
            findings.append(harvest_finding(Severity.INFO, said, place))
        if form is RdfFormat.OAI:
            return self._oai(document, content, findings)
        quads = self._quads(content, form, document.place, place, findings)
        statements = self._named(_of_records(quads, place, findings))
        return ParsedDocument(document, form, statements, tuple(findings))

    def _oai(self, document: Document, content: bytes, findings: list[Finding]) -> ParsedDocument:
        place = document.place or document.address
        keyed: dict[str, tuple[Statement, ...] | None] = {}
        for record in oai_records(content):
            if record.identifier:
                keyed[record.identifier] = self._oai_record(record, place, findings)
            elif record.fault:
                said = message("foreign-part", reason=record.fault)
                findings.append(harvest_finding(Severity.VIOLATION, said, place, line=record.line))
        statements = tuple(s for own in keyed.values() for s in own or ())
        return ParsedDocument(document, RdfFormat.OAI, statements, tuple(findings), keyed)

    def _oai_record(
        self, record: OaiRecord, place: str, findings: list[Finding]
    ) -> tuple[Statement, ...] | None:
        if record.deleted:
            return None
        where = f"{place} ({record.identifier})"
        if record.fault:
            said = message("foreign-part", reason=record.fault)
            findings.append(harvest_finding(Severity.VIOLATION, said, where))
        if record.statements:
            return self._named(record.statements)
        quads = self._quads(record.rdf_xml, RdfFormat.RDF_XML, place, where, findings)
        return self._named([(s, p, o) for s, p, o, _ in quads])

    def _named(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        return tuple(dict.fromkeys(without_blank_nodes(statements, self.names)))

    def _quads(
        self, content: bytes, form: RdfFormat, base: str, place: str, findings: list[Finding]
    ) -> Sequence[Quad]:
        """Read the whole, or else part by part."""
        document = None
        if form is RdfFormat.JSON_LD:
            try:
                document, unknown = Contexts(self.contexts).inlined(json.loads(content))
            except (ValueError, RecursionError) as error:
                said = message("foreign-unreadable", reason=f"is not JSON ({error})")
                findings.append(harvest_finding(Severity.VIOLATION, said, place))
                return ()
            for address in unknown:
                said = message("foreign-context", address=address)
                findings.append(harvest_finding(Severity.WARNING, said, place))
            content = json.dumps(document).encode()
        try:
            parsed = self.parse(content, form, base)
        except AssetError:
            parts = _PARTS[form](content) if document is None else _members(document)
            return tuple(self._part_by_part(parts, form, base, place, findings))
        findings += (harvest_finding(Severity.WARNING, fault, place) for fault in parsed.faults)
        return parsed.quads

    def _part(self, part: Part, form: RdfFormat, base: str) -> tuple[Parsed, str]:
        """Read a part; where it can be read leniently, what was mended is said."""
        try:
            return self.parse(part.content, form, base), ""
        except AssetError as error:
            try:
                parsed = self.parse_leniently(part.content, form, base)
            except AssetError:
                return Parsed(()), str(error)
            unsaid = (message("foreign-leniently", reason=str(error)),)
            return Parsed(parsed.quads, parsed.faults or unsaid), ""

    def _part_by_part(
        self, parts: Iterable[Part], form: RdfFormat, base: str, place: str, findings: list[Finding]
    ) -> Iterator[Quad]:
        faults = 0
        for part in parts:
            parsed, fault = self._part(part, form, base)
            if fault:
                faults += 1
                if faults <= _MAX_FAULTS:
                    said = message("foreign-part", reason=fault)
                    findings.append(
                        harvest_finding(Severity.VIOLATION, said, place, line=part.line)
                    )
                continue
            findings += (
                harvest_finding(Severity.WARNING, fault, place, line=part.line)
                for fault in parsed.faults
            )
            yield from parsed.quads
        if faults > _MAX_FAULTS:
            said = message("foreign-more-parts", number=faults - _MAX_FAULTS)
            findings.append(harvest_finding(Severity.VIOLATION, said, place))


def _check(content: bytes, form: RdfFormat) -> None:
    """Refuse what cannot be read.

    Raises:
        AssetError: It is no RDF, or XML with entities.
    """
    if form in {RdfFormat.HTML, RdfFormat.OTHER}:
        raise AssetError(f"is {form.value}, not RDF")
    if form in _XML:
        check_entities(content)


def _members(document: Any) -> Iterator[Part]:
    return (Part(number, content) for number, content in json_ld_parts(document))


def _of_records(quads: Sequence[Quad], place: str, findings: list[Finding]) -> list[Statement]:
    """Take the default graph where it has records, or else the graphs that have some."""
    graphs = dict.fromkeys(graph for *_, graph in quads)
    with_records = {g for _, p, o, g in quads if p == _A and (o in RECORDS or o == CATALOGUE)}
    taken = {""} if "" in with_records or not with_records else {"", *with_records}
    left_out = [graph for graph in graphs if graph not in taken]
    if left_out:
        said = message("foreign-graphs", number=len(left_out), graph=left_out[0][1:-1])
        findings.append(harvest_finding(Severity.INFO, said, place))
    return [(s, p, o) for s, p, o, graph in quads if graph in taken]
