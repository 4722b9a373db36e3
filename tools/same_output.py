"""Show that a refactoring changed no behaviour: run all commands, and compare what they write.

Record at the old commit (in a checkout of it, with this script copied there), compare at each new
one; the script runs the checkout in which it stands:

    python old/tools/same_output.py record /tmp/baseline.json --keep /tmp/texts
    python tools/same_output.py compare /tmp/baseline.json --keep /tmp/texts

FILE has one line an output: its name, SHA-256 and number of bytes. Names begin with `data/` (what
programs read) or `text/` (what people read: help, pages, messages, and the exit status and stderr
of each call), then come the case and the call. FILE is not for git: it holds for one set of
installed libraries.

The cases are the bundled workbooks, the layouts and harvests of the tests, and a few small surveys
that stand below. Left out, because no two runs would be alike without a server of our own, which
the tests have: what servers answer (push, ping, harvest of an address, link check of real sites,
link suggest --service). Left out, too, are the questions that adopt puts one by one on a terminal.
"""

import difflib
import hashlib
import importlib
import json
import multiprocessing
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parents[1]

DATA = frozenset(
    "atom cff csv gz graphml json jsonld nq nt ods openapi rdf rdfp rq sarif svg toml trig tsv ttl "
    "turtle xlsx xml yml".split()
)
"""Formats and endings that programs read; all others are for people."""

KEPT = 20_000_000
"""Larger outputs are not kept: nobody reads their difference."""

SHOWN_LINES, SHOWN_WIDTH, MOST_LINES = 12, 240, 20_000

SURVEY = """\
Resource name,Country,Notes,Cases,Resource type,Organisation,Website
Alpha registry,France,old,100,childhood cancer registry,Institute <i>A</i>,
"Beta <b>bank</b> | ""x"" y",Peru,n,5,biobank,Institute B,http://127.0.0.1:9/beta
Gamma,Chile,g,7,childhood cancer registry,Institute <i>A</i>,
"""
LATER = """\
Resource name,Country,Notes,Cases,Resource type,Organisation,Website
Alpha registry,France,new; <script>alert(1)</script>,120,childhood cancer registry,Institute A,
Gamma,Chile,g,7,childhood cancer registry,Institute <i>A</i>,
Delta,Kenya,d,1,childhood cancer registry,Institute D,
"""
FAULTY = """\
Resource name;Country;Start year;End year;Organisation;Website;Colour of the door
;Peru;2001;1999;Institute of Lima;no address;green
Registry of Oslo;Holand;many;;Institute of Oslo;https://example.org/;red
Registry of Oslo;Norway;2001;;;https://example.org/;
"""
BEDS = """\
Ward,Town,Beds,Open since
North,Lima,12,2001
South,Oslo,7,2004
"""
NAMES = """\
Partner,Land
DKFZ,Germany
"University of Chicago",US
Princess Maxima Center,NL
Nobody at all,Peru
"""
CATALOGUE = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .

<https://other.example.org/NAME/1> a dcat:Dataset ; dcterms:title "St. Jude Cloud"@en ;
  dcterms:publisher [ a foaf:Organization ; foaf:name "St. Jude Children's Research Hospital" ] ;
  dcat:landingPage <https://www.stjude.cloud/> .
<https://other.example.org/NAME/2> a dcat:Dataset ;
  dcterms:title "Childhood leukaemia registry"@en ;
  dcterms:description "Leukaemia in children, NAME."@en .
"""
# A property shape has an IRI here: a blank node gets a new name in each run, which is told as rule.
SHAPES = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

ex:Named a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property ex:Title .
ex:Title sh:path dcterms:title ; sh:minLength 12 ; sh:message "A longer title."@en .
"""
UNTIDY = """\
@prefix unused: <https://example.org/unused#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://example.org/b> dcterms:title "b" . # a comment
<https://example.org/a> dcterms:title "a" .
"""
PROJECT = """\
base = "https://example.org/ours/id/"
publisher = "Example Institute"
publisher_homepage = "https://example.org/"
contact_email = "data@example.org"
languages = ["en", "fr"]
workbooks = ["survey.csv"]
version = "1.0"
issued = "2026-01-31"
"""
QUESTION = """\
#+ summary:
#+   en: Which titles are there?
#+   fr: Quels titres y a-t-il ?
#+ description:
#+   en: One row a title.
#+   fr: Une ligne par titre.
#+ tags: [researcher]
#+ columns:
#+   title: {en: Title, fr: Titre}

PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?title WHERE { ?thing dcterms:title ?title } ORDER BY ?title
"""
VISITS = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<https://w3id.org/ccdp/id/resource/one> a dcat:Dataset ; dcterms:title "One"@en ;
  dcat:landingPage <http://127.0.0.1:9/one>, <nonsense:two>, <http://127.0.0.1:9/three> .
