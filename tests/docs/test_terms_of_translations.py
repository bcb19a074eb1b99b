"""One word for one thing in each language, wherever a reader meets it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
TERMS = tomllib.loads((ROOT / "docs" / "locales" / "terms.toml").read_text("utf-8"))["term"]
CATALOGUES = (
    "docs/locales/{language}/LC_MESSAGES",
    "src/a11ycheck/reporters/locales/{language}/LC_MESSAGES",
    "src/furo_light/languages/locales/{language}/LC_MESSAGES",
)
OFFLINE = ROOT / "src" / "furo_light" / "offline" / "texts.toml"


def texts(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield (place, English, text) of every translated text."""
    for folder in CATALOGUES:
        for path in sorted((ROOT / folder.format(language=language)).rglob("*.po")):
            with path.open("rb") as file:
                for message in read_po(file, locale=language):
                    found = message.string if message.id else ""
                    english = message.id if isinstance(message.id, str) else message.id[0]
                    for text in (found,) if isinstance(found, str) else found:
                        yield f"{path.relative_to(ROOT)}:{message.lineno}", english, text
    offline = tomllib.loads(OFFLINE.read_text("utf-8"))
    for key, text in offline[language].items():
        yield f"{OFFLINE.relative_to(ROOT)}: {key}", offline["en"][key], text


def forbidden_forms(term: dict[str, str], every: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Yield place, form and the right term of each text that has a forbidden form."""
    unless = term.get("unless")
    for place, english, text in every:
        if unless and re.search(unless, english, re.IGNORECASE):
            continue
        if match := re.search(term["forbidden"], text):
            yield f'{place}: "{match[0]}"; write {term["term"]}'


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term['language']}-{term['english']}")
def test_no_text_has_a_forbidden_form(term: dict[str, str]) -> None:
    found = list(forbidden_forms(term, texts(term["language"])))
    assert not found, "\n" + "\n".join(found)


def test_the_table_is_read_against_every_kind_of_text() -> None:
    for language in {term["language"] for term in TERMS}:
        places = {place.split("/")[1] for place, _, _ in texts(language)}
        assert places == {"locales", "a11ycheck", "furo_light"}


def test_a_form_is_allowed_where_the_english_text_means_its_thing() -> None:
    term = {"forbidden": "b+", "unless": "key|lock", "term": "c"}
    every = [("1", "A key", "abba"), ("2", "A title", "abba"), ("3", "A title", "aca")]

    assert list(forbidden_forms(term, every)) == ['2: "bb"; write c']
