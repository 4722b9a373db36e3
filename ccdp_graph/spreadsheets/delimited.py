"""Text files of rows: comma, semicolon, tab or bar, in whatever encoding they came."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.errors import WorkbookError
from ccdp_graph.i18n import message
from ccdp_graph.model import CellValue

FORMATS = (".csv", ".tsv", ".txt")

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

_SAMPLED_LINES = 200

_MAX_FIELD_LENGTH = 1024**2

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Delimited:
    """The rows of a text file, and what had to be guessed to read them."""

    rows: tuple[tuple[CellValue, ...], ...]
    remarks: tuple[str, ...]


def read_delimited(content: bytes, path: Path) -> Delimited:
    """Read rows of text.

    Shape: every value stays text, an empty one is None. What was guessed is remarked: an encoding
    other than UTF-8, a delimiter that is not the file's own, rows of different lengths.

    Raises:
        WorkbookError: It is no text, or a field is longer than a mebibyte.
    """
    text, encoding = _decoded(content, path)
    remarks = [] if encoding.startswith("utf") else [message("encoding", encoding=encoding)]
    stated = text[:6].lower()
    if stated.startswith("sep=") and len(text) > 4:
        delimiter, text = text[4], text.partition("\n")[2]
    else:
        delimiter, sure = _delimiter(text, path)
        usual = "\t" if path.suffix.lower() == ".tsv" else ","
        if not sure or delimiter != usual:
            remarks.append(message("delimiter", delimiter=message(_DELIMITERS[delimiter])))
    csv.field_size_limit(_MAX_FIELD_LENGTH)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise WorkbookError(f"{path}: cannot be read as rows ({error})") from error
    lengths = {len(row) for row in rows if any(row)}
    if len(lengths) > 1:
        odd = next(n for n, row in enumerate(rows, 1) if any(row) and len(row) != max(lengths))
        remarks.append(
            message(
                "uneven-rows",
                least=min(lengths),
                most=max(lengths),
                line=odd,
                delimiter=message(_DELIMITERS[delimiter]),
            )
        )
    values = tuple(tuple(value or None for value in row) for row in rows)
    return Delimited(values, tuple(remarks))


def _decoded(content: bytes, path: Path) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _with(content, encoding, path), encoding
    if b"\x00" in content[:8192]:
        raise WorkbookError(f"{path}: is no text; give it the ending of what it is, such as .xlsx")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(content).best()
        # one byte a letter and all bytes in use: the usual answer of Western spreadsheets
        encoding = best.encoding if best is not None else "cp1252"
        if encoding.startswith(("cp125", "latin", "iso8859", "mac")) and best is not None:
            encoding = "cp1252" if encoding in ("latin_1", "cp1250", "cp1254") else encoding
        return content.decode(encoding, errors="replace"), encoding


def _with(content: bytes, encoding: str, path: Path) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise WorkbookError(
            f"{path}: begins like {encoding} but is not ({error.reason})"
        ) from error


def _delimiter(text: str, path: Path) -> tuple[str, bool]:
    """Return the delimiter that gives most rows the same number of columns, and whether surely."""
    sample = "\n".join(text.splitlines()[:_SAMPLED_LINES])
    scores: dict[str, float] = {}
    for delimiter in _DELIMITERS:
        rows = [row for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if any(row)]
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=widths.count, default=1)
        scores[delimiter] = (usual - 1) * widths.count(usual) / (len(widths) or 1)
    preferred = "\t" if path.suffix.lower() == ".tsv" else ","
    order = sorted(_DELIMITERS, key=lambda d: (-scores[d], d != preferred))
    best, second = order[0], order[1]
    return best, scores[best] > 0 and scores[second] < 0.5 * scores[best]
