"""Where browsers on other machines find the loopback server, and the secret that opens it."""

import re
import secrets
import socket
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from a11ycheck.errors import UserError

__all__ = ["Advertised", "advertise"]

_FORM = re.compile(r"(?P<host>[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(:(?P<port>[0-9]{1,5}))?")
_PORTS = range(1, 65536)
_ANY = "0.0.0.0"  # noqa: S104 - only where `host` is not an IP address of this machine, and with a secret name
_DISCARD_PORT = 9


def _secret_name() -> str:
    return f"{secrets.token_hex(16)}.localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advertised:
    """How browsers on other machines reach pages of this one.

    `host` leads to this machine, and `port` (0: a free one) to the server. URLs contain `name` instead: the
    browsers of this run are started with a rule that resolves it to `host`, and a request that does not
    name it is refused. So the name is the secret that opens the server, for every kind of request: of
    frames without an origin, of workers, of scripts that send no cookies. Browsers trust a name below
    "localhost" as they trust 127.0.0.1, so that pages behave as they do locally.
    """

    host: str
    port: int = 0
    name: str = field(default_factory=_secret_name, repr=False)

    @property
    def resolver_rule(self) -> str:
        """Return the rule of Chromium's flag --host-resolver-rules by which the name leads to the host."""
        return f"MAP {self.name} {self.host}"

    def endpoints(self) -> tuple[tuple[str, int], ...]:
        """Return where to listen: at the host's own IP address, else, behind a port mapping, at all."""
        return (self.host, self.port), (_ANY, self.port)


def advertise(text: str, grid: str) -> Advertised:
    """Return what "HOST[:PORT]" names; "" is the IP address of this machine that leads to the URL `grid`.

    UserError if the text has another form, or no IP address leads there.
    """
    if not text:
        return Advertised(host=_own_host(grid))
    found = _FORM.fullmatch(text)
    port = int(found["port"] or 0) if found else 0
    if found is None or (found["port"] and port not in _PORTS):
        message = f"--advertise: {text!r} is not a host with an optional port."
        raise UserError(message, "Write a host name or an IPv4 number: build.example:8000.")
    return Advertised(host=found["host"], port=port)


def _own_host(grid: str) -> str:
    parts = urlsplit(grid)
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            # Nothing is sent: the system only chooses the route.
            probe.connect((parts.hostname or "", parts.port or _DISCARD_PORT))
            own = str(probe.getsockname()[0])
    except (OSError, ValueError) as error:
        message = f"No IP address of this machine leads to {parts.hostname}: {error}."
        raise UserError(
            message, "Name the host that the Grid's nodes reach: --advertise HOST."
        ) from None
    return own
