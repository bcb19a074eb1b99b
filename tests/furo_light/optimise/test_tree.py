"""What a screen reader and an eye get of a page is the same before and after: Chromium says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Lab, Trees

pytestmark = pytest.mark.browser

BODY = """
<!-- a page with one of each -->
<header>
  <nav aria-label="Main">
    <ul>
      <li><a href="#a">A</a></li>
      <li><a href="#b">B</a>   <a href="#c">C</a></li>
    </ul>
  </nav>
</header>
<main>
  <h1>Heading  <small>with a part</small></h1>
  <p>Text <b>bold</b>   <i>italic</i>
     and more<!-- note --> <code>x  y</code></p>
  <p>one<!-- parts two texts -->two</p>
  <p><a href="#"><img src="a.jpg" alt="A picture"></a>
     <img src="a.jpg" alt=""  />
     <img src="a.jpg" width="100" alt="Narrow" />
  </p>
  <figure>
    <img src="a.jpg">
    <figcaption>Caption</figcaption>
  </figure>
  <pre>  kept

     <b>white</b>   <i>space</i></pre>
  <div class="poem"><b>kept</b>
     <b>too</b></div>
  <table>
    <caption>Table</caption>
    <tr>  <th scope="col">H</th>  <td>D</td>  </tr>
  </table>
  <button aria-labelledby="label">x</button>
  <div hidden id="label"><div>Hidden</div>   <div>label</div></div>
  <button> <span>Two</span> <span>words</span> </button>
  <label>Name   <input   name="n"  value="v" /></label>
  <select><option>one</option>  <option selected>two</option></select>
  <details><summary>More</summary>  <p>Inside</p>  </details>
  <p dir="rtl" lang="ar">نص   <b>عربي</b>
     <bdi>abc</bdi></p>
  <dl><dt>T<dd>D<dt>U<dd>E</dl>
  <svg role="img" aria-label="Drawing"><title>D</title>  <path d="M0 0"/>  </svg>
  <template><p>not there</p></template>
  <ruby>漢<rt>kan</rt></ruby>   <abbr title="a  b">ab</abbr>
</main>
"""
STYLE = "<style>.poem{white-space:pre-line} img{max-width:100%}</style>"


def test_a_page_with_one_of_each(lab: Lab, trees: Trees, image: bytes) -> None:
    site = lab.build({"index.html": lab.page(BODY, STYLE), "a.jpg": image})
    before = trees.of(site, "index.html")
    done = lab.run(site)
    assert not done.skipped
    assert (site / "index.html").read_text("utf-8").count("<picture") == 4
    assert trees.of(site, "index.html") == before
