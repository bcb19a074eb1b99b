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
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from clean_language_pages import WORDS, clean_pages, make_site
from planted import Fault, audit_site, build, located, marked, score, scratch

from a11ycheck.model import Finding, Outcome
from a11ycheck.model.rule import OWN
from a11ycheck.rules import default_rules

__all__ = ["main"]

HERE = Path(__file__).resolve().parent
FAULTS = HERE / "planted_language_faults.toml"
FONT = HERE.parent / "tests" / "rules" / "font-lacks-glyphs" / "failed-ckb.html"
AT_LEAST = 0.95
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
CONFIGURATION = """
extensions = ["myst_parser", "a11ycheck.sphinxext"]
myst_enable_extensions = ["attrs_block", "attrs_inline"]
html_theme = "furo_light"
html_static_path = ["static"]
html_css_files = ["planted.css"]
suppress_warnings = ["myst.xref_missing", "image.not_readable", "misc.highlighting_failure"]
"""
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63"
    "606060000000040001f61738550000000049454e44ae426082"
)


def read_faults() -> Mapping[str, list[Fault]]:
    """Return the faults of each language, each with a word of its own at its mark."""
    faults: dict[str, list[Fault]] = {}
    number = 0
    for rule, by_language in tomllib.loads(FAULTS.read_text("utf-8")).items():
        for language, written in by_language.items():
            for text in written:
                number += 1
                word = f"planted{number:02}"
                at = marked(text, word)
                fault = Fault(word=word, kind=rule, syntax=language, rules=(rule,), text=at)
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
    title, words = WORDS[language]
    index = f"# {title}\n\n{words}\n\n```{{toctree}}\n:glob:\n\n*\n```\n"
    (docs / "index.md").write_text(index, "utf-8")
    return docs


def pages_of(faults: Sequence[Fault], language: str) -> Mapping[str, str]:
    """Return the pages of a language, by name: one for each rule, with words between its faults."""
    title, words = WORDS[language]
    pages: dict[str, str] = {}
    for fault in faults:
        if fault.kind in ON_PAGES_OF_THEIR_OWN:
            pages[fault.word] = f"{fault.text}\n"
        else:
            start = pages.get(fault.kind, f"# {title}\n\n{words}\n")
            pages[fault.kind] = f"{start}\n{fault.text}\n\n{words}\n"
    return pages


def rules_about_language() -> tuple[str, ...]:
    """Return the ids of our own rules about language that run by default."""
    return tuple(
        str(rule.id)
        for rule in default_rules()
        if "cat.language" in rule.tags and rule.engine == OWN and rule.probe
    )


def plant(faults: Sequence[Fault], language: str, folder: Path) -> tuple[int, list[str]]:
    """Plant and audit faults; return how many were found, and a sentence for each that was not."""
    docs = make_project(folder, language, pages_of(faults, language))
    planted = located(faults, folder)
    build(docs, folder / "site")
    result = score(planted, audit_site(folder / "site", rules_about_language()))
    return len(result.right), [f"{language}: {miss}" for miss in result.missed]


def look_at_clean_pages(folder: Path) -> list[str]:
    """Audit the clean pages, print how many there are, and return a sentence for each failure."""
    count, failures = 0, []
    doubts: Counter[str] = Counter()
    for number, (language, pages) in enumerate(clean_pages()):
        count += len(pages)
        site = make_site(folder / f"clean{number}", language, pages)
        for finding in audit_site(site, rules_about_language()):
            if finding.outcome is Outcome.FAILED:
                failures.append(_told(language, finding))
            else:
                doubts[finding.rule] += len(finding.places)
    asked = ", ".join(f"{rule} {times}" for rule, times in doubts.most_common()) or "none"
    print(f"{count} clean pages: {len(failures)} false failures; questions for a person: {asked}")
    return failures


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
    with scratch(options.keep) as folder:
        passed = run(folder, faults_only=options.faults, clean_only=options.clean)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
