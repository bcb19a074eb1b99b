"""The catalogues of the rules: every title and message is translated, and nothing else is."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.pofile import read_po

from a11ycheck import acceptance, cost, reporters
from a11ycheck.model import Message, MessageTemplate
from a11ycheck.rules import own_rules

LOCALES = Path(reporters.__file__).parent / "locales"
LANGUAGES = pytest.mark.parametrize("language", ["ar", "ckb"])


def templates(value: Any) -> Iterator[str]:
    """Yield the templates in the constants of a module."""
    if isinstance(value, Message | MessageTemplate):
        yield value.template
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from templates(item)


def sent() -> set[str]:
    """Return the titles of all rules, and the templates of their messages."""
    modules = [f"a11ycheck.rules.{rule.id.replace('-', '_')}.rule" for rule in own_rules()]
    modules += [f"{cost.__name__}.weight", f"{acceptance.__name__}.policy"]
    constants = (vars(importlib.import_module(name)) for name in modules)
    found = {text for names in constants for value in names.values() for text in templates(value)}
    return found | {rule.title for rule in own_rules()}


def catalogue(language: str) -> Any:
    with (LOCALES / language / "LC_MESSAGES" / "rules.po").open("rb") as file:
        return read_po(file, locale=language)


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


@LANGUAGES
def test_every_title_and_message_is_translated(language: str) -> None:
    known = {item.id for item in catalogue(language) if item.string and not item.fuzzy}

    assert sent() - known == set()


@LANGUAGES
def test_a_catalogue_has_no_obsolete_entries(language: str) -> None:
    known = {item.id for item in catalogue(language) if item.id}

    assert known - sent() == set()


@LANGUAGES
def test_a_translation_has_the_values_of_its_original(language: str) -> None:
    for item in catalogue(language):
        if item.id:
            assert fields(item.id) == fields(item.string), item.id


@pytest.mark.parametrize("rule", own_rules(), ids=lambda rule: rule.id)
def test_message_ids_are_unique_within_a_rule(rule: Any) -> None:
    module = importlib.import_module(f"a11ycheck.rules.{rule.id.replace('-', '_')}.rule")
    flat = [value for value in vars(module).values() if isinstance(value, MessageTemplate)]
    nested = [
        item
        for value in vars(module).values()
        if isinstance(value, dict)
        for item in value.values()
        if isinstance(item, MessageTemplate)
    ]
    ids = [item.id for item in (*flat, *nested)]

    assert len(set(ids)) == len(ids)
    assert all(name == name.lower() and " " not in name and "_" not in name for name in ids)
