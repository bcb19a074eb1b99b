"""The suppressions and the baseline of the configuration: what is read, and what is wrong with the rest."""

from datetime import date
from pathlib import Path

import pytest

from a11ycheck.acceptance.suppressions import directives_of
from a11ycheck.config import DEFAULT_BASELINE, Config, SuppressEntry, load_config
from a11ycheck.errors import UserError

OWN = """\
jobs = 2

[[suppress]]
rule = "image-alt"
reason = "A decoration."

[[suppress]] # another one
rule = "color-contrast"
reason = "The theme's colours change in March."
file = "docs/api/**"
contains = 'class="c1"'
until = 2027-03-31
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(text: str, name: str = "a11ycheck.toml") -> Config:
    Path(name).write_text(text, "utf-8")
    return load_config({}).config


def test_entries_are_read_with_their_lines() -> None:
    config = read(OWN)

    assert [item.where for item in directives_of(config)] == [
        "a11ycheck.toml:3",
        "a11ycheck.toml:7",
    ]
    assert config.suppress == (
        SuppressEntry(rule="image-alt", reason="A decoration."),
        SuppressEntry(
            rule="color-contrast",
            reason="The theme's colours change in March.",
            file="docs/api/**",
            contains='class="c1"',
            until=date(2027, 3, 31),
        ),
    )


def test_entries_stand_in_pyproject_too() -> None:
    text = OWN.replace("jobs = 2", "[tool.a11ycheck]").replace("[[", "[[tool.a11ycheck.")

    assert [item.where for item in directives_of(read(text, "pyproject.toml"))] == [
        "pyproject.toml:3",
        "pyproject.toml:7",
    ]


def test_entries_on_one_line_have_the_line_of_their_list() -> None:
    text = 'jobs = 1\nsuppress = [\n  { rule = "image-alt", reason = "A decoration." },\n]\n'

    assert [item.where for item in directives_of(read(text))] == ["a11ycheck.toml:2"]


@pytest.mark.parametrize(
    ("wrong", "right", "line", "message", "hint"),
    [
        ('reason = "A decoration."', "", 3, 'needs the key "reason"', "Accepted findings"),
        ('rule = "image-alt"', "", 3, 'needs the key "rule"', "Accepted findings"),
        ('"A decoration."', '" "', 5, 'reason" must not be blank', "Why"),
        ('"image-alt"', '"image-altt"', 4, 'no rule "image-altt"', 'mean "image-alt"'),
        ('"image-alt"', '["image-alt", "list"]', 4, "must be a string", "one per entry"),
        ('"image-alt"', '"unused-suppression"', 4, "cannot be suppressed", "Delete"),
        ('"image-alt"', '"wcag2a"', 4, 'no rule "wcag2a"', "a11ycheck rules"),
        ("2027-03-31", '"soon"', 12, 'until" must be a date', "The last day"),
        ("2027-03-31", "2027-03-31T00:00:00", 12, 'until" must be a date', "The last day"),
        ("until", "untill", 12, 'untill" is an unknown key', 'mean "until"'),
        ('"docs/api/**"', "7", 10, 'file" must be a string', "pattern"),
        ('"docs/api/**"', '"[z-a]"', 10, "The pattern '[z-a]' is invalid", ".gitignore"),
    ],
)
def test_a_wrong_entry_is_reported_with_its_line(
    wrong: str, right: str, line: int, message: str, hint: str
) -> None:
    with pytest.raises(UserError) as caught:
        directives_of(read(OWN.replace(wrong, right, 1)))

    assert caught.value.message.startswith(f"a11ycheck.toml:{line}: ")
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("value", ['"image-alt"', '["image-alt"]', "{ rule = 'image-alt' }"])
def test_a_value_that_is_no_list_of_tables_is_an_error(value: str) -> None:
    with pytest.raises(UserError, match=r'a11ycheck.toml:1: "suppress.*" must be a'):
        read(f"suppress = {value}\n")


# --- the baseline -------------------------------------------------------------------------------------


def test_the_baseline_is_looked_for_beside_the_configuration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".git").mkdir()
    Path("docs").mkdir()
    Path("a11ycheck.toml").write_text('baseline = "known.json"\n', "utf-8")
    assert load_config({}).config.baseline == "known.json"

    monkeypatch.chdir("docs")
    assert load_config({}).config.baseline == "../known.json"
    assert load_config({"baseline": "mine.json"}).config.baseline == "mine.json"
    Path("../a11ycheck.toml").write_text("jobs = 1\n", "utf-8")
    assert load_config({}).config.baseline == f"../{DEFAULT_BASELINE}"


def test_a_project_can_do_without_a_baseline() -> None:
    assert read('baseline = ""\n').baseline == ""
    assert load_config({"baseline": ""}).config.baseline == ""
    assert Config().baseline == DEFAULT_BASELINE


def test_only_flags_narrow_a_run() -> None:
    Path("a11ycheck.toml").write_text('select = ["image-alt"]\nexclude = ["x.html"]\n', "utf-8")

    assert load_config({}).narrowing_flags == ()
    assert not load_config({"jobs": 2, "fail_on": "serious"}).is_partial
    flags = {"select": ("list",), "ignore": ("list",), "exclude": ("y",), "variants": ("phone",)}
    assert load_config(flags).is_partial
    assert load_config(flags).narrowing_flags == (
        "--select",
        "--ignore",
        "--exclude",
        "--variant",
    )
