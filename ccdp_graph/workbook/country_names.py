"""Names of countries in the languages that curators write in, from CLDR."""

from functools import cache

from ccdp_graph.rdf.text import normalised

# The languages of the countries that hold childhood-cancer registries, by number of speakers;
# a name that two of them use for different countries is left out.
LANGUAGES = (
    "en", "fr", "es", "pt", "de", "it", "nl", "pl", "ru", "uk", "tr", "sv", "da", "nb", "fi",
    "cs", "sk", "hu", "ro", "bg", "el", "hr", "sl", "et", "lv", "lt", "is", "ca", "ar", "fa",
    "he", "hi", "bn", "ur", "sw", "id", "ms", "vi", "th", "ko", "ja", "zh", "mn",
)  # fmt: skip


def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country named in any of `LANGUAGES`.

    Source: Unicode CLDR, as Babel carries it.

    >>> country_code("México"), country_code("Österreich"), country_code("日本")
    ('MX', 'AT', 'JP')
    >>> country_code("Atlantis")
    """
    return _codes().get(normalised(name))


@cache
def _codes() -> dict[str, str]:
    from babel import Locale

    codes: dict[str, str] = {}
    contested: set[str] = set()
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            key = normalised(name)
            if len(code) == 2 and code.isalpha() and codes.setdefault(key, code) != code:
                contested.add(key)
    return {key: code for key, code in codes.items() if key not in contested}
