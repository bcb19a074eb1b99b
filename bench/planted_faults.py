"""Plant known faults into copies of real sources, and count those that are reported where they are.

Each fault of `planted_faults.toml` goes between two blocks of a page of this project's documentation, of
the tests' reStructuredText page, of an included file, of a docstring, or of a translated page. The site is
built with the extension, once for each theme, and audited in a browser. A fault counts as found where one
of its rules names its file, and a line at most one away. The exit code is 0 where all but three in sixty
are found and none is put into another file, else 1.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from a11ycheck.api import audit
from a11ycheck.config import Config
from a11ycheck.model import Finding, Place

__all__ = ["main"]

HERE = Path(__file__).resolve().parent
FAULTS = HERE / "planted_faults.toml"
MARKDOWN = HERE.parent / "docs" / "publish" / "how-to"
REST = HERE.parent / "tests" / "sphinx" / "roots" / "test-kitchen-sink" / "restructuredtext.rst"
THEMES = ("furo", "furo_light")
MARK = "§"
PAGES_OF_REST = 3
AT_LEAST = 57 / 60
CONFIGURATION = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent))
extensions = ["myst_parser", "sphinx.ext.autodoc", "a11ycheck.sphinxext"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
exclude_patterns = ["parts"]
locale_dirs = ["locales"]
gettext_compact = False
"""


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


def read_faults() -> list[Fault]:
    """Return the faults, each with a word of its own, and its line marked with that word."""
    faults = []
    for number, entry in enumerate(tomllib.loads(FAULTS.read_text("utf-8"))["fault"], 1):
        word = f"planted{number:02}"
        texts = {
            key: value.replace("PLANT", word) for key, value in entry.items() if key != "rules"
        }
        texts["text"] = texts["text"].replace(f" {MARK}", f" {MARK}{word}{MARK}")
        faults.append(Fault(word=word, rules=tuple(entry["rules"]), **texts))
    return faults


def plant(faults: Sequence[Fault], project: Path) -> list[Fault]:
    """Write the project with its faults, and return them with file and line."""
    docs = project / "docs"
    docs.mkdir(parents=True)
    (project / "pyproject.toml").touch()
    (docs / "conf.py").write_text(CONFIGURATION, "utf-8")
    by_syntax = {name: [item for item in faults if item.syntax == name] for name in SYNTAXES}
    for name, write in SYNTAXES.items():
        write(by_syntax[name], docs)
    (docs / "index.md").write_text("# Index\n\n```{toctree}\n:glob:\n\n*\n```\n", "utf-8")
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


def _plant_markdown(faults: Sequence[Fault], docs: Path) -> None:
    hosts = sorted(path for path in MARKDOWN.glob("*.md") if path.name != "index.md")
    for index, host in enumerate(hosts):
        text = host.read_text("utf-8")
        for fault in faults[index :: len(hosts)]:
            text = _before_a_part(text, fault.text)
        (docs / host.name).write_text(text, "utf-8")


def _before_a_part(text: str, fault: str) -> str:
    """Put a fault before the first part of a page that has none before it yet, or at the end."""
    fence, lines = False, text.split("\n")
    for index, line in enumerate(lines):
        fence ^= line.startswith(("```", ":::"))
        free = MARK not in "\n".join(lines[max(index - 12, 0) : index])
        if not fence and line.startswith("## ") and free:
            return "\n".join((*lines[:index], fault, "", *lines[index:]))
    return f"{text.rstrip()}\n\n{fault}\n"


def _plant_rest(faults: Sequence[Fault], docs: Path) -> None:
    host = REST.read_text("utf-8").rstrip()
    for index in range(PAGES_OF_REST):
        texts = (fault.text for fault in faults[index::PAGES_OF_REST])
        whole = "\n\nWords between.\n\n".join((host, *texts))
        (docs / f"rest{index}.rst").write_text(f"{whole}\n", "utf-8")


def _plant_parts(faults: Sequence[Fault], docs: Path, suffix: str, include: str) -> None:
    (docs / "parts").mkdir(exist_ok=True)
    page = [f"Page of parts {suffix}", "=" * 30, ""]
    for fault in faults:
        name = f"parts/{fault.word}{suffix}"
        (docs / name).write_text(f"Words of a part.\n\n{fault.text}\n\nThe end.\n", "utf-8")
        page += [include.format(name=name), ""]
    (docs / f"with-{suffix[1:]}-parts{suffix}").write_text("\n".join(page), "utf-8")


