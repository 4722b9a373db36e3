"""The blocks of a page of documentation: read, run as a reader would, compared, rewritten.

A `console` block holds commands after `$ ` and, below each, what it prints. A line `…` stands for
any number of lines, and `…` within a line for any text. Where nothing is shown, anything may be
printed. A `python` block is run as it stands; a `text` block right below it is what it prints.

A comment above a block says what a reader need not see:

    <!-- not run: why -->     it is only read: each command and option must exist
    <!-- exit status: 1 -->   of its last command; else 0 is expected
    <!-- run first: line -->  a command that prepares what the block needs
    <!-- file: name -->       the block, of any language, is what that file holds
"""

import contextlib
import io
import os
import re
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from ccdp_graph.cli.main import main

_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,})(?P<language>[^`]*)$")
_COMMENT = re.compile(r"^ *<!-- (?P<key>not run|exit status|run first|file): (?P<value>.*) -->$")
_INSTALLS = re.compile(r"^(python3? -m venv|\.venv/bin/pip install) ")
_LEFT_OUT = "…"
_FOLDER = re.compile(r"\S*/reader(?=/)")


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a console block and the lines shown below it.

    Attributes:
        start: The line of the page that shows its first line of output, counted from 0.
    """

    text: str
    shown: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block of code.

    Attributes:
        line: Of its opening fence, counted from 1.
        shown: Below a python block, what it prints; `start` as in a command.
        not_run: Why it is not run; empty where it is.
        file: The file that the block is the content of; empty where it is none.
    """

    language: str
    line: int
    indent: str
    lines: tuple[str, ...]
    not_run: str = ""
    status: int = 0
    first: tuple[str, ...] = ()
    file: str = ""
    shown: tuple[str, ...] = ()
    start: int = 0

    def commands(self) -> tuple[Command, ...]:
        """Return the commands of a console block; a line that ends in `\\` goes on in the next."""
        found: list[Command] = []
        text, start, goes_on = "", 0, False
        shown: list[str] = []
        for number, line in enumerate(self.lines, start=self.line):
            if goes_on or line.startswith("$ "):
                if text and not goes_on:
                    found.append(Command(text, tuple(shown), start))
                    text, shown = "", []
                text += line.removeprefix("$ ").removesuffix("\\")
                start, goes_on = number + 1, line.endswith("\\")
            else:
                shown.append(line)
        return (*found, Command(text, tuple(shown), start))


@dataclass(slots=True)
class _Notes:
    """What the comments above a block say, until a block takes them."""

    not_run: str = ""
    status: int = 0
    first: list[str] = field(default_factory=list)
    file: str = ""

    def add(self, key: str, value: str) -> None:
        if key == "not run":
            self.not_run = value
        elif key == "exit status":
            self.status = int(value)
        elif key == "file":
            self.file = value
        else:
            self.first.append(value)


def blocks_of(text: str) -> Iterator[Block]:
    """Read the blocks of a page that are run, or written into a file."""
    lines = text.splitlines()
    notes, number = _Notes(), 0
    while number < len(lines):
        if comment := _COMMENT.match(lines[number]):
            notes.add(comment["key"], comment["value"])
        elif fence := _FENCE.match(lines[number]):
            body, end = _body(lines, number, fence)
            if fence["language"] in {"console", "python"} or notes.file:
                is_python = fence["language"] == "python" and not notes.file
                shown, start = _text_below(lines, end + 1) if is_python else ((), 0)
                yield Block(
                    language=fence["language"],
                    line=number + 1,
                    indent=fence["indent"],
                    lines=body,
                    not_run=notes.not_run,
                    status=notes.status,
                    first=tuple(notes.first),
                    file=notes.file,
                    shown=shown,
                    start=start,
                )
            notes, number = _Notes(), end
        number += 1


def _body(lines: Sequence[str], start: int, fence: re.Match[str]) -> tuple[tuple[str, ...], int]:
    end = next(
        n for n in range(start + 1, len(lines)) if lines[n] == fence["indent"] + fence["fence"]
    )
    return tuple(line.removeprefix(fence["indent"]) for line in lines[start + 1 : end]), end


def _text_below(lines: Sequence[str], start: int) -> tuple[tuple[str, ...], int]:
    while start < len(lines) and not lines[start]:
        start += 1
    fence = _FENCE.match(lines[start]) if start < len(lines) else None
    if fence is None or fence["language"] != "text":
        return (), 0
    return _body(lines, start, fence)[0], start + 1


class _Piped(io.TextIOWrapper):
    """What a program writes into a pipe: with tabs, and in full."""

    def isatty(self) -> bool:
        return False


class _Screen(_Piped):
    """What a program writes on a terminal, where it draws tables."""

    def isatty(self) -> bool:
        return True


def _ccdp(words: Sequence[str], screen: type[_Piped]) -> tuple[str, int]:
    """Run the command in this process, as a shell would; return what it prints and its status."""
    written = io.BytesIO()
    out = screen(written, encoding="utf-8", write_through=True)
    errors = _Piped(written, encoding="utf-8", write_through=True)
    status: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        try:
            main.main(list(words), prog_name="ccdp")
        except SystemExit as done:
            status = done.code
    assert isinstance(status, int | None), status
    return click.unstyle(written.getvalue().decode()), status or 0


@dataclass(slots=True)
class Shell:
    """What runs the blocks of one page: a folder, and the names that its Python has made."""

    folder: Path
    names: dict[str, object] = field(default_factory=lambda: {"__name__": "__main__"})

    def run(self, line: str) -> tuple[str, int]:
        """Run one line of a console; return what it prints and the status of its last command."""
        printed = ""
        for text in line.split(" && "):
            if _INSTALLS.match(text):
                continue  # a test of the wheel installs it
            out, status = self._run_one(text.strip())
            printed += out
            if status:
                return printed, status
        return printed, 0

    def _run_one(self, text: str) -> tuple[str, int]:
        if text.startswith("cd "):
            self.folder = (self.folder / text.removeprefix("cd ")).resolve()
            return "", 0
        text = text.removeprefix(".venv/bin/")
        if not text.startswith("ccdp "):
            return self._bash(text, "")
        command, bar, rest = text.partition(" | ")
        words = shlex.split(command, comments=True)[1:]
        with contextlib.chdir(self.folder):
            printed, status = _ccdp(words, _Piped if bar else _Screen)
        return self._bash(rest, printed) if bar else (printed, status)

    def _bash(self, text: str, given: str) -> tuple[str, int]:
        done = subprocess.run(
            ["bash", "-c", text],
            cwd=self.folder,
            input=given,
            capture_output=True,
            text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        return done.stdout + done.stderr, done.returncode

    def write(self, block: Block) -> None:
        """Write a block into its file."""
        path = self.folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(block.lines) + "\n", encoding="utf-8")

    def run_python(self, text: str) -> str:
        """Run a python block; return what it prints."""
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(compile(text, "<page>", "exec"), self.names)
        return printed.getvalue()


def matches(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Tell whether what a page shows is what was printed."""
    pattern = "".join(
        r"(?:.*\n)*?"
        if line.strip() == _LEFT_OUT
        else ".*".join(map(re.escape, line.rstrip().split(_LEFT_OUT))) + "\n"
        for line in shown
    )
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed)) is not None


def renewed(shown: Sequence[str], printed: Sequence[str]) -> list[str]:
    """Return what a page should show: as much as before at the beginning and at the end.

    The folder that the tests ran in is left out, for no page may name it.
    """
    lines = [_FOLDER.sub(_LEFT_OUT, line.rstrip()) for line in printed]
    if (cut := next((n for n, line in enumerate(shown) if line.strip() == _LEFT_OUT), -1)) < 0:
        return lines
    last = len(shown) - cut - 1
    return [*lines[:cut], _LEFT_OUT, *(lines[-last:] if last else ())]
