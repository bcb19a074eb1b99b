"""The words of the readers' pages: short sentences, dated figures, one pattern on every page.

At most 20 words a sentence, and fewer than 10 on average, suit a reading age of 9 to 11.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

DOCS = Path(__file__).resolve().parents[2] / "docs"
LONGEST, AVERAGE = 20, 10  # words in a sentence of a page for readers
LABEL = 3  # fewer words are a label and no sentence: labels would flatter the average
OTHER_AUDIENCE = {  # pages for others, with a reading level of their own
    "guide/community-workers": "for trained workers, lower secondary level",
    "guide/for-publishers": "for publishers, upper secondary level",
}
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
CHECKED_ON = re.compile(rf"Checked on \d{{1,2}} {MONTH} \d{{4}}\.")
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
# Numbers that belong to a name or a date measure nothing.
NAME_OR_DATE = re.compile(
    r"\b(?:WCAG|Android|Babel|Goal|Objective|Aim) \d[\w.]*|\b0 to 9\b|\d\d/\d\d/\d{4}"
    rf"|\b\d{{1,2}} {MONTH}\b|{YEAR.pattern}"
)
FIGURE = re.compile(r"(?<![\w.])\d+(?:[.,:]\d+)*%?(?!\w)")
NUMERIC_DATE = re.compile(r"\b(?:\d{4}-\d\d-\d\d|\d{1,2}([/.])\d{1,2}\1\d{2,4})\b")
# Names that the page about work and money may have: those of its sources, and of what they are about.
WORK_NAMES = {
    "Iraq",
    "United Nations",
    "UNHCR Iraq",
    "International Labour Organization",
    "ILO",
    "Global Compact for Migration",
    "Compact",
}
NAME = re.compile(r"\b[A-Z][\w-]+(?: (?:for )?[A-Z][\w-]+)*")
CONTACT = re.compile(r"(?<!\w)\+?\(?\d(?:[ ().-]{0,2}\d){6,}|[\w.+-]+@[\w-]+\.\w+")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]*\s+")
NOT_LINK_TEXT = re.compile(r"\s*$|https?:|www\.|here$|click ", re.IGNORECASE)
# Colon fences and options vanish, so that what they hold is read as ordinary text.
DIRECTIVE_LINE = re.compile(r"^(?::::+.*|:[\w-]+:.*)$", re.MULTILINE)
GUIDE = re.compile(r"^```\{toctree\}\n:caption: Guide\n((?:.*\n)*?)```$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A heading, paragraph, list item or table cell, with the line on which it starts."""

    kind: str  # "h1" to "h6", "paragraph", "item" or "cell"
    section: str
    line: int
    text: str
    links: tuple[tuple[str, str], ...]  # (text, URL)
    lead: str  # of a list item: the paragraph before the list, if it ends with a colon


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its document name, such as `guide/scams`, its source and its passages."""

    name: str
    source: str
    passages: tuple[Passage, ...]

    def says(self, line: int, problem: str, text: str = "") -> str:
        """Return one message: file, line, what is wrong, and the words in question."""
        quoted = f': "{" ".join(text.split())}"' if text else ""
        return f"docs/{self.name}.md:{line}: {problem}{quoted}"

    def headings(self) -> list[Passage]:
        return [p for p in self.passages if p.kind.startswith("h")]

    def under(self, title: str) -> list[Passage]:
        """Return what stands under the second-level heading `title`."""
        return [p for p in self.passages if p.section == title and not p.kind.startswith("h")]

    def prose(self) -> list[Passage]:
        """Return paragraphs and list items, without the sources."""
        kinds = ("paragraph", "item")
        return [p for p in self.passages if p.kind in kinds and p.section != "Sources"]

    def sentences(self) -> Iterator[tuple[int, int, str]]:
        """Yield the number of words, the line and the text of each sentence of the prose."""
        for passage in self.prose():
            stops = [m.end() for m in SENTENCE_END.finditer(passage.text)] + [len(passage.text)]
            for start, stop in zip([0, *stops], stops, strict=False):
                text = " ".join(passage.text[start:stop].split())
                words = sum(any(c.isalnum() for c in word) for word in text.split())
                yield words, passage.line + passage.text.count("\n", 0, start), text


def figures(text: str) -> list[str]:
    """Return the numbers in `text` that measure something: no years, dates or versions."""
    return FIGURE.findall(NAME_OR_DATE.sub(" ", text))


def visible(inline: Token) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the text that a reader sees, with code as one word, and the links in it."""
    text, href, start = "", "", 0
    links: list[tuple[str, str]] = []
    for child in inline.children or ():
        match child.type:
            case "link_open":
                href, start = str(child.attrs["href"]), len(text)
            case "link_close":
                links.append((text[start:], href))
            case "softbreak" | "hardbreak":
                text += "\n"
            case "code_inline":
                text += "code"
            case kind if kind != "html_inline":
                text += child.content
    return text, tuple(links)


