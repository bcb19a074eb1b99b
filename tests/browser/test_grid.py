"""Audits by the browsers of a real Selenium Grid: the same evidence, whatever happens to its nodes."""

from __future__ import annotations

import json
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from a11ycheck import api
from a11ycheck.browser.grid import grid_at
from a11ycheck.config import Config
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode, Report
from a11ycheck.reporters import render
from selenium_grid import SeleniumGrid, selenium_grid, why_no_grid

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(why_no_grid()), reason=f"no Selenium Grid: {why_no_grid()}"),
]

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css">
<main><h1>{title}</h1>{body}</main>"""
BODIES = (
    "<p>Text.</p>",
    '<img src="/picture.svg"><p style="color: #999">Grey</p>',
    '<a href="/page-1.html">here</a><button onclick="this.blur()" onfocus="this.blur()">Lost</button>',
    '<img src="https://cdn.example/x.png" alt="x"><script src="https://cdn.example/x.js"></script>',
    "<script>document.body.append(isSecureContext ? 'secure' : 'not secure')</script>",
    '<iframe sandbox title="frame" src="/page-0.html"></iframe>',
    (
        "<script>const r = new XMLHttpRequest(); r.open('GET', '/style.css', false); r.send();"
        "document.title += r.status</script>"
    ),
    '<details><summary>More</summary><a href="#x" style="outline: none">link</a></details>',
)
OPTIONS: dict[str, Any] = {
    "variants": ("phone-light", "desktop-dark"), "cache": False, "baseline": "", "timeout": 20.0
}  # fmt: skip


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder with a short path, since browsers put sockets there."""
    path = Path(tempfile.mkdtemp(prefix="grid-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def grid() -> Iterator[SeleniumGrid]:
    with folder() as path, selenium_grid(path, nodes=2, slots=1) as running:
        yield running


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    root.mkdir()
    for number, body in enumerate(BODIES):
        (root / f"page-{number}.html").write_text(PAGE.format(title=f"Page {number}", body=body))
    (root / "style.css").write_text("body { color: #111 } a { color: #05c }")
    (root / "picture.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (root / "robots.txt").touch()
    return root


def audit(site: Path, grid: SeleniumGrid | None, **settings: Any) -> Report:
    chosen = {**OPTIONS, "grid": grid.url if grid else "", "jobs": 0 if grid else 1, **settings}
    return api.audit([str(site)], Config(**chosen)).report


def comparable(report: Report) -> Report:
    return replace(report, seconds=0.0, started="", tool=replace(report.tool, browser=""))


def until(condition: Callable[[], bool], seconds: float = 30.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        Event().wait(0.1)
    return condition()


def test_a_grid_finds_what_this_machine_finds(site: Path, grid: SeleniumGrid) -> None:
    local, remote = audit(site, None), audit(site, grid)

    assert {item.rule for item in local.findings} >= {"image-alt", "color-contrast"}
    assert comparable(remote) == comparable(local)
    assert len(remote.audited) == len(BODIES)
    assert grid.sessions() == []


def test_both_nodes_work_at_the_same_time(site: Path, grid: SeleniumGrid) -> None:
    seen: set[str] = set()

    def note(_progress: api.Progress) -> None:
        seen.update(grid.sessions())

    config = Config(**OPTIONS, grid=grid.url)
    api.audit([str(site)], config, on_progress=note)

    assert seen == {node.uri for node in grid.nodes}


def test_screenshots_are_taken_on_the_grid(site: Path, grid: SeleniumGrid) -> None:
    config = Config(**OPTIONS, grid=grid.url, screenshots=True, select=("color-contrast",))
    result = api.audit([str(site)], config)

    assert result.screenshots
    assert all(image[8:12] == b"WEBP" for image in result.screenshots.values())
    assert grid.sessions() == []


def test_more_browsers_than_the_grid_has_do_not_delay_the_end(
    site: Path, grid: SeleniumGrid
) -> None:
    report = audit(site, grid, jobs=6, select=("image-alt",))

    assert len(report.audited) == len(BODIES)
    assert report.seconds < 60
    # The requests that waited are gone: nobody takes the browsers now.
    assert until(lambda: grid.sessions() == [])
    occupied = grid_at(grid.url, timeout=20)
    sessions = [
        occupied.open_session({"args": ["--headless=new", "--no-sandbox"]}, Event()) for _ in "12"
    ]
    for session in sessions:
        occupied.close_session(session)


def test_a_full_grid_is_waited_for_and_then_named(site: Path, grid: SeleniumGrid) -> None:
    occupied = grid_at(grid.url, timeout=20)
    options = {"args": ["--headless=new", "--no-sandbox"]}
    sessions = [occupied.open_session(options, Event()) for _ in grid.nodes]
    try:
        report = audit(site, grid, grid_timeout=1.0)
    finally:
        for session in sessions:
            occupied.close_session(session)

    assert report.exit_code is ExitCode.NOT_TESTED
    assert {str(item.reason) for item in report.not_tested} == {
        f"The Grid at {grid.url} had no free browser within 1 s."
    }


def test_ctrl_c_leaves_no_session(site: Path, grid: SeleniumGrid) -> None:
    def interrupt(_progress: api.Progress) -> None:
        raise KeyboardInterrupt

    result = api.audit([str(site)], Config(**OPTIONS, grid=grid.url, jobs=4), on_progress=interrupt)

    assert result.report.interrupted
    assert until(lambda: grid.sessions() == [])


def test_a_node_that_dies_changes_nothing(site: Path) -> None:
    expected = audit(site, None)
    with folder() as path, selenium_grid(path, nodes=2, slots=1) as grid:
        killed = []

        def kill(progress: api.Progress) -> None:
            if progress.done == 2 and not killed:
                node = next(node for node in grid.nodes if node.uri in grid.sessions())
                grid.kill(node)
                killed.append(node)

        config = Config(**OPTIONS, grid=grid.url)
        report = api.audit([str(site)], config, on_progress=kill).report

    assert killed
    assert report.not_tested == ()
    assert comparable(report) == comparable(expected)


def test_a_grid_that_dies_leaves_a_report(site: Path) -> None:
    with folder() as path, selenium_grid(path, nodes=1, slots=1) as grid:

        def kill(progress: api.Progress) -> None:
            if progress.done == 2:
                grid.stop()

        config = Config(**OPTIONS, grid=grid.url, grid_timeout=30.0)
        report = api.audit([str(site)], config, on_progress=kill).report

    assert report.exit_code is ExitCode.NOT_TESTED
    assert len(report.audited) + len(report.not_tested) == len(BODIES)
    assert len(report.audited) >= 2
    assert all("Grid" in str(item.reason) for item in report.not_tested)


def test_nobody_listens(site: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    report = api.audit([str(site)], Config(**OPTIONS, grid=url)).report

    assert report.exit_code is ExitCode.NOT_TESTED
    assert {str(item.reason) for item in report.not_tested} == {
        f"The Grid at {url} cannot be reached: Connection refused."
    }


def test_another_server_is_no_grid(site: Path, server: Any) -> None:
    report = api.audit([str(site)], Config(**OPTIONS, grid=server.origin)).report

    (reason,) = {str(item.reason) for item in report.not_tested}
    assert reason.startswith(f"There is no Selenium Grid 4 at {server.origin}: it answers /session")


@pytest.mark.parametrize("url", ["grid:4444", "ftp://grid", "http://", "http://grid:99999"])
def test_what_is_no_url_is_refused(url: str, site: Path) -> None:
    with pytest.raises(UserError, match="is not the URL of a Grid"):
        api.audit([str(site)], Config(**OPTIONS, grid=url))


def test_reports_do_not_name_the_secret(site: Path, grid: SeleniumGrid) -> None:
    report = audit(site, grid)

    for name in ("json", "terminal", "html"):
        assert ".localhost" not in render(report, name)
    assert json.loads(render(report, "json"))["tool"]["browser"].startswith("chrom")
