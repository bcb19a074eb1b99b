"""Record what a shard measured, so that its JSON report can be merged."""

import base64
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from a11ycheck.acceptance import Policy
from a11ycheck.browser import Redirected
from a11ycheck.config import Config, settings
from a11ycheck.model import NotTested, Page, PageEvidence, Report, Skipped
from a11ycheck.run.gathered import Measured, PageResult
from a11ycheck.run.shard_evidence import Located, PageName, PageRecord, ShardEvidence
from a11ycheck.run.sites import Site

__all__ = ["record_shard"]

# Settings that may differ from shard to shard, since no result depends on them.
_OF_ONE_SHARD = (
    *(
        "shard",
        "formats",
        "jobs",
        "cache",
        "cache_dir",
        "cache_size",
        "browser",
        "driver",
        "sandbox",
    ),
    *("baseline", "screenshots", "lang", "all_pages", "grid", "grid_timeout", "advertise"),
)


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

    def neutral(url: str) -> str:
        """Return a URL with an origin that is the same in all shards, if it is one of ours."""
        for number, site in enumerate(sites):
            if site.origin and url.startswith(f"{site.origin}/"):
                return f"http://site-{number}.localhost{url.removeprefix(site.origin)}"
        return url

    evidence = ShardEvidence(
        shard=measured.shard,
        settings=_shared_settings(config),
        targets=report.targets,
        is_partial=is_partial,
        policy=policy,
        started=report.started,
        seconds=report.seconds,
        pages=tuple(
            PageName(path=page.path, url=neutral(page.url), is_served=page.file is not None)
            for page in measured.pages
        ),
        own=measured.own,
        records=tuple(
            _record(item, *by_path[item.page], neutral) for item in measured.results.values()
        ),
        skipped=measured.skipped,
        not_tested=measured.not_tested,
        notices=measured.notices,
        uncollected=measured.uncollected,
        variants=measured.variants,
        axe=measured.axe,
        interrupted=measured.interrupted,
    )
    # `json` escapes half of a surrogate pair, for which there is no UTF-8.
    text = json.dumps(msgspec.to_builtins(evidence, enc_hook=list), separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(text.encode("ascii"))).decode("ascii")
    return replace(report, shard=measured.shard, evidence=packed)


def _shared_settings(config: Config) -> Mapping[str, Any]:
    names = [setting.name for setting in settings() if setting.name not in _OF_ONE_SHARD]
    plain = msgspec.to_builtins({name: getattr(config, name) for name in names})
    # Tuples become lists, as they are read back.
    shared: Mapping[str, Any] = json.loads(json.dumps(plain))
    return shared


def _record(item: PageResult, site: Site, page: Page, neutral: Callable[[str], str]) -> PageRecord:
    record = PageRecord(
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
        case Redirected(hops=hops):
            named = tuple(replace(hop, url=neutral(hop.url)) for hop in hops)
            return replace(record, hops=named)


def _located(evidence: PageEvidence, site: Site, page: Page) -> Iterator[Located]:
    """Yield the source location of each mark of the elements in a page's evidence once."""
    nodes = (node.element for result in evidence.axe for node in result.nodes)
    facts = (fact.element for probe in evidence.probes for fact in probe.facts)
    trees = (node.element for tree in evidence.trees for node in tree.nodes if node.element)
    elements = {
        (item.mark, item.is_root, bool(item.mark_distance)): item
        for item in (*nodes, *facts, *trees)
    }
    for (mark, is_root, is_near), element in elements.items():
        if location := site.location(page, element):
            yield Located(mark=mark, is_root=is_root, is_near=is_near, location=location)
