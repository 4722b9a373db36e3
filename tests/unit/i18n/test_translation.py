"""Texts are said in the languages that have a catalogue, with each language's own rules."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from ccdp_graph.errors import AssetError
from ccdp_graph.i18n.messages import in_language, message
from ccdp_graph.i18n.translation import (
    Plural,
    Text,
    Texts,
    complete_languages,
    joined,
    language_name,
    languages,
    places,
    read_catalogue,
)

HEADER = """msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n == 0 || n == 1) ? 0 : n % 1000000 == 0 ? 1 : 2;\\n"

"""


def catalogue(folder: Path, entries: str) -> Path:
    path = folder / "ccdp.po"
    path.write_text(HEADER + entries, encoding="utf-8")
    return path


def test_english_comes_first_and_french_leaves_nothing_out() -> None:
    assert languages()[0] == "en"
    assert {"en", "fr"} <= set(complete_languages()) <= set(languages())


def test_spanish_has_the_pages_and_leaves_findings_in_english() -> None:
    assert Text("Skip to the content", "es") == "Ir al contenido"
    assert in_language(message("near", near="Peru"), "es") == "Did you mean 'Peru'?"
    assert "es" in languages()
    assert "es" not in complete_languages()


def test_a_language_without_catalogue_and_a_text_without_translation_are_said_in_english() -> None:
    texts = Texts({"said": "Rows", "new": "a text that no catalogue has"})
    assert texts["xx"] == {"said": "Rows", "new": "a text that no catalogue has"}
    assert texts["fr"]["new"] == "a text that no catalogue has"
    assert "xx" not in texts
    assert list(texts) == list(languages())


def test_a_text_is_the_same_in_another_process() -> None:
    text = Text(Plural("{number:n} statement", "{number:n} statements"), "fr")
    travelled = pickle.loads(pickle.dumps({"text": text}))["text"]
    assert (travelled, travelled.format(number=2)) == (text, "2 énoncés")
    remark = pickle.loads(pickle.dumps(message("hidden-rows", number=2)))
    assert in_language(remark, "fr") == "2 lignes sont masquées dans la feuille, mais lues"


def test_an_empty_text_is_not_the_header_of_the_catalogue() -> None:
    assert Texts("")["fr"] == ""


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 0, "0 statements"),
        ("en", 1, "1 statement"),
        ("en", 12345, "12,345 statements"),
        ("fr", 0, "0 énoncé"),
        ("fr", 1, "1 énoncé"),
        ("fr", 12345, "12\N{NARROW NO-BREAK SPACE}345 énoncés"),
        ("es", 0, "0 declaraciones"),
        ("es", 1, "1 declaración"),
        ("es", 12345, "12.345 declaraciones"),
        ("es", 1_000_000, "1.000.000 de declaraciones"),
    ],
)
def test_a_number_chooses_the_form_and_is_written_as_the_language_does(
    language: str, number: int, said: str
) -> None:
    text = Text(Plural("{number:n} statement", "{number:n} statements"), language)
    assert text.format(number=number) == said


def test_a_number_without_rule_is_written_as_it_is() -> None:
    assert Text("row {row}", "fr").format(row=12345) == "ligne 12345"


def test_dates_and_lists_are_written_as_the_language_does() -> None:
    template = Text("{day}: {names}", "fr")
    assert template.format(day=date(2026, 11, 1), names=("Peru", "Chile")) == (
        "1 novembre 2026: Peru et Chile"
    )
    assert joined(("a", "b"), "en", "or") == "a or b"
    assert joined(("a",), "fr", "or") == "a"
    assert (language_name("fr", "en"), language_name("en", "fr")) == ("French", "anglais")


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ('msgid "{number} rows"\nmsgstr "lignes"\n', "'lignes' lacks {number}"),
        ('msgid "rows"\nmsgstr "{rows} lignes"\n', "'{rows} lignes' has {rows}"),
        ('msgid "{n:n} rows"\nmsgstr "{n} lignes"\n', "lacks {n:n}"),
        (
            'msgid "{number} of {kind}"\nmsgid_plural "{number} of {kind}s"\n'
            'msgstr[0] "une"\nmsgstr[1] "{number} de {kind}"\nmsgstr[2] "{number} de {kind}"\n',
            "'une' lacks {kind}",
        ),
        ("garbage\n", "is not a catalogue of messages"),
    ],
)
def test_a_wrong_translation_is_named_with_its_line(
    tmp_path: Path, entries: str, fault: str
) -> None:
    path = catalogue(tmp_path, entries)
    with pytest.raises(AssetError) as error:
        read_catalogue(path)
    assert fault in str(error.value)
    assert str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)
    if "is not" not in fault:
        assert error.value.line == HEADER.count("\n") + 1


def test_the_form_for_one_may_leave_out_its_number(tmp_path: Path) -> None:
    entries = (
        'msgid "{number:n} row"\nmsgid_plural "{number:n} rows"\n'
        'msgstr[0] "une ligne"\nmsgstr[1] "{number:n} lignes"\nmsgstr[2] "{number:n} lignes"\n'
    )
    assert len(read_catalogue(catalogue(tmp_path, entries))) == 1


def test_a_file_that_is_not_text_or_not_there_is_one_line(tmp_path: Path) -> None:
    for content in (b"\xff\xfe\x00", None):
        path = tmp_path / "ccdp.po"
        path.unlink(missing_ok=True)
        if content:
            path.write_bytes(content)
        with pytest.raises(AssetError, match="is not a catalogue of messages"):
            read_catalogue(path)


def test_places_are_found_with_their_rules() -> None:
    assert places("{a}, {b:n} and {{c}}") == {"{a}", "{b:n}"}
    assert places("{") == {"{"}
