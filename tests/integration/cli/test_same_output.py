"""The tool that refactorings are held against: that it can be called; it takes minutes to run."""

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parents[3] / "tools" / "same_output.py"


def test_each_command_says_how_it_is_called() -> None:
    for words in (["--help"], ["record", "--help"], ["compare", "--help"]):
        done = subprocess.run([sys.executable, TOOL, *words], capture_output=True, text=True)
        assert (done.returncode, "Example" in done.stdout) == (0, True), done.stderr


def test_what_cannot_run_has_exit_status_two(tmp_path: Path) -> None:
    words = ["compare", str(tmp_path / "none.json")]
    done = subprocess.run([sys.executable, TOOL, *words], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
