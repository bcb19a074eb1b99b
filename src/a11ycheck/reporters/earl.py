"""The report for other tools of the field: EARL 1.0 (W3C) as JSON-LD, as ACT implementation reports use it.

The context stands in the report itself, so that no reader has to fetch one. Terms and the shape follow
what W3C asks of reports on its ACT rules: a test subject holds its assertions, an assertion its test,
mode and result. Elements are named by W3C's "Pointer Methods in RDF".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from a11ycheck.model import Finding, Outcome, Place, Report
from a11ycheck.reporters import text
from a11ycheck.reporters.dump import Json, dump
from a11ycheck.wcag import CRITERIA

__all__ = ["render_earl"]

_WCAG = "https://www.w3.org/TR/WCAG22/"
_CONTEXT: Json = {
    "@vocab": "http://www.w3.org/ns/earl#",
    "earl": "http://www.w3.org/ns/earl#",
    "WCAG2": f"{_WCAG}#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "ptr": "http://www.w3.org/2009/pointers#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "assertions": {"@reverse": "earl:subject"},
    "assertedBy": {"@type": "@id"},
    "outcome": {"@type": "@id"},
    "mode": {"@type": "@id"},
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
    "seeAlso": {"@id": "rdfs:seeAlso", "@type": "@id"},
    "source": "dct:source",
    "title": "dct:title",
    "description": "dct:description",
    "date": {"@id": "dct:date", "@type": "xsd:dateTime"},
    "name": "doap:name",
    "release": "doap:release",
    "revision": "doap:revision",
    "expression": "ptr:expression",
    "reference": "ptr:reference",
    "lineNumber": {"@id": "ptr:lineNumber", "@type": "xsd:positiveInteger"},
}
# What may stand in an IRI as it is (RFC 3987); "%" is left, since it may be an escape already.
_IRI = ":/?#@!$&'()*+,;=%~"


def render_earl(report: Report) -> str:
    """Return the report as JSON-LD: one assertion for each rule, page and place.

    A rule that had something to judge on a page and nothing to report has passed there. A rule that had
    nothing to judge is not named.
    """
    writer = _Writer(report=report, assertor=f"urn:a11ycheck:{quote(report.tool.version)}")
    return dump({"@context": _CONTEXT, "@graph": [writer.software(), *writer.subjects()]})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes a report's assertions; `assertor` is the IRI of this version of the tool."""

    report: Report
    assertor: str

    def software(self) -> Json:
        """Return who asserts: the tool and its version, with what it works with."""
        tool = self.report.tool
        parts = [f"axe-core {tool.axe}" if tool.axe else "", text.one_line(tool.browser)]
        used = ", ".join(filter(None, parts))
        return {
            "@id": self.assertor,
            "@type": ["Assertor", "Software", "doap:Project"],
            "name": tool.name,
            "release": {"@type": "doap:Version", "revision": tool.version},
            **({"description": f"with {used}"} if used else {}),
        }

    def subjects(self) -> Iterator[Json]:
        """Yield each page with what is asserted of it, and the site where a rule broke down on it."""
        assertions: dict[str, list[Json]] = {page: [] for page in self.report.audited}
        for finding in self.report.findings:
            for place in finding.places:
                found = self._assertion(_test(finding), _result(finding, place))
                subject = place.page or (place.source.file if place.source else "")
                assertions.setdefault(subject, []).append(found)
        for passed in self.report.passed:
            test = {"@id": _rule_iri(passed.rule), "@type": "TestCase", "title": passed.rule}
            result = {"@type": "TestResult", "outcome": "earl:passed"}
            assertions.setdefault(passed.page, []).append(self._assertion(test, result))
        for page, untested in self._untested():
            assertions.setdefault(page, []).append(untested)
        for page, held in assertions.items():
            yield self._subject(page) | {"assertions": held}

    def _subject(self, page: str) -> Json:
        if not page:
            return {"@type": "TestSubject", "title": "the site", "source": self._targets()}
        address = _iri(page)
        return {
            **({"@id": address} if address else {}),
            "@type": ["TestSubject", "foaf:Document"],
            "source": text.one_line(page),
        }

    def _targets(self) -> list[str]:
        return [text.one_line(target) for target in self.report.targets]

    def _untested(self) -> Iterator[tuple[str, Json]]:
        whole = {"@id": _WCAG, "@type": "TestRequirement", "title": "WCAG 2.2"}
        lost = [(item.page, item.reason) for item in self.report.not_tested]
        left_out = [(item.page, item.reason) for item in self.report.skipped]
        for page, reason in (*lost, *left_out):
            yield page, self._assertion(whole, _untested(reason))
        for error in self.report.rule_errors:
            test = {"@id": _rule_iri(error.rule), "@type": "TestCase", "title": error.rule}
            yield error.page, self._assertion(test, _untested(f"broke down: {error.message}"))

    def _assertion(self, test: Json, result: Json) -> Json:
        started = self.report.started
        if started:
            moment = datetime.fromisoformat(started).astimezone(UTC)
            result = result | {"date": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
        return {
            "@type": "Assertion",
            "assertedBy": self.assertor,
            "mode": "earl:automatic",
            "test": test,
            "result": result,
        }


def _test(finding: Finding) -> Json:
    criteria = (CRITERIA[number] for number in finding.criteria if number in CRITERIA)
    # The anchors of WCAG are the names of its pages "Understanding".
    names = [item.url.rpartition("/")[2].removesuffix(".html") for item in criteria]
    help_url = _iri(finding.help_url)
    return {
        "@id": _rule_iri(finding.rule),
        "@type": "TestCase",
        "title": finding.rule,
        "description": text.one_line(finding.title),
        **({"seeAlso": help_url} if help_url else {}),
        "isPartOf": [f"WCAG2:{name}" for name in names],
    }


def _rule_iri(rule: str) -> str:
    return f"urn:a11ycheck:rule:{quote(text.one_line(rule), safe='')}"


def _result(finding: Finding, place: Place) -> Json:
    failed = finding.outcome is Outcome.FAILED
    return {
        "@type": "TestResult",
        "outcome": "earl:failed" if failed else "earl:cantTell",
        "description": text.one_line(finding.message or finding.title),
        "info": _info(finding, place),
        "pointer": list(_pointers(place)),
    }


def _info(finding: Finding, place: Place) -> list[str]:
    info = [f"impact: {finding.impact}"]
    if place.variants:
        info.append(f"variants: {', '.join(place.variants)}")
    if finding.known:
        info.append("stands in the baseline")
    if finding.suppression:
        info.append(f"suppressed: {text.one_line(finding.suppression.reason)}")
    return info


def _untested(reason: str) -> Json:
    said = text.one_line(reason)
    return {"@type": "TestResult", "outcome": "earl:untested", "description": said}


def _pointers(place: Place) -> Iterator[Json]:
    element = place.element
    if element:
        # A way through frames or shadow roots is no CSS selector.
        is_css = len(element.target) == 1 and isinstance(element.target[0], str)
        kind = "ptr:CSSSelectorPointer" if is_css else "ptr:ExpressionPointer"
        yield {
            "@type": kind,
            "expression": text.selector(element.target),
            "reference": {"@type": "foaf:Document", "source": text.one_line(place.page)},
        }
    if place.source:
        yield {
            "@type": "ptr:LineCharPointer",
            "lineNumber": place.source.line,
            "reference": {"@type": "foaf:Document", "source": text.path(place.source.file)},
            "description": f"precision: {place.source.precision}",
        }
    if place.source and place.source.catalogue:
        entry = place.source.catalogue
        yield {
            "@type": "ptr:LineCharPointer",
            "lineNumber": entry.line,
            "reference": {"@type": "foaf:Document", "source": text.path(entry.file)},
            "description": "the translation",
        }


def _iri(address: str) -> str:
    """Return a web address as an IRI, or "" for anything else."""
    return quote(text.link(address), safe=_IRI)
