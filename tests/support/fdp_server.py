"""A strict imitation of the FAIR Data Point's reference server, for its interface as documented.

It follows FAIRDataPoint 1.16 (its manual, and what its controllers and services do) where that can
hurt: `POST` gives a record an address of its own and makes a draft; it drops what the record says
that it holds; `PUT` replaces the whole record, links to what it holds included; dates, types and
identifier are the server's; every body is validated with the official shapes; a published record
cannot be published again; only an administrator deletes. Tests may tell it to be busy, or to break
off after it has stored something.
"""

import json
import re
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import parse_qs, urlsplit

from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, RDFS, XSD, Graph, Literal, URIRef

FDP = "https://w3id.org/fdp/fdp-o#"
LDP = "http://www.w3.org/ns/ldp#"
USER, PASSWORD = "albert.einstein@example.com", "password"
ROOT_KIND = "repository"
KINDS = {
    ROOT_KIND: (URIRef(FDP + "FAIRDataPoint"), DCAT.Resource),
    "catalog": (DCAT.Catalog, DCAT.Resource),
    "dataset": (DCAT.Dataset, DCAT.Resource),
    "distribution": (DCAT.Distribution, DCAT.Resource),
}
CHILDREN = {
    ROOT_KIND: ("catalog", URIRef(FDP + "metadataCatalog")),
    "catalog": ("dataset", DCAT.dataset),
    "dataset": ("distribution", DCAT.distribution),
}
_MOMENT = Literal("2026-01-01T00:00:00Z", datatype=XSD.dateTime)
_TURTLE = "text/turtle"


