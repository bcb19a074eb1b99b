"""The report for other tools of the field: EARL 1.0 (W3C) as JSON-LD, as ACT implementation reports use it.

The report contains its context, so that no reader has to fetch one. Terms and structure follow what W3C
asks of reports on its ACT rules: a test subject holds its assertions, an assertion its test, mode and
result. Elements are named by W3C's "Pointer Methods in RDF".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from a11ycheck.model import Finding, Location, NotTested, Report, Skipped, joined_messages
from a11ycheck.reporters import text
from a11ycheck.reporters.json_text import Json, json_text
from a11ycheck.reporters.reporter import Context, Reporter
from a11ycheck.rules import by_id
from a11ycheck.wcag import ACT_URL, CRITERIA

__all__ = ["EARL"]

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
    "conformsTo": {"@id": "dct:conformsTo", "@type": "@id"},
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
# Characters that an IRI may contain unescaped (RFC 3987), and "%", since it may be part of an escape.
_IRI = ":/?#@!$&'()*+,;=%~"


def _render(report: Report, context: Context) -> str:
    """Return the report as JSON-LD.

    Each rule that ran is a test case, with the success criteria that it is a part of, and the ACT rules
    that it implements. A rule that failed or could not tell has an assertion for each element of a page,
    any other rule one. An element of many pages is named on the first of them; on the others its rule has
    one assertion.
    """
    writer = _Writer(
        report=report, context=context, assertor=f"urn:a11ycheck:{quote(report.tool.version)}"
    )
    graph = [writer.software(), *writer.tests(), *writer.subjects()]
    return json_text({"@context": _CONTEXT, "@graph": graph})


EARL = Reporter(name="earl", media_type="application/ld+json", extension=".jsonld", render=_render)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes a report's assertions; `assertor` is the IRI of this version of the tool."""

    report: Report
    context: Context
    assertor: str

    def software(self) -> Json:
        """Return the assertor: the tool and its version, and the versions of axe-core and the browser."""
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

    def tests(self) -> Iterator[Json]:
        """Yield the rules that have an outcome on some page."""
        ran = {rule for outcomes in self.report.outcomes.values() for rule in outcomes}
        for rule in map(by_id, sorted(ran)):
            if rule is not None:
                yield {
                    **_test_case(rule.id),
                    **_requirements(rule.title, rule.help_url, rule.criteria),
                    **(
                        {"conformsTo": [f"{ACT_URL}{act}/" for act in rule.act]} if rule.act else {}
                    ),
                }

    def subjects(self) -> Iterator[Json]:
        """Yield each page with its assertions, and the site with those of rules on all pages together."""
        assertions: dict[str, list[Json]] = {page: [] for page in self.report.audited}
        for subject, assertion in (*self._found(), *self._other_outcomes(), *self._untested()):
            assertions.setdefault(subject, []).append(assertion)
        for page, held in assertions.items():
            if page:
                identity = {"@id": iri} if (iri := _iri(page)) else {}
                kind = {"@type": ["TestSubject", "foaf:Document"], "source": text.one_line(page)}
                yield {**identity, **kind, "assertions": held}
            else:
                targets = [text.one_line(target) for target in self.report.targets]
                site = {"@type": "TestSubject", "title": "the site", "source": targets}
                yield {**site, "assertions": held}

    def _found(self) -> Iterator[tuple[str, Json]]:
        for finding in self.report.findings:
            test = _test(finding)
            for location in finding.locations:
                pages = self.context.first_pages(location.pages)
                for page in pages or (location.source.file if location.source else "",):
                    yield page, self._assertion(test, _result(finding, location, page))

    def _other_outcomes(self) -> Iterator[tuple[str, Json]]:
        reported = {
            (page, item.rule)
            for item in self.report.findings
            for location in item.locations
            for page in self.context.first_pages(location.pages)
        }
        for page, outcomes in self.report.outcomes.items():
            for rule, outcome in outcomes.items():
                if (page, rule) not in reported:
                    result = {"@type": "TestResult", "outcome": f"earl:{outcome}"}
                    yield page, self._assertion(_test_case(rule), result)

    def _untested(self) -> Iterator[tuple[str, Json]]:
        wcag = {"@id": _WCAG, "@type": "TestRequirement", "title": "WCAG 2.2"}
        missed: tuple[NotTested | Skipped, ...] = (*self.report.not_tested, *self.report.skipped)
        for item in missed:
            yield item.page, self._assertion(wcag, _untested(str(item.reason)))
        for error in self.report.rule_errors:
            result = _untested(f"rule error: {error.message}")
            yield error.page, self._assertion(_test_case(error.rule), result)

    def _assertion(self, test: Json, result: Json) -> Json:
        if started := self.report.started:
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
    requirements = _requirements(finding.title, finding.help_url, finding.criteria)
    return {**_test_case(finding.rule), **requirements}


def _requirements(title: str, help_url: str, criteria: Sequence[str]) -> Json:
    known = (CRITERIA[number] for number in criteria if number in CRITERIA)
    # The anchors of WCAG are the names of its "Understanding" pages.
    names = [item.url.rpartition("/")[2].removesuffix(".html") for item in known]
    see_also = _iri(help_url)
    return {
        "description": text.one_line(title),
        **({"seeAlso": see_also} if see_also else {}),
        "isPartOf": [f"WCAG2:{name}" for name in names],
    }


def _test_case(rule: str) -> Json:
    iri = f"urn:a11ycheck:rule:{quote(text.one_line(rule), safe='')}"
    return {"@id": iri, "@type": "TestCase", "title": rule}


def _result(finding: Finding, location: Location, page: str) -> Json:
    info = [f"impact: {finding.impact}"]
    if location.variants:
        info.append(f"variants: {', '.join(location.variants)}")
    if finding.known:
        info.append("in the baseline")
    if finding.suppression:
        info.append(f"suppressed: {text.one_line(finding.suppression.reason)}")
    return {
        "@type": "TestResult",
        "outcome": f"earl:{finding.outcome}",
        "description": text.one_line(joined_messages(location.messages) or finding.title),
        "info": info,
        "pointer": list(_pointers(location, page)),
    }


def _untested(reason: str) -> Json:
    description = text.one_line(reason)
    return {"@type": "TestResult", "outcome": "earl:untested", "description": description}


def _pointers(location: Location, page: str) -> Iterator[Json]:
    element, source = location.element, location.source
    if element:
        # A path through frames or shadow roots is no CSS selector.
        is_css = len(element.target) == 1 and isinstance(element.target[0], str)
        yield {
            "@type": "ptr:CSSSelectorPointer" if is_css else "ptr:ExpressionPointer",
            "expression": text.selector(element.target),
            "reference": {"@type": "foaf:Document", "source": text.one_line(page)},
        }
    if source:
        yield _line(source.file, source.line, f"precision: {source.precision}")
    if source and source.catalogue:
        yield _line(source.catalogue.file, source.catalogue.line, "the translation")


def _line(file: str, line: int, description: str) -> Json:
    return {
        "@type": "ptr:LineCharPointer",
        "lineNumber": line,
        "reference": {"@type": "foaf:Document", "source": text.path(file)},
        "description": description,
    }


def _iri(url: str) -> str:
    """Return a web URL as an IRI, or "" for anything else."""
    return quote(text.link(url), safe=_IRI)
