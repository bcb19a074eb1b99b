"""Reports in Arabic and Sorani Kurdish: every text of them, and messages with their values."""

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
from a11ycheck.cost import Kind
from a11ycheck.evaluate.axe_messages import axe_templates
from a11ycheck.language import originals
from a11ycheck.model import ColourScheme, Impact, Message, MessageTemplate, Report, plain_message
from a11ycheck.reporters import LANGUAGES, REPORTERS, i18n, render
from a11ycheck.reporters.status import Status
from a11ycheck.rules import axe_rules, own_rules
from a11ycheck.speech.language_names import LANGUAGE_TAGS, language_name
from a11ycheck.speech.role_words import ROLE_WORDS
from a11ycheck.wcag import CRITERIA
from a11ycheck.web.parse_errors import MESSAGES as PARSE_ERRORS

Samples = Mapping[str, Report]
REPORTS = Path(a11ycheck.reporters.__file__).parent
PACKAGE = REPORTS.parent
LATIN = re.compile(r"[A-Za-z]{3,}")
OTHERS = [language for language in LANGUAGES if language != "en"]
IN = pytest.mark.parametrize("language", OTHERS)
# Looked up whole, as `plain_message`: what the system or axe has written.
FOREIGN = {
    "Permission denied",
    "No such file or directory",
    "Input/output error",
    *("204 No Content", "205 Reset Content", "400 Bad Request", "401 Unauthorized"),
    *("403 Forbidden", "404 Not Found", "410 Gone", "429 Too Many Requests"),
    *("500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable"),
    "504 Gateway Timeout",
    "axe couldn't tell the reason. Time to break out the element inspector!",
}
# These formats are for programs and in English.
FOR_PROGRAMS = ("earl", "github", "json", "junit", "sarif")
NOUN = re.compile(r'text\.(count|listing)\([^"]*, "(\w+)"\)')
# Names, units and commands, which are the same in every language.
NAMES = re.compile(
    r"(?<![A-Za-z])(?:a11ycheck|explain|baseline|prune|axe-core|axe|Chromium|WCAG|JSON|CSS|HTML|UTC|ARIA|kbit|edge|kB|MB"
    r"|format|html|report)(?![A-Za-z])"
)


def catalogue(language: str, name: str) -> Path:
    return REPORTS / "locales" / language / "LC_MESSAGES" / f"{name}.po"


def sources() -> Iterator[Path]:
    """Yield the modules that write texts for people."""
    yield from (p for p in REPORTS.glob("*.py") if not p.stem.startswith(FOR_PROGRAMS))
    yield PACKAGE / "pytest_plugin" / "failure.py"
    yield PACKAGE / "watch" / "overlay_words.py"
    yield PACKAGE / "watch" / "board.py"


def texts_of_reports() -> Iterator[str]:
    """Yield what the reporters look up by a text in their source."""
    functions = {"translate", "_counted", "plural", "_row"}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = (
                node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            )
            if name in {"count", "listing"}:
                nouns = node.args[1:] if name == "count" else node.args[2:]
                yield from counted(name, *(tuple(constants(noun)) for noun in nouns))
            elif name in functions:
                yield from (text for argument in node.args for text in constants(argument))
    for path in (REPORTS / "templates").glob("*.j2"):
        for _line, _function, message, _comments in babel_extract(
            io.BytesIO(path.read_bytes()), ["_"], [], {}
        ):
            yield from [message] if isinstance(message, str) else message or []
        for function, noun in NOUN.findall(path.read_text("utf-8")):
            yield from counted(function, (noun,))