"""
TEXTS = {
    "visits.ttl": VISITS,
    "survey.csv": SURVEY,
    "later.csv": LATER,
    "faulty.csv": FAULTY,
    "beds.csv": BEDS,
    "names.csv": NAMES,
    "one.ttl": CATALOGUE.replace("NAME", "one"),
    "two.ttl": CATALOGUE.replace("NAME", "two"),
    "shapes.ttl": SHAPES,
    "untidy.ttl": UNTIDY,
    "ccdp.toml": PROJECT,
    "titles.rq": QUESTION,
    "empty.csv": "",
    "broken.ttl": "<a> <b> .\n",
}


def put_inputs(folder: Path) -> None:
    """Write all that the cases read: copies, so that a moved test keeps its name here."""
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "changed").mkdir()
    for name in ("data-resources.xlsx", "federated-networks.xlsx"):
        shutil.copyfile(ROOT / "examples" / name, folder / name)
        shutil.copyfile(ROOT / "examples" / name, folder / "changed" / name)
    edit(folder / "changed" / "data-resources.xlsx", rb"<t>France</t>", b"<t>Chile</t>", 1)
    edit(folder / "changed" / "data-resources.xlsx", rb"<t>Open</t>", b"<t>Controlled</t>", 2)
    edit(folder / "changed" / "federated-networks.xlsx", rb'<row r="9"[ >].*?</row>', b"", 1)
    for kind, pattern in (("layouts", "tests/**/workbook.*"), ("harvests", "tests/**/theirs.*")):
        for path in sorted(ROOT.glob(pattern)):
            target = folder / kind / f"{path.parent.name}{path.suffix}"
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, target)


def edit(workbook: Path, pattern: bytes, new: bytes, count: int) -> None:
    """Change the first cells of a workbook whose XML fits a pattern.

    Raises:
        ValueError: None does.
    """
    with zipfile.ZipFile(workbook) as archive:
        members = [(entry, archive.read(entry)) for entry in archive.infolist()]
    changed = 0
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in members:
            written = content
            if entry.filename.startswith("xl/worksheets/sheet"):
                written, number = re.subn(pattern, new, content, count=count, flags=re.DOTALL)
                changed += number
            archive.writestr(entry, written)
    if not changed:
        raise ValueError(f"{workbook.name}: nothing fits {pattern!r}")


@dataclass(frozen=True)
class Case:
    """Calls that are made one after the other, in a new folder.

    A call is what is typed after `ccdp`. Before it may stand `cd FOLDER`; `$`, for a process of
    its own whose output is piped; or `tty`, for one whose output is a terminal. `complete WORDS`
    presses the tab key. `cp FROM TO` copies an input; `decide FILE` fills in a review of links.

    Attributes:
        name: What its outputs are named by. Cases of one name write different files.
        script: One call a line.
        seconds: About how long it takes: the longest begin first.
    """

    name: str
    script: str
    seconds: float = 1.0

    @property
    def calls(self) -> list[str]:
        """The calls in their order."""
        return [" ".join(line.split()) for line in self.script.strip().splitlines()]


BUILDS = (
    Case("build", "build"),
    Case(
        "build-changed",
        "build in/changed/data-resources.xlsx in/changed/federated-networks.xlsx",
    ),
)
"""What most other cases read."""

SIGNED = "--author Curator --date 2026-01-31"

CASES = (
    Case("build-one", "build in/data-resources.xlsx -o one --date 2026-01-31 --strict", 2),
    Case(
        "build-small",
        """
        build in/survey.csv -o out --date 2026-01-31
        build in/later.csv -o out --date 2026-03-01
        build in/faulty.csv -o faulty --date 2026-01-31
        build in/faulty.csv -o strict --date 2026-01-31 --strict
        check in/survey.csv -o check.xlsx
        check in/survey.csv -o check.xlsx
        check check.xlsx -o again.xlsx --lang fr
        build in/empty.csv -o out --date 2026-01-31
        build in/none.xlsx
        build in/shapes.ttl
        build --date 2026-02-30
        build in/survey.csv -o in/survey.csv --date 2026-01-31
        """,
        3,
    ),
    Case(
        "tidy",
        """
        tidy
        tidy --format csv
        tidy -o records
        tidy -o csv --format csv
        tidy in/survey.csv in/faulty.csv --date 2026-01-31
        tidy in/none.xlsx
        """,
        3,
    ),
    *(
        Case(
            f"check-{name}",
            f"""
            cp in/{name}.xlsx {name}.xlsx
            check {name}.xlsx --lang {lang}
            inspect {name}.xlsx --format json
            inspect {name}.xlsx --format xlsx -o look.xlsx
            """,
            5,
        )
        for name, lang in (("data-resources", "en"), ("federated-networks", "fr"))
    ),
    Case(
        "template",
        """
        template
        template
        template --force
        template data-resources --lang fr -o questionnaire.xlsx
        template federated-networks -o networks.xlsx
        build survey.xlsx -o built --date 2026-01-31
        build questionnaire.xlsx -o construit --date 2026-01-31
        template beds
        """,
        4,
    ),
    Case(
        "adopt",
        f"""
        init beds
        inspect in/beds.csv
        inspect in/beds.csv --as hospital-beds
        adopt in/beds.csv
        cd beds adopt ../in/beds.csv --as hospital-beds --yes {SIGNED}
        cd beds build ../in/beds.csv --date 2026-01-31
        cd beds publish --site site --base https://example.org/beds/
        cd beds inspect ../in/beds.csv
        cd beds info
        """,
        4,
    ),
    *(
        Case(
            f"validate-{form}",
            f"""
            validate in/faulty.csv --format {form}
            validate in/faulty.csv --format {form} --lang fr
            validate in/survey.csv --format {form} --lang fr -o report.{form}
            """,
            1,
        )
        for form in ("table", "text", "json", "html", "csv", "xlsx", "sarif", "ttl")
    ),
    Case(
        "validate",
        """
        validate --format text --lang fr
        validate in/federated-networks.xlsx -o report.html
        validate in/data-resources.xlsx -o report.xlsx
        validate ccdp-build/graph.nq --format json
        validate ccdp-build/graph.nq --fail-on warning --lang fr
        validate ccdp-build --fail-on info
        validate in/none.ttl
        validate in/broken.ttl
        validate in/survey.csv -o report.docx
        validate --shapes in/none.ttl
        """,
        6,
    ),
    Case(
        "validate-shapes",
        """
        validate --shapes in/shapes.ttl
        validate in/survey.csv --shapes in/shapes.ttl --format json
        validate --target dcat-ap
        targets
        targets --lang fr
        """,
        3,
    ),
    Case(
        "query-formats",
        "\n".join(
            f"query {name} --lang {lang} --format {form} -g ccdp-build/graph.ttl"
            for name in (
                "networks-by-data-model",
                "capacity-needs",
                "network-timeline",
                "governance-of-networks",
                "resources-by-region",
            )
            for lang, form in (
                ("fr", "csv"),
                ("fr", "json"),
                ("en", "md"),
                ("fr", "html"),
                ("en", "html"),
                ("fr", "xlsx"),
                ("fr", "table"),
                ("en", "table"),
            )
        ),
        5,
    ),
    Case(
        "query-more",
        """
        query country-profile --country Peru
        query country-profile --country Peru --lang fr -g ccdp-build/graph.ttl
        query country-profile --country Peru --format ttl -g ccdp-build/graph.ttl
        query country-profile --country Peru --format jsonld -g ccdp-build/graph.ttl
        query country-profile --country Peru --format csv -g ccdp-build/graph.ttl
        query country-profile --country Peru -o peru.ttl
        query networks-by-data-model -o answers.xlsx --format xlsx
        query networks-by-country --country FR -g ccdp-build/graph.ttl
        query networks-by-country --country "European Union" -g ccdp-build/graph.ttl
        query capacity-needs --row-limit 2 --format csv -g ccdp-build/graph.ttl
        query networks-by-data-modl
        query networks-by-data-model --modle OMOP
        query networks-by-data-model --data-model OMOB
        query networks-by-data-model -g none
        query country-profile
        query country-profile --country
        query resources-by-age --age seventeen
        query --nonsense
        """,
        5,
    ),
    *(
        Case(
            "query-describe",
            f"""
            query --describe {face} --lang en
            query --describe {face} --lang fr
            query networks-by-data-model --describe {face}
            """,
            4,
        )
        for face in ("openapi", "turtle", "form")
    ),
    Case(
        "matrix",
        """
        matrix --dimensions
        matrix --dimensions --lang fr
        matrix --rows network-type --columns federation-approach
        matrix --rows network --columns data-model --cell list --stated
        matrix --rows country --columns data-type -o data-types.svg -g ccdp-build/graph.ttl
        matrix --rows country --columns data-type -o data-types.xlsx -g ccdp-build/graph.ttl
        matrix --rows data-type --columns region --format svg --lang fr -g ccdp-build/graph.ttl
        matrix --rows region --columns access --format csv --lang fr -g ccdp-build/graph.ttl
        matrix --rows network --columns access --format json -g ccdp-build/graph.ttl
        matrix --rows nothing --columns access -g ccdp-build/graph.ttl
        matrix -g ccdp-build/graph.ttl
        """,
        4,
    ),
    Case(
        "map",
        """
        map
        map -o map.svg
        map --where data-type=genomic -o genomic.svg --lang fr -g ccdp-build/graph.ttl
        map --count networks --where data-model=OMOP --format csv -g ccdp-build/graph.ttl
        map --count all --format json -g ccdp-build/graph.ttl
        map --count all -o map.xlsx --lang fr -g ccdp-build/graph.ttl
        map --where nonsense -g ccdp-build/graph.ttl
        map --where data-type=nonsense -g ccdp-build/graph.ttl
        """,
        3,
    ),
    Case(
        "gaps",
        """
        gaps
        gaps country-without-network
        gaps region-without-molecular-data model-unused --format json
        gaps unanswered --format csv --lang fr
        gaps --lang fr -o lacunes.xlsx
        gaps nothing
        """,
        4,
    ),
    Case(
        "match",
        """
        match --have "FHIR, Peru, genomic" --want "federated analysis" --number 2
        match pcdc
        match pcdc --number 3 --format json
        match pcdc --lang fr --format csv
        match pcdc -o match.xlsx
        match --have zzz
        match
        """,
        5,
    ),
    Case(
        "graph",
        """
        graph -o all.svg
        graph pcdc
        graph pcdc --neighbours --shared -o pcdc.html -g ccdp-build/graph.ttl
        graph pcdc --neighbours -o pcdc.graphml -g ccdp-build/graph.ttl
        graph --through data-model --shared -o models.html --lang fr -g ccdp-build/graph.ttl
        graph --through nothing -g ccdp-build/graph.ttl
        graph nobody -g ccdp-build/graph.ttl
        """,
        4,
    ),
    Case(
        "why",
        """
        why rnce
        why rnce Country
        why "Pediatric Cancer Data Commons" "Data model"
        why network/pcdc "Data model"
        why network/pcdc --format csv --lang fr
        why rnce -o why.xlsx
        why rnce -g ccdp-build/graph.ttl
        why rnce Nothing
        why nobody
        """,
        5,
    ),
    Case(
        "diff-workbooks",
        """
        diff in/federated-networks.xlsx in/changed/federated-networks.xlsx
        diff in/survey.csv in/later.csv
        diff in/survey.csv in/later.csv -o changes.xlsx --lang fr
        diff in/survey.csv in/survey.csv
        diff in/survey.csv in/none.csv
        """,
        6,
    ),
    Case(
        "diff-builds",
        """
        diff ccdp-build build-changed --format json
        diff ccdp-build build-changed --lang fr
        diff ccdp-build build-changed -o changes.xlsx
        diff ccdp-build/graph.ttl build-changed/graph.ttl --format rdfp
        """,
        8,
    ),
    Case(
        "project",
        """
        init project
        cp in/ccdp.toml project/ccdp.toml
        cp in/survey.csv project/survey.csv
        cp in/titles.rq project/queries/titles.rq
        cd project info
        cd project build --date 2026-01-31
        cd project query titles --lang fr
        cd project query titles --format csv
        cd project query --search titles
        cd project query --describe openapi
        cd project publish --site public --base https://example.org/ours/
        cd project release 1.0.0
        cd project release 1.0.0
        cp in/later.csv project/survey.csv
        cd project build --date 2026-03-01
        cd project release 0.9.0
        cd project release one
        cd project release 1.1.0-rc.1 --date 2026-03-02
        cd project release
        cd project publish --site public --base https://example.org/ours/ --date 2026-03-03
        cd project publish --site other --base https://example.org/ --version-tag 7 --jobs 1
        cd project diff releases/1.0.0/graph.ttl ccdp-build
        cd project validate --target healthdcat-ap
        cd project template
        cp in/titles.rq project/releases/1.0.0/more.rq
        cd project release
        cd project publish --site public --base https://example.org/ours/
        """,
        6,
    ),
    Case(
        "faulty",
        """
        build in/faulty.csv --date 2026-01-31 -o faulty
        release 1.0.0 -g faulty
        release 1.0.0 -g faulty --with-findings
        release 2026.11 -g faulty --with-findings
        publish --site public -g faulty --base https://example.org/
        publish --site faulty -g faulty --base https://example.org/
        publish --site other -g faulty --base nonsense
        """,
        4,
    ),
    Case(
        "release",
        """
        release 1.0.0 --date 2026-11-25
        release 1.1.0 --date 2026-12-15 -g build-changed
        release 1.1.0
        release
        publish --site public --base https://example.org/ccdp/ -g build-changed
        """,
        30,
    ),
    Case("link-ror", f"link suggest ror {SIGNED}", 12),
    Case("link-wikidata", f"link suggest wikidata {SIGNED}", 9),
    Case(
        "link-lists",
        f"""
        link suggest fairsharing -o fairsharing.xlsx {SIGNED}
        link suggest bioregistry -o bioregistry.xlsx {SIGNED}
        link suggest mondo -o mondo.xlsx {SIGNED}
        link suggest ncit -o ncit.xlsx {SIGNED}
        link suggest iccc -o iccc.xlsx {SIGNED}
        link suggest rorr {SIGNED}
        link accept mondo.xlsx {SIGNED}
        link accept in/survey.csv {SIGNED}
        """,
        6,
    ),
    Case(
        "link-decide",
        f"""
        init project
        cd project link suggest bioregistry -g ../ccdp-build -o ../review.xlsx {SIGNED}
        cd project link accept ../review.xlsx {SIGNED}
        decide review.xlsx
        cd project link accept ../review.xlsx {SIGNED}
        cd project link accept ../review.xlsx {SIGNED}
        cd project link suggest bioregistry -g ../ccdp-build --accept-certain {SIGNED}
        cd project build ../in/federated-networks.xlsx
        cd project query linked-identifiers --format csv
        """,
        6,
    ),
    Case(
        "link-records",
        f"""
        link suggest in/one.ttl {SIGNED}
        link suggest in/one.ttl {SIGNED}
        link duplicates in/one.ttl in/two.ttl -o duplicates.xlsx {SIGNED}
        link duplicates -o none.xlsx {SIGNED}
        link suggest in/none.ttl -o none.xlsx {SIGNED}
        link suggest in/broken.ttl -o none.xlsx {SIGNED}
        """,
        4,
    ),
    Case(
        "link-check",
        """
        link check -g in/visits.ttl --date 2026-01-31
        link check -g in/visits.ttl --date 2026-01-31 --lang fr -o liens.xlsx
        link check -g in/visits.ttl --date 2026-01-31 --format json
        link check -g in/visits.ttl --date 2026-02-28 --cache other.json --allow-private
        link check -g in/none.ttl --date 2026-01-31
        """,
        6,
    ),
    Case(
        "match-names",
        """
        link index
        link index -o index.json
        match-names in/names.csv --column Partner --country-column Land -o matched.xlsx
        match-names in/names.csv --column Partner --index index.json -o matched.csv
        match-names in/names.csv --column Partner --type network -o networks.csv
        match-names in/names.csv --column Land --type country -o lands.csv
        match-names in/names.csv --column Nothing -o none.csv
        """,
        5,
    ),
    Case(
        "harvests",
        f"""
        init project
        cd project harvest --list
        cp in/one.ttl project/theirs.ttl
        cd project harvest theirs.ttl --name one --date 2026-01-31
        cd project harvest ../in/two.ttl --date 2026-01-31
        cd project harvest --list
        cd project info
        cp in/two.ttl project/theirs.ttl
        cd project harvest --name one --date 2026-02-28
        cd project harvest --name one --date 2026-03-31
        cp in/untidy.ttl project/theirs.ttl
        cd project harvest --name one --date 2026-04-30
        cd project harvest --name one --date 2026-04-30 --force
        cp in/one.ttl project/theirs.ttl
        cd project harvest --name one --date 2026-05-31 --lang fr
        cd project build ../in/survey.csv --date 2026-01-31
        cd project query records-with-word --word leukaemia --format csv
        cd project link duplicates {SIGNED}
        cd project query things-in-several-catalogues --format json
        cd project publish --site public --base https://example.org/
        cd project harvest --name nobody
        cd project harvest ../in/broken.ttl --date 2026-01-31
        cd project harvest ../in/none.ttl
        """,
        5,
    ),
    Case(
        "no-server",
        f"""
        push
        push --endpoint http://127.0.0.1:9/query
        push --target ckan http://127.0.0.1:9
        push --target ckan http://127.0.0.1:9 --organisation oncology
        push --target fdp http://127.0.0.1:9
        push --target fdp nonsense
        ping nonsense --site nonsense
        ping http://127.0.0.1:9 --site http://127.0.0.1:9/fdp
        harvest http://127.0.0.1:9/ --name x -o harvest
        harvest http://127.0.0.1:9/ --name x -o harvest --allow-private
        query capacity-needs --endpoint http://127.0.0.1:9/query
        query capacity-needs --endpoint nonsense
        link suggest --service http://127.0.0.1:9/api {SIGNED}
        """,
        8,
    ),
    Case(
        "other",
        """
        info
        init catalogue
        init catalogue
        cp in/untidy.ttl untidy.ttl
        format untidy.ttl --check
        format untidy.ttl
        format untidy.ttl
        format ccdp-build/graph.ttl --check
        format in/broken.ttl
        nonsense
        build --nonsense
        links --help
        """,
    ),
    Case(
        "process",
        """
        $ --version
        $ query nobody
        $ build -o out
        $ query networks-of-country-through-partner --country NL
        $ query capacity-needs --format json
        $ tidy --format csv
        complete ccdp que
        complete ccdp query networks-by-d
        complete ccdp query networks-by-data-model --data-model om
        """,
        12,
    ),
    Case(
        "terminal",
        """
        tty query networks-of-country-through-partner --country NL -g ccdp-build/graph.ttl
        tty query capacity-needs --show
        tty query capacity-needs --format xlsx
        tty matrix --rows network-type --columns federation-approach -g ccdp-build/graph.ttl
        tty build in/survey.csv -o out --date 2026-01-31
        """,
        5,
    ),
    Case(
        "terminal",
        """
        tty gaps country-without-network
        tty match pcdc --number 2
        tty validate in/survey.csv
        tty why rnce Country
        tty targets
        tty inspect in/survey.csv
        """,
        6,
    ),
)


def found_cases(folder: Path) -> Iterator[Case]:
    """Return the cases that hang on which commands, questions, targets and inputs there are."""
    helps = [" ".join((*path, "--help")) for path in command_paths()]
    yield Case("help", "\n".join((*helps, "-h", "--version")))
    text = invoke(["query", "--describe", "openapi"]).stdout
    questions: Mapping[str, Any] = json.loads(text)["paths"]
    names = {path.rpartition("/")[2]: call["get"] for path, call in questions.items()}
    tags = sorted({tag for call in names.values() for tag in call["tags"]})
    listed = [f"query --tag {tag}" for tag in (*tags, "nobody")]
    listed += [f"query --search {word}" for word in ("partner", "zzz")]
    yield Case(
        "query", "\n".join(("query", "query --lang fr", "query --search réseau --lang fr", *listed))
    )
    for batch in batches(sorted(names), 25):
        helps = [f"query {name} {words}" for name in batch for words in ("--help", "--show")]
        yield Case("query-help", "\n".join((*helps, f"query {batch[0]} --help --lang fr")), 3)
    for batch in batches(sorted(names), 8):
        calls = []
        for name in batch:
            given = names[name]["parameters"]
            forms = {form for entry in given for form in entry["schema"].get("enum", ())}
            asked = {
                "csv": options(entry for entry in given if "example" in entry),
                "json": options(entry for entry in given if entry.get("required")),
            }
            asked["ttl"] = asked["md"] = asked["json"]
            # The public graph loads in a quarter of the time; only GRAPH asks for another one.
            text = invoke(["query", name, "--show"]).stdout
            graph = "" if "GRAPH" in text else " -g ccdp-build/graph.ttl"
            wanted = [form for form in ("csv", "json", "ttl") if form in forms] or ["md"]
            calls += [f"query {name} {asked[form]} --format {form}{graph}" for form in wanted]
        yield Case("query", "\n".join(calls), 7)
    for line in invoke(["targets"]).stdout.splitlines()[1:]:
        target = line.partition("\t")[0]
        calls = [f"validate --target {target} --format json"]
        calls += [f"validate in/survey.csv --target {target}"]
        calls += [f"validate in/survey.csv --target {target} --format text --lang fr"]
        yield Case("validate-target", "\n".join(calls), 3)
    for path in sorted((folder / "layouts").iterdir()):
        yield layout_case(path)
    for path in sorted((folder / "harvests").iterdir()):
        kind = "oai" if path.suffix == ".xml" else "dcat"
        call = f"harvest in/harvests/{path.name} --type {kind} --date 2026-01-31"
        calls = [f"{call} --name {words} -o harvest" for words in ("en", "fr --lang fr")]
        calls.append(f"{call} --name strict -o harvest --strict")
        yield Case(f"harvest/{path.stem}", "\n".join(calls))


def layout_case(path: Path) -> Case:
    """Return the case that adopts a workbook of a new layout."""
    book = f"in/layouts/{path.name}"
    script = f"""
    inspect {book}
    check {book} -o checked.xlsx
    build {book} -o out --date 2026-01-31
    validate {book}
    init project
    cd project adopt ../{book} -o ../decisions.xlsx
    cd project adopt ../{book} --decisions ../decisions.xlsx {SIGNED}
    cd project adopt ../{book} --yes {SIGNED}
    cd project build ../{book} --date 2026-01-31
    cd project inspect ../{book} --format json
    """
    return Case(f"layout/{path.stem}", script, 5)


def options(parameters: Iterable[Mapping[str, Any]]) -> str:
    """Write the parameters of a question with their examples, as a person types them."""
    pairs = ((f"--{entry['name'].replace('_', '-')}", entry["example"]) for entry in parameters)
    return shlex.join(str(word) for pair in pairs for word in pair)


def batches(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Part names into parts of a size."""
    for start in range(0, len(names), size):
        yield names[start : start + size]


