"""Reports in Arabic and Sorani Kurdish: every word of them, and the messages of rules with their values."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from jinja2.ext import babel_extract
from lxml import html

import a11ycheck.reporters
from a11ycheck.language import originals
from a11ycheck.model import Report
from a11ycheck.reporters import LANGUAGES, REPORTERS, render, words
from a11ycheck.rules import axe_rules
from a11ycheck.wcag import CRITERIA
from a11ycheck.web.parse_errors import MESSAGES as PARSE_ERRORS

Samples = Mapping[str, Report]
PACKAGE = Path(a11ycheck.reporters.__file__).parent
LATIN = re.compile(r"[A-Za-z]{3,}")
OTHERS = [language for language in LANGUAGES if language != "en"]
IN = pytest.mark.parametrize("language", OTHERS)
# Names, units and commands, which are the same in every language.
NAMES = re.compile(
    r"(?<![A-Za-z])(?:a11ycheck|explain|baseline|prune|axe-core|axe|Chromium|WCAG|JSON|CSS|HTML|UTC|ARIA|kbit|edge|kB|MB"
    r"|format|html|report)(?![A-Za-z])"
)


def catalogue(language: str, name: str) -> Path:
    return PACKAGE / "locales" / language / "LC_MESSAGES" / f"{name}.po"


def asked_for() -> Iterator[str]:
    """Yield what the reporters look up by a text that stands in their source."""
    for path in (*PACKAGE.glob("*.py"), PACKAGE.parent / "pytest_plugin" / "message.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                if node.func.id in {"translate", "_counted", "plural", "_row"}:
                    yield from (text for text in texts if isinstance(text, str))
    for path in (PACKAGE / "templates").glob("*.j2"):
        for _line, _function, message, _comments in babel_extract(
            io.BytesIO(path.read_bytes()), ["_"], [], {}
        ):
            yield from [message] if isinstance(message, str) else message or []


@IN
def test_every_text_of_the_reporters_is_translated(language: str) -> None:
    missing = {text for text in asked_for() if text} - set(originals(catalogue(language, "report")))

    assert sorted(missing) == []


ENGLISH = re.compile(r"\b(?:a|and|are|as|by|in|is|it|its|no|not|of|or|that|the|to|which|with)\b")
# Where the sentences are made that a report gives as a reason or a notice.
SPEAKERS = (
    *("api", "locate/sourcemap", "runner/maps", "runner/run", "collect/notices"),
    *(
        "collect/folder",
        "collect/collection",
        "browser/arrival",
        "browser/pool",
    ),
    *("browser/visit", "browser/live", "browser/world", "browser/session"),
)
# What stands in these modules and is no sentence of a report: said to the user at once, or to the log.
ELSEWHERE = re.compile(
    r"^(?:The browser was lost on|No page of|Check |Name (?:a|the) f|Nothing to audit|Build the site|Choose"
    r"|The folder 7 (?:holds no|is empty|cannot be read: 7)|The browser did not start\.$)"
    r"|holds no page:"
)
# What a library says, to be known again.
FOREIGN = {
    *("no such execution context", "no such window", "not connected to DevTools"),
    *("target window already closed", "invalid session id", "chrome not reachable"),
    *(
        "No frame for given id",
        "Cannot find context",
        "context was destroyed",
        "navigated or closed",
    ),
    "; For documentation on this error",
}
# Said as a part of a sentence that is looked up as a whole.
PARTS = {"at least ", "the tag <77"}


def sentences() -> Iterator[str]:
    """Yield what those modules say, with a number in the place of each value."""
    yield from (re.sub(r"\{\w+\}", "7", text) for text in PARSE_ERRORS.values())
    for module in SPEAKERS:
        tree = ast.parse((PACKAGE.parent / f"{module}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            # Documentation is an expression that nobody takes; a part of an f-string is no sentence.
            for part in ast.iter_child_nodes(node):
                if not isinstance(node, ast.Expr | ast.JoinedStr) and (said := said_by(part)):
                    yield said


def said_by(node: ast.AST) -> str:
    """Return the sentence of a piece of source; "" where it is none of a report."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    said = "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)
    is_prose = len(re.findall(r"[a-z]{2,}(?= )", said)) > 1 and not re.search(r"\n|[{=]\w", said)
    return (
        said.replace("{}", "7")
        if is_prose and not (ELSEWHERE.search(said) or said in FOREIGN | PARTS)
        else ""
    )


