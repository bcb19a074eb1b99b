"""The language of a text: our own sentences, and texts that are too short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.language import identify, main_script, script_of_letter

SENTENCES = [
    ("ar", "تعلم كيف تحمي هاتفك وحساباتك."),
    ("ar", "يمكنك قراءة هذه الصفحات من دون إنترنت."),
    ("ckb", "فێربە چۆن مۆبایل و هەژمارەکانت بپارێزیت."),
    ("ckb", "دەتوانیت ئەم پەڕانە بەبێ ئینتەرنێت بخوێنیتەوە."),
    ("kmr", "Tu dikarî van rûpelan bêyî înternetê bixwînî."),
    ("kmr", "Fêr bibe ka tu çawa telefona xwe diparêzî."),
    ("fa", "یاد بگیرید چگونه از گوشی و حساب‌های خود محافظت کنید."),
    ("fa", "می‌توانید این صفحه‌ها را بدون اینترنت بخوانید."),
    ("ur", "آپ یہ صفحات انٹرنیٹ کے بغیر پڑھ سکتے ہیں۔"),
    ("ur", "اپنے فون اور اپنے اکاؤنٹ کی حفاظت کرنا سیکھیں۔"),
    ("he", "אפשר לקרוא את הדפים האלה בלי אינטרנט."),
    ("en", "You can read these pages without a connection."),
    ("de", "Diese Seiten lassen sich auch ohne Internet lesen."),
    ("fr", "Vous pouvez lire ces pages sans connexion."),
    ("nl", "Je kunt deze pagina's ook zonder internet lezen."),
    ("tr", "Bu sayfaları internet olmadan da okuyabilirsiniz."),
    ("ru", "Эти страницы можно читать и без интернета."),
    ("el", "Μπορείτε να διαβάσετε αυτές τις σελίδες."),
    ("ja", "このページはオフラインでも読めます。"),
    ("th", "คุณสามารถอ่านหน้าเหล่านี้ได้"),
]


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_a_sentence_is_identified(language: str, text: str) -> None:
    assert identify(text).language == language


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_urls_and_numbers_change_nothing(language: str, text: str) -> None:
    guess = identify(f"{text} https://example.org/a-long/path?of=nothing 2024 42 me@example.org")

    assert guess.language == language


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "42", "OK", "…", "Python", "https://example.org/the/path", "کوردی", "سلام"],
)
def test_a_word_or_none_is_undecided(text: str) -> None:
    assert identify(text).language == ""


def test_two_languages_at_once_are_undecided() -> None:
    guess = identify("Read this page in Arabic اقرأ هذه الصفحة بالعربية")

    assert guess.language == ""
    assert guess.script == ""


def test_a_letter_that_one_language_has_tells_a_short_text() -> None:
    assert identify("ماڵپەڕ").language == "ckb"


def test_a_name_in_another_script_is_no_mixture() -> None:
    assert identify("ثبّت متصفح Firefox على هاتفك القديم قبل السفر").language == "ar"


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    guess = identify(text)

    assert 0 <= guess.confidence <= 1 + 1e-9
    assert guess.language in {"", guess.likeliest}


@pytest.mark.parametrize(
    ("letter", "script"),
    [("a", "latn"), ("ß", "latn"), ("ڕ", "arab"), ("ﻋ", "arab"), ("ש", "hebr"), ("ж", "cyrl"),
     ("漢", "hani"), ("1", ""), ("٣", ""), ("ـ", ""), (" ", ""), ("َ", "")],
)  # fmt: skip
def test_a_letter_has_the_script_of_its_name(letter: str, script: str) -> None:
    assert script_of_letter(letter) == script


def test_a_text_has_the_script_of_most_of_its_letters() -> None:
    assert main_script("مرحبا HTML") == "arab"
    assert main_script("ab اب") == ""
    assert main_script("12") == ""


def test_a_chinese_or_korean_character_weighs_as_several_letters() -> None:
    english = (
        "This package can be removed with the same command as before, but its settings are kept."
    )

    assert identify(english).script == "latn"
    assert identify(f"{english} 已安装的软件包").script == ""
    assert identify(f"{english} 설치된 패키지의 설정").script == ""


def test_a_japanese_label_hides_no_english_text() -> None:
    english = (
        "This package can be removed with the same command as before, but its settings are kept."
    )

    assert identify(f"目次へ {english}").language == "en"
