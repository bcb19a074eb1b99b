"""Create the files of a new rule, and print the next steps.

    python tools/new_rule.py image-text-size --criterion 1.4.4

The files are a complete rule, which judges whether the main content contains text; with its fixtures
it passes the tests. Replace the example, file by file.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from a11ycheck import __version__
from a11ycheck.errors import UserError
from a11ycheck.rules import by_id
from a11ycheck.wcag import CRITERIA, Criterion

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = Path(__file__).with_name("rule_template")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NEXT = """\
Created the rule {id}:
  {rule}
  {fixtures}
  {fragment}

Next steps:
  1. Document and judge in __init__.py, measure in probe.js, and write fixtures.
  2. Translate its title and messages in src/a11ycheck/reporters/locales/*/LC_MESSAGES/rules.po
  3. Record what Chromium measures:  .venv/bin/python tools/record_facts.py
  4. Generate its page:  make docs
  5. Describe the rule in the changelog fragment, and run:  make check test
"""


def make_rule(rule: str, criterion: str | None, root: Path) -> str:
    """Create the files below `root` and return the next steps; UserError if they cannot be created."""
    demand_free(rule)
    targets = {
        "rule": root / "src" / "a11ycheck" / "rules" / rule.replace("-", "_"),
        "fixtures": root / "tests" / "rules" / rule,
        "fragment.j2": root / "changelog.d" / f"+{rule}.added.md",
    }
    for target in targets.values():
        if target.exists():
            message = f"{target} already exists."
            raise UserError(message, "Choose another id; ids are never reused.")
    values = {"id": rule, "since": __version__, **_standing(criterion)}
    for name, target in targets.items():
        _render(TEMPLATES / name, target, values)
    shown = {name.removesuffix(".j2"): target.relative_to(root) for name, target in targets.items()}
    return _NEXT.format(id=rule, **shown)


def demand_free(rule: str) -> None:
    """Raise UserError unless a new rule may have this id."""
    if not _ID.fullmatch(rule):
        message = f'"{rule}" is not a valid rule id.'
        raise UserError(
            message, "Use lowercase letters, digits and single hyphens: image-text-size."
        )
    if by_id(rule) is not None:
        message = f'The rule "{rule}" already exists.'
        raise UserError(message, "Choose another id; see `a11ycheck rules --all`.")


def _standing(number: str | None) -> dict[str, object]:
    """Return the values that depend on the criterion: numbers, tags, URL, and the verb of the title."""
    if number is None:
        return {"criteria": (), "tags": ("best-practice",), "help_url": "", "verb": "should"}
    if number not in CRITERIA:
        message = f"WCAG has no success criterion {number}."
        raise UserError(message, "Use its three numbers, such as 1.4.10.")
    criterion = CRITERIA[number]
    tags = (_level_tag(criterion), f"wcag{number.replace('.', '')}")
    return {"criteria": (number,), "tags": tags, "help_url": criterion.url, "verb": "must"}


def _level_tag(criterion: Criterion) -> str:
    """Return axe's tag for a criterion's version and level, such as "wcag21aa"."""
    version = criterion.since.replace(".", "").replace("20", "2")
    return f"wcag{version}{criterion.level.lower()}"


def _render(source: Path, target: Path, values: Mapping[str, object]) -> None:
    """Render a template, a folder or a file, and move the result into place atomically."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-rule-") as scratch:
        made = Path(scratch) / "made"
        for file in sorted(source.rglob("*.*")) or [source]:
            path = made / file.relative_to(source)
            path = path.with_suffix("") if file.suffix == ".j2" and source.is_dir() else path
            path.parent.mkdir(parents=True, exist_ok=True)
            text = file.read_text(encoding="utf-8")
            path.write_text(_fill(text, values) if file.suffix == ".j2" else text, encoding="utf-8")
        made.rename(target)


def _fill(text: str, values: Mapping[str, object]) -> str:
    environment = Environment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the files are Python and JavaScript
    )
    return environment.from_string(text).render(**values)


def main(arguments: list[str] | None = None) -> int:
    """Create a rule from command line arguments; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rule", metavar="RULE-ID", help="such as image-text-size")
    parser.add_argument("--criterion", metavar="NUMBER", help="a success criterion, such as 1.4.10")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    try:
        print(make_rule(given.rule, given.criterion, given.root), end="")
    except UserError as error:
        print(f"{error.message}\n  {error.hint}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
