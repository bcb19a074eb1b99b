"""Links to source lines, in the author's editor."""

import pytest

from a11ycheck.errors import UserError
from a11ycheck.reporters.editors import EDITORS, editor_template, editor_url


def test_a_known_editor() -> None:
    url = editor_url(editor_template("vscode"), "/home/a b/docs/x.md", 12)

    assert url == "vscode://file/home/a%20b/docs/x.md:12"


def test_a_url_of_ones_own() -> None:
    url = editor_url(editor_template("my-editor://{file}?l={line}"), "/x.md", 0)

    assert url == "my-editor:///x.md?l=1"


@pytest.mark.parametrize("name", sorted(EDITORS))
def test_no_link_without_a_file(name: str) -> None:
    assert editor_url(editor_template(name), "", 3) == ""


@pytest.mark.parametrize(
    ("name", "hint"), [("vscod", 'Did you mean "vscode"?'), ("javascript:x({file})", "scheme")]
)
def test_what_is_no_editor_is_a_mistake(name: str, hint: str) -> None:
    with pytest.raises(UserError) as raised:
        editor_template(name)

    assert hint in raised.value.hint
