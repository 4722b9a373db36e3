"""Read a file as a CKAN that harvests it would, and print its datasets as JSON.

Runs in tests/.outside. No CKAN runs: of its registry of actions the parser asks for one, which
gives the schema that ckanext-dcat brings for catalogues in several languages.

Usage: read_dcat.py FILE FORMAT PROFILE
"""

import json
import sys
from pathlib import Path
from typing import Any

import ckan.logic
import yaml
from ckanext.dcat import processors

SCHEMAS = {
    "euro_dcat_ap_3": "dcat_ap_multilingual.yaml",
    "euro_health_dcat_ap": "health_dcat_ap_multilingual.yaml",
}


def schema_of(profile: str) -> dict[str, Any]:
    """Return a schema in English and French, its presets resolved as far as the parser looks."""
    folder = Path(processors.__file__).parent / "schemas"
    schema: dict[str, Any] = yaml.safe_load((folder / SCHEMAS[profile]).read_text(encoding="utf-8"))
    schema["form_languages"] = ["en", "fr"]
    for field in schema["dataset_fields"] + schema["resource_fields"]:
        preset = field.get("preset", "")
        if preset.startswith("fluent"):
            field["validators"] = "fluent_text"
        elif preset.startswith("multiple"):
            field["validators"] = "scheming_multiple_text"
    return schema


def main(path: str, form: str, profile: str) -> None:
    schema = schema_of(profile)
    ckan.logic._actions["scheming_dataset_schema_show"] = lambda _context, _data: schema
    parser = processors.RDFParser(profiles=[profile])
    parser.parse(Path(path).read_text(encoding="utf-8"), _format=form)
    json.dump(list(parser.datasets()), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
