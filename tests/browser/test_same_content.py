"""Which pages count as showing the same content."""

from __future__ import annotations

from typing import Any

import pytest

PAGE = (
    '<!doctype html><html lang="en"><title>{}</title><header>{}</header><main><h1>{}</h1>{}</main>'
)
LOGIN = PAGE.format("Login", "Site", "Please log in", "<p>Name and password</p>")


@pytest.mark.browser
def test_what_is_around_the_main_content_makes_no_difference(visit: Any) -> None:
    other = PAGE.format("Login", "Another header", "Please  log in", "<p>Name and password</p>")

    assert visit(LOGIN).content == visit(other).content != ""


@pytest.mark.browser
@pytest.mark.parametrize(
    "other",
    [
        PAGE.format("Another title", "Site", "Please log in", "<p>Name and password</p>"),
        PAGE.format("Login", "Site", "Please log in", "<p>Name and PIN</p>"),
        PAGE.format("Login", "Site", "Please log in", "<p>Name and password</p><img src=a.png>"),
    ],
    ids=["title", "text", "image"],
)
def test_title_text_and_images_make_a_difference(other: str, visit: Any) -> None:
    assert visit(LOGIN).content != visit(other).content


@pytest.mark.browser
def test_a_page_that_a_script_fills_has_the_content_that_it_shows(visit: Any) -> None:
    script = f"<script>document.documentElement.innerHTML = {LOGIN!r}</script>"

    assert visit(f"<!doctype html><title>Shell</title>{script}").content == visit(LOGIN).content


@pytest.mark.browser
@pytest.mark.parametrize("body", ["<p>Word", "<p>Word<p hidden>Unseen words", "<img src=a.png>"])
def test_too_little_content_is_not_compared(body: str, visit: Any) -> None:
    assert visit(f"<!doctype html><title>Title</title>{body}").content == ""
