"""Releases: the order of their versions, and the description of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ccdp_graph.analysis import Difference
from ccdp_graph.errors import AssetError
from ccdp_graph.i18n import Texts, complete_languages

RULE = (
    "use numbers separated by dots, with a lower-case pre-release if it is one (1.2.0, "
    "1.2.0-rc.1), or a day or month (2026-11-25, 2026.11)"
)

_NUMBERS = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9}){0,3})(?:-([a-z][0-9a-z]*(?:[.-][0-9a-z]+)*))?")

_CALENDAR = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")

_MAX_NUMBERS = 4

_MAX_VERSION_LENGTH = 64

_NOTES = Texts(
    (
        "The first release.",
        "Records since {previous}: {added} added, {removed} removed, {changed} changed "
        "(statements: {come} added, {gone} removed).",
    )
)

_GRAVE = Texts("Released with findings of severity Violation: {number}.")

_Order = tuple[tuple[int, ...], bool, tuple[tuple[int, int, str], ...]]


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a release, semantic or by date.

    Attributes:
        order: The sort key: the later of two versions has the greater one.
    """

    text: str
    order: _Order

    def __str__(self) -> str:
        """Return it as it was written."""
        return self.text


def parse_version(text: str) -> Version:
    """Read a version.

    Versions are compared number by number, a missing number being 0; a pre-release comes before
    its release, and pre-releases are ordered as Semantic Versioning 2.0.0, section 11, has it.

    Raises:
        AssetError: It is not a version; states the rule.

    >>> parse_version("1.2").order == parse_version("1.2.0").order
    True
    >>> texts = ["1.10.0", "1.2.0", "1.2.0-rc.10", "1.2.0-rc.2", "1.2.0-beta", "2026-01-31"]
    >>> print(*sorted(map(parse_version, texts), key=lambda version: version.order))
    1.2.0-beta 1.2.0-rc.2 1.2.0-rc.10 1.2.0 1.10.0 2026-01-31
    """
    match = _CALENDAR.fullmatch(text)
    if match:
        year, month, day = (int(part or 1) for part in match.groups())
        try:
            date(year, month, day)
        except ValueError as error:
            raise AssetError(f"'{text}' is not a day or month; {RULE}") from error
        return Version(text, _order([year, month, int(match[3] or 0)], ""))
    match = _NUMBERS.fullmatch(text)
    if match is None or len(text) > _MAX_VERSION_LENGTH:
        raise AssetError(f"'{text}' is not a version; {RULE}")
    return Version(text, _order(list(map(int, match[1].split("."))), match[2] or ""))


def _order(numbers: list[int], pre_release: str) -> _Order:
    parts = pre_release.split(".") if pre_release else []
    return (
        (*numbers, *[0] * (_MAX_NUMBERS - len(numbers))),
        not parts,
        tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts),
    )


@dataclass(frozen=True, slots=True)
class DescribedRelease:
    """The description of a release.

    Attributes:
        iri: An IRI under the base of its project.
        issued: Its date, as YYYY-MM-DD.
        previous: The version before it; empty for the first.
        previous_sums: The SHA-256 of that version's list of checksums.
        notes: What changed, in one sentence per language.
    """

    iri: str
    version: str
    issued: str
    previous: str
    previous_sums: str
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Release(DescribedRelease):
    """A release: an immutable, dated state of a graph, in a folder of its own.

    Attributes:
        sums: By name, the SHA-256 of each of its files.
    """

    folder: Path
    sums: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file of a release, as described."""

    name: str
    size: int
    sha256: str


def change_notes(
    difference: Difference | None, previous: str, violations: int = 0
) -> dict[str, str]:
    """Summarise per language what changed since the previous release, and what is wrong.

    Args:
        difference: None for the first release.
    """
    return {
        language: _changes(difference, previous, language)
        + (f" {_GRAVE[language].format(number=violations)}" if violations else "")
        for language in complete_languages()
    }


def _changes(difference: Difference | None, previous: str, language: str) -> str:
    first, later = _NOTES[language]
    if difference is None:
        return first
    numbers = {kind: len(difference.of_kind(kind)) for kind in ("added", "removed", "changed")}
    statements = {"come": len(difference.added), "gone": len(difference.removed)}
    return later.format(previous=previous, **numbers, **statements)
