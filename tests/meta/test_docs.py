"""The documentation is true: generated pages, quoted commands, configurations and links hold."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from a11ycheck.cli.app import cli
from a11ycheck.config import load_config
from a11ycheck.model import Rule
from a11ycheck.rules import known_names, own_rules
from furo_light.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parents[2]
PUBLISH = ROOT / "docs" / "publish"
TOP = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
PAGES = [*TOP, *sorted(PUBLISH.rglob("*.md"))]
CONTINUED = re.compile(r"\\\n\s*")
PROMPT = "$ "
# Shown on purpose: one with the message that it gets, and the rule that a reader creates.
UNKNOWN = {"colour-contrast", "main-not-empty"}


@dataclass(frozen=True, slots=True)
class Quote:
    """A command or a block that a page quotes, with the line on which it stands."""

    page: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def _tokens(page: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8"))


def _blocks(page: Path, *languages: str) -> Iterator[Quote]:
    for token in _tokens(page):
        if token.type == "fence" and token.info.strip() in languages:
            yield Quote(page, (token.map or [0])[0] + 1, token.content)


def _inline_code(page: Path) -> Iterator[Quote]:
    for token in _tokens(page):
        for child in token.children or []:
            if child.type == "code_inline":
                yield Quote(page, (token.map or [0])[0] + 1, child.content)


def _commands() -> Iterator[Quote]:
    """Every command line after a prompt, and every command of a workflow."""
    for page in PAGES:
        for block in _blocks(page, "console"):
            for line in CONTINUED.sub(" ", block.text).splitlines():
                if line.startswith(PROMPT):
                    yield Quote(page, block.line, line.removeprefix(PROMPT))
        for block in _blocks(page, "yaml"):
            folded = re.sub(r">\n\s+|\n\s+(?=--)", " ", block.text)
            for match in re.finditer(r"run:\s*(a11ycheck .+)", folded):
                yield Quote(page, block.line, match[1])


def _ours() -> list[Quote]:
    return [quote for quote in _commands() if quote.text.startswith("a11ycheck")]


def _mentions() -> list[Quote]:
    quotes = (quote for page in PAGES for quote in _inline_code(page))
    return [quote for quote in quotes if quote.text.startswith("a11ycheck ")]


def _parse(text: str) -> click.Context | None:
    """Return the parsed command of a command line, or None if it only asks for help or the version."""
    name, *arguments = shlex.split(text)
    command: click.Command | None = cli
    context = click.Context(cli)
    while isinstance(command, click.Group) and arguments and not arguments[0].startswith("-"):
        name, *arguments = arguments
        command = command.get_command(context, name)
        assert command is not None, name
    assert command is not None
    try:
        return command.make_context(name, arguments, parent=context)
    except click.exceptions.Exit:
        return None


def test_generated_pages_are_what_the_code_says() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "gen_docs.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("rule", own_rules(), ids=lambda rule: rule.id)
def test_every_own_rule_has_a_page_that_the_index_leads_to(rule: Rule) -> None:
    index = (PUBLISH / "reference" / "rules" / "index.md").read_text("utf-8")

    assert (PUBLISH / "reference" / "rules" / f"{rule.id}.md").is_file()
    assert f"]({rule.id}.md)" in index
    assert f"\n{rule.id}\n" in index


def test_commands_are_found() -> None:
    assert len(_ours()) > 20
    assert {quote.text.split()[1] for quote in _ours()} >= {"audit", "doctor", "explain", "rules"}


@pytest.mark.parametrize("quote", _ours(), ids=str)
def test_quoted_command_parses(quote: Quote) -> None:
    context = _parse(quote.text)

    if context is not None:
        chosen = {*context.params.get("select", ()), *context.params.get("ignore", ())}
        named = {context.params["rule"]} if "rule" in context.params else set()
        assert (chosen | named) - UNKNOWN <= known_names()


@pytest.mark.parametrize("quote", _mentions(), ids=str)
def test_mentioned_command_and_its_options_exist(quote: Quote) -> None:
    _, *words = shlex.split(quote.text)
    command: click.Command | None = cli
    context = click.Context(cli)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.get_command(context, words.pop(0))
        assert command is not None, quote.text
        context = click.Context(command, parent=context)
    options = command.get_params(context)
    known = {name for option in options for name in (*option.opts, *option.secondary_opts)}

    assert {word for word in words if word.startswith("-")} <= known | {"-h", "--help"}


def _configurations() -> list[Quote]:
    return [block for page in PAGES for block in _blocks(page, "toml")]


@pytest.mark.parametrize("quote", _configurations(), ids=str)
def test_quoted_configuration_is_accepted(quote: Quote, tmp_path: Path) -> None:
    content = tomllib.loads(quote.text)
    tool = content.get("tool")
    if "project" in content and tool is None:
        pytest.skip("It is about a package, not about settings.")
    file = tmp_path / ("pyproject.toml" if tool else "a11ycheck.toml")
    file.write_text(quote.text, "utf-8")

    if tool and "furo_light" in tool:
        assert read_settings({}, file=file) != Settings()
    else:
        origins = load_config({}, file=file).origins.values()
        assert all(origin.startswith(f"{file}:") for origin in origins)


@pytest.mark.parametrize("page", TOP, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    links = [
        str(child.attrs["href"])
        for token in _tokens(page)
        for child in token.children or []
        if child.type == "link_open"
    ]
    local = [link for link in links if not urlsplit(link).scheme and not link.startswith("#")]

    assert local
    for link in local:
        assert (page.parent / unquote(urlsplit(link).path)).exists(), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_of_code_has_a_language(page: Path) -> None:
    fences = [token for token in _tokens(page) if token.type == "fence"]

    assert [token.map for token in fences if not token.info.strip()] == []


# --- the template of a new rule --------------------------------------------------------------------------


def _new_rule(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    rules = root / "src" / "a11ycheck" / "rules"
    rules.mkdir(parents=True, exist_ok=True)  # as in a checkout of a11ycheck
    (rules / "__init__.py").touch()
    program = [sys.executable, "-m", "a11ycheck", "new-rule", *arguments]
    return subprocess.run(program, cwd=root, capture_output=True, text=True, check=False)


def test_a_new_rule_is_complete(tmp_path: Path) -> None:
    done = _new_rule(tmp_path, "image-text-size", "--criterion", "1.4.4")

    assert done.returncode == 0, done.stderr
    assert "src/a11ycheck/rules/image_text_size" in done.stdout
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert made - {"src/a11ycheck/rules/__init__.py"} == {
        "changelog.d/+image-text-size.added.md",
        "src/a11ycheck/rules/image_text_size/__init__.py",
        "src/a11ycheck/rules/image_text_size/probe.js",
        "tests/rules/image-text-size/failed-empty-rtl.html",
        "tests/rules/image-text-size/failed-empty.html",
        "tests/rules/image-text-size/inapplicable-no-main.html",
        "tests/rules/image-text-size/passed-text.html",
    }
    source = (tmp_path / "src/a11ycheck/rules/image_text_size/__init__.py").read_text("utf-8")
    values: dict[str, object] = {"__name__": "rule", "__file__": str(tmp_path / "__init__.py")}
    exec(compile(source, "__init__.py", "exec"), values)  # noqa: S102 - the template that was just rendered
    rule = values["RULE"]
    assert (rule.id, rule.criteria, rule.documentation) == (
        "image-text-size",
        ("1.4.4",),
        values["__doc__"],
    )
    assert set(rule.tags) >= {"wcag2aa", "wcag144"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["reflow"], 'The rule "reflow" already exists.'),
        (["image-alt"], 'The rule "image-alt" already exists.'),
        (["Not_An_Id"], '"Not_An_Id" is not a valid rule id.'),
        (["new-one", "--criterion", "1.4.99"], "WCAG has no success criterion 1.4.99."),
    ],
)
def test_an_invalid_rule_is_refused(arguments: list[str], sentence: str, tmp_path: Path) -> None:
    done = _new_rule(tmp_path, *arguments)

    assert done.returncode == 3
    assert done.stderr.startswith(f"a11ycheck: {sentence}")
    assert [path.name for path in tmp_path.iterdir()] == ["src"]


def test_an_existing_rule_is_not_overwritten(tmp_path: Path) -> None:
    _new_rule(tmp_path, "image-text-size")
    fragment = tmp_path / "changelog.d" / "+image-text-size.added.md"
    fragment.write_text("Mine.\n", "utf-8")

    done = _new_rule(tmp_path, "image-text-size")

    assert done.returncode == 3
    assert "already exists" in done.stderr
    assert fragment.read_text("utf-8") == "Mine.\n"
