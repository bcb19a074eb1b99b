"""Which scripts a page loads: those that it needs, and of Sphinx's those that they call."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from furo_light.theme.page_context import needed_scripts

SPHINX = ["documentation_options.js", "doctools.js", "sphinx_highlight.js"]
COPY = ["clipboard.min.js", "copybutton.js"]
CODE = "<pre>x</pre>"


def loaded(names: list[str], body: str, line: str = "") -> list[str]:
    """Return the names of the scripts that a page loads, and the line that stands in it."""
    files = [SimpleNamespace(filename=f"_static/{name}", attributes={}) for name in SPHINX + names]
    files += [SimpleNamespace(filename=None, attributes={"body": line})] if line else []
    found = needed_scripts(files, body)
    return [(one.filename or one.attributes["body"]).removeprefix("_static/") for one in found]


def test_a_page_without_scripts_of_others_loads_none() -> None:
    assert loaded([], CODE) == []
    assert loaded(COPY, "<p>x</p>") == []


def test_the_copy_button_reads_sphinxs_options_and_calls_nothing() -> None:
    assert loaded(COPY, CODE) == ["documentation_options.js", *COPY]


@pytest.mark.parametrize("body", [CODE, "<p>x</p>"])
def test_an_unknown_script_may_call_all_of_sphinx(body: str) -> None:
    found = loaded([*COPY, "own.js"], body)
    assert found[:2] == ["documentation_options.js", "doctools.js"]
    assert found[-1] == "own.js"


def test_a_line_calls_sphinx_only_by_name() -> None:
    assert loaded([], CODE, "start()") == ["start()"]
    calling = "Documentation.init()"
    assert loaded([], CODE, calling) == ["documentation_options.js", "doctools.js", calling]
