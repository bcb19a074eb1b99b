"""Documentation that others wrote: the audit finishes, and tells of every page and every fault."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from a11ycheck import api
from a11ycheck.config import Config
from a11ycheck.model import Finding, Outcome, Report
from a11ycheck.reporters import render_json, schema

CORPUS = Path(__file__).parents[2] / "build" / "corpus" / "html"
NAMES = ("black", "furo", "structlog")
# What furo's templates do wrong on the pages of everyone who uses it.
# Each is on all pages that have the part at fault: pages of code have no contents and no link to a source.
THEME_FAULTS = ("aria-required-attr", "landmark-unique", "region")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.corpus,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(
        not all((CORPUS / name).is_dir() for name in NAMES),
        reason="the corpus is not built: make corpus",
    ),
]
each_project = pytest.mark.parametrize("name", NAMES)


@cache
def report(name: str) -> Report:
    """Audit the built documentation once, in all default variants, as a newcomer would."""
    return api.audit([str(CORPUS / name)], Config(cache=False)).report


@each_project
def test_every_page_is_accounted_for(name: str) -> None:
    found = report(name)
    told = {*found.audited, *(page.page for page in found.skipped)}
    there = {page.relative_to(CORPUS / name).as_posix() for page in (CORPUS / name).rglob("*.html")}
    assert {page for page in there if not page.startswith("_")} <= told
    assert found.planned == len(found.audited) + len(found.skipped)


@each_project
def test_nothing_went_wrong(name: str) -> None:
    found = report(name)
    assert found.not_tested == ()
    assert found.rule_errors == ()
    assert not found.interrupted


@each_project
def test_hundreds_of_real_findings(name: str) -> None:
    failed = report(name).with_outcome(Outcome.FAILED)
    assert sum(len(finding.places) for finding in failed) > 200


@each_project
def test_findings_of_the_theme_come_first_each_with_all_its_pages(name: str) -> None:
    found = report(name)
    scopes = [str(finding.scope) for finding in found.with_outcome(Outcome.FAILED)]
    assert scopes == sorted(scopes, key=lambda scope: scope != "theme")
    pages: Counter[str] = Counter()
    for finding in found.findings:
        if str(finding.scope) == "theme":
            reach = len({place.page for place in finding.places})
            pages[finding.rule] = max(pages[finding.rule], reach)
    for rule in THEME_FAULTS:
        assert pages[rule] > len(found.audited) / 3, rule


@each_project
def test_the_json_report_meets_its_schema(name: str) -> None:
    jsonschema.validate(json.loads(render_json(report(name))), schema())


@each_project
def test_requests_to_other_hosts_are_blocked_and_reported(name: str) -> None:
    for weight in report(name).weights:
        asked = {finding.rule for finding in report(name).findings if _is_on(finding, weight.page)}
        assert not weight.blocked or "third-party-request" in asked, weight.page


def _is_on(finding: Finding, page: str) -> bool:
    return any(place.page == page for place in finding.places)
