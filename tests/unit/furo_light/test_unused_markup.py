"""What is taken out of a page: nothing that a reader gets. html5lib builds what a browser does."""

import html5lib
import pytest

from furo_light.theme.unused_markup import classes_in, has_foreign_parts, remove_unused

PAGE = """<main><section id="a">
<h1>Title<a class="headerlink" href="#a" title="Link">¶</a></h1>
<p class="own">Some <code class="literal notranslate"><span class="pre">code</span></code> here.</p>
<ul class="simple">
<li><p>one</p></li>
<li><p>two</p>
<ul>
<li><p>three</p></li>
</ul>
</li>
</ul>
<table class="docutils align-default">
<thead>
<tr class="row-odd"><th class="head"><p>a</p></th>
<th class="head"><p>b</p></th>
</tr>
</thead>
<tbody>
<tr class="row-even"><td><p>1</p></td>
<td>2</td>
</tr>
</tbody>
</table>
<dl class="simple"><dt>term</dt><dd><p>meaning</p></dd></dl>
<div class="highlight-python notranslate"><div class="highlight"><pre>
x = <span class="k">1</span>

<span class="n">y</span>
</pre></div>
</div>
<p>Before <a href="x">a link</a></p>
<a href="y">after a paragraph</a>
</section></main>"""


def tree(html: str) -> list[object]:
    """Return what a browser builds: tags, attributes but classes, texts; no spans."""
    found: list[object] = []
    for token in html5lib.getTreeWalker("etree")(html5lib.parse(html)):
        kind = token["type"]
        if kind in {"Characters", "SpaceCharacters"} and token["data"].strip():
            if found and isinstance(found[-1], str):
                found[-1] += token["data"]
            else:
                found.append(token["data"])
        elif kind in {"StartTag", "EmptyTag", "EndTag"} and token["name"] != "span":
            attributes = {name[1]: value for name, value in (token.get("data") or {}).items()}
            attributes.pop("class", None)
            found.append((kind, token["name"], attributes))
    return [one.strip() if isinstance(one, str) else one for one in found]


def test_a_browser_builds_the_same_tree() -> None:
    small = remove_unused(PAGE, frozenset({"headerlink", "k"}))
    assert tree(small) == tree(PAGE)
    assert len(small) < 0.75 * len(PAGE)


def test_code_keeps_its_lines() -> None:
    assert 'x = <span class="k">1</span>\n\ny\n' in remove_unused(PAGE, frozenset({"k"}))


def test_a_class_that_an_author_gave_stays() -> None:
    assert '<p class="own">' in remove_unused(PAGE, frozenset())


@pytest.mark.parametrize(
    ("page", "foreign"),
    [
        (
            '<script>_t.open=innerWidth>1311</script><script src="s/furo-light-copy.js"></script>',
            False,
        ),
        ('<link rel="stylesheet" href="_static/styles/furo-light.0a1b2c3d.css">', False),
        ('<link rel="stylesheet" href="_static/own.css">', True),
        ("<style>.note{color:red}</style>", True),
        ('<script src="_static/own.js"></script>', True),
        ("<script>document.querySelector('.note')</script>", True),
        ('<script type="application/json">{"class": 1}</script>', False),
    ],
)
def test_pages_with_parts_of_others_are_known(page: str, *, foreign: bool) -> None:
    assert has_foreign_parts(page) is foreign


def test_classes_of_rules_are_found() -> None:
    assert classes_in(".a>.b-c:hover{margin:.5em}@media print{d.e{top:0}}") == {"a", "b-c", "e"}
