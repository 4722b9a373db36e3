"""Faces: a package is known to the others by the names it offers, and by nothing behind them."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from repository import ROOT

PACKAGE = ROOT / "ccdp_graph"
FACES = sorted(path.parent for path in PACKAGE.glob("*/__init__.pyi"))


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Yield module and name of each import of ours in a file, inside functions too.

    A name that is asked of a package (`queries.ask`) counts as imported from it.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    packages = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ccdp_graph"):
            yield from ((node.module or "", alias.name) for alias in node.names)
            packages |= {alias.name for alias in node.names if node.module == "ccdp_graph"}
    for node in ast.walk(tree):
        owner = node.value if isinstance(node, ast.Attribute) else None
        if isinstance(owner, ast.Name) and owner.id in packages:
            assert isinstance(node, ast.Attribute)
            yield f"ccdp_graph.{owner.id}", node.attr


def offered(face: Path) -> dict[str, str]:
    """Return by name the module that a face takes it from."""
    tree = ast.parse((face / "__init__.pyi").read_text(encoding="utf-8"))
    return {
        alias.name: node.module or ""
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def behind(module: str) -> str:
    """Return the package behind whose face a module lies, if it does."""
    _, _, inner = module.partition(".")
    package, _, rest = inner.partition(".")
    return package if rest and (PACKAGE / package / "__init__.pyi").exists() else ""


def test_packages_import_each_other_through_their_faces() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in PACKAGE.rglob("*.py")
        for module, _ in imported(path)
        if behind(module) not in ("", path.relative_to(PACKAGE).parts[0])
    ]
    assert wrong == []


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_a_face_offers_what_is_there(face: Path) -> None:
    package = importlib.import_module(f"ccdp_graph.{face.name}")
    names = offered(face)
    assert package.__all__ == sorted(names)
    for name, module in names.items():
        source = importlib.import_module(f"ccdp_graph.{face.name}.{module}")
        assert getattr(package, name) is getattr(source, name)


def test_a_face_hides_no_module_of_its_package_behind_a_name() -> None:
    clashes = [
        f"{face.name}.{name}"
        for face in FACES
        for name in offered(face)
        if (face / f"{name}.py").exists() or (face / name).is_dir()
    ]
    assert clashes == []


def test_every_name_on_a_face_is_used_outside_its_package() -> None:
    tests = (path for tier in (ROOT / "tests").glob("[a-z]*") for path in tier.rglob("*.py"))
    files = [*PACKAGE.rglob("*.py"), PACKAGE / "__init__.pyi", *tests]
    used = {
        (module.removeprefix("ccdp_graph."), name)
        for path in files
        if path.exists()
        for module, name in imported(path)
    }
    idle = [
        f"{face.name}.{name}"
        for face in FACES
        for name in offered(face)
        if (face.name, name) not in used
    ]
    assert idle == []
