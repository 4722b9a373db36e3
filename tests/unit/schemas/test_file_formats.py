"""A file that does not have its format is refused in one line: where, what, and what to do."""

import re
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest

from ccdp_graph.errors import AssetError
from ccdp_graph.files import read_text
from ccdp_graph.model import Settings, Severity, language_iris
from ccdp_graph.profiles import VIEWS
from ccdp_graph.project import init_project
from ccdp_graph.schemas import (
    CHECK,
    COLUMN_FILE,
    DIMENSIONS,
    FILE_FORMATS,
    MAPPING_FILE,
    QUESTION,
    SETTINGS_FILE,
    TARGETS,
    WEIGHTS,
    FileFormat,
)

BEDS = """\
table: beds
kind: bed
titles: {en: Beds}
primaryKey: name
columns:
  - name: name
    propertyUrl: dcterms:title
"""
MAPPING = """\
mappings:
  bed:
    sources: [["beds.json~jsonpath", "$.records[*]"]]
    s: ccdpi:bed/$(id)
    po: []
"""


def bombed(levels: int) -> str:
    """Return aliases that each repeat the one before ten times."""
    lines = [f"- &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]" for n in range(levels)]
    return "\n".join(["- &a0 text", *lines])


@pytest.mark.parametrize(
    ("file_format", "text", "said"),
    [
        # what YAML it is
        (COLUMN_FILE, "", "line 1: a column file needs the key 'table'; add it"),
        (COLUMN_FILE, "# nothing yet\n", "line 1: a column file needs the key 'table'; add it"),
        (COLUMN_FILE, "- a", "line 1: the file must be keys with values, not a list"),
        (COLUMN_FILE, "beds", "line 1: the file must be keys with values, not a text"),
        (
            COLUMN_FILE,
            "table: beds\nkind: [a, b\ntitles: {}",
            "line 3: not YAML at column 7: did not find expected ',' or ']'; mend this line",
        ),
        (
            COLUMN_FILE,
            "columns:\n  - name: a\n\ttitles: b",
            "line 3: a tab indents this line; write spaces instead",
        ),
        (
            COLUMN_FILE,
            "kind: bed\ntable: a\x01b",
            "line 2: not YAML: the character U+0001 may not stand in it; remove it",
        ),
        (COLUMN_FILE, BEDS + "---\na: b", "line 8: a second document begins here; keep one in a"),
        (COLUMN_FILE, BEDS + "kind: b", "line 8: the key 'kind' stands on line 2 already; keep"),
        (COLUMN_FILE, BEDS + "? [a]\n: b", "line 8: a key must be a text, not a list or keys"),
        (COLUMN_FILE, BEDS + "text: " + "[" * 50 + "]" * 50, "line 8: is nested more than 32"),
        (COLUMN_FILE, "[" * 20_000, "line 1: is nested more than 32 deep"),
        (COLUMN_FILE, "a: " + "[" * 100_000 + "]" * 100_000, "line 1: is nested more than 32"),
        (COLUMN_FILE, "- " * 100_000, "line 1: is nested more than 32 deep"),
        (COLUMN_FILE, "{a: " * 100_000, "line 1: is nested more than 32 deep"),
        (COLUMN_FILE, "{a: " * 20_000, "line 1: "),
        (
            COLUMN_FILE,
            bombed(9),
            "has more than 100,000 values, with what its aliases repeat; write less",
        ),
        (
            COLUMN_FILE,
            "a: &a [*a]",
            "line 1: is nested more than 32 deep; write it flatter, or without aliases",
        ),
        # what TOML it is
        (
            SETTINGS_FILE,
            "\n\nbase = [\n",
            "line 3: not TOML: Invalid value; mend this line",
        ),
        (
            SETTINGS_FILE,
            'version = "1"\nhomepage https://example.org',
            "line 2: not TOML at column 10: Expected '=' after a key in a key/value pair; mend",
        ),
        (SETTINGS_FILE, "a = 1\na = 2\n", "line 2: not TOML at column 6: Cannot overwrite a value"),
        (SETTINGS_FILE, "a = " + "[" * 20_000, "is nested too deep; write it flatter"),
        (SETTINGS_FILE, ".".join("a" * 5_000) + " = 1", "is nested too deep; write it flatter"),
        # keys
        (
            COLUMN_FILE,
            BEDS.replace("    propertyUrl", "    datatyp: string\n    propertyUrl"),
            "line 7: 'datatyp' is not a key of a column; did you mean 'datatype'?",
        ),
        (COLUMN_FILE, BEDS.replace("titles: {en: Beds}\n", ""), "line 1: a column file needs the"),
        (COLUMN_FILE, BEDS.replace("  - name: name\n", "  -\n"), "line 7: a column needs the key"),
        (
            COLUMN_FILE,
            BEDS.replace("    propertyUrl: dcterms:title\n", ""),
            "line 6: a column needs the key 'propertyUrl' or 'template'; add one",
        ),
        (
            MAPPING_FILE,
            MAPPING + "    predicateobjects: []",
            "line 6: 'po' and 'predicateobjects' are the same key; keep one",
        ),
        (SETTINGS_FILE, '# base\n[title]\nen = "A"\n\n[titel]', "line 5: 'titel' is not a key of"),
        # types
        (
            COLUMN_FILE,
            BEDS.replace("{en: Beds}", "\n  en: Beds\n  fr: 2024"),
            "line 5: 'fr' of 'titles' must be a text, not a number; put it in quotes: \"2024\"",
        ),
        (COLUMN_FILE, BEDS.replace("Beds", "true"), 'not true or false; put it in quotes: "true"'),
        (COLUMN_FILE, BEDS.replace("{en: Beds}", "Beds"), "line 3: 'titles' must be values by lan"),
        (COLUMN_FILE, BEDS.replace("kind: bed", "kind:"), "line 2: 'kind' must be a text, not not"),
        (COLUMN_FILE, BEDS.replace("kind: bed", 'kind: ""'), "line 2: 'kind' is empty; write a"),
        (
            COLUMN_FILE,
            BEDS + '    required: "true"',
            "line 8: 'required' must be true or false, not a text; write it without quotes",
        ),
        (
            COLUMN_FILE,
            BEDS + "    titles:\n      en:\n        - Name\n        - 7",
            "line 11: an entry of 'en' of 'titles' must be a text, not a number",
        ),
        (
            COLUMN_FILE,
            BEDS + "    vocabulary: {a: b}",
            "'vocabulary' must be a text or a list, not",
        ),
        (
            COLUMN_FILE,
            BEDS + "    datatype: strng",
            "line 8: 'datatype' cannot be 'strng'; did you mean 'string'?",
        ),
        (COLUMN_FILE, BEDS.replace("dcterms:", "dct:"), "line 7: 'dct:title' has an unknown pref"),
        (SETTINGS_FILE, "publisher = 7", "line 1: 'publisher' must be a text, not a number"),
        (SETTINGS_FILE, "issued = 2026-01-31", 'not a date; put it in quotes: "2026-01-31"'),
        (SETTINGS_FILE, '\nissued = "31 May"', "line 2: '31 May' is no day; write YYYY-MM-DD"),
        (SETTINGS_FILE, 'base = "https://example.org"', "line 1: 'base' must end in / or #, not"),
        (SETTINGS_FILE, 'licence = "CC BY"', "line 1: 'CC BY' is no IRI; write https://…"),
        (
            SETTINGS_FILE,
            'languages = ["xx"]',
            "an entry of 'languages' cannot be 'xx'; there are",
        ),
        (
            SETTINGS_FILE,
            'version = """\nhomepage = 1\n"""\ntitle.en = "A"\ntitle.fr = 1',
            "line 5: 'fr' of 'title' must be a text, not a number",
        ),
        (DIMENSIONS, "dimensions: [{name: A b, network: self}]", "must consist of lower-case"),
        (WEIGHTS, "weights: {country: -1}", "line 1: 'country' of 'weights' must be at least 0"),
        (WEIGHTS, 'weights: {country: "3"}', "must be a number, not a text; write it without quo"),
        (
            MAPPING_FILE,
            MAPPING.replace("[]", "\n      - [a, dcat:Resource]\n      - [dcterms:title]"),
            "line 7: an entry of 'po' must be [predicate, object] or [predicate, object, type]",
        ),
        (MAPPING_FILE, MAPPING.replace(".json~jsonpath", ".csv"), "must be written NAME.json~json"),
        (TARGETS, "mine: {columns: {nope:a: nothing}}", "'nope:a' has an unknown prefix"),
        (QUESTION, "# a\n\n#+ sumary: What?", "line 3: 'sumary' is not a key of the header of"),
        (QUESTION, "SELECT * { ?a ?b ?c }", "the header of '#+' lines needs the key 'summary'"),
        (
            CHECK,
            "#+ rule: ccdps:a\n#+ severity: Wrong",
            "line 2: 'severity' cannot be 'Wrong'; did",
        ),
    ],
)
def test_a_wrong_file_is_one_line(file_format: FileFormat, text: str, said: str) -> None:
    with pytest.raises(AssetError) as caught:
        file_format.read(text, Path("my.file"))
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("my.file")
    assert said in message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"table: Pr\xe9vu", "line 1: is not UTF-8; save it as UTF-8"),
        (b"a: b\nc: \xff\xfe", "line 2: is not UTF-8; save it as UTF-8"),
        ("table: a".encode("utf-16"), "is not UTF-8; save it as UTF-8"),
        (None, "is a folder; put a file in its place"),
    ],
)
def test_what_is_no_text_is_one_line(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "beds.columns.yml"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(AssetError) as caught:
        read_text(path)
    assert str(caught.value).startswith(str(path))
    assert str(caught.value).endswith(said)


def test_a_byte_order_mark_is_no_part_of_a_text(tmp_path: Path) -> None:
    path = tmp_path / "ccdp.toml"
    path.write_bytes('\ufeffversion = "1"'.encode())
    assert SETTINGS_FILE.read(read_text(path), path).content == {"version": "1"}


def test_texts_stay_as_they_are_written() -> None:
    text = BEDS + "text: [No, off, 1e3, 089, 2024-01-31, 12:30, 1_000, '7']"
    read = COLUMN_FILE.read(text, Path("beds.columns.yml")).content["text"]
    assert read == tuple("No off 1e3 089 2024-01-31 12:30 1_000 7".split())


def test_what_aliases_repeat_is_read_where_they_stand() -> None:
    text = "a: {title: &t A, source: s, records: &r [a:b]}\nb: {title: *t, source: s, records: *r}"
    text = text.replace("a:b", "dcat:Catalog")
    read = TARGETS.read(text, Path("targets.yml")).content
    assert read["a"] == read["b"]


def test_an_error_of_meaning_names_the_line_of_its_value() -> None:
    file = COLUMN_FILE.read(BEDS, Path("beds.columns.yml"))
    assert file.error("", "columns", 0, "propertyUrl").line == 7
    assert file.error("", "columns", 0, "absent").line == 6
    assert file.error("", "absent", "name").line == 1


@pytest.mark.parametrize("name", FILE_FORMATS)
def test_a_schema_is_json_schema(name: str) -> None:
    schema = FILE_FORMATS[name].json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"https://w3id.org/ccdp/schema/{name}.json"


def keys(schema: object) -> list[tuple[str, dict[str, object]]]:
    """Return all properties that a schema describes."""
    if isinstance(schema, list):
        return [pair for part in schema for pair in keys(part)]
    if not isinstance(schema, dict):
        return []
    own = schema.get("properties", {})
    return [*own.items(), *(pair for part in schema.values() for pair in keys(part))]


@pytest.mark.parametrize("name", FILE_FORMATS)
def test_every_key_is_described(name: str) -> None:
    found = keys(FILE_FORMATS[name].json_schema())
    assert found
    assert [key for key, schema in found if len(str(schema.get("description", ""))) < 5] == []


def choices(name: str, key: str) -> set[object]:
    (schema,) = (rules for found, rules in keys(FILE_FORMATS[name].json_schema()) if found == key)
    several = schema["anyOf"]
    assert isinstance(several, list)
    return {choice["const"] for choice in several}


def test_choices_are_those_of_the_program() -> None:
    assert choices("targets", "view") == VIEWS.keys()
    assert choices("check", "severity") == {severity.label for severity in Severity}


def test_languages_are_those_of_the_authority() -> None:
    items = dict(keys(SETTINGS_FILE.json_schema()))["languages"]["items"]
    assert isinstance(items, dict)
    codes = tuple(choice["const"] for choice in items["anyOf"])
    assert len(set(language_iris(Settings(languages=codes)))) == 24


def test_settings_are_those_of_the_program() -> None:
    described = dict(keys(SETTINGS_FILE.json_schema()))
    assert described.keys() == {field.name for field in fields(Settings)}
    for name, rules in described.items():
        if (default := rules.get("default")) is not None:
            own = getattr(Settings(), name)
            assert default == (list(own) if isinstance(own, tuple) else own)


def test_what_init_writes_names_its_schema_and_shows_every_setting(tmp_path: Path) -> None:
    init_project(tmp_path)
    text = read_text(tmp_path / "ccdp.toml")
    assert text.startswith(f"#:schema {SETTINGS_FILE.iri}\n")
    shown = re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE)
    content = SETTINGS_FILE.read(shown, tmp_path / "ccdp.toml").content
    assert content.keys() == {field.name for field in fields(Settings)} - {"contact_url"}
