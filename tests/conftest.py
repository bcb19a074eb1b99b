"""What all tests share: a clean environment, a static server on loopback, and one browser."""

from __future__ import annotations

import functools
import itertools
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.browser import Launcher, Pool, Redirected, VisitPlan
from a11ycheck.browser import axe_path as packaged_axe
from a11ycheck.browser.pool import _Desk
from a11ycheck.model import ColourScheme, NotTested, Page, PageEvidence, Variant, Viewport
from a11ycheck.rules import ALL
from a11ycheck.runner import make_plan, make_selection

Answer = Callable[[SimpleHTTPRequestHandler], None]
Result = PageEvidence | NotTested | Redirected
Content = str | Path | Mapping[str, str | bytes]

_SWITCHES = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI", "GITHUB_ACTIONS"}
_PROXIES = {"http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy"}
_TIMEOUT = 20.0


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep on one worker what shares a fixture of its module, a site or a browser: it is made once."""
    for item in items:
        fixtures = item._fixtureinfo.name2fixturedefs.values()
        if any(found[-1].scope == "module" for found in fixtures):
            item.add_marker(pytest.mark.xdist_group(f"{item.path.parent.name}/{item.path.stem}"))


@pytest.fixture(scope="session", autouse=True)
def _scrubbed_environment() -> Iterator[None]:
    """No switch of the terminal or the machine that runs the tests may change what they see."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if (
                name in _SWITCHES
                or name.lower() in _PROXIES
                or name.startswith(("A11YCHECK_", "GITHUB_"))
            ):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def axe_path() -> Path:
    return packaged_axe()


# --- a server on loopback ---------------------------------------------------------------------------


class _Handler(SimpleHTTPRequestHandler):
    """Answers from mounted folders, or as a test's own function says; it notes every request."""

    server: Server
    # What is sent must weigh the same on every machine.
    server_version, sys_version, error_message_format = "tests", "", ""
    extensions_map = {  # noqa: RUF012 - the base class declares it so
        "": "application/octet-stream",
        ".css": "text/css",
        ".html": "text/html",
        ".js": "text/javascript",
        ".json": "application/json",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain",
        ".woff2": "font/woff2",
        ".xhtml": "application/xhtml+xml",
    }

    def do_GET(self) -> None:
        self.server.paths.append(self.path)
        path = self.path.partition("?")[0]
        if answer := self.server.answers.get(path):
            answer(self)
            return
        _, prefix, rest = path.split("/", 2) if path.count("/") > 1 else ("", "", "")
        folder = self.server.folders.get(prefix)
        if folder is None:
            self.send_error(404)
            return
        self.directory, self.path = str(folder), f"/{rest}"
        super().do_GET()

    do_POST = do_GET  # noqa: N815 - the base class looks for this name

    def log_message(self, *_arguments: object) -> None:
        """Tests look at `Server.paths` instead."""


class Server(ThreadingHTTPServer):
    """A static server on a free port of loopback; folders are mounted one beside the other."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folders: dict[str, Path] = {}
        self.answers: dict[str, Answer] = {}
        self.paths: list[str] = []
        self.connections = 0
        self._numbers = itertools.count()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    def mount(self, folder: Path) -> str:
        """Serve a folder and return its base address, which ends with a slash."""
        prefix = f"site{next(self._numbers)}"
        self.folders[prefix] = folder
        return f"{self.origin}/{prefix}/"

    def answer(self, name: str, answer: Answer) -> str:
        """Let a function answer an address of its own, and return the address."""
        path = f"/answer{next(self._numbers)}/{name}"
        self.answers[path] = answer
        return self.origin + path

    def get_request(self) -> tuple[socket.socket, Any]:
        request = super().get_request()
        self.connections += 1
        return request

    def handle_error(self, request: object, client_address: object) -> None:
        # A browser that ends hangs up on what it was still asking for.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _running(server: Server) -> Iterator[Server]:
    thread = threading.Thread(
        target=functools.partial(server.serve_forever, poll_interval=0.05), daemon=True
    )
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server of the audited pages; all of them share its origin."""
    yield from _running(Server())


