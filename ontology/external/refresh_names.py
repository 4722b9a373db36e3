"""Make the pinned lists of names anew from the files that they come from.

    python ontology/external/refresh_names.py FOLDER_OF_STANDARDS --bioregistry bioregistry.json

FOLDER_OF_STANDARDS holds ror/ror-subset.tsv.gz, domain/mondo/mondo_exactmatch_ncit.sssom.tsv,
domain/valuesets/iccc3.yaml and domain/stable-iris.tsv; bioregistry.json lies in the package
`bioregistry` of the version named below. Nothing is fetched. Set `AS_OF` to the day of the copies
when they are renewed.
"""

import argparse
import csv
import gzip
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

AS_OF = "2026-11-25"
HERE = Path(__file__).resolve().parent
COLUMNS = ("id", "name", "acronyms", "aliases", "country", "host", "types")
WIKIDATA_SPACE = "http://www.wikidata.org/entity/"
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
NCIT = {
    "title": "NCI Thesaurus: cancers that have an exact match in Mondo",
    "source": MONDO["source"],
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "links": "disease-scope",
    "iri": "http://purl.obolibrary.org/obo/",
}
BIOREGISTRY = {
    "title": "Bioregistry: prefixes of coding systems and data models; names by this project",
    "source": "https://github.com/biopragmatics/bioregistry, version 0.15.6",
    "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    "links": "coding-system data-model",
    "iri": "https://bioregistry.io/registry/",
}
ICCC = {
    "title": "International Classification of Childhood Cancer, third edition: groups",
    "source": "https://github.com/linkml/valuesets, commit 86eab0158e, "
    "src/valuesets/schema/medical/pediatric_oncology/iccc3.yaml",
    "license": "https://www.apache.org/licenses/LICENSE-2.0",
    "links": "disease-scope",
    "iri": "https://w3id.org/valuesets/",
}
FAIRSHARING = {
    "title": "FAIRsharing: coding systems and data models, as Bioregistry maps them; our names",
    "source": "https://github.com/biopragmatics/bioregistry, version 0.15.6",
    "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    "links": "coding-system data-model",
    "iri": "https://fairsharing.org/",
}
WIKIDATA = {
    "title": "Wikidata: coding systems and data models, as Bioregistry maps them, with names by "
    "this project; organisations, as ROR names them",
    "source": "https://github.com/biopragmatics/bioregistry, version 0.15.6",
    "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    "links": "coding-system data-model organisation",
    "iri": WIKIDATA_SPACE,
    "via": "ror",
}
# The names in full, and what people write for short; the prefixes come from the pinned file.
PREFIX_NAMES = {
    "atc": ("Anatomical Therapeutic Chemical Classification System", "ATC"),
    "cadsr": ("Cancer Data Standards Registry and Repository", "caDSR"),
    "ctcae": ("Common Terminology Criteria for Adverse Events", "CTCAE"),
    "dbgap": ("Database of Genotypes and Phenotypes", "dbGaP"),
    "doid": ("Human Disease Ontology", "DOID"),
    "duo": ("Data Use Ontology", "DUO"),
    "efo": ("Experimental Factor Ontology", "EFO"),
    "ega.dataset": ("European Genome-phenome Archive Dataset", "EGA"),
    "gdc": ("Genomic Data Commons Data Portal", "GDC"),
    "hp": ("Human Phenotype Ontology", "HPO|HP"),
    "icd10": ("International Classification of Diseases, 10th Revision", "ICD-10"),
    "icd11": ("International Classification of Diseases, 11th Revision", "ICD-11"),
    "icdo": ("International Classification of Diseases for Oncology", "ICD-O|ICD-O-3"),
    "loinc": ("Logical Observation Identifiers Names and Codes", "LOINC"),
    "meddra": ("Medical Dictionary for Regulatory Activities", "MedDRA"),
    "mesh": ("Medical Subject Headings", "MeSH"),
    "mondo": ("Mondo Disease Ontology", "MONDO"),
    "ncit": ("NCI Thesaurus", "NCIt"),
    "omop": ("Observational Medical Outcomes Partnership", "OMOP"),
    "oncotree": ("OncoTree", ""),
    "orphanet.ordo": ("Orphanet Rare Disease Ontology", "ORDO"),
    "snomedct": ("SNOMED CT (International Edition)", "SNOMED CT|SNOMED"),
    "umls": ("Unified Medical Language System Concept Unique Identifier", "UMLS"),
}
_CANCER = re.compile(
    r"cancer|neoplasm|tumor|leukemi|lymphoma|sarcoma|blastoma|glioma|carcinoma", re.IGNORECASE
)


