"""A site on loopback, as a web host would serve it: files, and the media types it must know."""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest
import rdflib

from ccdp_graph.project.project import Project
from ccdp_graph.site.run import publish

TYPES = {
    ".linkset.json": "application/linkset+json",
    ".csv-metadata.json": "application/csvm+json",
    ".ttl": "text/turtle",
    ".rdf": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".atom": "application/atom+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "/void": "text/turtle",
    "/api-catalog": "application/linkset+json",
}
"""What README.md says that a host must know, beyond what every host knows."""


@dataclass(frozen=True, slots=True)
class Served:
    """A published site: its folder, and the address that it is served at."""

    folder: Path
    address: str

    def get(self, address: str) -> tuple[bytes, str]:
        """Ask for a file; return it and its media type."""
        with urlopen(address, timeout=10) as answer:
            return answer.read(), answer.headers.get_content_type()

    def graph(self, address: str, form: str = "turtle") -> rdflib.Graph:
        """Read what an address says, named as it is asked for."""
        graph = rdflib.Graph(bind_namespaces="none")
        with warnings.catch_warnings():  # rdflib's reader of JSON-LD uses what rdflib deprecates
            warnings.simplefilter("ignore", DeprecationWarning)
            return graph.parse(data=self.get(address)[0], format=form, publicID=address)


class _Handler(SimpleHTTPRequestHandler):
    def guess_type(self, path: object) -> str:
        known = (kind for ending, kind in TYPES.items() if str(path).endswith(ending))
        return next(known, None) or super().guess_type(str(path))

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/ccdp"))

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _serving(folder: Path) -> Iterator[Served]:
    """Serve a folder that is to hold a site."""
    folder.mkdir()
    handler = partial(_Handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Served(folder, f"http://127.0.0.1:{server.server_port}/ccdp/")
        server.shutdown()


@pytest.fixture(scope="session")
def served(
    bundled: Path, files: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The bundled workbooks, published, and served at the address that they are published for."""
    with _serving(tmp_path_factory.mktemp("consumers") / "site") as site:
        publish(bundled, site.folder, files, base=site.address)
        yield site


@pytest.fixture(scope="session")
def served_releases(
    builds: tuple[Path, Path, Path],
    released: Path,
    files: Project,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Served]:
    """A small build that is newer than the last of two releases, published with them and served."""
    with _serving(tmp_path_factory.mktemp("releases") / "site") as site:
        publish(builds[2], site.folder, files, base=site.address, releases=released)
        yield site
