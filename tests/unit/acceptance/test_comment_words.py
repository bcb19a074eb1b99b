"""What a suppression in a comment says, and what is wrong with one that says nothing."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.acceptance.comments import parse_comments, read_comments
from a11ycheck.acceptance.suppressions import CommentText, MalformedCommentError, parse_comment_text
from a11ycheck.errors import UserError


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        (
            "ignore image-alt -- A logo -- twice.",
            CommentText(rule="image-alt", reason="A logo -- twice.", until=None, whole_file=False),
        ),
        (
            " ignore-file  until=2027-01-31 image-alt   --  شعار ",
            CommentText(rule="image-alt", reason="شعار", until=date(2027, 1, 31), whole_file=True),
        ),
        (
            "ignore image-alt — A logo.",
            CommentText(rule="image-alt", reason="A logo.", until=None, whole_file=False),
        ),
    ],
)
def test_words_that_make_a_suppression(text: str, parsed: CommentText) -> None:
    assert parse_comment_text(text) == parsed


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "it is empty", "a11ycheck: ignore RULE"),
        ("disable image-alt -- x", '"disable" is neither "ignore" nor', "a11ycheck: ignore RULE"),
        ("ignore -- x", "names no rule", "a11ycheck: ignore RULE"),
        ("ignore image-alt", "gives no reason", "-- REASON"),
        ("ignore image-alt --", "gives no reason", "-- REASON"),
        ("ignore image-alt -reason", "more than the name of one rule", "-- before the reason"),
        ("ignore image-alt link-name -- x", "more than the name of one rule", "for each rule"),
        ("ignore image-alt,link-name -- x", "more than the name of one rule", "for each rule"),
        ("ignore image-altt -- x", 'no rule "image-altt"', 'Did you mean "image-alt"'),
        ("ignore wcag2a -- x", 'no rule "wcag2a"', "a11ycheck rules --all"),
        ("ignore unused-suppression -- x", "cannot be suppressed", "Delete"),
        ("ignore image-alt until=soon -- x", '"soon" is not a date', "until=2027-01-31"),
        ("ignore image-alt until=20270131 -- x", "is not a date", "until=2027-01-31"),
        ("ignore image-alt until=2027-02-30 -- x", "is not a date", "until=2027-01-31"),
        ("ignore image-alt until= -- x", "is not a date", "until=2027-01-31"),
        ("ignore image-alt until=2027-01-31 until=2027-01-31 -- x", "is not a date", "until="),
    ],
)
def test_words_that_make_none(text: str, message: str, hint: str) -> None:
    with pytest.raises(MalformedCommentError) as caught:
        parse_comment_text(text)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_a_comment_without_an_end_is_a_error() -> None:
    directives, (error,) = parse_comments("x.md", "<!-- a11ycheck: ignore image-alt -- x\n\nA.")

    assert directives == []
    assert (error.where, error.hint) == ("x.md:1", "Close it with -->.")


_PIECES = st.sampled_from(
    [
        "% a11ycheck: ",
        ".. a11ycheck:",
        "<!-- a11ycheck: ",
        "-->",
        "ignore image-alt -- x",
        "ignore",
        "```",
        "~~~",
        ":::{note}\n    ",
        "{code-block}",
        "::",
        "===",
        "# ",
        "> ",
        "- ",
        "`",
        "(a)=",
        "  ",
        "\n",
        "\n\n",
        "\r",
        "\u2028",
        "\x00",
        "a",
        "until=",
        "-- ",
        "é",
    ]
)
_TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join))


@given(_TEXTS, st.sampled_from(["x.md", "x.rst", "x.py", "x.html"]))
def test_no_text_breaks_the_reader_and_every_block_is_in_the_file(text: str, name: str) -> None:
    directives, errors = parse_comments(name, text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1

    for item in directives:
        assert 0 <= item.first <= item.last <= lines
        assert 1 <= item.line <= lines
        assert item.rule == "image-alt"
        assert item.reason
    for error in errors:
        assert error.message
        assert error.hint


def test_all_errors_are_named_at_once(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("\n% a11ycheck: ignore image-alt\n\nText.\n", "utf-8")
    with pytest.raises(UserError) as caught:
        read_comments([(f"docs/{name}", tmp_path / name) for name in ("a.md", "b.md")])

    assert caught.value.message == "docs/a.md:2: the suppression of image-alt gives no reason."
    assert "See also docs/b.md:2." in caught.value.hint


def test_bytes_that_are_no_text_stop_nothing(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_bytes(b"\xff\xfe\n% a11ycheck: ignore image-alt -- why\n\nText.\n")

    assert [item.line for item in read_comments([("a.md", source)]).directives] == [2]
