"""The messages about the fixtures are complete sentences of the report's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from a11ycheck import reporters
from a11ycheck.model import Message

LOCALES = Path(reporters.__file__).parent / "locales"
CATALOGUES = ("rules", "notices")
# Quoted text, code and tags are the same in every language.
UNTRANSLATED = re.compile(r'"[^"]*"|“[^”]*”|`[^`]*`|<[^>]*>')
ENGLISH = re.compile(
    r"\b(?:and|are|bytes|but|expected|has|in|is|it|its|no|not|of|or|review|text|that|the|this|to|with)\b"
)


@cache
def catalogue(language: str) -> Mapping[str, str]:
    texts = {}
    for name in CATALOGUES:
        with (LOCALES / language / "LC_MESSAGES" / f"{name}.po").open("rb") as file:
            texts |= {item.id: item.string for item in read_po(file) if item.id}
    return texts


def translated(value: Any, texts: Mapping[str, str]) -> Any:
    match value:
        case Message():
            values = {name: translated(item, texts) for name, item in value.values.items()}
            return texts.get(value.template, value.template).format_map(values)
        case tuple():
            return "، ".join(str(translated(item, texts)) for item in value)
        case _:
            return value


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_no_english_is_left_in_a_translated_message(
    language: str, rule_fixture: Any, facts: Any
) -> None:
    evaluation = rule_fixture.judged(facts.evidence(rule_fixture))
    for item in evaluation.assertions:
        for message in item.messages:
            text = translated(message, catalogue(language))
            assert not ENGLISH.search(UNTRANSLATED.sub("", text)), text
