"""The command line as a user meets it: what it prints, what it writes, how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from a11ycheck.cli import main

GOOD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><main><h1>{title}</h1><p>Text.</p></main></html>"""
SCRUBBED = ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "A11YCHECK_JOBS", "A11YCHECK_BROWSER")
pytestmark = pytest.mark.browser


def environment(**extra: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in SCRUBBED}
    return {**kept, "TERM": "dumb", **extra}


def run(
    *arguments: object, cwd: Path, check: int | None = None, **extra: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "a11ycheck", *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment(**extra),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if check is not None:
        assert done.returncode == check, done.stdout + done.stderr
    return done


def site(folder: Path, **pages: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in pages.items():
        (folder / f"{name}.html").write_text(content, encoding="utf-8")
    return folder


def good(title: str) -> str:
    return GOOD.format(title=title)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return site(tmp_path / "site", index=good("Home"), about=good("About"))


def test_clean_site_ends_with_0_and_says_so(clean: Path, tmp_path: Path) -> None:
    done = run("audit", clean, cwd=tmp_path, check=0)
    assert "2 planned = 2 audited" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr


def test_a_broken_source_map_ends_with_2_and_is_named(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "site.sourcemap.json").write_text('{"schema": ')
    done = run("audit", clean, "--variant", "desktop-light", cwd=tmp_path, check=2)
    assert "site.sourcemap.json" in done.stdout
    assert "no rule judges the source" in " ".join(done.stdout.split())
    assert "3 planned = 2 audited" in done.stdout


def test_findings_end_with_1_and_name_page_rule_and_element(clean: Path, tmp_path: Path) -> None:
    broken = good("About").replace(
        "<p>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p>'
    )
    (clean / "about.html").write_text(broken, encoding="utf-8")
    done = run("audit", clean, "--variant", "desktop-light", cwd=tmp_path, check=1)
    assert "image-alt" in done.stdout
    assert "about.html" in done.stdout
    assert "<img src=" in done.stdout
    assert "1.1.1" in done.stdout


def test_fail_on_and_never_decide_the_exit_code(clean: Path, tmp_path: Path) -> None:
    (clean / "about.html").write_text(good("Home"), encoding="utf-8")
    arguments = ("audit", clean, "--variant", "desktop-light")
    run(*arguments, cwd=tmp_path, check=1)
    run(*arguments, "--fail-on", "serious", cwd=tmp_path, check=0)
    run(*arguments, "--fail-on", "never", cwd=tmp_path, check=0)


def test_reports_go_to_files_and_terminal_at_once(clean: Path, tmp_path: Path) -> None:
    done = run(
        "audit", clean, "--format", "terminal", "--format", "json=out/report.json",
        "--format", "html=out/report.html", "--variant", "phone-dark", cwd=tmp_path, check=0,
    )  # fmt: skip
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["schema"] == "a11ycheck-report/1"
    assert report["summary"]["planned"] == report["summary"]["audited"] == 2
    assert report["tool"]["axe"] == "4.14.1"
    assert "2 audited" in done.stdout
    assert (
        (tmp_path / "out" / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    )
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "report.html",
        "report.json",
    ]


def test_annotations_are_chosen_by_themselves_on_github(clean: Path, tmp_path: Path) -> None:
    (clean / "about.html").write_text(good("Home"), encoding="utf-8")
    arguments = ("audit", clean, "--variant", "phone-dark")
    done = run(*arguments, cwd=tmp_path, check=1, GITHUB_ACTIONS="true")
    assert "::warning " in done.stdout
    done = run(*arguments, "--format", "terminal", cwd=tmp_path, check=1, GITHUB_ACTIONS="true")
    assert "::warning " not in done.stdout


def test_json_on_standard_output_is_only_json(clean: Path, tmp_path: Path) -> None:
    done = run("audit", clean, "--format", "json", "--variant", "phone-dark", cwd=tmp_path, check=0)
    assert json.loads(done.stdout)["exit_code"] == 0


def test_unwritable_report_is_printed_instead_and_ends_with_2(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run(
        "audit",
        clean,
        "--format",
        "json=file/report.json",
        "--variant",
        "phone-dark",
        cwd=tmp_path,
        check=2,
    )
    assert "could not be written" in done.stderr
    assert json.loads(done.stdout)["summary"]["audited"] == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_full_disk_at_standard_output_is_told(clean: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "a11ycheck", "audit", str(clean), "--variant", "phone-dark"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("audit", "missing"), "missing"),
        (("audit", "empty"), "empty"),
        (("audit", "no-html"), "no-html"),
        (("audit",), "Name what to audit"),
        (("audit", "site", "--selekt", "x"), "--select"),
        (("audit", "site", "--select", "image-altt"), 'Did you mean "image-alt"'),
        (("audit", "site", "--variant", "fone"), "There is no variant"),
        (("audit", "site", "--format", "pdf"), 'There is no format "pdf"'),
        (("audit", "site", "--format", "json", "--format", "terminal"), "Only one format"),
        (("audit", "site", "--config", "nope.toml"), "nope.toml"),
        (("explain", "image-altt"), 'Did you mean "image-alt"'),
        (("audti",), "No such command"),
    ],
)
def test_usage_mistakes_end_with_3_and_one_sentence(
    tmp_path: Path,
    arguments: tuple[str, ...],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site(tmp_path / "site", index=good("Home"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "no-html").mkdir()
    (tmp_path / "no-html" / "data.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 3
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


def test_unknown_configuration_key_names_file_line_and_remedy(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "a11ycheck.toml").write_text(
        '\nfail-on = "minor"\nvariantz = ["phone"]\n', encoding="utf-8"
    )
    done = run("audit", clean, cwd=tmp_path, check=3)
    assert "a11ycheck.toml:3" in done.stderr
    assert 'Did you mean "variants"' in done.stderr


def test_flags_win_over_the_file(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "a11ycheck.toml").write_text("jobs = 3\ntimeout = 7\n", encoding="utf-8")
    done = run("audit", clean, "--print-config", "--jobs", "5", cwd=tmp_path, check=0)
    assert "jobs = 5" in done.stdout
    assert "timeout = 7" in done.stdout


def test_no_browser_is_one_reason_for_all_pages_and_ends_with_2(
    clean: Path, tmp_path: Path
) -> None:
    done = run("audit", clean, "--browser", "/nowhere/chromium", cwd=tmp_path, check=2)
    assert "/nowhere/chromium does not exist" in done.stdout
    assert "2 planned = 0 audited" in done.stdout
    assert "Traceback" not in done.stderr


def test_driver_that_does_not_match_says_what_to_install(clean: Path, tmp_path: Path) -> None:
    driver = tmp_path / "chromedriver"
    driver.write_text("#!/bin/sh\necho ChromeDriver 90.0.4430.24\n", encoding="utf-8")
    driver.chmod(0o755)
    done = run("audit", clean, "--driver", driver, cwd=tmp_path, check=2)
    assert "is for version 90" in " ".join(done.stdout.split())


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = 200 if self.path == "/good" else 404
        body = good("Home").encode() if status == 200 else b"gone"
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
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


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_404_and_a_refused_connection_among_addresses(origin: str, tmp_path: Path) -> None:
    refused = f"http://127.0.0.1:{closed_port()}/"
    done = run(
        "audit",
        f"{origin}/good",
        f"{origin}/gone",
        refused,
        "--variant",
        "desktop-light",
        cwd=tmp_path,
        check=2,
    )
    words = " ".join(done.stdout.split())
    assert "3 planned = 1 audited + 2 not tested" in words
    assert "the server answered 404 Not Found" in words
    assert "the connection was refused" in words


ENDLESS = good("Endless").replace("</main>", "<script>for (;;) {}</script></main>")


def test_a_page_whose_script_never_ends_takes_no_other_page_with_it(
    clean: Path, tmp_path: Path
) -> None:
    (clean / "endless.html").write_text(ENDLESS, encoding="utf-8")
    done = run(
        "audit", clean, "--timeout", "10", "--variant", "desktop-light", cwd=tmp_path, check=2
    )
    words = " ".join(done.stdout.split())
    assert "3 planned = 2 audited + 1 not tested" in words
    assert "a script in it may never end" in words


def test_ctrl_c_leaves_a_partial_report_and_ends_with_2(tmp_path: Path) -> None:
    """The third page keeps the browser busy; the interrupt comes when the first two are done."""
    folder = site(tmp_path / "site", a=good("A"), b=good("B"), endless=ENDLESS)
    command = [
        sys.executable, "-m", "a11ycheck", "audit", str(folder), "--jobs", "1", "--timeout", "100",
        "--variant", "desktop-light", "--format", "json=report.json", "--cache-dir", "cache",
    ]  # fmt: skip
    # The endless page is the heaviest, so that it would be first: two empty ones must come before it.
    for name in ("a", "b"):
        page = folder / f"{name}.html"
        page.write_text(
            page.read_text(encoding="utf-8") + "<!--" + "x" * 1000 + "-->", encoding="utf-8"
        )
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # What a shell starts in the background ignores the interrupt, and so would what we start.
        start_new_session=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )  # fmt: skip
    waiting = Event()
    cache = tmp_path / "cache"
    for _ in range(600):
        if len(list(cache.glob("*.json"))) == 2 or process.poll() is not None:
            break
        waiting.wait(0.1)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=120)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert process.returncode == 2
    assert report["interrupted"] is True
    assert report["summary"]["audited"] == 2
    assert [item["page"] for item in report["not_tested"]] == ["endless.html"]


def test_second_run_needs_no_browser(clean: Path, tmp_path: Path) -> None:
    run("audit", clean, "--variant", "desktop-light", cwd=tmp_path, check=0)
    done = run(
        "audit", clean, "--variant", "desktop-light", cwd=tmp_path, check=0, PATH="/usr/bin:/bin"
    )
    assert "2 pages unchanged" in done.stdout


def test_doctor_names_what_an_audit_uses(tmp_path: Path) -> None:
    done = run("doctor", cwd=tmp_path, check=0)
    assert "axe-core   4.14.1" in done.stdout
    for word in ("browser", "driver", "sandbox", "fonts"):
        assert word in done.stdout


def test_rules_and_explain(tmp_path: Path) -> None:
    assert "reflow" in run("rules", cwd=tmp_path, check=0).stdout
    text = run("explain", "reflow", cwd=tmp_path, check=0).stdout
    for heading in ("What it checks", "Why it matters", "How to fix", "What it cannot see"):
        assert heading in text
