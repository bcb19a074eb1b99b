"""Sites of any size, for tests that memory does not grow with them."""

from collections.abc import Mapping

__all__ = ["large_pages", "peak_memory"]

import tracemalloc
from collections.abc import Callable


def large_pages(count: int, head: str = "", kilobytes: int = 60) -> Mapping[str, str]:
    """Return pages by path, each different, which the first one links."""
    links = "".join(f'<a href="p{number}.html">{number}</a>' for number in range(1, count))
    return {
        ("index.html" if number == 0 else f"p{number}.html"): (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{number}</title>'
            f"{head.format(number=number)}</head><body><main><h1>Page {number}</h1>"
            f"{'' if number else links}"
            + "".join(
                f"<p>   Paragraph {number}.{line}   </p>\n\n\n<!-- a note to remove -->\n"
                for line in range(kilobytes * 1000 // 65)
            )
            + "</main></body></html>"
        )
        for number in range(count)
    }


def peak_memory(work: Callable[[], object]) -> int:
    """Return the bytes that Python allocates at most while work is done."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
