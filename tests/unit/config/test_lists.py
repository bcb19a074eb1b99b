"""Lists on the command line and in the environment, and the tables of states and of ignored rules."""

import os
from pathlib import Path

import pytest

from a11ycheck.config import load_config
from a11ycheck.errors import UserError
from a11ycheck.model import Action, ActionKind
from a11ycheck.run.selection import make_selection
from a11ycheck.run.states import read_states


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("A11YCHECK_")]:
        monkeypatch.delenv(name)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(project: Path, text: str) -> Path:
    file = project / "a11ycheck.toml"
    file.write_text(text, "utf-8")
    return file


# --- lists ------------------------------------------------------------------------------------------------


def test_one_flag_gives_several_values() -> None:
    loaded = load_config(
        {"select": ("reflow,image-alt", " wcag2a ,"), "variants": ("phone,desktop",)}
    )

    assert loaded.config.select == ("reflow", "image-alt", "wcag2a")
    assert loaded.config.variants == ("phone", "desktop")


def test_a_comma_in_a_pattern_or_a_path_is_kept() -> None:
    config = load_config({"exclude": ("a,b.html",), "formats": ("json=a,b.json",)}).config

    assert (config.exclude, config.formats) == (("a,b.html",), ("json=a,b.json",))


@pytest.mark.parametrize("name", ["A11YCHECK_VARIANT", "A11YCHECK_VARIANTS"])
def test_every_setting_with_a_flag_has_a_variable(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "phone-light, desktop")
    monkeypatch.setenv("A11YCHECK_FAIL_ON", "critical")
    monkeypatch.setenv("A11YCHECK_CACHE", "false")
    monkeypatch.setenv("A11YCHECK_TIMEOUT", "7.5")
    monkeypatch.setenv("A11YCHECK_SELECT", "reflow,image-alt")

    loaded = load_config()

    config = loaded.config
    assert (config.fail_on, config.cache, config.timeout) == ("critical", False, 7.5)
    assert config.select == ("reflow", "image-alt")
    assert config.variants == ("phone-light", "desktop")
    assert loaded.is_partial


def test_a_flag_overrides_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A11YCHECK_SELECT", "reflow")

    assert load_config({"select": ("image-alt",)}).config.select == ("image-alt",)


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A11YCHECK_TIMEOUT", "soon")

    with pytest.raises(UserError, match="A11YCHECK_TIMEOUT must be a number, not 'soon'"):
        load_config()


# --- states -----------------------------------------------------------------------------------------------


def test_states_are_read_with_hyphens_and_underscores(project: Path) -> None:
    settings(
        project,
        '[[states]]\nname = "menu-open"\npages = ["guide/**"]\n'
        'actions = [{ click = "#menu" }, { wait-for = "nav" }, { wait_for = "a" },\n'
        '  { type = "x", into = "#q" }, { press = "Control+K" }]\n',
    )

    (entry,) = load_config().config.states

    assert (entry.name, entry.pages) == ("menu-open", ("guide/**",))
    assert [item.action() for item in entry.actions] == [
        Action(kind=ActionKind.CLICK, value="#menu"),
        Action(kind=ActionKind.WAIT_FOR, value="nav"),
        Action(kind=ActionKind.WAIT_FOR, value="a"),
        Action(kind=ActionKind.TYPE, value="x", into="#q"),
        Action(kind=ActionKind.PRESS, value="Control+K"),
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('actions = [{ clik = "#a" }]', "is an unknown key", 'Did you mean "click"?'),
        ("actions = []", "must be a list of length >= 1", ""),
        (
            'actions = [{ click = "#a", press = "Enter" }]',
            "exactly one of the keys",
            "one table per",
        ),
        ('actions = [{ press = "Entr" }]', 'There is no key "Entr"', 'Did you mean "Enter"?'),
        ('actions = [{ press = "Ctrl+K" }]', 'no modifier key "Ctrl"', "Control"),
        ('actions = [{ click = "#a", into = "#b" }]', '"into" without "type"', ""),
        ('pages = ["[z-a]"]\nactions = [{ click = "#a" }]', "pattern '[z-a]' is invalid", ""),
    ],
)
def test_a_mistake_in_a_state_is_one_sentence_with_file_line_and_remedy(
    text: str, message: str, hint: str, project: Path
) -> None:
    settings(project, f'\n[[states]]\nname = "open"\n{text}\n')

    with pytest.raises(UserError) as caught:
        read_states(load_config().config)

    assert message in caught.value.message
    assert caught.value.message.startswith("a11ycheck.toml:")
    assert hint in caught.value.hint


# --- per-file ignores -------------------------------------------------------------------------------------


def test_an_unknown_rule_in_per_file_ignores_is_refused_with_its_line(project: Path) -> None:
    settings(project, '[per-file-ignores]\n"old/**" = ["image-alt"]\n"x.html" = ["imag-alt"]\n')

    with pytest.raises(UserError) as caught:
        make_selection(load_config().config)

    assert caught.value.message == 'a11ycheck.toml:3: there is no rule or tag "imag-alt".'
    assert caught.value.hint == 'Did you mean "image-alt"?'


# --- folders of rules -------------------------------------------------------------------------------------


def test_a_folder_of_rules_is_relative_to_the_file_that_names_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(project, 'rule_folders = ["checks"]\n')
    below = project / "docs"
    below.mkdir()
    monkeypatch.chdir(below)

    assert load_config().config.rule_folders == ("../checks",)
    assert load_config({"rule_folders": ("own",)}).config.rule_folders == ("own",)
