"""Where the configuration comes from, what wins, and how mistakes are reported."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from a11ycheck.config import Config, LoadedConfig, load_config
from a11ycheck.errors import UserError
from a11ycheck.run.selection import make_selection, option_types


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty repository as the current folder, and an environment that says nothing."""
    for name in [name for name in os.environ if name.startswith("A11YCHECK_")]:
        monkeypatch.delenv(name)
    folder = tmp_path.resolve() / "project"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@contextmanager
def refused() -> Iterator[list[UserError]]:
    caught: list[UserError] = []
    with pytest.raises(UserError) as info:
        yield caught
    caught.append(info.value)
    assert "\n" not in info.value.message


def mistake(text: str, name: str = "a11ycheck.toml", **flags: Any) -> UserError:
    """Return the error of a file with this text."""
    Path(name).write_text(text, encoding="utf-8")
    with refused() as caught:
        make_selection(load_config(flags).config)
    return caught[0]


def test_without_a_file_everything_is_at_its_default() -> None:
    loaded = load_config({})
    assert loaded == LoadedConfig(config=Config())
    assert loaded.config.profile == "recommended"


def test_own_file_and_table_of_the_project_mean_the_same(project: Path) -> None:
    settings = 'base = "/docs/"\njobs = 3\ntimeout = 7\nselect = ["wcag2a"]\ncache = false\n'
    (project / "a11ycheck.toml").write_text(settings)
    own = load_config({})
    (project / "a11ycheck.toml").unlink()
    (project / "pyproject.toml").write_text(f"[tool.a11ycheck]\n{settings}")
    table = load_config({})
    assert own.config == table.config
    assert own.config == Config(base="/docs/", jobs=3, timeout=7, select=("wcag2a",), cache=False)
    assert own.config.file
    assert own.config.file.path == project / "a11ycheck.toml"
    assert table.config.file
    assert table.config.file.path == project / "pyproject.toml"
    assert table.origins["jobs"] == "pyproject.toml:3"


def test_hyphens_are_understood_but_not_twice_the_same() -> None:
    Path("a11ycheck.toml").write_text('fail-on = "serious"\n')
    assert load_config({}).config.fail_on == "serious"
    error = mistake('fail-on = "serious"\n\nfail_on = "minor"\n')
    assert (
        error.message == 'a11ycheck.toml:3: "fail_on" is set a second time, after a11ycheck.toml:1.'
    )


