"""The entries of a toctree are on its lines, and not where the text below it repeats their words."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.locate import map_path

HOME = """# Boats

%s

## Repair

Sails are sewn, and `hulls()` are painted. Oars of ash.
"""
DIRECTIVES = {
    "fence": "```{toctree}\n:maxdepth: 2\n\nOars of ash <oars>\nsails\n```",
    "eval-rst": "```{eval-rst}\n.. toctree::\n   :maxdepth: 2\n\n   Oars of ash <oars>\n   sails\n```",
}

# Where the directive itself begins.
FIRST = {"fence": 3, "eval-rst": 4}

Lines = dict[str, Any]


@pytest.fixture(params=DIRECTIVES)
def lines(request: pytest.FixtureRequest, build: Callable[..., Path], tmp_path: Path) -> Lines:
    """The line and precision of the tag before each text of the toctree."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text('extensions = ["myst_parser", "a11ycheck.sphinxext"]\n')
    (docs / "index.md").write_text(HOME % DIRECTIVES[request.param])
    (docs / "oars.md").write_text("# Oars\n\nTwo of them.\n")
    (docs / "sails.md").write_text("# Sails\n\n## `hulls()`\n\nWind.\n")
    site = build(docs, into=tmp_path / "html")
    data = (site / "index.html").read_bytes()
    marks = json.loads(map_path(site).read_text("utf-8"))["pages"]["index.html"]["marks"]
    start = data.index(b'class="toctree-wrapper')
    found: Lines = {"kind": request.param}
    for text in ("Oars of ash<", "Sails<", "hulls()<"):
        mark = marks[
            bisect_right([mark[0] for mark in marks], data.index(text.encode(), start)) - 1
        ]
        found[text[:-1]] = mark[2], mark[3]
    return found


def test_words_that_only_the_text_below_has_are_in_the_toctree(lines: Lines) -> None:
    for text in ("Sails", "hulls()"):
        assert lines[text] == (FIRST[lines["kind"]], "block")


def test_a_title_in_the_toctree_is_on_its_own_line(lines: Lines) -> None:
    assert lines["Oars of ash"] == (FIRST[lines["kind"]] + 3, "exact")
