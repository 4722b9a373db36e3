"""The prefixes of all that is published, and how a prefixed name is expanded."""

from collections.abc import Mapping
from types import MappingProxyType

CCDP = "https://w3id.org/ccdp/ontology#"

VOCABULARY = "https://w3id.org/ccdp/vocab/"

THINGS = "https://w3id.org/ccdp/id/"  # unless ccdp.toml sets another base

SHAPES = "https://w3id.org/ccdp/shapes#"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

XSD = "http://www.w3.org/2001/XMLSchema#"

DCAT = "http://www.w3.org/ns/dcat#"

DCTERMS = "http://purl.org/dc/terms/"

FOAF = "http://xmlns.com/foaf/0.1/"

PROV = "http://www.w3.org/ns/prov#"

SKOS = "http://www.w3.org/2004/02/skos/core#"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "adms": "http://www.w3.org/ns/adms#",
        "at": "http://publications.europa.eu/resource/authority/",
        "ccdp": CCDP,
        "ccdpi": THINGS,
        "ccdps": SHAPES,
        "ccdpv": VOCABULARY,
        "cv": "http://data.europa.eu/m8g/",
        "dcat": DCAT,
        "dcatap": "http://data.europa.eu/r5r/",
        "dcterms": DCTERMS,
        "dpv": "https://w3id.org/dpv#",
        "fdp-o": "https://w3id.org/fdp/fdp-o#",
        "foaf": FOAF,
        "geodcatap": "http://data.europa.eu/930/",
        "healthdcatap": "http://healthdataportal.eu/ns/health#",
        "ldp": "http://www.w3.org/ns/ldp#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": PROV,
        "rdf": RDF,
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "semapv": "https://w3id.org/semapv/vocab/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": SKOS,
        "spdx": "http://spdx.org/rdf/terms#",
        "sssom": "https://w3id.org/sssom/",
        "vann": "http://purl.org/vocab/vann/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "wd": "http://www.wikidata.org/entity/",
        "xsd": XSD,
    }
)


def expand(name: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return the IRI of a prefixed name; a full IRI stays as it is.

    Raises:
        KeyError: The prefix is not among those given.

    >>> expand("dcterms:title")
    'http://purl.org/dc/terms/title'
    >>> expand("https://example.org/a")
    'https://example.org/a'
    """
    prefix, colon, local = name.partition(":")
    if not colon:
        raise KeyError(name)
    if local.startswith("//"):
        return name
    return prefixes[prefix] + local


def shorten(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return the prefixed name of an IRI for people to read, or the IRI itself.

    >>> shorten("http://purl.org/dc/terms/title")
    'dcterms:title'
    """
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and "/" not in (local := iri[len(namespace) :]) and local:
            return f"{prefix}:{local}"
    return iri
