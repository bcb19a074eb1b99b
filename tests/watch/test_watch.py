"""`a11ycheck watch`: builds, audits what changed, and prints the difference."""

import json
import shlex
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from command import good, site
from process_tree import descendants, is_alive, start_time
from watching import watching

pytestmark = pytest.mark.browser

RULE = ("--select", "link-text-not-descriptive", "--variant", "phone-light")
IMAGES = ("--select", "image-alt", "--variant", "phone-light,desktop-light")
TITLE = ("--select", "document-title", "--variant", "phone-light")


def test_an_edit_of_a_sphinx_project(project: Path) -> None:
    page = project / "docs" / "index.rst"
    with watching(project, "docs", *RULE) as watch:
        watch.wait_for("1 remaining")
        assert "docs/index.rst:8: moderate: Link text" in watch.wait_for("docs/index.rst")

        page.write_text(page.read_text() + "\nAnd `click here <https://example.com/>`_.\n")
        assert "1 changed" in watch.wait_for("1 new, 0 fixed, 1 remaining")
        watch.wait_for(r"  new    docs/index\.rst:10: ")

        page.write_text(page.read_text().replace("`here", "`The example site"))
        watch.wait_for("0 new, 1 fixed, 1 remaining")
        watch.wait_for(r"  fixed  docs/index\.rst:8: ")


def _wait_until_it_audits(url: str) -> None:
    """Ask the preview for its status until pages are audited."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with urlopen(f"{url}.a11ycheck/state") as answer:  # noqa: S310 - our own server
            if json.load(answer)["status"] == "auditing":
                return
    raise AssertionError("no audit began")


def test_an_edit_during_the_first_audit_is_audited_first(project: Path) -> None:
    docs = project / "docs"
    for number in range(40):
        (docs / f"more{number}.rst").write_text(f":orphan:\n\nMore {number}\n======\n\nText.\n")
    with watching(project, "docs", "--jobs", "1", *RULE) as watch:
        _wait_until_it_audits(watch.url)
        page = docs / "other.rst"
        page.write_text(page.read_text() + "\nAnd `click here <https://example.com/>`_.\n")
        watch.wait_for("A file has changed")
        watch.wait_for("1 changed .*: 0 new, 0 fixed, 1 remaining")
        watch.wait_for(r"docs/other\.rst:6: ")
        # What follows is the audit of all pages; only then is there anything to compare with.
        watch.wait_for("4. pages audited in .*: 0 new, 0 fixed, 2 remaining")

        page.write_text(page.read_text().replace("`click here", "`The example site"))
        watch.wait_for("1 changed .*: 0 new, 1 fixed, 1 remaining")


def test_a_renamed_document(project: Path) -> None:
    docs = project / "docs"
    (docs / "other.rst").write_text("Other\n=====\n\nSee `here <https://example.net/>`_.\n")
    with watching(project, "docs", *RULE) as watch:
        watch.wait_for("2 remaining")
        (docs / "other.rst").rename(docs / "another.rst")
        index = docs / "index.rst"
        index.write_text(index.read_text().replace("   other\n", "   another\n"))
        text = watch.wait_for(r"  new    docs/another\.rst:4: ")
        watch.wait_for(r"  fixed  docs/other\.rst:4: ")

    assert "1 removed" in text
    built = [path.name for path in (project / ".a11ycheck_cache").rglob("*.html")]
    assert "another.html" in built
    assert "other.html" not in built


def test_a_build_that_fails_is_shown_and_watching_goes_on(project: Path) -> None:
    configuration = project / "docs" / "conf.py"
    working = configuration.read_text()
    with watching(project, "docs", *RULE) as watch:
        watch.wait_for("1 remaining")
        configuration.write_text(f"{working}\nraise ValueError('broken')\n")
        watch.wait_for("The build failed:")
        watch.wait_for("ValueError: broken")
        configuration.write_text(working)
        watch.wait_for("No page changed")


def test_a_project_that_fails_at_first(project: Path) -> None:
    configuration = project / "docs" / "conf.py"
    working = configuration.read_text()
    configuration.write_text("raise ValueError('broken')\n")
    with watching(project, "docs", *RULE) as watch:
        watch.wait_for("ValueError: broken")
        configuration.write_text(working)
        watch.wait_for("1 remaining")


def test_nothing_is_written_but_the_cache(project: Path) -> None:
    before = sorted(path for path in project.rglob("*") if ".git" not in path.parts)
    with watching(project, "docs", *RULE) as watch:
        watch.wait_for("1 remaining")
    after = [path for path in project.rglob("*") if ".a11ycheck_cache" not in path.parts]

    assert sorted(path for path in after if ".git" not in path.parts) == before
    pages = [*(project / ".a11ycheck_cache").rglob("*.html")]
    assert pages
    assert not [page for page in pages if b".a11ycheck/" in page.read_bytes()]


def test_ctrl_c_leaves_no_process(project: Path) -> None:
    with watching(project, "docs", *RULE) as watch:
        watch.wait_for("1 remaining")
        page = project / "docs" / "other.rst"
        page.write_text(page.read_text() + "\nMore.\n")  # so that a browser is open
        watch.wait_for("1 changed")
        started = {one: start_time(one) for one in descendants(watch.process.pid)}
        assert started
        code = watch.interrupt()

    assert code == 0
    assert not [one for one, time in started.items() if is_alive(one, time)]


def test_a_site_that_another_program_builds(tmp_path: Path) -> None:
    folder = site(tmp_path / "html", index=good("Start"), other=good("Other"))
    with watching(tmp_path, "--html", "html", *TITLE) as watch:
        watch.wait_for("0 remaining")
        (folder / "other.html").write_text(good("Other").replace("<title>Other</title>", ""))
        watch.wait_for(r"  new    other\.html:1: serious: ")
        (folder / "other.html").unlink()
        watch.wait_for("1 removed")
        watch.wait_for(r"  fixed  other\.html:1: ")


def test_what_a_script_did_before_it_was_changed_says_nothing(tmp_path: Path) -> None:
    script = '<script src="script.js"></script>'
    pages = {name: good(name).replace("</main>", f"</main>{script}") for name in ("index", "other")}
    folder = site(tmp_path / "html", **pages)
    (folder / "script.js").write_text("matchMedia('(width > 600px)');")
    with watching(tmp_path, "--html", "html", *IMAGES) as watch:
        watch.wait_for("2 pages audited .* 0 remaining")
        adds = "document.querySelector('main').innerHTML += '<img src=a.png>'"
        (folder / "script.js").write_text(f"if (innerWidth > 600) {adds};")
        (folder / "other.html").write_text(pages["other"].replace("Text.", "More text."))
        watch.wait_for("[12] new")  # two, if the script alone is noticed first


def test_a_site_that_a_command_builds(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "page").write_text(good("Start"))
    (tmp_path / "html").mkdir()
    script = "import shutil; shutil.copy('source/page', 'html/index.html')"
    command = shlex.join([sys.executable, "-c", script])
    with watching(tmp_path, "source", "--html", "html", "--build", command, *TITLE) as watch:
        watch.wait_for("0 remaining")
        (source / "page").write_text(good("Start").replace("<title>Start</title>", ""))
        watch.wait_for("1 new, 0 fixed")
        (source / "page").unlink()
        watch.wait_for("ended with exit code 1")
        watch.wait_for("FileNotFoundError")
