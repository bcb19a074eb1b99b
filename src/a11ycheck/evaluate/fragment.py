"""What of an element's markup tells its fault from another, and survives rebuilds and moves.

Ids, addresses and version queries are made anew by a build; line numbers and selectors move with
every edit. None of them may stand in a fingerprint.
"""

import contextlib
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

from a11ycheck.model import Element

__all__ = ["Fragment", "lasting", "read_fragment"]

_GENERATED = frozenset(
    {
        "id",
        "for",
        "style",
        "aria-controls",
        "aria-describedby",
        "aria-labelledby",
        "aria-owns",
        "aria-activedescendant",
    }
)
_ADDRESSES = frozenset({"href", "src", "srcset", "action", "poster", "data"})
# Text that a reader gets: it differs between places that the same template made.
_WORDS = frozenset({"alt", "title", "aria-label", "placeholder", "value", "content"})
# The port on which a page is served to us is another one in each run; a script can write it into a link.
_LOOPBACK = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?=[/?#\"'\s>]|$)")
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """What identifies an element: its `look` to a style, its `shape` to a template, or the `whole`."""

    look: str
    shape: str
    whole: str


class _StartTag(HTMLParser):
    """Reads the first start tag of a snippet."""

    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[str, dict[str, str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.found is None:
            self.found = (tag, {name: value or "" for name, value in attrs})


def read_fragment(element: Element) -> Fragment:
    """Return the fragment of an element."""
    return _read(element.html, element.text)


@lru_cache(maxsize=4096)  # the elements of a theme are the same on every page
def _read(html: str, text: str) -> Fragment:
    tag, attributes = _start_tag(html)
    stable = {name: value for name, value in attributes.items() if name not in _GENERATED}
    shape = {name: value for name, value in stable.items() if name not in _ADDRESSES | _WORDS}
    whole = {
        name: _last_part(value) if name in _ADDRESSES else value for name, value in stable.items()
    }
    look = {"class": attributes.get("class", ""), "role": attributes.get("role", "")}
    return Fragment(
        look=_join(tag, look),
        shape=_join(tag, shape),
        whole=f"{_join(tag, whole)}{text}",
    )


def _start_tag(html: str) -> tuple[str, dict[str, str]]:
    """Return the first tag with its attributes; one that is cut off is closed in the way that fits."""
    for end in ("", ">", '">'):
        parser = _StartTag()
        # The parser asserts that declarations make sense; what stands behind the tag need not.
        with contextlib.suppress(AssertionError):
            parser.feed(html + end)
        if parser.found is not None:
            return parser.found
    return "", {}


def lasting(fragment: str) -> str:
    """Return a fragment fit for a file that is kept: one line, no address of ours, of bounded length."""
    text = _fold(_LOOPBACK.sub("", fragment)).encode("utf-8", "replace").decode()
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}… {hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _join(tag: str, attributes: dict[str, str]) -> str:
    parts = (f'{name}="{_fold(value)}"' for name, value in sorted(attributes.items()) if value)
    return f"<{' '.join((tag, *parts))}>"


def _fold(value: str) -> str:
    return " ".join(value.split())


def _last_part(address: str) -> str:
    """Return the address without what a page's depth, a query or a fragment puts around it."""
    return re.sub(r"[?#].*$", "", address).removeprefix("./").rpartition("../")[2]
