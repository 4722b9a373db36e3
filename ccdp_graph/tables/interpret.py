"""Interpreting one cell: values by key, and remarks on what was not understood."""

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

_LIST_NAMES = {"country": message("country-list"), "region": message("region-list")}


class DraftFinding(NamedTuple):
    """A finding without its cell; `word` is the word that is in no vocabulary."""

    severity: Severity
    message: str
    suggestion: str = ""
    word: str = ""


@dataclass(slots=True)
class CellInterpretation:
    """What was understood from one cell.

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
        content = self.values or self.contact or self.reason or self.mentioned or self.remarks
        return not content


def read_cell(
    text: str, column: Column, lexicon: Lexicon, records: Mapping[str, str]
) -> CellInterpretation:
    """Read the text of a cell according to its column.

    A word for a missing value ("unknown", "not stated") gives its reason, whatever the column;
    what is not understood is kept as text under `<name>_text`, with a remark.

    Args:
        records: IRIs of the records of the sheet by normalised name and acronym.
    """
    if column.datatype == "string":
        reason = None if column.required else lexicon.index.reason(text)
        return (
            CellInterpretation(reason=reason.iri)
            if reason
            else CellInterpretation({column.name: text})
        )
    if column.datatype == "concept" or column.vocabulary:
        return _read_concepts(text, column, lexicon)
    reason = lexicon.index.reason(text)
    if reason is not None:
        return CellInterpretation(reason=reason.iri)
    return _READERS[column.datatype](text, column, records)


def empty_list(text: str, column: Column) -> DraftFinding:
    """Report a cell that holds only separators."""
    return DraftFinding(
        Severity.WARNING,
        message("empty-list", column=column, word=text),
        message("empty-list-hint"),
    )


def _read_concepts(text: str, column: Column, lexicon: Lexicon) -> CellInterpretation:
    reading = CellInterpretation()
    iris: dict[str, None] = {}
    kept: list[str] = []
    for piece in split_list(text, column.separator):
        if column.datatype == "ageRange" and _add_ages(piece, reading):
            kept.append(piece)
            continue
        reason = _reason(piece, column, lexicon)
        if reason is not None:
            reading.reason = reason
            kept += [piece] if bracketed(piece) else []
            continue
        resolution = lexicon.resolve(piece, column.vocabulary)
        iris |= dict.fromkeys(resolution.iris)
        if resolution.text or column.datatype == "ageRange":  # ages may be in words too
            kept.append(resolution.text or piece)
        if not resolution.known:
            known_iris, unknown_words = lexicon.unknown_parts(piece, column.vocabulary)
            iris |= dict.fromkeys(known_iris)
            reading.remarks += [_unknown_word(word, column, lexicon) for word in unknown_words]
    _store(reading, column, tuple(iris), kept)
    for key, namespace in column.matches.items():
        concepts = [lexicon.index.by_iri(iri) for iri in iris]
        matches = [match for c in concepts if c and (match := c.match_in(namespace))]
        if matches:
            reading.values[key] = matches[0]
    return reading


def _store(
    reading: CellInterpretation, column: Column, iris: tuple[str, ...], kept: list[str]
) -> None:
    if column.datatype == "ageRange":
        if iris:
            reading.values["age_group"] = iris
        if kept:
            reading.values["age_text"] = ", ".join(kept)
        return
    if iris:
        reading.values[column.name] = iris
    if kept:
        reading.values[f"{column.name}_text"] = tuple(kept)


def _reason(piece: str, column: Column, lexicon: Lexicon) -> str | None:
    """Return the reason that a word gives, with or without a remark in brackets.

    The column's own words come first ("planned" is a status); a code of two letters does not
    ("NA" is rarely Namibia, "no" never Norway).
    """
    if "availability" in column.vocabulary:
        return None
    if len(piece) > 2 and lexicon.index.find(piece, column.vocabulary) is not None:
        return None
    parts = bracketed(piece)
    concept = lexicon.index.reason(piece) or (lexicon.index.reason(parts[0]) if parts else None)
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


def _unknown_word(word: str, column: Column, lexicon: Lexicon) -> DraftFinding:
    near = lexicon.index.nearest(word, column.vocabulary)
    lists = tuple(
        _LIST_NAMES.get(scheme) or message("named-list", name=lexicon.index.scheme(scheme))
        for scheme in column.vocabulary
    )
    region = lexicon.index.find(word, ("region",)) if column.vocabulary == ("country",) else None
    if region is not None:
        return DraftFinding(
            Severity.VIOLATION if column.required else Severity.WARNING,
            message("region", column=column, word=word),
            message("region-hint"),
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
        message("near", near=near) if near else message("unknown-word-hint"),
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
        {column.name + suffix: n for suffix, n in bounds.items() if n is not None}
    )
    if not count.exact:
        reading.values[f"{column.name}_text"] = text
    return reading


def _read_links(text: str, column: Column, _: Mapping[str, str]) -> CellInterpretation:
    links: list[str] = []
    kept: list[str] = []
    reading = CellInterpretation()
    for piece in split_list(text, column.separator):
        link = read_link(piece)
        if link is not None:
            links.append(link.iri)
            kept += [piece] if link.rest else []
        else:
            kept.append(piece)
            reading.remarks.append(
                DraftFinding(
                    Severity.WARNING,
                    message("link", column=column, word=piece),
                    message("link-hint"),
                )
            )
    _store(reading, column, tuple(links), kept)
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
                    message("contact-hint"),
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
    iris = [records[normalised(piece)] for piece in pieces if normalised(piece) in records]
    kept = [piece for piece in pieces if normalised(piece) not in records]
    reading = CellInterpretation(
        remarks=[
            DraftFinding(
                Severity.WARNING,
                message("record", column=column, word=piece),
                message("record-hint"),
            )
            for piece in kept
        ]
    )
    _store(reading, column, tuple(iris), kept)
    return reading


def _as_text(text: str, column: Column, fault: str) -> CellInterpretation:
    explanation = message(fault, column=column, word=text)
    return CellInterpretation(
        {f"{column.name}_text": (text,)},
        remarks=[DraftFinding(Severity.WARNING, explanation, message(f"{fault}-hint"))],
    )


_READERS: dict[str, Callable[[str, Column, Mapping[str, str]], CellInterpretation]] = {
    "gYear": _read_year,
    "nonNegativeInteger": _read_count,
    "anyURI": _read_links,
    "contact": _read_contact,
    "record": _read_records,
}
