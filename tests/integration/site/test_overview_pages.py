"""The pages over all say what the records, the analyses and the vocabularies say."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from rdflib import RDFS, SKOS, Graph, Literal, URIRef
from repository import ROOT

from ccdp_graph.analysis.catalogue import read_facts
from ccdp_graph.analysis.countries import read_world
from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.analysis.gaps import find_gaps
from ccdp_graph.analysis.labels import read_property_words
from ccdp_graph.errors import AssetError
from ccdp_graph.i18n import languages
from ccdp_graph.pipeline.model import Build
from ccdp_graph.pipeline.run import build
from ccdp_graph.profiles.check import CheckedGraph, check_target
from ccdp_graph.profiles.targets import project_targets
from ccdp_graph.project.project import Project
from ccdp_graph.rdf.turtle import read_turtle
from ccdp_graph.site.source import Published, read_build
from ccdp_graph.web.edition import Publication, page_path
from ccdp_graph.web.graph import SiteGraph, Value
from ccdp_graph.web.layout import PageLayout
from ccdp_graph.web.pages.gaps import gap_files
from ccdp_graph.web.pages.home import home_files
from ccdp_graph.web.pages.maps import MapContext, map_files
from ccdp_graph.web.pages.ontology import ontology_files
from ccdp_graph.web.pages.overview import question_files
from ccdp_graph.web.pages.quality import quality_files
from ccdp_graph.web.pages.vocabularies import vocabulary_files
from ccdp_graph.web.record import PropertyNames, adopters
from ccdp_graph.web.terminology import Terminology, read_terminology

COUNTRY = "http://publications.europa.eu/resource/authority/country/"
CCDP = "https://w3id.org/ccdp/ontology#"
FRAME_DAY = "2026-01-31"


@dataclass(frozen=True)
class Site:
    """Some pages, and what they are made of."""

    published: Published
    pages: Mapping[str, str]
    checked: CheckedGraph

    def tree(self, path: str) -> ET.Element:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree = parser.parse(self.pages[path])
        assert isinstance(tree, ET.Element)
        return tree


def text_of(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def tables(tree: ET.Element) -> dict[str, list[list[str]]]:
    """The rows of each table as texts, by its caption."""
    found = {}
    for table in tree.iter("table"):
        caption = table.find("caption")
        assert caption is not None
        found[text_of(caption)] = [
            [text_of(cell) for cell in row] for row in table.iterfind("tbody/tr")
        ]
    return found


def links(element: ET.Element) -> set[str]:
    return {a.get("href", "") for a in element.iter("a")}


def frame_of(files: Project) -> PageLayout:
    return PageLayout(files.settings, Publication("https://example.org/ccdp/", FRAME_DAY, "1.0"))


def pages_of(
    published: Published, checked: CheckedGraph, files: Project
) -> Iterator[tuple[str, bytes]]:
    frame, graph = frame_of(files), published.graph
    words = read_property_words(files)
    names = {each: PropertyNames(words.in_language(each)) for each in languages()}
    types = files.record_types()
    facts = {language: read_facts(published.store, types, language) for language in languages()}
    atlas = MapContext(graph, facts, read_dimensions(files), read_world(files))
    news = {language: [Value("Release 1.5", "releases/1.5.html")] for language in languages()}
    yield from home_files(atlas, files.queries(), frame, news)
    yield from map_files(atlas, frame)
    yield from quality_files(checked, graph, files, frame, names)
    yield from gap_files(atlas, frame)
    yield from ontology_files(graph, frame)
    yield from vocabulary_files(graph, frame)


@pytest.fixture(scope="module")
def site(made: Build, files: Project, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("pages")
    made.write(folder)
    published = read_build(folder, files).cited()
    checked = CheckedGraph(made.public, made.finder)
    pages = {path: text.decode() for path, text in pages_of(published, checked, files)}
    return Site(published, pages, checked)


def test_every_page_is_valid_in_each_language(site: Site) -> None:
    for path in site.pages:
        tree = site.tree(path)
        folder = path.partition("/")[0]
        assert tree.get("lang") == (folder if folder in languages() else "en")
        levels = [int(e.tag[1]) for e in tree.iter() if re.fullmatch("h[1-6]", str(e.tag))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), path
        assert len(site.pages[path]) < 250_000
    english = {path for path in site.pages if path.partition("/")[0] not in languages()}
    paths = {path.removesuffix(".html") for path in english}
    assert {page_path(path, each) for path in paths for each in languages()} == site.pages.keys()


def test_the_start_says_how_much_there_is_and_leads_on(site: Site, made: Build) -> None:
    countries = {
        value
        for subject, predicate, value in made.public
        if "/id/resource/" in subject
        and predicate.endswith("/terms/spatial>")
        and value.startswith(f"<{COUNTRY}")
    }
    for path, root in (("index.html", "./"), ("fr/index.html", "../fr/")):
        tree = site.tree(path)
        numbers = [
            text_of(item).split(" ")[0] for item in tree.iterfind(".//ul[@class='numbers']/li")
        ]
        assert numbers == ["133", "95", str(len(countries)), "325"]
        wanted = "map/index map/networks question/index gaps scores ontology data".split()
        assert {f"{root}{name}.html" for name in wanted} <= links(tree)
        assert "https://example.org/ccdp/" in text_of(tree)
        assert "2026-11-23" in text_of(tree)
        assert f"{root.replace('fr/', '')}releases/1.5.html" in links(tree)


def test_a_country_on_the_map_leads_to_its_page_and_the_table_says_the_same(site: Site) -> None:
    for path in ("map/index.html", "map/networks.html"):
        tree = site.tree(path)
        picture = next(e for e in tree.iter() if str(e.tag).endswith("svg") and e.get("role"))
        shown = {
            a.get("href"): text_of(next(iter(a)))
            for a in picture.iter()
            if str(a.tag).rpartition("}")[2] == "a"
        }
        places = {thing.path for thing in site.published.graph.of_kind("place")}
        assert {str(link).removeprefix("../").removesuffix(".html") for link in shown} <= places
        rows = next(iter(tables(tree).values()))
        assert {f"{label}: {number}" for label, number, _ in rows} == set(shown.values())
        assert sum(int(number) for _, number, _ in rows) > 90


def test_scores_are_those_of_validate(site: Site, files: Project) -> None:
    for path, language in (("scores.html", "en"), ("fr/scores.html", "fr")):
        tree = site.tree(path)
        _, *rest = tables(tree).items()
        rows = next(iter(tables(tree).values()))
        by_target = {}
        for target, row in zip(project_targets(files), rows, strict=True):
            report = check_target(site.checked, target, files, language=language)
            assert re.findall(r"\d+", row[1]) == [str(report.passing), str(report.records)]
            assert row[2] == f"{report.score} %"
            by_target[target.name] = [gap.message for gap in report.gaps]
        told = [message for _, table in rest for message, *_ in table]
        assert [m for m in told if any(m in those for those in by_target.values())] == [
            message for messages in by_target.values() for message in messages
        ]


def test_completeness_is_what_plain_counting_gives(site: Site, made: Build) -> None:
    networks = {s for s, _, o in made.public if o == f"<{CCDP}Network>"}
    having: Counter[str] = Counter()
    for predicate in {p for _, p, _ in made.public}:
        having[predicate] = len({s for s, p, _ in made.public if p == predicate} & networks)
    rows = {row[0]: row[1:] for row in tables(site.tree("scores.html"))["Networks (95)"]}
    for label, predicate in (
        ("Data model", "http://purl.org/dc/terms/conformsTo"),
        ("Technical partners", CCDP + "technicalPartner"),
        ("Federation approach", CCDP + "federationApproach"),
    ):
        number = having[f"<{predicate}>"]
        assert rows[label][:2] == [str(number), f"{100 * number // 95} %"]
    shares = [int(row[1]) for row in tables(site.tree("scores.html"))["Networks (95)"]]
    assert shares == sorted(shares)


def test_every_gap_stands_on_the_page_with_its_records(site: Site, files: Project) -> None:
    facts = read_facts(site.published.store, files.record_types())
    found = find_gaps(facts, read_dimensions(files))
    tree = site.tree("gaps.html")
    rows = [row for table in tables(tree).values() for row in table]
    assert len(rows) == len(found) > 100
    assert Counter(row[0] for row in rows) == Counter(gap.label for gap in found)
    there = links(tree)
    for gap in found:
        if gap.kind != "model-unused":
            assert gap.about
            for record in gap.about:
                assert f"./{record.removeprefix(files.settings.base)}.html" in there


def test_every_term_of_the_ontology_is_documented(site: Site, files: Project) -> None:
    ontology = files.ontology()
    terms = {str(term) for term in ontology.subjects(RDFS.isDefinedBy)}
    assert len(terms) == 71
    for path, language in (("ontology.html", "en"), ("fr/ontology.html", "fr")):
        tree = site.tree(path)
        sections = {
            str(heading.get("id")): text_of(section)
            for section in tree.iterfind(".//section")
            if (heading := section.find("h3")) is not None
        }
        assert {CCDP + anchor for anchor in sections} == terms
        for term in terms:
            told = sections[term.removeprefix(CCDP)]
            for predicate in (RDFS.label, SKOS.definition, SKOS.example, SKOS.scopeNote):
                said = _in(ontology, URIRef(term), predicate, language)
                assert " ".join(said.split()) in told, (term, predicate)


def _in(graph: Graph, term: URIRef, predicate: URIRef, language: str) -> str:
    said = [o for o in graph.objects(term, predicate) if isinstance(o, Literal)]
    return str(next(o for o in said if o.language == language))


@pytest.mark.parametrize(
    "file", sorted(path.name for path in (ROOT / "ontology" / "vocab").glob("*.ttl"))
)
def test_a_vocabulary_is_shown_as_its_tree(site: Site, file: str) -> None:
    graph = read_turtle(ROOT / "ontology" / "vocab" / file)
    scheme = next(graph.objects(None, SKOS.inScheme))
    concepts = {str(c) for c in graph.subjects(SKOS.inScheme, scheme)}
    tree = site.tree(f"fr/vocabulary/{file.removesuffix('.ttl')}.html")
    shown: dict[str, str] = {}

    def walk(element: ET.Element, above: str) -> None:
        for item in element.findall("li"):
            own = str(item.get("id"))
            shown[own] = above
            label = _in(graph, URIRef(f"{scheme}/{own}"), SKOS.prefLabel, "fr")
            definition = _in(graph, URIRef(f"{scheme}/{own}"), SKOS.definition, "fr")
            assert label in text_of(item)
            assert " ".join(definition.split()) in text_of(item)
            for below in item.findall("ul"):
                walk(below, own)

    top = tree.find(".//div[@class='tree']/ul")
    assert top is not None
    walk(top, "")
    assert {f"{scheme}/{end}" for end in shown} == concepts
    for end, above in shown.items():
        broader = {
            str(b) for b in graph.objects(URIRef(f"{scheme}/{end}"), SKOS.broader)
        } & concepts
        assert (f"{scheme}/{above}" in broader) if above else not broader


def test_concepts_in_a_circle_and_schemes_of_nobody_have_a_page_too(files: Project) -> None:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    skos = "<http://www.w3.org/2004/02/skos/core#"
    scheme = "<https://example.org/words>"
    statements = [(scheme, kind, f"{skos}ConceptScheme>")]
    for one, other in (("a", "b"), ("b", "a"), ("c", "c")):
        node = f"<https://example.org/words/{one}>"
        statements += [
            (node, kind, f"{skos}Concept>"),
            (node, f"{skos}inScheme>", scheme),
            (node, f"{skos}broader>", f"<https://example.org/words/{other}>"),
        ]
    graph = SiteGraph.of(sorted(statements), files.record_types(), {}, terminology=Terminology())
    pages = dict(vocabulary_files(graph, frame_of(files)))
    text = pages["vocabulary/words.html"].decode()
    assert [text.count(f'id="{end}"') for end in "abc"] == [1, 1, 1]
    assert "vocabulary/words.html" in pages["vocabulary/index.html"].decode()


def test_a_data_model_tells_who_uses_it_and_through_whom(site: Site, made: Build) -> None:
    model = "https://w3id.org/ccdp/vocab/data-model/omop-cdm"
    users = {s for s, p, o in made.public if o == f"<{model}>" and p.endswith("/conformsTo>")}
    partners = {o for s, p, o in made.public if s in users and p == f"<{CCDP}technicalPartner>"}
    graph = site.published.graph
    rows = adopters(graph, graph.things[f"<{model}>"], "fr")
    assert len(rows) == len(users) > 5
    assert {value.text for row in rows for value in row[4]} == {
        graph.label(partner, "fr")[0] for partner in partners
    }
    kinds = [row[1][0].text for row in rows]
    assert kinds == sorted(kinds)


def test_a_definition_comes_from_the_vocabulary_where_the_graph_has_none(site: Site) -> None:
    graph = site.published.graph
    said = graph.definition("<https://w3id.org/ccdp/vocab/data-model/omop-cdm>", "fr")
    assert said is not None
    assert said[1] == "fr"
    assert graph.definition("<https://example.org/nothing>", "en") is None


def test_what_can_be_fetched_of_vocabularies_is_what_they_say(files: Project) -> None:
    lore = read_terminology(files)
    assert len(lore.files) == len(lore.vocabularies.typed("skos:ConceptScheme")) == 22
    assert len({lore.dump_path(scheme) for scheme in lore.files}) == 22
    assert lore.dump_path("<https://example.org/of-nobody>") == ""


def test_a_question_without_an_answer_says_why_and_how_to_ask(
    files: Project, tmp_path: Path
) -> None:
    book = tmp_path / "one.csv"
    book.write_text("Resource name,Country\nOne,Peru\n", encoding="utf-8")
    build([book], files).write(tmp_path / "build")
    published = read_build(tmp_path / "build", files)
    pages = dict(
        question_files(
            published.store, files.queries(), files.concepts, published.graph, frame_of(files)
        )
    )
    for query in files.queries():
        assert {f"question/{query.name}.html", f"fr/question/{query.name}.html"} <= pages.keys()
        assert f"ccdp query {query.name}" in pages[f"question/{query.name}.html"].decode()
    away = pages["question/networks-elsewhere-by-data-model.html"].decode()
    assert "another server" in away
    assert "--federated" in away
    absent = pages["fr/question/network-profile.html"].decode()
    assert "Pas de réponse ici" in absent
    assert "<table" not in absent
    index = pages["question/index.html"].decode()
    assert index.count(">none<") > 2


@pytest.mark.parametrize("graph", ["", " <urn:g>"])
def test_a_build_with_an_iri_that_is_none_is_refused_by_file_and_line(
    files: Project, tmp_path: Path, graph: str
) -> None:
    path = tmp_path / "graph.nq"
    ours = f"<{files.settings.base}resource/a>"
    path.write_text(f"{ours} <urn:p> <urn:b> .\n{ours} <urn:p> <no iri>{graph} .\n")
    with pytest.raises(AssetError, match="cannot be read") as caught:
        read_build(tmp_path, files)
    assert (caught.value.path, caught.value.line) == (path, 2)


def test_what_names_contain_is_only_text(files: Project, tmp_path: Path) -> None:
    book = tmp_path / "bad.csv"
    name = "</title><script>alert(1)</script>"
    book.write_text(f"Resource name,Country\n{name},France\n", encoding="utf-8")
    made = build([book], files)
    made.write(tmp_path / "build")
    published = read_build(tmp_path / "build", files).cited()
    checked = CheckedGraph(made.public, made.finder)
    pages = {path: text.decode() for path, text in pages_of(published, checked, files)}
    for path, text in pages.items():
        assert "<script" not in text, path
    for path in ("index.html", "gaps.html", "map/index.html", "scores.html"):
        html5lib.HTMLParser(strict=True).parse(pages[path])
    assert "&lt;script&gt;" in pages["gaps.html"]
