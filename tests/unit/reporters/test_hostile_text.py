"""No text of a page, a file name or a configuration is a command, markup or a control in any report."""

import json
import re
import unicodedata
from functools import cache

import html5lib
import jsonschema
import junitparser
import pytest
from lxml import etree

from a11ycheck.pytest_plugin.failure import failure_text
from a11ycheck.reporters import REPORTERS, Context, Style, render
from hostile_report import HOSTILE_TEXTS, hostile_report

# What makes a line of a log a command: of GitHub Actions (its runner trims white space first, and finds
# the older form anywhere in a line), Azure Pipelines, TeamCity, and GitLab.
COMMAND = re.compile(
    r"^(?:\s|\x1b\[[0-9;]*m)*::|##(?:[a-z]+)?\[|section_(?:start|end):\d+:[\w.-]+\S*\r",
    re.IGNORECASE,
)
OUR_COMMAND = re.compile(r"::(?:error|warning|notice) (?:file=[^:,]*,line=\d+,)?title=[^:,]*::.*")
JOINERS = "\u200c\u200d"
# ESC [ … m: the colours that the terminal report itself may use.
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
FORMATS = [*REPORTERS, "pytest"]
TRANSLATED = [("terminal", "ar"), ("html", "ar"), ("html", "ckb"), ("pytest", "ar")]


@cache
def rendered(text: str, name: str, lang: str = "", *, colour: bool = False) -> str:
    report = hostile_report(HOSTILE_TEXTS[text])
    if name == "pytest":
        return failure_text(report, lang or "en")
    style = Style(colour=colour, width=60, verbose=True)
    return render(report, name, lang=lang, context=Context(style=style, root="/repo"))


def lines_of(output: str) -> list[str]:
    """Return the lines as a log reader may split them: at every character that breaks a line."""
    return re.split(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", output)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize("name", FORMATS)
def test_no_line_is_a_command_that_a_page_wrote(name: str, text: str) -> None:
    found = [line for line in lines_of(rendered(text, name)) if COMMAND.search(line)]
    if name == "github":
        found = [line for line in found if not OUR_COMMAND.fullmatch(line)]

    assert found == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_narrow_coloured_terminal_wraps_no_text_into_a_command(text: str) -> None:
    output = rendered(text, "terminal", colour=True)

    assert [line for line in lines_of(output) if COMMAND.search(line)] == []
    assert "\x1b" not in COLOUR.sub("", output)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize(("name", "lang"), [*((name, "") for name in FORMATS), *TRANSLATED])
def test_no_report_contains_a_control_character(name: str, lang: str, text: str) -> None:
    output = rendered(text, name, lang)

    odd = {
        f"U+{ord(char):04X}"
        for char in set(output) - set(f"\n{JOINERS}\u00ad")
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or char in "\ufffe\uffff"
    }
    # The interface of a right-to-left report has direction marks of its own.
    assert odd - ({"U+200F"} if lang else set()) == set()
    assert output.encode("utf-8")


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize("name", ["json", "sarif", "earl"])
def test_json_stays_json_that_any_parser_reads(name: str, text: str) -> None:
    document = json.loads(rendered(text, name), parse_constant=pytest.fail)

    assert document


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_json_report_keeps_to_its_schema_and_holds_the_text(
    text: str, json_validator: jsonschema.Draft202012Validator
) -> None:
    document = json.loads(rendered(text, "json"))

    assert [error.message for error in json_validator.iter_errors(document)] == []
    expected = re.sub("[\ud800-\udfff]", "\ufffd", HOSTILE_TEXTS[text])
    assert document["findings"][0]["title"].startswith(expected)
    assert document["findings"][0]["messages"][0]["values"]["a"] == expected


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_sarif_keeps_to_its_schema(text: str, sarif_validator: jsonschema.Draft4Validator) -> None:
    document = json.loads(rendered(text, "sarif"))

    assert [error.message for error in sarif_validator.iter_errors(document)] == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_sarif_messages_have_only_our_links_and_no_placeholder(text: str) -> None:
    (run,) = json.loads(rendered(text, "sarif"))["runs"]
    messages = [result["message"]["text"] for result in run["results"]]

    # A number is the id of a related location (SARIF 2.1.0, 3.11.6).
    links = [link for message in messages for link in re.findall(r"(?<!\\)\]\(([^)]*)\)", message)]
    assert [link for link in links if not re.fullmatch(r"\d+", link)] == []
    # With arguments, "{0}" stands for the first of them (3.11.5).
    placeholders = re.compile(r"(?<!\{)(?:\{\{)*\{\d+\}")
    assert [message for message in messages if placeholders.search(message)] == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_junit_is_well_formed_and_declares_no_entity(text: str) -> None:
    output = rendered(text, "junit")

    assert len(list(junitparser.JUnitXml.fromstring(output.encode("utf-8")))) > 1
    root = etree.fromstring(output.encode("utf-8"), etree.XMLParser(resolve_entities=False))
    assert root.getroottree().docinfo.doctype == ""


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_html_contains_only_the_template_s_scripts_and_links(text: str) -> None:
    output = rendered(text, "html")
    harmless = rendered("empty", "html")

    def elements(page: str) -> list[str]:
        tree = html5lib.parse(page, namespaceHTMLElements=False)
        names = [element.tag for element in tree.iter() if isinstance(element.tag, str)]
        return [name for name in names if name in {"script", "style", "img", "iframe", "title"}]

    tree = html5lib.parse(output, namespaceHTMLElements=False)
    links = [element.get("href", "") for element in tree.iter("a")]
    assert elements(output) == elements(harmless)
    assert [link for link in links if not link.startswith(("#", "https://", "http://"))] == []
    handlers = [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert handlers == []
