"""URLs that are written in several ways."""

import pytest

from a11ycheck.web.urls import canonical_url


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://e.org", "https://e.org/"),
        ("HTTPS://E.org:443/a", "https://e.org/a"),
        ("http://e.org:80/a?b#c", "http://e.org/a?b"),
        ("http://e.org/%7ea%2fb%c3%bc", "http://e.org/~a%2Fb%C3%BC"),
        ("http://e.org/ü?ü", "http://e.org/%C3%BC?%C3%BC"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_equivalent_urls_are_equal(url: str, same: str) -> None:
    assert canonical_url(url) == canonical_url(same) == same


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://e.org/", "http://e.org/"),
        ("http://e.org/a", "http://e.org/A"),
        ("http://e.org/a%2Fb", "http://e.org/a/b"),
        ("http://e.org/a", "http://e.org/a?"[:-1] + "?b"),
        ("http://e.org/", "http://e.org:8080/"),
    ],
)
def test_other_urls_are_not(url: str, other: str) -> None:
    assert canonical_url(url) != canonical_url(other)


@pytest.mark.parametrize(
    "text", ["about:blank", "mailto:a@e.org", "http://[", "", "http://e.org:x/"]
)
def test_what_is_no_url_of_a_host_stays_as_it_is(text: str) -> None:
    assert canonical_url(text) == text
