"""From documents to statements: each mapping is compiled once into closures, rows are streamed.

Each distinct value is escaped once (the writers cache), and each statement keeps the cells that
its values came from.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from urllib.parse import quote

from ccdp_graph.cell import CellRef
from ccdp_graph.mapping.materialization import Materialization, Provenance
from ccdp_graph.mapping.yarrrml import ObjectMap, Template, TriplesMap
from ccdp_graph.model import Document, Entry
from ccdp_graph.rdf import XSD, Statement, iri, literal

_Writer = Callable[[Entry], tuple[str, ...]]

_UNRESERVED = "-._~"


def materialize(documents: Iterable[Document], mappings: Iterable[TriplesMap]) -> Materialization:
    """Turn every entry that a mapping names into statements.

    Shape: distinct statements without blank nodes, sorted; an entry that lacks a key of a
    template gives no statement from it. The order of the entries does not matter.

    Source: RML Core, section "Term maps": a reference gives its value as it is, a template
    percent-encodes what it puts into an IRI, a list gives one term a member.
    """
    by_name = {document.name: document for document in documents}
    found: set[Statement] = set()
    cells: defaultdict[tuple[str, str], set[CellRef]] = defaultdict(set)
    rows: dict[str, CellRef] = {}
    for mapping in mappings:
        subject_of = _compile_iri(mapping.subject)
        writers = [
            (iri(part.predicate), _compile(entry), mapping.subject.keys + entry.template.keys)
            for part in mapping.predicate_objects
            for entry in part.objects
        ]
        for source in mapping.sources:
            document = by_name.get(source.document)
            for entry in document.arrays.get(source.array, ()) if document else ():
                for subject in subject_of(entry):
                    if entry.row is not None:
                        rows.setdefault(subject, entry.row)
                    for predicate, write, keys in writers:
                        for term in write(entry):
                            found.add((subject, predicate, term))
                            cells[subject, predicate].update(_cells(entry, keys))
    return Materialization(
        tuple(sorted(found)),
        Provenance({key: tuple(sorted(places)) for key, places in cells.items() if places}, rows),
    )


def defaults_of(mappings: Iterable[TriplesMap]) -> dict[tuple[str, str], str]:
    """Return by predicate and IRI the mapping file that states it, whatever a row holds."""
    return {
        (iri(part.predicate), iri(entry.template.parts[0])): f"mapping/{mapping.file}"
        for mapping in mappings
        for part in mapping.predicate_objects
        for entry in part.objects
        if entry.is_iri and not entry.template.keys
    }


def _cells(entry: Entry, keys: Sequence[str]) -> Iterator[CellRef]:
    """Yield the cells of an object's keys; of the subject's where the object is constant."""
    for key in keys[-1:] if len(keys) > 1 else keys:
        yield from entry.origins.get(key, ())


def _compile(entry: ObjectMap) -> _Writer:
    if entry.is_iri:
        return _compile_iri(entry.template)
    template, language, datatype = entry.template, entry.language, entry.datatype

    def write(source: Entry) -> tuple[str, ...]:
        return tuple(
            literal(text, language=language, datatype=datatype or natural)
            for text, natural in _texts(source, template)
        )

    return write


def _compile_iri(template: Template) -> _Writer:
    if not template.keys:
        constant = (iri(template.parts[0]),)
        return lambda _: constant
    if template.is_reference:
        key = template.keys[0]
        return lambda entry: tuple(iri(text) for text, _ in _values(entry, key))

    def write(entry: Entry) -> tuple[str, ...]:
        choices = [
            [quote(text, safe=_UNRESERVED) for text, _ in _values(entry, k)] for k in template.keys
        ]
        return tuple(iri(_fill(template, chosen)) for chosen in product(*choices))

    return write


def _texts(entry: Entry, template: Template) -> Iterator[tuple[str, str | None]]:
    if template.is_reference:
        yield from _values(entry, template.keys[0])
        return
    choices = [[text for text, _ in _values(entry, key)] for key in template.keys]
    for chosen in product(*choices):
        yield _fill(template, chosen), None


def _fill(template: Template, chosen: Sequence[str]) -> str:
    ends = (*chosen, "")
    return "".join(part + value for part, value in zip(template.parts, ends, strict=True))


def _values(entry: Entry, key: str) -> Iterator[tuple[str, str | None]]:
    """Yield the texts of a key, each with the datatype that its JSON type has by itself."""
    value = entry.values.get(key)
    if value is None:
        return
    for single in value if isinstance(value, tuple) else (value,):
        if isinstance(single, bool):
            yield str(single).lower(), XSD + "boolean"
        elif isinstance(single, int):
            yield str(single), XSD + "integer"
        elif isinstance(single, float):
            yield f"{single:E}", XSD + "double"
        else:
            yield single, None
