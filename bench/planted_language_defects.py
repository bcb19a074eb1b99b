"""Plant defects of language, script and direction, and count those reported at their location.

Each defect of `planted_language_defects.toml` becomes a part of a page in Arabic, Sorani, Persian,
Hebrew or English. Sphinx builds a site of each language with `furo_light`, and it is audited in a
browser. A defect counts as found if its rule reports its file, and a line at most one away, as
failed or cantTell. Then pages without a defect are audited: our own
(`clean_language_pages.toml`), and some made of third-party catalogues (`catalogues.py`).
The exit code is 0 if at least 95 % of the defects are found and nothing fails on a clean page,
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
from planted import Defect, audit_site, build, located, marked, score, scratch

from a11ycheck.model import FactRule, Finding, InteractionRule, Outcome
from a11ycheck.rules import default_rules

__all__ = ["main"]

HERE = Path(__file__).resolve().parent
DEFECTS = HERE / "planted_language_defects.toml"
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
_IMAGE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63"
    "606060000000040001f61738550000000049454e44ae426082"
)


def read_defects() -> Mapping[str, list[Defect]]:
    """Return the defects of each language, each with a word of its own at its mark."""
    defects: dict[str, list[Defect]] = {}
    number = 0
    for rule, by_language in tomllib.loads(DEFECTS.read_text("utf-8")).items():
        for language, written in by_language.items():
            for text in written:
                number += 1
                word = f"planted{number:02}"
                at = marked(text, word)
                defect = Defect(word=word, kind=rule, syntax=language, rules=(rule,), text=at)
                defects.setdefault(language, []).append(defect)
    return defects


def make_project(folder: Path, language: str, pages: Mapping[str, str]) -> Path:
    """Write a Sphinx project of pages in a language, and return the folder of its sources."""
    docs = folder / "docs"
    (docs / "static").mkdir(parents=True)
    (folder / "pyproject.toml").touch()
    face = re.search(r"@font-face .*", FONT.read_text("utf-8"))
    (docs / "static" / "planted.css").write_text(f"{face[0] if face else ''}\n{STYLES}", "utf-8")
    (docs / "pic.png").write_bytes(_IMAGE)
    (docs / "conf.py").write_text(f"{CONFIGURATION}language = {language!r}\n", "utf-8")
    for name, text in pages.items():
        (docs / f"{name}.md").write_text(text, "utf-8")
    title, words = WORDS[language]
    index = f"# {title}\n\n{words}\n\n```{{toctree}}\n:glob:\n\n*\n```\n"
    (docs / "index.md").write_text(index, "utf-8")
    return docs


def pages_of(defects: Sequence[Defect], language: str) -> Mapping[str, str]:
    """Return the pages of a language, by name: one for each rule, with words between its defects."""
    title, words = WORDS[language]
    pages: dict[str, str] = {}
    for defect in defects:
        if defect.kind in ON_PAGES_OF_THEIR_OWN:
            pages[defect.word] = f"{defect.text}\n"
        else:
            start = pages.get(defect.kind, f"# {title}\n\n{words}\n")
            pages[defect.kind] = f"{start}\n{defect.text}\n\n{words}\n"
    return pages


def rules_about_language() -> tuple[str, ...]:
    """Return the ids of our own rules about language that run by default."""
    return tuple(
        str(rule.id)
        for rule in default_rules()
        if "cat.language" in rule.tags and isinstance(rule, FactRule | InteractionRule)
    )


def plant(defects: Sequence[Defect], language: str, folder: Path) -> tuple[int, list[str]]:
    """Plant and audit defects; return how many were found, and a sentence for each that was not."""
    docs = make_project(folder, language, pages_of(defects, language))
    planted = located(defects, folder)
    build(docs, folder / "site")
    result = score(planted, audit_site(folder / "site", rules_about_language()))
    return len(result.right), [f"{language}: {miss}" for miss in result.missed]


def audit_clean_pages(folder: Path) -> list[str]:
    """Audit the clean pages, print how many there are, and return a sentence for each failure."""
    count, failures = 0, []
    doubts: Counter[str] = Counter()
    for number, (language, pages) in enumerate(clean_pages()):
        count += len(pages)
        site = make_site(folder / f"clean{number}", language, pages)
        for finding in audit_site(site, rules_about_language()):
            if finding.outcome is Outcome.FAILED:
                failures.append(_sentence(language, finding))
            else:
                doubts[finding.rule] += finding.count
    asked = ", ".join(f"{rule} {times}" for rule, times in doubts.most_common()) or "none"
    print(f"{count} clean pages: {len(failures)} false failures; cantTell: {asked}")
    return failures


def _sentence(language: str, finding: Finding) -> str:
    location = finding.locations[0]
    text = location.element.text if location.element else ""
    return f"{language} {location.page}: {finding.rule}: {finding.message} [{text}]"


def run(folder: Path, *, defects_only: bool, clean_only: bool) -> bool:
    """Plant, build, audit, print, and return whether enough was found and nothing else failed."""
    enough, failures = True, []
    if not clean_only:
        defects = read_defects()
        total = sum(map(len, defects.values()))
        results = [plant(part, name, folder / name) for name, part in defects.items()]
        found = sum(right for right, _ in results)
        rules = {defect.kind for part in defects.values() for defect in part}
        print(f"{total} defects of {len(rules)} rules in {len(defects)} languages")
        print(f"right file, at most one line away: {found} ({found / total:.1%})")
        for miss in (miss for _, missed in results for miss in missed):
            print(f"  - {miss}")
        enough = found >= AT_LEAST * total
    if not defects_only:
        failures = audit_clean_pages(folder)
        for failure in failures:
            print(f"  - {failure}")
    return enough and not failures


def main() -> int:
    """Run, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--defects", action="store_true", help="Only the planted defects.")
    parser.add_argument("--clean", action="store_true", help="Only the clean pages.")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="Keep the projects here.")
    options = parser.parse_args()
    with scratch(options.keep) as folder:
        passed = run(folder, defects_only=options.defects, clean_only=options.clean)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
