"""RDF terms as N-Triples text, the form in which statements travel from mapping to files."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from ccdp_graph.rdf.namespaces import XSD

_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
}

_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f\ud800-\udfff\ufffe\uffff]')

# RFC 3987 by exclusion: what the N-Triples grammar forbids in an IRI, and white space.
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\s]')

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":  # half a character: no text file can hold it
        return "\ufffd"
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def is_iri(text: str) -> bool:
    """Tell whether a text is an absolute IRI that may stand in N-Triples.

    >>> is_iri("https://example.org/é"), is_iri("www.example.org"), is_iri("https://a b")
    (True, False, False)
    >>> is_iri("https://example.org/#a#b")
    False
    """
    one_fragment = text.count("#") < 2
    return bool(_SCHEME.match(text)) and one_fragment and not _NOT_IN_IRI.search(text)


@lru_cache(maxsize=65536)
def iri(text: str) -> str:
    """Write an IRI.

    Raises:
        ValueError: The text is no absolute IRI.

    >>> iri("https://example.org/")
    '<https://example.org/>'
    """
    if not is_iri(text):
        raise ValueError(f"{text!r} is not an absolute IRI")
    return f"<{text}>"


@lru_cache(maxsize=65536)
def literal(text: str, *, language: str | None = None, datatype: str | None = None) -> str:
    r"""Write a literal; a plain one has neither language nor datatype.

    >>> print(literal('a "b"\n', language="en"))
    "a \"b\"\n"@en
    >>> print(literal("2007", datatype=XSD + "gYear"))
    "2007"^^<http://www.w3.org/2001/XMLSchema#gYear>
    """
    quoted = f'"{_SPECIAL.sub(_escape, text)}"'
    if language:
        return f"{quoted}@{language.lower()}"
    if datatype and datatype != XSD + "string":
        return f"{quoted}^^{iri(datatype)}"
    return quoted


@lru_cache(maxsize=65536)
def slug(text: str, *, longest: int = 48) -> str:
    """Turn a name into the last part of an IRI: lower case, a to z, 0 to 9 and hyphens.

    Letters of other scripts are written as they sound; signs alone give an empty text.

    >>> slug("Registre National des Cancers de l'Enfant")
    'registre-national-des-cancers-de-l-enfant'
    >>> slug("SCCR / SBCR"), slug("Онкология"), slug("日本"), slug("—")
    ('sccr-sbcr', 'onkologiya', 'riben', '')
    """
    from anyascii import anyascii

    sounded = anyascii(unicodedata.normalize("NFC", text.casefold())).casefold()
    words = re.findall(r"[a-z0-9]+", sounded)
    while len(words) > 1 and len("-".join(words)) > longest:
        words.pop()
    return "-".join(words)[:longest].strip("-")


def repair_iri(text: str) -> str | None:
    """Write an IRI with what may not stand in one percent-encoded, or nothing where that is none.

    >>> repair_iri(" https://example.org/a b "), repair_iri("a/b") is None
    ('https://example.org/a%20b', True)
    """
    written = "".join(
        quote(sign, safe="") if not is_iri(f"a:{sign}") else sign for sign in text.strip()
    )
    return written if is_iri(written) else None


Statement = tuple[str, str, str]
"""Subject, predicate and object, each written as N-Triples writes it."""
