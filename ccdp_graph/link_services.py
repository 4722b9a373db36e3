"""Asking others what our things are: reconciliation services, and labels of SPARQL endpoints."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from ccdp_graph.http.client import Web
from ccdp_graph.linking.reconciliation import Found, Service, answered, asked, batches, service_of
from ccdp_graph.linking.words import is_short
from ccdp_graph.model.named_thing import NamedThing
from ccdp_graph.rdf.namespaces import PREFIXES
from ccdp_graph.rdf.terms import iri, is_iri, literal
from ccdp_graph.sparql.store import GraphStore

Progress = Callable[[str], None]

Answers = Mapping[str, Sequence[Found]]

_LABELS = "skos:prefLabel|rdfs:label|skos:altLabel|dcterms:title|foaf:name|schema:name"

_LANGUAGES = ("", "en", "fr")

_AT_ONCE = 15  # things in one question to an endpoint

_MOST_ROWS = 1000

_PREFIXES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())


def ask_service(
    url: str, things: Sequence[NamedThing], web: Web, *, number: int, progress: Progress
) -> tuple[Service, Answers]:
    """Ask a reconciliation service about things by their names.

    Returns:
        What the service says of itself, and its candidates by the IRI of our thing.

    Raises:
        FetchError: It does not answer.
        StoreError: It is no such service, or answers something else.
    """
    service = service_of(web.get(url, accept="application/json").body, url)
    found: dict[str, Sequence[Found]] = {}
    for batch in batches(things, service):
        progress(f"asking {service.name}: {len(found)} of {len(things)}")
        kind, body = asked(batch, service, number)
        page = web.send(
            "POST", service.asked_at, body, content_type=kind, accept="application/json"
        )
        found |= answered(page.body, batch, service)
    return service, found


def ask_endpoint(
    store: GraphStore, things: Sequence[NamedThing], source: str, *, progress: Progress
) -> Answers:
    """Ask a SPARQL endpoint what bears the names of things, and what else that is called.

    Shape: names are asked for as they are and in small letters, without a language and in two; an
    acronym alone is not asked for, since it stands for too much.

    Args:
        source: What the endpoint is called.

    Raises:
        StoreError: It does not answer.
    """
    found: dict[str, Sequence[Found]] = {}
    for start in range(0, len(things), _AT_ONCE):
        progress(f"asking {source}: {start} of {len(things)}")
        found |= _asked_of(store, things[start : start + _AT_ONCE], source)
    return found


def _asked_of(
    store: GraphStore, things: Sequence[NamedThing], source: str
) -> dict[str, Sequence[Found]]:
    forms = {thing.iri: _forms(thing) for thing in things}
    every = sorted({form for own in forms.values() for form in own})
    if not every:
        return {}
    asked_for = " ".join(
        literal(form, language=language or None) for form in every for language in _LANGUAGES
    )
    rows = store.rows(
        f"{_PREFIXES}SELECT DISTINCT ?thing ?label WHERE {{ VALUES ?label {{ {asked_for} }} "
        f"?thing {_LABELS} ?label FILTER(isIRI(?thing)) }} ORDER BY ?thing ?label "
        f"LIMIT {_MOST_ROWS}"
    )
    bearing: defaultdict[str, set[str]] = defaultdict(set)
    for thing, label in rows:
        if thing and label and thing.type == "uri" and is_iri(thing.value):
            bearing[label.value].add(thing.value)
    names = _names_of(store, sorted({there for known in bearing.values() for there in known}))
    return {
        ours: [
            Found(
                NamedThing(
                    there,
                    called[0],
                    "record",
                    alternatives=tuple(called[1:]),
                    identifiers=(there,),
                    source=source,
                ),
                "bears the name there",
            )
            for there in sorted({there for form in own for there in bearing.get(form, ())})
            if (called := names.get(there))
        ]
        for ours, own in forms.items()
    }


def _forms(thing: NamedThing) -> set[str]:
    whole = [name for name in (thing.name, *thing.alternatives) if not is_short(name)]
    return {form for name in whole for form in (name, name.lower())}


def _names_of(store: GraphStore, theirs: Sequence[str]) -> dict[str, list[str]]:
    if not theirs:
        return {}
    rows = store.rows(
        f"{_PREFIXES}SELECT DISTINCT ?thing ?label WHERE {{ "
        f"VALUES ?thing {{ {' '.join(map(iri, theirs))} }} ?thing {_LABELS} ?label }} "
        f"ORDER BY ?thing ?label LIMIT {_MOST_ROWS * 10}"
    )
    found: dict[str, dict[str, tuple[bool, bool]]] = {}
    for thing, label in rows:
        if thing and label and label.type == "literal":
            last = label.language not in {"", "en"}, is_short(label.value)
            found.setdefault(thing.value, {}).setdefault(label.value, last)
    return {there: sorted(names, key=names.__getitem__) for there, names in found.items()}
