"""What is said of documents and records of others, each with its address."""

from ccdp_graph.i18n.messages import Message, message
from ccdp_graph.model.report import Finding, Severity


def found(
    severity: Severity, said: Message, place: str, *, line: int | None = None, thing: str = ""
) -> Finding:
    """Say something of a document, or of a thing in it.

    Args:
        place: The address or the file.
        thing: The IRI of the record.
    """
    where = str(message("foreign-line", place=place, line=line)) if line else place
    return Finding(
        severity=severity,
        message=said,
        rule=f"harvest#{said.key.removeprefix('foreign-')}",
        focus_node=thing or None,
        file=where,
    )
