"""The plan of a push to another catalogue, record by record, and its result."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from ccdp_graph.model import Finding


class Action(Enum):
    """What to do about one record."""

    CREATE = "create"
    UPDATE = "update"
    PUBLISH = "publish"
    DELETE = "delete"
    KEEP = "unchanged"

    @property
    def done(self) -> str:
        """The action as a past participle.

        >>> Action.CREATE.done, Action.KEEP.done
        ('created', 'unchanged')
        """
        if self is Action.PUBLISH:
            return "published"
        return self.value if self is Action.KEEP else f"{self.value}d"


@dataclass(frozen=True, slots=True)
class Step:
    """What to do about one record.

    Attributes:
        thing: Our IRI of the record, which identifies it in the other catalogue too.
        kind: What it is: a catalogue or a dataset.
        remote_id: Its id in the other catalogue; empty if it does not exist there yet.
        differs: The fields or properties that differ.
    """

    action: Action
    thing: str
    kind: str
    title: str
    remote_id: str = ""
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PushResult:
    """The result of carrying out a plan.

    Attributes:
        done: The steps that were carried out, or needed nothing.
        findings: What the other catalogue rejected, each at the row of its record.
        stopped: Why the push stopped early, in one line; empty if it did not.
    """

    done: tuple[Step, ...]
    findings: tuple[Finding, ...] = ()
    stopped: str = ""


class OtherCatalogue(Protocol):
    """Another catalogue that records are pushed to."""

    def plan(self, progress: Callable[[str], None]) -> tuple[Step, ...]:
        """Compare our records with those already on the other side; nothing is written."""
        ...

    def carry_out(self, step: Step) -> None:
        """Carry out a step."""
        ...

    def faults(self, body: str) -> tuple[tuple[str, str], ...]:
        """Read an error: the property of each fault (or an empty string), and the message."""
        ...


def counted(steps: Sequence[Step]) -> dict[str, int]:
    """Return how many steps ask for each action."""
    numbers = Counter(step.action for step in steps)
    return {action.value: numbers[action] for action in Action}


def document(
    steps: Sequence[Step], target: str, url: str, outcome: PushResult | None = None
) -> dict[str, object]:
    """Return a plan or its result, as JSON-ready values."""
    done = {(step.thing, step.action) for step in outcome.done} if outcome else set()
    records = [
        {
            "identifier": step.thing,
            "title": step.title,
            "kind": step.kind,
            "action": step.action.value,
            **({"done": (step.thing, step.action) in done} if outcome else {}),
            **({"differs": list(step.differs)} if step.differs else {}),
            **({"there": step.remote_id} if step.remote_id else {}),
        }
        for step in steps
    ]
    summary: dict[str, object] = {
        "target": target,
        "url": url,
        "applied": outcome is not None,
        "counts": counted(steps),
        "records": records,
    }
    if outcome:
        summary["findings"] = [finding.document() for finding in outcome.findings]
    if outcome and outcome.stopped:
        summary["stopped"] = outcome.stopped
    return summary
