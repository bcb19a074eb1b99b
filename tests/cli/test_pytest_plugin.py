"""The pytest plugin in runs of its own, without a browser: it costs nothing unused, and tells mistakes."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest

pytest_plugins = ["pytester"]

HEAVY = ("selenium", "axe_selenium_python", "msgspec", "lxml", "rich", "jinja2", "click")


@pytest.fixture(autouse=True)
def _no_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:cacheprovider -p no:xdist")


# --- what a run that never uses it pays -----------------------------------------------------------------


def test_installing_the_package_installs_the_plugin() -> None:
    found = {entry.name: entry.value for entry in entry_points(group="pytest11")}

    assert found["a11ycheck"] == "a11ycheck.pytest_plugin"


def test_a_run_that_does_not_use_it_loads_nothing_but_the_plugin(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(
        f"""
        import sys

        def test_modules():
            ours = sorted(name for name in sys.modules if name.startswith("a11ycheck"))
            assert ours == ["a11ycheck", "a11ycheck.pytest_plugin"]
            assert not {set(HEAVY)!r} & set(sys.modules)
        """
    )

    result = pytester.runpytest_subprocess()

    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*a11ycheck: the reports*")


# --- what it says of itself -----------------------------------------------------------------------------


def test_help_names_every_option_and_ini_key(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess("--help")

    for name in ("select", "ignore", "variant", "fail-on", "lang", "report"):
        result.stdout.fnmatch_lines([f"*--a11y-{name}=*"])
        result.stdout.fnmatch_lines([f"*a11y_{name.replace('-', '_')} (*"])


def test_marker_and_fixture_are_listed(pytester: pytest.Pytester) -> None:
    pytester.runpytest_subprocess("--markers").stdout.fnmatch_lines(["@pytest.mark.a11y(select=*"])
    pytester.runpytest_subprocess("--fixtures").stdout.fnmatch_lines(["a11ycheck*"])


def test_tests_that_use_the_fixture_can_be_left_out(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_pages(a11ycheck): ...\ndef test_sums(): ...")

    pytester.runpytest_subprocess("-m", "not a11y", "--strict-markers").assert_outcomes(
        passed=1, deselected=1
    )


@pytest.mark.parametrize("option", ["--a11y-fail-on", "--a11y-lang", "--a11y-nothing"])
def test_an_impossible_option_is_a_usage_error(pytester: pytest.Pytester, option: str) -> None:
    result = pytester.runpytest_subprocess(option, "sometimes")

    assert result.ret == pytest.ExitCode.USAGE_ERROR


# --- mistakes in a test ---------------------------------------------------------------------------------


MISTAKES = {
    "a11ycheck('nowhere')": "There is no file or folder 'nowhere'. *",
    "a11ycheck('.', select='image-altt')": '*Did you mean "image-alt"?',
    "a11ycheck('.', variants='fone')": 'There is no variant "fone".*',
    "a11ycheck(3)": "a11ycheck cannot audit 3. Give it a folder, *",
}


def test_a_mistake_is_one_sentence_without_a_traceback(pytester: pytest.Pytester) -> None:
    pytester.path.joinpath("index.html").write_text("<!doctype html><title>x</title>", "utf-8")
    calls = (f"def test_{number}(a11ycheck): {call}" for number, call in enumerate(MISTAKES))
    pytester.makepyfile("\n".join(calls))

    result = pytester.runpytest_subprocess()

    result.assert_outcomes(failed=len(MISTAKES))
    result.stdout.fnmatch_lines(list(MISTAKES.values()))
    result.stdout.no_fnmatch_line("*Error*")


def test_a_marker_with_an_unknown_argument_is_reported(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        "import pytest\n@pytest.mark.a11y(rules='x')\ndef test_it(a11ycheck): ...\n"
    )

    result = pytester.runpytest_subprocess()

    result.stdout.fnmatch_lines(["The marker a11y takes only fail_on, ignore, select, variants*"])
