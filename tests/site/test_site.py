"""The built site has no findings: one test for each page, so that a failure names the page."""

from functools import cache
from pathlib import Path

import pytest

from a11ycheck import api
from a11ycheck.config import load_config
from a11ycheck.model import Outcome, Report

ROOT = Path(__file__).parents[2]
SITE = ROOT / "build" / "html"
CONFIG = load_config({}, file=ROOT / "pyproject.toml").config
PAGES = sorted(
    path.relative_to(SITE).as_posix()
    for path in SITE.rglob("*.html")
    if not path.relative_to(SITE).parts[0].startswith("_")
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not PAGES, reason="the site is not built: make build"),
    pytest.mark.xdist_group("site"),
    # The first of them audits the whole site, while other workers run other tests.
    pytest.mark.timeout(1200),
]


@cache
def report() -> Report:
    return api.audit([str(SITE)], CONFIG).report


def test_every_page_was_audited() -> None:
    assert sorted(report().audited) == PAGES
    assert not report().not_tested
    assert not report().rule_errors


@pytest.mark.parametrize("page", PAGES)
def test_page_has_no_findings(page: str) -> None:
    failed = [
        f"{finding.rule}: {finding.message} at {location.element and location.element.target}"
        f" in {', '.join(location.variants) or 'every variant'}"
        for finding in report().with_outcome(Outcome.FAILED)
        for location in finding.locations
        if page in location.pages
    ]

    assert failed == []


def test_nothing_is_suppressed() -> None:
    assert report().suppressed == 0
