"""Make the trimmed, pinned copies of foreign lists anew from the files that they come from.

    python ontology/external/refresh.py FOLDER_OF_STANDARDS

FOLDER_OF_STANDARDS holds countries/country-links.csv, countries/country-codes.csv and
eu-authority/nal-background.ttl; labels come from Unicode CLDR as Babel carries it. Nothing is
fetched. Each copy records the version of every source that it was made from. Set `AS_OF` to the
day of the copies when they are renewed.

A country keeps the preferred names of the copy that is there. Where a newer CLDR calls it something
else, that name becomes an alternative one with its language, and such names are never dropped: what
is published stays as it was, and workbooks with the older or the newer name are both understood.
"""

import argparse
import base64
import csv
import hashlib
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path

import babel.core
from babel import Locale
from rdflib import DCTERMS, PROV, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL

from ccdp_graph.rdf.text import normalised
from ccdp_graph.rdf.turtle import canonical_turtle, empty_graph, read_turtle

AS_OF = "2026-11-23"
COUNTRIES_AS_OF = "2026-11-30"
HERE = Path(__file__).resolve().parent
SOURCES = (
    "countries/country-links.csv",
    "countries/country-codes.csv",
    "eu-authority/nal-background.ttl",
)
AT = "http://publications.europa.eu/resource/authority/"
REGION = Namespace("https://w3id.org/ccdp/vocab/region/")
CCDP = Namespace("https://w3id.org/ccdp/ontology#")
LANGUAGES = ("en", "fr")
CONTINENTS = {
    "Africa": "AFRICA",
    "Americas": "AMERICA",
    "Asia": "ASIA",
    "Europe": "EUROPE",
    "Oceania": "OCEANIA",
    "Antarctica": "ANTARCTICA",
}
# What every curator writes and no list gives.
COMMON_NAMES = {
    "US": ("USA", "U.S.A.", "U.S.", "États-Unis d’Amérique", "United States of America"),
    "GB": ("UK", "U.K.", "Great Britain", "Grande-Bretagne"),
    "NL": ("The Netherlands", "Holland", "Hollande"),
    "CZ": ("Czech Republic", "République tchèque"),
    "RU": ("Russia", "Russian Federation", "Fédération de Russie"),
    "IR": ("Iran", "Islamic Republic of Iran"),
    "VN": ("Viet Nam", "Viêt Nam"),
    "KR": ("South Korea", "Republic of Korea", "Korea, Republic of", "République de Corée"),
    "KP": ("North Korea", "Corée du Nord"),
    "CI": ("Ivory Coast",),
    "TR": ("Turkey", "Türkiye"),
    "HK": ("Hong Kong", "Hong Kong SAR"),
    "MO": ("Macau", "Macao", "Macao SAR"),
    "TW": ("Taiwan", "Taïwan"),
    "SY": ("Syria", "Syrie"),
    "TZ": ("Tanzania", "Tanzanie"),
    "BO": ("Bolivia", "Bolivie"),
    "VE": ("Venezuela",),
    "MD": ("Moldova", "Moldavie"),
    "LA": ("Laos", "Lao PDR"),
    "CD": ("DR Congo", "Democratic Republic of the Congo", "RD Congo"),
    "CG": ("Republic of the Congo", "Congo-Brazzaville"),
    "PS": ("Palestine", "State of Palestine"),
    "MK": ("Macedonia", "North Macedonia"),
    "SZ": ("Swaziland",),
    "CV": ("Cape Verde", "Cap-Vert"),
    "MM": ("Burma", "Birmanie"),
    "BN": ("Brunei",),
    "FM": ("Micronesia",),
}
# Where CLDR's name is longer than anyone writes.
SHORT_NAMES = {"HK": ("Hong Kong", "Hong Kong"), "MO": ("Macao", "Macao")}
# One that the links lack.
WIKIDATA = {"NA": "http://www.wikidata.org/entity/Q1030"}
REGION_NAMES = {
    "Africa": ("002", "Afrique", ()),
    "Americas": ("019", "Amériques", ("America", "Amérique", "The Americas")),
    "Asia": ("142", "Asie", ("Asian",)),
    "Europe": ("150", "Europe", ("European",)),
    "Oceania": ("009", "Océanie", ()),
    "Antarctica": ("010", "Antarctique", ()),
    "Northern Africa": ("015", "Afrique septentrionale", ("North Africa", "Afrique du Nord")),
    "Sub-Saharan Africa": ("202", "Afrique subsaharienne", ()),
    "Eastern Africa": ("014", "Afrique orientale", ("East Africa", "Afrique de l’Est")),
    "Middle Africa": ("017", "Afrique centrale", ("Central Africa",)),
    "Southern Africa": ("018", "Afrique australe", ()),
    "Western Africa": ("011", "Afrique occidentale", ("West Africa", "Afrique de l’Ouest")),
    "Latin America and the Caribbean": (
        "419",
        "Amérique latine et Caraïbes",
        ("Latin America", "LAC", "Amérique latine", "Latin American"),
    ),
    "Caribbean": ("029", "Caraïbes", ()),
    "Central America": ("013", "Amérique centrale", ()),
    "South America": ("005", "Amérique du Sud", ()),
    "Northern America": ("021", "Amérique septentrionale", ()),
    "Central Asia": ("143", "Asie centrale", ()),
    "Eastern Asia": ("030", "Asie orientale", ("East Asia", "Asie de l’Est")),
    "South-eastern Asia": ("035", "Asie du Sud-Est", ("Southeast Asia", "South-East Asia")),
    "Southern Asia": ("034", "Asie méridionale", ("South Asia", "Asie du Sud")),
    "Western Asia": ("145", "Asie occidentale", ("West Asia",)),
    "Eastern Europe": ("151", "Europe orientale", ("Europe de l’Est",)),
    "Northern Europe": ("154", "Europe septentrionale", ("Europe du Nord",)),
    "Southern Europe": ("039", "Europe méridionale", ("Europe du Sud",)),
    "Western Europe": ("155", "Europe occidentale", ("Europe de l’Ouest",)),
    "Channel Islands": ("830", "Îles Anglo-Normandes", ()),
    "Australia and New Zealand": ("053", "Australie et Nouvelle-Zélande", ()),
    "Melanesia": ("054", "Mélanésie", ()),
    "Micronesia": ("057", "Micronésie (région)", ()),
    "Polynesia": ("061", "Polynésie", ()),
}
FREQUENCIES = {
    "ANNUAL": ("annual", "annuel", ("Yearly", "Annually", "Every year", "Chaque année", "1 year")),
    "ANNUAL_2": ("twice a year", "semestriel", ("Semiannual", "Biannual", "Half-yearly")),
    "BIENNIAL": ("every two years", "bisannuel", ("Biennial", "Tous les deux ans")),
    "TRIENNIAL": ("every three years", "triennal", ("Triennial", "Tous les trois ans")),
    "QUINQUENNIAL": (
        "every five years",
        "quinquennal",
        ("Quinquennial", "Five-yearly", "Tous les cinq ans"),
    ),
    "QUARTERLY": ("quarterly", "trimestriel", ("Every quarter", "Chaque trimestre")),
    "MONTHLY": ("monthly", "mensuel", ("Every month", "Chaque mois")),
    "WEEKLY": ("weekly", "hebdomadaire", ("Every week", "Chaque semaine")),
    "DAILY": ("daily", "quotidien", ("Every day", "Chaque jour")),
    "CONT": ("continuous", "continu", ("Continuously", "Real-time", "En continu")),
    "IRREG": ("irregular", "irrégulier", ("Periodic", "Occasional", "Regular", "Ad hoc")),
    "NEVER": ("never", "jamais", ("Closed", "No longer updated")),
}
RIGHTS = {
    "PUBLIC": ("public", "public"),
    "RESTRICTED": ("restricted", "restreint"),
    "NON_PUBLIC": ("non-public", "non public"),
}
# Two that the M49 table leaves without a region.
_PLACED = {"TW": "Eastern Asia", "AQ": "Antarctica"}
TONGUES = {"ENG": ("English", "anglais"), "FRA": ("French", "français")}


