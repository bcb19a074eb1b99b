"""The report for code scanning: SARIF 2.1.0 (OASIS), within the limits of what GitHub takes."""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from a11ycheck.model import ExitCode, Report
from a11ycheck.reporters import group, text
from a11ycheck.reporters.dump import Json, dump
from a11ycheck.reporters.location import Locator, uri_of
from a11ycheck.reporters.sarif_results import ROOT, Results, artifact, worst_first
from a11ycheck.reporters.sarif_rules import descriptors, pascal

__all__ = ["render_sarif"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

# docs.github.com, "SARIF results exceed one or more limits".
_RESULTS = 25_000
_SHOWN = 5_000
_COMPRESSED = 10_000_000
_PAGES = 100

# What happened, and what to do about it.
_NOTIFICATIONS = {
    "audit-interrupted": (
        "The audit was stopped before its end.",
        "The results are those of the pages seen until then. Run it again.",
    ),
    "page-not-tested": (
        "A page could not be tested.",
        "Nothing is known about it. The message says why; mend that, and run the audit again.",
    ),
    "page-skipped": (
        "A page was left out on purpose.",
        "Where that is not meant, see the setting `exclude`.",
    ),
    "results-left-out": (
        "There are more results than code scanning shows.",
        "The reports in the formats html and json hold all of them.",
    ),
    "rule-broke-down": (
        "A rule or its probe threw an error.",
        "What the rule would have found on these pages is not known. This is a fault of the checker.",
    ),
}


def render_sarif(report: Report, *, root: str = "", absent: bool = True) -> str:
    """Return the report as a SARIF log of one run.

    `root` is the absolute path of the repository, for targets that are named by absolute paths.
    `absent` tells whether what is fixed since the baseline becomes a result too: viewers of SARIF show
    it apart; code scanning on GitHub knows no such state, and would show it as open.
    """
    parts = (report.findings, report.rule_errors, report.fixed if absent else ())
    rules = descriptors((item.rule for part in parts for item in part), report.findings)
    run = _Run(
        report=report,
        locator=Locator(targets=report.targets, root=root, in_source=not report.variants),
        rules=rules,
        index={item["id"]: number for number, item in enumerate(rules)},
    )
    results = run.results(absent=absent)
    kept = results[:_RESULTS]
    log = dump(run.log(kept, len(results)))
    while kept and _is_too_big(log):
        kept = kept[: len(kept) // 2]
        log = dump(run.log(kept, len(results)))
    return log


def _is_too_big(log: str) -> bool:
    raw = log.encode("utf-8")
    return len(raw) > _COMPRESSED and len(gzip.compress(raw, compresslevel=6)) > _COMPRESSED


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run of SARIF: its rules, and where each stands in their list."""

    report: Report
    locator: Locator
    rules: list[Json]
    index: dict[str, int]

    def results(self, *, absent: bool) -> list[Json]:
        maker = Results(
            locator=self.locator,
            index=self.index,
            variants=self.report.variants,
            has_baseline=group.ledger(self.report).has_baseline,
        )
        results = [maker.of(finding) for finding in worst_first(self.report.findings)]
        return results + [maker.absent(item) for item in self.report.fixed if absent]

    def log(self, results: Sequence[Json], total: int) -> Json:
        run = {
            "tool": self._tool(),
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

    def _tool(self) -> Json:
        tool = self.report.tool
        others = {"axe-core": tool.axe, "browser": tool.browser}
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
                        "shortDescription": {"text": happened},
                        "fullDescription": {"text": happened},
                        "help": {"text": remedy},
                    }
                    for name, (happened, remedy) in _NOTIFICATIONS.items()
                ],
            },
            "extensions": [
                {"name": name, "version": says} for name, says in others.items() if says
            ],
        }

    def _category(self) -> str:
        # What stands before the last slash keeps the uploads of several sites apart.
        return f"a11ycheck/{'+'.join(uri_of(target) for target in self.report.targets)}/"

    def _invocation(self, kept: int, total: int) -> Json:
        return {
            "executionSuccessful": self.report.exit_code is not ExitCode.NOT_TESTED,
            "exitCode": int(self.report.exit_code),
            **_times(self.report),
            "toolExecutionNotifications": [
                *self._not_tested(),
                *self._rule_errors(),
                *_left_out(kept, total),
            ],
            "toolConfigurationNotifications": list(self._skipped()),
        }

    def _not_tested(self) -> Iterator[Json]:
        if self.report.interrupted:
            yield _notification(
                "audit-interrupted", "error", "The audit was stopped before its end."
            )
        lost = ((item.page, item.reason) for item in self.report.not_tested)
        for reason, pages in group.by_sentence(lost).items():
            said = f"Not tested: {text.count(len(pages), 'page')}. {text.one_line(reason)}"
            yield _notification("page-not-tested", "error", said) | self._at(pages)

    def _rule_errors(self) -> Iterator[Json]:
        errors = group.gather(self.report.rule_errors, lambda item: (item.rule, item.message))
        for (rule, message), found in errors.items():
            said = f"The rule {text.one_line(rule)} broke down: {text.one_line(message)}"
            pages = tuple(dict.fromkeys(item.page for item in found if item.page))
            yield {
                **_notification("rule-broke-down", "error", said),
                **self._at(pages),
                "associatedRule": {"id": rule, "index": self.index[rule]},
            }

    def _skipped(self) -> Iterator[Json]:
        left_out = ((item.page, item.reason) for item in self.report.skipped)
        for reason, pages in group.by_sentence(left_out).items():
            said = f"Skipped: {text.count(len(pages), 'page')}, {text.one_line(reason)}."
            yield _notification("page-skipped", "note", said) | self._at(pages)

    def _at(self, pages: Sequence[str]) -> Json:
        files = (self.locator.page_file(page) for page in pages[:_PAGES])
        places = [{"physicalLocation": {"artifactLocation": artifact(file)}} for file in files]
        return {"locations": places} if places else {}


def _times(report: Report) -> Json:
    if not report.started:
        return {}
    start = datetime.fromisoformat(report.started).astimezone(UTC)
    end = start + timedelta(seconds=report.seconds)
    return {"startTimeUtc": _utc(start), "endTimeUtc": _utc(end)}


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _left_out(kept: int, total: int) -> Iterator[Json]:
    if kept < total:
        said = f"The worst {kept:,} of {total:,} results are here: code scanning takes no more."
        yield _notification("results-left-out", "warning", said)
    elif total > _SHOWN:
        said = f"Code scanning shows the worst {_SHOWN:,} of these {total:,} results."
        yield _notification("results-left-out", "note", said)


def _notification(name: str, level: str, said: str) -> Json:
    index = list(_NOTIFICATIONS).index(name)
    return {"descriptor": {"id": name, "index": index}, "level": level, "message": {"text": said}}
