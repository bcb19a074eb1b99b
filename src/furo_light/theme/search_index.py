"""An index for searching a site in small files: a query loads the words that begin like its own.

A *unit* is what a result leads to: a page, a section of it, a documented object. Units are numbered; a
word's entry is the numbers of the units whose title has it, and of the pages whose text has it, the
fullest first. Words are split over files by their first letters, titles by number, each file a few
kilobytes at most.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from furo_light.theme.normalise import RULES, words

__all__ = ["Index", "IndexedPage", "build_index"]

FILE_SIZE: Final = 8_000
"""Characters of a file, roughly; a quarter of it travels."""

_DEEPEST: Final = 3
"""Letters by which words are split at most: words of one stem stay together."""

_COMMON_FROM: Final = 30
_COMMON: Final = 0.6
"""In a site of that many pages, a word of that share of them finds nothing, and is left out."""

_MOST_PAGES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPage:
    """What is searched of a page: address, title, first words, sections and objects, all words."""

    address: str
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
    units: list[list[Any]] = [[page.address, page.title, page.intro] for page in pages]
    found: dict[str, tuple[list[int], list[int]]] = {}
    titles = [(page.title, number) for number, page in enumerate(pages)]
    for number, page in enumerate(pages):
        for anchor, title in page.sections:
            titles.append((title, len(units)))
            units.append([number, title, anchor])
    _add_titles(found, titles)
    _add_texts(found, pages)
    common = _take_common(found, len(pages))
    shards = dict(_split(found, ""))
    chunks = list(_chunks(units))
    files = {f"w{at}.js": _script(f"w{at}", content) for at, content in enumerate(shards.values())}
    files |= {f"u{at}.js": _script(f"u{at}", chunk) for at, (_, chunk) in enumerate(chunks)}
    manifest = {
        **RULES,
        "words": list(shards),
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
    found: Mapping[str, tuple[list[int], list[int]]], prefix: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (first letters, words), split by one letter more until each is small enough."""
    content = {word: [titles, texts] for word, (titles, texts) in sorted(found.items())}
    if len(prefix) >= _DEEPEST or len(json.dumps(content, separators=(",", ":"))) <= FILE_SIZE:
        yield prefix, content
        return
    letters = dict.fromkeys(word[: len(prefix) + 1] for word in content)
    for start in letters:
        if start == prefix:
            yield prefix, {prefix: content[prefix]}
        else:
            yield from _split(
                {word: one for word, one in found.items() if word.startswith(start)}, start
            )


def _chunks(units: Iterable[list[Any]]) -> Iterator[tuple[int, list[list[Any]]]]:
    """Yield (number of the first, units) of each file of titles."""
    chunk: list[list[Any]] = []
    start = size = at = 0
    for at, unit in enumerate(units):
        length = len(json.dumps(unit, ensure_ascii=False))
        if chunk and size + length > FILE_SIZE:
            yield start, chunk
            chunk, start, size = [], at, 0
        chunk.append(unit)
        size += length
    if chunk:
        yield start, chunk


def _script(name: str, content: Any) -> str:
    """Return a file that also works without a server, where pages may load scripts but no data."""
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"furoLight({json.dumps(name)},{data})"
