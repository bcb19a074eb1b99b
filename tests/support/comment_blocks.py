"""Samples of sources with a comment that applies to the marked lines."""

from textwrap import dedent

from a11ycheck.acceptance.comments import parse_comments

__all__ = ["MARK", "blocks"]


# In the samples, "|" at the end of a line marks the lines that the comment applies to.
MARK = "  |"


def blocks(name: str, sample: str) -> None:
    """Assert that the only comment of a sample applies to the lines from the first mark to the last."""
    lines = dedent(sample).strip("\n").split("\n")
    marked = [number for number, line in enumerate(lines, 1) if line.endswith(MARK)]
    text = "\n".join(line.removesuffix(MARK) for line in lines)
    directives, errors = parse_comments(name, text)

    assert errors == []
    (directive,) = directives
    assert (directive.first, directive.last) == (marked[0], marked[-1])
    assert (directive.file, directive.source) == (name, name)
