"""The pages as HTML: templates filled, escaped everywhere, without a script that runs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from ccdp_graph.model.project import Project
from ccdp_graph.model.stored_query import in_language
from ccdp_graph.rdf.namespaces import PREFIXES
from ccdp_graph.rdf.turtle import Shortener
from ccdp_graph.site.edition import Edition, page_path, root_of
from ccdp_graph.site.things import Value
from ccdp_graph.site.told import Row
from ccdp_graph.site.wording import MENU, WORDS

if TYPE_CHECKING:
    from jinja2 import Environment


_MARKS = re.compile("[&<>'\"]")


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link in the head of a page. Source: RFC 8288; signposting.org, level 1."""

    rel: str
    href: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose records by, and how many it leads to."""

    value: Value
    number: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Values of one property to choose records by."""

    label: str
    values: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page with a table: an index, an answer, a matrix.

    Attributes:
        caption: Of the table; by default the title and the number of rows.
        picture: SVG of this program's own making, in which all texts are escaped.
        asked: What a question was asked with.
        text: Shown as it is, line by line.
        command: That gives the same on the command line.
        script: What it tells search engines, escaped.
        remark: Why something is not shown.
    """

    title: str
    headings: tuple[str, ...] = ()
    rows: Sequence[tuple[tuple[Value, ...], ...]] = ()
    caption: str = ""
    lead: str = ""
    filters: tuple[Filter, ...] = ()
    picture: str = ""
    asked: tuple[tuple[str, str], ...] = ()
    text: str = ""
    command: str = ""
    remark: str = ""
    script: str = ""


@dataclass(frozen=True)
class Frame:
    """What all pages of a site share.

    Attributes:
        menu: Words, and the paths of the pages that they lead to.
    """

    project: Project
    edition: Edition
    menu: tuple[tuple[str, str], ...] = MENU

    @cached_property
    def names(self) -> Shortener:
        """How terms are shortened in Turtle."""
        return Shortener({**PREFIXES, "ccdpi": self.project.base})

    def list_page(self, page: ListPage, path: str, language: str) -> bytes:
        """Write a page with a table."""
        shown = {
            "lead": page.lead,
            "filters": page.filters,
            "picture": Markup(page.picture),  # noqa: S704, our own SVG, escaped where it is made
            "asked": page.asked,
            "text": page.text,
            "command": page.command,
            "remark": page.remark,
            "headings": page.headings,
            "caption": page.caption or f"{page.title} ({len(page.rows)})",
            "rows": page.rows,
            "script": page.script,
        }
        return self.page("list.html", path, language, title=page.title, **shown)

    def page(self, template: str, path: str, language: str, **shown: Any) -> bytes:
        """Fill a template.

        Args:
            path: Of the page, without language and ending.
        """
        own = page_path(path, language)
        root = root_of(own)
        writer = _writer(root, language)
        shown.setdefault("links", ())
        shown.setdefault("script", "")
        shown.setdefault("summary", shown["title"])
        text = (
            _environment()
            .get_template(template)
            .render(
                language=language,
                words=WORDS[language],
                menu=_menu(self.menu, path, language, root),
                root=root,
                cell=writer.cell,
                body=writer.body,
                facts=writer.facts,
                named=writer.named,
                reasons=writer.reasons,
                other=page_path(path, "fr" if language == "en" else "en"),
                address=self.edition.address(own),
                addresses={one: self.edition.address(page_path(path, one)) for one in WORDS},
                edition=self.edition,
                publisher=self.project.publisher,
                licence=self.project.licence,
                site_title=in_language(self.project.title, language),
                **shown,
            )
        )
        return text.encode("utf-8", "replace")


def shared_files() -> Iterator[tuple[str, bytes]]:
    """Give the style sheet and the icon of all pages."""
    for name in ("style.css", "icon.svg"):
        yield name, resources("ccdp_graph.site").joinpath(f"templates/{name}").read_bytes()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes values in Python: a large site has a million, and templates are slow.

    Attributes:
        links: The values with a link that were written before; most are met again.
    """

    root: str
    language: str
    links: dict[Value, str] = field(default_factory=dict)

    def cell(self, values: Sequence[Value]) -> Markup:
        """Write the values of a cell: one as it is, several as a list."""
        return Markup(self._cell(values))  # noqa: S704, each value is escaped

    def body(self, rows: Iterable[Sequence[Sequence[Value]]], labels: Sequence[str] = ()) -> Markup:
        """Write the rows of a table; what stands first in a row is its header.

        Args:
            labels: The headings of the other columns, said in each cell of a table that phones
                show as cards; its roles stay when it is no table to look at any more.
        """
        if labels:
            return self._cards(rows, [_escaped(label) for label in labels])
        written = []
        for first, *others in rows:
            cells = "".join([f"<td>{self._cell(values)}</td>" for values in others])
            written.append(f'\n    <tr><th scope="row">{self._cell(first)}</th>{cells}</tr>')
        return Markup("".join(written))  # noqa: S704, each value is escaped

    def facts(self, rows: Iterable[Row]) -> Markup:
        """Write properties and their values as terms and descriptions of a list."""
        written = [
            f"\n<div><dt>{_escaped(row.label)}</dt><dd>{self._cell(row.values)}</dd></div>"
            for row in rows
        ]
        return Markup("".join(written))  # noqa: S704, each value is escaped

    def named(self, things: Iterable[tuple[Value, str]]) -> Markup:
        """Write things as items of a list, each with what is said of it."""
        written = [
            f"\n  <li>{self._shown(thing)}"
            + (f' <span class="soft">– {_escaped(said)}</span></li>' if said else "</li>")
            for thing, said in things
        ]
        return Markup("".join(written))  # noqa: S704, each value is escaped

    def reasons(self, rows: Iterable[Row], uncited: str) -> Markup:
        """Write the rows of what is known of a thing, each with the cells behind it.

        Args:
            uncited: What is said where there is no cell.
        """
        written = [
            f'\n    <tr><th scope="row">{_escaped(row.label)}</th>'
            f'<td class="cells">{_cited(row.cells or (uncited,))}</td></tr>'
            for row in rows
        ]
        return Markup("".join(written))  # noqa: S704, each value is escaped

    def _cards(self, rows: Iterable[Sequence[Sequence[Value]]], labels: Sequence[str]) -> Markup:
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
        return Markup("".join(written))  # noqa: S704, each value is escaped

    def _cell(self, values: Sequence[Value]) -> str:
        if len(values) == 1:
            return self._shown(values[0])
        items = "".join([f"<li>{self._shown(value)}</li>" for value in values])
        return f"<ul>{items}</ul>" if items else ""

    def _shown(self, value: Value) -> str:
        if not value.link:
            said = self._said(value)
            return f"<span{said}>{_escaped(value.text)}</span>" if said else _escaped(value.text)
        found = self.links.get(value)
        if found is None:
            found = self.links[value] = self._link(value)
        return found

    def _link(self, value: Value) -> str:
        link = _escaped(value.link if value.outside else self.root + value.link)
        rel = ' rel="external nofollow"' if value.outside else ""
        return f'<a href="{link}"{rel}{self._said(value)}>{_escaped(value.text)}</a>'

    def _said(self, value: Value) -> str:
        """Name the language of a value, where it is not that of the page."""
        foreign = value.language and value.language != self.language
        return f' lang="{_escaped(value.language)}"' if foreign else ""


