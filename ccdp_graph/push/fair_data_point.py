"""Pushing records to a FAIR Data Point, through the API of its reference server.

Source: FAIRDataPoint 1.16, its manual ("API usage") and what its controllers do: `POST /catalog`
creates a draft with an address of its own; `PUT` replaces the whole record, what it
contains included; `PUT …/meta/state` publishes.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccdp_graph.errors import CcdpError, FetchError
from ccdp_graph.http import HttpClient, Login, Token
from ccdp_graph.push.fdp_records import FdpRecord, read_fdp_records
from ccdp_graph.push.fdp_responses import faults_of, graph_of, members, root_of
from ccdp_graph.push.plan import Action, Step
from ccdp_graph.push.target import PushRequest, PushTarget
from ccdp_graph.rdf import expand, is_iri, shorten

if TYPE_CHECKING:
    from rdflib import Graph, URIRef


_TURTLE = "text/turtle"

_ROWS = 100

_PATHS = {"catalogue": "catalog", "dataset": "dataset"}


@dataclass(frozen=True, slots=True)
class _RemoteRecord:
    """One of our records as it is on the server.

    Attributes:
        iri: Its IRI on the server.
        draft: Whether only its owners can see it yet.
    """

    iri: str
    graph: "Graph"
    draft: bool = False


@dataclass(slots=True)
class FdpSite:
    """One FAIR Data Point, and our catalogues and datasets on it.

    A record is ours if its `dcterms:identifier` is one of our IRIs. Nothing else is touched.

    Attributes:
        url: Of the FAIR Data Point; no other address is requested, whatever it answers.
        token: Of an account that may write; empty to only look, without seeing drafts.
        records: Our records, each catalogue before its datasets.
        base: The base of all our IRIs.
    """

    web: HttpClient
    url: str
    token: str
    records: Sequence[FdpRecord]
    base: str
    _root: str = ""
    _remote: dict[str, _RemoteRecord] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.token:
            self.web.authenticate(self.url, Token(self.token))

    def plan(self, progress: Callable[[str], None]) -> tuple[Step, ...]:
        """Compare our records with those already on the other side; nothing is written.

        Raises:
            FetchError: The server does not answer, or is not a FAIR Data Point.
        """
        home = self._read("")
        self._root = root_of(home, self.url)
        catalogues = list(members(home, self._root))
        for number, catalogue in enumerate(catalogues, start=1):
            progress(f"reading catalogue {number} of {len(catalogues)}")
            self._read_catalogue(catalogue, progress)
        local = {record.thing: record for record in self.records}
        steps = [self._step(record) for record in self.records]
        deleted = [self._gone(thing) for thing in sorted(self._remote.keys() - local.keys())]
        return (*steps, *sorted(deleted, key=lambda step: (step.kind != "dataset", step.thing)))

    def carry_out(self, step: Step) -> None:
        """Carry out a step.

        Raises:
            FetchError: The server does not answer, or refuses; or the parent of the record is not
                there.
        """
        if step.action is Action.DELETE:
            self._delete(self._remote[step.thing].iri)
        elif step.action is Action.PUBLISH:
            self._publish(step.thing)
        else:
            record = next(record for record in self.records if record.thing == step.thing)
            if step.action is Action.CREATE:
                self._create(record)
            else:
                self._update(record)

    def faults(self, body: str) -> tuple[tuple[str, str], ...]:
        """Read an error: the results of its shapes, or its message."""
        return faults_of(body)

    def _read_catalogue(self, catalogue: str, progress: Callable[[str], None]) -> None:
        """Read a catalogue and its datasets, and keep those that are ours."""
        try:
            graph = self._read(self._path(catalogue))
        except FetchError as error:
            if error.status in {403, 404, 410}:  # somebody else's draft, or a link to nothing
                return
            raise
        thing = self._ours(catalogue, graph)
        if not thing or thing in self._remote:
            return
        states = self._states(catalogue) if self.token else {}
        self._remote[thing] = _RemoteRecord(catalogue, graph, states.get(catalogue) == "DRAFT")
        held = graph.objects(_node(catalogue), _node(expand("dcat:dataset")))
        datasets = {str(value) for value in held}
        page = 0
        while page * _ROWS < len(datasets):
            progress(f"reading datasets {page * _ROWS} to {len(datasets)}")
            children = self._read(f"{self._path(catalogue)}/page/dataset?page={page}&size={_ROWS}")
            for iri in sorted(datasets & {str(subject) for subject in children.subjects()}):
                child = self._ours(iri, children)
                if child and child not in self._remote:
                    self._remote[child] = _RemoteRecord(iri, children, states.get(iri) == "DRAFT")
            page += 1

    def _ours(self, iri: str, graph: "Graph") -> str:
        """Return the IRI of our resource that a record describes, or an empty string."""
        identifiers = graph.objects(_node(iri), _node(expand("dcterms:identifier")))
        return min((str(v) for v in identifiers if str(v).startswith(self.base)), default="")

    def _states(self, catalogue: str) -> Mapping[str, str]:
        """Return the state (draft or published) of a catalogue and its records."""
        response = self.web.get(
            self._address(f"{self._path(catalogue)}/meta"), accept="application/json"
        )
        try:
            state = json.loads(response.body)["state"]
            return {**state.get("children", {}), catalogue: state["current"]}
        except (ValueError, KeyError, TypeError) as error:
            raise FetchError(
                f"{response.asked}: does not give the state of its records as a FAIR Data Point "
                "does",
                url=response.asked,
            ) from error

    def _step(self, record: FdpRecord) -> Step:
        remote = self._remote.get(record.thing)
        if remote is None:
            return Step(Action.CREATE, record.thing, record.kind, record.title)
        differs = tuple(sorted({shorten(p) for p in self._missing(record, remote)}))
        action = Action.UPDATE if differs else Action.PUBLISH if remote.draft else Action.KEEP
        return Step(action, record.thing, record.kind, record.title, remote.iri, differs)

    def _missing(self, record: FdpRecord, remote: _RemoteRecord) -> Iterator[str]:
        """Yield the properties whose values are missing from the record on the server.

        The types of the record itself are set by the server. A removed value
        changes the version.
        """
        if record.parent and record.parent not in self._remote:
            yield expand("dcterms:isPartOf")
            return
        ours = graph_of(self._turtle(record, remote.iri, ()).encode(), _TURTLE, self.url)
        kind = _node(expand("rdf:type"))
        for subject, predicate, value in ours:
            of_server = subject == _node(remote.iri) and predicate == kind
            if not of_server and (subject, predicate, value) not in remote.graph:
                yield str(predicate)

    def _gone(self, thing: str) -> Step:
        remote = self._remote[thing]
        titles = remote.graph.objects(_node(remote.iri), _node(expand("dcterms:title")))
        kind = "catalogue" if "/catalog/" in remote.iri else "dataset"
        return Step(Action.DELETE, thing, kind, min(map(str, titles), default=thing), remote.iri)

    def _create(self, record: FdpRecord) -> None:
        address = self._address(f"/{_PATHS[record.kind]}")
        response = self.web.send(
            "POST",
            address,
            self._turtle(record, "", ()).encode(),
            content_type=_TURTLE,
            accept=_TURTLE,
        )
        location = response.headers.get("location", "")
        if not location:
            raise FetchError(f"{address}: does not give the address of the new record", url=address)
        self._path(location)
        self._remote[record.thing] = _RemoteRecord(
            location, graph_of(b"", _TURTLE, address), draft=True
        )
        self._publish(record.thing)

    def _update(self, record: FdpRecord) -> None:
        remote = self._remote[record.thing]
        current = self._read(self._path(remote.iri))
        body = self._turtle(record, remote.iri, tuple(self._held(remote.iri, current)))
        self._write("PUT", remote.iri, body.encode(), _TURTLE)
        if remote.draft:
            self._publish(record.thing)

    def _delete(self, iri: str) -> None:
        """Delete a record, unless it holds records of others, which would be deleted too."""
        held = len(list(self._held(iri, self._read(self._path(iri)))))
        if held:
            reason = f"it holds {held} records that are not ours"
            raise FetchError(f"{reason}; move them, or delete it by hand", url=iri, status=409)
        self._write("DELETE", iri)

    def _held(self, iri: str, graph: "Graph") -> Iterator[str]:
        """Yield what a record holds on the server: `PUT` would drop what is not repeated."""
        ours = {expand(entry) for entry in ("dcterms:isPartOf", "dcterms:conformsTo")}
        for predicate, value in graph.predicate_objects(_node(iri)):
            below_root = str(value).startswith(f"{self._root.rstrip('/')}/")
            is_fragment_or_profile = "#" in str(value) or "/profile/" in str(value)
            if below_root and not is_fragment_or_profile and str(predicate) not in ours:
                yield f"<{iri}> {predicate.n3()} {value.n3()} .\n"

    def _publish(self, thing: str) -> None:
        body = json.dumps({"current": "PUBLISHED"}).encode()
        address = f"{self._path(self._remote[thing].iri)}/meta/state"
        self._write("PUT", address, body, "application/json")

    def _turtle(self, record: FdpRecord, iri: str, held: Sequence[str]) -> str:
        """Render a record under its IRI on the server; without one, the server assigns it."""
        parent = self._remote[record.parent].iri if record.parent in self._remote else ""
        if record.parent and not parent:
            raise FetchError(f"its catalogue, {record.parent}, is not there yet", status=409)
        subject, thing = f"<{iri}>", f"<{record.thing}>"
        lines = [f"{subject if s == thing else s} {p} {o} .\n" for s, p, o in record.statements]
        lines.append(f"{subject} <{expand('dcterms:isPartOf')}> <{parent or self._root}> .\n")
        return "".join([*lines, *held])

    def _path(self, iri: str) -> str:
        """Return the path of a record below the FAIR Data Point.

        Raises:
            FetchError: It is elsewhere, where an answer must not lead us with our token.
        """
        root = self._root.rstrip("/")
        if not iri.startswith(f"{root}/") or not is_iri(iri):
            raise FetchError(f"{self.url}: names {iri}, which is not one of its own records")
        return iri.removeprefix(root)

    def _address(self, path: str) -> str:
        return self.url.rstrip("/") + path

    def _read(self, path: str) -> "Graph":
        response = self.web.get(self._address(path) if path else self.url, accept=_TURTLE)
        return graph_of(response.body, response.media_type, response.asked)

    def _write(self, method: str, iri: str, body: bytes = b"", content_type: str = "") -> None:
        path = iri if iri.startswith("/") else self._path(iri)
        accept = content_type or "*/*"
        self.web.send(method, self._address(path), body, content_type=content_type, accept=accept)


def _log_in(web: HttpClient, url: str, login: Login) -> str:
    """Request a token from a FAIR Data Point.

    Raises:
        FetchError: It rejects the user, or is not a FAIR Data Point.
    """
    address = f"{url.rstrip('/')}/tokens"
    body = json.dumps({"email": login.user, "password": login.password}).encode()
    accept = "application/json"
    try:
        response = web.send("POST", address, body, content_type=accept, accept=accept)
        token = json.loads(response.body)["token"]
    except FetchError as error:
        if error.status in {400, 401, 403}:
            raise FetchError(
                f"{address}: rejects this user or password ({error.status}); the user is an "
                "e-mail address",
                url=address,
                status=error.status,
            ) from error
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise FetchError(f"{address}: returns no token; is this a FAIR Data Point?") from error
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise CcdpError(f"{address}: returns a token that cannot be used")
    return token


def _open(web: HttpClient, request: PushRequest) -> FdpSite:
    records = read_fdp_records(request.facts, request.settings)
    request.check(records)
    return FdpSite(web, request.url, request.token, records, request.settings.base)


FAIR_DATA_POINT: PushTarget = PushTarget("fdp", _open, _log_in)


def _node(text: str) -> "URIRef":
    from rdflib import URIRef

    return URIRef(text)