class RefusedError(Exception):
    """What the server says no to."""

    def __init__(self, status: int, message: str, report: Graph | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.report = report


@dataclass
class FdpServer:
    """One FAIR Data Point on loopback.

    Attributes:
        url: Where it is asked; `root` what it calls itself.
        admin: Whether the account may delete.
        log: Method and path of each request, in order.
        busy: How many of the next writes are answered with 429.
        breaks: How many writes are stored before one is stored and the connection broken.
        drafts: The records that are not published.
        pings: What was announced to it.
    """

    url: str
    root: str
    shapes: Graph
    admin: bool = True
    records: dict[str, Graph] = field(default_factory=dict)
    drafts: set[str] = field(default_factory=set)
    log: list[tuple[str, str]] = field(default_factory=list)
    pings: list[str] = field(default_factory=list)
    busy: int = 0
    breaks: int = -1  # none
    token: str = "a.b.c"

    def __post_init__(self) -> None:
        home = Graph()
        node = URIRef(self.root)
        for kind in KINDS[ROOT_KIND]:
            home.add((node, RDF.type, kind))
        home.add((node, DCTERMS.title, Literal("My FAIR Data Point")))
        self.records[self.root] = home

    def writes(self) -> list[tuple[str, str]]:
        return [(method, path) for method, path in self.log if method != "GET"]

    def kind_of(self, iri: str) -> str:
        return iri.removeprefix(self.root).strip("/").partition("/")[0] or ROOT_KIND

    def of_kind(self, kind: str) -> list[str]:
        return sorted(iri for iri in self.records if self.kind_of(iri) == kind)

    def retrieve(self, iri: str) -> Graph:
        if iri not in self.records:
            raise RefusedError(404, f"No metadata found for the uri '{iri}'")
        return self.records[iri]

    def store(self, kind: str, body: Graph) -> str:
        subjects = [s for k in KINDS[kind] for s in body.subjects(RDF.type, k)]
        if not subjects:
            raise RefusedError(400, "No RDF type found")
        iri = f"{self.root}/{kind}/{uuid.uuid4()}"
        moved = Graph()
        for s, p, o in body:
            moved.add((URIRef(iri) if s == subjects[0] else s, p, o))
        if kind in CHILDREN:
            moved.remove((None, CHILDREN[kind][1], None))
        self._set_types(moved, iri, kind)
        self._validate(moved, iri, kind)
        self._enhance(moved, iri, kind)
        self.records[iri] = moved
        self.drafts.add(iri)
        self._link(iri, kind)
        return iri

    def update(self, iri: str, body: Graph) -> None:
        kind = self.kind_of(iri)
        if kind in CHILDREN:
            for child in list(body.objects(None, CHILDREN[kind][1]))[:1]:
                body.remove((child, None, None))
        self._validate(body, iri, kind)
        self.retrieve(iri)
        self._enhance(body, iri, kind)
        self.records[iri] = body
        if kind != ROOT_KIND:
            self._link(iri, kind)

    def delete(self, iri: str) -> None:
        graph = self.retrieve(iri)
        kind = self.kind_of(iri)
        if kind in CHILDREN:
            for child in list(graph.objects(URIRef(iri), CHILDREN[kind][1])):
                self.delete(str(child))
        for parent in graph.objects(URIRef(iri), DCTERMS.isPartOf):
            self.records[str(parent)].remove((None, None, URIRef(iri)))
        del self.records[iri]
        self.drafts.discard(iri)

    def publish(self, iri: str, wanted: object) -> None:
        self.retrieve(iri)
        if wanted not in {"DRAFT", "PUBLISHED"}:
            raise RefusedError(400, "current: must not be null")
        if wanted == "DRAFT":
            raise RefusedError(400, "You can not change state to DRAFT")
        if iri not in self.drafts:
            raise RefusedError(400, "Metadata is already published")
        self.drafts.discard(iri)

    def shown(self, iri: str, *, known: bool) -> Graph:
        shown = Graph()
        shown += self.retrieve(iri)
        if iri in self.drafts and not known:
            raise RefusedError(403, "You are not allow to view this record in state DRAFT")
        kind = self.kind_of(iri)
        if kind in CHILDREN:
            child_kind, relation = CHILDREN[kind]
            container = URIRef(f"{self.root}/{child_kind}/")
            shown.add((container, RDF.type, URIRef(LDP + "DirectContainer")))
            shown.add((container, URIRef(LDP + "membershipResource"), URIRef(iri)))
            for child in list(shown.objects(URIRef(iri), relation)):
                if str(child) in self.drafts and not known:
                    shown.remove((URIRef(iri), relation, child))
                else:
                    shown.add((container, URIRef(LDP + "contains"), child))
        profile = URIRef(f"{self.root}/profile/{uuid.uuid5(uuid.NAMESPACE_URL, kind)}")
        shown.add((URIRef(iri), DCTERMS.conformsTo, profile))
        shown.add((profile, RDFS.label, Literal(f"{kind} Profile")))
        return shown

    def page(self, iri: str, child_kind: str, start: int, size: int, *, known: bool) -> Graph:
        graph = self.retrieve(iri)
        found = Graph()
        kind, relation = CHILDREN.get(self.kind_of(iri), ("", DCAT.dataset))
        if kind == child_kind:
            children = [str(child) for child in graph.objects(URIRef(iri), relation)]
            seen = [child for child in children if known or child not in self.drafts]
            seen.sort(
                key=lambda child: str(self.records[child].value(URIRef(child), DCTERMS.title))
            )
            for child in seen[start * size : (start + 1) * size]:
                found += self.records[child]
        return found

    def states(self, iri: str, *, known: bool) -> dict[str, object]:
        graph = self.retrieve(iri)
        kind = self.kind_of(iri)
        relation = CHILDREN[kind][1] if kind in CHILDREN else None
        children = [str(o) for o in graph.objects(URIRef(iri), relation)] if relation else []
        told = {
            "current": self._state(iri),
            "children": {child: self._state(child) for child in children},
        }
        return {"member": {}, "state": told if known else None, "path": {}}

    def _state(self, iri: str) -> str:
        return "DRAFT" if iri in self.drafts else "PUBLISHED"

    def _validate(self, body: Graph, iri: str, kind: str) -> None:
        conforms, report, _ = validate(body, shacl_graph=self.shapes, inference="none")
        if not conforms:
            raise RefusedError(400, "Validation failed", cast("Graph", report))
        if kind == ROOT_KIND:
            return
        parent = body.value(URIRef(iri), DCTERMS.isPartOf)
        if parent is None:
            raise RefusedError(400, "Not parent uri")
        if CHILDREN.get(self.kind_of(str(parent)), ("",))[0] != kind:
            raise RefusedError(400, "Parent is not of correct type")
        if str(parent) not in self.records:
            raise RefusedError(400, "Parent is not of type (missing type)")

    def _set_types(self, graph: Graph, iri: str, kind: str) -> None:
        graph.remove((URIRef(iri), RDF.type, None))
        for entry in KINDS[kind]:
            graph.add((URIRef(iri), RDF.type, entry))

    def _enhance(self, graph: Graph, iri: str, kind: str) -> None:
        node = URIRef(iri)
        self._set_types(graph, iri, kind)
        graph.set((node, DCTERMS.issued, _MOMENT))
        graph.set((node, DCTERMS.modified, _MOMENT))
        for title in graph.objects(node, DCTERMS.title):
            graph.set((node, RDFS.label, title))
        graph.set((node, URIRef(FDP + "metadataIdentifier"), URIRef(f"{iri}#identifier")))
        if (node, DCTERMS.accessRights, None) not in graph:
            graph.add((node, DCTERMS.accessRights, URIRef(f"{iri}#accessRights")))

    def _link(self, iri: str, kind: str) -> None:
        for parent in self.records[iri].objects(URIRef(iri), DCTERMS.isPartOf):
            relation = CHILDREN[self.kind_of(str(parent))][1]
            assert CHILDREN[self.kind_of(str(parent))][0] == kind
            self.records[str(parent)].add((URIRef(str(parent)), relation, URIRef(iri)))


class _Asked(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        server = cast("_Server", self.server).fdp
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        server.log.append((self.command, self.path))
        if self.command != "GET" and server.busy:
            server.busy -= 1
            self._give(429, b'{"message": "slow down"}', "application/json", {"Retry-After": "0"})
            return
        try:
            self._do(server, body)
        except RefusedError as error:
            if error.report is not None:
                self._give(error.status, error.report.serialize(format="turtle").encode(), _TURTLE)
                return
            told = json.dumps({"status": error.status, "message": str(error)}).encode()
            self._give(error.status, told, "application/json")

    do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

    def _do(self, server: FdpServer, body: bytes) -> None:
        parts = urlsplit(self.path)
        path = parts.path.rstrip("/")
        known = self._known(server)
        if self.command == "POST" and path == "":
            self._ping(server, body)
        elif self.command == "POST" and path == "/tokens":
            self._log_in(server, body)
        elif self.command == "GET":
            self._show(server, path, parse_qs(parts.query), known=known)
        elif not known:
            raise RefusedError(403, "You have to be login at first")
        elif self.command == "POST":
            self._make(server, path.strip("/"), body)
        elif self.command == "PUT" and path.endswith("/meta/state"):
            if self._content_type() != "application/json":
                raise RefusedError(415, "Unsupported media type")
            server.publish(
                server.root + path.removesuffix("/meta/state"), self._json(body, "current")
            )
            self._give(200, body, "application/json")
        elif self.command == "PUT":
            iri = server.root + path
            server.update(iri, self._read(body, iri))
            self._broken_or_not(server)
            self._give(200, server.records[iri].serialize(format="turtle").encode(), _TURTLE)
        else:
            if not server.admin:
                raise RefusedError(403, "Access Denied")
            server.delete(server.root + path)
            self._give(204)

    def _make(self, server: FdpServer, kind: str, body: bytes) -> None:
        if kind not in KINDS or kind == ROOT_KIND:
            raise RefusedError(404, "Unknown resource definition")
        iri = server.store(kind, self._read(body, f"{server.root}/{kind}/new"))
        self._broken_or_not(server)
        made = server.records[iri].serialize(format="turtle").encode()
        self._give(201, made, _TURTLE, {"Location": iri})

    def _show(
        self, server: FdpServer, path: str, query: dict[str, list[str]], *, known: bool
    ) -> None:
        accept = self.headers.get("Accept", "*/*")
        if path.endswith("/meta"):
            iri = server.root + path.removesuffix("/meta")
            told = json.dumps(server.states(iri, known=known)).encode()
            self._give(200, told, "application/json")
            return
        if "turtle" not in accept and "*/*" not in accept:
            raise RefusedError(406, "Not acceptable")
        paged = re.fullmatch(r"(.*)/page/(\w+)", path)
        if paged:
            number, size = (int(query.get(k, [d])[0]) for k, d in (("page", "0"), ("size", "10")))
            graph = server.page(server.root + paged[1], paged[2], number, size, known=known)
        else:
            graph = server.shown(server.root + path, known=known)
        self._give(200, graph.serialize(format="turtle").encode(), f"{_TURTLE};charset=UTF-8")

    def _known(self, server: FdpServer) -> bool:
        told = self.headers.get("Authorization")
        if told is not None and told != f"Bearer {server.token}":
            raise RefusedError(401, "Invalid token")
        return told is not None

    def _log_in(self, server: FdpServer, body: bytes) -> None:
        if (self._json(body, "email"), self._json(body, "password")) != (USER, PASSWORD):
            raise RefusedError(401, "Bad credentials")
        self._give(200, json.dumps({"token": server.token}).encode(), "application/json")

    def _ping(self, server: FdpServer, body: bytes) -> None:
        if self._content_type() != "application/json":
            raise RefusedError(415, "Unsupported media type")
        url = self._json(body, "clientUrl")
        if not isinstance(url, str) or not url.startswith("http"):
            raise RefusedError(400, "clientUrl: invalid")
        if "denied" in url:
            raise RefusedError(403, "Ping denied")
        server.pings.append(url)
        self._give(204)

    def _read(self, body: bytes, base: str) -> Graph:
        if self._content_type() != _TURTLE:
            raise RefusedError(415, "Unsupported media type")
        try:
            return Graph().parse(data=body, format="turtle", publicID=base)
        except Exception as error:
            raise RefusedError(400, "Unable to read RDF (parse exception)") from error

    def _json(self, body: bytes, key: str) -> object:
        try:
            return json.loads(body)[key]
        except (ValueError, KeyError, TypeError) as error:
            raise RefusedError(400, f"{key}: must not be null") from error

    def _content_type(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0]

    def _broken_or_not(self, server: FdpServer) -> None:
        server.breaks -= 1
        if server.breaks == -1:
            self.close_connection = True
            self.connection.close()
            raise ConnectionAbortedError

    def _give(
        self,
        status: int,
        body: bytes = b"",
        media_type: str = "",
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if media_type:
            self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    fdp: FdpServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Tests break connections on purpose."""


@contextmanager
def fair_data_point(shapes: Sequence[Path], root: str = "") -> Iterator[FdpServer]:
    """Serve a FAIR Data Point; `root` is what it calls itself, where that is another address."""
    with _Server(("127.0.0.1", 0), _Asked) as server:
        url = f"http://127.0.0.1:{server.server_address[1]}"
        known = Graph()
        for path in shapes:
            known.parse(path, format="turtle")
        server.fdp = FdpServer(url, root or url, known)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.fdp
        finally:
            server.shutdown()
            thread.join()


def said(server: FdpServer, identifier: str) -> tuple[str, Graph]:
    """Return the one record with an identifier, and what it says."""
    found = [
        (iri, graph)
        for iri, graph in server.records.items()
        if (URIRef(iri), DCTERMS.identifier, Literal(identifier)) in graph
    ]
    assert len(found) == 1, [iri for iri, _ in found]
    return found[0]
