"""Finding the tables of a sheet: which mapping a block belongs to, and where its header is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ccdp_graph.errors import WorkbookError
from ccdp_graph.model import ColumnFile, Sheet, Workbook, cell_text
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.header_matcher import (
    NO_TICKS,
    TICKS,
    HeaderMatcher,
    MatchedColumn,
    is_other,
    join_header,
    repeated_questions,
    spread_questions,
)
from ccdp_graph.tables.lexicon import Lexicon

_SEARCHED_ROWS = 50  # the first header is below a title and some notes, no deeper

_MIN_COLUMNS = 3

_MIN_COLUMNS_ALONE = 2

_MAX_TRANSPOSED_ROWS = 1_000  # rows and columns of a sheet that is tried transposed

_MIN_SHARE = 0.4  # of the header's cells that must be in the mapping

_MAX_HEADER_LENGTH = 250  # characters; longer texts are answers


@dataclass(frozen=True, slots=True)
class Table:
    """A block of rows below a header that belongs to a mapping.

    Attributes:
        header_rows: One, or two if a question is above its options; numbered as in the sheet.
        last_row: The last row of the block.
        fields: By column number (from 1), what it holds.
        headers: By column number, the header text, questions and options joined.
        options: By column number, the text of the second header row, if there is one.
        unknown: By column number, the header text that is in no mapping.
    """

    sheet: Sheet
    column_file: ColumnFile
    header_rows: tuple[int, ...]
    last_row: int
    fields: Mapping[int, MatchedColumn]
    headers: Mapping[int, str]
    options: Mapping[int, str]
    unknown: Mapping[int, str]

    @property
    def place(self) -> tuple[str, str]:
        """The workbook and the sheet."""
        return self.sheet.workbook, self.sheet.name

    def header(self, column: int) -> str:
        """Return the header text of a column, or "" if it has none."""
        return self.headers.get(column, "")


def find_tables(
    workbook: Workbook, column_files: Sequence[ColumnFile], lexicon: Lexicon
) -> tuple[Table, ...]:
    """Find the blocks of a workbook that belong to a mapping; a sheet may have several.

    A block goes to the mapping with most of its headers. The mapping must have the key column, at
    least three columns and two in five of all headers; or, if no other block of the workbook is
    known, two columns and nothing else.

    Raises:
        WorkbookError: No sheet matches a mapping, or two sheets match the same one.
    """
    matchers = [HeaderMatcher(column_file, lexicon) for column_file in column_files]
    tables = [
        table for sheet_tables in tables_by_sheet(workbook, matchers) for table in sheet_tables
    ]
    if not tables:
        names = ", ".join(f"'{sheet.name}'" for sheet in workbook.sheets)
        key_titles = ", ".join(f.column(f.primary_key).title for f in column_files)
        raise WorkbookError(
            f"{workbook.name}: no mapping matches any of its sheets ({names}); a header row needs "
            f"a key column ({key_titles}) and other columns from mapping/*.columns.yml; "
            + (transposition_advice(workbook, matchers) or "use 'ccdp adopt' for a new layout")
        )
    by_name: dict[str, Table] = {}
    for table in tables:
        first = by_name.setdefault(table.column_file.table, table)
        if first.sheet.name != table.sheet.name:
            raise WorkbookError(
                f"{workbook.name}: the sheets '{first.sheet.name}' and "
                f"'{table.sheet.name}' both look like {table.column_file.table}; remove one or "
                "move it to another workbook"
            )
    return tuple(tables)


def transposition_advice(workbook: Workbook, matchers: Sequence[HeaderMatcher]) -> str:
    """Say which sheet has its headers in a column, and what to do; or return ""."""
    for sheet in workbook.sheets:
        transposed = replace(sheet, rows=tuple(zip_longest(*sheet.rows[:_MAX_TRANSPOSED_ROWS])))
        if len(transposed.rows) <= _MAX_TRANSPOSED_ROWS and _tables_of(
            transposed, matchers, _MIN_COLUMNS
        ):
            return (
                f"the headers of '{sheet.name}' are in a column: transpose the sheet first (copy "
                "it, then paste it transposed)"
            )
    return ""


def tables_by_sheet(
    workbook: Workbook, matchers: Sequence[HeaderMatcher]
) -> tuple[tuple[Table, ...], ...]:
    """Find the blocks of each sheet, from top to bottom."""
    for fewest in (_MIN_COLUMNS, _MIN_COLUMNS_ALONE):
        tables = tuple(_tables_of(sheet, matchers, fewest) for sheet in workbook.sheets)
        if any(tables):
            break
    return tables


def _tables_of(sheet: Sheet, matchers: Sequence[HeaderMatcher], fewest: int) -> tuple[Table, ...]:
    tables: list[Table] = []
    for number in _candidates(sheet):
        if tables and number <= tables[-1].header_rows[-1]:
            continue
        best = max(
            (
                table
                for matcher in matchers
                for rows in ((number,), (number, number + 1), (number - 1, number))
                if (table := _table(sheet, matcher, rows, after=tables, fewest=fewest))
            ),
            key=_rank,
            default=None,
        )
        if best is not None:
            tables.append(best)
    ends = [table.header_rows[0] - 1 for table in tables[1:]]
    return tuple(
        replace(table, last_row=end)
        for table, end in zip(tables, [*ends, len(sheet.rows)], strict=False)
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
    """Yield the rows where a header may be: near the top, or below a gap or a heading."""
    filled_above = 0
    for number, row in enumerate(sheet.rows, start=1):
        filled = sum(value is not None and value != "" for value in row)
        if filled >= 2 and (number <= _SEARCHED_ROWS or filled_above <= 1):
            yield number
        filled_above = filled


def _rank(table: Table) -> tuple[float, ...]:
    matched = len(table.fields)
    return (matched / (matched + len(table.unknown)), matched, -len(table.header_rows))


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
    with_header = {number for number, text in table.headers.items() if text}
    matched = len(with_header) - len(table.unknown)
    key = matcher.column_file.primary_key
    has_key = any(key == f.column.name or key in f.column.parts for f in table.fields.values())
    min_share = _MIN_SHARE if fewest == _MIN_COLUMNS else 1
    if not has_key or matched < fewest or matched / len(with_header) < min_share:
        return None
    if len(rows) == 2 and matched <= _count_known(texts[0], matcher):
        return None  # the second row is the first record
    return table


def table_at(sheet: Sheet, matcher: HeaderMatcher, rows: tuple[int, ...]) -> Table:
    """Return the block below a header, whether or not the mapping has enough of it.

    A question over ticked options is unknown as a whole, not option by option; it may be in a row
    of its own, or precede each option.
    """
    texts = [header_texts(sheet, row) for row in rows]
    options = texts[1] if len(texts) == 2 else {}
    fields: dict[int, MatchedColumn] = {}
    unknown: dict[int, str] = {}
    headers: dict[int, str] = {}
    questions = spread_questions(texts[0], options)
    if len(texts) == 1:
        repeated = _repeated_questions(sheet, matcher, rows[0], texts[0])
        options = {number: option for number, (_, option) in repeated.items()}
        questions |= {number: (question, False) for number, (question, _) in repeated.items()}
    ticked = _ticked_questions(sheet, matcher, rows[-1], questions, options)
    for number, (upper, alone) in questions.items():
        below = options.get(number, "")
        headers[number] = join_header(upper, below)
        field = None if upper in ticked else matcher.match(upper, below, alone=alone)
        if field is not None and _is_new(field, fields):
            fields[number] = field
        elif headers[number] and not matcher.stays_text(upper, below):
            unknown[number] = upper if upper in ticked else headers[number]
    unknown = {n: text for n, text in unknown.items() if not matcher.stays_text(text)}
    last = len(sheet.rows)
    return Table(sheet, matcher.column_file, rows, last, fields, headers, options, unknown)


def _repeated_questions(
    sheet: Sheet, matcher: HeaderMatcher, row: int, texts: Mapping[int, str]
) -> dict[int, tuple[str, str]]:
    """Return question and option of the headers that are unknown as they are, but ticked."""
    repeated = repeated_questions(texts)
    unticked = {
        question
        for number, (question, option) in repeated.items()
        if not _is_ticked(sheet, row, number, option)
    }
    return {
        number: part
        for number, part in repeated.items()
        if part[0] not in unticked and matcher.match(texts[number]) is None
    }


def _ticked_questions(
    sheet: Sheet,
    matcher: HeaderMatcher,
    header_row: int,
    questions: Mapping[int, tuple[str, bool]],
    options: Mapping[int, str],
) -> frozenset[str]:
    """Return the unknown questions whose options are ticked, rather than columns of their own."""
    groups: dict[str, list[int]] = {}
    for number, (upper, alone) in questions.items():
        if not alone and number in options and matcher.find_column(upper) is None:
            groups.setdefault(upper, []).append(number)
    return frozenset(
        upper
        for upper, numbers in groups.items()
        if all(_is_ticked(sheet, header_row, n, options[n]) for n in numbers)
        and sum(matcher.find_column(options[n]) is not None for n in numbers) * 2 < len(numbers)
    )


def _is_ticked(sheet: Sheet, header_row: int, column: int, option: str) -> bool:
    values = {
        normalised(text)
        for row in sheet.rows[header_row:]
        if column <= len(row) and (text := cell_text(row[column - 1]))
    }
    return values <= TICKS | NO_TICKS | {normalised(option)} or is_other(option)


def _count_known(texts: Mapping[int, str], matcher: HeaderMatcher) -> int:
    fields: dict[int, MatchedColumn] = {}
    for number, text in texts.items():
        field = matcher.match(text)
        if field is not None and _is_new(field, fields):
            fields[number] = field
    return len(fields) + sum(matcher.stays_text(text) for text in texts.values())


def _is_new(field: MatchedColumn, fields: Mapping[int, MatchedColumn]) -> bool:
    """Tell whether a column may be filled from another header: lists may, others only once."""
    if field.option is not None or field.column.separator:
        return True
    return all(field.column != matched.column for matched in fields.values())
