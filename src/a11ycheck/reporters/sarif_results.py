"""Findings as SARIF's results: one for each cause, its other locations as related locations."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath

from a11ycheck.model import (
    Finding,
    Fixed,
    Location,
    Outcome,
    Precision,
    Suppression,
    joined_messages,
)
from a11ycheck.reporters import text
from a11ycheck.reporters.json_text import Json
from a11ycheck.reporters.sarif_locations import FileLine, Locator, artifact, physical, precision
from a11ycheck.reporters.sarif_rules import LEVELS, arguments, message_id
from a11ycheck.reporters.triage import primary
from a11ycheck.web.escapes import escape_sarif

__all__ = ["ResultMaker", "worst_first"]

# GitHub shows this many of a result's locations (troubleshooting-sarif-uploads/results-exceed-limit).
_RELATED = 100
_NAMED = 5
_SNIPPET = 300
_MESSAGE = 1000

_PAGES = (".html", ".htm", ".xhtml")


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return new findings before known and suppressed ones, failed ones first, then by impact."""
    return sorted(
        findings,
        key=lambda item: (
            item.suppression is not None,
            item.known,
            item.outcome is not Outcome.FAILED,
            -item.impact.rank,
            -len(item.pages),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultMaker:
    """Makes results; `index` gives each rule's position in the list of rules."""

    locator: Locator
    index: dict[str, int]
    variants: tuple[str, ...]
    has_baseline: bool

    def result(self, finding: Finding) -> Json:
        """Return a finding as a result."""
        has_failed = finding.outcome is Outcome.FAILED
        location = primary(finding)
        here = self.locator.of(location)
        others = self._others(finding, here)
        message: Json = {"text": "\n".join(self._lines(finding, location, here, others))}
        if messages := location.messages:  # for the text's start
            message |= {"id": message_id(messages), "arguments": arguments(messages)}
        result: Json = {
            "ruleId": finding.rule,
            "ruleIndex": self.index[finding.rule],
            "kind": "fail" if has_failed else "review",
            "level": LEVELS[finding.impact] if has_failed else "none",
            "message": message,
            "locations": [_location(here, location)],
            "relatedLocations": [
                *(_related(number, item) for number, item in enumerate(others, start=1)),
                *self._translations(finding),
            ][:_RELATED],
            "occurrenceCount": finding.count,
            "partialFingerprints": _fingerprints(finding.fingerprint, finding.fingerprint_v1),
            "properties": {
                "impact": finding.impact,
                "scope": finding.scope,
                "criteria": list(finding.criteria),
                "pages": len(finding.pages),
            },
        }
        if here.source and location.element:  # the page was audited, not the source
            result["analysisTarget"] = artifact(self.locator.page_file(location.page))
        if self.has_baseline:
            result["baselineState"] = "unchanged" if finding.known else "new"
        if finding.suppression:
            result["suppressions"] = [_suppression(finding.suppression)]
        return result

    def absent(self, fixed: Fixed) -> Json:
        """Return an entry of the baseline that no finding matches any more."""
        findings = text.count(fixed.count, "finding")
        rule = escape_sarif(text.one_line(fixed.rule))
        message = f"Fixed: {findings} of {rule} in the baseline, no longer found."
        is_page = fixed.file.startswith("http") or fixed.file.endswith(_PAGES)
        file = self.locator.page_file(fixed.file) if is_page else fixed.file
        here = FileLine(file=file or ".", line=1)
        return {
            "ruleId": fixed.rule,
            "ruleIndex": self.index[fixed.rule],
            "kind": "fail",
            "level": "none",
            "message": {"text": message},
            "locations": [{"physicalLocation": physical(here)}],
            "occurrenceCount": fixed.count,
            "partialFingerprints": _fingerprints(f"fixed:{fixed.rule}:{fixed.file}"),
            "baselineState": "absent",
        }

    def _others(self, finding: Finding, here: FileLine) -> list[FileLine]:
        lines = {(here.file, here.line): here}
        for item in chain.from_iterable(map(self.locator.all_of, finding.locations)):
            lines.setdefault((item.file, item.line), item)
            if len(lines) > _RELATED:
                break
        return list(lines.values())[1:]

    def _translations(self, finding: Finding) -> Iterator[Json]:
        sources = (item.source for item in finding.locations if item.source)
        entries = (source.catalogue for source in sources if source.catalogue)
        for item in dict.fromkeys(map(self.locator.entry, entries)):
            message = escape_sarif(f"The translation of this text, in {text.path(item.file)}.")
            yield {"physicalLocation": physical(item), "message": {"text": message}}

    def _lines(
        self, finding: Finding, location: Location, here: FileLine, others: list[FileLine]
    ) -> Iterator[str]:
        yield escape_sarif(text.clip(joined_messages(location.messages) or finding.title, _MESSAGE))
        if finding.outcome is Outcome.CANT_TELL:
            yield "Needs review: no rule can decide this."
        if seen := _seen(finding, location, self.variants):
            yield escape_sarif(seen)
        if finding.count > 1:
            yield _extent(finding, others)
        if here.source is None:
            yield "The source line is unknown; this is the built page."
        elif uncertainty := text.uncertainty(here.source):
            yield uncertainty
        rule = escape_sarif(text.one_line(finding.rule))
        yield f"How to fix: a11ycheck explain {rule}."


def _seen(finding: Finding, location: Location, variants: tuple[str, ...]) -> str:
    only = text.only_in(finding.rule, location.variants, variants)
    where = f"{text.one_line(location.page)}{f', {only}' if only else ''}"
    if location.element:
        return f"Element: {text.clip(location.element.html, _SNIPPET)} on {where}."
    if location.snippet:
        return f"Line: {text.clip(location.snippet, _SNIPPET)}"
    return f"Page: {where}." if where else ""


def _extent(finding: Finding, others: list[FileLine]) -> str:
    locations = text.count(finding.count, "location")
    pages = f" on {text.count(len(finding.pages), 'page')}" if finding.pages else ""
    extent = f"Found in {locations}{pages}"
    if not others:
        return f"{extent}."
    links = []
    for number, item in enumerate(others[:_NAMED], start=1):
        name = escape_sarif(re.sub(r"([\\\[\]])", r"\\\1", text.path(item.file)))
        line = f":{item.line}" if item.source else ""
        # A number in round brackets leads to the related location with this id (SARIF 2.1.0, 3.11.6).
        links.append(f"[{name}{line}]({number})")
    return f"{extent}, also {', '.join(links)}{' and more' if len(others) > _NAMED else ''}."


def _location(here: FileLine, location: Location) -> Json:
    found: Json = {"physicalLocation": physical(here), "properties": precision(here)}
    if location.snippet and here.source and here.source.precision is Precision.EXACT:
        snippet = {"text": text.one_line(location.snippet)}
        found["physicalLocation"]["region"]["snippet"] = snippet
    if location.element:
        selector = text.selector(location.element.target)
        found["logicalLocations"] = [{"fullyQualifiedName": selector, "kind": "element"}]
    return found


def _related(number: int, item: FileLine) -> Json:
    return {
        "id": number,
        "physicalLocation": physical(item),
        "message": {"text": escape_sarif(f"The same finding in {text.path(item.file)}.")},
        "properties": precision(item),
    }


def _fingerprints(fingerprint: str, fingerprint_v1: str = "") -> Json:
    # GitHub's own hash has this form: a hash of the line, and a counter of lines like it.
    return {
        "primaryLocationLineHash": f"{fingerprint}:1",
        "a11ycheck/v2": fingerprint,
        **({"a11ycheck/v1": fingerprint_v1} if fingerprint_v1 else {}),
    }


def _suppression(suppression: Suppression) -> Json:
    file, _, line = suppression.where.rpartition(":")
    if not (file and line.isascii() and line.isdecimal() and int(line)):
        file, line = suppression.where, "1"
    name = PurePosixPath(file).name
    is_configuration = name == "conf.py" or name.endswith(".toml")
    return {
        "kind": "external" if is_configuration else "inSource",
        "status": "accepted",
        "justification": text.one_line(suppression.reason),
        "location": {"physicalLocation": physical(FileLine(file=file, line=int(line)))},
    }
