"""What changed, as tables of a page: records added, removed and changed, linked to their pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ccdp_graph.analysis.difference import Difference, RecordChange, titles
from ccdp_graph.i18n.index_pages import RELEASE_WORDS
from ccdp_graph.i18n.pages import WORDS
from ccdp_graph.model.evidence import GraphRecord, cited
from ccdp_graph.site.edition import page_path
from ccdp_graph.site.things import SiteGraph, Value

Cells = tuple[tuple[Value, ...], ...]

_MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Section:
    """A table under a heading, and what is to be said below it."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Cells]
    more: str = ""


def change_sections(
    found: Difference, graph: SiteGraph, language: str, file: str = ""
) -> tuple[Section, ...]:
    """Give a table for each kind of change that there is.

    Args:
        graph: The site's; a record that it has is linked to its page.
        file: Where all of it stands, for tables that are cut.
    """
    words, names = RELEASE_WORDS[language], titles(language)
    one = (words["record"], words["kind"])
    both = tuple(words[key] for key in ("record", "property", "was", "cell", "is", "cell"))
    changed = found.of_kind("changed")
    tables: tuple[tuple[str, int, tuple[str, ...], list[Cells]], ...] = (
        *(
            (names[kind], len(records), one, [_record(each, graph, language) for each in records])
            for kind in ("added", "removed")
            if (records := found.of_kind(kind))
        ),
        (names["changed"], len(changed), both, list(_rows(changed, graph, language))),
        (
            words["perhaps"],
            len(found.perhaps),
            (words["was"], words["is"]),
            [
                tuple((_record_link(end, graph, language),) for end in pair)
                for pair in found.perhaps
            ],
        ),
    )
    return tuple(
        Section(f"{title} ({number})", headings, rows[:_MOST_ROWS], _more(rows, file, language))
        for title, number, headings, rows in tables
        if rows
    )


def _record(change: RecordChange, graph: SiteGraph, language: str) -> Cells:
    kind = WORDS[language].get(change.record.kind, change.record.kind)
    return (_record_link(change.record, graph, language),), (Value(kind),)


def _rows(changed: Iterable[RecordChange], graph: SiteGraph, language: str) -> Iterator[Cells]:
    for change in changed:
        record = (_record_link(change.record, graph, language),)
        for each in change.changes:
            yield (
                record,
                (Value(each.label),),
                tuple(map(Value, each.before)),
                (Value(cited(each.cells_before)),),
                tuple(map(Value, each.after)),
                (Value(cited(each.cells_after)),),
            )


def _record_link(record: GraphRecord, graph: SiteGraph, language: str) -> Value:
    thing = graph.things.get(f"<{record.iri}>")
    text = record.title or record.id
    return Value(text, page_path(thing.path, language) if thing else "")


def _more(rows: Sequence[Cells], file: str, language: str) -> str:
    if len(rows) <= _MOST_ROWS:
        return ""
    words = RELEASE_WORDS[language]
    return words["more" if file else "more_here"].format(len(rows) - _MOST_ROWS, file)
