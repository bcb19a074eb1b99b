"""The repository of the sources: from the variables of CI, or the remote of the Git checkout."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from a11ycheck.cli.source_urls import repository_root, repository_template

CI = (
    *("CI", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA", "CI_PROJECT_URL"),
    "CI_COMMIT_SHA",
)


@pytest.fixture(autouse=True)
def _no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in CI:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.invalid")
        subprocess.run(["git", "-C", str(tmp_path), *who, *arguments], check=True)  # noqa: S607

    git("init", "-q")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.md").write_text("# Site\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "Begin")
    return tmp_path


@pytest.mark.parametrize(
    ("remote", "start", "end"),
    [
        ("git@github.com:a/b.git", "https://github.com/a/b/blob/", "/{file}#L{line}"),
        ("https://github.com/a/b", "https://github.com/a/b/blob/", "/{file}#L{line}"),
        (
            "https://user:secret@gitlab.com/a/b/c.git",
            "https://gitlab.com/a/b/c/-/blob/",
            "/{file}#L{line}",
        ),
        (
            "ssh://git@gitlab.example.org:2222/a/b.git",
            "https://gitlab.example.org/a/b/-/blob/",
            "/{file}#L{line}",
        ),
        ("git@bitbucket.org:a/b.git", "https://bitbucket.org/a/b/src/", "#lines-{line}"),
        ("https://codeberg.org/a/b.git", "https://codeberg.org/a/b/src/commit/", "#L{line}"),
    ],
)
def test_the_remote_names_the_repository(remote: str, start: str, end: str, checkout: Path) -> None:
    subprocess.run(["git", "-C", str(checkout), "remote", "add", "origin", remote], check=True)  # noqa: S607

    template = repository_template(checkout / "site")

    assert template.startswith(start)
    assert template.endswith(end)
    assert "secret" not in template


@pytest.mark.parametrize(
    "remote", ["../other", "/srv/git/a.git", "file:///srv/a", "https://[", "x"]
)
def test_a_remote_that_no_browser_opens_makes_no_links(remote: str, checkout: Path) -> None:
    subprocess.run(["git", "-C", str(checkout), "remote", "add", "origin", remote], check=True)  # noqa: S607

    assert repository_template(checkout) == ""


def test_without_a_repository_there_are_no_links(tmp_path: Path) -> None:
    assert repository_template(tmp_path) == ""


def test_github_actions_names_repository_and_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "a/b")
    monkeypatch.setenv("GITHUB_SHA", "abc")

    assert repository_template(tmp_path) == "https://github.com/a/b/blob/abc/{file}#L{line}"


def test_gitlab_ci_names_repository_and_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI_PROJECT_URL", "https://gitlab.example.org/a/b")
    monkeypatch.setenv("CI_COMMIT_SHA", "abc")

    expected = "https://gitlab.example.org/a/b/-/blob/abc/{file}#L{line}"
    assert repository_template(tmp_path) == expected


@pytest.mark.parametrize("folder", [".", "packages/water", "packages/water/docs/deep"])
def test_files_are_relative_to_the_top_of_the_repository(folder: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "packages/water/docs/deep").mkdir(parents=True)
    (tmp_path / "packages/water/pyproject.toml").write_text("", "utf-8")

    assert repository_root(tmp_path / folder) == tmp_path


def test_without_git_files_are_relative_to_the_project(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "pyproject.toml").write_text("", "utf-8")

    assert repository_root(tmp_path / "docs") == tmp_path
