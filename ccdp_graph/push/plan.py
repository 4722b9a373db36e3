"""What is to be done in a catalogue of others, record by record, and what came of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from ccdp_graph.model import Finding


class Action(Enum):
    """What is to be done about one record."""

    CREATE = "create"
    UPDATE = "update"
    PUBLISH = "publish"
    DELETE = "delete"
    KEEP = "unchanged"

    @property
    def done(self) -> str:
        """How it is called when it is done.

        >>> Action.CREATE.done, Action.KEEP.done
        ('created', 'unchanged')
        """
        if self is Action.PUBLISH:
            return "published"
        return self.value if self is Action.KEEP else f"{self.value}d"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done about one record.

    Attributes:
        thing: The IRI of the record here, by which it is known there too.
        kind: What it is: a catalogue or a dataset.
        there: What the other catalogue calls it; nothing where it has to be made.
        differs: The fields or properties in which the two are not the same.
    """

    action: Action
    thing: str
    kind: str
    title: str
    there: str = ""
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PushResult:
    """What came of a plan.

    Attributes:
        done: The steps that were carried out, or that asked for nothing.
        findings: What the other catalogue refused, each at the row of its record.
        stopped: Why the push ended before its plan did, in one line; else nothing.
    """

    done: tuple[Step, ...]
    findings: tuple[Finding, ...] = ()
    stopped: str = ""


class OtherCatalogue(Protocol):
    """A catalogue of others that records are sent to."""

    def plan(self, tell: Callable[[str], None]) -> tuple[Step, ...]:
        """Compare what is here with what of ours is there; nothing is written."""
        ...

    def carry_out(self, step: Step) -> None:
        """Do what a step says."""
        ...

    def faults(self, said: str) -> tuple[tuple[str, str], ...]:
        """Read a refusal: the property that each fault is at (or nothing), and the words."""
        ...


def counted(steps: Sequence[Step]) -> dict[str, int]:
    """Return how many steps ask for each action."""
    numbers = Counter(step.action for step in steps)
    return {action.value: numbers[action] for action in Action}


def document(
    steps: Sequence[Step], target: str, url: str, outcome: PushResult | None = None
) -> dict[str, object]:
    """Return a plan, or what came of it, as JSON-ready values."""
    done = {(step.thing, step.action) for step in outcome.done} if outcome else set()
    records = [
        {
            "identifier": step.thing,
            "title": step.title,
            "kind": step.kind,
            "action": step.action.value,
            **({"done": (step.thing, step.action) in done} if outcome else {}),
            **({"differs": list(step.differs)} if step.differs else {}),
            **({"there": step.there} if step.there else {}),
        }
        for step in steps
    ]
    told: dict[str, object] = {
        "target": target,
        "url": url,
        "applied": outcome is not None,
        "counts": counted(steps),
        "records": records,
    }
    if outcome:
        told["findings"] = [finding.document() for finding in outcome.findings]
    if outcome and outcome.stopped:
        told["stopped"] = outcome.stopped
    return told
