"""What openpyxl leaves out of a workbook that it rewrites: put back, or named in words."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

APPLICATION = "ccdp-graph"  # any other program that saves the copy puts its own name here

_ZIP_BEGINS = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can state

_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")

_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)</c>'
)

_LISTS = re.compile(  # data validations that name another sheet, as Excel writes them since 2010
    rb'<ext [^>]*uri="\{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF\}".*?</ext>', re.DOTALL | re.IGNORECASE
)

_LISTS_SIGN = b"CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF"

_REVISION = re.compile(rb' xr\d*:uid="[^"]*"')

_EMPTY_RUN = re.compile(  # openpyxl takes an empty text in a chart for the word None
    rb"<a:r>(?:(?!</a:r>).)*<a:t(?: ?/>|>None</a:t>)</a:r>", re.DOTALL
)

_DATES = {
    name: re.compile(rb"<dcterms:%b\b[^>]*>[^<]*</dcterms:%b>" % (name, name))
    for name in (b"created", b"modified")
}

_APPLICATION = re.compile(rb"<Application>[^<]*</Application>")

_EXTENSION = " extension is not supported and will be removed"

_HARMLESS = ("no default style", "Data Validation" + _EXTENSION, "Ignored Error" + _EXTENSION)

_KINDS = {
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
    "xl/threadedComments/": "threads of comments (their text stays)",
    "xl/timelines/": "timelines",
}

_SHAPES = re.compile(rb"<xdr:(?:sp|cxnSp|grpSp)[ >]")

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Result(NamedTuple):
    """What a formula gave when the workbook was last saved, as the file states it."""

    type: str
    text: str


def restore_parts(
    original: bytes, copy: bytes, remarks: Sequence[str]
) -> tuple[bytes, tuple[str, ...]]:
    """Put back into a copy what openpyxl left out, and say what cannot be.

    Put back: the results of formulas, drop-down lists that name another sheet, the dates that the
    workbook states. The same original and copy give the same bytes.

    Args:
        remarks: What openpyxl warned of when it read the original.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as old,
        zipfile.ZipFile(io.BytesIO(copy)) as new,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as whole,
    ):
        originals = _sheet_parts(old)
        sheets = {part: originals.get(name, "") for name, part in _sheet_parts(new).items()}
        lists_lost = False
        for name in sorted(set(new.namelist()), key=lambda name: (name[0] != "[", name)):
            content = new.read(name)
            if name in sheets and sheets[name] in old.namelist():
                before = old.read(sheets[name])
                content = _with_results(content, _results(before))
                content, lost = _with_lists(content, before)
                lists_lost = lists_lost or lost
            elif name == "docProps/core.xml":
                content = _with_dates(content, old)
            elif name == "docProps/app.xml":
                content = _APPLICATION.sub(
                    f"<Application>{APPLICATION}</Application>".encode(), content
                )
            elif name.startswith("xl/charts/") and not _says_none(old):
                content = _EMPTY_RUN.sub(b"", content)
            whole.writestr(zipfile.ZipInfo(name, _ZIP_BEGINS), content, zipfile.ZIP_DEFLATED)
        lost_parts = _lost(old, new, remarks)
    return out.getvalue(), (*lost_parts, *(["some drop-down lists"] if lists_lost else []))


def is_untouched(content: bytes) -> bool:
    """Tell whether a marked copy is as we wrote it: a program that saves it puts its own name."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return f"<Application>{APPLICATION}<".encode() in archive.read("docProps/app.xml")
    except (zipfile.BadZipFile, KeyError, OSError):
        return False


def has_twin_styles(content: bytes) -> bool:
    """Tell whether two cell styles are alike, so that openpyxl takes the one for the other."""
    from openpyxl.xml.functions import fromstring, tostring

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = fromstring(archive.read("xl/styles.xml")).find(f"{_MAIN}cellXfs")
    texts = [tostring(style) for style in styles] if styles is not None else []
    return len(set(texts)) < len(texts)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by its name."""
    from openpyxl.xml.functions import fromstring

    try:
        book = fromstring(archive.read("xl/workbook.xml"))
        relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except KeyError:  # the workbook has another place: nothing is put back
        return {}
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    return {
        sheet.get("name", ""): _absolute(targets.get(sheet.get(_RELATION), ""))
        for sheet in book.iter(f"{_MAIN}sheet")
    }


def _absolute(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _results(sheet: bytes) -> dict[str, Result]:
    """Return what the formulas of a sheet gave, by address."""
    from openpyxl.xml.functions import iterparse

    found: dict[str, Result] = {}
    for _, element in iterparse(io.BytesIO(sheet)) if _ANY_FORMULA.search(sheet) else ():
        if element.tag == f"{_MAIN}c":
            value = element.find(f"{_MAIN}v")
            if element.find(f"{_MAIN}f") is not None and value is not None and value.text:
                found[element.get("r", "")] = Result(element.get("t", "n"), value.text)
        if element.tag == f"{_MAIN}row":
            element.clear()
    return found


def _with_results(content: bytes, results: Mapping[str, Result]) -> bytes:
    def put(match: re.Match[bytes]) -> bytes:
        address, attributes, formula = match.groups()
        result = results.get(address.decode())
        if result is None:
            return match[0]
        value = escape(result.text).encode()
        kind = result.type.encode()
        return b'<c r="%b"%b t="%b">%b<v>%b</v></c>' % (address, attributes, kind, formula, value)

    return _FORMULA.sub(put, content) if results else content


def _with_lists(content: bytes, original: bytes) -> tuple[bytes, bool]:
    """Put the newer drop-down lists back; tell whether some could not be."""
    from xml.etree.ElementTree import ParseError

    from openpyxl.xml.functions import fromstring

    found = _LISTS.search(original)
    if found is None:
        return content, _LISTS_SIGN in original.upper()
    lists = _REVISION.sub(b"", found[0])
    try:
        fromstring(lists)  # it must be whole without what the sheet declares around it
    except ParseError:
        return content, True
    end = content.rindex(b"</worksheet>")
    return content[:end] + b"<extLst>" + lists + b"</extLst>" + content[end:], False


def _says_none(archive: zipfile.ZipFile) -> bool:
    charts = (name for name in archive.namelist() if name.startswith("xl/charts/"))
    return any(b">None<" in archive.read(name) for name in charts)


def _with_dates(content: bytes, old: zipfile.ZipFile) -> bytes:
    stated = old.read("docProps/core.xml") if "docProps/core.xml" in old.namelist() else b""
    for pattern in _DATES.values():
        if not pattern.search(stated):  # openpyxl puts the time of its writing
            content = pattern.sub(b"", content)
    return content


def _lost(old: zipfile.ZipFile, new: zipfile.ZipFile, remarks: Sequence[str]) -> list[str]:
    """Name in words what the original has and the copy lacks."""
    before, after = old.namelist(), new.namelist()
    lost = {
        words
        for begin, words in _KINDS.items()
        if sum(n.startswith(begin) for n in before) > sum(n.startswith(begin) for n in after)
    }
    drawings = [name for name in before if name.startswith("xl/drawings/drawing")]
    if any(_SHAPES.search(old.read(name)) for name in drawings):
        lost.add("shapes")
    for remark in remarks:
        if not any(words in remark for words in _HARMLESS):
            lost.add(remark.replace(_EXTENSION, " (of a newer Excel)").rstrip("."))
    return sorted(lost)
