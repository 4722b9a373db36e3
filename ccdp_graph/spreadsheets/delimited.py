"""Delimited text files: separated by commas, semicolons, tabs or bars, in any encoding."""

import csv
import io
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.errors import WorkbookError
from ccdp_graph.i18n import message
from ccdp_graph.model import CellValue

FORMATS = (".csv", ".tsv", ".txt")

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

_SAMPLED_LINES = 200

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Delimited:
    """The rows of a text file, and remarks on what was guessed."""

    rows: tuple[tuple[CellValue, ...], ...]
    remarks: tuple[str, ...]


def read_delimited(content: bytes, path: Path) -> Delimited:
    """Read the rows of a delimited text file.

    Shape: every value stays text; an empty one is None. There is a remark on each guess: an
    encoding other than UTF-8, a delimiter unusual for the extension, rows of different lengths.

    Raises:
        WorkbookError: It is not text, or a field is longer than Python's csv reads: 131,072 signs,
            four times what a cell of Excel holds.
    """
    text, encoding = _decode(content, path)
    remarks = [] if encoding.startswith("utf") else [message("encoding", encoding=encoding)]
    first_line = text[:6].lower()
    if first_line.startswith("sep=") and len(text) > 4:
        delimiter, text = text[4], text.partition("\n")[2]
    else:
        delimiter, is_sure = _delimiter(text, path)
        default = "\t" if path.suffix.lower() == ".tsv" else ","
        if not is_sure or delimiter != default:
            remarks.append(message("delimiter", delimiter=message(_DELIMITERS[delimiter])))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise WorkbookError(
            f"{path}: line {reader.line_num} cannot be read as cells ({error}); is a quotation "
            "mark left open?"
        ) from error
    lengths = {len(row) for row in rows if any(row)}
    if len(lengths) > 1:
        uneven_line = next(
            n for n, row in enumerate(rows, 1) if any(row) and len(row) != max(lengths)
        )
        remarks.append(
            message(
                "uneven-rows",
                least=min(lengths),
                most=max(lengths),
                line=uneven_line,
                delimiter=message(_DELIMITERS[delimiter]),
            )
        )
    values = tuple(tuple(value or None for value in row) for row in rows)
    return Delimited(values, tuple(remarks))


def _decode(content: bytes, path: Path) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _decode_with_bom(content, encoding, path), encoding
    if b"\x00" in content[:8192]:
        raise WorkbookError(f"{path}: not a text file; give it the right extension, such as .xlsx")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(content).best()
        # Western spreadsheets mostly use cp1252, which is hard to tell from its relatives
        encoding = best.encoding if best is not None else "cp1252"
        if encoding.startswith(("cp125", "latin", "iso8859", "mac")) and best is not None:
            encoding = "cp1252" if encoding in ("latin_1", "cp1250", "cp1254") else encoding
        return content.decode(encoding, errors="replace"), encoding


def _decode_with_bom(content: bytes, encoding: str, path: Path) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise WorkbookError(
            f"{path}: starts like {encoding} text but is not ({error.reason}); save it as UTF-8"
        ) from error


def _delimiter(text: str, path: Path) -> tuple[str, bool]:
    """Return the delimiter that gives most rows the same number of columns, and if it is clear."""
    sample = "\n".join(text.splitlines()[:_SAMPLED_LINES])
    scores: dict[str, float] = {}
    for delimiter in _DELIMITERS:
        widths = []
        with suppress(csv.Error):  # what cannot be read so far is refused once it is read whole
            for row in csv.reader(io.StringIO(sample), delimiter=delimiter):
                widths += [len(row)] if any(row) else []
        commonest = max(set(widths), key=widths.count, default=1)
        scores[delimiter] = (commonest - 1) * widths.count(commonest) / (len(widths) or 1)
    default = "\t" if path.suffix.lower() == ".tsv" else ","
    ranked = sorted(_DELIMITERS, key=lambda d: (-scores[d], d != default))
    best, second = ranked[0], ranked[1]
    return best, scores[best] > 0 and scores[second] < 0.5 * scores[best]
