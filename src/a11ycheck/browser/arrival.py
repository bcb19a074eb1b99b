"""Did the browser arrive at the page that was asked for? If not, say where it is and why."""

from http.client import responses
from typing import NoReturn
from urllib.parse import urldefrag, urlsplit

from a11ycheck.browser.network import Traffic, host_of
from a11ycheck.errors import BrowserError
from a11ycheck.model import Page

__all__ = [
    "NeverAtRestError",
    "PageFailedError",
    "RedirectedError",
    "demand_page",
    "load_error",
    "refuse_goal",
]

_BAD_STATUS = 400
_WITHOUT_CONTENT = (204, 205)
_NETWORK_ERRORS = {
    "ERR_CONNECTION_REFUSED": "the connection was refused",
    "ERR_NAME_NOT_RESOLVED": "its host name is not known",
    "ERR_PROXY_CONNECTION_FAILED": "it leads to a host that is not audited",
    "ERR_TUNNEL_CONNECTION_FAILED": "it leads to a host that is not audited",
    "ERR_CONNECTION_RESET": "the connection was cut",
    "ERR_EMPTY_RESPONSE": "the server sent nothing",
    "ERR_TOO_MANY_REDIRECTS": "it redirects without end",
    "ERR_CERT": "its certificate is not valid",
    "ERR_ABORTED": "it is a download, not a page",
}


class PageFailedError(BrowserError):
    """The page could not be looked at, though the browser is well; the text says why."""


class NeverAtRestError(PageFailedError):
    """The page loads itself again and again, and would go on while the next page is opened."""


class RedirectedError(PageFailedError):
    """The page sends its reader to another address, kept in `url`."""

    def __init__(self, url: str) -> None:
        """Keep the address, so that the caller can see whether it is audited anyway."""
        super().__init__(f"redirects to {url}")
        self.url = url


def demand_page(page: Page, traffic: Traffic, *, url: str, refresh: str) -> None:
    """Raise unless the browser shows the page that was asked for, answered without an error.

    `url` is where the browser stands, `refresh` where a `meta` refresh would send it at once. Another
    address alone is no redirect: a script may rename the page that it stands on.
    """
    if traffic.status >= _BAD_STATUS or traffic.status in _WITHOUT_CONTENT:
        message = f"the server answered {traffic.status} {responses.get(traffic.status, '')}"
        raise PageFailedError(message.strip())
    _demand_host(page, traffic.address)
    if traffic.failure and not traffic.goal:
        raise PageFailedError(_in_words(traffic.failure))
    if refresh:
        refuse_goal(page, refresh)
    if traffic.goal and not _is_same(page, traffic.goal):
        refuse_goal(page, traffic.goal)
    if urlsplit(url).scheme != urlsplit(page.url).scheme:
        message = f"goes to {url.partition(',')[0]}, which is no page"
        raise PageFailedError(message)


def refuse_goal(page: Page, goal: str) -> NoReturn:
    """Raise what to say of a page that sends the browser to the address `goal`."""
    _demand_host(page, goal)
    if not _is_same(page, goal):
        raise RedirectedError(urldefrag(goal).url)
    message = "it loads itself again and again"
    raise NeverAtRestError(message)


def load_error(error: BrowserError) -> BrowserError:
    """Return the error to raise: a page's own failure in plain words, the browser's as it is."""
    known = any(sign in error.message for sign in _NETWORK_ERRORS)
    return PageFailedError(_in_words(error.message)) if known else error


def _demand_host(page: Page, there: str) -> None:
    if urlsplit(there).netloc and host_of(there) != host_of(page.url):
        message = f"redirects to another host ({host_of(there)}), which is not audited"
        raise PageFailedError(message)


def _is_same(page: Page, there: str) -> bool:
    return urldefrag(there).url == urldefrag(page.url).url


def _in_words(failure: str) -> str:
    unknown = f"the browser could not open it ({failure})"
    return next((words for sign, words in _NETWORK_ERRORS.items() if sign in failure), unknown)
