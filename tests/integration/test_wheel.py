"""The wheel, installed bare outside the checkout, does the main job."""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from repository import ROOT

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv*", ".node", ".outside", "ccdp-build", "__pycache__", ".*_cache"
)


def requirements_of(wheel: Path) -> list[str]:
    """Return what tells pip to install a wheel, in the versions of the environment of the tests.

    Without their hashes: those would be wanted of the wheel itself and of its requirements, which
    name ranges.
    """
    locks = [lock.read_text(encoding="utf-8") for lock in Path(sys.prefix).glob("made-from/*.txt")]
    pins = re.findall(r"^([\w.-]+==[^\\\n]+)", "\n".join(locks), re.MULTILINE)
    constraints = wheel.with_suffix(".txt")
    constraints.write_text("\n".join(pins), encoding="utf-8")
    return [str(wheel), "--constraint", str(constraints)]


def test_wheel_builds_the_bundled_workbooks_in_a_bare_environment(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=LEFT_OUT)
    # Not isolated: what builds it comes from the lock too.
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    command += ["--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    shutil.rmtree(source)
    wheel = next(tmp_path.glob("*.whl"))
    venv.create(tmp_path / "bare", with_pip=True)
    tools = tmp_path / "bare" / "bin"
    command = [str(tools / "pip"), "install", "--quiet", *requirements_of(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [tools / "ccdp", "build"], cwd=empty, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "data resources\t133" in done.stdout
    told = subprocess.run(
        [tools / "ccdp", "info"], cwd=empty, env=environment, capture_output=True, text=True
    )
    assert "_assets" in told.stdout
    asked = subprocess.run(
        [tools / "ccdp", "query", "networks-by-data-model", "--data-model", "OMOP"],
        cwd=empty,
        capture_output=True,
        text=True,
    )
    assert "Observational Health Data Sciences" in asked.stdout
    command = [str(tools / "ccdp"), "query", "capacity-needs", "-o", "page.html"]
    subprocess.run(command, check=True, cwd=empty, capture_output=True)
    assert "<caption" in (empty / "page.html").read_text(encoding="utf-8")
    (empty / "page.html").unlink()
    words = ["matrix", "--rows", "status", "--columns", "network-type"]
    counted = subprocess.run([tools / "ccdp", *words], cwd=empty, capture_output=True, text=True)
    assert "Status \\ Network type" in counted.stdout
    command = [sys.executable, "-m", "ccdp_graph", "build", "-o", str(tmp_path / "checkout")]
    subprocess.run(command, check=True, cwd=empty, capture_output=True)
    for path in (tmp_path / "checkout").iterdir():
        assert path.read_bytes() == (empty / "ccdp-build" / path.name).read_bytes(), path.name
