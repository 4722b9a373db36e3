"""How long the main job takes, as whole processes and as ratios in one run.

python benchmarks/bench_build.py
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

from ccdp_graph.mapping.engines.native import materialize
from ccdp_graph.model.concepts import ConceptIndex
from ccdp_graph.model.workbook import Workbook
from ccdp_graph.project.project import open_project
from ccdp_graph.spreadsheets.reader import read_workbook
from ccdp_graph.tables.headers import find_tables
from ccdp_graph.tables.lexicon import Lexicon
from ccdp_graph.tables.run import tidy

ROOT = Path(__file__).resolve().parents[1]
RUNS = 7
ROWS = 10_000


def whole_process(*words: str) -> float:
    """Return the median wall time of a command, start-up included, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            command = [sys.executable, "-m", "ccdp_graph", *words]
            subprocess.run(command, cwd=folder, capture_output=True, check=True)
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def timed(work: Callable[[], object]) -> float:
    """Return the CPU time of one call, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def large_workbook(path: Path, rows: int) -> None:
    """Write the bundled survey many times over, each row under a name of its own."""
    source = read_workbook(ROOT / "examples" / "data-resources.xlsx")
    sheet = next(sheet for sheet in source.sheets if sheet.name == "Data resources")
    body = [row for row in sheet.rows[1:] if any(row)]
    book = openpyxl.Workbook(write_only=True)
    out = book.create_sheet("Survey")
    out.append(list(sheet.rows[0]))
    for number in range(rows):
        row = body[number % len(body)]
        out.append([f"{row[0]} {number}", None, *row[2:]])
    book.save(path)


def main() -> None:
    """Print the figures."""
    print(f"ccdp build, bundled workbooks   {whole_process('build'):.2f} s")
    print(f"ccdp --help                     {whole_process('--help'):.2f} s")
    files = open_project(ROOT)
    words = Lexicon(ConceptIndex.from_graph(files.vocabularies()), files.decisions())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        large_workbook(path, ROWS)
        read: list[Workbook] = []
        reading = timed(lambda: read.append(read_workbook(path)))
        tables = find_tables(read[0], files.column_files(), words)
        made = []
        base = files.settings.base
        ids = files.identifiers()
        tidying = timed(lambda: made.append(tidy(read, tables, words, ids, base)))
        graphs = []
        mappings = files.mappings()
        mapping = timed(lambda: graphs.append(materialize(made[0].documents, mappings)))
        statements = graphs[0].statements
        print(f"{ROWS} rows, {len(statements)} statements, in CPU seconds")
        print(f"  read {reading:.2f}, tidy {tidying:.2f}, materialize {mapping:.2f}")
        print(f"  tidy and materialize to read: {(tidying + mapping) / reading:.1f}")


if __name__ == "__main__":
    main()
