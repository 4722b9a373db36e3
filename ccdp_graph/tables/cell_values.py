"""Readers of one cell: lists, years, counts, ages, addresses.

Each reader takes the text of a cell and returns what it understood; the caller keeps the rest as
text.
"""

import re
from typing import NamedTuple

from ccdp_graph.rdf import is_iri

_BRACKETED = re.compile(r"^(?P<base>[^()]+?)\s*\((?P<inside>.*)\)$", re.DOTALL)

_YEAR = re.compile(r"^(1[89]\d\d|20\d\d|2100)(?:\.0+|[-/.](?:0?[1-9]|1[0-2])(?:[-/.]\d{1,2})?)?$")

_ABOUT_YEAR = re.compile(
    r"^(?:(?:~|≈|about|approx\.?|approximately|circa|ca\.?|c\.|environ|vers)\s*(?P<about>\d{4})"
    r"|(?P<doubtful>\d{4})\s*(?:\?|\(\?\)))$",
    re.IGNORECASE,
)

_NUMBER = r"\d{1,3}(?:[ ,\u00a0\u202f']\d{3})+|\d+"

_COUNT = re.compile(rf"^(?P<number>{_NUMBER})(?:\.0+)?$")

_ABOUT = re.compile(
    rf"^(?:~|≈|>|<|≥|≤|about|approx\.?|approximately|circa|ca\.?|over|more than|environ|plus de)"
    rf"\s*(?P<number>{_NUMBER})$|^(?P<plus>{_NUMBER})\s*\+$",
    re.IGNORECASE,
)

_COUNT_RANGE = re.compile(rf"^(?P<low>{_NUMBER})\s*(?:-|–|—|to|à)\s*(?P<high>{_NUMBER})$")

_AGES = re.compile(
    r"^(?P<low>\d{1,3})\s*(?:-|–|—|to|à)\s*(?P<high>\d{1,3})(?:\s*(?:years?|ans|y))?(?=\s*(?:\(|$))",
    re.IGNORECASE,
)

_UNDER = re.compile(
    r"^(?:under|below|<|moins de)\s*(?P<high>\d{1,3})(?:\s*(?:years?|ans|y))?$", re.IGNORECASE
)

_OVER = re.compile(r"^(?P<low>\d{1,3})\s*(?:\+|and over|et plus)$", re.IGNORECASE)

_PERIOD = re.compile(
    r"^(?P<start>\d{4})(?:\s*(?P<open>[-–—]|to|à|until|jusqu.à|and|et)\s*(?P<end>\d{4}|\D*))?$",
    re.IGNORECASE,
)

_SINCE = re.compile(
    r"^(?:since|from|after|depuis|dès|à partir de|desde|seit|started(?: in)?|est\.?"
    r"|established(?: in)?)"
    r"\s*(?P<start>\d{4})(?:\s*(?:[-–—]|onwards?|to (?:date|present)|\+))?$|^(?P<plus>\d{4})\s*\+$",
    re.IGNORECASE,
)

_UNTIL = re.compile(
    r"^(?:until|up to|till|before|jusqu.(?:à|en)|[-–—])\s*(?P<end>\d{4})$", re.IGNORECASE
)

_BULLET = re.compile(r"^(?:[•·▪‣◦●○■□]\s*|[*–—-]\s+|\(?\d{1,2}[.)]\s+)(?=\S)")

_INNER_BULLET = re.compile(r"\s*[•▪‣◦●■]\s*")

_LIST_BREAK = re.compile(r"[\n•▪‣◦●■]|^[*–—-]\s")

_PLACEHOLDER = re.compile(r"\$\((\w+)\)")

_LINK = re.compile(r"^(?P<iri>https?://\S+)(?P<rest>\s.*)?$", re.IGNORECASE | re.DOTALL)

_EMAIL = re.compile(r"^(?:mailto:)?(?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)$", re.ASCII)


class Count(NamedTuple):
    """A number of cases, or its bounds; `exact` is false if the number is approximate."""

    value: int | None = None
    low: int | None = None
    high: int | None = None
    exact: bool = True


class Ages(NamedTuple):
    """Ages in completed years, both included; either may be open."""

    low: int | None
    high: int | None


class Link(NamedTuple):
    """A web address, and the rest of the cell."""

    iri: str
    rest: str = ""


def split_list(text: str, separator: str) -> tuple[str, ...]:
    """Split a cell at a separator, at line breaks and at bullets, but not inside brackets.

    >>> split_list("a; 27 countries (Europe; Japan); b", ";")
    ('a', '27 countries (Europe; Japan)', 'b')
    >>> split_list("one; two", ""), split_list("• one • two", ";"), split_list("- a\\n- b", ";")
    (('one; two',), ('one', 'two'), ('a', 'b'))
    """
    if not separator:
        return (text,)
    if separator not in text and not _LIST_BREAK.search(text):
        return (text.strip(),) if text.strip() else ()
    text = _INNER_BULLET.sub("\n", text)
    pieces, depth, start = [], 0, 0
    balanced = text.count("(") == text.count(")")
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")") if balanced else 0
        if letter in (separator, "\n") and depth <= 0:
            pieces.append(text[start:index])
            start = index + 1
    pieces.append(text[start:])
    if len(pieces) > 1 or text.startswith(("• ", "- ", "* ")):
        pieces = [_BULLET.sub("", piece.strip()) for piece in pieces]
    return tuple(dict.fromkeys(stripped for piece in pieces if (stripped := piece.strip())))