def cldr_version() -> str:
    """Return the version of CLDR that Babel carries; Babel tells it since 2.18."""
    tell = getattr(babel.core, "get_cldr_version", lambda: "unknown")
    return str(tell())


def new_scheme(
    scheme: str, titles: tuple[str, str], source: str, rights: str, as_of: str = AS_OF
) -> Graph:
    """Begin a file: the scheme, where the copy comes from, and under which licence."""
    graph = empty_graph()
    node = URIRef(scheme)
    graph.add((node, RDF.type, SKOS.ConceptScheme))
    for language, title, remark in (
        ("en", titles[0], "A trimmed, pinned copy."),
        ("fr", titles[1], "Copie réduite et figée."),
    ):
        graph.add((node, DCTERMS.title, Literal(title, language)))
        graph.add((node, DCTERMS.description, Literal(f"{title}. {remark}", language)))
    graph.add((node, DCTERMS.source, URIRef(source)))
    graph.add((node, DCTERMS.rights, Literal(rights, "en")))
    graph.add((node, DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")))
    graph.add((node, DCTERMS.modified, Literal(as_of, datatype=XSD.date)))
    graph.add((node, OWL.versionInfo, Literal(as_of)))
    return graph


def add_sources(graph: Graph, versions: Mapping[str, str]) -> None:
    """Record what a copy was made from: by IRI of a version or of a file's content, its title."""
    for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme):
        for iri, title in versions.items():
            graph.add((scheme, PROV.wasDerivedFrom, URIRef(iri)))
            graph.add((URIRef(iri), DCTERMS.title, Literal(title)))


def content_iri(path: Path) -> str:
    """Return the IRI (RFC 6920) of a file's content: files of other content have another."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest())
    return f"ni:///sha-256;{digest.decode().rstrip('=')}"


def add_concept(
    graph: Graph,
    iri: str,
    scheme: str,
    labels: tuple[str, str],
    others: Iterable[str] = (),
    earlier: Iterable[Literal] = (),
) -> URIRef:
    """Add a concept with its English and French label and its other names.

    `earlier` are names with a language, of a newer or an older list than the labels.
    """
    node = URIRef(iri)
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, URIRef(scheme)))
    for language, label in zip(LANGUAGES, labels, strict=True):
        graph.add((node, SKOS.prefLabel, Literal(label, language)))
    known = {normalised(label) for label in labels}
    for name in sorted(set(earlier)):
        if normalised(name) not in known:
            known.add(normalised(name))
            graph.add((node, SKOS.altLabel, name))
    for other in sorted(set(others)):
        if other and normalised(other) not in known:
            known.add(normalised(other))
            graph.add((node, SKOS.altLabel, Literal(other)))
    return node


def region_iri(name: str) -> URIRef:
    """Return the EU continent's IRI where there is one, else one of ours."""
    if name in CONTINENTS:
        return URIRef(f"{AT}continent/{CONTINENTS[name]}")
    return REGION[name.lower().replace(" ", "-")]


def regions(rows: list[dict[str, str]]) -> Graph:
    """Make the tree of UN M49 regions."""
    scheme = "https://w3id.org/ccdp/vocab/region"
    graph = new_scheme(
        scheme,
        ("Regions of the world (UN M49)", "Régions du monde (M49 de l’ONU)"),
        "https://unstats.un.org/unsd/methodology/m49/",
        "UN M49 codes and names; continents by EU Publications Office IRIs (CC BY 4.0).",
    )
    world = add_concept(graph, REGION["world"], scheme, ("World", "Monde"), ("Worldwide",))
    graph.add((world, SKOS.notation, Literal("001", datatype=CCDP.m49)))
    graph.add((world, SKOS.topConceptOf, URIRef(scheme)))
    parents = dict.fromkeys(CONTINENTS, world)
    for row in rows:
        chain = [row[key] for key in ("region", "sub_region", "intermediate_region") if row[key]]
        for parent, child in itertools.pairwise(chain):
            parents[child] = region_iri(parent)
    for name, parent in parents.items():
        code, french, others = REGION_NAMES[name]
        node = add_concept(graph, region_iri(name), scheme, (name, french), others)
        graph.add((node, SKOS.notation, Literal(code, datatype=CCDP.m49)))
        graph.add((node, SKOS.broader, parent))
        graph.add((node, RDF.type, DCTERMS.Location))
    extra = (
        ("North America", "Amérique du Nord", "003", ("North American",), "Americas"),
        (
            "European Union",
            "Union européenne",
            "",
            ("EU", "UE", "European Union countries"),
            "Europe",
        ),
    )
    for name, french, code, others, parent in extra:
        node = add_concept(graph, region_iri(name), scheme, (name, french), others)
        graph.add((node, SKOS.broader, region_iri(parent)))
        graph.add((node, RDF.type, DCTERMS.Location))
        note = "Named in surveys; no country is placed under it here."
        graph.add((node, SKOS.scopeNote, Literal(note, "en")))
        if code:
            graph.add((node, SKOS.notation, Literal(code, datatype=CCDP.m49)))
    return graph


def country_names(rows: list[dict[str, str]], pinned: Graph) -> dict[str, list[Literal]]:
    """Return by ISO code a country's names with a language, the preferred English and French first.

    Those are preferred that the pinned copy prefers; what CLDR says otherwise comes after them.
    """
    cldr = {language: Locale.parse(language).territories for language in LANGUAGES}
    found: dict[str, list[Literal]] = {}
    for row in rows:
        code, node = row["iso2"], URIRef(row["eu_nal_iri"])
        now = {language: Literal(str(cldr[language][code]), language) for language in LANGUAGES}
        short = zip(LANGUAGES, SHORT_NAMES.get(code, ()), strict=False)
        preferred = now | {language: Literal(name, language) for language, name in short}
        before, others = (
            {name for name in pinned.objects(node, predicate) if isinstance(name, Literal)}
            for predicate in (SKOS.prefLabel, SKOS.altLabel)
        )
        preferred |= {str(name.language): name for name in before}
        others = {name for name in others if name.language} | set(now.values())
        found[code] = [*preferred.values(), *sorted(others - set(preferred.values()))]
    return found


def countries(
    rows: list[dict[str, str]], codes: list[dict[str, str]], lists: Graph, pinned: Graph
) -> Graph:
    """Make the list of countries: EU IRIs, ISO and M49 codes, names, regions and links."""
    scheme = AT + "country"
    graph = new_scheme(
        scheme,
        ("Countries and territories", "Pays et territoires"),
        scheme,
        "IRIs: EU Publications Office (CC BY 4.0). Codes: PDDL. Names: Unicode CLDR (Unicode "
        "licence). Links: Wikidata (CC0), GeoNames (CC BY 4.0).",
        COUNTRIES_AS_OF,
    )
    names = country_names(rows, pinned)
    short = {row["ISO3166-1-Alpha-2"]: row["UNTERM English Short"] for row in codes}
    taken = {
        normalised(name): code for code, of_country in names.items() for name in of_country[:2]
    }
    for row in rows:
        code = row["iso2"]
        official = [str(o) for o in lists.objects(URIRef(row["eu_nal_iri"]), SKOS.prefLabel)]
        others = {row["name"], short.get(code, ""), *official, *COMMON_NAMES.get(code, ())}
        others = {o.removeprefix("the ").split(" (the")[0].strip() for o in others}
        english, french, *newer = names[code]
        newer = [n for n in newer if taken.setdefault(normalised(n), code) == code]
        free = [o for o in others if taken.setdefault(normalised(o), code) == code]
        labels = (str(english), str(french))
        node = add_concept(graph, row["eu_nal_iri"], scheme, labels, free, newer)
        graph.add((node, RDF.type, DCTERMS.Location))
        graph.add((node, SKOS.notation, Literal(code, datatype=CCDP["iso3166-1-alpha-2"])))
        graph.add((node, SKOS.notation, Literal(row["iso3"], datatype=CCDP["iso3166-1-alpha-3"])))
        if row["m49"]:
            graph.add((node, SKOS.notation, Literal(row["m49"], datatype=CCDP.m49)))
        region = (
            _PLACED.get(code) or row["intermediate_region"] or row["sub_region"] or row["region"]
        )
        graph.add((node, SKOS.broader, region_iri(region) if region else REGION["world"]))
        for iri in (row["wikidata_iri"] or WIKIDATA.get(code, ""), row["geonames_iri"]):
            if iri:
                graph.add((node, SKOS.exactMatch, URIRef(iri)))
    return graph


def small_lists() -> dict[str, Graph]:
    """Make the short EU lists: frequencies, access rights, languages."""
    rights = "EU Publications Office, CC BY 4.0; English and French words by this project."
    made = {}
    for file, name, titles, kind, content in (
        ("frequencies", "frequency", ("Frequencies", "Fréquences"), "Frequency", FREQUENCIES),
        (
            "access-rights",
            "access-right",
            ("Access rights", "Droits d’accès"),
            "RightsStatement",
            RIGHTS,
        ),
        ("languages", "language", ("Languages", "Langues"), "LinguisticSystem", TONGUES),
    ):
        graph = new_scheme(AT + name, titles, AT + name, rights)
        for code, words in content.items():
            others = words[2] if len(words) > 2 else ()
            node = add_concept(graph, f"{AT}{name}/{code}", AT + name, words[:2], others)
            graph.add((node, RDF.type, DCTERMS[kind]))
        made[file] = graph
    return made


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Write the five files into the folder named, or beside this script."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("standards", type=Path, help="folder of the files that the lists come from")
    parser.add_argument(
        "-o", "--output", type=Path, default=HERE, help="where to write (%(default)s)"
    )
    given = parser.parse_args()
    links, codes, lists = (given.standards / path for path in SOURCES)
    made = {
        "countries": countries(
            rows_of(links), rows_of(codes), read_turtle(lists), read_turtle(HERE / "countries.ttl")
        ),
        "regions": regions(rows_of(links)),
        **small_lists(),
    }
    versions = {content_iri(given.standards / path): path for path in SOURCES}
    version = cldr_version()
    cldr = {f"https://cldr.unicode.org/index/downloads/cldr-{version}": f"Unicode CLDR {version}"}
    add_sources(made["countries"], versions | cldr)
    add_sources(made["regions"], {content_iri(links): SOURCES[0]})
    for name, graph in made.items():
        (given.output / f"{name}.ttl").write_text(canonical_turtle(graph), encoding="utf-8")


if __name__ == "__main__":
    main()
