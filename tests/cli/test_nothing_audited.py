"""A gate never passes because nothing was looked at: redirects, exclusions, rules without evidence."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from lxml import etree

from command import good, run, site

pytestmark = pytest.mark.browser

VARIANT = ("--variant", "desktop-light")
FORMATS = ("html", "json", "junit", "sarif", "github")
PAIR = (
    '<!doctype html><html lang="en"><title>{0}</title><script>'
    "if (!document.referrer.includes('{1}.html')) location.replace('{1}.html')</script>"
    "<main><h1>{0}</h1><p>Ordinary words.</p></main>"
)


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/account"):
            self.send_response(302)
            self.send_header("Location", f"/login?next={self.path}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        kind, body = "text/html; charset=utf-8", good("Login").encode()
        if self.path.endswith(".xml"):
            kind, body = "application/rss+xml", b"<rss version='2.0'/>"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def origin() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_redirect_to_a_login_is_not_tested(origin: str, tmp_path: Path) -> None:
    done = run("audit", f"{origin}/account", *VARIANT, cwd=tmp_path, check=2)

    assert "1 planned = 0 audited + 1 not tested" in words(done.stdout)
    reason = "redirects to /login?…, which is not audited (302 → /login?…)"
    assert reason in words(done.stdout)


def test_a_redirect_to_a_page_that_is_audited_is_skipped(origin: str, tmp_path: Path) -> None:
    targets = (f"{origin}/old", f"{origin}/login?next=/account")
    done = run("audit", f"{origin}/account", *targets, *VARIANT, cwd=tmp_path)

    assert "3 planned = 2 audited + 1 skipped" in words(done.stdout)


def test_pages_that_redirect_to_each_other_are_not_tested(tmp_path: Path) -> None:
    folder = site(tmp_path / "site", a=PAIR.format("a", "b"), b=PAIR.format("b", "a"))

    for _ in range(2):  # the second run with the cache of the first
        done = run("audit", folder, *VARIANT, cwd=tmp_path, check=2)

        assert "2 planned = 0 audited + 2 not tested" in words(done.stdout)
        assert "redirects in a circle" in words(done.stdout)


def reports(folder: Path, tmp_path: Path, *options: str) -> dict[str, str]:
    """Audit with every format; return the reports of a run that ends with 2."""
    formats = [part for name in FORMATS for part in ("--format", f"{name}={name}.txt")]
    done = run(
        "audit", folder, "--format", "terminal", *formats, *VARIANT, *options,
        cwd=tmp_path, check=2,
    )  # fmt: skip
    files = {name: (tmp_path / f"{name}.txt").read_text("utf-8") for name in FORMATS}
    return {"terminal": done.stdout, **files}


def check_reports(found: dict[str, str], status: str, sentence: str) -> None:
    assert words(found["terminal"]).startswith(f"{status}: {sentence}")
    assert status in found["html"]
    assert sentence in found["html"]
    report = json.loads(found["json"])
    assert (report["exit_code"], report["status"]) == (2, status)
    assert report["status_text"] == sentence
    (error,) = etree.fromstring(found["junit"].encode()).iter("error")
    assert error.get("message") == sentence
    (invocation,) = json.loads(found["sarif"])["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    messages = [item["message"]["text"] for item in invocation["toolExecutionNotifications"]]
    assert messages == [sentence]
    assert f"::error title={status.capitalize()}::{sentence}" in found["github"]


def test_a_run_whose_pages_are_all_excluded(clean: Path, tmp_path: Path) -> None:
    found = reports(clean, tmp_path, "--exclude", "**")

    check_reports(found, "NOTHING AUDITED", "All 2 pages were skipped.")


def test_a_rule_without_evidence_passes_nothing(clean: Path, tmp_path: Path) -> None:
    found = reports(clean, tmp_path, "--select", "image-alt-in-source")

    check_reports(found, "NOTHING JUDGED", "No selected rule had anything to judge on 2 pages.")
    notice = "The rule image-alt-in-source judged nothing: no page has a source map."
    assert notice in words(found["terminal"])
    (unjudged,) = json.loads(found["json"])["unjudged"]
    assert unjudged["rule"] == "image-alt-in-source"


def test_a_selected_rule_without_evidence_among_others_is_named(
    clean: Path, tmp_path: Path
) -> None:
    rules = ("--select", "image-alt", "--select", "image-alt-in-source")
    done = run("audit", clean, *rules, *VARIANT, cwd=tmp_path, check=0)

    assert "The rule image-alt-in-source judged nothing" in words(done.stdout)


def test_rules_without_evidence_are_counted_if_none_are_selected(
    clean: Path, tmp_path: Path
) -> None:
    done = run("audit", clean, *VARIANT, cwd=tmp_path, check=0)

    assert "Notices" not in done.stdout
    assert "rules judged nothing: no page has a source map" in words(done.stdout)


def test_files_that_may_be_pages_are_counted(clean: Path, tmp_path: Path) -> None:
    for name in ("node_modules/a/index.html", "node_modules/b.html", "old.php", ".old/x.html"):
        (clean / name).parent.mkdir(parents=True, exist_ok=True)
        (clean / name).write_text(good("Other"), "utf-8")
    formats = ("--format", "terminal", "--format", "json=r.json", "--format", "html=r.html")
    done = run("audit", clean, *formats, *VARIANT, cwd=tmp_path, check=0)

    line = (
        "4 files that may be pages: 1 in hidden folders, 2 in node_modules, 1 with the suffix .php"
    )
    assert f"left out {line}" in words(done.stdout)
    assert line in (tmp_path / "r.html").read_text("utf-8")
    uncollected = json.loads((tmp_path / "r.json").read_text("utf-8"))["uncollected"]
    assert [item["count"] for item in uncollected] == [1, 2, 1]
    assert "old.php" not in done.stdout
    assert "old.php" in run("audit", clean, "-v", *VARIANT, cwd=tmp_path, check=0).stdout


def test_a_feed_among_the_targets_costs_no_page(origin: str, tmp_path: Path) -> None:
    done = run("audit", f"{origin}/feed.xml", f"{origin}/page", *VARIANT, cwd=tmp_path, check=2)

    assert "2 planned = 1 audited + 1 not tested" in words(done.stdout)
    assert "is not an HTML page but" in words(done.stdout)
