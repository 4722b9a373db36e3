"""How to cite a publication, for people's tools: the Citation File Format."""

import json

from ccdp_graph.model.settings import Project


def citation_file(project: Project, version: str, day: str, address: str) -> bytes:
    """Write a CITATION.cff. Source: Citation File Format 1.2.0.

    Args:
        day: As YYYY-MM-DD.
        address: Where the publication is to be found.
    """
    title = project.title.get("en") or next(iter(project.title.values()), "")
    lines = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": title,
        "version": version,
        "date-released": day,
        "url": address,
        "license-url": project.licence,
    }
    texts = [f"{key}: {json.dumps(v, ensure_ascii=False)}\n" for key, v in lines.items() if v]
    author = json.dumps(project.publisher, ensure_ascii=False)
    return "".join([*texts, f"authors:\n  - name: {author}\n"]).encode()
