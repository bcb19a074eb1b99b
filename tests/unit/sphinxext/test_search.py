"""Words that stand several times in a block belong to its nodes in their order."""

from docutils import nodes

from a11ycheck.sphinxext.files import SourceFile
from a11ycheck.sphinxext.search import Repeats, search


def paragraph(*children: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", *children)


def test_each_of_three_equal_words_has_its_own_line() -> None:
    words = [nodes.emphasis("", "again") for _ in range(3)]
    other = nodes.strong("", "again")  # of another kind: it is not counted among them
    block = paragraph(words[0], nodes.Text("\n"), other, *words[1:])
    text = SourceFile("page.md", "*again*\nand *again*\nno\n*again*\n")
    repeats = Repeats()

    found = [search(word, block, text, 1, repeats) for word in words]

    assert found == [1, 2, 4]


def test_the_same_words_in_another_block_do_not_count() -> None:
    first, second = nodes.emphasis("", "again"), nodes.emphasis("", "again")
    text = SourceFile("page.md", "*again*\n\n*again*\n\n*again*\n")
    repeats = Repeats()

    assert search(first, paragraph(first), text, 1, repeats) == 1
    assert search(second, paragraph(second), text, 3, repeats) == 3


def test_words_that_are_written_once_are_there_whoever_comes_before() -> None:
    links = [nodes.reference("", "home", refuri="https://example.org/a") for _ in range(2)]
    text = SourceFile("page.md", "[home]: https://example.org/a\n")
    block, repeats = paragraph(*links), Repeats()

    assert [search(link, block, text, 1, repeats) for link in links] == [1, 1]


def test_a_block_that_is_looked_for_itself_is_the_first_of_its_words() -> None:
    outer = nodes.literal_block("", "code here")
    text = SourceFile("page.md", "code here\ncode here\n")

    assert search(outer, outer, text, 1, Repeats()) == 1
