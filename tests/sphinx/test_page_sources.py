"""The files that the source map lists for each page, and a map that is not written again in vain."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path


def test_the_map_lists_what_each_page_is_made_of_and_is_written_only_if_it_differs(
    build: Callable[..., Path], tmp_path: Path
) -> None:
    texts = {
        "pyproject.toml": "",
        "docs/conf.py": 'project = "X"\nextensions = ["a11ycheck.sphinxext"]\ntemplates_path = ["_t"]\n',
        "docs/_t/page.html": '{% extends "!page.html" %}',
        "docs/index.rst": "Home\n====\n\n.. toctree::\n\n   help\n\n.. image:: map.svg\n   :alt: A map\n",
        "docs/help.rst": "Help\n====\n\n.. include:: part.txt\n",
        "docs/part.txt": "A part.\n",
        "docs/map.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    site = build(tmp_path / "docs", into=tmp_path / "build" / "html")
    file = tmp_path / "build" / "html.sourcemap.json"
    first = (file.stat().st_ino, file.stat().st_mtime_ns)

    build(tmp_path / "docs", into=site)

    assert (file.stat().st_ino, file.stat().st_mtime_ns) == first
    found = json.loads(file.read_text("utf-8"))
    assert found["shared"] == ["docs/_t/page.html", "docs/conf.py"]
    assert found["sources_of"] == {
        "help.html": ["docs/help.rst", "docs/part.txt"],
        "index.html": ["docs/index.rst", "docs/map.svg"],
    }
