"""Every command, run as a person runs it: status and output."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from inspect import signature
from pathlib import Path

import click
import openpyxl
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result
from rdflib import Graph
from repository import GOLDEN, ROOT

from ccdp_graph import __version__
from ccdp_graph.cli.main import main
from ccdp_graph.schemas import FILE_FORMATS

CONTEXT = click.Context(main)
COMMANDS = main.list_commands(CONTEXT)
GROUPS = ("Build and fix", "Ask", "Publish and release", "Link and harvest", "Project")
HEAVY = {"rdflib", "pyshacl", "openpyxl", "pyoxigraph", "rich", "yaml", "babel", "rapidfuzz"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "out"
    assert invoke("build", "-o", str(folder)).exit_code == 0
    return folder


def invoke(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), prog_name="ccdp")


def ask(built: Path, *words: str) -> Result:
    return invoke("query", "--graph", str(built), *words)


def command_called(name: str) -> click.Command:
    command = main.get_command(CONTEXT, name)
    assert command is not None
    return command


def test_help_lists_every_command_in_its_group_and_the_exit_status() -> None:
    done = invoke("--help")
    assert done.exit_code == 0
    assert re.findall(r"^  ([\w-]+)  ", done.output, re.MULTILINE)[-len(COMMANDS) :] == COMMANDS
    titles = re.findall(r"^(\w.*):$", done.output, re.MULTILINE)
    assert titles[-len(GROUPS) :] == list(GROUPS)
    assert "0 success" in done.output


def test_help_of_all_commands_says_of_each_what_its_own_help_says() -> None:
    shown = " ".join(invoke("--help").output.split())
    for name in COMMANDS:
        own = command_called(name).get_short_help_str(limit=200).removesuffix(".")
        assert f"{name} {own}" in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_takes_what_its_options_give(name: str) -> None:
    command = command_called(name)
    for own in command.commands.values() if isinstance(command, click.Group) else (command,):
        assert own.callback is not None
        options = {parameter.name for parameter in own.params if parameter.expose_value}
        if "federated" in options:  # it asks a graph, which these options open
            options -= {"graph", "endpoint", "federated", "time_limit", "row_limit"}
            options.add("source")
        assert set(signature(own.callback).parameters) - {"ctx"} == options


def test_a_mistyped_command_is_told_the_nearest() -> None:
    done = invoke("biuld")
    assert done.exit_code == 2
    assert "No such command 'biuld'" in done.output


def test_links_is_another_word_for_link() -> None:
    assert command_called("links") is command_called("link")


def test_a_schema_is_listed_printed_and_written(tmp_path: Path) -> None:
    listed = [line.split("\t")[0] for line in invoke("schema").output.splitlines()]
    assert listed == ["Format", *FILE_FORMATS]
    printed = invoke("schema", "column-file").output
    assert json.loads(printed) == FILE_FORMATS["column-file"].json_schema()
    assert invoke("schema", "column-file", "-o", str(tmp_path / "a.json")).exit_code == 0
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_has_an_example_and_explains_its_options(command: str) -> None:
    done = invoke(command, "--help")
    assert done.exit_code == 0
    assert re.search(r"Examples?:\n\s+ccdp " + command, done.output)
    for parameter in command_called(command).params:
        if parameter.param_type_name == "option":
            assert getattr(parameter, "help", None), parameter.name


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        ("'--help'", {}),
        ("'--version'", {}),
        ("", {"_CCDP_COMPLETE": "bash_complete", "COMP_WORDS": "ccdp ma", "COMP_CWORD": "1"}),
    ],
    ids=["help", "version", "completion"],
)
def test_no_command_is_imported_for(words: str, environment: dict[str, str]) -> None:
    code = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules, sep='\\n'))\n"
        f"from ccdp_graph.cli.main import main; main([{words}], prog_name='ccdp')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | environment,
    )
    lines = set(done.stdout.splitlines())
    assert not HEAVY & lines
    ours = {line for line in lines if line.startswith("ccdp_graph.cli.")}
    assert ours == {"ccdp_graph.cli.main", "ccdp_graph.cli.language"}
    if environment:
        assert {"plain,map", "plain,match", "plain,matrix", "plain,match-names"} <= lines


def test_version_is_that_of_the_package() -> None:
    assert __version__ in invoke("--version").output


def test_build_prints_what_it_made_and_where(built: Path) -> None:
    done = invoke("build", "-o", str(built))
    assert "data resources\t133" in done.output
    assert "networks\t95" in done.output
    assert f"written\t{built / 'graph.ttl'}" in done.output
    assert "findings: Violation\t0" in done.output
    assert "Federated networks!Q5" in done.output
    names = {path.name for path in built.iterdir()}
    assert names == {"graph.nq", "graph.ttl", "report.json", "report.txt"}


def test_build_takes_the_date_of_the_records(tmp_path: Path) -> None:
    assert invoke("build", "--date", "2020-02-29", "-o", str(tmp_path)).exit_code == 0
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert 'dcterms:modified "2020-02-29"^^xsd:date' in text
    assert invoke("build", "--date", "2020-02-30").exit_code == 2


def test_tidy_prints_json_documents() -> None:
    done = invoke("tidy")
    assert done.exit_code == 0
    documents = json.loads(done.output)
    assert set(documents) == {"data-resources", "federated-networks", "catalogue"}
    first = documents["data-resources"]["records"][0]
    assert first["id"] == "rnce"
    assert first["country"] == ["http://publications.europa.eu/resource/authority/country/FRA"]
    assert first["cases"] == 9425
    assert documents["data-resources"]["organisations"]


def test_tidy_prints_csv_for_a_look() -> None:
    done = invoke("tidy", str(ROOT / "examples" / "data-resources.xlsx"), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.output)))
    assert len(rows) == 133
    assert rows[0]["name"] == "Registre National des Cancers de l'Enfant"


def test_tidy_writes_documents_and_mappings_for_other_engines(tmp_path: Path) -> None:
    assert invoke("tidy", "-o", str(tmp_path)).exit_code == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert {"catalogue.json", "data-resources.json", "organisations.yarrrml.yml"} <= names


def test_validate_writes_a_report_in_the_format_that_the_file_asks_for(
    built: Path, tmp_path: Path
) -> None:
    page = tmp_path / "constats.html"
    done = invoke("validate", str(built / "graph.nq"), "--lang", "fr", "-o", str(page))
    assert done.exit_code == 0
    assert done.output == f"écrit\t{page}\n"
    assert '<html lang="fr">' in page.read_text(encoding="utf-8")
    done = invoke("validate", str(built / "graph.nq"), "--format", "sarif")
    assert json.loads(done.output)["version"] == "2.1.0"
    for words, told in (
        (("--format", "xlsx"), "give"),
        (("-o", str(tmp_path / "report.docx")), "use --format"),
    ):
        refused = invoke("validate", str(built / "graph.nq"), *words)
        assert refused.exit_code == 2
        assert told in refused.output
    assert [path.name for path in tmp_path.iterdir()] == ["constats.html"]


def test_validate_fails_from_the_severity_asked_for(built: Path) -> None:
    graph = str(built / "graph.nq")
    statuses = [
        invoke("validate", graph, "--fail-on", gravest).exit_code
        for gravest in ("violation", "warning", "info")
    ]
    assert statuses == [0, 1, 1]


def test_template_writes_a_survey_that_build_reads(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    done = invoke("template", "data-resources", "--lang", "fr", "-o", str(path))
    assert done.exit_code == 0
    assert f"écrit\t{path}" in done.output
    assert f"ccdp build {path}" in done.output
    built = invoke("build", str(path), "-o", str(tmp_path / "out"))
    assert built.exit_code == 0
    assert "sheet 'Ressources de données', as data-resources\t1 of 1 rows" in built.output
    assert "findings: Info\t0" in built.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("patients",), "there is no table 'patients'; there are: data-resources, federated"),
        (("-o", "absent/survey.xlsx"), "cannot be written"),
        (("-o", "survey.csv"), "a survey is an .xlsx file"),
    ],
)
def test_template_says_in_one_line_what_is_wrong(words: tuple[str, ...], said: str) -> None:
    done = invoke("template", *words)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_template_writes_over_a_file_only_when_told_to(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    path.write_bytes(b"filled in")
    assert invoke("template", "-o", str(path)).exit_code == 2
    assert path.read_bytes() == b"filled in"
    assert invoke("template", "--force", "-o", str(path)).exit_code == 0
    assert path.read_bytes().startswith(b"PK")


def test_validate_checks_a_workbook_with_its_cells() -> None:
    done = invoke("validate", str(ROOT / "examples" / "federated-networks.xlsx"))
    assert done.exit_code == 0
    assert "Federated networks!Q5" in done.output


def test_validate_finds_the_same_cells_in_the_graph_with_provenance(built: Path) -> None:
    done = invoke("validate", str(built / "graph.nq"), "--format", "json")
    assert done.exit_code == 0
    report = json.loads(done.output)
    places = {f["cell"] for f in report["findings"] if f.get("rule", "").endswith("-recommended")}
    whole = json.loads((built / "report.json").read_text(encoding="utf-8"))
    assert len(report["findings"]) > 700
    rows = {re.sub(r"[A-Z]+(?=\d+$)", "", place) for place in places}
    expected = {
        re.sub(r"[A-Z]+(?=\d+$)", "", f["cell"])
        for f in whole["findings"]
        if f.get("rule", "").endswith("-recommended") and "cell" in f
    }
    assert expected <= rows
    # what a column rule explains during the build is not known from the graph alone
    explained = {
        re.sub(r"[A-Z]+(?=\d+$)", "", f["cell"])
        for f in whole["findings"]
        if "cell" in f and not f["rule"].startswith("http")
    }
    assert rows - expected <= explained


def test_validate_of_a_broken_graph_is_status_1(tmp_path: Path) -> None:
    good = (GOLDEN / "shapes" / "good.ttl").read_text(encoding="utf-8")
    (tmp_path / "bad.ttl").write_text(good.replace('"rnce"', '"RNCE!"'), encoding="utf-8")
    done = invoke("validate", str(tmp_path / "bad.ttl"))
    assert done.exit_code == 1
    assert "Each record needs exactly one id" in done.output
    (tmp_path / "good.ttl").write_text(good, encoding="utf-8")
    assert invoke("validate", str(tmp_path / "good.ttl")).exit_code == 0


def test_query_without_a_name_lists_the_questions() -> None:
    done = invoke("query")
    assert done.exit_code == 0
    names = {path.stem for path in (ROOT / "queries").glob("*.rq")}
    assert names == {line.split("\t")[0] for line in done.output.splitlines()[1:]}
    assert "Quels réseaux" in invoke("query", "--lang", "fr").output


@pytest.mark.parametrize(
    "value",
    ["OMOP", "omop cdm", "omop-cdm", "https://w3id.org/ccdp/vocab/data-model/omop-cdm"],
)
def test_query_takes_a_concept_as_label_id_or_iri(built: Path, value: str) -> None:
    done = ask(built, "networks-by-data-model", "--data-model", value)
    assert done.exit_code == 0, done.output
    assert "DARWIN" in done.output.upper() or "darwin-eu" in done.output
    assert len(done.output.splitlines()) == 9


@pytest.mark.parametrize("value", ["France", "FR", "fra", "Frankreich"])
def test_query_takes_a_country_by_name_or_code(built: Path, value: str) -> None:
    if value == "Frankreich":  # a parameter knows English and French names only
        assert ask(built, "resources-sharing-abroad", "--country", value).exit_code == 2
        return
    done = ask(built, "resources-sharing-abroad", f"--country={value}")
    assert len(done.output.splitlines()) > 1


def test_query_answers_as_csv_json_xlsx_and_turtle(built: Path, tmp_path: Path) -> None:
    name = "organisation-involvement"
    given = ("--organisation", "IARC")
    rows = list(csv.reader(io.StringIO(ask(built, name, *given, "--format", "csv").output)))
    document = json.loads(ask(built, name, *given, "--format", "json").output)
    page = tmp_path / "page.html"
    assert ask(built, name, *given, "-o", str(page)).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "| Organisation |" in ask(built, name, *given, "--format", "md").output
    assert len(document["results"]["bindings"]) == len(rows) - 1 > 3
    path = tmp_path / "answers.xlsx"
    assert ask(built, name, *given, "--format", "xlsx", "-o", str(path)).exit_code == 0
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.max_row == len(rows)
    headings = [str(cell.value) for cell in sheet[1]]
    assert sorted(headings) == sorted(rows[0])
    assert headings == sorted(headings, key=lambda heading: heading.endswith(" IRI"))
    by_heading = dict(zip(headings, sheet[2], strict=True))
    link = by_heading[headings[0]].hyperlink
    assert link is not None
    assert link.target == by_heading[f"{headings[0]} IRI"].value
    turtle = ask(built, "country-profile", "--country", "Peru", "--format", "ttl").output
    assert len(Graph().parse(data=turtle, format="turtle")) > 50


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("netwoks-by-data-model",), "did you mean 'networks-by-data-model'"),
        (("networks-by-data-model", "--data-modell", "x"), "did you mean '--data-model'"),
        (("networks-by-data-model", "--data-model", "OMPO"), "did you mean 'OMOP CDM'"),
        (("networks-by-data-model", "--data-model"), "needs a value"),
        (
            ("country-profile",),
            "--country is missing: country-profile needs a value for it, such as Peru",
        ),
        (("country-profile", "--country", "Holand"), "did you mean"),
        (("organisation-involvement", "--organisation", "Gustav Roussy"), "'Gustave Roussy'"),
        (("country-profile", "--country", "Peru", "--format", "csv"), "--format ttl"),
        (("networks-by-data-model", "--format", "ttl"), "csv, json, xlsx, md or html"),
        (
            ("netwoks-by-data-model", "--data-model", "OMOP"),
            "did you mean 'networks-by-data-model'",
        ),
        (("resources-by-age", "--age", "old"), "--age needs a whole number, not 'old'"),
        (("--frobnicate",), "no option '--frobnicate'; see ccdp query --help"),
        (("--tag", "curatr"), "no question has the tag 'curatr'; did you mean 'curator'?"),
        (("--search", "zebra"), "no question is about 'zebra'; ccdp query lists all questions"),
        (("capacity-needs", "--country", "FR"), "has no parameter '--country'; it has no para"),
    ],
)
def test_query_says_in_one_line_what_is_wrong(
    built: Path, words: tuple[str, ...], said: str
) -> None:
    done = ask(built, *words)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_query_of_no_build_says_how_to_make_one(tmp_path: Path) -> None:
    done = ask(tmp_path / "absent", "networks-by-data-model")
    assert done.exit_code == 2
    assert "run ccdp build first" in done.stderr


def test_query_shows_its_text_and_parameters() -> None:
    done = invoke("query", "networks-by-data-model", "--show")
    assert "--data-model" in done.output
    assert "SELECT" in done.output


def test_query_lists_by_audience_tag_and_word() -> None:
    lines = [line.split("\t") for line in invoke("query").output.splitlines()[1:]]
    groups = [line[3] for line in lines]
    assert list(dict.fromkeys(groups)) == ["researcher", "curator", "steward", "programme"]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)
    curators = invoke("query", "--tag", "curator").output.splitlines()[1:]
    assert [line.split("\t")[0] for line in curators] == [
        line[0] for line in lines if line[3] == "curator"
    ]
    found = invoke("query", "--search", "jumelage", "--lang", "fr")
    assert found.exit_code == 2
    assert "capacity-needs\t" in invoke("query", "--search", "CAPACITY build").output


def test_query_help_is_that_of_the_question() -> None:
    done = invoke("query", "networks-by-data-model", "--help")
    assert done.exit_code == 0
    assert "Usage: ccdp query networks-by-data-model [OPTIONS]" in done.output
    assert "Which networks use a given data model?" in done.output
    assert "Example: ccdp query networks-by-data-model --data-model omop-cdm" in done.output
    assert (
        "--data-model CONCEPT  Data model from the list data-model, such as omop-cdm."
        in done.output
    )
    french = " ".join(invoke("query", "resources-by-age", "--lang", "fr", "-h").output.split())
    assert "Âge en années, par exemple 17 ; par défaut 17." in french
    assert "(required)" in invoke("query", "country-profile", "--help").output


@pytest.mark.parametrize(
    ("words", "begun", "offered"),
    [
        (("query",), "networks-by-sc", "networks-by-scope"),
        (("query", "networks-by-scope"), "--sc", "--scope"),
        (("query", "networks-by-data-model", "--data-model"), "om", "omop-cdm"),
        (("query", "resources-sharing-abroad", "--country"), "fra", "FRA"),
        (("query", "partners-of-network", "--network"), "eucan", "eucanimage"),
        (("query", "resources-by-age", "--age"), "", ""),
    ],
)
def test_shell_completes_names_options_and_values(
    built: Path, words: tuple[str, ...], begun: str, offered: str
) -> None:
    given = [*words[:2], "--graph", str(built), *words[2:]] if words[2:] else list(words)
    found = ShellComplete(main, {}, "ccdp", "_CCDP_COMPLETE").get_completions(given, begun)
    values = {item.value for item in found}
    assert (offered in values) if offered else not values
    assert all(item.help for item in found)


def test_shell_offers_no_value_where_there_is_no_build(tmp_path: Path) -> None:
    given = ["query", "networks-by-data-model", "-g", str(tmp_path / "none"), "--data-model"]
    assert ShellComplete(main, {}, "ccdp", "_CCDP_COMPLETE").get_completions(given, "") == []


def test_query_answers_yes_or_no_and_in_french(built: Path) -> None:
    given = ("is-data-type-held-in-country", "--country", "PE", "--data-type", "incidence")
    assert ask(built, *given).output == "Yes\n"
    assert ask(built, *given, "--lang", "fr").output == "Oui\n"
    assert json.loads(ask(built, *given, "--format", "json").output)["boolean"] is True
    french = ask(built, "resources-sharing-abroad", "--country", "US", "--lang", "fr").output
    assert french.startswith("IRI de la ressource\tRessource\t")
    assert "États-Unis" in french


def test_query_describes_questions_for_other_programs(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    assert invoke("query", "--describe", "openapi", "-o", str(path)).exit_code == 0
    document = json.loads(path.read_text(encoding="utf-8"))
    assert "/questions/networks-by-data-model" in document["paths"]
    curators = json.loads(invoke("query", "--tag", "curator", "--describe", "openapi").output)
    assert 8 <= len(curators["paths"]) < len(document["paths"])
    turtle = ask(built, "networks-by-data-model", "--describe", "turtle").output
    assert "VALUES ?_data_model { <https://w3id.org/ccdp/vocab/data-model/omop-cdm> }" in turtle
    form = ask(built, "networks-by-data-model", "--describe", "form", "--lang", "fr").output
    assert '<option value="omop-cdm">OMOP CDM</option>' in form
    assert "Modèle de données</label>" in form


def test_parameter_that_would_hide_an_option_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ccdp.toml").write_text("", encoding="utf-8")
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "own.rq").write_text(
        "#+ summary: {en: What?}\n#+ parameters: {graph: {type: text, example: x}}\n"
        "SELECT ?_graph WHERE { ?thing ?property ?_graph }\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    done = invoke("query", "own")
    assert done.exit_code == 2
    assert "own: the parameter 'graph' hides an option" in done.stderr


def test_info_tells_versions_assets_and_the_age_of_lists() -> None:
    done = invoke("info")
    assert done.exit_code == 0
    for word in ("rdflib", "pyoxigraph", "countries.ttl", "as of 2026-", "base IRI", str(ROOT)):
        assert word in done.output


def test_format_makes_turtle_canonical_and_checks_it(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("@prefix b: <http://b/> .\n@prefix a: <http://a/> . a:z a:p a:o .\n")
    assert invoke("format", "--check", str(path)).exit_code == 1
    assert "@prefix" in path.read_text(encoding="utf-8")
    assert invoke("format", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("PREFIX a: <http://a/>\n\na:z")
    assert invoke("format", "--check", str(path)).exit_code == 0
