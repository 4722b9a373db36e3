"""Texts for people stand once in the code, in English; the catalogues say them otherwise."""

import ast
from pathlib import Path

import pytest
from messages import LOCALES, catalogue_files, faults, texts_of, updated

PACKAGE = Path(__file__).parents[2] / "ccdp_graph"

DATA = {  # no texts, but what a catalogue is called unless its ccdp.toml says it, and codes
    "model/settings.py",
    "schemas/settings_format.py",
}


def sources() -> dict[str, str]:
    """Return the modules by path."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in paths}


@pytest.mark.parametrize("language", catalogue_files())
def test_catalogues_have_the_texts_of_the_code_and_no_others(language: str) -> None:
    path = catalogue_files()[language]
    assert not list(faults(path, complete=language == "fr"))


def test_a_new_language_is_a_folder_that_the_tool_fills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("messages.LOCALES", tmp_path)
    (tmp_path / "pt/LC_MESSAGES").mkdir(parents=True)
    ((language, path),) = catalogue_files().items()
    path.write_bytes(updated(language, path))
    assert 'msgid "Countries with {records}"' in path.read_text("utf-8")
    assert next(faults(path, complete=True)).endswith("is not translated")
    assert LOCALES.is_dir()


def test_no_module_says_a_text_in_several_languages() -> None:
    found = [
        f"{name}, line {node.lineno}"
        for name, source in sources().items()
        if name not in DATA
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Dict)
        and any(isinstance(key, ast.Constant) and key.value == "fr" for key in node.keys)
        and all(isinstance(value, ast.Constant | ast.Dict | ast.Tuple) for value in node.values)
    ]
    assert not found


def test_every_text_is_a_literal() -> None:
    """What is put together at run time can be in no catalogue."""
    for name, source in sources().items():
        given = [
            node.args[0]
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "Texts"
        ]
        for argument in given:
            assert not any(isinstance(node, ast.JoinedStr) for node in ast.walk(argument)), name
        assert len(list(texts_of(source))) >= len(given), name
