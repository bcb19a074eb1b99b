"""The workflow that people copy is valid, asks for little, and its commands work."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from a11ycheck.cli.app import cli

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HOW_TO = ROOT / "docs" / "publish" / "how-to"
WORKFLOW = HOW_TO / "github-workflow.yml"
MAJOR = re.compile(r"[\w-]+(/[\w-]+)+@v\d+")


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    return yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]["audit"]


def test_workflow_is_what_the_schema_of_workflows_allows() -> None:
    program = [sys.executable, "-m", "check_jsonschema"]
    done = subprocess.run(
        [*program, "--builtin-schema", "vendor.github-workflows", WORKFLOW],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_own_workflows_are_valid_and_ask_for_little(path: Path) -> None:
    program = [sys.executable, "-m", "check_jsonschema"]
    done = subprocess.run(
        [*program, "--builtin-schema", "vendor.github-workflows", path],
        capture_output=True,
        text=True,
        check=False,
    )
    workflow = yaml.safe_load(path.read_text("utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]

    assert done.returncode == 0, done.stdout + done.stderr
    assert workflow["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in workflow["jobs"].values())
    used = {step["uses"] for step in steps if "uses" in step} - {"./"}  # our own action
    assert [name for name in used if not MAJOR.fullmatch(name)] == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_own_workflows_use_targets_and_tools_that_exist(path: Path) -> None:
    steps = [
        step["run"]
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    made = {name for run in steps for name in re.findall(r"\bmake ([a-z-]+)", run)}
    files = {name for run in steps for name in re.findall(r"(?:tools|\.ci)/[\w.]+", run)}

    assert made <= targets
    assert [name for name in files if not (ROOT / name).is_file()] == []


def test_page_shows_the_file() -> None:
    assert f"{{literalinclude}} {WORKFLOW.name}" in (HOW_TO / "run-in-ci.md").read_text("utf-8")


def test_every_action_has_a_pinned_major_version(job: dict[str, Any]) -> None:
    used = [step["uses"] for step in job["steps"] if "uses" in step]

    assert len(used) == 4
    assert [name for name in used if not MAJOR.fullmatch(name)] == []


def test_only_the_upload_of_alerts_may_write(job: dict[str, Any]) -> None:
    assert yaml.safe_load(WORKFLOW.read_text("utf-8"))["permissions"] == {"contents": "read"}
    assert job["permissions"] == {"contents": "read", "security-events": "write"}


def test_commands_parse_and_write_what_is_uploaded(job: dict[str, Any]) -> None:
    commands = [shlex.split(step["run"]) for step in job["steps"] if "run" in step]
    ours = [command[1:] for command in commands if command[0] == "a11ycheck"]
    written: set[str] = set()
    for name, *rest in ours:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        context = command.make_context(name, list(rest))
        written |= {
            path for text in context.params.get("formats", ()) if (path := text.partition("=")[2])
        }

    uploads = [step for step in job["steps"] if "upload" in step.get("uses", "")]
    wanted = {step["with"].get("sarif_file") or step["with"]["path"] for step in uploads}
    assert [name for name, *_ in ours] == ["doctor", "audit"]
    assert {path for paths in wanted for path in paths.split()} == written


def test_reports_are_kept_after_findings_too(job: dict[str, Any]) -> None:
    uploads = [step for step in job["steps"] if "upload" in step.get("uses", "")]

    assert len(uploads) == 2
    assert all(step["if"].startswith("always() && ") for step in uploads)
