"""Suppressions in the comments of a source: what each says, and of which lines it speaks."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.errors import UserError
from a11ycheck.runner.comments import parse_comments
from a11ycheck.runner.suppressions import read_comments
from a11ycheck.runner.words import Malformed, Words, read_words

# In the samples, "|" at the end of a line marks what the comment speaks of.
MARK = "  |"


def blocks(name: str, sample: str) -> None:
    """Assert that the only comment of a sample speaks of the lines from the first mark to the last."""
    lines = dedent(sample).strip("\n").split("\n")
    marked = [number for number, line in enumerate(lines, 1) if line.endswith(MARK)]
    text = "\n".join(line.removesuffix(MARK) for line in lines)
    directives, mistakes = parse_comments(name, text)

    assert mistakes == []
    (directive,) = directives
    assert (directive.first, directive.last) == (marked[0], marked[-1])
    assert (directive.file, directive.source) == (name, name)


MARKDOWN = {
    "a paragraph": """
        Before.

        % a11ycheck: ignore image-alt -- why
        One  |
        two.  |

        After.
    """,
    "blank lines between": """
        % a11ycheck: ignore image-alt -- why


        One.  |
    """,
    "of HTML": """
        <!-- a11ycheck: ignore image-alt -- why -->
        ![](a.png)  |

        After.
    """,
    "of HTML, on several lines": """
        <!-- a11ycheck: ignore image-alt
             -- a long
             reason -->

        ![](a.png)  |
    """,
    "a reason on several lines": """
        % a11ycheck: ignore image-alt -- a long
        % reason
        One.  |
    """,
    "a heading alone": """
        % a11ycheck: ignore empty-heading -- why
        ## Heading  |
        Text.
    """,
    "a heading with a line below it": """
        % a11ycheck: ignore empty-heading -- why
        Heading  |
        =======  |
        Text.
    """,
    "a label in between": """
        % a11ycheck: ignore empty-heading -- why
        (label)=

        # Heading  |
    """,
    "what is no suppression is text": """
        % a11ycheck: ignore image-alt -- why
        One.  |
        two.  |
        <!-- a11ycheck is a fine word -->  |

        Three.
    """,
    "a directive up to its first blank line": """
        % a11ycheck: ignore image-alt -- why
        ```{figure} a.png  |
        :width: 10  |

        Caption.
        ```
    """,
    "code is one block": """
        % a11ycheck: ignore color-contrast -- why
        ```python  |
        a = 1  |

        b = 2  |
        ```  |

        After.
    """,
    "code that never ends": """
        % a11ycheck: ignore color-contrast -- why
        ~~~  |
        a = 1  |

        b = 2  |
    """,
    "raw HTML is one block": """
        % a11ycheck: ignore image-alt -- why
        ```{raw} html  |
        <p>  |

        <img>  |
        ```  |
    """,
    "within a directive": """
        ````{note}
        % a11ycheck: ignore image-alt -- why
        ![](a.png)  |

        ````
    """,
    "in raw HTML": """
        ```{raw} html
        <p>

        <!-- a11ycheck: ignore image-alt -- why -->
        <img>  |

        </p>
        ```
    """,
    "within a quotation": """
        > % a11ycheck: ignore image-alt -- why
        > ![](a.png)  |
        >
        > After.
    """,
    "beside text": """
        Before.

        One  |
        ![](a.png) <!-- a11ycheck: ignore image-alt -- why -->  |
        two.  |

        After.
    """,
    "beside a heading": """
        # ![](a.png) <!-- a11ycheck: ignore image-alt -- why -->  |
        Text.
    """,
    "reStructuredText in Markdown": """
        ```{eval-rst}
        .. a11ycheck: ignore image-alt -- why

        .. image:: a.png  |
           :width: 10  |

        ```
    """,
}
REST = {
    "a paragraph": """
        .. a11ycheck: ignore image-alt -- why

        One  |
        two.  |

        After.
    """,
    "a reason on several lines": """
        .. a11ycheck: ignore image-alt -- a long
           reason

        One.  |
    """,
    "a heading": """
        .. a11ycheck: ignore empty-heading -- why

        Heading  |
        -------  |
        Text.
    """,
    "a heading with a line above it": """
        .. a11ycheck: ignore empty-heading -- why

        =======  |
        Heading  |
        =======  |
        Text.
    """,
    "a label in between": """
        .. a11ycheck: ignore empty-heading -- why

        .. _label:

        Heading  |
        =======  |
    """,
    "a figure up to its first blank line": """
        .. a11ycheck: ignore image-alt -- why

        .. figure:: a.png  |
           :width: 10  |

           Caption.
    """,
    "code is one block": """
        .. a11ycheck: ignore color-contrast -- why

        .. code-block:: python  |

           a = 1  |

           b = 2  |

        After.
    """,
    "within a directive": """
        .. note::

           .. a11ycheck: ignore image-alt -- why

           .. image:: a.png  |

        After.
    """,
    "a table": """
        .. a11ycheck: ignore table-fake-caption -- why

        === ===  |
        a   b  |
        === ===  |
    """,
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_a_comment_in_markdown_speaks_of_a_block(name: str) -> None:
    blocks("docs/x.md", MARKDOWN[name])


@pytest.mark.parametrize("name", REST)
def test_a_comment_in_restructuredtext_speaks_of_a_block(name: str) -> None:
    blocks("docs/x.rst", REST[name])


def test_a_comment_in_a_docstring_and_in_html() -> None:
    blocks(
        "pkg/x.py",
        '''
        def f():
            """Do.

            .. a11ycheck: ignore image-alt -- why

            .. image:: a.png  |
            """  |
        ''',
    )
    blocks("a.html", "<!-- a11ycheck: ignore image-alt -- why -->\n<img>  |\n\n<img>")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.md", "```\n% a11ycheck: ignore image-alt -- why\n```\n"),
        ("x.md", "~~~md\n<!-- a11ycheck: ignore image-alt -- why -->\n~~~\n"),
        ("x.md", "```{code-block} md\n```\n````{code-block}\n% a11ycheck: oh\n```\n````\n"),
        ("x.md", ":::{note}\n```md\n% a11ycheck: oh\n```\n:::\n"),
        ("x.md", "Write `<!-- a11ycheck: ignore RULE -- REASON -->` above it.\n"),
        ("x.md", "Write ``<!-- a11ycheck: oh`` and % a11ycheck: oh.\n"),
        ("x.md", "# About a11ycheck: a tool\n\na11ycheck: ignore image-alt\n"),
        ("x.rst", "Write::\n\n    .. a11ycheck: oh\n\n    .. a11ycheck: oh\n"),
        ("x.rst", ".. code-block:: rst\n\n   .. a11ycheck: oh\n"),
        ("x.rst", "% a11ycheck: no comment in this language\n"),
        ("x.rst", "Write ``<!-- a11ycheck: oh -->``.\n"),
        ("x.txt.bak", "% a11ycheck: oh\n"),
        ("x.png", "<!-- a11ycheck: oh -->\n"),
    ],
)
def test_examples_and_other_files_hold_no_suppressions(name: str, text: str) -> None:
    assert parse_comments(name, text) == ([], [])


def test_code_ends_where_it_ends() -> None:
    text = "```\n```\n% a11ycheck: ignore image-alt -- why\nOne.\n"
    rest = "Write::\n\n    code\n\n.. a11ycheck: ignore image-alt -- why\n\nOne.\n"

    assert [item.first for item in parse_comments("x.md", text)[0]] == [4]
    assert [item.first for item in parse_comments("x.rst", rest)[0]] == [7]


def test_several_comments_speak_of_the_same_block() -> None:
    text = """\
