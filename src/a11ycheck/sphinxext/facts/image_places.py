"""Where the images of a Markdown file were written, if substitutions write some of them.

MyST gives what a substitution writes the line below it, which can be the line of another image. What is in
the document and what is in the file are in the same order, so they are matched in this order, at the least
distance of their lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from a11ycheck.sphinxext.facts.markdown_images import EmptyImage, empty_images, has_target, prose
from a11ycheck.sphinxext.source_text import EMPTY, read_source

__all__ = ["HtmlImage", "Place", "PlacedImage", "Substitution", "match_places"]

_SUBSTITUTION = re.compile(r"\{\{.*?\}\}")
_HTML_IMAGE = re.compile(r"<img\b", re.IGNORECASE)
# Costs, in lines: of another image of a substitution, of an image that no reader gets, of an image that
# is written nowhere.
_AGAIN, _UNUSED, _UNKNOWN = 10, 50, 1000
_FARTHEST = 200
_MOST_PAIRS = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """`{{ name }}` in a file; with `is_block`, it has a line of its own, also in a list or quotation."""

    line: int
    column: int
    is_block: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlImage:
    """`<img` in a Markdown file."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedImage:
    """An image of the document: the line of its block, its URI, and whether its author wrote HTML."""

    line: int
    uri: str
    is_html: bool


Place = EmptyImage | HtmlImage | Substitution
# The places of the images so far, the last one first: most lists have their beginning in common.
_Matched = tuple["_Matched", Place | None] | None
_Choice = tuple[int, _Matched]


def match_places(file: str, images: Sequence[PlacedImage]) -> list[Place | None]:
    """Return where each image of a file was written, None if that is not known.

    Nothing is known of a file without substitutions: the lines of its images are right.
    """
    places = _places(file)
    is_small = len(images) * len(places) <= _MOST_PAIRS
    if not is_small or not any(isinstance(place, Substitution) for place in places):
        return [None] * len(images)
    return _match(images, places)


@lru_cache(maxsize=64)
def _places(file: str) -> tuple[Place, ...]:
    found = [*empty_images(file), *_written(file)]
    return tuple(sorted(found, key=lambda place: (place.line, place.column)))


def _written(file: str) -> Iterator[Place]:
    source = read_source(file) or EMPTY
    for number, text in prose(source.lines):
        is_block = source.is_block_substitution(number)
        for match in _SUBSTITUTION.finditer(text):
            yield Substitution(line=number, column=match.start(), is_block=is_block)
        for match in _HTML_IMAGE.finditer(text):
            yield HtmlImage(line=number, column=match.start())


def _match(images: Sequence[PlacedImage], places: Sequence[Place]) -> list[Place | None]:
    """Return the cheapest match that keeps the order."""
    # best[j]: the costs of the images so far, matched with the first j places, and the last match.
    skipped = [0]
    for place in places:
        skipped.append(skipped[-1] + _cost_of_skipping(place))
    best: list[_Choice] = [(cost, None) for cost in skipped]
    for image in images:
        row: list[_Choice] = [(best[0][0] + _UNKNOWN, (best[0][1], None))]
        for index, place in enumerate(places, 1):
            choices: list[_Choice] = [
                (row[index - 1][0] + _cost_of_skipping(place), row[index - 1][1]),
                (best[index][0] + _UNKNOWN, (best[index][1], None)),
            ]
            if _can_be(image, place):
                distance = _distance(image, place)
                matched = (best[index - 1][1], place)
                choices.append((best[index - 1][0] + distance, matched))
                if isinstance(place, Substitution) and _last(best[index][1]) is place:
                    again = (best[index][1], place)
                    choices.append((best[index][0] + distance + _AGAIN, again))
            row.append(min(choices, key=itemgetter(0)))
        best = row
    return _unrolled(best[-1][1])


def _last(matched: _Matched) -> Place | None:
    return matched[1] if matched else None


def _unrolled(matched: _Matched) -> list[Place | None]:
    found: list[Place | None] = []
    while matched:
        matched, place = matched
        found.append(place)
    return found[::-1]


def _cost_of_skipping(place: Place) -> int:
    return 0 if isinstance(place, Substitution) else _UNUSED


def _can_be(image: PlacedImage, place: Place) -> bool:
    match place:
        case Substitution():
            return True
        case HtmlImage():
            return image.is_html
        case EmptyImage():
            return not image.is_html and has_target(place, image.uri)


def _distance(image: PlacedImage, place: Place) -> int:
    distance = abs(image.line - place.line)
    if isinstance(place, Substitution) and place.is_block:
        distance = min(distance, abs(image.line - place.line - 1))
    return min(distance, _FARTHEST)
