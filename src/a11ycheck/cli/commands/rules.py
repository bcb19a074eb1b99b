"""`a11ycheck rules` and `a11ycheck explain`: what is checked, and how to fix what is found."""

import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from a11ycheck.cli.console import has_colour, to_stdout, width
from a11ycheck.config import load_config
from a11ycheck.errors import UserError, suggestion
from a11ycheck.model import AxeRule, Rule, SourceRule

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["explain", "rules"]

_MARKUP = re.compile(r"([\\`*_\[\]<>])")

_config_option = click.option(
    "--config", "config_file", type=Path, metavar="FILE", help="The configuration file."
)


def _rules_of_project(config_file: Path | None) -> tuple[Rule, ...]:
    """Return every rule, also those in the folders that the project names."""
    from a11ycheck.rules import rules_with

    return rules_with(load_config(file=config_file).config.rule_folders)


@click.command()
@click.option(
    "--all", "show_all", is_flag=True, help="Include rules that run only when selected by id."
)
@_config_option
def rules(*, show_all: bool, config_file: Path | None) -> None:
    """List the rules: id, impact, success criteria, title."""
    from rich.table import Table

    from a11ycheck.rules import default_rules, own_rules

    known = _rules_of_project(config_file)
    listed = known if show_all else default_rules(known)
    table = Table(box=None, pad_edge=False, show_edge=False)
    for heading in ("Rule", "Impact", "WCAG", "Title"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "Rule")
    for rule in listed:
        table.add_row(str(rule.id), str(rule.impact), ", ".join(rule.criteria) or "-", rule.title)
    of_axe = sum(1 for rule in listed if isinstance(rule, AxeRule))
    ours = {str(rule.id) for rule in own_rules()}
    own = sum(1 for rule in listed if str(rule.id) in ours)
    others = len(listed) - of_axe - own
    of_others = f", {others} of others" if others else ""
    counts = f"{len(listed)} rules: {own} of a11ycheck, {of_axe} of axe-core{of_others}."
    _print(table, f"\n{counts}")


@click.command()
@click.argument("rule")
@_config_option
def explain(rule: str, *, config_file: Path | None) -> None:
    """Explain what a rule checks, why it matters, how to fix its findings, and its limits."""
    from rich.markdown import Markdown

    from a11ycheck.rules import by_id

    known = _rules_of_project(config_file)
    found = by_id(rule)
    if found is None:
        hint = suggestion(rule, [str(item.id) for item in known], "See `a11ycheck rules`.")
        raise UserError(f'There is no rule "{rule}".', hint)
    _print(Markdown(_page(found)))


def _page(rule: Rule) -> str:
    """Return the documentation of a rule in Markdown; that of axe's rules is plain text."""
    is_axe = isinstance(rule, AxeRule)
    text = f"{_literal(rule.documentation)}." if is_axe else rule.documentation
    opening, _, rest = (f"{_literal(rule.title)}.\n{text}" if is_axe else text).partition("\n")
    return "\n".join((f"# {rule.id}", "", opening, "", *_facts(rule), "", rest.lstrip()))


def _facts(rule: Rule) -> Iterator[str]:
    from a11ycheck.wcag import CRITERIA

    criteria = [
        f"{number} {CRITERIA[number].name} ({CRITERIA[number].level})" for number in rule.criteria
    ]
    yield f"- Impact: {rule.impact}"
    yield f"- Success criteria: {', '.join(criteria) or 'none; a best practice'}"
    yield f"- Engine: {'axe-core' if isinstance(rule, AxeRule) else 'a11ycheck'}"
    yield f"- Tags: {', '.join(rule.tags)}"
    if rule.act:
        yield f"- ACT rules: {', '.join(rule.act)}"
    if isinstance(rule, SourceRule) and rule.fix:
        yield f"- Fix: `--fix` ({rule.fix.safety})"
    for option in fields(rule.options) if rule.options is not None else ():
        yield f"- Option `{option.name}` = {option.default}: {option.metadata['help']}"
    if rule.help_url:
        yield f"- More: <{rule.help_url}>"


def _literal(text: str) -> str:
    """Return plain text escaped for Markdown: "<img>" is no tag here."""
    return _MARKUP.sub(r"\\\1", text)


def _print(*parts: "RenderableType") -> None:
    from rich.console import Console

    console = Console(
        file=sys.stdout,
        width=width(sys.stdout),
        no_color=not has_colour(sys.stdout),
        force_terminal=has_colour(sys.stdout),
        highlight=False,
        # A title can contain brackets, such as [role="img"], and colons.
        markup=False,
        emoji=False,
    )
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    to_stdout(captured.get())
