"""Asking others what our things are: reconciliation services, and labels of SPARQL endpoints.

The service is a strict one on loopback: it refuses queries that the official schemas do not allow.
"""

import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner, Result
from little_web import Asked, Site, little_web
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7
from sparql_servers import oxigraph
from standards import STANDARDS, needs_standards

from ccdp_graph.cli.main import main
from ccdp_graph.errors import StoreError
from ccdp_graph.linking.names import NamedThing
from ccdp_graph.linking.reconciliation import NEW, OLD, parse_answer, render_queries, service_of
from ccdp_graph.rdf.namespaces import THINGS

SUITE = STANDARDS / "suites" / "reconciliation"
VERSIONS = (OLD, NEW)
SURVEY = """\
Network,Coordinating organisation,Coordinating country,Network type
FCPA,Fatima Memorial Hospital,Pakistan,Registry network
SCPB,Tata Memorial Hospital,India,Registry network
"""
WIKIDATA = "http://www.wikidata.org/entity/"
KNOWN = {
    "Fatima Memorial Hospital": [("Q1", "Fatima Memorial Hospital, Lahore", 97.5, True)],
    "Tata Memorial Hospital": [
        ("Q2", "Tata Memorial Hospital", 100, True),
        ("Q3", "Tata Main Hospital", 41.25, False),
        ("no iri", "", 1, False),
    ],
}


