"""`a11ycheck init`, `new-rule` and `schema`: what they write, and what they leave."""

import json
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from command import good, run

CONF = 'project = "Water"\nextensions = []\n'


def files(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if path.parts[0] != ".git"}


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def project(tmp_path: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("where", ["docs", "doc", "source", "docs/source"])
def test_a_sphinx_project_is_found_and_set_up(where: str, tmp_path: Path) -> None:
    project(tmp_path, **{f"{where}/conf.py": CONF, "docs/requirements.txt": "furo\n"})

    done = run("init", cwd=tmp_path, check=0)

    assert f"Found Sphinx: {where} is built to {where}/_build/html" in done.stdout
    job = (tmp_path / ".github/workflows/accessibility.yml").read_text("utf-8")
    assert f"sphinx-build -q -b html {where} {where}/_build/html" in job
    assert '"a11ycheck[sphinx]" -r docs/requirements.txt' in job
    assert f"a11ycheck audit {where}/_build/html" in job
    hook = (tmp_path / ".pre-commit-config.yaml").read_text("utf-8")
    assert f"entry: a11ycheck source {where}\n" in hook
    assert "language: system" in hook
    settings = tomllib.loads((tmp_path / "a11ycheck.toml").read_text("utf-8"))
    assert settings == {"profile": "recommended"}


@pytest.mark.parametrize(
    ("conf", "makefile", "variables", "site"),
    [
        (
            "source/conf.py",
            "Makefile",
            "SOURCEDIR     = source\nBUILDDIR      = build",
            "build/html",
        ),
        (
            "docs/source/conf.py",
            "docs/Makefile",
            "SOURCEDIR=source\nBUILDDIR=build",
            "docs/build/html",
        ),
        ("docs/conf.py", "docs/Makefile", "SOURCEDIR ?= .\nBUILDDIR ?= _build", "docs/_build/html"),
        ("conf.py", "Makefile", "SOURCEDIR = .\nBUILDDIR = _build", "_build/html"),
        ("docs/conf.py", "Makefile", "SOURCEDIR = manual\nBUILDDIR = build", "docs/_build/html"),
        ("docs/conf.py", "docs/Makefile", "BUILDDIR = ../../x", "docs/_build/html"),
        ("docs/conf.py", "docs/Makefile", "BUILDDIR = $(HERE)/x", "docs/_build/html"),
    ],
)
def test_the_site_is_where_the_makefile_of_sphinx_quickstart_builds_it(
    conf: str, makefile: str, variables: str, site: str, tmp_path: Path
) -> None:
    project(tmp_path, **{conf: CONF, makefile: f"# Minimal makefile\n{variables}\n"})

    done = run("init", cwd=tmp_path, check=0)

    source = conf.rpartition("/")[0] or "."
    assert f"Found Sphinx: {source} is built to {site}\n" in done.stdout
    job = (tmp_path / ".github/workflows/accessibility.yml").read_text("utf-8")
    assert f"sphinx-build -q -b html {source} {site}\n" in job


@pytest.mark.parametrize(
    ("settings", "is_asked"),
    [
        ("extensions = []", True),
        ("extensions = []  # or 'a11ycheck.sphinxext'", True),
        ('extensions = [\n    "myst_parser",\n    "a11ycheck.sphinxext",\n]', False),
        ("html_theme = 'furo_light'", False),
    ],
)
def test_the_extension_is_suggested_only_where_it_is_missing(
    settings: str, *, is_asked: bool, tmp_path: Path
) -> None:
    project(tmp_path, **{"docs/conf.py": f'project = "Water"\n{settings}\n'})

    done = run("init", cwd=tmp_path, check=0)

    assert ("Get source lines" in done.stdout) is is_asked


def test_a_copy_that_is_from_no_index_is_to_be_named_in_the_job(tmp_path: Path) -> None:
    project(tmp_path, **{"docs/conf.py": CONF})

    asked = run("init", cwd=tmp_path, check=0).stdout
    without = run("init", "--ci", "none", cwd=tmp_path, check=0).stdout

    assert '"pip install" name your copy of a11ycheck' in asked
    assert "In CI" not in without


def test_what_is_written_is_valid(tmp_path: Path) -> None:
    project(tmp_path, **{"docs/conf.py": CONF})
    run("init", cwd=tmp_path, check=0)

    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows",
         tmp_path / ".github/workflows/accessibility.yml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert checked.returncode == 0, checked.stdout


def test_the_settings_that_are_written_are_the_defaults(tmp_path: Path) -> None:
    project(tmp_path, **{"docs/conf.py": CONF})
    defaults = run("audit", "--print-config", cwd=tmp_path, check=0)
    run("init", cwd=tmp_path, check=0)

    printed = run("audit", "--print-config", cwd=tmp_path, check=0)

    assert tomllib.loads(printed.stdout) == tomllib.loads(defaults.stdout)


def test_mkdocs_and_its_site_dir_are_found(tmp_path: Path) -> None:
    project(tmp_path, **{"mkdocs.yml": "site_name: X\nsite_dir: public # here\n"})

    done = run("init", "--ci", "gitlab", cwd=tmp_path, check=0)

    assert "Found MkDocs: docs is built to public" in done.stdout
    job = (tmp_path / ".gitlab-ci.yml").read_text("utf-8")
    assert "- mkdocs build -q\n    - a11ycheck audit public" in job
    assert "sh -c 'mkdocs build -q && a11ycheck audit --quiet public'" in (
        tmp_path / ".pre-commit-config.yaml"
    ).read_text("utf-8")


def test_a_folder_with_pages_is_found(tmp_path: Path) -> None:
    project(tmp_path, **{"_site/index.html": good("Home")})

    done = run("init", "--ci", "none", cwd=tmp_path, check=0)

    assert "Found a site in _site" in done.stdout
    assert files(tmp_path) == {"_site/index.html", "a11ycheck.toml", ".pre-commit-config.yaml"}


def test_pages_beside_the_settings_are_not_built_first(tmp_path: Path) -> None:
    project(tmp_path, **{"index.html": good("Home")})

    run("init", cwd=tmp_path, check=0)

    assert "Build the site" not in (tmp_path / ".github/workflows/accessibility.yml").read_text()


def test_nothing_is_overwritten_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    own = {
        "docs/conf.py": CONF,
        "pyproject.toml": "[tool.a11ycheck]\njobs = 1\n",
        ".pre-commit-config.yaml": "repos: []\n",
        ".github/workflows/docs.yml": "jobs: {x: {steps: [{run: a11ycheck audit x}]}}\n",
    }
    project(tmp_path, **own)

    first = run("init", cwd=tmp_path, check=0)
    second = run("init", cwd=tmp_path, check=0)

    assert files(tmp_path) == set(own)
    assert {name: (tmp_path / name).read_text("utf-8") for name in own} == own
    assert "Left pyproject.toml unchanged" in first.stdout
    assert "Left .github/workflows/docs.yml unchanged" in first.stdout
    assert "Left .pre-commit-config.yaml unchanged. Add to it:" in first.stdout
    assert "entry: a11ycheck source docs" in first.stdout
    assert second.stdout == first.stdout


@pytest.mark.parametrize(
    "site", [".vitepress/dist", "docs/.vitepress/dist", "docs/dist", "book", "build/site"]
)
def test_the_sites_of_other_generators_are_found(site: str, tmp_path: Path) -> None:
    project(tmp_path, **{f"{site}/index.html": good("Home")})

    done = run("init", "--ci", "none", cwd=tmp_path, check=0)

    assert f"Found a site in {site}\n" in done.stdout


@pytest.mark.parametrize("site", ["built site", "site's (new)"])
def test_a_site_in_a_folder_with_a_space_is_one_argument(site: str, tmp_path: Path) -> None:
    done = run("init", "--site", site, "--ci", "github", cwd=tmp_path, check=0)
    run("init", "--site", site, "--ci", "gitlab", cwd=tmp_path, check=0)

    (hook,) = load(tmp_path / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    steps = load(tmp_path / ".github/workflows/accessibility.yml")["jobs"]["audit"]["steps"]
    script = load(tmp_path / ".gitlab-ci.yml")["accessibility"]["script"]
    shown = next(line for line in done.stdout.splitlines() if "Audit it:" in line)
    for command in (hook["entry"], steps[-1]["run"], script[-1], shown):
        assert site in shlex.split(command)


def test_the_hook_of_a_built_site_is_inside_one_shell_command(tmp_path: Path) -> None:
    project(tmp_path, **{"mkdocs.yml": "site_name: Water\nsite_dir: built site\n"})

    run("init", "--ci", "none", cwd=tmp_path, check=0)

    (hook,) = load(tmp_path / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    shell, option, command = shlex.split(hook["entry"])
    assert (shell, option) == ("sh", "-c")
    assert shlex.split(command)[-1] == "built site"


@pytest.mark.parametrize(
    ("built", "command"),
    [("docs/conf.py", "pre-commit install\n"), ("site/index.html", "--hook-type pre-push\n")],
)
def test_the_hook_is_started_by_the_command_for_its_stage(
    built: str, command: str, tmp_path: Path
) -> None:
    project(tmp_path, **{built: CONF})

    assert command in run("init", cwd=tmp_path, check=0).stdout


def test_where_nothing_is_found_the_site_is_asked_for(tmp_path: Path) -> None:
    done = run("init", cwd=tmp_path, check=3)

    assert "a11ycheck init --site FOLDER" in done.stderr
    assert files(tmp_path) == set()
    run("init", "--site", "out", "--ci", "none", cwd=tmp_path, check=0)


def test_a_new_rule_is_created_once(tmp_path: Path) -> None:
    done = run("new-rule", "main-has-words", "--folder", "checks", cwd=tmp_path, check=0)
    again = run("new-rule", "main-has-words", "--folder", "checks", cwd=tmp_path, check=3)

    assert 'rule_folders = ["checks"]' in done.stdout
    assert "already exists" in again.stderr
    project(tmp_path, **{"a11ycheck.toml": 'rule_folders = ["checks"]\n'})
    assert "main-has-words" in run("rules", cwd=tmp_path, check=0).stdout
    assert "The main content" in run("explain", "main-has-words", cwd=tmp_path, check=0).stdout


@pytest.mark.parametrize("table", [(), ("--pyproject",)])
def test_the_schema_accepts_what_the_command_accepts(
    table: tuple[str, ...], tmp_path: Path
) -> None:
    schema = json.loads(run("schema", *table, cwd=tmp_path, check=0).stdout)
    good_settings = {"jobs": 2, "per-file-ignores": {"a/**": ["image-alt"]}}
    wrong_settings = {"jbos": 2}
    if table:
        good_settings = {"project": {}, "tool": {"a11ycheck": good_settings, "ruff": {}}}
        wrong_settings = {"tool": {"a11ycheck": wrong_settings}}

    validator = Draft7Validator(schema)

    assert validator.is_valid(good_settings)
    assert not validator.is_valid(wrong_settings)
