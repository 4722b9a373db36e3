"""What became of a web address on a day, kept so that it need not be asked again soon."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError

OUTCOMES = ("fine", "moved", "start-page", "gone", "no-host", "certificate", "private", "unsure")
"""`start-page`: a page within a site that now leads to its start; `unsure`: nobody can tell."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What became of one address.

    Attributes:
        day: As YYYY-MM-DD.
        outcome: Of `OUTCOMES`.
        there: Where it has moved to, or leads.
        said: What went wrong, in one line.
    """

    url: str
    day: str
    outcome: str
    there: str = ""
    said: str = ""

    def is_fresh(self, day: date, days: int) -> bool:
        """Whether the visit was within so many days before a day; one that told nothing is not.

        >>> Visit("http://a.org/", "2026-01-05", "fine").is_fresh(date(2026, 1, 10), 7)
        True
        """
        age = (day - date.fromisoformat(self.day)).days
        return self.outcome != "unsure" and 0 <= age < days


def visits_text(visits: Iterable[Visit]) -> str:
    """Write visits as JSON, by address."""
    ordered = sorted(visits, key=lambda visit: visit.url)
    document = {"visits": [asdict(visit) for visit in ordered]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def parse_visits(text: str, path: Path) -> Mapping[str, Visit]:
    """Read what `visits_text` wrote; by address.

    Raises:
        AssetError: It is something else.
    """
    try:
        found = [_visit(entry) for entry in json.loads(text)["visits"]]
    except (ValueError, KeyError, TypeError) as error:
        raise AssetError(
            "holds no visits to addresses; delete it, or give another --cache", path
        ) from error
    return {visit.url: visit for visit in found}


def _visit(entry: Mapping[str, Any]) -> Visit:
    made = Visit(**entry)
    date.fromisoformat(made.day)
    if made.outcome not in OUTCOMES:
        raise ValueError(made.outcome)
    return made
