"""What a cell says of columns: ticks become words, links addresses, combined cells parts."""

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
from ccdp_graph.tables.header_matching import NO_TICKS, OTHER, TICKS, MatchedColumn
from ccdp_graph.tables.interpret import DraftFinding, empty_list
from ccdp_graph.tables.lexicon import Lexicon
from ccdp_graph.tables.row_types import VisibleCell

_BARE_LINKS = frozenset(
    "click here,web site,site web,cliquez ici,link,here,website,web,site,url,page,www,lien,ici,"
    "voir,see,source,open,homepage".split(",")
)

_ADDRESSES = ("anyURI", "contact")


class ColumnValue(NamedTuple):
    """A text that a cell says of one column; `header` where no column takes it."""

    cell: CellRef
    text: str
    header: str = ""


class CellValues(NamedTuple):
    """What one cell says: texts by column name, texts for no column, and remarks.

    `unticked` tells that it is an option that was not chosen.
    """

    columns: tuple[tuple[str, ColumnValue], ...] = ()
    others: tuple[ColumnValue, ...] = ()
    remarks: tuple[DraftFinding, ...] = ()
    unticked: bool = False


def interpret_cell(
    shown: VisibleCell,
    field: MatchedColumn | None,
    header: str,
    column_file: ColumnFile,
    words: Lexicon,
) -> CellValues:
    """Say what a filled cell means for the columns of its mapping.

    Args:
        field: What its column holds, or None where no mapping knows it.
        header: Its header text, which goes along with what no column takes.
    """
    others = _comment(shown, header)
    if not shown.text:
        return CellValues(others=others)
    if field is None:
        said = ColumnValue(shown.cell, _with_link(shown), header)
        return CellValues(others=(said, *others))
    column = field.column
    if field.option is not None:
        return _ticked(shown, column, field.option, words)._replace(others=others)
    if column.template:
        return _parted(shown, column, header, column_file, others)
    if column.name in column_file.period and read_year(shown.text) is None:
        # "since 2015" or "2018-2023" in a column of first years
        years = dict(zip(column_file.period, read_period(shown.text), strict=True))
        if years.get(column.name):
            told = tuple(
                (name, ColumnValue(shown.cell, year)) for name, year in years.items() if year
            )
            return CellValues(told, others)
    if column.datatype in _ADDRESSES:
        address, text = _address(shown)
        beside = (ColumnValue(shown.cell, text, header),) if text else ()
        remarks = _other_target(shown, column)
        told = ((column.name, ColumnValue(shown.cell, address)),)
        return CellValues(told, (*beside, *others), remarks)
    linked = (
        (ColumnValue(shown.cell, shown.mark.link, f"{header} (link)"),) if shown.mark.link else ()
    )
    return CellValues(((column.name, ColumnValue(shown.cell, shown.text)),), (*linked, *others))


def _comment(shown: VisibleCell, header: str) -> tuple[ColumnValue, ...]:
    text = shown.mark.comment
    return (ColumnValue(shown.cell, text, f"{header} (comment)"),) if text else ()


def _with_link(shown: VisibleCell) -> str:
    link = shown.mark.link
    return f"{shown.text} ({link})" if link and link not in shown.text else shown.text


def _address(shown: VisibleCell) -> tuple[str, str]:
    """Let the target of a link win over a text that is no address; it stays if it says more."""
    link, text = shown.mark.link, shown.text
    if not link or read_link(text) or read_email(text):
        return text, ""
    says_more = normalised(text) not in _BARE_LINKS and text != link.removeprefix("mailto:")
    return link, text if says_more else ""


def _other_target(shown: VisibleCell, column: Column) -> tuple[DraftFinding, ...]:
    """Say that a link leads elsewhere than its text: rows inserted by a program leave it behind."""
    link, said = shown.mark.link, read_link(shown.text)
    if not link or said is None or _bare(link) == _bare(said.iri):
        return ()
    return (
        DraftFinding(
            Severity.WARNING,
            message("other-target", column=column, word=shown.text, link=link),
            message("other-target-cure"),
        ),
    )


def _bare(address: str) -> str:
    return address.rpartition("://")[2].removeprefix("www.").rstrip("/").lower()


def _ticked(shown: VisibleCell, column: Column, option: str, words: Lexicon) -> CellValues:
    text = normalised(shown.text)
    if text in NO_TICKS:
        return CellValues(unticked=True)
    if option == OTHER:
        if text in TICKS:
            said_so = message("other-unnamed", column=column)
            remark = DraftFinding(Severity.INFO, said_so, message("other-unnamed-cure"))
            return CellValues(remarks=(remark,))
        return CellValues(((column.name, ColumnValue(shown.cell, shown.text)),))
    said_again = text in TICKS or text == normalised(option)
    if not said_again:
        found = words.resolve(shown.text, column.vocabulary).iris
        said_again = bool(found) and found == words.resolve(option, column.vocabulary).iris
    said = option if said_again else f"{option} ({shown.text})"
    return CellValues(((column.name, ColumnValue(shown.cell, said)),))


def _parted(
    shown: VisibleCell,
    column: Column,
    header: str,
    column_file: ColumnFile,
    others: tuple[ColumnValue, ...],
) -> CellValues:
    pieces = split_list(shown.text, column.separator)
    datatypes = [column_file.column(part).datatype for part in column.parts]
    found: list[tuple[str, ColumnValue]] = []
    kept: list[str] = []
    for piece in pieces:
        parts = (
            dict(zip(column.parts, read_period(piece), strict=True))
            if datatypes == ["gYear", "gYear"]
            else read_template(column.template, piece)
        )
        given = [(name, ColumnValue(shown.cell, text)) for name, text in parts.items() if text]
        found += given
        kept += [] if given else [piece]
    remarks = tuple(_not_parted(piece, column) for piece in kept)
    remarks = remarks if pieces else (empty_list(shown.text, column),)
    left = tuple(ColumnValue(shown.cell, piece, header) for piece in kept)
    return CellValues(tuple(found), (*left, *others), remarks)


def _not_parted(piece: str, column: Column) -> DraftFinding:
    shape = _shape(column)
    return DraftFinding(
        Severity.WARNING,
        message("template", column=column, word=piece, shape=shape),
        message("template-cure", shape=shape),
    )


def _shape(column: Column) -> str:
    shape = column.template
    for part in column.parts:
        shape = shape.replace(f"$({part})", part.replace("_", " "))
    return shape