def constants(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an argument can be."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.IfExp():
            yield from (*constants(node.body), *constants(node.orelse))


def counted(function: str, nouns: tuple[str, ...], plurals: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the texts that `text.count` and `text.listing` make of nouns."""
    lead = "{number}" if function == "count" else "and {number} more"
    yield from (f"{lead} {noun}" for noun in nouns)
    yield from (f"{lead} {noun}" for noun in plurals or [f"{noun}s" for noun in nouns])


def enumerations() -> Iterator[str]:
    """Yield the names that reports show and take from data: statuses, impacts, types, variants."""
    for kind in (Status, Impact, Kind, ColourScheme):
        yield from (item.value for item in kind)
    yield from (item.value.capitalize() for item in Kind)
    yield from ("phone", "desktop")


@IN
def test_every_text_of_the_reporters_is_translated(language: str) -> None:
    known = set(originals(catalogue(language, "report")))

    assert sorted({*filter(None, texts_of_reports())} - known) == []


@IN
def test_no_text_is_translated_that_no_report_has(language: str) -> None:
    known = set(originals(catalogue(language, "report")))
    assert sorted(known - {*texts_of_reports(), *enumerations()} - quoted(*sources())) == []


def templates(*modules: Path) -> Iterator[str]:
    """Yield the templates of all messages that modules make."""
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                "Message",
                "MessageTemplate",
            }:
                _, text, *_ = [*node.args, *(item.value for item in node.keywords)]
                if isinstance(text, ast.Constant):
                    yield str(text.value)


def quoted(*modules: Path) -> set[str]:
    """Return the texts in modules: some messages are chosen from a table."""
    return {
        node.value
        for path in modules
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


# Policy rules send their messages where suppressions are applied, others parts of theirs from `cost`; any
# rule that fails very often sends one from `evaluate`.
RULES = tuple(
    path
    for name in ("rules", "acceptance", "cost", "evaluate")
    for path in sorted((PACKAGE / name).rglob("*.py"))
)
REASONS = tuple(
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path not in RULES and path.parts[-2] not in {"model", "reporters", "speech"}
)
SPEECH = tuple(sorted((PACKAGE / "speech").glob("*.py")))


@IN
def test_every_message_of_our_rules_is_translated(language: str) -> None:
    known = set(originals(catalogue(language, "rules")))
    sent = {*templates(*RULES), *(rule.title for rule in own_rules())}

    assert sorted(sent - known) == []
    assert sorted(known - sent - quoted(*RULES)) == []


@IN
def test_every_reason_and_notice_is_translated(language: str) -> None:
    known = set(originals(catalogue(language, "notices")))
    sent = {*templates(*REASONS), *PARSE_ERRORS.values()}

    assert sorted(sent - known) == []
    assert sorted(known - sent - quoted(*REASONS) - FOREIGN) == []


@IN
def test_every_word_for_a_role_a_state_or_a_language_is_translated(language: str) -> None:
    known = set(originals(catalogue(language, "speech")))
    words = {str(word) for word in (*ROLE_WORDS.values(), *map(language_name, LANGUAGE_TAGS))}

    assert sorted({*templates(*SPEECH), *words} - known) == []
    assert sorted(known - quoted(*SPEECH)) == []


@IN
def test_every_message_that_axe_can_report_is_translated(language: str) -> None:
    known = set(originals(catalogue(language, "axe")))
    sent = {
        template
        for messages in axe_templates().values()
        for outcome, template in messages.items()
        if template and not outcome.startswith("pass")
    }
    passed = {text for item in axe_templates().values() for text in item.values()}
    titles = {rule.title for rule in axe_rules()}

    assert sorted((sent | titles) - known) == []
    assert sorted(known - sent - passed - titles - FOREIGN) == []


@IN
def test_every_success_criterion_has_a_name(language: str) -> None:
    with i18n.use_locale(language):
        names = {number: i18n.criterion_name(found) for number, found in CRITERIA.items()}

    assert [number for number, name in names.items() if LATIN.search(name)] == []
    assert len(set(names.values())) == len(CRITERIA)


@IN
@pytest.mark.parametrize("name", ["report", "rules"])
def test_translations_hold_the_values_of_their_originals(language: str, name: str) -> None:
    placeholder = re.compile(r"\{(\w+)")
    texts = list(originals(catalogue(language, name)))
    assert texts
    with i18n.use_locale(language):
        for text in texts:
            translated = i18n.current_locale().catalogue.gettext(text)
            found, expected = (set(placeholder.findall(item)) for item in (translated, text))
            # A plural form can have its number as a word.
            assert found ^ expected <= {"number"}, text


@IN
def test_a_message_keeps_its_values(language: str) -> None:
    template = "Element has children which are not allowed: {values}"
    with i18n.use_locale(language):
        text = i18n.format_message(Message("c", template, {"values": ("div[a, b]", "{x}")}))

    assert "div[a, b]، {x}" in text
    assert not LATIN.search(text.replace("div", ""))


@IN
def test_messages_within_a_message_and_lists_are_translated(language: str) -> None:
    template = MessageTemplate("r", "redirects to {url}, which is audited")
    redirect = template.format(url="a.html")
    outer = Message(
        "o", "its file cannot be read: {reason}", {"reason": (redirect, plain_message("b.html"))}
    )
    with i18n.use_locale(language):
        inner, text = i18n.format_message(redirect), i18n.format_message(outer)

    assert not LATIN.search(inner.replace("a.html", ""))
    assert f"{inner}، b.html" in text
    assert str(outer) == ("its file cannot be read: redirects to a.html, which is audited, b.html")


@IN
def test_several_messages_of_an_element_are_translated_one_by_one(language: str) -> None:
    contrast = axe_templates()["color-contrast"]["fail.default"]
    values = {
        "contrastRatio": 2.32,
        "fgColor": "#aaaaaa",
        "bgColor": "#ffffff",
        "fontSize": "12.0pt (16px)",
        "fontWeight": "normal",
        "expectedContrastRatio": "4.5:1",
    }
    other = Message("has-alt.fail", "Element does not have an alt attribute")
    with i18n.use_locale(language):
        first, second = i18n.format_messages(
            (Message("color-contrast", contrast, values), other)
        ).split("؛ ")

    for value in ("2.32", "#aaaaaa", "#ffffff", "4.5:1"):
        assert value in first
    assert "insufficient" not in first
    assert "attribute" not in second


@IN
def test_a_text_from_elsewhere_is_translated_as_a_whole(language: str) -> None:
    with i18n.use_locale(language):
        assert not LATIN.search(i18n.format_message(plain_message("Permission denied")))
        assert i18n.format_message(plain_message("KeyError: {x}")) == "KeyError: {x}"


@IN
def test_what_has_no_translation_stays_as_it_is(language: str) -> None:
    with i18n.use_locale(language):
        message = Message("m", "A message without translation: {x}", {"x": 1})
        assert i18n.format_message(message) == "A message without translation: 1"
        assert i18n.translate("") == ""


def test_english_comes_back_after_another_language() -> None:
    with i18n.use_locale("ar"):
        assert i18n.translate("Pages") == "الصفحات"
        with i18n.use_locale("ckb-IQ"):
            assert i18n.translate("Pages") == "لاپەڕەکان"
        assert i18n.translate("Pages") == "الصفحات"
    assert i18n.translate("Pages") == "Pages"
    with i18n.use_locale("de"):
        assert i18n.translate("Pages") == "Pages"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 صفحة"),
        (1, "صفحة واحدة"),
        (2, "صفحتين"),  # the count follows a preposition
        (3, "3 صفحات"),
        (11, "11 صفحة"),
        (100, "100 صفحة"),
        (1200, "1,200 صفحة"),
    ],
)
def test_arabic_counts(number: int, text: str) -> None:
    with i18n.use_locale("ar"):
        assert i18n.plural("{number} page", "{number} pages", number) == text


def shown(page: html.HtmlElement) -> Iterator[str]:
    """Yield the texts of a report itself: no code, no name of a page."""
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

    for run in page.xpath("//div[@class='message']/p/bdi"):
        assert run.get("dir") == "ltr"
        assert not re.search("[\u0600-\u06ff]", run.text_content())
    assert "<bdi dir" not in render(report, "html").partition("<main")[2]


@pytest.mark.parametrize(
    "name", [name for name, item in REPORTERS.items() if not item.is_translated]
)
def test_formats_for_programs_stay_in_english(name: str, samples: Samples) -> None:
    report = next(item for item in samples.values() if item.findings)

    assert render(report, name, lang="ar") == render(report, name)


@IN
def test_the_terminal_report_is_in_the_language(language: str, report: Report) -> None:
    text = render(report, "terminal", lang=language)

    assert not re.match(r"[A-Z]", text)
    for word in (
        "PASSED",
        "FAILED",
        "NOT TESTED",
        "planned",
        "audited",
        " findings",
        "Best practice",
    ):
        assert word not in text
