"""A real CKAN with ckanext-dcat: what was pushed to it comes back with our own identifiers."""

from pathlib import Path

import pytest
from ckan_server import Ckan
from click.testing import CliRunner
from push_rows import ONE, THREE, TWO, Builder, Push

from ccdp_graph.cli.main import main
from ccdp_graph.harvests.storage import HarvestFolder


def test_what_was_pushed_to_a_ckan_is_harvested_from_it(
    plain_ckan: Ckan,
    built: Builder,
    push: Push,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    organisation = plain_ckan.organisation()
    options = ("--organisation", organisation, "--name-prefix", f"{organisation}-", "--apply")
    folder = built([ONE, TWO, THREE])
    assert push("ckan", plain_ckan.url, folder, *options, token=plain_ckan.token).exit_code == 0
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ccdp.toml").write_text("")
    words = ["harvest", plain_ckan.url, "--name", "ckan", "--allow-private"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code in {0, 1}, done.output
    assert "type\tckan\n" in done.stdout
    state = HarvestFolder(tmp_path / "harvest/ckan").state()
    assert state is not None
    ours = {f"https://w3id.org/ccdp/id/resource/{name}" for name in ("r1", "r2", "b3")}
    assert ours <= {record.iri for record in state.records}
    assert "Registry One" in (tmp_path / "harvest/ckan/records.nq").read_text()
    again = CliRunner().invoke(main, words)
    assert "written\tnothing; no record has changed\n" in again.stdout, again.output
