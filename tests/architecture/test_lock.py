"""The locks of the test environment are in step with what they were made from."""

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "tests" / "locks"
PROGRAMS = ROOT / "tests" / "outside_programs"
ENGINES = ROOT / "tests" / "other_engines"
RENEW = "run `bash tests/lock` and commit what it writes"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = (
    *SETTINGS["build-system"]["requires"],
    *SETTINGS["project"]["dependencies"],
    *(entry for entry in SETTINGS["dependency-groups"]["dev"] if isinstance(entry, str)),
    *SETTINGS["dependency-groups"]["docs"],
)


def pins_of(lock: str) -> dict[str, Version]:
    """Read the versions that a lock pins, by name."""
    text = (LOCKS / lock).read_text(encoding="utf-8")
    found = re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE)
    return {name: Version(version) for name, version in found}


def faults(requirements: Iterable[str], pins: dict[str, Version], lock: str) -> list[str]:
    """Say of each requirement that a lock does not meet what is wrong."""
    found = []
    for text in requirements:
        requirement = Requirement(text)
        pin = pins.get(canonicalize_name(requirement.name))
        if pin is None:
            found.append(f"{lock} does not pin {requirement.name}; {RENEW}")
        elif pin not in requirement.specifier:
            found.append(f"{lock} pins {requirement.name} {pin}, asked for is {text}; {RENEW}")
    return found


def outside_requirements(file: str) -> list[str]:
    lines = (PROGRAMS / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("lock", ["python.txt", "lowest.txt"])
def test_each_direct_requirement_is_pinned_within_its_bounds(lock: str) -> None:
    assert faults(DIRECT, pins_of(lock), lock) == []


def test_lowest_versions_are_those_that_pyproject_names() -> None:
    pins = pins_of("lowest.txt")
    for text in DIRECT:
        requirement = Requirement(text)
        lowest = [Version(s.version) for s in requirement.specifier if s.operator == ">="]
        assert lowest, f"pyproject.toml names no lowest version of {text}: write {text}>=…"
        pin = pins[canonicalize_name(requirement.name)]
        # 4.20 stands for its first release, which may be called 4.20.0.20240105.
        assert pin.release[: len(lowest[0].release)] == lowest[0].release, (
            f"lowest.txt pins {requirement.name} {pin}, pyproject.toml allows {lowest[0]}; {RENEW}"
        )


@pytest.mark.parametrize(
    ("lock", "file"), [("outside.txt", "requirements.txt"), ("outside-alone.txt", "alone.txt")]
)
def test_each_outside_program_is_pinned(lock: str, file: str) -> None:
    assert faults(outside_requirements(file), pins_of(lock), lock) == []


def test_a_lock_out_of_step_is_told_with_the_cure() -> None:
    pins = {"rich": Version("13.7")}
    assert faults(["rich>=14", "new.package"], pins, "python.txt") == [
        f"python.txt pins rich 13.7, asked for is rich>=14; {RENEW}",
        f"python.txt does not pin new.package; {RENEW}",
    ]


@pytest.mark.parametrize("path", sorted(LOCKS.glob("*.txt")), ids=lambda path: path.name)
def test_each_pin_has_a_hash_and_no_place_is_named(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    pins = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert pins
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
    assert "://" not in text
    assert not re.search(r"^-|\s/", text, re.MULTILINE), "an option or a path of one machine"


def test_lock_of_npm_programs_is_in_step_and_names_no_registry() -> None:
    wanted = json.loads((ENGINES / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads((ENGINES / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert packages.pop("")["dependencies"] == wanted, f"package-lock.json is old; {RENEW}"
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
