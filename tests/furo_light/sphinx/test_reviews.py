"""Safety pages in a translation: published only if the text, as it is now, has a recorded review."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

ROOT = Path(__file__).parent / "roots" / "test-languages"
SOURCE = "guide/safety.md"
PUBLISH = ("-D", "language=ar", "-D", "a11ycheck_withhold_unreviewed=1")
REVIEW = """
[[review]]
language = "ar"
page = "{page}"
reviewer = "native speaker"
date = 2026-11-25
revision = "{revision}"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT, tmp_path / "docs"))


def sphinx(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    out = project.parent / "html" / "ar"
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", *options]
    command += ["-d", str(project.parent / "doctrees"), str(project), str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def main_of(project: Path, name: str) -> html.HtmlElement:
    return html.document_fromstring((project.parent / "html/ar" / name).read_bytes()).find(
        ".//main"
    )


def revision_in(output: str) -> str:
    found = re.search(
        rf"{re.escape(SOURCE)} \(ar\) has no recorded review; its revision is (\w+)", output
    )
    assert found, output
    return found[1]


def record(project: Path, revision: str, page: str = SOURCE) -> None:
    file = project / "reviews.toml"
    file.write_text(file.read_text("utf-8") + REVIEW.format(page=page, revision=revision), "utf-8")


def test_a_safety_page_without_a_review_is_not_published(project: Path) -> None:
    done = sphinx(project, *PUBLISH)

    assert done.returncode == 0, done.stderr
    text = main_of(project, "guide/safety.html").text_content()
    assert "لا تُنشر بهذه اللغة" in text
    links = main_of(project, "guide/safety.html").xpath(".//p/a/@href")
    assert links[0] == "../../guide/safety.html"
    assert not main_of(project, "guide/safety.html").xpath(".//h2")
    assert "not-reviewed" in (project.parent / "html/ar/index.html").read_text("utf-8")
    # It is no version of the original, for search engines too.
    page = html.document_fromstring((project.parent / "html/ar/guide/safety.html").read_bytes())
    assert not page.xpath("//link[@rel='alternate']")
    other = html.document_fromstring((project.parent / "html/ar/index.html").read_bytes())
    assert other.xpath("//link[@rel='alternate']")


def test_a_recorded_review_publishes_the_page_until_its_text_changes(project: Path) -> None:
    record(project, revision_in(sphinx(project, *PUBLISH).stdout))
    done = sphinx(project, *PUBLISH)
    assert "no recorded review" not in done.stdout
    shown = main_of(project, "guide/safety.html").text_content()
    assert "لا تُنشر" not in shown
    assert "not-reviewed" not in html.tostring(main_of(project, "guide/safety.html")).decode()

    catalogue = project / "locales/ar/LC_MESSAGES/guide/safety.po"
    catalogue.write_text(catalogue.read_text("utf-8") + "\n# changed\n", "utf-8")
    again = sphinx(project, *PUBLISH)

    assert "no recorded review" in again.stdout
    assert "لا تُنشر" in main_of(project, "guide/safety.html").text_content()


def test_a_reviewer_sees_the_whole_page_marked(project: Path) -> None:
    sphinx(project, "-D", "language=ar")
    page = main_of(project, "guide/safety.html")
    assert page.xpath(".//*[contains(@class, 'not-reviewed')]")
    assert "لا تُنشر" not in page.text_content()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[[review]]\nlanguage = 'ar'\n", "review 1 is not complete"),
        (
            REVIEW.format(page="x", revision="y").replace("2026-11-25", '"soon"'),
            "date is not a date",
        ),
        ("reviews = 1\n", r"may contain only \[\[review\]\] tables"),
        ("[[review", "cannot be read"),
    ],
)
def test_a_mistake_in_the_file_is_one_sentence(project: Path, content: str, problem: str) -> None:
    (project / "reviews.toml").write_text(content, "utf-8")
    done = sphinx(project, *PUBLISH)
    assert done.returncode != 0
    assert re.search(problem, done.stderr)
    assert "reviews.toml" in done.stderr
    assert "Traceback" not in done.stderr
