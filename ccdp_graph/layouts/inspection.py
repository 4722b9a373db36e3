"""Inspecting a workbook: where its headers are, what they mean, which words are unknown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import message
from ccdp_graph.layouts.model import (
    TEXT,
    BlockInspection,
    Candidate,
    ColumnMatch,
    Inspection,
    UnknownWord,
)
from ccdp_graph.layouts.similarity import LIKELY, candidates_for, title_likeness
from ccdp_graph.model import ORGANISATION, CellValue, ColumnFile, Sheet, Workbook, cell_text
from ccdp_graph.tables import (
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

_MIN_TITLE_SCORE = 80.0

_MIN_SHARE = 0.3

_MAX_EXAMPLES = 3

_MAX_SUGGESTIONS = 3


def inspect(
    workbook: Workbook, column_files: Sequence[ColumnFile], lexicon: Lexicon, *, mapping: str = ""
) -> Inspection:
    """Inspect every sheet of a workbook.

    Shape: one entry per block with a header. If a sheet matches no mapping, its header and mapping
    are guessed by similarity, and the entry is marked as not known.

    Args:
        mapping: The only mapping to guess. If no sheet is similar to it, the fullest unknown sheet
            is taken all the same.
    """
    allowed = [
        column_file for column_file in column_files if not mapping or column_file.table == mapping
    ]
    matchers = [HeaderMatcher(column_file, lexicon) for column_file in column_files]
    blocks: list[BlockInspection] = []
    unread: list[Sheet] = []
    for sheet, tables in zip(workbook.sheets, tables_by_sheet(workbook, matchers), strict=True):
        guesses = [
            guess
            for rest in _unread(sheet, tables, column_files)
            if (guess := guess_table(rest, allowed, lexicon)) is not None
            and _is_likely(guess, lexicon)
        ]
        blocks += [_inspect_block(table, lexicon, known=False) for table in guesses]
        blocks += [_inspect_block(table, lexicon, known=True) for table in tables]
        if not tables and not guesses and _cells(sheet):
            unread.append(sheet)
    if mapping and unread and all(block.mapping != mapping for block in blocks):
        fullest = max(unread, key=_cells)
        table = guess_table(fullest, allowed, lexicon)
        if table is not None:
            blocks.append(_inspect_block(table, lexicon, known=False))
            unread.remove(fullest)
    return Inspection(
        workbook.name, workbook.remarks, tuple(blocks), tuple(sheet.name for sheet in unread)
    )


def _cells(sheet: Sheet) -> int:
    return sum(1 for row in sheet.rows for value in row if cell_text(value))


def guess_table(sheet: Sheet, column_files: Sequence[ColumnFile], lexicon: Lexicon) -> Table | None:
    """Guess where the header of a sheet is, and which mapping is closest to it.

    The header is the fullest of the first rows with distinct texts above rows of values; together
    with a row of questions above it, if that covers options.
    """
    header = _header_row(sheet)
    if header is None or not column_files:
        return None
    rows = _header_rows(sheet, header)
    guesses = [
        table_at(sheet, HeaderMatcher(column_file, lexicon), rows) for column_file in column_files
    ]
    return max(guesses, key=lambda table: _match_score(table, lexicon))


def with_proposals(table: Table, lexicon: Lexicon) -> Table:
    """Return a table in which every unknown header has its likeliest column."""
    fields = dict(table.fields)
    claimed = {field.column.name for field in fields.values()}
    matcher = HeaderMatcher(table.column_file, lexicon)
    repeated = {number for number, header in table.unknown.items() if matcher.find_column(header)}
    offers = sorted(
        (
            (candidate.score, number, candidate.value)
            for number, header in table.unknown.items()
            for candidate in candidates_for(
                header, values_under(table, number), table.column_file, lexicon
            )
            if candidate.score >= LIKELY and number not in repeated  # a second one stays text
        ),
        key=lambda offer: (-offer[0], offer[1]),
    )
    for _, number, name in offers:
        column = table.column_file.column(name)
        if number not in fields and (name not in claimed or column.separator):
            is_option = table.unknown[number] != table.headers[number]
            fields[number] = MatchedColumn(
                column, option_of(table.options[number]) if is_option else None
            )
            claimed.add(name)
    _add_key(table, fields, lexicon)
    unknown = {n: text for n, text in table.unknown.items() if n not in fields}
    return replace(table, fields=fields, unknown=unknown)


def _add_key(table: Table, fields: dict[int, MatchedColumn], lexicon: Lexicon) -> None:
    """If no column is likely to name the records, take the first with distinct texts."""
    column_file = table.column_file
    if any(column_file.primary_key in (f.column.name, *f.column.parts) for f in fields.values()):
        return
    unmatched = [number for number in sorted(table.unknown) if number not in fields]
    keys = {
        column.name
        for column in column_file.columns
        if column_file.primary_key in (column.name, *column.parts)
    }
    offers = [
        (candidate.score, -number, candidate.value)
        for number in unmatched
        for candidate in candidates_for(
            table.unknown[number], values_under(table, number), column_file, lexicon
        )
        if candidate.value in keys and candidate.score >= _MIN_KEY_SCORE
    ]
    if offers:
        _, number, name = max(offers)
        fields[-number] = MatchedColumn(column_file.column(name))
        return
    for number in unmatched:
        values = values_under(table, number)
        texts = [v for v in values if any(letter.isalpha() for letter in v) and len(v) > 1]
        if len(texts) > 1 and len(set(texts)) >= 0.9 * len(values):
            fields[number] = MatchedColumn(column_file.column(column_file.primary_key))
            return


def values_under(table: Table, column: int) -> list[str]:
    """Return the filled cells below a header as texts; for a ticked question its options."""
    question = table.unknown.get(column, "")
    if question != table.headers.get(column, "") and question:
        return [table.options[n] for n, text in table.unknown.items() if text == question]
    first = table.header_rows[-1]
    rows = table.sheet.rows[first : table.last_row]
    return [text for row in rows if column <= len(row) and (text := cell_text(row[column - 1]))]


def _unread(
    sheet: Sheet, tables: Sequence[Table], column_files: Sequence[ColumnFile]
) -> Iterator[Sheet]:
    """Yield the parts of a sheet that no known block covers, each row in its place."""
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
    """Return the row inside a block that looks like another header, after a gap."""
    rows = table.sheet.rows
    for number in range(table.header_rows[-1] + 2, table.last_row):
        texts = [text for value in rows[number - 1] if (text := cell_text(value))]
        gap = sum(bool(cell_text(value)) for value in rows[number - 2]) <= 1
        if gap and len(texts) >= _MIN_LIKELY:
            scores = [max(title_likeness(text, f) for f in column_files) for text in texts]
            if sum(score >= _MIN_TITLE_SCORE for score in scores) * 2 >= len(texts):
                return number
    return None


def _is_likely(table: Table, lexicon: Lexicon) -> bool:
    """Tell whether a guess is worth asking about: a list of instructions is not."""
    matched = len(with_proposals(table, lexicon).fields)
    return matched >= _MIN_LIKELY and matched >= _MIN_SHARE * len(table.headers)


def _header_row(sheet: Sheet) -> int | None:
    """Return the row that looks most like a header: many short, distinct texts and no numbers."""
    best: tuple[float, int] = (0.0, 0)
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS], start=1):
        texts = [text for value in row if (text := cell_text(value))]
        labels = {text for text in texts if any(letter.isalpha() for letter in text)}
        if len(labels) < _MIN_HEADERS or number == len(sheet.rows):
            continue
        below = [len([v for v in r if cell_text(v)]) for r in sheet.rows[number : number + 3]]
        if not any(below):
            continue
        score = len(labels) - (len(texts) - len(labels)) - number * 0.25
        score -= sum(len(text) > 60 for text in texts)
        if score > best[0]:
            best = (score, number)
    return best[1] or None


def _header_rows(sheet: Sheet, header: int) -> tuple[int, ...]:
    """Add the row above or below, if one of the two has questions above options."""
    texts = header_texts(sheet, header)
    if header > 1:
        above = header_texts(sheet, header - 1)
        if 1 < len(above) < len(texts) and _columns_below_only(above, texts):
            return header - 1, header
    if header < len(sheet.rows):
        below = header_texts(sheet, header + 1)
        only_texts = all(isinstance(v, str) or v is None for v in sheet.rows[header])
        if only_texts and _columns_below_only(texts, below) >= _MIN_HEADERS:
            return header, header + 1
    return (header,)


def _columns_below_only(upper: Mapping[int, str], lower: Mapping[int, str]) -> int:
    """Count the columns with a text only below, to the right of a text above."""
    first = min(upper, default=0)
    return sum(number > first and number not in upper for number in lower)


def _match_score(table: Table, lexicon: Lexicon) -> float:
    offers = [
        candidates_for(header, values_under(table, number), table.column_file, lexicon, number=1)
        for number, header in table.unknown.items()
    ]
    likely = sum(offer[0].score for offer in offers if offer and offer[0].score >= LIKELY)
    return likely + 100.0 * len(table.fields)


def _inspect_block(table: Table, lexicon: Lexicon, *, known: bool) -> BlockInspection:
    proposed = with_proposals(table, lexicon)
    body = read_body(proposed, lexicon)
    row, *others = table.header_rows
    rows = message("two-rows", row=row, next=others[0]) if others else message("one-row", row=row)
    why = message(
        "header-known" if known else "header-likely",
        rows=rows,
        known=len(table.fields),
        all=len(table.fields) + len(table.unknown),
        mapping=_name(table),
    )
    return BlockInspection(
        sheet=table.sheet.name,
        mapping=table.column_file.table,
        known=known,
        header_rows=table.header_rows,
        why=why,
        records=len(body.rows),
        columns=tuple(_columns(table, proposed, lexicon)),
        words=tuple(_unknown_words(body.rows, lexicon)),
        findings=tuple(sorted(body.findings, key=lambda finding: finding.order)),
    )


def _name(table: Table) -> str:
    return table.column_file.table


def _columns(table: Table, proposed: Table, lexicon: Lexicon) -> Iterator[ColumnMatch]:
    for number, header in sorted(table.headers.items()):
        if not header:
            continue
        values = values_under(table, number)
        field = table.fields.get(number)
        kept_as_text = TEXT if field is None and number not in table.unknown else ""
        proposal = proposed.fields.get(number)
        yield ColumnMatch(
            cell=CellRef(*table.place, table.header_rows[-1], number),
            header=table.unknown.get(number, header),
            taken=field.column.name if field else kept_as_text,
            option=(field.option or "other") if field and field.option is not None else "",
            proposal=proposal.column.name if proposal else TEXT,
            candidates=candidates_for(header, values, table.column_file, lexicon),
            examples=tuple(dict.fromkeys(values))[:_MAX_EXAMPLES],
        )


def _unknown_words(rows: Sequence[Row], lexicon: Lexicon) -> Iterator[UnknownWord]:
    """Yield each unknown word once, the most frequent first."""
    places: defaultdict[tuple[str, str, tuple[str, ...]], list[CellRef]] = defaultdict(list)
    for row in rows:
        for column, value in row.values():
            if not column.vocabulary or column.vocabulary == (ORGANISATION,):
                continue
            for remark in read_cell(value.text, column, lexicon, {}).remarks:
                if remark.word:
                    places[remark.word, column.title, column.vocabulary].append(value.cell)
    for (word, title, schemes), cells in sorted(
        places.items(), key=lambda entry: (-len(entry[1]), entry[0])
    ):
        near = lexicon.index.near(word, schemes, number=_MAX_SUGGESTIONS)
        candidates = tuple(Candidate(c.iri, c.label, round(score, 1)) for c, score in near)
        yield UnknownWord(word, title, schemes, tuple(cells), candidates)
