"""Audit test cases of W3C's ACT rules, and write one JSON line for each outcome of each mapped rule.

CASES is a JSON list of `{testcaseId, ruleId, url}`, which somebody else serves. OUT receives lines of
`{testcaseId, ruleId, outcome, procedure, requirements}`: for each test case, every rule of a11ycheck that
is mapped to its ACT rule, and one line for each element that failed or needs a person. A page that was not
tested, and a rule that raised an error, have no line, which W3C's computation reads as untested.
"""

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from metric_fonts import environment

import a11ycheck
from a11ycheck.conformance import rules_by_act_id
from a11ycheck.model import Report
from a11ycheck.web.urls import page_url


def elements_by_page(report: Report) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return the outcomes of the elements that failed or need a person, by page and rule."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in report.findings:
        for location in finding.locations:
            for page in location.pages:
                found[page, finding.rule].append(str(finding.outcome))
    return found


def lines(cases: Sequence[Mapping[str, str]], report: Report) -> Iterator[Mapping[str, Any]]:
    """Yield the outcomes of each test case."""
    mapped = rules_by_act_id()
    elements = elements_by_page(report)
    for case in cases:
        page = page_url(case["url"])
        outcomes = report.outcomes.get(page, {})
        for rule in mapped.get(case["ruleId"], ()):
            if rule.id in outcomes:
                for outcome in elements.get((page, rule.id)) or [str(outcomes[rule.id])]:
                    yield {
                        "testcaseId": case["testcaseId"],
                        "ruleId": case["ruleId"],
                        "outcome": outcome,
                        "procedure": rule.id,
                        "requirements": list(rule.criteria),
                    }


def audit(cases: Sequence[Mapping[str, str]]) -> Report:
    """Audit the pages of the test cases by all mapped rules, in the default variants."""
    wanted = {case["ruleId"] for case in cases}
    rules = {rule.id for act, rules in rules_by_act_id().items() if act in wanted for rule in rules}
    if not rules:
        sys.exit("No rule is mapped to the ACT rules of these test cases.")
    urls = list(dict.fromkeys(case["url"] for case in cases))
    config = a11ycheck.Config(select=tuple(sorted(rules)), allow_empty=True, cache=False)
    return a11ycheck.audit(urls, config).report


def main() -> int:
    """Audit the test cases and write their outcomes; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("cases", type=Path, metavar="CASES", help="JSON: testcaseId, ruleId, url")
    parser.add_argument("out", type=Path, metavar="OUT", help="JSON lines are written to this file")
    parser.add_argument("--earl", type=Path, metavar="FILE", help="also write the EARL report")
    parser.add_argument("--only", action="append", metavar="ID", help="only these ACT rules")
    options = parser.parse_args()
    cases = json.loads(options.cases.read_text("utf-8"))
    if options.only:
        cases = [case for case in cases if case["ruleId"] in options.only]
    os.environ.update(environment())  # the browsers inherit it
    report = audit(cases)
    with options.out.open("w", encoding="utf-8") as out:
        for line in lines(cases, report):
            out.write(json.dumps(line) + "\n")
    if options.earl:
        context = a11ycheck.Context(all_pages=True)
        earl = a11ycheck.render(report, "earl", context=context)
        options.earl.write_text(earl, encoding="utf-8")
    for item in report.not_tested:
        print(f"not tested: {item.page}: {item.reason}", file=sys.stderr)
    for error in report.rule_errors:
        print(f"error of {error.rule}: {error.page}: {error.message}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
