"""Pages without a defect of language, script or direction: our own, and some from third-party catalogues.

Ours are in `clean_language_pages.toml`; the others are made of catalogues that packages bring
(`catalogues.py`).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from catalogues import sample, texts
from markdown_it import MarkdownIt

from a11ycheck.language import text_direction

__all__ = ["WORDS", "clean_pages", "make_site"]

CLEAN = Path(__file__).resolve().parent / "clean_language_pages.toml"
PAGES, TEXTS = 10, 25
LANGUAGES = ("ar", "ckb", "fa", "he", "ur")
# A title and a sentence in each language.
WORDS = {
    "ar": ("صفحة", "احفظ هذه الصفحة في هاتفك، ثم اقرأها في البيت."),
    "ckb": ("پەڕە", "ئەم پەڕەیە لە مۆبایلەکەتدا هەڵبگرە، ئینجا لە ماڵەوە بیخوێنەرەوە."),
    "fa": ("صفحه", "این صفحه را در گوشی خود ذخیره کنید و در خانه بخوانید."),
    "he": ("דף", "שמרו את הדף הזה בטלפון, ואחר כך קראו אותו בבית."),
    "ur": ("صفحہ", "یہ صفحہ اپنے فون میں محفوظ کریں اور گھر میں پڑھیں۔"),
    "en": ("Page", "Save this page on your phone, and read it at home later."),
}
PLAIN = """
body { line-height: 1.7 }
:is(code, pre) { direction: ltr; unicode-bidi: isolate }
:lang(ar, ckb, fa, ur) :is(em, i) { font-style: normal }
"""
# What a reader never sees as it stands in a catalogue: code, markup, and what a program fills in.
_NO_PROSE = re.compile(
    r"[%{}<>\[\]_/\\=|`*#~^+$&@]|\w\.\w|\w\(|\(\w*\)|https?:|\s[-.]\w|^\W|\.\.|--"
)
_LEAST_LETTERS = 12
# Texts with such a defect are excluded: Sorani typed on an Arabic keyboard, an unpaired control.
_CONTROL = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_OLD_SORANI = re.compile(r"[\u0643\u0649\u064a]|\u0647\u200c")


def clean_pages() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each language with its clean pages: our own, and those of what others translated."""
    for language, written in tomllib.loads(CLEAN.read_text("utf-8")).items():
        yield language, {f"own{number}": text.lstrip() for number, text in enumerate(written)}
    for language in LANGUAGES:
        pool = {text: name for text, name in texts(language).items() if _is_prose(text)}
        if language == "ckb":
            pool = {text: name for text, name in pool.items() if not _OLD_SORANI.search(text)}
        chosen = sample(pool, PAGES * TEXTS, 1)
        title, _ = WORDS[language]
        step = max(1, -(-len(chosen) // PAGES))
        parts = [chosen[start : start + step] for start in range(0, len(chosen), step)]
        pages = {
            f"others{number}": f"# {title}\n\n" + "".join(f"<p>{text}</p>\n\n" for text in part)
            for number, part in enumerate(parts)
        }
        yield language, pages


def _is_prose(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    latin = sum(char.isascii() and char.isalpha() for char in text)
    odd = _NO_PROSE.search(text) or _CONTROL.search(text)
    return letters >= _LEAST_LETTERS and latin * 3 < letters and not odd


def make_site(folder: Path, language: str, pages: Mapping[str, str]) -> Path:
    """Write plain pages, without a theme whose own words might not be translated; return their folder."""
    folder.mkdir(parents=True)
    render = MarkdownIt("commonmark", {"html": True}).enable("table").render
    for name, text in pages.items():
        title = text.partition("\n")[0].strip("# ")
        head = f'<!doctype html>\n<html lang="{language}" dir="{text_direction(language)}">\n'
        head += f'<meta charset="utf-8">\n<title>{title}</title>\n<style>{PLAIN}</style>\n'
        (folder / f"{name}.html").write_text(f"{head}<main>\n{render(text)}</main>\n", "utf-8")
    return folder
