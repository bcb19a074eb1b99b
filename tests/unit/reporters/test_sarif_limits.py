"""What code scanning takes at the most, and what comes first then."""

import gzip
import json
from dataclasses import replace

import pytest

from a11ycheck.model import Finding, Report
from a11ycheck.reporters import render, sarif
from sarif_log import Samples, notifications, results


def test_the_worst_comes_first_and_the_accepted_last(samples: Samples) -> None:
    found = results(samples["everything"], has_absent=False)
    failures = [item for item in found if item["kind"] == "fail" and "suppressions" not in item]
    order = ["error", "warning", "note"]
    new = [order.index(item["level"]) for item in failures if item["baselineState"] == "new"]
    assert new == sorted(new)
    standing = [(("suppressions" in item), item["baselineState"] != "new") for item in found]
    assert standing == sorted(standing)


def many(samples: Samples, number: int) -> Report:
    """Return a report with many failures, the last of them the worst."""
    weight = next(item for item in samples["page-findings"].findings if item.rule == "page-weight")
    critical = next(item for item in samples["page-findings"].findings if item.rule == "image-alt")

    def failure(at: int) -> Finding:
        return replace(critical if at == number - 1 else weight, fingerprint=f"{at:032x}")

    return replace(samples["page-findings"], findings=tuple(map(failure, range(number))))


def test_no_more_results_than_code_scanning_takes(
    samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "_RESULTS", 30)
    monkeypatch.setattr(sarif, "_SHOWN", 20)
    report = many(samples, 40)
    found = results(report)
    assert len(found) == 30
    assert found[0]["ruleId"] == "image-alt"
    (note,) = notifications(report)
    assert note["level"] == "warning"
    assert note["message"]["text"].startswith("The worst 30 of 40 results are here")
    (note,) = notifications(many(samples, 25))
    assert note["message"]["text"] == "Code scanning shows the worst 20 of these 25 results."
    assert notifications(many(samples, 20)) == []


def test_no_more_bytes_than_code_scanning_takes(
    samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "_COMPRESSED", 4000)
    text = render(many(samples, 400), "sarif")
    assert len(gzip.compress(text.encode())) <= 4000
    found = json.loads(text)["runs"][0]["results"]
    assert 0 < len(found) < 400
    assert found[0]["ruleId"] == "image-alt"
