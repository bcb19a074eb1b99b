"""Generate furo sites of any size, flat or nested: the sources, and the HTML that Sphinx makes of them.

.venv/bin/python bench/site_generator.py --pages 1000 --shape flat OUT     writes OUT/source, OUT/html
.venv/bin/python bench/site_generator.py --pages 10000 --shape nested --theme alabaster OUT   no sidebar

Sphinx resolves the sidebar for each page, which takes an hour for thousands of pages. Here it builds
a small site of the same shape, the prototype, and each of its pages is multiplied: sidebar, neighbours,
title and the words that differ from page to page are written again. Where the prototype's own sidebar or
neighbours are not what this module would write, it stops. `--sphinx` has Sphinx build all pages, and so has
another theme, which gets no sidebar: each page has a few links then, however many pages there are.
"""

from __future__ import annotations

import argparse
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from site_texts import BODIES, SECTION, WORDS

__all__ = ["generate", "main"]

CONF = """\
project = "Generated"
html_title = "Generated"
copyright = "2026, nobody"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
html_theme = "furo"
html_use_index = False
"""
FURO = "furo"
NO_SIDEBAR = 'html_sidebars = {"**": []}\n'
# A section has so many pages, and a part so many sections.
BRANCH = 10
# Words of the prototype's pages: no other text has them.
TOKENS = tuple(f"qq{letter}q" for letter in "abcdefghi")
TOKEN = re.compile("|".join(TOKENS))
SMALLEST = 10
UNLIKE = ("objects.inv", "search.html", "searchindex.js")


class GeneratorError(Exception):
    """A site that can't be generated, in one sentence."""


