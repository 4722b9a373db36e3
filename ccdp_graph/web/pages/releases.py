"""The pages of releases: changes as tables, and the files as they were released."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ccdp_graph.analysis import Difference, RecordChange, parse_difference, titles
from ccdp_graph.errors import AssetError
from ccdp_graph.files import SUMS
from ccdp_graph.i18n import RELEASE_WORDS, WORDS, languages, size_text
from ccdp_graph.model import GraphRecord, cited
from ccdp_graph.releases import DESCRIPTION, Kind, Release, change_notes, changes_file, file_kinds
from ccdp_graph.sparql import in_language
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import SiteGraph, Value
from ccdp_graph.web.layout import Link, ListPage, PageLayout
from ccdp_graph.web.pages.records import File
from ccdp_graph.web.releases import FOLDER, SINCE, ReleaseHistory, release_path
from ccdp_graph.web.structured_data import script_text

Cells = tuple[tuple[Value, ...], ...]

_MAX_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Section:
    """A table under a heading, and a note below it."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Cells]
    more: str = ""


def change_sections(
    difference: Difference, graph: SiteGraph, language: str, file: str = ""
) -> tuple[Section, ...]:
    """Return a table for each kind of change that occurs.

    Args:
        graph: The graph of the site; its records are linked to their pages.
        file: The file with all changes, for tables that are cut.
    """
    words, names = RELEASE_WORDS[language], titles(language)
    record_headings = (words["record"], words["kind"])
    change_headings = tuple(
        words[key] for key in ("record", "property", "was", "cell", "is", "cell")
    )
    changed = difference.of_kind("changed")
    tables: tuple[tuple[str, int, tuple[str, ...], list[Cells]], ...] = (
        *(
            (
                names[kind],
                len(records),
                record_headings,
                [_record(record, graph, language) for record in records],
            )
            for kind in ("added", "removed")
            if (records := difference.of_kind(kind))
        ),
        (names["changed"], len(changed), change_headings, list(_rows(changed, graph, language))),
        (
            words["perhaps"],
            len(difference.perhaps),
            (words["was"], words["is"]),
            [
                tuple((_record_link(end, graph, language),) for end in pair)
                for pair in difference.perhaps
            ],
        ),
    )
    return tuple(
        Section(f"{title} ({number})", headings, rows[:_MAX_ROWS], _more(rows, file, language))
        for title, number, headings, rows in tables
        if rows
    )


def _record(change: RecordChange, graph: SiteGraph, language: str) -> Cells:
    kind = graph.kind_label(change.record.kind, language)
    return (_record_link(change.record, graph, language),), (Value(kind),)


def _rows(changed: Iterable[RecordChange], graph: SiteGraph, language: str) -> Iterator[Cells]:
    for record_change in changed:
        record = (_record_link(record_change.record, graph, language),)
        for change in record_change.changes:
            yield (
                record,
                (Value(change.label),),
                tuple(map(Value, change.before)),
                (Value(cited(change.cells_before)),),
                tuple(map(Value, change.after)),
                (Value(cited(change.cells_after)),),
            )


def _record_link(record: GraphRecord, graph: SiteGraph, language: str) -> Value:
    resource = graph.things.get(f"<{record.iri}>")
    text = record.title or record.id
    return Value(text, page_path(resource.path, language) if resource else "")


def _more(rows: Sequence[Cells], file: str, language: str) -> str:
    if len(rows) <= _MAX_ROWS:
        return ""
    words = RELEASE_WORDS[language]
    return words["more" if file else "more_here"].format(number=len(rows) - _MAX_ROWS, file=file)


def release_files(history: ReleaseHistory, graph: SiteGraph, layout: PageLayout) -> Iterator[File]:
    """Yield the files of all releases byte for byte, a page for each, and their index."""
    for position, release in enumerate(history.releases):
        for file in sorted((*release.sums, SUMS)):
            yield f"{FOLDER}/{release.version}/{file}", (release.folder / file).read_bytes()
        yield from _pages(history.releases, position, graph, layout)
    if history.since:
        yield from _since_pages(history.releases[-1], history.since, graph, layout)
    if history.releases:
        yield from _index(history, layout)


def _index(history: ReleaseHistory, layout: PageLayout) -> Iterator[File]:
    for language in languages():
        words = RELEASE_WORDS[language]
        rows: list[Cells] = [
            (
                (Value(release.version, page_path(release_path(release), language)),),
                (Value(release.issued),),
                (Value(in_language(release.notes, language)),),
            )
            for release in reversed(history.releases)
        ]
        if history.since:
            notes = change_notes(history.since["en"], history.releases[-1].version)
            link = Value(words["unreleased"], page_path(SINCE, language))
            note = Value(in_language(notes, language))
            rows.insert(0, ((link,), (Value(layout.publication.day),), (note,)))
        headings = (WORDS[language]["version"], words["date"], words["changes"])
        caption = f"{words['releases']} ({len(history.releases)})"
        page = ListPage(words["releases"], headings, rows, lead=words["lead"], caption=caption)
        path = f"{FOLDER}/index"
        yield page_path(path, language), layout.list_page(page, path, language)