@IN
def test_every_reason_and_notice_is_translated(language: str) -> None:
    with words.speaking(language):
        left = [text for text in sentences() if ENGLISH.search(words.say(text))]

    assert left == []


@IN
@pytest.mark.parametrize(
    ("message", "kept"),
    [
        (
            'Nothing isolates "a, b" (shown as "b, a"), "1-2" (shown as "2-1") from the text around.',
            '"b, a"',
        ),
        (
            "Tab leads to 3 places in this part (“Me”), and nothing of it can be seen: it is transparent.",
            "“Me”",
        ),
        (
            "The page asks another host, fonts.example, for /one.css, /two.css and 3 more.",
            "/one.css, /two.css",
        ),
        (
            (
                "Nothing is drawn before 9 of the page's files are there; the budget is 8: "
                "one.css 12,000 bytes, two.css 1 bytes and 3 more."
            ),
            "one.css 12,000",
        ),
        (
            (
                "The HTML has parse errors; the page was audited as the browser recovered it: <div> on "
                "line 3 is never closed; the file ends inside the tag <p on line 9; and at least 97 more."
            ),
            "97",
        ),
        ('The title "Pages" is shared by 12 pages.', '"Pages"'),
        ("The suppression of empty-link hides nothing. Its reason was: old; odd", "old; odd"),
    ],
)
def test_a_composed_message_is_translated_part_by_part(
    language: str, message: str, kept: str
) -> None:
    with words.speaking(language):
        said = words.say(message)

    assert kept in said
    assert not ENGLISH.search(re.sub('"[^"]*"|“[^”]*”', "", said))
    assert "bytes" not in said
    assert "places" not in said


@IN
def test_every_success_criterion_has_a_name(language: str) -> None:
    with words.speaking(language):
        names = {number: words.criterion_name(found) for number, found in CRITERIA.items()}

    assert [number for number, name in names.items() if LATIN.search(name)] == []
    assert len(set(names.values())) == len(CRITERIA)


@IN
def test_every_title_of_axe_is_translated(language: str) -> None:
    known = set(originals(catalogue(language, "axe")))

    assert [rule.title for rule in axe_rules() if rule.title not in known] == []


@IN
@pytest.mark.parametrize("name", ["report", "rules"])
def test_translations_hold_the_values_of_their_originals(language: str, name: str) -> None:
    place = re.compile(r"\{(\w+)")
    with words.speaking(language):
        for text in originals(catalogue(language, name)):
            said = words.spoken().catalogue.gettext(text)
            # A form of a plural can say its number in a word.
            assert set(place.findall(said)) ^ set(place.findall(text)) <= {"number"}, text


@IN
def test_a_message_keeps_what_was_found(language: str) -> None:
    title = 'The title "Phones" is shared by 12 pages.'
    nested = (
        'The heading "A (b)" (level 2) of the original, index.html, is missing in this translation.'
    )
    with words.speaking(language):
        said, whole = words.say(title), words.say(nested)

    assert not LATIN.search(said.replace("Phones", ""))
    assert '"Phones"' in said
    assert "12" in said
    assert '"A (b)"' in whole
    assert not LATIN.search(whole.replace("index.html", ""))


