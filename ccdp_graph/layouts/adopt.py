"""Teaching a project a new layout: what was decided goes into its column files and SSSOM rows."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.files import parse_yaml, read_text, write_file, write_files
from ccdp_graph.layouts.drafting import draft_files
from ccdp_graph.layouts.inspection import inspect
from ccdp_graph.layouts.model import TEXT, Inspection
from ccdp_graph.layouts.prompts import (
    RENAMED,
    SAME,
    HeaderSubject,
    IdentifierSubject,
    Prompt,
    WordSubject,
    prompts_about,
    question_about,
)
from ccdp_graph.layouts.workbooks import decisions_workbook, read_decisions
from ccdp_graph.model import Identifiers, IdentifierStatus
from ccdp_graph.project import REGISTER, Project
from ccdp_graph.rdf import VOCABULARY, slug
from ccdp_graph.spreadsheets import read_curated, read_workbook
from ccdp_graph.tables import HeaderMatcher, Lexicon, Tidied, is_transposed, tables_by_sheet, tidy

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

_UNDETERMINED = "und"  # BCP 47: nobody said in which language a header is

_TOLD = "# Headers taught with 'ccdp adopt'; this adds to the bundled file of the same name.\n"


@dataclass(frozen=True, slots=True)
class AdoptionResult:
    """What was stored.

    Attributes:
        files: Those that were written.
    """

    answers: int
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class LayoutInspection:
    """A workbook as it would be read now.

    Attributes:
        questions: What has to be asked before it can be read without a doubt.
        register: The ids, longer by those that its things would get.
        advice: What to do where no sheet looks like a table of records; else nothing.
    """

    inspection: Inspection
    questions: tuple[Prompt, ...]
    register: Identifiers
    advice: str = ""


def inspect_layout(path: Path, files: Project, *, wanted: str = "") -> LayoutInspection:
    """Read a workbook and say how it would be understood, and what is in doubt.

    Args:
        wanted: The mapping that unknown sheets are taken for.

    Raises:
        WorkbookError: It cannot be read.
        AssetError: There is no such mapping.
    """
    column_files = files.column_files()
    known = [column_file.table for column_file in column_files]
    if wanted and wanted not in known:
        raise AssetError(f"no mapping '{wanted}'; there are: {', '.join(known)}")
    words = Lexicon(files.concept_index(files.vocabularies()), files.decisions())
    workbook = read_curated(path)
    inspection = inspect(workbook, column_files, words, wanted=wanted)
    before = files.identifiers()
    matchers = [HeaderMatcher(column_file, words) for column_file in column_files]
    tables = [table for found in tables_by_sheet(workbook, matchers) for table in found]
    made = tidy([workbook], tables, words, before, files.project.base)
    about_things = _about_things(
        made, before, {t.column_file.table: t.column_file.kind for t in tables}
    )
    questions = (*prompts_about(inspection, column_files, words.index), *about_things)
    advice = ""
    if not inspection.blocks:
        advice = is_transposed(workbook, matchers) or (
            f"say what it holds: --as {' or '.join(known)}, or --as NAME for a new kind of list"
        )
    return LayoutInspection(inspection, questions, made.identifiers, advice)


def _about_things(made: Tidied, before: Identifiers, kinds: Mapping[str, str]) -> Iterator[Prompt]:
    """Ask about ids that no row bears any more, where rows of their kind are there."""
    borne = {
        (kinds[document.name], str(entry.values["id"]))
        for document in made.documents
        for entry in document.arrays["records"]
    }
    for gone in before.gone(borne):
        here = {
            entry[:2]: entry
            for entry in made.identifiers.entries
            if entry.kind == gone.kind and entry[:2] in borne
        }
        yield question_about(gone, tuple(here.values()))


def write_questions(questions: Sequence[Prompt], path: Path) -> None:
    """Write questions as a workbook to fill in.

    Raises:
        OutputError: It cannot be written.
    """
    write_file(path, decisions_workbook(questions))


def read_answers(path: Path, questions: Sequence[Prompt]) -> tuple[tuple[Prompt, str], ...]:
    """Read the answers to some questions from a filled-in workbook.

    Raises:
        WorkbookError: It cannot be read, or an answer is none.
    """
    return read_decisions(read_workbook(path), questions, path)


def draft_mapping(path: Path, name: str, files: Project) -> tuple[Path, ...]:
    """Draft a column file and a YARRRML file for a new kind of sheet, and return their paths.

    Shape: every header becomes a column; its datatype or vocabulary is the one that most of its
    values can be read with. Both files run as they are.

    Raises:
        WorkbookError: The workbook cannot be read, or no sheet of it has a header.
        AssetError: There is no project folder, or the name is no short name.
    """
    folder = files.own_folder()
    if slug(name) != name:
        raise AssetError(f"'{name}' is no short name; write it as '{slug(name) or 'my-list'}'")
    words = Lexicon(files.concept_index(files.vocabularies()), files.decisions())
    workbook = read_curated(path)
    texts = draft_files(workbook, name, files.column_files(), words)
    write_files(folder / "mapping", texts)
    return tuple(folder / "mapping" / file for file in texts)


def decide(
    answers: Sequence[tuple[Prompt, str]],
    look: LayoutInspection,
    files: Project,
    *,
    author: str,
    day: date,
) -> AdoptionResult:
    """Store answers in the project folder, all or none.

    Headers become titles of columns, or stay text; words become SSSOM rows with justification,
    author and date; ids that nothing bears go to the register with what became of them. What was
    decided before stays, unless it is decided anew.

    Raises:
        AssetError: There is no project folder, or a file in it is wrong.
        OutputError: It cannot be written.
    """
    folder = files.own_folder()
    headers = [(q.about, answer) for q, answer in answers if isinstance(q.about, HeaderSubject)]
    words = [(q.about, answer) for q, answer in answers if isinstance(q.about, WordSubject)]
    texts: dict[str, str] = {}
    by_table: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for about, answer in headers:
        by_table[about.table].append((about.text, answer))
    for table, decided in by_table.items():
        name = f"{table}.columns.yml"
        texts[name] = _with_headers(folder / "mapping" / name, decided)
    if words:
        texts[TERMS] = _with_words(folder / "mapping" / TERMS, words, author, day)
    things = [(q.about, answer) for q, answer in answers if isinstance(q.about, IdentifierSubject)]
    if things:
        texts[REGISTER] = _with_fates(files.identifiers(), things, look.register).text()
    if texts:
        write_files(folder / "mapping", texts)
    written = tuple(folder / "mapping" / name for name in texts)
    return AdoptionResult(len(answers), written)


def _with_fates(
    known: Identifiers, things: Sequence[tuple[IdentifierSubject, str]], register: Identifiers
) -> Identifiers:
    """Return the project's own register with what became of some ids."""
    by_id = {entry[:2]: entry for entry in register.entries if not entry.replaced_by}
    for about, answer in things:
        gone = by_id[about.kind, about.id]
        verb, *ids = answer.split()
        renamed = by_id[about.kind, ids[0]] if verb == RENAMED else None
        known = known.with_fate(gone, IdentifierStatus(renamed, tuple(ids)))
    return Identifiers(known.own)


