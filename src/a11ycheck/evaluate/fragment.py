"""The part of an element's markup that identifies it, and survives rebuilds and moves.

A build generates new ids, URLs and version queries; line numbers and selectors move with every edit.
None of them may be part of a fingerprint.
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
_URLS = frozenset({"href", "src", "srcset", "action", "poster", "data"})
# Text for readers: it differs between elements that the same template made.
_WORDS = frozenset({"alt", "title", "aria-label", "placeholder", "value", "content"})
# Each run serves pages on another port, which a script can write into a link.
_LOOPBACK = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?=[/?#\"'\s>]|$)")
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """What identifies an element: its `look` for a style, its `shape` for a template, or the `whole`."""

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
    shape = {name: value for name, value in stable.items() if name not in _URLS | _WORDS}
    whole = {name: _last_part(value) if name in _URLS else value for name, value in stable.items()}
    look = {"class": attributes.get("class", ""), "role": attributes.get("role", "")}
    return Fragment(
        look=_join(tag, look),
        shape=_join(tag, shape),
        whole=f"{_join(tag, whole)}{text}",
    )


def _start_tag(html: str) -> tuple[str, dict[str, str]]:
    """Return the first tag with its attributes; a truncated one is completed first."""
    for end in ("", ">", '">'):
        parser = _StartTag()
        # The parser asserts that declarations are well-formed; those after the tag may not be.
        with contextlib.suppress(AssertionError):
            parser.feed(html + end)
        if parser.found is not None:
            return parser.found
    return "", {}


def lasting(fragment: str) -> str:
    """Return a fragment for the baseline: one line, without loopback URLs, of bounded length."""
    text = _fold(_LOOPBACK.sub("", fragment)).encode("utf-8", "replace").decode()
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}… {hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _join(tag: str, attributes: dict[str, str]) -> str:
    parts = (f'{name}="{_fold(value)}"' for name, value in sorted(attributes.items()) if value)
    return f"<{' '.join((tag, *parts))}>"


def _fold(value: str) -> str:
    return " ".join(value.split())


def _last_part(url: str) -> str:
    """Return a URL without query, fragment, and the `../` that depend on a page's depth."""
    return re.sub(r"[?#].*$", "", url).removeprefix("./").rpartition("../")[2]
