"""The hosts that pages may request, as users write them."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from a11ycheck.errors import UserError

__all__ = ["check_hosts"]


def check_hosts(hosts: Iterable[str], where: str) -> None:
    """Raise UserError if one is a URL, which the browser would take for the name of no host."""
    for host in hosts:
        if "/" not in host:
            continue
        try:
            name = urlsplit(host if "//" in host else f"//{host}").netloc.rpartition("@")[2]
        except ValueError:
            name = ""
        message = f'{where}: "{host}" is a URL, not a host.'
        raise UserError(message, f"Write only the host: {name or 'cdn.example.org'}")
