"""A module name means one thing in the whole project."""

from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src"
# Names of several modules that are about the same thing, each on its own layer.
SAME_MEANING = {
    "__init__": "a package",
    "rule": "a rule: one module for each",
    "fix": "a rule's fix, its type, and the options that apply it",
    "baseline": "the baseline, and the command for it",
    "merge": "the merge of shards, and the command for it",
    "report": "the report, and the stage that makes it",
    "screenshots": "screenshots of elements: taken by the browser, chosen by the run",
    "settings": "the settings of a package",
    "source": "the sources of a site: their locations and facts, and the command for them",
}


def test_one_module_name_has_one_meaning() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(SOURCES.rglob("*.py")):
        if path.stem not in SAME_MEANING:
            found[path.stem].append(path.relative_to(ROOT).as_posix())

    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}
