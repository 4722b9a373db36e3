"""Announcing a FAIR Data Point to an index.

Source: FAIRDataPoint 1.16, IndexPingController: `POST {"clientUrl": …}` to the root of the index,
which answers 204, 400, 403, 404 (not an index) or 429, and then reads the address.
"""

import json

from ccdp_graph.errors import FetchError
from ccdp_graph.http import HttpClient
from ccdp_graph.push.fdp_responses import graph_of, root_of

_JSON = "application/json"

_REASONS = {
    400: "rejects the address; it has to be one that others can reach",
    403: "does not accept this address: its operator has blocked it",
    404: "is not an index of FAIR Data Points, or its index is turned off",
    405: "is not an index of FAIR Data Points; give the address of the server, without a path",
    415: "is not an index of FAIR Data Points",
}


def described_at(web: HttpClient, site: str) -> str:
    """Read what an index would read, and return the IRI of the FAIR Data Point.

    Raises:
        FetchError: The site does not answer, or with nothing an index could use.
    """
    response = web.get(site, accept="text/turtle")
    return root_of(graph_of(response.body, response.media_type, response.asked), site)


def announce(web: HttpClient, index: str, site: str) -> None:
    """Announce the address of a FAIR Data Point to an index, once.

    Raises:
        FetchError: The index does not answer, or rejects it.
    """
    body = json.dumps({"clientUrl": site}).encode()
    try:
        response = web.send("POST", index, body, content_type=_JSON, accept=_JSON)
    except FetchError as error:
        if error.status == 429:
            pause = f" for {error.pause:.0f} seconds" if error.pause else " for some hours"
            reason = f"has been told too often; wait{pause}, once a week is enough"
        elif error.status in _REASONS:
            reason = _REASONS[error.status]
        else:
            raise
        raise FetchError(
            f"{index}: {reason} ({error.status})", url=index, status=error.status
        ) from error
    if response.status not in {200, 202, 204} or "html" in response.media_type:
        raise FetchError(
            f"{index}: answers with a web page, not as an index does; is the address right?",
            url=index,
        )
