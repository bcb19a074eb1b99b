"""The pytest plugin: options, the marker, and the fixture `a11ycheck`.

pytest loads it into every run if this package is installed, so it imports nothing else of the package
until a test requests the fixture.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from a11ycheck.pytest_plugin.checker import Checker

__all__ = [
    "a11ycheck",
    "pytest_addoption",
    "pytest_configure",
    "pytest_itemcollected",
    "pytest_terminal_summary",
]

_MARK = "a11y"
_FIXTURE = "a11ycheck"
_IMPACTS = ("minor", "moderate", "serious", "critical", "never")
_LANGUAGES = ("en", "ar", "ckb")
_MARKER = (
    "a11y(select=None, ignore=None, variants=None, fail_on=None): settings of the fixture `a11ycheck` in "
    "this test. Every test that uses the fixture has the marker, so that -m 'not a11y' deselects it."
)
# By argument of the fixture: name, metavar and help of the option.
_LISTS = {
    "select": ("select", "RULE", "Run only these rules, by id or tag."),
    "ignore": ("ignore", "RULE", "Do not run these rules, by id or tag."),
    "variants": ("variant", "NAME", "Audit pages in this variant, such as phone-dark or desktop."),
}
_FAIL_ON = "Fail a test from this impact on."
_LANG = "The language of failure messages and HTML reports: en, ar or ckb."
_REPORT = "Write the reports of all audits to this folder, as HTML and JSON."


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, each with an equivalent key of the ini file."""
    group = parser.getgroup("a11y", "accessibility (a11ycheck)")
    for name, metavar, text in _LISTS.values():
        group.addoption(
            f"--a11y-{name}", action="append", metavar=metavar, help=f"{text} Repeatable."
        )
        parser.addini(f"a11y_{name}", text, type="linelist", default=[])
    group.addoption("--a11y-fail-on", choices=_IMPACTS, metavar="IMPACT", help=_FAIL_ON)
    parser.addini("a11y_fail_on", _FAIL_ON, default="")
    group.addoption("--a11y-lang", choices=_LANGUAGES, metavar="CODE", help=_LANG)
    parser.addini("a11y_lang", _LANG, default="")
    group.addoption("--a11y-report", metavar="PATH", help=_REPORT)
    parser.addini("a11y_report", _REPORT, default="")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", _MARKER)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark every test that uses the fixture."""
    used = _FIXTURE in getattr(item, "fixturenames", ())
    if used and item.get_closest_marker(_MARK) is None:
        item.add_marker(_MARK)


@pytest.fixture
def a11ycheck(request: pytest.FixtureRequest) -> "Checker":
    """Audit folders, files or URLs, or the page that a Selenium driver shows.

    a11ycheck("build/html").assert_clean()
    """
    from a11ycheck.pytest_plugin.checker import Checker  # noqa: PLC0415 - see above

    config = request.config
    marks = [_arguments(mark) for mark in request.node.iter_markers(_MARK)]
    return Checker(
        root=config.rootpath,
        settings=(*reversed(marks), _settings(config)),
        reports=_reports(config),
        name=request.node.nodeid,
        workers=int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")),
    )


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the folder of the reports, if there are any."""
    folder = _reports(config)
    if folder is not None and folder.is_dir():
        terminalreporter.write_line(f"a11ycheck: the reports are in {folder}")


def _settings(config: pytest.Config) -> dict[str, Any]:
    lists = {key: _value(config, name) for key, (name, _, _) in _LISTS.items()}
    return {**lists, **{name: _value(config, name) for name in ("fail_on", "lang")}}


def _value(config: pytest.Config, name: str) -> Any:
    """Return the value of the command line, else of the ini file; a false one if neither has it."""
    return config.getoption(f"a11y_{name}") or config.getini(f"a11y_{name}")


def _reports(config: pytest.Config) -> Path | None:
    option, key = config.getoption("a11y_report"), str(config.getini("a11y_report"))
    if option:
        return config.invocation_params.dir / str(option)
    return config.rootpath / key if key else None


def _arguments(mark: pytest.Mark) -> dict[str, Any]:
    known = {*_LISTS, "fail_on"}
    if mark.args or not set(mark.kwargs) <= known:
        pytest.fail(
            f"The marker a11y takes only {', '.join(sorted(known))}, by keyword.", pytrace=False
        )
    return dict(mark.kwargs)
