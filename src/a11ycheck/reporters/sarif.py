"""The report for code scanning: SARIF 2.1.0 (OASIS), within GitHub's limits."""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from a11ycheck.model import ExitCode, Report
from a11ycheck.reporters import text
from a11ycheck.reporters.json_text import Json, json_text
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.reporters.sarif_locations import ROOT, Locator, artifact, uri_of
from a11ycheck.reporters.sarif_results import ResultMaker, worst_first
from a11ycheck.reporters.sarif_rules import descriptors, pascal
from a11ycheck.reporters.status import Status, status_line
from a11ycheck.reporters.triage import group_by, pages_by_text, triage_report
from a11ycheck.web.escapes import escape_sarif

__all__ = ["SARIF"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_UTC = "%Y-%m-%dT%H:%M:%SZ"

# docs.github.com, "SARIF results exceed one or more limits".
_RESULTS = 25_000
_SHOWN = 5_000
_COMPRESSED = 10_000_000
_PAGES = 100

# What happened, and what to do about it.
_NOTIFICATIONS = {
    "audit-interrupted": (
        "The audit was interrupted.",
        "The results cover the pages audited until then. Run the audit again.",
    ),
    "nothing-tested": (
        "Nothing was audited, or no rule had anything to judge.",
        "There are no results. See the message, and the reasons of skipped pages.",
    ),
    "page-not-tested": (
        "A page could not be tested.",
        "There are no results for it. Fix the reason in the message and run the audit again.",
    ),
    "page-skipped": (
        "A page was excluded.",
        "If that is not intended, see the setting `exclude`.",
    ),
    "results-left-out": (
        "There are more results than code scanning shows.",
        "The reports in the formats html and json hold all of them.",
    ),
    "rule-error": (
        "A rule or its probe raised an error.",
        "The results of the rule on these pages are missing. This is a bug in the checker.",
    ),
}


def _render(report: Report, context: Context) -> str:
    """Return the report as a SARIF log of one run; the worst results if GitHub does not take all."""
    fixed = report.fixed if context.has_absent else ()
    ids = [item.rule for part in (report.findings, report.rule_errors, fixed) for item in part]
    rules = descriptors(ids, report.findings)
    index = {item["id"]: number for number, item in enumerate(rules)}
    locator = Locator(
        targets=report.targets,
        root=context.root,
        folder=context.folder,
        in_source=not report.variants,
    )
    maker = ResultMaker(
        locator=locator,
        index=index,
        variants=report.variants,
        has_baseline=triage_report(report).has_baseline,
    )
    results = [maker.result(finding) for finding in worst_first(report.findings)]
    results += [maker.absent(item) for item in fixed]
    run = _Run(report=report, locator=locator, rules=rules, index=index)
    log = json_text(run.log(results[:_RESULTS], len(results)))
    raw = log.encode("utf-8")
    if len(raw) <= _COMPRESSED or len(gzip.compress(raw, compresslevel=6)) <= _COMPRESSED:
        return log
    empty = json_text(run.log([], len(results))).encode("utf-8")
    return json_text(run.log(_fitting(results[:_RESULTS], len(gzip.compress(empty))), len(results)))


SARIF = Reporter(
    name="sarif", media_type="application/sarif+json", extension=".sarif", render=_render
)


def _fitting(results: Sequence[Json], used: int) -> Sequence[Json]:
    """Return as many of the first results as fit into GitHub's limit beside `used` compressed bytes."""
    compressor = zlib.compressobj(6)
    for number, result in enumerate(results):
        raw = json_text(result).encode("utf-8")
        used += len(compressor.compress(raw) + compressor.flush(zlib.Z_SYNC_FLUSH))
        if used > _COMPRESSED:
            return results[:number]
    return results


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run of SARIF; `index` gives each rule's position in `rules`."""

    report: Report
    locator: Locator
    rules: list[Json]
    index: dict[str, int]

    def log(self, results: Sequence[Json], total: int) -> Json:
        """Return the log with these of `total` results."""
        run = {
            "tool": self._tool(),
            # What stands before the last slash keeps the uploads of several sites apart.
            "automationDetails": {"id": self._category()},
            "language": "en",
            "columnKind": "unicodeCodePoints",
            "defaultEncoding": "utf-8",
            "originalUriBaseIds": {
                ROOT: {"description": {"text": "The top folder of the repository."}}
            },
            "invocations": [self._invocation(len(results), total)],
            "results": list(results),
        }
        return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}

    def _category(self) -> str:
        targets = "+".join(map(uri_of, self.report.targets))
        shard = self.report.shard
        part = f"shard-{shard.index}-of-{shard.count}/" if shard else ""
        return f"a11ycheck/{targets}/{part}"

    def _tool(self) -> Json:
        tool = self.report.tool
        extensions = {"axe-core": tool.axe, "browser": tool.browser}
        return {
            "driver": {
                "name": tool.name,
                "version": tool.version,
                "semanticVersion": tool.version,
                "rules": self.rules,
                "notifications": [
                    {
                        "id": name,
                        "name": pascal(name),
                        "shortDescription": {"text": event},
                        "fullDescription": {"text": event},
                        "help": {"text": advice},
                    }
                    for name, (event, advice) in _NOTIFICATIONS.items()
                ],
            },
            "extensions": [
                {"name": name, "version": version}
                for name, version in extensions.items()
                if version
            ],
        }

    def _invocation(self, kept: int, total: int) -> Json:
        times: Json = {}
        if self.report.started:
            start = datetime.fromisoformat(self.report.started).astimezone(UTC)
            end = start + timedelta(seconds=self.report.seconds)
            times = {"startTimeUtc": f"{start:{_UTC}}", "endTimeUtc": f"{end:{_UTC}}"}
        return {
            "executionSuccessful": self.report.exit_code is not ExitCode.NOT_TESTED,
            "exitCode": int(self.report.exit_code),
            **times,
            "toolExecutionNotifications": [
                *self._not_tested(),
                *self._rule_errors(),
                *_left_out(kept, total),
            ],
            "toolConfigurationNotifications": list(self._skipped()),
        }

    def _not_tested(self) -> Iterator[Json]:
        if self.report.interrupted:
            yield _notification("audit-interrupted", "error", "The audit was interrupted.")
        line = status_line(self.report)
        if line.status in {Status.NOTHING, Status.NOT_JUDGED}:
            yield _notification("nothing-tested", "error", " ".join(line.sentences))
        reasons = ((item.page, str(item.reason)) for item in self.report.not_tested)
        for reason, pages in pages_by_text(reasons).items():
            message = f"Not tested: {text.count(len(pages), 'page')}. {text.one_line(reason)}"
            yield _notification("page-not-tested", "error", message) | self._locations(pages)

    def _rule_errors(self) -> Iterator[Json]:
        errors = group_by(self.report.rule_errors, lambda item: (item.rule, str(item.message)))
        for (rule, error), found in errors.items():
            message = f"The rule {text.one_line(rule)} raised an error: {text.one_line(error)}"
            pages = tuple(dict.fromkeys(item.page for item in found if item.page))
            yield {
                **_notification("rule-error", "error", message),
                **self._locations(pages),
                "associatedRule": {"id": rule, "index": self.index[rule]},
            }

    def _skipped(self) -> Iterator[Json]:
        reasons = ((item.page, str(item.reason)) for item in self.report.skipped)
        for reason, pages in pages_by_text(reasons).items():
            message = f"Skipped: {text.count(len(pages), 'page')}, {text.one_line(reason)}."
            yield _notification("page-skipped", "note", message) | self._locations(pages)

    def _locations(self, pages: Sequence[str]) -> Json:
        files = dict.fromkeys(self.locator.page_file(page) for page in pages[:_PAGES])
        locations = [{"physicalLocation": {"artifactLocation": artifact(file)}} for file in files]
        return {"locations": locations} if locations else {}


def _left_out(kept: int, total: int) -> Iterator[Json]:
    if kept < total:
        message = f"The worst {kept:,} of {total:,} results are here: code scanning takes no more."
        yield _notification("results-left-out", "warning", message)
    elif total > _SHOWN:
        message = f"Code scanning shows the worst {_SHOWN:,} of these {total:,} results."
        yield _notification("results-left-out", "note", message)


def _notification(name: str, level: str, message: str) -> Json:
    descriptor = {"id": name, "index": list(_NOTIFICATIONS).index(name)}
    return {"descriptor": descriptor, "level": level, "message": {"text": escape_sarif(message)}}
