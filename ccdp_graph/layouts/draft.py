"""Drafts of the two mapping files for a kind of sheet that has no mapping yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ccdp_graph.errors import WorkbookError
from ccdp_graph.layouts.inspection import guess_table, values_under
from ccdp_graph.layouts.similarity import candidates_for, fit
from ccdp_graph.model import Column, ColumnFile, Workbook
from ccdp_graph.rdf import PREFIXES, THINGS, shorten, slug
from ccdp_graph.schemas import COLUMN_FILE, MAPPING_FILE
from ccdp_graph.tables import ORGANISATION, Lexicon, Table

_MIN_SURE_SCORE = 85.0  # a header this similar to a known column means the same

_MIN_FIT = 0.6  # the share of values that a datatype or vocabulary must fit

_DATATYPES = ("anyURI", "contact", "gYear", "nonNegativeInteger")

_PREFIXES = ("adms ccdp ccdpi dcat dcterms foaf healthdcatap org rdf skos vcard xsd").split()

_VOCABULARIES = (
    "country region data-type data-model coding-system availability access governance status "
    "network-type resource-type disease-scope geographic-scope federation-approach capacity-need "
    "coverage frequency"
).split()


@dataclass(frozen=True, slots=True)
class _Drafted:
    """One drafted column."""

    header: str
    name: str
    property_name: str
    datatype: str = ""
    vocabulary: tuple[str, ...] = ()
    separator: str = ""


def draft_files(
    workbook: Workbook,
    name: str,
    column_files: Sequence[ColumnFile],
    lexicon: Lexicon,
) -> dict[str, str]:
    """Draft `<name>.columns.yml` and `<name>.yarrrml.yml` for the sheet with most columns.

    Raises:
        WorkbookError: No sheet has a header.
    """
    empty_column_file = ColumnFile(name, slug(name), {"en": name}, {}, "", (), ())
    tables = [
        table
        for sheet in workbook.sheets
        if (table := guess_table(sheet, [empty_column_file], lexicon))
    ]
    if not tables:
        raise WorkbookError(f"{workbook.name}: no sheet has a header row with at least two texts")
    table = max(tables, key=lambda table: len(table.headers))
    drafted = _draft_columns(table, column_files, lexicon)
    key = _key(table, drafted)
    return {
        f"{name}.columns.yml": _columns_text(name, drafted, key),
        f"{name}.yarrrml.yml": _yarrrml_text(name, drafted, key),
    }


def _draft_columns(
    table: Table, column_files: Sequence[ColumnFile], lexicon: Lexicon
) -> dict[int, _Drafted]:
    drafted: dict[int, _Drafted] = {}
    names: set[str] = set()
    for number, header in sorted(table.headers.items()):
        if not header:
            continue
        values = values_under(table, number)
        name = slug(header, longest=40).replace("-", "_") or f"column_{number}"
        while name in names or name in ("id", "period", "modified", "other_text"):
            name += "_2"
        names.add(name)
        separator = ";" if any(";" in value or "\n" in value for value in values) else ""
        match = _matching_column(header, values, column_files, lexicon)
        if match is not None:
            drafted[number] = _draft_like(header, name, match)
        else:
            drafted[number] = _draft_by_values(header, name, values, separator, lexicon)
    return drafted


def _matching_column(
    header: str, values: Sequence[str], column_files: Sequence[ColumnFile], lexicon: Lexicon
) -> Column | None:
    """Return the column of a known mapping that a header certainly means."""
    best: tuple[float, Column | None] = (_MIN_SURE_SCORE, None)
    for column_file in column_files:
        for candidate in candidates_for(header, values, column_file, lexicon, number=1):
            column = column_file.column(candidate.value)
            if candidate.score >= best[0] and column.property_iri and column.datatype != "record":
                best = (candidate.score, column)
    return best[1]


def _draft_like(header: str, name: str, column: Column) -> _Drafted:
    return _Drafted(
        header,
        name,
        shorten(column.property_iri),
        "" if column.datatype == "concept" else column.datatype,
        column.vocabulary,
        column.separator,
    )


def _draft_by_values(
    header: str, name: str, values: Sequence[str], separator: str, lexicon: Lexicon
) -> _Drafted:
    property_name = f"ccdpi:term/{name.replace('_', '-')}"
    for datatype in _DATATYPES:
        if (
            fit(values, Column("", ("",), datatype, "", separator=separator), lexicon) or 0
        ) >= _MIN_FIT:
            several = separator if datatype in ("anyURI", "contact") else ""
            return _Drafted(header, name, property_name, datatype, (), several)
    for scheme in _VOCABULARIES:
        trial = Column("", ("",), "concept", "", separator=separator or ";", vocabulary=(scheme,))
        if (fit(values, trial, lexicon) or 0) >= _MIN_FIT:
            return _Drafted(header, name, property_name, "", (scheme,), ";")
    return _Drafted(header, name, property_name, "string", (), separator)


def _key(table: Table, drafted: Mapping[int, _Drafted]) -> str:
    """Return the column that names the records: the first text column without repetition."""
    texts = {n: column for n, column in drafted.items() if column.datatype == "string"}
    for number, column in texts.items():
        values = values_under(table, number)
        if values and len(set(values)) == len(values):
            return column.name
    return next(iter({**texts, **drafted}.values())).name


def _columns_text(name: str, drafted: Mapping[int, _Drafted], key: str) -> str:
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
        "titles": {"en": name.replace("-", " ").capitalize()},
        "descriptions": {"en": f"Records of {name.replace('-', ' ')}."},
        "primaryKey": key,
        "columns": columns,
    }
    comment = (
        f"{COLUMN_FILE.editor_line}\n"
        "# A draft: improve its titles, vocabularies and properties at any time.\n"
    )
    return comment + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def _yarrrml_text(name: str, drafted: Mapping[int, _Drafted], key: str) -> str:
    subject = f"ccdpi:{slug(name)}/$(id)"
    prefixes = {p: PREFIXES[p] for p in _PREFIXES if p in PREFIXES} | {"ccdpi": THINGS}
    lines = [
        MAPPING_FILE.editor_line,
        "# A draft: what one row becomes. Every $(name) is a key of a tidy record.",
        "prefixes:",
    ]
    lines += [f'  {prefix}: "{iri}"' for prefix, iri in prefixes.items()]
    lines += ["", "mappings:", *_mapping("thing", name, "records", subject)]
    lines += ["      - [a, dcat:Resource]", "      - [dcterms:identifier, $(id)]"]
    for column in drafted.values():
        lines += [f"      - {entry}" for entry in _entries(column, key)]
    lines += ['      - [ccdp:otherText, "$(other_text[*])"]', ""]
    lines += _mapping("record", name, "records", f"{subject}/record")
    lines += ["      - [a, dcat:CatalogRecord]", f"      - [foaf:primaryTopic, {subject}~iri]"]
    lines += ["      - [dcterms:identifier, $(id)]", f"      - [dcterms:title, $({key}), und~lang]"]
    lines += ["      - [dcterms:modified, $(modified), xsd:date]", ""]
    lines += _mapping("catalogued", name, "records", f"ccdpi:catalogue/{name}")
    lines += [
        f"      - [dcterms:hasPart, {subject}~iri]",
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
        *_mapping("organisation", name, "organisations", f"ccdpi:{ORGANISATION}/$(id)"),
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


def _entries(column: _Drafted, key: str) -> Iterator[str]:
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
