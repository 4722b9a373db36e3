"""Carrying out a plan: what ends it, what does not, and which plans are refused."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, strategies as some

from ccdp_graph.cell import CellRef
from ccdp_graph.errors import FetchError
from ccdp_graph.push.plan import Action, PushResult, Step, document
from ccdp_graph.push.run import push_records, too_many_deletions
from ccdp_graph.rdf.terms import iri
from ccdp_graph.validation.provenance_lookup import ProvenanceLookup

ROW = CellRef("survey.csv", "survey", 3, 1)


class Refusing:
    """A catalogue that answers each step with a status; 200 is done."""

    def __init__(self, statuses: Sequence[int | None]) -> None:
        self.statuses = list(statuses)
        self.asked = 0

    def plan(self, tell: Callable[[str], None]) -> tuple[Step, ...]:  # noqa: ARG002
        return tuple(step(Action.CREATE, n) for n in range(len(self.statuses)))

    def carry_out(self, step: Step) -> None:  # noqa: ARG002
        status = self.statuses[self.asked]
        self.asked += 1
        if status != 200:
            raise FetchError("the other side says no", status=status, said="no")

    def faults(self, said: str) -> tuple[tuple[str, str], ...]:
        return (("http://purl.org/dc/terms/title", f"title: {said}"),)


def step(action: Action, number: int) -> Step:
    return Step(action, f"https://example.org/id/resource/{number}", "dataset", f"Title {number}")


def carried_out(statuses: Sequence[int | None]) -> tuple[PushResult, Refusing]:
    target = Refusing(statuses)
    finder = ProvenanceLookup(rows={iri("https://example.org/id/resource/1"): ROW})
    return push_records(target.plan(lambda _: None), target, finder, lambda _: None), target


def test_a_refusal_is_a_finding_at_its_row_and_the_rest_goes_on() -> None:
    outcome, _ = carried_out([200, 409, 200])
    assert [s.title for s in outcome.done] == ["Title 0", "Title 2"]
    (finding,) = outcome.findings
    assert finding.cells == (ROW,)
    assert finding.message == "'Title 1' was not created: title: no"
    assert outcome.stopped == ""


@pytest.mark.parametrize("status", [None, 401, 429])
def test_what_would_be_refused_again_and_again_ends_the_push(status: int | None) -> None:
    outcome, target = carried_out([200, status, 200, 200])
    assert target.asked == 2
    assert "1 of 4 done; push again to continue" in outcome.stopped


def test_a_server_that_fails_three_times_in_a_row_is_left_alone() -> None:
    outcome, target = carried_out([500, 500, 200, 500, 502, 503, 200])
    assert target.asked == 6
    assert "1 of 7 done" in outcome.stopped
    assert carried_out([500, 500, 200])[0].stopped == ""


def test_records_that_stay_as_they_are_are_not_asked_for() -> None:
    target = Refusing([200])
    steps = (step(Action.KEEP, 0), step(Action.CREATE, 1))
    outcome = push_records(steps, target, ProvenanceLookup(), lambda _: None)
    assert (target.asked, set(outcome.done)) == (1, set(steps))
    told = document(steps, "ckan", "https://example.org", outcome)
    assert told["counts"] == {
        "create": 1,
        "update": 0,
        "publish": 0,
        "delete": 0,
        "unchanged": 1,
    }


@given(some.integers(0, 40), some.integers(0, 40))
def test_a_plan_that_deletes_more_than_half_is_refused(gone: int, kept: int) -> None:
    steps = [step(Action.DELETE, n) for n in range(gone)]
    steps += [step(Action.KEEP, n) for n in range(kept)]
    refused = bool(too_many_deletions(steps))
    assert refused == (gone > 5 and gone > (gone + kept) // 2)
