"""Carrying out the plan of a push to another catalogue, record by record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from ccdp_graph.cell import CellRef
from ccdp_graph.errors import FetchError
from ccdp_graph.model import Finding, Severity
from ccdp_graph.push.plan import Action, OtherCatalogue, PushResult, Step
from ccdp_graph.rdf import iri
from ccdp_graph.validation import ProvenanceLookup

_MAX_FAILURES = 3
"""How often in a row a server may fail before it is considered down."""

_MAX_FAULTS = 5  # of one refusal, each a finding

_MAX_DELETIONS = 5  # that need no confirmation, however few records there are


def too_many_deletions(steps: Sequence[Step]) -> str:
    """Check whether a plan would empty the other catalogue, as a wrong build would.

    Returns:
        The error message if so, otherwise an empty string.
    """
    existing = [step for step in steps if step.action is not Action.CREATE]
    deleted = [step for step in existing if step.action is Action.DELETE]
    if len(deleted) <= max(_MAX_DELETIONS, len(existing) // 2):
        return ""
    return (
        f"{len(deleted)} of our {len(existing)} records there would be deleted, as they are not in "
        "this build; give --delete-many if that is intended"
    )


def push_records(
    steps: Sequence[Step],
    target: OtherCatalogue,
    finder: ProvenanceLookup,
    progress: Callable[[str], None],
) -> PushResult:
    """Carry out a plan.

    Each step is complete in itself, and the next plan starts from what it finds: a push that
    breaks off is resumed by the next one. A record that is rejected is a finding, and the others
    go on.
    """
    done: list[Step] = []
    findings: list[Finding] = []
    waiting = [step for step in steps if step.action is not Action.KEEP]
    failures = 0
    for number, step in enumerate(waiting, start=1):
        progress(f"{step.action.value} {number} of {len(waiting)}: {step.title}")
        try:
            target.carry_out(step)
        except FetchError as error:
            findings += _Refusal(step, error, target).findings(finder)
            failures = failures + 1 if error.status is None or error.status >= 500 else 0
            if error.status in {None, 401, 429} or failures == _MAX_FAILURES:
                stopped = f"{error}; {len(done)} of {len(waiting)} done; push again to continue"
                return PushResult(_with_kept(steps, done), tuple(findings), stopped)
        else:
            failures = 0
            done.append(step)
    return PushResult(_with_kept(steps, done), tuple(findings))


def _with_kept(steps: Sequence[Step], done: Sequence[Step]) -> tuple[Step, ...]:
    return (*done, *(step for step in steps if step.action is Action.KEEP))


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A step that the other catalogue rejected."""

    step: Step
    error: FetchError
    target: OtherCatalogue

    def findings(self, finder: ProvenanceLookup) -> list[Finding]:
        """Return the faults, each at the cell of the record that it concerns."""
        faults = self.target.faults(self.error.said) or (("", str(self.error)),)
        return [
            Finding(
                severity=Severity.VIOLATION,
                message=f"'{self.step.title}' was not {self.step.action.done}: {words}",
                rule=f"push-{self.step.action.value}",
                cells=_cells(self.step.thing, path, finder),
                suggestion=self._hint(),
                focus_node=self.step.thing,
                result_path=path or None,
            )
            for path, words in islice(faults, _MAX_FAULTS)
        ]

    def _hint(self) -> str:
        if self.error.status == 403:
            return "ask whoever runs the other catalogue for permission"
        if self.error.status is None or self.error.status >= 500:
            return "push again"
        if self.step.action is Action.DELETE:
            return "find out there what depends on it"
        return "fix the record, build, and push again"


def _cells(thing: str, path: str, finder: ProvenanceLookup) -> tuple[CellRef, ...]:
    """Return the cells of a property, or the cell where it belongs, or the record's row."""
    cells = finder.cells.get((iri(thing), iri(path)), ()) if path else ()
    row = finder.rows.get(iri(thing))
    if cells or row is None:
        return cells
    column = finder.columns.get((row.workbook, row.sheet, path))
    return (row if column is None else row._replace(column=column),)
