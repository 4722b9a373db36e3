"""The map of the world shows every country of the list, each by the records that name it."""

import csv
import io
import itertools
import json
import math
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st
from rdflib import SKOS, URIRef

from ccdp_graph.analysis.catalogue import CatalogueIndex, read_facts
from ccdp_graph.analysis.countries import (
    HEIGHT,
    WIDTH,
    CountryCount,
    CountryCounts,
    CountryShape,
    count_countries,
    read_world,
)
from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.analysis.labels import chosen_records, read_choice
from ccdp_graph.charts.world_map import draw_world_map, legend
from ccdp_graph.cli.main import main
from ccdp_graph.errors import AssetError, QueryError
from ccdp_graph.model.evidence import GraphRecord
from ccdp_graph.pipeline.model import Build, TidyBuild
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.sparql.oxigraph import EmbeddedStore

COUNTRY = "http://publications.europa.eu/resource/authority/country/"
SVG = "{http://www.w3.org/2000/svg}"
KINDS = {"resources": "data-resources", "networks": "federated-networks"}


@pytest.fixture(scope="session")
def world(files: Project) -> tuple[CountryShape, ...]:
    return read_world(files)


def outline_area(path: str) -> float:
    """The area of the rings of an SVG path of steps; holes count like land."""
    total = 0.0
    for ring in re.findall(r"M([^z]+)z", path):
        (x, y), *steps = ((int(a), int(b)) for a, b in re.findall(r"(-?\d+) ?(-?\d+)", ring))
        places = [(x, y)]
        for across, down in steps:
            x, y = x + across, y + down
            places.append((x, y))
        turned = [*places[1:], places[0]]
        total += abs(sum(a * d - c * b for (a, b), (c, d) in zip(places, turned, strict=True))) / 2
    return total


def test_every_country_of_the_list_has_a_shape_or_a_dot(
    world: tuple[CountryShape, ...], files: Project
) -> None:
    vocabularies = files.vocabularies()
    listed = {str(c) for c in vocabularies.subjects(SKOS.inScheme, URIRef(COUNTRY[:-1]))}
    assert len(listed) == 249
    assert {land.iri for land in world if land.iri} == listed
    for land in world:
        assert land.path or land.is_dot
        assert 0 <= land.place[0] <= WIDTH
        assert 0 <= land.place[1] <= HEIGHT
        if land.iri:
            names = vocabularies.objects(URIRef(land.iri), SKOS.prefLabel)
            assert {(o.language, str(o)) for o in names} == set(land.labels.items())  # type: ignore[attr-defined]


def test_no_dot_hides_another(world: tuple[CountryShape, ...]) -> None:
    dots = [land.place for land in world if land.is_dot]
    assert len(dots) > 80
    assert min(math.dist(a, b) for a, b in itertools.combinations(dots, 2)) > 9


def test_countries_take_room_by_their_land(world: tuple[CountryShape, ...]) -> None:
    """Areas in thousands of square kilometres, as atlases give them."""
    known = {
        "BRA": 8516,
        "AUS": 7692,
        "GRL": 2166,
        "COD": 2345,
        "DZA": 2382,
        "FRA": 549,
        "NOR": 324,
    }
    drawn = {land.iri.removeprefix(COUNTRY): outline_area(land.path) for land in world}
    scale = drawn["BRA"] / known["BRA"]
    for code, size in known.items():
        assert drawn[code] / scale == pytest.approx(size, rel=0.08), code


@pytest.mark.parametrize("counted", KINDS)
def test_counts_are_those_of_the_records(
    counted: str,
    facts: CatalogueIndex,
    files: Project,
    tidied: TidyBuild,
    world: tuple[CountryShape, ...],
) -> None:
    document = next(d for d in tidied.documents if d.name == KINDS[counted])
    expected: Counter[str] = Counter()
    without = 0
    for entry in document.arrays["records"]:
        value = entry.values.get("country", ())
        named = value if isinstance(value, tuple) else (str(value),)
        countries = {place for place in named if place.startswith(COUNTRY)}
        expected.update(countries)
        without += not countries
    counts = count_countries(facts, read_dimensions(files), world, counted=counted)
    assert {c.iri: len(c.records) for c in counts.countries if c.records} == expected
    assert len(counts.elsewhere) == without
    assert (str(without) in counts.note) == bool(without)


def test_a_choice_takes_narrower_values_and_any_spelling(
    facts: CatalogueIndex, files: Project
) -> None:
    known = read_dimensions(files)
    by_label = read_choice("data model = omop", facts, known, files.concepts)
    assert by_label.value.endswith("/data-model/omop-cdm")
    wide = read_choice("data-type=molecular", facts, known, files.concepts)
    narrow = read_choice("data-type=données génomiques", facts, known, files.concepts)
    assert chosen_records(facts, "resource", (narrow,)) < chosen_records(facts, "resource", (wide,))
    assert chosen_records(
        facts, "resource", (read_choice("status=active", facts, known, files.concepts),)
    ) == (frozenset())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("data-model", "write it like data-model=OMOP"),
        ("data-modl=OMOP", "did you mean 'data-model'"),
        ("data-type=genomc", "did you mean 'genomic data'"),
        ("data-model=", "has no value"),
    ],
)
def test_a_choice_that_is_none_is_told(
    text: str, said: str, facts: CatalogueIndex, files: Project
) -> None:
    with pytest.raises(QueryError, match=said):
        read_choice(text, facts, read_dimensions(files), files.concepts)