class CannotRunError(Exception):
    """The outputs cannot be had; says why."""


@dataclass(frozen=True)
class Output:
    """What is known of an output."""

    sha256: str
    size: int


def invoke(words: Sequence[str]) -> Any:
    """Run a command in this process."""
    main: click.Command = importlib.import_module("ccdp_graph.cli.main").main
    return CliRunner().invoke(main, list(words), prog_name="ccdp")


def command_paths() -> Iterator[tuple[str, ...]]:
    """Return the words of every command and subcommand, with none for `ccdp` itself."""
    main: click.Command = importlib.import_module("ccdp_graph.cli.main").main
    context = click.Context(main, info_name="ccdp")

    def below(command: click.Command | None, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                yield from below(command.get_command(context, name), (*path, name))

    return below(main, ())


def run_case(case: Case, work: Path, keep: Path | None) -> tuple[dict[str, Output], float]:
    """Make the calls of a case in a new folder; tell all that they wrote, and the CPU time."""
    began = sum(os.times()[:4])
    built = case in BUILDS
    folder = work / case.name if built else Path(tempfile.mkdtemp(dir=work))
    folder.mkdir(exist_ok=True)
    (folder / "in").symlink_to("../inputs")
    if not built:
        (folder / "ccdp-build").symlink_to("../build/ccdp-build")
        (folder / "build-changed").symlink_to("../build-changed/ccdp-build")
    told: dict[str, bytes] = {}
    times = Counter[str]()
    for call in case.calls:
        os.chdir(folder)
        times[call] += 1
        again = f" ({times[call]})" if times[call] > 1 else ""
        for kind, ending, content in run_call(call):
            told[f"{kind}/{case.name}/{call.replace('/', '_')}{again}{ending}"] = content
    os.chdir(work)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            kind = "data" if path.suffix[1:] in DATA else "text"
            name = path.relative_to(folder).as_posix()
            told[f"{kind}/{case.name}/files/{name}"] = path.read_bytes()
    outputs = {name: output_of(content, (folder, work), keep) for name, content in told.items()}
    if not built:
        shutil.rmtree(folder)
    return outputs, sum(os.times()[:4]) - began


def output_of(content: bytes, places: tuple[Path, Path], keep: Path | None) -> Output:
    """Tell of a content what does not hang on where it was made, and keep it."""
    content = without_times(content)
    signs = (b"<here>", b"<work>", b"<checkout>")
    for place, sign in zip((*places, ROOT), signs, strict=True):
        content = content.replace(str(place).encode(), sign)
    output = Output(hashlib.sha256(content).hexdigest(), len(content))
    if keep is not None and output.size <= KEPT:
        kept = keep / output.sha256
        if not kept.exists():
            kept.write_bytes(content)
    return output


def without_times(content: bytes) -> bytes:
    """Take the clock out of a workbook: it is told as its parts, without when it was saved.

    Not of one whose times are pinned: of that, the bytes have to stay the same.
    """
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
        if all(entry.date_time == PINNED for entry in entries):
            return content
        parts = [entry.filename.encode() + b"\n" + archive.read(entry) for entry in entries]
    return b"\n".join(re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b"><", part) for part in parts)


