"""The order of a harvest: fetch, read, choose, check, and only then swap."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ccdp_graph import __version__
from ccdp_graph.errors import AssetError, CcdpError, FetchError
from ccdp_graph.harvest.checks import check_foreign
from ccdp_graph.harvest.crawl import crawl
from ccdp_graph.harvest.documents import harvest_finding
from ccdp_graph.harvest.provenance import describe_harvest, harvest_graph, names_of
from ccdp_graph.harvest.reader import Reader
from ccdp_graph.harvest.records import (
    SelectedRecords,
    conflicting_iris,
    deduplicate_oai,
    select_records,
)
from ccdp_graph.harvest.session import MAX_DOCUMENTS, HarvestSession, read_file
from ccdp_graph.harvest.sources import opened, recognised
from ccdp_graph.harvest.state import Harvest, HarvestReport, dated, forms_of
from ccdp_graph.harvest.storage import (
    RECORDS,
    REPORT,
    REPORT_TEXT,
    HarvestFolder,
    harvests,
    stored_of,
)
from ccdp_graph.http import HttpClient
from ccdp_graph.i18n import message
from ccdp_graph.model import Severity
from ccdp_graph.project import Project
from ccdp_graph.rdf import Statement, iri, parse, parse_leniently, slug
from ccdp_graph.validation import Conformance

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")

_FEW = 4  # of so few records any part may go


@dataclass(frozen=True, slots=True)
class HarvestRequest:
    """What is to be harvested, and how.

    Attributes:
        source: A file or an address; `kind` one of `model.harvest.KINDS`, or nothing: found out.
        name: Of the source here; by default after its host or file.
        day: As YYYY-MM-DD, the day that new and changed records are given.
        limit: How many documents may be fetched.
        force: Take what came, even if more than half of the records are gone.
        strict: Take nothing where there is a Violation.
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
    """What a harvest did.

    Attributes:
        written: Whether something was swapped in; not where nothing changed, or it was refused.
        refused: Whether a Violation kept it out.
    """

    report: HarvestReport
    folder: Path
    written: bool
    refused: bool = False


def harvest(
    wish: HarvestRequest,
    files: Project,
    folder: Path,
    web: HttpClient,
    *,
    progress: Callable[[str], None] = lambda _: None,
) -> HarvestResult:
    """Take the records of another catalogue, in the place of those that were taken before.

    What was taken before stays as it is until the new is whole. The same documents and day give
    the same bytes; where no record changed, nothing is written.

    Args:
        folder: Holds a folder a source.
        web: What the source is asked through.

    Raises:
        FetchError: The source does not answer, or not to the end; the next harvest of the same
            day goes on there.
        AssetError: The source is no catalogue, holds no record, or lost most of its records.
        OutputError: The folder cannot be written.
    """
    name = wish.name or name_of(wish.source)
    if not _NAME.fullmatch(name):
        raise AssetError(f"--name '{name}': write small letters, digits and hyphens")
    own = HarvestFolder(folder / name)
    before = own.state()
    if before is not None and before.source != wish.source:
        raise AssetError(f"'{name}' is the name of {before.source} already; give another --name")
    base = files.project.base
    reader = Reader(parse, parse_leniently, pinned_contexts(files), names_of(base, name))
    visit = HarvestSession(web, reader, own, before, wish.limit, progress)
    return _Job(wish, files, own, visit).run()