def test_the_nearest_file_counts_up_to_the_root_of_the_repository(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = project / "docs" / "guide"
    deep.mkdir(parents=True)
    (project.parent / "a11ycheck.toml").write_text("jobs = 1")
    monkeypatch.chdir(deep)
    assert load_config({}).config.file is None
    (project / "a11ycheck.toml").write_text("jobs = 2")
    (deep.parent / "pyproject.toml").write_text("[tool.other]\n")
    assert load_config({}).config.jobs == 2
    (deep / "a11ycheck.toml").write_text("jobs = 3")
    assert load_config({}).config.jobs == 3
    assert load_config({}, start=project).config.jobs == 2


def test_outside_a_repository_only_the_folder_itself_counts(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / ".git").rmdir()
    (project / "a11ycheck.toml").write_text("jobs = 2")
    inner = project / "inner"
    inner.mkdir()
    assert load_config({}).config.jobs == 2
    monkeypatch.chdir(inner)
    assert load_config({}).config.file is None


def test_a_named_file_is_read_wherever_it_is(project: Path) -> None:
    (project / "a11ycheck.toml").write_text("jobs = 1")
    other = project.parent / "other.toml"
    other.write_text("jobs = 2")
    assert load_config({}, file=other).config.jobs == 2
    other.write_text("[tool.a11ycheck]\njobs = 4")
    assert load_config({}, file=other).config.jobs == 4


def test_flags_win_over_environment_over_file_over_defaults(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "a11ycheck.toml").write_text(
        'jobs = 1\ncache_dir = "from-file"\nbrowser = "from-file"\nbase = "/from-file/"\n'
    )
    monkeypatch.setenv("A11YCHECK_JOBS", "2")
    monkeypatch.setenv("A11YCHECK_CACHE_DIR", "from-environment")
    monkeypatch.setenv("A11YCHECK_BROWSER", "")
    loaded = load_config({"jobs": 3, "select": ("reflow",)})
    config = loaded.config
    assert (config.jobs, config.cache_dir, config.browser, config.base, config.driver) == (
        3,
        "from-environment",
        "from-file",
        "/from-file/",
        "",
    )
    assert loaded.origins == {
        "jobs": "--jobs",
        "cache_dir": "A11YCHECK_CACHE_DIR",
        "browser": "a11ycheck.toml:3",
        "base": "a11ycheck.toml:4",
        "select": "--select",
    }


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("A11YCHECK_JOBS", "four", "must be an integer, not 'four'"),
        ("A11YCHECK_JOBS", "-1", "must be an integer >= 0"),
        ("A11YCHECK_JOBS", "1.5", "an integer"),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    with refused() as caught:
        load_config({})
    assert name in caught[0].message
    assert words in caught[0].message


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("timeout", "nan", "--timeout must be a number >= 1, not 'nan'."),
        ("timeout", "inf", "--timeout must be a number <= 86400, not 'inf'."),
        ("timeout", "-1", "--timeout must be a number >= 1, not '-1'."),
        ("timeout", "30s", "--timeout must be a number, not '30s'."),
        ("timeout", "1_0", "--timeout must be a number, not '1_0'."),
        ("grid_timeout", "nan", "--grid-timeout must be a number >= 1, not 'nan'."),
        ("jobs", "1.5", "--jobs must be an integer, not '1.5'."),
        ("jobs", "9" * 30, f"--jobs must be an integer <= 1000, not '{'9' * 30}'."),
        ("crawl_limit", "0", "--crawl-limit must be an integer >= 1, not '0'."),
    ],
)
def test_an_odd_number_in_a_flag_or_the_environment_is_a_mistake(
    name: str, text: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with refused() as caught:
        load_config({name: text})
    assert caught[0].message == message
    assert caught[0].hint
    variable = f"A11YCHECK_{name.upper()}"
    monkeypatch.setenv(variable, text)
    with refused() as caught:
        load_config({})
    _, verb, reason = message.partition(" must ")
    assert caught[0].message == f"The environment variable {variable}{verb}{reason}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("jobs = 2000", '"jobs" must be an integer <= 1000, not 2000.'),
        ("rules.first-paint.max_seconds = nan", "must be a number, not nan."),
        ("rules.first-paint.max_seconds = -1", "must be a number >= 0, not -1."),
        ("rules.page-weight.max_bytes = -1", "must be an integer >= 0, not -1."),
        ("rules.page-weight.max_script_bytes = -1", "must be an integer >= 0, not -1."),
        ("rules.listening-cost.max_headings = -1", "must be an integer >= 0, not -1."),
        ("rules.reading-level.average = nan", "must be a number, not nan."),
    ],
)
def test_an_odd_number_in_the_file_is_a_mistake_with_its_line(text: str, message: str) -> None:
    error = mistake(f"# a budget\n{text}\n")
    assert error.message.startswith("a11ycheck.toml:2: ")
    assert error.message.endswith(message)


def test_no_number_of_a_rule_may_be_negative_or_none() -> None:
    for rule, kind in option_types().items():
        hints = get_type_hints(kind)
        for item in fields(kind):
            if {int, float} & {hints[item.name], *get_args(hints[item.name])}:
                for odd in ("-1", "nan"):
                    mistake(f"rules.{rule}.{item.name} = {odd}\n")


