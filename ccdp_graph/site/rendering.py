"""The pages as HTML: templates filled, escaped everywhere, without a script that runs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Any

from ccdp_graph.model.project import Project
from ccdp_graph.site.edition import Edition, page_path, root_of
from ccdp_graph.site.told import Value
from ccdp_graph.site.wording import MENU, WORDS

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


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


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of a site share.

    Attributes:
        menu: Words, and the paths of the pages that they lead to.
    """

    project: Project
    edition: Edition
    menu: Sequence[tuple[str, str]] = MENU

    def list_page(self, page: ListPage, path: str, language: str) -> bytes:
        """Write a page with a table."""
        from markupsafe import Markup

        shown = {
            "lead": page.lead,
            "filters": page.filters,
            "picture": Markup(page.picture),  # noqa: S704, our own SVG, escaped where it is made
            "asked": page.asked,
            "text": page.text,
            "headings": page.headings,
            "caption": page.caption or f"{page.title} ({len(page.rows)})",
            "rows": page.rows,
        }
        return self.page("list.html", path, language, title=page.title, **shown)

    def page(self, template: str, path: str, language: str, **shown: Any) -> bytes:
        """Fill a template.

        Args:
            path: Of the page, without language and ending.
        """
        own = page_path(path, language)
        root, title = root_of(own), self.project.title
        shown.setdefault("links", ())
        shown.setdefault("script", "")
        shown.setdefault("summary", shown["title"])
        text = (
            _environment()
            .get_template(template)
            .render(
                language=language,
                words=WORDS[language],
                menu=_menu(self.menu, path, language),
                root=root,
                cell=partial(_cell, root=root, language=language),
                other=page_path(path, "fr" if language == "en" else "en"),
                address=self.edition.address(own),
                addresses={one: self.edition.address(page_path(path, one)) for one in WORDS},
                edition=self.edition,
                publisher=self.project.publisher,
                licence=self.project.licence,
                site_title=title.get(language) or title.get("en") or next(iter(title.values()), ""),
                **shown,
            )
        )
        return text.encode("utf-8", "replace")


def shared_files() -> Iterator[tuple[str, bytes]]:
    """Give the style sheet and the icon of all pages."""
    for name in ("style.css", "icon.svg"):
        yield name, resources("ccdp_graph.site").joinpath(f"templates/{name}").read_bytes()


def _cell(values: tuple[Value, ...], root: str, language: str) -> "Markup":
    """Write the values of a cell: one as it is, several as a list."""
    from markupsafe import Markup

    shown = [_shown(value, root, language) for value in values]
    if len(shown) < 2:
        return Markup().join(shown)
    return Markup("<ul><li>{}</li></ul>").format(Markup("</li><li>").join(shown))


@lru_cache(maxsize=65536)
def _shown(value: Value, root: str, language: str) -> "Markup":
    """Write a value: in Python, for a large site has a million, and templates are slow."""
    from markupsafe import Markup, escape

    foreign = value.language and value.language != language
    said = Markup(' lang="{}"').format(value.language) if foreign else Markup()
    if value.link:
        rel = Markup(' rel="external nofollow"') if value.outside else ""
        link = value.link if value.outside else root + value.link
        return Markup('<a href="{}"{}{}>{}</a>').format(link, rel, said, value.text)
    return Markup("<span{}>{}</span>").format(said, value.text) if foreign else escape(value.text)


def _menu(
    menu: Sequence[tuple[str, str]], path: str, language: str
) -> Iterable[Mapping[str, object]]:
    words = WORDS[language]
    for word, target in menu:
        yield {
            "text": words[word],
            "path": page_path(target, language),
            "here": path == target,
        }


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("ccdp_graph.site"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
