"""Where no browser starts, one sentence says why and what to do, for every page at once."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.browser import Launcher, Pool, find_binaries, version_of
from a11ycheck.browser.binaries import INSTALL_HINT
from a11ycheck.errors import BrowserError
from a11ycheck.model import NotTested

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("nothing_left")]


@pytest.fixture
def program(tmp_path: Path) -> Any:
    def program(name: str, script: str) -> str:
        path = tmp_path / name
        path.write_text("#!/bin/sh\n" + textwrap.dedent(script))
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return program


@pytest.mark.parametrize("what", ["browser", "driver"])
def test_a_path_that_does_not_exist_is_named(what: str, tmp_path: Path) -> None:
    path = str(tmp_path / "missing")

    with pytest.raises(BrowserError, match=f"The {what} {path} does not exist") as caught:
        find_binaries(**{what: path})

    assert caught.value.hint == INSTALL_HINT


def test_a_file_that_is_no_program_is_named(tmp_path: Path) -> None:
    path = tmp_path / "chromedriver"
    path.write_text("text")

    with pytest.raises(BrowserError, match="is not executable"):
        find_binaries(driver=str(path))


def test_a_driver_of_another_version_is_refused_before_it_starts(program: Any) -> None:
    driver = program("chromedriver", "echo 'ChromeDriver 99.0.1 (abc)'")
    ours = version_of(find_binaries().browser)

    with pytest.raises(BrowserError, match="is for version 99") as caught:
        find_binaries(driver=driver)

    assert ours in caught.value.message
    assert caught.value.hint.startswith(f"Install the driver of version {ours.partition('.')[0]},")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: Any) -> Any:
    """Return a function that installs programs of these names and versions, and nothing else."""

    def installed(**versions: str) -> None:
        for name, version in versions.items():
            program(name.replace("_", "-"), f"echo 'Chromium {version}.0.1'")
        monkeypatch.setenv("PATH", str(tmp_path))

    return installed


def test_a_browser_without_windows_is_preferred(installed: Any, tmp_path: Path) -> None:
    installed(chromium="156", chromium_headless_shell="156", chromedriver="156")

    found = find_binaries()

    assert found.program == str(tmp_path / "chromium-headless-shell")
    assert found.browser == str(tmp_path / "chromium")
    assert found.driver == str(tmp_path / "chromedriver")


def test_a_browser_without_windows_has_to_fit_the_driver(installed: Any, tmp_path: Path) -> None:
    installed(chromium="156", chromium_headless_shell="155", chromedriver="156")

    found = find_binaries()

    assert found.program == str(tmp_path / "chromium")
    assert found.driver == str(tmp_path / "chromedriver")


def test_a_browser_that_is_named_is_used(installed: Any, tmp_path: Path) -> None:
    installed(chromium="156", chromium_headless_shell="156", chromedriver="156")

    assert find_binaries(browser=str(tmp_path / "chromium")).program == str(tmp_path / "chromium")


def test_where_the_browser_without_windows_does_not_start_the_other_one_does(
    program: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    version = version_of(find_binaries().driver)
    program(
        "chromium-headless-shell", f'[ "$1" = --version ] && exec echo "Chromium {version}"; exit 1'
    )
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    launcher = Launcher(timeout=20)

    session = launcher.start()
    try:
        assert session.version.startswith("chrome 1")
    finally:
        session.close()
    assert launcher.binaries.program == launcher.binaries.browser


def test_a_sandbox_that_was_asked_for_is_named_where_nothing_starts(program: Any) -> None:
    version = version_of(find_binaries().driver)
    browser = program("chromium", f'[ "$1" = --version ] && exec echo "Chromium {version}"; exit 1')

    with pytest.raises(BrowserError) as caught:
        Launcher(browser=browser, timeout=20, sandbox="always").start()

    assert "audit as an ordinary user" in caught.value.hint


def test_every_page_is_not_tested_where_no_browser_starts(
    program: Any, plan_for: Any, pages_at: Any, tmp_path: Path
) -> None:
    """A browser is started twice for the first page, which says why; the others do not try again."""
    starts, version = tmp_path / "starts", version_of(find_binaries().driver)
    browser = program(
        "chromium",
        f"""
        [ "$1" = --version ] && exec echo "Chromium {version}"
        echo start >> {starts}
        exit 1
        """,
    )
    launcher = Launcher(browser=browser, timeout=20, sandbox="never")
    pages = pages_at("http://127.0.0.1:9/", "a.html", "b.html", "c.html")

    visits = Pool(launcher, plan_for(["image-alt"]), jobs=1).visit(pages)

    results = [visit.result for visit in visits]
    assert len(results) == 3
    assert all(isinstance(result, NotTested) for result in results)
    (reason,) = {str(result.reason) for result in results}
    assert reason.startswith("The browser did not start: session not created")
    assert "documentation" not in reason
    assert reason.endswith(INSTALL_HINT)
    assert starts.read_text().count("start") == 2


FAKE_DRIVER = """
    import http.server, json, os, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.reply(200, {"value": {"ready": True, "message": ""}})
            if self.path == "/shutdown":
                os._exit(0)
        def do_POST(self):
            error = {"error": "session not created", "stacktrace": "", "message": MESSAGE}
            self.reply(500, {"value": error})
        def reply(self, status, value):
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def log_message(self, *arguments): pass
    port = next(int(word[7:]) for word in sys.argv if word.startswith("--port="))
    http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""


