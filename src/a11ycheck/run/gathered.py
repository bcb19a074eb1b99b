"""The evidence that a run has gathered: by page as it was measured, then in the order of the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from a11ycheck.model import (
    Message,
    MessageTemplate,
    Notice,
    NotTested,
    Page,
    PageEvidence,
    Shard,
    Skipped,
    Uncollected,
)
from a11ycheck.run.partial_evidence import partial_evidence
from a11ycheck.run.redirects import Result, follow_redirects

__all__ = ["INTERRUPTED", "Gathered", "Measured", "PageResult", "assemble"]

INTERRUPTED = Message("interrupted", "the audit was interrupted before it")
PART_OF_RUN = MessageTemplate(
    "shard",
    "This is shard {index} of {count}, with {pages} of {total} pages. The rules that compare pages run in "
    "`a11ycheck merge`.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """The result of a page, its notices, and the browser that measured it, perhaps in an earlier run.

    `digest` identifies evidence that is cached; it is empty for any other result.
    """

    page: str
    result: Result
    notices: tuple[Message, ...] = ()
    browser: str = ""
    is_cached: bool = False
    digest: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The results of the pages as they came.

    `pages` are all pages of the run, in their order, `own` the paths of those that this shard measures (all
    without shards), and `results` the results by path: those of pages before an interruption. `skipped`,
    `not_tested`, `notices` and `uncollected` are known without measuring any page, and the same in each
    shard.
    """

    pages: tuple[Page, ...]
    own: tuple[str, ...]
    results: Mapping[str, PageResult]
    skipped: tuple[Skipped, ...] = ()
    not_tested: tuple[NotTested, ...] = ()
    notices: tuple[Notice, ...] = ()
    uncollected: tuple[Uncollected, ...] = ()
    variants: tuple[str, ...] = ()
    axe: str = ""
    interrupted: bool = False
    shard: Shard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The evidence of all pages, in their order, and the pages without any.

    `planned` counts all pages. `partial` is what is known of pages that are skipped or not tested. `cached`
    counts those whose evidence is from the cache; `axe` and `browser` are the versions that it was measured
    with, and `variants` the names of the variants. `digests` identify the cached evidence of pages.
    """

    planned: int
    evidence: tuple[PageEvidence, ...]
    skipped: tuple[Skipped, ...] = ()
    not_tested: tuple[NotTested, ...] = ()
    partial: tuple[PageEvidence, ...] = ()
    notices: tuple[Notice, ...] = ()
    uncollected: tuple[Uncollected, ...] = ()
    variants: tuple[str, ...] = ()
    cached: int = 0
    axe: str = ""
    browser: str = ""
    interrupted: bool = False
    digests: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Return whether every page was tested or skipped on purpose, and at least one was tested."""
        return bool(self.evidence) and not (self.not_tested or self.interrupted)


def assemble(measured: Measured, missing: Mapping[str, Message] | None = None) -> Gathered:
    """Return the evidence in the order of the pages.

    A page without a result is not tested, for the reason that `missing` gives, else because the run was
    interrupted.
    """
    reasons = missing or {}
    ordered = [
        measured.results.get(path)
        or PageResult(page=path, result=NotTested(page=path, reason=reasons.get(path, INTERRUPTED)))
        for path in measured.own
    ]
    results = _follow(measured, {item.page: item.result for item in ordered})
    # This run's browser, else that of the cached evidence.
    browsers = sorted(measured.results.values(), key=lambda item: item.is_cached)
    about_pages = [
        Notice(page=item.page, message=text) for item in ordered for text in item.notices
    ]
    return Gathered(
        planned=len(ordered) + len(measured.skipped) + len(measured.not_tested),
        evidence=tuple(item for item in results.values() if isinstance(item, PageEvidence)),
        skipped=(
            *measured.skipped,
            *(item for item in results.values() if isinstance(item, Skipped)),
        ),
        not_tested=(
            *measured.not_tested,
            *(item for item in results.values() if isinstance(item, NotTested)),
        ),
        partial=tuple(
            known for item in ordered if (known := partial_evidence(item.page, item.result))
        ),
        notices=(*_about_shard(measured), *measured.notices, *about_pages),
        uncollected=measured.uncollected,
        variants=measured.variants,
        cached=sum(item.is_cached and isinstance(item.result, PageEvidence) for item in ordered),
        axe=measured.axe,
        browser=next((item.browser for item in browsers if item.browser), ""),
        interrupted=measured.interrupted,
        digests={item.page: item.digest for item in ordered if item.digest},
    )


def _follow(measured: Measured, results: Mapping[str, Result]) -> Mapping[str, Result]:
    """Return the results without redirects; pages of other shards count as audited until the merge."""
    own = set(measured.own)
    others = {
        page.path: PageEvidence(page=page.path) for page in measured.pages if page.path not in own
    }
    return {**results, **follow_redirects({**others, **results}, measured.pages)}


def _about_shard(measured: Measured) -> tuple[Notice, ...]:
    if measured.shard is None:
        return ()
    message = PART_OF_RUN.format(
        index=measured.shard.index,
        count=measured.shard.count,
        pages=len(measured.own),
        total=len(measured.pages),
    )
    return (Notice(page="", message=message),)
