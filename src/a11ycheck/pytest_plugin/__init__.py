"""The pytest plugin: options, the marker, and the fixture `a11ycheck`.

It is loaded into every run of pytest where this package is installed, so it imports nothing of ours
until a test asks for the fixture.
"""

import re
from collections.abc import Iterator, Sequence
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
_MARKER_HELP = (
    "a11y(select=None, ignore=None, variants=None, fail_on=None): what the fixture `a11ycheck` checks in "
    "this test; every test that uses the fixture has the marker."
)
# Name, what it does, and further arguments of the option; many: it may be given more than once.
_LISTS = {
    "select": ("RULE", "Check only these rules, by id or tag."),
    "ignore": ("RULE", "Leave these rules out, by id or tag."),
    "variant": ("NAME", "How to look at pages, such as phone-dark or desktop."),
}
_FAIL_ON = "The least impact of a finding that fails a test."
_REPORT = "Write the report of every audit into this folder, as HTML and JSON."


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, and a key of the ini file for each."""
    group = parser.getgroup("a11y", "accessibility (a11ycheck)")
    for name, (metavar, text) in _LISTS.items():
        group.addoption(
            f"--a11y-{name}", action="append", metavar=metavar, help=f"{text} Repeatable."
        )
        parser.addini(f"a11y_{name}", f"{text} One on each line.", type="linelist", default=[])
    group.addoption("--a11y-fail-on", choices=_IMPACTS, metavar="IMPACT", help=_FAIL_ON)
    parser.addini("a11y_fail_on", _FAIL_ON, default="")
    group.addoption("--a11y-report", metavar="PATH", help=_REPORT)
    parser.addini("a11y_report", _REPORT, default="")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", _MARKER_HELP)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark tests that use the fixture, so that `-m "not a11y"` leaves them out."""
    if _FIXTURE in getattr(item, "fixturenames", ()) and item.get_closest_marker(_MARK) is None:
        item.add_marker(_MARK)


@pytest.fixture
def a11ycheck(request: pytest.FixtureRequest) -> "Checker":
    """Audit a folder, a file, an address or a live Selenium driver: `a11ycheck(target).assert_clean()`."""
    from a11ycheck.pytest_plugin.checker import Checker, Setting  # noqa: PLC0415 - only where used

    config = request.config
    return Checker(
        root=config.rootpath,
        flags={"variants" if name == "variant" else name: _list(config, name) for name in _LISTS}
        | {"fail_on": _single(config, "fail_on")},
        settings=tuple(
            Setting(**mark.kwargs) if not mark.args else _no_arguments()
            for mark in request.node.iter_markers(_MARK)
        ),
        reports=_reports(config),
        name=_file_name(request.node.nodeid),
        workers=_workers(config),
    )