def _since_pages(
    last: Release, since: Mapping[str, Difference], graph: SiteGraph, layout: PageLayout
) -> Iterator[File]:
    for language in languages():
        words, difference = RELEASE_WORDS[language], since.get(language, since["en"])
        content = layout.page(
            "release.html",
            SINCE,
            language,
            title=words["next"].format(version=last.version),
            notes=in_language(change_notes(difference, last.version), language),
            facts=[
                (words["date"], (Value(layout.publication.day),)),
                (words["before"], (_link(last, language),)),
            ],
            changes=words["since"].format(version=last.version),
            sections=change_sections(difference, graph, language),
            files=None,
        )
        yield page_path(SINCE, language), content


def _pages(
    releases: Sequence[Release], position: int, graph: SiteGraph, layout: PageLayout
) -> Iterator[File]:
    release = releases[position]
    for language in languages():
        words = RELEASE_WORDS[language]
        facts: list[tuple[str, tuple[Value, ...]]] = [
            (words["date"], (Value(release.issued),)),
            (WORDS[language]["iri"], (Value(release.iri),)),
        ]
        if position:
            facts.append((words["before"], (_link(releases[position - 1], language),)))
        if position + 1 < len(releases):
            facts.append((words["after"], (_link(releases[position + 1], language),)))
        title = words["release"].format(version=release.version)
        notes = in_language(release.notes, language)
        content = layout.page(
            "release.html",
            release_path(release),
            language,
            title=title,
            summary=f"{title}. {notes}",
            notes=notes,
            facts=facts,
            changes=words["since"].format(version=release.previous),
            sections=_sections(release, graph, language),
            downloads=words["files"],
            files=_files(release, language),
            citation=_citation(release, layout, language),
            links=_links(release, layout),
            script=script_text(_document(release, layout, language)),
        )
        yield page_path(release_path(release), language), content


def _sections(release: Release, graph: SiteGraph, language: str) -> tuple[Section, ...]:
    told_in = language if (release.folder / changes_file(language)).is_file() else "en"
    path = release.folder / changes_file(told_in)
    try:
        difference = parse_difference(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AssetError("does not say what changed; restore it", path) from error
    return change_sections(difference, graph, language, changes_file(told_in, "md"))


def _files(release: Release, language: str) -> Section:
    words, kinds = RELEASE_WORDS[language], file_kinds()
    headings = (WORDS[language]["file"], WORDS[language]["holds"], words["size"], words["sum"])
    rows: list[Cells] = [
        (
            (Value(file, f"{release_path(release)}/{file}"),),
            (Value(kinds[file].titles[language] if file in kinds else ""),),
            (Value(size_text((release.folder / file).stat().st_size, language)),),
            (Value(release.sums.get(file, "")),),
        )
        for file in _in_order(release)
    ]
    return Section(words["check"], headings, rows)


def _in_order(release: Release) -> list[str]:
    order = {file: position for position, file in enumerate(file_kinds())}
    return sorted((*release.sums, SUMS), key=lambda file: (order.get(file, len(order)), file))


def _data_files(release: Release) -> Iterator[tuple[str, Kind]]:
    """Yield the files that hold the data in some form."""
    kinds = file_kinds()
    for file in _in_order(release):
        if file in kinds and kinds[file].data:
            yield file, kinds[file]


def _link(release: Release, language: str) -> Value:
    return Value(release.version, page_path(release_path(release), language))


def _citation(release: Release, layout: PageLayout, language: str) -> str:
    settings, words = layout.settings, WORDS[language]
    title = in_language(settings.title, language)
    return (
        f"{settings.publisher} ({release.issued[:4]}). {title}, {words['version'].lower()} "
        f"{release.version}, {release.issued}. "
        f"{layout.publication.address(page_path(release_path(release), language))} ({release.iri})"
    )


def _links(release: Release, layout: PageLayout) -> tuple[Link, ...]:
    """Return the signposting links of a release. Source: signposting.org, level 1."""
    address, settings = layout.publication.address, layout.settings
    links = [Link("cite-as", release.iri), Link("type", "https://schema.org/AboutPage")]
    links += [Link("type", "https://schema.org/Dataset")]
    links += [Link("license", settings.licence)] if settings.licence else []
    folder = release_path(release)
    links.append(Link("describedby", address(f"{folder}/{DESCRIPTION}"), "text/turtle"))
    for file, kind in _data_files(release):
        links.append(Link("item", address(f"{folder}/{file}"), kind.media_type))
    return tuple(links)


def _document(release: Release, layout: PageLayout, language: str) -> dict[str, Any]:
    """Describe a release for search engines, with schema.org."""
    settings, address = layout.settings, layout.publication.address
    title = in_language(settings.title, language)
    description = settings.description.get(language) or settings.description.get("en", "")
    document: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": release.iri,
        "name": f"{title}, {release.version}",
        "description": f"{description or title} {in_language(release.notes, language)}",
        "version": release.version,
        "datePublished": release.issued,
        "url": address(page_path(release_path(release), language)),
        "publisher": {"@type": "Organization", "name": settings.publisher},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": kind.titles[language],
                "contentUrl": address(f"{release_path(release)}/{file}"),
                "encodingFormat": kind.media_type,
                "sha256": release.sums[file],
            }
            for file, kind in _data_files(release)
        ],
    }
    return document | ({"license": settings.licence} if settings.licence else {})
