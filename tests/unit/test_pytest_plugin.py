"""What the pytest plugin makes of settings and of a report."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.api import AuditResult
from a11ycheck.model import (
    Element,
    Finding,
    Impact,
    Location,
    Message,
    NotTested,
    Outcome,
    Precision,
    Report,
    RuleError,
    RuleId,
    Scope,
    SourceLocation,
    Suppression,
    Tool,
    plain_message,
)
from a11ycheck.pytest_plugin.checker import Checked, Checker

# --- which setting wins ---------------------------------------------------------------------------------


def settings_of(tmp_path: Path, *settings: dict[str, Any], workers: int = 1, **here: Any) -> Any:
    checker = Checker(root=tmp_path, settings=settings, reports=None, name="t", workers=workers)
    return checker._load(here).config


def test_the_nearest_setting_wins_and_the_projects_own_fill_in(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.a11ycheck]\ntimeout = 7\nfail_on = "critical"\nselect = ["reflow"]\n'
        'ignore = ["image-alt"]\nvariants = ["phone"]\n',
        "utf-8",
    )
    marker, options = {"fail_on": "minor"}, {"fail_on": "serious", "variants": ["desktop"]}

    config = settings_of(tmp_path, marker, options, select="image-alt", fail_on=None)

    assert (config.select, config.ignore) == (("image-alt",), ("image-alt",))
    assert (config.fail_on, config.variants, config.timeout) == ("minor", ("desktop",), 7)


def test_the_cache_stays_in_one_place_though_tests_change_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path.parent)

    assert settings_of(tmp_path).cache_dir == str(tmp_path / ".a11ycheck_cache")


def test_workers_share_the_cores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 8)

    assert settings_of(tmp_path).jobs == 0
    assert settings_of(tmp_path, workers=4).jobs == 2
    assert settings_of(tmp_path, workers=20).jobs == 1


def test_an_error_of_the_audit_is_not_one_of_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_settings: object) -> None:
        raise PermissionError(13, "Permission denied", "page.html")

    monkeypatch.setattr("a11ycheck.api.audit", fail)
    checker = Checker(root=tmp_path, settings=(), reports=tmp_path / "reports", name="t")

    with pytest.raises(PermissionError, match=r"page\.html"):
        checker(".")


def test_a_report_that_cannot_be_written_names_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(
        "a11ycheck.api.audit", lambda *_a, **_s: AuditResult(report=checked().report)
    )
    checker = Checker(root=tmp_path, settings=(), reports=tmp_path / "file", name="t")

    with pytest.raises(pytest.fail.Exception, match=r"report could not be written to .*/file: "):
        checker(".")


def test_ctrl_c_ends_the_test_run_and_loses_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = replace(checked().report, interrupted=True)
    monkeypatch.setattr("a11ycheck.api.audit", lambda *_a, **_s: AuditResult(report=report))
    checker = Checker(root=tmp_path, settings=(), reports=tmp_path / "reports", name="t")

    with pytest.raises(KeyboardInterrupt):
        checker(".")

    assert (tmp_path / "reports" / "t-1.json").exists()


# --- the result -----------------------------------------------------------------------------------------

NO_ALT = Message("has-alt.fail", "Element does not have an alt attribute")
TOO_WIDE = plain_message("The page is too wide.")
IMAGE = Finding(
    rule=RuleId("image-alt"),
    engine="axe",
    title="Images must have alternative text",
    outcome=Outcome.FAILED,
    impact=Impact.CRITICAL,
    criteria=("1.1.1",),
    messages=(NO_ALT,),
    help_url="https://dequeuniversity.com/rules/axe/4.14/image-alt",
    fingerprint="1",
    scope=Scope.PAGE,
    locations=(
        Location(
            pages=("guide/index.html",),
            variants=("phone-dark",),
            messages=(NO_ALT,),
            element=Element(target=("main > img",), html='<img src="logo.png">'),
            source=SourceLocation(file="docs/guide.md", line=37, precision=Precision.EXACT),
        ),
        Location(pages=("other.html",), variants=("phone-dark",), messages=(NO_ALT,)),
    ),
)
WIDE = replace(
    IMAGE,
    rule=RuleId("reflow"),
    engine="a11ycheck",
    title="Content must reflow",
    impact=Impact.SERIOUS,
    messages=(TOO_WIDE,),
    locations=(Location(pages=("wide.html",), variants=("narrow",), messages=(TOO_WIDE,)),),
)


def checked(*findings: Finding, **extra: Any) -> Checked:
    report = Report(
        tool=Tool(name="a11ycheck", version="1"),
        targets=("site",),
        variants=("phone-light", "phone-dark"),
        fail_on=Impact.MINOR,
        planned=2,
        audited=("guide/index.html", "wide.html"),
        findings=findings,
    )
    return Checked(report=replace(report, **extra))


def text_of(result: Checked, *impact: str) -> str:
    with pytest.raises(AssertionError) as caught:
        result.assert_clean(*impact)
    return str(caught.value)


def test_a_failure_names_source_page_element_and_advice() -> None:
    assert text_of(checked(IMAGE)) == (
        "1 finding on 2 pages (impact minor and above)\n"
        "\n"
        "docs/guide.md:37: image-alt (critical): Images must have alternative text\n"
        "    message   Element does not have an alt attribute\n"
        "    page      guide/index.html (only in dark)\n"
        "    element   main > img\n"
        '    snippet   <img src="logo.png">\n'
        "    fix       a11ycheck explain image-alt, "
        "https://dequeuniversity.com/rules/axe/4.14/image-alt\n"
        "    also in   other.html"
    )


def test_a_rule_of_ours_brings_its_own_advice() -> None:
    text = text_of(checked(replace(WIDE, rule=RuleId("table-without-header"))))

    assert "wide.html: table-without-header (serious)" in text
    # The first paragraph, not the example before it.
    assert "    fix       In reStructuredText use `:header-rows: 1` for" in text


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_a_failure_is_in_the_language_of_its_reader(language: str) -> None:
    unseen = NotTested(
        page="gone.html", reason=plain_message("the server responded with 404 Not Found")
    )
    broken = RuleError(rule=RuleId("reflow"), page="wide.html", message=plain_message("boom"))
    result = checked(IMAGE, WIDE, not_tested=(unseen,), rule_errors=(broken,))

    text = text_of(replace(result, lang=language))

    for same in (
        "docs/guide.md:37: image-alt (",
        '<img src="logo.png">',
        "gone.html",
        "404",
        "boom",
    ):
        assert same in text
    own = (
        "finding",
        "message",
        "fix ",
        "also",
        "snippet",
        "impact",
        "not tested",
        "attribute",
        "Let long",
    )
    assert [word for word in own if word in text] == []
    with pytest.raises(AssertionError, match="2 findings on 3 pages"):
        result.assert_clean()


def test_the_language_comes_from_the_option_or_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.a11ycheck]\nlang = "ckb"\n', "utf-8")

    assert settings_of(tmp_path).lang == "ckb"
    assert settings_of(tmp_path, {"lang": "ar"}).lang == "ar"


def test_impact_decides_what_fails() -> None:
    result = checked(WIDE)

    result.assert_clean("critical")
    result.assert_clean(impact="never")
    assert "impact serious and above" in text_of(result, "serious")
    with pytest.raises(ValueError, match=r"'often'.* minor, moderate, .* never\.") as raised:
        result.assert_clean("often")
    assert "enum" not in str(raised.traceback[-1].path)


def test_accepted_and_known_findings_fail_nothing() -> None:
    accepted = replace(IMAGE, suppression=Suppression(reason="logo", where="a11ycheck.toml:3"))
    result = checked(accepted, replace(WIDE, known=True))

    result.assert_clean()
    assert result.findings == ()
    assert result
    assert repr(result) == "<a11ycheck: no findings on 2 pages>"


def test_pages_not_tested_are_never_clean() -> None:
    result = checked(
        not_tested=(
            NotTested(
                page="gone.html", reason=plain_message("the server responded with 404 Not Found")
            ),
        ),
        rule_errors=(
            RuleError(rule=RuleId("reflow"), page="wide.html", message=plain_message("Boom")),
        ),
    )

    assert text_of(result, "never") == (
        "1 page not tested, 1 rule raised an error\n"
        "\nnot tested: gone.html: the server responded with 404 Not Found\n"
        "\nrule error: reflow on wide.html: Boom"
    )
    assert not result


def test_nothing_audited_and_nothing_judged_are_never_clean() -> None:
    nothing = checked(planned=0, audited=())
    unjudged = checked(nothing_judged=True)

    assert text_of(nothing, "never") == "NOTHING AUDITED: There was no page to audit"
    sentence = "No selected rule had anything to judge on 2 pages"
    assert text_of(unjudged, "never") == f"NOTHING JUDGED: {sentence}"
    assert not nothing
    assert not unjudged


def test_many_findings_do_not_bury_the_reader() -> None:
    many = [replace(WIDE, fingerprint=str(number)) for number in range(15)]

    text = text_of(checked(*many))

    assert text.count("reflow (serious)") == 10
    assert text.endswith("and 5 more findings")


def test_findings_come_with_the_report() -> None:
    result = checked(IMAGE, WIDE)

    assert result.findings == result.report.findings == (IMAGE, WIDE)
    assert not result


@pytest.mark.parametrize(
    "names", [("t.py::t[a/b]", "t.py::t[a b]", "t.py::t[a:b]"), ("t.py::t[A-B]", "t.py::t[a-b]")]
)
def test_each_test_has_reports_of_its_own(
    names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = Report(
        tool=Tool(name="a11ycheck", version="1"), targets=(), variants=(), fail_on=None, planned=0,
        audited=(),
    )  # fmt: skip
    monkeypatch.setattr("a11ycheck.api.audit", lambda *_a, **_s: AuditResult(report=report))

    for name in names:
        Checker(root=tmp_path, settings=(), reports=tmp_path / "reports", name=name)("site")

    made = {path.name.lower() for path in (tmp_path / "reports").glob("*.json")}
    assert len(made) == len(names)
