"""Documents of others are what they hold, not what they claim; a bad part costs itself alone."""

import gzip
import json

import pyoxigraph
import pytest
from foreign_catalogues import HEAD, OTHER, catalogue, dataset

from ccdp_graph.errors import AssetError
from ccdp_graph.harvests.documents import Document, ParsedDocument
from ccdp_graph.harvests.media_types import detect_format, pinned_contexts, unpacked
from ccdp_graph.harvests.reader import Reader
from ccdp_graph.harvests.storage import digest_of
from ccdp_graph.model.report import Severity
from ccdp_graph.project.project import Project
from ccdp_graph.rdf.formats import RdfFormat
from ccdp_graph.rdf.parsing import parse, parse_leniently

NAMES = "https://ours.example/harvest/x/node/"
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DATASET = "<http://www.w3.org/ns/dcat#Dataset>"
FORMATS = {
    RdfFormat.TRIG: pyoxigraph.RdfFormat.TURTLE,
    RdfFormat.RDF_XML: pyoxigraph.RdfFormat.RDF_XML,
    RdfFormat.N_QUADS: pyoxigraph.RdfFormat.N_TRIPLES,
    RdfFormat.JSON_LD: pyoxigraph.RdfFormat.JSON_LD,
}


@pytest.fixture
def reader(files: Project) -> Reader:
    return Reader(parse, parse_leniently, pinned_contexts(files), NAMES)


def read(reader: Reader, content: str | bytes, place: str = "") -> ParsedDocument:
    body = content.encode() if isinstance(content, str) else content
    return reader.read(Document("their.file", digest_of(body), place), body)


def datasets(found: ParsedDocument) -> list[str]:
    return sorted(
        s[1:-1].removeprefix(OTHER) for s, p, o in found.statements if (p, o) == (A, DATASET)
    )


def said(found: ParsedDocument) -> list[tuple[str, str, str]]:
    return [(f.severity.label, f.file, str(f.message)) for f in found.findings]


def written(form: RdfFormat, turtle: str) -> bytes:
    quads = pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)
    content = pyoxigraph.serialize((q.triple for q in quads), format=FORMATS[form])
    assert content is not None
    return content


@pytest.mark.parametrize("form", FORMATS)
def test_a_form_is_known_by_its_content_and_gives_the_same_statements(
    reader: Reader, form: RdfFormat
) -> None:
    content = written(form, catalogue("abc"))
    assert detect_format(content) is form
    found = read(reader, content)
    assert set(found.statements) == set(read(reader, catalogue("abc")).statements)
    assert datasets(found) == ["a", "b", "c"]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"[] a <http://www.w3.org/ns/dcat#Dataset> .", RdfFormat.TRIG),
        (b"# a remark\n\nPREFIX a: <http://a/>\na:b a:c a:d .", RdfFormat.TRIG),
        (b"<http://a/b>\n  a <http://c/d> .", RdfFormat.TRIG),
        (b"<a> <b> <c> .", RdfFormat.TRIG),
        (b'<http://a> <http://b> "c"@en <http://g> .\n', RdfFormat.N_QUADS),
        (b"<!DOCTYPE html><html><head><title>x</title></head></html>", RdfFormat.HTML),
        (b"  <html lang='en'>", RdfFormat.HTML),
        (
            b'<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"/>',
            RdfFormat.OAI,
        ),
        (b'<?xml version="1.0"?><rss/>', RdfFormat.OTHER),
        (b'{"@id": "http://a"}', RdfFormat.JSON_LD),
        (b'[{"@id": "http://a"}]', RdfFormat.JSON_LD),
        (b'{"@id": "http://a", ', RdfFormat.JSON_LD),
        (b"", RdfFormat.OTHER),
        (b"Just words, in a sentence.", RdfFormat.OTHER),
        (b"name,country\nA,NL\n", RdfFormat.OTHER),
    ],
)
def test_forms_are_told_apart(content: bytes, form: RdfFormat) -> None:
    assert detect_format(content) is form


def test_one_bad_statement_of_a_thousand_costs_itself_alone(reader: Reader) -> None:
    good = [dataset(f"d{n}") for n in range(1000)]
    bad = f'<{OTHER}bad> a dcat:Dataset ; dct:title "never closed ; dct:issued 2020 .\n'
    found = read(reader, HEAD + "".join([*good[:500], bad, *good[500:]]))
    line = HEAD.count("\n") + 500 * good[0].count("\n") + 1
    assert len(datasets(found)) == 1000
    assert [(s, f) for s, f, _ in said(found)] == [("Violation", f"their.file, line {line}")]


