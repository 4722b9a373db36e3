"""The document that the catalogue mapping reads: one catalogue over all, one a sheet."""

from collections.abc import Mapping, Sequence
from datetime import date

from ccdp_graph.model import (
    REMOVED,
    ColumnFile,
    Document,
    Entry,
    Identifier,
    Settings,
    Value,
    language_iris,
)

NAME = "catalogue"

MAIN = "main"
"""The id of the catalogue over all."""


def catalogue_document(
    project: Settings,
    sheets: Sequence[ColumnFile],
    publisher_id: str,
    modified: date | None,
    retired: Sequence[Identifier] = (),
) -> Document:
    """Describe the catalogues of a build in the words of its project.

    Shape: `catalogues` with the main one first, `organisations` with the publisher, `contacts`
    where the project names one, and `retired` ids. No value comes from a cell.

    Args:
        sheets: The column files of the sheets that the build read.
        publisher_id: The id of the project's publisher.
        retired: The ids of the sheets' kinds that stay resolvable although nothing bears them.
        modified: The latest date of the workbooks, if any states one.
    """
    publisher = f"{project.base}organisation/{publisher_id}"
    common: dict[str, Value] = {
        "publisher": publisher,
        "licence": project.licence,
        "language": language_iris(project),
    }
    if modified is not None:
        common["modified"] = modified.isoformat()
    parts = tuple(f"{project.base}catalogue/{sheet.table}" for sheet in sheets)
    main: dict[str, Value] = {"id": MAIN, "part": parts, **common}
    main |= _texts("title", project.title) | _texts("description", project.description)
    if project.homepage:
        main["homepage"] = project.homepage
    entries = [main]
    for sheet in sheets:
        part: dict[str, Value] = {"id": sheet.table, **common}
        part |= _texts("title", sheet.titles) | _texts("description", sheet.descriptions)
        entries.append(part)
    organisation: dict[str, Value] = {"id": publisher_id, "name": project.publisher}
    if project.publisher_homepage:
        organisation["homepage"] = project.publisher_homepage
    contacts = [_contact(project, str(entry["id"])) for entry in entries if _has_contact(project)]
    return Document(
        NAME,
        {
            "catalogues": tuple(Entry(entry, {}) for entry in entries),
            "organisations": (Entry(organisation, {}),),
            "contacts": tuple(Entry(contact, {}) for contact in contacts),
            "retired": tuple(Entry(_retired(entry, project.base), {}) for entry in retired),
        },
    )


def _retired(entry: Identifier, base: str) -> dict[str, Value]:
    values: dict[str, Value] = {
        "kind": entry.kind,
        "id": entry.id,
        "name": entry.name,
        "deprecated": True,
    }
    if entry.replaced_by != REMOVED:
        ids = entry.replaced_by.split()
        values["replaced_by"] = tuple(f"{base}{entry.kind}/{id_}" for id_ in ids)
    return values


def _texts(key: str, words: Mapping[str, str]) -> dict[str, Value]:
    return {f"{key}_{language}": text for language, text in words.items()}


def _has_contact(project: Settings) -> bool:
    return bool(project.contact_email or project.contact_url)


def _contact(project: Settings, record: str) -> dict[str, Value]:
    contact: dict[str, Value] = {
        "record": record,
        "label": project.contact_name or project.publisher,
    }
    if project.contact_email:
        contact["email"] = f"mailto:{project.contact_email.removeprefix('mailto:')}"
    if project.contact_url:
        contact["url"] = project.contact_url
    return contact
