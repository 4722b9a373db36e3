"""Adopting a new layout: decisions are stored in a project's column files and SSSOM rows."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.files import read_text, write_file, write_files
from ccdp_graph.layouts.draft import draft_files
from ccdp_graph.layouts.inspection import inspect
from ccdp_graph.layouts.model import TEXT, Inspection
from ccdp_graph.layouts.prompts import (
    RENAMED,
    SAME,
    HeaderSubject,
    IdentifierSubject,
    Prompt,
    WordSubject,
    identifier_prompt,
    layout_prompts,
)
from ccdp_graph.layouts.workbooks import decisions_workbook, read_decisions
from ccdp_graph.model import Identifiers, IdentifierStatus, csv_lines
from ccdp_graph.project import REGISTER, Project
from ccdp_graph.rdf import VOCABULARY, slug
from ccdp_graph.schemas import COLUMN_ADDITIONS
from ccdp_graph.spreadsheets import read_curated, read_workbook
from ccdp_graph.tables import (
    HeaderMatcher,
    Lexicon,
    Tidied,
    tables_by_sheet,
    tidy,
    transposition_advice,
)

TERMS = "terms.sssom.tsv"

_SSSOM_COLUMNS = (
    "subject_label",
    "subject_type",
    "subject_source",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "comment",
)

_SORTED_BY = ("subject_source", "subject_label", "object_id")

_UNDETERMINED_LANGUAGE = "und"  # BCP 47: the language of a header is not known

_FILE_COMMENT = (
    f"{COLUMN_ADDITIONS.editor_line}\n"
    "# Headers added by 'ccdp adopt'; they extend the bundled file of the same name.\n"
)


@dataclass(frozen=True, slots=True)
class AdoptionResult:
    """The result of storing answers.

    Attributes:
        files: The files that were written.
    """

    answers: int
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class LayoutInspection:
    """How a workbook would be read now.

    Attributes:
        prompts: What has to be asked before it can be read without doubt.
        register: The ids, with those that its records would get.
        advice: What to do if no sheet looks like a table of records; otherwise "".
    """

    inspection: Inspection
    prompts: tuple[Prompt, ...]
    register: Identifiers
    advice: str = ""


def inspect_layout(path: Path, project: Project, *, mapping: str = "") -> LayoutInspection:
    """Read a workbook and return how it would be understood, and what is in doubt.

    Args:
        mapping: The mapping to use for unknown sheets.

    Raises:
        WorkbookError: It cannot be read.
        AssetError: There is no such mapping.
    """
    project = project.reread()  # with the answers to what was asked before
    column_files = project.column_files()
    mappings = [column_file.table for column_file in column_files]
    if mapping and mapping not in mappings:
        raise AssetError(f"there is no mapping '{mapping}'; choose one of: {', '.join(mappings)}")
    lexicon = Lexicon(project.concepts(), project.decisions())
    workbook = read_curated(path)
    inspection = inspect(workbook, column_files, lexicon, mapping=mapping)
    register = project.identifiers()
    matchers = [HeaderMatcher(column_file, lexicon) for column_file in column_files]
    tables = [
        table for sheet_tables in tables_by_sheet(workbook, matchers) for table in sheet_tables
    ]
    tidied = tidy([workbook], tables, lexicon, register, project.settings.base)
    identifier_prompts = _identifier_prompts(
        tidied, register, {table.column_file.table: table.column_file.kind for table in tables}
    )
    prompts = (*layout_prompts(inspection, column_files, lexicon.index), *identifier_prompts)
    advice = ""
    if not inspection.blocks:
        advice = transposition_advice(workbook, matchers) or (
            f"say what it holds: --as {' or '.join(mappings)}, or --as NAME for a new kind of list"
        )
    return LayoutInspection(inspection, prompts, tidied.identifiers, advice)


def _identifier_prompts(
    tidied: Tidied, register: Identifiers, kinds: Mapping[str, str]
) -> Iterator[Prompt]:
    """Yield prompts about ids that are no longer in any row, if there are rows of their kind."""
    in_use = {
        (kinds[document.name], str(entry.values["id"]))
        for document in tidied.documents
        for entry in document.arrays["records"]
    }
    for gone in register.gone(in_use):
        present = {
            entry[:2]: entry
            for entry in tidied.identifiers.entries
            if entry.kind == gone.kind and entry[:2] in in_use
        }
        yield identifier_prompt(gone, tuple(present.values()))


def write_prompts(prompts: Sequence[Prompt], path: Path, language: str = "en") -> None:
    """Write prompts as a workbook to fill in.

    Raises:
        OutputError: It cannot be written.
    """
    write_file(path, decisions_workbook(prompts, language))


def read_answers(path: Path, prompts: Sequence[Prompt]) -> tuple[tuple[Prompt, str], ...]:
    """Read the answers to some prompts from a filled-in workbook.

    Raises:
        WorkbookError: It cannot be read, or an answer is not valid.
    """
    return read_decisions(read_workbook(path), prompts, path)


def draft_mapping(
    path: Path, name: str, project: Project, *, dataset: bool = False
) -> tuple[Path, ...]:
    """Draft a column file and a YARRRML file for a new kind of sheet, and return their paths.

    Shape: every header becomes a column; its datatype or vocabulary is the one that fits most of
    its values. The column file also says what its records are called, and what stands where on
    their pages. Both files work as they are.

    Args:
        dataset: Whether the records are datasets, which catalogues of datasets get.

    Raises:
        WorkbookError: The workbook cannot be read, or no sheet of it has a header.
        AssetError: There is no project folder, or the name is not valid.
    """
    folder = project.own_folder()
    if slug(name) != name:
        raise AssetError(f"'{name}' is not a valid name; use '{slug(name) or 'my-list'}'")
    lexicon = Lexicon(project.concepts(), project.decisions())
    workbook = read_curated(path)
    texts = draft_files(
        workbook,
        name,
        project.column_files(),
        project.record_types(),
        lexicon,
        dataset=dataset,
    )
    write_files(folder / "mapping", texts)
    return tuple(folder / "mapping" / file for file in texts)


def decide(
    answers: Sequence[tuple[Prompt, str]],
    layout: LayoutInspection,
    project: Project,
    *,
    author: str,
    day: date,
) -> AdoptionResult:
    """Store answers in the project folder, all or none of them.

    Headers become titles of columns, or are kept as text; words become SSSOM rows with
    justification, author and date; ids no longer in use go to the register with their status.
    Earlier decisions are kept unless they are made again.

    Raises:
        AssetError: There is no project folder, or a file in it is wrong.
        OutputError: It cannot be written.
    """
    folder = project.own_folder()
    headers: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    words: list[tuple[WordSubject, str]] = []
    identifiers: list[tuple[IdentifierSubject, str]] = []
    for prompt, answer in answers:
        match prompt.about:
            case HeaderSubject(table, header):
                headers[table].append((header, answer))
            case WordSubject() as word:
                words.append((word, answer))
            case IdentifierSubject() as identifier:
                identifiers.append((identifier, answer))
    texts: dict[str, str] = {}
    for table, table_answers in headers.items():
        name = f"{table}.columns.yml"
        texts[name] = _with_headers(folder / "mapping" / name, table_answers)
    if words:
        texts[TERMS] = _with_words(folder / "mapping" / TERMS, words, author, day)
    if identifiers:
        register = _with_statuses(project.identifiers(), identifiers, layout.register)
        texts[REGISTER] = register.text()
    if texts:
        write_files(folder / "mapping", texts)
    written = tuple(folder / "mapping" / name for name in texts)
    return AdoptionResult(len(answers), written)


def _with_statuses(
    identifiers: Identifiers,
    answers: Sequence[tuple[IdentifierSubject, str]],
    register: Identifiers,
) -> Identifiers:
    """Return the project's own register with the status of some ids."""
    by_id = {entry[:2]: entry for entry in register.entries if not entry.replaced_by}
    for subject, answer in answers:
        gone = by_id[subject.kind, subject.id]
        status, *new_ids = answer.split()
        renamed = by_id[subject.kind, new_ids[0]] if status == RENAMED else None
        identifiers = identifiers.with_fate(gone, IdentifierStatus(renamed, tuple(new_ids)))
    return Identifiers(identifiers.own)