@pytest.mark.parametrize(
    "bad",
    [
        "<https://other.example/bad> a dcat:Dataset ; dct:title unknown:name .\n",
        "<https://other.example/bad> a dcat:Dataset ; dct:publisher [ a foaf:Agent .\n",
        '<https://other.example/bad> a dcat:Dataset ; dct:title "a"b" .\n',
        "<https://other.example/bad a dcat:Dataset .\n",
        "this is no Turtle at all .\n",
        '<https://other.example/bad> dct:title "two\nlines" .\n',
    ],
)
def test_whatever_is_wrong_with_a_statement_the_next_one_enters(reader: Reader, bad: str) -> None:
    found = read(reader, HEAD + dataset("before") + bad + dataset("after"))
    assert datasets(found) == ["after", "before"]
    assert {s for s, _, _ in said(found)} in ({"Violation"}, {"Warning"})


def test_a_graph_of_trig_loses_its_bad_statement_alone(reader: Reader) -> None:
    inner = dataset("a") + "<x> <y> bad:z .\n" + dataset("b")
    found = read(reader, f"{HEAD}<{OTHER}graph> {{ {inner} }}\n")
    assert datasets(found) == ["a", "b"]
    assert len(found.findings) == 1


def test_a_bad_line_of_n_quads_costs_itself_alone(reader: Reader) -> None:
    lines = written(RdfFormat.N_QUADS, catalogue("ab")).splitlines()
    found = read(reader, b"\n".join([*lines[:4], b'<http://a> <http://b> "c', *lines[4:]]))
    assert datasets(found) == ["a", "b"]
    assert said(found)[0][:2] == ("Violation", "their.file, line 5")


XML = """\
<?xml version="1.0" encoding="{encoding}"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">
{parts}</rdf:RDF>
"""


def element(name: str, inner: str = "") -> str:
    return (
        f'<dcat:Dataset rdf:about="{OTHER}{name}"><dct:title>{name}</dct:title>{inner}'
        "</dcat:Dataset>\n"
    )


@pytest.mark.parametrize(
    "inner",
    [
        '<dct:issued rdf:ID="3">y</dct:issued>',  # XML, but no RDF
        "<dct:title>not closed",
        "a & b",
        "<dct:title>crossed</dct:Title>",
    ],
)
def test_a_bad_element_of_rdf_xml_costs_itself_alone(reader: Reader, inner: str) -> None:
    parts = element("a") + element("bad", inner) + element("b")
    found = read(reader, XML.format(encoding="UTF-8", parts=parts))
    assert datasets(found) == ["a", "b"]
    assert ("Violation", "their.file, line 5") in {one[:2] for one in said(found)}


def test_an_element_that_holds_others_of_its_name_stays_whole(reader: Reader) -> None:
    inner = f"<dcat:inSeries>{element('series')}</dcat:inSeries>"
    parts = element("a", inner) + element("bad", "&") + element("b")
    found = read(reader, XML.format(encoding="UTF-8", parts=parts))
    assert datasets(found) == ["a", "b", "series"]


