"""Words that occur several times in a block belong to its nodes in document order."""

from docutils import nodes

from a11ycheck.sphinxext.source_text import SourceText
from a11ycheck.sphinxext.word_search import Occurrences, find_node


def paragraph(*children: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", *children)


def test_each_of_three_equal_words_has_its_own_line() -> None:
    words = [nodes.emphasis("", "again") for _ in range(3)]
    other = nodes.strong("", "again")  # of another kind: it is not counted among them
    block = paragraph(words[0], nodes.Text("\n"), other, *words[1:])
    text = SourceText("page.md", "*again*\nand *again*\nno\n*again*\n")
    occurrences = Occurrences()

    found = [find_node(word, block, text, 1, occurrences) for word in words]

    assert found == [1, 2, 4]


def test_the_same_words_in_another_block_do_not_count() -> None:
    first, second = nodes.emphasis("", "again"), nodes.emphasis("", "again")
    text = SourceText("page.md", "*again*\n\n*again*\n\n*again*\n")
    occurrences = Occurrences()

    assert find_node(first, paragraph(first), text, 1, occurrences) == 1
    assert find_node(second, paragraph(second), text, 3, occurrences) == 3


def test_words_that_occur_once_are_found_for_every_node() -> None:
    links = [nodes.reference("", "home", refuri="https://example.org/a") for _ in range(2)]
    text = SourceText("page.md", "[home]: https://example.org/a\n")
    block, occurrences = paragraph(*links), Occurrences()

    assert [find_node(link, block, text, 1, occurrences) for link in links] == [1, 1]


def test_a_block_itself_is_the_first_occurrence_of_its_words() -> None:
    outer = nodes.literal_block("", "code here")
    text = SourceText("page.md", "code here\ncode here\n")

    assert find_node(outer, outer, text, 1, Occurrences()) == 1