PINNED = (1980, 1, 1, 0, 0, 0)


def run_call(call: str) -> Iterator[tuple[str, str, bytes]]:
    """Make one call; tell its stdout, and its exit status with stderr, as kind, ending, content."""
    first, *words = shlex.split(call)
    if first == "cp":
        Path(words[1]).parent.mkdir(exist_ok=True)
        shutil.copyfile(*words)
        return
    if first == "decide":
        for row, decision in ((3, b"yes"), (4, b"no"), (5, b"close"), (6, b"no")):
            cell = rb'<c r="G%d"( s="\d+")? t="inlineStr" ?/>' % row
            new = rb'<c r="G%d"\1 t="inlineStr"><is><t>%s</t></is></c>' % (row, decision)
            edit(Path(words[0]), cell, new, 1)
        return
    environment = dict(os.environ)
    if first == "complete":
        given = " ".join(words)
        environment |= {"_CCDP_COMPLETE": "bash_complete", "COMP_WORDS": given}
        environment |= {"COMP_CWORD": str(len(words) - 1)}
        status, stdout, stderr = run_process([], environment, terminal=False)
    elif first in ("$", "tty"):
        status, stdout, stderr = run_process(words, environment, terminal=first == "tty")
    else:
        words = [first, *words]
        if first == "cd":
            os.chdir(words[1])
            words = words[2:]
        result = invoke(words)
        status, stdout, stderr = result.exit_code, result.stdout_bytes, result.stderr_bytes
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            stderr += f"raised {result.exception!r}\n".encode()
    yield kind_of(words) if first not in ("tty", "complete") else "text", "", stdout
    yield "text", ": status", f"exit status {status}\n".encode() + stderr


