"""Sentences, as opposed to names, titles and code."""

from __future__ import annotations

import pytest

from a11ycheck.language import (
    has_grammar,
    has_sentence_end,
    identify,
    is_long_as_a_sentence,
    letter_scripts,
)


@pytest.mark.parametrize(
    "text",
    [
        "Keep the barrel closed during the winter.",
        "Перед зимой бочку нужно опустошить и закрыть.",
        "बारिश का पानी पौधों के लिए अच्छा होता है।",
        "겨울이 오기 전에 물통을 반드시 비워야 합니다.",
        "蓋を閉めておくと、虫や落ち葉が入りません。",
    ],
)
def test_a_sentence_is_long_and_ends(text: str) -> None:
    assert is_long_as_a_sentence(text, identify(text).script)
    assert has_sentence_end(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rain Water Association of the Northern Valley",
        "Анна Петрова, Иван Сидоров, Ольга Смирнова",
        "雨水の樽",
    ],
)
def test_names_are_no_sentence(text: str) -> None:
    assert not is_long_as_a_sentence(text, identify(text).script)


def test_references_and_headings_have_no_end() -> None:
    assert not has_sentence_end("Smith, J., How to keep your barrel clean. Rivertown, 1998.")
    assert not has_sentence_end("3.1. How to keep your barrel clean")


def test_code_has_no_grammar() -> None:
    assert has_grammar("The barrel is full, and it will run over.", "en")
    assert not has_grammar("barrel fill --from roof --until full", "en")
    assert not has_grammar("The barrel is full, and it will run over.", "")


@pytest.mark.parametrize(
    ("tag", "scripts"),
    [
        ("ru", {"cyrl"}),
        ("ja", {"hani", "hira", "kana"}),
        ("ko-KR", {"hang", "hani"}),
        ("zh-Hant", {"hani"}),
        ("sr", {"cyrl", "latn"}),
        ("sr-Latn", {"latn"}),
        ("ckb", {"arab"}),
    ],
)
def test_the_letters_of_a_language_have_scripts(tag: str, scripts: set[str]) -> None:
    assert scripts <= letter_scripts(tag)
    assert "latn" in scripts or "latn" not in letter_scripts(tag)


def test_the_scripts_of_an_invented_language_are_not_known() -> None:
    assert letter_scripts("xx") == frozenset()