def invoke(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@cache
def validator(version: str, schema: str) -> jsonschema.protocols.Validator:
    """Return the official schema, with the others that it names."""
    folder = SUITE / version / "schemas"
    found = []
    for path in folder.glob("*.json"):
        told = json.loads(path.read_text("utf-8"))
        resource = Resource.from_contents(told, default_specification=DRAFT7)
        base = f"https://reconciliation-api.github.io/specs/{version.partition('-')[2] or version}"
        found += [
            (f"{base}/schemas/{path.name}", resource),
            (str(told["$id"]).rstrip("#"), resource),
        ]
    told = json.loads((folder / f"{schema}.json").read_text("utf-8"))
    return jsonschema.Draft7Validator(told, registry=Registry().with_resources(found))


def answer_of(name: str) -> list[dict[str, Any]]:
    return [
        {"id": id_, "name": called, "score": score, "match": sure}
        for id_, called, score, sure in KNOWN.get(name, [])
    ]


def manifest(version: str, url: str) -> dict[str, Any]:
    place = "{{id}}" if version == OLD else "{id}"
    return {
        "versions": [version],
        "name": "Strict service",
        "identifierSpace": WIKIDATA,
        "schemaSpace": "http://www.wikidata.org/prop/direct/",
        "view": {"url": WIKIDATA + place},
        "documentation": url,
    }


@contextmanager
def strict_service(version: str) -> Iterator[Site]:
    """Serve the API as its schemas have it; what they do not allow is refused."""

    def service(request: Asked) -> None:
        if request.command == "GET":
            told = manifest(version, "https://example.org/")
            validator(version, "manifest").validate(told)
            request.give(json.dumps(told).encode(), "application/json")
            return
        try:
            document = queries_of(request)
        except (jsonschema.ValidationError, ValueError, KeyError) as error:
            request.give(str(error).encode(), status=400)
            return
        validator(version, "reconciliation-result-batch").validate(document)
        request.give(json.dumps(document).encode(), "application/json")

    def queries_of(request: Asked) -> dict[str, Any]:
        kind = request.headers["Content-Type"]
        if version == OLD:
            assert kind == "application/x-www-form-urlencoded"
            batch = json.loads(parse_qs(request.sent.decode())["queries"][0])
            validator(version, "reconciliation-query-batch").validate(batch)
            return {key: {"result": answer_of(query["query"])} for key, query in batch.items()}
        assert (kind, request.path) == ("application/json", "/match")
        batch = json.loads(request.sent)
        validator(version, "reconciliation-query-batch").validate(batch)
        names = [query["conditions"][0]["propertyValue"] for query in batch["queries"]]
        return {"results": [{"candidates": answer_of(name)} for name in names]}

    with little_web({"/": service, "/match": service}) as site:
        yield site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "mine"
    assert invoke("init", str(folder)).exit_code == 0
    (folder / "networks.csv").write_text(SURVEY, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert invoke("build", "networks.csv").exit_code == 0
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(built)
    return tmp_path / "review.xlsx"


def rows(path: Path) -> dict[tuple[str, str], tuple[int, str]]:
    """Return score and evidence by our name and the candidate's IRI."""
    sheet = openpyxl.load_workbook(path)["Review"]
    return {
        (str(row[0]), str(row[8])): (int(str(row[4])), str(row[5]))
        for row in sheet.iter_rows(min_row=3, values_only=True)
    }


@needs_standards
@pytest.mark.parametrize("version", VERSIONS)
def test_a_service_of_either_version_is_asked_as_its_schemas_allow(
    project: Path, version: str
) -> None:
    with strict_service(version) as site:
        words = ("link", "suggest", "--service", f"{site.url}/", "-o", str(project))
        done = invoke(*words, "--allow-private")
        assert done.exit_code == 0, done.output
    assert f"service\tStrict service, version {version}\n" in done.output
    assert "of which certain\t0\n" in done.output
    found = rows(project)
    assert found["Tata Memorial Hospital", f"{WIKIDATA}Q2"] == (
        90,
        "same name 'Tata Memorial Hospital'; the service gives it 100 as a sure match",
    )
    assert found["Tata Memorial Hospital", f"{WIKIDATA}Q3"][1].endswith(
        "the service gives it 41.25"
    )
    assert ("Fatima Memorial Hospital", f"{WIKIDATA}Q1") in found
    assert len(found) == 3


@needs_standards
@pytest.mark.parametrize("version", VERSIONS)
def test_every_valid_manifest_of_the_suite_is_understood(version: str) -> None:
    paths = sorted((SUITE / version / "examples" / "manifest" / "valid").glob("*.json"))
    assert len(paths) > 10
    for path in paths:
        told = service_of(path.read_bytes(), "https://example.org/api")
        spoken = json.loads(path.read_text("utf-8"))["versions"]
        assert told.version == (OLD if OLD in spoken else version), path.name
        assert told.name


@needs_standards
@pytest.mark.parametrize("version", VERSIONS)
def test_every_valid_answer_of_the_suite_is_read(version: str) -> None:
    paths = sorted((SUITE / version / "examples/reconciliation-result-batch/valid").glob("*.json"))
    assert paths
    service = service_of(json.dumps(manifest(version, "")).encode(), "https://example.org/api")
    for path in paths:
        told = json.loads(path.read_text("utf-8"))
        own = list(told["results"]) if version == NEW else list(told.values())
        body = json.dumps(
            told if version == NEW else {f"q{n}": entry for n, entry in enumerate(own)}
        )
        things = [NamedThing(f"https://example.org/{n}", "x", "") for n in range(len(own))]
        found = parse_answer(body.encode(), things, service)
        for thing, entry in zip(things, own, strict=True):
            ids = [each["id"] for each in entry["candidates" if version == NEW else "result"]]
            assert [each.thing.iri.removeprefix(WIKIDATA) for each in found[thing.iri]] == ids


@needs_standards
def test_as_much_is_asked_at_once_as_the_service_takes() -> None:
    told = manifest(OLD, "") | {"batchSize": 2}
    service = service_of(json.dumps(told).encode(), "https://example.org/api")
    assert service.batch == 2
    kind, body = render_queries([NamedThing("https://example.org/1", 'A "b" & ü', "")], service, 3)
    assert kind == "application/x-www-form-urlencoded"
    queries = json.loads(parse_qs(body.decode())["queries"][0])
    assert queries == {"q0": {"query": 'A "b" & ü', "limit": 3}}


def hostile(name: str, id_: str) -> bytes:
    entry = {"id": id_, "name": name, "score": True}
    return json.dumps({"q0": {"result": [entry, 7, {"id": 3, "name": []}]}}).encode()


def test_what_a_service_says_is_not_trusted() -> None:
    thing = NamedThing("https://example.org/1", "x", "")
    service = service_of(json.dumps(manifest(OLD, "")).encode(), "https://example.org/api")
    for name, id_ in (("x" * 501, "Q1"), ("", "Q1"), ("x", "")):
        assert parse_answer(hostile(name, id_), [thing], service)[thing.iri] == []
    (found,) = parse_answer(hostile("a\n\tb", "a b>"), [thing], service)[thing.iri]
    assert (found.thing.name, found.thing.iri) == ("a b", f"{WIKIDATA}a%20b%3E")
    assert found.remark == "suggested by the service"
    for body in (b"", b"<html>", b"[" * 100_000, b"[]", b'{"q1": {}}', b'{"q0": {"result": 1}}'):
        with pytest.raises(StoreError, match=r"https://example\.org/api: "):
            parse_answer(body, [thing], service)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>", "its answer is not JSON"),
        (b"[]", "is not a reconciliation service"),
        (b'{"name": "x", "versions": ["2.0"]}', "supports versions 2.0"),
        (b'{"name": "x", "versions": 7}', "supports versions unknown"),
    ],
)
def test_what_is_no_service_is_said_in_one_line(project: Path, body: bytes, said: str) -> None:
    with little_web({"/": (body, "application/json")}) as site:
        words = ("link", "suggest", "--service", f"{site.url}/", "-o", str(project))
        done = invoke(*words, "--allow-private")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
    assert not project.exists()


