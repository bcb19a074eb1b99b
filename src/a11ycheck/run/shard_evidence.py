"""What the JSON report of a shard carries for `a11ycheck merge`, as text."""

import base64
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from a11ycheck import __version__
from a11ycheck.acceptance import Policy
from a11ycheck.config import Config, convert_value, settings
from a11ycheck.errors import UserError
from a11ycheck.model import (
    Element,
    Message,
    Notice,
    NotTested,
    Page,
    PageEvidence,
    Report,
    Shard,
    Skipped,
    SourceLocation,
)
from a11ycheck.run.gathered import Measured, PageResult, Result
from a11ycheck.run.sites import Site

__all__ = ["RecordedSite", "ShardEvidence", "read_shard", "record_shard"]

# Settings that may differ from shard to shard, since no result depends on them.
_OF_ONE_SHARD = (
    *("shard", "formats", "jobs", "cache", "cache_dir", "browser", "driver", "sandbox"),
    *("baseline", "screenshots", "lang", "grid", "grid_timeout", "advertise"),
)
_HINT = "Name the JSON reports of `a11ycheck audit --shard I/N --format json=FILE`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The source location of the elements of a page with this mark."""

    mark: int
    is_root: bool
    is_near: bool
    location: SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageRecord:
    """The result of a page: its evidence, else why it was skipped or not tested."""

    page: str
    evidence: PageEvidence | None = None
    skipped: Message | None = None
    not_tested: Message | None = None
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
    pages: tuple[str, ...]
    own: tuple[str, ...]
    records: tuple[_PageRecord, ...]
    skipped: tuple[Skipped, ...]
    not_tested: tuple[NotTested, ...]
    notices: tuple[Notice, ...]
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


def record_shard(
    report: Report,
    measured: Measured,
    *,
    sites: Sequence[Site],
    policy: Policy,
    config: Config,
    is_partial: bool,
) -> Report:
    """Return the report of a shard with what a merge needs of it."""
    if measured.shard is None:
        return report
    by_path = {page.path: (site, page) for site in sites for page in site.pages}
    evidence = ShardEvidence(
        shard=measured.shard,
        settings=_shared_settings(config),
        targets=report.targets,
        is_partial=is_partial,
        policy=policy,
        started=report.started,
        seconds=report.seconds,
        pages=measured.pages,
        own=measured.own,
        records=tuple(_record(item, *by_path[item.page]) for item in measured.results.values()),
        skipped=measured.skipped,
        not_tested=measured.not_tested,
        notices=measured.notices,
        variants=measured.variants,
        axe=measured.axe,
        interrupted=measured.interrupted,
    )
    # `json` escapes half of a surrogate pair, for which there is no UTF-8.
    text = json.dumps(msgspec.to_builtins(evidence), separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(text.encode("ascii"))).decode("ascii")
    return replace(report, shard=measured.shard, evidence=packed)


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


def _shared_settings(config: Config) -> Mapping[str, Any]:
    names = [setting.name for setting in settings() if setting.name not in _OF_ONE_SHARD]
    plain = msgspec.to_builtins({name: getattr(config, name) for name in names})
    # Tuples become lists, as they are read back.
    shared: Mapping[str, Any] = json.loads(json.dumps(plain))
    return shared


def _record(item: PageResult, site: Site, page: Page) -> _PageRecord:
    record = _PageRecord(
        page=item.page, notices=item.notices, browser=item.browser, is_cached=item.is_cached
    )
    match item.result:
        case PageEvidence() as evidence:
            return replace(
                record, evidence=evidence, locations=tuple(_located(evidence, site, page))
            )
        case NotTested(reason=reason):
            return replace(record, not_tested=reason)
        case Skipped(reason=reason):
            return replace(record, skipped=reason)


def _result(record: _PageRecord) -> Result:
    if record.evidence is not None:
        return record.evidence
    if record.skipped is not None:
        return Skipped(page=record.page, reason=record.skipped)
    return NotTested(page=record.page, reason=record.not_tested or Message("", ""))


def _located(evidence: PageEvidence, site: Site, page: Page) -> Iterator[Located]:
    """Yield the source location of each mark of the elements in a page's evidence once."""
    nodes = (node.element for result in evidence.axe for node in result.nodes)
    facts = (fact.element for probe in evidence.probes for fact in probe.facts)
    elements = {
        (item.mark, item.is_root, bool(item.mark_distance)): item for item in (*nodes, *facts)
    }
    for (mark, is_root, is_near), element in elements.items():
        if location := site.location(page, element):
            yield Located(mark=mark, is_root=is_root, is_near=is_near, location=location)
