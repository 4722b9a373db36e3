"""An answer that is read as it comes, within the limits."""

from contextlib import ExitStack
from threading import Event
from types import TracebackType
from typing import IO, BinaryIO, Self, cast

import urllib3
from urllib3.exceptions import HTTPError, ProtocolError, ReadTimeoutError

from ccdp_graph.errors import FetchError
from ccdp_graph.http.errors import connection_error, http_error
from ccdp_graph.http.response import Limits, media_type_of

_PIECE = 65536  # bytes that are read at once


class Stream:
    """One answer, of which only the headers were read.

    Attributes:
        asked: The address that was asked for; `url` the one that answers.
        headers: By name in small letters.
    """

    def __init__(
        self,
        asked: str,
        url: str,
        response: urllib3.BaseHTTPResponse,
        limits: Limits,
        late: Event,
        end: ExitStack,
    ) -> None:
        self.asked = asked
        self.url = url
        self._response = response
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.headers.items()}
        self._limits = limits
        self._late = late
        self._end = end
        self._length = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def media_type(self) -> str:
        """What the server claims the answer to be, in small letters, without parameters."""
        return media_type_of(self.headers)

    @property
    def body(self) -> IO[bytes]:
        """The answer, for a parser that wants a file."""
        return cast("IO[bytes]", self)

    def close(self) -> None:
        """Leave the rest."""
        self._end.close()

    def read(self, size: int = -1) -> bytes:
        """Read what has come by now, unpacked; nothing at the end. Without a size, read it all.

        Raises:
            FetchError: It breaks off, or goes beyond a limit.
        """
        if size < 0:
            return b"".join(iter(lambda: self.read(_PIECE), b""))
        told = self.headers.get("content-length", "")
        if not self._length and told.isdigit() and int(told) > self._limits.bytes:
            raise self._too_large()
        try:
            piece = self._response.read1(size)
        except (HTTPError, OSError, ValueError) as error:
            raise self._late_error() or self._broken(error) from error
        if not piece and (cut := self._late_error()):  # what was cut may look like an end
            raise cut
        self._length += len(piece)
        if self._length > self._limits.bytes:
            raise self._too_large()
        return piece

    def write_to(self, file: BinaryIO) -> None:
        """Write it all into a file, in the place of what is in it.

        Raises:
            FetchError: It breaks off, or goes beyond a limit.
        """
        file.seek(0)
        file.truncate()
        while piece := self.read(_PIECE):
            file.write(piece)

    def refusal(self) -> FetchError:
        """Say why the server says no."""
        return http_error(self.asked, self._response)

    def _late_error(self) -> FetchError | None:
        return too_slow(self.asked, self._limits) if self._late.is_set() else None

    def _broken(self, error: Exception) -> FetchError:
        if isinstance(error, ReadTimeoutError) or not isinstance(error, ProtocolError):
            return connection_error(self.asked, self.url, error)
        return FetchError(
            f"{self.asked}: the connection broke in the middle of the answer; ask again",
            url=self.asked,
            again=True,
            reason="unreached",
        )

    def _too_large(self) -> FetchError:
        return FetchError(
            f"{self.asked}: answers with more than {self._limits.bytes / 1e6:g} MB; raise the "
            "limit if that is as it should be",
            url=self.asked,
            reason="limit",
        )


def too_slow(asked: str, limits: Limits) -> FetchError:
    """Say that an answer took too long from first to last."""
    return FetchError(
        f"{asked}: took longer than {limits.whole:g} seconds; raise the limit if that is as it "
        "should be",
        url=asked,
        reason="limit",
    )
