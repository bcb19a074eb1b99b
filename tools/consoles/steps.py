"""What a reader does on a page, in order: writes files, and enters commands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Command", "Console", "Note", "Step", "Write", "steps_of"]

_NOTE = re.compile(
    r"^ *(?:%|<!--) (file|append|end of|project|state|serve|run|until|not run): (.*?)(?: -->)?$"
)
_HIDDEN = re.compile(r"^ *% \|(?: (.*))?$")
_FENCE = re.compile(r"^( *)(`{3,})([\w{}-]*)")
_WRITES = ("file", "append", "end of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A comment that says something about the page's project or its next block."""

    line: int
    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A file that the page shows or hides; `key` says whether to write, append or replace the end."""

    line: int
    key: str
    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command, and the lines of output below it."""

    line: int
    text: str
    output: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """A console block with its commands."""

    line: int
    indent: str
    commands: tuple[Command, ...]


Step = Note | Write | Console


def steps_of(path: Path) -> Iterator[Step]:
    """Yield the steps of a page; ValueError for a file comment without text."""
    lines = path.read_text(encoding="utf-8").split("\n")
    waiting: Note | None = None  # a file comment whose text follows
    number = 0
    while number < len(lines):
        line = lines[number]
        if found := _FENCE.match(line):
            indent, fence, language = found.groups()
            end = lines.index(indent + fence, number + 1)
            inner = [text.removeprefix(indent) for text in lines[number + 1 : end]]
            if waiting:
                yield _write(waiting, inner)
                waiting = None
            elif language == "console":
                commands = tuple(_commands(inner, number + 2))
                yield Console(line=number + 1, indent=indent, commands=commands)
            number = end
        elif found := _NOTE.match(line):
            if waiting:
                break
            note = Note(line=number + 1, key=found[1], value=found[2])
            hidden = _hidden(lines[number + 1 :])
            if note.key in _WRITES and hidden:
                yield _write(note, hidden)
                number += len(hidden)
            elif note.key in _WRITES:
                waiting = note
            else:
                yield note
        number += 1
    if waiting:
        message = f"{path}:{waiting.line}: no code block follows."
        raise ValueError(message)


def _hidden(lines: Sequence[str]) -> list[str]:
    texts: list[str] = []
    for line in lines:
        if not (found := _HIDDEN.match(line)):
            break
        texts.append(found[1] or "")
    return texts


def _write(note: Note, lines: Sequence[str]) -> Write:
    text = "".join(f"{line}\n" for line in lines)
    return Write(line=note.line, key=note.key, path=note.value, text=text)


def _commands(lines: Sequence[str], first: int) -> Iterator[Command]:
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        last = start
        while lines[last].endswith("\\"):
            last += 1
        text = "\n".join(lines[start : last + 1]).removeprefix("$ ")
        yield Command(line=first + start, text=text, output=tuple(lines[last + 1 : stop]))
