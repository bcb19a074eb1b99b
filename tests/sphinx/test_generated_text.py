"""Lines of text that a directive generates, includes or inherits: exact, or that of the directive."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path, PurePath

import pytest

from a11ycheck.locate import read_map
from a11ycheck.model import Element, Precision, SourceLocation

ROOT = Path(__file__).parent / "roots" / "test-generated"
EXTENSIONS = (
    "extensions=myst_parser,sphinx.ext.autodoc,sphinx.ext.extlinks,sphinx.ext.napoleon,"
    "a11ycheck.sphinxext"
)
Build = Callable[..., Path]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "docs"
    shutil.copytree(ROOT, folder)
    (folder.parent / "pyproject.toml").touch()
    return build(folder, "-D", EXTENSIONS, into=folder.parent / "html")


def _location(
    site: Path, words: str, page: str = "index.html", below: str = 'role="main"'
) -> SourceLocation:
    """Return where the innermost element before the words was written, which are below others."""
    found, problem = read_map(site)
    assert found is not None, problem
    data = (site / page).read_bytes()
    at = data.index(words.encode(), data.index(below.encode()))
    mark = sum(offset <= at for offset, *_ in found.pages[page].marks) - 1
    location = found.location(page, Element(target=("x",), html="", mark=mark))
    assert location is not None
    return location


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("a</a>", ("docs/index.rst", 4, "exact")),
        ("# comment 3", ("docs/code.py", 3, "exact")),
        ("# comment 10", ("docs/code.py", 10, "exact")),
        ("Text after", ("docs/index.rst", 9, "exact")),
        ("Generated", ("docs/index.rst", 11, "block")),
        ("link</a>", ("docs/index.rst", 11, "block")),
        ("images/made.png", ("docs/index.rst", 11, "block")),
        ("Text between", ("docs/index.rst", 15, "exact")),
        ("# comment 9</span>\n</pre>", ("docs/index.rst", 17, "block")),
        ("deep</a>", ("docs/index.rst", 20, "block")),
        ("base</a>", ("docs/pkg/base.py", 8, "exact")),
        ("Create a new ordered dictionary", ("docs/index.rst", 22, "block")),
        ("b</a>.", ("docs/index.rst", 26, "exact")),
        ("# two", ("docs/index.rst", 31, "exact")),
        ("second</span>", ("docs/words.txt", 2, "exact")),
    ],
)
def test_a_line_is_exact_or_that_of_the_directive(
    site: Path, words: str, place: tuple[str, int, str]
) -> None:
    location = _location(site, words)

    assert (location.file, location.line, str(location.precision)) == place


@pytest.mark.parametrize(
    ("page", "words", "place"),
    [
        ("index.html", "Counted1", ("docs/index.rst", 36, "block")),
        ("index.html", "Counted2", ("docs/index.rst", 37, "block")),
        ("index.html", "c</a>", ("docs/included.rst", 3, "exact")),
        ("index.html", "Counted3", ("docs/included.rst", 5, "block")),
        ("index.html", "Counted4", ("docs/included.rst", 6, "block")),
        ("index.html", "replaced", ("docs/index.rst", 42, "exact")),
        ("nested.html", "Counted5", ("docs/nested.md", 4, "block")),
        ("nested.html", "Counted6", ("docs/nested.md", 6, "block")),
        ("nested.html", "Text", ("docs/nested.md", 8, "exact")),
        ("nested.html", "words here", ("docs/nested.md", 13, "exact")),
        ("nested.html", "words there", ("docs/nested.md", 15, "exact")),
        ("nested.html", "Part", ("docs/included.md", 1, "exact")),
        ("nested.html", "Counted7", ("docs/included.md", 3, "block")),
        ("nested.html", "by_hand", ("docs/nested.md", 24, "exact")),
        ("nested.html", "ticket 87", ("docs/nested.md", 33, "exact")),
    ],
)
def test_each_directive_has_its_own_line(
    site: Path, page: str, words: str, place: tuple[str, int, str]
) -> None:
    location = _location(site, words, page)

    assert (location.file, location.line, str(location.precision)) == place


@pytest.mark.parametrize(("name", "line"), [("added", 5), ("parsed", 9), ("deprecated", 12)])
def test_a_link_is_where_its_url_is(site: Path, name: str, line: int) -> None:
    location = _location(site, f'https://{name}.example">', "below.html")

    assert (location.file, location.line) == ("docs/below.rst", line)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("not</em>", (5, "exact")),
        ("one</a>", (7, "exact")),
        ("two</a>", (8, "exact")),
        ("three</a>", (9, "exact")),
        ("four</a>", (10, "exact")),
        ("five</a>", (11, "exact")),
        ("called()", (14, "exact")),
        ("six</a>", (22, "exact")),
        ("ticket 412</a>", (18, "exact")),
        ("Text with a line below it</span>", (14, "block")),
    ],
)
def test_words_are_whole_and_in_their_paragraph(
    site: Path, words: str, place: tuple[int, str]
) -> None:
    location = _location(site, words, "words.html")

    assert (location.line, str(location.precision)) == place


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("this</a>", ("docs/pkg/fields.py", 7, "exact")),
        ("that</a>", ("docs/pkg/fields.py", 8, "exact")),
        ("The value, or", ("docs/pkg/fields.py", 9, "exact")),
        ("kept</a>", ("docs/pkg/fields.py", 17, "exact")),
    ],
)
def test_fields_are_where_the_docstring_is(
    site: Path, words: str, place: tuple[str, int, str]
) -> None:
    location = _location(site, words, "fields.html")

    assert (location.file, location.line, str(location.precision)) == place


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("above</a>", (9, "exact")),
        ("beside</a>", (12, "exact")),
        ("A string", (15, "exact")),
        ("chosen</a>", (25, "exact")),
        ("The value stays", (36, "exact")),
        ("held</a>", (39, "exact")),
        ("Whatever else", (41, "exact")),
        ("A box has", (45, "exact")),
        ("A last paragraph", (49, "exact")),
        ("everything", (49, "exact")),
        ("two lines", (50, "exact")),
        ("inside</a>", (53, "exact")),
        ("starts</a>", (57, "exact")),
        ("the box</a>", (61, "exact")),
    ],
)
def test_the_text_of_an_object_is_in_its_module(
    site: Path, words: str, place: tuple[int, str]
) -> None:
    location = _location(site, words, "attributes.html")

    assert location.file == "docs/pkg/attributes.py"
    assert (location.line, str(location.precision)) == place


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ('chosen</span></span><span class="sig-paren', ("docs/pkg/attributes.py", 25, "block")),
        ("this</a>", ("docs/pkg/fields.py", 7, "exact")),
        ("nowhere", ("docs/described.md", 12, "block")),
    ],
)
def test_an_object_that_markdown_describes_is_where_its_text_is(
    site: Path, words: str, place: tuple[str, int, str]
) -> None:
    location = _location(site, words, "described.html")

    assert (location.file, location.line, str(location.precision)) == place


def test_a_class_inherits_no_text_of_a_function(site: Path) -> None:
    location = _location(site, "the box</a>", "attributes.html", below="Hold a number")

    assert (location.file, location.line) == ("docs/pkg/attributes.py", 61)


@pytest.mark.parametrize(
    ("page", "words", "line"),
    [
        ("substituted", "shared words", 10),
        ("substituted", "own words", 13),
        ("substituted", "_images/made.png", 19),
        ("replaced", "_images/made.png", 4),
        ("replaced", "over there", 4),
    ],
)
def test_what_a_substitution_writes_is_where_it_is_used(
    site: Path, page: str, words: str, line: int
) -> None:
    location = _location(site, words, f"{page}.html")

    assert PurePath(location.file).stem == page
    assert location.line == line


def test_a_substitution_in_a_table_or_title_is_where_it_is_used(site: Path) -> None:
    in_table = _location(site, "own words</a>", "substituted.html", below="<table")
    in_title = _location(site, "own words</a>", "substituted.html", below="<h2>")

    assert (in_table.line, in_title.line) == (17, 21)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("first text", ("defined", 11)),
        ("second text", ("defined", 14)),
        ("own</a>", ("defined", 7)),
        ("strong text", ("defined", 15)),
        ("shared text", ("included_names", 3)),
        ("A word", ("defined", 6)),
    ],
)
def test_what_a_substitution_of_a_document_writes_is_where_it_is_defined(
    site: Path, words: str, place: tuple[str, int]
) -> None:
    location = _location(site, words, "defined.html")

    assert (PurePath(location.file).stem, location.line) == place
    assert location.precision is Precision.EXACT


def test_what_conf_adds_to_a_page_has_no_line_of_it(site: Path) -> None:
    location = _location(site, "above all", "replaced.html")

    assert location.precision is Precision.PAGE


def test_lines_that_a_directive_shifts_are_exact_only_where_the_words_are(site: Path) -> None:
    places = [
        _location(site, words, "shifted.html")
        for words in ("<ul", "one link</a>", "Repaired", "Once upon")
    ]

    assert [str(place.precision) for place in places] == ["block", "exact", "exact", "exact"]
    assert [place.line for place in places[1:]] == [1, 3, 7]


def test_an_inherited_docstring_of_a_renamed_class(site: Path) -> None:
    location = _location(site, "base</a>")

    assert (location.file, location.line) == ("docs/pkg/base.py", 8)


def test_no_path_leads_into_an_interpreter(site: Path) -> None:
    found, _ = read_map(site)

    assert found is not None
    assert {name for name in found.files if ".." in name} == set()
