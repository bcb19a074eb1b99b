"""What the JSON report of a shard carries for `a11ycheck merge`, as text."""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from a11ycheck import __version__
from a11ycheck.acceptance import Policy
from a11ycheck.browser import Hop, Redirected
from a11ycheck.config import Config, convert_value, settings
from a11ycheck.errors import UserError
from a11ycheck.model import (
    Element,
    Message,
    Notice,
    NotTested,
    Page,
    PageEvidence,
    Shard,
    Skipped,
    SourceLocation,
    Uncollected,
    plain_message,
)
from a11ycheck.run.gathered import PageResult
from a11ycheck.run.redirects import Result

__all__ = ["Located", "PageName", "PageRecord", "RecordedSite", "ShardEvidence", "read_shard"]

_HINT = "Name the JSON reports of `a11ycheck audit --shard I/N --format json=FILE`."


@dataclass(frozen=True, slots=True, kw_only=True)
class PageName:
    """A page: its path in reports, and its URL, without the origin of our server if it is served."""

    path: str
    url: str
    is_served: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The source location of the elements of a page with this mark."""

    mark: int
    is_root: bool
    is_near: bool
    location: SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """The result of a page: its evidence, its redirects, or why it was skipped or not tested."""

    page: str
    evidence: PageEvidence | None = None
    skipped: Message | None = None
    not_tested: Message | None = None
    hops: tuple[Hop, ...] = ()
    notices: tuple[Message, ...] = ()
    browser: str = ""
    is_cached: bool = False
    locations: tuple[Located, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardEvidence:
    """All that a merge needs of one shard: neither site, sources nor configuration have to be at hand.

    `settings` are those that results depend on, `policy` the suppressions and the baseline. `started` and
    `seconds` are those of the shard's report; for the other fields, see `Measured`.
    """

    shard: Shard
    settings: Mapping[str, Any]
    targets: tuple[str, ...]
    is_partial: bool
    policy: Policy
    started: str
    seconds: float
    pages: tuple[PageName, ...]
    own: tuple[str, ...]
    records: tuple[PageRecord, ...]
    skipped: tuple[Skipped, ...]
    not_tested: tuple[NotTested, ...]
    notices: tuple[Notice, ...]
    uncollected: tuple[Uncollected, ...]
    variants: tuple[str, ...]
    axe: str
    interrupted: bool

    @property
    def browser(self) -> str:
        """Return the browser that measured the shard's pages, "" if none did."""
        return next((item.browser for item in self.records if item.browser), "")

    def config(self) -> Config:
        """Return the configuration of the run, with defaults for what concerns one shard only."""
        kinds = {setting.name: setting.type for setting in settings()}
        values = {name: convert_value(value, kinds[name]) for name, value in self.settings.items()}
        return Config(**values)

    def all_pages(self) -> tuple[Page, ...]:
        """Return all pages of the run, in their order."""
        return tuple(
            Page(path=page.path, url=page.url, file=Path(page.path) if page.is_served else None)
            for page in self.pages
        )

    def results(self) -> Mapping[str, PageResult]:
        """Return the results of the shard's pages by path."""
        return {
            item.page: PageResult(
                page=item.page,
                result=_result(item),
                notices=item.notices,
                browser=item.browser,
                is_cached=item.is_cached,
            )
            for item in self.records
        }

    def site(self) -> "RecordedSite":
        """Return the shard's pages with the source locations of their elements."""
        return RecordedSite(
            pages=tuple(Page(path=item.page, url="") for item in self.records),
            locations={item.page: item.locations for item in self.records},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSite:
    """Pages whose elements were located when their shard was audited."""

    pages: tuple[Page, ...]
    locations: Mapping[str, tuple[Located, ...]]

    def location(self, page: Page, element: Element) -> SourceLocation | None:
        """Return the source location of an element, or of its nearest marked ancestor."""
        key = (element.mark, element.is_root, bool(element.mark_distance))
        found = self.locations.get(page.path, ())
        return next((it.location for it in found if (it.mark, it.is_root, it.is_near) == key), None)


def read_shard(path: Path) -> ShardEvidence:
    """Return what the JSON report in a file carries; UserError if it is not the report of a shard."""
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
    version = report.get("tool", {}).get("version")
    if version != __version__:
        message = f"{path} was written by a11ycheck {version}; this is a11ycheck {__version__}."
        raise UserError(message, "Audit all shards and merge them with the same version.")
    if not report.get("shard"):
        raise UserError(f"{path} is the report of a whole run, not of a shard.", _HINT)
    try:
        text = zlib.decompress(base64.b64decode(report["shard"]["evidence"], validate=True))
        return msgspec.convert(json.loads(text), ShardEvidence)
    except (KeyError, TypeError, ValueError, zlib.error, msgspec.MsgspecError):
        message = f"The evidence in {path} is damaged."
        raise UserError(message, "Audit the shard again.") from None


def _result(record: PageRecord) -> Result:
    if record.evidence is not None:
        return record.evidence
    if record.hops:
        return Redirected(hops=record.hops)
    if record.skipped is not None:
        return Skipped(page=record.page, reason=record.skipped)
    return NotTested(page=record.page, reason=record.not_tested or plain_message(""))
