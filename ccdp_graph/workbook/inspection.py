"""A look at a workbook: where its headers stand, what they mean, which words nobody knows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ccdp_graph.cell import CellRef
from ccdp_graph.model.columns import ColumnFile
from ccdp_graph.model.inspection import (
    TEXT,
    BlockInspection,
    Candidate,
    ColumnMatch,
    Inspection,
    UnknownWord,
)
from ccdp_graph.model.sheet import Sheet, Workbook, cell_text
from ccdp_graph.workbook.header import Table, header_texts, tables_of
from ccdp_graph.workbook.likeness import LIKELY, candidates_for
from ccdp_graph.workbook.matching import Field, HeaderMatcher, joined, spread
from ccdp_graph.workbook.organisations import KIND
from ccdp_graph.workbook.reading import read_cell
from ccdp_graph.workbook.rows import Row, body_of
from ccdp_graph.workbook.words import Words

_SEARCHED_ROWS = 30
_FEWEST_HEADERS = 2
_FEWEST_LIKELY = 3
_LEAST_SHARE = 0.3
_SHOWN_EXAMPLES = 3
_SUGGESTED = 3


def inspect(
    workbook: Workbook, column_files: Sequence[ColumnFile], words: Words, *, wanted: str = ""
) -> Inspection:
    """Look at every sheet of a workbook.

    Shape: one entry a block with a header. Where no mapping knows a sheet, its header and its
    mapping are guessed from likeness, and what is guessed is marked as not known.

    Args:
        wanted: The only mapping that guesses may fall on.
    """
    blocks: list[BlockInspection] = []
    left: list[str] = []
    for sheet in workbook.sheets:
        matchers = [HeaderMatcher(column_file, words) for column_file in column_files]
        tables = list(tables_of(sheet, matchers))
        known = bool(tables)
        if not known:
            allowed = [f for f in column_files if not wanted or f.table == wanted]
            guess = guess_table(sheet, allowed, words)
            tables = [guess] if guess is not None and (wanted or _is_near(guess, words)) else []
        blocks += [_inspect(table, words, known=known) for table in tables]
        if not tables and any(any(sheet.filled(n)) for n in range(1, len(sheet.rows) + 1)):
            left.append(sheet.name)
    return Inspection(workbook.name, workbook.remarks, tuple(blocks), tuple(left))


def guess_table(sheet: Sheet, column_files: Sequence[ColumnFile], words: Words) -> Table | None:
    """Guess where the header of a sheet stands, and which mapping it is nearest to.

    The fullest of the first rows with texts of its own over rows of values is taken; with a row of
    questions above it that covers options, both.
    """
    header = _header_row(sheet)
    if header is None or not column_files:
        return None
    upper = header_texts(sheet, header - 1) if header > 1 else {}
    lower = header_texts(sheet, header)
    rows = (header - 1, header) if len(upper) > 1 and _covers(upper, lower) else (header,)
    if len(rows) == 2:
        uppers = spread(upper, lower)
        headers = {n: joined(text, lower.get(n, "")) for n, (text, _) in uppers.items()}
    else:
        headers = lower
    made = [_guessed(sheet, column_file, rows, headers, words) for column_file in column_files]
    return max(made, key=lambda entry: entry[0])[1]


def proposed(table: Table, words: Words) -> Table:
    """Return a table with every unknown header taken for its likeliest column."""
    fields = dict(table.fields)
    taken = {field.column.name for field in fields.values()}
    offers = sorted(
        (
            (candidate.score, number, candidate.value)
            for number, header in table.unknown.items()
            for candidate in candidates_for(
                header, values_under(table, number), table.column_file, words
            )
            if candidate.score >= LIKELY
        ),
        key=lambda offer: (-offer[0], offer[1]),
    )
    for _, number, name in offers:
        column = table.column_file.column(name)
        if number not in fields and (name not in taken or column.separator):
            fields[number] = Field(column)
            taken.add(name)
    unknown = {n: text for n, text in table.unknown.items() if n not in fields}
    return replace(table, fields=fields, unknown=unknown)


def values_under(table: Table, column: int) -> list[str]:
    """Return the filled cells below a header, as texts."""
    first = table.header_rows[-1]
    rows = table.sheet.rows[first : table.last_row]
    return [text for row in rows if column <= len(row) and (text := cell_text(row[column - 1]))]


def _is_near(table: Table, words: Words) -> bool:
    """Tell whether a guess is worth questions: a list of instructions is none of our tables."""
    known = len(proposed(table, words).fields)
    return known >= _FEWEST_LIKELY and known >= _LEAST_SHARE * len(table.headers)


def _header_row(sheet: Sheet) -> int | None:
    """Return the row that looks most like a header: many short texts, none twice, no numbers."""
    best: tuple[float, int] = (0.0, 0)
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS], start=1):
        texts = [text for value in row if (text := cell_text(value))]
        words = {text for text in texts if any(letter.isalpha() for letter in text)}
        if len(words) < _FEWEST_HEADERS or number == len(sheet.rows):
            continue
        below = [len([v for v in r if cell_text(v)]) for r in sheet.rows[number : number + 3]]
        if not any(below):
            continue
        worth = len(words) - (len(texts) - len(words)) - number * 0.25
        worth -= sum(len(text) > 60 for text in texts)
        if worth > best[0]:
            best = (worth, number)
    return best[1] or None


def _covers(upper: Mapping[int, str], lower: Mapping[int, str]) -> bool:
    """Tell whether a row looks like questions over options: fewer cells, some over gaps."""
    return len(upper) < len(lower) and any(number not in upper for number in lower)


def _guessed(
    sheet: Sheet,
    column_file: ColumnFile,
    rows: tuple[int, ...],
    headers: Mapping[int, str],
    words: Words,
) -> tuple[float, Table]:
    matcher = HeaderMatcher(column_file, words)
    fields: dict[int, Field] = {}
    for number, header in headers.items():
        field = None if matcher.stays_text(header) else matcher.match(header)
        single = field is not None and field.option is None and not field.column.separator
        if field is not None and not (single and field in fields.values()):
            fields[number] = field
    unknown = {
        number: header
        for number, header in headers.items()
        if number not in fields and not matcher.stays_text(header)
    }
    table = Table(sheet, column_file, rows, len(sheet.rows), fields, headers, unknown)
    offers = [
        candidates_for(header, values_under(table, number), column_file, words, number=1)
        for number, header in unknown.items()
    ]
    likely = sum(offer[0].score for offer in offers if offer and offer[0].score >= LIKELY)
    return likely + 100.0 * len(fields), table


def _inspect(table: Table, words: Words, *, known: bool) -> BlockInspection:
    tried = proposed(table, words)
    body = body_of(tried, words)
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


def _columns(table: Table, tried: Table, words: Words) -> Iterator[ColumnMatch]:
    for number, header in sorted(table.headers.items()):
        if not header:
            continue
        values = values_under(table, number)
        field = table.fields.get(number)
        taken = TEXT if field is None and number not in table.unknown else ""
        proposal = tried.fields.get(number)
        yield ColumnMatch(
            cell=CellRef(*table.place, table.header_rows[-1], number),
            header=header,
            taken=field.column.name if field else taken,
            option=(field.option or "other") if field and field.option is not None else "",
            proposal=proposal.column.name if proposal else TEXT,
            candidates=candidates_for(header, values, table.column_file, words),
            examples=tuple(dict.fromkeys(values))[:_SHOWN_EXAMPLES],
        )


def _unknown_words(rows: Sequence[Row], words: Words) -> Iterator[UnknownWord]:
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
