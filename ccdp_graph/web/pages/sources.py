"""The pages of harvested sources: origin, date, and records with links to their pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ccdp_graph.i18n import Plural, Texts, languages
from ccdp_graph.model import Row, Term
from ccdp_graph.rdf import DCAT, PREFIXES, slug
from ccdp_graph.sparql import Store
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.external import SOURCE_PAGES
from ccdp_graph.web.graph import Value
from ccdp_graph.web.layout import ListPage, PageLayout
from ccdp_graph.web.pages.records import File

MENU_ENTRY = ("sources", f"{SOURCE_PAGES}/index")

_WORDS = Texts(
    {
        "sources": "Other catalogues",
        "lead": "Records harvested from other catalogues, unchanged. They keep their identifiers "
        "and are maintained at their source.",
        "of": Plural(
            "{number:n} record from {source}, last changed on {day}.",
            "{number:n} records from {source}, last changed on {day}.",
        ),
        "name": "Name",
        "source": "Source",
        "records": "Records",
        "changed": "Last changed",
        "since": "Here since",
        "kind": "Kind",
        "Dataset": "Dataset",
        "DatasetSeries": "Series of datasets",
        "DataService": "Data service",
        "Resource": "Resource",
    }
)

_KINDS = ("DatasetSeries", "DataService", "Dataset", "Resource")
"""Kinds of record, the most specific first."""

_PREFIXES = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n"
    for name in ("dcat", "dcterms", "foaf", "prov", "rdfs", "schema")
)

_SOURCES = """
SELECT ?source ?title ?from ?day WHERE {{
  GRAPH ?graph {{
    ?source a dcat:Catalog ; dcterms:title ?title ; dcterms:source ?from ;
      dcterms:modified ?day ; prov:wasGeneratedBy ?activity .
  }}
  FILTER(STRSTARTS(STR(?source), "{base}harvest/"))
}} ORDER BY ?source
"""

_RECORDS = """
SELECT ?topic ?issued ?modified ?kind ?title ?page WHERE {{
  GRAPH ?graph {{
    <{source}> dcat:record ?record .
    ?record foaf:primaryTopic ?topic ; dcterms:issued ?issued ; dcterms:modified ?modified .
    ?topic a ?kind ; dcterms:title|schema:name|<http://schema.org/name>|rdfs:label ?title .
    OPTIONAL {{ ?topic dcat:landingPage ?page }}
  }}
}} ORDER BY ?topic ?page ?title
"""


@dataclass(slots=True)
class SourceRecord:
    """A record of a source, as shown in its row."""

    issued: str
    modified: str
    home: str
    titles: dict[str, str] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)

    def title(self, language: str) -> tuple[str, str]:
        """Return the title and the language that it is in."""
        for key in (language, "en", "", *sorted(self.titles)):
            if key in self.titles:
                return self.titles[key], key
        return self.home, ""

    @property
    def kind(self) -> str:
        """Its kind, according to DCAT."""
        return next((kind for kind in _KINDS if DCAT + kind in self.kinds), "Dataset")


@dataclass(frozen=True, slots=True)
class Source:
    """A harvested source, and its records by IRI."""

    name: str
    origin: str
    day: str
    records: Mapping[str, SourceRecord]


def read_sources(store: Store, base: str) -> tuple[Source, ...]:
    """Read the harvested sources, by name."""
    sources = []
    for row in store.rows(_PREFIXES + _SOURCES.format(base=base)):
        iri, name, origin, day = (term.value for term in row if term is not None)
        records = _records(store.rows(_PREFIXES + _RECORDS.format(source=iri)))
        sources.append(Source(slug(name, longest=100), origin, day, records))
    return tuple(sources)


def _records(rows: Sequence[Row]) -> dict[str, SourceRecord]:
    records: dict[str, SourceRecord] = {}
    for topic, issued, modified, kind, title, page in rows:
        assert topic is not None
        assert issued is not None
        assert modified is not None
        assert kind is not None
        assert title is not None
        if topic.value not in records:
            home = _web(page) or _web(topic)
            records[topic.value] = SourceRecord(issued.value, modified.value, home)
        record = records[topic.value]
        record.kinds.add(kind.value)
        record.titles.setdefault(title.language.partition("-")[0], title.value)
    return records


def _web(term: Term | None) -> str:
    """Return the address if it is a web address, or an empty string."""
    return term.value if term and term.value.startswith(("http://", "https://")) else ""


def source_files(sources: Sequence[Source], layout: PageLayout) -> Iterator[File]:
    """Yield one page per source, and their index; nothing if there is none."""
    for language in languages() if sources else ():
        words = _WORDS[language]
        for source in sources:
            path = f"{SOURCE_PAGES}/{source.name}"
            yield (
                page_path(path, language),
                layout.list_page(_page(source, language), path, language),
            )
        index = ListPage(
            words["sources"],
            tuple(words[name] for name in ("name", "source", "records", "changed")),
            [
                (
                    (Value(source.name, page_path(f"{SOURCE_PAGES}/{source.name}", language)),),
                    (_link(source.origin, source.origin),),
                    (Value(str(len(source.records))),),
                    (Value(source.day),),
                )
                for source in sources
            ],
            lead=words["lead"],
        )
        path = f"{SOURCE_PAGES}/index"
        yield page_path(path, language), layout.list_page(index, path, language)


def _page(source: Source, language: str) -> ListPage:
    words = _WORDS[language]
    rows = []
    for iri, record in source.records.items():
        title, title_language = record.title(language)
        rows.append(
            (
                (_link(title or iri, record.home, title_language),),
                (Value(words[record.kind]),),
                (Value(record.issued),),
                (Value(record.modified),),
            )
        )
    return ListPage(
        source.name,
        tuple(words[name] for name in ("name", "kind", "since", "changed")),
        sorted(rows, key=lambda row: (row[0][0].text.casefold(), row[0][0].link)),
        lead=words["of"].format(number=len(source.records), source=source.origin, day=source.day),
    )


def _link(text: str, address: str, language: str = "") -> Value:
    if address.startswith(("http://", "https://")):
        return Value(text, address, language, outside=True)
    return Value(text, language=language)
