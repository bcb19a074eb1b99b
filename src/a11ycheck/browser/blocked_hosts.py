"""Name the options that let in the hosts which a page lacks."""

from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from a11ycheck.model import Message, MessageTemplate, Request

__all__ = ["with_host_options"]

WITHOUT_HOSTS = MessageTemplate(
    "content-of-blocked-hosts",
    "{reason}; files of other hosts are blocked: to load them, add {options}",
)

_MOST_NAMED = 5


def with_host_options(
    reason: Message, requests: Iterable[Request], kinds: Collection[str]
) -> Message:
    """Return a reason, with the options for the hosts of blocked requests of some kinds."""
    blocked = (request for request in requests if request.blocked and request.kind in kinds)
    hosts = dict.fromkeys(urlsplit(request.url).netloc for request in blocked)
    options = " ".join(f"--allow-host {host}" for host in list(filter(None, hosts))[:_MOST_NAMED])
    return WITHOUT_HOSTS.format(reason=reason, options=options) if options else reason