% a11ycheck: ignore image-alt -- one
% a11ycheck: ignore color-contrast until=2027-01-31 -- two
<!-- a11ycheck: ignore link-name -- three -->

Text
% a11ycheck: ignore list -- four
more.
"""
    directives, mistakes = parse_comments("x.md", text)

    assert mistakes == []
    assert [(item.rule, item.line, item.first, item.last) for item in directives] == [
        ("image-alt", 1, 5, 5),
        ("color-contrast", 2, 5, 5),
        ("link-name", 3, 5, 5),
        ("list", 6, 7, 7),
    ]
    assert directives[1].until == date(2027, 1, 31)


def test_a_comment_at_the_end_speaks_of_nothing_but_itself() -> None:
    (directive,), _ = parse_comments("x.md", "Text.\n\n% a11ycheck: ignore image-alt -- why\n")

    assert (directive.first, directive.last) == (3, 3)


def test_a_comment_can_speak_of_the_whole_file() -> None:
    (directive,), _ = parse_comments("x.md", "\n% a11ycheck: ignore-file image-alt -- why\n\nText.")

    assert (directive.line, directive.first, directive.last) == (2, 0, 0)


def test_windows_lines_are_lines() -> None:
    text = "A.\r\n\r\n% a11ycheck: ignore image-alt -- why\r\nOne.\r\ntwo.\r\n\r\nB.\r\n"
    (directive,), _ = parse_comments("x.md", text)

    assert (directive.reason, directive.first, directive.last) == ("why", 4, 5)


# --- what a comment says ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "ignore image-alt -- A logo -- twice.",
            Words(rule="image-alt", reason="A logo -- twice.", until=None, whole_file=False),
        ),
        (
            " ignore-file  until=2027-01-31 image-alt   --  شعار ",
            Words(rule="image-alt", reason="شعار", until=date(2027, 1, 31), whole_file=True),
        ),
        (
            "ignore image-alt — A logo.",
            Words(rule="image-alt", reason="A logo.", until=None, whole_file=False),
        ),
    ],
)
def test_words_that_make_a_suppression(text: str, words: Words) -> None:
    assert read_words(text) == words


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("", "it says nothing", "a11ycheck: ignore RULE"),
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
def test_words_that_make_none(text: str, message: str, remedy: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_words(text)
    assert message in caught.value.message
    assert remedy in caught.value.remedy


def test_a_comment_without_an_end_is_a_mistake() -> None:
    directives, (mistake,) = parse_comments("x.md", "<!-- a11ycheck: ignore image-alt -- x\n\nA.")

    assert directives == []
    assert (mistake.where, mistake.remedy) == ("x.md:1", "Close it with -->.")


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
    directives, mistakes = parse_comments(name, text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1

    for item in directives:
        assert 0 <= item.first <= item.last <= lines
        assert 1 <= item.line <= lines
        assert item.rule == "image-alt"
        assert item.reason
    for mistake in mistakes:
        assert mistake.message
        assert mistake.remedy


# --- files --------------------------------------------------------------------------------------------


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("\n% a11ycheck: ignore image-alt\n\nText.\n", "utf-8")
    with pytest.raises(UserError) as caught:
        read_comments([(f"docs/{name}", tmp_path / name) for name in ("a.md", "b.md")])

    assert caught.value.message == "docs/a.md:2: the suppression of image-alt gives no reason."
    assert "Look also at docs/b.md:2." in caught.value.hint


def test_bytes_that_are_no_text_stop_nothing(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_bytes(b"\xff\xfe\n% a11ycheck: ignore image-alt -- why\n\nText.\n")

    assert [item.line for item in read_comments([("a.md", source)])] == [2]
