"""What is to be known of a kind of source."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccdp_graph.harvests.documents import ParsedDocument
    from ccdp_graph.harvests.session import HarvestSession


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source.

    Attributes:
        name: As `--type` takes it, and as the state of a harvest has it.
        crawl: Fetches and takes all documents, from an entry point.
        recognises: Whether a document belongs to such a source.
        entries: Where its entry point usually lies, given the address of a site.
        is_entry: Whether an address is an entry point itself.
        may_be_file: Whether a file can be such a source.
    """

    name: str
    crawl: Callable[["HarvestSession", str], None]
    recognises: Callable[["ParsedDocument"], bool] = lambda _: False
    entries: Callable[[str], tuple[str, ...]] = lambda _: ()
    is_entry: Callable[["HarvestSession", str], bool] = lambda _, __: True
    may_be_file: bool = False
