"""A harvest step by step: fetch, read, select, check, and only then replace."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from ccdp_graph import __version__
from ccdp_graph.errors import AssetError, CcdpError, FetchError
from ccdp_graph.harvests.checks import check_shapes
from ccdp_graph.harvests.documents import harvest_finding
from ccdp_graph.harvests.media_types import pinned_contexts
from ccdp_graph.harvests.provenance import describe_harvest, harvest_graph, node_base
from ccdp_graph.harvests.reader import Reader
from ccdp_graph.harvests.records import (
    SelectedRecords,
    conflicting_iris,
    deduplicate_oai,
    select_records,
)
from ccdp_graph.harvests.session import MAX_DOCUMENTS, HarvestSession, read_file
from ccdp_graph.harvests.sources.kinds import SOURCE_KINDS, entry_of, kind_of, recognised
from ccdp_graph.harvests.state import Harvest, HarvestReport, by_frequency, dated
from ccdp_graph.harvests.storage import (
    RECORDS,
    REPORT,
    REPORT_TEXT,
    HarvestFolder,
    harvest_folders,
)
from ccdp_graph.http import HttpClient
from ccdp_graph.i18n import message
from ccdp_graph.model import Severity
from ccdp_graph.project import Project
from ccdp_graph.rdf import Statement, iri, parse, parse_leniently, slug
from ccdp_graph.validation import (
    Conformance,
)

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")

_MAX_SMALL_SOURCE = 4  # of so few records any part may go


@dataclass(frozen=True, slots=True)
class HarvestRequest:
    """What to harvest, and how.

    Attributes:
        source: A file or an address; `kind` a name of `SOURCE_KINDS`, or empty to detect it.
        name: The name of the source; by default taken from its host or file.
        day: As YYYY-MM-DD, the day that new and changed records are given.
        limit: How many documents may be fetched.
        force: Accept the harvest even if more than half of the records are gone.
        strict: Write nothing if there is a Violation.
    """

    source: str
    day: str
    kind: str = ""
    name: str = ""
    limit: int = MAX_DOCUMENTS
    force: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class HarvestResult:
    """The outcome of a harvest.

    Attributes:
        written: Whether anything was written; not if nothing changed or the harvest was rejected.
        refused: Whether a Violation kept it out.
    """

    report: HarvestReport
    folder: Path
    written: bool
    refused: bool = False


def harvest(
    request: HarvestRequest,
    project: Project,
    folder: Path,
    web: HttpClient,
    *,
    progress: Callable[[str], None] = lambda _: None,
) -> HarvestResult:
    """Harvest the records of another catalogue, replacing those harvested before.

    The earlier harvest stays in place until the new one is complete. The same documents and day
    give the same bytes; where no record changed, nothing is written.

    Args:
        folder: The folder that holds one folder per source.
        web: The HTTP client.

    Raises:
        FetchError: The source does not answer, or breaks off; the next harvest on the same
            day resumes there.
        AssetError: The source is not a catalogue, has no record, or lost most of its records.
        OutputError: The folder cannot be written.
    """
    name = request.name or name_of(request.source)
    if not _NAME.fullmatch(name):
        raise AssetError(f"--name '{name}': use lower-case letters, digits and hyphens")
    source_folder = HarvestFolder(folder / name)
    previous = source_folder.state()
    if previous is not None and previous.source != request.source:
        raise AssetError(f"'{name}' is already the name of {previous.source}; give another --name")
    base = project.settings.base
    reader = Reader(parse, parse_leniently, pinned_contexts(project), node_base(base, name))
    session = HarvestSession(web, reader, source_folder, previous, request.limit, progress)
    return _Job(request, project, source_folder, session).run()


@dataclass(frozen=True, slots=True)
class _Job:
    """One harvest."""

    request: HarvestRequest
    project: Project
    folder: HarvestFolder
    session: HarvestSession

    def run(self) -> HarvestResult:
        """Run the harvest; its downloads stay on disk only if a server broke off."""
        try:
            result = self._harvest()
        except FetchError:
            if self.session.downloads:
                self.session.downloads.keep()
            raise
        except CcdpError:
            if self.session.downloads:
                self.session.downloads.forget()
            raise
        if self.session.downloads:
            self.session.downloads.forget()
        return result

    def _harvest(self) -> HarvestResult:
        session, base = self.session, self.project.settings.base
        kind = self._crawl()
        if not session.complete:
            self._keep_earlier_documents()
        session.progress("choosing records")
        session.parsed = deduplicate_oai(session.parsed)
        selected = select_records(session.parsed, base, node_base(base, self.folder.name))
        self._refuse_empty(selected)
        session.progress("checking records")
        report, state = self._report(
            kind, selected, check_shapes(selected.statements, self.project)
        )
        if self.request.strict and not report.conforms:
            return HarvestResult(report, self.folder.path, written=False, refused=True)
        return HarvestResult(report, self.folder.path, self._swap(report, state, selected))

    def _crawl(self) -> str:
        """Fetch everything, and return the kind of the source."""
        request, session = self.request, self.session
        if not is_address(request.source):
            if request.kind and not SOURCE_KINDS[request.kind].may_be_file:
                raise AssetError(
                    f"{request.source}: is not a web address, which --type {request.kind} needs"
                )
            read_file(session, Path(request.source))
            found = kind_of(session.parsed[0])
            return found.name if found is not None and found.may_be_file else "dcat"
        session.downloads = self.folder.resume_downloads(request.source, request.kind, request.day)
        name = request.kind or (session.previous.kind if session.previous else "")
        if name:
            kind = SOURCE_KINDS[name]
            start = entry_of(session, kind, request.source)
        else:
            kind, start = recognised(session, request.source)
        kind.crawl(session, start)
        return kind.name

    def _keep_earlier_documents(self) -> None:
        """Keep the earlier copies of documents that were not requested this time."""
        session = self.session
        fetched = {parsed.document.address for parsed in session.parsed}
        carried = []
        for stored in session.previous.documents if session.previous else ():
            document = session.previous_document(stored.address)
            if stored.address not in fetched and document is not None:
                carried.append(session.read(document))
        session.parsed[:0] = carried  # what is newer is said last

    def _refuse_empty(self, selected: SelectedRecords) -> None:
        """Reject a harvest that would empty the graph, which is more likely a fault than intended.

        Raises:
            AssetError: There is no record, or less than half of those before.
        """
        source, previous = self.request.source, self.session.previous
        if not selected.records:
            messages = [finding.message for finding in (*self.session.findings, *selected.findings)]
            reason = messages[0] if messages else "it describes no dataset, service or series"
            raise AssetError(f"{source}: no record was found. {reason}")
        earlier_iris = {record.iri for record in previous.records} if previous else set()
        lost = len(earlier_iris - {record.iri for record in selected.records})
        if (
            len(earlier_iris) > _MAX_SMALL_SOURCE
            and lost * 2 > len(earlier_iris)
            and not self.request.force
        ):
            raise AssetError(
                f"{source}: {lost} of {len(earlier_iris)} records are gone, so the earlier "
                "harvest was kept. If this is intended, give --force"
            )

    def _report(
        self, kind: str, selected: SelectedRecords, conformance: Conformance
    ) -> tuple[HarvestReport, Harvest]:
        """Date the records, and create the report and the new state."""
        request, session, previous = self.request, self.session, self.session.previous
        records, changes = dated(
            selected.records, previous.records if previous else (), request.day
        )
        current = {record.iri for record in records}
        gone = dict(previous.gone if previous else {}) | dict.fromkeys(changes.gone, request.day)
        findings = [
            *session.findings,
            *selected.findings,
            *conflicting_iris(records, self._records_of_other_sources()),
            *conformance.findings,
            *(
                harvest_finding(
                    Severity.INFO,
                    message("foreign-gone", iri=lost),
                    request.source,
                    record=lost,
                )
                for lost in changes.gone
            ),
        ]
        report = HarvestReport(
            name=self.folder.name,
            source=request.source,
            kind=kind,
            day=request.day,
            forms=by_frequency(
                Counter(parsed.format.value for parsed in session.parsed if parsed.statements)
            ),
            documents=len(session.parsed),
            unchanged_documents=session.unchanged,
            changes=changes,
            dropped=selected.dropped,
            statements=len(selected.statements),
            findings=tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order)),
            unlisted=conformance.unlisted,
        )
        state = Harvest(
            name=self.folder.name,
            source=request.source,
            kind=kind,
            day=request.day,
            since=session.since if session.complete else "",
            documents=tuple(parsed.document for parsed in session.parsed),
            records=records,
            gone={lost: day for lost, day in sorted(gone.items()) if lost not in current},
            findings=report.counts(),
            statements=_digest(selected.statements),
        )
        return report, state

    def _records_of_other_sources(self) -> dict[str, str]:
        """Return, by IRI of the records of other sources, the name of a source that has it."""
        return {
            record.iri: other.name
            for other in harvest_folders(self.folder.path.parent)
            if other.name != self.folder.name and (state := other.state()) is not None
            for record in state.records
        }

    def _swap(self, report: HarvestReport, state: Harvest, selected: SelectedRecords) -> bool:
        """Write the harvest; if no statement changed, every byte stays as it was."""
        previous = self.session.previous
        if previous is not None and previous.statements == state.statements:
            state = replace(previous, documents=state.documents)
            texts = self.folder.texts()
            if state == previous and texts:
                return False
        else:
            texts = {}
        texts = texts or self._texts(report, state, selected)
        self.folder.write(state, self.session.content, texts)
        return True

    def _texts(
        self, report: HarvestReport, state: Harvest, selected: SelectedRecords
    ) -> dict[str, str]:
        base = self.project.settings.base
        graph = iri(harvest_graph(base, self.folder.name))
        statements = {*selected.statements, *describe_harvest(state, base, __version__)}
        return {
            RECORDS: "".join(f"{s} {p} {o} {graph} .\n" for s, p, o in sorted(statements)),
            REPORT: report.json_text(),
            REPORT_TEXT: report.text(),
        }


def _digest(statements: Iterable[Statement]) -> str:
    digest = hashlib.sha256()
    for statement in statements:
        digest.update(f"{' '.join(statement)}\n".encode())
    return digest.hexdigest()


def is_address(source: str) -> bool:
    """Return whether a source is a web address; anything else is a file."""
    return source.startswith(("http://", "https://"))


def name_of(source: str) -> str:
    """Return the default name of a source, taken from its host or file.

    >>> name_of("https://www.data.example.org/catalog.ttl"), name_of("their/records.nt.gz")
    ('data-example-org', 'records')
    """
    if is_address(source):
        host = urlsplit(source).hostname or ""
        return slug(host.removeprefix("www.")) or "source"
    return slug(Path(source).name.partition(".")[0]) or "source"
