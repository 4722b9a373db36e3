"""The layout of all pages: templates filled and escaped, without scripts."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files as resources
from typing import Any

from ccdp_graph.charts import Sign
from ccdp_graph.files import Memo
from ccdp_graph.i18n import MENU, WORDS, language_name, languages
from ccdp_graph.markup import escaped, render, trusted
from ccdp_graph.model import Settings
from ccdp_graph.rdf import PREFIXES, Shortener
from ccdp_graph.sparql import in_language
from ccdp_graph.web.edition import Publication, page_path
from ccdp_graph.web.graph import SiteGraph, Value
from ccdp_graph.web.html import HtmlWriter, writer_of

_MOST_PARTS = 256  # templates by depth and language

Menu = tuple[tuple[str, str], ...]
"""Names and paths of pages."""


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link in the head of a page. Source: RFC 8288; signposting.org, level 1."""

    rel: str
    href: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page.

    Attributes:
        summary: The description shown by search engines.
        script: Structured data for them, escaped.
    """

    title: str
    summary: str
    links: Sequence[Link] = ()
    script: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter records by, and the number of records that have it."""

    value: Value
    number: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Values of one property to filter records by."""

    label: str
    values: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page with a table: an index, an answer or a matrix.

    Attributes:
        caption: The caption of the table; by default the title and the number of rows.
        picture: SVG of this program's own making, in which all texts are escaped.
        parameters: The parameters of a question, with their values.
        text: Preformatted text.
        command: The equivalent on the command line.
        script: Structured data for search engines, escaped.
        remark: Why something is not shown.
    """

    title: str
    headings: tuple[str, ...] = ()
    rows: Sequence[tuple[tuple[Value, ...], ...]] = ()
    caption: str = ""
    lead: str = ""
    filters: tuple[Filter, ...] = ()
    picture: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    text: str = ""
    command: str = ""
    remark: str = ""
    script: str = ""


@dataclass(frozen=True)
class PageLayout:
    """What all pages of a site share.

    Attributes:
        menu: By language, names and paths of the main pages.
    """

    settings: Settings
    publication: Publication
    menu: Mapping[str, Menu] = field(default_factory=lambda: dict.fromkeys(WORDS, ()))
    _parts: Memo = field(
        default_factory=lambda: Memo(_MOST_PARTS), init=False, repr=False, compare=False
    )

    @cached_property
    def shortener(self) -> Shortener:
        """Shortens terms in Turtle."""
        return Shortener({**PREFIXES, "ccdpi": self.settings.base})

    def list_page(self, page: ListPage, path: str, language: str) -> bytes:
        """Write a page with a table."""
        return self.page(
            "list.html",
            path,
            language,
            title=page.title,
            script=page.script,
            lead=page.lead,
            filters=page.filters,
            picture=trusted(page.picture),
            parameters=page.parameters,
            text=page.text,
            command=page.command,
            remark=page.remark,
            headings=page.headings,
            caption=page.caption or f"{page.title} ({len(page.rows)})",
            rows=page.rows,
        )

    def page(
        self,
        template: str,
        path: str,
        language: str,
        *,
        title: str,
        summary: str = "",
        links: Iterable[Link] = (),
        script: str = "",
        **variables: Any,
    ) -> bytes:
        """Render a page from a template.

        Args:
            path: The path of the page, without language and extension.
            summary: The description shown by search engines; by default the title.
            script: Structured data for them, escaped.
            variables: What the template needs beside the title.
        """
        writer = writer_of(path, language)
        content = render(
            "web",
            template,
            title=title,
            language=language,
            words=WORDS[language],
            root=writer.root,
            cell=writer.cell,
            table=writer.table,
            **variables,
        )
        head = Head(title, summary or title, tuple(links), script)
        return self.render_page(content, head, path, language)

    def render_page(self, content: str, head: Head, path: str, language: str) -> bytes:
        """Render the layout around the content, which is HTML."""
        writer, site_title = writer_of(path, language), in_language(self.settings.title, language)
        heading = head.title if head.title == site_title else f"{head.title} – {site_title}"
        parts = {
            "heading": escaped(heading),
            "summary": escaped(head.summary),
            "address": escaped(self.publication.address(page_path(path, language))),
            "links": "".join(map(_head_link, head.links)),
            "script": _script(head.script),
            "menu": _menu(self.menu[language], path, language, writer.root),
            "content": content.strip(),
        }
        for other in languages():
            page = page_path(path, other)
            parts[f"address_{other}"] = escaped(self.publication.address(page))
            if other != language:
                parts[f"page_{other}"] = escaped(page)
        return self.fill("layout.html", writer, parts).encode("utf-8", "replace")

    def fill(self, template: str, writer: HtmlWriter, parts: Mapping[str, str]) -> str:
        """Insert HTML into a template that is otherwise equal on all pages of a depth and language.

        The template is rendered once, with marks where pages differ: Jinja would process and escape
        each whole page again.

        Args:
            writer: The writer of the page.
            parts: The inserted HTML by name, always the same names for a template.
        """
        key = template, writer.root, writer.language
        filled = list(self._parts.get(key, lambda: self._pieces(*key, tuple(parts))))
        filled[1::2] = [parts[name] for name in filled[1::2]]
        return "".join(filled)

    def _pieces(
        self, template: str, root: str, language: str, names: tuple[str, ...]
    ) -> Sequence[str]:
        """Render a template, cut where its parts go: every second piece is the name of one."""
        marks = {name: trusted(f"\0{name}\0") for name in names}
        text = render(
            "web",
            template,
            language=language,
            words=WORDS[language],
            root=root,
            publication=self.publication,
            publisher=self.settings.publisher,
            licence=self.settings.licence,
            site_title=in_language(self.settings.title, language),
            home=page_path("index", language),
            languages=languages(),
            others=_names_of_others(language),
            marks=marks,
            **marks,
        )
        pieces = re.split(f"\0({'|'.join(names)})\0", text)
        assert set(names) == set(pieces[1::2]), f"{template} leaves out what it is given"
        return pieces


