"""A browser that does not show known defects stops the run: nothing that it passes can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from a11ycheck.browser import Launcher, Pool, visit
from a11ycheck.browser.canary import KNOWN_FACTS, CanaryError, check_browser
from a11ycheck.browser.trials import TRIALS
from a11ycheck.model import NotTested, Reach
from a11ycheck.rules import own_rules
from command import run, site

pytestmark = pytest.mark.browser

PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><main><h1>x</h1><img>'
EVERY = ("phone-light", "phone-dark", "desktop-light", "desktop-dark")
NO_SCRIPT = (
    "The built-in page with known defects could not be audited: "
    "the scripts of the audit do not run in this browser."
)


@pytest.fixture
def check(launcher: Launcher, plan_for: Any) -> Any:
    """Return a function that checks a new browser, and returns why it cannot be trusted."""

    def check(*rules: str, names: tuple[str, ...] = EVERY) -> str:
        session = launcher.start()
        try:
            check_browser(session, plan_for(rules, names))
        except CanaryError as error:
            return error.message
        finally:
            session.close()
        return ""

    return check


@pytest.mark.parametrize(
    "rules",
    [
        (),
        ("list",),
        ("reflow",),
        ("focus-in-hidden-content",),
        ("page-weight",),
        tuple(KNOWN_FACTS),
    ],
)
def test_a_browser_that_works_passes(rules: tuple[str, ...], check: Any) -> None:
    assert check(*rules) == ""


def test_every_probe_has_a_known_defect() -> None:
    probes = {str(rule.id): rule for rule in own_rules() if getattr(rule, "probe", None)}
    elsewhere = {
        name
        for name, rule in probes.items()
        if rule.reach is Reach.SITE or getattr(rule, "interaction", "") in TRIALS
    }
    assert set(KNOWN_FACTS) - {"duplicate-page-title", "translation-parity"} <= set(probes)
    assert set(probes) - elsewhere <= set(KNOWN_FACTS)


def test_axe_that_did_not_load_is_noticed(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit, "page_script", lambda _probes: "window.axe = {};")

    assert check("image-alt") == NO_SCRIPT


def test_axe_that_finds_nothing_is_noticed(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    script = visit.page_script
    silent = (
        "axe.run = async () => ({ violations: [], incomplete: [], passes: [], inapplicable: [] });"
    )
    monkeypatch.setattr(visit, "page_script", lambda probes: f"{script(probes)}\n{silent}")

    assert check("image-alt", names=("phone-light",)) == (
        "The browser does not show known defects of the built-in page: "
        "image-alt of axe-core in phone-light, color-contrast of axe-core in phone-light."
    )


# --- a browser that misbehaves ----------------------------------------------------------------------


@pytest.fixture
def browser_with(tmp_path: Path, launcher: Launcher) -> Any:
    """Return a function that makes a browser of the installed one and a flag."""

    def browser_with(flag: str) -> str:
        program = tmp_path / "browser"
        binary = launcher.binaries.program
        blank = "about:blank" if launcher.binaries.shell else ""
        program.write_text(f'#!/bin/sh\nexec "{binary}" "$@" {flag} {blank}\n')
        program.chmod(0o755)
        return str(program)

    return browser_with


def test_a_browser_without_scripts_stops_the_run(browser_with: Any, tmp_path: Path) -> None:
    folder = site(tmp_path / "site", index=PAGE, other=PAGE)
    browser = browser_with("--blink-settings=scriptEnabled=false")

    done = run(
        "audit", folder, "--no-cache", "--timeout", "5", "--browser", browser, cwd=tmp_path, check=2
    )

    text = " ".join(done.stdout.split())
    assert "2 of 2 pages could not be tested" in text
    assert (
        "The browser does not show known defects of the built-in page: image-alt of axe-core"
    ) in text


def test_other_pages_are_not_visited_after_a_failure(
    launcher: Launcher, plan_for: Any, monkeypatch: pytest.MonkeyPatch, pages_at: Any
) -> None:
    monkeypatch.setattr(visit, "page_script", lambda _probes: "window.axe = {};")
    pages = pages_at("http://127.0.0.1:9/", "one.html", "two.html", "three.html")

    visits = list(Pool(launcher, plan_for(["image-alt"]), jobs=2).visit(pages))

    reasons = {str(item.result.reason) for item in visits if isinstance(item.result, NotTested)}
    assert len(visits) == len(pages)
    assert reasons == {NO_SCRIPT}
