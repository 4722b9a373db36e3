"""The texts of the two drafted mapping files: what a sheet holds, and what its records become."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ccdp_graph.model import DATA, HOLDER, ORGANISATION, RecordTypes
from ccdp_graph.rdf import PREFIXES, THINGS, expand, slug
from ccdp_graph.schemas import COLUMN_FILE, GROUPS, MAPPING_FILE

_COMMENT = """\
# A draft: improve its titles, vocabularies and properties at any time. What the records are:
# labels and plurals say what one and several are called, index what their index shows, groups what
# stands under which heading of a page, dimensions what matrices and maps count.
"""

_MAX_INDEX = 3  # columns

_PREFIXES = ("adms ccdp ccdpi dcat dcterms foaf healthdcatap org rdf skos vcard xsd").split()


@dataclass(frozen=True, slots=True)
class DraftedColumn:
    """One drafted column."""

    header: str
    name: str
    property_name: str
    datatype: str = ""
    vocabulary: tuple[str, ...] = ()
    separator: str = ""


def _class(name: str) -> str:
    return "ccdpi:term/" + slug(name).title().replace("-", "")


def _kind(
    name: str, drafted: Iterable[DraftedColumn], key: str, types: RecordTypes, *, dataset: bool
) -> Mapping[str, object]:
    """Draft what the records are: a property that other kinds have stands where it stands there."""
    words = name.replace("-", " ").capitalize()
    groups: dict[str, list[str]] = {}
    dimensions: dict[str, list[str]] = {}
    index, holders = [], []
    known = {dimension for kind in types.listed for dimension in kind.dimensions}
    for column in drafted:
        if column.name == key:
            continue
        written, property_iri = column.property_name, expand(column.property_name)
        groups.setdefault(_group(property_iri, types), []).append(written)
        if column.vocabulary == (ORGANISATION,):
            holders.append(written)
        elif column.vocabulary:
            index.append(written)
            names = [
                dimension
                for kind in types.listed
                for dimension, properties in kind.dimensions.items()
                if property_iri in properties
            ] or [word for word in column.vocabulary if word in known]
            for dimension in dict.fromkeys(names or [slug(column.name)]):
                dimensions.setdefault(dimension, []).append(written)
    drafted_kind: dict[str, object] = {
        "class": _class(name),
        "labels": dict.fromkeys(("en", "fr"), words.removesuffix("s")),
        "plurals": dict.fromkeys(("en", "fr"), words),
        "index": index[:_MAX_INDEX],
        "groups": {heading: groups[heading] for heading in GROUPS if heading in groups},
        "organisations": {HOLDER: holders} if holders else {},
        "dimensions": dimensions,
        "role": DATA if dataset else "",
        "dataset": dataset,
        "schemaType": "Dataset" if dataset else "Thing",
    }
    return {key: value for key, value in drafted_kind.items() if value}


def _group(property_iri: str, types: RecordTypes) -> str:
    return next(
        (
            heading
            for kind in types
            for heading, properties in kind.groups.items()
            if property_iri in properties
        ),
        next(iter(GROUPS)),
    )


def columns_text(
    name: str,
    drafted: Mapping[int, DraftedColumn],
    key: str,
    types: RecordTypes,
    *,
    dataset: bool,
) -> str:
    """Write the column file of a drafted kind.

    Args:
        drafted: The columns, by their number in the sheet.
        key: The name of the column that names the records.
        dataset: Whether the records are datasets.
    """
    import yaml

    columns = []
    for column in drafted.values():
        entry: dict[str, Any] = {"name": column.name, "titles": {"und": [column.header]}}
        if column.name == key:
            entry["required"] = True
        if column.datatype:
            entry["datatype"] = column.datatype
        if column.vocabulary:
            entry["vocabulary"] = list(column.vocabulary)
        if column.separator and column.name != key:
            entry["separator"] = column.separator
        entry["propertyUrl"] = "dcterms:title" if column.name == key else column.property_name
        columns.append(entry)
    content = {
        "table": name,
        "kind": slug(name),
        **_kind(name, drafted.values(), key, types, dataset=dataset),
        "titles": {"en": name.replace("-", " ").capitalize()},
        "descriptions": {"en": f"Records of {name.replace('-', ' ')}."},
        "primaryKey": key,
        "columns": columns,
    }
    comment = f"{COLUMN_FILE.editor_line}\n{_COMMENT}"
    return comment + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def yarrrml_text(
    name: str, drafted: Mapping[int, DraftedColumn], key: str, *, dataset: bool
) -> str:
    """Write the mapping of a drafted kind; the arguments are those of its column file."""
    subject = f"ccdpi:{slug(name)}/$(id)"
    prefixes = {p: PREFIXES[p] for p in _PREFIXES if p in PREFIXES} | {"ccdpi": THINGS}
    lines = [
        MAPPING_FILE.editor_line,
        "# A draft: what one row becomes. Every $(name) is a key of a tidy record.",
        "prefixes:",
    ]
    lines += [f'  {prefix}: "{iri}"' for prefix, iri in prefixes.items()]
    lines += ["", "mappings:", *_mapping("thing", name, "records", subject)]
    classes = f"{_class(name)}, {'dcat:Dataset, ' if dataset else ''}dcat:Resource"
    lines += [f"      - [a, [{classes}]]"]
    lines += ["      - [dcterms:identifier, $(id)]"]
    for column in drafted.values():
        lines += [f"      - {entry}" for entry in _entries(column, key)]
    lines += ['      - [ccdp:otherText, "$(other_text[*])"]', ""]
    lines += _mapping("record", name, "records", f"{subject}/record")
    lines += ["      - [a, dcat:CatalogRecord]", f"      - [foaf:primaryTopic, {subject}~iri]"]
    lines += ["      - [dcterms:identifier, $(id)]", f"      - [dcterms:title, $({key}), und~lang]"]
    lines += ["      - [dcterms:modified, $(modified), xsd:date]", ""]
    lines += _mapping("catalogued", name, "records", f"ccdpi:catalogue/{name}")
    lines += [
        f"      - [{'dcat:dataset' if dataset else 'dcterms:hasPart'}, {subject}~iri]",
        f"      - [dcat:record, {subject}/record~iri]",
    ]
    lines += ["", *_mapping("missing", name, "missing", f"ccdpi:{slug(name)}/$(record)")]
    lines += [
        f"      - [ccdp:missingValue, ccdpi:{slug(name)}/$(record)/missing/$(column)~iri]",
        "",
    ]
    lines += _mapping(
        "missing_value", name, "missing", f"ccdpi:{slug(name)}/$(record)/missing/$(column)"
    )
    lines += ["      - [a, ccdp:MissingValue]", '      - [rdf:predicate, "$(property)~iri"]']
    lines += ['      - [ccdp:reason, "$(reason)~iri"]']
    if any(column.vocabulary == (ORGANISATION,) for column in drafted.values()):
        lines += ["", *_organisations(name)]
    if any(column.datatype == "contact" for column in drafted.values()):
        lines += ["", *_contact(name)]
    return "\n".join(lines) + "\n"


def _mapping(title: str, name: str, array: str, subject: str) -> list[str]:
    return [
        f"  {slug(name).replace('-', '_')}_{title}:",
        f'    sources: [["{name}.json~jsonpath", "$.{array}[*]"]]',
        f"    s: {subject}",
        "    po:",
    ]


def _organisations(name: str) -> list[str]:
    return [
        *_mapping(ORGANISATION, name, "organisations", f"ccdpi:{ORGANISATION}/$(id)"),
        "      - [a, [foaf:Organization, org:Organization]]",
        "      - [dcterms:identifier, $(id)]",
        "      - [foaf:name, $(name)]",
        '      - [skos:altLabel, "$(alternative[*])"]',
        "      - [dcterms:spatial, $(country)~iri]",
    ]


def _contact(name: str) -> list[str]:
    node = f"ccdpi:{slug(name)}/$(record)/contact"
    return [
        *_mapping("contact", name, "contacts", node),
        "      - [a, [vcard:Kind, vcard:Organization]]",
        "      - [vcard:fn, $(label), und~lang]",
        '      - [vcard:hasEmail, "$(email)~iri"]',
        '      - [vcard:hasURL, "$(url)~iri"]',
        "",
        *_mapping("contact_point", name, "contacts", f"ccdpi:{slug(name)}/$(record)"),
        f"      - [dcat:contactPoint, {node}~iri]",
    ]


def _entries(column: DraftedColumn, key: str) -> Iterator[str]:
    """Yield the predicate-object lines of one column, for its values and its text."""
    name, property_name = column.name, column.property_name
    if name == key:
        yield f"[dcterms:title, $({name}), und~lang]"
        return
    text = f'[ccdp:otherText, "$({name}_text[*])"]'
    if column.datatype == "contact":
        yield text
    elif column.datatype == "gYear":
        yield f"[{property_name}, $({name}), xsd:gYear]"
        yield text
    elif column.datatype == "nonNegativeInteger":
        yield f"[{property_name}, $({name}), xsd:nonNegativeInteger]"
        yield text
    elif column.datatype == "ageRange":
        yield '[ccdp:ageGroup, "$(age_group[*])~iri"]'
        yield "[healthdcatap:minTypicalAge, $(age_min), xsd:nonNegativeInteger]"
        yield "[healthdcatap:maxTypicalAge, $(age_max), xsd:nonNegativeInteger]"
        yield "[ccdp:ageRangeText, $(age_text)]"
    elif column.vocabulary or column.datatype == "anyURI":
        yield f'[{property_name}, "$({name}[*])~iri"]'
        yield (
            text
            if column.vocabulary != (ORGANISATION,)
            else f'[{property_name}, "$({name}_text[*])"]'
        )
    else:
        yield f'[{property_name}, "$({name})"]'
