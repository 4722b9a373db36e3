"""What checking costs, engine by engine, as ratios to pySHACL in one run.

python benchmarks/bench_validate.py [ROWS]...
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench_build import large_workbook

from ccdp_graph.mapping.engines.native import materialize
from ccdp_graph.pipeline.run import tidy_workbooks
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.rdf.terms import Statement
from ccdp_graph.sparql.oxigraph import EmbeddedStore
from ccdp_graph.validation.engines.pyshacl import graph_of, reference_results
from ccdp_graph.validation.engines.sparql import validate_store
from ccdp_graph.validation.engines.statements import validate_statements
from ccdp_graph.validation.project_shapes import project_checks, project_shapes
from ccdp_graph.validation.stored_checks import run_checks

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3


def statements_of(rows: int, files: Project) -> tuple[Statement, ...]:
    """Return the statements of the bundled survey, written as often as it takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        large_workbook(path, rows)
        return materialize(tidy_workbooks([path], files).documents, files.mappings()).statements


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Return the least CPU time of some calls, in seconds, and what they give."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        found = work()
        times.append(time.process_time() - start)
    return min(times), found


def compare(rows: int, files: Project) -> None:
    """Print the times of one size."""
    statements = statements_of(rows, files)
    shapes, graph = project_shapes(files), files.shapes()
    loading, _ = timed(lambda: len(EmbeddedStore.of(statements)))
    store, data = EmbeddedStore.of(statements), graph_of(statements)
    parsing, _ = timed(lambda: len(graph_of(statements)))
    reference, found = timed(lambda: len(reference_results(data, graph)))
    quick, same = timed(lambda: sum(1 for _ in validate_statements(statements, shapes.own)))
    asked, again = timed(lambda: sum(n for _, n in validate_store(store, shapes.own, most=10**6)))
    checks, _ = timed(
        lambda: sum(n for _, n in run_checks(store, project_checks(files), most=None))
    )
    assert found == same == again, "the engines give the same number of results"
    whole = parsing + reference
    print(f"{rows} rows, {len(statements)} statements, {found} results; CPU seconds")
    print(f"  pySHACL         {whole:6.2f} (of it rdflib's parsing {parsing:.2f})")
    print(f"  on statements   {quick:6.2f}, 1/{whole / quick:.0f} of pySHACL")
    print(f"  in a store      {loading + asked:6.2f} (loading {loading:.2f}), ", end="")
    print(f"1/{whole / (loading + asked):.0f} of pySHACL; where it is loaded 1/{whole / asked:.0f}")
    print(f"  stored checks   {checks:6.2f}")
    every = quick + loading + checks
    print(f"  all that build does: {every:.2f}, 1/{whole / every:.0f} of pySHACL without checks")


if __name__ == "__main__":
    for size in [int(word) for word in sys.argv[1:]] or [300, 1_000, 3_000]:
        compare(size, open_project(ROOT))
