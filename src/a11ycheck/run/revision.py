"""The files that differ from a Git revision: changed, added, removed, and not yet committed."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.errors import UserError

__all__ = ["LAST_COMMIT", "ChangedFiles", "find_changed_files", "is_revision"]

LAST_COMMIT = "HEAD"

_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFiles:
    """The files of a repository that differ from a revision, as absolute paths; some are removed."""

    top: Path
    files: frozenset[Path]

    def tracks(self, folder: Path) -> bool:
        """Return whether Git tracks files in a folder."""
        return bool(_git(self.top, "ls-files", "-z", "--", str(folder)))


def find_changed_files(folder: Path, revision: str) -> ChangedFiles | None:
    """Return the files that differ from a revision in the repository around a folder; None without one.

    They are compared with the last commit that the revision and the present branch share, so that what
    others have changed since does not count. UserError without Git, and for an unknown revision.
    """
    if shutil.which("git") is None:
        message = "--changed: there is no program git."
        raise UserError(message, "Install Git, or audit all pages.")
    shown = _try_git(folder, "rev-parse", "--show-toplevel")
    if shown is None:
        return None
    top = Path(shown.rstrip("\n")).resolve()
    if not is_revision(top, revision):
        message = f'--changed: Git knows no revision "{revision}".'
        hint = "Name a branch, tag or commit. A shallow clone lacks older ones: fetch them first."
        raise UserError(message, hint)
    base = (_try_git(top, "merge-base", revision, "HEAD") or revision).strip()
    # The prefixes of a user's configuration do not matter: only names are listed.
    differing = _git(top, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", base, "--")
    untracked = _git(top, "ls-files", "-z", "--others", "--exclude-standard")
    names = (name for text in (differing, untracked) for name in text.split("\0") if name)
    return ChangedFiles(top=top, files=frozenset(top / name for name in names))


def is_revision(folder: Path, text: str) -> bool:
    """Return whether a text names a commit of the repository around a folder."""
    if not text or text.startswith("-"):
        return False
    return _try_git(folder, "rev-parse", "--verify", "--quiet", f"{text}^{{commit}}") is not None


def _git(folder: Path, *arguments: str) -> str:
    """Return what Git prints; UserError with its message if it fails."""
    done = _run(folder, arguments)
    if done.returncode:
        lines = os.fsdecode(done.stderr).strip().splitlines()
        raise UserError(f"--changed: {lines[-1] if lines else 'git failed'}", "Audit all pages.")
    return os.fsdecode(done.stdout)


def _try_git(folder: Path, *arguments: str) -> str | None:
    done = _run(folder, arguments)
    return None if done.returncode else os.fsdecode(done.stdout)


def _run(folder: Path, arguments: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the user's own Git
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UserError(f"--changed: git failed: {error}.", "Audit all pages.") from None
