"""Nobody sits before the browser: what asks a person is answered, and noted."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGE = """<!doctype html>
<html lang="en">
<title>Dialogs</title>
<script>{script}</script>
<main><h1>Dialogs</h1><img src="x.png"></main>
"""


@pytest.mark.parametrize("kind", ["alert", "confirm", "prompt", "print", "open"])
def test_a_dialog_is_answered_and_noted(kind: str, visit: Any) -> None:
    evidence = visit(PAGE.format(script=f"{kind}('about:blank')"), "image-alt")

    assert tuple(map(str, evidence.notices)) == (
        f"The page called {kind}(); the dialog was dismissed.",
    )
    assert [result.rule for result in evidence.axe] == ["image-alt"]


def test_dialogs_of_every_moment_are_noted_once(visit: Any) -> None:
    script = """
      alert("while it loads");
      addEventListener("load", () => { alert("after"); if (!confirm("Go on?")) prompt("Why?"); });
    """
    evidence = visit(PAGE.format(script=script), "image-alt")

    assert tuple(map(str, evidence.notices)) == (
        "The page called alert(), confirm(), prompt(); the dialog was dismissed.",
    )


def test_a_dialog_of_a_later_state_is_noted(visit: Any) -> None:
    script = "addEventListener('resize', () => alert('narrow'))"

    evidence = visit(
        PAGE.format(script=script), "image-alt", names=("phone-light", "desktop-light")
    )

    assert tuple(map(str, evidence.notices)) == (
        "The page called alert(); the dialog was dismissed.",
    )


def test_a_dialog_of_a_frame_is_answered_and_noted(visit: Any) -> None:
    frame = "<iframe title='A frame' srcdoc='<script>alert(1)</script>'></iframe>"

    evidence = visit(PAGE.format(script="") + frame, "image-alt")

    assert tuple(map(str, evidence.notices)) == (
        "The page called alert(); the dialog was dismissed.",
    )


def test_a_page_that_will_not_be_left_is_left(visit: Any) -> None:
    script = """
      addEventListener("beforeunload", (event) => { event.preventDefault(); event.returnValue = "Stay"; });
    """
    first = visit(PAGE.format(script=script), "image-alt")
    second = visit(PAGE.format(script=""), "image-alt")

    assert [result.rule for result in first.axe] == ["image-alt"]
    assert second.notices == ()


def test_a_quiet_page_has_no_notice(visit: Any) -> None:
    assert visit(PAGE.format(script=""), "image-alt").notices == ()
