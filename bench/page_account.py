"""Account for what the theme adds to a page, element by element, compressed.

The bytes of an element are what the page loses when the element is left out: those of brotli at its best
for the page, minus those for the page without it. Elements share words, so the parts do not add up to the
whole. Run `make build` first, or name a folder and its pages.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from floor import compressed, minimal

ROOT = Path(__file__).parents[1]
PAGE = "guide/small-business.html"
PREFIXES = ("", "ar/", "ckb/")
# Name and pattern; a pattern matches all of an element.
PARTS = {
    "head: alternate languages": r'<link rel="alternate"[^>]*>',
    "head: manifest, icon": r'<link rel="(?:manifest|icon)"[^>]*>',
    "head: title": r"<title>.*?</title>",
    "head: encoding, viewport": r"<meta[^>]*>",
    "styles": r"<style>.*?</style>",
    "skip link": r'<a href="#_m">.*?</a>',
    "header": r"<header>.*?</header>",
    "language links": r'<nav [^>]*class="language-links".*?</nav>',
    "notice: not reviewed": r'<div class="[^"]*\bnot-reviewed.*?</div>',
    "contents of the page": r"<nav aria-label=[^>]*><details id=\"_t\".*?</nav>",
    "scripts": r"<script\b.*?</script>",
    "permalinks": r'<a [^>]*class="headerlink"[^>]*>.*?</a>',
    "footer": r"<footer>.*?</footer>",
    "menu: close, search": r'<button popovertarget="_n" autofocus.*?</form>',
    "menu: links": r"(?<=</form>)<p>.*?(?=</nav>)",
    "classes, sections in the text": None,
}
IN_TEXT = re.compile(r"</?section[^>]*>| class=\"[^\"]*\"")


def without(page: str, pattern: str | None) -> str:
    """Return the page without a part."""
    if pattern is None:
        start, end = page.index("<main"), page.index("</main>")
        return page[:start] + IN_TEXT.sub("", page[start:end]) + page[end:]
    return re.sub(pattern, "", page, flags=re.DOTALL)


def account(path: Path) -> dict[str, int]:
    """Return the bytes of each part of a page, of its content, and of the page."""
    data = path.read_bytes()
    page, whole, floor = data.decode(), compressed(data), compressed(minimal(data))
    found = {name: whole - compressed(without(page, pattern)) for name, pattern in PARTS.items()}
    found["shared by parts"] = whole - floor - sum(found.values()) + found["notice: not reviewed"]
    return {**found, "over the content": whole - floor, "content": floor, "page": whole}


def main() -> None:
    """Print the account of pages, one column for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=ROOT / "build" / "html")
    parser.add_argument("pages", nargs="*", default=[prefix + PAGE for prefix in PREFIXES])
    options = parser.parse_args()
    columns = [account(options.site / page) for page in options.pages]
    for page in options.pages:
        print(page)
    for name in columns[0]:
        print(f"{name:32}" + "".join(f"{column[name]:8,d}" for column in columns))


if __name__ == "__main__":
    main()
