"""Whether a document is the page that was requested."""

from pathlib import Path

import pytest

from a11ycheck.browser.hops import Hop, is_page
from a11ycheck.model import Page

REMOTE = Page(path="http://e.org/docs", url="http://e.org/docs")
SERVED = Page(
    path="sub/index.html", url="http://127.0.0.1:4000/sub/index.html", file=Path("sub/index.html")
)


@pytest.mark.parametrize(
    ("page", "url", "is_same"),
    [
        (REMOTE, "http://e.org/docs", True),
        (REMOTE, "http://e.org/docs#part", True),
        (REMOTE, "http://e.org/%64ocs", True),
        (REMOTE, "http://e.org/docs/", True),
        (REMOTE, "http://e.org/docs/index.html", False),
        (REMOTE, "http://e.org/docs?x", False),
        (REMOTE, "https://e.org/docs", False),
        (REMOTE, "http://other.org/docs", False),
        (REMOTE, "http://e.org/", False),
        (SERVED, "http://127.0.0.1:4000/sub/", True),
        (SERVED, "http://127.0.0.1:4000/sub/index.htm", False),
        (SERVED, "http://127.0.0.1:4000/", False),
    ],
)
def test_the_same_page(page: Page, url: str, *, is_same: bool) -> None:
    assert is_page(page, Hop(url=url)) is is_same


def test_the_answer_to_a_form_is_not_the_page() -> None:
    assert not is_page(REMOTE, Hop(url=REMOTE.url, method="POST"))


def test_the_browser_may_write_the_url_in_another_way() -> None:
    first = Hop(url="http://xn--e-xga.org/docs")

    assert is_page(Page(path="x", url="http://ü.org/docs"), first, (first,))
