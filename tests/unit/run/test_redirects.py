"""A page that redirects is skipped if a page with evidence is at the end; otherwise it is not tested."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.browser import Hop, Redirected
from a11ycheck.model import ExitCode, NotTested, Page, plain_message
from pool_of_pages import ORIGIN, Result, counts, evidence_of

ELSEWHERE = "https://elsewhere.example"


def hop(url: str, status: int = 200, method: str = "GET") -> Hop:
    return Hop(url=url if "://" in url else f"{ORIGIN}/{url}", status=status, method=method)


def way(*urls: str) -> Redirected:
    """The way of a browser that documents send on; a status before a URL is that of its redirect."""
    parts = [url.rpartition(" ") for url in urls]
    return Redirected(hops=tuple(hop(url, int(status or 200)) for status, _, url in parts))


def visits_of(
    redirects: Mapping[str, Redirected], *, lost: tuple[str, ...] = ()
) -> Callable[[list[Page]], Iterator[Result]]:
    def visits(pages: list[Page]) -> Iterator[Result]:
        for page in pages:
            if page.path in lost:
                yield NotTested(page=page.path, reason=plain_message("the browser crashed"))
            else:
                yield redirects.get(page.path) or evidence_of(page)

    return visits


def reasons(report: Any) -> list[str]:
    return [str(item.reason) for item in (*report.skipped, *report.not_tested)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    for name in ("a.html", "b.html", "c.html", "folder/index.html"):
        (tmp_path / name).write_text("<!doctype html><title>x</title>")
    return tmp_path


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("b.html", "redirects to b.html, which is audited"),
        ("b.html#part", "redirects to b.html, which is audited"),
        ("%62.html", "redirects to b.html, which is audited"),
        ("folder/", "redirects to folder/index.html, which is audited"),
        ("folder/index.html", "redirects to folder/index.html, which is audited"),
    ],
)
def test_a_page_whose_target_is_audited_is_skipped(
    target: str, reason: str, audit: Any, folder: Path
) -> None:
    visits = visits_of({"a.html": way("a.html", target)})

    report, _ = audit(visits, "a.html", "b.html", "folder/index.html", folder=folder)

    assert counts(report) == (3, 2, 1, 0)
    assert reasons(report) == [reason]
    assert report.exit_code is ExitCode.CLEAN


@pytest.mark.parametrize(
    ("canonical", "reason", "code"),
    [
        (
            "https://bees.example/b.html",
            "redirects to b.html, which is audited",
            ExitCode.CLEAN,
        ),
        (
            "https://bees.example/a.html",
            "redirects to https://bees.example/b.html, which is not audited",
            ExitCode.NOT_TESTED,
        ),
    ],
)
def test_a_page_that_names_the_published_page_as_its_own_redirects_to_the_copy_of_it(
    audit: Any, folder: Path, canonical: str, reason: str, code: ExitCode
) -> None:
    (folder / "a.html").write_text(f'<!doctype html><link rel="canonical" href="{canonical}">')
    visits = visits_of({"a.html": way("a.html", "https://bees.example/b.html")})

    report, _ = audit(visits, "a.html", "b.html", folder=folder)

    assert reasons(report) == [reason]
    assert report.exit_code is code


@pytest.mark.parametrize(
    ("hops", "reason"),
    [
        (("a.html", "gone.html"), "redirects to /gone.html, which is not audited"),
        (
            ("302 a.html", "301 step", "login?next=a.html&secret=x"),
            "redirects to /login?…, which is not audited (302 → /step, 301 → /login?…)",
        ),
        (
            ("301 a.html", "404 gone.html"),
            "redirects to /gone.html, which is not audited (301 → /gone.html, 404)",
        ),
        (
            ("307 a.html", f"{ELSEWHERE}/login?state=1"),
            f"redirects to {ELSEWHERE}/login?…, which is not audited (307 → {ELSEWHERE}/login?…)",
        ),
        (
            ("a.html", f"blob:{ORIGIN}/1-2-3"),
            f"redirects to blob:{ORIGIN}/1-2-3, which is not audited",
        ),
        (
            ("a.html", f"{ORIGIN}/{'x' * 300}"),
            f"redirects to /{'x' * 199}…, which is not audited",
        ),
    ],
)
def test_a_page_whose_target_is_not_audited_is_not_tested(
    hops: tuple[str, ...], reason: str, audit: Any
) -> None:
    report, _ = audit(visits_of({"a.html": way(*hops)}), "a.html", "b.html")

    assert counts(report) == (2, 1, 0, 1)
    assert reasons(report) == [reason]
    assert report.exit_code is ExitCode.NOT_TESTED


def test_a_page_of_another_host_that_is_audited_too(audit: Any) -> None:
    other = f"{ELSEWHERE}/page"
    page = Page(path=other, url=other)
    visits = visits_of({"a.html": way("302 a.html", other)})

    report, _ = audit(visits, "a.html", also=(page,))

    assert counts(report) == (2, 1, 1, 0)
    assert reasons(report) == [f"redirects to {other}, which is audited (302 → {other})"]


def test_a_long_way_is_cut_short(audit: Any) -> None:
    hops = ("302 a.html", *(f"302 step{number}" for number in range(14)), "b.html")

    report, _ = audit(visits_of({"a.html": way(*hops)}), "a.html", "b.html")

    (reason,) = reasons(report)
    assert reason.startswith("redirects to b.html, which is audited (302 → /step0, 302 → /step1, ")
    assert reason.endswith("302 → /step9, …)")


def test_a_chain_ends_at_an_audited_page(audit: Any) -> None:
    redirects = {"a.html": way("a.html", "b.html"), "b.html": way("301 b.html", "c.html")}

    report, _ = audit(visits_of(redirects), "a.html", "b.html", "c.html")

    assert counts(report) == (3, 1, 2, 0)
    assert reasons(report) == [
        "redirects to c.html, which is audited (→ /b.html, 301 → /c.html)",
        "redirects to c.html, which is audited (301 → /c.html)",
    ]


def test_a_chain_ends_at_a_page_that_is_not_tested(audit: Any) -> None:
    redirects = {"a.html": way("a.html", "b.html"), "b.html": way("b.html", "c.html")}

    report, _ = audit(
        visits_of(redirects, lost=("c.html",)), "a.html", "b.html", "c.html", "d.html"
    )

    assert counts(report) == (4, 1, 0, 3)
    assert "redirects to c.html, which is not audited" in reasons(report)


def test_pages_that_redirect_to_each_other_do_not_vouch_for_each_other(audit: Any) -> None:
    redirects = {
        "a.html": way("a.html", "b.html"),
        "b.html": way("b.html", "a.html"),
        "c.html": way("c.html", "a.html"),
    }

    report, _ = audit(visits_of(redirects), "a.html", "b.html", "c.html")

    assert counts(report) == (3, 0, 0, 3)
    assert "redirects in a circle (→ /b.html, → /a.html)" in reasons(report)
    assert report.exit_code is ExitCode.NOT_TESTED


def test_the_answer_to_a_form_is_not_the_page_at_its_url(audit: Any) -> None:
    sent = Redirected(hops=(hop("a.html"), hop("b.html", method="POST")))

    report, _ = audit(visits_of({"a.html": sent}), "a.html", "b.html")

    assert counts(report) == (2, 1, 0, 1)
    assert reasons(report) == ["redirects to /b.html, which is not audited (POST → /b.html)"]


def test_a_target_whose_evidence_is_from_the_cache(
    audit: Any, folder: Path, open_cache: Any
) -> None:
    visits = visits_of({"a.html": way("a.html", "b.html")})
    names = ("a.html", "b.html")
    audit(visits, *names, folder=folder, cache=open_cache(folder / "cache"))

    again = open_cache(folder / "cache")
    report, pool = audit(visits, *names, folder=folder, cache=again)

    assert pool.asked == ["a.html"]
    assert counts(report) == (2, 1, 1, 0)


def test_a_target_that_disappears_during_the_run(audit: Any, folder: Path) -> None:
    def visits(pages: list[Page]) -> Iterator[Result]:
        for page in pages:  # b.html is visited twice, since it changed
            if page.path == "a.html":
                yield way("a.html", "b.html")
            else:
                (folder / "b.html").unlink(missing_ok=True)
                yield evidence_of(page)

    report, _ = audit(visits, "a.html", "b.html", folder=folder)

    assert counts(report) == (2, 0, 0, 2)


def test_a_run_that_is_interrupted_before_the_target(audit: Any) -> None:
    def visits(_pages: list[Page]) -> Iterator[Result]:
        yield way("a.html", "b.html")
        raise KeyboardInterrupt

    report, _ = audit(visits, "a.html", "b.html")

    assert counts(report) == (2, 0, 0, 2)
