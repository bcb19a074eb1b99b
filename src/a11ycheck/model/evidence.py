"""Evidence: what was measured of a page, as plain data, which is judged later and can be judged again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from a11ycheck.model.accessibility import PageTree
from a11ycheck.model.bounds import clip
from a11ycheck.model.element import Element
from a11ycheck.model.message import Message
from a11ycheck.model.outcome import Impact, Outcome
from a11ycheck.model.source import SourceFact, SourceLocation

__all__ = [
    "AxeCheck",
    "AxeNode",
    "AxeResult",
    "Fact",
    "Facts",
    "NotTested",
    "PageEvidence",
    "ParseError",
    "ProbeResult",
    "Request",
    "Shown",
    "lacks_stylesheet",
]


Facts = Mapping[str, Any]
"""What was measured of one element, or read in one place of a source, by name."""


_FIRST_ERROR = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class AxeCheck:
    """One of axe's checks that explains a result.

    `id` is the check's, `message` axe's finished English sentence, `message_key` the variant of the message
    that axe chose ("" for none), and `data` what fills it.
    """

    id: str
    message: str
    message_key: str = ""
    data: Any = None

    def __post_init__(self) -> None:
        """Bound the message, which can quote the page."""
        object.__setattr__(self, "message", clip(self.message))


@dataclass(frozen=True, slots=True, kw_only=True)
class AxeNode:
    """An element that axe reports: its impact, and the checks that explain the result.

    `data` holds the numbers of all checks of the node together.
    """

    element: Element
    impact: Impact | None = None
    checks: tuple[AxeCheck, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AxeResult:
    """The result of one axe rule.

    `error` is the text of an error in axe itself, which is no outcome, and `element` the first one on which
    axe raised it, None where it is about none.
    """

    rule: str
    outcome: Outcome
    variants: tuple[str, ...]
    nodes: tuple[AxeNode, ...] = ()
    error: str = ""
    element: Element | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The measurements of one element by a probe."""

    element: Element
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeResult:
    """The measurements of one rule's probe; `error` is the text of the exception that it threw."""

    rule: str
    variants: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request of a page, from the browser's network log.

    `wire_bytes` counts the compressed body and the response's headers, as a first visit pays for them (None
    where the browser did not report them); `status` is the HTTP status, 0 without a response. `blocking` is
    true where nothing is rendered before the response; `initiator` is the URL of the requesting resource,
    "" if unknown. `mime_type` is that of the response, "" without one.
    """

    url: str
    kind: str
    status: int = 0
    wire_bytes: int | None = None
    third_party: bool = False
    blocked: bool = False
    failure: str = ""
    blocking: bool = False
    initiator: str = ""
    mime_type: str = ""

    @property
    def is_missing(self) -> bool:
        """Return whether the server answered with an error."""
        return self.status >= _FIRST_ERROR


def lacks_stylesheet(requests: Iterable[Request]) -> bool:
    """Return whether none of a page's own stylesheets is there, and one that it waits for is missing.

    Those for print, and alternate ones, block nothing.
    """
    own = [item for item in requests if item.kind == "stylesheet" and not item.third_party]
    return all(item.is_missing or item.blocked for item in own) and any(
        item.blocking for item in own
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseError:
    """A parse error of a page's file, on a line and column counted from 1.

    `message` is the parser's: its id is the error's code, and its values are the tags and lines involved.
    `source` is the line that made the tag, where a source map has it.
    """

    message: Message
    line: int
    column: int = 1
    source: SourceLocation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page displayed in the first variant.

    `characters` and `elements` count visible text and elements, in open shadow roots and in frames of the
    same origin too. `main` is the selector of the main content (`body` where none is marked), and
    `main_characters` its visible text. `frames` are the visible frames that could not be inspected,
    `closed_roots` the elements with a closed shadow root, and `stylesheets` the URLs of those that were not
    applied.
    """

    characters: int
    elements: int
    main: str
    main_characters: int
    frames: tuple[str, ...] = ()
    closed_roots: tuple[str, ...] = ()
    stylesheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvidence:
    """All evidence of one page.

    `axe` holds the failed and cantTell results; `passed` and `inapplicable` name the axe rules with these
    outcomes. `notices` are messages about the page that are not findings. `shown` is None where it was not
    measured. `content` is a hash of the title and the main content as shown, "" where that is too little to
    compare. `state` names the state that actions brought about, "" for the page as it loads. `trees` are
    the accessibility trees, one for all variants that show the same, empty where no rule asked for them.
    `consulted` are the URLs of other pages that were read to measure this one. `markup` (None: the page has
    no file) and `source` (None: no source map covers the page) come from files on disk, and are never
    cached with the rest; `markup` has the first of `markup_total` parse errors.
    """

    page: str
    axe: tuple[AxeResult, ...] = ()
    passed: tuple[str, ...] = ()
    inapplicable: tuple[str, ...] = ()
    probes: tuple[ProbeResult, ...] = ()
    requests: tuple[Request, ...] = ()
    notices: tuple[Message, ...] = ()
    shown: Shown | None = None
    content: str = ""
    consulted: tuple[str, ...] = ()
    state: str = ""
    trees: tuple[PageTree, ...] = ()
    markup: tuple[ParseError, ...] | None = None
    markup_total: int = 0
    source: tuple[SourceFact, ...] | None = None

    @property
    def lacks_stylesheet(self) -> bool:
        """Return whether the page is shown without any of its own stylesheets, since they are missing."""
        return lacks_stylesheet(self.requests)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTested:
    """A page that could not be audited, and why."""

    page: str
    reason: Message
