"""The words of overview and release pages."""

from ccdp_graph.i18n.translation import Plural, Texts

OVERVIEW_WORDS = Texts(
    {
        "picture": "Map",
        "table": "As a table",
        "map-of": "Map of {records}",
        "elsewhere": "Not on the map: no country given",
        "countries": "Countries with {records}",
        "ways": "Explore",
        "by-question": "By question",
        "all-questions": "All {number} questions, with their answers",
        "by-country": "By country",
        "all-countries": "All countries and regions",
        "by-model": "By data model",
        "all-models": "All data models",
        "by-view": "Overviews",
        "map": "World map",
        "matrices": "Matrices and connections",
        "new": "Latest changes",
        "changed": "Records changed in the latest update ({day}): {number}.",
        "feed": "Feed of changes (Atom)",
        "use": "Cite and reuse",
        "download": "Download the data: RDF, DCAT-AP, tables",
        "cff": "Citation file (CFF)",
        "gaps": "Gaps",
        "gaps-lead": "Where data or networks are missing, and how certain that is. The largest "
        "gaps come first; each lists the cells it is based on.",
        "subject": "Subject",
        "missing": "What is missing",
        "say": "What the records say",
        "records": "Records",
        "cells": "Cells",
        "open": "Unanswered: {column}",
        "which": "Show the records ({number})",
        "elsewhere-world": "other places",
        "ontology": "Our own terms (ontology)",
        "scores": "Data quality",
        "scores-lead": "How well these data meet the profile of each catalogue that may harvest "
        "them, and which workbook columns or lines of ccdp.toml would improve them most.",
        "contents": "On this page",
        "all-targets": "All profiles",
        "target": "Profile",
        "passing": "Records that pass",
        "recommended": "Recommended values given",
        "of-all": "{part} of {all}",
        "told": "{passing} of {records} records pass; {score} % of the recommended values are "
        "given. “{lifts}” counts the records that would pass if only that were fixed.",
        "told-passing": "{passing} of {records} records pass; {score} % of the recommended "
        "values are given.",
        "unmet": "Unmet requirements ({number})",
        "complete": "Completeness of the {kind}",
        "complete-lead": "Least complete properties first. Records that say why they have no "
        "value (“unknown”, “not stated” and the like) are counted separately.",
        "filled": "With a value",
        "share": "Share",
        "reasons": "Without, but with a reason",
        "of-records": "{kind} ({number})",
    }
)

RELEASE_WORDS = Texts(
    {
        "releases": "Releases",
        "lead": "A release is a dated snapshot of the data that never changes. Cite one so that "
        "others can find exactly what you used.",
        "release": "Release {version}",
        "next": "Since release {version}",
        "unreleased": "Changes on this site that are not yet released",
        "date": "Date",
        "changes": "What changed",
        "since": "What changed since {version}",
        "before": "Previous release",
        "after": "Next release",
        "kind": "Kind",
        "record": "Record",
        "property": "Property",
        "was": "Before",
        "is": "After",
        "cell": "Cell",
        "perhaps": "Possibly the same record, renamed",
        "files": "Files",
        "check": "Verify with: sha256sum --check SHA256SUMS",
        "size": "Size",
        "sum": "SHA-256",
        "more": Plural("{number:n} more row is in {file}.", "{number:n} more rows are in {file}."),
        "more_here": Plural(
            "{number:n} more row is not shown.", "{number:n} more rows are not shown."
        ),
        "bytes": "bytes",
        "units": "kB MB GB",
    }
)


def size_text(size: int, language: str) -> str:
    r"""Write a number of bytes for people, with a space that does not break.

    >>> [size_text(n, "en").replace("\N{NO-BREAK SPACE}", " ") for n in (999, 17_617_485)]
    ['999 bytes', '17.6 MB']
    >>> size_text(1_000, "fr").split()
    ['1,0', 'ko']
    """
    words = RELEASE_WORDS[language]
    if size < 1000:
        return f"{size}\N{NO-BREAK SPACE}{words['bytes']}"
    units, number = words["units"].split(), size / 1000
    while number >= 999.95 and len(units) > 1:
        number /= 1000
        units.pop(0)
    from babel.numbers import format_decimal

    decimal = format_decimal(number, "0.0", language)
    return f"{decimal}\N{NO-BREAK SPACE}{units[0]}"