def parse(name: str, source: str) -> Page:
    """Return the page that the MyST text `source` makes."""
    passages: list[Passage] = []
    stack: list[Token] = []
    section = lead = ""
    for token in MarkdownIt("commonmark").enable("table").parse(DIRECTIVE_LINE.sub("", source)):
        if token.nesting:
            stack = [*stack, token] if token.nesting > 0 else stack[:-1]
        if token.type != "inline":
            continue
        text, links = visible(token)
        tags = [t.tag for t in stack]
        kind = "cell" if {"td", "th"} & set(tags) else "item" if "li" in tags else "paragraph"
        if stack[-1].type == "heading_open":
            kind = tags[-1]
            section = text if kind == "h2" else section
        if kind != "item":
            lead = text if text.endswith(":") else ""
        line = (token.map or [0])[0] + 1
        passages.append(
            Passage(kind=kind, section=section, line=line, text=text, links=links, lead=lead)
        )
    return Page(name=name, source=source, passages=tuple(passages))


@cache
def load(name: str) -> Page:
    return parse(name, (DOCS / f"{name}.md").read_text(encoding="utf-8"))


def reading_order() -> list[str]:
    """Return the document names of the home page and of the guide, as the toctree has them."""
    found = GUIDE.search(load("index").source)
    assert found, 'docs/index.md has no toctree with the caption "Guide"'
    # An entry is a page, or a name for the menu and the page: `Learn online <guide/learn-online>`.
    return ["index", *re.findall(r"^(?:.+<)?(guide/[^\s>]+)>?$", found[1], re.MULTILINE)]


PAGES = reading_order()
EVERY_PAGE = [*PAGES, *OTHER_AUDIENCE]


def sentences_are_short(page: Page) -> Iterator[str]:
    if page.name in OTHER_AUDIENCE:
        return
    full = sorted(s for s in page.sentences() if s[0] >= LABEL)
    for count, line, text in full:
        if count > LONGEST:
            yield page.says(line, f"{count} words in one sentence, at most {LONGEST}", text)
    average = sum(count for count, _, _ in full) / len(full)
    if average >= AVERAGE:
        problem = f"{average:.1f} words a sentence on average, not under {AVERAGE}; the longest"
        yield page.says(full[-1][1], problem, full[-1][2])


def figures_have_a_year(page: Page) -> Iterator[str]:
    """A year stands in the same paragraph or list item, or in the line that leads the list in."""
    for p in page.prose():
        if (found := figures(p.text)) and not YEAR.search(f"{p.lead} {p.text}"):
            yield page.says(p.line, f"{', '.join(found)} without a year", p.text)


def figures_are_in_the_table(page: Page) -> Iterator[str]:
    table = {f for p in load("guide/about").passages if p.kind == "cell" for f in figures(p.text)}
    for p in page.prose():
        for figure in figures(p.text):
            if figure not in table:
                yield page.says(p.line, f"{figure} is not in the table of guide/about.md", p.text)


def no_contact_is_printed(page: Page) -> Iterator[str]:
    for p in page.passages:
        contacts = [href for _, href in p.links if href.startswith(("tel:", "mailto:"))]
        for found in [*CONTACT.findall(p.text), *contacts]:
            yield page.says(p.line, "looks like a contact, and none is confirmed", found)


def dates_are_in_words(page: Page) -> Iterator[str]:
    """A date in digits means two different days; the page for publishers shows one as a warning."""
    for p in page.passages:
        for found in NUMERIC_DATE.finditer(p.text):
            if "means two different days" not in p.text:
                yield page.says(p.line, "write the name of the month", found[0])


def names_on_the_page_about_work(page: Page) -> Iterator[str]:
    """No bank, employer or service is named: a name reads as advice, and none was checked."""
    if page.name != "guide/work-and-money":
        return
    links = [text for p in page.prose() for text, _ in p.links]
    for _, line, sentence in page.sentences():
        if any(" ".join(text.split()) in sentence for text in links):
            continue  # titles of this site's own pages
        start = sentence.split()[0] if sentence else ""
        for name in NAME.findall(re.sub(MONTH, "", sentence)):
            if (
                name not in WORK_NAMES
                and name != start
                and name.removeprefix("The ") not in WORK_NAMES
            ):
                yield page.says(line, "a name that is none of a source", name)


def headings_make_an_outline(page: Page) -> Iterator[str]:
    if [h.kind for h in page.headings()].count("h1") != 1:
        yield page.says(1, "a page has exactly one first-level heading")
    last = "h0"
    for h in page.headings():
        if int(h.kind[1:]) > int(last[1:]) + 1:
            yield page.says(h.line, "this heading skips a level", h.text)
        last = h.kind


