"""Every workbook that a command writes: no formula, easy to read, the same bytes any time."""

import io
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from python_calamine import load_workbook as read_cells

from ccdp_graph.cli.main import main

HEADER = "Resource name,Country,Data types,Start year,Custodian,Odd,Odder\n"
SURVEY = f"""{HEADER}\
Registry A,Peru,gene panels,17,=Tata Hospital,=1+1,@x
Registry B,Chile,survival,2005,,-x,+x
"""
LATER = f"{HEADER}=Registry A,Peru,survival,2011,,=1+1,@x\n"
NAMES = """\
#title: Names
#source: https://example.org/names
#license: https://creativecommons.org/publicdomain/zero/1.0/
#modified: 2026-11-25
#links: organisation
#iri: https://example.org/
id\tname\tacronyms\taliases\tcountry\thost\ttypes
1\t=Tata Hospital\t\t\tIN\t\thealthcare
"""
COMMANDS: Mapping[str, str] = {
    "query": "query networks-by-data-model --data-model OMOP -g BUILD -o FILE",
    "query-fr": "query oldest-records --before 2026-12-31 --lang fr -g BUILD -o FILE",
    "gaps": "gaps -g BUILD -o FILE",
    "map": "map -g BUILD -o FILE",
    "matrix": "matrix --rows region --columns access -g BUILD -o FILE",
    "matrix-list": "matrix --rows status --columns access --cell list -g BUILD -o FILE",
    "match": "match --have Peru,genomic -g BUILD -o FILE",
    "why": "why rnce -g BUILD -o FILE",
    "validate": "validate survey.csv -o FILE",
    "diff": "diff survey.csv later.csv -o FILE",
    "check": "check survey.csv --force -o FILE",
    "template": "template -o FILE",
    "inspect": "inspect survey.csv --format xlsx -o FILE",
    "adopt": "adopt survey.csv -o FILE",
    "match-names": "match-names names.csv --column =Name -g BUILD -o FILE",
    "link": "link suggest names --force -o FILE",
}
TABLES = [name for name in COMMANDS if name not in {"check", "template"}]
FIRST, AGAIN = "first", "again"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, bundled: Path) -> Iterator[Path]:
    """A folder in which every command has written its workbook twice, some seconds apart."""
    folder = tmp_path_factory.mktemp("written") / "mine"
    runner = CliRunner()
    runner.invoke(main, ["init", str(folder)])
    (folder / "survey.csv").write_text(SURVEY, encoding="utf-8")
    (folder / "later.csv").write_text(LATER, encoding="utf-8")
    (folder / "names.csv").write_text("=Name\nPeru\n=SUM(A1)\n+1+1\n", encoding="utf-8")
    lists = folder / "ontology" / "external"
    lists.mkdir(parents=True)
    (lists / "names.names.tsv").write_text(NAMES, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        runner.invoke(main, ["build", "survey.csv"])
        for time_of_day in (FIRST, AGAIN):
            Path(time_of_day).mkdir()
            for name, command in COMMANDS.items():
                target = f"{time_of_day}/{name}.xlsx"
                words = command.replace("BUILD", str(bundled)).replace("FILE", target).split()
                done = runner.invoke(main, words)
                assert Path(target).exists(), done.output
            if time_of_day == FIRST:
                time.sleep(2.1)  # a zip file holds the time to two seconds
        yield folder


@pytest.mark.parametrize("name", COMMANDS)
def test_the_same_workbook_is_written_at_another_time(folder: Path, name: str) -> None:
    first, again = (folder / when / f"{name}.xlsx" for when in (FIRST, AGAIN))
    assert again.read_bytes() == first.read_bytes()


@pytest.mark.parametrize("name", COMMANDS)
def test_no_cell_is_a_formula_and_two_readers_find_the_same(folder: Path, name: str) -> None:
    content = (folder / FIRST / f"{name}.xlsx").read_bytes()
    others = read_cells(io.BytesIO(content))
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        for cell in cells:
            assert cell.data_type != "f"
            like_one = str(cell.value).startswith(("=", "+", "-", "@", "\t"))
            assert cell.data_type != "s" or cell.quotePrefix == (like_one and cell.value != "-")
        other = others.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        assert sum(value != "" for row in other for value in row) == len(cells)


@pytest.mark.parametrize("name", TABLES)
def test_headings_stay_in_view_and_filter(folder: Path, name: str) -> None:
    book = openpyxl.load_workbook(folder / FIRST / f"{name}.xlsx")
    for sheet in book:
        if sheet.sheet_state == "visible":
            assert sheet.freeze_panes
            first, last = sheet.auto_filter.ref.split(":")
            header = sheet[first].row
            assert all(cell.font.bold for cell in sheet[header] if cell.value is not None)
            assert sheet[last].row <= sheet.max_row
