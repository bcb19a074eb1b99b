"""The judgement of a page is kept until its evidence, the rules or their options change."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.cache import CacheDatabase, Interner, JudgementCache, cache_info
from a11ycheck.evaluate import judge
from a11ycheck.model import (
    Element,
    Evaluation,
    Fact,
    FactRule,
    Impact,
    MessageTemplate,
    PageEvidence,
    ProbeResult,
    Verdict,
)

WRONG = MessageTemplate("wrong", "Link {number} is wrong.")
LINKS = 40


@pytest.fixture
def judged() -> list[int]:
    """The links that the rule has judged."""
    return []


@pytest.fixture
def links_rule(judged: list[int]) -> FactRule:
    """A rule of ours that fails every link but the first, and raises an exception for link 99."""

    def judge_link(facts: Any, _options: object) -> Verdict:
        judged.append(facts["number"])
        if facts["number"] == 99:
            raise ValueError(facts["number"])
        if not facts["number"]:
            return Verdict.passed()
        return Verdict.failed(WRONG.format(number=facts["number"]), cause=("x",))

    judge_link.__module__ = "a11ycheck.rules.links"
    return FactRule(
        id="links", title="Links", impact=Impact.SERIOUS, probe=Path("probe.js"), judge=judge_link
    )


def _link(number: int) -> Element:
    return Element(target=(f"a:nth-child({number})",), html="<a>")


@pytest.fixture
def page() -> Callable[..., PageEvidence]:
    def page(name: str, *own: int) -> PageEvidence:
        numbers = (*range(LINKS), *own)
        facts = tuple(Fact(element=_link(number), facts={"number": number}) for number in numbers)
        result = ProbeResult(rule="links", variants=("phone-light",), facts=facts)
        return PageEvidence(page=name, probes=(result,))

    return page


@pytest.fixture
def run(tmp_path: Path, links_rule: Any) -> Iterator[Callable[..., Evaluation]]:
    """Return a function that judges pages as a run of its own does."""

    def run(*pages: PageEvidence, key: str = "key", options: Any = None) -> Evaluation:
        digests = {page.page: repr(page).encode() for page in pages}
        with contextlib.closing(CacheDatabase(tmp_path)) as database:
            known = JudgementCache(database, key, digests, Interner())
            found = judge(pages, (links_rule,), options or {}, known)
            known.write()
        return found

    return run


def by_page(found: Evaluation) -> Iterator[tuple[str, str]]:
    return ((page, str(item.messages)) for item in found.assertions for page in item.pages)


def test_a_second_run_judges_nothing_and_says_the_same(
    run: Any, page: Any, judged: list[int], links_rule: Any
) -> None:
    pages = (page("a.html", 50), page("b.html"), page("c.html", 99))
    first = run(*pages)
    judged.clear()

    assert run(*pages) == first
    assert judged == []
    assert set(by_page(first)) == set(by_page(judge(pages, (links_rule,), {})))
    assert first.assertions[0].pages == ("a.html", "b.html")
    assert [error.page for error in first.errors] == ["c.html"]


def test_only_the_page_that_changed_is_judged(run: Any, page: Any, judged: list[int]) -> None:
    run(page("a.html", 50), page("b.html"))
    judged.clear()

    found = run(page("a.html", 51), page("b.html"))

    assert sorted(judged) == [*range(LINKS), 51]
    pages = {str(item.messages[0]): item.pages for item in found.assertions}
    assert pages["Link 1 is wrong."] == ("a.html", "b.html")
    assert pages["Link 51 is wrong."] == ("a.html",)
    assert len(found.assertions) == LINKS


def test_other_rules_or_options_judge_again(run: Any, page: Any, judged: list[int]) -> None:
    run(page("a.html"))
    judged.clear()

    run(page("a.html"), key="another")

    assert sorted(judged) == [*range(LINKS)]


def test_rules_of_other_packages_are_judged_in_each_run(
    run: Any, page: Any, judged: list[int], links_rule: Any
) -> None:
    links_rule.judge.__module__ = "their_rules"
    run(page("a.html"))
    judged.clear()

    run(page("a.html"))

    assert sorted(judged) == [*range(LINKS)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entries SET body = x'00'",
        "UPDATE entries SET chunks = x'00'",
        "UPDATE chunks SET data = x'00'",
        "DELETE FROM chunks",
        "DROP TABLE entries",
    ],
)
def test_an_entry_that_cannot_be_read_is_judged_again(
    run: Any, page: Any, tmp_path: Path, *, change: str
) -> None:
    first = run(page("a.html"))
    with (
        contextlib.closing(sqlite3.connect(CacheDatabase(tmp_path).path)) as connection,
        connection,
    ):
        connection.execute(change)

    assert run(page("a.html")) == first


def test_judgements_are_no_results_of_pages(run: Any, page: Any, tmp_path: Path) -> None:
    run(page("a.html"))

    assert (cache_info(tmp_path).pages, cache_info(tmp_path).settings) == (0, 0)


def test_text_that_is_no_unicode_is_judged_in_each_run(run: Any, page: Any) -> None:
    found = run(page("\udcff.html"))

    assert found.assertions[0].pages == ("\udcff.html",)


@pytest.fixture
def many() -> list[PageEvidence]:
    """More pages than are kept in memory until the end, with one link each."""

    def page(number: int) -> PageEvidence:
        facts = (Fact(element=_link(number), facts={"number": number}),)
        result = ProbeResult(rule="links", variants=("phone-light",), facts=facts)
        return PageEvidence(page=f"{number}.html", probes=(result,))

    return [page(number) for number in range(100, 800)]


def test_judgements_of_many_pages_are_stored_before_the_run_ends(
    run: Any, many: list[PageEvidence], judged: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        write = JudgementCache.write
        # The run ends before its last write.
        killed.setattr(
            JudgementCache, "write", lambda cache: write(cache) if len(judged) < 700 else None
        )
        first = run(*many)
    judged.clear()

    assert run(*many) == first
    assert len(judged) == 200


def test_judgements_that_cannot_be_stored_are_reported_all_the_same(
    run: Any, many: list[PageEvidence], links_rule: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CacheDatabase, "write", lambda *_: False)

    assert set(by_page(run(*many))) == set(by_page(judge(many, (links_rule,), {})))
