"""Texts of too little contrast in several scripts: how many axe-core alone reports, and how many we do.

The texts are those that others translated (`catalogues.py`), each a paragraph in #bbb on white. axe takes a
text whose letters join for the name of an icon, since it is narrower than its letters one by one.
"""

import tempfile
from collections import Counter
from html import escape
from pathlib import Path

from catalogues import originals, sample, texts
from plain_loop import audit_folder

import a11ycheck
from a11ycheck import Config

LANGUAGES = ("en", "ar", "ckb", "fa", "ur", "he", "hi", "bn", "th")
TEXTS = 50
RULE = "color-contrast"


def main() -> None:
    """Print a table: language, texts, reported by axe alone, reported by `a11ycheck`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        counts = {language: _write(folder, language) for language in LANGUAGES}
        plain = Counter(page for page, rule, _ in audit_folder(folder).violations if rule == RULE)
        ours = _ours(folder)
    print("| Language | Texts | axe-core alone | a11ycheck |")
    print("| --- | --- | --- | --- |")
    for language, count in counts.items():
        page = f"{language}.html"
        print(f"| {language} | {count} | {plain[page]} | {ours[page]} |")


def _write(folder: Path, language: str) -> int:
    """Write a page of texts in a language; return how many."""
    pool = originals() if language == "en" else texts(language)
    chosen = sample(pool, TEXTS, 1)
    body = "".join(f"<p>{escape(text)}</p>\n" for text in chosen)
    (folder / f"{language}.html").write_text(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Texts</title>'
        f"<style>p {{ color: #bbb; background: #fff }}</style><main><h1>Texts</h1>{body}</main>",
        "utf-8",
    )
    return len(chosen)


def _ours(folder: Path) -> Counter[str]:
    config = Config(select=(RULE,), variants=("desktop-light",), cache=False)
    report = a11ycheck.audit([str(folder)], config).report
    return Counter(
        page
        for finding in report.findings
        if finding.outcome == "failed"
        for location in finding.locations
        for page in location.pages
    )


if __name__ == "__main__":
    main()
