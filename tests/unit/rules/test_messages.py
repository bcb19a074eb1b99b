"""The ids of a rule's messages are unique and in kebab-case: machine-readable reports carry them."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from a11ycheck.model import Message, MessageTemplate, Rule
from a11ycheck.rules import own_rules

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def ids(value: Any) -> Iterator[str]:
    """Yield the ids of the templates and messages in a constant of a module."""
    if isinstance(value, Message | MessageTemplate):
        yield value.id
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from ids(item)


@pytest.mark.parametrize("rule", own_rules(), ids=lambda rule: rule.id)
def test_message_ids_are_unique_within_a_rule(rule: Rule) -> None:
    module = importlib.import_module(f"a11ycheck.rules.{rule.id.replace('-', '_')}")

    found = [name for value in vars(module).values() for name in ids(value)]

    assert len(set(found)) == len(found)
    assert [name for name in found if not KEBAB.fullmatch(name)] == []
