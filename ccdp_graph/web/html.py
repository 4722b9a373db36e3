"""Values, facts and tables as HTML, written in Python for speed: a large site has a million."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ccdp_graph.files import Memo
from ccdp_graph.markup import escaped, trusted
from ccdp_graph.web.edition import page_path, root_of
from ccdp_graph.web.graph import Value
from ccdp_graph.web.record import Row
from ccdp_graph.web.summary import Group

Cells = Sequence[Sequence[Value]]
"""A row of a table: cells of values."""

_MAX_COLUMNS = 5  # columns that fit on a screen

_MOST_LINKS = 16_384

_MIN_CARD_COLUMNS = 3  # columns of a table that phones show as cards


@dataclass(frozen=True, slots=True)
class HtmlWriter:
    """Writes HTML for pages of one depth and language; each value is escaped.

    Attributes:
        root: The relative path from such a page to the root of the site.
        links: Written links; most occur again.
    """

    root: str
    language: str
    links: Memo = field(default_factory=lambda: Memo(_MOST_LINKS), repr=False, compare=False)

    def cell(self, values: Sequence[Value]) -> str:
        """Write the values of a cell: one as text, several as a list."""
        return trusted(self._values(values))

    def table(
        self,
        caption: str,
        headings: Sequence[str],
        rows: Iterable[Cells],
        max_columns: int = _MAX_COLUMNS,
    ) -> str:
        """Write a table; the first cell of a row is its header.

        Phones show one with few columns as cards: its roles stay, although it no longer looks like
        a table, and each cell repeats the heading of its column.

        Args:
            max_columns: The largest number of columns for cards.
        """
        as_cards, is_wide = (
            _MIN_CARD_COLUMNS <= len(headings) <= max_columns,
            len(headings) > max_columns,
        )
        attributes = (
            ' class="cards" role="table"' if as_cards else ' class="many"' if is_wide else ""
        )
        group, row, column = (
            f' role="{role}"' if as_cards else "" for role in ("rowgroup", "row", "columnheader")
        )
        labels = [escaped(heading) for heading in headings]
        head = "".join([f'<th scope="col"{column}>{label}</th>' for label in labels])
        body = "".join(self._cards(rows, labels[1:]) if as_cards else self._rows(rows))
        return trusted(
            f'\n<div class="wide" role="region" aria-label="{escaped(caption)}" tabindex="0">'
            f"\n<table{attributes}>\n  <caption>{escaped(caption)}</caption>"
            f"\n  <thead{group}><tr{row}>{head}</tr></thead>"
            f"\n  <tbody{group}>{body}\n  </tbody>\n</table>\n</div>"
        )

    def summary(self, groups: Iterable[Group], words: Mapping[str, str]) -> str:
        """Write the summary, one section per question."""
        sections = []
        for group in groups:
            facts = f"\n    <dl>{self.facts(group.rows)}\n    </dl>"
            no_facts = f'\n    <p class="soft">{escaped(words["silent"])}</p>'
            reasons = f'\n    <p class="on-screen"><a href="#why">{escaped(words["cells"])}</a></p>'
            sections.append(
                f"\n  <section>\n    <h3>{escaped(words[group.heading])}</h3>"
                f"{facts if group.rows else no_facts}{reasons if group.heading == 'sure' else ''}"
                "\n  </section>"
            )
        return f'<div class="glance">{"".join(sections)}\n</div>'

    def facts(self, rows: Iterable[Row]) -> str:
        """Write properties and their values as a description list."""
        return "".join(
            [
                f"\n<div><dt>{escaped(row.label)}</dt><dd>{self._values(row.values)}</dd></div>"
                for row in rows
            ]
        )

    def named(self, items: Iterable[tuple[Value, str]]) -> str:
        """Write values as list items, each with a remark."""
        return "".join(
            [
                f"\n  <li>{self._value(value)}"
                + (f' <span class="soft">– {escaped(remark)}</span></li>' if remark else "</li>")
                for value, remark in items
            ]
        )

    def reasons(self, rows: Iterable[Row], uncited: str) -> str:
        """Write the facts of a resource as rows, each with its cells.

        Args:
            uncited: The text shown if there is no cell.
        """
        return "".join(
            [
                f'\n    <tr><th scope="row">{escaped(row.label)}</th>'
                f'<td class="cells">{_cell_spans(row.cells or (uncited,))}</td></tr>'
                for row in rows
            ]
        )

    def element(self, tag: str, value: Value, attributes: str = "") -> str:
        """Write an element whose text may be in another language than the page."""
        return f"<{tag}{attributes}{self._lang_attribute(value)}>{escaped(value.text)}</{tag}>"

    def _rows(self, rows: Iterable[Cells]) -> list[str]:
        lines = []
        for first, *others in rows:
            cells = "".join([f"<td>{self._values(values)}</td>" for values in others])
            lines.append(f'\n    <tr><th scope="row">{self._values(first)}</th>{cells}</tr>')
        return lines

    def _cards(self, rows: Iterable[Cells], labels: Sequence[str]) -> list[str]:
        lines = []
        for first, *others in rows:
            cells = "".join(
                [
                    f'<td role="cell" data-label="{label}">{self._values(values)}</td>'
                    for label, values in zip(labels, others, strict=True)
                ]
            )
            header = f'<th scope="row" role="rowheader">{self._values(first)}</th>'
            lines.append(f'\n    <tr role="row">{header}{cells}</tr>')
        return lines

    def _values(self, values: Sequence[Value]) -> str:
        if len(values) == 1:
            return self._value(values[0])
        items = "".join([f"<li>{self._value(value)}</li>" for value in values])
        return f"<ul>{items}</ul>" if items else ""

    def _value(self, value: Value) -> str:
        if not value.link:
            lang = self._lang_attribute(value)
            return f"<span{lang}>{escaped(value.text)}</span>" if lang else escaped(value.text)
        return self.links.get(value, lambda: self._link(value))

    def _link(self, value: Value) -> str:
        link = escaped(value.link if value.outside else self.root + value.link)
        rel = ' rel="external nofollow"' if value.outside else ""
        return f'<a href="{link}"{rel}{self._lang_attribute(value)}>{escaped(value.text)}</a>'

    def _lang_attribute(self, value: Value) -> str:
        """Return the `lang` attribute of a value, if it differs from that of the page."""
        is_foreign = value.language and value.language != self.language
        return f' lang="{escaped(value.language)}"' if is_foreign else ""


def writer_of(path: str, language: str) -> HtmlWriter:
    """Return the writer of a page; pages of one depth and language share it.

    Args:
        path: The path of the page, without language and extension.
    """
    return _writer(root_of(page_path(path, language)), language)


@lru_cache(maxsize=16)
def _writer(root: str, language: str) -> HtmlWriter:
    return HtmlWriter(root, language)


@lru_cache(maxsize=4096)  # each language of a page names the same cells
def _cell_spans(cells: tuple[str, ...]) -> str:
    return "".join([f"<span>{escaped(cell)}</span>" for cell in cells])