def _escaped(text: str) -> str:
    return str(escape(text)) if _MARKS.search(text) else text  # most texts have none


@lru_cache(maxsize=4096)  # each language of a page names the same cells
def _cited(cells: tuple[str, ...]) -> str:
    return "".join([f"<span>{_escaped(cell)}</span>" for cell in cells])


@lru_cache(maxsize=16)
def _writer(root: str, language: str) -> _Writer:
    return _Writer(root, language)


def _menu(menu: tuple[tuple[str, str], ...], path: str, language: str, root: str) -> Markup:
    """Write the menu; nearly all pages lie below what it leads to, and have the same one."""
    here = path if any(path == target for _, target in menu) else ""
    return _written_menu(menu, here, language, root)


@lru_cache(maxsize=64)
def _written_menu(menu: tuple[tuple[str, str], ...], here: str, language: str, root: str) -> Markup:
    words = WORDS[language]
    entries = [
        {"text": words[word], "path": page_path(target, language), "here": target == here}
        for word, target in menu
    ]
    text = _environment().get_template("menu.html").render(menu=entries, words=words, root=root)
    return Markup(text)  # noqa: S704, the template has escaped it


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ccdp_graph.site"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=False,  # or each page would look whether its templates have changed
    )
    environment.globals.clear()  # no template uses them, and each page would gather them
    return environment