def _with_headers(path: Path, decided: Sequence[tuple[str, str]]) -> str:
    import yaml

    text = read_text(path) if path.is_file() else _TOLD
    content = parse_yaml(text, path) or {}
    columns = {entry["name"]: entry for entry in content.get("columns", [])}
    stays = list(content.get("text", []))
    for header, answer in decided:
        if answer == TEXT:
            stays.append(header)
            continue
        entry = columns.setdefault(answer, {"name": answer})
        titles = entry.setdefault("titles", {})
        own = titles.setdefault(_UNDETERMINED, [])
        own += [header] if header not in own else []
    content |= {"columns": list(columns.values())} if columns else {}
    content |= {"text": sorted(set(stays))} if stays else {}
    comments = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    return comments + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def _with_words(
    path: Path, decided: Sequence[tuple[WordSubject, str]], author: str, day: date
) -> str:
    text = read_text(path) if path.is_file() else ""
    lines = text.splitlines(keepends=True)
    head = "".join(takewhile(lambda line: line.startswith("#"), lines))
    rows = list(csv.DictReader(io.StringIO(text[len(head) :]), delimiter="\t"))
    anew = {about.text for about, _ in decided}
    kept = [row for row in rows if row["subject_label"] not in anew]
    made = [_sssom_row(about, answer, author, day) for about, answer in decided]
    out = io.StringIO()
    writer = csv.DictWriter(
        out, _SSSOM_COLUMNS, delimiter="\t", lineterminator="\n", extrasaction="ignore", restval=""
    )
    writer.writeheader()
    writer.writerows(sorted([*kept, *made], key=lambda row: [row[name] for name in _SORTED_BY]))
    return head + out.getvalue()


def _sssom_row(about: WordSubject, answer: str, author: str, day: date) -> Mapping[str, str]:
    """Write one decision; a word that is not just the same keeps its text (closeMatch)."""
    if answer == TEXT:
        predicate, thing = "skos:closeMatch", "sssom:NoTermFound"
        scheme = about.schemes[0]
    else:
        predicate = "skos:exactMatch" if answer.startswith(SAME) else "skos:closeMatch"
        thing = answer.removeprefix(SAME).replace(VOCABULARY, "ccdpv:")
        scheme = _scheme_of(answer.removeprefix(SAME), about.schemes)
    return {
        "subject_label": about.text,
        "subject_type": "rdfs literal",
        "subject_source": f"ccdpv:{scheme}",
        "predicate_id": predicate,
        "object_id": thing,
        "mapping_justification": "semapv:ManualMappingCuration",
        "author_label": author,
        "mapping_date": day.isoformat(),
    }


def _scheme_of(concept: str, schemes: Sequence[str]) -> str:
    name = concept.removeprefix(VOCABULARY).partition("/")[0]
    return name if name in schemes else schemes[0]
