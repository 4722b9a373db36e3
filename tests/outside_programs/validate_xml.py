"""Hold XML files against a schema (XSD, or RELAX NG in compact syntax), and print their faults.

Runs in tests/.outside.

Usage: validate_xml.py SCHEMA FILE...
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import rnc2rng
from lxml import etree

_ATOM = {"atom": "http://www.w3.org/2005/Atom"}
_RULES = {
    "/atom:feed[not(atom:author)]/atom:entry[not(atom:author)]": "needs an atom:author",
    "//atom:entry[not(atom:link[@rel='alternate'] or atom:link[not(@rel)] or atom:content)]": (
        "needs an atom:link to what it is about, or an atom:content"
    ),
    "/atom:entry[not(atom:author or atom:source/atom:author)]": "needs an atom:author",
}
"""What the Schematron rules of RFC 4287 forbid, and what to say of it."""


def main(schema_file: str, *files: str) -> None:
    path = Path(schema_file)
    schema: etree.XMLSchema | etree.RelaxNG
    if path.suffix == ".rnc":
        text = rnc2rng.dumps(rnc2rng.loads(path.read_text(encoding="utf-8")))
        text = text.replace(' xmlns:local=""', "")  # XML forbids to declare it, and it is resolved
        schema = etree.RelaxNG(etree.fromstring(text.encode()))
    else:
        schema = etree.XMLSchema(etree.parse(path))
    for file in files:
        tree = etree.parse(file)
        faults = (
            [] if schema.validate(tree) else [f"{e.line}: {e.message}" for e in schema.error_log]
        )
        for fault in (*faults, *_broken(tree)):
            sys.stdout.write(f"{Path(file).name}: line {fault}\n")


def _broken(tree: "etree._ElementTree") -> Iterator[str]:
    for where, said in _RULES.items():
        yield from (f"{each.sourceline}: {said}" for each in tree.xpath(where, namespaces=_ATOM))


if __name__ == "__main__":
    main(*sys.argv[1:])