@dataclass(slots=True, kw_only=True)
class Page:
    """A page of the tree: its name in the project, title, words, and the pages below it."""

    name: str
    title: str
    words: tuple[str, ...]
    body: str
    below: list[Page] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return self.title.lower().replace(" ", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The pages in reading order; the first is the root."""

    pages: tuple[Page, ...]

    def neighbours(self, number: int) -> tuple[Page | None, Page | None]:
        """Return the pages before and after a page."""
        after = self.pages[number + 1] if number + 1 < len(self.pages) else None
        return (self.pages[number - 1] if number else None), after


def plan(pages: int, shape: str, words: Sequence[str] = WORDS) -> Site:
    """Return a site of so many pages."""
    root = Page(name="index", title="Generated", words=picked(0, words), body=SECTION)
    everything = [root]
    left = pages - 1
    leaves = 0

    def add(above: Page, name: str, body: str) -> Page:
        number = len(everything)
        kind = posixpath.basename(name) if name[-1].isdigit() else name.split("/")[-2]
        title = f"{kind.split('-')[0].capitalize()} {number:05d} on {words[number % len(words)]}"
        page = Page(name=name, title=title, words=picked(number, words), body=body)
        above.below.append(page)
        everything.append(page)
        return page

    if shape == "flat":
        for number in range(left):
            add(root, f"topic-{number:05d}", BODIES[number % len(BODIES)])
        return Site(pages=tuple(everything))
    part = section = root
    while left:
        # No section is without a topic, and no part without a section.
        if section is root or (len(section.below) >= BRANCH and left > 1 + 1):
            if part is root or (len(part.below) >= BRANCH and left > 1 + 1 + 1):
                part = add(root, f"part-{len(root.below):03d}/index", SECTION)
                left -= 1
            name = posixpath.dirname(part.name)
            section = add(part, f"{name}/section-{len(part.below):02d}/index", SECTION)
            left -= 1
        name = posixpath.dirname(section.name)
        add(section, f"{name}/topic-{leaves:05d}", BODIES[leaves % len(BODIES)])
        leaves += 1
        left -= 1
    return Site(pages=tuple(everything))


def picked(number: int, words: Sequence[str]) -> tuple[str, ...]:
    """Return a page's words: others for each page, the same in each run."""
    if words is TOKENS:
        return TOKENS
    chosen = (words[(number * 7 + place * 13) % len(words)] for place in range(len(TOKENS) - 1))
    return (*chosen, f"n{number:05d}")


def source(page: Page) -> str:
    """Return the page as MyST Markdown."""
    text = f"# {page.title}\n\n{TOKEN.sub(lambda found: word_of(page, found), page.body)}"
    if page.below:
        folder = posixpath.dirname(page.name)
        names = [posixpath.relpath(below.name, folder or ".") for below in page.below]
        text += "\n```{toctree}\n:hidden:\n\n" + "\n".join(names) + "\n```\n"
    return text


def word_of(page: Page, found: re.Match[str]) -> str:
    """Return the page's word for a token."""
    return page.words[TOKENS.index(found[0])]


def write_sources(site: Site, folder: Path, theme: str = FURO) -> None:
    """Write the project: Markdown and `conf.py`."""
    for page in site.pages:
        path = folder / f"{page.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source(page), encoding="utf-8")
    conf = CONF if theme == FURO else CONF.replace(f'"{FURO}"', f'"{theme}"') + NO_SIDEBAR
    (folder / "conf.py").write_text(conf, encoding="utf-8")


def build(sources: Path, html: Path) -> None:
    """Build with Sphinx."""
    with tempfile.TemporaryDirectory(prefix="doctrees-") as doctrees:
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-d", doctrees]
        subprocess.run([*command, str(sources), str(html)], check=True)


class Sidebar:
    """The navigation tree that furo writes, for any page of a site."""

    def __init__(self, site: Site) -> None:
        self._root = site.pages[0]
        self._numbers: dict[str, int] = {}
        self._parents: dict[str, Page] = {}
        for page in site.pages:
            for below in page.below:
                self._parents[below.name] = page
            if page.below and page is not self._root:
                self._numbers[page.name] = len(self._numbers) + 1
        self._folder = ""
        self._closed: dict[str, str] = {}

    def write(self, page: Page) -> str:
        """Return the tree of links as it stands on a page."""
        folder = posixpath.dirname(page.name)
        if folder != self._folder:
            self._folder, self._closed = folder, {}
        chain = list(self._chain(page))
        inner = "".join(self._entry(below, 1, chain) for below in self._root.below)
        current = ' class="current"' if chain else ""
        return f'<div class="sidebar-tree">\n  <ul{current}>\n{inner}</ul>\n\n</div>'

    def _chain(self, page: Page) -> Iterator[str]:
        while page is not self._root:
            yield page.name
            page = self._parents[page.name]

    def _entry(self, page: Page, level: int, chain: list[str]) -> str:
        if page.name in chain:
            return self._item(page, level, chain)
        if page.name not in self._closed:
            self._closed[page.name] = self._item(page, level, [])
        return self._closed[page.name]

    def _item(self, page: Page, level: int, chain: list[str]) -> str:
        current = bool(chain) and page.name in chain
        here = bool(chain) and page.name == chain[0]
        classes = f"toctree-l{level}" + " current" * current
        classes += " has-children" * bool(page.below) + " current-page" * here
        link = "#" if here else relative(page.name, self._folder)
        marked = "current " * here
        text = f'<li class="{classes}"><a class="{marked}reference internal" href="{link}">{page.title}</a>'
        if page.below:
            name = f"toctree-checkbox-{self._numbers[page.name]}"
            checked = ' checked=""' * current
            text += (
                f'<input aria-label="Toggle navigation of {page.title}"{checked} class="toctree-checkbox"'
                f' id="{name}" name="{name}" role="switch" type="checkbox"/>'
                f'<label for="{name}"><span class="icon"><svg><use href="#svg-arrow-right"></use></svg>'
                "</span></label>"
            )
            inner = "".join(self._entry(below, level + 1, chain) for below in page.below)
            opened = '<ul class="current">' if current and not here else "<ul>"
            text += f"{opened}\n{inner}</ul>\n"
        return text + "</li>\n"


def relative(name: str, folder: str) -> str:
    """Return the URL of a page, as seen from a folder."""
    return posixpath.relpath(f"{name}.html", folder or ".")


def head_links(site: Site, number: int) -> str:
    """Return the `link` elements that name the neighbours."""
    folder = posixpath.dirname(site.pages[number].name)
    before, after = site.neighbours(number)
    return "".join(
        f'<link rel="{rel}" title="{page.title}" href="{relative(page.name, folder)}">'
        for rel, page in (("next", after), ("prev", before))
        if page
    )


def foot_links(site: Site, number: int) -> str:
    """Return furo's links to the neighbours, below the text."""
    folder = posixpath.dirname(site.pages[number].name)
    before, after = site.neighbours(number)
    icon = '<svg class="furo-related-icon"><use href="#svg-arrow-right"></use></svg>'
    text = ""
    if after:
        text += f"""<a class="next-page" href="{relative(after.name, folder)}">
              <div class="page-info">
                <div class="context">
                  <span>Next</span>
                </div>
                <div class="title">{after.title}</div>
              </div>
              {icon}
            </a>"""
    text += "\n          "
    if before:
        blank = " " * 16
        title = "Home" if before is site.pages[0] else before.title
        text += f"""<a class="prev-page" href="{relative(before.name, folder)}">
              {icon}
              <div class="page-info">
                <div class="context">
                  <span>Previous</span>
                </div>
{blank}
                <div class="title">{title}</div>
{blank}
              </div>
            </a>"""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mould:
    """A page that Sphinx made, cut where pages of its kind differ."""

    parts: tuple[str, ...]
    page: Page

    def fill(self, site: Site, number: int, sidebar: Sidebar) -> str:
        """Return the HTML of another page of the kind."""
        page = site.pages[number]
        between = (head_links(site, number), sidebar.write(page), foot_links(site, number), "")
        return "".join(
            text
            for pair in zip((self._own(part, page) for part in self.parts), between, strict=True)
            for text in pair
        )

    def _own(self, text: str, page: Page) -> str:
        for old, new in (
            (f"_sources/{self.page.name}.md.txt", f"_sources/{page.name}.md.txt"),
            (self.page.title, page.title),
            (self.page.slug, page.slug),
        ):
            text = text.replace(old, new)
        return TOKEN.sub(lambda found: word_of(page, found), text)


def moulds(shape: str, html: Path) -> dict[tuple[str, int], Mould]:
    """Build the prototype, and return a mould for each kind of page."""
    others = 1 if shape == "flat" else 3  # the root; a part and a section
    site = plan(len(BODIES) + others, shape, TOKENS)
    with tempfile.TemporaryDirectory(prefix="prototype-") as sources:
        write_sources(site, Path(sources))
        build(Path(sources), html)
    sidebar = Sidebar(site)
    found: dict[tuple[str, int], Mould] = {}
    for number, page in enumerate(site.pages):
        own = (head_links(site, number), sidebar.write(page), foot_links(site, number))
        parts = cut(html / f"{page.name}.html", own)
        found.setdefault(kind_of(page), Mould(parts=parts, page=page))
        (html / f"{page.name}.html").unlink()
    return found


def kind_of(page: Page) -> tuple[str, int]:
    """Return what makes pages equal but for what this module writes."""
    return page.body, page.name.count("/")


def cut(path: Path, own: Sequence[str]) -> tuple[str, ...]:
    """Return what stands around the texts that this module writes."""
    rest = path.read_text(encoding="utf-8")
    parts = []
    for text in own:
        before, found, rest = rest.partition(text)
        if not found:
            raise GeneratorError(
                f"{path.name}: this version of furo writes something else than\n{text}"
            )
        parts.append(before)
    return (*parts, rest)


def generate(out: Path, pages: int, shape: str, *, sphinx: bool = False, theme: str = FURO) -> None:
    """Write OUT/source and OUT/html."""
    site = plan(pages, shape)
    sources, html = out / "source", out / "html"
    for folder in (sources, html):
        shutil.rmtree(folder, ignore_errors=True)
    write_sources(site, sources, theme)
    if sphinx or theme != FURO:
        build(sources, html)
        return
    found = moulds(shape, html)
    shutil.rmtree(html / "_sources")
    sidebar = Sidebar(site)
    for number, page in enumerate(site.pages):
        path = html / f"{page.name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found[kind_of(page)].fill(site, number, sidebar), encoding="utf-8")
        copy = html / "_sources" / f"{page.name}.md.txt"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(source(page), encoding="utf-8")
    # They list the prototype's pages.
    for name in UNLIKE:
        (html / name).unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """Generate the site that the command line asks for, and return the exit code."""
    parser = argparse.ArgumentParser(description="Generate a site.")
    parser.add_argument("out", type=Path, metavar="OUT", help="gets OUT/source and OUT/html")
    parser.add_argument("--pages", type=int, default=1000, metavar="N", help="pages in all")
    parser.add_argument("--shape", choices=("flat", "nested"), default="flat")
    parser.add_argument("--sphinx", action="store_true", help="let Sphinx build all pages")
    parser.add_argument("--theme", default=FURO, help="another theme has no sidebar")
    options = parser.parse_args(arguments)
    if options.pages < SMALLEST:
        parser.error(f"--pages must be at least {SMALLEST}")
    try:
        generate(
            options.out, options.pages, options.shape, sphinx=options.sphinx, theme=options.theme
        )
    except GeneratorError as error:
        print(f"site_generator: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
