"""Catalogues as their translators see them: lines of entries, and what a translation lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11ycheck.sphinxext.po_files import Entry, differences, read_po_file

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "page.po"
    path.write_text(HEAD + text, "utf-8")
    return path


def test_an_entry_has_its_lines_and_can_be_fuzzy(tmp_path: Path) -> None:
    path = write(tmp_path, 'msgid "One"\nmsgstr "واحد"\n\n#, fuzzy\nmsgid "Two"\nmsgstr "اثنان"\n')
    found = read_po_file(path)

    assert found.problem == ""
    one, two = found.entries["One"], found.entries["Two"]
    assert (one.line, one.translation_line, one.translation, one.fuzzy) == (5, 6, "واحد", False)
    assert two.fuzzy
    assert "Three" not in found.entries


def test_an_earlier_form_of_a_message_is_found_by_similarity(tmp_path: Path) -> None:
    path = write(tmp_path, 'msgid "The price was 4 dollars."\nmsgstr "كان السعر 4 دولارات."\n')
    found = read_po_file(path)
    message = "The price was 5 dollars."

    older = found.older_entry(message, frozenset({message}))
    assert older is not None
    assert older.original == "The price was 4 dollars."
    assert found.older_entry("Something else altogether", frozenset()) is None
    assert found.older_entry(message, frozenset({message, older.original})) is None  # it is in use


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            HEAD.encode() + b'msgid "A"\nmsgstr "\xe4"\n',
            "is not in the encoding that it declares",
        ),
        (
            HEAD.replace("utf-8", "utf-99").encode() + b'msgid "A"\nmsgstr "b"\n',
            "is not in the encoding that it declares",
        ),
        (HEAD.encode() + b'msgid "A"\nmsgstring "b"\n', "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_has_a_problem(
    tmp_path: Path, data: bytes, problem: str
) -> None:
    (tmp_path / "page.po").write_bytes(data)
    found = read_po_file(tmp_path / "page.po")

    assert problem in found.problem
    assert found.entries == {}


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        (
            "[a](x.md)",
            "[ا](y.md)",
            ["lacks the link target x.md", "has the link target y.md, which"],
        ),
        ("<https://e.org>", "رابط", ["lacks the link target https://e.org"]),
        ("`a <b.rst>`_", "ا", ["lacks the link target b.rst"]),
        ("{ref}`a`", "{doc}`ا`", ["lacks the role ref", "has the role doc, which"]),
        (":ref:`a`", ":ref:`ا`", []),
        ("{{ name }}", "اسم", ["lacks the substitution name"]),
        ("|name| a", "ا |name|", []),
        ("%(name)s of %s", "من %s", ["lacks the placeholder name"]),
        ("a[^1]", "ا", ["lacks the footnote ^1"]),
        ("[b](y) [a](x)", "[ا](x) [ب](y)", []),
        ("100% sure", "متأكد 100%", []),
        ("a", "", []),
    ],
)
def test_markup_that_differs_is_named(original: str, translation: str, expected: list[str]) -> None:
    entry = Entry(
        original=original, translation=translation, line=1, translation_line=2, fuzzy=False
    )
    found = list(differences(entry))

    assert len(found) == len(expected)
    for sentence, start in zip(found, expected, strict=True):
        assert sentence.startswith(start)
