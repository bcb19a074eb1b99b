"""The six plural forms of every Arabic message with a number: 0, 1, 2, 3 to 10, 11 to 99, 100."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import a11ycheck.reporters
from a11ycheck.reporters import i18n

CATALOGUE = Path(a11ycheck.reporters.__file__).parent / "locales/ar/LC_MESSAGES/report.po"
with CATALOGUE.open("rb") as file:
    COUNTED = [item.id for item in read_po(file, locale="ar") if isinstance(item.id, tuple)]
# An adjective or a noun in the accusative, which numbers from 11 to 99 demand.
ACCUSATIVE = re.compile(r"(?<=\w)ًا(?!\w)")


def form(one: str, many: str, number: int) -> str:
    """Return the text for a number, with the number itself replaced."""
    with i18n.use_locale("ar"):
        return re.sub(r"\d+", "N", i18n.plural(one, many, number))


@pytest.mark.parametrize(("one", "many"), COUNTED)
def test_numbers_have_the_form_of_the_noun_that_they_demand(one: str, many: str) -> None:
    none, hundred, eleven = (form(one, many, number) for number in (0, 100, 11))

    assert none == hundred, "after 0 and 100, the noun is a genitive singular"
    assert not ACCUSATIVE.search(hundred)
    assert ACCUSATIVE.sub("", eleven) == hundred, "after 11 to 99, it is its accusative"
    assert form(one, many, 99) == form(one, many, 11)
    assert form(one, many, 3) == form(one, many, 10)


@pytest.mark.parametrize(("one", "many"), COUNTED)
def test_one_and_two_are_written_as_words_where_a_noun_follows(one: str, many: str) -> None:
    few = form(one, many, 3)
    if few == form(one, many, 100):  # no noun follows, so that no form differs
        return
    assert "N" not in form(one, many, 1) + form(one, many, 2)
