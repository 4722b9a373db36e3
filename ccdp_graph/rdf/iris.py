"""Readable last parts of IRIs."""

import re
import unicodedata

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


def slug(text: str, *, longest: int = 48) -> str:
    """Turn a name into the last part of an IRI: lower case, a to z, 0 to 9 and hyphens.

    Letters of other scripts have no such form; a name without any gives an empty text.

    >>> slug("Registre National des Cancers de l'Enfant")
    'registre-national-des-cancers-de-l-enfant'
    >>> slug("SCCR / SBCR"), slug("日本")
    ('sccr-sbcr', '')
    """
    lowered = text.casefold().translate(_LETTERS)
    ascii_text = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_text)
    while len(words) > 1 and len("-".join(words)) > longest:
        words.pop()
    return "-".join(words)[:longest].strip("-")
