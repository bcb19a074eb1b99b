"""What tests of the loopback server share: types, a page, and where it listens."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from a11ycheck.collect import SiteServer

__all__ = ["PAGE", "Ask", "Build", "Rights", "address_of"]


Build = Callable[[Mapping[str, str | bytes]], Path]
Ask = Callable[..., Any]
Rights = Callable[[], AbstractContextManager[None]]
PAGE = "<!doctype html><title>Home</title>" + "<p>word</p>" * 100


def address_of(server: SiteServer) -> tuple[str, int]:
    parts = urlsplit(server.origin)
    return parts.hostname or "", parts.port or 0