def test_a_budget_without_a_limit_and_one_of_nothing_are_budgets() -> None:
    text = "rules.first-paint.max_seconds = inf\nrules.page-weight.max_script_bytes = 0\n"
    Path("a11ycheck.toml").write_text(text, encoding="utf-8")
    make_selection(load_config({}).config)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('jobs = "four"', "must be an integer, not 'four'"),
        ("jobs = true", "must be an integer, not True"),
        ("jobs = -1", "must be an integer >= 0, not -1"),
        ("timeout = 0", "must be a number >= 1, not 0"),
        ("timeout = inf", "must be a number <= 86400, not inf"),
        ("timeout = nan", "must be a number >= 1, not nan"),
        ("base = 3", "must be a string, not 3"),
        ('cache = "yes"', "must be true or false, not 'yes'"),
        ('select = "wcag2a"', "must be a list, not 'wcag2a'"),
        ("ignore = [1]", "must be a string, not 1"),
        ("variants = []", "must be a list of length >= 1"),
        (
            'fail_on = "sirious"',
            "must be one of profile, minor, moderate, serious, critical, never, not 'sirious'.",
        ),
        ("viewports = 3", "must be a table, not 3"),
        ("viewports.watch = 3", "must be a table, not 3"),
        ("viewports.watch = { width = 3 }", 'needs the key "height"'),
        ("viewports.watch = { width = 3, height = 4, x = 1 }", '.x" is an unknown key'),
        (
            "viewports.watch = { width = 0, height = 4 }",
            '.width" must be an integer >= 1, not 0',
        ),
        (
            "viewports.watch = { width = 3, height = 4.0 }",
            '.height" must be an integer, not 4.0',
        ),
        ("viewports.watch = { width = 3, height = 4, mobile = 1 }", '.mobile" must be true'),
        ("viewports.x-dark = { width = 3, height = 4 }", '.x-dark" is an invalid name'),
        ("viewports.'A b' = { width = 3, height = 4 }", '.A b" is an invalid name'),
        ("rules = []", "must be a table, not []"),
        ("rules.page-weight = 3", "must be a table, not 3"),
    ],
)
def test_a_wrong_value_names_file_line_key_and_what_is_expected(text: str, message: str) -> None:
    error = mistake(f"# a comment\n\n{text}\n")
    key = text.split(" ", 1)[0].split(".", maxsplit=1)[0]
    assert error.message.startswith(f'a11ycheck.toml:3: "{key}')
    assert message in error.message


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("\njob = 3", 'a11ycheck.toml:2: unknown setting "job".', 'Did you mean "jobs"?'),
        ("fail-onn = 3", 'a11ycheck.toml:1: unknown setting "fail-onn".', '"fail_on"'),
        ("zzz = 3", 'a11ycheck.toml:1: unknown setting "zzz".', "Settings: advertise, all_pages"),
        (
            "[rules.page-weigth]\nmax_bytes = 1",
            'a11ycheck.toml:1: the rule "page-weigth" has no options.',
            'Did you mean "page-weight"?',
        ),
        (
            "jobs = 1\n[rules]\nreflow = {}",
            'a11ycheck.toml:3: the rule "reflow" has no options.',
            "page-weight, ",
        ),
        (
            "[rules.page-weight]\n\nmax_byte = 1",
            'a11ycheck.toml:3: the rule "page-weight" has no option "max_byte".',
            'Did you mean "max_bytes"?',
        ),
        (
            '[rules.page-weight]\nmax_bytes = "1"',
            'a11ycheck.toml:2: the option "max_bytes" of "page-weight" must be an integer, not \'1\'',
            "",
        ),
        (
            'jobs = 1\nvariants = [\n "fone" ]',
            'a11ycheck.toml:2: There is no variant "fone".',
            "phone",
        ),
    ],
)
def test_an_unknown_name_gets_its_line_and_a_suggestion(text: str, message: str, hint: str) -> None:
    error = mistake(text)
    assert error.message.startswith(message)
    assert hint in error.hint


def test_a_wrong_choice_gets_the_one_that_was_meant() -> None:
    assert mistake('fail_on = "sirious"').hint == 'Did you mean "serious"?'
    assert mistake('fail_on = "zzz"').hint.startswith("Fail the audit")


