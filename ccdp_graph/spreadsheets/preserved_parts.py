"""What openpyxl drops when it rewrites a workbook: restored, or named in words."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

APPLICATION = "ccdp-graph"  # another program that saves the copy writes its own name here

_ZIP_BEGINS = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold

_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")

_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)</c>'
)

# data validations that refer to another sheet, as Excel has written them since 2010
_EXTENDED_LISTS = re.compile(
    rb'<ext [^>]*uri="\{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF\}".*?</ext>', re.DOTALL | re.IGNORECASE
)

_EXTENDED_LISTS_ID = b"CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF"

_REVISION = re.compile(rb' xr\d*:uid="[^"]*"')

_EMPTY_RUN = re.compile(  # openpyxl turns an empty text in a chart into the word None
    rb"<a:r>(?:(?!</a:r>).)*<a:t(?: ?/>|>None</a:t>)</a:r>", re.DOTALL
)

_DATES = {
    name: re.compile(rb"<dcterms:%b\b[^>]*>[^<]*</dcterms:%b>" % (name, name))
    for name in (b"created", b"modified")
}

_APPLICATION = re.compile(rb"<Application>[^<]*</Application>")

_EXTENSION = " extension is not supported and will be removed"

_HARMLESS = ("no default style", "Data Validation" + _EXTENSION, "Ignored Error" + _EXTENSION)

_LOSSES = {
    "xl/activeX/": "ActiveX controls",
    "xl/charts/chart": "charts",
    "xl/connections.xml": "data connections",
    "xl/ctrlProps/": "form controls",
    "xl/diagrams/": "diagrams",
    "xl/embeddings/": "embedded files",
    "xl/media/": "pictures",
    "xl/model/": "the data model",
    "xl/queryTables/": "queries",
    "xl/richData/": "linked data types",
    "xl/slicers/": "slicers",
    "xl/threadedComments/": "threaded comments (their text is kept)",
    "xl/timelines/": "timelines",
}

_SHAPES = re.compile(rb"<xdr:(?:sp|cxnSp|grpSp)[ >]")

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class StoredResult(NamedTuple):
    """The result of a formula when the workbook was last saved, as the file stores it."""

    type: str
    text: str


def restore_parts(
    original: bytes, copy: bytes, openpyxl_warnings: Sequence[str]
) -> tuple[bytes, tuple[str, ...]]:
    """Restore in a copy what openpyxl dropped, and name what cannot be restored.

    Restored: the results of formulas, drop-down lists that refer to another sheet, the dates that
    the workbook states. The same original and copy give the same bytes.

    Args:
        openpyxl_warnings: Those given when the original was read.
    """
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as old,
        zipfile.ZipFile(io.BytesIO(copy)) as new,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as restored,
    ):
        originals = _sheet_parts(old)
        sheets = {part: originals.get(name, "") for name, part in _sheet_parts(new).items()}
        lists_lost = False
        for name in sorted(set(new.namelist()), key=lambda name: (name[0] != "[", name)):
            content = new.read(name)
            if name in sheets and sheets[name] in old.namelist():
                original_sheet = old.read(sheets[name])
                content = _with_results(content, _results(original_sheet))
                content, lost = _with_lists(content, original_sheet)
                lists_lost = lists_lost or lost
            elif name == "docProps/core.xml":
                content = _with_dates(content, old)
            elif name == "docProps/app.xml":
                content = _APPLICATION.sub(
                    f"<Application>{APPLICATION}</Application>".encode(), content
                )
            elif name.startswith("xl/charts/") and not _charts_say_none(old):
                content = _EMPTY_RUN.sub(b"", content)
            restored.writestr(zipfile.ZipInfo(name, _ZIP_BEGINS), content, zipfile.ZIP_DEFLATED)
        lost_features = _lost_features(old, new, openpyxl_warnings)
    return buffer.getvalue(), (*lost_features, *(["some drop-down lists"] if lists_lost else []))


def is_untouched(content: bytes) -> bool:
    """Tell whether a marked copy is as we wrote it: any program that saves it signs it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return f"<Application>{APPLICATION}<".encode() in archive.read("docProps/app.xml")
    except (zipfile.BadZipFile, KeyError, OSError):
        return False


