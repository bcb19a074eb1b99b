"""A release is cut from a clean tree: version, changelog, commit and tag; nothing else changes."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from release import ReleaseError, cut, demand_releasable, verify, version_of, write_changelog

pytest.importorskip("towncrier")

ROOT = Path(__file__).resolve().parents[2]
CHECK = [(sys.executable, "-c", "pass")]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Release")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "release@example.org")
    package = tmp_path / "src" / "a11ycheck"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""x."""\n\n__version__ = "0.1.0"\n', "utf-8")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "changelog.d").mkdir()
    (tmp_path / "changelog.d" / "+watch.added.md").write_text("`watch` is new.\n", "utf-8")
    (tmp_path / "changelog.d" / "+crash.fixed.md").write_text("No crash.\n", "utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    return tmp_path


def test_a_release_is_a_commit_and_a_tag_with_version_and_changelog(repository: Path) -> None:
    cut(repository, "0.2.0", CHECK)

    changelog = (repository / "CHANGELOG.md").read_text("utf-8")
    assert version_of(repository) == "0.2.0"
    assert (
        changelog.index("## 0.2.0 (") < changelog.index("### Added") < changelog.index("### Fixed")
    )
    assert "- `watch` is new." in changelog
    assert not list((repository / "changelog.d").glob("*.md"))
    assert git(repository, "status", "--porcelain") == ""
    assert git(repository, "describe", "--tags") == "v0.2.0"


def test_a_failed_check_is_named_and_leaves_nothing_behind(repository: Path) -> None:
    with pytest.raises(ReleaseError, match=r"raise SystemExit\(3\) failed with exit code 3;"):
        cut(repository, "0.2.0", [(sys.executable, "-c", "raise SystemExit(3)")])

    assert git(repository, "log", "--format=%s") == "first"
    assert git(repository, "tag") == ""
    assert git(repository, "status", "--porcelain") == ""
    assert version_of(repository) == "0.1.0"


@pytest.mark.parametrize("version", ["", "1", "0.2", "v0.2.0", "0.2.0rc1", "0.0.9"])
def test_versions_that_are_no_new_release_are_refused(repository: Path, version: str) -> None:
    with pytest.raises(ReleaseError):
        demand_releasable(repository, version)


def test_changes_and_a_known_tag_are_refused(repository: Path) -> None:
    git(repository, "tag", "v0.2.0")
    with pytest.raises(ReleaseError, match=r"The tag v0\.2\.0 exists"):
        demand_releasable(repository, "0.2.0")

    (repository / "new.txt").write_text("x", "utf-8")
    with pytest.raises(ReleaseError, match="has changes"):
        demand_releasable(repository, "0.3.0")


def test_a_release_without_a_version_names_the_command(repository: Path) -> None:
    with pytest.raises(ReleaseError, match=r"make release VERSION=0\.2\.0$"):
        demand_releasable(repository, "")


def test_a_release_needs_a_fragment(repository: Path) -> None:
    git(repository, "rm", "--quiet", "changelog.d/+watch.added.md", "changelog.d/+crash.fixed.md")
    git(repository, "commit", "--quiet", "--message", "empty")

    with pytest.raises(ReleaseError, match=r"changelog\.d has no fragment"):
        demand_releasable(repository, "0.2.0")


@pytest.mark.parametrize(("options", "name"), [(["-b", "try"], "try"), (["--detach"], "detached")])
def test_a_release_is_cut_from_main(repository: Path, options: list[str], name: str) -> None:
    git(repository, "checkout", "--quiet", *options)

    with pytest.raises(ReleaseError, match=f"The branch is {name}: "):
        demand_releasable(repository, "0.2.0")


def test_unreleased_changes_are_listed_once_and_keep_their_fragments(repository: Path) -> None:
    write_changelog(repository)
    write_changelog(repository)

    changelog = (repository / "CHANGELOG.md").read_text("utf-8")
    assert changelog.count("## Unreleased") == 1
    assert changelog.count("`watch` is new.") == 1
    assert len(list((repository / "changelog.d").glob("*.md"))) == 2

    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "changelog")
    cut(repository, "0.2.0", CHECK)
    changelog = (repository / "CHANGELOG.md").read_text("utf-8")
    assert "Unreleased" not in changelog
    assert changelog.count("`watch` is new.") == 1


def test_every_fragment_of_the_project_has_a_kind_that_the_changelog_knows() -> None:
    kinds = {
        path.name.rpartition(".md")[0].rpartition(".")[2] for path in ROOT.glob("changelog.d/*.md")
    }

    assert kinds <= {"added", "changed", "deprecated", "removed", "fixed", "security"}


def test_kinds_are_in_the_changelog_in_order(repository: Path) -> None:
    for kind in ("deprecated", "removed", "security"):
        (repository / "changelog.d" / f"+x.{kind}.md").write_text(f"One is {kind}.\n", "utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "more")

    cut(repository, "0.2.0", CHECK)

    lines = (repository / "CHANGELOG.md").read_text("utf-8").splitlines()
    assert [line[4:] for line in lines if line.startswith("### ")] == [
        *("Added", "Deprecated", "Removed", "Fixed", "Security")
    ]


def test_built_files_are_verified_and_get_checksums(tmp_path: Path) -> None:
    metadata = (
        "Name: a11ycheck\nVersion: 0.2.0\nSummary: x\nLicense-Expression: MIT\n"
        "Requires-Python: >=3.11\n\nText\n"
    )
    with zipfile.ZipFile(tmp_path / "a11ycheck-0.2.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("a11ycheck-0.2.0.dist-info/METADATA", metadata)
        for name in ("a11ycheck/__init__.py", "furo_light/__init__.py"):
            wheel.writestr(name, "")
    with tarfile.open(tmp_path / "a11ycheck-0.2.0.tar.gz", "w:gz") as sdist:
        for name in ("pyproject.toml", "README.md", "LICENSE", "tools/hatch_build.py"):
            sdist.add(ROOT / name, f"a11ycheck-0.2.0/{name}")

    assert verify(tmp_path) == ["a11ycheck-0.2.0-py3-none-any.whl lacks a11ycheck/_axe/axe.min.js."]
    sums = (tmp_path / "SHA256SUMS").read_text("utf-8").splitlines()
    assert [line.split()[1] for line in sums] == [
        "a11ycheck-0.2.0.tar.gz",
        "a11ycheck-0.2.0-py3-none-any.whl",
    ]
