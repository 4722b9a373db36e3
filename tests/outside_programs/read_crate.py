"""Let the validator of others judge an RO-Crate, without the network.

Runs in tests/.outside. The context of RO-Crate 1.1 is the copy that the `rocrate` package brings.

Usage: read_crate.py FOLDER
"""

import json
import sys
from pathlib import Path
from typing import Any

import requests
import rocrate
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

CONTEXT = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"


def answer(_: HttpRequester, address: str, **_named: Any) -> requests.Response:
    """Answer as the network would; of all else than the context, that it cannot be reached."""
    found = requests.Response()
    found.url, found.status_code = address, 504
    if address.startswith("https://w3id.org/ro/crate/1.1/context"):
        found.status_code, found._content = 200, CONTEXT.read_bytes()
        found.headers["Content-Type"] = "application/ld+json"
    return found


def main(folder: str) -> None:
    HttpRequester.get = HttpRequester.head = answer
    settings = services.ValidationSettings(
        rocrate_uri=folder,
        profile_identifier="ro-crate-1.1",
        requirement_severity=models.Severity.RECOMMENDED,
    )
    result = services.validate(settings)
    issues = [f"{i.severity.name}: {i.check.identifier}: {i.message}" for i in result.get_issues()]
    json.dump({"checked": len(result.executed_checks), "issues": sorted(issues)}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
