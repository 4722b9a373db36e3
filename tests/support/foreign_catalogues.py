"""Catalogues of others, as tests need them."""

from collections.abc import Iterable

HEAD = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
@prefix ldp: <http://www.w3.org/ns/ldp#> .
@prefix fdp: <https://w3id.org/fdp/fdp-o#> .
@prefix void: <http://rdfs.org/ns/void#> .
"""
OTHER = "https://other.example/"


def dataset(name: str, title: str = "", *, more: str = "") -> str:
    """A dataset in Turtle, with two blank nodes."""
    return f"""\
<{OTHER}{name}> a dcat:Dataset ;
    dct:title "{title or name}"@en ;
    dct:description "What {name} holds"@en ;
    dct:publisher [ a foaf:Agent ; foaf:name "Publisher of {name}" ] ;
    dcat:distribution [ a dcat:Distribution ; dcat:accessURL <{OTHER}{name}/data> ] ;
    {more} .
"""


def catalogue(names: Iterable[str]) -> str:
    """A catalogue and its datasets, whole."""
    own = list(names)
    listed = ", ".join(f"<{OTHER}{name}>" for name in own)
    return (
        f'{HEAD}<{OTHER}> a dcat:Catalog ; dct:title "Other"@en ; dct:description "All"@en ;\n'
        f"    dct:publisher <{OTHER}body> ; dcat:dataset {listed} .\n"
        f'<{OTHER}body> a foaf:Agent ; foaf:name "Body" .\n'
        + "".join(dataset(name) for name in own)
    )
