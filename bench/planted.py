"""Defects planted into sources: their text, their location, and whether an audit reports them.

A defect counts as found if one of its rules reports its file, and a line at most one away.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from a11ycheck.api import audit
from a11ycheck.config import Config
from a11ycheck.model import Finding, Location, joined_messages

__all__ = [
    "MARK",
    "Defect",
    "Score",
    "audit_site",
    "build",
    "located",
    "marked",
    "score",
    "scratch",
]

# Encloses the word of a defect, on the line that is to be reported.
MARK = "§"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """A defect: its word, its syntax and text, and the rules that may report it."""

    word: str
    kind: str
    syntax: str
    rules: tuple[str, ...]
    text: str
    translation: str = ""
    original: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The result of one build: words of defects by result, and a sentence for each miss."""

    right: tuple[str, ...]
    wrong_file: tuple[str, ...]
    missed: tuple[str, ...]


def marked(text: str, word: str) -> str:
    """Return the text of a defect with its word at its mark."""
    return text.replace(f" {MARK}", f" {MARK}{word}{MARK}")


def located(defects: Sequence[Defect], project: Path) -> list[Defect]:
    """Remove the marks from a project's sources, and return the defects with their file and line."""
    found = dict(_take_marks(project))
    return [
        replace(item, file=found[item.word][0], line=found[item.word][1])
        for item in defects
        if item.word in found
    ]


def _take_marks(project: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    """Remove the marks from all files, and yield each word with its file and line."""
    pattern = re.compile(rf" ?{MARK}(planted\d+){MARK}")
    for path in sorted(project.rglob("*")):
        if path.suffix not in {".md", ".rst", ".py"} or path.name == "conf.py":
            continue
        lines = path.read_text("utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            for match in pattern.finditer(line):
                yield match[1], (path.relative_to(project).as_posix(), number)
        path.write_text(pattern.sub("", "\n".join(lines)), "utf-8")


def build(docs: Path, site: Path, *options: str) -> None:
    """Build a project with Sphinx; print its errors if it fails."""
    command = [sys.executable, "-m", "sphinx", "-q", *options, str(docs), str(site)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()


def audit_site(site: Path, rules: Sequence[str]) -> tuple[Finding, ...]:
    """Audit a folder of pages by these rules, and return the findings."""
    config = Config(select=tuple(rules), variants=("desktop-light",), cache=False, baseline="")
    report = audit([str(site)], config).report
    for page in report.not_tested:
        sys.stderr.write(f"{page.page} was not tested: {page.reason}\n")
    return report.findings


def score(defects: Sequence[Defect], findings: Sequence[Finding]) -> Score:
    """Compare the planted defects with the findings."""
    right, wrong, missed = [], [], []
    for defect in defects:
        own = [item for item in findings if item.rule in defect.rules]
        if any(_is_right(defect, location) for item in own for location in item.locations):
            right.append(defect.word)
            continue
        reported = ", ".join(filter(None, (_where(item, defect) for item in own))) or "nowhere"
        missed.append(f"{defect.kind}, {defect.file}:{defect.line} ({defect.rules[0]}): {reported}")
        if reported != "nowhere" and f"{defect.file}:" not in reported:
            wrong.append(defect.word)
    return Score(right=tuple(right), wrong_file=tuple(wrong), missed=tuple(missed))


def _is_right(defect: Defect, location: Location) -> bool:
    found = location.source
    return found is not None and found.file == defect.file and abs(found.line - defect.line) <= 1


def _where(finding: Finding, defect: Defect) -> str:
    """Return the location of the defect in a finding; empty if the finding is about another one."""
    for location in finding.locations:
        element = f"{location.element.html}{location.element.text}" if location.element else ""
        message = joined_messages(location.messages)
        if defect.word in f"{element}{location.snippet}{message}":
            found = location.source
            return f"{found.file}:{found.line} {found.precision}" if found else location.page
    return ""


@contextmanager
def scratch(keep: Path | None) -> Iterator[Path]:
    """Yield a folder for projects, and copy its content to `keep` at the end."""
    folder = Path(tempfile.mkdtemp(prefix="planted-"))
    try:
        yield folder
    finally:
        if keep:
            shutil.copytree(folder, keep, dirs_exist_ok=True)
        shutil.rmtree(folder)
