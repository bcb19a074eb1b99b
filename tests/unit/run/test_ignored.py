"""`per_file_ignores`: which findings and outcomes are left."""

from pathlib import Path

import pytest

from a11ycheck.config import Config
from a11ycheck.config.load import load_config
from a11ycheck.model import (
    Assertion,
    Finding,
    Impact,
    Location,
    Outcome,
    Precision,
    Scope,
    SourceLocation,
)
from a11ycheck.rules import default_rules, known_names
from a11ycheck.run.ignored import FileIgnore, outcomes_that_apply, read_file_ignores, that_apply


def ignores(**table: tuple[str, ...]) -> tuple[FileIgnore, ...]:
    config = Config(per_file_ignores={key.replace("_", "/"): names for key, names in table.items()})
    return read_file_ignores(config, default_rules(), known_names())


def assertion(rule: str, *pages: str, source: str = "") -> Assertion:
    location = SourceLocation(file=source, line=1, precision=Precision.EXACT) if source else None
    return Assertion(
        rule=rule, outcome=Outcome.FAILED, pages=pages, variants=(), impact=Impact.SERIOUS,
        messages=(), source=location,
    )  # fmt: skip


def test_pages_states_and_sources_of_a_pattern_are_left_out() -> None:
    found = (
        assertion("image-alt", "old/a.html", "new/b.html"),
        assertion("image-alt", "old/a.html#menu-open"),
        assertion("image-alt", "new/c.html", source="old/c.md"),
        assertion("reflow", "old/a.html"),
    )

    kept = that_apply(found, ignores(**{"old_**": ("image-alt",)}))

    assert [(item.rule, item.pages) for item in kept] == [
        ("image-alt", ("new/b.html",)),
        ("reflow", ("old/a.html",)),
    ]


def test_a_tag_stands_for_its_rules() -> None:
    (ignore,) = ignores(**{"old_**": ("cat.color",)})

    assert "color-contrast" in ignore.rules
    assert "image-alt" not in ignore.rules


def test_a_rule_that_does_not_apply_has_no_outcome_there() -> None:
    outcomes = {
        "old/a.html": {"image-alt": Outcome.FAILED, "reflow": Outcome.PASSED},
        "new/b.html": {"image-alt": Outcome.FAILED},
        "new/c.html": {"image-alt": Outcome.FAILED},
        "new/d.html": {"image-alt": Outcome.PASSED},
    }
    finding = Finding(
        rule="image-alt", engine="axe", title="T", outcome=Outcome.FAILED, impact=Impact.SERIOUS,
        criteria=(), messages=(), help_url="", fingerprint="1", scope=Scope.PAGE,
        locations=(Location(pages=("new/b.html",), variants=(), messages=()),),
    )  # fmt: skip

    left = outcomes_that_apply(outcomes, [finding], ignores(**{"old_**": ("image-alt",)}))

    assert left == {
        "old/a.html": {"reflow": Outcome.PASSED},
        "new/b.html": {"image-alt": Outcome.FAILED},
        "new/c.html": {},  # its source is in the pattern
        "new/d.html": {"image-alt": Outcome.PASSED},
    }


@pytest.mark.parametrize("pattern", ["docs/a.md", "docs/**", "packages/water/docs/a.md", "a.md"])
def test_a_pattern_can_be_relative_to_the_configuration_file(pattern: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "packages" / "water"
    folder.mkdir(parents=True)
    (folder / "a11ycheck.toml").write_text(f'[per-file-ignores]\n"{pattern}" = ["image-alt"]\n')
    config = load_config(start=folder).config
    mine = assertion("image-alt", "a.html", source="packages/water/docs/a.md")
    other = assertion("image-alt", "b.html", source="packages/fire/docs/b.md")

    kept = that_apply((mine, other), read_file_ignores(config, default_rules(), known_names()))

    assert kept == (other,)
