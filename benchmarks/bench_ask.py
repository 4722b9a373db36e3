"""Time what a person and a running program wait for, in this checkout and others, in one run.

    python benchmarks/bench_ask.py [CHECKOUT]...

Units: milliseconds, of the whole process for commands and of one call for `ask`; the median of
some runs, taken in turn from one checkout after another. `first` is the first question asked of a
store that is open, with the project just opened; `next` are those after it.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 7
COMMANDS = {
    "query NAME --help": ("query", "networks-by-data-model", "--help"),
    "query NAME": ("query", "networks-by-data-model", "--data-model", "OMOP"),
    "query": ("query",),
}
ASKED = """
import json, time
from ccdp_graph import ask, open_project, open_store
store, project = open_store("ccdp-build"), open_project()
taken = {}
for name, given in {
    "networks-by-data-model": {"data_model": "OMOP"},
    "approaches-by-data-type": {"data_type": "molecular"},
    "data-models-in-country": {"country": "Fiji"},
}.items():
    for language in ("en", "fr"):
        for _ in range(20):
            began = time.perf_counter()
            ask(store, name, project=project, language=language, **given)
            taken.setdefault(f"{name} {language}", []).append(time.perf_counter() - began)
print(json.dumps(taken))
"""


def measured(checkout: Path, folder: Path) -> dict[str, float]:
    """Time one process for each."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    found = {}
    for name, words in COMMANDS.items():
        began = time.perf_counter()
        run([sys.executable, "-m", "ccdp_graph", *words], folder, environment)
        found[f"ccdp {name}"] = time.perf_counter() - began
    said = run([sys.executable, "-c", ASKED], folder, environment)
    for name, taken in json.loads(said).items():
        found[f"ask {name}, first"] = taken[0]
        found[f"ask {name}, next"] = statistics.median(taken[1:])
    return found


def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    """Run a program to its end."""
    done = subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def main(checkouts: list[Path]) -> None:
    """Print a line a measure, with a column a checkout."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([sys.executable, "-m", "ccdp_graph", "build"], folder, {"PYTHONPATH": str(ROOT)})
        runs: list[list[dict[str, float]]] = [[] for _ in checkouts]
        for _ in range(RUNS):
            for number, checkout in enumerate(checkouts):
                runs[number].append(measured(checkout, folder))
    for name in runs[0][0]:
        times = [statistics.median(one[name] for one in taken) * 1000 for taken in runs]
        print(f"{name:45}" + "".join(f"{one:10.1f}" for one in times))


if __name__ == "__main__":
    main([Path(word).resolve() for word in sys.argv[1:]] or [ROOT])
