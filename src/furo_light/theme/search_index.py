"""A search index in small files: a query loads only those in which words that begin like its own stand.

A *unit* is the target of a result: a page, a section of it, a documented object. Units are numbered; the
entry of a word has the numbers of the units with the word in their title, and of the pages with it in their
text, those with the most occurrences first. Words are split over files in their order, titles by number;
a file is full when its compressed size is.

Words are normalised: without marks, variants of letters, and articles. Readers type Arabic script as their
keyboard has it: with one alef or another, Arabic or Persian yeh and kaf, with vowel signs or without,
digits of three kinds. The rules are data that `furo-light-search.js` gets too, so that a query is
normalised as the index was.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from furo_light.theme.search_filling import FILE_SIZE, Filling

__all__ = ["FILE_SIZE", "Index", "IndexedPage", "build_index", "normalised", "words"]

_COMMON_FROM: Final = 30
_COMMON: Final = 0.6
"""In a site of that many pages, a word of that share of them finds nothing, and is left out."""

_MOST_PAGES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPage:
    """What is searched of a page: URL, title, first words, sections and objects, all words."""

    url: str
    title: str
    intro: str
    sections: Sequence[tuple[str, str]] = ()
    text: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The files of an index by name, each a script; and what the page must know of them."""

    files: Mapping[str, str]
    manifest: Mapping[str, Any]


def build_index(pages: Sequence[IndexedPage]) -> Index:
    """Return the index of these pages; the order of the pages decides between equal results."""
    units: list[list[Any]] = [[page.url, page.title, page.intro] for page in pages]
    found: dict[str, tuple[list[int], list[int]]] = {}
    titles = [(page.title, number) for number, page in enumerate(pages)]
    for number, page in enumerate(pages):
        for anchor, title in page.sections:
            titles.append((title, len(units)))
            units.append([number, title, anchor])
    _add_titles(found, titles)
    _add_texts(found, pages)
    common = _take_common(found, len(pages))
    shards = list(_split(found))
    chunks = list(_chunks(units))
    files = {f"w{at}.js": _script(f"w{at}", content) for at, (_, content) in enumerate(shards)}
    files |= {f"u{at}.js": _script(f"u{at}", chunk) for at, (_, chunk) in enumerate(chunks)}
    manifest = {
        **_RULES,
        "words": [start for start, _ in shards],
        "units": [start for start, _ in chunks],
        "pages": len(pages),
        "common": sorted(common),
    }
    return Index(files=files, manifest=manifest)


def _add_titles(
    found: dict[str, tuple[list[int], list[int]]], titles: Iterable[tuple[str, int]]
) -> None:
    """Note the units that have a word in their title: first those whose title has few others."""
    split = [(list(dict.fromkeys(words(title))), unit) for title, unit in titles]
    for title, unit in sorted(split, key=lambda item: (len(item[0]), item[1])):
        for word in title:
            found.setdefault(word, ([], []))[0].append(unit)


def _add_texts(found: dict[str, tuple[list[int], list[int]]], pages: Sequence[IndexedPage]) -> None:
    counts: dict[str, Counter[int]] = {}
    for number, page in enumerate(pages):
        for word, count in page.text.items():
            counts.setdefault(word, Counter())[number] = count
    for word, numbers in counts.items():
        best = sorted(numbers, key=lambda number: (-numbers[number], number))
        found.setdefault(word, ([], []))[1].extend(best[:_MOST_PAGES])


def _take_common(found: dict[str, tuple[list[int], list[int]]], pages: int) -> set[str]:
    """Take the words out that stand nearly everywhere, and return them."""
    if pages < _COMMON_FROM:
        return set()
    limit = min(pages * _COMMON, _MOST_PAGES)
    common = {word for word, (titles, texts) in found.items() if len(texts) >= limit and not titles}
    for word in common:
        del found[word]
    return common