def test_a_driver_that_says_that_it_does_not_fit_is_quoted(program: Any, tmp_path: Path) -> None:
    message = "This version of ChromeDriver only supports Chrome version 99"
    source = tmp_path / "driver.py"
    source.write_text(f"MESSAGE = {message!r}\n" + textwrap.dedent(FAKE_DRIVER))
    driver = program("chromedriver", f'exec {sys.executable} {source} "$@"')

    launcher = Launcher(driver=driver, timeout=20, sandbox="never")

    with pytest.raises(
        BrowserError, match=r"The driver does not match the browser: .*only supports"
    ):
        launcher.start()


def test_a_driver_that_dies_while_its_session_starts_is_no_bug(
    program: Any, tmp_path: Path
) -> None:
    dying = FAKE_DRIVER.replace("def do_POST(self):", "def do_POST(self):\n            os._exit(1)")
    source = tmp_path / "driver.py"
    source.write_text("MESSAGE = ''\n" + textwrap.dedent(dying))
    driver = program("chromedriver", f'exec {sys.executable} {source} "$@"')

    with pytest.raises(BrowserError, match="The browser did not start"):
        Launcher(driver=driver, timeout=20, sandbox="never").start()


def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)

    with pytest.raises(BrowserError, match=r"The browser did not start: .*No space left on device"):
        Launcher(timeout=20).start()


def test_a_driver_that_ends_at_once_is_named(program: Any) -> None:
    driver = program("chromedriver", "exit 3")

    with pytest.raises(BrowserError, match=r"The browser did not start: .*chromedriver") as caught:
        Launcher(driver=driver, timeout=20, sandbox="never").start()

    assert caught.value.hint == INSTALL_HINT


def test_no_browser_at_all_is_reported_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SE_OFFLINE", "true")
    monkeypatch.setenv("SE_CACHE_PATH", str(tmp_path))

    with pytest.raises(BrowserError, match="No browser or driver was found") as caught:
        Launcher(timeout=20, sandbox="never").start()

    assert caught.value.hint == INSTALL_HINT


def test_a_long_temporary_folder_does_not_keep_the_browser_from_starting(
    nothing_left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chromium puts a socket into it, whose path has a limit."""
    deep = nothing_left / ("deep" * 25)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    monkeypatch.setenv("TMPDIR", str(deep))

    session = Launcher(timeout=20).start()
    session.open_tab(()).navigate("data:text/html,works")
    session.close()

    deep.rmdir()
