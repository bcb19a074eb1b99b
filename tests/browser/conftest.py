"""What tests of real browsers share beside the fixtures of all tests."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.browser import Launcher, Pool, Redirected, VisitPlan
from a11ycheck.browser.tab import Tab
from a11ycheck.model import NotTested, Page, PageEvidence
from axe_comparison import AxeComparison
from loopback import Server
from plain_chrome import plain_chrome

Result = PageEvidence | NotTested | Redirected

_PATIENCE = 30.0


def _wait_until(true: Callable[[], bool], what: str) -> None:
    deadline, pause = time.monotonic() + _PATIENCE, threading.Event()
    while not true():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        pause.wait(0.02)


@pytest.fixture(scope="session")
def wait_until() -> Callable[[Callable[[], bool], str], None]:
    """Return a function that comes back when a condition holds, and fails where it never does."""
    return _wait_until


@pytest.fixture(scope="session")
def pages_at() -> Callable[[str], tuple[Page, ...]]:
    """Return a function that makes pages of names below a base URL."""
    return lambda base, *names: tuple(Page(path=name, url=base + name) for name in names)


@pytest.fixture
def audit(plan_for: Callable[..., VisitPlan]) -> Callable[..., list[Result]]:
    """Return a function that visits pages with browsers of their own and returns results in order."""

    def audit(
        pages: Sequence[Page], *rules: str, timeout: float = 20.0, jobs: int = 1, **plan: Any
    ) -> list[Result]:
        pool = Pool(Launcher(timeout=timeout), plan_for(rules, timeout=timeout, **plan), jobs=jobs)
        results = {visit.page.path: visit.result for visit in pool.visit(pages)}
        return [results[page.path] for page in pages]

    return audit


@pytest.fixture(scope="session")
def reply() -> Callable[..., Callable[[SimpleHTTPRequestHandler], None]]:
    """Return a function that makes a server's answer of a status, headers and a body."""

    def reply(
        body: str = "", *, status: int = 200, **headers: str
    ) -> Callable[[SimpleHTTPRequestHandler], None]:
        def answer(handler: SimpleHTTPRequestHandler) -> None:
            content = body.encode()
            handler.send_response(status)
            handler.send_header("Content-Type", "text/html; charset=utf-8")
            handler.send_header("Content-Length", str(len(content)))
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(content)

        return answer

    return reply


# --- what browsers leave behind ---------------------------------------------------------------------


def _processes(folder: str) -> list[str]:
    """Return the living processes that were started with a temporary folder below this one."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
            words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if state != "Z" and folder.encode() in words:
            found.append(f"{process.name} {words[:80]!r}")
    return found


@pytest.fixture
def nothing_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Give the test a temporary folder of its own, and demand that no process and no file is left."""
    if not Path("/proc/self/environ").exists():
        pytest.skip("Processes are looked for in /proc, which this system does not have.")
    tmp_path_factory.getbasetemp()  # pytest's own folder shall lie elsewhere
    folder = tempfile.mkdtemp(prefix="left-", dir="/tmp")
    monkeypatch.setattr(tempfile, "tempdir", folder)
    monkeypatch.setenv("TMPDIR", folder)
    yield Path(folder)
    try:
        _wait_until(lambda: not _processes(folder), f"the end of {_processes(folder)}")
        assert sorted(Path(folder).iterdir()) == []
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- a browser that opens files, for pages that the package itself writes -------------------------------


@pytest.fixture(scope="session")
def tab(launcher: Launcher) -> Iterator[Tab]:
    """A tab that may request no host at all."""
    session = launcher.start()
    yield session.open_tab(())
    session.close()


@pytest.fixture(scope="session")
def evaluate(tab: Tab) -> Callable[..., Any]:
    """Return a function that calls a JavaScript function in the open page, with plain arguments."""

    def evaluate(function: str, *arguments: object) -> Any:
        values = ", ".join(map(json.dumps, arguments))
        answer = tab.cdp(
            "Runtime.evaluate",
            {
                "expression": f"({function})({values})",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    return evaluate


@pytest.fixture(scope="session")
def run_axe(evaluate: Callable[..., Any], tab: Tab, axe_path: Path) -> Callable[[], list[str]]:
    """Return a function that runs all of axe's default rules and returns each element that fails."""
    source = axe_path.read_text("utf-8")

    def run_axe() -> list[str]:
        tab.cdp("Runtime.evaluate", {"expression": source})
        found: list[str] = evaluate(
            """async () => (await axe.run({resultTypes: ["violations"]})).violations.flatMap(
                 (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.html}`))"""
        )
        return found

    return run_axe


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[AxeComparison]:
    """Give axe's rules beside ours in a plain browser, with an empty page."""
    site = tmp_path_factory.mktemp("site")
    (site / "empty.html").write_text("<!doctype html><title>Page</title>")
    with plain_chrome(tmp_path_factory.mktemp("profile"), patience=60.0) as driver:
        comparison = AxeComparison(driver)
        comparison.open(server.mount(site) + "empty.html")
        comparison.show(1280, 800, "light")
        yield comparison
