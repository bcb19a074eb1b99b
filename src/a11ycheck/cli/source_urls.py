"""Where the source of the pages can be read: in the repository, as CI or Git names it."""

import os
import re
import subprocess
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

__all__ = ["repository_root", "repository_template"]

_SCP = re.compile(r"^(?:[\w.-]+@)?(?P<host>[\w.-]+):(?!//)(?P<path>.+)$")
_SECONDS = 5
# By a part of the name of the host: the path of a line at a revision.
_FORMS: Final = (
    ("github", "/blob/{revision}/{file}#L{line}"),
    ("gitlab", "/-/blob/{revision}/{file}#L{line}"),
    ("bitbucket", "/src/{revision}/{file}#lines-{line}"),
    ("codeberg", "/src/commit/{revision}/{file}#L{line}"),
    ("gitea", "/src/commit/{revision}/{file}#L{line}"),
    ("forgejo", "/src/commit/{revision}/{file}#L{line}"),
)


def repository_root(folder: Path) -> Path:
    """Return the folder to which source files in reports are relative, for a run started in `folder`.

    It is the top of the repository, else the folder of the project, as for source maps.
    """
    for name in (".git", "pyproject.toml"):
        for candidate in (folder, *folder.parents):
            if (candidate / name).exists():
                return candidate
    return folder


def repository_template(folder: Path) -> str:
    """Return the template of URLs of lines of files of the repository of `folder`, "" if none is known.

    The variables of GitHub Actions and GitLab CI come first, then the remote "origin" of the Git checkout.
    """
    revision = _git(folder, "rev-parse", "HEAD")
    base = _base_in_ci() or _web_url(_git(folder, "remote", "get-url", "origin"))
    revision = os.environ.get("GITHUB_SHA") or os.environ.get("CI_COMMIT_SHA") or revision
    host = urlsplit(base).hostname or ""
    is_github = "GITHUB_REPOSITORY" in os.environ
    known = [form for name, form in _FORMS if name in host or (is_github and name == "github")]
    if not (base and revision and known):
        return ""
    return f"{base}{known[0].replace('{revision}', quote(revision, safe=''))}"


def _base_in_ci() -> str:
    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    if server and name:
        return _web_url(f"{server}/{name}")
    return _web_url(os.environ.get("CI_PROJECT_URL", ""))


def _web_url(remote: str) -> str:
    """Return the web page of a remote, without credentials: "git@host:a/b.git" is "https://host/a/b"."""
    if found := _SCP.match(remote):
        host, path = found["host"], found["path"]
    else:
        try:
            parts = urlsplit(remote)
            host, path = parts.hostname or "", parts.path
        except ValueError:
            return ""
        if parts.scheme not in {"https", "http", "ssh", "git"}:
            return ""
        if parts.scheme in {"https", "http"} and parts.port:
            host = f"{host}:{parts.port}"
    path = path.strip("/").removesuffix(".git")
    return f"https://{host}/{quote(path)}" if host and path else ""


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the user's own git
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
