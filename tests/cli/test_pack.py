"""`a11ycheck offline` and `a11ycheck pack` as a publisher meets them."""

import os
import subprocess
import tarfile
from pathlib import Path

import pytest

import command

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><main><h1>{title}</h1><p>Text.</p></main></html>"""


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return command.run(*arguments, cwd=cwd, SOURCE_DATE_EPOCH="1700000000")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    for name, title in (("index", "Home"), ("about", "About us")):
        (folder / f"{name}.html").write_text(PAGE.format(title=title), "utf-8")
    return folder


@pytest.mark.browser
def test_what_was_made_readable_offline_is_audited_and_packed(site: Path, tmp_path: Path) -> None:
    made = run("offline", site, "--base-url", "https://site.example", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("2 pages in one request of up to 2 kB (gzip).\nall-pages.html: ")

    packed = run("pack", site, "--variant", "phone-dark", cwd=tmp_path)

    # The pages that were made pass the same audit as those of the author.
    assert packed.returncode == 0, packed.stdout + packed.stderr
    assert "5 planned = 5 audited" in packed.stdout
    assert f"{tmp_path}/site.tar.gz" in packed.stderr
    with tarfile.open(tmp_path / "site.tar.gz") as archive:
        assert {"site/index.html", "site/sw.js", "site/offline-pages.json.br"} <= set(
            archive.getnames()
        )


def test_a_single_page_is_no_plural(site: Path, tmp_path: Path) -> None:
    (site / "about.html").unlink()

    made = run("offline", site, "--no-copies", cwd=tmp_path)

    assert made.stdout.startswith("1 page in one request")


@pytest.mark.browser
def test_a_site_with_a_finding_is_not_packed(site: Path, tmp_path: Path) -> None:
    (site / "about.html").write_text(PAGE.format(title="Home"), "utf-8")

    flags = ("--variant", "phone-dark", "--lang", "ar", "--profile", "publish")
    done = run("pack", site, "-o", "out/x.tar.gz", *flags, cwd=tmp_path)

    assert done.returncode == 1
    assert "Nothing was packed: the audit did not pass." in done.stderr
    assert "duplicate-page-title" in done.stdout
    assert any("\u0600" <= char <= "\u06ff" for char in done.stdout)  # the report is in Arabic
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("offline", "gone"), "gone is no folder."),
        (("offline", "site", "--page", "nothing/*"), "No page of site is chosen"),
        (("pack", "gone"), "gone is no folder."),
        (("pack", "site", "-o", "x.zip"), "The archive is a .tar.gz, which x.zip is no name of."),
        (
            ("pack", "site", "-o", "x.tar.xz"),
            "The archive is a .tar.gz, which x.tar.xz is no name of.",
        ),
        (("pack", "site", "-o", "x"), "The archive is a .tar.gz, which x is no name of."),
        (("pack", "site", "-o", "."), ". is a folder"),
    ],
)
def test_mistakes_are_one_sentence(
    arguments: tuple[str, ...], sentence: str, site: Path, tmp_path: Path
) -> None:
    before = sorted(site.iterdir())
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith(f"a11ycheck: {sentence}")
    assert sorted(site.iterdir()) == before


@pytest.mark.parametrize("name", ["pipe.html", "_static/pipe.css", "pipe.gz", "pipe"])
@pytest.mark.parametrize("command_", ["lighten", "pack"])
def test_a_fifo_in_the_folder_is_named_and_never_opened(
    command_: str, name: str, site: Path, tmp_path: Path
) -> None:
    (site / "_static").mkdir()
    os.mkfifo(site / name)

    done = run(command_, site, cwd=tmp_path)

    assert done.returncode == 2
    output = done.stdout + done.stderr
    assert name in output
    assert output.lower().count("it is not a regular file.") == 1


def test_a_fifo_makes_no_difference_to_offline_copies(site: Path, tmp_path: Path) -> None:
    os.mkfifo(site / "pipe.html")

    assert run("offline", site, cwd=tmp_path).returncode == 0
