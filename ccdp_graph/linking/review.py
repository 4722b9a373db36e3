"""Link candidates as a workbook for review, and its decisions read back."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ccdp_graph.errors import WorkbookError
from ccdp_graph.i18n import Texts, languages
from ccdp_graph.linking.names import Candidate, NamedThing
from ccdp_graph.model import (
    TO_FILL_IN,
    Sheet,
    Table,
    TableCell,
    TableRow,
    Workbook,
    cell_text,
    columns_of,
)
from ccdp_graph.rdf import is_iri
from ccdp_graph.spreadsheets import tables_workbook

SHEET = "Review"

DECISIONS = ("yes", "close", "related", "no")

_DECISIONS = Texts({"yes": "yes", "close": "close", "related": "related", "no": "no"})

_HEADINGS = Texts(
    (
        "Ours",
        "Country",
        "Candidate",
        "Country of the candidate",
        "Score",
        "Evidence",
        "Decision",
        "IRI of ours",
        "IRI of the candidate",
        "Catalogue of ours",
        "Catalogue of the candidate",
    )
)

_NEEDED = _HEADINGS["en"][:-2]  # no catalogue is needed to read it back

_WIDTHS = (44, 9, 44, 12, 8, 52, 12, 44, 44, 24, 24)

_INSTRUCTIONS = Texts(
    "Choose a value in the column 'Decision': yes (the same thing), close (nearly the same), "
    "related (a part or a parent, for example) or no. A no is remembered; rows left empty are "
    "suggested again. Save this file and run: ccdp link accept FILE"
)

Suggestion = tuple[NamedThing, Sequence[Candidate]]


def review_workbook(suggestions: Sequence[Suggestion], language: str = "en") -> bytes:
    """Write candidates as .xlsx.

    Shape: one row per candidate, those of one entity together, the likeliest first; 'yes' is filled
    in if the match is certain, everything else is left to a person.
    """
    rows = tuple(
        _row(ours, candidate, language) for ours, found in suggestions for candidate in found
    )
    columns = columns_of(_HEADINGS[language], _WIDTHS)
    return tables_workbook(Table(SHEET, columns, rows, head=((_INSTRUCTIONS[language],),), kept=1))


def read_review(workbook: Workbook, path: Path) -> tuple[tuple[NamedThing, Candidate, str], ...]:
    """Read the decisions of a filled-in workbook; rows without one are left out.

    Shape: names and IRIs of both entities, and score and evidence of the candidate.

    Raises:
        WorkbookError: The sheet is missing, or a decision or an IRI is invalid; names the row.
    """
    sheet = next((sheet for sheet in workbook.sheets if sheet.name == SHEET), None)
    if sheet is None:
        raise WorkbookError(
            f"{path}: has no sheet '{SHEET}'; give the file that link suggest wrote"
        )
    decisions = []
    for number, cells in _read_rows(sheet, path):
        if not cells["Decision"]:
            continue
        decision = _decision(cells["Decision"])
        if not decision:
            raise WorkbookError(
                f"{path}, row {number}: '{cells['Decision']}' is not a decision; write "
                f"{', '.join(DECISIONS)}, or leave it empty"
            )
        ours, theirs = cells["IRI of ours"], cells["IRI of the candidate"]
        for term in (ours, theirs):
            if not is_iri(term):
                raise WorkbookError(
                    f"{path}, row {number}: '{term}' is not an IRI; restore that cell"
                )
        if not cells["Score"].isdigit():
            raise WorkbookError(
                f"{path}, row {number}: the score is not a number; restore that cell"
            )
        candidate = Candidate(
            NamedThing(theirs, cells["Candidate"], "", source=cells["Catalogue of the candidate"]),
            min(100, int(cells["Score"])),
            (cells["Evidence"],),
        )
        decisions.append((NamedThing(ours, cells["Ours"], ""), candidate, decision))
    return tuple(decisions)


def _read_rows(sheet: Sheet, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    rows = [[cell_text(value) for value in row] for row in sheet.rows]
    found = ((n, names) for n, row in enumerate(rows) if (names := _english_headings(row)))
    header, names = next(found, (-1, {}))
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise WorkbookError(f"{path}: lacks the column '{missing[0]}'; restore its header")
    columns = names
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        yield (
            number,
            {
                name: row[column] if (column := columns.get(name, len(row))) < len(row) else ""
                for name in _HEADINGS["en"]
            },
        )


def _english_headings(row: Sequence[str]) -> dict[str, int]:
    """Return the position of each heading by its English name, if a row has that of decisions."""
    for language in languages():
        english = dict(zip(_HEADINGS[language], _HEADINGS["en"], strict=True))
        columns = {english[text]: column for column, text in enumerate(row) if text in english}
        if "Decision" in columns:
            return columns
    return {}


def _decision(written: str) -> str:
    """Return a decision that is written in any language, or an empty text."""
    spelt = {
        text.casefold(): decision
        for language in languages()
        for decision, text in _DECISIONS[language].items()
    }
    return spelt.get(written.casefold(), "")


def _row(ours: NamedThing, candidate: Candidate, language: str) -> TableRow:
    words = _DECISIONS[language]
    return (
        ours.name,
        ours.country or ", ".join(ours.countries),
        candidate.thing.name,
        candidate.thing.country or ", ".join(candidate.thing.countries),
        candidate.score,
        "; ".join(candidate.evidence),
        TableCell(
            words["yes"] if candidate.certain else "",
            fill=TO_FILL_IN,
            choices=tuple(words.values()),
        ),
        ours.iri,
        candidate.thing.iri,
        ours.source,
        candidate.thing.source,
    )
