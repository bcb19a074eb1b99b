"""The readers' pages in Arabic and Sorani: whole, plain, with the same figures, spelled as they should be.

The targets are those of the English pages: at most 20 words a sentence, and 14 on average.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

DOCS = Path(__file__).resolve().parents[2] / "docs"
LOCALES = DOCS / "locales"
LANGUAGES = ("ar", "ckb")
LONGEST, AVERAGE = 20, 14
LABEL = 3  # fewer words are a label and no sentence
OTHER_AUDIENCE = {"guide/community-workers", "guide/for-publishers"}
SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
MARKUP = re.compile(r"<[^>]+>|[*`]")
LATIN_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
ARABIC_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
NOT_PLAIN = re.compile(
    "[\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufb50-\ufdff\ufe70-\ufeff]"
)
# Letters that belong to another language's keyboard: they look alike, and are not found by a search.
FOREIGN = {
    "ar": re.compile("[\u06cc\u06a9\u06be\u06d5\u06ce\u06c6\u0695\u06b5]"),
    "ckb": re.compile(
        "[\u064a\u0643\u06be\u0649\u0629\u0623\u0625\u0622\u0624\u064b-\u0652]|\u0647\u200c"
    ),
}
# The pages that say how letters are written show wrong ones too.
SHOWS_LETTERS = {"guide/for-publishers"}
ZWNJ = "\u200c"

Entry = tuple[int, str, str]


def pages() -> list[str]:
    folder = LOCALES / LANGUAGES[0] / "LC_MESSAGES"
    return sorted(
        path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.po")
    )


def path_of(language: str, page: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / f"{page}.po"


def entries(language: str, page: str) -> Iterator[Entry]:
    """Yield (line, original, translation) of each entry."""
    with path_of(language, page).open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    assert messages
    for message in messages:
        assert not message.fuzzy, f"{path_of(language, page)}:{message.lineno} is fuzzy"
        yield message.lineno or 0, str(message.id), str(message.string)


def plain(text: str) -> str:
    """Return what a reader sees: the words of links, no markup, code as one word."""
    return MARKUP.sub("", re.sub("`[^`]*`", "code", LINK.sub(r"\1", text)))


def lengths(text: str) -> Iterator[tuple[int, str]]:
    for sentence in SENTENCE_END.split(plain(text).strip()):
        yield sum(any(c.isalnum() for c in word) for word in sentence.split()), sentence


EACH = pytest.mark.parametrize("page", pages())
IN = pytest.mark.parametrize("language", LANGUAGES)


def is_prose(original: str, page: str) -> bool:
    """Return whether an entry is a text to read: no cell of a table, and no source with its date."""
    rows = [
        line for line in (DOCS / f"{page}.md").read_text("utf-8").splitlines() if line[:1] == "|"
    ]
    cells = {cell.strip() for row in rows for cell in row.split("|")}
    return original not in cells and not re.match(r"\[[^\]]+\]\(https?:", original)


@IN
@EACH
def test_every_entry_has_a_translation(language: str, page: str) -> None:
    missing = [line for line, _, translation in entries(language, page) if not translation.strip()]

    assert missing == []


@IN
@EACH
def test_sentences_are_short(language: str, page: str) -> None:
    if page in OTHER_AUDIENCE:
        return
    found = [
        (count, line, sentence)
        for line, original, translation in entries(language, page)
        if is_prose(original, page)
        for count, sentence in lengths(translation)
        if count >= LABEL
    ]
    too_long = [
        f"line {line}, {count} words: {text}" for count, line, text in found if count > LONGEST
    ]
    assert too_long == []
    assert sum(count for count, _, _ in found) / len(found) <= AVERAGE


@IN
@EACH
def test_figures_are_those_of_the_original_in_digits_0_to_9(language: str, page: str) -> None:
    for line, original, translation in entries(language, page):
        assert not ARABIC_DIGITS.search(translation), f"line {line}"
        wanted = Counter(LATIN_DIGITS.findall(plain(original)))
        found = Counter(LATIN_DIGITS.findall(plain(translation)))
        assert found == wanted, f"line {line}: {translation}"


@IN
@EACH
def test_letters_are_those_of_the_language(language: str, page: str) -> None:
    for line, _, translation in entries(language, page):
        text = plain(translation).replace(ZWNJ, "")
        assert not NOT_PLAIN.search(text), f"line {line}: {translation}"
        if page not in SHOWS_LETTERS:
            assert not FOREIGN[language].search(text), f"line {line}: {translation}"


@IN
@EACH
def test_punctuation_is_that_of_the_script(language: str, page: str) -> None:
    for line, _, translation in entries(language, page):
        text = re.sub(r"`[^`]*`|\([^)]*://[^)]*\)|<[^>]+>", "", translation)
        wrong = re.search("[\u0600-\u06ff]\\s?[,;?](?!\\d)", text)
        assert not wrong, f"line {line}: {translation}"


def test_the_languages_have_the_same_pages() -> None:
    every = {
        language: {
            path.relative_to(LOCALES / language).as_posix()
            for path in (LOCALES / language).rglob("*.po")
        }
        for language in LANGUAGES
    }

    assert every["ar"] == every["ckb"]
