"""Records by country as an SVG map in an equal-area projection."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ccdp_graph.analysis import HEIGHT, WIDTH, CountryCount, CountryCounts, CountryShape
from ccdp_graph.charts.svg import element, picture, text_of
from ccdp_graph.i18n import Texts

_SHADES = ("#9ecae1", "#5ba3cf", "#2171b5", "#12529a", "#08306b")

_LIGHT = 2  # this many shades have black numbers

_ZERO, _NOTHING, _BORDER = "#ffffff", "#e4e4e4", "#ffffff"

_HATCH = "none-counted"

_DOT = 5.5

_SMALL, _LARGE = 20, 34

_MARGIN, _LINE = 24, 40

_WORDS = Texts(("none counted", "no data", "Shapes and borders: Natural Earth"))

_COLOURS = Texts(
    "Hatched countries are named by some record, but by none of those counted; nothing is "
    "known here about grey ones."
)

_SAYS = Texts("{label}: {n}")


@dataclass(frozen=True, slots=True)
class Sign:
    """One entry of the legend: a fill, and what it means."""

    fill: str
    text: str


def explanation(counts: CountryCounts) -> str:
    """Return a text on what the map shows and what it cannot show."""
    return " ".join(filter(None, (counts.note, _COLOURS[counts.language])))


def legend(counts: CountryCounts) -> tuple[Sign, ...]:
    """Return the legend: classes of counts, each twice as wide as the one before."""
    none, nothing, _ = _WORDS[counts.language]
    bounds = _bounds(counts.largest)
    signs = [
        Sign(_shade(n, len(bounds)), str(least) if least == most else f"{least}–{most}")
        for n, (least, most) in enumerate(bounds)
    ]
    return (*signs, Sign(f"url(#{_HATCH})", none), Sign(_NOTHING, nothing))


def draw_world_map(
    counts: CountryCounts,
    world: Iterable[CountryShape],
    *,
    links: Mapping[str, str] | None = None,
    with_legend: bool = True,
) -> str:
    """Draw a map as SVG.

    Shape: each country in the colour of its class, with its number if there is room; hovering shows
    its name. The same data are in the table for those who cannot use a picture, so its links are
    skipped by the tab key.

    Args:
        links: The address of each country's page.
        with_legend: Write title and legend below the map.
    """
    most = counts.largest
    by_iri = {country.iri: country for country in counts.countries}
    shapes: dict[str, list[str]] = {}
    numbered: list[tuple[CountryShape, int, str]] = []
    for shape in world:
        country = by_iri.get(shape.iri)
        fill = _fill(country, most)
        shapes.setdefault(fill, []).append(_shape(shape, country, counts.language, links or {}))
        if country is not None and country.records:
            numbered.append((shape, len(country.records), fill))
    signs = legend(counts)
    order = [_NOTHING, f"url(#{_HATCH})", *(sign.fill for sign in signs[:-2])]
    groups = [
        element("g", *shapes[fill], fill=fill, stroke=_edge(fill), stroke_width=0.8)
        for fill in order
        if fill in shapes
    ]
    below = _written_legend(counts, signs) if with_legend else ()
    return picture(
        counts.title,
        explanation(counts),
        _hatch(),
        *groups,
        element(
            "g",
            *_numbers(numbered),
            font_size=_SMALL,
            text_anchor="middle",
            stroke_width=3,
            paint_order="stroke",
        ),
        *below,
        size=(WIDTH, HEIGHT + (3 * _LINE + _MARGIN if with_legend else 0)),
        class_="map",
        role="group" if links else "img",
    )


def _bounds(most: int) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    least = 1
    while least <= most:
        last = len(bounds) == len(_SHADES) - 1
        bounds.append((least, most if last else min(2 * least - 1, most)))
        least = most + 1 if last else 2 * least
    return bounds


def _shade(number: int, of: int) -> str:
    return _SHADES[round(number * (len(_SHADES) - 1) / max(1, of - 1))] if of > 1 else _SHADES[2]


def _fill(country: CountryCount | None, most: int) -> str:
    if country is None or not country.named:
        return _NOTHING
    if not country.records:
        return f"url(#{_HATCH})"
    bounds = _bounds(most)
    number = next(n for n, (_, last) in enumerate(bounds) if len(country.records) <= last)
    return _shade(number, len(bounds))


def _edge(fill: str) -> str:
    return "#767676" if fill.startswith("url") else _BORDER


def _shape(
    shape: CountryShape, country: CountryCount | None, language: str, links: Mapping[str, str]
) -> str:
    parts = [element("path", d=shape.path)] if shape.path else []
    if shape.is_dot:
        x, y = shape.place
        parts.append(element("circle", cx=x, cy=y, r=_DOT))
    if country is None:
        return "".join(parts)
    count_text = str(len(country.records)) if country.named else _WORDS[language][1]
    title = element("title", text_of(_SAYS[language].format(label=country.label, n=count_text)))
    if country.iri in links:
        return element("a", title, *parts, href=links[country.iri], tabindex="-1")
    return element("g", title, *parts)


def _numbers(numbered: Iterable[tuple[CountryShape, int, str]]) -> Iterable[str]:
    """Yield the numbers, the largest first; one that would overlap another is left out."""
    places: list[tuple[int, int]] = []
    for shape, number, shade in sorted(numbered, key=lambda entry: -entry[1]):
        x, y = shape.place
        if all(abs(x - u) > _SMALL or abs(y - v) > _SMALL * 0.8 for u, v in places):
            places.append((x, y))
            yield _number(shape, number, shade)


def _number(shape: CountryShape, number: int, shade: str) -> str:
    """Write a number on its country, with a rim, as it may be wider than the land."""
    x, y = shape.place
    down = -_DOT - 2 if shape.is_dot else _SMALL * 0.35
    is_light = shape.is_dot or shade in _SHADES[:_LIGHT]
    ink, rim = ("#000000", "#ffffff") if is_light else ("#ffffff", shade)
    return element("text", str(number), x=x, y=y + down, fill=ink, stroke=rim)


def _hatch() -> str:
    lines = element("path", d="M0 10L10 0M-2 2L2 -2M8 12L12 8", stroke="#8a8a8a", stroke_width=1.2)
    ground = element("rect", width=10, height=10, fill=_ZERO)
    pattern = element(
        "pattern", ground, lines, id_=_HATCH, width=10, height=10, patternUnits="userSpaceOnUse"
    )
    return element("defs", pattern)


def _written_legend(counts: CountryCounts, signs: Iterable[Sign]) -> Iterable[str]:
    """Write title, legend and source below the map."""
    top = HEIGHT + _LINE
    yield element("text", text_of(counts.title), x=_MARGIN, y=top, font_size=_LARGE)
    x = float(_MARGIN)
    for sign in signs:
        box = element(
            "rect",
            x=x,
            y=top + 20,
            width=36,
            height=24,
            fill=sign.fill,
            stroke="#767676",
            stroke_width=0.8,
        )
        yield box
        yield element("text", text_of(sign.text), x=x + 46, y=top + 40, font_size=24)
        x += 46 + 14 * len(sign.text) + 40
    source = _WORDS[counts.language][2]
    yield element("text", source, x=_MARGIN, y=top + 74, font_size=_SMALL, fill="#555555")