def test_a_bad_member_of_json_ld_costs_itself_alone(reader: Reader) -> None:
    context = {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"}
    members = [{"@id": OTHER + name, "@type": "dcat:Dataset", "dct:title": name} for name in "ab"]
    bad = {"@id": 5, "@type": "dcat:Dataset"}
    document = {"@context": context, "@graph": [members[0], bad, members[1]]}
    found = read(reader, json.dumps(document))
    assert datasets(found) == ["a", "b"]
    assert said(found)[0][:2] == ("Violation", "their.file, line 2")


def test_spaces_in_an_iri_are_encoded_and_said(reader: Reader) -> None:
    found = read(reader, f"{HEAD}<{OTHER}a b> a dcat:Dataset ; dct:title 'x' .\n" + dataset("c"))
    assert datasets(found) == ["a%20b", "c"]
    assert said(found) == [
        (
            "Warning",
            "their.file, line 8",
            f"The IRI '{OTHER}a b' contains characters that are not allowed; "
            "they were percent-encoded",
        )
    ]


@pytest.mark.parametrize("address", ["http://a> <http://b", 'http://a"b', "http://a\\u003E b"])
def test_an_iri_cannot_break_out_of_its_brackets(reader: Reader, address: str) -> None:
    document = {"@id": address, "@type": "http://www.w3.org/ns/dcat#Dataset"}
    (statement,) = read(reader, json.dumps(document)).statements
    assert statement[1:] == (A, DATASET)
    assert not set(statement[0][1:-1]) & set(' <>"\\')


def test_a_relative_iri_of_a_file_is_left_out_and_one_of_a_page_is_completed(
    reader: Reader,
) -> None:
    text = HEAD + dataset("a", more="dct:relation <rel>")
    relation = "<http://purl.org/dc/terms/relation>"
    found = read(reader, text)
    assert not [o for _, p, o in found.statements if p == relation]
    assert datasets(found) == ["a"]
    assert "'rel' is not a complete IRI" in said(found)[0][2]
    found = read(reader, text, "https://page.example/x/y")
    assert [o for _, p, o in found.statements if p == relation] == ["<https://page.example/x/rel>"]


def test_a_language_that_is_none_costs_only_the_tag(reader: Reader) -> None:
    text = HEAD + f'<{OTHER}a> a dcat:Dataset ; dct:title "x"@abcdefghijkl .\n'
    found = read(reader, text)
    assert datasets(found) == ["a"]
    assert '"x"' in [o for _, _, o in found.statements]
    assert "not a language tag" in said(found)[0][2]


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-16"])
def test_xml_in_another_encoding_is_read_and_said(reader: Reader, encoding: str) -> None:
    text = XML.format(encoding=encoding, parts=element("é"))
    found = read(reader, text.encode(encoding))
    assert datasets(found) == ["é"]
    assert [(s, m[:27]) for s, _, m in said(found)] == [("Info", "The document is encoded in ")]


def test_turtle_in_latin_1_is_read_and_said(reader: Reader) -> None:
    found = read(reader, (HEAD + dataset("a", "Été")).encode("latin-1"))
    assert '"Été"@en' in [o for _, _, o in found.statements]
    assert [f.severity for f in found.findings] == [Severity.INFO]


def test_what_is_packed_is_unpacked_within_limits(reader: Reader) -> None:
    assert datasets(read(reader, gzip.compress(catalogue("ab").encode()))) == ["a", "b"]
    bomb = gzip.compress(b" " * 10_000_000)
    with pytest.raises(AssetError, match="unpacks to more than 1 MB"):
        unpacked(bomb, 1_000_000)
    with pytest.raises(AssetError, match="truncated"):
        unpacked(bomb[:100])


@pytest.mark.parametrize(
    "entities",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_xml_with_entities_is_refused(reader: Reader, entities: str) -> None:
    text = XML.format(encoding="UTF-8", parts=element("a"))
    found = read(reader, text.replace("<rdf:RDF", f"{entities}<rdf:RDF", 1))
    assert found.statements == ()
    assert "entities" in said(found)[0][2]


def test_a_pinned_context_is_used_and_another_is_named_and_not_loaded(reader: Reader) -> None:
    pinned = "https://semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld"
    document = {
        "@context": [pinned, "https://elsewhere.example/context.jsonld"],
        "@id": OTHER + "a",
        "@type": "Dataset",
        "title": "A",
    }
    found = read(reader, json.dumps(document))
    assert datasets(found) == ["a"]
    assert '"A"' in [o for _, _, o in found.statements]
    ((severity, _, text),) = said(found)
    assert severity == "Warning"
    assert "https://elsewhere.example/context.jsonld is not one of the bundled contexts" in text


def test_the_dataset_of_a_page_for_search_engines_is_read(reader: Reader) -> None:
    document = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": OTHER + "a",
        "name": "A",
        "url": OTHER + "page",
    }
    found = read(reader, json.dumps(document))
    schema = "http://schema.org/"
    assert (f"<{OTHER}a>", f"<{schema}name>", '"A"') in found.statements
    assert (f"<{OTHER}a>", f"<{schema}url>", f"<{OTHER}page>") in found.statements


def test_graphs_without_records_are_left_out_and_said(reader: Reader) -> None:
    own = catalogue("a").replace(HEAD, "")
    text = HEAD + own + f"<{OTHER}log> {{ <{OTHER}run> dct:title 'a run' . }}\n"
    found = read(reader, text)
    assert datasets(found) == ["a"]
    assert "a run" not in str(found.statements)
    assert "1 named graph without records was left out" in said(found)[0][2]


def test_blank_nodes_keep_their_names_when_others_come(reader: Reader) -> None:
    alone = read(reader, catalogue("b")).statements
    beside = read(reader, catalogue("abc")).statements
    named = {s for s, _, _ in alone if s.startswith(f"<{NAMES}")}
    assert len(named) == 2
    assert named < {s for s, _, _ in beside}


def test_blank_nodes_in_a_circle_and_twins_are_told_apart(reader: Reader) -> None:
    text = HEAD + (
        "_:a foaf:knows _:b . _:b foaf:knows _:a . "
        f"<{OTHER}x> dct:relation [ dct:title 'same' ], [ dct:title 'same' ] ."
    )
    found = read(reader, text)
    assert len(found.statements) == 6
    assert all(s != o for s, _, o in found.statements)


def test_a_file_that_is_nothing_is_one_finding(reader: Reader) -> None:
    found = read(reader, "<html><body>Log in</body></html>")
    assert said(found) == [
        ("Violation", "their.file", "The document cannot be read: it is HTML, not RDF")
    ]
