"""The command line where something goes wrong: no browser, no page, an endless page, an interrupt."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from command import environment, good, run

pytestmark = pytest.mark.browser


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
def test_full_disk_at_standard_output_is_reported(clean: Path, tmp_path: Path) -> None:
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


def test_a_404_and_a_refused_connection_among_urls(origin: str, tmp_path: Path) -> None:
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
    assert "the server responded with 404 Not Found" in words
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
    assert "one of its scripts may never end" in words
