"""A fingerprint depends on the cause alone: not on other pages, counts, variants, order or messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.evaluate import group, judge
from a11ycheck.evaluate.fingerprint import read_fragment
from a11ycheck.model import (
    Assertion,
    AxeRule,
    Dependency,
    Element,
    Fact,
    Finding,
    Impact,
    Outcome,
    PageEvidence,
    Precision,
    ProbeResult,
    Reach,
    Request,
    Rule,
    RuleId,
    SourceLocation,
    plain_message,
)
from a11ycheck.rules.duplicate_page_title import RULE as DUPLICATE_PAGE_TITLE
from a11ycheck.rules.page_weight import RULE as PAGE_WEIGHT
from a11ycheck.rules.page_weight import Options as Budgets
from a11ycheck.rules.third_party_request import RULE as THIRD_PARTY_REQUEST


def axe_rule(name: str, reach: Reach = Reach.ELEMENT, *depends: Dependency) -> AxeRule:
    return AxeRule(
        id=RuleId(name), title="", impact=Impact.SERIOUS, reach=reach, depends=frozenset(depends)
    )


RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in (
        axe_rule("image-alt"),
        axe_rule("color-contrast", Reach.ELEMENT, Dependency.COLOUR),
        axe_rule("titles", Reach.SITE),
        axe_rule("budget", Reach.PAGE),
    )
}
PAGE = "guide/one.html"


@dataclass(frozen=True, slots=True)
class Cause:
    """What fails on a page, without the page."""

    rule: str
    html: str = ""
    in_main: bool = True
    cause: tuple[str, ...] = ()
    source: str = ""

    def on(self, page: str, variants: tuple[str, ...] = ("phone-light",)) -> Assertion:
        element = None
        if self.html:
            element = Element(target=(f"#{page}",), html=self.html, in_main=self.in_main)
        source = SourceLocation(file=self.source, line=len(page), precision=Precision.EXACT)
        return Assertion(
            rule=RuleId(self.rule),
            outcome=Outcome.FAILED,
            pages=(page,),
            variants=variants,
            impact=Impact.SERIOUS,
            messages=(plain_message(f"On {page} in {variants}."),),
            cause=self.cause,
            element=element,
            source=source if self.source and element else None,
        )


causes = st.builds(
    Cause,
    rule=st.sampled_from([*RULES]),
    html=st.sampled_from(["", "<html>", '<img src="a.png">', '<a class="b">', '<p class="c">']),
    in_main=st.booleans(),
    cause=st.sampled_from([(), ("host=a",), ("host=b",), ("fgColor=#999",)]),
    source=st.sampled_from(["", "a.md", "parts/b.md"]),
)
sites = st.dictionaries(
    st.sampled_from([f"{name}.html" for name in "abcdefgh"]), st.lists(causes, max_size=3)
)


def fingerprints(
    own: Sequence[Assertion], others: Mapping[str, Sequence[Cause]]
) -> Mapping[str, frozenset[str]]:
    """Return the fingerprints of the findings on `PAGE`, by rule."""
    rest = [cause.on(page) for page, found in others.items() for cause in found]
    pages = [PAGE, *others]
    found: dict[str, set[str]] = {}
    for finding in group([*own, *rest], RULES, pages):
        if PAGE in finding.pages:
            found.setdefault(finding.rule, set()).add(finding.fingerprint)
    return {rule: frozenset(names) for rule, names in found.items()}


@given(own=st.lists(causes, min_size=1, max_size=4), others=sites, renamed=st.booleans())
def test_other_pages_change_no_fingerprint(
    own: list[Cause],
    others: dict[str, list[Cause]],
    renamed: bool,  # noqa: FBT001 - a property's example
) -> None:
    failures = [cause.on(PAGE) for cause in own]
    alone = fingerprints(failures, {})
    names = {page: f"moved/{page}" if renamed else page for page in others}

    assert fingerprints(failures, others) == alone
    assert fingerprints(failures, {names[page]: found for page, found in others.items()}) == alone


@given(own=st.lists(causes, min_size=1, max_size=4), others=sites)
def test_a_cause_that_spreads_keeps_its_fingerprint(
    own: list[Cause], others: dict[str, list[Cause]]
) -> None:
    failures = [cause.on(PAGE) for cause in own]
    spread = {page: [*found, *own] for page, found in others.items()}

    assert fingerprints(failures, spread) == fingerprints(failures, {})


@given(
    own=st.lists(causes, min_size=1, max_size=4),
    variants=st.lists(st.sampled_from(["phone-dark", "desktop-light"]), unique=True),
    order=st.randoms(use_true_random=False),
)
def test_variants_and_order_change_no_fingerprint(
    own: list[Cause], variants: list[str], order: object
) -> None:
    failures = [cause.on(PAGE, tuple(variants)) for cause in own]
    order.shuffle(failures)  # type: ignore[attr-defined]

    assert fingerprints(failures, {}) == fingerprints([cause.on(PAGE) for cause in own], {})


# --- real rules -------------------------------------------------------------------------------------


def title(text: str) -> ProbeResult:
    fact = Fact(
        element=Element(target=("title",), html=f"<title>{text}</title>"),
        facts={"lang": "en", "title": text},
    )
    return ProbeResult(rule="duplicate-page-title", variants=("phone-light",), facts=(fact,))


def findings(pages: Sequence[PageEvidence], *rules: Rule, **options: object) -> tuple[Finding, ...]:
    known = {name.replace("_", "-"): option for name, option in options.items()}
    evaluation = judge(pages, rules, known)
    by_id = {rule.id: rule for rule in rules}
    return group(evaluation.assertions, by_id, [page.page for page in pages])


@given(st.integers(2, 9))
def test_the_number_of_pages_with_a_title_is_not_in_its_fingerprint(sharers: int) -> None:
    pages = [PageEvidence(page=f"{number}.html", probes=(title("Home"),)) for number in range(9)]

    (few,) = findings(pages[:sharers], DUPLICATE_PAGE_TITLE)
    (many,) = findings(pages, DUPLICATE_PAGE_TITLE)

    assert few.fingerprint == many.fingerprint
    assert few.fragment == many.fragment


def test_a_host_is_one_cause_on_any_pages() -> None:
    request = Request(url="https://fonts.invalid/a.woff2", kind="font", blocked=True)
    more = replace(request, url="https://fonts.invalid/b.woff2")

    (one,) = findings([PageEvidence(page="a.html", requests=(request,))], THIRD_PARTY_REQUEST)
    (two,) = findings(
        [
            PageEvidence(page="b.html", requests=(more,)),
            PageEvidence(page="c.html", requests=(request, more)),
        ],
        THIRD_PARTY_REQUEST,
    )

    assert one.fingerprint == two.fingerprint
    assert (one.fragment, two.fragment) == ("host=fonts.invalid", "host=fonts.invalid")


def test_two_exceeded_budgets_are_two_findings_with_two_messages() -> None:
    def pages(size: int) -> list[PageEvidence]:
        requests = (
            Request(url="http://127.0.0.1/", kind="document", wire_bytes=size),
            Request(url="http://127.0.0.1/a.js", kind="script", wire_bytes=size),
        )
        return [PageEvidence(page="a.html", requests=requests)]

    budgets = Budgets(max_bytes=10, max_script_bytes=5)
    heavy = findings(pages(1000), PAGE_WEIGHT, page_weight=budgets)
    heavier = findings(pages(2000), PAGE_WEIGHT, page_weight=budgets)

    assert len({finding.message for finding in heavy}) == 2
    assert len({finding.fragment for finding in heavy}) == 2
    # The figures change with every edit of the page.
    assert [item.fingerprint for item in heavy] == [item.fingerprint for item in heavier]


# --- one element ------------------------------------------------------------------------------------


words = st.text(st.characters(codec="utf-8", exclude_characters='"<>&'), max_size=8)


@given(
    ident=words,
    depth=st.integers(0, 5),
    version=st.integers(0, 9),
    port=st.integers(1024, 65535),
    target=st.text(max_size=5),
)
def test_a_rebuild_changes_no_fingerprint(
    ident: str, depth: int, version: int, port: int, target: str
) -> None:
    def finding(html: str, target: str) -> Finding:
        return _only(Element(target=(target,), html=html, in_main=True, text="A street"))

    first = finding('<a id="a" href="img/a.png?v=1"><img src="img/a.png"></a>', "#a")
    second = finding(
        f'<a id="{ident}" href="{"../" * depth}img/a.png?v={version}#L{port}"><img></a>', target
    )

    assert first.fingerprint == second.fingerprint


@given(one=words, other=words)
def test_different_elements_have_different_fingerprints(one: str, other: str) -> None:
    one, other = (word if any(map(str.isalnum, word)) else "" for word in (one, other))  # no words
    same = " ".join(one.split()) == " ".join(other.split())

    first, second = (
        _only(Element(target=("x",), html="<a>", text=" ".join(word.split()), in_main=True))
        for word in (one, other)
    )

    assert (first.fingerprint == second.fingerprint) == same


@given(one=words, other=words)
def test_elements_that_differ_by_the_value_of_an_attribute_share_a_fingerprint(
    one: str, other: str
) -> None:
    first, second = (
        _only(Element(target=("x",), html=f'<img src="{word}" title="{word}">', in_main=True))
        for word in (one, other)
    )

    assert first.fingerprint == second.fingerprint


@pytest.mark.parametrize("in_main", [True, False])
@pytest.mark.parametrize(
    "html",
    [
        '<a class="{name}.html" href="{name}.html">',
        '<a class="item {name}" href="../docs/{name}.html#top">',
        '<a class="item {name}" href="#{name}">',
        '<a id="menu-{name}" class="item menu-{name}" href="x.html">',
        '<label for="{name}" class="{name}">',
    ],
)
def test_a_class_that_names_one_element_makes_no_finding_of_its_own(
    *, in_main: bool, html: str
) -> None:
    elements = [
        Element(target=("x",), html=html.format(name=name), in_main=in_main)
        for name in ("install", "usage")
    ]

    assert len({_only(element).fingerprint for element in elements}) == 1
    assert len({read_fragment(element).look for element in elements}) == 1


def test_a_class_that_says_what_an_element_is_makes_another_finding() -> None:
    first, second = (
        _only(Element(target=("x",), html=f'<a class="{name}" href="a.html">', in_main=True))
        for name in ("button", "tile")
    )

    assert first.fingerprint != second.fingerprint


def test_half_of_a_surrogate_pair_has_a_fingerprint() -> None:
    """A script can write one into a page."""
    assert _only(Element(target=("x",), html="<p>", in_main=True, text="\ud83d")).fingerprint


def _only(element: Element) -> Finding:
    found = replace(Cause("image-alt", "<img>").on("a.html"), element=element)
    (finding,) = group([found], RULES, ["a.html", "b.html"])
    return finding
