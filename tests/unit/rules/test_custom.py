"""Rules of others: in a folder, and in an installed package."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from a11ycheck.cli.rule_files import make_rule
from a11ycheck.config import Config
from a11ycheck.errors import UserError
from a11ycheck.rules import by_id, custom, default_rules
from a11ycheck.run.selection import make_plan, make_selection

RULE = """
from pathlib import Path
from a11ycheck.model import FactRule, Impact, Verdict
def judge(facts, options):
    return Verdict.passed()
RULE = FactRule(id="{id}", title="T", impact=Impact.MINOR, probe=Path(__file__), judge=judge)
"""
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, text: str) -> Path:
        package = tmp_path / "checks" / name
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(text, "utf-8")
        return package.parent

    return write


def refused(folder: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        make_selection(Config(rule_folders=(str(folder),)))
    return caught.value


def test_a_rule_of_a_folder_runs_like_our_own(write: Write) -> None:
    folder = write("own_check", RULE.format(id="own-check-one"))

    selection = make_selection(Config(rule_folders=(str(folder),)))

    assert "own-check-one" in selection.ids
    assert by_id("own-check-one") in selection.rules
    chosen = make_selection(Config(rule_folders=(str(folder),), select=("own-check-one",)))
    assert chosen.ids == {"own-check-one"}
    assert "own-check-one" in {probe.rule for probe in make_plan(chosen, (), timeout=1).probes}


def test_a_project_without_the_folder_does_not_run_its_rules(write: Write) -> None:
    make_selection(Config(rule_folders=(str(write("a", RULE.format(id="own-check-two"))),)))

    assert "own-check-two" not in make_selection(Config()).ids
    assert "own-check-two" not in {rule.id for rule in default_rules()}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\n\n1 / 0\n", "checks/broken/__init__.py:3: ZeroDivisionError: division by zero."),
        ("def (\n", "checks/broken/__init__.py:1: SyntaxError: invalid syntax"),
        ("RULE = 1\n", "checks/broken/__init__.py defines no rule."),
        ("import nothing_of_this_name\n", "No module named 'nothing_of_this_name'"),
        (RULE.format(id="Not Valid"), '"Not Valid" is not a valid rule id.'),
        (RULE.format(id="reflow"), 'There are two rules "reflow".'),
    ],
)
def test_a_broken_rule_is_one_sentence_with_file_and_line(
    text: str, message: str, write: Write
) -> None:
    error = refused(write("broken", text))

    assert message in error.message
    assert "\n" not in error.message
    assert error.hint


def test_a_missing_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    assert "There is no folder of rules" in refused(tmp_path / "none").message
    assert "contains no package" in refused(tmp_path).message


def test_the_template_of_a_project_is_a_rule_that_loads(tmp_path: Path) -> None:
    text = make_rule("main-has-words", "1.3.1", tmp_path, Path("checks"))

    assert 'rule_folders = ["checks"]' in text
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"checks/main_has_words/__init__.py", "checks/main_has_words/probe.js"} <= made
    assert "checks/main_has_words/examples/failed-empty.html" in made
    selection = make_selection(
        Config(rule_folders=(str(tmp_path / "checks"),), select=("main-has-words",))
    )
    (rule,) = selection.rules
    assert (rule.criteria, rule.title) == (("1.3.1",), "The main content must contain text")


def test_entry_points_of_installed_packages_are_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "house_rules_of_a_test.py").write_text(
        RULE.format(id="house-one") + "RULES = (RULE,)\n", "utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    points = EntryPoints([EntryPoint("house", "house_rules_of_a_test", custom.GROUP)])
    monkeypatch.setattr(custom, "entry_points", lambda group: points.select(group=group))
    custom.installed_rules.cache_clear()
    try:
        assert [str(rule.id) for rule in custom.installed_rules()] == ["house-one"]
    finally:
        custom.installed_rules.cache_clear()
        sys.modules.pop("house_rules_of_a_test", None)


def test_an_entry_point_that_cannot_be_imported_names_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    points = EntryPoints([EntryPoint("bad", "nothing_of_this_name", custom.GROUP)])
    monkeypatch.setattr(custom, "entry_points", lambda group: points.select(group=group))
    custom.installed_rules.cache_clear()
    try:
        with pytest.raises(UserError, match=r'The entry point "bad" of a11ycheck\.rules'):
            custom.installed_rules()
    finally:
        custom.installed_rules.cache_clear()
