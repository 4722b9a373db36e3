"""Checker and JSON Schema agree on every file: on bundled ones, and on those with mistakes."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings, strategies as st
from repository import ROOT

from ccdp_graph.errors import AssetError
from ccdp_graph.files import read_text
from ccdp_graph.schemas import (
    CHECK,
    COLUMN_ADDITIONS,
    FILE_FORMATS,
    QUESTION,
    SETTINGS_FILE,
    FileFormat,
)
from ccdp_graph.schemas.nodes import Kind, Node
from ccdp_graph.schemas.scalar_types import FORMATS

SETTINGS = """\
base = "https://example.org/id/"
title = { en = "Ours", fr = "La nôtre" }
homepage = ""
issued = "2026-01-31"
access_body = { FRA = "Body" }
legislation = ["http://data.europa.eu/eli/reg/2025/327/oj"]
languages = ["en", "fr"]
workbooks = ["survey.xlsx"]
"""
ADDITIONS = """\
columns:
  - {name: cases, titles: {und: [Children]}}
  - {name: ward, propertyUrl: dcterms:title, required: true, example: {en: North}}
text: [Remarks]
"""

JSON_FORMATS = jsonschema.FormatChecker(())
for name, (is_right, _) in FORMATS.items():
    JSON_FORMATS.checks(name)(lambda it, is_right=is_right: not isinstance(it, str) or is_right(it))


def json_of(node: Node) -> Any:
    """Return what an editor takes a node for."""
    match node.kind:
        case Kind.MAP:
            return {key: json_of(value) for key, value in node.keys.items()}
        case Kind.LIST:
            return [json_of(item) for item in node.items]
        case Kind.TEXT:
            return node.text
        case _:
            return json.loads(node.text.lower() or "null")


def written(content: Any, file_format: FileFormat) -> str:
    """Write a file with some content; JSON is YAML."""
    if file_format is SETTINGS_FILE:
        return "".join(f"{json.dumps(key)} = {in_toml(v)}\n" for key, v in content.items())
    text = json.dumps(content, ensure_ascii=False, indent=1)
    if file_format in {QUESTION, CHECK}:
        return "".join(f"#+ {line}\n" for line in text.splitlines())
    return text


def in_toml(value: Any) -> str:
    if isinstance(value, dict):
        parts = (f"{json.dumps(key)} = {in_toml(part)}" for key, part in value.items())
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(in_toml, value))}]"
    return json.dumps(value)


def sources(file_format: FileFormat) -> Iterator[tuple[str, Path]]:
    if file_format is SETTINGS_FILE:
        yield SETTINGS, Path("ccdp.toml")
    elif file_format is COLUMN_ADDITIONS:
        yield ADDITIONS, Path("beds.columns.yml")
    else:
        yield from ((read_text(path), path) for path in sorted(ROOT.glob(file_format.files)))


FILES = {
    name: [json_of(each.read(*source).root) for source in sources(each)]
    for name, each in FILE_FORMATS.items()
}
VALIDATORS = {
    name: jsonschema.Draft202012Validator(each.json_schema(), format_checker=JSON_FORMATS)
    for name, each in FILE_FORMATS.items()
}
WRONG = [True, 3, -1.5, "", "text", "a: b", "dcterms:title", "nope:x", "self", [], ["a"], [1], {}]
WRONG += [{"en": "a"}, {"en": ["a"]}, {"name": "a"}, [{"name": "a"}], [["a", "b"]], ["a"] * 4]


def accepted(content: Any, file_format: FileFormat) -> bool:
    try:
        file_format.read(written(content, file_format), Path("a"))
    except AssetError:
        return False
    return True


@pytest.mark.parametrize("name", FILE_FORMATS)
def test_bundled_files_are_accepted_by_both(name: str) -> None:
    assert FILES[name]
    for content in FILES[name]:
        assert list(VALIDATORS[name].iter_errors(content)) == []
        assert accepted(content, FILE_FORMATS[name])


@st.composite
def mistaken(draw: st.DrawFn, name: str) -> Any:
    """Draw a bundled file in which keys and values were dropped, renamed, added or replaced."""
    content = copy.deepcopy(draw(st.sampled_from(FILES[name])))
    for _ in range(draw(st.integers(1, 3))):
        inside, part = None, content
        while isinstance(part, dict | list) and part and (inside is None or draw(st.booleans())):
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))
            inside, key = part, draw(st.sampled_from(keys))
            part = inside[key]
        if inside is None:
            continue
        match draw(st.sampled_from(["drop", "rename", "replace", "add"])):
            case "drop":
                del inside[key]
            case "rename" if isinstance(inside, dict):
                inside[draw(st.sampled_from(["nam", f"{key}s", "source", "title"]))] = inside.pop(
                    key
                )
            case "add" if isinstance(inside, list):
                inside.append(draw(st.sampled_from(WRONG)))
            case _:
                nothing = [] if name == "settings" else [None]
                inside[key] = copy.deepcopy(draw(st.sampled_from([*WRONG, *nothing])))
    return content


@pytest.mark.parametrize("name", FILE_FORMATS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_file_is_refused_by_both_or_by_neither(name: str, data: st.DataObject) -> None:
    content = data.draw(mistaken(name))
    said = [error.message for error in VALIDATORS[name].iter_errors(content)]
    assert accepted(content, FILE_FORMATS[name]) == (not said), said


SIGNS = "ab:-[]{}#&*!|>'\"\n \t%@`?,=.10~é\x00\x85\u2028\ufeff\r"


@pytest.mark.parametrize("name", FILE_FORMATS)
@settings(max_examples=300, deadline=None)
@given(text=st.text(SIGNS, max_size=60))
def test_any_text_is_read_or_refused_with_its_line(name: str, text: str) -> None:
    line: int | None = 1
    try:
        FILE_FORMATS[name].read(text, Path("a"))
    except AssetError as error:
        line = error.line
    assert line in range(1, len(text.splitlines()) + 2)
