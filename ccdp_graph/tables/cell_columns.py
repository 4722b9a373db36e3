"""From cells to columns: ticks become words, links addresses; combined cells are split."""

from typing import NamedTuple

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import message
from ccdp_graph.model import Column, ColumnFile, Severity
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.cell_values import (
    read_email,
    read_link,
    read_period,
    read_template,
    read_year,
    split_list,
)
from ccdp_graph.tables.header_matcher import NO_TICKS, OTHER, TICKS, MatchedColumn
from ccdp_graph.tables.interpret import DraftFinding, empty_list
from ccdp_graph.tables.lexicon import Lexicon
from ccdp_graph.tables.row_types import VisibleCell

_LINK_PHRASES = frozenset(
    "click here,web site,site web,cliquez ici,link,here,website,web,site,url,page,www,lien,ici,"
    "voir,see,source,open,homepage".split(",")
)

_ADDRESS_TYPES = ("anyURI", "contact")


class ColumnValue(NamedTuple):
    """A text that a cell gives for one column; with a `header` if no column takes it."""

    cell: CellRef
    text: str
    header: str = ""


class CellValues(NamedTuple):
    """The contents of one cell: texts by column name, texts for no column, and remarks.

    `unticked` says that it is an option that was not chosen.
    """

    columns: tuple[tuple[str, ColumnValue], ...] = ()
    others: tuple[ColumnValue, ...] = ()
    remarks: tuple[DraftFinding, ...] = ()
    unticked: bool = False


def interpret_cell(
    cell: VisibleCell,
    field: MatchedColumn | None,
    header: str,
    column_file: ColumnFile,
    lexicon: Lexicon,
) -> CellValues:
    """Return what a filled cell means for the columns of its mapping.

    Args:
        field: What its column holds, or None if no mapping has it.
        header: Its header text, kept with what no column takes.
    """
    notes = _comment(cell, header)
    if not cell.text:
        return CellValues(others=notes)
    if field is None:
        value = ColumnValue(cell.ref, _with_link(cell), header)
        return CellValues(others=(value, *notes))
    column = field.column
    if field.option is not None:
        return _interpret_tick(cell, column, field.option, lexicon)._replace(others=notes)
    if column.template:
        return _split_template(cell, column, header, column_file, notes)
    if column.name in column_file.period and read_year(cell.text) is None:
        # "since 2015" or "2018-2023" in a column of first years
        years = dict(zip(column_file.period, read_period(cell.text), strict=True))
        if years.get(column.name):
            values = tuple(
                (name, ColumnValue(cell.ref, year)) for name, year in years.items() if year
            )
            return CellValues(values, notes)
    if column.datatype in _ADDRESS_TYPES:
        address, text = _address(cell)
        remark_text = (ColumnValue(cell.ref, text, header),) if text else ()
        remarks = _link_mismatch(cell, column)
        values = ((column.name, ColumnValue(cell.ref, address)),)
        return CellValues(values, (*remark_text, *notes), remarks)
    link_note = (
        (ColumnValue(cell.ref, cell.annotation.link, f"{header} (link)"),)
        if cell.annotation.link
        else ()
    )
    return CellValues(((column.name, ColumnValue(cell.ref, cell.text)),), (*link_note, *notes))


def _comment(cell: VisibleCell, header: str) -> tuple[ColumnValue, ...]:
    text = cell.annotation.comment
    return (ColumnValue(cell.ref, text, f"{header} (comment)"),) if text else ()


def _with_link(cell: VisibleCell) -> str:
    link = cell.annotation.link
    return f"{cell.text} ({link})" if link and link not in cell.text else cell.text


def _address(cell: VisibleCell) -> tuple[str, str]:
    """Prefer the target of a link to a text that is not an address; keep texts that add to it."""
    link, text = cell.annotation.link, cell.text
    if not link or read_link(text) or read_email(text):
        return text, ""
    has_more = normalised(text) not in _LINK_PHRASES and text != link.removeprefix("mailto:")
    return link, text if has_more else ""


def _link_mismatch(cell: VisibleCell, column: Column) -> tuple[DraftFinding, ...]:
    """Report a link that differs from its text: inserting rows may leave links behind."""
    link, text_link = cell.annotation.link, read_link(cell.text)
    if not link or text_link is None or _without_scheme(link) == _without_scheme(text_link.iri):
        return ()
    return (
        DraftFinding(
            Severity.WARNING,
            message("other-target", column=column, word=cell.text, link=link),
            message("other-target-hint"),
        ),
    )


def _without_scheme(address: str) -> str:
    return address.rpartition("://")[2].removeprefix("www.").rstrip("/").lower()


def _interpret_tick(cell: VisibleCell, column: Column, option: str, lexicon: Lexicon) -> CellValues:
    text = normalised(cell.text)
    if text in NO_TICKS:
        return CellValues(unticked=True)
    if option == OTHER:
        if text in TICKS:
            explanation = message("other-unnamed", column=column)
            remark = DraftFinding(Severity.INFO, explanation, message("other-unnamed-hint"))
            return CellValues(remarks=(remark,))
        return CellValues(((column.name, ColumnValue(cell.ref, cell.text)),))
    same_option = text in TICKS or text == normalised(option)
    if not same_option:
        iris = lexicon.resolve(cell.text, column.vocabulary).iris
        same_option = bool(iris) and iris == lexicon.resolve(option, column.vocabulary).iris
    value = option if same_option else f"{option} ({cell.text})"
    return CellValues(((column.name, ColumnValue(cell.ref, value)),))


def _split_template(
    cell: VisibleCell,
    column: Column,
    header: str,
    column_file: ColumnFile,
    notes: tuple[ColumnValue, ...],
) -> CellValues:
    pieces = split_list(cell.text, column.separator)
    datatypes = [column_file.column(part).datatype for part in column.parts]
    values: list[tuple[str, ColumnValue]] = []
    unparsed: list[str] = []
    for piece in pieces:
        parts = (
            dict(zip(column.parts, read_period(piece), strict=True))
            if datatypes == ["gYear", "gYear"]
            else read_template(column.template, piece)
        )
        parsed = [(name, ColumnValue(cell.ref, text)) for name, text in parts.items() if text]
        values += parsed
        unparsed += [] if parsed else [piece]
    remarks = tuple(_template_mismatch(piece, column) for piece in unparsed)
    remarks = remarks if pieces else (empty_list(cell.text, column),)
    kept = tuple(ColumnValue(cell.ref, piece, header) for piece in unparsed)
    return CellValues(tuple(values), (*kept, *notes), remarks)


def _template_mismatch(piece: str, column: Column) -> DraftFinding:
    shape = _template_shape(column)
    return DraftFinding(
        Severity.WARNING,
        message("template", column=column, word=piece, shape=shape),
        message("template-hint", shape=shape),
    )


def _template_shape(column: Column) -> str:
    shape = column.template
    for part in column.parts:
        shape = shape.replace(f"$({part})", part.replace("_", " "))
    return shape
