"""Of a frame, the document that it shows is judged: not the empty one before it, nor one that is gone."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Stories</title>
<main><h1>Stories</h1><p>A page that shows others.</p>{}</main></html>"""
STORY = """<!doctype html><html lang="en"><title>A story</title>
<p style="color: #aaa">Once upon a time</p></html>"""
NESTING = f"""<!doctype html><html lang="en"><title>Two stories</title>
<iframe id="inner" title="Inner" src="story.html"></iframe><script>inner.contentWindow</script>
{STORY.splitlines()[1]}"""
RULES = ("bypass", "color-contrast", "frame-tested", "page-has-heading-one", "region")
FRAME = '<iframe id="f" title="A story"></iframe>'
WRITTEN = STORY.replace("\n", "").replace("</", r"<\/")
WRITE = f"""d.open(); d.write('{WRITTEN}'); d.close();"""
LOADED = "addEventListener('load', () => setTimeout(() => {{ {} }}));"

# A script that reads the frame's window gives it one while its document is on its way.
TOUCHED = {
    "at once": '<iframe id="f" title="F" src="story.html"></iframe><script>f.contentWindow</script>',
    "late": f"""{FRAME}<script>{
        LOADED.format(
            "const g = f.cloneNode(); g.src = 'story.html'; f.replaceWith(g); g.contentWindow"
        )
    }</script>""",
    "source": f"""{FRAME}<script>const g = f.cloneNode(); g.srcdoc = '{WRITTEN}';
      f.replaceWith(g); g.contentWindow</script>""",
    "script": f"""<iframe id="f" title="F" src="javascript:parent.story"></iframe>
      <script>story = '{WRITTEN}'; f.contentWindow</script>""",
    "added again": f"""{FRAME}<script>const main = document.querySelector('main');
      f.src = 'story.html'; main.append(f); f.contentWindow; main.append(f); f.contentWindow</script>""",
    "without scripts": """<iframe id="f" title="F" sandbox="allow-same-origin" src="story.html">
      </iframe><script>f.contentWindow</script>""",
}
WRITES = {
    "while the page loads": f"{FRAME}<script>const d = f.contentDocument; {WRITE}</script>",
    "over another": '<iframe id="f" title="F" src="other.html"></iframe><script>'
    + LOADED.format(f"const d = f.contentDocument; {WRITE}")
    + "</script>",
}


def visited(visit: Any, content: str, **plan: Any) -> PageEvidence:
    """Return the evidence of a page with this content."""
    files = {
        "index.html": PAGE.format(content),
        "story.html": STORY,
        "nesting.html": NESTING,
        "note.txt": "Once upon a time",
        "blank.html": "",
        "other.html": "<!doctype html><html lang=en><title>Other</title><p>Other</p></html>",
    }
    evidence = visit(files, *RULES, **plan)
    assert isinstance(evidence, PageEvidence)
    return evidence


def found_in(evidence: PageEvidence) -> set[tuple[str, str]]:
    """Return what axe has found on a page: rule and target."""
    return {
        (result.rule, node.element.selector) for result in evidence.axe for node in result.nodes
    }


def found(visit: Any, content: str) -> set[tuple[str, str]]:
    """Return what axe finds on a page with this content."""
    return found_in(visited(visit, content))


@pytest.mark.parametrize("name", TOUCHED)
def test_a_document_that_takes_the_place_of_an_empty_one_is_judged(name: str, visit: Any) -> None:
    results = found(visit, TOUCHED[name])

    assert ("color-contrast", "#f → p") in results
    assert "frame-tested" not in {rule for rule, _ in results}


def test_frames_in_frames_are_judged(visit: Any) -> None:
    frame = '<iframe id="f" title="F" src="nesting.html"></iframe><script>f.contentWindow</script>'

    results = found(visit, frame)

    assert {("color-contrast", "#f → p"), ("color-contrast", "#f → #inner → p")} <= results


def test_frames_in_shadow_trees_are_judged(visit: Any) -> None:
    shadow = """<div id="host"></div><script>const root = host.attachShadow({ mode: "open" });
      root.innerHTML = '<iframe title="F" src="story.html"></iframe>';
      root.firstChild.contentWindow</script>"""

    results = found(visit, shadow)

    assert "color-contrast" in {rule for rule, _ in results}


@pytest.mark.parametrize("name", WRITES)
def test_what_a_script_writes_into_a_frame_is_judged(name: str, visit: Any) -> None:
    """Writing removes all listeners, also those that answer."""
    results = found(visit, WRITES[name])

    assert ("color-contrast", "#f → p") in results
    assert "frame-tested" not in {rule for rule, _ in results}


def test_the_frames_of_a_page_that_a_script_writes_again_are_judged(visit: Any) -> None:
    page = PAGE.format('<iframe id="f" title="F" src="story.html"></iframe>')
    text = page.replace("\n", "").replace("</", r"<\/").replace("'", r"\'")
    script = LOADED.format(f"document.open(); document.write('{text}'); document.close();")

    results = found(visit, f"<script>{script}</script>")

    assert results >= {("color-contrast", "#f → p")}
    assert "frame-tested" not in {rule for rule, _ in results}


UNWRITTEN = (
    "",
    'src="about:blank"',
    'src="javascript:void 0"',
    'src="blank.html"',
    'src="note.txt"',
)


@pytest.mark.parametrize("source", UNWRITTEN)
def test_in_a_frame_without_a_document_that_somebody_wrote_nothing_is_found(
    source: str, visit: Any
) -> None:
    frame = f'<iframe id="f" title="F" {source}></iframe><script>f.contentWindow</script>'

    assert found(visit, frame) == set()


def test_what_a_script_puts_into_an_empty_frame_is_judged(visit: Any) -> None:
    script = f"f.contentDocument.body.innerHTML = '{WRITTEN}'"

    assert ("color-contrast", "#f → p") in found(visit, f"{FRAME}<script>{script}</script>")


def test_a_frame_whose_document_does_not_come_is_not_tested(visit: Any) -> None:
    frame = """<p style="height: 9000px"></p><iframe id="f" title="F" loading="lazy" src="story.html">
      </iframe><script>f.contentWindow</script>"""

    assert found(visit, frame) == {("frame-tested", "#f")}


def test_a_frame_whose_document_loses_its_root_is_not_tested(visit: Any) -> None:
    """All else is, also what a screen reader would announce."""
    removal = LOADED.format("f.contentDocument.documentElement.remove()")
    page = f"""<iframe id="g" title="A story" src="story.html"></iframe>
      <iframe id="f" title="Gone" src="other.html"></iframe><script>{removal}</script>"""

    evidence = visited(visit, page, reads_tree=True)

    assert found_in(evidence) >= {("color-contrast", "#g → p"), ("frame-tested", "#f")}
    assert [result for result in evidence.axe if result.error] == []
    assert [node.name for node in evidence.trees[0].nodes if node.role == "iframe"] == [
        "A story",
        "Gone",
    ]