@dataclass(frozen=True, slots=True)
class _Job:
    """One harvest."""

    wish: HarvestRequest
    files: Project
    own: HarvestFolder
    visit: HarvestSession

    def run(self) -> HarvestResult:
        """Do it."""
        visit, base = self.visit, self.files.project.base
        kind = self._fetched()
        if not visit.complete:
            self._carry_on()
        visit.tell("choosing records")
        visit.reads = deduplicate_oai(visit.reads)
        chosen = select_records(visit.reads, base, names_of(base, self.own.name))
        self._refuse_empty(chosen)
        visit.tell("checking records")
        report, state = self._told(kind, chosen, check_foreign(chosen.statements, self.files))
        if self.wish.strict and not report.conforms:
            return HarvestResult(report, self.own.path, written=False, refused=True)
        return HarvestResult(report, self.own.path, self._swap(report, state, chosen))

    def _fetched(self) -> str:
        """Fetch all; what was fetched stays on disk only where a server broke off."""
        try:
            kind = self._gather()
        except FetchError:
            if self.visit.fetched:
                self.visit.fetched.keep()
            raise
        except CcdpError:
            if self.visit.fetched:
                self.visit.fetched.forget()
            raise
        if self.visit.fetched:
            self.visit.fetched.forget()
        return kind

    def _gather(self) -> str:
        """Fetch all, and return the kind of the source."""
        wish, visit = self.wish, self.visit
        if not is_address(wish.source):
            if wish.kind not in {"", "dcat", "oai"}:
                raise AssetError(f"{wish.source}: is no web address; one of {wish.kind} is asked")
            read_file(visit, Path(wish.source))
            return "oai" if visit.reads[0].keyed else "dcat"
        visit.fetched = self.own.broken_off(wish.source, wish.kind, wish.day)
        kind = wish.kind or (visit.before.kind if visit.before else "")
        if kind:
            start = opened(visit, kind, wish.source)
        else:
            kind, start = recognised(visit, wish.source)
        crawl(visit, kind, start)
        return kind

    def _carry_on(self) -> None:
        """Keep what was known of documents that were not asked for this time."""
        visit = self.visit
        seen = {read.document.address for read in visit.reads}
        carried = []
        for stored in visit.before.documents if visit.before else ():
            document = visit.old(stored.address)
            if stored.address not in seen and document is not None:
                carried.append(visit.reader.read(document))
        visit.reads[:0] = carried  # what is newer is said last

    def _refuse_empty(self, chosen: SelectedRecords) -> None:
        """Refuse what would empty a graph, more likely by a fault there than by intent.

        Raises:
            AssetError: There is no record, or less than half of those before.
        """
        source, before = self.wish.source, self.visit.before
        if not chosen.records:
            said = [finding.message for finding in (*self.visit.findings, *chosen.findings)]
            why = said[0] if said else "it speaks of no dataset, service or series"
            raise AssetError(f"{source}: no record was found. {why}")
        had = {record.iri for record in before.records} if before else set()
        lost = len(had - {record.iri for record in chosen.records})
        if len(had) > _FEW and lost * 2 > len(had) and not self.wish.force:
            raise AssetError(
                f"{source}: {lost} of {len(had)} records are not there any more; what was "
                "harvested is kept. If that is as it should be, give --force"
            )

    def _told(
        self, kind: str, chosen: SelectedRecords, checked: Conformance
    ) -> tuple[HarvestReport, Harvest]:
        """Date the records, and say what there is to say."""
        wish, visit, before = self.wish, self.visit, self.visit.before
        records, changes = dated(chosen.records, before.records if before else (), wish.day)
        there = {record.iri for record in records}
        gone = dict(before.gone if before else {}) | dict.fromkeys(changes.gone, wish.day)
        findings = [
            *visit.findings,
            *chosen.findings,
            *conflicting_iris(records, self._elsewhere()),
            *checked.findings,
            *(
                harvest_finding(
                    Severity.INFO, message("foreign-gone", iri=one), wish.source, thing=one
                )
                for one in changes.gone
            ),
        ]
        report = HarvestReport(
            name=self.own.name,
            source=wish.source,
            kind=kind,
            day=wish.day,
            forms=forms_of(Counter(read.form.value for read in visit.reads if read.statements)),
            documents=len(visit.reads),
            unchanged_documents=visit.unchanged,
            changes=changes,
            dropped=chosen.dropped,
            statements=len(chosen.statements),
            findings=tuple(sorted(dict.fromkeys(findings), key=lambda one: one.order)),
            unlisted=checked.unlisted,
        )
        state = Harvest(
            name=self.own.name,
            source=wish.source,
            kind=kind,
            day=wish.day,
            since=visit.since if visit.complete else "",
            documents=tuple(stored_of(read.document) for read in visit.reads),
            records=records,
            gone={one: day for one, day in sorted(gone.items()) if one not in there},
            findings=report.counts(),
            statements=_digest(chosen.statements),
        )
        return report, state

    def _elsewhere(self) -> dict[str, str]:
        """Return the records of the other sources: by IRI, the name of one that has it."""
        return {
            record.iri: other.name
            for other in harvests(self.own.path.parent)
            if other.name != self.own.name and (state := other.state()) is not None
            for record in state.records
        }

    def _swap(self, report: HarvestReport, state: Harvest, chosen: SelectedRecords) -> bool:
        """Swap in what is new; where no statement changed, all stays as it was to the byte."""
        before = self.visit.before
        if before is not None and before.statements == state.statements:
            state = replace(before, documents=state.documents)
            texts = self.own.texts()
            if state == before and texts:
                return False
        else:
            texts = {}
        self.own.write(
            state,
            [read.document for read in self.visit.reads],
            texts or self._written(report, state, chosen),
        )
        return True

    def _written(
        self, report: HarvestReport, state: Harvest, chosen: SelectedRecords
    ) -> dict[str, str]:
        base = self.files.project.base
        graph = iri(harvest_graph(base, self.own.name))
        told = {*chosen.statements, *describe_harvest(state, base, __version__)}
        return {
            RECORDS: "".join(f"{s} {p} {o} {graph} .\n" for s, p, o in sorted(told)),
            REPORT: report.json_text(),
            REPORT_TEXT: report.text(),
        }


def _digest(statements: Iterable[Statement]) -> str:
    digest = hashlib.sha256()
    for statement in statements:
        digest.update(f"{' '.join(statement)}\n".encode())
    return digest.hexdigest()


def is_address(source: str) -> bool:
    """Tell whether a source is a web address; anything else is a file."""
    return source.startswith(("http://", "https://"))


def name_of(source: str) -> str:
    """Return the name of a source where none is given: after its host, or its file.

    >>> name_of("https://www.data.example.org/catalog.ttl"), name_of("their/records.nt.gz")
    ('data-example-org', 'records')
    """
    if is_address(source):
        host = urlsplit(source).hostname or ""
        return slug(host.removeprefix("www.")) or "source"
    return slug(Path(source).name.partition(".")[0]) or "source"


def pinned_contexts(files: Project) -> dict[str, Any]:
    """Read the pinned JSON-LD contexts, by name.

    Raises:
        AssetError: One is no JSON.
    """
    ending = ".context.jsonld"
    found = {}
    for path in files.folders.files(f"ontology/external/*{ending}"):
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise AssetError(f"is no JSON-LD context ({error})", path) from error
        found[path.name.removesuffix(ending)] = document["@context"]
    return found
