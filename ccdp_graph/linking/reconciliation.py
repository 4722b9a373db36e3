"""Candidates from reconciliation services and SPARQL endpoints; no answer is trusted."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from ccdp_graph.errors import StoreError
from ccdp_graph.http import HttpClient
from ccdp_graph.i18n import languages
from ccdp_graph.linking.names import NamedThing, is_short
from ccdp_graph.rdf import PREFIXES, iri, is_iri, literal
from ccdp_graph.sparql import Store

OLD, NEW = "0.2", "1.0-draft"

_MAX_QUERIES = 25  # in one batch, unless the service allows fewer

_MAX_TEXT_LENGTH = 500  # characters of a name or id; anything longer is neither

_PLACES = ("{{id}}", "{id}")

_SPOKEN = "use a service with the Reconciliation API 0.2 or 1.0"


@dataclass(frozen=True, slots=True)
class Service:
    """The manifest of a service.

    Attributes:
        url: Its address.
        version: `OLD` or `NEW`.
        view: The template of IRIs, with `{{id}}` or `{id}`; empty if ids are IRIs.
        batch: The maximum number of queries per request.
    """

    url: str
    name: str
    version: str
    view: str
    batch: int

    @property
    def query_url(self) -> str:
        """The address that takes queries."""
        return f"{self.url.rstrip('/')}/match" if self.version == NEW else self.url

    def iri(self, id_: str) -> str:
        """Return the IRI of an id, or an empty string if there is none."""
        if is_iri(id_):
            return id_
        place = next((place for place in _PLACES if place in self.view), "")
        address = self.view.replace(place, quote(id_, safe="/")) if place else ""
        return address if is_iri(address) else ""


@dataclass(frozen=True, slots=True)
class ReconciliationCandidate:
    """A candidate of a service, and the service's own remark about it."""

    thing: NamedThing
    remark: str


def service_of(body: bytes, url: str) -> Service:
    """Read the manifest of a service.

    Raises:
        StoreError: It is not a manifest, or its version is not supported.
    """
    manifest = _document(body, url)
    if not isinstance(manifest, dict) or "name" not in manifest:
        raise StoreError(f"{url}: is not a reconciliation service; {_SPOKEN}")
    versions = manifest.get("versions") or [OLD]  # before 0.2 manifests had no version
    supported = [v for v in versions if isinstance(v, str)] if isinstance(versions, list) else []
    new = next((v for v in supported if v.startswith("1.0")), "")
    if OLD not in supported and not new:
        raise StoreError(f"{url}: supports versions {', '.join(supported) or 'unknown'}; {_SPOKEN}")
    view = manifest.get("view")
    template = view.get("url", "") if isinstance(view, dict) else ""
    namespace = manifest.get("identifierSpace", "")
    if (
        not template
        and isinstance(namespace, str)
        and is_iri(namespace)
        and namespace.endswith(("/", "#"))
    ):
        template = namespace + "{{id}}"
    batch_size = manifest.get("batchSize")
    batch = (
        batch_size
        if isinstance(batch_size, int) and 0 < batch_size < _MAX_QUERIES
        else _MAX_QUERIES
    )
    return Service(
        url=url,
        name=_text(manifest["name"]) or url,
        version=OLD if OLD in supported else NEW,
        view=template if isinstance(template, str) else "",
        batch=batch,
    )


def batches(things: Sequence[NamedThing], service: Service) -> Iterable[Sequence[NamedThing]]:
    """Split entities into batches as large as the service allows."""
    for start in range(0, len(things), service.batch):
        yield things[start : start + service.batch]


def render_queries(
    things: Sequence[NamedThing], service: Service, number: int
) -> tuple[str, bytes]:
    """Render a batch of queries, one per entity: the media type and the body.

    Args:
        number: The maximum number of candidates for each.
    """
    if service.version == NEW:
        queries = [
            {"conditions": [{"matchType": "name", "propertyValue": thing.name}], "limit": number}
            for thing in things
        ]
        return "application/json", json.dumps({"queries": queries}).encode()
    batch = {f"q{n}": {"query": t.name, "limit": number} for n, t in enumerate(things)}
    body = urlencode({"queries": json.dumps(batch)}).encode()
    return "application/x-www-form-urlencoded", body


def parse_answer(
    body: bytes, things: Sequence[NamedThing], service: Service
) -> dict[str, list[ReconciliationCandidate]]:
    """Read the candidates for each entity of a batch, by its IRI.

    Shape: a candidate without a name or an IRI is left out.

    Raises:
        StoreError: It does not answer these queries.
    """
    answer = _document(body, service.url)
    candidates: dict[str, list[ReconciliationCandidate]] = {}
    for number, thing in enumerate(things):
        candidates[thing.iri] = [
            candidate
            for entry in _result_entries(answer, number, service)
            if (candidate := _candidate(entry, service)) is not None
        ]
    return candidates


def _result_entries(answer: Any, number: int, service: Service) -> list[Any]:
    entries: Any = None
    if service.version == NEW:
        results = answer.get("results") if isinstance(answer, dict) else None
        result = results[number] if isinstance(results, list) and number < len(results) else None
        entries = result.get("candidates") if isinstance(result, dict) else None
    else:
        result = answer.get(f"q{number}") if isinstance(answer, dict) else None
        entries = result.get("result") if isinstance(result, dict) else None
    if not isinstance(entries, list):
        raise StoreError(f"{service.url}: the answer does not follow its version {service.version}")
    return entries