def ror_rows(path: Path) -> Iterable[dict[str, str]]:
    """Trim ROR to what names are matched by: names, country, host of the website, types."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
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
                "same": "|".join(WIKIDATA_SPACE + id_ for id_ in row["wikidata"].split("|") if id_),
            }


def disease_rows(path: Path, one: str, other: str) -> Iterable[dict[str, str]]:
    """Trim the matches of Mondo and NCIt to the cancers, each with the other's name for it.

    Args:
        one: Whose ids and names are wanted, `subject` (Mondo) or `object` (NCIt).
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    names: dict[str, tuple[str, list[str]]] = {}
    for row in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"):
        if row[f"{one}_label"] and _CANCER.search(row["subject_label"]):
            id_ = row[f"{one}_id"].replace("NCIT:", "NCIT_").replace("MONDO:", "MONDO_")
            name, others = names.setdefault(id_, (row[f"{one}_label"], []))
            if row[f"{other}_label"].casefold() != name.casefold():
                others.append(row[f"{other}_label"])
    for id_, (name, others) in names.items():
        yield {"id": id_, "name": name, "aliases": "|".join(others)}


def prefix_rows(path: Path) -> Iterable[dict[str, str]]:
    """Name the prefixes of coding systems and data models that the pinned file has."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["prefix"] in PREFIX_NAMES:
                name, acronyms = PREFIX_NAMES[row["prefix"]]
                yield {"id": row["prefix"], "name": name, "acronyms": acronyms}


def iccc_rows(path: Path) -> Iterable[dict[str, str]]:
    """Name the groups and subgroups of ICCC-3 by their keys, and by what NCIt calls the nearest."""
    for group, told in yaml.safe_load(path.read_text(encoding="utf-8"))["enums"].items():
        for key, value in told["permissible_values"].items():
            code, _, words = key.partition("_")
            name = words.replace("_", " ").capitalize().replace("Cns ", "CNS ")
            yield {
                "id": f"{group}#{key}",
                "name": name,
                "acronyms": f"ICCC-3 {code}",
                "aliases": value["title"],
            }


def mapped_rows(registry: Mapping[str, Any], key: str) -> Iterable[dict[str, str]]:
    """Name the records of another registry that Bioregistry maps the known prefixes to.

    What two prefixes are mapped to is left out: it is one of them, or what both are of.

    Args:
        key: The other registry, as Bioregistry calls it.
    """
    mapped = {prefix: told.get("mappings", {}).get(key) for prefix, told in registry.items()}
    numbers = Counter(mapped.values())
    for prefix, (name, acronyms) in PREFIX_NAMES.items():
        id_ = mapped.get(prefix)
        if id_ and numbers[id_] == 1:
            yield {"id": id_, "name": name, "acronyms": acronyms}


def text_of(told: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> str:
    """Write a list: its header and one thing a row, by id."""
    head = "".join(f"#{key}: {value}\n" for key, value in {**told, "modified": AS_OF}.items())
    known = list(rows)
    columns = [*COLUMNS, *(["same"] if any(row.get("same") for row in known) else [])]
    lines = ["\t".join(" ".join(row.get(name, "").split()) for name in columns) for row in known]
    return head + "\n".join(("\t".join(columns), *sorted(set(lines)))) + "\n"


def main() -> None:
    """Write the lists into the folder named, or beside this script."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("standards", type=Path, help="folder of the files that the lists come from")
    parser.add_argument(
        "-o", "--output", type=Path, default=HERE, help="where to write (%(default)s)"
    )
    parser.add_argument(
        "--bioregistry", type=Path, metavar="FILE", help="bioregistry.json; else two lists stay"
    )
    given = parser.parse_args()
    ror = text_of(ROR, ror_rows(given.standards / "ror" / "ror-subset.tsv.gz"))
    (given.output / "ror.names.tsv.xz").write_bytes(lzma.compress(ror.encode(), preset=9))
    matches = given.standards / "domain" / "mondo" / "mondo_exactmatch_ncit.sssom.tsv"
    for name, told, rows in (
        ("mondo", MONDO, disease_rows(matches, "subject", "object")),
        ("ncit", NCIT, disease_rows(matches, "object", "subject")),
        ("bioregistry", BIOREGISTRY, prefix_rows(given.standards / "domain" / "stable-iris.tsv")),
        ("iccc", ICCC, iccc_rows(given.standards / "domain" / "valuesets" / "iccc3.yaml")),
    ):
        (given.output / f"{name}.names.tsv").write_text(text_of(told, rows), encoding="utf-8")
    if given.bioregistry:
        registry = json.loads(given.bioregistry.read_text(encoding="utf-8"))
        for name, told, key in (
            ("fairsharing", FAIRSHARING, "fairsharing"),
            ("wikidata", WIKIDATA, "wikidata.entity"),
        ):
            text = text_of(told, mapped_rows(registry, key))
            (given.output / f"{name}.names.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
