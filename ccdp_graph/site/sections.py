"""Pages of several parts, each under a heading of its own that can be linked to."""

from collections.abc import Sequence
from dataclasses import dataclass

from ccdp_graph.charts.world_map import Sign
from ccdp_graph.site.rendering import Frame
from ccdp_graph.site.things import Value


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


def write_sections(frame: Frame, page: SectionPage, path: str, language: str) -> bytes:
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
