"""Each rule says of each of its fixtures, in Chromium, what the fixture's own marks say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser


@pytest.fixture
def built(rule_fixture: Any, serve: Any, other_server: Any, tmp_path: Path) -> str:
    """The base address of the fixture as it is served."""
    return serve(rule_fixture.build(tmp_path, other_server.server_port))


def test_chromium_shows_what_the_fixture_says(
    rule_fixture: Any, built: str, outcome_of: Any, facts: Any, other_server: Any
) -> None:
    rule = rule_fixture.rule
    visits = {page: outcome_of(built + page, rule.id) for page in rule_fixture.pages}
    pages = [_named(page, result) for page, result in visits.items()]

    assert rule_fixture.reported(pages) == rule_fixture.expected
    assert other_server.connections == 0

    measured = facts.of(rule, pages, _without(built, other_server.host))
    if facts.recording:
        facts.keep(rule_fixture, measured)
    else:
        assert measured == _as_wide_as_fonts_make_it(facts.recorded(rule_fixture))


def _named(page: str, result: object) -> PageEvidence:
    assert isinstance(result, PageEvidence), result
    return replace(result, page=page)


def _without(base: str, other: str) -> Callable[[str], str]:
    folder = urlsplit(base).path
    places = ((base, "/"), (folder, "/"), (other, "127.0.0.1:OTHER-PORT"))

    def without(address: str) -> str:
        for place, name in places:
            address = address.replace(place, name)
        return address

    return without


def _as_wide_as_fonts_make_it(records: Mapping[str, Any]) -> Mapping[str, Any]:
    """Lengths in facts may follow the letters of the machine's fonts."""
    for record in records.values():
        for fact in record.get("facts", ()):
            for name, value in fact["facts"].items():
                if isinstance(value, int):
                    fact["facts"][name] = pytest.approx(value, rel=0.3)
    return records
