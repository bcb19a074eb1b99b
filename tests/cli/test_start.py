"""What starts fast loads little: help needs no rule, and a run from the cache no browser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from a11ycheck.cli.app import cli

RUN = "import sys; from a11ycheck.cli import main; main({arguments!r}); print(*sys.modules)"


def modules_after(*arguments: str) -> set[str]:
    """Return the names of the modules that a command has loaded."""
    code = RUN.format(arguments=list(arguments))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=100, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_an_option_that_only_prints_loads_no_audit(option: str) -> None:
    loaded = modules_after(option)

    assert loaded.isdisjoint({"a11ycheck.api", "a11ycheck.config", "selenium", "sphinx", "babel"})


@pytest.mark.parametrize("command", sorted(set(cli.list_commands(click.Context(cli)))))
def test_the_help_of_a_command_loads_no_audit(command: str) -> None:
    loaded = modules_after(command, "--help")

    unneeded = {"a11ycheck.api", "a11ycheck.rules", "jinja2", "lxml", "rich", "selenium", "sphinx"}
    assert loaded & unneeded == set()


@pytest.mark.parametrize(
    ("words", "expected"),
    [("a11ycheck au", "plain,audit"), ("a11ycheck audit --fail-", "plain,--fail-on")],
)
def test_completion_of_a_command_loads_no_audit(words: str, expected: str) -> None:
    code = (
        "import atexit, sys; from a11ycheck.cli import main;"
        "atexit.register(lambda: print('\\n', *sys.modules)); main([])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **os.environ,
            "_A11YCHECK_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        },
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )

    completed, *_, modules = done.stdout.splitlines()
    assert completed == expected
    assert set(modules.split()).isdisjoint({"a11ycheck.api", "selenium"})


def test_each_line_of_the_help_is_the_first_of_its_command() -> None:
    context = click.Context(cli)
    shown = cli.get_help(context)

    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command
        line = next(line for line in shown.splitlines() if line.split()[:1] == [name])
        assert " ".join((command.help or "").split()).startswith(line.split(maxsplit=1)[1])
    assert "..." not in shown.partition("Commands:")[2]


@pytest.mark.browser
def test_a_run_from_the_cache_loads_neither_selenium_nor_other_formats(tmp_path: Path) -> None:
    page = tmp_path / "site" / "index.html"
    page.parent.mkdir()
    page.write_text('<!doctype html><html lang="en"><title>A page</title><main><h1>A</h1></main>')
    arguments = (
        *("audit", str(page.parent), "--variant", "desktop-light", "--select", "image-alt"),
        *("--cache-dir", str(tmp_path / "cache"), "--format", f"json={tmp_path / 'report.json'}"),
    )
    assert "selenium" in modules_after(*arguments)

    loaded = modules_after(*arguments)

    unneeded = {
        "selenium",
        "urllib3",
        "sphinx",
        "babel",
        "jinja2",
        "rich",
        "a11ycheck.reporters.html",
    }
    assert loaded & unneeded == set()
