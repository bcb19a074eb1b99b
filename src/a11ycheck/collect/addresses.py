"""Addresses: the URL of a page in one spelling, and the sub-path under which a site is served."""

import ipaddress
import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from a11ycheck.errors import UserError

__all__ = ["base_path", "has_scheme", "is_loopback", "page_url"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?!\\)")
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f\\]")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Everything that may stand in a URL as it is, and "%" since it may be quoted already.
_SAFE = "/~:@!$&'()*+,;=%?[]"


def has_scheme(text: str) -> bool:
    """Tell whether a target is spelled as a URL (a Windows drive letter is no scheme)."""
    return _SCHEME.match(text) is not None


def page_url(text: str) -> str:
    """Return an http(s) URL in one spelling, without fragment; UserError says what is wrong."""
    parts = _split(text)
    if parts.scheme and parts.scheme not in _DEFAULT_PORTS:
        message = f"The scheme of {text!r} is not supported."
        hint = "Name a page by its http:// or https:// address, or a file by its path."
        raise UserError(message, hint)
    if "@" in parts.netloc:
        shown = urlunsplit(parts._replace(netloc="…@" + parts.netloc.rpartition("@")[2]))
        message = f"The address {shown} holds a user name or password, which reports would repeat."
        raise UserError(message, "Leave it out; audit a copy of the site that needs no log-in.")
    if not (parts.scheme and parts.hostname) or _UNFIT.search(text.strip()):
        message = f"{text!r} is no complete address."
        raise UserError(message, "Write it as https://host/path.")
    path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE)
    return urlunsplit((parts.scheme, _netloc(parts), path, query, ""))


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text.strip())
        parts.port  # noqa: B018 - reading the port is what checks it
    except ValueError as error:
        message = f"{text!r} is no valid address: {error}."
        raise UserError(message) from None
    return parts


def _netloc(parts: SplitResult) -> str:
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    is_default = parts.port in (None, _DEFAULT_PORTS[parts.scheme])
    return shown if is_default else f"{shown}:{parts.port}"


def is_loopback(url: str) -> bool:
    """Tell whether a URL names this machine itself."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def base_path(text: str) -> str:
    """Return a sub-path with a slash at both ends ("docs" gives "/docs/", "" gives "/")."""
    segments = [segment for segment in text.strip().split("/") if segment]
    if has_scheme(text) or _UNFIT.search(text) or re.search("[?#%]", text) or _climbs(segments):
        message = f"The base {text!r} is no path."
        raise UserError(message, 'Write the sub-path of the site, such as "/docs/".')
    return "/" + "".join(f"{segment}/" for segment in segments)


def _climbs(segments: list[str]) -> bool:
    return any(segment in {".", ".."} for segment in segments)
