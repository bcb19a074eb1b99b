"""Plant known defects into copies of real sources, and count those reported at their location.

Each defect of `planted_defects.toml` goes between two blocks of a page of this project's documentation, of
the tests' reStructuredText page, of an included file, of a docstring, or of a translated page. The site is
built with the extension, once for each theme, and audited in a browser. A defect counts as found if one
of its rules reports its file, and a line at most one away. The exit code is 0 if all but three in sixty
are found and none is reported in another file, else 1.
"""

import argparse
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from planted import Defect, audit_site, build, marked, score, scratch
from planting import plant

from a11ycheck.model import Finding

__all__ = ["main"]

DEFECTS = Path(__file__).resolve().parent / "planted_defects.toml"
THEMES = ("furo", "furo_light")
AT_LEAST = 57 / 60


def read_defects() -> list[Defect]:
    """Return the defects, each with a word of its own, and its line marked with that word."""
    defects = []
    for number, entry in enumerate(tomllib.loads(DEFECTS.read_text("utf-8"))["defect"], 1):
        word = f"planted{number:02}"
        texts = {
            key: value.replace("PLANT", word) for key, value in entry.items() if key != "rules"
        }
        texts["text"] = marked(texts["text"], word)
        defects.append(Defect(word=word, rules=tuple(entry["rules"]), **texts))
    return defects


def build_and_audit(project: Path, theme: str, rules: Sequence[str]) -> tuple[Finding, ...]:
    """Build the project, audit its pages, and return the findings."""
    docs, site = project / "docs", project / theme
    language = ("-D", "language=ar") if (docs / "locales").exists() else ()
    build(docs, site, "-D", f"html_theme={theme}", *language)
    return audit_site(site, rules)


def _projects(defects: Sequence[Defect]) -> Mapping[str, list[Defect]]:
    """Return the defects by project: a translation is a separate build."""
    translated = [defect for defect in defects if defect.syntax == "po"]
    return {"plain": [item for item in defects if item not in translated], "translated": translated}


def run(theme: str, defects: Sequence[Defect], folder: Path) -> bool:
    """Plant, build, audit, print, and return whether enough defects were found."""
    rules = sorted({rule for defect in defects for rule in defect.rules})
    scores = []
    for name, part in _projects(defects).items():
        planted = plant(part, folder / name)
        scores.append(score(planted, build_and_audit(folder / name, theme, rules)))
    right = sum(len(item.right) for item in scores)
    wrong = sum(len(item.wrong_file) for item in scores)
    kinds = len({defect.kind for defect in defects})
    print(f"{theme}: planted {len(defects)} defects of {kinds} kinds")
    print(f"  right file, at most one line away  {right}")
    print(f"  in a wrong file                    {wrong}")
    print(f"  not found                          {len(defects) - right - wrong}")
    for miss in (miss for item in scores for miss in item.missed):
        print(f"  - {miss}")
    return wrong == 0 and right >= AT_LEAST * len(defects)


def main() -> int:
    """Run with each theme and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--theme", action="append", choices=THEMES, help="Only this theme.")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="Keep the projects here.")
    options = parser.parse_args()
    passed = []
    for theme in options.theme or THEMES:
        with scratch(options.keep and options.keep / theme) as folder:
            passed.append(run(theme, read_defects(), folder))
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
