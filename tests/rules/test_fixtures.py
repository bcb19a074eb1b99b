"""Each rule reports for each of its fixtures, in Chromium, what the fixture's marks expect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from a11ycheck.model import EvidenceKind, PageEvidence

pytestmark = pytest.mark.browser

# The facts that are lengths in CSS pixels of text; all others, counts too, are the same everywhere.
LENGTHS = frozenset({"overflow", "page_width"})
# Boxes and sizes of texts in accessibility trees.
LAYOUT = ("box", "font")


@pytest.fixture
def built(rule_fixture: Any, serve: Any, other_server: Any, tmp_path: Path) -> str:
    """The base URL of the fixture."""
    return serve(rule_fixture.build(tmp_path, other_server.server_port))


def test_chromium_gives_the_expected_outcome(
    rule_fixture: Any, built: str, outcome_of: Any, facts: Any, other_server: Any
) -> None:
    rule = rule_fixture.rule
    if rule.kind is EvidenceKind.MARKUP:
        pytest.skip("The rule judges files, not what a browser makes of them.")
    visits = {page: outcome_of(built + page, rule.id) for page in rule_fixture.pages}
    pages = [_named(page, result) for page, result in visits.items()]

    assert rule_fixture.reported(rule_fixture.judged(pages)) == rule_fixture.expected
    assert other_server.connections == 0

    measured = facts.of(rule, pages, _without(built, other_server.host))
    if facts.recording:
        facts.keep(rule_fixture, measured)
    else:
        recorded = _with_tolerance(facts.recorded(rule_fixture))
        assert _without_layout(measured) == _without_layout(recorded)


def _named(page: str, result: object) -> PageEvidence:
    assert isinstance(result, PageEvidence), result
    return replace(result, page=page)


def _without(base: str, other: str) -> Callable[[str], str]:
    folder = urlsplit(base).path
    places = ((base, "/"), (folder, "/"), (other, "127.0.0.1:OTHER-PORT"))

    def without(url: str) -> str:
        if url == folder.rstrip("/"):
            return "/"
        for place, name in places:
            url = url.replace(place, name)
        return url

    return without


def _with_tolerance(records: Mapping[str, Any]) -> Mapping[str, Any]:
    """Allow lengths to differ: they follow the fonts of the machine."""
    for record in records.values():
        for fact in record.get("facts", ()):
            for name in LENGTHS & fact["facts"].keys():
                if isinstance(value := fact["facts"][name], int | float):
                    fact["facts"][name] = pytest.approx(value, rel=0.3)
    return records


def _without_layout(records: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return records without what follows the fonts of the machine."""
    for record in records.values():
        for tree in record.get("trees", ()):
            for node in tree["nodes"]:
                for name in LAYOUT:
                    node.pop(name, None)
    return records
