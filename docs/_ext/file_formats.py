"""The directive `file-format`: the keys of a kind of file, from the JSON Schema that it is given.

The schemas themselves lie beside the pages, in schema/.
"""

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ccdp_graph.schemas import FILE_FORMATS

Schema = dict[str, Any]

_FORMATS = {"iri": "address", "date": "day", "prefixed-name": "prefixed name or IRI"}

_TYPES = {"string": "text", "number": "number", "boolean": "`true` or `false`"}


class FileFormat(SphinxDirective):
    """Describe a format by name: a table of its keys, and one of each part that has keys."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table, a section a part, and where the schema is."""
        file_format = FILE_FORMATS[self.arguments[0]]
        first, *others = _records(file_format.json_schema())
        said = _paragraph(f"; `ccdp schema {file_format.name}` prints it.")
        place = f"../schema/{file_format.name}.json"
        link = nodes.reference("", "", nodes.literal("", file_format.iri), refuri=place)
        said[:0] = [nodes.Text("Its JSON Schema is "), link]
        return [_keys(first), *_choices(first), said, *map(_section, others)]


def _records(schema: Any) -> Iterator[Schema]:
    """Yield each part of a schema that has keys of its own, the whole first."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for part in schema.values():
            yield from _records(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _records(part)


def _section(record: Schema) -> nodes.section:
    title = f"Keys of {record['title']}"
    section = nodes.section(ids=[nodes.make_id(title)])
    section += nodes.title("", title)
    section += [_keys(record), *_choices(record)]
    return section


def _keys(record: Schema) -> nodes.table:
    required = {*record.get("required", ())}
    required |= {rule["required"][0] for part in record.get("allOf", ()) for rule in part["oneOf"]}
    rows = [("key", "value", "what it is")]
    # names that mean the same have the same schema
    for schema, names in groupby(record["properties"], record["properties"].get):
        name, *others = (f"`{name}`" for name in names)
        said = schema["description"] + ("; required" if name.strip("`") in required else "")
        if "default" in schema:
            said += f" (default: `{json.dumps(schema['default'])}`)"
        rows.append((" or ".join([name, *others]), _value(schema), said))
    return _table(rows)


def _choices(record: Schema) -> Iterator[nodes.Node]:
    for name, schema in record["properties"].items():
        choices = schema.get("items", schema) or {}
        if several := [each for each in choices.get("anyOf", ()) if each.get("const")]:
            yield _paragraph(f"Values of `{name}`:")
            rows = [(f"`{each['const']}`", each["description"]) for each in several]
            yield _table([("value", "what it is"), *rows])


def _value(schema: Schema) -> str:
    """Say in a few words what a value is."""
    if "const" in schema:
        return f"`{schema['const']}`"
    if "anyOf" in schema and "properties" not in schema:
        parts = [part for part in schema["anyOf"] if part.get("const") != ""]
        if all("const" in part for part in parts) and len(parts) > 2:
            return "one of those below"
        return " or ".join(map(_value, parts))
    match schema:
        case {"properties": _}:
            return "keys (see below)"
        case {"prefixItems": _, "description": form}:
            return f"`{form}`"
        case {"items": item}:
            return f"list of {_value(item)}"
        case {"additionalProperties": dict(value), "propertyNames": names}:
            return f"by {names['description']}: {_value(value)}"
        case {"format": form}:
            return _FORMATS[form]
        case {"type": list(types)}:
            return " or ".join(_TYPES[each] for each in types)
        case _:
            return _TYPES[schema["type"]]


def _table(rows: list[tuple[str, ...]]) -> nodes.table:
    group = nodes.tgroup(cols=len(rows[0]))
    group += [nodes.colspec(colwidth=1) for _ in rows[0]]
    head, body = nodes.thead(), nodes.tbody()
    for number, cells in enumerate(rows):
        row = nodes.row()
        row += [nodes.entry("", _paragraph(cell)) for cell in cells]
        (body if number else head).append(row)
    group += [head, body]
    return nodes.table("", group, classes=["colwidths-auto"])


def _paragraph(text: str) -> nodes.paragraph:
    """Return a text in which `code` stands between backticks."""
    parts = re.split(r"`([^`]+)`", text)
    return nodes.paragraph(
        "",
        "",
        *(nodes.literal(part, part) if n % 2 else nodes.Text(part) for n, part in enumerate(parts)),
    )


def _write_schemas(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        folder = Path(app.outdir) / "schema"
        folder.mkdir(exist_ok=True)
        for name, file_format in FILE_FORMATS.items():
            text = json.dumps(file_format.json_schema(), ensure_ascii=False, indent=2)
            (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive to Sphinx, and the schemas to the pages."""
    app.add_directive("file-format", FileFormat)
    app.connect("build-finished", _write_schemas)
    return {"parallel_read_safe": True}
