"""The entries of a document: records, and the contacts and organisations in their cells."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import message
from ccdp_graph.model import ORGANISATION, Column, Document, Entry, Finding, Severity, Value
from ccdp_graph.tables.cell_values import split_list
from ccdp_graph.tables.entity_resolution import Directory, Mention
from ccdp_graph.tables.interpret import CellInterpretation, empty_list, read_cell
from ccdp_graph.tables.lexicon import Lexicon
from ccdp_graph.tables.rows import Row


def country_code_of(text: str, lexicon: Lexicon) -> str:
    """Return the ISO code (lower case) of the only country that a cell names, or ""."""
    pieces = split_list(text, ";")
    iris = {iri for piece in pieces for iri in lexicon.resolve(piece, ("country",)).iris}
    concept = lexicon.index.by_iri(next(iter(iris))) if len(iris) == 1 else None
    codes = concept.notations if concept else ()
    return next((code.lower() for code in codes if len(code) == 2 and code.isalpha()), "")


def mentions_of(row: Row, lexicon: Lexicon) -> Iterator[Mention]:
    """Yield the organisations that a row names."""
    for column in row.column_file.columns:
        if column.vocabulary == (ORGANISATION,) and column.name in row.by_name:
            country = country_code_of(row.text(column.country_column), lexicon)
            values = row.by_name[column.name]
            names = [
                (name, value) for value in values for name in _names(value.text, column, lexicon)
            ]
            for name, value in names:
                yield Mention(name, country, len(names) == 1, value.cell)


def _names(text: str, column: Column, lexicon: Lexicon) -> tuple[str, ...]:
    pieces = split_list(text, column.separator)
    return tuple(piece for piece in pieces if lexicon.index.reason(piece) is None)


def _as_tuple(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _combine(first: Value, second: Value) -> Value:
    """Combine the values of two cells for one key; of single values the first is kept."""
    if isinstance(first, tuple) and isinstance(second, tuple):
        return tuple(dict.fromkeys((*first, *second)))
    return first


@dataclass(slots=True)
class DocumentBuilder:
    """Builds a document from rows.

    Attributes:
        base: The beginning of the IRIs of all entities.
        record_iris: IRIs of the sheet's records by normalised name and acronym.
        dates: The date of the records, by workbook.
    """

    name: str
    base: str
    lexicon: Lexicon
    directory: Directory
    record_iris: Mapping[str, str]
    dates: Mapping[str, date | None]
    findings: list[Finding] = field(default_factory=list)
    _arrays: dict[str, list[Entry]] = field(default_factory=dict)
    _mentioned: defaultdict[str, set[CellRef]] = field(default_factory=lambda: defaultdict(set))

    def document(self) -> Document:
        """Return the document, with the organisations that its cells mention."""
        names = ("records", "contacts", "missing", "attributions")
        arrays = {name: tuple(self._arrays.get(name, ())) for name in names}
        return Document(self.name, {**arrays, "organisations": tuple(self._organisations())})

    def add(self, row: Row, id_: str) -> None:
        """Interpret every cell of a row and add the result."""
        anchor = row.anchor
        values: dict[str, Value] = {"id": id_}
        origins: dict[str, tuple[CellRef, ...]] = {"id": (anchor,)}
        for column, (cell, text, _) in row.values():
            reading = self._read(row, column, cell, text, id_)
            if column.rest and column.name in values and column.name in reading.values:
                remainder = str(reading.values.pop(column.name))
                reading.values[column.rest] = (
                    remainder,
                    *_as_tuple(reading.values.get(column.rest)),
                )
            for key, value in reading.values.items():
                values[key] = _combine(values[key], value) if key in values else value
                origins[key] = (*origins.get(key, ()), cell)
            if reading.contact:
                contact = {"record": id_, "label": row.named.name, **reading.contact}
                self._append("contacts", contact, cell, anchor)
            if reading.reason:
                self._add_missing(id_, column, reading.reason, cell)
            if reading.says_nothing:
                reading.remarks.append(empty_list(text, column))
            self._remark(reading, column, cell, text)
        self._add_period(row, values, origins)
        self._add_others(row, values, origins)
        modified = self.dates.get(row.table.sheet.workbook)
        if modified is not None:
            values["modified"] = modified.isoformat()
        self._arrays.setdefault("records", []).append(Entry(values, origins, anchor))

    def _read(
        self, row: Row, column: Column, cell: CellRef, text: str, id_: str
    ) -> CellInterpretation:
        if column.vocabulary != (ORGANISATION,):
            return read_cell(text, column, self.lexicon, self.record_iris)
        country = country_code_of(row.text(column.country_column), self.lexicon)
        reading = self._read_organisations(text, column, country)
        for organisation in reading.mentioned:
            self._mentioned[organisation].add(cell)
            if column.role:
                attribution: dict[str, Value] = {
                    "record": id_,
                    "column": column.name.replace("_", "-"),
                    "id": organisation,
                    "organisation": f"{self.base}{ORGANISATION}/{organisation}",
                    "role": column.role,
                }
                self._append("attributions", attribution, cell)
        return reading

    def _read_organisations(self, text: str, column: Column, country: str) -> CellInterpretation:
        names = _names(text, column, self.lexicon)
        mentioned = [id_ for name in names for id_ in self.directory.by_mention[name, country]]
        ids = tuple(dict.fromkeys(mentioned))
        iris = tuple(f"{self.base}{ORGANISATION}/{id_}" for id_ in ids)
        reading = CellInterpretation(mentioned=ids)
        if column.rest:
            reading.values |= {column.name: iris[0]} if iris else {}
            reading.values |= {column.rest: iris[1:]} if iris[1:] else {}
        elif iris:
            reading.values[column.name] = iris
        for piece in split_list(text, column.separator):
            reason = self.lexicon.index.reason(piece)
            reading.reason = reason.iri if reason else reading.reason
        return reading

    def _append(
        self, array: str, values: Mapping[str, Value], cell: CellRef, row: CellRef | None = None
    ) -> None:
        entry = Entry(values, dict.fromkeys(values, (cell,)), row)
        self._arrays.setdefault(array, []).append(entry)

    def _add_missing(self, id_: str, column: Column, reason: str, cell: CellRef) -> None:
        missing: dict[str, Value] = {
            "record": id_,
            "column": column.name.replace("_", "-"),
            "property": column.property_iri,
            "reason": reason,
        }
        self._append("missing", missing, cell)

    def _remark(
        self, reading: CellInterpretation, column: Column, cell: CellRef, text: str
    ) -> None:
        self.findings += [
            Finding(
                severity=remark.severity,
                message=remark.message,
                rule=f"{self.name}#{column.name}",
                cells=(cell,),
                raw=text,
                suggestion=remark.suggestion,
            )
            for remark in reading.remarks
        ]

    def _add_others(
        self, row: Row, values: dict[str, Value], origins: dict[str, tuple[CellRef, ...]]
    ) -> None:
        """Keep the cells of columns that are not in the mapping, each with its header."""
        texts = []
        for cell, text, header in row.others:
            texts.append(f"{header}: {text}" if header else text)
            if not header:
                self.findings.append(
                    Finding(
                        severity=Severity.WARNING,
                        message=message("no-header"),
                        rule=f"{self.name}#header",
                        cells=(cell,),
                        raw=text,
                        suggestion=message("no-header-hint"),
                    )
                )
        if texts:
            values["other_text"] = tuple(texts)
            origins["other_text"] = tuple(value.cell for value in row.others)

    def _add_period(
        self, row: Row, values: dict[str, Value], origins: dict[str, tuple[CellRef, ...]]
    ) -> None:
        """Name the period after its years: 2004-2016, from-2004, until-2016."""
        columns = row.column_file.period
        start, end = (values.get(name) for name in columns) if columns else (None, None)
        if start is None and end is None:
            return
        name = f"{start}-{end}" if start and end else f"from-{start}" if start else f"until-{end}"
        values["period"] = name
        origins["period"] = tuple(cell for column in columns for cell in origins.get(column, ()))
        # not a shape: engines disagree on how to compare xsd:gYear
        if isinstance(start, int) and isinstance(end, int) and start > end:
            self.findings.append(
                Finding(
                    severity=Severity.VIOLATION,
                    message=message("years", start=start, end=end),
                    rule=f"{self.name}#{columns[0]}",
                    cells=origins["period"],
                    raw=str(start),
                    suggestion=message("years-hint"),
                )
            )

    def _organisations(self) -> Iterator[Entry]:
        for id_, cells in sorted(self._mentioned.items()):
            organisation = self.directory.organisations[id_]
            values: dict[str, Value] = {"id": id_, "name": organisation.name}
            if organisation.alternatives:
                values["alternative"] = organisation.alternatives
            country = self.lexicon.index.find(organisation.country, ("country",))
            if organisation.country and country:
                values["country"] = country.iri
            yield Entry(values, dict.fromkeys(values, tuple(sorted(cells))))
