"""Compressed copies of pages that have other content: a server that sends them shows an old page."""

from collections.abc import Iterable, Iterator

from a11ycheck.model import Message, MessageTemplate, Notice, Page
from a11ycheck.run.page_files import PageFiles

__all__ = ["merge_stale_copies", "stale_copies"]

STALE_COPY = MessageTemplate(
    "stale-copy",
    "Compressed copy {file} has other content than its page; a server may send it. Compress the page "
    "again.",
)
STALE_COPIES = MessageTemplate(
    "stale-copies",
    "{count} compressed copies have other content than their pages (first {files}); a server may send "
    "them. Compress the pages again.",
)

_MOST_NAMED = 3


def stale_copies(page: Page, files: PageFiles) -> tuple[Message, ...]:
    """Return a message for each stale copy beside the file of a page; OSError if the file is unreadable."""
    if page.file is None:
        return ()
    return tuple(
        STALE_COPY.format(file=f"{page.path}{suffix}")
        for suffix in files.stale_copy_suffixes(page.file)
    )


def merge_stale_copies(notices: Iterable[Notice]) -> Iterator[Notice]:
    """Yield the notices; those about many stale copies as one of the site, as they have one cause."""
    stale: list[Notice] = []
    for notice in notices:
        if notice.message.id == STALE_COPY.id:
            stale.append(notice)
        else:
            yield notice
    if len(stale) <= _MOST_NAMED:
        yield from stale
        return
    named = [str(notice.message.values["file"]) for notice in stale[:_MOST_NAMED]]
    yield Notice(page="", message=STALE_COPIES.format(count=len(stale), files=named))
