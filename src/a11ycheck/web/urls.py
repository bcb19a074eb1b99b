"""Normalized URLs of pages, and the base path under which a site is served."""

import ipaddress
import re
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

from a11ycheck.errors import UserError

__all__ = ["base_path", "canonical_url", "has_scheme", "is_loopback", "page_url"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?!\\)")
_FORBIDDEN = re.compile(r"[\s\x00-\x1f\x7f\\]")
_ESCAPES = re.compile("%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile(rb"[A-Za-z0-9._~-]")
_ROUTES = ("/", "!/")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Every character that a URL allows unquoted, and "%" because the URL may be quoted already.
_SAFE = "/~:@!$&'()*+,;=%?[]"


def has_scheme(text: str) -> bool:
    """Return whether a target begins with a URL scheme (a Windows drive letter is none)."""
    return _SCHEME.match(text) is not None


def page_url(text: str) -> str:
    """Return an http(s) URL, normalized; UserError for any other text.

    Its fragment is left out, but for the route of a one-page application, such as "#/guide".
    """
    try:
        parts = urlsplit(text.strip())
        parts.port  # noqa: B018 - reading the port is what checks it
    except ValueError as error:
        message = f"{text!r} is not a valid URL: {error}."
        raise UserError(message) from None
    if parts.scheme and parts.scheme not in _DEFAULT_PORTS:
        message = f"The scheme of {text!r} is not supported."
        hint = "Name a page by its http:// or https:// URL, or a file by its path."
        raise UserError(message, hint)
    if "@" in parts.netloc:
        shown = urlunsplit(parts._replace(netloc="…@" + parts.netloc.rpartition("@")[2]))
        message = f"The URL {shown} contains a user name or password, which reports would repeat."
        raise UserError(message, "Remove it; audit a copy of the site that needs no login.")
    if not (parts.scheme and parts.hostname) or _FORBIDDEN.search(text.strip()):
        message = f"{text!r} is not a complete URL."
        raise UserError(message, "Write it as https://host/path.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if parts.port not in (None, _DEFAULT_PORTS[parts.scheme]):
        host += f":{parts.port}"
    path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE)
    route = parts.fragment if parts.fragment.startswith(_ROUTES) else ""
    return urlunsplit((parts.scheme, host, path, query, quote(route, safe=_SAFE)))


def canonical_url(url: str) -> str:
    """Return a URL in the form in which equivalent URLs are equal (RFC 3986, 6.2), without its fragment.

    Scheme and host are in lower case, the port is left out if it is the scheme's own, and only characters
    that need it are percent-encoded. Text that is no URL is returned as it is.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    if not parts.netloc:
        return url.partition("#")[0]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    if port not in (None, _DEFAULT_PORTS.get(parts.scheme)):
        host += f":{port}"
    path, query = _ESCAPES.sub(_escape, parts.path or "/"), _ESCAPES.sub(_escape, parts.query)
    return urlunsplit((parts.scheme, host, quote(path, _SAFE), quote(query, _SAFE), ""))


def _escape(match: re.Match[str]) -> str:
    """Return a percent-encoded octet decoded if it is unreserved (RFC 3986, 2.3), else in upper case."""
    octet = unquote_to_bytes(match[0])
    return octet.decode() if _UNRESERVED.match(octet) else match[0].upper()


def is_loopback(url: str) -> bool:
    """Return whether the host of a URL is this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def base_path(text: str) -> str:
    """Return a base path with a slash at both ends ("docs" gives "/docs/", "" gives "/")."""
    segments = [segment for segment in text.strip().split("/") if segment]
    climbs = any(segment in {".", ".."} for segment in segments)
    if has_scheme(text) or _FORBIDDEN.search(text) or re.search("[?#%]", text) or climbs:
        message = f"The base {text!r} is not a path."
        raise UserError(
            message, 'Write the path under which the site is published, such as "/docs/".'
        )
    return "/" + "".join(f"{segment}/" for segment in segments)
