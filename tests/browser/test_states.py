"""States of pages: actions bring them about, and they are audited like pages of their own."""

import json
from pathlib import Path
from typing import Any

import pytest

from command import run, site

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop {name}</title>
<meta name="viewport" content="width=device-width"><main><h1>Shop</h1><p>Some text of the shop.</p>
{body}</main></html>"""
IMAGE = "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' width=9 height=9>"
MENU = f"""<button id="menu" onclick="setTimeout(() => document.querySelector('#nav').hidden = false, 150)">
Menu</button><div id="nav" hidden>{IMAGE}</div>"""
FORM = f"""<form onsubmit="event.preventDefault(); document.querySelector('#said').innerHTML =
document.querySelector('#name').value === 'Ann' ? `{IMAGE}` : 'Wrong'">
<label>Name <input id="name"></label><button>Send</button></form><div id="said"></div>"""
KEYS = f"""<input aria-label="Key" id="key" onkeydown="if (event.key === 'ArrowDown' && event.shiftKey)
document.querySelector('#out').innerHTML = `{IMAGE}`"><div id="out"></div>"""


def audit(folder: Path, settings: str, *arguments: str, check: int, **pages: str) -> dict[str, Any]:
    made = {name: PAGE.format(name=name, body=body) for name, body in pages.items()}
    site(folder / "site", **made)
    (folder / "a11ycheck.toml").write_text(settings, "utf-8")
    fixed = (
        "--variant",
        "phone-light",
        "--format",
        "terminal",
        "--format",
        "json=report.json",
        "--select",
        "image-alt,duplicate-page-title,page-weight",
    )
    done = run("audit", "site", *fixed, "--timeout", "8", *arguments, cwd=folder, check=check)
    report: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    return {**report, "printed": done.stdout}


def pages_of(report: dict[str, Any], rule: str) -> set[str]:
    return {
        report["pages"][page]["page"]
        for finding in report["findings"]
        if finding["rule"] == rule
        for location in finding["locations"]
        for page in location["pages"]
    }


def test_a_click_text_and_keys_bring_about_states_that_are_audited(tmp_path: Path) -> None:
    settings = """
[[states]]
name = "menu-open"
pages = ["index.html"]
actions = [{ click = "#menu" }, { wait-for = "#nav" }]

[[states]]
name = "sent"
pages = ["form.html"]
actions = [{ type = "Ann", into = "#name" }, { press = "Enter" }, { wait-for = "#said img" }]

[[states]]
name = "key"
pages = ["key.html"]
actions = [{ click = "#key" }, { press = "Shift+ArrowDown" }]
"""

    report = audit(tmp_path, settings, check=1, index=MENU, form=FORM, key=KEYS)

    states = {"index.html#menu-open", "form.html#sent", "key.html#key"}
    assert pages_of(report, "image-alt") == states
    assert {page["page"] for page in report["pages"]} == {
        "index.html",
        "form.html",
        "key.html",
        *states,
    }
    # A state is no other page: it has no title and no weight of its own.
    assert pages_of(report, "duplicate-page-title") == set()
    weighed = {page["page"] for page in report["pages"] if page["wire_bytes"] is not None}
    assert weighed == {"index.html", "form.html", "key.html"}


def test_a_state_is_cached_until_a_file_or_its_actions_change(tmp_path: Path) -> None:
    state = '[[states]]\nname = "open"\nactions = [{{ {} = "{}" }}]\n'
    settings = state.format("click", "#menu")

    first = audit(tmp_path, settings, check=1, index=MENU)
    second = audit(tmp_path, settings, check=1, index=MENU)
    other = audit(tmp_path, state.format("wait-for", "#menu"), check=0, index=MENU)

    assert "since the last audit" not in first["printed"]
    assert "2 pages unchanged" in " ".join(second["printed"].split())
    assert "1 page unchanged" in " ".join(other["printed"].split())


@pytest.mark.parametrize(
    ("actions", "reason"),
    [
        ('{ click = "#none" }', "no element matches `#none`"),
        ('{ click = "#nav" }', "no element that matches `#nav` is visible"),
        ('{ type = "a", into = "h1" }', "the element cannot have the focus"),
        ('{ click = "a" }', "the actions of its state lead to"),
        ('{ click = "#under" }', "`div#over` covers the element"),
        ('{ click = "##" }', "is not a valid CSS selector"),
    ],
)
def test_a_state_that_cannot_be_brought_about_is_not_tested(
    actions: str, reason: str, tmp_path: Path
) -> None:
    cover = """<div style="position:relative"><button id="under">Under</button>
    <div id="over" style="position:absolute;inset:0"></div></div>"""
    body = f'{MENU}<a href="other.html">Other</a>{cover}'
    settings = f'[[states]]\nname = "open"\npages = ["index.html"]\nactions = [{actions}]\n'

    report = audit(tmp_path, settings, check=2, index=body, other="<p>Other page.</p>")

    (missing,) = report["not_tested"]
    assert missing["page"] == "index.html#open"
    assert reason in missing["reason"]["text"]
    assert "index.html" in {page["page"] for page in report["pages"]}


def test_an_element_of_one_viewport_only_is_acted_on_there(tmp_path: Path) -> None:
    style = "<style>@media (max-width: 600px) { #menu { display: none } }</style>"
    settings = '[[states]]\nname = "open"\nactions = [{ click = "#menu" }]\n'

    report = audit(tmp_path, settings, "--variant", "desktop-light", check=1, index=style + MENU)

    assert pages_of(report, "image-alt") == {"index.html#open"}


def test_an_action_may_load_the_page_again_with_a_query(tmp_path: Path) -> None:
    body = f"""<form><label>Search <input name="q" id="q"></label></form><div id="hits"></div>
<script>if (location.search) document.querySelector("#hits").innerHTML = `{IMAGE}`</script>"""
    settings = """[[states]]
name = "results"
actions = [{ type = "water", into = "#q" }, { press = "Enter" }, { wait-for = "#hits img" }]
"""

    report = audit(tmp_path, settings, check=1, index=body)

    assert pages_of(report, "image-alt") == {"index.html#results"}


def test_suppressions_and_ignores_of_a_page_hold_in_its_states(tmp_path: Path) -> None:
    settings = """
per-file-ignores = { "form.html" = ["image-alt"] }

[[states]]
name = "menu-open"
pages = ["index.html"]
actions = [{ click = "#menu" }, { wait-for = "#nav" }]

[[states]]
name = "sent"
pages = ["form.html"]
actions = [{ type = "Ann", into = "#name" }, { press = "Enter" }]

[[suppress]]
rule = "image-alt"
file = "index.html"
reason = "The menu is rebuilt next month."
"""

    report = audit(tmp_path, settings, check=0, index=MENU, form=FORM)

    assert [
        finding["rule"] for finding in report["findings"] if not finding.get("suppression")
    ] == []
