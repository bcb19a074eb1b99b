"""The pytest plugin with real browsers: folders, addresses, live pages, several workers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from a11ycheck.browser import Launcher
from a11ycheck.model import Outcome

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><main><h1>{title}</h1>{body}</main></html>"""
IMAGE = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="1" height="1">'
BROKEN = PAGE.format(title="Broken", body=IMAGE)
GOOD = PAGE.format(title="Good", body="<p>Text.</p>")
# What a script of the page could notice of us.
TRACES = """return JSON.stringify([
  Object.getOwnPropertyNames(window).sort(),
  Object.getOwnPropertyNames(document).sort(),
  document.documentElement.outerHTML,
  [window.axe, innerWidth, innerHeight, scrollY, String(document.elementsFromPoint)],
])"""


@pytest.fixture(autouse=True)
def _no_outer_run(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_XDIST_TESTRUNUID"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    site = pytester.mkdir("site")
    (site / "index.html").write_text(GOOD, "utf-8")
    (site / "broken.html").write_text(BROKEN, "utf-8")
    pytester.makepyprojecttoml(
        '[tool.a11ycheck]\nvariants = ["desktop-light"]\n[tool.pytest.ini_options]\n'
        'addopts = "--strict-markers --strict-config -p no:cacheprovider"\n'
    )
    return pytester


# --- folders and addresses ------------------------------------------------------------------------------


def test_a_failed_test_says_what_where_and_how(project: pytest.Pytester) -> None:
    project.makepyfile('def test_site(a11ycheck): a11ycheck("site").assert_clean()')

    result = project.runpytest_subprocess("--a11y-report", "reports")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E*AssertionError: 1 finding on 1 page (impact serious and above)",
            "E*broken.html: image-alt (critical): Images must have alternative text",
            "E*    message   Element does not have an alt attribute",
            "E*    element   img",
            f"E*    snippet   {IMAGE}",
            "E*    fix       a11ycheck explain image-alt, https://dequeuniversity.com/*",
            "a11ycheck: the reports are in *reports",
        ],
        consecutive=False,
    )
    text = result.stdout.str()
    assert "checker.py" not in text, "the trace ends at the test's own line"
    (report,) = (project.path / "reports").glob("*.json")
    assert json.loads(report.read_text("utf-8"))["variants"] == ["desktop-light"]
    assert report.with_suffix(".html").is_file()


def test_options_narrow_what_is_checked(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest

        def test_by_option(a11ycheck):
            assert a11ycheck("site").report.rules_run == 1

        @pytest.mark.a11y(select="html-has-lang")
        def test_by_marker(a11ycheck):
            a11ycheck("site").assert_clean()

        def test_by_argument(a11ycheck):
            result = a11ycheck("site/broken.html", "site/index.html", ignore="image-alt")
            assert result.report.planned == 2

        def test_by_impact(a11ycheck):
            a11ycheck("site", fail_on="never").assert_clean()
        """
    )

    project.runpytest_subprocess(
        "--a11y-select", "image-alt", "-k", "not argument"
    ).assert_outcomes(passed=3, deselected=1)
    project.runpytest_subprocess("-k", "argument or impact").assert_outcomes(passed=2, deselected=2)


def test_a_url_is_audited(site: Callable[..., str], a11ycheck: Callable[..., Any]) -> None:
    address = site(BROKEN) + "index.html"

    result = a11ycheck(address, variants="desktop-light", select="image-alt")

    assert [finding.locations[0].pages[0] for finding in result.findings] == [address]


def test_two_workers_audit_the_same_folder_at_once(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("number", range(4))
        def test_site(a11ycheck, number):
            result = a11ycheck("site", ignore="image-alt")
            result.assert_clean()
            assert result.report.planned == len(result.report.audited) == 2
        """
    )

    result = project.runpytest_subprocess("-n", "2", "--a11y-report=reports")

    result.assert_outcomes(passed=4)
    result.stdout.no_fnmatch_line("*could not be kept*")
    kept = sorted(path.name for path in (project.path / ".a11ycheck_cache").iterdir())
    assert len(kept) == 3
    assert not [name for name in kept if name.endswith(".new")]
    assert len(list((project.path / "reports").iterdir())) == 8


# --- the page that a driver shows -----------------------------------------------------------------------


def _options() -> webdriver.ChromeOptions:
    options = webdriver.ChromeOptions()
    options.binary_location = Launcher(timeout=20).binaries.browser
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"):
        options.add_argument(flag)
    return options


@pytest.fixture(scope="module")
def chrome() -> Iterator[webdriver.Chrome]:
    driver = webdriver.Chrome(
        options=_options(), service=Service(Launcher(timeout=20).binaries.driver or None)
    )
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def remote() -> Iterator[webdriver.Remote]:
    """A driver as Selenium Grid gives it: it does not speak the DevTools protocol."""
    service = Service(Launcher(timeout=20).binaries.driver or None)
    service.start()
    driver = webdriver.Remote(command_executor=service.service_url, options=_options())
    yield driver
    driver.quit()
    service.stop()


@pytest.fixture(params=["chrome", "remote"])
def driver(request: pytest.FixtureRequest) -> webdriver.Remote:
    return request.getfixturevalue(request.param)


