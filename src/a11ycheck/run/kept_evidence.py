"""Keep in a report what a comparison with another state of the site needs, and read it back."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec

from a11ycheck.comparison import FindingState, PageState, SiteState, TreeState
from a11ycheck.errors import UserError
from a11ycheck.model import (
    Finding,
    Outcome,
    Page,
    PageEvidence,
    PageTree,
    Report,
    SourceLocation,
)
from a11ycheck.run.sites import LocatedSite

__all__ = ["keep_evidence", "kept_state", "read_kept_state"]

_LINK: Final = "2g"
_HINT: Final = "Write it with: a11ycheck audit --keep-evidence --format json=FILE"


def keep_evidence(
    report: Report, evidence: Iterable[PageEvidence], sites: Iterable[LocatedSite]
) -> Report:
    """Return the report with the trees of all pages, their source locations, weights and findings."""
    by_page = {page.path: (site, page) for site in sites for page in site.pages}
    weights = {weight.page: weight for weight in report.weights}
    pages = {}
    for item in evidence:
        weight = weights.get(item.page)
        located = by_page.get(item.page)
        pages[item.page] = PageState(
            page=item.page,
            trees=tuple(_tree_state(tree, located) for tree in item.trees),
            wire_bytes=weight.wire_bytes if weight else 0,
            first_paint=weight.first_paint.get(_LINK) if weight else None,
        )
    state = SiteState(
        pages=pages,
        findings={finding.fingerprint: finding for finding in _findings(report.findings)},
        not_tested=tuple(item.page for item in report.not_tested),
    )
    # `json` escapes half of a surrogate pair, for which there is no UTF-8.
    text = json.dumps(msgspec.to_builtins(state, str_keys=True), separators=(",", ":"))
    return replace(report, kept=base64.b64encode(zlib.compress(text.encode("ascii"))).decode())


def _tree_state(tree: PageTree, located: tuple[LocatedSite, Page] | None) -> TreeState:
    sources = dict(_sources(tree, *located)) if located else {}
    return TreeState(variants=tree.variants, nodes=tuple(tree.nodes), sources=sources)


def _sources(tree: PageTree, site: LocatedSite, page: Page) -> Iterator[tuple[int, SourceLocation]]:
    """Yield the source location of each node; a text has that of the element around it."""
    around: list[SourceLocation | None] = []
    for number, node in enumerate(tree.nodes):
        del around[node.depth :]
        source = around[-1] if around else None
        if node.element is not None and (node.element.mark >= 0 or node.element.is_root):
            source = site.location(page, node.element)
        around += [source] * (node.depth + 1 - len(around))
        if source is not None:
            yield number, source


def _findings(findings: Sequence[Finding]) -> Iterator[FindingState]:
    for finding in findings:
        if finding.suppression is None and finding.outcome in (Outcome.FAILED, Outcome.CANT_TELL):
            yield FindingState(
                fingerprint=finding.fingerprint,
                rule=finding.rule,
                title=finding.title,
                outcome=str(finding.outcome),
                pages=finding.pages,
            )


def kept_state(report: Report) -> SiteState:
    """Return what a report kept."""
    return _decode(report.kept)


def read_kept_state(path: Path) -> SiteState:
    """Return what the JSON report in a file kept; UserError if it kept nothing, or is no report."""
    try:
        report = json.loads(path.read_bytes())
    except OSError as error:
        message = f"The report {path} cannot be read: {error.strerror}."
        raise UserError(message, "Check the path.") from None
    except (ValueError, RecursionError):
        raise UserError(f"{path} is not a JSON report.", _HINT) from None
    schema = report.get("schema") if isinstance(report, dict) else None
    if not str(schema).startswith("a11ycheck-report/"):
        raise UserError(f"{path} is not a JSON report of a11ycheck.", _HINT)
    if not report.get("kept_evidence"):
        raise UserError(f"The report {path} kept no evidence.", _HINT)
    try:
        return _decode(report["kept_evidence"])
    except (ValueError, TypeError, zlib.error, msgspec.MsgspecError):
        raise UserError(f"The evidence in {path} is damaged.", "Audit the site again.") from None


def _decode(text: str) -> SiteState:
    data = zlib.decompress(base64.b64decode(text, validate=True))
    return msgspec.convert(json.loads(data), SiteState, str_keys=True, strict=False)
