"""A report as one page: no script, no link to elsewhere, read on paper and by screen readers."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from ccdp_graph.model import Finding, Report, Severity, most_frequent

_MAX_KINDS = 50

_TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Findings",
        "conforms": "Nothing required is missing or wrong.",
        "fails": "Something required is missing or wrong: see 'Violation'.",
        "read": "Read",
        "rows": "{0} of {1} rows of '{2}' in {3}",
        "counts": "How many",
        "kinds": "What is wrong, the gravest and most frequent first",
        "severity": "Severity",
        "number": "Number",
        "first": "First at",
        "where": "Where",
        "wrong": "What is wrong",
        "todo": "What to do",
        "value": "Value",
        "more": "and {0} more such as this, not listed",
        "decide": "For a person to decide",
        "none": "Nothing was found.",
        "made": "Made by ccdp-graph {0}.",
    },
    "fr": {
        "title": "Constats",
        "conforms": "Rien d’obligatoire ne manque ni n’est faux.",
        "fails": "Un élément obligatoire manque ou est faux : voir « Violation ».",
        "read": "Lu",
        "rows": "{0} lignes sur {1} de « {2} » dans {3}",
        "counts": "Combien",
        "kinds": "Ce qui ne va pas, du plus grave et plus fréquent au moins",
        "severity": "Gravité",
        "number": "Nombre",
        "first": "D’abord en",
        "where": "Où",
        "wrong": "Ce qui ne va pas",
        "todo": "Que faire",
        "value": "Valeur",
        "more": "et {0} autres comme ceci, non listés",
        "decide": "À décider par une personne",
        "none": "Rien n’a été trouvé.",
        "made": "Produit par ccdp-graph {0}.",
    },
}

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
caption { font-weight: bold; text-align: left; padding: .25rem 0; }
th, td { border: 1px solid #767676; padding: .35rem .6rem; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; }
td.where { white-space: nowrap; }
td.number { text-align: right; }
thead th { position: sticky; top: 0; background: Canvas; }
a:focus-visible, .wide:focus-visible { outline: 3px solid; outline-offset: 2px; }
@media (max-width: 60rem) {
  .wide { overflow-x: auto; }
  td:not(.number, .where) { min-width: 9rem; }
}
@media print {
  .wide { overflow: visible; }
  thead th { position: static; }
  tr { break-inside: avoid; }
}
"""


def report_page(report: Report, *, language: str = "en") -> str:
    """Write a report as a page of HTML, in English or French.

    Shape: a summary, the kinds of finding with their numbers, and a table a severity. Severity is
    said in words, never by colour alone.
    """
    texts = _TEXTS.get(language, _TEXTS["en"])
    page = _Page(texts, language if language in _TEXTS else "en")
    body = "\n".join(page.parts(report))
    return (
        f'<!DOCTYPE html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(texts['title'])}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


class _Page:
    """The parts of a page in one language."""

    def __init__(self, texts: Mapping[str, str], language: str) -> None:
        self.texts = texts
        self.language = language

    def parts(self, report: Report) -> Iterator[str]:
        texts = self.texts
        yield f"<header><h1>{escape(texts['title'])}</h1>"
        yield f"<p>{escape(texts['conforms' if report.conforms else 'fails'])}</p></header>\n<main>"
        if report.sheets:
            yield f"<h2>{escape(texts['read'])}</h2>\n<ul>"
            for sheet in report.sheets:
                told = texts["rows"].format(sheet.records, sheet.rows, sheet.sheet, sheet.workbook)
                yield f"<li>{escape(told)}</li>"
            yield "</ul>"
        yield from self.summary(report)
        for severity in Severity:
            chosen = [f for f in report.findings if f.severity is severity]
            more = [entry for entry in report.unlisted if entry[0].severity is severity]
            if chosen or more:
                name = severity.name_in(self.language)
                title = f"{name} ({report.count(severity)})"
                yield from self.findings(title, severity.label.lower(), chosen, more)
        if report.suggestions:
            title = f"{texts['decide']} ({len(report.suggestions)})"
            yield from self.findings(title, "decide", report.suggestions)
        made = texts["made"].format(report.version)
        yield f"</main>\n<footer><p>{escape(made)}</p></footer>"

    def summary(self, report: Report) -> Iterator[str]:
        texts = self.texts
        yield from self.table(
            texts["counts"],
            (texts["severity"], texts["number"]),
            (
                (
                    f'<th scope="row"><a href="#{severity.label.lower()}">{name}</a></th>'
                    if report.count(severity)
                    else f'<th scope="row">{name}</th>',
                    f'<td class="number">{report.count(severity)}</td>',
                )
                for severity in Severity
                for name in (escape(severity.name_in(self.language)),)
            ),
        )
        kinds = most_frequent(report.findings, longest=_MAX_KINDS)
        if not kinds:
            yield f"<p>{escape(texts['none'])}</p>"
            return
        others = {(e.rule, e.component): number for e, number in report.unlisted}
        yield from self.table(
            texts["kinds"],
            (texts["severity"], texts["number"], texts["first"], texts["wrong"]),
            (
                (
                    f"<td>{escape(example.severity.name_in(self.language))}</td>",
                    f'<td class="number">'
                    f"{number + others.get((example.rule, example.component), 0)}</td>",
                    f'<td class="where">{escape(example.place_in(self.language))}</td>',
                    f"<td>{escape(example.message)}</td>",
                )
                for example, number in kinds
            ),
        )

    def findings(
        self,
        title: str,
        anchor: str,
        findings: Iterable[Finding],
        more: Iterable[tuple[Finding, int]] = (),
    ) -> Iterator[str]:
        texts = self.texts
        yield f'<h2 id="{anchor}">{escape(title)}</h2>'
        rows = [
            (
                f'<td class="where">{escape(finding.place_in(self.language))}</td>',
                f"<td>{escape(finding.message)}</td>",
                f"<td>{escape(finding.suggestion)}</td>",
                f"<td>{escape(finding.raw)}</td>",
            )
            for finding in findings
        ]
        rows += [
            (
                f"<td>{escape(texts['more'].format(number))}</td>",
                f"<td>{escape(example.message)}</td>",
                "<td></td>",
                "<td></td>",
            )
            for example, number in more
        ]
        headings = (texts["where"], texts["wrong"], texts["todo"], texts["value"])
        yield from self.table(title, headings, rows)

    def table(
        self, caption: str, headings: Iterable[str], rows: Iterable[Iterable[str]]
    ) -> Iterator[str]:
        label = escape(caption, quote=True)
        yield f'<div class="wide" role="region" aria-label="{label}" tabindex="0">'
        yield f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>"
        yield "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
        yield "</tr></thead>\n<tbody>"
        for row in rows:
            yield f"<tr>{''.join(row)}</tr>"
        yield "</tbody>\n</table>\n</div>"
