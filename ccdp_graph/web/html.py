"""Values, facts and tables as HTML, written in Python: a large site has a million of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup, escape

from ccdp_graph.web.edition import page_path, root_of
from ccdp_graph.web.graph import Value
from ccdp_graph.web.record import Row
from ccdp_graph.web.summary import Group

_MARKS = re.compile("[&<>'\"]")

Cells = Sequence[Sequence[Value]]
"""A row of a table: cells of values."""

_MAX_COLUMNS = 5  # columns that fit on a screen

_MIN_CARD_COLUMNS = 3  # columns of a table that phones show as cards


@dataclass(frozen=True, slots=True)
class HtmlWriter:
    """Writes for pages of one depth and language; each value is escaped.

    Attributes:
        root: The way from such a page to the root of the site.
        links: The values with a link that were written before; most are met again.
    """

    root: str
    language: str
    links: dict[Value, str] = field(default_factory=dict)

    def cell(self, values: Sequence[Value]) -> Markup:
        """Write the values of a cell: one as it is, several as a list."""
        return Markup(self._cell(values))  # noqa: S704, each value is escaped

    def table(
        self, caption: str, headings: Sequence[str], rows: Iterable[Cells], most: int = _MAX_COLUMNS
    ) -> Markup:
        """Write a table; what stands first in a row is its header.

        Phones show one with few columns as cards: its roles stay when it is no table to look at
        any more, and each cell says the heading of its column.

        Args:
            most: How many columns are few.
        """
        cards, many = _MIN_CARD_COLUMNS <= len(headings) <= most, len(headings) > most
        kind = ' class="cards" role="table"' if cards else ' class="many"' if many else ""
        group, row, column = (
            f' role="{role}"' if cards else "" for role in ("rowgroup", "row", "columnheader")
        )
        labels = [escaped(heading) for heading in headings]
        head = "".join([f'<th scope="col"{column}>{label}</th>' for label in labels])
        written = "".join(self._cards(rows, labels[1:]) if cards else self._rows(rows))
        return Markup(  # noqa: S704, each value is escaped
            f'\n<div class="wide" role="region" aria-label="{escaped(caption)}" tabindex="0">'
            f"\n<table{kind}>\n  <caption>{escaped(caption)}</caption>"
            f"\n  <thead{group}><tr{row}>{head}</tr></thead>"
            f"\n  <tbody{group}>{written}\n  </tbody>\n</table>\n</div>"
        )

    def glance(self, groups: Iterable[Group], words: Mapping[str, str]) -> str:
        """Write what is wanted at once, a section a question."""
        written = []
        for group in groups:
            facts = f"\n    <dl>{self.facts(group.rows)}\n    </dl>"
            silent = f'\n    <p class="soft">{escaped(words["silent"])}</p>'
            why = f'\n    <p class="on-screen"><a href="#why">{escaped(words["cells"])}</a></p>'
            written.append(
                f"\n  <section>\n    <h3>{escaped(words[group.heading])}</h3>"
                f"{facts if group.rows else silent}{why if group.heading == 'sure' else ''}"
                "\n  </section>"
            )
        return f'<div class="glance">{"".join(written)}\n</div>'

    def facts(self, rows: Iterable[Row]) -> str:
        """Write properties and their values as terms and descriptions of a list."""
        return "".join(
            [
                f"\n<div><dt>{escaped(row.label)}</dt><dd>{self._cell(row.values)}</dd></div>"
                for row in rows
            ]
        )

    def named(self, things: Iterable[tuple[Value, str]]) -> str:
        """Write things as items of a list, each with what is said of it."""
        return "".join(
            [
                f"\n  <li>{self._shown(thing)}"
                + (f' <span class="soft">– {escaped(said)}</span></li>' if said else "</li>")
                for thing, said in things
            ]
        )

    def reasons(self, rows: Iterable[Row], uncited: str) -> str:
        """Write the rows of what is known of a thing, each with the cells behind it.

        Args:
            uncited: What is said where there is no cell.
        """
        return "".join(
            [
                f'\n    <tr><th scope="row">{escaped(row.label)}</th>'
                f'<td class="cells">{_cited(row.cells or (uncited,))}</td></tr>'
                for row in rows
            ]
        )

    def element(self, tag: str, value: Value, attributes: str = "") -> str:
        """Write an element whose text may be in another language than the page."""
        return f"<{tag}{attributes}{self._said(value)}>{escaped(value.text)}</{tag}>"

    def _rows(self, rows: Iterable[Cells]) -> list[str]:
        written = []
        for first, *others in rows:
            cells = "".join([f"<td>{self._cell(values)}</td>" for values in others])
            written.append(f'\n    <tr><th scope="row">{self._cell(first)}</th>{cells}</tr>')
        return written

    def _cards(self, rows: Iterable[Cells], labels: Sequence[str]) -> list[str]:
        written = []
        for first, *others in rows:
            cells = "".join(
                [
                    f'<td role="cell" data-label="{label}">{self._cell(values)}</td>'
                    for label, values in zip(labels, others, strict=True)
                ]
            )
            header = f'<th scope="row" role="rowheader">{self._cell(first)}</th>'
            written.append(f'\n    <tr role="row">{header}{cells}</tr>')
        return written

    def _cell(self, values: Sequence[Value]) -> str:
        if len(values) == 1:
            return self._shown(values[0])
        items = "".join([f"<li>{self._shown(value)}</li>" for value in values])
        return f"<ul>{items}</ul>" if items else ""

    def _shown(self, value: Value) -> str:
        if not value.link:
            said = self._said(value)
            return f"<span{said}>{escaped(value.text)}</span>" if said else escaped(value.text)
        found = self.links.get(value)
        if found is None:
            found = self.links[value] = self._link(value)
        return found

    def _link(self, value: Value) -> str:
        link = escaped(value.link if value.outside else self.root + value.link)
        rel = ' rel="external nofollow"' if value.outside else ""
        return f'<a href="{link}"{rel}{self._said(value)}>{escaped(value.text)}</a>'

    def _said(self, value: Value) -> str:
        """Name the language of a value, where it is not that of the page."""
        foreign = value.language and value.language != self.language
        return f' lang="{escaped(value.language)}"' if foreign else ""


def writer_of(path: str, language: str) -> HtmlWriter:
    """Return what writes a page; pages of one depth and language have the same.

    Args:
        path: Of the page, without language and ending.
    """
    return _writer(root_of(page_path(path, language)), language)


@lru_cache(maxsize=16)
def _writer(root: str, language: str) -> HtmlWriter:
    return HtmlWriter(root, language)


def escaped(text: str) -> str:
    """Write a text as HTML."""
    return str(escape(text)) if _MARKS.search(text) else text  # most texts have none


@lru_cache(maxsize=4096)  # each language of a page names the same cells
def _cited(cells: tuple[str, ...]) -> str:
    return "".join([f"<span>{escaped(cell)}</span>" for cell in cells])
