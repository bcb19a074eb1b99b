"""One word for one thing in each language, wherever a reader meets it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
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


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of every translated text."""
    for folder in CATALOGUES:
        for path in sorted((ROOT / folder.format(language=language)).rglob("*.po")):
            with path.open("rb") as file:
                for message in read_po(file, locale=language):
                    found = message.string if message.id else ""
                    for text in (found,) if isinstance(found, str) else found:
                        yield f"{path.relative_to(ROOT)}:{message.lineno}", text
    for key, text in tomllib.loads(OFFLINE.read_text("utf-8"))[language].items():
        yield f"{OFFLINE.relative_to(ROOT)}: {key}", text


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term['language']}-{term['english']}")
def test_no_text_has_a_forbidden_form(term: dict[str, str]) -> None:
    forbidden = re.compile(term["forbidden"])
    found = [
        f'{place}: "{match[0]}"; write {term["term"]}'
        for place, text in texts(term["language"])
        if (match := forbidden.search(text))
    ]
    assert not found, "\n" + "\n".join(found)


def test_the_table_is_read_against_every_kind_of_text() -> None:
    for language in {term["language"] for term in TERMS}:
        places = {place.split("/")[1] for place, _ in texts(language)}
        assert places == {"locales", "a11ycheck", "furo_light"}
