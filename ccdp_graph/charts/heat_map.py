"""A matrix as an SVG heat map: one square per cell with its number, darker for more records."""

from ccdp_graph.analysis import Axis, Matrix
from ccdp_graph.charts.svg import element, picture, shortened, text_of, width_of
from ccdp_graph.i18n import Texts

# Steps of one hue, distinguishable without colour vision and in print.
_SHADES = ("#f7fbff", "#d2e3f3", "#9ac8e0", "#57a0ce", "#2171b5", "#08306b")

_SQUARE = 26.0

_SMALL = 11.0

_MAX_LABEL_LENGTH = 320.0

_MAX_HEADING_LENGTH = 220.0

_MARGIN = 16.0

_MAX_NAMED = 20

_WORDS = Texts(
    (
        "{rows} by {columns}",
        "{n} records",
        "Each square: {note}. Grey: the reason for a missing value.",
    )
)


def draw_heat_map(matrix: Matrix) -> str:
    """Draw a matrix as SVG.

    Shape: rows by columns with their labels, cut if too long (hovering shows them in full, and the
    records of a square); an empty square stands for no records.
    """
    title, description = _title(matrix), _description(matrix)
    left = _label_room(matrix.rows, _MAX_LABEL_LENGTH) + _MARGIN
    heading = _label_room(matrix.columns, _MAX_HEADING_LENGTH)
    top = _MARGIN + 44 + heading
    slanted = 0.5 * heading  # the headings lean to the right by 60 degrees
    width = max(
        left + _SQUARE * len(matrix.columns.values) + slanted,
        width_of(title, 15) + _MARGIN,
        width_of(description, _SMALL) + _MARGIN,
    )
    height = top + _SQUARE * len(matrix.rows.values) + _MARGIN
    return picture(
        title,
        description,
        element("text", text_of(title), x=_MARGIN, y=_MARGIN + 12, font_size=15),
        element(
            "text",
            text_of(description),
            x=_MARGIN,
            y=_MARGIN + 30,
            font_size=_SMALL,
            fill="#444444",
        ),
        *_headings(matrix.columns, left, top),
        *_labels(matrix.rows, left, top),
        *_squares(matrix, left, top),
        size=(width + _MARGIN, height),
    )


def _title(matrix: Matrix) -> str:
    return _WORDS[matrix.language][0].format(rows=matrix.rows.label, columns=matrix.columns.label)


def _description(matrix: Matrix) -> str:
    return _WORDS[matrix.language][2].format(note=matrix.note)


def _label_room(axis: Axis, longest: float) -> float:
    return min(longest, max((width_of(v.label, _SMALL) for v in axis.values), default=0)) + 8


def _headings(axis: Axis, left: float, top: float) -> list[str]:
    elements = []
    for number, value in enumerate(axis.values):
        x = left + _SQUARE * (number + 0.6)
        elements.append(
            element(
                "text",
                element("title", text_of(value.label)),
                text_of(shortened(value.label, _MAX_HEADING_LENGTH, _SMALL)),
                font_size=_SMALL,
                fill="#666666" if value.is_missing else "#000000",
                transform=f"translate({x:.1f} {top - 6:.1f}) rotate(-60)",
            )
        )
    return elements


def _labels(axis: Axis, left: float, top: float) -> list[str]:
    return [
        element(
            "text",
            element("title", text_of(value.label)),
            text_of(shortened(value.label, _MAX_LABEL_LENGTH, _SMALL)),
            x=left - 6,
            y=top + _SQUARE * (number + 0.65),
            font_size=_SMALL,
            fill="#666666" if value.is_missing else "#000000",
            text_anchor="end",
        )
        for number, value in enumerate(axis.values)
    ]


def _squares(matrix: Matrix, left: float, top: float) -> list[str]:
    largest = max(map(len, matrix.cells.values()), default=1)
    elements = [
        element(
            "path",
            d=_grid(matrix, left, top),
            stroke="#dddddd",
            fill="none",
        )
    ]
    for (row, column), records in matrix.cells.items():
        step = 1 + round((len(_SHADES) - 2) * (len(records) - 1) / max(1, largest - 1))
        missing = matrix.rows.values[row].is_missing or matrix.columns.values[column].is_missing
        names = [record.title for record in records[:_MAX_NAMED]]
        names += ["…"] if len(records) > _MAX_NAMED else []
        tooltip = (
            f"{matrix.rows.values[row].label} – {matrix.columns.values[column].label}: "
            f"{_WORDS[matrix.language][1].format(n=len(records))}: {'; '.join(names)}"
        )
        x, y = left + _SQUARE * column, top + _SQUARE * row
        elements.append(
            element(
                "g",
                element("title", text_of(tooltip)),
                element(
                    "rect",
                    x=x + 1,
                    y=y + 1,
                    width=_SQUARE - 2,
                    height=_SQUARE - 2,
                    fill="#e6e6e6" if missing else _SHADES[step],
                ),
                element(
                    "text",
                    str(len(records)),
                    x=x + _SQUARE / 2,
                    y=y + _SQUARE * 0.65,
                    font_size=_SMALL,
                    text_anchor="middle",
                    fill="#ffffff" if step > 3 and not missing else "#000000",
                ),
            )
        )
    return elements


def _grid(matrix: Matrix, left: float, top: float) -> str:
    across, down = len(matrix.columns.values), len(matrix.rows.values)
    right, bottom = left + _SQUARE * across, top + _SQUARE * down
    lines = [f"M{left:.1f} {top + _SQUARE * n:.1f}H{right:.1f}" for n in range(down + 1)]
    lines += [f"M{left + _SQUARE * n:.1f} {top:.1f}V{bottom:.1f}" for n in range(across + 1)]
    return "".join(lines)