def _with_headers(path: Path, answers: Sequence[tuple[str, str]]) -> str:
    import yaml

    text = read_text(path) if path.is_file() else _FILE_COMMENT
    content = COLUMN_ADDITIONS.read(text, path).content
    columns = {entry["name"]: entry for entry in content.get("columns", ())}
    kept_as_text = list(content.get("text", ()))
    for header, answer in answers:
        if answer == TEXT:
            kept_as_text.append(header)
            continue
        entry = columns.setdefault(answer, {"name": answer})
        titles = entry.setdefault("titles", {})
        spellings = titles.get(_UNDETERMINED_LANGUAGE, ())
        titles[_UNDETERMINED_LANGUAGE] = (*dict.fromkeys((*spellings, header)),)
    content |= {"columns": list(columns.values())} if columns else {}
    content |= {"text": sorted(set(kept_as_text))} if kept_as_text else {}
    comments = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    return comments + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def _with_words(
    path: Path, answers: Sequence[tuple[WordSubject, str]], author: str, day: date
) -> str:
    text = read_text(path) if path.is_file() else ""
    lines = text.splitlines(keepends=True)
    head = "".join(takewhile(lambda line: line.startswith("#"), lines))
    stored = csv.DictReader(io.StringIO(text[len(head) :]), delimiter="\t")
    decided = {subject.text for subject, _ in answers}
    kept_rows = [row for row in stored if row["subject_label"] not in decided]
    new_rows = [_sssom_row(subject, answer, author, day) for subject, answer in answers]
    rows = sorted([*kept_rows, *new_rows], key=lambda row: [row[name] for name in _SORTED_BY])
    texts = ([row.get(name) or "" for name in _SSSOM_COLUMNS] for row in rows)
    return head + "".join(csv_lines([_SSSOM_COLUMNS, *texts], delimiter="\t", newline="\n"))


def _sssom_row(subject: WordSubject, answer: str, author: str, day: date) -> Mapping[str, str]:
    """Return one decision as a row; a word that is not the same keeps its text (closeMatch)."""
    if answer == TEXT:
        predicate, object_id = "skos:closeMatch", "sssom:NoTermFound"
        scheme = subject.schemes[0]
    else:
        predicate = "skos:exactMatch" if answer.startswith(SAME) else "skos:closeMatch"
        object_id = answer.removeprefix(SAME).replace(VOCABULARY, "ccdpv:")
        scheme = _scheme_of(answer.removeprefix(SAME), subject.schemes)
    return {
        "subject_label": subject.text,
        "subject_type": "rdfs literal",
        "subject_source": f"ccdpv:{scheme}",
        "predicate_id": predicate,
        "object_id": object_id,
        "mapping_justification": "semapv:ManualMappingCuration",
        "author_label": author,
        "mapping_date": day.isoformat(),
    }


def _scheme_of(concept: str, schemes: Sequence[str]) -> str:
    name = concept.removeprefix(VOCABULARY).partition("/")[0]
    return name if name in schemes else schemes[0]
