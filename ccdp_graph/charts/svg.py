"""SVG elements with every text and value escaped, and estimates of text widths."""

import re
from xml.sax.saxutils import escape, quoteattr

FONT = "DejaVu Sans, Verdana, Arial, sans-serif"

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]"
)


def element(name: str, *content: str, **attributes: str | float) -> str:
    """Write an element.

    Args:
        content: Elements and texts already written; see `text_of`.
        attributes: `_` in a name stands for `-`; one at its end is dropped.

    >>> element("rect", x=1.0, fill_opacity="<")
    '<rect x="1" fill-opacity="&lt;"/>'
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={_value(value)}" for key, value in attributes.items()
    )
    inside = "".join(content)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def text_of(text: str) -> str:
    """Escape a text; characters that XML cannot hold are replaced by U+FFFD."""
    return escape(_NOT_IN_XML.sub("\ufffd", " ".join(text.split())))


def width_of(text: str, size: float) -> float:
    """Estimate the width of a text, erring on the wide side."""
    return size * (0.62 * len(text) + 0.45 * len(_WIDE.findall(text)))


def shortened(text: str, width: float, size: float) -> str:
    """Cut a text so that it fits a width.

    >>> shortened("A very long name indeed", 80, 10)
    'A very long…'
    """
    plain = " ".join(text.split())
    if width_of(plain, size) <= width:
        return plain
    cut = plain
    while cut and width_of(cut + "…", size) > width:
        cut = cut[:-1]
    return cut.rstrip() + "…"


def picture(
    title: str,
    description: str,
    *content: str,
    size: tuple[float, float],
    **attributes: str | float,
) -> str:
    """Write a complete picture, with title and description for those who cannot see it.

    Args:
        attributes: Further attributes of the picture, or replacements for the defaults.
    """
    width, height = size
    defaults: dict[str, str | float] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {_number(width)} {_number(height)}",
        "width": width,
        "height": height,
        "role": "img",
        "aria_labelledby": "title description",
        "font_family": FONT,
    }
    return (
        element(
            "svg",
            element("title", text_of(title), id_="title"),
            element("desc", text_of(description), id_="description"),
            element("rect", width=width, height=height, fill="#ffffff"),
            *content,
            **defaults | attributes,
        )
        + "\n"
    )


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _value(value: str | float) -> str:
    plain = value if isinstance(value, str) else _number(value)
    return quoteattr(_NOT_IN_XML.sub("\ufffd", plain))
