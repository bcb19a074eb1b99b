"""A page sends no evidence of links whose text says something, and of texts too short to identify."""

from __future__ import annotations

import tomllib
import unicodedata
from importlib.resources import files
from typing import Any

import pytest

from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser

RULE = "link-purpose-in-context"
TEXTS = "untranslated-text"
HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Links</title>'
_KINDS = tomllib.loads((files("a11ycheck.language") / "phrases.toml").read_text(encoding="utf-8"))
PHRASES = [
    phrase for kind in ("links", "formats") for texts in _KINDS[kind].values() for phrase in texts
]
VARIANTS = {
    "as it is": str,
    "upper case": str.upper,
    "punctuation": lambda text: f"» {text}… 12",
    "tatweel": lambda text: (
        text[0] + "\u0640" + text[1:] if "\u0600" < text[0] < "\u0700" else text
    ),
    "vowel signs": lambda text: "".join(
        letter + "\u064e" if "\u0600" < letter < "\u0700" else letter for letter in text
    ),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "Persian letters": lambda text: text.replace("ي", "ی").replace("ك", "ک"),
    "full width": lambda text: "".join(
        chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text
    ),
    "notice": lambda text: f"{text} (opens in a new tab)",
    "joiners": lambda text: text.replace(" ", " \u200d"),
}


def _texts(evidence: object, rule: str, key: str) -> list[str]:
    assert isinstance(evidence, PageEvidence)
    [probe] = [probe for probe in evidence.probes if probe.rule == rule]
    assert not probe.error
    return [fact.facts[key] for fact in probe.facts]


@pytest.mark.parametrize("spelling", VARIANTS.values(), ids=VARIANTS)
def test_links_that_may_say_nothing_are_never_left_out(
    site: Any, outcome_of: Any, spelling: Any
) -> None:
    texts = [spelling(phrase) for phrase in PHRASES]
    url = site(HEAD + "".join(f'<p><a href="{n}">{text}</a></p>' for n, text in enumerate(texts)))

    found = _texts(outcome_of(url, RULE), RULE, "name")

    assert found == [" ".join(text.split()) for text in texts]


def test_one_link_that_says_something_stands_for_all(site: Any, outcome_of: Any) -> None:
    menu = "".join(f'<li><a href="{n}">Well {n}</a></li>' for n in range(50))
    hidden = '<ul hidden><li><a href="w">Water points</a></li></ul>'
    url = site(f"{HEAD}{hidden}<nav><ul>{menu}</ul></nav><p><a href='x'>Here</a></p>")

    assert _texts(outcome_of(url, RULE), RULE, "name") == ["Well 0", "Here"]


def test_long_texts_are_found_behind_hundreds_of_short_ones(site: Any, outcome_of: Any) -> None:
    menu = "".join(f'<li><a href="{n}">Well {n}</a></li>' for n in range(300))
    text = "Toutes les informations sur les droits des voyageurs sont à votre disposition ici."
    url = site(
        f"{HEAD}<nav><ul>{menu}</ul></nav><main><h1>Wells</h1></main><footer>{text}</footer>"
    )

    assert text in _texts(outcome_of(url, TEXTS), TEXTS, "text")


@pytest.mark.parametrize("lang", ["ar", "ckb", "he", "ku-Arab", "ar_IQ"])
def test_short_texts_are_looked_at_on_pages_in_right_to_left_languages(
    site: Any, outcome_of: Any, lang: str
) -> None:
    url = site(
        f'<!doctype html><html lang="{lang}" dir="rtl"><meta charset="utf-8"><title>ماء</title>'
        '<nav><a href="a">Search</a> <a href="b">Close</a></nav><main><h1>ماء</h1></main>'
    )

    assert _texts(outcome_of(url, TEXTS), TEXTS, "text") == ["Search", "Close"]
