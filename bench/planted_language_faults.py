"""Plant faults of language, script and direction, and count those that are reported where they are.

Each fault of `planted_language_faults.toml` becomes a part of a page in Arabic, Sorani, Persian,
Hebrew or English. Sphinx builds a site of each language with `furo_light`, and it is audited in a
browser. A fault counts as found where its rule names its file, and a line at most one away, as
failed or as a question for a person. Then pages without a fault are audited: our own
(`clean_language_pages.toml`), and some made of catalogues that others translated (`catalogues.py`).
The exit code is 0 where at least 95 % of the faults are found and nothing fails on a clean page,
else 1.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from catalogues import sample, texts
from markdown_it import MarkdownIt
from planted_faults import Fault, score

from a11ycheck.api import audit
from a11ycheck.config import Config
from a11ycheck.language import text_direction
from a11ycheck.model import Finding, Outcome
from a11ycheck.model.rule import OWN
from a11ycheck.rules import default_rules

__all__ = ["main"]

HERE = Path(__file__).resolve().parent
FAULTS = HERE / "planted_language_faults.toml"
CLEAN = HERE / "clean_language_pages.toml"
FONT = HERE.parent / "tests" / "rules" / "font-lacks-glyphs" / "failed-ckb.html"
MARK = "§"
AT_LEAST = 0.95
PAGES, TEXTS = 10, 25
LANGUAGES = ("ar", "ckb", "fa", "he", "ur")
ON_PAGES_OF_THEIR_OWN = frozenset({"lang-matches-text"})
STYLES = """
.planted-spaced { letter-spacing: 0.1em !important }
.planted-slanted { font-style: italic !important }
.planted-tight { line-height: 1.05 !important; max-width: 16em }
.planted-left { text-align: left !important }
.planted-bar { border-left: 4px solid }
.planted-indent { padding: 0 0 0 3em !important; margin: 1em 0 !important }
.planted-float { float: left }
.planted-font { font-family: Boxes, sans-serif !important }
"""
PLAIN = """
body { line-height: 1.7 }
:is(code, pre) { direction: ltr; unicode-bidi: isolate }
:lang(ar, ckb, fa, ur) :is(em, i) { font-style: normal }
"""
CONFIGURATION = """
extensions = ["myst_parser", "a11ycheck.sphinxext"]
myst_enable_extensions = ["attrs_block", "attrs_inline"]
html_theme = "furo_light"
html_static_path = ["static"]
html_css_files = ["planted.css"]
suppress_warnings = ["myst.xref_missing", "image.not_readable", "misc.highlighting_failure"]
"""
# Words between two faults, so that none of them stands beside another.
BETWEEN = {
    "ar": ("صفحة", "احفظ هذه الصفحة في هاتفك، ثم اقرأها في البيت."),
    "ckb": ("پەڕە", "ئەم پەڕەیە لە مۆبایلەکەتدا هەڵبگرە، ئینجا لە ماڵەوە بیخوێنەرەوە."),
    "fa": ("صفحه", "این صفحه را در گوشی خود ذخیره کنید و در خانه بخوانید."),
    "he": ("דף", "שמרו את הדף הזה בטלפון, ואחר כך קראו אותו בבית."),
    "ur": ("صفحہ", "یہ صفحہ اپنے فون میں محفوظ کریں اور گھر میں پڑھیں۔"),
    "en": ("Page", "Save this page on your phone, and read it at home later."),
}
# What a reader never sees as it stands in a catalogue: code, markup, and what a program fills in.
_NO_PROSE = re.compile(
    r"[%{}<>\[\]_/\\=|`*#~^+$&@]|\w\.\w|\w\(|\(\w*\)|https?:|\s[-.]\w|^\W|\.\.|--"
)
_LEAST_LETTERS = 12
# What holds the fault itself makes no clean page: Sorani typed on an Arabic keyboard, an unpaired control.
_CONTROL = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_OLD_SORANI = re.compile(r"[\u0643\u0649\u064a]|\u0647\u200c")


def read_faults() -> Mapping[str, list[Fault]]:
    """Return the faults of each language, each with a word of its own at its mark."""
    faults: dict[str, list[Fault]] = {}
    number = 0
    for rule, by_language in tomllib.loads(FAULTS.read_text("utf-8")).items():
        for language, written in by_language.items():
            for text in written:
                number += 1
                word = f"planted{number:02}"
                marked = text.replace(f" {MARK}", f" {MARK}{word}{MARK}")
                fault = Fault(word=word, kind=rule, syntax=language, rules=(rule,), text=marked)
                faults.setdefault(language, []).append(fault)
    return faults


def make_project(folder: Path, language: str, pages: Mapping[str, str]) -> Path:
    """Write a Sphinx project of pages in a language, and return the folder of its sources."""
    docs = folder / "docs"
    (docs / "static").mkdir(parents=True)
    (folder / "pyproject.toml").touch()
    face = re.search(r"@font-face .*", FONT.read_text("utf-8"))
    (docs / "static" / "planted.css").write_text(f"{face[0] if face else ''}\n{STYLES}", "utf-8")
    (docs / "pic.png").write_bytes(_PICTURE)
    (docs / "conf.py").write_text(f"{CONFIGURATION}language = {language!r}\n", "utf-8")
    for name, text in pages.items():
        (docs / f"{name}.md").write_text(text, "utf-8")
    title, words = BETWEEN[language]
    index = f"# {title}\n\n{words}\n\n```{{toctree}}\n:glob:\n\n*\n```\n"
    (docs / "index.md").write_text(index, "utf-8")
    return docs


_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63"
    "606060000000040001f61738550000000049454e44ae426082"
)


def pages_of(faults: Sequence[Fault], language: str) -> Mapping[str, str]:
    """Return the pages of a language, by name: one for each rule, with words between its faults."""
    title, words = BETWEEN[language]
    pages: dict[str, str] = {}
    for fault in faults:
        if fault.kind in ON_PAGES_OF_THEIR_OWN:
            pages[fault.word] = f"{fault.text}\n"
        else:
            start = pages.get(fault.kind, f"# {title}\n\n{words}\n")
            pages[fault.kind] = f"{start}\n{fault.text}\n\n{words}\n"
    return pages


def take_marks(docs: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    """Take the marks out of all pages, and yield each word with its file and line."""
    pattern = re.compile(rf" ?{MARK}(planted\d+){MARK}")
    for path in sorted(docs.glob("*.md")):
        lines = path.read_text("utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            for match in pattern.finditer(line):
                yield match[1], (f"docs/{path.name}", number)
        path.write_text(pattern.sub("", "\n".join(lines)), "utf-8")


def build_and_audit(docs: Path) -> tuple[Finding, ...]:
    """Build a project, audit its pages by the rules about language, and return the findings."""
    site = docs.parent / "site"
    command = [sys.executable, "-m", "sphinx", "-q", str(docs), str(site)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()
    return audit_site(site)


def audit_site(site: Path) -> tuple[Finding, ...]:
    """Audit a folder of pages by the rules about language that run by default, and return the findings."""
    rules = tuple(
        str(rule.id)
        for rule in default_rules()
        if "cat.language" in rule.tags and rule.engine == OWN and rule.probe
    )
    config = Config(select=rules, variants=("desktop-light",), cache=False, baseline="")
    report = audit([str(site)], config)
    for page in report.not_tested:
        sys.stderr.write(f"{page.page} was not tested: {page.reason}\n")
    return report.findings


def plant(faults: Sequence[Fault], language: str, folder: Path) -> tuple[int, list[str]]:
    """Plant and audit faults; return how many were found, and a sentence for each that was not."""
    docs = make_project(folder, language, pages_of(faults, language))
    places = dict(take_marks(docs))
    located = [_at(fault, places[fault.word]) for fault in faults]
    result = score(located, build_and_audit(docs))
    return len(result.right), [f"{language}: {miss}" for miss in result.missed]


def _at(fault: Fault, place: tuple[str, int]) -> Fault:
    return Fault(
        word=fault.word, kind=fault.kind, syntax=fault.syntax, rules=fault.rules,
        text=fault.text, file=place[0], line=place[1],
    )  # fmt: skip


def clean_pages() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each language with its clean pages: our own, and those of what others translated."""
    for language, written in tomllib.loads(CLEAN.read_text("utf-8")).items():
        yield language, {f"own{number}": text.lstrip() for number, text in enumerate(written)}
    for language in LANGUAGES:
        pool = {text: name for text, name in texts(language).items() if _is_prose(text)}
        if language == "ckb":
            pool = {text: name for text, name in pool.items() if not _OLD_SORANI.search(text)}
        chosen = sample(pool, PAGES * TEXTS, 1)
        title, _ = BETWEEN[language]
        step = max(1, -(-len(chosen) // PAGES))
        parts = [chosen[start : start + step] for start in range(0, len(chosen), step)]
        pages = {
            f"others{number}": f"# {title}\n\n" + "".join(f"<p>{text}</p>\n\n" for text in part)
            for number, part in enumerate(parts)
        }
        yield language, pages


def _is_prose(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    latin = sum(char.isascii() and char.isalpha() for char in text)
    odd = _NO_PROSE.search(text) or _CONTROL.search(text)
    return letters >= _LEAST_LETTERS and latin * 3 < letters and not odd


def look_at_clean_pages(folder: Path) -> list[str]:
    """Audit the clean pages, print how many there are, and return a sentence for each failure."""
    count, failures = 0, []
    doubts: Counter[str] = Counter()
    for number, (language, pages) in enumerate(clean_pages()):
        count += len(pages)
        for finding in audit_site(make_site(folder / f"clean{number}", language, pages)):
            if finding.outcome is Outcome.FAILED:
                failures.append(_told(language, finding))
            else:
                doubts[finding.rule] += len(finding.places)
    asked = ", ".join(f"{rule} {times}" for rule, times in doubts.most_common()) or "none"
    print(f"{count} clean pages: {len(failures)} false failures; questions for a person: {asked}")
    return failures


def make_site(folder: Path, language: str, pages: Mapping[str, str]) -> Path:
    """Write plain pages, without a theme whose own words might not be translated; return their folder."""
    folder.mkdir(parents=True)
    render = MarkdownIt("commonmark", {"html": True}).enable("table").render
    for name, text in pages.items():
        title = text.partition("\n")[0].strip("# ")
        head = f'<!doctype html>\n<html lang="{language}" dir="{text_direction(language)}">\n'
        head += f'<meta charset="utf-8">\n<title>{title}</title>\n<style>{PLAIN}</style>\n'
        (folder / f"{name}.html").write_text(f"{head}<main>\n{render(text)}</main>\n", "utf-8")
    return folder


def _told(language: str, finding: Finding) -> str:
    place = finding.places[0]
    text = place.element.text if place.element else ""
    return f"{language} {place.page}: {finding.rule}: {finding.message} [{text}]"


def run(folder: Path, *, faults_only: bool, clean_only: bool) -> bool:
    """Plant, build, audit, print, and tell whether enough was found and nothing else failed."""
    enough, failures = True, []
    if not clean_only:
        faults = read_faults()
        total = sum(map(len, faults.values()))
        results = [plant(part, name, folder / name) for name, part in faults.items()]
        found = sum(right for right, _ in results)
        rules = {fault.kind for part in faults.values() for fault in part}
        print(f"{total} faults of {len(rules)} rules in {len(faults)} languages")
        print(f"right file, at most one line away: {found} ({found / total:.1%})")
        for miss in (miss for _, missed in results for miss in missed):
            print(f"  - {miss}")
        enough = found >= AT_LEAST * total
    if not faults_only:
        failures = look_at_clean_pages(folder)
        for failure in failures:
            print(f"  - {failure}")
    return enough and not failures


def main() -> int:
    """Run, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--faults", action="store_true", help="The planted faults alone.")
    parser.add_argument("--clean", action="store_true", help="The clean pages alone.")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="Keep the projects here.")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="planted-"))
    try:
        passed = run(folder, faults_only=options.faults, clean_only=options.clean)
    finally:
        if options.keep:
            shutil.copytree(folder, options.keep, dirs_exist_ok=True)
        shutil.rmtree(folder)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
