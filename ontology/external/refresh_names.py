"""Make the pinned lists of names anew from the files that they come from.

    python ontology/external/refresh_names.py FOLDER_OF_STANDARDS

FOLDER_OF_STANDARDS holds ror/ror-subset.tsv.gz and domain/mondo/mondo_exactmatch_ncit.sssom.tsv.
Nothing is fetched. Set `AS_OF` to the day of the copies when they are renewed.
"""

import argparse
import csv
import gzip
import lzma
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

AS_OF = "2026-11-25"
HERE = Path(__file__).resolve().parent
COLUMNS = ("id", "name", "acronyms", "aliases", "country", "host", "types")
ROR = {
    "title": "Research Organization Registry: about half of it, records with status active",
    "source": "https://github.com/ror-community/ror-records, commit d93fc667",
    "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    "links": "organisation",
    "iri": "https://ror.org/",
}
MONDO = {
    "title": "Mondo Disease Ontology: cancers that have an exact match in NCIt",
    "source": "https://github.com/monarch-initiative/mondo, commit fad2512b48, "
    "src/ontology/mappings/mondo_exactmatch_ncit.sssom.tsv",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "links": "disease-scope",
    "iri": "http://purl.obolibrary.org/obo/",
}
_CANCER = re.compile(r"cancer|neoplasm|tumor|leukemi|lymphoma|sarcoma|blastoma|glioma|carcinoma", re.I)


def ror_rows(path: Path) -> Iterable[dict[str, str]]:
    """Trim ROR to what names are matched by: names, country, host of the website, types."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["status"] != "active":
                continue
            labels = [label.rpartition("@")[0] for label in row["labels"].split("|")]
            others = dict.fromkeys([*row["aliases"].split("|"), *labels])
            yield {
                "id": row["ror_id"].rpartition("/")[2],
                "name": row["name"],
                "acronyms": row["acronyms"],
                "aliases": "|".join(name for name in others if name and name != row["name"]),
                "country": row["country_code"],
                "host": row["website"].partition("://")[2].split("/")[0].removeprefix("www."),
                "types": "|".join(sorted(row["types"].lower().split("|"))),
            }


def mondo_rows(path: Path) -> Iterable[dict[str, str]]:
    """Trim Mondo to the cancers, each with the name that NCIt gives it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"):
        if _CANCER.search(row["subject_label"]) and row["subject_id"].startswith("MONDO:"):
            other = row.get("object_label") or ""
            yield {
                "id": row["subject_id"].replace(":", "_"),
                "name": row["subject_label"],
                "aliases": other if other.casefold() != row["subject_label"].casefold() else "",
            }


def text_of(told: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> str:
    """Write a list: its header and one thing a row, by id."""
    head = "".join(f"#{key}: {value}\n" for key, value in {**told, "modified": AS_OF}.items())
    lines = ["\t".join(" ".join(row.get(name, "").split()) for name in COLUMNS) for row in rows]
    return head + "\n".join(("\t".join(COLUMNS), *sorted(set(lines)))) + "\n"


def main() -> None:
    """Write the lists into the folder named, or beside this script."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("standards", type=Path, help="folder of the files that the lists come from")
    parser.add_argument(
        "-o", "--output", type=Path, default=HERE, help="where to write (%(default)s)"
    )
    given = parser.parse_args()
    ror = text_of(ROR, ror_rows(given.standards / "ror" / "ror-subset.tsv.gz"))
    (given.output / "ror.names.tsv.xz").write_bytes(lzma.compress(ror.encode(), preset=9))
    mondo = given.standards / "domain" / "mondo" / "mondo_exactmatch_ncit.sssom.tsv"
    (given.output / "mondo.names.tsv").write_text(text_of(MONDO, mondo_rows(mondo)), "utf-8")


if __name__ == "__main__":
    main()
