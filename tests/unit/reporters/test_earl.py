"""The EARL report, read as RDF by a JSON-LD processor that others wrote and that may ask no host."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn

import pytest
from pyld import jsonld

from a11ycheck.model import Outcome, Report, RuleError, RuleId, plain_message
from a11ycheck.reporters import Context, render

Samples = Mapping[str, Report]
Triple = tuple[str, str, str]

EARL = "http://www.w3.org/ns/earl#"
DCT = "http://purl.org/dc/terms/"
PTR = "http://www.w3.org/2009/pointers#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ACT = "https://www.w3.org/WAI/standards-guidelines/act/rules/"
WCAG = "https://www.w3.org/TR/WCAG22/#"


def refuse(url: str, _options: object) -> NoReturn:
    message = f"the report may not need {url}"
    raise AssertionError(message)


class Graph:
    """The triples of a report: what a subject says by a property, and who says it of an object."""

    def __init__(self, report: Report, *, all_pages: bool = False) -> None:
        context = Context(all_pages=all_pages)
        document = json.loads(render(report, "earl", context=context))
        dataset = jsonld.to_rdf(document, {"documentLoader": refuse})
        self.triples: list[Triple] = [
            (item["subject"]["value"], item["predicate"]["value"], item["object"]["value"])
            for item in dataset.get("@default", ())
        ]
        self.datatypes = {
            item["predicate"]["value"]: item["object"].get("datatype")
            for item in dataset.get("@default", ())
        }

    def get(self, subject: str, predicate: str) -> list[str]:
        return [o for s, p, o in self.triples if (s, p) == (subject, predicate)]

    def one(self, subject: str, predicate: str) -> str:
        (value,) = self.get(subject, predicate)
        return value

    def of_type(self, name: str) -> list[str]:
        return [s for s, p, o in self.triples if (p, o) == (TYPE, name)]

    def assertions(self) -> list[dict[str, str]]:
        """Return what each assertion says, in words."""
        found = []
        for assertion in self.of_type(f"{EARL}Assertion"):
            test = self.one(assertion, f"{EARL}test")
            result = self.one(assertion, f"{EARL}result")
            subject = self.one(assertion, f"{EARL}subject")
            found.append(
                {
                    "rule": self.one(test, f"{DCT}title"),
                    "page": " ".join(self.get(subject, f"{DCT}source")),
                    "outcome": self.one(result, f"{EARL}outcome").removeprefix(EARL),
                    "text": " ".join(self.get(result, f"{DCT}description")),
                    "node": assertion,
                    "result": result,
                    "test": test,
                }
            )
        return found


def test_needs_no_network_and_loses_nothing(report: Report) -> None:
    """Every key of the document is a term of its context: none is dropped when it becomes RDF."""
    document = json.loads(render(report, "earl"))
    (expanded, *_) = jsonld.expand(document, {"documentLoader": refuse}) or [{}]
    assert expanded
    terms = {key for node in walk(document["@graph"]) for key in node if not key.startswith("@")}
    named = {predicate for _, predicate, _ in Graph(report).triples}
    context = document["@context"]
    for term in terms - {"assertions", "isPartOf", "pointer", "info"}:
        entry = context.get(term, f"earl:{term}")
        name = entry if isinstance(entry, str) else entry.get("@id", f"earl:{term}")
        prefix, _, local = name.partition(":")
        assert f"{context[prefix]}{local}" in named, term


def walk(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, dict):
        return [part, *(node for value in part.values() for node in walk(value))]
    if isinstance(part, list):
        return [node for value in part for node in walk(value)]
    return []


def test_one_assertion_for_each_rule_page_and_element(report: Report) -> None:
    found = Graph(report, all_pages=True).assertions()
    expected = Counter(
        (finding.outcome.value, finding.rule)
        for finding in report.findings
        for location in finding.locations
        for _ in range(location.count)
    )
    expected += Counter(
        (outcome.value, rule)
        for outcomes in report.outcomes.values()
        for rule, outcome in outcomes.items()
        if outcome not in {Outcome.FAILED, Outcome.CANT_TELL}
    )
    asserted = Counter((item["outcome"], item["rule"]) for item in found)
    untested = sum(number for (outcome, _), number in asserted.items() if outcome == "untested")
    left = len(report.not_tested) + len(report.skipped)
    assert untested == left + len(report.rule_errors)
    assert {key: number for key, number in asserted.items() if key[0] != "untested"} == expected


def test_every_rule_has_its_outcome_on_every_page(samples: Samples) -> None:
    report = samples["outcomes"]
    found = {(i["page"], i["rule"], i["outcome"]) for i in Graph(report).assertions()}
    assert found == {
        (page, rule, outcome.value)
        for page, outcomes in report.outcomes.items()
        for rule, outcome in outcomes.items()
    }
    assert ("index.html", "reflow", "passed") in found
    assert ("index.html", "video-caption", "inapplicable") in found


def test_who_asserts_and_how(samples: Samples) -> None:
    graph = Graph(samples["everything"])
    (assertor,) = graph.of_type(f"{EARL}Assertor")
    assert assertor in graph.of_type(f"{EARL}Software")
    assert graph.one(assertor, "http://usefulinc.com/ns/doap#name") == "a11ycheck"
    release = graph.one(assertor, "http://usefulinc.com/ns/doap#release")
    assert graph.one(release, "http://usefulinc.com/ns/doap#revision") == "0.1.0"
    for assertion in graph.of_type(f"{EARL}Assertion"):
        assert graph.one(assertion, f"{EARL}assertedBy") == assertor
        assert graph.one(assertion, f"{EARL}mode") == f"{EARL}automatic"
        result = graph.one(assertion, f"{EARL}result")
        assert graph.one(result, f"{DCT}date") == "2026-03-01T09:30:00Z"
    assert graph.datatypes[f"{DCT}date"] == "http://www.w3.org/2001/XMLSchema#dateTime"


def test_a_test_names_its_rule_and_requirements(samples: Samples) -> None:
    graph = Graph(samples["everything"])
    tests = {item["rule"]: item["test"] for item in graph.assertions()}
    assert graph.get(tests["image-alt"], f"{DCT}isPartOf") == [f"{WCAG}non-text-content"]
    assert graph.get(tests["color-contrast"], f"{DCT}isPartOf") == [f"{WCAG}contrast-minimum"]
    assert graph.get(tests["button-name"], f"{DCT}isPartOf") == [f"{WCAG}name-role-value"]
    assert graph.get(tests["region"], f"{DCT}isPartOf") == []
    see_also = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
    assert graph.one(tests["image-alt"], see_also).endswith("/image-alt")
    assert tests["reflow"] == "urn:a11ycheck:rule:reflow"


def test_an_element_and_its_line_are_pointed_at(samples: Samples) -> None:
    graph = Graph(samples["sources"])
    pointers = graph.of_type(f"{PTR}CSSSelectorPointer")
    assert "img:nth-child(1)" in {graph.one(item, f"{PTR}expression") for item in pointers}
    lines = graph.of_type(f"{PTR}LineCharPointer")
    found = {
        (
            graph.one(graph.one(item, f"{PTR}reference"), f"{DCT}source"),
            int(graph.one(item, f"{PTR}lineNumber")),
            graph.one(item, f"{DCT}description"),
        )
        for item in lines
    }
    assert ("docs/guide/help.md", 24, "precision: block") in found
    assert ("docs/index.md", 7, "precision: exact") in found
    # A path through a shadow root is no selector.
    assert Graph(samples["hostile"]).of_type(f"{PTR}CSSSelectorPointer") == []


def test_a_finding_in_the_source_is_one_of_its_page_or_file(samples: Samples) -> None:
    pages = Counter(item["page"] for item in Graph(samples["in-source"]).assertions())
    assert pages == {
        "pyproject.toml": 1,
        "guide/help.html": 1,
        "index.html": 1,
        "guide/phone.html": 1,
        "docs/orphan.md": 1,
    }


def test_what_was_not_tested_is_untested(samples: Samples) -> None:
    found = Graph(samples["everything"]).assertions()
    untested = {(i["page"], i["rule"]): i["text"] for i in found if i["outcome"] == "untested"}
    assert untested == {
        ("guide/slow.html", "WCAG 2.2"): "The page did not finish loading within 30 s.",
        ("guide/loop.html", "WCAG 2.2"): "The page did not finish loading within 30 s.",
        ("https://example.org/gone", "WCAG 2.2"): "The server answered 404 Not Found.",
        ("genindex.html", "WCAG 2.2"): "matches the pattern “genindex.html”",
        ("index.html", "reflow"): "rule error: TypeError: x is undefined",
        ("guide/help.html", "reflow"): "rule error: TypeError: x is undefined",
        ("build/html", "duplicate-page-title"): "rule error: KeyError: 'title'",
    }


def test_a_finding_to_review_is_cant_tell(samples: Samples) -> None:
    outcomes = {item["outcome"] for item in Graph(samples["cant-tell"]).assertions()}
    assert outcomes == {Outcome.CANT_TELL.value}


def test_suppressed_and_known_findings_are_marked(samples: Samples) -> None:
    graph = Graph(samples["everything"])
    info = [text for _, predicate, text in graph.triples if predicate == f"{EARL}info"]
    assert "in the baseline" in info
    assert "suppressed: The map is described in the text above it." in info


def test_audited_pages_without_a_finding_are_subjects(samples: Samples) -> None:
    graph = Graph(samples["clean"])
    assert len(graph.of_type(f"{EARL}TestSubject")) == 41
    assert graph.assertions() == []


def test_urls_are_iris(samples: Samples) -> None:
    graph = Graph(samples["urls"])
    pages = set(graph.of_type(f"{EARL}TestSubject"))
    assert "https://example.org/search?q=a%20b&lang=ckb#top" in pages
    evil = 'https://x.example/"> <{}|\\^`'
    (finding,) = samples["theme-finding"].findings
    location = replace(finding.locations[0], pages=(evil,))
    report = replace(
        samples["theme-finding"],
        audited=(),
        findings=(replace(finding, help_url=evil, locations=(location,)),),
    )
    graph = Graph(report)
    for node in (*graph.of_type(f"{EARL}TestSubject"), graph.assertions()[0]["test"]):
        assert not set(node) & set('"<> {}|\\^`')


@pytest.mark.parametrize("rule", ["a b", "@id", "</script>"])
def test_a_rules_id_cannot_leave_its_iri(rule: str, samples: Samples) -> None:
    error = RuleError(rule=RuleId(rule), page="index.html", message=plain_message("no"))
    found = Graph(replace(samples["empty"], rule_errors=(error,))).assertions()
    assert [item["rule"] for item in found] == [rule]
    assert all(item["test"].startswith("urn:a11ycheck:rule:") for item in found)


def test_text_with_half_a_surrogate_pair_stays_json(samples: Samples) -> None:
    assert render(samples["hostile"], "earl").encode("utf-8")


def test_each_rule_that_ran_names_its_criteria_and_act_rules(samples: Samples) -> None:
    outcomes = {"a.html": {"meta-refresh": Outcome.PASSED, "empty-link": Outcome.INAPPLICABLE}}
    graph = Graph(replace(samples["empty"], outcomes=outcomes, findings=()))
    (test,) = {s for s, p, o in graph.triples if (p, o) == (f"{DCT}title", "meta-refresh")}
    assert graph.get(test, f"{DCT}isPartOf") == [f"{WCAG}timing-adjustable"]
    assert f"{ACT}bc659a/" in graph.get(test, f"{DCT}conformsTo")
