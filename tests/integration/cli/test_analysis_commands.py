"""The commands of the analyses, run as a person runs them: status and output."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ccdp_graph.cli.main import main


@pytest.fixture(scope="module")
def built(bundled: Path) -> str:
    return str(bundled)


def invoke(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_matrix_prints_a_table(built: str) -> None:
    done = invoke("matrix", "-g", built, "--rows", "status", "--columns", "federation approach")
    assert done.exit_code == 0
    headings, *rows = [line.split("\t") for line in done.output.splitlines()]
    assert headings[0] == "Status \\ Federation approach"
    assert [row[0] for row in rows] == ["active", "completed", "pilot", "planned", "unknown"]
    counts = dict(zip(headings, rows[0], strict=True))
    assert counts["centralised pooling"] == "21"


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "svg"])
def test_matrix_writes_what_the_ending_says(built: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"models.{ending}"
    words = ("--rows", "network", "--columns", "data-model", "-o", str(path))
    done = invoke("matrix", "-g", built, *words)
    assert (done.exit_code, done.output) == (0, f"written\t{path}\n")
    if ending == "xlsx":
        assert openpyxl.load_workbook(path).sheetnames == ["Matrix", "Records"]
    elif ending == "svg":
        ET.parse(path)
    elif ending == "json":
        assert len(json.loads(path.read_text(encoding="utf-8"))["rows"]["values"]) == 95
    else:
        assert path.read_text(encoding="utf-8").startswith("Network \\ Data model,CCDI")


def test_matrix_lists_its_dimensions_and_cells_of_ids(built: str) -> None:
    done = invoke("matrix", "--dimensions", "--lang", "fr")
    assert "data-model\tModèle de données\tresource, network" in done.output
    words = ("--rows", "data-model", "--columns", "status", "--cell", "list", "--stated")
    done = invoke("matrix", "-g", built, *words)
    assert "CCDI data model\tccdi-data-federation-resource; ccdi\n" not in done.output
    assert "no value" not in done.output
    assert "pcdc" in done.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("matrix", "--rows", "status"), "give both --rows and --columns"),
        (("matrix", "--rows", "statu", "--columns", "access"), "did you mean 'status'"),
        (
            ("matrix", "--rows", "status", "--columns", "access", "-o", "a.pdf"),
            "unknown file extension",
        ),
        (("why", "qqqq"), "nothing in the graph is called 'qqqq'"),
        (("match",), "give a network"),
        (("match", "--have", "qqqq"), "none of the words is known"),
        (("graph", "pcdcc"), "did you mean"),
        (("graph", "--through", "partners"), "did you mean 'partner'"),
    ],
)
def test_wrong_input_is_one_line_and_status_2(
    built: str, words: tuple[str, ...], message: str
) -> None:
    done = invoke(words[0], "-g", built, *words[1:])
    assert done.exit_code == 2
    assert message in done.output
    assert done.output.startswith("error: ")
    assert done.output.count("\n") == 1


def test_gaps_prints_ranked_gaps_with_cells(built: str) -> None:
    done = invoke("gaps", "-g", built, "country-without-network", "unanswered")
    assert done.exit_code == 0
    assert "Countries with data resources but no network" in done.output
    assert (
        "25\tPeru\tdata resources: 1; no network names the country or a region that includes it"
        in done.output
    )
    assert (
        "Access (data resources)\t72 of 133 give no value\t61 answered, 72 unknown" in done.output
    )
    assert "Regions without" not in done.output
    assert invoke("gaps", "-g", built, "nothing").exit_code == 2


def test_gaps_are_given_as_workbook_json_and_csv(built: str, tmp_path: Path) -> None:
    path = tmp_path / "gaps.xlsx"
    assert invoke("gaps", "-g", built, "--lang", "fr", "-o", str(path)).exit_code == 0
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["Lacune", "Rang", "IRI du sujet"]
    kinds = {
        gap["kind"]
        for gap in json.loads(invoke("gaps", "-g", built, "--format", "json").output)["gaps"]
    }
    assert len(kinds) == 4
    assert invoke("gaps", "-g", built, "--format", "csv").output.startswith("Gap,Rank,Subject IRI")


def test_why_names_cell_text_and_lines(built: str) -> None:
    done = invoke("why", "-g", built, "rnce", "Country")
    assert done.exit_code == 0
    (line,) = [line.split("\t") for line in done.output.splitlines()[1:]]
    assert line[:5] == [
        "Country",
        "France",
        "data-resources.xlsx Data resources!C3",
        "Country",
        "France",
    ]
    assert line[5].startswith("data-resources.yarrrml.yml, line ")
    assert line[7] == "2026-11-23"
    whole = json.loads(invoke("why", "-g", built, "rnce", "--format", "json").output)
    assert len(whole["results"]["bindings"]) > 40


def test_match_prints_words_and_reasons_and_says_what_it_did_not_understand(built: str) -> None:
    words = ("--have", "FHIR, Peru, genomic, qzx, genomc", "--want", "federated analysis")
    done = invoke("match", "-g", built, *words, "--number", "2")
    assert done.exit_code == 0
    assert "FHIR\tHL7 FHIR\tdata-model" in done.output
    assert "qzx\tnot understood\t" in done.output
    assert "genomc\tnot understood; did you mean 'genomic data'?" in done.output
    assert "1\t11.1 / 14.5\tCanadian Distributed Infrastructure for Genomics" in done.output
    assert (
        "Federation approach: federated analysis (wanted) [Federated networks!D33]" in done.output
    )
    found = json.loads(invoke("match", "-g", built, *words, "--format", "json").output)
    assert [word["word"] for word in found["not_understood"]] == ["qzx", "genomc"]
    table = invoke("match", "-g", built, *words, "--format", "csv")
    assert "note: 'qzx' not understood" in table.output
    assert invoke("match", "-g", built, "pcdc", "--lang", "fr").exit_code == 0


def test_diff_tells_what_changed_between_two_workbooks(tmp_path: Path) -> None:
    texts = {"old": "Planned", "new": "Active"}
    for name, status in texts.items():
        text = f"Network name,Data model,Status\nAlpha,OMOP,{status}\nBeta,FHIR,Active\n"
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    old, new, marked = (tmp_path / name for name in ("old.csv", "new.csv", "changes.xlsx"))
    done = invoke("diff", str(old), str(new))
    assert done.exit_code == 0
    assert "### Alpha, `network/alpha`" in done.output
    assert "| Status | planned | old!C2 | active | new!C2 |" in done.output
    assert "## Changed (1)" in done.output
    assert invoke("diff", str(old), str(new), "-o", str(marked)).exit_code == 0
    row = [cell.value for cell in openpyxl.load_workbook(marked).worksheets[0][2]]
    assert row[4:] == ["Status", "planned", "old!C2", "active", "new!C2"]


def test_control_characters_and_markup_in_a_name_do_no_harm(tmp_path: Path) -> None:
    text = (
        "Network name,Network type,Data model,Status\n"
        '"Alpha\x01 <script>x</script>",Data initiative,OMOP,Active\n'
    )
    (tmp_path / "odd.csv").write_text(text, encoding="utf-8")
    built = str(tmp_path / "out")
    assert invoke("build", str(tmp_path / "odd.csv"), "-o", built).exit_code == 0
    for words, name in (
        (("why", "alpha-script-x-script"), "why.xlsx"),
        (("match", "--have", "OMOP"), "match.xlsx"),
        (("gaps",), "gaps.xlsx"),
        (("matrix", "--rows", "network", "--columns", "status"), "matrix.xlsx"),
        (("matrix", "--rows", "network", "--columns", "status"), "matrix.svg"),
        (("graph",), "graph.html"),
    ):
        done = invoke(*words, "-g", built, "-o", str(tmp_path / name))
        assert (done.exit_code, done.output) == (0, f"written\t{tmp_path / name}\n")
    assert "<script" not in (tmp_path / "graph.html").read_text(encoding="utf-8")
    assert "<script" not in (tmp_path / "matrix.svg").read_text(encoding="utf-8")


def test_diff_of_a_build_with_itself_and_of_what_is_not_there(built: str) -> None:
    done = invoke("diff", built, f"{built}/graph.nq", "--lang", "fr")
    assert (done.exit_code, "Rien n’a changé." in done.output) == (0, True)
    assert invoke("diff", built, built, "--format", "rdfp").output == "TX .\nTC .\n"
    missing = invoke("diff", built, "nowhere.nq")
    assert missing.exit_code == 2
    assert "nowhere.nq: no such file" in missing.output


@pytest.mark.parametrize("ending", ["svg", "html", "graphml"])
def test_graph_writes_a_picture(built: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"pcdc.{ending}"
    done = invoke("graph", "-g", built, "pcdc", "--neighbours", "--shared", "-o", str(path))
    assert (done.exit_code, done.output) == (0, f"written\t{path}\n")
    text = path.read_text(encoding="utf-8")
    assert "Pediatric Cancer Data Commons" in text
    assert "PCDC data dictionary" in text
