"""What publishing costs, stage by stage, in wall and CPU seconds, and as ratios in one run.

python benchmarks/bench_publish.py [ROWS]...

By default the bundled workbooks, 1,620 rows (2,000 records of all kinds) and 2,000 rows.

Where the time goes, and what was tried:

* Reading is a sixth of the wall time: the store loads beside the reading of statements, for
  Oxigraph does not hold up Python. Views are made in that time too, each once. Of N-Quads only the
  public part is parsed. The cells behind statements are looked up afterwards.
* What needs neither the store nor cells (downloads, indexes) is made by a copy of the process a
  core as soon as the graph is read, what shows cells (pages of things, scores) by others as soon
  as those are known. This process asks the store meanwhile, which no copy can, and then helps.
* Jinja passes every piece of a page through every template around it, and escapes it anew. So what
  differs from thing to thing is written in Python; the templates of things and of the layout are
  filled once a depth and language, with marks where that goes. It halved the time of their pages.
* Copies write the files that they make: 300 MB would travel through pipes otherwise.
* What both languages of a page tell alike (facts, cells, links) is looked up once. Values, labels
  and short names are met again and again: each is written once and looked up.
* An answer of 87,000 rows as terms takes three times as long as the same as texts (CSV).
* A set destroys the order of what is nearly sorted: `sorted(dict.fromkeys(x))` takes a quarter of
  the time of `sorted(set(x))`.
* Results of checks are counted as they come; only the one of a kind that is shown is told.
* Looking for garbage, as Python does by default, is a tenth of the time: `ccdp` has it look seldom,
  `ccdp publish` hardly ever. What saved nothing that could be measured: templates and rdflib read
  before the copies are made, other thresholds for malloc, cells asked for in two questions.
* A disk from which thousands of files were just deleted is slow to make as many (ext4 passes over
  the lately freed): publishing again keeps the files that stay.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench_build import large_workbook

from ccdp_graph.files.workers import cores
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.site.run import publish

ROOT = Path(__file__).resolve().parents[1]
BASE = "https://example.org/ccdp/"


class Clock:
    """Wall and CPU seconds by stage; CPU of other processes counts when they have ended."""

    def __init__(self) -> None:
        self.stages: dict[str, tuple[float, float]] = {}
        self._stage, self._wall, self._spent = "", *self._now()

    def tell(self, stage: str) -> None:
        """End a stage, and begin another."""
        wall, spent = self._now()
        if self._stage:
            self.stages[self._stage] = wall - self._wall, spent - self._spent
        self._stage, self._wall, self._spent = stage, wall, spent

    @staticmethod
    def _now() -> tuple[float, float]:
        times = os.times()
        own, others = times.user + times.system, times.children_user + times.children_system
        return time.perf_counter(), own + others


@contextmanager
def built(rows: int, files: Project) -> Iterator[Path]:
    """Build a survey of so many rows, or for 0 the bundled workbooks, into a folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = list(files.workbooks)
        if rows:
            paths = [folder / "large.xlsx"]
            large_workbook(paths[0], rows)
        build(paths, files).write(folder / "build")
        yield folder


def measure(folder: Path, files: Project, jobs: int) -> Clock:
    """Publish once, and print the stages."""
    clock = Clock()
    site = folder / f"site-{jobs}"
    _, number = publish(folder / "build", site, files, base=BASE, jobs=jobs, progress=clock.tell)
    clock.tell("")
    wall, spent = (sum(each) for each in zip(*clock.stages.values(), strict=True))
    records = sum(1 for _ in site.rglob("*.linkset.json"))  # of all kinds, each with a page
    print(
        f"  {records} records, {number} files, {jobs} processes: "
        f"wall {wall:.1f} s, CPU {spent:.1f} s"
    )
    for stage, (own, cpu) in clock.stages.items():
        print(f"    {stage:34} wall {own:5.1f} ({own / wall:4.0%})  CPU {cpu:5.1f}")
    return clock


def main(sizes: list[int]) -> None:
    """Print the figures."""
    files = open_project(ROOT)
    for rows in sizes:
        print(f"{rows} rows" if rows else "the bundled workbooks")
        with built(rows, files) as folder:
            times = {}
            for jobs in sorted({1, cores()}):
                clock = measure(folder, files, jobs)
                times[jobs] = sum(wall for wall, _ in clock.stages.values())
            same = {(folder / f"site-{jobs}" / "SHA256SUMS").read_bytes() for jobs in times}
            assert len(same) == 1, "the site is the same however many processes make it"
            most = max(times)
            print(f"  one process to {most}: {times[1] / times[most]:.1f}")


if __name__ == "__main__":
    gc.set_threshold(1_000_000, 50, 50)  # as the command has it
    main([int(word) for word in sys.argv[1:]] or [0, 1_620, 2_000])