def test_the_line_is_that_of_our_table_and_not_of_another() -> None:
    text = (
        '[tool.ruff]\nselect = ["ALL"]\n[tool.ruff.lint]\nselect = ["E"]\n\n'
        '[tool.a11ycheck]\n# select = "x"\nselect = "ALL"\n'
    )
    assert mistake(text, "pyproject.toml").message.startswith('pyproject.toml:8: "select"')


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("https://cdn.example:8443/fonts/", "cdn.example:8443"),
        ("cdn.example/fonts", "cdn.example"),
        ("//cdn.example", "cdn.example"),
        ("https://[", "cdn.example.org"),
    ],
)
def test_a_url_in_place_of_a_host_gets_the_host(host: str, name: str) -> None:
    error = mistake(f'cache = true\nallow-hosts = ["fonts.example", "{host}"]\n')
    assert error.message == f'a11ycheck.toml:2: "{host}" is a URL, not a host.'
    assert error.hint == f"Write only the host: {name}"

    with refused() as caught:
        load_config({"allow_hosts": (host,)})
    assert caught[0].message.startswith("--allow-host: ")


def test_a_wrong_variant_of_a_flag_names_the_flag() -> None:
    with refused() as caught:
        load_config({"variants": ("fone",)})
    assert caught[0].message == '--variant: There is no variant "fone".'


def test_a_cache_without_a_folder_is_a_mistake() -> None:
    assert mistake('jobs = 1\ncache_dir = ""\n').message == "a11ycheck.toml:2: no folder is named."
    with refused() as caught:
        load_config({"cache_dir": " "})
    assert caught[0].message == "--cache-dir: no folder is named."


@pytest.mark.parametrize("text", ["", ",", " , "])
def test_a_flag_without_a_variant_is_a_mistake(text: str) -> None:
    with refused() as caught:
        load_config({"variants": (text,)})
    assert caught[0].message == "--variant: No variant is named."
    assert caught[0].hint == "Name a viewport: phone, desktop."


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("jobs = \n", "a11ycheck.toml:1:8: "),
        ("base = '/'\nselect = [1 2]\n", "a11ycheck.toml:2:13: "),
        ("a = 1\na = 2\n", "a11ycheck.toml:2:6: "),
        ("select = [\n  'a',\n", "a11ycheck.toml:3: "),
    ],
)
def test_broken_toml_names_line_and_column(text: str, place: str) -> None:
    error = mistake(text)
    assert error.message.startswith(place)
    assert "invalid TOML" in error.message
    assert "(at " not in error.message


def test_two_files_in_one_folder_are_one_too_many(project: Path) -> None:
    (project / "a11ycheck.toml").write_text("jobs = 1")
    error = mistake("[tool.a11ycheck]\njobs = 2\n", "pyproject.toml")
    assert "Both a11ycheck.toml and [tool.a11ycheck] of pyproject.toml" in error.message
    assert "delete" in error.hint


@pytest.mark.parametrize(
    "text", ["tool = 3", "[tool]\na11ycheck = 3", "[[tool.a11ycheck]]\njobs = 1"]
)
def test_what_stands_in_place_of_the_table_is_refused_or_not_ours(text: str) -> None:
    if text == "tool = 3":
        Path("pyproject.toml").write_text(text)
        assert load_config({}).config.file is None
    else:
        assert "must be a table" in mistake(text, "pyproject.toml").message


def test_a_file_that_cannot_be_used_is_named(project: Path) -> None:
    (project / "latin.toml").write_bytes(b'base = "caf\xe9"')
    (project / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    for name, words in (
        ("none.toml", "no configuration file none.toml"),
        ("latin.toml", "not UTF-8 (byte 11)"),
        ("pyproject.toml", "no table [tool.a11ycheck]"),
        (".", "Is a directory"),
    ):
        with refused() as caught:
            load_config({}, file=Path(name))
        assert words in caught[0].message


def test_a_folder_that_may_not_be_entered_may_have_a_file(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", refuse)
    with refused() as caught:
        load_config({})

    sentence = f"{project} cannot be searched for a11ycheck.toml: Permission denied."
    assert caught[0].message == sentence
    assert "--config" in caught[0].hint


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(project: Path) -> None:
    (project / "a11ycheck.toml").write_bytes(b"\xef\xbb\xbfjobs = 2\r\ntimeout = 9\r\n")
    loaded = load_config({})
    assert (loaded.config.jobs, loaded.origins["timeout"]) == (2, "a11ycheck.toml:2")
