"""Which pages `--changed` chooses: by Git, by the source map, and by the assets that pages mention."""

import json
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from a11ycheck.collect import collect
from a11ycheck.errors import UserError
from a11ycheck.run.changed_pages import ChangedPages, find_changed_pages

PAGE = '<!doctype html><html lang="en"><title>{name}</title>{more}<p>Text of {name}.</p>'
Write = Callable[[str, str], Path]


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)  # noqa: S607


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    return folder


@pytest.fixture
def write(project: Path) -> Write:
    def write(name: str, text: str) -> Path:
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


def commit(project: Path) -> None:
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "All", "--allow-empty")


def changed(site: Path, revision: str = "HEAD") -> ChangedPages:
    with collect((str(site),)) as collection:
        return find_changed_pages(collection, revision)


# --- a folder that Git tracks -----------------------------------------------------------------------------


def tracked(project: Path, write: Write) -> Path:
    write("public/index.html", PAGE.format(name="index", more="<link rel=stylesheet href=a.css>"))
    write("public/help.html", PAGE.format(name="help", more='<img src="my%20map.svg" alt="">'))
    write("public/plain.html", PAGE.format(name="plain", more='<a href="help.html">Help</a>'))
    write("public/a.css", '@import "b.css";')
    write("public/b.css", "p { color: #111 }")
    write("public/my map.svg", "<svg/>")
    commit(project)
    return project / "public"


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("public/help.html", {"help.html"}),
        ("public/a.css", {"index.html"}),
        ("public/b.css", {"index.html"}),
        ("public/my map.svg", {"help.html"}),
        ("README.md", set()),
        ("public/new.html", {"new.html"}),
    ],
)
def test_pages_and_what_they_mention_are_found_where_git_tracks_them(
    name: str, pages: set[str], project: Path, write: Write
) -> None:
    site = tracked(project, write)
    write(name, "Changed.")

    assert changed(site) == ChangedPages(pages=frozenset(pages))


def test_only_what_a_branch_has_changed_counts(project: Path, write: Write) -> None:
    site = tracked(project, write)
    git(project, "checkout", "-q", "-b", "topic")
    write("public/help.html", "Changed on the branch.")
    commit(project)
    git(project, "checkout", "-q", "main")
    write("public/plain.html", "Changed by others.")
    commit(project)
    git(project, "checkout", "-q", "topic")

    assert changed(site, "main").pages == {"help.html"}
    assert changed(site).pages == frozenset()


# --- a site with a source map -----------------------------------------------------------------------------


def built(project: Path, write: Write) -> Path:
    sources = {"docs/index.md": "Index", "docs/help.md": "Help", "src/tool.py": "x = 1"}
    for name, text in sources.items():
        write(name, text)
    write("docs/conf.py", 'project = "X"')
    write("docs/map.svg", "<svg>old</svg>")
    write("docs/_static/own.css", "p {}")
    write(".gitignore", "build/\n")
    commit(project)
    entries = {}
    for name in ("index", "help"):
        more = '<link rel="stylesheet" href="_static/own.css?v=1">' if name == "help" else ""
        text = PAGE.format(name=name, more=more)
        write(f"build/html/{name}.html", text)
        marks = [[0, 0 if name == "index" else 1, 1, "exact"]]
        entries[f"{name}.html"] = {"sha256": sha256(text.encode()).hexdigest(), "marks": marks}
    write("build/html/_static/own.css", "p {}")
    write("build/html/_sources/help.md.txt", "Help")
    source_map = {
        "schema": "a11ycheck-sourcemap/1", "version": "1", "root": "..",
        "files": ["docs/index.md", "docs/help.md"],
        "hashes": {name: sha256(text.encode()).hexdigest() for name, text in sources.items()},
        "pages": entries,
        "sources_of": {"index.html": ["docs/index.md", "docs/map.svg", "src/tool.py"]},
        "shared": ["docs/conf.py"],
    }  # fmt: skip
    write("build/html.sourcemap.json", json.dumps(source_map))
    return project / "build" / "html"


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("docs/help.md", {"help.html"}),
        ("docs/map.svg", {"index.html"}),
        ("src/tool.py", {"index.html"}),
        ("docs/_static/own.css", {"help.html"}),
        ("docs/conf.py", {"index.html", "help.html"}),
        ("docs/unused.md", set()),
    ],
)
def test_the_source_map_leads_from_files_to_pages(
    name: str, pages: set[str], project: Path, write: Write
) -> None:
    site = built(project, write)
    write(name, "Changed.")

    assert changed(site).pages == pages


def test_a_source_that_changed_after_the_build_is_named(project: Path, write: Write) -> None:
    site = built(project, write)
    write("docs/help.md", "Later.")

    (notice,) = changed(site).notices

    assert str(notice.message) == (
        "docs/help.md changed after the site was built. Rebuild the site."
    )


# --- where nothing says what changed ----------------------------------------------------------------------


def test_without_a_source_map_and_without_git_all_pages_are_chosen_and_that_is_reported(
    project: Path, write: Write
) -> None:
    write(".gitignore", "site/\n")
    commit(project)
    write("site/index.html", PAGE.format(name="index", more=""))

    found = changed(project / "site")

    assert found.pages == {"index.html"}
    assert "it has no source map, and Git does not track it" in str(found.notices[0].message)


def test_outside_a_repository_all_pages_are_chosen_and_that_is_reported(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(PAGE.format(name="index", more=""), "utf-8")

    found = changed(site)

    assert found.pages == {"index.html"}
    assert "is in no Git repository" in str(found.notices[0].message)


def test_an_unknown_revision_is_refused(project: Path, write: Write) -> None:
    site = tracked(project, write)

    with pytest.raises(UserError, match='Git knows no revision "nowhere"'):
        changed(site, "nowhere")


def test_a_url_has_no_sources() -> None:
    with collect(("https://example.org/",)) as collection, pytest.raises(UserError) as caught:
        find_changed_pages(collection, "HEAD")

    assert "https://example.org/ is no file" in caught.value.message
