"""All kinds of sources, and which of them a source is."""

from typing import TYPE_CHECKING

from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.harvests.sources.ckan import CKAN
from ccdp_graph.harvests.sources.dcat import DCAT
from ccdp_graph.harvests.sources.fair_data_point import FAIR_DATA_POINT
from ccdp_graph.harvests.sources.kind import SourceKind
from ccdp_graph.harvests.sources.oai import OAI_PMH
from ccdp_graph.harvests.sources.void import VOID

if TYPE_CHECKING:
    from ccdp_graph.harvests.documents import ParsedDocument
    from ccdp_graph.harvests.session import HarvestSession

SOURCE_KINDS = {
    kind.name: kind
    for kind in (
        FAIR_DATA_POINT,
        VOID,
        CKAN,
        OAI_PMH,
        DCAT,  # last: what others serve has records too
    )
}
"""By name; a source is of the first that recognises its document."""


def kind_of(parsed: "ParsedDocument") -> SourceKind | None:
    """Return the kind of source that a document belongs to."""
    return next((kind for kind in SOURCE_KINDS.values() if kind.recognises(parsed)), None)


def recognised(session: "HarvestSession", source: str) -> tuple[SourceKind, str]:
    """Detect the kind of a source, and return it with its entry point.

    Raises:
        FetchError: It does not answer.
        AssetError: It is not a known kind of source, and leads to none.
    """
    parsed = session.read(session.fetch(source))
    found = kind_of(parsed)
    if found is not None:
        return found, source
    for kind in SOURCE_KINDS.values():
        for address in kind.entries(source):
            try:
                entry = session.read(session.fetch(address))
            except FetchError:
                continue
            if kind_of(entry) in {kind, DCAT}:
                return kind, address
    raise AssetError(
        f"{source}: is not a catalogue that can be harvested ({parsed.format.value}), and none "
        "was found below it; give the address of its DCAT, FAIR Data Point, OAI-PMH or VoID, "
        f"and --type"
    )


def entry_of(session: "HarvestSession", kind: SourceKind, source: str) -> str:
    """Return the entry point of a source of a kind: its address, or a usual one below it.

    Raises:
        FetchError: None of them answers.
    """
    if kind.is_entry(session, source):
        return source
    first: FetchError | None = None
    for address in kind.entries(source):
        try:
            session.fetch(address)
        except FetchError as error:
            first = first or error
        else:
            return address
    assert first is not None
    raise first
