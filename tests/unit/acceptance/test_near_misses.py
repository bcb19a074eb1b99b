"""Comments that are meant to be suppressions, and have a typo, are named with the right form."""

from pathlib import Path

import pytest

from a11ycheck.acceptance.comments import parse_comments, read_comments, unread_comments

MYST = "% a11ycheck: ignore image-alt -- REASON"
HTML = "<!-- a11ycheck: ignore image-alt -- REASON -->"
REST = ".. a11ycheck: ignore image-alt -- REASON"


@pytest.mark.parametrize(
    ("name", "comment", "form"),
    [
        ("x.md", "% a11ycheck ignore image-alt -- A logo.", MYST),
        ("x.md", "% a11ycheck : ignore image-alt -- A logo.", MYST),
        ("x.md", "% A11yCheck: ignore image-alt -- A logo.", MYST),
        ("x.md", "% a11y-check: ignore image-alt -- A logo.", MYST),
        ("x.md", "% a11check: ignore image-alt -- A logo.", MYST),
        ("x.md", "% allycheck: ignore image-alt -- A logo.", MYST),
        ("x.md", "% a11ychekc: ignore image-alt -- A logo.", MYST),
        ("x.md", "% a11ycheck-disable image-alt", MYST),
        ("x.md", "% a11ycheck ingore image-alt -- A logo.", MYST),
        ("x.md", "% a11ycheck ignore until=2027-01-31 image-alt -- A logo.", MYST),
        ("x.md", "%% a11ycheck: ignore image-alt -- A logo.", MYST),
        ("x.md", "% a11ycheck, ignore: image-alt, link-name -- A logo.", MYST),
        ("x.md", "% a11ycheck image-alt -- A logo.", MYST),
        ("x.md", "- > % a11ycheck ignore image-altt -- A logo.", MYST),
        ("x.md", "<!-- a11ycheck ignore image-alt -- A logo. -->", HTML),
        ("x.md", "<!--a11ycheck-ignore image-alt-->", HTML),
        ("x.md", "Text. <!-- @a11ycheck ignore[image-alt] --> More.", HTML),
        ("x.md", "<!--- a11ycheck: ignore image-alt -- A logo. -->", HTML),
        ("x.md", "# a11ycheck: ignore image-alt -- A logo.", HTML),
        ("x.md", "// a11ycheck: ignore image-alt -- A logo.", HTML),
        ("x.md", "[//]: # (a11ycheck: ignore image-alt -- A logo.)", HTML),
        ("x.md", "% a11ycheck ignore-file image-alt", MYST.replace("ignore", "ignore-file")),
        ("x.md", "% a11ycheck disable-file all", "% a11ycheck: ignore-file RULE -- REASON"),
        ("x.md", "% a11ycheck-ignore", "% a11ycheck: ignore RULE -- REASON"),
        ("x.md", "% a11ycheck: ignore", ""),
        ("x.rst", ".. a11ycheck ignore image-alt -- A logo.", REST),
        ("x.rst", ".. a11ycheck:: ignore image-alt -- A logo.", REST),
        ("x.rst", "..\n   a11ycheck: ignore image-alt -- A logo.", REST),
        ("x.rst", "% a11ycheck: ignore image-alt -- A logo.", REST),
        ("x.py", "# a11ycheck: ignore image-alt -- A logo.", REST),
        ("x.html", "<!-- A11YCHECK: ignore image-alt -- A logo. -->", HTML),
        ("x.html", "<!--\n  a11ycheck ignore image-alt -- A logo.\n-->", HTML),
        ("x.html", "{# a11ycheck: ignore image-alt -- A logo. #}", HTML),
    ],
)
def test_a_typo_in_a_suppression_is_named_with_the_right_form(
    name: str, comment: str, form: str
) -> None:
    text = f"One.\n\n{comment}\n\nTwo.\n"
    line = 3 + ("\n" in comment)

    if not form:  # malformed, which is an error
        assert parse_comments(name, text)[1]
        assert unread_comments(name, text) == []
        return
    assert parse_comments(name, text) == ([], [])
    (message,) = unread_comments(name, text)
    assert str(message) == f"{name}:{line}: This suppresses nothing. Write {form}"


@pytest.mark.parametrize(
    "text",
    [
        "% a11ycheck: ignore image-alt -- A logo.\n",
        "% a11ycheck: ignore image-alt\n%   -- A logo, as a11ycheck ignore image-alt says.\n",
        "Text. <!-- a11ycheck: ignore image-alt -- A logo. -->\n",
        "% a11ycheck reports this.\n",
        "% a11ycheck ignores image-alt here, since the rule does not apply.\n",
        "% a11ycheck ignore list: see conf.py.\n",
        "% See a11ycheck: ignore image-alt.\n",
        "% Checked with a11ycheck; skip nothing.\n",
        "<!-- a11ycheck link-name was fixed in June. -->\n",
        "<!-- Made for a11ycheck ignore image-alt -->\n",
        "# a11ycheck ignore\n",
        "# a11ycheck disable-file\n",
        "a11ycheck ignore image-alt is what we would write.\n",
        "Write `% a11ycheck ignore image-alt` above it.\n",
        "```markdown\n% a11ycheck ignore image-alt -- A logo.\n```\n",
        "    $ a11ycheck audit --ignore image-alt\n",
        "%\n\na11ycheck ignore image-alt\n",
        "% really check ignore image-alt\n",
    ],
)
@pytest.mark.parametrize("name", ["x.md", "x.txt.md"])
def test_suppressions_and_prose_are_no_typos(name: str, text: str) -> None:
    assert unread_comments(name, text) == []


@pytest.mark.parametrize("example", ["%", "<!--"])
def test_a_string_of_a_program_is_no_comment(example: str) -> None:
    text = f'TEXT = """\\\n{example} a11ycheck ignore image-alt -- x\n"""\n'

    assert unread_comments("x.py", text) == []
    assert unread_comments("x.md", text)


def test_literal_blocks_and_other_files_have_no_typos() -> None:
    shown = "Write::\n\n   .. a11ycheck ignore image-alt -- A logo.\n"

    assert unread_comments("x.rst", shown) == []
    assert unread_comments("x.ipynb", "% a11ycheck ignore image-alt") == []


def test_a_typo_stops_nothing_and_costs_no_other_suppression(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text("% a11ycheck ignore link-name -- x\n\n% a11ycheck: ignore image-alt -- x\n")
    found = read_comments([("docs/a.md", source)])

    assert [item.rule for item in found.directives] == ["image-alt"]
    assert [str(item).partition(": ")[0] for item in found.unread] == ["docs/a.md:1"]