def drawn_groups(picture: str) -> dict[str, str]:
    """The fill by the words that a pointer shows."""
    tree = ET.fromstring(picture)
    return {
        title.text or "": group.get("fill", "")
        for group in tree.findall(f"{SVG}g")
        for shape in group
        for title in shape.findall(f"{SVG}title")
    }


def test_none_counted_nothing_known_and_numbers_look_different(
    facts: CatalogueIndex, files: Project, world: tuple[CountryShape, ...]
) -> None:
    counts = count_countries(facts, read_dimensions(files), world)
    fills = drawn_groups(draw_world_map(counts, world))
    assert len(fills) == 249
    number = next(len(c.records) for c in counts.countries if c.iri.endswith("/FRA"))
    looks = {
        fills[f"France: {number}"],
        fills["Spain: 0"],
        fills["Greenland: no data"],
        fills[f"United States: {counts.largest}"],
    }
    assert len(looks) == 4
    assert looks <= {sign.fill for sign in legend(counts)}


@settings(deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_the_legend_says_of_each_number_one_colour(numbers: list[int]) -> None:
    record = GraphRecord("https://example.org/a", "resource", "a", "A")
    countries = tuple(
        CountryCount(f"https://example.org/{n}", f"C{n}", (record,) * number, named=True)
        for n, number in enumerate(numbers)
    )
    world = [CountryShape(c.iri, {}, (0, 0), is_dot=True, path="") for c in countries]
    counts = CountryCounts("Title", "", countries, ())
    fills = drawn_groups(draw_world_map(counts, world))
    signs = legend(counts)
    assert len({sign.fill for sign in signs}) == len(signs)
    for country in countries:
        number = len(country.records)
        fit = [sign for sign in signs[:-2] if _holds(sign.text, number)]
        assert len(fit) == (number > 0)
        assert fills[f"{country.label}: {number}"] == (fit[0] if fit else signs[-2]).fill


def _holds(text: str, number: int) -> bool:
    least, _, most = text.partition("–")
    return int(least) <= number <= int(most or least)


def test_the_command_writes_what_the_ending_says(made: Build, tmp_path: Path) -> None:
    made.write(tmp_path / "build")
    run = CliRunner()
    words = ["map", "-g", str(tmp_path / "build"), "--where", "data-type=genomic"]
    for ending in ("svg", "csv", "json", "xlsx"):
        done = run.invoke(main, [*words, "-o", str(tmp_path / f"map.{ending}")])
        assert (done.exit_code, done.stderr) == (0, ""), done.output
    picture = (tmp_path / "map.svg").read_text(encoding="utf-8")
    tree = ET.fromstring(picture)
    assert tree.get("role") == "img"
    assert len(picture) < 120_000
    rows = list(csv.DictReader(io.StringIO((tmp_path / "map.csv").read_text(encoding="utf-8"))))
    document = json.loads((tmp_path / "map.json").read_text(encoding="utf-8"))
    assert [int(row["Number"]) for row in rows] == [c["count"] for c in document["countries"]]
    assert "genomic data" in document["title"]
    done = run.invoke(main, [*words, "--count", "networks", "--lang", "fr"])
    assert done.exit_code == 0
    assert done.stdout.startswith("Pays\tNombre\tFiches\n")
    done = run.invoke(main, [*words, "-o", str(tmp_path / "map.pdf")])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_the_map_is_told_in_french(
    store: EmbeddedStore, files: Project, world: tuple[CountryShape, ...]
) -> None:
    facts, known = read_facts(store, files.record_types(), "fr"), read_dimensions(files)
    choice = read_choice("data-type=genomic", facts, known, files.concepts)
    counts = count_countries(
        facts, known, world, counted="networks", choices=(choice,), language="fr"
    )
    picture = draw_world_map(counts, world)
    assert "Réseaux par pays (Type de données : données génomiques)" in picture
    assert "États-Unis : " in picture


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs the columns"),
        ("id\ten\tfr\tx\ty\tdot\tpath\nFRA\tFrance\n", "line 2|:2"),
    ],
)
def test_a_map_that_is_none_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "ccdp.toml").write_text("", encoding="utf-8")
    folder = tmp_path / "ontology" / "external"
    folder.mkdir(parents=True)
    (folder / "world.map.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(AssetError, match=said):
        read_world(open_project(tmp_path))
