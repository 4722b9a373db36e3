"""The tables: a program of others for CSV on the Web finds them valid, and reads the graph back."""

import json
from typing import Any

import pytest
from outside import needs_outside, run
from site_server import Served

from ccdp_graph.pipeline.model import Build
from ccdp_graph.rdf.index import GraphIndex, text_of
from ccdp_graph.rdf.namespaces import expand

pytestmark = needs_outside

TABLES = {"resources": 133, "networks": 95, "organisations": 325}


@pytest.fixture(scope="module")
def facts(made: Build) -> GraphIndex:
    return GraphIndex.of(made.public)


def read_back(served: Served, table: str) -> list[dict[str, Any]]:
    """Let the program fetch a table, find its metadata, and turn it to JSON."""
    done = run("csvw2json", f"{served.address}dumps/{table}.csv")
    assert done.returncode == 0, done.stderr[-2000:]
    (told,) = json.loads(done.stdout)["tables"]
    return [each for row in told["row"] for each in row["describes"]]


@pytest.mark.parametrize("table", TABLES)
def test_the_table_is_valid_by_its_metadata(served: Served, table: str) -> None:
    done = run("csvwvalidate", f"{served.address}dumps/{table}.csv")
    assert (done.returncode, done.stdout.strip()) == (0, "OK"), done.stdout + done.stderr


@pytest.mark.parametrize("table", TABLES)
def test_a_table_gives_back_the_texts_and_numbers_of_the_graph(
    served: Served, facts: GraphIndex, table: str
) -> None:
    rows = read_back(served, table)
    assert len(rows) == TABLES[table]
    told = 0
    for row in rows:
        own = facts.by_subject[f"<{row['@id']}>"]
        for key, values in row.items():
            if ":" in key:  # else a column of names, which is not called a property
                predicate = f"<{expand(key.replace('dc:', 'dcterms:'))}>"
                said = sorted(text_of(value) for value in own[predicate])
                assert sorted(str(value).removeprefix("'") for value in values) == said, key
                told += len(values)
    literals = sum(
        len([value for value in values if value.startswith('"')])
        for row in rows
        for values in facts.by_subject[f"<{row['@id']}>"].values()
    )
    assert told == literals > 300


def test_names_stand_for_the_things_that_the_graph_leads_to(
    served: Served, facts: GraphIndex
) -> None:
    for row in read_back(served, "resources"):
        places = facts.values(f"<{row['@id']}>", "dcterms:spatial")
        assert row["dcterms_spatial"] != places
        names = set(map(text_of, facts.labels(places)))
        assert set(row["dcterms_spatial"]) <= names