def bracketed(text: str) -> tuple[str, str] | None:
    """Split "Label (qualifier)" into label and qualifier.

    >>> bracketed("pediatric cancer (AML)"), bracketed("plain")
    (('pediatric cancer', 'AML'), None)
    """
    match = _BRACKETED.match(text)
    return (match["base"], match["inside"].strip()) if match else None


def read_year(text: str) -> int | None:
    """Read a year, alone or as the year of a date.

    >>> read_year("2018"), read_year("2018-06-01"), read_year("since 2015")
    (2018, 2018, None)
    """
    match = _YEAR.match(text)
    return int(match[1]) if match else None


def read_about_year(text: str) -> int | None:
    """Read a year that is marked as approximate.

    >>> read_about_year("~ 1985"), read_about_year("1985?"), read_about_year("1985")
    (1985, 1985, None)
    """
    match = _ABOUT_YEAR.match(text)
    return read_year(match["about"] or match["doubtful"]) if match else None


def read_period(text: str) -> tuple[str, str]:
    """Read the first and the last year of a period, each as text; either may be open.

    >>> read_period("2018-2023"), read_period("2018–"), read_period("since 2015")
    (('2018', '2023'), ('2018', ''), ('2015', ''))
    >>> read_period("until 2020"), read_period("1990 to present"), read_period("the nineties")
    (('', '2020'), ('1990', ''), ('', ''))
    >>> read_period("2015-01-01")
    ('2015', '')
    """
    if (year := read_year(text)) is not None:
        return str(year), ""
    if match := _UNTIL.match(text):
        return "", match["end"]
    if match := _SINCE.match(text):
        return match["start"] or match["plus"], ""
    if match := _PERIOD.match(text):
        end = (match["end"] or "").strip()
        return match["start"], end if end.isdigit() else ""
    return "", ""


def read_template(template: str, text: str) -> dict[str, str]:
    """Split a text with the values of several columns; a text that does not fit goes to the first.

    >>> read_template("$(name) ($(country))", "Registry of Lima (Peru)")
    {'name': 'Registry of Lima', 'country': 'Peru'}
    >>> read_template("$(name) ($(country))", "Registry of Lima")
    {'name': 'Registry of Lima'}
    >>> read_template("$(name) ($(country))", "Registry of Lima (RCL) (Peru)")
    {'name': 'Registry of Lima (RCL)', 'country': 'Peru'}
    """
    names = _PLACEHOLDER.findall(template)
    for greedy in ("+", "+?"):  # "A (B) (C)" is split before the last bracket
        pattern = r"\s*".join(
            f"(?P<{part}>.{greedy})" if number % 2 else re.escape(part.strip())
            for number, part in enumerate(_PLACEHOLDER.split(template))
        )
        match = re.fullmatch(pattern, text, re.DOTALL)
        if match and all(match[name].count("(") == match[name].count(")") for name in names):
            return {name: match[name].strip() for name in names}
    return {names[0]: text}


def read_count(text: str) -> Count | None:
    """Read a number of cases, exact, approximate or as a range.

    >>> read_count("1,234").value, read_count("~ 900")[::3], read_count("3000-5000")[1:3]
    (1234, (900, False), (3000, 5000))
    """
    if match := _COUNT.match(text):
        return Count(_digits(match["number"]))
    if match := _ABOUT.match(text):
        return Count(_digits(match["number"] or match["plus"]), exact=False)
    if match := _COUNT_RANGE.match(text):
        low, high = _digits(match["low"]), _digits(match["high"])
        return Count(low=low, high=high, exact=False) if low <= high else None
    return None


def read_ages(text: str) -> Ages | None:
    """Read a range of ages in years; what follows in brackets is ignored.

    >>> read_ages("0-14 (later 0-19)"), read_ages("under 15"), read_ages("All ages")
    (Ages(low=0, high=14), Ages(low=0, high=14), None)
    """
    if match := _AGES.match(text):
        low, high = int(match["low"]), int(match["high"])
        return Ages(low, high) if low <= high <= 120 else None
    if match := _UNDER.match(text):
        return Ages(0, int(match["high"]) - 1) if 0 < int(match["high"]) <= 120 else None
    if match := _OVER.match(text):
        return Ages(int(match["low"]), None) if int(match["low"]) <= 120 else None
    return None


def read_link(text: str) -> Link | None:
    """Read a web address, with what follows it.

    >>> read_link("https://example.org/a (page 2)")
    Link(iri='https://example.org/a', rest='(page 2)')
    >>> read_link("www.example.org").iri, read_link("see the report")
    ('https://www.example.org', None)
    """
    address = (
        text if "://" in text else f"https://{text}" if text.lower().startswith("www.") else ""
    )
    match = _LINK.match(address)
    if match is None or not is_iri(match["iri"]):
        return None
    return Link(match["iri"], (match["rest"] or "").strip())


def read_email(text: str) -> str | None:
    """Read an e-mail address as a `mailto:` IRI.

    >>> read_email("register@example.org")
    'mailto:register@example.org'
    """
    match = _EMAIL.match(text)
    return f"mailto:{match['address']}" if match else None


def _digits(text: str) -> int:
    return int(re.sub(r"\D", "", text))
