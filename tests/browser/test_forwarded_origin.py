"""A site whose pages name their files by absolute URLs is audited as it will be published."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11ycheck.api import audit
from a11ycheck.config import Config
from a11ycheck.model import Report

pytestmark = pytest.mark.browser

ORIGIN = "https://docs.example.org"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="canonical" href="https://docs.example.org/{path}">
<link rel="stylesheet" href="https://docs.example.org/css/main.css">
<main><h1>{title}</h1>{body}</main></html>"""


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def audited(folder: Path, *rules: str, body: str = "", **files: str) -> Report:
    page = PAGE.format(title="A page", path="", body=body)
    style = "body { color: #888; background: #fff }"
    write(folder, **{"index.html": page, "css/main.css": style, **files})
    return audit(
        [str(folder)], Config(variants=("desktop-light",), cache=False, select=rules)
    ).report


def messages(report: Report) -> list[str]:
    return sorted(str(finding.message) for finding in report.findings)


def test_pages_are_shown_with_their_stylesheets(tmp_path: Path) -> None:
    report = audited(tmp_path, "color-contrast", "third-party-request", body="<p>Grey text")

    assert [finding.rule for finding in report.findings] == ["color-contrast"]
    assert any(f"{ORIGIN}/" in str(notice.message) for notice in report.notices)


def test_scripts_read_styles_and_fetch_files_of_their_own_origin(tmp_path: Path) -> None:
    script = """<script type="module" src="https://docs.example.org/app.js"></script>"""
    app = f"""
      const read = document.styleSheets[0].cssRules.length;
      const worker = new Worker("/worker.js");
      worker.onmessage = async ({{ data }}) => {{
        const found = await (await fetch("{ORIGIN}/data.json")).json();
        const heading = document.createElement("h1");
        heading.textContent = [read, found.name, data, location.origin].join(" ");
        document.querySelector("main").append(heading);
      }};"""
    worker = (
        f"""fetch("{ORIGIN}/data.json").then((r) => r.json()).then((d) => postMessage(d.name));"""
    )
    files = {"app.js": app, "worker.js": worker, "data.json": '{"name": "water"}'}

    report = audited(tmp_path, "more-than-one-h1", body=script, **files)

    (message,) = messages(report)
    assert f'"1 water water {ORIGIN}"' in message


MISSING = '<img src="{}/gone.png" alt="" width="9" height="9"><script src="/gone.js"></script>'


def test_missing_files_are_named_with_their_status(tmp_path: Path) -> None:
    report = audited(tmp_path, "resource-not-found", body=MISSING.format(ORIGIN))

    assert [("/gone." in text, "404" in text) for text in messages(report)] == [(True, True)] * 2


def test_other_hosts_stay_out_of_reach(tmp_path: Path) -> None:
    body = '<script src="https://cdn.example.org/x.js"></script>'

    report = audited(tmp_path, "third-party-request", "resource-not-found", body=body)

    assert [finding.rule for finding in report.findings] == ["third-party-request"]
    assert "cdn.example.org" in messages(report)[0]


def test_redirects_lead_to_pages_of_the_site(tmp_path: Path) -> None:
    def leading_to(url: str) -> str:
        return (
            f'<!doctype html><title>Moved</title><meta http-equiv="refresh" content="0; url={url}">'
        )

    files = {
        "guide/index.html": PAGE.format(title="Guide", path="guide/", body=""),
        "old.html": leading_to(f"{ORIGIN}/guide/"),
        "older.html": leading_to("/guide"),
    }

    report = audited(tmp_path, "document-title", **files)

    assert report.audited == ("guide/index.html", "index.html")
    reasons = {skipped.page: str(skipped.reason) for skipped in report.skipped}
    assert sorted(reasons) == ["old.html", "older.html"]
    assert all("guide/index.html, which is audited" in reason for reason in reasons.values())


def test_evidence_is_used_again_while_the_origin_is_the_same(tmp_path: Path) -> None:
    folder, cache = tmp_path / "site", tmp_path / "cache"
    plain = '<!doctype html><html lang="en"><title>A</title><p>Text</p>'
    write(folder, **{"plain.html": plain})
    config = Config(
        variants=("desktop-light",),
        cache_dir=str(cache),
        select=("resource-not-found", "html-has-lang"),
    )

    def run(origin: str) -> int:
        index = PAGE.format(title="A page", path="", body="").replace(ORIGIN, origin)
        write(folder, **{"index.html": index, "css/main.css": ""})
        return audit([str(folder)], config).report.cached

    assert [run(ORIGIN), run(ORIGIN), run("https://other.example.org")] == [0, 2, 0]
