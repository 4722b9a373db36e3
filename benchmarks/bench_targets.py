"""What it costs to tell of very many violations at a target: time, memory, and both as ratios.

Run: python benchmarks/bench_targets.py [THINGS]
"""

import resource
import sys
import time
from pathlib import Path

from ccdp_graph.profiles.check import CheckedGraph, check_target
from ccdp_graph.profiles.targets import project_target
from ccdp_graph.project.project import open_project
from ccdp_graph.rdf.namespaces import DCAT, DCTERMS, RDF, THINGS
from ccdp_graph.validation.provenance_lookup import ProvenanceLookup


def empty_datasets(number: int) -> CheckedGraph:
    """Make datasets of which nothing but an identifier is said."""
    statements = []
    for position in range(number):
        subject = f"<{THINGS}resource/r{position:06}>"
        statements.append((subject, f"<{RDF}type>", f"<{DCAT}Dataset>"))
        statements.append((subject, f"<{DCTERMS}identifier>", f'"r{position:06}"'))
    return CheckedGraph(tuple(statements), ProvenanceLookup())


def main() -> None:
    """Check a tenth of the things, then all of them, and print what each cost."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 12_000
    files = open_project(Path.cwd())
    target = project_target("healthdcat-ap", files)
    costs = []
    for size in (number // 10, number):
        checked = empty_datasets(size)
        before = time.process_time()
        report = check_target(checked, target, files)
        spent = time.process_time() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        violations = sum(g.results for g in report.gaps if g.severity.label == "Violation")
        costs.append((spent, peak))
        print(f"{size} things, {violations} violations in {len(report.gaps)} groups: ", end="")
        print(f"{spent:.1f} CPU s, at most {peak:.0f} MB")
    (first_time, first_peak), (second_time, second_peak) = costs
    print(f"ten times as many: {second_time / first_time:.1f} times the CPU time, ", end="")
    print(f"{second_peak / first_peak:.1f} times the memory")


if __name__ == "__main__":
    main()
