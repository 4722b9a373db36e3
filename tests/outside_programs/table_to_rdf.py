"""Turn a table to RDF by its CSVW metadata with a library of others, and print N-Triples.

Runs in tests/.outside.

Usage: table_to_rdf.py METADATA
"""

import sys

from csvw_functions import create_annotated_table_group, create_rdf


def main(metadata: str) -> None:
    sys.stdout.write(create_rdf(create_annotated_table_group(metadata), mode="minimal"))


if __name__ == "__main__":
    main(*sys.argv[1:])
