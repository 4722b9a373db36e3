"""Other YARRRML and RML engines, run over `ccdp tidy -o`, give the graph that ours gives."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph
from repository import ROOT

from ccdp_graph.cli.main import main
from ccdp_graph.mapping.engines.native import materialize
from ccdp_graph.pipeline.run import tidy_workbooks
from ccdp_graph.project.project import open_project

MODULES = ROOT / "tests" / ".node" / "node_modules"
EMAIL = "<http://www.w3.org/2006/vcard/ns#hasEmail>"

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "rocketrml").is_dir(),
    reason="the other engines are not installed; bash tests/run installs them where npm is",
)


def triples(text: str) -> set[str]:
    graph = Graph()
    graph.parse(data=text, format="nt")
    return {" ".join(term.n3() for term in triple) for triple in graph}


@needs_node
def test_yarrrml_parser_and_rocketrml_give_our_graph(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["tidy", "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    mappings = sorted(tmp_path.glob("*.yarrrml.yml"))
    assert len(mappings) == 4
    theirs: set[str] = set()
    for path in mappings:
        rules, out = f"{path.stem}.rml.ttl", f"{path.stem}.nt"
        parser = MODULES / ".bin" / "yarrrml-parser"
        subprocess.run(
            [parser, "-i", path.name, "-o", rules], cwd=tmp_path, check=True, capture_output=True
        )
        subprocess.run(
            ["node", ROOT / "tests" / "other_engines" / "run.js", f"./{rules}", f"./{out}"],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            env=os.environ | {"NODE_PATH": str(MODULES)},
        )
        theirs |= triples((tmp_path / out).read_text(encoding="utf-8"))
    files = open_project(ROOT)
    made = tidy_workbooks(files.workbooks, files)
    ours = triples("".join(materialize(made.documents, files.mappings()).lines()))
    assert len(ours) > 12_000
    # rocketrml 2.1.2 takes a mailto: IRI for none and writes a blank node in its place
    mailto = {triple for triple in ours if EMAIL in triple}
    unnamed = {triple for triple in theirs if EMAIL in triple}
    assert all(re.search(r"_:\w+$", triple) for triple in unnamed)
    assert len(mailto) == len(unnamed) == 3
    assert ours - mailto == theirs - unnamed
