"""Links from our things to the world's identifiers, as SSSOM rows; refusals are remembered too.

Source: Simple Standard for Sharing Ontological Mappings 1.0. The graph says what a row says, with
the SKOS predicate that was chosen: `skos:exactMatch` claims no identity, as `owl:sameAs` would.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.model.table import csv_lines
from ccdp_graph.rdf import PREFIXES, SKOS, Statement, expand, iri, is_iri

EXACT = SKOS + "exactMatch"

PREDICATES = {name: SKOS + f"{name}Match" for name in ("exact", "close", "related")}

MANUAL = "semapv:ManualMappingCuration"

LEXICAL = "semapv:LexicalMatching"

_NOT = "Not"

_SAME_AS = PREFIXES["owl"] + "sameAs"

_COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_modifier",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "author_label",
    "mapping_date",
    "comment",
)

_NEEDED_COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")

_HEAD = """\
#mapping_set_id: https://w3id.org/ccdp/mapping/links
#mapping_set_title: Links to the world's identifiers
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
"""


@dataclass(frozen=True, slots=True)
class Link:
    """One decision on one pair.

    Attributes:
        predicate: An IRI of `PREDICATES`.
        refused: Whether the two are not so related (`predicate_modifier` Not).
        confidence: 0 to 1, as text, or nothing.
        comment: The evidence in words.
    """

    subject: str
    subject_label: str
    predicate: str
    object: str
    object_label: str
    justification: str
    confidence: str = ""
    author: str = ""
    day: str = ""
    comment: str = ""
    refused: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        """What was decided on."""
        return self.subject, self.object

    def turned(self) -> "Link":
        """Return the same decision, the other thing named first."""
        return replace(
            self,
            subject=self.object,
            subject_label=self.object_label,
            object=self.subject,
            object_label=self.subject_label,
        )


@dataclass(frozen=True, slots=True)
class Links:
    """Decisions on links, one a pair."""

    rows: tuple[Link, ...] = ()

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs that need not be asked about again."""
        return frozenset(link.pair for link in self.rows)

    @property
    def accepted(self) -> tuple[Link, ...]:
        """Those that hold."""
        return tuple(link for link in self.rows if not link.refused)

    def about(self, subjects: Iterable[str]) -> "Links":
        """Return the decisions on some things alone.

        Args:
            subjects: IRIs as N-Triples write them.
        """
        known = set(subjects)
        return Links(tuple(link for link in self.rows if iri(link.subject) in known))

    def over(self, other: "Links") -> "Links":
        """Return both, these ones winning."""
        own = {link.pair: link for link in self.rows}
        return Links(tuple({**{link.pair: link for link in other.rows}, **own}.values()))

    def statements(self, subjects: Iterable[str]) -> tuple[Statement, ...]:
        """Return what the accepted links say of those of our things that there are.

        Shape: and what they say of records of other catalogues that such a link names, for these
        are our things by way of another's record.

        Args:
            subjects: IRIs as N-Triples write them.
        """
        direct = self.about(subjects).accepted
        named = {iri(link.object) for link in direct if link.predicate == EXACT}
        further = [
            link
            for link in self.accepted
            if {iri(link.subject), iri(link.object)} & named and link not in set(direct)
        ]
        return tuple(
            (iri(link.subject), iri(link.predicate), iri(link.object))
            for link in (*direct, *further)
        )

    def text(self, base: str) -> str:
        """Write the rows as SSSOM TSV, sorted.

        Args:
            base: What the IRIs of our things begin with.
        """
        prefixes = {"ccdpi": base} | {name: PREFIXES[name] for name in ("ccdpv", "semapv", "skos")}
        head = (f"#  {prefix}: {told}\n" for prefix, told in sorted(prefixes.items()))
        rows = [_COLUMNS, *sorted(_row(link, prefixes) for link in self.rows)]
        return "".join((_HEAD, *head, *csv_lines(rows, delimiter="\t", newline="\n")))


def parse_links(text: str, path: Path, base: str) -> Links:
    """Read an SSSOM TSV file of links, with or without its header of `#` lines.

    Args:
        base: What `ccdpi:` stands for: a project may have a base other than that of the file.

    Raises:
        AssetError: A column is missing, a prefix or predicate is unknown, or an id is no IRI.
    """
    lines = text.splitlines()
    start = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.DictReader(io.StringIO("\n".join(lines[start:])), delimiter="\t", restval="")
    missing = [name for name in _NEEDED_COLUMNS if name not in (reader.fieldnames or ())]
    if missing and start < len(lines):
        raise AssetError(f"the column '{missing[0]}' is missing; add it", path, start + 1)
    prefixes = {**PREFIXES, "ccdpi": base}
    return Links(tuple(_link(row, prefixes, path, n) for n, row in enumerate(reader, start + 2)))


def equated(
    statements: Iterable[Statement], ours: tuple[str, ...], theirs: str = ""
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of our own things that chains of exact matches make one.

    Args:
        ours: What the IRIs of our things begin with.
        theirs: What those begin with that we gave to the nameless records of others.
    """
    same = (iri(EXACT), iri(_SAME_AS))
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in statements:
        if predicate in same:
            beside[subject].add(value)
            beside[value].add(subject)
    found, seen = [], set[str]()
    for first in sorted(beside):
        group, waiting = {first} - seen, [first]
        while waiting:
            fresh = beside[waiting.pop()] - group - seen
            group |= fresh
            waiting += fresh
        seen |= group
        own = sorted(term[1:-1] for term in group if term[1:].startswith(ours))
        own = [term for term in own if not theirs or not term.startswith(theirs)]
        found += [tuple(own)] if len(own) > 1 else []
    return tuple(found)


def _link(row: Mapping[str, str], prefixes: Mapping[str, str], path: Path, number: int) -> Link:
    try:
        subject, predicate, thing = (
            expand(row[name], prefixes) for name in ("subject_id", "predicate_id", "object_id")
        )
    except KeyError as error:
        raise AssetError(f"unknown prefix in {error}; write the full IRI", path, number) from error
    if predicate not in PREDICATES.values():
        raise AssetError(
            f"unknown predicate '{row['predicate_id']}'; use skos:exactMatch, closeMatch or "
            "relatedMatch",
            path,
            number,
        )
    for term in (subject, thing):
        if not is_iri(term):
            raise AssetError(f"'{term}' is no IRI; write https://…", path, number)
    if row.get("predicate_modifier") not in {None, "", _NOT}:
        raise AssetError(
            f"unknown modifier '{row['predicate_modifier']}'; write {_NOT} or nothing", path, number
        )
    return Link(
        subject=subject,
        subject_label=row.get("subject_label", ""),
        predicate=predicate,
        object=thing,
        object_label=row.get("object_label", ""),
        justification=row["mapping_justification"],
        confidence=row.get("confidence", ""),
        author=row.get("author_label", ""),
        day=row.get("mapping_date", ""),
        comment=row.get("comment", ""),
        refused=row.get("predicate_modifier") == _NOT,
    )


def _row(link: Link, prefixes: Mapping[str, str]) -> tuple[str, ...]:
    def short(term: str) -> str:
        for prefix, namespace in prefixes.items():
            if term.startswith(namespace):
                return f"{prefix}:{term[len(namespace) :]}"
        return term

    return (
        short(link.subject),
        link.subject_label,
        _NOT if link.refused else "",
        short(link.predicate),
        link.object,
        link.object_label,
        link.justification,
        link.confidence,
        link.author,
        link.day,
        link.comment,
    )