def test_a_private_service_is_refused_unless_it_is_allowed(project: Path) -> None:
    with little_web({"/": (b"{}", "application/json")}) as site:
        done = invoke("link", "suggest", "--service", f"{site.url}/", "-o", str(project))
        assert site.log == []
    assert done.exit_code == 2
    assert "--allow-private" in done.stderr


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "give one of SOURCE, --service URL and --labels-of URL"),
        (("ror", "--service", "https://example.org/"), "give one of SOURCE"),
        (("--labels-of", "https://example.org/", "--type", "organization"), "did you mean"),
    ],
)
def test_one_source_is_asked_about_things_that_there_are(words: tuple[str, ...], said: str) -> None:
    done = invoke("link", "suggest", *words)
    assert done.exit_code == 2
    assert said in done.stderr


LABELS = """\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX e: <https://labels.example.org/>
e:tata skos:prefLabel "Tata Memorial Hospital"@en ; skos:altLabel "TMH", "टाटा"@hi .
e:fatima foaf:name "fatima memorial hospital" .
e:other skos:prefLabel "Tata Steel"@en .
[] skos:prefLabel "Tata Memorial Hospital"@en .
"""


def test_an_endpoint_is_asked_what_bears_our_names(project: Path, tmp_path: Path) -> None:
    with oxigraph(tmp_path) as server:
        request = urllib.request.Request(
            f"{server.graph_store}?default",
            LABELS.encode(),
            {"Content-Type": "text/turtle"},
            method="PUT",
        )
        urllib.request.urlopen(request, timeout=20).close()
        done = invoke("link", "suggest", "--labels-of", server.query, "-o", str(project))
    assert done.exit_code == 0, done.output
    assert done.output.startswith(f"endpoint\t{server.query}\n")
    found = rows(project)
    assert found == {
        ("Fatima Memorial Hospital", "https://labels.example.org/fatima"): (
            90,
            "same name 'fatima memorial hospital'; has this name there",
        ),
        ("Tata Memorial Hospital", "https://labels.example.org/tata"): (
            90,
            "same name 'Tata Memorial Hospital'; has this name there",
        ),
    }


def test_an_endpoint_that_answers_something_else_is_said_in_one_line(project: Path) -> None:
    answers: list[Callable[[Asked], None]] = [lambda request: request.give(b"<html>", "text/html")]
    with little_web() as site:
        site.otherwise = answers[0]
        done = invoke("link", "suggest", "--labels-of", f"{site.url}/sparql", "-o", str(project))
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert f"{site.url}/sparql" in done.stderr
    assert not project.exists()


def test_a_name_with_signs_that_no_workbook_holds_is_written_without_them(project: Path) -> None:
    told = {"q0": {"result": [{"id": "Q9", "name": "Bad\x00 \x07name", "score": 3}]}}

    def service(request: Asked) -> None:
        said: object = manifest(OLD, "") if request.command == "GET" else told
        if request.command == "POST":
            batch = cast(
                "dict[str, Any]", json.loads(parse_qs(request.sent.decode())["queries"][0])
            )
            said = dict.fromkeys(batch, told["q0"])
        request.give(json.dumps(said).encode(), "application/json")

    with little_web({"/": service}) as site:
        words = ("link", "suggest", "--service", f"{site.url}/", "-o", str(project))
        assert invoke(*words, "--allow-private").exit_code == 0
    sheet = openpyxl.load_workbook(project)["Review"]
    assert {row[2] for row in sheet.iter_rows(min_row=3, values_only=True)} == {"Bad name"}
    assert all(THINGS in str(r[7]) for r in sheet.iter_rows(min_row=3, values_only=True))