def kind_of(words: Sequence[str]) -> str:
    """Tell whether programs or people read what a command prints."""
    asked = {after for word, after in pairwise(words) if word in SAYS_FORMAT}
    prints_data = words[0] in ("tidy", "graph") or list(words[:2]) == ["link", "index"]
    return "data" if (asked & DATA or prints_data) and "--help" not in words else "text"


SAYS_FORMAT = ("--format", "--describe")


def run_process(
    words: Sequence[str], environment: Mapping[str, str], *, terminal: bool
) -> tuple[int, bytes, bytes]:
    """Run `ccdp` as a process; tell exit status, stdout and stderr."""
    command = [sys.executable, "-c", AS_CCDP, *words]
    if words[:1] == ["--version"]:
        command = [sys.executable, "-m", "ccdp_graph", *words]
    if not terminal:
        done = subprocess.run(  # noqa: S603, the words stand above
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        return done.returncode, done.stdout, done.stderr
    ours, theirs = os.openpty()
    with subprocess.Popen(  # noqa: S603
        command, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # how Linux tells that the other side is closed
            pass
        finally:
            os.close(ours)
        stderr = process.stderr.read() if process.stderr is not None else b""
        return process.wait(), shown, stderr


AS_CCDP = "from ccdp_graph.cli.main import main; main(prog_name='ccdp')"


def prepare() -> None:
    """Pin what outputs could hang on, and find the package in this checkout.

    Raises:
        CannotRunError: It is not there, or another one is found.
    """
    for name in list(os.environ):
        if name.startswith(("CCDP_", "LC_", "XDG_", "_CCDP")) or name.lower().endswith("_proxy"):
            del os.environ[name]
    os.environ |= {
        "COLUMNS": "100",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "LINES": "40",
        "LOGNAME": "curator",
        "NETRC": os.devnull,
        "NO_COLOR": "1",
        "PYTHONPATH": str(ROOT),
        "TERM": "dumb",
        "TZ": "UTC",
        "USER": "curator",
    }
    time.tzset()
    os.umask(0o022)
    sys.path.insert(0, str(ROOT))
    try:
        package = importlib.import_module("ccdp_graph")
        importlib.import_module("ccdp_graph.cli.main")
    except ImportError as error:
        raise CannotRunError(f"ccdp_graph cannot be imported from {ROOT}: {error}") from error
    if not Path(package.__file__ or "").resolve().is_relative_to(ROOT):
        raise CannotRunError(f"ccdp_graph was imported from {package.__file__}, not from {ROOT}")


def run_all(only: tuple[str, ...], keep: Path | None, *, times: bool) -> dict[str, Output]:
    """Run all cases that have outputs whose names begin with `only`.

    Raises:
        CannotRunError: Something is not as this script takes it to be.
    """
    prepare()
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        keep = keep.resolve()
    home = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="same-output-") as name:
        work = Path(name).resolve()
        (work / "home").mkdir()
        os.environ["HOME"] = str(work / "home")
        put_inputs(work / "inputs")
        context = multiprocessing.get_context("fork")  # each worker has the package imported
        with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
            begun = [(pool.submit(run_case, case, work, keep), case) for case in BUILDS]
            wanted = pool.submit(list_cases, work, only).result()
            for future, _ in begun:
                future.result()
            begun += [(pool.submit(run_case, case, work, keep), case) for case in wanted]
            results = [(*future.result(), case) for future, case in begun]
        os.chdir(home)
    outputs: dict[str, Output] = {}
    for result, _, _ in results:
        for key, output in result.items():
            if outputs.setdefault(key, output) != output:
                raise CannotRunError(f"two cases write different outputs of the name {key}")
    for _, seconds, case in sorted(results, key=lambda result: -result[1]) if times else ():
        click.echo(f"{seconds:5.1f} s of {case.seconds:4}\t{case.name}: {case.calls[-1]}", err=True)
    return {key: outputs[key] for key in sorted(outputs) if key.startswith(only)}


def list_cases(work: Path, only: tuple[str, ...]) -> list[Case]:
    """Return the cases that are wanted, those that take longest first."""
    os.chdir(work)
    cases = [*CASES, *found_cases(work / "inputs")]
    paths = [path for path in command_paths() if path and path != ("link",)]
    called = [call for case in (*BUILDS, *cases) for call in case.calls if "--help" not in call]
    for path in paths:
        if not any(f" {' '.join(path)} " in f" {call} " for call in called):
            click.echo(f"note: no case runs ccdp {' '.join(path)}; add one", err=True)
    roots = {case: [f"{kind}/{case.name}/" for kind in ("data", "text")] for case in cases}
    wanted = [
        case
        for case in cases
        if any(
            root.startswith(only) or one.startswith(root) for root in roots[case] for one in only
        )
    ]
    return sorted(wanted, key=lambda case: -case.seconds)


def lines_of(content: bytes) -> list[str]:
    """Part an output into lines, a workbook into those of its parts, and XML and JSON at marks."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return [
                f"{part}: {line}"
                for part in sorted(archive.namelist())
                for line in lines_of(archive.read(part))
            ]
    lines = content.decode("utf-8", errors="backslashreplace").splitlines()
    if any(len(line) > SHOWN_WIDTH for line in lines):
        lines = [
            part for line in lines for part in re.split(r'(?<=>)(?=<)|(?<=[,{}])(?=\s*")', line)
        ]
    return lines


def difference(old: bytes, new: bytes) -> list[str]:
    """Return the first lines that differ."""
    before, after = lines_of(old), lines_of(new)
    if len(before) + len(after) <= MOST_LINES:
        found = list(difflib.unified_diff(before, after, n=1, lineterm=""))[2:]
    else:  # of a graph, it is enough to know which statements there are
        lost, won = Counter(before) - Counter(after), Counter(after) - Counter(before)
        found = [f"-{line}" for line in lost] + [f"+{line}" for line in won]
        found = found or ["the lines are the same, but in another order or with other ends"]
    more = len(found) - SHOWN_LINES
    shown = [line[:SHOWN_WIDTH] for line in found[:SHOWN_LINES]]
    return shown + ([f"… and {more} more lines"] if more > 0 else [])


def tell(old: Mapping[str, Output], new: Mapping[str, Output], keep: Path | None, most: int) -> int:
    """Print what differs, with the differences of at most some outputs; return how many do."""
    differing = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    alike: dict[tuple[str, ...], list[str]] = {}
    for name in differing:
        shown: tuple[str, ...] = ()
        word = "missing" if name not in new else "new" if name not in old else "changed"
        if keep is not None and word == "changed" and len(alike) <= most:
            kept = [keep / known[name].sha256 for known in (old, new)]
            if all(path.exists() for path in kept):
                shown = tuple(difference(*(path.read_bytes() for path in kept)))
        alike.setdefault((word, *shown), []).append(name)
    for (word, *shown_lines), names in alike.items():
        for name in names[:most]:
            click.echo(f"{word}\t{name}")
        if len(names) > most:
            click.echo(f"… and {len(names) - most} more {word} in the same way")
        for line in shown_lines:
            click.echo(f"    {line}")
    return len(differing)


FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
KEEP = click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep the outputs there, each named by its SHA-256, so that differences can be read.",
)
ONLY = click.option(
    "--only",
    multiple=True,
    metavar="PREFIX",
    help="Only outputs whose names begin so, such as data/ or text/help/, and the cases that "
    "have some; may be given several times.",
)
TIMES = click.option("--times", is_flag=True, help="Tell the CPU time of each case.")


class _Group(click.Group):
    """A group in which what cannot run is one line on stderr and exit status 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (CannotRunError, OSError, ValueError) as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Show that a refactoring changed no behaviour of ccdp: run all commands, compare all outputs.

    \b
    Example:
      python old/tools/same_output.py record baseline.json --keep texts
      python tools/same_output.py compare baseline.json --keep texts

    Exit status: 0 all is the same, 1 something differs, 2 could not run.
    """


@main.command()
@FILE
@KEEP
@ONLY
@TIMES
def record(file: Path, keep: Path | None, only: tuple[str, ...], *, times: bool) -> None:
    """Run everything in the checkout of this script, and write to FILE what came out.

    \b
    Example:
      python tools/same_output.py record baseline.json --keep texts
    """
    began = time.monotonic()
    outputs = run_all(only or ("",), keep, times=times)
    lines = {name: f"{output.sha256} {output.size}" for name, output in outputs.items()}
    file.write_text(json.dumps(lines, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"{len(outputs)} outputs in {time.monotonic() - began:.0f} s", err=True)


@main.command()
@FILE
@KEEP
@ONLY
@TIMES
@click.option("--most", default=10, show_default=True, help="How many to show of each kind.")
@click.pass_context
def compare(
    ctx: click.Context,
    file: Path,
    keep: Path | None,
    only: tuple[str, ...],
    most: int,
    *,
    times: bool,
) -> None:
    """Run everything again, and print only what differs from FILE: changed, missing or new.

    \b
    Examples:
      python tools/same_output.py compare baseline.json --keep texts
      python tools/same_output.py compare baseline.json --only data/query/ --only data/build/
    """
    began = time.monotonic()
    only = only or ("",)
    recorded = json.loads(file.read_text(encoding="utf-8"))
    parts = {name: line.split() for name, line in recorded.items() if name.startswith(only)}
    old = {name: Output(digest, int(size)) for name, (digest, size) in parts.items()}
    new = run_all(only, keep, times=times)
    number = tell(old, new, keep, most)
    seconds = time.monotonic() - began
    click.echo(f"{number} of {len(old.keys() | new.keys())} differ ({seconds:.0f} s)", err=True)
    ctx.exit(1 if number else 0)


if __name__ == "__main__":
    main()