@IN
def test_messages_of_axe_are_found_by_their_pattern_and_one_by_one(language: str) -> None:
    one = "Element has insufficient color contrast of 2.32 (foreground color: #aaaaaa, background color:"
    one += (
        " #ffffff, font size: 12.0pt (16px), font weight: normal). Expected contrast ratio of 4.5:1"
    )
    other = "Element does not have an alt attribute"
    with words.speaking(language):
        said = words.say(f"{one}; {other}")
        first, second = said.split("؛ ")

    for value in ("2.32", "#aaaaaa", "#ffffff", "4.5:1"):
        assert value in first
    assert "insufficient" not in said
    assert "attribute" not in second


@IN
def test_what_has_no_translation_stays_as_it_is(language: str) -> None:
    with words.speaking(language):
        assert words.say("A message that nobody has translated.") == (
            "A message that nobody has translated."
        )
        assert words.say("") == ""


def test_english_comes_back_after_another_language() -> None:
    with words.speaking("ar"):
        assert words.translate("Pages") == "الصفحات"
        with words.speaking("ckb-IQ"):
            assert words.translate("Pages") == "لاپەڕەکان"
        assert words.translate("Pages") == "الصفحات"
    assert words.translate("Pages") == "Pages"
    with words.speaking("de"):
        assert words.translate("Pages") == "Pages"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "صفحة واحدة"), (2, "صفحتان"), (3, "3 صفحات"), (11, "11 صفحة"), (1200, "1,200 صفحة")],
)
def test_arabic_counts(number: int, text: str) -> None:
    with words.speaking("ar"):
        assert words.plural("{number} page", "{number} pages", number) == text


def shown(page: html.HtmlElement) -> Iterator[str]:
    """Yield what a report says in its own words: no code, no name of a page."""
    for element in page.body.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            continue
        around = [element, *element.iterancestors()]
        own = {"code", "pre", "bdi", "option"}
        if any(part.tag in own or part.get("dir") == "auto" for part in around[:-1]):
            continue
        yield element.get("aria-label") or ""
        yield element.text or ""
        yield from (child.tail or "" for child in element)


@IN
@pytest.mark.parametrize(
    "name", ["clean", "page-findings", "not-tested", "suppressed", "baseline", "site"]
)
def test_an_html_report_is_in_its_language_and_direction(
    language: str, name: str, samples: Samples
) -> None:
    page = html.document_fromstring(render(samples[name], "html", lang=language))

    assert (page.get("lang"), page.get("dir")) == (language, "rtl")
    found = samples[name]
    names = [*found.variants, *found.audited, *(item.page for item in found.not_tested)]
    names += [item.rule for item in (*found.findings, *found.fixed)]
    given = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    left = [
        text
        for text in shown(page)
        if LATIN.search(NAMES.sub("", given.sub("", text) if names else text))
    ]
    assert left == []


@IN
def test_values_within_messages_run_from_left_to_right(language: str, samples: Samples) -> None:
    report = next(item for item in samples.values() if item.findings)
    page = html.document_fromstring(render(report, "html", lang=language))

    for run in page.xpath("//div[@class='said']/p/bdi"):
        assert run.get("dir") == "ltr"
        assert not re.search("[\u0600-\u06ff]", run.text_content())
    assert "<bdi dir" not in render(report, "html").partition("<main")[2].partition("said")[2]


@pytest.mark.parametrize("name", [name for name in REPORTERS if name not in {"terminal", "html"}])
def test_what_programs_read_stays_in_english(name: str, samples: Samples) -> None:
    report = next(item for item in samples.values() if item.findings)

    assert render(report, name, lang="ar") == render(report, name)


@IN
def test_the_terminal_says_the_verdict_and_counts_in_the_language(
    language: str, report: Report
) -> None:
    said = render(report, "terminal", lang=language)

    assert not re.match(r"[A-Z]", said)
    for word in (
        "PASSED",
        "FAILED",
        "NOT TESTED",
        "planned",
        "audited",
        " faults",
        "Best practice",
    ):
        assert word not in said
