"""Find suppressions in comments of pages without a source map, where they cover nothing."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from a11ycheck.model import MessageTemplate, Notice, Page
from a11ycheck.run.page_files import PageFiles

__all__ = ["suppressions_in_pages"]

IN_PAGES = MessageTemplate(
    "suppressions-in-pages",
    "Comments suppress nothing in pages without a source map ({places}). "
    "Accept these findings in the configuration: [[tool.a11ycheck.suppress]].",
)
_NAMED = 3


def suppressions_in_pages(pages: Iterable[Page], files: PageFiles) -> tuple[Notice, ...]:
    """Return a notice that names the first of them, none if there are none."""
    places = list(islice(_places(pages, files), _NAMED + 1))
    if not places:
        return ()
    named = [*places[:_NAMED], *("\u2026" for _ in places[_NAMED:])]
    return (Notice(page="", message=IN_PAGES.format(places=", ".join(named))),)


def _places(pages: Iterable[Page], files: PageFiles) -> Iterator[str]:
    for page in pages:
        if page.file is None or page.state:
            continue
        with suppress(OSError):  # a page that cannot be read is not tested
            for line in files.suppression_lines(page.file):
                yield f"{page.path}:{line}"
