"""Fixtures of all tests: a clean environment, a static server on loopback, and one browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from a11ycheck.browser import Launcher, VisitPlan
from a11ycheck.browser import axe_path as packaged_axe
from a11ycheck.browser.plan import CHECKED_SHARE
from a11ycheck.config import Config
from a11ycheck.model import ColourScheme, Page, PageEvidence, Variant, Viewport
from a11ycheck.rules import own_rules
from a11ycheck.run.selection import make_plan, make_selection
from loopback import Server, running
from shared_browser import Result, SharedBrowser

Content = str | Path | Mapping[str, str | bytes]

# Property tests: the same examples on every machine, no files left behind, no time limit per example.
settings.register_profile("tests", deadline=None, derandomize=True, database=None)
settings.load_profile("tests")

_SWITCHES = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI", "GITHUB_ACTIONS"}
_PROXIES = {"http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy"}
_TIMEOUT = 20.0


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run tests that share a fixture of their module on one worker, so that it is created once."""
    for item in items:
        fixtures = item._fixtureinfo.name2fixturedefs.values()
        if any(found[-1].scope == "module" for found in fixtures):
            item.add_marker(pytest.mark.xdist_group(f"{item.path.parent.name}/{item.path.stem}"))


@pytest.fixture(scope="session", autouse=True)
def _scrubbed_environment() -> Iterator[None]:
    """Remove the variables of the terminal and the machine that would change results."""
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


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server of the audited pages; all of them share its origin."""
    yield from running(Server())


@pytest.fixture
def other_server() -> Iterator[Server]:
    """A server on another port, which audited pages must not reach."""
    yield from running(Server())


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
    """Return a function that makes plans: of all rules in one variant by default."""

    def plan_for(
        rules: Sequence[str] = (),
        names: Sequence[str] = ("phone-light",),
        *,
        timeout: float = _TIMEOUT,
        wait_for: str = "",
        reads_tree: bool = False,
        checked_share: float = CHECKED_SHARE,
    ) -> VisitPlan:
        chosen = tuple(variants[name] for name in names)
        selection = make_selection(Config(select=tuple(rules)))
        plan = make_plan(
            selection, chosen, timeout=timeout, wait_for=wait_for, reads_tree=reads_tree
        )
        return replace(plan, checked_share=checked_share)

    return plan_for


@pytest.fixture(scope="session")
def shared_browser(
    server: Server, launcher: Launcher, plan_for: Callable[..., VisitPlan]
) -> Iterator[SharedBrowser]:
    browser = SharedBrowser(server, launcher, plan_for([rule.id for rule in own_rules()]))
    yield browser
    browser.close()


@pytest.fixture
def outcome_of(
    shared_browser: SharedBrowser, plan_for: Callable[..., VisitPlan]
) -> Callable[..., Result]:
    """Return a function that visits a URL and returns evidence, or why there is none."""

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