def _plant_docstrings(faults: Sequence[Fault], docs: Path) -> None:
    code = ['"""A module."""', ""]
    for fault in faults:
        body = "\n".join(f"    {line}".rstrip() for line in fault.text.split("\n"))
        head = f"\ndef do_{fault.word}() -> None:"
        code += [head, '    """Do something.', "", body, "", "    The end.", '    """', ""]
    (docs / "planted_module.py").write_text("\n".join(code), "utf-8")
    page = (
        "Interface\n=========\n\n.. automodule:: planted_module\n   :members:\n   :undoc-members:\n"
    )
    (docs / "interface.rst").write_text(page, "utf-8")


def _plant_translations(faults: Sequence[Fault], docs: Path) -> None:
    if not faults:
        return
    parts, entries = (
        ["# A translated page", ""],
        ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"'],
    )
    for fault in faults:
        parts += [fault.text, ""]
        original = fault.original or fault.text.partition(f" {MARK}")[0]
        entries.append(f'msgid "{original}"\nmsgstr "{fault.translation}"')
    (docs / "translated.md").write_text("\n".join(parts), "utf-8")
    catalogue = docs / "locales" / "ar" / "LC_MESSAGES" / "translated.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("\n\n".join(entries) + "\n", "utf-8")


SYNTAXES = {
    "md": _plant_markdown,
    "rst": _plant_rest,
    "inc.md": lambda faults, docs: _plant_parts(faults, docs, ".md", "```{{include}} {name}\n```"),
    "inc.rst": lambda faults, docs: _plant_parts(faults, docs, ".rst", ".. include:: {name}"),
    "py": _plant_docstrings,
    "po": _plant_translations,
}


def build_and_audit(project: Path, theme: str, rules: Sequence[str]) -> tuple[Finding, ...]:
    """Build the project, audit its pages, and return the findings."""
    docs, site = project / "docs", project / theme
    command = [sys.executable, "-m", "sphinx", "-q", "-D", f"html_theme={theme}"]
    command += ["-D", "language=ar"] if (docs / "locales").exists() else []
    subprocess.run([*command, str(docs), str(site)], check=True, stderr=subprocess.PIPE)
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


def _projects(faults: Sequence[Fault]) -> Mapping[str, list[Fault]]:
    """Return the faults by project: a translation is a build of its own."""
    translated = [fault for fault in faults if fault.syntax == "po"]
    return {"plain": [item for item in faults if item not in translated], "translated": translated}


def run(theme: str, faults: Sequence[Fault], folder: Path) -> bool:
    """Plant, build, audit, print, and tell whether enough was found."""
    rules = sorted({rule for fault in faults for rule in fault.rules})
    scores = []
    for name, part in _projects(faults).items():
        planted = plant(part, folder / name)
        scores.append(score(planted, build_and_audit(folder / name, theme, rules)))
    right = sum(len(item.right) for item in scores)
    wrong = sum(len(item.wrong_file) for item in scores)
    kinds = len({fault.kind for fault in faults})
    print(f"{theme}: planted {len(faults)} faults of {kinds} kinds")
    print(f"  right file, at most one line away  {right}")
    print(f"  in a wrong file                    {wrong}")
    print(f"  not found                          {len(faults) - right - wrong}")
    for miss in (miss for item in scores for miss in item.missed):
        print(f"  - {miss}")
    return wrong == 0 and right >= AT_LEAST * len(faults)


def main() -> int:
    """Run with each theme and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--theme", action="append", choices=THEMES, help="One theme alone.")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="Keep the projects here.")
    options = parser.parse_args()
    passed = []
    for theme in options.theme or THEMES:
        folder = Path(tempfile.mkdtemp(prefix="planted-"))
        try:
            passed.append(run(theme, read_faults(), folder))
        finally:
            if options.keep:
                shutil.copytree(folder, options.keep / theme, dirs_exist_ok=True)
            shutil.rmtree(folder)
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
