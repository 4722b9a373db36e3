"""What is to be known of a kind of catalogue that records are pushed to."""

from collections.abc import Callable, Sized
from dataclasses import dataclass

from ccdp_graph.errors import AssetError
from ccdp_graph.http import HttpClient, Login
from ccdp_graph.model import Settings
from ccdp_graph.push.plan import OtherCatalogue
from ccdp_graph.rdf import GraphIndex


@dataclass(frozen=True, slots=True)
class PushRequest:
    """Our records, and where they are to go.

    Attributes:
        facts: The records as DCAT-AP.
        url: Of the other catalogue.
        token: Of an account there; empty to only look.
        organisation: The one that owns our datasets there, where the catalogue has such.
        name_prefix: Of the names of our datasets there, where they have any.
    """

    facts: GraphIndex
    settings: Settings
    url: str
    token: str = ""
    organisation: str = ""
    name_prefix: str = ""

    def check(self, records: Sized) -> None:
        """Refuse to push nothing.

        Raises:
            AssetError: The target takes none of the records.
        """
        if not records:
            raise AssetError(
                f"the graph has no dataset in a catalogue under {self.settings.base}; give a "
                "build, and run this in the folder of its ccdp.toml"
            )


@dataclass(frozen=True, slots=True)
class PushTarget:
    """A kind of catalogue that records are pushed to.

    Attributes:
        name: As `--target` takes it.
        open: Prepares a push; nothing is asked yet.
        log_in: Asks for a token by user and password; None where a token is given by hand.
    """

    name: str
    open: Callable[[HttpClient, PushRequest], OtherCatalogue]
    log_in: Callable[[HttpClient, str, Login], str] | None = None
