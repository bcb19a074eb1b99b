"""Words that occur several times in a block belong to its nodes in document order."""

from docutils import nodes

from a11ycheck.sphinxext.source_text import SourceText
from a11ycheck.sphinxext.word_search import WordSearch, first_line


def paragraph(*children: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", *children)


def test_each_of_three_equal_words_has_its_own_line() -> None:
    words = [nodes.emphasis("", "again") for _ in range(3)]
    other = nodes.strong("", "again")  # of another kind: it is not counted among them
    block = paragraph(words[0], nodes.Text("\n"), other, *words[1:])
    text = SourceText("page.md", "*again*\nand *again*\nno\n*again*\n")
    search = WordSearch()

    found = [search.find(word, block, text, (1, 0)) for word in words]

    assert found == [1, 2, 4]


def test_the_same_words_in_another_block_do_not_count() -> None:
    first, second = nodes.emphasis("", "again"), nodes.emphasis("", "again")
    text = SourceText("page.md", "*again*\n\n*again*\n\n*again*\n")
    search = WordSearch()

    assert search.find(first, paragraph(first), text, (1, 0)) == 1
    assert search.find(second, paragraph(second), text, (3, 0)) == 3


def test_words_that_occur_once_are_found_for_every_node() -> None:
    links = [nodes.reference("", "home", refuri="https://example.org/a") for _ in range(2)]
    text = SourceText("page.md", "[home]: https://example.org/a\n")
    block, search = paragraph(*links), WordSearch()

    assert [search.find(link, block, text, (1, 0)) for link in links] == [1, 1]


def test_a_url_is_not_found_in_a_longer_one() -> None:
    link = nodes.reference("", "one", refuri="https://example.org/issues/1")
    text = SourceText(
        "page.md", "[a](https://example.org/issues/12)\n[b](https://example.org/issues/1)"
    )

    assert WordSearch().find(link, paragraph(link), text, (1, 0)) == 2


def test_a_long_url_is_found_with_other_escapes() -> None:
    url = "https://example.org/a/path/that/is/longer/than/most/caf%C3%A9"
    link = nodes.reference("", "one", refuri=url)
    text = SourceText(
        "page.md", "words\n[b](https://example.org/a/path/that/is/longer/than/most/café)"
    )

    assert WordSearch().find(link, paragraph(link), text, (1, 0)) == 2


def test_an_emphasis_is_not_found_in_other_words() -> None:
    word = nodes.emphasis("", "not")
    text = SourceText("page.md", "a note\nthat is not\nwhat **not** is\nbut *not* this\n")

    assert WordSearch().find(word, paragraph(word), text, (1, 0)) == 4


def test_a_block_itself_is_the_first_occurrence_of_its_words() -> None:
    outer = nodes.literal_block("", "code here")
    text = SourceText("page.md", "code here\ncode here\n")

    assert WordSearch().find(outer, outer, text, (1, 0)) == 1


def test_the_first_line_of_a_node_is_that_of_its_text() -> None:
    block = nodes.section("", nodes.title("", "\n One \n"), paragraph(nodes.Text("two")))

    assert first_line(block) == block.astext().strip().split("\n")[0] == "One "
    assert first_line(paragraph(nodes.Text(" one \n "))) == "one"
    assert first_line(paragraph()) == ""


def test_an_image_of_which_sphinx_chooses_the_file_is_found_by_the_pattern() -> None:
    image = nodes.image(uri="images/tide.svg", candidates={"image/svg+xml": "images/tide.svg"})
    text = SourceText("page.rst", "Words.\n\n.. image:: /images/tide.*\n   :align: center\n")

    assert WordSearch().find(image, image, text, (1, 0)) == 3
