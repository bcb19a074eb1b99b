"""Audits of third-party documentation finish, account for every page, and report its findings."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from a11ycheck import api
from a11ycheck.config import Config
from a11ycheck.model import Outcome, Report, Scope
from a11ycheck.reporters import render, schema

CORPUS = Path(__file__).parents[2] / "build" / "corpus" / "html"
NAMES = ("black", "furo", "structlog")
# Defects of furo's templates. Each is on every page with that part: pages that show the highlighted source
# of a module have no contents list and no link to their source.
THEME_DEFECTS = ("aria-required-attr", "landmark-unique", "region")

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
    """Audit the built documentation once, with the default settings."""
    return api.audit([str(CORPUS / name)], Config(cache=False)).report


@each_project
def test_every_page_is_accounted_for(name: str) -> None:
    found = report(name)
    reported = {*found.audited, *(page.page for page in found.skipped)}
    built = {page.relative_to(CORPUS / name).as_posix() for page in (CORPUS / name).rglob("*.html")}
    assert {page for page in built if not page.startswith("_")} <= reported
    assert found.planned == len(found.audited) + len(found.skipped)


@each_project
def test_every_page_is_tested_without_errors(name: str) -> None:
    found = report(name)
    assert found.not_tested == ()
    assert found.rule_errors == ()
    assert not found.interrupted


@each_project
def test_hundreds_of_failures_are_found(name: str) -> None:
    assert sum(finding.count for finding in report(name).with_outcome(Outcome.FAILED)) > 200


@each_project
def test_findings_of_the_theme_come_first_each_with_all_its_pages(name: str) -> None:
    found = report(name)
    scopes = [finding.scope for finding in found.with_outcome(Outcome.FAILED)]
    assert scopes == sorted(scopes, key=lambda scope: scope is not Scope.THEME)
    pages: Counter[str] = Counter()
    for finding in found.findings:
        if finding.scope is Scope.THEME:
            pages[finding.rule] = max(pages[finding.rule], len(finding.pages))
    for rule in THEME_DEFECTS:
        assert pages[rule] > len(found.audited) / 3, rule


@each_project
def test_the_json_report_conforms_to_its_schema(name: str) -> None:
    jsonschema.validate(json.loads(render(report(name), "json")), schema())


@each_project
def test_pages_with_blocked_requests_have_a_finding(name: str) -> None:
    found = report(name)
    third_party = {
        page
        for finding in found.findings
        if finding.rule == "third-party-request"
        for page in finding.pages
    }
    assert found.weights
    assert {weight.page for weight in found.weights if weight.blocked} <= third_party
