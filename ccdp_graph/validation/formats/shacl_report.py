"""The report in RDF, for programs that read SHACL validation reports."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from ccdp_graph.model import Finding, Report
from ccdp_graph.rdf import PREFIXES, RDF, SHAPES, XSD, Statement, iri, is_iri, literal, turtle_of

_SH = PREFIXES["sh"]

_A = iri(RDF + "type")

_REPORT = iri("urn:ccdp:validation-report")

_LABEL = iri(PREFIXES["rdfs"] + "label")

_COMMENT = iri(PREFIXES["rdfs"] + "comment")


def report_turtle(report: Report, language: str) -> str:
    """Write the findings of shapes and checks as a SHACL validation report.

    Shape: no blank nodes, so that equal reports give equal bytes; the label of a result names its
    cell. As SHACL prescribes, any result makes `sh:conforms` false, whatever its severity.
    Findings of column rules are not SHACL results and are left out.
    """
    statements = set(_statements(report, language))
    prefixes = {name: PREFIXES[name] for name in PREFIXES if PREFIXES[name] != SHAPES}
    return turtle_of(sorted(statements), {**prefixes, "ccdps": SHAPES})


def _statements(report: Report, language: str) -> Iterator[Statement]:
    results = [(finding, 0) for finding in report.findings if finding.component]
    results += [(example, number) for example, number in report.unlisted if example.component]
    conforms = literal(str(not results).lower(), datatype=XSD + "boolean")
    yield _REPORT, _A, iri(_SH + "ValidationReport")
    yield _REPORT, iri(_SH + "conforms"), conforms
    counts: Counter[str] = Counter()
    for finding, others in results:
        key = "\n".join((finding.rule, finding.component, finding.focus_node or "", finding.value))
        counts[key] += 1
        digest = sha256(f"{key}\n{counts[key]}".encode()).hexdigest()[:16]
        node = iri(f"urn:ccdp:validation-result:{digest}")
        yield _REPORT, iri(_SH + "result"), node
        yield from _result_statements(node, finding, language)
        if others:
            yield node, _COMMENT, literal(f"and {others - 1} more like this", language="en")


def _result_statements(node: str, finding: Finding, language: str) -> Iterator[Statement]:
    assert finding.focus_node is not None  # every SHACL result has one
    text = f"{finding.message} {finding.suggestion}".strip()
    yield node, _A, iri(_SH + "ValidationResult")
    yield node, iri(_SH + "focusNode"), _focus(finding.focus_node)
    yield node, iri(_SH + "resultSeverity"), iri(_SH + finding.severity.label)
    yield node, iri(_SH + "sourceConstraintComponent"), iri(finding.component)
    yield node, iri(_SH + "resultMessage"), literal(text, language=language)
    if is_iri(finding.rule):
        yield node, iri(_SH + "sourceShape"), iri(finding.rule)
    if finding.result_path:
        yield node, iri(_SH + "resultPath"), iri(finding.result_path)
    if finding.value and not finding.value.startswith("_:"):
        yield node, iri(_SH + "value"), finding.value
    for cell in finding.cells:
        yield node, _LABEL, literal(str(cell))


def _focus(focus_node: str) -> str:
    return iri(focus_node) if is_iri(focus_node) else iri(f"urn:ccdp:blank:{focus_node}")
