"""`a11ycheck schema`: the JSON Schema of the configuration, for editors."""

import json

import click

from a11ycheck.cli.console import to_stdout
from a11ycheck.config import tool_schema
from a11ycheck.model import ExitCode

__all__ = ["schema"]


@click.command()
@click.option(
    "--pyproject",
    is_flag=True,
    help="Print the schema of a pyproject.toml whose table [tool.a11ycheck] has the settings.",
)
def schema(*, pyproject: bool) -> int:
    """Print the JSON Schema of the configuration, for editors and validators."""
    found = tool_schema()
    if pyproject:
        table = {key: value for key, value in found.items() if not key.startswith("$")}
        tool = {"type": "object", "properties": {"a11ycheck": table}}
        found = {
            "$schema": found["$schema"],
            "$id": f"{found['$id']}:pyproject",
            "type": "object",
            "properties": {"tool": tool},
        }
    to_stdout(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    return ExitCode.CLEAN
