"""Suppressions in the comments of a source, and the lines that each applies to."""

from datetime import date

import pytest

from a11ycheck.acceptance.comments import parse_comments
from comment_blocks import blocks

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
    "on the line of a list marker": """
        - .. a11ycheck: ignore image-alt
             -- why

          .. image:: a.png  |

        - Other item.
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


@pytest.mark.parametrize("name", REST)
def test_a_comment_in_restructuredtext_applies_to_a_block(name: str) -> None:
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


def test_several_comments_apply_to_the_same_block() -> None:
    text = """\
% a11ycheck: ignore image-alt -- one
% a11ycheck: ignore color-contrast until=2027-01-31 -- two
<!-- a11ycheck: ignore link-name -- three -->

Text
% a11ycheck: ignore list -- four
more.
"""
    directives, errors = parse_comments("x.md", text)

    assert errors == []
    assert [(item.rule, item.line, item.first, item.last) for item in directives] == [
        ("image-alt", 1, 5, 5),
        ("color-contrast", 2, 5, 5),
        ("link-name", 3, 5, 5),
        ("list", 6, 7, 7),
    ]
    assert directives[1].until == date(2027, 1, 31)


def test_a_comment_at_the_end_applies_to_nothing_but_itself() -> None:
    (directive,), _ = parse_comments("x.md", "Text.\n\n% a11ycheck: ignore image-alt -- why\n")

    assert (directive.first, directive.last) == (3, 3)


def test_a_comment_can_apply_to_the_whole_file() -> None:
    (directive,), _ = parse_comments("x.md", "\n% a11ycheck: ignore-file image-alt -- why\n\nText.")

    assert (directive.line, directive.first, directive.last) == (2, 0, 0)


def test_windows_lines_are_lines() -> None:
    text = "A.\r\n\r\n% a11ycheck: ignore image-alt -- why\r\nOne.\r\ntwo.\r\n\r\nB.\r\n"
    (directive,), _ = parse_comments("x.md", text)

    assert (directive.reason, directive.first, directive.last) == ("why", 4, 5)
