"""Run an audit of a hostile site as a user would, and compare its report with what is right."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hostile_pages.case import Case, Right
from hostile_pages.site import case_name
from process_tree import descendants, is_alive, start_time

__all__ = ["LOST", "Run", "audit", "differences", "evidence", "wrong_reasons", "wrong_results"]

LOST = "not accounted for"
Json = dict[str, Any]
Evidence = Mapping[str, Any]

_END_SECONDS = 10.0
_PAUSE = 0.1
# A rank has four digits, so leaving it out changes the size of all pages by the same.
_RANK_OR_PORT = re.compile(r"(?<!\w)\d{4}-(?=clean--)|(?<=http://127\.0\.0\.1):\d+")
_RAW_ERROR = re.compile(
    r"\b[A-Z]\w*(?:Error|Exception)\b|Cannot read|is not a function|at <anonymous>"
)
_COMMANDS = ("::", "##[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the command: its report ({} if there is none), output, and what it left behind."""

    report: Json
    exit_code: int
    seconds: float
    output: str
    size: int
    leftovers: tuple[str, ...] = ()

    @property
    def failures(self) -> Iterator[str]:
        """What is wrong with the run, whatever its pages are."""
        if not self.report:
            yield f"no report, exit code {self.exit_code}: {self.output[-3000:]!r}"
            return
        summary = self.report["summary"]
        if summary["planned"] != summary["audited"] + summary["skipped"] + summary["not_tested"]:
            yield f"pages are lost: {summary}"
        if self.exit_code != self.report["exit_code"]:
            yield f"exit code {self.exit_code}, reported as {self.report['exit_code']}"
        if self.report["interrupted"]:
            yield "the run was interrupted"
        for line in self.output.splitlines():
            if line.lstrip().startswith(_COMMANDS):
                yield f"a workflow command: {line!r}"
        yield from (f"left behind: {item}" for item in self.leftovers)