def page_opens_with_its_use_and_date(page: Page) -> Iterator[str]:
    use, date = [p for p in page.passages if p.kind == "paragraph"][:2]
    if not use.text.startswith("This page helps you "):
        yield page.says(use.line, 'a page opens with "This page helps you"', use.text)
    if not CHECKED_ON.match(date.text):
        yield page.says(date.line, 'then comes "Checked on" and a date', date.text)


def sources_close_the_page(page: Page) -> Iterator[str]:
    end, items = page.headings()[-1], [p for p in page.under("Sources") if p.kind == "item"]
    if end.text != "Sources" or not items:
        yield page.says(end.line, "a page ends with a list under the heading Sources", end.text)
    for item in items:
        if not item.links and "our own measurements" not in item.text:
            yield page.says(item.line, "a source without a URL", item.text)
        date = item.text.removeprefix(item.links[0][0] if item.links else "")
        if not YEAR.search(date) and "no date in our copy" not in date.lower():
            yield page.says(item.line, "a source without a date", item.text)


def next_page_is_linked(page: Page) -> Iterator[str]:
    """The last page leads back to the first, and so do the pages for others."""
    following = "index"
    if page.name in PAGES:
        following = PAGES[(PAGES.index(page.name) + 1) % len(PAGES)]
    links = [href for p in page.under("Next page") for _, href in p.links]
    if [normpath(join(dirname(page.name), href)) for href in links] != [f"{following}.md"]:
        yield page.says(1, f'"Next page" must hold one link, to {following}.md, not {links}')


def link_texts_are_words(page: Page) -> Iterator[str]:
    for p in page.passages:
        for text, href in p.links:
            if NOT_LINK_TEXT.match(text):
                yield page.says(p.line, f"the link to {href} needs words for its text", text)


def no_text_hides(page: Page) -> Iterator[str]:
    """Text in a backtick directive would be taken for code; a colon fence is read."""
    for number, line in enumerate(page.source.split("\n"), start=1):
        if line.startswith("```{") and line != "```{toctree}":
            yield page.says(number, "write this directive with a colon fence", line)


CHECKS = [
    sentences_are_short,
    figures_have_a_year,
    figures_are_in_the_table,
    no_contact_is_printed,
    dates_are_in_words,
    names_on_the_page_about_work,
    headings_make_an_outline,
    page_opens_with_its_use_and_date,
    sources_close_the_page,
    next_page_is_linked,
    link_texts_are_words,
    no_text_hides,
]


@pytest.mark.parametrize("name", EVERY_PAGE)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_page(check: Callable[[Page], Iterable[str]], name: str) -> None:
    problems = list(check(load(name)))
    assert not problems, "\n" + "\n".join(problems)


def test_the_guide_lists_every_page() -> None:
    files = {p.relative_to(DOCS).with_suffix("").as_posix() for p in DOCS.glob("guide/*.md")}
    assert set(EVERY_PAGE) == {"index", *files}


BAD = """# One

One two three four five six. Half of
them knows that one two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen twenty.

It was 72% then, [here](mailto:a@example.org). Call 0770 123 4567 or write to a.b@example.org.

In 2022, as the report of 03/04/2023 shows:

- it was 85% for men

#### Deep
"""


def test_the_checks_name_file_line_and_words() -> None:
    page = parse("index", BAD)
    found = {check.__name__: list(check(page)) for check in CHECKS}
    (long,) = found["sentences_are_short"]
    assert long.startswith('docs/index.md:3: 25 words in one sentence, at most 20: "Half of them')
    assert [line.split(": ")[1] for line in found["figures_have_a_year"]] == [
        "72%, 0770, 123, 4567 without a year"
    ]
    assert [line.split(": ")[2] for line in found["no_contact_is_printed"]] == [
        '"0770 123 4567"',
        '"a.b@example.org"',
        '"mailto:a@example.org"',
    ]
    assert found["headings_make_an_outline"] == [
        'docs/index.md:13: this heading skips a level: "Deep"'
    ]
    assert found["dates_are_in_words"] == [
        'docs/index.md:9: write the name of the month: "03/04/2023"'
    ]
    clean = {"no_text_hides", "names_on_the_page_about_work"}
    assert {name for name, problems in found.items() if not problems} == clean


def test_sentences_of_ten_words_are_too_long_on_average() -> None:
    page = parse("index", "# One\n\n" + 3 * f"{'word ' * 9}end. ")
    (problem,) = sentences_are_short(page)
    assert problem.startswith("docs/index.md:3: 10.0 words a sentence on average, not under 10")


def test_the_page_about_work_names_no_employer() -> None:
    text = "# One\n\nThe United Nations hires people in Iraq. You can send money with Fast Pay.\n"
    (problem,) = names_on_the_page_about_work(parse("guide/work-and-money", text))
    assert problem == 'docs/guide/work-and-money.md:3: a name that is none of a source: "Fast Pay"'
