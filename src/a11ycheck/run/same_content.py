"""Find pages that show the same content under different URLs, such as a login page or an error page."""

from collections.abc import Iterator, Sequence

from a11ycheck.model import MessageTemplate, Notice, PageEvidence

__all__ = ["same_content_notices"]

SAME_CONTENT = MessageTemplate(
    "same-content", "{count} pages show the same content (first {pages})"
)

# Two may be a page and its alias.
_LEAST_PAGES = 3
_MOST_NAMED = 3


def same_content_notices(evidence: Sequence[PageEvidence]) -> Iterator[Notice]:
    """Yield a notice for each content that at least three pages show."""
    pages: dict[str, list[str]] = {}
    for item in evidence:
        if item.content and not item.state:
            pages.setdefault(item.content, []).append(item.page)
    for names in pages.values():
        if len(names) >= _LEAST_PAGES:
            message = SAME_CONTENT.format(count=len(names), pages=names[:_MOST_NAMED])
            yield Notice(page="", message=message)
