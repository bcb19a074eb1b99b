"""Findings as SARIF's results: one for each cause, its other places as related locations."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from a11ycheck.model import Finding, Fixed, Outcome, Place, Precision, Suppression
from a11ycheck.reporters import text
from a11ycheck.reporters.dump import Json
from a11ycheck.reporters.location import Location, Locator, distinct, primary, uri_of
from a11ycheck.reporters.sarif_rules import LEVELS

__all__ = ["ROOT", "Results", "artifact", "worst_first"]

ROOT = "SRCROOT"

# GitHub shows this many of a result's locations (troubleshooting-sarif-uploads/results-exceed-limit).
_RELATED = 100
_NAMED = 5
_SNIPPET = 300
_MESSAGE = 1000

_PAGES = (".html", ".htm", ".xhtml")
_LINK = re.compile(r"\[([^\[\]]*)\](?=\()")


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings by what matters: what is new before what is known or accepted, then impact."""
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
class Results:
    """Makes results: knows the rules' places in their list, and whether there is a baseline."""

    locator: Locator
    index: dict[str, int]
    variants: tuple[str, ...]
    has_baseline: bool

    def of(self, finding: Finding) -> Json:
        """Return a finding as a result."""
        is_fault = finding.outcome is Outcome.FAILED
        place = primary(finding)
        here = self.locator.of(place)
        others = self._others(finding, here)
        result: Json = {
            **self._rule(finding.rule),
            "kind": "fail" if is_fault else "review",
            "level": LEVELS[finding.impact] if is_fault else "none",
            "message": {"text": "\n".join(self._message(finding, place, here, others))},
            "locations": [_location(here, place)],
            "relatedLocations": [
                *(_related(number, item) for number, item in enumerate(others, start=1)),
                *(_translation(item) for item in self._translations(finding)),
            ][:_RELATED],
            "occurrenceCount": len(finding.places),
            "partialFingerprints": _fingerprints(finding.fingerprint),
            "properties": {
                "impact": finding.impact,
                "scope": finding.scope,
                "criteria": list(finding.criteria),
                "pages": len(finding.pages),
            },
        }
        if here.source and place.element:  # it is the page that was looked at, not the source
            result["analysisTarget"] = artifact(self.locator.page_file(place.page))
        return result | self._standing(finding)

    def absent(self, fixed: Fixed) -> Json:
        """Return an entry of the baseline that nothing matches any more."""
        faults = text.count(fixed.count, "finding")
        said = f"Fixed: {faults} of {text.one_line(fixed.rule)} in the baseline, no longer found."
        is_page = fixed.file.startswith("http") or fixed.file.endswith(_PAGES)
        file = self.locator.page_file(fixed.file) if is_page else fixed.file
        here = Location(file=file or ".", line=1)
        return {
            **self._rule(fixed.rule),
            "kind": "fail",
            "level": "none",
            "message": {"text": said},
            "locations": [{"physicalLocation": _physical(here)}],
            "occurrenceCount": fixed.count,
            "partialFingerprints": _fingerprints(f"fixed:{fixed.rule}:{fixed.file}"),
            "baselineState": "absent",
        }

    def _rule(self, rule: str) -> Json:
        return {"ruleId": rule, "ruleIndex": self.index[rule]}

    def _standing(self, finding: Finding) -> Json:
        standing: Json = {}
        if self.has_baseline:
            standing["baselineState"] = "unchanged" if finding.known else "new"
        if finding.suppression:
            standing["suppressions"] = [_suppression(finding.suppression)]
        return standing

    def _others(self, finding: Finding, here: Location) -> list[Location]:
        found = distinct(self.locator.of(place) for place in finding.places)
        elsewhere = [item for item in found if (item.file, item.line) != (here.file, here.line)]
        return elsewhere[:_RELATED]

    def _translations(self, finding: Finding) -> tuple[Location, ...]:
        sources = (place.source for place in finding.places if place.source)
        entries = (source.catalogue for source in sources if source.catalogue)
        return distinct(self.locator.entry(item) for item in entries)

    def _message(
        self, finding: Finding, place: Place, here: Location, others: list[Location]
    ) -> Iterator[str]:
        yield _plain(text.clip(finding.message or finding.title, _MESSAGE))
        if finding.outcome is Outcome.CANT_TELL:
            yield "A person has to judge this."
        if seen := _seen(place, self.variants):
            yield _plain(seen)
        if len(finding.places) > 1:
            yield _extent(finding, others)
        if here.source is None:
            yield "The line in the source is not known, so this names the built page."
        elif unsure := text.unsure(here.source):
            yield unsure
        yield f"How to fix: a11ycheck explain {text.one_line(finding.rule)}."


