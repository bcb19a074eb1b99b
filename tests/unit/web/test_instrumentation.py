"""Numbers in the start tags of a page that is audited."""

from a11ycheck.web.html_tokens import find_start_tags
from a11ycheck.web.marks import add_marks


def test_each_start_tag_gets_its_number() -> None:
    page = b"<p class=a>x<br/><img\nsrc=y></p>"
    marked = add_marks(page, find_start_tags(page.decode()))
    assert marked == (
        b'<p data-a11ycheck-mark="0" class=a>x<br data-a11ycheck-mark="1"/>'
        b'<img data-a11ycheck-mark="2"\nsrc=y></p>'
    )


def test_an_offset_without_a_tag_is_ignored() -> None:
    assert add_marks(b"x<p>", [0, 1]) == b'x<p data-a11ycheck-mark="1">'
    assert add_marks(b"<p>", []) == b"<p>"
