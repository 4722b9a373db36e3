"""An OAI-PMH server: pages by token, deletions, changes since, and records that are broken."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result
from foreign_catalogues import OTHER
from little_web import Asked, Site, little_web

from ccdp_graph.cli.main import main

OAI = "http://www.openarchives.org/OAI/2.0/"
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">'
    '<dcat:Dataset rdf:about="{0}{1}"><dct:title>{2}</dct:title></dcat:Dataset></rdf:RDF>'
)
DUBLIN_CORE = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title xml:lang="fr">Été</dc:title>'
    "<dc:type>http://purl.org/dc/dcmitype/Dataset</dc:type><dc:subject>leukaemia</dc:subject>"
    "<dc:creator>A body</dc:creator><dc:identifier>https://other.example/page</dc:identifier>"
    "<dc:date>2020</dc:date></oai_dc:dc>"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ccdp.toml").write_text("")
    return tmp_path


class Server:
    """Keeps records by day, and gives two a page."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.records: dict[str, tuple[str, str]] = {}
        self.keeps = "persistent"
        self.formats: Sequence[str] = ("oai_dc", "dcat")
        self.today = "2026-11-01"
        self.asked: list[dict[str, str]] = []
        site.otherwise = self.answer

    def put(self, name: str, title: str = "", *, metadata: str = "", day: str = "") -> None:
        metadata = metadata or RDF.format(OTHER, name, title or name)
        self.records[name] = (day or self.today, f"<metadata>{metadata}</metadata>")

    def delete(self, name: str) -> None:
        self.records[name] = (self.today, "")

    def answer(self, asked: Asked) -> None:
        words = {key: value[0] for key, value in parse_qs(urlsplit(asked.path).query).items()}
        if "verb" not in words:
            asked.give(status=404)
            return
        self.asked.append(words)
        asked.give(self.page(words).encode(), "text/html")

    def page(self, words: dict[str, str]) -> str:
        inner = ""
        if words["verb"] == "Identify":
            inner = f"<Identify><deletedRecord>{self.keeps}</deletedRecord></Identify>"
        elif words["verb"] == "ListMetadataFormats":
            inner = "".join(f"<metadataPrefix>{name}</metadataPrefix>" for name in self.formats)
        elif words["verb"] == "ListRecords":
            inner = self.list_records(words)
        return (
            f'<?xml version="1.0"?>\n<OAI-PMH xmlns="{OAI}">'
            f"<responseDate>{self.today}T10:00:00Z</responseDate>\n{inner}</OAI-PMH>"
        )

    def list_records(self, words: dict[str, str]) -> str:
        start, _, since = words.get("resumptionToken", "0 ").partition(" ")
        since = since or words.get("from", "")
        wanted = [name for name, (day, _) in sorted(self.records.items()) if day >= since]
        if not wanted:
            return '<error code="noRecordsMatch">nothing since</error>'
        chosen = wanted[int(start) : int(start) + 2]
        records = "".join(map(self.record, chosen))
        more = f"{int(start) + 2} {since}" if int(start) + 2 < len(wanted) else ""
        return f"<ListRecords>{records}<resumptionToken>{more}</resumptionToken></ListRecords>"

    def record(self, name: str) -> str:
        day, metadata = self.records[name]
        status = "" if metadata else ' status="deleted"'
        return (
            f"<record><header{status}><identifier>oai:other.example:{name}</identifier>"
            f"<datestamp>{day}</datestamp></header>{metadata}</record>\n"
        )


@pytest.fixture
def server() -> Iterator[Server]:
    with little_web() as site:
        yield Server(site)


def ask(server: Server, *words: str) -> Result:
    given = ["harvest", f"{server.site.url}/oai", "--name", "x", "--allow-private", *words]
    return CliRunner().invoke(main, [*given, "--date", server.today])


def told(result: Result) -> dict[str, str]:
    assert result.exit_code != 2, result.output
    return dict(line.split("\t")[:2] for line in result.stdout.splitlines() if "\t" in line)


def taken(project: Path) -> list[str]:
    state = json.loads((project / "harvest/x/state.json").read_text())
    return sorted(record["iri"].removeprefix(OTHER) for record in state["records"])


def text(project: Path, name: str = "records.nq") -> str:
    return (project / "harvest/x" / name).read_text()


def content(project: Path) -> dict[str, bytes]:
    paths = (path for path in (project / "harvest").rglob("*") if path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in paths}


def test_all_pages_are_listed_in_the_format_that_says_most(project: Path, server: Server) -> None:
    for name in "abcde":
        server.put(name)
    rows = told(ask(server, "--type", "oai"))
    assert (rows["type"], rows["documents"], rows["formats"]) == ("oai", "3", "OAI-PMH")
    assert taken(project) == list("abcde")
    assert server.asked[2] == {"verb": "ListRecords", "metadataPrefix": "dcat"}


def test_a_server_is_known_by_what_it_answers(project: Path, server: Server) -> None:
    server.put("a")
    bare = f'<OAI-PMH xmlns="{OAI}"><error code="badVerb"/></OAI-PMH>'
    server.site.pages["/oai"] = lambda asked: (
        server.answer(asked) if "verb" in asked.path else asked.give(bare.encode(), "text/xml")
    )
    assert told(ask(server))["type"] == "oai"
    assert taken(project) == ["a"]