def _split(
    found: Mapping[str, tuple[list[int], list[int]]],
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (where the file begins, its words) of each file of words, in the order of their words.

    A file begins with a text that is after all words of the file before, and not after its own.
    """
    content: dict[str, Any] = {}
    start = last = ""
    file = Filling()
    for word in sorted(found, key=_as_utf_16):
        entry = [found[word][0], found[word][1]]
        if not file.takes({word: entry}):
            yield start, content
            content, file = {}, Filling()
            file.takes({word: entry})
            start = next(
                word[:end]
                for end in range(1, len(word) + 1)
                if _as_utf_16(word[:end]) > _as_utf_16(last)
            )
        content[word] = entry
        last = word
    if content:
        yield start, content


def _as_utf_16(word: str) -> bytes:
    """Sort words as JavaScript compares them."""
    return word.encode("utf-16-be", "surrogatepass")


def _chunks(units: Iterable[list[Any]]) -> Iterator[tuple[int, list[list[Any]]]]:
    """Yield (number of the first, units) of each file of titles."""
    chunk: list[list[Any]] = []
    file = Filling()
    start = 0
    for at, unit in enumerate(units):
        if not file.takes(unit):
            yield start, chunk
            chunk, start, file = [], at, Filling()
            file.takes(unit)
        chunk.append(unit)
    if chunk:
        yield start, chunk


def _script(name: str, content: Any) -> str:
    """Return a file that also works without a server, where pages may load scripts but no data."""
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"furoLight({json.dumps(name)},{data})"


# --- words ------------------------------------------------------------------------------------------

_MARKS: Final = (
    r"[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    r"\u06ea-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad]"
)
"""Accents, vowel signs, the tatweel, joiners and signs of direction: they make no other word."""

_LETTERS: Final = (
    "\u0671\u0627 \u0649\u064a \u06cc\u064a \u06a9\u0643 "
    "\u0629\u0647 \u06d5\u0647 \u06be\u0647 \u06c1\u0647"
)
"""Pairs of a letter and the one that it is taken for: alef wasla, alef maksura, Persian yeh and keheh,
the forms of heh."""

_SEPARATORS: Final = (
    r"[\s!-\/:-@\[-^`{-~\u00a0-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u066a-\u066d\u06d4"
    r"\u2010-\u2027\u2030-\u205e\u2190-\u2bff\u3000-\u3020\uff00-\uff0f\uff1a-\uff20]+"
)
"""What stands between words. The underscore is part of a name in code."""

_SCRIPTS_WITHOUT_SPACES: Final = (
    r"[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: pairs of letters stand for their words."""

_BETWEEN: Final = re.compile(
    rf"{_SEPARATORS}|(?<={_SCRIPTS_WITHOUT_SPACES})(?!{_SCRIPTS_WITHOUT_SPACES})"
    rf"|(?<!{_SCRIPTS_WITHOUT_SPACES})(?={_SCRIPTS_WITHOUT_SPACES})"
)
"""A word of another script within such text, such as a name, is a word of its own."""

_ARTICLES: Final = (
    r"^(?:\u0648?(?:\u0627\u0644|\u0628\u0627\u0644|\u0643\u0627\u0644|\u0641\u0627\u0644)"
    r"|\u0648?\u0644\u0644)(?=.{3})"
)
"""The Arabic article, with what is written together with it."""

_RULES: Final = {
    "marks": _MARKS,
    "letters": _LETTERS,
    "separators": _SEPARATORS,
    "pairs": _SCRIPTS_WITHOUT_SPACES,
    "articles": _ARTICLES,
}
"""The rules as regular expressions that Python and JavaScript read alike, for `search.js`."""

_DIGITS: Final = {
    zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966, 0xFF10) for digit in range(10)
}
_TABLE: Final = {**_DIGITS, **{ord(pair[0]): pair[1] for pair in _LETTERS.split()}}
_LONGEST: Final = 40


def normalised(text: str) -> str:
    """Return a text in lower case, with one form for each letter and digit, without marks."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.sub(_MARKS, "", plain).translate(_TABLE)


def words(text: str) -> Iterator[str]:
    """Yield the words of a text, normalised, in their order; words that are too long are cut.

    In scripts without spaces each letter begins a "word" of two, the last one a word of one.
    """
    for word in re.split(_BETWEEN, normalised(text)):
        if re.match(_SCRIPTS_WITHOUT_SPACES, word):
            yield from (word[at : at + 2] for at in range(len(word)))
        elif word:
            yield re.sub(_ARTICLES, "", word)[:_LONGEST]
            if "_" in word.strip("_"):
                yield from (part[:_LONGEST] for part in word.split("_") if part)
