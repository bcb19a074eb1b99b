"""The files of a new rule: a complete example, which is then replaced file by file.

The example judges whether the main content contains text. In a checkout of a11ycheck, its fixtures and a
changelog fragment are made, too; in any other project, two pages to try it on.
"""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from a11ycheck import __version__
from a11ycheck.errors import UserError
from a11ycheck.rules import by_id
from a11ycheck.wcag import CRITERIA, Criterion

__all__ = ["make_rule"]

_TEMPLATES = Path(__file__).with_name("rule_template")
_OWN = Path("src", "a11ycheck", "rules")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NEXT_IN_PROJECT = """\
Created the rule {id}:
  {rule}
  {examples}

Next steps:
  1. Name the folder in the configuration:  rule_folders = ["{folder}"]
  2. Audit the examples:  a11ycheck audit {examples} --select {id}
  3. Document and judge in __init__.py, and measure in probe.js.
"""
_NEXT_OF_OURS = """\
Created the rule {id}:
  {rule}
  {fixtures}
  {fragment}

Next steps:
  1. Document and judge in __init__.py, measure in probe.js, and write fixtures.
  2. Add one line to _FOLDERS in src/a11ycheck/rules/__init__.py, in alphabetical order:
       "{folder}",
  3. Translate its title and messages in src/a11ycheck/reporters/locales/*/LC_MESSAGES/rules.po
  4. Record what Chromium measures:  .venv/bin/python tools/record_facts.py
  5. Generate its page:  make docs
  6. Describe the rule in the changelog fragment, and run:  make check test
"""


def make_rule(rule: str, criterion: str | None, root: Path, folder: Path) -> str:
    """Create the files of a rule and return the next steps; UserError if they cannot be created.

    `root` is the top of the project, and `folder` that of its rules, relative to it: in a checkout of
    a11ycheck, it is always the one of our own.
    """
    _demand_free(rule)
    is_ours = (root / _OWN / "__init__.py").is_file()
    name = rule.replace("-", "_")
    if is_ours:
        targets = {
            "rule": root / _OWN / name,
            "fixtures": root / "tests" / "rules" / rule,
            "fragment.j2": root / "changelog.d" / f"+{rule}.added.md",
        }
    else:
        targets = {"rule": root / folder / name, "fixtures": root / folder / name / "examples"}
    for target in targets.values():
        if target.exists():
            message = f"{target} already exists."
            raise UserError(message, "Choose another id; ids are never reused.")
    values = {"id": rule, "since": __version__ if is_ours else "", **_standing(criterion)}
    for source, target in targets.items():
        _render(_TEMPLATES / source, target, values)
    shown = {key.removesuffix(".j2"): target.relative_to(root) for key, target in targets.items()}
    if is_ours:
        return _NEXT_OF_OURS.format(id=rule, folder=name, **shown)
    return _NEXT_IN_PROJECT.format(
        id=rule, folder=folder.as_posix(), rule=shown["rule"], examples=shown["fixtures"]
    )


def _demand_free(rule: str) -> None:
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