def test_only_what_changed_since_is_asked_for(project: Path, server: Server) -> None:
    for name in "abcdef":
        server.put(name)
    told(ask(server, "--type", "oai"))
    before = content(project)
    server.today = "2026-11-05"
    server.asked.clear()
    rows = told(ask(server))
    assert server.asked[-1] == {
        "verb": "ListRecords",
        "metadataPrefix": "dcat",
        "from": "2026-11-01",
    } or (server.asked[-1]["resumptionToken"].endswith("2026-11-01"))
    assert rows["written"] == "nothing; no record has changed"
    assert content(project) == before
    server.put("b", "changed")
    server.put("g")
    server.delete("a")
    rows = told(ask(server))
    assert [rows[f"{kind} records"] for kind in ("new", "changed")] == ["1", "1"]
    assert rows["removed records"] == "1"
    assert taken(project) == list("bcdefg")
    assert '"changed"' in text(project)
    assert '> "b" <' not in text(project), "the page before says it still, and is not heard"
    before = content(project)
    server.today = "2026-11-09"
    server.asked.clear()
    told(ask(server))
    assert "2026-11-05" in str(server.asked)
    assert content(project) == before


def test_a_server_that_forgets_deletions_is_asked_for_all(project: Path, server: Server) -> None:
    server.keeps = "no"
    for name in "abc":
        server.put(name)
    told(ask(server, "--type", "oai"))
    del server.records["a"]
    server.today = "2026-11-05"
    server.asked.clear()
    assert told(ask(server))["removed records"] == "1"
    assert not any("from" in words for words in server.asked)
    assert taken(project) == ["b", "c"]


def test_dublin_core_is_said_in_dcat(project: Path, server: Server) -> None:
    server.formats = ("oai_dc",)
    server.put("a", metadata=DUBLIN_CORE)
    told(ask(server, "--type", "oai"))
    assert taken(project) == ["oai:other.example:a"]
    thing = "<oai:other.example:a>"
    for predicate, value in (
        (
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
            "<http://www.w3.org/ns/dcat#Dataset>",
        ),
        ("<http://purl.org/dc/terms/title>", '"Été"@fr'),
        ("<http://www.w3.org/ns/dcat#keyword>", '"leukaemia"'),
        ("<http://www.w3.org/ns/dcat#landingPage>", "<https://other.example/page>"),
    ):
        assert f"{thing} {predicate} {value} <" in text(project)
    assert '<http://xmlns.com/foaf/0.1/name> "A body"' in text(project)
    assert "_:" not in text(project)


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ("<dc>not closed", "is not XML"),
        ("a & b", "is not XML"),
        ("<other xmlns='https://schema.example/'/>", "is neither RDF nor Dublin Core"),
        ("", "has no metadata"),
        (RDF.format(OTHER, "x", '<x rdf:ID="3"/>'), "This part cannot be read"),
    ],
)
def test_a_broken_record_costs_itself_alone(
    project: Path, server: Server, metadata: str, said: str
) -> None:
    for name in "abcd":
        server.put(name)
    server.put("b", metadata=metadata or " ")
    told(ask(server, "--type", "oai"))
    assert taken(project) == ["a", "c", "d"]
    (line,) = [one for one in text(project, "report.txt").splitlines() if said in one]
    assert "oai:other.example:b" in line


def test_a_token_that_comes_again_ends_the_list(project: Path, server: Server) -> None:
    for name in "abcd":
        server.put(name)
    whole = server.list_records
    server.list_records = lambda words: whole(  # type: ignore[method-assign]
        {"verb": "ListRecords"} if "resumptionToken" in words else words
    )
    told(ask(server, "--type", "oai"))
    assert "The pages form a loop" in text(project, "report.txt")
    assert taken(project) == ["a", "b"]


def test_a_token_that_ran_out_is_one_line_and_the_next_harvest_begins_anew(
    project: Path, server: Server
) -> None:
    for name in "abcd":
        server.put(name)
    whole = server.list_records
    server.list_records = lambda words: (  # type: ignore[method-assign]
        '<error code="badResumptionToken">too late</error>'
        if len(words) == 2 and "resumptionToken" in words
        else whole(words)
    )
    result = ask(server, "--type", "oai")
    assert result.exit_code == 2
    assert (
        "the server refused the request (badResumptionToken too late); try again" in result.stderr
    )
    server.list_records = whole  # type: ignore[method-assign]
    told(ask(server, "--type", "oai"))
    assert taken(project) == list("abcd")


def test_after_a_limit_all_is_asked_for_again(project: Path, server: Server) -> None:
    for name in "abcdef":
        server.put(name)
    told(ask(server, "--type", "oai", "--limit", "1"))
    assert taken(project) == ["a", "b"]
    told(ask(server))
    assert taken(project) == list("abcdef")


def test_pages_that_later_ones_say_again_are_let_go(project: Path, server: Server) -> None:
    for name in "abc":
        server.put(name)
    told(ask(server, "--type", "oai"))
    for day in range(2, 9):
        server.today = f"2026-11-0{day}"
        for name in "abc":
            server.put(name, f"{name} of {day}")
        told(ask(server))
    assert len(list((project / "harvest/x/documents").iterdir())) == 2
    assert taken(project) == list("abc")
    assert '"c of 8"' in text(project)
