"""The pages of releases: what changed as tables, and the files as they were released."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ccdp_graph.analysis import Difference, RecordChange, parse_difference, titles
from ccdp_graph.errors import AssetError
from ccdp_graph.files import SUMS
from ccdp_graph.i18n import RELEASE_WORDS, WORDS, size_text
from ccdp_graph.model import GraphRecord, cited
from ccdp_graph.release import CHANGES_IN, DESCRIPTION, KINDS, Release, change_notes
from ccdp_graph.sparql import in_language
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import LANGUAGES, SiteGraph, Value
from ccdp_graph.web.layout import Link, ListPage, PageLayout
from ccdp_graph.web.pages.records import File
from ccdp_graph.web.releases import FOLDER, SINCE, ReleaseHistory, release_path
from ccdp_graph.web.structured_data import script_text

Cells = tuple[tuple[Value, ...], ...]

_MAX_ROWS = 2_000


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
        Section(f"{title} ({number})", headings, rows[:_MAX_ROWS], _more(rows, file, language))
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
    if len(rows) <= _MAX_ROWS:
        return ""
    words = RELEASE_WORDS[language]
    return words["more" if file else "more_here"].format(len(rows) - _MAX_ROWS, file)


def release_files(shelf: ReleaseHistory, graph: SiteGraph, frame: PageLayout) -> Iterator[File]:
    """Give the files of all releases byte for byte, a page for each, and their index."""
    for place, each in enumerate(shelf.releases):
        for file in sorted((*each.sums, SUMS)):
            yield f"{FOLDER}/{each.version}/{file}", (each.folder / file).read_bytes()
        yield from _pages(shelf.releases, place, graph, frame)
    if shelf.since:
        yield from _since_pages(shelf.releases[-1], shelf.since, graph, frame)
    if shelf.releases:
        yield from _index(shelf, frame)


def _index(shelf: ReleaseHistory, frame: PageLayout) -> Iterator[File]:
    for language in LANGUAGES:
        words = RELEASE_WORDS[language]
        rows: list[Cells] = [
            (
                (Value(each.version, page_path(release_path(each), language)),),
                (Value(each.issued),),
                (Value(each.notes[language]),),
            )
            for each in reversed(shelf.releases)
        ]
        if shelf.since:
            note = change_notes(shelf.since[language], shelf.releases[-1].version)[language]
            link = Value(words["unreleased"], page_path(SINCE, language))
            rows.insert(0, ((link,), (Value(frame.edition.day),), (Value(note),)))
        headings = (WORDS[language]["version"], words["date"], words["changes"])
        caption = f"{words['releases']} ({len(shelf.releases)})"
        page = ListPage(words["releases"], headings, rows, lead=words["lead"], caption=caption)
        path = f"{FOLDER}/index"
        yield page_path(path, language), frame.list_page(page, path, language)


def _since_pages(
    last: Release, since: Mapping[str, Difference], graph: SiteGraph, frame: PageLayout
) -> Iterator[File]:
    for language in LANGUAGES:
        words, found = RELEASE_WORDS[language], since[language]
        content = frame.page(
            "release.html",
            SINCE,
            language,
            title=words["next"].format(last.version),
            notes=change_notes(found, last.version)[language],
            told=[
                (words["date"], (Value(frame.edition.day),)),
                (words["before"], (_link(last, language),)),
            ],
            changes=words["since"].format(last.version),
            sections=change_sections(found, graph, language),
            files=None,
        )
        yield page_path(SINCE, language), content


def _pages(
    releases: Sequence[Release], place: int, graph: SiteGraph, frame: PageLayout
) -> Iterator[File]:
    release = releases[place]
    for language in LANGUAGES:
        words = RELEASE_WORDS[language]
        told: list[tuple[str, tuple[Value, ...]]] = [
            (words["date"], (Value(release.issued),)),
            (WORDS[language]["iri"], (Value(release.iri),)),
        ]
        if place:
            told.append((words["before"], (_link(releases[place - 1], language),)))
        if place + 1 < len(releases):
            told.append((words["after"], (_link(releases[place + 1], language),)))
        title = words["release"].format(release.version)
        content = frame.page(
            "release.html",
            release_path(release),
            language,
            title=title,
            summary=f"{title}. {release.notes[language]}",
            notes=release.notes[language],
            told=told,
            changes=words["since"].format(release.previous),
            sections=_sections(release, graph, language),
            downloads=words["files"],
            files=_files(release, language),
            citation=_citation(release, frame, language),
            links=_links(release, frame),
            script=script_text(_document(release, frame, language)),
        )
        yield page_path(release_path(release), language), content


def _sections(release: Release, graph: SiteGraph, language: str) -> tuple[Section, ...]:
    path = release.folder / CHANGES_IN[language]
    try:
        found = parse_difference(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AssetError("does not tell what changed; put it back as it was", path) from error
    return change_sections(found, graph, language, CHANGES_IN[language].replace(".json", ".md"))


def _files(release: Release, language: str) -> Section:
    words = RELEASE_WORDS[language]
    headings = (WORDS[language]["file"], WORDS[language]["holds"], words["size"], words["sum"])
    rows: list[Cells] = [
        (
            (Value(file, f"{release_path(release)}/{file}"),),
            (Value(KINDS[file].titles[language] if file in KINDS else ""),),
            (Value(size_text((release.folder / file).stat().st_size, language)),),
            (Value(release.sums.get(file, "")),),
        )
        for file in _in_order(release)
    ]
    return Section(words["check"], headings, rows)


def _in_order(release: Release) -> list[str]:
    order = {file: place for place, file in enumerate(KINDS)}
    return sorted((*release.sums, SUMS), key=lambda file: (order.get(file, len(order)), file))


def _link(release: Release, language: str) -> Value:
    return Value(release.version, page_path(release_path(release), language))


def _citation(release: Release, frame: PageLayout, language: str) -> str:
    project, words = frame.project, WORDS[language]
    title = in_language(project.title, language)
    return (
        f"{project.publisher} ({release.issued[:4]}). {title}, {words['version'].lower()} "
        f"{release.version}, {release.issued}. "
        f"{frame.edition.address(page_path(release_path(release), language))} ({release.iri})"
    )


def _links(release: Release, frame: PageLayout) -> tuple[Link, ...]:
    """Give the signposts of a release. Source: signposting.org, level 1."""
    address, project = frame.edition.address, frame.project
    found = [Link("cite-as", release.iri), Link("type", "https://schema.org/AboutPage")]
    found += [Link("type", "https://schema.org/Dataset")]
    found += [Link("license", project.licence)] if project.licence else []
    folder = release_path(release)
    found.append(Link("describedby", address(f"{folder}/{DESCRIPTION}"), "text/turtle"))
    for file in _in_order(release):
        if file in KINDS and KINDS[file].data:
            found.append(Link("item", address(f"{folder}/{file}"), KINDS[file].media_type))
    return tuple(found)


def _document(release: Release, frame: PageLayout, language: str) -> dict[str, Any]:
    """Describe a release for search engines, in the words of schema.org."""
    project, address = frame.project, frame.edition.address
    title = in_language(project.title, language)
    said = project.description.get(language) or project.description.get("en", "")
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": release.iri,
        "name": f"{title}, {release.version}",
        "description": f"{said or title} {release.notes[language]}",
        "version": release.version,
        "datePublished": release.issued,
        "url": address(page_path(release_path(release), language)),
        "publisher": {"@type": "Organization", "name": project.publisher},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": KINDS[file].titles[language],
                "contentUrl": address(f"{release_path(release)}/{file}"),
                "encodingFormat": KINDS[file].media_type,
                "sha256": release.sums[file],
            }
            for file in _in_order(release)
            if file in KINDS and KINDS[file].data
        ],
    }
    return found | ({"license": project.licence} if project.licence else {})
