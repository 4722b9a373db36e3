"""A real CKAN with ckanext-dcat, and PostgreSQL for it, on loopback, where both are installed."""

import getpass
import json
import os
import secrets
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from repository import ROOT
from sparql_servers import free_port

PYTHON = ROOT / "tests" / ".outside" / "bin" / "python"
PROGRAM = Path(__file__).with_name("ckan_program.py")
_SCHEMA = """
scheming.dataset_schemas = ckanext.dcat.schemas:health_dcat_ap.yaml
scheming.presets = ckanext.scheming:presets.json ckanext.dcat.schemas:presets.yaml
ckanext.dcat.rdf.profiles = euro_health_dcat_ap
"""
_CONFIGURATION = """\
[app:main]
use = egg:ckan
SECRET_KEY = {secret}
ckan.site_url = {url}
ckan.site_id = default
sqlalchemy.url = postgresql://ckan@127.0.0.1:{postgres}/{name}
solr_url = http://127.0.0.1:{solr}/solr/ckan
ckan.redis.url = redis://127.0.0.1:1/0
ckan.storage_path = {folder}
ckan.plugins = dcat {plugins}
{others}
"""


def postgres_programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, or None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def why_not() -> str:
    """Say what is missing for a real CKAN, or nothing."""
    if not PYTHON.exists():
        return "CKAN is not installed; bash tests/run installs it where pip can"
    if postgres_programs() is None:
        return "PostgreSQL is not installed; bash tests/run installs it where apt-get may"
    return ""


@dataclass(frozen=True, slots=True)
class Ckan:
    """One site, with the token of its administrator and that of somebody who may do nothing."""

    url: str
    token: str
    stranger: str

    def do(self, action: str, **document: Any) -> Any:
        """Ask for an action as the administrator."""
        request = urllib.request.Request(
            f"{self.url}/api/3/action/{action}",
            json.dumps(document).encode(),
            {"Authorization": self.token, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["result"]

    def package(self, name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.do("package_show", id=name)
        return found

    def organisation(self) -> str:
        """Make an organisation, one a test, so that none sees what another left."""
        name = f"org-{secrets.token_hex(4)}"
        self.do("organization_create", name=name, title=name)
        return name

    def names(self, organisation: str) -> list[str]:
        found = self.do("package_search", fq=f'owner_org:"{self.id_of(organisation)}"', rows=1000)
        return sorted(package["name"] for package in found["results"])

    def id_of(self, organisation: str) -> str:
        return str(self.do("organization_show", id=organisation)["id"])

    def turtle(self, name: str) -> str:
        """Return what ckanext-dcat publishes of a dataset."""
        with urllib.request.urlopen(f"{self.url}/dataset/{name}.ttl", timeout=30) as answer:
            text: str = answer.read().decode()
            return text


@contextmanager
def postgres() -> Iterator[int]:
    """Run PostgreSQL in a folder of its own; it refuses to be root."""
    programs = postgres_programs()
    assert programs is not None
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    folder = Path(tempfile.mkdtemp(prefix="ccdp-postgres-"))
    port = free_port()
    try:
        shutil.chown(folder, user)
        data = folder / "data"
        made: list[str | Path] = [
            programs / "initdb",
            "-D",
            data,
            "-A",
            "trust",
            "-U",
            "ckan",
            "-E",
            "UTF8",
            "-N",
        ]
        subprocess.run(made, cwd=folder, user=user, check=True, capture_output=True)
        words: list[str | Path] = [programs / "postgres", "-D", data, "-p", str(port)]
        words += ["-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
        with (folder / "log.txt").open("wb") as log:
            server = subprocess.Popen(words, cwd=folder, user=user, stdout=log, stderr=log)
        try:
            ready: list[str | Path] = [programs / "pg_isready", "-h", "127.0.0.1", "-p", str(port)]
            for _ in range(300):
                if subprocess.run(ready, capture_output=True, check=False).returncode == 0:
                    break
                assert server.poll() is None, (folder / "log.txt").read_text(encoding="utf-8")
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def ckan(folder: Path, postgres_port: int, *, with_schema: bool = False) -> Iterator[Ckan]:
    """Run CKAN, with its extras alone or with the HealthDCAT-AP schema of ckanext-dcat."""
    programs = postgres_programs()
    assert programs is not None
    port, solr = free_port(), free_port()
    url, name = f"http://127.0.0.1:{port}", f"ckan_{port}"
    createdb: list[str | Path] = [programs / "createdb", "-h", "127.0.0.1", "-U", "ckan"]
    made = [*createdb, "-p", str(postgres_port), name]
    subprocess.run(made, check=True, capture_output=True)
    configuration = folder / "ckan.ini"
    configuration.write_text(
        _CONFIGURATION.format(
            secret=secrets.token_hex(32),
            url=url,
            postgres=postgres_port,
            name=name,
            solr=solr,
            folder=folder,
            plugins="scheming_datasets" if with_schema else "",
            others=_SCHEMA if with_schema else "",
        )
    )
    words = [str(PYTHON), str(PROGRAM), str(configuration), str(port), str(solr)]
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout is not None
    try:
        told = [process.stdout.readline().strip() for _ in range(3)]
        assert told[-1] == "ready", (folder / "log.txt").read_text(encoding="utf-8")[-3000:]
        yield Ckan(url, told[0], told[1])
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
