"""Sources of candidates: pinned name lists, files, and harvested catalogues."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.harvests import HARVESTS, RECORDS
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.linking.entities import CountryNames
from ccdp_graph.linking.external_records import records_of, title_of
from ccdp_graph.linking.name_lists import NameList, read_name_list
from ccdp_graph.model import ConceptIndex, RecordTypes
from ccdp_graph.project import Project
from ccdp_graph.rdf import RDF_FORMATS
from ccdp_graph.sparql import EmbeddedStore


def harvested(project_folder: Path | None) -> dict[str, Path]:
    """Return the files of a project's harvested records, by the name of their source."""
    folder = (project_folder or Path()) / HARVESTS
    return {path.parent.name: path for path in sorted(folder.glob(f"*/{RECORDS}"))}


def link_source(name: str, project: Project) -> NameList:
    """Read a source of candidates.

    Args:
        name: A pinned list such as `ror`, a harvested source, or a file of catalogue records.

    Raises:
        AssetError: There is none, or it has no records; names the nearest.
    """
    sources, lists = harvested(project.folder), project.name_lists()
    if name in sources:
        return read_records(sources[name], name, project.record_types(), project.concepts())
    if name in lists:
        names = pinned_list(name, lists)
        return names.known_by(pinned_list(names.via, lists)) if names.via else names
    path = Path(name)
    if path.suffix.lower() in RDF_FORMATS or path.is_file():
        return read_records(path, path.stem, project.record_types(), project.concepts())
    available = {**lists, **sources}
    raise AssetError(
        f"no list of names, harvested source or file '{name}'{did_you_mean(name, available)}"
    )


def pinned_list(name: str, lists: Mapping[str, Path]) -> NameList:
    """Read the pinned name list of that name, such as `ror`.

    Args:
        lists: The files of all lists, by name.

    Raises:
        AssetError: There is none, or it is malformed; names the nearest.
    """
    if name not in lists:
        raise AssetError(f"no list of names '{name}'{did_you_mean(name, lists)}")
    return read_name_list(lists[name])


def read_records(path: Path, name: str, types: RecordTypes, concepts: ConceptIndex) -> NameList:
    """Read the records of another catalogue from a file.

    Args:
        name: Its name if it has no title.

    Raises:
        AssetError: It cannot be read, or holds no record with an IRI and a title.
    """
    store = EmbeddedStore.merged(path)
    countries = CountryNames.of(concepts)
    title = title_of(store) or name
    things, unnamed = records_of(store, types, countries, title)
    if not things:
        more = f" ({unnamed} have no IRI)" if unnamed else ""
        raise AssetError(
            f"holds no record of DCAT or schema.org with an IRI and a title{more}", path
        )
    note = f"{unnamed} records without an IRI left out" if unnamed else ""
    links = tuple(kind.name for kind in types.listed)
    return NameList(title, str(path), "", "", links, things, note=note)


def catalogues(names: Sequence[str], project: Project) -> tuple[NameList, ...]:
    """Read other catalogues to compare with one another.

    Args:
        names: Harvested sources or files; without any, all harvested sources.

    Raises:
        AssetError: There are fewer than two, or one cannot be read or is not a catalogue.
    """
    sources = harvested(project.folder)
    chosen = tuple(dict.fromkeys(names or sources))
    if len(chosen) < 2:
        raise AssetError(
            f"there is {'one catalogue' if chosen else 'no catalogue'} to compare; name two files "
            "of records, or harvest two sources"
        )
    name_list = next(
        (name for name in chosen if name not in sources and name in project.name_lists()), ""
    )
    if name_list:
        raise AssetError(
            f"'{name_list}' is a list of names, not a catalogue; see ccdp link suggest"
        )
    return tuple(link_source(name, project) for name in chosen)