def _names_of_others(language: str) -> dict[str, str]:
    """Return what each other language calls itself, as a link says it."""
    names = {other: language_name(other, other) for other in languages() if other != language}
    return {other: name[:1].upper() + name[1:] for other, name in names.items()}


def shared_files() -> Iterator[tuple[str, bytes]]:
    """Yield the style sheet and the icon of all pages."""
    for name in ("style.css", "icon.svg"):
        yield name, resources("ccdp_graph.web").joinpath(f"templates/{name}").read_bytes()


def _head_link(link: Link) -> str:
    kind = f' type="{escaped(link.type)}"' if link.type else ""
    return f'\n  <link rel="{escaped(link.rel)}"{kind} href="{escaped(link.href)}">'


def _script(content: str) -> str:
    """Write structured data; nothing in it ends the element, as its producer ensures."""
    return f'\n  <script type="application/ld+json">{content}</script>' if content else ""


def menu_of(
    graph: SiteGraph, more: Iterable[tuple[str, str]] = (), *, without: Collection[str] = ()
) -> Mapping[str, Menu]:
    """Return the menu of a graph: an index for each kind of record that it has, then the rest.

    Args:
        more: Further entries: keys of words, and paths.
        without: The paths of main pages that the graph does not have.
    """
    entries = [(word, path) for word, path in (*MENU, *more) if path not in without]
    return {
        language: (
            *((kind.plural(language), f"{kind.name}/index") for kind in graph.shown_types),
            *((words[word], path) for word, path in entries),
        )
        for language, words in WORDS.items()
    }


def _menu(menu: Menu, path: str, language: str, root: str) -> str:
    """Write the menu, which is the same for nearly all pages."""
    current = path if any(path == target for _, target in menu) else ""
    return _render_menu(menu, current, language, root)


@lru_cache(maxsize=64)
def _render_menu(menu: Menu, current: str, language: str, root: str) -> str:
    entries = [
        {"text": name, "path": page_path(target, language), "here": target == current}
        for name, target in menu
    ]
    return render("web", "menu.html", menu=entries, words=WORDS[language], root=root)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a page.

    Attributes:
        anchor: Its fragment identifier.
        picture: SVG of this program's own making, in which all texts are escaped.
        signs: The legend of the picture.
        rows: Of a table, under its headings and caption.
        links: A list of links below it.
        folded: The summary under which a long list is folded.
    """

    heading: str
    anchor: str
    lead: str = ""
    picture: str = ""
    signs: tuple[Sign, ...] = ()
    headings: tuple[str, ...] = ()
    rows: Sequence[tuple[tuple[Value, ...], ...]] = ()
    caption: str = ""
    links: tuple[Value, ...] = ()
    folded: str = ""


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A page of several sections.

    Attributes:
        contents: The heading of its table of contents; empty if there is none.
    """

    title: str
    sections: tuple[Section, ...]
    lead: str = ""
    contents: str = ""


def write_sections(layout: PageLayout, page: SectionPage, path: str, language: str) -> bytes:
    """Write a page of several sections."""
    return layout.page(
        "sections.html",
        path,
        language,
        title=page.title,
        lead=page.lead,
        contents=page.contents,
        sections=page.sections,
    )
