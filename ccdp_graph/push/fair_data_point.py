"""A FAIR Data Point that records are sent to, through the interface of its reference server.

Source: FAIRDataPoint 1.16, its manual ("API usage") and what its controllers do: `POST /catalog`
makes a draft and calls it by an address of its own; `PUT` replaces all that a record says, what it
holds included; `PUT …/meta/state` publishes.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccdp_graph.errors import CcdpError, FetchError
from ccdp_graph.http import HttpClient
from ccdp_graph.push.fdp_records import FdpRecord
from ccdp_graph.push.fdp_responses import faults_of, graph_of, members, root_of
from ccdp_graph.push.plan import Action, Step
from ccdp_graph.rdf import expand, is_iri, shorten

if TYPE_CHECKING:
    from rdflib import Graph, URIRef


_TURTLE = "text/turtle"

_ROWS = 100

_PATHS = {"catalogue": "catalog", "dataset": "dataset"}


@dataclass(frozen=True, slots=True)
class _There:
    """A record of ours as it stands there.

    Attributes:
        iri: What it is called there.
        draft: Whether nobody but its owners can see it yet.
    """

    iri: str
    graph: "Graph"
    draft: bool = False


@dataclass(slots=True)
class FdpSite:
    """One FAIR Data Point, and the catalogues and datasets there that are ours.

    Ours is what has the IRI of one of our things as `dcterms:identifier`. Nothing else is touched.

    Attributes:
        url: Of the FAIR Data Point; no other address is asked, whatever its answers say.
        token: Of an account that may write; nothing to look only, and then drafts are not seen.
        records: What is here, each catalogue before its datasets.
        base: What all our IRIs begin with.
    """

    web: HttpClient
    url: str
    token: str
    records: Sequence[FdpRecord]
    base: str
    _root: str = ""
    _there: dict[str, _There] = field(default_factory=dict)

    def plan(self, tell: Callable[[str], None]) -> tuple[Step, ...]:
        """Compare what is here with what of ours is there; nothing is written.

        Raises:
            FetchError: The server does not answer, or is no FAIR Data Point.
        """
        home = self._read("")
        self._root = root_of(home, self.url)
        catalogues = list(members(home, self._root))
        for number, catalogue in enumerate(catalogues, start=1):
            tell(f"reading catalogue {number} of {len(catalogues)}")
            self._look_into(catalogue, tell)
        here = {record.thing: record for record in self.records}
        steps = [self._step(record) for record in self.records]
        gone = [self._gone(thing) for thing in sorted(self._there.keys() - here.keys())]
        return (*steps, *sorted(gone, key=lambda step: (step.kind != "dataset", step.thing)))

    def carry_out(self, step: Step) -> None:
        """Do what a step says.

        Raises:
            FetchError: The server does not answer, or refuses; or what holds the record is not
                there.
        """
        if step.action is Action.DELETE:
            self._delete(self._there[step.thing].iri)
        elif step.action is Action.PUBLISH:
            self._publish(step.thing)
        else:
            record = next(record for record in self.records if record.thing == step.thing)
            if step.action is Action.CREATE:
                self._create(record)
            else:
                self._update(record)

    def faults(self, said: str) -> tuple[tuple[str, str], ...]:
        """Read a refusal: the results of its shapes, or its own words."""
        return faults_of(said)

    def _look_into(self, catalogue: str, tell: Callable[[str], None]) -> None:
        """Remember a catalogue that is ours, and its datasets that are."""
        try:
            graph = self._read(self._path(catalogue))
        except FetchError as error:
            if error.status in {403, 404, 410}:  # somebody else's draft, or a link to nothing
                return
            raise
        thing = self._ours(catalogue, graph)
        if not thing or thing in self._there:
            return
        states = self._states(catalogue) if self.token else {}
        self._there[thing] = _There(catalogue, graph, states.get(catalogue) == "DRAFT")
        held = graph.objects(_node(catalogue), _node(expand("dcat:dataset")))
        datasets = {str(value) for value in held}
        page = 0
        while page * _ROWS < len(datasets):
            tell(f"reading datasets {page * _ROWS} to {len(datasets)}")
            children = self._read(f"{self._path(catalogue)}/page/dataset?page={page}&size={_ROWS}")
            for iri in sorted(datasets & {str(subject) for subject in children.subjects()}):
                child = self._ours(iri, children)
                if child and child not in self._there:
                    self._there[child] = _There(iri, children, states.get(iri) == "DRAFT")
            page += 1

    def _ours(self, iri: str, graph: "Graph") -> str:
        """Return the thing of ours that a record there describes, or nothing."""
        found = graph.objects(_node(iri), _node(expand("dcterms:identifier")))
        return min((str(v) for v in found if str(v).startswith(self.base)), default="")

    def _states(self, catalogue: str) -> Mapping[str, str]:
        """Return whether a catalogue and what it holds are drafts, or published."""
        page = self.web.get(
            self._address(f"{self._path(catalogue)}/meta"),
            accept="application/json",
            headers=self._headers,
        )
        try:
            state = json.loads(page.body)["state"]
            return {**state.get("children", {}), catalogue: state["current"]}
        except (ValueError, KeyError, TypeError) as error:
            raise FetchError(
                f"{page.asked}: does not tell the state of its records as a FAIR Data Point does",
                url=page.asked,
            ) from error

    def _step(self, record: FdpRecord) -> Step:
        there = self._there.get(record.thing)
        if there is None:
            return Step(Action.CREATE, record.thing, record.kind, record.title)
        differs = tuple(sorted({shorten(p) for p in self._missing(record, there)}))
        action = Action.UPDATE if differs else Action.PUBLISH if there.draft else Action.KEEP
        return Step(action, record.thing, record.kind, record.title, there.iri, differs)

    def _missing(self, record: FdpRecord, there: _There) -> Iterator[str]:
        """Give the properties of what we say and the record there does not.

        The types of the record itself are the server's to set. What was said and is no longer
        changes the version.
        """
        if record.parent and record.parent not in self._there:
            yield expand("dcterms:isPartOf")
            return
        own = graph_of(self._turtle(record, there.iri, ()).encode(), _TURTLE, self.url)
        kind = _node(expand("rdf:type"))
        for subject, predicate, value in own:
            of_server = subject == _node(there.iri) and predicate == kind
            if not of_server and (subject, predicate, value) not in there.graph:
                yield str(predicate)

    def _gone(self, thing: str) -> Step:
        there = self._there[thing]
        titles = there.graph.objects(_node(there.iri), _node(expand("dcterms:title")))
        kind = "catalogue" if "/catalog/" in there.iri else "dataset"
        return Step(Action.DELETE, thing, kind, min(map(str, titles), default=thing), there.iri)

    def _create(self, record: FdpRecord) -> None:
        address = self._address(f"/{_PATHS[record.kind]}")
        page = self.web.send(
            "POST",
            address,
            self._turtle(record, "", ()).encode(),
            content_type=_TURTLE,
            accept=_TURTLE,
            headers=self._headers,
        )
        made = page.headers.get("location", "")
        if not made:
            raise FetchError(f"{address}: does not say what it calls the new record", url=address)
        self._path(made)
        self._there[record.thing] = _There(made, graph_of(b"", _TURTLE, address), draft=True)
        self._publish(record.thing)

    def _update(self, record: FdpRecord) -> None:
        there = self._there[record.thing]
        now = self._read(self._path(there.iri))
        body = self._turtle(record, there.iri, tuple(self._held(there.iri, now)))
        self._write("PUT", there.iri, body.encode(), _TURTLE)
        if there.draft:
            self._publish(record.thing)

    def _delete(self, iri: str) -> None:
        """Delete a record, unless others have put theirs below it: they would go with it."""
        held = len(list(self._held(iri, self._read(self._path(iri)))))
        if held:
            told = f"{held} records that are not ours stand below it there"
            raise FetchError(f"{told}; move them, or delete it by hand", url=iri, status=409)
        self._write("DELETE", iri)

    def _held(self, iri: str, graph: "Graph") -> Iterator[str]:
        """Give what a record holds there: `PUT` would take from it whatever we do not repeat."""
        said = {expand(entry) for entry in ("dcterms:isPartOf", "dcterms:conformsTo")}
        for predicate, value in graph.predicate_objects(_node(iri)):
            inside = str(value).startswith(f"{self._root.rstrip('/')}/")
            apart = "#" in str(value) or "/profile/" in str(value)
            if inside and not apart and str(predicate) not in said:
                yield f"<{iri}> {predicate.n3()} {value.n3()} .\n"

    def _publish(self, thing: str) -> None:
        body = json.dumps({"current": "PUBLISHED"}).encode()
        address = f"{self._path(self._there[thing].iri)}/meta/state"
        self._write("PUT", address, body, "application/json")

    def _turtle(self, record: FdpRecord, iri: str, held: Sequence[str]) -> str:
        """Write a record under its name there; without one, the server gives it."""
        parent = self._there[record.parent].iri if record.parent in self._there else ""
        if record.parent and not parent:
            raise FetchError(f"the catalogue of it, {record.parent}, is not there", status=409)
        subject, own = f"<{iri}>", f"<{record.thing}>"
        lines = [f"{subject if s == own else s} {p} {o} .\n" for s, p, o in record.statements]
        lines.append(f"{subject} <{expand('dcterms:isPartOf')}> <{parent or self._root}> .\n")
        return "".join([*lines, *held])

    @property
    def _headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def _path(self, iri: str) -> str:
        """Return where below the FAIR Data Point a record stands.

        Raises:
            FetchError: It stands elsewhere: an answer must not lead us there with our token.
        """
        root = self._root.rstrip("/")
        if not iri.startswith(f"{root}/") or not is_iri(iri):
            raise FetchError(f"{self.url}: names {iri}, which is none of its own records")
        return iri.removeprefix(root)

    def _address(self, path: str) -> str:
        return self.url.rstrip("/") + path

    def _read(self, path: str) -> "Graph":
        page = self.web.get(
            self._address(path) if path else self.url, accept=_TURTLE, headers=self._headers
        )
        return graph_of(page.body, page.media_type, page.asked)

    def _write(self, method: str, iri: str, body: bytes = b"", content_type: str = "") -> None:
        path = iri if iri.startswith("/") else self._path(iri)
        accept = content_type or "*/*"
        self.web.send(
            method,
            self._address(path),
            body,
            content_type=content_type,
            accept=accept,
            headers=self._headers,
        )


def log_in(web: HttpClient, url: str, user: str, password: str) -> str:
    """Ask a FAIR Data Point for a token.

    Raises:
        FetchError: It does not know the user, or is no FAIR Data Point.
    """
    address = f"{url.rstrip('/')}/tokens"
    body = json.dumps({"email": user, "password": password}).encode()
    accept = "application/json"
    try:
        page = web.send("POST", address, body, content_type=accept, accept=accept)
        token = json.loads(page.body)["token"]
    except FetchError as error:
        if error.status in {400, 401, 403}:
            raise FetchError(
                f"{address}: does not know this user and password ({error.status}); the user is "
                "an e-mail address there",
                url=address,
                status=error.status,
            ) from error
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise FetchError(f"{address}: gives no token; is this a FAIR Data Point?") from error
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise CcdpError(f"{address}: gives a token that cannot be sent back")
    return token


def _node(text: str) -> "URIRef":
    from rdflib import URIRef

    return URIRef(text)