@pytest.fixture
def members(server: Any, reply: Callable[..., Any]) -> tuple[str, str]:
    """Two addresses: one that logs a visitor in, and one that shows its page only to whoever is."""

    def private(handler: SimpleHTTPRequestHandler) -> None:
        known = "token=42" in handler.headers.get("Cookie", "")
        tall = '<div style="height:3000px"></div><script>window.axe = "mine";</script>'
        reply(BROKEN.replace("</main>", f"{tall}</main>") if known else GOOD)(handler)

    login = reply(GOOD, Set_Cookie="token=42; Path=/")
    return server.answer("login", login), server.answer("private", private)


def test_a_page_behind_a_login_is_audited_as_it_is(
    driver: webdriver.Remote,
    members: tuple[str, str],
    server: Any,
    a11ycheck: Callable[..., Any],
) -> None:
    for address in members:
        driver.get(address)
    driver.execute_script("scrollTo(0, 500)")
    driver.execute_script(TRACES)  # the driver leaves a name of its own the first time
    before, asked = driver.execute_script(TRACES), len(server.paths)

    results = [a11ycheck(driver), a11ycheck(driver, select="image-alt")]

    for result in results:
        (finding,) = (item for item in result.findings if item.rule == "image-alt")
        assert finding.locations[0].pages[0] == members[1]
        assert result.report.not_tested == result.report.rule_errors == ()
        with pytest.raises(AssertionError, match="image-alt"):
            result.assert_clean("critical")
    (variant,) = results[0].report.variants
    assert variant == driver.execute_script("return `${innerWidth}x${innerHeight}-light`")
    assert results[0].report.rules_run > 50
    assert driver.execute_script(TRACES) == before
    assert json.loads(before)[3][0] == "mine"
    assert len(server.paths) == asked, "nothing was loaded anew"


def test_probes_of_our_own_run_in_a_live_page(
    driver: webdriver.Remote, site: Callable[..., str], a11ycheck: Callable[..., Any]
) -> None:
    driver.get(site(GOOD.replace('lang="en"', 'lang="ar"')) + "index.html")

    result = a11ycheck(driver)

    assert [item.rule for item in result.findings] == ["html-dir-matches-lang"]


def test_what_scripts_have_changed_is_what_counts(
    driver: webdriver.Remote, site: Callable[..., str], a11ycheck: Callable[..., Any]
) -> None:
    driver.get(site(BROKEN) + "index.html")
    driver.execute_script("document.querySelector('img').alt = 'A logo'")

    a11ycheck(driver, select=["image-alt", "image-redundant-alt"]).assert_clean()


def test_frames_of_the_page_are_looked_into(
    chrome: webdriver.Chrome, site: Callable[..., str], a11ycheck: Callable[..., Any]
) -> None:
    frame = PAGE.format(title="Outer", body='<iframe title="Inner" src="inner.html"></iframe>')
    chrome.get(site({"index.html": frame, "inner.html": BROKEN}) + "index.html")

    result = a11ycheck(chrome, select="image-alt")

    assert [item.locations[0].element.target for item in result.findings] == [("iframe", "img")]


def test_requests_of_a_live_page_are_not_held_back(
    chrome: webdriver.Chrome,
    site: Callable[..., str],
    other_server: Any,
    reply: Callable[..., Any],
    a11ycheck: Callable[..., Any],
) -> None:
    chrome.get(site(GOOD) + "index.html")
    a11ycheck(chrome)

    answer = chrome.execute_async_script(
        "const [url, done] = arguments; fetch(url).then((answer) => answer.text()).then(done, done)",
        other_server.answer("hello", reply("hello", Access_Control_Allow_Origin="*")),
    )

    assert answer == "hello"


def test_what_is_no_page_is_not_tested(
    driver: webdriver.Remote, site: Callable[..., str], a11ycheck: Callable[..., Any]
) -> None:
    driver.get(site({"data.json": "{}"}) + "data.json")

    result = a11ycheck(driver, fail_on="never")

    (page,) = result.report.not_tested
    assert str(page.reason) == "is not an HTML page but application/json"
    with pytest.raises(AssertionError, match="1 page not tested"):
        result.assert_clean()


def test_an_open_dialog_is_reported(
    driver: webdriver.Remote, site: Callable[..., str], a11ycheck: Callable[..., Any]
) -> None:
    driver.get(site(GOOD) + "index.html")
    driver.execute_script("setTimeout(() => alert('Stop!'))")

    result = a11ycheck(driver)

    (page,) = result.report.not_tested
    assert "alert" in str(page.reason)
    assert result.report.with_outcome(Outcome.FAILED) == ()


def test_a_driver_that_is_gone_is_reported(a11ycheck: Callable[..., Any]) -> None:
    service = Service(Launcher(timeout=20).binaries.driver or None)
    driver = webdriver.Chrome(options=_options(), service=service)
    driver.quit()

    (page,) = a11ycheck(driver).report.not_tested

    assert "could not examine it" in str(page.reason)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"variants": "phone"}, "A live page is audited as its driver shows it"),
        ({"select": "reflow"}, "None of the selected rules can judge a page that is open"),
    ],
)
def test_what_a_live_page_cannot_give_is_refused(
    chrome: webdriver.Chrome,
    a11ycheck: Callable[..., Any],
    arguments: dict[str, str],
    sentence: str,
) -> None:
    with pytest.raises(pytest.fail.Exception, match=sentence):
        a11ycheck(chrome, **arguments)


def test_urls_in_reports_hold_no_password(
    chrome: webdriver.Chrome, site: Callable[..., str], a11ycheck: Callable[..., Any]
) -> None:
    chrome.get(site(GOOD).replace("http://", "http://me:secret@") + "index.html")

    (page,) = a11ycheck(chrome).report.audited

    assert "secret" not in page
    assert Path(page).name == "index.html"
