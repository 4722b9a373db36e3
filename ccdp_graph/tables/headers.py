"""Which mapping a block of a sheet belongs to, and where its header stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ccdp_graph.errors import WorkbookError
from ccdp_graph.model import ColumnFile, Sheet, Workbook, cell_text
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.header_matching import (
    NO_TICKS,
    TICKS,
    HeaderMatcher,
    MatchedColumn,
    is_other,
    joined,
    repeated_questions,
    spread,
)
from ccdp_graph.tables.lexicon import Lexicon

_SEARCHED_ROWS = 50  # the first header stands below a title and some notes, not deeper

_MIN_COLUMNS = 3

_MIN_COLUMNS_ALONE = 2

_MAX_TRANSPOSED_ROWS = 1_000  # rows and columns of a sheet that is looked at from its side

_MIN_SHARE = 0.4  # of the header's cells that the mapping must know

_MAX_HEADER_LENGTH = 250  # characters; what is longer is an answer


@dataclass(frozen=True, slots=True)
class Table:
    """A block of rows below a header that a mapping knows.

    Attributes:
        header_rows: One, or two where a question stands over its options; as the sheet counts.
        last_row: The last row of the block.
        fields: By column number (from 1), what it holds.
        headers: By column number, the header text, questions and options joined.
        below: By column number, the text of the second header row, if there is one.
        unknown: By column number, the header text that no mapping knows.
    """

    sheet: Sheet
    column_file: ColumnFile
    header_rows: tuple[int, ...]
    last_row: int
    fields: Mapping[int, MatchedColumn]
    headers: Mapping[int, str]
    below: Mapping[int, str]
    unknown: Mapping[int, str]

    @property
    def place(self) -> tuple[str, str]:
        """The workbook and the sheet."""
        return self.sheet.workbook, self.sheet.name

    def header(self, column: int) -> str:
        """Return the header text of a column, or nothing where it has none."""
        return self.headers.get(column, "")


def find_tables(
    workbook: Workbook, column_files: Sequence[ColumnFile], words: Lexicon
) -> tuple[Table, ...]:
    """Find the blocks of a workbook that a mapping knows, several a sheet where there are several.

    A block goes to the mapping that knows most of its header; it must know the key column, three
    columns at least and two in five of all that the header names; or, where no other block of the
    workbook is known, two columns and nothing else.

    Raises:
        WorkbookError: No sheet is known, or two sheets claim the same mapping.
    """
    matchers = [HeaderMatcher(column_file, words) for column_file in column_files]
    tables = [table for found in tables_by_sheet(workbook, matchers) for table in found]
    if not tables:
        names = ", ".join(f"'{sheet.name}'" for sheet in workbook.sheets)
        known = ", ".join(f.column(f.primary_key).title for f in column_files)
        raise WorkbookError(
            f"{workbook.name}: no mapping knows any of its sheets ({names}); a header row must "
            f"have a key column ({known}) and others of mapping/*.columns.yml; "
            + (is_transposed(workbook, matchers) or "'ccdp adopt' teaches a new layout")
        )
    by_name: dict[str, Table] = {}
    for table in tables:
        other = by_name.setdefault(table.column_file.table, table)
        if other.sheet.name != table.sheet.name:
            raise WorkbookError(
                f"{workbook.name}: the sheets '{other.sheet.name}' and "
                f"'{table.sheet.name}' both look like {table.column_file.table}; take one out or "
                "give it another workbook"
            )
    return tuple(tables)


def is_transposed(workbook: Workbook, matchers: Sequence[HeaderMatcher]) -> str:
    """Say which sheet has its headers in a column, and its records side by side; or nothing."""
    for sheet in workbook.sheets:
        turned = replace(sheet, rows=tuple(zip_longest(*sheet.rows[:_MAX_TRANSPOSED_ROWS])))
        if len(turned.rows) <= _MAX_TRANSPOSED_ROWS and _tables_of(turned, matchers, _MIN_COLUMNS):
            return (
                f"the headers of '{sheet.name}' stand below one another: turn it first (copy it, "
                "then paste it transposed)"
            )
    return ""


def tables_by_sheet(
    workbook: Workbook, matchers: Sequence[HeaderMatcher]
) -> tuple[tuple[Table, ...], ...]:
    """Find the blocks of each sheet, from top to bottom."""
    for fewest in (_MIN_COLUMNS, _MIN_COLUMNS_ALONE):
        found = tuple(_tables_of(sheet, matchers, fewest) for sheet in workbook.sheets)
        if any(found):
            break
    return found


def _tables_of(sheet: Sheet, matchers: Sequence[HeaderMatcher], fewest: int) -> tuple[Table, ...]:
    found: list[Table] = []
    for number in _candidates(sheet):
        if found and number <= found[-1].header_rows[-1]:
            continue
        best = max(
            (
                table
                for matcher in matchers
                for rows in ((number,), (number, number + 1), (number - 1, number))
                if (table := _table(sheet, matcher, rows, after=found, fewest=fewest))
            ),
            key=_worth,
            default=None,
        )
        if best is not None:
            found.append(best)
    ends = [table.header_rows[0] - 1 for table in found[1:]]
    return tuple(
        replace(table, last_row=end)
        for table, end in zip(found, [*ends, len(sheet.rows)], strict=False)
    )


def header_texts(sheet: Sheet, row: int) -> dict[int, str]:
    """Return the filled cells of a row by column number."""
    texts = {}
    for number, value in enumerate(sheet.rows[row - 1], start=1):
        text = cell_text(value)
        if text and len(text) <= _MAX_HEADER_LENGTH:
            texts[number] = text
    return texts


def _candidates(sheet: Sheet) -> Iterator[int]:
    """Give the rows where a header may stand: near the top, or below a gap or a heading."""
    filled_above = 0
    for number, row in enumerate(sheet.rows, start=1):
        filled = sum(value is not None and value != "" for value in row)
        if filled >= 2 and (number <= _SEARCHED_ROWS or filled_above <= 1):
            yield number
        filled_above = filled


def _worth(table: Table) -> tuple[float, ...]:
    known = len(table.fields)
    return (known / (known + len(table.unknown)), known, -len(table.header_rows))


def _table(
    sheet: Sheet,
    matcher: HeaderMatcher,
    rows: tuple[int, ...],
    *,
    after: Sequence[Table],
    fewest: int,
) -> Table | None:
    if not (after[-1].header_rows[-1] if after else 0) < rows[0] or rows[-1] > len(sheet.rows):
        return None
    texts = [header_texts(sheet, row) for row in rows]
    if not any(matcher.is_key(text) for row in texts for text in row.values()):
        return None
    table = table_at(sheet, matcher, rows)
    headed = {number for number, text in table.headers.items() if text}
    known = len(headed) - len(table.unknown)
    key = matcher.column_file.primary_key
    keyed = any(key == f.column.name or key in f.column.parts for f in table.fields.values())
    share = _MIN_SHARE if fewest == _MIN_COLUMNS else 1
    if not keyed or known < fewest or known / len(headed) < share:
        return None
    if len(rows) == 2 and known <= _known_in(texts[0], matcher):
        return None  # the second row is the first record
    return table


def table_at(sheet: Sheet, matcher: HeaderMatcher, rows: tuple[int, ...]) -> Table:
    """Return the block below a header, whether a mapping knows enough of it or not.

    A question over options that are ticked is unknown as a whole, not option by option; it may
    stand in a row of its own, or before each option.
    """
    texts = [header_texts(sheet, row) for row in rows]
    lower = texts[1] if len(texts) == 2 else {}
    fields: dict[int, MatchedColumn] = {}
    unknown: dict[int, str] = {}
    headers: dict[int, str] = {}
    above = spread(texts[0], lower)
    if len(texts) == 1:
        repeated = _repeated(sheet, matcher, rows[0], texts[0])
        lower = {number: option for number, (_, option) in repeated.items()}
        above |= {number: (question, False) for number, (question, _) in repeated.items()}
    ticked = _ticked_questions(sheet, matcher, rows[-1], above, lower)
    for number, (upper, alone) in above.items():
        below = lower.get(number, "")
        headers[number] = joined(upper, below)
        field = None if upper in ticked else matcher.match(upper, below, alone=alone)
        if field is not None and _is_new(field, fields):
            fields[number] = field
        elif headers[number] and not matcher.stays_text(upper, below):
            unknown[number] = upper if upper in ticked else headers[number]
    unknown = {n: text for n, text in unknown.items() if not matcher.stays_text(text)}
    last = len(sheet.rows)
    return Table(sheet, matcher.column_file, rows, last, fields, headers, lower, unknown)


def _repeated(
    sheet: Sheet, matcher: HeaderMatcher, row: int, texts: Mapping[int, str]
) -> dict[int, tuple[str, str]]:
    """Return question and option of the headers that are not known as they stand, but ticked."""
    found = repeated_questions(texts)
    unticked = {
        question
        for number, (question, option) in found.items()
        if not _is_ticked(sheet, row, number, option)
    }
    return {
        number: part
        for number, part in found.items()
        if part[0] not in unticked and matcher.match(texts[number]) is None
    }


def _ticked_questions(
    sheet: Sheet,
    matcher: HeaderMatcher,
    last: int,
    above: Mapping[int, tuple[str, bool]],
    lower: Mapping[int, str],
) -> frozenset[str]:
    """Return the unknown questions whose options are ticked, rather than columns of their own."""
    groups: dict[str, list[int]] = {}
    for number, (upper, alone) in above.items():
        if not alone and number in lower and matcher.named(upper) is None:
            groups.setdefault(upper, []).append(number)
    return frozenset(
        upper
        for upper, numbers in groups.items()
        if all(_is_ticked(sheet, last, n, lower[n]) for n in numbers)
        and sum(matcher.named(lower[n]) is not None for n in numbers) * 2 < len(numbers)
    )


def _is_ticked(sheet: Sheet, above: int, column: int, option: str) -> bool:
    values = {
        normalised(text)
        for row in sheet.rows[above:]
        if column <= len(row) and (text := cell_text(row[column - 1]))
    }
    return values <= TICKS | NO_TICKS | {normalised(option)} or is_other(option)


def _known_in(texts: Mapping[int, str], matcher: HeaderMatcher) -> int:
    fields: dict[int, MatchedColumn] = {}
    for number, text in texts.items():
        field = matcher.match(text)
        if field is not None and _is_new(field, fields):
            fields[number] = field
    return len(fields) + sum(matcher.stays_text(text) for text in texts.values())


def _is_new(field: MatchedColumn, fields: Mapping[int, MatchedColumn]) -> bool:
    """Tell whether a column may be filled from one more header: lists may, others once."""
    if field.option is not None or field.column.separator:
        return True
    return all(field.column != other.column for other in fields.values())