def audit(targets: Sequence[str], *options: str, limit: float) -> Run:
    """Audit targets with a temporary folder that is used for nothing else, and return the run.

    After `limit` seconds the command is killed, and there is no report.
    """
    work = Path(tempfile.mkdtemp(prefix="h"))
    scratch = work / "t"
    scratch.mkdir()
    report = work / "r.json"
    formats = ("--all-pages", "--format", "terminal", "--format", f"json={report}")
    command = [sys.executable, "-m", "a11ycheck", "audit", *targets, *formats, *options]
    begun = time.monotonic()
    try:
        with (work / "output").open("w+b") as output:
            process = subprocess.Popen(
                command,
                cwd=work,
                env={**os.environ, "TMPDIR": str(scratch), "TERM": "dumb"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            started = _watch(process, begun + limit)
            seconds = time.monotonic() - begun
            output.seek(0)
            text = output.read().decode("utf-8", "replace")
        size = report.stat().st_size if report.exists() else 0
        return Run(
            report=json.loads(report.read_bytes()) if size else {},
            exit_code=process.returncode,
            seconds=seconds,
            output=text,
            size=size,
            leftovers=tuple(_leftovers(started, scratch)),
        )
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _watch(process: subprocess.Popen[bytes], deadline: float) -> Mapping[int, str]:
    """Wait for the end of a process; return all that it started, by number, with their start times.

    After the deadline, all of them are killed.
    """
    started: dict[int, str] = {}
    while process.poll() is None:
        for number in descendants(process.pid):
            started.setdefault(number, start_time(number))
        if time.monotonic() > deadline:
            process.kill()
            process.wait()
            for number, when in started.items():
                if is_alive(number, when):
                    os.kill(number, signal.SIGKILL)
        time.sleep(_PAUSE)
    return started


def _leftovers(started: Mapping[int, str], scratch: Path) -> Iterator[str]:
    """Yield processes and files that outlive a run by more than their orderly end takes."""

    def living() -> list[int]:
        return [number for number, when in started.items() if is_alive(number, when)]

    deadline = time.monotonic() + _END_SECONDS
    while (left := living()) and time.monotonic() < deadline:
        time.sleep(_PAUSE)
    yield from (f"process {number}" for number in left)
    yield from (str(path.relative_to(scratch)) for path in scratch.iterdir())


# They judge how the pages of a site lead to each other, and so depend on which pages are there.
_OF_SITES = frozenset({"multiple-ways"})


def _findings(report: Json) -> list[Json]:
    return [item for item in report.get("findings", []) if item["rule"] not in _OF_SITES]


def evidence(report: Json, kind: str = "clean") -> Mapping[str, Evidence]:
    """Return all that a report says about each page of a kind, without the order of the pages."""
    pages = report.get("pages", [])
    found: dict[str, dict[str, Any]] = {}
    for page in pages:
        if case_name(page["page"]).startswith(f"{kind}--"):
            outcomes = {
                outcome: sorted({report["rules"][index] for index in indexes} - _OF_SITES)
                for outcome, indexes in page["outcomes"].items()
            }
            heaviest = [{**item, "url": _bare(item["url"])} for item in page["heaviest"]]
            found[case_name(page["page"])] = {
                **page,
                "page": "",
                "outcomes": outcomes,
                "heaviest": sorted(heaviest, key=json.dumps),
                "findings": [],
            }
    for finding in _findings(report):
        for location in finding["locations"]:
            texts = [finding["messages"][index]["text"] for index in location["messages"]]
            record = [finding["rule"], finding["outcome"], finding["impact"], location["variants"]]
            record += [location["target"], _bare(location["html"]), [_bare(text) for text in texts]]
            for index in location["pages"]:
                if name := found.get(case_name(pages[index]["page"])):
                    name["findings"].append(record)
    for notice in report.get("notices", []):
        if name := found.get(case_name(notice["page"])):
            name["findings"].append(["notice", notice["message"]["text"]])
    for page_evidence in found.values():
        page_evidence["findings"].sort(key=json.dumps)
    return found


def _bare(text: str) -> str:
    """Return a text without the rank of a page's name and the port of the server, which vary by run."""
    return _RANK_OR_PORT.sub("", text)


def differences(alone: Mapping[str, Evidence], mixed: Mapping[str, Evidence]) -> Iterator[str]:
    """Yield each page whose evidence differs from its evidence alone, with the keys that differ."""
    for name, expected in alone.items():
        found = mixed.get(name)
        if found is None:
            yield f"{name}: not audited"
        elif found != expected:
            changes = [
                f"{key} {_change(value, found.get(key))}"
                for key, value in expected.items()
                if found.get(key) != value
            ]
            yield f"{name}: {'; '.join(changes)}"


def _change(expected: Any, found: Any) -> str:
    if isinstance(expected, list) and isinstance(found, list):
        lost = [item for item in expected if item not in found]
        new = [item for item in found if item not in expected]
        return f"lost {json.dumps(lost)[:400]}, new {json.dumps(new)[:400]}"
    if isinstance(expected, dict) and isinstance(found, dict):
        return ", ".join(
            f"{key} {_change(value, found.get(key))}"
            for key, value in expected.items()
            if value != found.get(key)
        )
    return f"{expected} -> {found}"


def wrong_results(report: Json, cases: Iterable[Case]) -> Iterator[tuple[Case, str]]:
    """Yield each case with a wrong result and what it is: a false green, or a page that is not accounted for."""
    audited = {case_name(page) for page in _audited(report)}
    reasons = {
        case_name(item["page"]): (state, item["reason"]["text"])
        for state in ("skipped", "not_tested")
        for item in report[state]
    }
    failed = _failed_rules(report)
    errors = {(case_name(item["page"]), item["rule"]) for item in report["rule_errors"]}
    uninspected = _pages_with_uninspected_parts(report)
    for case in cases:
        if case.name in audited:
            missing = case.rules - failed.get(case.name, set())
            missing = {rule for rule in missing if (case.name, rule) not in errors}
            if case.right is Right.REPORTED and case.name in uninspected:
                continue
            if case.right in (Right.NOT_TESTED, Right.SKIPPED):
                yield case, f"audited, but should be {case.right.value}"
            elif missing:
                yield case, f"audited without {', '.join(sorted(missing))}"
        elif case.name not in reasons:
            yield case, LOST
        elif case.right is not Right.SKIPPED and reasons[case.name][0] == "skipped":
            yield case, f"skipped: {reasons[case.name][1]}"


def wrong_reasons(report: Json, cases: Iterable[Case]) -> Iterator[str]:
    """Yield each reason that shows a raw error, or blames a script of a page without one."""
    contents = {
        case.name: str(case.content) + "".join(map(str, case.files.values())) for case in cases
    }
    for item in report["not_tested"]:
        name, reason = case_name(item["page"]), item["reason"]["text"]
        has_script = any(sign in contents[name] for sign in ("<script", "srcdoc", "frame"))
        blames_script = "script" in reason and "large" not in reason
        if _RAW_ERROR.search(reason) or (blames_script and not has_script):
            yield f"{name}: {reason}"


def _audited(report: Json) -> Iterator[str]:
    for page in report["pages"]:
        if any(page["outcomes"].values()):
            yield page["page"]


def _pages_with_uninspected_parts(report: Json) -> set[str]:
    return {
        case_name(page["page"])
        for page in report["pages"]
        if (shown := page.get("shown"))
        and (shown["uninspected_frames"] or shown["closed_shadow_roots"])
    }


def _failed_rules(report: Json) -> Mapping[str, set[str]]:
    return {
        case_name(page["page"]): {report["rules"][index] for index in page["outcomes"]["failed"]}
        for page in report["pages"]
    }
