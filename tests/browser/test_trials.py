"""What needs time, a click or another page is tried where a page gives occasion, and disturbs no other."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import PageEvidence, ProbeResult

pytestmark = pytest.mark.browser

TRIED = ("autoplay-audio", "bypass-blocks", "motion-has-alternative", "text-changes-by-itself")
HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>'
COUNTER = (
    "<p>Visitors: <b id=n>1</b></p><script>setInterval(() => { n.innerText++ }, 1000)</script>"
)


def _evidence(found: object) -> PageEvidence:
    assert isinstance(found, PageEvidence), found
    return found


def _result(evidence: PageEvidence, rule: str) -> ProbeResult:
    (found,) = [probe for probe in evidence.probes if probe.rule == rule]
    assert found.error == ""
    return found


def test_a_page_without_occasion_is_loaded_once(outcome_of: Any, site: Any, server: Any) -> None:
    url = site(f"{HEAD}<main><h1>Still</h1><a href=other.html>Other</a></main>")
    before = len(server.paths)

    evidence = _evidence(outcome_of(url, *TRIED))

    assert len(server.paths) - before == 1
    assert {probe.rule for probe in evidence.probes} == set(TRIED)
    assert all(not probe.facts for probe in evidence.probes)


def test_controls_are_activated_without_sending_anything(
    outcome_of: Any, site: Any, server: Any
) -> None:
    send = "fetch('/sent-by-click').catch(() => {}); location.href = '/left-by-click'"
    url = site(
        f'{HEAD}<main><h1>Counter</h1>{COUNTER}<button onclick="{send}">Order</button></main>'
    )

    evidence = _evidence(outcome_of(url, "text-changes-by-itself"))

    assert [path for path in server.paths if "by-click" in path] == []
    (fact,) = _result(evidence, "text-changes-by-itself").facts
    assert fact.facts["controlled"] is False


def test_forms_are_not_sent(outcome_of: Any, site: Any, server: Any) -> None:
    form = "<form action=/sent-by-form><button>Order</button></form>"
    url = site(f"{HEAD}<main><h1>Counter</h1>{COUNTER}{form}</main>")

    evidence = _evidence(outcome_of(url, "text-changes-by-itself"))

    assert [path for path in server.paths if "by-form" in path] == []
    (fact,) = _result(evidence, "text-changes-by-itself").facts
    assert fact.facts["controlled"] is False


def test_links_of_svg_lead_away_or_stop_nothing(outcome_of: Any, site: Any, server: Any) -> None:
    text = "<text y=20>Start</text>"
    links = f"<a onclick=1>{text}</a><a xlink:href=/left-by-click onclick=1>{text}</a>"
    url = site(f"{HEAD}<main><h1>Counter</h1>{COUNTER}<svg>{links}</svg></main>")

    evidence = _evidence(outcome_of(url, "text-changes-by-itself"))

    assert [path for path in server.paths if "by-click" in path] == []
    (fact,) = _result(evidence, "text-changes-by-itself").facts
    assert fact.facts["controlled"] is False


def test_the_evidence_names_the_pages_that_were_read(outcome_of: Any, site: Any) -> None:
    links = '<p><a href="index.html">Start</a> <a href="other.html">Other</a></p>'
    own = f"{HEAD}{links}<p>Only here.</p>"
    url = site({"index.html": own, "other.html": f"{HEAD}{links}<p>Only there.</p>"})

    evidence = _evidence(outcome_of(f"{url}index.html", "bypass-blocks"))

    assert evidence.consulted == (f"{url}other.html",)
    assert [request.url for request in evidence.requests] == [f"{url}index.html"]


@pytest.mark.parametrize(
    ("opening", "is_heading"),
    [
        ("<h2>Swarms</h2><p>In May, bees swarm.", True),
        ("<h2>Swarms</h2><ul><li><a href=may.html>May</a></ul>", False),
        ("<p>In May, bees swarm.", False),
    ],
)
def test_a_heading_leads_to_an_article_of_which_another_page_has_the_start(
    outcome_of: Any, site: Any, *, opening: str, is_heading: bool
) -> None:
    links = '<p><a href="list.html">List</a> <a href="start.html">Start</a></p>'
    pages = {
        "article.html": f"{HEAD}{links}{opening}<p>Let them hang, and fetch a basket.",
        "list.html": f"{HEAD}{links}<h2>Swarms</h2>",
        "start.html": f"{HEAD}{links}{opening}<p>Read on",
    }

    evidence = _evidence(outcome_of(f"{site(pages)}article.html", "bypass-blocks"))

    (fact,) = _result(evidence, "bypass-blocks").facts
    assert fact.facts["repeated"] > 0
    assert fact.facts["heading"] is is_heading


def test_a_file_to_save_is_no_page_of_the_site(outcome_of: Any, site: Any, server: Any) -> None:
    url = site(f"{HEAD}<p><a href=hives.json download>Save the hives</a></p><p>Only here.</p>")
    before = len(server.paths)

    evidence = _evidence(outcome_of(url, "bypass-blocks"))

    assert len(server.paths) - before == 1
    assert _result(evidence, "bypass-blocks").facts == ()


def test_the_next_page_runs_on_the_usual_clock(outcome_of: Any, site: Any) -> None:
    outcome_of(site(f"{HEAD}<main><h1>Counter</h1>{COUNTER}</main>"), "text-changes-by-itself")
    late = "<script>setTimeout(() => { document.title = 'late' }, 60000)</script>"
    url = site(f"{HEAD}<main><h1>Next</h1>{late}</main>")

    evidence = _evidence(outcome_of(url, "duplicate-page-title"))

    (fact,) = _result(evidence, "duplicate-page-title").facts
    assert fact.facts["title"] == "A page"
