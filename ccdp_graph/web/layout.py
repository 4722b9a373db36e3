"""The frame of every page: templates filled and escaped, sections with links, no script needed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ccdp_graph.charts import Sign
from ccdp_graph.i18n import MENU, WORDS
from ccdp_graph.model import Settings
from ccdp_graph.rdf import PREFIXES, Shortener
from ccdp_graph.sparql import in_language
from ccdp_graph.web.edition import Publication, page_path
from ccdp_graph.web.graph import Value
from ccdp_graph.web.html import HtmlWriter, escaped, writer_of

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link in the head of a page. Source: RFC 8288; signposting.org, level 1."""

    rel: str
    href: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says of it.

    Attributes:
        summary: What search engines show.
        script: What it tells them, escaped.
    """

    title: str
    summary: str
    links: Sequence[Link] = ()
    script: str = ""


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
class PageLayout:
    """What all pages of a site share.

    Attributes:
        menu: Words, and the paths of the pages that they lead to.
    """

    project: Settings
    edition: Publication
    menu: tuple[tuple[str, str], ...] = MENU
    _filled: dict[tuple[str, str, str], list[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def names(self) -> Shortener:
        """How terms are shortened in Turtle."""
        return Shortener({**PREFIXES, "ccdpi": self.project.base})

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
            picture=Markup(page.picture),  # noqa: S704, our own SVG, escaped where it is made
            asked=page.asked,
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
        **shown: Any,
    ) -> bytes:
        """Write a page, its content from a template.

        Args:
            path: Of the page, without language and ending.
            summary: What search engines show; by default the title.
            script: What it tells them, escaped.
            shown: What the template asks for beside the title.
        """
        writer = writer_of(path, language)
        content = (
            _environment()
            .get_template(template)
            .render(
                title=title,
                language=language,
                words=WORDS[language],
                root=writer.root,
                cell=writer.cell,
                table=writer.table,
                **shown,
            )
        )
        head = Head(title, summary or title, tuple(links), script)
        return self.laid_out(content, head, path, language)

    def laid_out(self, content: str, head: Head, path: str, language: str) -> bytes:
        """Write a page around its content, which is HTML."""
        writer, whole = writer_of(path, language), in_language(self.project.title, language)
        heading = head.title if head.title == whole else f"{head.title} – {whole}"
        address = {each: self.edition.address(page_path(path, each)) for each in WORDS}
        parts = {
            "heading": escaped(heading),
            "summary": escaped(head.summary),
            "address": escaped(address[language]),
            "english": escaped(address["en"]),
            "french": escaped(address["fr"]),
            "links": "".join(map(_head_link, head.links)),
            "script": _script(head.script),
            "menu": _menu(self.menu, path, language, writer.root),
            "other": escaped(page_path(path, "fr" if language == "en" else "en")),
            "content": content.strip(),
        }
        return self.filled("layout.html", writer, parts).encode("utf-8", "replace")

    def filled(self, template: str, writer: HtmlWriter, parts: Mapping[str, str]) -> str:
        """Put HTML into a template that is else the same on all pages of a depth and language.

        The template is filled once, with marks where pages differ: Jinja would pass on, and escape,
        each page whole.

        Args:
            writer: That of the page.
            parts: By name, always the same ones for a template.
        """
        root, language = writer.root, writer.language
        found = self._filled.get((template, root, language))
        if found is None:
            marks = {name: Markup(f"\0{name}\0") for name in parts}  # noqa: S704, our own words
            text = (
                _environment()
                .get_template(template)
                .render(
                    language=language,
                    words=WORDS[language],
                    root=root,
                    edition=self.edition,
                    publisher=self.project.publisher,
                    licence=self.project.licence,
                    site_title=in_language(self.project.title, language),
                    **marks,
                )
            )
            found = re.split(f"\0({'|'.join(parts)})\0", text)
            assert parts.keys() == set(found[1::2]), f"{template} leaves out what it is given"
            self._filled[template, root, language] = found
        written = found.copy()
        written[1::2] = [parts[name] for name in found[1::2]]
        return "".join(written)


def shared_files() -> Iterator[tuple[str, bytes]]:
    """Give the style sheet and the icon of all pages."""
    for name in ("style.css", "icon.svg"):
        yield name, resources("ccdp_graph.web").joinpath(f"templates/{name}").read_bytes()


def _head_link(link: Link) -> str:
    kind = f' type="{escaped(link.type)}"' if link.type else ""
    return f'\n  <link rel="{escaped(link.rel)}"{kind} href="{escaped(link.href)}">'


def _script(content: str) -> str:
    """Write what search engines read; where it is made, nothing in it ends the element."""
    return f'\n  <script type="application/ld+json">{content}</script>' if content else ""


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
        loader=PackageLoader("ccdp_graph.web"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=False,  # or each page would look whether its templates have changed
    )
    environment.globals.clear()  # no template uses them, and each page would gather them
    return environment


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a page.

    Attributes:
        anchor: By which it is linked to.
        picture: SVG of this program's own making, in which all texts are escaped.
        signs: The legend of the picture.
        rows: Of a table, under its headings and caption.
        links: A list of links below.
        folded: What the list is folded under, if it is long.
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
    """A page of several parts.

    Attributes:
        contents: The heading over the list of its parts; nothing where there is no such list.
    """

    title: str
    sections: tuple[Section, ...]
    lead: str = ""
    contents: str = ""


def write_sections(frame: PageLayout, page: SectionPage, path: str, language: str) -> bytes:
    """Write a page of several parts."""
    return frame.page(
        "sections.html",
        path,
        language,
        title=page.title,
        lead=page.lead,
        contents=page.contents,
        sections=page.sections,
    )
