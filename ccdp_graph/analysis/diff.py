"""The comparison of two graphs, record by record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ccdp_graph.analysis.catalogue import CatalogueIndex, read_facts, select_rows
from ccdp_graph.analysis.difference import Change, Difference, RecordChange
from ccdp_graph.analysis.labels import PropertyWords, word_for
from ccdp_graph.model import CellEvidence, GraphRecord, RecordTypes, Term
from ccdp_graph.rdf import CCDP, DCAT, DCTERMS, FOAF, PROV, RDF, Statement, iri, literal, normalised
from ccdp_graph.sparql import Store

_EVERYTHING = "SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"

_ORDER = ("added", "removed", "changed")

_REASON, _ABOUT = CCDP + "reason", RDF + "predicate"

# No cell changes these: constants, ids, roles stated twice, the dates of a record's entry.
_IGNORED = frozenset(
    {
        *(RDF + "type", DCAT + "theme", DCTERMS + "identifier"),
        *(PROV + "agent", DCAT + "hadRole", _ABOUT),
    }
)

_IGNORED_OF_ENTRY = frozenset({DCTERMS + "title", DCTERMS + "modified", FOAF + "primaryTopic"})

_MIN_SIMILARITY = 80.0  # of 100: names at least this similar may be one name, corrected

_Values = dict[str, set[Term]]  # by property


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two graphs.

    Attributes:
        statements: The graph in N-Triples.
        values: The values of each record, including those of its parts, by property.
        keys: The subjects and properties known to provenance, by record and property.
    """

    catalogue: CatalogueIndex
    statements: frozenset[Statement]
    values: Mapping[str, _Values]
    keys: Mapping[tuple[str, str], set[tuple[str, str]]]


def compare_graphs(
    old: Store,
    new: Store,
    types: RecordTypes,
    names: PropertyWords,
    *,
    language: str = "en",
    statements: tuple[Iterable[Statement], Iterable[Statement]] | None = None,
) -> Difference:
    """Return how each record changed, and which statements were removed and added.

    A record is identified by its IRI, whatever it is called. What changes with every workbook
    (the dates of a record's entry in the catalogue) appears only among the statements.

    Args:
        names: What properties are called.
        statements: Those of the graphs, if read from files; by default as the stores return them,
            which do not distinguish the kinds of integers.
    """
    before, after = (_side(store, types, language) for store in (old, new))
    words_of = {kind.name: names.in_language(language, kind.name) for kind in types.listed}
    cells_before = _cells(before, after)
    cells_after = _cells(after, before)
    changes = []
    for record in sorted(before.values.keys() | after.values.keys()):
        old_values, new_values = before.values.get(record, {}), after.values.get(record, {})
        ends = before.catalogue.records.get(record), after.catalogue.records.get(record)
        words = words_of[next(end.kind for end in ends if end)]
        property_changes = tuple(
            Change(
                name,
                word_for(words, name),
                _texts(before.catalogue, old_values.get(name, set()) - new_values.get(name, set())),
                _texts(after.catalogue, new_values.get(name, set()) - old_values.get(name, set())),
                cells_before.get((record, name), ()),
                cells_after.get((record, name), ()),
            )
            for name in sorted(
                old_values.keys() | new_values.keys(), key=lambda n: (word_for(words, n), n)
            )
            if old_values.get(name) != new_values.get(name)
        )
        if property_changes:
            changes.append(RecordChange(*ends, property_changes))
    graphs = (before.statements, after.statements) if statements is None else statements
    earlier, later = map(frozenset, graphs)
    changes.sort(key=lambda change: (_ORDER.index(change.kind), *_by_title(change.record)))
    return Difference(
        tuple(changes),
        _maybe_renamed(changes),
        tuple(sorted(later - earlier)),
        tuple(sorted(earlier - later)),
    )


def _side(store: Store, types: RecordTypes, language: str) -> _Side:
    catalogue = read_facts(store, types, language)
    values: defaultdict[str, _Values] = defaultdict(lambda: defaultdict(set))
    keys: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    rows = list(select_rows(store, _EVERYTHING))
    about = {s.value: o.value for s, p, o in rows if p.value == _ABOUT}
    for subject, predicate, value in rows:
        record = _record_of(subject.value, catalogue.records)
        if record is None or _is_ignored(subject.value, predicate.value, value, record):
            continue
        name = about.get(subject.value, "") if predicate.value == _REASON else predicate.value
        values[record][name].add(value)
        keys[record, name].add((subject.value, predicate.value))
    statements = frozenset((_term_text(s), _term_text(p), _term_text(o)) for s, p, o in rows)
    return _Side(catalogue, statements, values, keys)


def _record_of(subject: str, records: Mapping[str, GraphRecord]) -> str | None:
    """Return the record that a subject is or belongs to."""
    while subject:
        if subject in records:
            return subject
        subject = subject.rpartition("/")[0]
    return None


def _is_ignored(subject: str, predicate: str, value: Term, record: str) -> bool:
    entry = subject == f"{record}/record" and predicate in _IGNORED_OF_ENTRY
    return entry or predicate in _IGNORED or value.value.startswith(f"{record}/")


def _term_text(term: Term) -> str:
    if term.type == "uri":
        return iri(term.value)
    if term.type == "bnode":
        return f"_:{term.value}"
    return literal(term.value, language=term.language or None, datatype=term.datatype or None)


def _texts(catalogue: CatalogueIndex, terms: Iterable[Term]) -> tuple[str, ...]:
    """Return values for people: concepts and organisations by their names."""
    return tuple(sorted({catalogue.labels.get(term.value, term.value) for term in terms}))


def _cells(side: _Side, other: _Side) -> dict[tuple[str, str], tuple[CellEvidence, ...]]:
    """Return the cells of all that differs, by record and property."""
    changed = [
        (record, name)
        for record, values_of in side.values.items()
        for name, values in values_of.items()
        if values != other.values.get(record, {}).get(name)
    ]
    keys = {key for pair in changed for key in side.keys[pair]}
    cells = side.catalogue.cells({s for s, _ in keys}, {p for _, p in keys}) if keys else {}
    return {
        pair: tuple(sorted({c for key in side.keys[pair] for c in cells.get(key, ())}))
        for pair in changed
    }


def _maybe_renamed(changes: Iterable[RecordChange]) -> tuple[tuple[GraphRecord, GraphRecord], ...]:
    """Pair removed and added records with nearly equal names."""
    from rapidfuzz import fuzz, process

    removed: dict[str, list[GraphRecord]] = defaultdict(list)
    added: dict[str, list[GraphRecord]] = defaultdict(list)
    for change in changes:
        if change.kind != "changed":
            (added if change.kind == "added" else removed)[change.record.kind].append(change.record)
    pairs = []
    for kind, records in removed.items():
        names = [normalised(record.title) for record in added[kind]]
        for record in records:
            match = process.extractOne(
                normalised(record.title),
                names,
                scorer=fuzz.token_sort_ratio,
                score_cutoff=_MIN_SIMILARITY,
            )
            if match is not None:
                pairs.append((record, added[kind][match[2]]))
    return tuple(sorted(pairs, key=lambda pair: _by_title(pair[0])))


def _by_title(record: GraphRecord) -> tuple[str, str, str]:
    return record.kind, record.title.casefold(), record.iri
