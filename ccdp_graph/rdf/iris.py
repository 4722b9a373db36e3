"""Readable last parts of IRIs, and IRIs that are mended."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from ccdp_graph.rdf.terms import is_iri


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


def mended(text: str) -> str | None:
    """Write an IRI with what may not stand in one percent-encoded, or nothing where that is none.

    >>> mended(" https://example.org/a b "), mended("a/b") is None
    ('https://example.org/a%20b', True)
    """
    written = "".join(
        quote(sign, safe="") if not is_iri(f"a:{sign}") else sign for sign in text.strip()
    )
    return written if is_iri(written) else None
