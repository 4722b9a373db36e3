"""Records by country as a picture: a map on which a country takes as much room as it has land."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ccdp_graph.analysis import HEIGHT, WIDTH, CountryCount, CountryCounts, CountryShape
from ccdp_graph.charts.svg import element, picture, text_of

_SHADES = ("#9ecae1", "#5ba3cf", "#2171b5", "#12529a", "#08306b")

_LIGHT = 2  # of the shades bear black numbers

_ZERO, _NOTHING, _BORDER = "#ffffff", "#e4e4e4", "#ffffff"

_HATCH = "none-counted"

_DOT = 5.5

_SMALL, _LARGE = 20, 34

_MARGIN, _LINE = 24, 40

_WORDS = {
    "en": ("none counted", "nothing known", "Shapes and borders: Natural Earth"),
    "fr": ("aucune comptée", "rien de connu", "Formes et frontières : Natural Earth"),
}

_COLOURS = {
    "en": "Hatched countries are named by some record, but by none of those counted; of grey ones "
    "nothing is known here.",
    "fr": "Les pays hachurés sont nommés par une fiche, mais par aucune de celles comptées ; de "
    "ceux en gris, on ne sait rien ici.",
}

_SAYS = {
    "en": "{label}: {n}",
    "fr": "{label} : {n}",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """One entry of the legend: how countries look, and what that means."""

    fill: str
    text: str


def explanation(counts: CountryCounts) -> str:
    """Return in words what the map shows and what it cannot show."""
    return " ".join(filter(None, (counts.note, _COLOURS[counts.language])))


def legend(counts: CountryCounts) -> tuple[Sign, ...]:
    """Return what the colours mean: classes by count, each twice as wide as the one before."""
    none, nothing, _ = _WORDS[counts.language]
    bounds = _bounds(counts.most)
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

    Shape: each country by the class of its number, with the number upon it where there is room; a
    pointer shows its name. The picture is for the eye: whoever cannot use it has the table, so its
    links are out of the way of the tab key.

    Args:
        links: Addresses by country.
        with_legend: Write title and legend below the map.
    """
    most = counts.most
    by_iri = {country.iri: country for country in counts.countries}
    shapes: dict[str, list[str]] = {}
    numbered: list[tuple[CountryShape, int, str]] = []
    for land in world:
        country = by_iri.get(land.iri)
        fill = _fill(country, most)
        shapes.setdefault(fill, []).append(_shape(land, country, counts.language, links or {}))
        if country is not None and country.records:
            numbered.append((land, len(country.records), fill))
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
    found: list[tuple[int, int]] = []
    least = 1
    while least <= most:
        last = len(found) == len(_SHADES) - 1
        found.append((least, most if last else min(2 * least - 1, most)))
        least = most + 1 if last else 2 * least
    return found


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
    land: CountryShape, country: CountryCount | None, language: str, links: Mapping[str, str]
) -> str:
    parts = [element("path", d=land.path)] if land.path else []
    if land.is_dot:
        x, y = land.place
        parts.append(element("circle", cx=x, cy=y, r=_DOT))
    if country is None:
        return "".join(parts)
    told = str(len(country.records)) if country.named else _WORDS[language][1]
    title = element("title", text_of(_SAYS[language].format(label=country.label, n=told)))
    if country.iri in links:
        return element("a", title, *parts, href=links[country.iri], tabindex="-1")
    return element("g", title, *parts)


def _numbers(numbered: Iterable[tuple[CountryShape, int, str]]) -> Iterable[str]:
    """Write the numbers, the largest first; one that would lie upon another is left out."""
    taken: list[tuple[int, int]] = []
    for land, number, shade in sorted(numbered, key=lambda each: -each[1]):
        x, y = land.place
        if all(abs(x - u) > _SMALL or abs(y - v) > _SMALL * 0.8 for u, v in taken):
            taken.append((x, y))
            yield _number(land, number, shade)


def _number(land: CountryShape, number: int, shade: str) -> str:
    """Write a number upon its country: with a rim, for it may be wider than the land."""
    x, y = land.place
    down = -_DOT - 2 if land.is_dot else _SMALL * 0.35
    is_light = land.is_dot or shade in _SHADES[:_LIGHT]
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
