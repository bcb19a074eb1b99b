"""Which links and targets are in a line of text is answered as by axe, in blocks of every kind."""

from __future__ import annotations

import pytest

from axe_comparison import AxeComparison

pytestmark = pytest.mark.browser

STYLE = "<style>a, button { font-size: 10px } .i { display: inline-block } .b { display: block }</style>"
LINKS = " ".join(f'<a href="#{number}">Link {number}</a>' for number in range(6))
TEXT = "Words that are much longer than the text of all six links of this block together are."
BLOCKS = {
    "links only": f"<p>{LINKS}",
    "a preformatted list": f"<pre>{LINKS.replace(' <a', chr(10) + '<a')}</pre>",
    "more text than links": f"<p>{TEXT} {LINKS}",
    "fewer text than links": f"<p>See {LINKS}",
    "a break between": f"<p>{TEXT}<br>{LINKS}<hr>{TEXT}",
    "text only after a break": f"<p>{LINKS}<br>{TEXT}",
    "a block between": f"<div>{TEXT} {LINKS}<p>Words</p>{LINKS}</div>",
    "a break within a link": f'<p>{TEXT} <a href="#x">One<br>two</a> {LINKS}',
    "a break in an inline element": f"<p>{TEXT} <em>and <br>{LINKS}</em> {TEXT}",
    "a widget in a widget": f'<p>{TEXT}<br><a href="#o"><span role="button" tabindex="0">in</span></a>',
    "a link in a button": f'<p>{LINKS} <button>Press <a href="#o">this</a></button> {TEXT}',
    "hidden text": f'<p>{LINKS} <span style="display: none">{TEXT}</span><span hidden>{TEXT}</span>',
    "text out of sight": f'<p>{LINKS} <span style="position: absolute; left: -9999px">{TEXT}</span>',
    "inline blocks": f"<p>{TEXT} {LINKS.replace('<a', '<a class=i')}",
    "links as blocks": f"<p>{TEXT} {LINKS.replace('<a', '<a class=b')}",
    "other roles": f"<p>{TEXT} {LINKS.replace('<a', '<a role=button')} <a href=#>last</a>",
    "no names": '<p>Words <a href="#"></a> <a href="#"> </a> <a href="#"><img alt=""></a>',
    "an area": '<p>Words <img usemap="#m" alt="Map"><map name="m"><area href="#" alt="Area"></map>',
    "an image": '<p>Words <svg width="9" height="9"><a href="#"><text y="9">In it</text></a></svg>',
    "a shadow root": (
        f'<div>{TEXT} <span><template shadowrootmode="open">{LINKS} <slot></slot>'
        f"<slot name='other'>None</slot></template>{LINKS}<b>Words</b></span></div>"
    ),
    "no block around": f'<main style="display: contents">{TEXT} {LINKS}</main>',
}


@pytest.mark.parametrize("name", BLOCKS)
def test_links_and_targets_in_text_are_those_of_axe(name: str, comparison: AxeComparison) -> None:
    comparison.write(f"<html lang=en><head>{STYLE}</head><body>{BLOCKS[name]}</body></html>")

    result = comparison.compare()

    assert result.differences == []
    assert any('"target-size"' in line for line in result.ours)
