"""A look at a workbook: where its headers stand, what they mean, which words nobody knows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ccdp_graph.cell import CellRef
from ccdp_graph.layouts.model import (
    TEXT,
    BlockInspection,
    Candidate,
    ColumnMatch,
    Inspection,
    UnknownWord,
)
from ccdp_graph.layouts.similarity import LIKELY, candidates_for, title_likeness
from ccdp_graph.model import CellValue, ColumnFile, Sheet, Workbook, cell_text
from ccdp_graph.tables import (
    KIND,
    HeaderMatcher,
    Lexicon,
    MatchedColumn,
    Row,
    Table,
    header_texts,
    option_of,
    read_body,
    read_cell,
    table_at,
    tables_by_sheet,
)

_SEARCHED_ROWS = 30

_MIN_HEADERS = 2

_MIN_LIKELY = 3

_MIN_KEY_SCORE = 40.0

_LIKE_A_TITLE = 80.0

_MIN_SHARE = 0.3

_SHOWN_EXAMPLES = 3

_SUGGESTED = 3


def inspect(
    workbook: Workbook, column_files: Sequence[ColumnFile], words: Lexicon, *, wanted: str = ""
) -> Inspection:
    """Look at every sheet of a workbook.

    Shape: one entry a block with a header. Where no mapping knows a sheet, its header and its
    mapping are guessed from likeness, and what is guessed is marked as not known.

    Args:
        wanted: The only mapping that guesses may fall on. Where no sheet is near it, the fullest
            of the unknown ones is taken for it all the same.
    """
    allowed = [f for f in column_files if not wanted or f.table == wanted]
    matchers = [HeaderMatcher(column_file, words) for column_file in column_files]
    blocks: list[BlockInspection] = []
    left: list[Sheet] = []
    for sheet, tables in zip(workbook.sheets, tables_by_sheet(workbook, matchers), strict=True):
        guesses = [
            guess
            for part in _unread(sheet, tables, column_files)
            if (guess := guess_table(part, allowed, words)) is not None and _is_near(guess, words)
        ]
        blocks += [_inspect(table, words, known=False) for table in guesses]
        blocks += [_inspect(table, words, known=True) for table in tables]
        if not tables and not guesses and _cells(sheet):
            left.append(sheet)
    if wanted and left and all(block.mapping != wanted for block in blocks):
        fullest = max(left, key=_cells)
        table = guess_table(fullest, allowed, words)
        if table is not None:
            blocks.append(_inspect(table, words, known=False))
            left.remove(fullest)
    return Inspection(
        workbook.name, workbook.remarks, tuple(blocks), tuple(sheet.name for sheet in left)
    )


def _cells(sheet: Sheet) -> int:
    return sum(1 for row in sheet.rows for value in row if cell_text(value))


def guess_table(sheet: Sheet, column_files: Sequence[ColumnFile], words: Lexicon) -> Table | None:
    """Guess where the header of a sheet stands, and which mapping it is nearest to.

    The fullest of the first rows with texts of its own over rows of values is taken; with a row of
    questions above it that covers options, both.
    """
    header = _header_row(sheet)
    if header is None or not column_files:
        return None
    rows = _header_rows(sheet, header)
    made = [table_at(sheet, HeaderMatcher(f, words), rows) for f in column_files]
    return max(made, key=lambda table: _worth(table, words))


def proposed(table: Table, words: Lexicon) -> Table:
    """Return a table with every unknown header taken for its likeliest column."""
    fields = dict(table.fields)
    taken = {field.column.name for field in fields.values()}
    matcher = HeaderMatcher(table.column_file, words)
    again = {number for number, header in table.unknown.items() if matcher.named(header)}
    offers = sorted(
        (
            (candidate.score, number, candidate.value)
            for number, header in table.unknown.items()
            for candidate in candidates_for(
                header, values_under(table, number), table.column_file, words
            )
            if candidate.score >= LIKELY and number not in again  # a second one stays text
        ),
        key=lambda offer: (-offer[0], offer[1]),
    )
    for _, number, name in offers:
        column = table.column_file.column(name)
        if number not in fields and (name not in taken or column.separator):
            grouped = table.unknown[number] != table.headers[number]
            fields[number] = MatchedColumn(
                column, option_of(table.below[number]) if grouped else None
            )
            taken.add(name)
    _add_key(table, fields, words)
    unknown = {n: text for n, text in table.unknown.items() if n not in fields}
    return replace(table, fields=fields, unknown=unknown)


def _add_key(table: Table, fields: dict[int, MatchedColumn], words: Lexicon) -> None:
    """Let a column name the records where none is likely: the first with texts of its own."""
    column_file = table.column_file
    if any(column_file.primary_key in (f.column.name, *f.column.parts) for f in fields.values()):
        return
    open_ = [number for number in sorted(table.unknown) if number not in fields]
    keys = {
        column.name
        for column in column_file.columns
        if column_file.primary_key in (column.name, *column.parts)
    }
    offers = [
        (candidate.score, -number, candidate.value)
        for number in open_
        for candidate in candidates_for(
            table.unknown[number], values_under(table, number), column_file, words
        )
        if candidate.value in keys and candidate.score >= _MIN_KEY_SCORE
    ]
    if offers:
        _, number, name = max(offers)
        fields[-number] = MatchedColumn(column_file.column(name))
        return
    for number in open_:
        values = values_under(table, number)
        texts = [v for v in values if any(letter.isalpha() for letter in v) and len(v) > 1]
        if len(texts) > 1 and len(set(texts)) >= 0.9 * len(values):
            fields[number] = MatchedColumn(column_file.column(column_file.primary_key))
            return


def values_under(table: Table, column: int) -> list[str]:
    """Return the filled cells below a header as texts; of a ticked question its options."""
    question = table.unknown.get(column, "")
    if question != table.headers.get(column, "") and question:
        return [table.below[n] for n, text in table.unknown.items() if text == question]
    first = table.header_rows[-1]
    rows = table.sheet.rows[first : table.last_row]
    return [text for row in rows if column <= len(row) and (text := cell_text(row[column - 1]))]


def _unread(
    sheet: Sheet, tables: Sequence[Table], column_files: Sequence[ColumnFile]
) -> Iterator[Sheet]:
    """Give the parts of a sheet that no known block covers, each row where it stands."""
    if not tables:
        yield sheet
        return
    above = sheet.rows[: tables[0].header_rows[0] - 1]
    if sum(len(row) > 1 and any(map(cell_text, row)) for row in above) > _MIN_LIKELY:
        yield replace(sheet, rows=above)
    for table in tables:
        start = _other_header(table, column_files)
        if start is not None:
            blank: tuple[tuple[CellValue, ...], ...] = ((),) * (start - 1)
            yield replace(sheet, rows=(*blank, *sheet.rows[start - 1 : table.last_row]))


def _other_header(table: Table, column_files: Sequence[ColumnFile]) -> int | None:
    """Return the row inside a block that looks like the header of another one, after a gap."""
    rows = table.sheet.rows
    for number in range(table.header_rows[-1] + 2, table.last_row):
        texts = [text for value in rows[number - 1] if (text := cell_text(value))]
        gap = sum(bool(cell_text(value)) for value in rows[number - 2]) <= 1
        if gap and len(texts) >= _MIN_LIKELY:
            like = [max(title_likeness(text, f) for f in column_files) for text in texts]
            if sum(score >= _LIKE_A_TITLE for score in like) * 2 >= len(texts):
                return number
    return None


def _is_near(table: Table, words: Lexicon) -> bool:
    """Tell whether a guess is worth questions: a list of instructions is none of our tables."""
    known = len(proposed(table, words).fields)
    return known >= _MIN_LIKELY and known >= _MIN_SHARE * len(table.headers)


def _header_row(sheet: Sheet) -> int | None:
    """Return the row that looks most like a header: many short texts, none twice, no numbers."""
    best: tuple[float, int] = (0.0, 0)
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS], start=1):
        texts = [text for value in row if (text := cell_text(value))]
        words = {text for text in texts if any(letter.isalpha() for letter in text)}
        if len(words) < _MIN_HEADERS or number == len(sheet.rows):
            continue
        below = [len([v for v in r if cell_text(v)]) for r in sheet.rows[number : number + 3]]
        if not any(below):
            continue
        worth = len(words) - (len(texts) - len(words)) - number * 0.25
        worth -= sum(len(text) > 60 for text in texts)
        if worth > best[0]:
            best = (worth, number)
    return best[1] or None


def _header_rows(sheet: Sheet, header: int) -> tuple[int, ...]:
    """Take the row above or below along, where one of the two has questions over options."""
    texts = header_texts(sheet, header)
    if header > 1:
        above = header_texts(sheet, header - 1)
        if 1 < len(above) < len(texts) and _gaps(above, texts):
            return header - 1, header
    if header < len(sheet.rows):
        below = header_texts(sheet, header + 1)
        words = all(isinstance(v, str) or v is None for v in sheet.rows[header])
        if words and _gaps(texts, below) >= _MIN_HEADERS:
            return header, header + 1
    return (header,)


def _gaps(upper: Mapping[int, str], lower: Mapping[int, str]) -> int:
    """Count the columns that have a text below only, right of a text above."""
    first = min(upper, default=0)
    return sum(number > first and number not in upper for number in lower)


def _worth(table: Table, words: Lexicon) -> float:
    offers = [
        candidates_for(header, values_under(table, number), table.column_file, words, number=1)
        for number, header in table.unknown.items()
    ]
    likely = sum(offer[0].score for offer in offers if offer and offer[0].score >= LIKELY)
    return likely + 100.0 * len(table.fields)


def _inspect(table: Table, words: Lexicon, *, known: bool) -> BlockInspection:
    tried = proposed(table, words)
    body = read_body(tried, words)
    rows = ", ".join(str(row) for row in table.header_rows)
    found = len(table.fields)
    why = (
        f"row {rows} names {found} of {found + len(table.unknown)} columns of {_name(table)}"
        if known
        else f"row {rows} looks most like a header; {found} of {found + len(table.unknown)} "
        f"columns are known, the nearest mapping is {_name(table)}"
    )
    return BlockInspection(
        sheet=table.sheet.name,
        mapping=table.column_file.table,
        known=known,
        header_rows=table.header_rows,
        why=why,
        records=len(body.rows),
        columns=tuple(_columns(table, tried, words)),
        words=tuple(_unknown_words(body.rows, words)),
        findings=tuple(sorted(body.findings, key=lambda finding: finding.order)),
    )


def _name(table: Table) -> str:
    return table.column_file.table


def _columns(table: Table, tried: Table, words: Lexicon) -> Iterator[ColumnMatch]:
    for number, header in sorted(table.headers.items()):
        if not header:
            continue
        values = values_under(table, number)
        field = table.fields.get(number)
        taken = TEXT if field is None and number not in table.unknown else ""
        proposal = tried.fields.get(number)
        yield ColumnMatch(
            cell=CellRef(*table.place, table.header_rows[-1], number),
            header=table.unknown.get(number, header),
            taken=field.column.name if field else taken,
            option=(field.option or "other") if field and field.option is not None else "",
            proposal=proposal.column.name if proposal else TEXT,
            candidates=candidates_for(header, values, table.column_file, words),
            examples=tuple(dict.fromkeys(values))[:_SHOWN_EXAMPLES],
        )


def _unknown_words(rows: Sequence[Row], words: Lexicon) -> Iterator[UnknownWord]:
    """Give each word that no vocabulary knows once, the most frequent first."""
    places: defaultdict[tuple[str, str, tuple[str, ...]], list[CellRef]] = defaultdict(list)
    for row in rows:
        for column, said in row.said():
            if not column.vocabulary or column.vocabulary == (KIND,):
                continue
            for remark in read_cell(said.text, column, words, {}).remarks:
                if remark.word:
                    places[remark.word, column.title, column.vocabulary].append(said.cell)
    for (word, title, schemes), cells in sorted(
        places.items(), key=lambda entry: (-len(entry[1]), entry[0])
    ):
        near = words.index.near(word, schemes, number=_SUGGESTED)
        candidates = tuple(Candidate(c.iri, c.label, round(score, 1)) for c, score in near)
        yield UnknownWord(word, title, schemes, tuple(cells), candidates)
