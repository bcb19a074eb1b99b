"""The interface words in Arabic and Sorani Kurdish: complete, and written as these languages are."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import docutils.languages.en
import pytest
from babel.messages import Catalog
from jinja2.ext import babel_extract

import furo_light
from a11ycheck.language import primary_subtag
from furo_light.languages.interface_texts import CATALOGUES, catalogue_of, translations

LANGUAGES = ("ar", "ckb")
PACKAGE = Path(furo_light.__file__).parent
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\$\{\w+\}|(?<!<)<[a-z/][^>]*>|&#?\w+;")
LATIN_NAMES = re.compile(
    r"<[^>]+>|%\(\w+\)s|\$\{\w+\}|%[a-zA-Z]|&#?\w+;|(?<![A-Za-z])(?:JavaScript|Python|Sphinx|Furo|furo_light|PEP|CVE|CWE"
    r"|TypeVar|Read the Docs|C)\b"
)
# Messages of Sphinx for authors, not for readers: they are printed while a site is built.
FOR_AUTHORS = re.compile(r"glossary|Support for source encodings")


def catalogue(language: str) -> Catalog:
    found = catalogue_of(language)
    assert found is not None
    return found


def entries(language: str) -> Iterator[tuple[str, str]]:
    """Yield (original, translation); each form of a plural by itself."""
    for message in catalogue(language):
        if message.id and message.pluralizable:
            yield from ((str(message.id[1]), str(text)) for text in message.string)
        elif message.id:
            yield str(message.id), str(message.string)


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def asked_for() -> Iterator[str]:
    """Yield what Sphinx, furo and this package ask gettext for, in templates and in Python."""
    packages = [folder_of(name) for name in ("sphinx", "furo", "sphinx_basic_ng")]
    for path in (path for folder in (*packages, PACKAGE) for path in folder.rglob("*.html")):
        for _line, _function, message, _comments in babel_extract(
            io.BytesIO(path.read_bytes()), ["_", "gettext", "ngettext"], [], {}
        ):
            yield message if isinstance(message, str) else message[0]
    for folder in (packages[0], PACKAGE / "sphinxext"):
        for path in folder.rglob("*.py"):
            text = path.read_text("utf-8")
            if re.search(r"\b_\(", text):
                yield from calls(ast.parse(text))


@cache
def wanted() -> frozenset[str]:
    return frozenset(message for message in asked_for() if not FOR_AUTHORS.search(message))


def calls(tree: ast.Module) -> Iterator[str]:
    """Yield the texts that a module gives to `_`, also by the name of a constant."""
    constants = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Constant)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            first = node.args[0] if node.args else None
            text = first.value if isinstance(first, ast.Constant) else None
            text = constants.get(first.id) if isinstance(first, ast.Name) else text
            if isinstance(text, str):
                yield text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_a_page_can_show_is_translated(language: str) -> None:
    known = {original for original, text in entries(language) if text.strip()}

    assert len(wanted()) > 200
    assert sorted(wanted() - known) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_labels_of_docutils_are_translated(language: str) -> None:
    known = {str(message.id) for message in catalogue(language) if message.context == "docutils"}

    assert known == set(docutils.languages.en.labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_markup_stay(language: str) -> None:
    wrong = [
        (original, text)
        for original, text in entries(language)
        if not {*PLACEHOLDER.findall(text)} <= {*PLACEHOLDER.findall(original)}
        or ("%s" in original and original.count("%s") != text.count("%s"))
        or ("%(" in original and {*PLACEHOLDER.findall(text)} != {*PLACEHOLDER.findall(original)})
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_english_is_left(language: str) -> None:
    kept = {
        original: text
        for original, text in entries(language)
        if re.search("[A-Za-z]", LATIN_NAMES.sub("", text))
    }

    assert kept == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_are_0_to_9_and_no_letter_is_a_presentation_form(language: str) -> None:
    for original, text in entries(language):
        assert not re.search(
            "[\u0660-\u0669\u06f0-\u06f9\ufb50-\ufdff\ufe70-\ufeff\u0640]", text
        ), original


def test_sorani_is_written_with_its_own_letters() -> None:
    for original, text in entries("ckb"):
        # Yeh, kaf, the h with two eyes, teh marbuta, and the h with a joiner in place of a vowel.
        assert not re.search("[\u064a\u0643\u06be\u0629]|\u0647\u200c", text), original


def test_arabic_is_written_with_its_own_letters() -> None:
    for original, text in entries("ar"):
        assert not re.search("[\u06cc\u06a9\u06d5\u06be]", text), original


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fuzzy_or_duplicate(language: str) -> None:
    assert [message.id for message in catalogue(language) if message.id and message.fuzzy] == []
    text = (CATALOGUES / language / "LC_MESSAGES" / "sphinx.po").read_text("utf-8")
    ids = re.findall(r'(?:msgctxt .*\n)?msgid "[^"].*"\n', text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "لم يُعثر"),
        (1, "صفحة مطابقة واحدة"),
        (2, "صفحتين"),
        (7, "صفحات"),
        (11, "صفحة"),
        (100, "صفحة"),
    ],
)
def test_arabic_counts_in_six_forms(number: int, text: str) -> None:
    words = translations("ar")
    assert words is not None
    one = "Search finished, found one page matching the search query."
    many = "Search finished, found ${resultCount} pages matching the search query."

    assert text in words.ngettext(one, many, number)


def test_a_country_changes_nothing_and_other_languages_have_no_words_of_ours() -> None:
    assert primary_subtag("ar_IQ") == primary_subtag("ar-IQ") == "ar"
    assert catalogue_of("ckb_IQ") == catalogue_of("ckb") or catalogue_of("ckb-IQ") is not None
    assert catalogue_of("de") is None
    assert translations("") is None
