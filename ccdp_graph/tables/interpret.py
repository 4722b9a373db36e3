"""What one cell becomes: values by key, and remarks on what was not understood."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ccdp_graph.i18n import message
from ccdp_graph.model import Column, Severity, Value
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.cell_values import (
    bracketed,
    read_about_year,
    read_ages,
    read_count,
    read_email,
    read_link,
    read_year,
    split_list,
)
from ccdp_graph.tables.lexicon import Lexicon

_IN_WORDS = {"country": message("country-list"), "region": message("region-list")}


class DraftFinding(NamedTuple):
    """A finding that does not know its cell yet; `word` is what no vocabulary knows."""

    severity: Severity
    message: str
    suggestion: str = ""
    word: str = ""


@dataclass(slots=True)
class CellInterpretation:
    """What was understood of one cell.

    Attributes:
        values: By key of the record.
        contact: Keys of the entry in `contacts`.
        reason: The concept that says why there is no value.
        mentioned: Ids of the organisations that the cell names.
    """

    values: dict[str, Value] = field(default_factory=dict)
    contact: dict[str, Value] = field(default_factory=dict)
    reason: str = ""
    mentioned: tuple[str, ...] = ()
    remarks: list[DraftFinding] = field(default_factory=list)

    @property
    def says_nothing(self) -> bool:
        """Whether the cell gave neither a value nor a remark."""
        said = self.values or self.contact or self.reason or self.mentioned or self.remarks
        return not said


def read_cell(
    text: str, column: Column, words: Lexicon, records: Mapping[str, str]
) -> CellInterpretation:
    """Read the text of a cell as its column asks.

    A word for a missing value ("unknown", "not stated") gives its reason, whatever the column;
    what is not understood stays as text under `<name>_text`, beside a remark.

    Args:
        records: IRIs of the records of the sheet by normalised name and acronym.
    """
    if column.datatype == "string":
        reason = None if column.required else words.index.reason(text)
        return (
            CellInterpretation(reason=reason.iri)
            if reason
            else CellInterpretation({column.name: text})
        )
    if column.datatype == "concept" or column.vocabulary:
        return _read_concepts(text, column, words)
    reason = words.index.reason(text)
    if reason is not None:
        return CellInterpretation(reason=reason.iri)
    return _READERS[column.datatype](text, column, records)


def empty_list(text: str, column: Column) -> DraftFinding:
    """Say that a cell holds separators only."""
    return DraftFinding(
        Severity.WARNING,
        message("empty-list", column=column, word=text),
        message("empty-list-cure"),
    )


def _read_concepts(text: str, column: Column, words: Lexicon) -> CellInterpretation:
    reading = CellInterpretation()
    found: dict[str, None] = {}
    kept: list[str] = []
    for piece in split_list(text, column.separator):
        if column.datatype == "ageRange" and _add_ages(piece, reading):
            kept.append(piece)
            continue
        reason = _reason(piece, column, words)
        if reason is not None:
            reading.reason = reason
            kept += [piece] if bracketed(piece) else []
            continue
        resolution = words.resolve(piece, column.vocabulary)
        found |= dict.fromkeys(resolution.iris)
        if resolution.text or column.datatype == "ageRange":  # ages are told in words too
            kept.append(resolution.text or piece)
        if not resolution.known:
            known, unknown = words.unknown_parts(piece, column.vocabulary)
            found |= dict.fromkeys(known)
            reading.remarks += [_unknown_word(word, column, words) for word in unknown]
    _put(reading, column, tuple(found), kept)
    for key, namespace in column.matches.items():
        concepts = [words.index.by_iri(iri) for iri in found]
        matches = [match for c in concepts if c and (match := c.match_in(namespace))]
        if matches:
            reading.values[key] = matches[0]
    return reading


def _put(
    reading: CellInterpretation, column: Column, found: tuple[str, ...], kept: list[str]
) -> None:
    if column.datatype == "ageRange":
        if found:
            reading.values["age_group"] = found
        if kept:
            reading.values["age_text"] = ", ".join(kept)
        return
    if found:
        reading.values[column.name] = found
    if kept:
        reading.values[f"{column.name}_text"] = tuple(kept)


def _reason(piece: str, column: Column, words: Lexicon) -> str | None:
    """Return the reason that a word gives, be it with a remark in brackets.

    The column's own words come first ("planned" is a status); a code of two letters does not
    ("NA" is rarely Namibia, "no" never Norway).
    """
    if "availability" in column.vocabulary:
        return None
    if len(piece) > 2 and words.index.find(piece, column.vocabulary) is not None:
        return None
    parts = bracketed(piece)
    concept = words.index.reason(piece) or (words.index.reason(parts[0]) if parts else None)
    return concept.iri if concept else None


def _add_ages(piece: str, reading: CellInterpretation) -> bool:
    ages = read_ages(piece)
    if ages is None:
        return False
    if ages.low is not None:
        reading.values["age_min"] = ages.low
    if ages.high is not None:
        reading.values["age_max"] = ages.high
    return True


def _unknown_word(word: str, column: Column, words: Lexicon) -> DraftFinding:
    near = words.index.nearest(word, column.vocabulary)
    lists = tuple(_IN_WORDS.get(s) or message("named-list", name=s) for s in column.vocabulary)
    elsewhere = words.index.find(word, ("region",)) if column.vocabulary == ("country",) else None
    if elsewhere is not None:
        return DraftFinding(
            Severity.VIOLATION if column.required else Severity.WARNING,
            message("region", column=column, word=word),
            message("region-cure"),
            word,
        )
    severity = Severity.INFO
    if column.required:
        severity = Severity.VIOLATION
    elif near is not None:
        severity = Severity.WARNING
    return DraftFinding(
        severity,
        message("unknown-word", column=column, word=word, lists=lists),
        message("near", near=near) if near else message("unknown-word-cure"),
        word,
    )


def _read_year(text: str, column: Column, _: Mapping[str, str]) -> CellInterpretation:
    year = read_year(text)
    if year is not None:
        return CellInterpretation({column.name: year})
    about = read_about_year(text)
    if about is not None:
        return CellInterpretation({column.name: about, f"{column.name}_text": (text,)})
    return _as_text(text, column, "year")


def _read_count(text: str, column: Column, _: Mapping[str, str]) -> CellInterpretation:
    count = read_count(text)
    if count is None:
        return _as_text(text, column, "count")
    bounds = {"": count.value, "_min": count.low, "_max": count.high}
    reading = CellInterpretation(
        {column.name + end: n for end, n in bounds.items() if n is not None}
    )
    if not count.exact:
        reading.values[f"{column.name}_text"] = text
    return reading


def _read_links(text: str, column: Column, _: Mapping[str, str]) -> CellInterpretation:
    found: list[str] = []
    kept: list[str] = []
    reading = CellInterpretation()
    for piece in split_list(text, column.separator):
        link = read_link(piece)
        if link is not None:
            found.append(link.iri)
            kept += [piece] if link.rest else []
        else:
            kept.append(piece)
            reading.remarks.append(
                DraftFinding(
                    Severity.WARNING,
                    message("link", column=column, word=piece),
                    message("link-cure"),
                )
            )
    _put(reading, column, tuple(found), kept)
    return reading


def _read_contact(text: str, column: Column, _: Mapping[str, str]) -> CellInterpretation:
    emails: list[str] = []
    urls: list[str] = []
    kept: list[str] = []
    reading = CellInterpretation()
    for piece in split_list(text, column.separator):
        email, link = read_email(piece), read_link(piece)
        if email is not None:
            emails.append(email)
        elif link is not None and not link.rest:
            urls.append(link.iri)
        else:
            kept.append(piece)
            reading.remarks.append(
                DraftFinding(
                    Severity.INFO,
                    message("contact", column=column, word=piece),
                    message("contact-cure"),
                )
            )
    if emails:
        reading.contact["email"] = tuple(emails)
    if urls:
        reading.contact["url"] = tuple(urls)
    if kept:
        reading.values[f"{column.name}_text"] = tuple(kept)
    return reading


def _read_records(text: str, column: Column, records: Mapping[str, str]) -> CellInterpretation:
    pieces = split_list(text, column.separator)
    known = [records[normalised(piece)] for piece in pieces if normalised(piece) in records]
    kept = [piece for piece in pieces if normalised(piece) not in records]
    reading = CellInterpretation(
        remarks=[
            DraftFinding(
                Severity.WARNING,
                message("record", column=column, word=piece),
                message("record-cure"),
            )
            for piece in kept
        ]
    )
    _put(reading, column, tuple(known), kept)
    return reading


def _as_text(text: str, column: Column, fault: str) -> CellInterpretation:
    said = message(fault, column=column, word=text)
    return CellInterpretation(
        {f"{column.name}_text": (text,)},
        remarks=[DraftFinding(Severity.WARNING, said, message(f"{fault}-cure"))],
    )


_READERS: dict[str, Callable[[str, Column, Mapping[str, str]], CellInterpretation]] = {
    "gYear": _read_year,
    "nonNegativeInteger": _read_count,
    "anyURI": _read_links,
    "contact": _read_contact,
    "record": _read_records,
}