@pytest.fixture
def other_server() -> Iterator[Server]:
    """A server on another port, which audited pages must not reach."""
    yield from _running(Server())


@pytest.fixture(scope="session")
def serve(server: Server) -> Callable[[Path], str]:
    return server.mount


# --- a browser --------------------------------------------------------------------------------------

_VIEWPORTS = {
    "phone": Viewport(name="phone", width=360, height=640, mobile=True),
    "desktop": Viewport(name="desktop", width=1280, height=800),
}
_VARIANTS = {
    variant.name: variant
    for viewport in _VIEWPORTS.values()
    for scheme in ColourScheme
    for variant in (Variant(viewport=viewport, colour_scheme=scheme),)
}


@pytest.fixture(scope="session")
def variants() -> Mapping[str, Variant]:
    """The four default variants by name; the first is that in which pages are loaded."""
    return _VARIANTS


@pytest.fixture(scope="session")
def launcher() -> Launcher:
    return Launcher(timeout=_TIMEOUT)


@pytest.fixture(scope="session")
def plan_for(variants: Mapping[str, Variant]) -> Callable[..., VisitPlan]:
    """Return a function that makes plans: of all rules in one variant, where nothing else is said."""

    def plan_for(
        rules: Sequence[str] = (),
        names: Sequence[str] = ("phone-light",),
        *,
        timeout: float = _TIMEOUT,
        fresh_loads: bool = False,
    ) -> VisitPlan:
        chosen = tuple(variants[name] for name in names)
        selection = make_selection(rules, (), {})
        return make_plan(selection, chosen, timeout=timeout, fresh_loads=fresh_loads)

    return plan_for


@dataclass(slots=True)
class SharedBrowser:
    """One browser for many tests; a test that needs to harm a browser starts one of its own."""

    server: Server
    launcher: Launcher
    plan: VisitPlan
    _desk: _Desk = field(init=False)
    _pool: Pool = field(init=False)

    def __post_init__(self) -> None:
        self._pool = Pool(self.launcher, self.plan, jobs=1)
        self._desk = _Desk(self._pool)

    def visit(self, page: Page, plan: VisitPlan) -> Result:
        """Return what a visit gives; the plan may leave out probes, and add none."""
        visitor = self._desk._ready_for(page)
        visitor.plan = plan
        self._pool._plan = replace(plan, probes=self.plan.probes)
        return self._desk.visit(page)

    def close(self) -> None:
        self._desk.close()


@pytest.fixture(scope="session")
def shared_browser(
    server: Server, launcher: Launcher, plan_for: Callable[..., VisitPlan]
) -> Iterator[SharedBrowser]:
    browser = SharedBrowser(server, launcher, plan_for([rule.id for rule in ALL]))
    yield browser
    browser.close()


@pytest.fixture
def outcome_of(
    shared_browser: SharedBrowser, plan_for: Callable[..., VisitPlan]
) -> Callable[..., Result]:
    """Return a function that visits an address and returns evidence, or why there is none."""

    def outcome_of(url: str, *rules: str, **plan: Any) -> Result:
        page = Page(path=url.rpartition("/")[2], url=url)
        return shared_browser.visit(page, plan_for(rules, **plan))

    return outcome_of


@pytest.fixture
def site(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> Callable[[Content], str]:
    """Return a function that serves one page's source, a mapping of files, or a folder."""

    def site(content: Content) -> str:
        if isinstance(content, Path):
            return serve(content)
        files = {"index.html": content} if isinstance(content, str) else content
        folder = tmp_path_factory.mktemp("site")
        for name, body in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body.encode() if isinstance(body, str) else body)
        return serve(folder)

    return site


@pytest.fixture
def visit(
    site: Callable[[Content], str], outcome_of: Callable[..., Result]
) -> Callable[..., PageEvidence]:
    """Return a function that visits a page (source, file, or folder of files) and returns evidence."""

    def visit(content: Content, *rules: str, page: str = "index.html", **plan: Any) -> PageEvidence:
        if isinstance(content, Path) and content.is_file():
            content, page = content.parent, content.name
        result = outcome_of(site(content) + page, *rules, **plan)
        assert isinstance(result, PageEvidence), result
        return result

    return visit