def _seen(place: Place, variants: tuple[str, ...]) -> str:
    only = text.only_in(place.variants, variants)
    where = f"{text.one_line(place.page)}{f', {only}' if only else ''}"
    if place.element:
        return f"Element: {text.clip(place.element.html, _SNIPPET)} on {where}."
    if place.snippet:
        return f"Line: {text.clip(place.snippet, _SNIPPET)}"
    return f"Page: {where}." if where else ""


def _extent(finding: Finding, others: list[Location]) -> str:
    places = text.count(len(finding.places), "place")
    pages = f" on {text.count(len(finding.pages), 'page')}" if finding.pages else ""
    said = f"Seen in {places}{pages}"
    if not others:
        return f"{said}."
    # A number in round brackets leads to the related location with this id (SARIF 2.1.0, 3.11.6).
    links = (
        f"[{_unlinked(_name(item))}]({number})"
        for number, item in enumerate(others[:_NAMED], start=1)
    )
    return f"{said}, also {', '.join(links)}{' and more' if len(others) > _NAMED else ''}."


def _name(item: Location) -> str:
    return f"{text.path(item.file)}:{item.line}" if item.source else text.path(item.file)


def _unlinked(words: str) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", words)


def _plain(words: str) -> str:
    """Return page content so that no viewer takes "[text](target)" in it for a link."""
    return _LINK.sub(r"\\[\1\\]", words)


def _location(here: Location, place: Place) -> Json:
    found: Json = {"physicalLocation": _physical(here), "properties": _precision(here)}
    if place.snippet and here.source and here.source.precision is Precision.EXACT:
        snippet = {"text": text.one_line(place.snippet)}
        found["physicalLocation"]["region"]["snippet"] = snippet
    if place.element:
        selector = text.selector(place.element.target)
        found["logicalLocations"] = [{"fullyQualifiedName": selector, "kind": "element"}]
    return found


def _related(number: int, item: Location) -> Json:
    return {
        "id": number,
        "physicalLocation": _physical(item),
        "message": {"text": f"The same fault in {text.path(item.file)}."},
        "properties": _precision(item),
    }


def _translation(item: Location) -> Json:
    said = f"The translation of this text, in {text.path(item.file)}."
    return {"physicalLocation": _physical(item), "message": {"text": said}}


def _precision(item: Location) -> Json:
    # The first line of a built page says no more than the page.
    return {"precision": item.source.precision if item.source else Precision.PAGE}


def _physical(item: Location) -> Json:
    return {"artifactLocation": artifact(item.file), "region": {"startLine": item.line}}


def artifact(file: str) -> Json:
    """Return a file as an artifact location, from the repository's top unless its path is absolute."""
    uri = uri_of(file)
    return {"uri": uri} if uri.startswith("file://") else {"uri": uri, "uriBaseId": ROOT}


def _fingerprints(fingerprint: str) -> Json:
    # GitHub's own hash has this shape: a hash of the line, and the number of lines like it so far.
    return {"primaryLocationLineHash": f"{fingerprint}:1", "a11ycheck/v1": fingerprint}


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
        "location": {"physicalLocation": _physical(Location(file=file, line=int(line)))},
    }
