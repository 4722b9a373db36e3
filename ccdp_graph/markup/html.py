"""Templates of HTML, which escape what they are given, and HTML that was written without one."""

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from jinja2 import Environment

_MARKS = re.compile("[&<>'\"]")


def render(package: str, template: str, /, **values: object) -> str:
    """Fill a template.

    Args:
        package: Whose `templates/` hold it; it may extend or include those of `markup`.
        values: Each is escaped, but for what is `trusted`.
    """
    return _environment(package).get_template(template).render(values)


@cache
def _environment(package: str) -> "Environment":
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=ChoiceLoader([PackageLoader(f"ccdp_graph.{name}") for name in (package, "markup")]),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=False,  # or each page would check whether its templates have changed
    )
    environment.globals.clear()  # no template uses them, and each page would collect them
    return environment


def trusted(html: str) -> Markup:
    """Mark HTML of this program's own making, in which all texts are escaped."""
    return Markup(html)  # noqa: S704


def escaped(text: str) -> str:
    """Write a text as HTML.

    >>> escaped("a < b")
    'a &lt; b'
    """
    return str(escape(text)) if _MARKS.search(text) else text  # most texts have none
