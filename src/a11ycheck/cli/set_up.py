"""The files that `a11ycheck init` writes: configuration, CI job, pre-commit hook. It replaces none."""

import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from a11ycheck.cli.project_kind import ProjectKind
from a11ycheck.config import find_file
from a11ycheck.web.atomic_files import write_file

__all__ = ["Planned", "plan_files", "write_planned"]

_HOOKS = ".pre-commit-config.yaml"
_GITLAB = ".gitlab-ci.yml"
_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A file that is to be written.

    `instead` is where the same settings are already, or could be, "" if nothing stands there. Then the
    file is not written, and `is_shown` says whether its content is printed, to be added there.
    """

    path: Path
    content: str
    instead: str = ""
    is_shown: bool = False


def plan_files(root: Path, kind: ProjectKind, ci: str) -> Iterator[Planned]:
    """Yield the files for a project; `ci` is "github", "gitlab", "none", or "auto" to find out."""
    environment = Environment(
        loader=PackageLoader("a11ycheck.cli", "init_templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the files are YAML and TOML
    )
    values = {
        "kind": kind,
        "branch": _git(root, "symbolic-ref", "--short", "HEAD") or "main",
        "is_tracked": bool(_git(root, "ls-files", "--", kind.site)),
        "entry": _entry(kind),
    }

    def text(name: str) -> str:
        return environment.get_template(f"{name}.j2").render(**values)

    configured = find_file(root)
    yield _planned(
        root / "a11ycheck.toml", text("a11ycheck.toml"), configured.name if configured else ""
    )
    match _service(root) if ci == "auto" else ci:
        case "github":
            path = root / ".github" / "workflows" / "accessibility.yml"
            yield _planned(path, text("github.yml"), _existing_workflow(root))
        case "gitlab":
            yield _planned(root / _GITLAB, text("gitlab.yml"), is_shown=True)
    yield _planned(root / _HOOKS, text("pre-commit.yml"), is_shown=True)


def write_planned(planned: Planned) -> bool:
    """Write a file, unless something stands in its place; return whether it was written."""
    if planned.instead:
        return False
    write_file(planned.path, planned.content)
    return True


def _planned(path: Path, content: str, instead: str = "", *, is_shown: bool = False) -> Planned:
    if path.exists():
        mentions = "a11ycheck" in path.read_text("utf-8", "replace")
        return Planned(
            path=path, content=content, instead=path.name, is_shown=is_shown and not mentions
        )
    return Planned(path=path, content=content, instead=instead)


def _existing_workflow(root: Path) -> str:
    """Return the name of a workflow that runs a11ycheck already, "" if there is none."""
    for file in sorted((root / ".github" / "workflows").glob("*.y*ml")):
        if "a11ycheck" in file.read_text("utf-8", "replace"):
            return f".github/workflows/{file.name}"
    return ""


def _service(root: Path) -> str:
    """Return the CI service of a project: that whose files it has, or that hosts it."""
    remote = _git(root, "remote", "get-url", "origin")
    if (root / _GITLAB).exists() or "gitlab" in remote:
        return "gitlab"
    return "github"


def _entry(kind: ProjectKind) -> str:
    """Return the command of the hook that audits the built site before it is pushed."""
    audit = f"a11ycheck audit --quiet {kind.target}"
    return f"sh -c {shlex.quote(f'{kind.build} && {audit}')}" if kind.build else audit


def _git(root: Path, *arguments: str) -> str:
    """Return what Git prints, "" without Git and without a repository."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],  # noqa: S607 - the user's own Git
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if done.returncode else done.stdout.strip()