def _candidate(entry: Any, service: Service) -> ReconciliationCandidate | None:
    if not isinstance(entry, Mapping):
        return None
    id_, name = _text(entry.get("id")), _text(entry.get("name"))
    iri = service.iri(id_) if id_ else ""
    if not iri or not name:
        return None
    score = entry.get("score")
    has_score = isinstance(score, int | float) and not isinstance(score, bool)
    remark = f"the service gives it {score:.4g}" if has_score else "suggested by the service"
    if entry.get("match") is True:
        remark += " as a sure match"
    thing = NamedThing(iri, name, "record", identifiers=(iri,), source=service.name)
    return ReconciliationCandidate(thing, remark)


def _text(value: Any) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if len(text) <= _MAX_TEXT_LENGTH else ""


def _document(body: bytes, url: str) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{url}: its answer is not JSON; {_SPOKEN}") from error


Progress = Callable[[str], None]

Answers = Mapping[str, Sequence[ReconciliationCandidate]]

_LABELS = "skos:prefLabel|rdfs:label|skos:altLabel|dcterms:title|foaf:name|schema:name"

_BATCH_SIZE = 15  # entities in one query to an endpoint

_MAX_ROWS = 1000

_PREFIXES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())


def ask_service(
    url: str, things: Sequence[NamedThing], web: HttpClient, *, number: int, progress: Progress
) -> tuple[Service, Answers]:
    """Ask a reconciliation service for candidates by name.

    Returns:
        The service, and its candidates by the IRI of our entity.

    Raises:
        FetchError: It does not answer.
        StoreError: It is not such a service, or its answer is malformed.
    """
    service = service_of(web.get(url, accept="application/json").body, url)
    candidates: dict[str, Sequence[ReconciliationCandidate]] = {}
    for batch in batches(things, service):
        progress(f"asking {service.name}: {len(candidates)} of {len(things)}")
        media_type, body = render_queries(batch, service, number)
        response = web.send(
            "POST", service.query_url, body, content_type=media_type, accept="application/json"
        )
        candidates |= parse_answer(response.body, batch, service)
    return service, candidates


def ask_endpoint(
    store: Store, things: Sequence[NamedThing], source: str, *, progress: Progress
) -> Answers:
    """Ask a SPARQL endpoint for resources with the names of entities, and their other names.

    Shape: names are looked up as they are and in lower case, without a language and in two; an
    acronym alone is not, since it is too ambiguous.

    Args:
        source: The name of the endpoint.

    Raises:
        StoreError: It does not answer.
    """
    candidates: dict[str, Sequence[ReconciliationCandidate]] = {}
    for start in range(0, len(things), _BATCH_SIZE):
        progress(f"asking {source}: {start} of {len(things)}")
        candidates |= _ask_batch(store, things[start : start + _BATCH_SIZE], source)
    return candidates


def _ask_batch(
    store: Store, things: Sequence[NamedThing], source: str
) -> dict[str, Sequence[ReconciliationCandidate]]:
    spellings = {thing.iri: _spellings(thing) for thing in things}
    every = sorted({text for own_spellings in spellings.values() for text in own_spellings})
    if not every:
        return {}
    labels = " ".join(
        literal(text, language=language or None)
        for text in every
        for language in ("", *languages())
    )
    rows = store.rows(
        f"{_PREFIXES}SELECT DISTINCT ?thing ?label WHERE {{ VALUES ?label {{ {labels} }} "
        f"?thing {_LABELS} ?label FILTER(isIRI(?thing)) }} ORDER BY ?thing ?label "
        f"LIMIT {_MAX_ROWS}"
    )
    by_label: defaultdict[str, set[str]] = defaultdict(set)
    for thing, label in rows:
        if thing and label and thing.type == "uri" and is_iri(thing.value):
            by_label[label.value].add(thing.value)
    names = _names_of(
        store, sorted({their_iri for their_iris in by_label.values() for their_iri in their_iris})
    )
    return {
        ours: [
            ReconciliationCandidate(
                NamedThing(
                    their_iri,
                    their_names[0],
                    "record",
                    alternatives=tuple(their_names[1:]),
                    identifiers=(their_iri,),
                    source=source,
                ),
                "has this name there",
            )
            for their_iri in sorted(
                {their_iri for text in own_spellings for their_iri in by_label.get(text, ())}
            )
            if (their_names := names.get(their_iri))
        ]
        for ours, own_spellings in spellings.items()
    }


def _spellings(thing: NamedThing) -> set[str]:
    long_names = [name for name in (thing.name, *thing.alternatives) if not is_short(name)]
    return {spelling for name in long_names for spelling in (name, name.lower())}


def _names_of(store: Store, iris: Sequence[str]) -> dict[str, list[str]]:
    if not iris:
        return {}
    rows = store.rows(
        f"{_PREFIXES}SELECT DISTINCT ?thing ?label WHERE {{ "
        f"VALUES ?thing {{ {' '.join(map(iri, iris))} }} ?thing {_LABELS} ?label }} "
        f"ORDER BY ?thing ?label LIMIT {_MAX_ROWS * 10}"
    )
    labels: dict[str, dict[str, tuple[bool, bool]]] = {}
    for thing, label in rows:
        if thing and label and label.type == "literal":
            order = label.language not in {"", "en"}, is_short(label.value)
            labels.setdefault(thing.value, {}).setdefault(label.value, order)
    return {thing_iri: sorted(names, key=names.__getitem__) for thing_iri, names in labels.items()}
