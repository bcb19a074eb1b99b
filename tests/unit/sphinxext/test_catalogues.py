"""Catalogues as their authors see them: lines of entries, and what a translation lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11ycheck.sphinxext.catalogues import Entry, differences, read_catalogue

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "page.po"
    path.write_text(HEAD + text, "utf-8")
    return path


def test_an_entry_has_its_line_and_says_whether_it_is_stale(tmp_path: Path) -> None:
    path = write(tmp_path, 'msgid "One"\nmsgstr "واحد"\n\n#, fuzzy\nmsgid "Two"\nmsgstr "اثنان"\n')
    found = read_catalogue(path)

    assert found.problem == ""
    one, two = found.entry("One"), found.entry("Two")
    assert one is not None
    assert two is not None
    assert (one.line, one.translation, one.stale) == (5, "واحد", False)
    assert two.stale
    assert found.entry("Three") is None


def test_an_older_form_of_a_text_is_found_by_its_words(tmp_path: Path) -> None:
    path = write(tmp_path, 'msgid "The price was 4 dollars."\nmsgstr "كان السعر 4 دولارات."\n')
    found = read_catalogue(path)
    message = "The price was 5 dollars."

    older = found.older(message, frozenset({message}))
    assert older is not None
    assert older.original == "The price was 4 dollars."
    assert found.older("Something else altogether", frozenset()) is None
    assert found.older(message, frozenset({message, older.original})) is None  # it is in use


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (HEAD.encode() + b'msgid "A"\nmsgstr "\xe4"\n', "is not in the encoding that it names"),
        (
            HEAD.replace("utf-8", "utf-99").encode() + b'msgid "A"\nmsgstr "b"\n',
            "is not in the encoding that it names",
        ),
        (HEAD.encode() + b'msgid "A"\nmsgstring "b"\n', "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "page.po").write_bytes(data)
    found = read_catalogue(tmp_path / "page.po")

    assert problem in found.problem
    assert found.entries == {}


@pytest.mark.parametrize(
    ("original", "translation", "said"),
    [
        ("[a](x.md)", "[ا](y.md)", ["it lacks the address x.md", "it has the address y.md, which"]),
        ("<https://e.org>", "رابط", ["it lacks the address https://e.org"]),
        ("`a <b.rst>`_", "ا", ["it lacks the address b.rst"]),
        ("{ref}`a`", "{doc}`ا`", ["it lacks the role ref", "it has the role doc, which"]),
        (":ref:`a`", ":ref:`ا`", []),
        ("{{ name }}", "اسم", ["it lacks the substitution name"]),
        ("|name| a", "ا |name|", []),
        ("%(name)s of %s", "من %s", ["it lacks the placeholder name"]),
        ("a[^1]", "ا", ["it lacks the note ^1"]),
        ("[b](y) [a](x)", "[ا](x) [ب](y)", []),
        ("100% sure", "متأكد 100%", []),
        ("a", "", []),
    ],
)
def test_markup_that_differs_is_named(original: str, translation: str, said: list[str]) -> None:
    entry = Entry(original=original, translation=translation, line=1, stale=False)
    found = list(differences(entry))

    assert len(found) == len(said)
    for sentence, start in zip(found, said, strict=True):
        assert sentence.startswith(start)
