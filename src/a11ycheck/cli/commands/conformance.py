"""`a11ycheck conformance` and `a11ycheck statement`: what an audit says about WCAG."""

import sys
from collections import Counter
from pathlib import Path
from textwrap import wrap
from typing import Final

import click

from a11ycheck.cli.console import to_stdout, width
from a11ycheck.errors import UserError
from a11ycheck.signals import begin_signals
from a11ycheck.web.atomic_files import write_file

__all__ = ["conformance", "statement"]

_INDENT: Final = " " * 11


@click.command()
@click.option(
    "--all", "count_all", is_flag=True, help="Count rules that run only when selected by id, too."
)
@click.option(
    "--manual", is_flag=True, help="List the manual test of each criterion instead of its rules."
)
def conformance(*, count_all: bool, manual: bool) -> None:
    """List the criteria of WCAG 2.2, level A and AA, and the rules that test them.

    Automatic: rules decide the criterion for what an audit sees. Partial: rules find some of its failures.
    Manual: only people can judge it. No result of an audit is a claim of conformance.
    """
    from a11ycheck.conformance import Coverage, criteria_coverage
    from a11ycheck.rules import default_rules, every_rule

    coverage = criteria_coverage(every_rule() if count_all else default_rules())
    columns = width(sys.stdout)
    for item in coverage:
        criterion = item.criterion
        to_stdout(f"{criterion.number:<7}{criterion.level:<4}{item.coverage:<11}{criterion.name}\n")
        details = item.manual_test if manual else ", ".join(rule.id for rule in item.rules)
        for line in wrap(details, columns - len(_INDENT), break_on_hyphens=False):
            to_stdout(f"{_INDENT}{line}\n")
    count = Counter(item.coverage for item in coverage)
    to_stdout(
        f"\n{len(coverage)} criteria: {count[Coverage.AUTOMATIC]} automatic, "
        f"{count[Coverage.PARTIAL]} partial, {count[Coverage.MANUAL]} manual.\n"
    )


@click.command()
@click.argument("report", metavar="REPORT", type=Path)
@click.option(
    "--output", type=Path, help="Write the draft to this new file.  [default: standard output]"
)
@click.option("--site", default="", help="The name of the site.")
@click.option("--organisation", default="", help="Who publishes the site.")
@click.option("--email", default="", help="Where readers can report barriers.")
@click.option("--phone", default="", help="Where readers can report barriers.")
@click.option(
    "--response-time", default="", help='How long an answer takes, such as "5 working days".'
)
def statement(
    *,
    report: Path,
    output: Path | None,
    site: str,
    organisation: str,
    email: str,
    phone: str,
    response_time: str,
) -> None:
    """Draft an accessibility statement from the JSON REPORT of an audit, in Markdown.

    The draft has the parts that W3C recommends and the table of EN 301 549. It lists what failed, what
    needs review, and the manual tests to do. It never claims conformance.
    """
    from a11ycheck.conformance import StatementDetails, draft_statement
    from a11ycheck.reporters.json_v2 import read_report

    begin_signals()
    details = StatementDetails(
        site=site,
        organisation=organisation,
        email=email,
        phone=phone,
        response_time=response_time,
    )
    text = draft_statement(read_report(report), details)
    if output is None:
        to_stdout(text)
        return
    if output.exists():
        raise UserError(
            f"{output} exists.", "Name a new file, so that no edited statement is lost."
        )
    write_file(output, text.encode())
