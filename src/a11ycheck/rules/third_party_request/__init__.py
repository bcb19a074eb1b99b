"""Pages request nothing from third-party hosts.

## What it checks

The requests of the page to hosts other than its own: fonts, scripts, images, analytics. During an
audit such requests are blocked and counted, unless `allow_hosts` names the host. The rule fails
once for each host and names the paths that were requested.

## Why it matters

Each host needs a connection of its own, which takes seconds on a slow network, and it learns who
reads the page: a risk for readers who are under surveillance. If the host is blocked or down, the
page waits for it.

## Example

```html
<link rel="stylesheet" href="https://fonts.example/css?family=Noto+Sans+Arabic">
```

## Use instead

```html
<link rel="stylesheet" href="_static/fonts.css">
```

Serve the file from your own site, or remove it.

## Known limits

Requests that start later, on scrolling or on a click, requests of service workers, and links, which
request nothing until they are followed.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from a11ycheck.model import (
    Impact,
    Message,
    MessageTemplate,
    PageEvidence,
    Reach,
    Request,
    ResourceRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

OTHER_HOST = MessageTemplate("other-host", "Page requests {paths} from third-party host {host}.")
LOCAL_FILE = MessageTemplate(
    "local-file", "Page requests {paths} from the disk of its author; readers do not get it."
)
MORE = MessageTemplate("more", "and {count} more")
_NAMED = 3


def judge(evidence: PageEvidence, options: object) -> Sequence[Verdict]:
    """Judge the requests of a page: one failed verdict for each blocked host."""
    by_host: dict[str, list[Request]] = {}
    for request in evidence.requests:
        if request.blocked:
            by_host.setdefault(urlsplit(request.url).netloc, []).append(request)
    if not by_host:
        return (Verdict.passed(),)
    return [_verdict(host, requests) for host, requests in by_host.items()]


def _verdict(host: str, requests: Sequence[Request]) -> Verdict:
    paths = dict.fromkeys(urlsplit(request.url).path or "/" for request in requests)
    named: list[str | Message] = [*list(paths)[:_NAMED]]
    if len(paths) > _NAMED:
        named.append(MORE.format(count=len(paths) - _NAMED))
    if not host and requests[0].url.startswith("file:"):
        return Verdict.failed(LOCAL_FILE.format(paths=named), cause=("host=",))
    return Verdict.failed(OTHER_HOST.format(host=host, paths=named), cause=(f"host={host}",))


RULE = ResourceRule(
    id="third-party-request",
    title="Pages should not make requests to third-party hosts",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.privacy"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    judge=judge,
)
