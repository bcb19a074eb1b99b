"""Faults that are planted into sources: what they are, where they went, and which of them an audit reports.

A fault counts as found where one of its rules names its file, and a line at most one away.
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
from a11ycheck.model import Finding, Place

__all__ = ["MARK", "Fault", "Score", "audit_site", "build", "located", "marked", "score", "scratch"]

# Stands around the word of a fault, on the line that is to be named.
MARK = "§"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault: its word, where it goes, what is written, and which rules may name it."""

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
    """How the faults of one build were reported: words by result, and a sentence for each miss."""

    right: tuple[str, ...]
    wrong_file: tuple[str, ...]
    missed: tuple[str, ...]


def marked(text: str, word: str) -> str:
    """Return the text of a fault with its word at its mark."""
    return text.replace(f" {MARK}", f" {MARK}{word}{MARK}")


def located(faults: Sequence[Fault], project: Path) -> list[Fault]:
    """Take the marks out of a project's sources, and return the faults with their file and line."""
    found = dict(_take_marks(project))
    return [
        replace(item, file=found[item.word][0], line=found[item.word][1])
        for item in faults
        if item.word in found
    ]


def _take_marks(project: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    """Take the marks out of all files, and yield each word with its file and line."""
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
    """Build a project with Sphinx; what Sphinx said is shown where it fails."""
    command = [sys.executable, "-m", "sphinx", "-q", *options, str(docs), str(site)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()


def audit_site(site: Path, rules: Sequence[str]) -> tuple[Finding, ...]:
    """Audit a folder of pages by these rules, and return the findings."""
    config = Config(select=tuple(rules), variants=("desktop-light",), cache=False, baseline="")
    report = audit([str(site)], config)
    for page in report.not_tested:
        sys.stderr.write(f"{page.page} was not tested: {page.reason}\n")
    return report.findings


def score(faults: Sequence[Fault], findings: Sequence[Finding]) -> Score:
    """Compare what was planted with what was reported."""
    right, wrong, missed = [], [], []
    for fault in faults:
        places = [place for item in findings if item.rule in fault.rules for place in item.places]
        if any(_is_right(fault, place) for place in places):
            right.append(fault.word)
            continue
        named = [_where(item, fault) for item in findings if item.rule in fault.rules]
        told = ", ".join(filter(None, named)) or "nowhere"
        missed.append(f"{fault.kind}, {fault.file}:{fault.line} ({fault.rules[0]}): {told}")
        if told != "nowhere" and f"{fault.file}:" not in told:
            wrong.append(fault.word)
    return Score(right=tuple(right), wrong_file=tuple(wrong), missed=tuple(missed))


def _is_right(fault: Fault, place: Place) -> bool:
    found = place.source
    return found is not None and found.file == fault.file and abs(found.line - fault.line) <= 1


def _where(finding: Finding, fault: Fault) -> str:
    """Return where a finding puts the fault, by the fault's own word; empty where it is another fault."""
    for place in finding.places:
        element = f"{place.element.html}{place.element.text}" if place.element else ""
        if fault.word in f"{element}{place.snippet}{finding.message}":
            found = place.source
            return f"{found.file}:{found.line} {found.precision}" if found else place.page
    return ""


@contextmanager
def scratch(keep: Path | None) -> Iterator[Path]:
    """Give a folder for projects, and copy what is in it to `keep` at the end."""
    folder = Path(tempfile.mkdtemp(prefix="planted-"))
    try:
        yield folder
    finally:
        if keep:
            shutil.copytree(folder, keep, dirs_exist_ok=True)
        shutil.rmtree(folder)