def has_twin_styles(content: bytes) -> bool:
    """Tell whether two cell styles are equal, so that openpyxl confuses them."""
    from openpyxl.xml.functions import fromstring, tostring

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = fromstring(archive.read("xl/styles.xml")).find(f"{_MAIN}cellXfs")
    texts = [tostring(style) for style in styles] if styles is not None else []
    return len(set(texts)) < len(texts)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet, by sheet name."""
    from openpyxl.xml.functions import fromstring

    try:
        book = fromstring(archive.read("xl/workbook.xml"))
        relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except KeyError:  # the workbook is in another part: nothing is restored
        return {}
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    return {
        sheet.get("name", ""): _absolute(targets.get(sheet.get(_RELATION), ""))
        for sheet in book.iter(f"{_MAIN}sheet")
    }


def _absolute(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _results(sheet: bytes) -> dict[str, StoredResult]:
    """Return the stored results of a sheet's formulas, by address."""
    from openpyxl.xml.functions import iterparse

    results: dict[str, StoredResult] = {}
    for _, element in iterparse(io.BytesIO(sheet)) if _ANY_FORMULA.search(sheet) else ():
        if element.tag == f"{_MAIN}c":
            value = element.find(f"{_MAIN}v")
            if element.find(f"{_MAIN}f") is not None and value is not None and value.text:
                results[element.get("r", "")] = StoredResult(element.get("t", "n"), value.text)
        if element.tag == f"{_MAIN}row":
            element.clear()
    return results


def _with_results(content: bytes, results: Mapping[str, StoredResult]) -> bytes:
    def restored_cell(match: re.Match[bytes]) -> bytes:
        address, attributes, formula = match.groups()
        result = results.get(address.decode())
        if result is None:
            return match[0]
        value = escape(result.text).encode()
        value_type = result.type.encode()
        return b'<c r="%b"%b t="%b">%b<v>%b</v></c>' % (
            address,
            attributes,
            value_type,
            formula,
            value,
        )

    return _FORMULA.sub(restored_cell, content) if results else content


def _with_lists(content: bytes, original: bytes) -> tuple[bytes, bool]:
    """Restore the newer drop-down lists; tell whether some could not be restored."""
    from xml.etree.ElementTree import ParseError

    from openpyxl.xml.functions import fromstring

    match = _EXTENDED_LISTS.search(original)
    if match is None:
        return content, _EXTENDED_LISTS_ID in original.upper()
    lists = _REVISION.sub(b"", match[0])
    try:
        fromstring(lists)  # it must be valid without the namespaces that the sheet declares
    except ParseError:
        return content, True
    end = content.rindex(b"</worksheet>")
    return content[:end] + b"<extLst>" + lists + b"</extLst>" + content[end:], False


def _charts_say_none(archive: zipfile.ZipFile) -> bool:
    charts = (name for name in archive.namelist() if name.startswith("xl/charts/"))
    return any(b">None<" in archive.read(name) for name in charts)


def _with_dates(content: bytes, old: zipfile.ZipFile) -> bytes:
    original = old.read("docProps/core.xml") if "docProps/core.xml" in old.namelist() else b""
    for pattern in _DATES.values():
        if not pattern.search(original):  # openpyxl writes the current time
            content = pattern.sub(b"", content)
    return content


def _lost_features(
    old: zipfile.ZipFile, new: zipfile.ZipFile, openpyxl_warnings: Sequence[str]
) -> list[str]:
    """Name in words what the original has and the copy lacks."""
    before, after = old.namelist(), new.namelist()
    lost = {
        feature
        for prefix, feature in _LOSSES.items()
        if sum(n.startswith(prefix) for n in before) > sum(n.startswith(prefix) for n in after)
    }
    drawings = [name for name in before if name.startswith("xl/drawings/drawing")]
    if any(_SHAPES.search(old.read(name)) for name in drawings):
        lost.add("shapes")
    for warning in openpyxl_warnings:
        if not any(harmless in warning for harmless in _HARMLESS):
            lost.add(warning.replace(_EXTENSION, " (from a newer version of Excel)").rstrip("."))
    return sorted(lost)
