"""The page about the Python API: its examples run, and it documents every public name and field."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

import a11ycheck
from plain_chrome import plain_chrome

PAGE = Path(__file__).resolve().parents[2] / "docs" / "publish" / "reference" / "python-api.md"
TEXT = PAGE.read_text("utf-8")
HTML = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<main><h1>{title}</h1>{body}</main></html>"""
# Their fields are documented elsewhere, or no user needs them.
ELSEWHERE = {"Config", "PageWeight", "PageEvidence", "SourceFact"}
INTERNAL = {"mark", "mark_distance"}


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[Any]:
    page = tmp_path / "open.html"
    page.write_text(HTML.format(title="Open", body='<img src="logo.png">'), "utf-8")
    with plain_chrome(tmp_path / "profile", patience=20) as driver:
        driver.get(page.as_uri())
        yield driver


@pytest.mark.browser
def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, driver: Any) -> None:
    site = tmp_path / "build" / "html"
    site.mkdir(parents=True)
    (site / "index.html").write_text(
        HTML.format(title="Home", body='<img src="logo.png">'), "utf-8"
    )
    (site / "about.html").write_text(HTML.format(title="About", body="<p>Text.</p>"), "utf-8")
    monkeypatch.chdir(tmp_path)
    blocks = "\n".join(re.findall(r"^```pycon\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL))
    examples = doctest.DocTestParser().get_doctest(blocks, {"driver": driver}, PAGE.name, None, 0)

    output: list[str] = []
    done = doctest.DocTestRunner(verbose=False).run(examples, out=output.append)

    assert done.attempted > 20
    assert done.failed == 0, "".join(output)


def test_every_public_name_is_documented() -> None:
    code = re.findall(
        r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    )
    named = set(re.findall(r"\w+", " ".join(code)))

    assert set(a11ycheck.__all__) - {"__version__"} - named == set()


@pytest.mark.parametrize("name", sorted(set(a11ycheck.__all__) - ELSEWHERE))
def test_every_field_is_documented(name: str) -> None:
    public = getattr(a11ycheck, name)
    if is_dataclass(public):
        names = {item.name for item in fields(public)}
    elif isinstance(public, type) and issubclass(public, msgspec.Struct):
        names = set(public.__struct_fields__)
    else:
        names = set()
    named = set(re.findall(r"\w+", TEXT))

    assert names - INTERNAL - named == set()
