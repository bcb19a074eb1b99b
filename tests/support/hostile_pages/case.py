"""What a page of the hostile site is: its content, the files beside it, and the right result for it.

In contents, `%SELF%` is the file name of the page, `%STEM%` that name without its suffix, `%PAGE:kind--variant%`
the file name of another page, and `%ELSEWHERE%` the host and port of a server that no page may reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

__all__ = ["DEFECT", "Case", "Right", "cases", "page", "scripted"]


class Right(Enum):
    """The right result of a page.

    A page that is audited must fail the rules of its case, except where it is reported that these rules raised
    an error on it or, for REPORTED, that a part of it was not inspected.
    """

    AUDITED = "audited"
    EITHER = "audited or not tested"
    REPORTED = (
        "audited with its frames and shadow roots that were not inspected reported, or not tested"
    )
    NOT_TESTED = "not tested"
    SKIPPED = "skipped or not tested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page: `rules` fail on it if it is audited, `files` lie beside it, each with its page's stem as prefix.

    `headers` are sent with it: such a page can only be audited by its URL.
    """

    kind: str
    variant: str
    content: str | bytes
    right: Right = Right.AUDITED
    rules: frozenset[str] = frozenset({"image-alt"})
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    suffix: str = ".html"

    @property
    def name(self) -> str:
        """The name, unique among all cases."""
        return f"{self.kind}--{self.variant}"


# Every page has an image without a text alternative, so a page that is audited and passes was not seen.
DEFECT = '<p>An image: <img src="dot.png" width="16" height="16"></p>'
_HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>%TITLE%</title>'
)
_BODY = "<p>Ordinary words about water, bread and letters.</p><p>More of them follow here.</p>"


def page(body: str = "", *, head: str = "", defect: str = DEFECT) -> str:
    """Return a page with a heading, text, an image without alternative, and what is given."""
    return f"{_HEAD}{head}</head><body><main><h1>%TITLE%</h1>{_BODY}{defect}{body}</main></body></html>\n"


def scripted(script: str, *, head: bool = False) -> str:
    """Return a page with a script, at the end of its body or in its head."""
    tag = f"<script>{script}</script>"
    return page(head=tag) if head else page(tag)


def cases(
    kind: str,
    contents: Mapping[str, str | bytes],
    right: Right = Right.AUDITED,
    *,
    rules: frozenset[str] = frozenset({"image-alt"}),
    files: Mapping[str, str | bytes] | None = None,
    headers: Mapping[str, str] | None = None,
    suffix: str = ".html",
) -> Iterator[Case]:
    """Yield one case for each content, by the name of its variant."""
    for variant, content in contents.items():
        yield Case(
            kind=kind,
            variant=variant,
            content=content,
            right=right,
            rules=rules,
            files=files or {},
            headers=headers or {},
            suffix=suffix,
        )
