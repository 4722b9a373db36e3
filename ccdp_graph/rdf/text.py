"""Texts made comparable: case, accents, look-alike and invisible characters."""

import re
import unicodedata
from functools import lru_cache

_NOT_WORDS = re.compile(r"[\W_]+")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

_MIXED = re.compile(r"\b(?=\w*[a-z])(?=\w*[\u0370-\u04ff])\w+\b")

_LOOK_ALIKES = str.maketrans("авсеіјкмнорѕтухαβεζηικμνορτυχ", "abceijkmhopstyxabezhikmnoptyx")


@lru_cache(maxsize=65536)
def normalised(text: str) -> str:
    """Return the form in which words are compared: without case, accents and punctuation.

    Invisible characters count for nothing, and in a word of two scripts Cyrillic and Greek letters
    for the Latin ones that they look like.

    >>> normalised("The Côte d’Ivoire "), normalised("ICD-O-3"), normalised("-")
    ('cote d ivoire', 'icd o 3', '-')
    >>> normalised("Fran\u00adce"), normalised("\u0421anada"), normalised("Перу")
    ('france', 'canada', 'перу')
    """
    bare = text.lower()
    if not text.isascii():
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    if not bare.isascii():
        bare = _INVISIBLE.sub("", bare)
        bare = _MIXED.sub(lambda word: word[0].translate(_LOOK_ALIKES), bare)
    words = _NOT_WORDS.sub(" ", bare).strip()
    return words.removeprefix("the ") or text.strip()
